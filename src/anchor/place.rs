//! The rules by which a mark is placed, in their order: the same paragraph by hash, its pieces word for word, then a
//! near match that waits for the reader.
//!
//! Knows how a place is judged, not how texts are compared.

use super::compare::FactChange;
use super::index::Index;
use super::memory::Memory;
use super::{near, span, whole};
use crate::words::{Mark, Placement};

/// How many candidates are kept for the relink view.
pub(super) const MOST_CANDIDATES: usize = 6;

/// What was found for a mark.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) placement: Placement,
    pub(super) ordinal: Option<usize>,
    pub(super) span: Option<(usize, usize)>,
    pub(super) score: f32,
    pub(super) candidates: Vec<(usize, f32)>,
    pub(super) drift: Vec<FactChange>,
}

impl Found {
    /// A place without a doubt or a difference.
    pub(super) fn sure(placement: Placement, ordinal: usize, span: Option<(usize, usize)>) -> Self {
        Self {
            placement,
            ordinal: Some(ordinal),
            span,
            score: 1.0,
            candidates: Vec::new(),
            drift: Vec::new(),
        }
    }

    /// The same, when its reader said that the mark shall stand nowhere: what was found stays a candidate.
    pub(super) fn kept_as_orphan(mut self) -> Self {
        if let Some(ordinal) = self.ordinal.take() {
            self.candidates.insert(0, (ordinal, self.score));
        }
        Self { placement: Placement::Orphan, span: None, score: 0.0, ..self }
    }

    /// Several places that fit equally well, or one that may be another's twin.
    pub(super) fn ambiguous(mut candidates: Vec<(usize, f32)>) -> Self {
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        candidates.truncate(MOST_CANDIDATES);
        let score = candidates.first().map_or(0.0, |c| c.1);
        Self {
            placement: Placement::Ambiguous,
            ordinal: None,
            span: None,
            score,
            candidates,
            drift: Vec::new(),
        }
    }
}

/// Places one mark. `here` are all blocks with the text of the one at the mark's ordinal, when that has the mark's hash.
pub(super) fn find(index: &Index, mark: &Mark, here: Option<&[usize]>) -> Found {
    let places = here.unwrap_or_else(|| index.with_hash(mark.para_hash));
    // Nothing to look for: an empty paragraph is like every other.
    let is_empty = places.first().is_some_and(|o| index.block(*o).trim().is_empty());
    let memory = Memory::of(mark);
    match places {
        [] => {}
        [one] => return once(index, mark, &memory, *one),
        several if is_empty => return Found::ambiguous(several.iter().map(|o| (*o, 1.0)).collect()),
        several => return among(index, mark, &memory, several),
    }
    whole::find(index, mark, &memory).unwrap_or_else(|| near::find(index, mark, &memory))
}

/// A mark on a paragraph that stands unchanged at this ordinal.
fn standing(index: &Index, mark: &Mark, ordinal: usize) -> Found {
    let placement = if ordinal == mark.para { Placement::Exact } else { Placement::Moved };
    match (mark.span, span::same(index.block(ordinal), mark)) {
        (Some(_), None) => {
            // The record contradicts itself: the paragraph is right, but the words are not in it.
            let mut found = Found::sure(Placement::Edited, ordinal, None);
            found.score = 0.5;
            found
        }
        (_, found) => Found::sure(placement, ordinal, found),
    }
}

/// The paragraph stands once, but is it the one that was marked, or a copy of what was edited, cut or joined since?
fn once(index: &Index, mark: &Mark, memory: &Memory, ordinal: usize) -> Found {
    if sides(index, memory, ordinal) == (true, true) {
        return standing(index, mark, ordinal);
    }
    if memory.was_repeated() {
        return Found::ambiguous(vec![(ordinal, 1.0)]);
    }
    let rival = whole::rival(index, mark, memory, ordinal)
        .or_else(|| near::at_the_old_place(index, mark, memory, ordinal));
    match rival {
        Some(rival) => Found::ambiguous(vec![(ordinal, 1.0), rival]),
        None => standing(index, mark, ordinal),
    }
}

/// The paragraph stands several times: its neighbours tell, then the ordinal, where nothing else speaks against it.
fn among(index: &Index, mark: &Mark, memory: &Memory, places: &[usize]) -> Found {
    let judged: Vec<(usize, (bool, bool))> = places.iter().map(|o| (*o, sides(index, memory, *o))).collect();
    let both: Vec<usize> = judged.iter().filter(|(_, s)| s.0 && s.1).map(|(o, _)| *o).collect();
    match both.as_slice() {
        [only] => standing(index, mark, *only),
        [_, _, ..] if both.contains(&mark.para) => standing(index, mark, mark.para),
        _ => Found::ambiguous(
            judged.into_iter().map(|(o, s)| (o, if s.0 || s.1 { 1.0 } else { 0.99 })).collect(),
        ),
    }
}

/// Whether the neighbours before and after a block are the remembered ones, white space aside. What is not remembered
/// does not speak for a place.
pub(super) fn sides(index: &Index, memory: &Memory, ordinal: usize) -> (bool, bool) {
    let (before, after) = index.around(ordinal);
    let left = memory.before.as_ref().is_some_and(|words| match words.trim() {
        "" => before.trim().is_empty(),
        words => ends_alike(before, words),
    });
    let right = memory.after.as_ref().is_some_and(|words| match words.trim() {
        "" => after.trim().is_empty(),
        words => starts_alike(after, words),
    });
    (left, right)
}

/// Whether a text ends with these words, white space aside.
pub(super) fn ends_alike(text: &str, words: &str) -> bool {
    let mut text = text.chars().rev().filter(|c| !c.is_whitespace());
    words.chars().rev().filter(|c| !c.is_whitespace()).all(|c| text.next() == Some(c))
}

/// Whether a text begins with these words, white space aside.
pub(super) fn starts_alike(text: &str, words: &str) -> bool {
    let mut text = text.chars().filter(|c| !c.is_whitespace());
    words.chars().filter(|c| !c.is_whitespace()).all(|c| text.next() == Some(c))
}
