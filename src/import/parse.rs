//! The pipeline: text → blocks → roles → articles → drafts with zones and doubts → everything else left over.

use std::collections::HashMap;

use super::doubts::{self, Doubt, DoubtKind, Rules};
use super::drafts::{self, Built, Shared};
use super::furniture;
use super::grouping;
use super::heads::Habits;
use super::inference::Judge;
use super::opening;
use super::page::{Draft, Evidence, Flag, Page, Piece};
use super::roles::{self, Role};
use super::run::{Run, Span};
use super::unwrap::{self, Block};
use super::zones::{self, Zones};

/// What is known beside the page.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The zone that the user puts every article into.
    pub zone: Option<String>,
    /// The date that the user says, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// The zones that the library has, in full.
    pub zones: Vec<String>,
    /// What readers answered before.
    pub rules: Rules,
}

/// Makes articles of a page. Every character that is not blank lies in exactly one source of the result.
pub fn parse(text: &str, options: &Options) -> Page {
    let chars: Vec<char> = text.chars().collect();
    let blocks = unwrap::blocks(&chars);
    let mut page = Page { date: options.date.clone(), ..Page::default() };
    let told = told_zones(&options.rules);
    let mut zones = Zones::new(options.zones.iter().map(String::as_str), told);
    learn_zones(&blocks, &mut zones);
    let roles = roles::roles(&blocks, &zones);
    let (groups, furniture) = grouping::group(blocks, &roles, &zones, &options.rules);
    for block in &furniture {
        furniture::read(block.run.chars(), &mut page);
    }
    let paper = page.paper.clone().or_else(|| paper_by_datelines(&chars));
    let habits = Habits::of(&chars);
    let shared = Shared { rules: &options.rules, paper: paper.as_deref(), habits: &habits };
    let mut built: Vec<Built> = Vec::new();
    for group in groups {
        built.push(drafts::build(group, &shared));
    }
    page.paper =
        page.paper.or_else(|| built.iter().find_map(|one| opening::paper_of(one.draft.dateline.as_deref()?)));
    let judge = Judge { zones: &zones, rules: &options.rules, paper: paper.as_deref() };
    finish(&mut page, built, &judge, options);
    page.left_over = left_over(&chars, &page.articles);
    page
}

/// Short names that readers explained, for zones.
fn told_zones(rules: &Rules) -> HashMap<String, String> {
    let zone = |rule: &&doubts::Rule| {
        rule.kind == DoubtKind::Zone && zones::ends_in_zone(&rule.when.chars().collect::<Vec<char>>())
    };
    rules.rules.iter().filter(zone).map(|rule| (rule.when.clone(), rule.answer.clone())).collect()
}

/// Learns zones from the lines that name one, then counts what the text names.
fn learn_zones(blocks: &[Block], zones: &mut Zones) {
    for block in blocks {
        let chars = block.run.chars();
        if let Some((start, end, _)) = zones::in_line(chars, |_| false) {
            let name: String = chars.get(start..end).unwrap_or(&[]).iter().collect();
            zones.learn(&name);
        }
    }
    for block in blocks {
        zones.note_mentions(block.run.chars());
    }
}

/// The paper that the first 电头 names: rules are looked up before the drafts are there.
fn paper_by_datelines(chars: &[char]) -> Option<String> {
    chars.split(|c| matches!(c, '\n' | '\r')).find_map(|line| {
        let start = line.iter().take_while(|c| c.is_whitespace()).count();
        let line = line.get(start..)?;
        let (from, to, _) = opening::dateline(line)?;
        opening::paper_of(&line.get(from..to)?.iter().collect::<String>())
    })
}

/// Settles zones, collects doubts, and keeps what is an article.
fn finish(page: &mut Page, built: Vec<Built>, judge: &Judge<'_>, options: &Options) {
    let mut previous: Option<String> = None;
    for mut one in built {
        let has_text = !one.draft.paragraphs.is_empty() || !one.draft.captions.is_empty();
        if !has_text && one.draft.title.is_empty() {
            continue;
        }
        let found = judge.zone(&one.draft, &one.zone_lines, previous.as_deref());
        one.draft.zone.clone_from(&found.zone);
        one.draft.zone_evidence = found.evidence;
        one.draft.zone_confidence = found.confidence;
        if let Some(zone) = &options.zone {
            one.draft.zone.clone_from(zone);
            one.draft.zone_evidence = Evidence::Given;
            one.draft.zone_confidence = 1.0;
        }
        previous = Some(one.draft.zone.clone());
        let index = page.articles.len();
        page.doubts.extend(doubts_of(&one, index, &found.key));
        page.articles.push(one.draft);
    }
}

/// What is not sure of one article.
fn doubts_of(built: &Built, article: usize, zone_key: &str) -> Vec<Doubt> {
    let draft = &built.draft;
    let mut found = Vec::new();
    let doubt =
        |kind, paragraph, source: Vec<Span>, proposed: String, alternative: String, confidence, key| Doubt {
            kind,
            article,
            paragraph,
            source,
            proposed,
            alternative,
            confidence,
            key,
        };
    let head = || {
        if draft.sources.title.is_empty() {
            draft.paragraphs.first().map(|p| p.source.clone()).unwrap_or_default()
        } else {
            draft.sources.title.clone()
        }
    };
    if draft.zone_confidence < doubts::LINE {
        let other = super::inference::UNDECIDED.to_owned();
        found.push(doubt(
            DoubtKind::Zone,
            None,
            head(),
            draft.zone.clone(),
            other,
            draft.zone_confidence,
            zone_key.to_owned(),
        ));
    }
    if built.start < doubts::LINE && article > 0 {
        found.push(doubt(
            DoubtKind::ArticleStart,
            None,
            head(),
            draft.title.clone(),
            String::new(),
            built.start,
            draft.title.clone(),
        ));
    }
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        let chars: Vec<char> = paragraph.text.chars().collect();
        for repair in paragraph
            .repairs
            .iter()
            .filter(|repair| !repair.is_accepted && repair.confidence < doubts::LINE + 0.06)
        {
            let source = around(repair.at, &paragraph.source);
            let (kind, key, proposed) = match repair.flag {
                Flag::Joined => {
                    let (left, right) = halves(&chars, &paragraph.source, repair.at.1);
                    (
                        DoubtKind::Join,
                        doubts::seam_key(left, right),
                        doubts::seam_key(left, right).replace('|', ""),
                    )
                }
                Flag::SplitAtSubhead => {
                    let sentence = drafts::sentence_at(&chars, 0);
                    (DoubtKind::Split, sentence.clone(), sentence)
                }
                Flag::TruncatedStart | Flag::RunInSubhead => (
                    DoubtKind::TruncatedStart,
                    drafts::head_key(&chars),
                    format!("【栏首缺失】{}", drafts::head_key(&chars)),
                ),
            };
            let alternative = match kind {
                DoubtKind::Join => key.replace('|', "\n"),
                DoubtKind::TruncatedStart => drafts::head_key(&chars),
                DoubtKind::Split | DoubtKind::Zone | DoubtKind::Apart | DoubtKind::ArticleStart => {
                    String::new()
                }
            };
            found.push(doubt(kind, Some(index), source, proposed, alternative, repair.confidence, key));
        }
        if let Some((_, key)) = built.apart.iter().find(|(open, _)| *open == index) {
            let source = paragraph.source.last().copied().into_iter().collect();
            found.push(doubt(
                DoubtKind::Apart,
                Some(index),
                source,
                key.replace('|', "\n"),
                key.replace('|', ""),
                0.6,
                key.clone(),
            ));
        }
    }
    found
}

/// The ranges of a paragraph that touch a place.
fn around(at: Span, source: &[Span]) -> Vec<Span> {
    let touching: Vec<Span> =
        source.iter().copied().filter(|&(start, end)| start <= at.1 && end >= at.0).collect();
    if touching.is_empty() { vec![at] } else { touching }
}

/// A paragraph's words before and after a raw offset.
fn halves<'a>(chars: &'a [char], source: &[Span], offset: usize) -> (&'a [char], &'a [char]) {
    let mut index = 0;
    for &(start, end) in source {
        if (start..end).contains(&offset) {
            index += offset - start;
            break;
        }
        index += end - start;
    }
    chars.split_at(index.min(chars.len()))
}

/// Every character that is not blank and in no article's source: by runs that blanks or articles end.
fn left_over(page: &[char], articles: &[Draft]) -> Vec<Piece> {
    let mut is_taken = vec![false; page.len()];
    for (start, end) in articles.iter().flat_map(Draft::spans) {
        if let Some(range) = is_taken.get_mut(start..end) {
            range.fill(true);
        }
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < page.len() {
        let is_free = |at: usize| is_taken.get(at) == Some(&false);
        let ends_line = |at: usize| {
            page.get(at).is_some_and(|c| {
                matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
            })
        };
        if !is_free(at) || page.get(at).is_some_and(|c| c.is_whitespace()) {
            at += 1;
            continue;
        }
        let end = (at..page.len()).find(|&end| !is_free(end) || ends_line(end)).unwrap_or(page.len());
        let mut run = Run::of(page, at, end);
        run.trim();
        pieces.extend(run.spans().into_iter().map(|source| Piece { text: run.text(), source }));
        at = end;
    }
    pieces
}

impl Draft {
    /// Every range of the page that this article holds.
    pub fn spans(&self) -> impl Iterator<Item = Span> + '_ {
        let sources = &self.sources;
        [
            &sources.zone,
            &sources.title,
            &sources.deck,
            &sources.dateline,
            &sources.reporters,
            &sources.authors,
        ]
        .into_iter()
        .chain(self.captions.iter().map(|caption| &caption.source))
        .chain(self.paragraphs.iter().map(|paragraph| &paragraph.source))
        .flatten()
        .copied()
    }
}
