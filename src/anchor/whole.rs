//! A paragraph that was cut in pieces or joined with a neighbour, word for word: nothing of it is missing, so the mark
//! may be placed without asking.
//!
//! Knows no near matches.

use memchr::memmem;

use super::index::Index;
use super::memory::Memory;
use super::place::Found;
use super::sentence;
use crate::formats::hash;
use crate::words::{Mark, Placement};

/// Paragraphs shorter than this are not looked for inside others.
const SHORTEST_CHARS: usize = 4;
/// From here on words that stand inside another paragraph are no chance.
const PROOF_CHARS: usize = 8;
/// Into how many blocks a paragraph may have been cut.
const MOST_PIECES: usize = 6;
/// How many places of the quote are looked at when only the hash can prove one.
const MOST_PLACES: usize = 4;

/// Bytes of the old paragraph (trimmed) that stand in a block, from a byte of the block on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    ordinal: usize,
    old_start: usize,
    old_end: usize,
    at: usize,
}

/// The place of a mark whose paragraph was cut or joined; `None` when its words do not all stand there.
pub(super) fn find(index: &Index, mark: &Mark, memory: &Memory) -> Option<Found> {
    if memory.own.trim().chars().count() < SHORTEST_CHARS {
        return None;
    }
    if let Some(part) = joined(index, mark, memory) {
        return Some(settle(index, mark, memory, Placement::Merged, &[part]));
    }
    cut(index, mark, memory).map(|parts| settle(index, mark, memory, Placement::Split, &parts))
}

/// Another place where the whole old paragraph stands, inside a block or cut over several, when it also stands as one
/// at `elsewhere`.
pub(super) fn rival(index: &Index, mark: &Mark, memory: &Memory, elsewhere: usize) -> Option<(usize, f32)> {
    let chars = memory.own.trim().chars().count();
    if chars < SHORTEST_CHARS {
        return None;
    }
    let held = holders(index, mark, memory).into_iter().find(|(ordinal, at, len)| {
        let block = index.block(*ordinal);
        let beside = (block.get(..*at).unwrap_or(""), block.get(at + len..).unwrap_or(""));
        *ordinal != elsewhere
            && (chars >= PROOF_CHARS
                || meets(beside.0, memory.before.as_deref(), true)
                || meets(beside.1, memory.after.as_deref(), false))
    });
    held.map(|(ordinal, ..)| ordinal)
        .or_else(|| cut(index, mark, memory).and_then(|parts| parts.first().map(|part| part.ordinal)))
        .map(|ordinal| (ordinal, 0.99))
}

/// Where in the parts the mark stands: at the first for a whole paragraph, else at the words.
fn settle(index: &Index, mark: &Mark, memory: &Memory, placement: Placement, parts: &[Part]) -> Found {
    let first = parts.first().map_or(mark.para, |part| part.ordinal);
    if mark.span.is_none() {
        return Found::sure(placement, first, None);
    }
    let lead = memory.own.len() - memory.own.trim_start().len();
    let start = memory.quote_at.saturating_sub(lead);
    let end = start + mark.quote.len();
    let holds = |part: &&Part| part.old_start <= start && start < part.old_end.max(part.old_start + 1);
    let Some(part) = parts.iter().find(holds) else { return Found::ambiguous(vec![(first, 0.9)]) };
    let block = index.block(part.ordinal);
    let chars_to = |old_byte: usize| {
        block.get(..part.at + old_byte - part.old_start).map_or(0, |before| before.chars().count())
    };
    if end <= part.old_end {
        return Found::sure(placement, part.ordinal, Some((chars_to(start), chars_to(end))));
    }
    // The cut went through the marked words: their beginning is shown, and waits.
    let mut found =
        Found::sure(Placement::Edited, part.ordinal, Some((chars_to(start), chars_to(part.old_end))));
    found.score = 0.9;
    found
}

/// The one block that holds the whole old paragraph beside a remembered neighbour.
fn joined(index: &Index, mark: &Mark, memory: &Memory) -> Option<Part> {
    let mut found: Vec<Part> = Vec::new();
    for (ordinal, at, len) in holders(index, mark, memory) {
        let block = index.block(ordinal);
        let (before, after) = (block.get(..at)?, block.get(at + len..)?);
        let left = before.trim().is_empty() || meets(before, memory.before.as_deref(), true);
        let right = after.trim().is_empty() || meets(after, memory.after.as_deref(), false);
        if left && right && !(before.trim().is_empty() && after.trim().is_empty()) {
            found.push(Part { ordinal, old_start: 0, old_end: len, at });
        }
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Blocks that hold the old paragraph word for word: ordinal, byte of the block, bytes.
fn holders(index: &Index, mark: &Mark, memory: &Memory) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    if memory.is_whole {
        let old = memory.own.trim();
        for byte in memmem::find_iter(index.text().as_bytes(), old.as_bytes()).take(MOST_PLACES) {
            let Some(ordinal) = index.block_at(byte) else { continue };
            let at = byte - index.start_of(ordinal);
            if at + old.len() <= index.block(ordinal).len() {
                found.push((ordinal, at, old.len()));
            }
        }
        return found;
    }
    // Known in part: the hash proves a stretch from the quote to the block's end, and from a sentence's start when
    // the quote is a span.
    for (ordinal, at) in quote_places(index, mark) {
        let block = index.block(ordinal);
        let starts: Vec<usize> = match mark.span {
            None => vec![at],
            Some(_) => sentence::ends(block).into_iter().filter(|start| *start <= at).collect(),
        };
        for start in starts {
            let stretch = block.get(start..).unwrap_or("");
            if start > 0 && hash(stretch) == mark.para_hash {
                let lead = stretch.len() - stretch.trim_start().len();
                found.push((ordinal, start + lead, stretch.trim().len()));
            }
        }
    }
    found
}

/// Whether what stands beside the old paragraph in its new block is the remembered neighbour.
fn meets(beside: &str, neighbour: Option<&str>, is_before: bool) -> bool {
    let squeezed = |text: &str| -> Vec<char> {
        let chars = text.chars().filter(|c| !c.is_whitespace());
        if is_before { chars.rev().take(200).collect() } else { chars.take(200).collect() }
    };
    let (beside, neighbour) = (squeezed(beside), squeezed(neighbour.unwrap_or("")));
    let len = beside.len().min(neighbour.len());
    len >= SHORTEST_CHARS && beside.iter().zip(&neighbour).all(|(a, b)| a == b)
}

/// Blocks with the quote: ordinal, byte of the block.
fn quote_places(index: &Index, mark: &Mark) -> Vec<(usize, usize)> {
    if mark.quote.chars().count() < SHORTEST_CHARS {
        return Vec::new();
    }
    memmem::find_iter(index.text().as_bytes(), mark.quote.as_bytes())
        .take(MOST_PLACES)
        .filter_map(|byte| index.block_at(byte).map(|ordinal| (ordinal, byte - index.start_of(ordinal))))
        .collect()
}

/// The one run of blocks that together are the old paragraph.
fn cut(index: &Index, mark: &Mark, memory: &Memory) -> Option<Vec<Part>> {
    let mut found: Vec<Vec<Part>> = Vec::new();
    if memory.is_whole {
        found.extend((0..index.len()).filter_map(|first| run(index, memory.own.trim(), first)).take(2));
    } else {
        for (ordinal, _) in quote_places(index, mark) {
            let firsts = if mark.span.is_some() {
                ordinal.saturating_sub(MOST_PIECES - 1)..=ordinal
            } else {
                ordinal..=ordinal
            };
            found.extend(firsts.filter_map(|first| run_by_hash(index, mark, first)));
        }
        found.dedup();
    }
    match found.len() {
        1 => found.pop(),
        _ => None,
    }
}

/// The blocks from `first` on that tile a text, white space at the cuts aside.
fn run(index: &Index, old: &str, first: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = old;
    for ordinal in first..index.len().min(first + MOST_PIECES) {
        let block = index.block(ordinal);
        let words = block.trim();
        if words.is_empty() {
            return None;
        }
        let old_start = old.len() - rest.len();
        let after = rest.strip_prefix(words)?;
        parts.push(Part {
            ordinal,
            old_start,
            old_end: old_start + words.len(),
            at: block.len() - block.trim_start().len(),
        });
        rest = after.trim_start();
        if rest.is_empty() {
            return (parts.len() > 1).then_some(parts);
        }
    }
    None
}

/// The blocks from `first` on that together have the mark's hash.
fn run_by_hash(index: &Index, mark: &Mark, first: usize) -> Option<Vec<Part>> {
    let mut all = String::new();
    let mut parts = Vec::new();
    for ordinal in first..index.len().min(first + MOST_PIECES) {
        let block = index.block(ordinal);
        let old_start = all.len();
        all.push_str(block.trim());
        parts.push(Part {
            ordinal,
            old_start,
            old_end: all.len(),
            at: block.len() - block.trim_start().len(),
        });
        if parts.len() > 1 && hash(&all) == mark.para_hash {
            // The quote's byte in the old paragraph is not known here: a span is left to the near match.
            return mark.span.is_none().then_some(parts);
        }
    }
    None
}
