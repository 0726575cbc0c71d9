//! Where marked words stand within a paragraph, in characters.
//!
//! Knows one paragraph at a time.

use memchr::memmem;

use super::diff::{self, Difference};
use crate::words::Mark;

/// How much of the marked words must be left for a span to count as found.
const STILL_THE_WORDS: f32 = 0.5;

/// The span of a mark in its unchanged paragraph: where it was, or, when outer white space was added or taken, where
/// the words stand now. `None` for a mark on the whole paragraph, and when the words are not there.
pub(super) fn same(block: &str, mark: &Mark) -> Option<(usize, usize)> {
    let (start, end) = mark.span?;
    if let Some(len) = end.checked_sub(start) {
        let words: String = block.chars().skip(start).take(len).collect();
        if words == mark.quote && words.chars().count() == len {
            return Some((start, end));
        }
    }
    if mark.quote.is_empty() {
        return None;
    }
    memmem::find_iter(block.as_bytes(), mark.quote.as_bytes())
        .map(|at| block.get(..at).map_or(0, |before| before.chars().count()))
        .min_by_key(|at| at.abs_diff(start))
        .map(|at| (at, at + mark.quote.chars().count()))
}

/// The span in a changed paragraph: the words where the changes moved them, else the only ones like them, else what
/// took their place, as long as it is still half the same.
pub(super) fn moved(
    new: &[char],
    old_span: (usize, usize),
    quote: &str,
    difference: &Difference,
) -> Option<(usize, usize)> {
    let words: Vec<char> = quote.chars().collect();
    let (start, end) = difference.map(old_span);
    if words.is_empty() {
        return (start < end).then_some((start, end));
    }
    if new.get(start..end) == Some(words.as_slice()) {
        return Some((start, end));
    }
    let mut places = new.windows(words.len()).enumerate().filter(|(_, w)| *w == words).map(|(at, _)| at);
    if let (Some(only), None) = (places.next(), places.next()) {
        return Some((only, only + words.len()));
    }
    let replaced = new.get(start..end)?;
    let is_still = !replaced.is_empty() && diff::compare(&words, replaced).similarity() >= STILL_THE_WORDS;
    is_still.then_some((start, end))
}
