//! A doubt of a page, found in the article file that came of it, and what an answer makes of that file.
//!
//! Only the place in doubt changes: whatever was repaired by hand elsewhere in the article stays.

use super::doubts::{self, Answer, Doubt, DoubtKind, Rule};
use super::inference::UNDECIDED;
use super::page::Span;
use super::repair::{self, Verdict};
use super::review::Raw;
use crate::messages::Lang;
use crate::words::{Article, ArticleId, Problem, RepairKind};

/// A doubt with the article it is about, ready to be shown and answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The article.
    pub article: ArticleId,
    /// Its headline.
    pub title: String,
    /// The paper that an answer's rule is for.
    pub paper: Option<String>,
    /// What is doubted.
    pub doubt: Doubt,
    /// The raw page around it.
    pub raw: Raw,
    /// Where it stands in the article.
    pub found: Found,
}

/// Where a doubt stands in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The block: the joined one, the one split off, the one whose head is lost, the first of two.
    pub ordinal: usize,
    /// What the article holds there now; blocks are parted by LF.
    pub result: String,
    /// The doubtful characters of `result`, end exclusive.
    pub seam: Span,
    /// Characters before the seam in the block of a join.
    pub at_chars: usize,
}

/// Characters shown as the seam on each side of it.
const SEAM_CHARS: usize = 6;

/// Finds a doubt in an article by the ranges of its blocks; `None` when it is about another article, or when the
/// article was changed there since.
pub fn find(doubt: &Doubt, article: &Article, spans: &[Vec<Span>]) -> Option<Found> {
    let touches = |ordinal: usize| {
        let own = spans.get(ordinal).map_or(&[][..], Vec::as_slice);
        own.iter().any(|own| doubt.source.iter().any(|source| source.0 < own.1 && own.0 < source.1))
    };
    let blocks: Vec<usize> = (0..spans.len()).filter(|&ordinal| touches(ordinal)).collect();
    let text = |ordinal: usize| article.block_text(ordinal).unwrap_or_default();
    let (left, right) = doubt.key.split_once('|').unwrap_or((&doubt.key, ""));
    match doubt.kind {
        // Whoever said no left the zone open.
        DoubtKind::Zone if article.meta.zone == UNDECIDED && doubt.proposed != UNDECIDED => None,
        DoubtKind::Zone | DoubtKind::ArticleStart => blocks.first().map(|_| {
            let zone = &article.meta.zone;
            let result = format!("{zone}\n{}", article.meta.title);
            let from = if doubt.kind == DoubtKind::Zone { 0 } else { count(zone) + 1 };
            let to = if doubt.kind == DoubtKind::Zone { count(zone) } else { count(&result) };
            Found { ordinal: 0, result, seam: (from, to), at_chars: 0 }
        }),
        DoubtKind::Join => blocks.into_iter().filter(|ordinal| *ordinal > 0).find_map(|ordinal| {
            let whole = text(ordinal);
            let start = whole.find(&format!("{left}{right}"))?;
            let at = count(whole.get(..start)?) + count(left);
            let seam = (at.saturating_sub(SEAM_CHARS), (at + SEAM_CHARS).min(count(whole)));
            Some(Found { ordinal, result: whole.to_owned(), seam, at_chars: at })
        }),
        DoubtKind::Split => blocks.into_iter().find_map(|ordinal| {
            let is_it = ordinal > 1 && text(ordinal).starts_with(&doubt.key);
            is_it.then(|| pair(text(ordinal - 1), text(ordinal), ordinal, count(&doubt.key)))
        }),
        DoubtKind::TruncatedStart => blocks.into_iter().filter(|ordinal| *ordinal > 0).find_map(|ordinal| {
            let whole = text(ordinal);
            whole.starts_with(&doubt.key).then(|| Found {
                ordinal,
                result: whole.to_owned(),
                seam: (0, count(&doubt.key)),
                at_chars: 0,
            })
        }),
        DoubtKind::Apart => blocks.into_iter().filter(|ordinal| *ordinal > 0).find_map(|ordinal| {
            let (this, next) = (text(ordinal), text(ordinal + 1));
            let is_it = this.ends_with(left) && !next.is_empty() && next.starts_with(right);
            is_it.then(|| pair(this, next, ordinal, SEAM_CHARS))
        }),
    }
}

/// Two blocks and the seam between them.
fn pair(first: &str, second: &str, ordinal: usize, after_chars: usize) -> Found {
    let at = count(first);
    let result = format!("{first}\n{second}");
    let end = (at + 1 + after_chars).min(count(&result));
    Found { ordinal, result, seam: (at.saturating_sub(SEAM_CHARS), end), at_chars: at }
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// The page's characters that are worth looking at: for a seam the words on both sides of it, else the beginning.
pub fn raw_spans(doubt: &Doubt) -> Vec<Span> {
    const CHARS: usize = 16;
    match (doubt.kind, doubt.source.as_slice()) {
        (DoubtKind::Join, [left, right, ..]) => {
            vec![(left.1.saturating_sub(CHARS).max(left.0), left.1), (right.0, right.1.min(right.0 + CHARS))]
        }
        (DoubtKind::Apart, [.., last]) => vec![(last.1.saturating_sub(CHARS).max(last.0), last.1)],
        (DoubtKind::Split | DoubtKind::TruncatedStart, [first, ..]) => {
            vec![(first.0, first.1.min(first.0 + count(&doubt.key)))]
        }
        (_, source) => source.to_vec(),
    }
}

/// Both blocks of a seam as one text, and before which character of it the second begins now; `None` when the doubt is
/// about no seam.
pub fn seam(case: &Case) -> Option<(String, Option<usize>)> {
    let place = match case.doubt.kind {
        DoubtKind::Join => None,
        DoubtKind::Split | DoubtKind::Apart => Some(case.found.at_chars),
        DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart => return None,
    };
    Some((case.found.result.replace('\n', ""), place))
}

/// What a break set by hand says of the doubt, and the place of a paragraph of its own making.
fn by_hand(case: &Case, place: Option<usize>) -> (Answer, Option<usize>) {
    let is_there = place == Some(case.found.at_chars);
    let is_parted = match case.doubt.kind {
        DoubtKind::Split | DoubtKind::Apart => is_there,
        DoubtKind::Join | DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart => !is_there,
    };
    let answer = if is_parted { Answer::Accept } else { Answer::Reject };
    (answer, place.filter(|_| !is_there))
}

/// The rules that an answer becomes for the paper. That a zone is not the one proposed says nothing of the next page.
pub fn rules(case: &Case, answer: &Answer) -> Vec<Rule> {
    let paper = case.paper.as_deref();
    let is_open = case.doubt.kind == DoubtKind::Zone && case.doubt.alternative == UNDECIDED;
    if is_open && *answer == Answer::Reject {
        return Vec::new();
    }
    let Answer::Break(place) = *answer else { return vec![case.doubt.rule(paper, answer)] };
    let (answer, own) = by_hand(case, place);
    let own = own.map(|at| {
        let chars: Vec<char> = seam(case).unwrap_or_default().0.chars().collect();
        let (left, right) = chars.split_at_checked(at).unwrap_or((&chars, &[]));
        let rule = case.doubt.rule(paper, &Answer::Accept);
        Rule { kind: DoubtKind::Split, when: doubts::seam_key(left, right), ..rule }
    });
    std::iter::once(case.doubt.rule(paper, &answer)).chain(own).collect()
}

/// The article file after an answer; `None` when the answer changes nothing in it.
///
/// # Errors
/// As [`repair::split`] and [`repair::join`].
pub fn answer(
    file_text: &str,
    folder_zone: &str,
    case: &Case,
    answer: &Answer,
    lang: Lang,
) -> Result<Option<String>, Problem> {
    let Answer::Break(place) = *answer else { return settle(file_text, folder_zone, case, answer, lang) };
    let (answer, own) = by_hand(case, place);
    let settled = settle(file_text, folder_zone, case, &answer, lang)?;
    let Some(at) = own else { return Ok(settled) };
    let ordinal = case.found.ordinal - usize::from(case.doubt.kind == DoubtKind::Split);
    let joined = settled.as_deref().unwrap_or(file_text);
    repair::split(joined, &case.article, folder_zone, ordinal, at, lang).map(Some)
}

/// What yes and no make of the file.
fn settle(
    file_text: &str,
    folder_zone: &str,
    case: &Case,
    answer: &Answer,
    lang: Lang,
) -> Result<Option<String>, Problem> {
    let (id, doubt, found) = (&case.article, &case.doubt, &case.found);
    let rejects = *answer == Answer::Reject;
    let hull = (
        doubt.source.iter().map(|span| span.0).min().unwrap_or(0),
        doubt.source.iter().map(|span| span.1).max().unwrap_or(0),
    );
    let verdict = |file: &str, name: &str, drops_last: bool| {
        let state = if rejects { "rejected" } else { "accepted" };
        let ordinal = found.ordinal;
        let verdict = Verdict { name, ordinal, within: hull, state, drops_last };
        repair::record_verdict(file, id, folder_zone, verdict, lang)
    };
    Ok(match doubt.kind {
        DoubtKind::Zone => {
            let zone = doubt.rule(None, answer).answer;
            Some(repair::with_zone(file_text, id, folder_zone, &zone, lang))
        }
        DoubtKind::Join if rejects => {
            let apart = repair::split(file_text, id, folder_zone, found.ordinal, found.at_chars, lang)?;
            Some(verdict(&apart, "接排", true))
        }
        DoubtKind::Split if rejects => {
            let joined = repair::join(file_text, id, folder_zone, found.ordinal - 1, lang)?;
            Some(verdict(&joined, "另起段", true))
        }
        DoubtKind::Apart if rejects => Some(repair::join(file_text, id, folder_zone, found.ordinal, lang)?),
        DoubtKind::ArticleStart | DoubtKind::Apart => None,
        DoubtKind::Join => Some(verdict(file_text, "接排", false)),
        DoubtKind::Split => Some(verdict(file_text, "另起段", false)),
        DoubtKind::TruncatedStart => Some(verdict(file_text, "栏首缺失", false)),
    })
}

/// What a doubt is about, as the journal calls it.
pub fn repair_kind(kind: DoubtKind) -> RepairKind {
    match kind {
        DoubtKind::Join | DoubtKind::Apart => RepairKind::Joined,
        DoubtKind::Split => RepairKind::Split,
        DoubtKind::TruncatedStart => RepairKind::HeadLost,
        DoubtKind::Zone => RepairKind::Zone,
        DoubtKind::ArticleStart => RepairKind::Start,
    }
}
