//! Places marks in edited articles and counts: right, held back, wrong, and wrong without a doubt.

use pizhu::anchor;
use pizhu::formats::article::{Source, parse};
use pizhu::messages::Lang;
use pizhu::words::{
    Annotations, Annotator, Article, ArticleId, Block, BlockKind, Mark, MarkId, Meta, Moment, Placed,
    Placement, Status,
};

use super::edits::{Dice, Edited, Kind, Truth, edit};

/// What was counted for one kind of edit at one rate.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) marks: usize,
    /// Placed at their paragraph, or without a place where there is none.
    pub(crate) in_place: usize,
    /// Held back with their paragraph offered first: what the rule asks for when names or figures changed.
    pub(crate) offered: usize,
    /// Wrong, but marked as unsure.
    pub(crate) unsure: usize,
    /// Wrong and not marked: must be 0.
    pub(crate) wrong: usize,
}

impl Count {
    pub(crate) fn right(self) -> usize {
        self.in_place + self.offered
    }

    pub(crate) fn right_percent(self) -> f64 {
        percent(self.right(), self.marks)
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.marks += other.marks;
        self.in_place += other.in_place;
        self.offered += other.offered;
        self.unsure += other.unsure;
        self.wrong += other.wrong;
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of marks")]
pub(crate) fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The bodies of the sample articles.
pub(crate) fn samples() -> Vec<Vec<String>> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("articles");
    let mut files: Vec<_> = std::fs::read_dir(root)
        .expect("samples")
        .flatten()
        .flat_map(|zone| std::fs::read_dir(zone.path()).into_iter().flatten().flatten())
        .map(|file| file.path())
        .collect();
    files.sort();
    let bodies = files.iter().map(|path| {
        let text = std::fs::read_to_string(path).expect("sample");
        let id = ArticleId::new("a").expect("slug");
        let (article, _) = parse(id, &text, Source { zone: "z", file: "a.md", lang: Lang::En });
        let body = |block: &&Block| matches!(block.kind, BlockKind::Body | BlockKind::Subhead);
        article.blocks.iter().filter(body).map(|b| article.text[b.range_bytes.clone()].to_owned()).collect()
    });
    bodies.filter(|body: &Vec<String>| body.len() >= 4).collect()
}

pub(crate) fn article(body: &[String]) -> Article {
    let meta = Meta { title: "评测用稿".into(), ..Meta::default() };
    let id = ArticleId::new("a").expect("slug");
    Article::assemble(id, meta, body.iter().map(|text| (BlockKind::Body, text.as_str())))
}

/// A mark on a block or some words of it.
pub(crate) fn mark(article: &Article, ordinal: usize, span: Option<(usize, usize)>, number: u128) -> Mark {
    let place = anchor::quote(article, ordinal, span);
    let moment = Moment { unix_seconds: 0, offset_seconds: 0 };
    Mark {
        id: MarkId(uuid::Uuid::from_u128(number)),
        para: place.para,
        para_hash: place.para_hash,
        span: place.span,
        quote: place.quote,
        prefix: place.prefix,
        suffix: place.suffix,
        tags: Vec::new(),
        note: String::new(),
        status: Status::Open,
        created: moment,
        updated: moment,
        codebook: 1,
        rev: String::new(),
        target: None,
        conflict_of: None,
    }
}

pub(crate) fn written(article: &Article, marks: Vec<Mark>) -> Vec<Annotations> {
    let author = Annotator::new("li").expect("slug");
    let mut file = Annotations::empty(article.id.clone(), author, "李".into());
    file.marks = marks;
    vec![file]
}

/// One round: marks on every paragraph, whole or on some words, then an edit, then placing.
pub(crate) fn round(body: &[String], kind: Kind, rate: usize, dice: &mut Dice) -> Count {
    let old = article(body);
    let mut marks = Vec::new();
    for (n, text) in body.iter().enumerate() {
        let chars = text.chars().count();
        marks.push(mark(&old, n + 1, None, 2 * n as u128));
        let start = dice.below(chars.saturating_sub(4));
        let end = (start + 3 + dice.below(12)).min(chars);
        marks.push(mark(&old, n + 1, Some((start, end)), 2 * n as u128 + 1));
    }
    let edited = edit(body, kind, rate, dice);
    let new = article(&edited.paragraphs);
    let mut count = Count::default();
    for placed in anchor::place(&new, &written(&old, marks)) {
        count.add(judge(&placed, &edited, body));
    }
    count
}

fn judge(placed: &Placed, edited: &Edited, body: &[String]) -> Count {
    let old = placed.mark.para - 1;
    let truth = &edited.truth[old];
    let mut count = Count { marks: 1, ..Count::default() };
    let verdict = verdict(placed, truth, edited, &body[old]);
    match verdict {
        Verdict::InPlace => count.in_place = 1,
        Verdict::Offered => count.offered = 1,
        Verdict::Unsure => count.unsure = 1,
        Verdict::Wrong => count.wrong = 1,
    }
    count
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    InPlace,
    Offered,
    Unsure,
    Wrong,
}

fn verdict(placed: &Placed, truth: &Truth, edited: &Edited, old: &str) -> Verdict {
    let is_sure = !placed.placement.is_unsure();
    let Some(ordinal) = placed.ordinal else {
        let is_gone = truth.ordinals.is_empty();
        let is_twin = placed.placement == Placement::Ambiguous
            && placed.candidates.iter().any(|c| truth.ordinals.contains(&c.0))
            && !truth.copies.is_empty();
        let is_first = placed.candidates.first().is_some_and(|c| truth.ordinals.contains(&c.0));
        return match (is_gone, is_twin || (is_first && truth.is_changed)) {
            (true, _) => Verdict::InPlace,
            (false, true) => Verdict::Offered,
            (false, false) => Verdict::Unsure,
        };
    };
    // A mark whose paragraph is gone may sit, unsure, on a copy of it; the same words are no wrong place.
    let words = |ordinal: usize| edited.paragraphs.get(ordinal.wrapping_sub(1)).map_or("", String::as_str);
    let is_there = truth.ordinals.contains(&ordinal);
    let is_copy = truth.ordinals.is_empty() && truth.copies.contains(&ordinal) && words(ordinal) == old;
    let is_changed_in_silence = is_sure
        && is_there
        && truth.is_changed
        && !words(ordinal).contains(old)
        && placed.placement != Placement::Split;
    let quote_stands = placed.span.is_none_or(|(start, end)| {
        !is_sure || words(ordinal).chars().skip(start).take(end - start).eq(placed.mark.quote.chars())
    });
    match (is_there || is_copy, is_sure) {
        _ if is_changed_in_silence || !quote_stands => Verdict::Wrong,
        (true, _) if truth.is_other && is_there && !is_sure => Verdict::Unsure,
        (true, _) => Verdict::InPlace,
        (false, true) => Verdict::Wrong,
        (false, false) => Verdict::Unsure,
    }
}

/// The table: a row a kind, its counts at 10 and at 30 per cent.
pub(crate) fn table(rounds: usize) -> Vec<(Kind, [Count; 2])> {
    let samples = samples();
    Kind::ALL
        .into_iter()
        .enumerate()
        .map(|(n, kind)| {
            let counts = [10, 30].map(|rate| {
                let mut dice = Dice(0x5EED + n as u64 * 1000 + rate);
                let mut count = Count::default();
                for _ in 0..rounds {
                    for body in &samples {
                        count.add(round(body, kind, usize::try_from(rate).unwrap_or(30), &mut dice));
                    }
                }
                count
            });
            (kind, counts)
        })
        .collect()
}
