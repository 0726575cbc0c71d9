//! Which blocks are worth comparing with an old paragraph: a fast pass over pairs of characters, and the places that
//! quote, neighbours and ordinal name.

use memchr::memmem;

use super::super::index::Index;
use super::super::memory::Memory;
use crate::words::Mark;

/// How many blocks the pass over pairs may name.
const MOST: usize = 8;
/// How many places of the quote or a neighbour are looked at.
const MOST_PLACES: usize = 4;
/// Bits of the set of pairs, a power of two.
const BITS: usize = 1 << 16;

/// The pairs of characters of a text, as a set that may err towards more.
struct Pairs {
    bits: Vec<u64>,
    count: usize,
}

fn slot(a: char, b: char) -> usize {
    let mixed = (u32::from(a).wrapping_mul(0x9E37_79B1) ^ u32::from(b)).wrapping_mul(0x85EB_CA6B);
    mixed as usize >> 16
}

impl Pairs {
    fn of(chars: &[char]) -> Self {
        let mut bits = vec![0; BITS / 64];
        for pair in chars.windows(2) {
            let slot = slot(pair[0], pair[1]);
            bits[slot / 64] |= 1 << (slot % 64);
        }
        Self { bits, count: chars.len().saturating_sub(1).max(1) }
    }

    /// How alike a text is, 0.0..=1.0: shared pairs against both, or against these alone for a longer text.
    #[expect(clippy::cast_precision_loss, reason = "lengths of paragraphs")]
    fn likeness(&self, text: &str) -> f32 {
        let mut chars = text.chars();
        let Some(mut last) = chars.next() else { return 0.0 };
        let (mut all, mut shared) = (0_usize, 0_usize);
        for c in chars {
            let slot = slot(last, c);
            all += 1;
            shared += usize::from(self.bits[slot / 64] >> (slot % 64) & 1 == 1);
            last = c;
        }
        let shared = shared.min(self.count) as f32;
        let both = 2.0 * shared / (all + self.count) as f32;
        both.max(0.8 * shared / self.count as f32)
    }
}

/// Ordinals worth comparing, without repetition.
pub(in crate::anchor) fn of(index: &Index, mark: &Mark, memory: &Memory, old: &[char]) -> Vec<usize> {
    let pairs = Pairs::of(old);
    let mut best: Vec<(f32, usize)> = Vec::with_capacity(MOST + 1);
    for ordinal in 0..index.len() {
        let likeness = pairs.likeness(index.block(ordinal));
        if likeness > 0.15 && (best.len() < MOST || best.last().is_some_and(|worst| likeness > worst.0)) {
            let at = best.partition_point(|other| other.0 >= likeness);
            best.insert(at, (likeness, ordinal));
            best.truncate(MOST);
        }
    }
    let mut ordinals: Vec<usize> = best.into_iter().map(|(_, ordinal)| ordinal).collect();
    if mark.quote.chars().count() >= 4 {
        let places = memmem::find_iter(index.text().as_bytes(), mark.quote.as_bytes()).take(MOST_PLACES);
        ordinals.extend(places.filter_map(|byte| index.block_at(byte)));
    }
    ordinals.extend(framed(index, memory));
    ordinals.push(mark.para);
    ordinals.retain(|ordinal| *ordinal < index.len());
    let mut seen = std::collections::HashSet::new();
    ordinals.retain(|ordinal| seen.insert(*ordinal));
    ordinals
}

/// Blocks that follow the remembered words before, or stand before the remembered words after.
pub(in crate::anchor) fn framed(index: &Index, memory: &Memory) -> Vec<usize> {
    let places = |words: &Option<String>| -> Vec<usize> {
        let Some(words) = words.as_deref().map(str::trim).filter(|words| words.chars().count() >= 4) else {
            return Vec::new();
        };
        memmem::find_iter(index.text().as_bytes(), words.as_bytes())
            .take(MOST_PLACES)
            .map(|at| at + words.len())
            .collect()
    };
    let mut found: Vec<usize> = places(&memory.before)
        .into_iter()
        .filter_map(|end| index.block_at(end.saturating_sub(1)))
        .map(|ordinal| ordinal + 1)
        .collect();
    let after_len = memory.after.as_deref().map_or(0, |words| words.trim().len());
    found.extend(
        places(&memory.after)
            .into_iter()
            .filter_map(|end| index.block_at(end - after_len))
            .filter_map(|o| o.checked_sub(1)),
    );
    found
}
