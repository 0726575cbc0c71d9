//! The pipeline: text → blocks → roles → articles → drafts with zones and doubts → everything else left over.

use std::collections::HashMap;

use crate::formats::import_rules::Encodings;

use super::breaks::Breaks;
use super::doubting;
use super::doubts::{self, DoubtKind, Rules};
use super::drafts::{self, Built};
use super::furniture;
use super::grouping;
use super::halves;
use super::heads::Habits;
use super::inference::Judge;
use super::opening;
use super::own::{self, Own};
use super::page::{Draft, Evidence, Page, Piece};
use super::roles::{self};
use super::run::{Run, Span};
use super::shared::Shared;
use super::unwrap::{self, Block, Unwrapped};
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
    /// The encodings that were chosen for files before.
    pub encodings: Encodings,
    /// 引题, where the file names it beside its text.
    pub kicker: Option<String>,
    /// Lines that the file marks as headings.
    pub headings: Vec<String>,
}

/// Makes articles of a page. Every character that is not blank lies in exactly one source of the result.
pub fn parse(text: &str, options: &Options) -> Page {
    let chars: Vec<char> = text.chars().collect();
    if let Some(own) = own::read(text, &chars) {
        return of_own(own, &chars, options);
    }
    let Unwrapped { blocks, guesses } = unwrap::blocks(&chars);
    let mut page = Page { date: options.date.clone(), ..Page::default() };
    let told = told_zones(&options.rules);
    let mut zones = Zones::new(options.zones.iter().map(String::as_str), told);
    learn_zones(&blocks, &mut zones);
    let roles = roles::roles(&blocks, &zones, options.kicker.as_deref(), &options.headings);
    let (groups, furniture) = grouping::group(blocks, &roles, &zones, &options.rules);
    for block in &furniture {
        furniture::read(block.run.chars(), &mut page);
    }
    let paper = page.paper.clone().or_else(|| paper_by_datelines(&chars));
    let habits = Habits::of(&chars);
    let breaks = Breaks::of(&options.rules, paper.as_deref());
    let shared = Shared {
        rules: &options.rules,
        paper: paper.as_deref(),
        habits: &habits,
        breaks: &breaks,
        guesses: &guesses,
    };
    let mut built: Vec<Built> = Vec::new();
    for group in groups {
        built.push(drafts::build(group, &shared));
    }
    halves::rejoin(&mut built, &shared);
    page.paper =
        page.paper.or_else(|| built.iter().find_map(|one| opening::paper_of(one.draft.dateline.as_deref()?)));
    let judge = Judge { zones: &zones, rules: &options.rules, paper: paper.as_deref() };
    finish(&mut page, built, &judge, options);
    page.left_over = left_over(&chars, &page.articles);
    page
}

/// The page of one article in the program's own format.
fn of_own(own: Own, chars: &[char], options: &Options) -> Page {
    let Own { built, mut page, zone } = own;
    page.date = options.date.clone().or(page.date);
    let mut zones = Zones::new(options.zones.iter().map(String::as_str), told_zones(&options.rules));
    for paragraph in &built.draft.paragraphs {
        zones.note_mentions(&paragraph.text.chars().collect::<Vec<char>>());
    }
    let paper = page.paper.clone();
    let judge = Judge { zones: &zones, rules: &options.rules, paper: paper.as_deref() };
    let is_told = options.zone.is_none() && zone.is_some();
    let options = Options { zone: options.zone.clone().or(zone), ..options.clone() };
    finish(&mut page, vec![built], &judge, &options);
    for draft in page.articles.iter_mut().filter(|_| is_told) {
        draft.zone_evidence = Evidence::ZoneLine;
    }
    page.left_over = left_over(chars, &page.articles);
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
    for block in blocks {
        zones.explain(block.run.chars());
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
        page.doubts.extend(doubting::doubts(&one, index, &found.key));
        page.articles.push(one.draft);
    }
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
            &sources.kicker,
            &sources.genre,
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

#[cfg(test)]
mod tests;
