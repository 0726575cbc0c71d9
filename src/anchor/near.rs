//! Near matches: paragraphs like the marked one, judged by likeness, facts and neighbours. None is taken in silence.
//!
//! Knows no exact places.

mod shortlist;
mod unit;

use memchr::memmem;

use super::compare::{Comparison, compare};
use super::index::Index;
use super::memory::Memory;
use super::place::{self, Found, MOST_CANDIDATES};
use super::span;
use crate::words::{Mark, Placement};
use unit::Unit;

/// How alike a near match must be.
const ALIKE: f32 = 0.75;
/// How much more alike than the next one.
const MARGIN: f32 = 0.10;
/// From here on a paragraph is worth offering.
const OFFERED: f32 = 0.40;
/// A quote shorter than this proves nothing by standing once.
const QUOTE_CHARS: usize = 8;

/// A paragraph, or a piece or run of them, beside the old one.
#[derive(Debug, Clone)]
pub(super) struct Near {
    pub(super) unit: Unit,
    pub(super) comparison: Comparison,
    /// Whether it is alike enough to be taken.
    is_alike: bool,
    /// How many of its neighbours are the remembered ones.
    sides: u8,
}

impl Near {
    fn score(&self) -> f32 {
        self.comparison.similarity
    }

    fn may_stand(&self) -> bool {
        self.is_alike && !self.comparison.is_look_alike
    }

    pub(super) fn ordinal(&self) -> usize {
        self.unit.first()
    }
}

/// All that is near the old paragraph, best first, one entry a block.
pub(super) fn all(index: &Index, mark: &Mark, memory: &Memory) -> Vec<Near> {
    let old: Vec<char> = memory.own.trim().chars().collect();
    if old.is_empty() {
        return Vec::new();
    }
    let quoted = quote_once(index, mark);
    let mut found: Vec<Near> = Vec::new();
    for ordinal in shortlist::of(index, mark, memory, &old) {
        let best = unit::of(index, ordinal, &old, memory.is_whole, mark)
            .into_iter()
            .map(|unit| judge(index, memory, &old, unit, quoted))
            .max_by(|a, b| a.may_stand().cmp(&b.may_stand()).then(a.score().total_cmp(&b.score())));
        found.extend(best.filter(|near| near.score() >= OFFERED || near.is_alike));
    }
    found.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.ordinal().cmp(&b.ordinal())));
    found
}

/// Compares one unit with the old paragraph.
fn judge(index: &Index, memory: &Memory, old: &[char], unit: Unit, quoted: Option<usize>) -> Near {
    let comparison = compare(old, &unit.chars);
    let difference = &comparison.difference;
    let kept = difference.shared_chars * 4 >= difference.old_chars.min(difference.new_chars) * 3;
    let is_alike = comparison.similarity >= ALIKE || (quoted.is_some_and(|o| unit.holds(o)) && kept);
    let left = place::sides(index, memory, unit.first()).0;
    let right = place::sides(index, memory, unit.last()).1;
    Near { unit, comparison, is_alike, sides: u8::from(left) + u8::from(right) }
}

/// The block in which the quote stands, when it stands once in the article and is long enough to prove something.
fn quote_once(index: &Index, mark: &Mark) -> Option<usize> {
    if mark.quote.chars().count() < QUOTE_CHARS {
        return None;
    }
    let mut places = memmem::find_iter(index.text().as_bytes(), mark.quote.as_bytes());
    match (places.next(), places.next()) {
        (Some(only), None) => index.block_at(only),
        _ => None,
    }
}

/// The place of a mark whose paragraph stands nowhere unchanged.
pub(super) fn find(index: &Index, mark: &Mark, memory: &Memory) -> Found {
    let near = all(index, mark, memory);
    let offered = || near.iter().take(MOST_CANDIDATES).map(|n| (n.ordinal(), n.score())).collect::<Vec<_>>();
    let Some(best) = near.iter().find(|n| n.may_stand()) else { return orphan(&near) };
    // A look-alike that is more like the old paragraph than the best that may stand speaks against both.
    let rivals: Vec<&Near> = near
        .iter()
        .filter(|n| !n.unit.overlaps(&best.unit))
        .filter(|n| if n.may_stand() { n.score() > best.score() - MARGIN } else { n.score() > best.score() })
        .collect();
    let chosen = if rivals.is_empty() {
        Some(best)
    } else {
        let most = rivals.iter().map(|n| n.sides).chain([best.sides]).max().unwrap_or(0);
        let mut strongest = rivals.iter().copied().chain([best]).filter(|n| n.sides == most);
        match (strongest.next(), strongest.next()) {
            (Some(only), None) if most > 0 && only.may_stand() => Some(only),
            _ => None,
        }
    };
    let Some(chosen) = chosen else { return Found::ambiguous(offered()) };
    edited(chosen, mark, memory).unwrap_or_else(|| orphan(&near))
}

/// A near match taken as the place, waiting for a word; `None` when the marked words are no longer in it.
fn edited(near: &Near, mark: &Mark, memory: &Memory) -> Option<Found> {
    let (ordinal, span) = if mark.span.is_some() {
        let (ordinal, span) = near.unit.in_block(span_in(near, mark, memory)?)?;
        (ordinal, Some(span))
    } else {
        (near.unit.first(), None)
    };
    Some(Found {
        placement: Placement::Edited,
        ordinal: Some(ordinal),
        span,
        score: near.score().min(0.999),
        candidates: Vec::new(),
        drift: near.comparison.changes.clone(),
    })
}

/// The marked words in a near match, in characters of its unit.
fn span_in(near: &Near, mark: &Mark, memory: &Memory) -> Option<(usize, usize)> {
    let lead = memory.own.len() - memory.own.trim_start().len();
    let before = memory.own.get(lead..memory.quote_at.max(lead))?;
    let start = before.chars().count();
    let end = (start + mark.quote.chars().count()).min(near.comparison.difference.old_chars);
    span::moved(&near.unit.chars, (start.min(end), end), &mark.quote, &near.comparison.difference)
}

/// Where a mark's words stand in a block that its reader chose for it.
pub(super) fn span_at(index: &Index, mark: &Mark, ordinal: usize) -> Option<(usize, usize)> {
    mark.span?;
    let memory = Memory::of(mark);
    let old: Vec<char> = memory.own.trim().chars().collect();
    let near = judge(index, &memory, &old, Unit::block(index, ordinal)?, None);
    near.unit.in_block(span_in(&near, mark, &memory)?).map(|(_, span)| span)
}

/// No place; what comes near is offered, and what changed is told when there is one clear candidate.
fn orphan(near: &[Near]) -> Found {
    let candidates: Vec<(usize, f32)> =
        near.iter().take(MOST_CANDIDATES).map(|n| (n.ordinal(), n.score())).collect();
    let drift = match near {
        [only] if only.is_alike => only.comparison.changes.clone(),
        [best, next, ..] if best.is_alike && best.score() - next.score() >= MARGIN => {
            best.comparison.changes.clone()
        }
        _ => Vec::new(),
    };
    let score = candidates.first().map_or(0.0, |c| c.1);
    Found { placement: Placement::Orphan, ordinal: None, span: None, score, candidates, drift }
}

/// A paragraph between the remembered neighbours, at the remembered ordinal or beside the one `elsewhere`, that may be the marked one after an
/// edit: it speaks against a copy of the old text elsewhere.
pub(super) fn at_the_old_place(
    index: &Index,
    mark: &Mark,
    memory: &Memory,
    elsewhere: usize,
) -> Option<(usize, f32)> {
    let old: Vec<char> = memory.own.trim().chars().collect();
    let mut ordinals = shortlist::framed(index, memory);
    ordinals.extend([mark.para, elsewhere + 1, elsewhere.wrapping_sub(1)]);
    ordinals
        .into_iter()
        .filter(|ordinal| *ordinal != elsewhere && *ordinal < index.len())
        .filter_map(|ordinal| Unit::block(index, ordinal))
        .map(|unit| judge(index, memory, &old, unit, None))
        .find(|near| near.score() >= OFFERED + 0.2 && !near.comparison.is_look_alike)
        .map(|near| (near.ordinal(), near.score()))
}
