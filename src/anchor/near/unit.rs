//! What is laid beside an old paragraph: a block, the best piece of a longer one, or a run of shorter ones.

use std::collections::HashSet;
use std::ops::Range;

use super::super::index::Index;
use super::super::sentence;
use crate::words::Mark;

/// Blocks longer than this are compared by pieces alone.
const LONGEST_CHARS: usize = 20_000;
/// How many blocks a run may join.
const MOST_BLOCKS: usize = 3;

/// A stretch of today's text.
#[derive(Debug, Clone)]
pub(in crate::anchor) struct Unit {
    /// Its characters.
    pub(in crate::anchor) chars: Vec<char>,
    /// Which of them stand in which block: characters of the unit, the block, the block's character they begin at.
    parts: Vec<(Range<usize>, usize, usize)>,
}

impl Unit {
    /// A whole block without its outer white space; `None` for one that is too long to be compared.
    pub(in crate::anchor) fn block(index: &Index, ordinal: usize) -> Option<Self> {
        Self::run(index, ordinal..ordinal + 1)
    }

    /// Blocks joined without a sign between them.
    fn run(index: &Index, ordinals: Range<usize>) -> Option<Self> {
        let mut unit = Self { chars: Vec::new(), parts: Vec::new() };
        for ordinal in ordinals {
            let block = index.block(ordinal);
            if block.len() > LONGEST_CHARS * 4 {
                return None;
            }
            let lead = block.chars().take_while(|c| c.is_whitespace()).count();
            let start = unit.chars.len();
            unit.chars.extend(block.trim().chars());
            unit.parts.push((start..unit.chars.len(), ordinal, lead));
        }
        Some(unit)
    }

    /// A piece of a block, in characters of it.
    fn piece(block: &[char], ordinal: usize, range: Range<usize>) -> Self {
        Self { chars: block[range.clone()].to_vec(), parts: vec![(0..range.len(), ordinal, range.start)] }
    }

    /// The block it begins in.
    pub(in crate::anchor) fn first(&self) -> usize {
        self.parts.first().map_or(0, |part| part.1)
    }

    /// The block it ends in.
    pub(in crate::anchor) fn last(&self) -> usize {
        self.parts.last().map_or(0, |part| part.1)
    }

    /// Whether it has words of this block.
    pub(super) fn holds(&self, ordinal: usize) -> bool {
        self.parts.iter().any(|part| part.1 == ordinal)
    }

    /// Whether both have words of one block.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.parts.iter().any(|part| other.holds(part.1))
    }

    /// Characters of the unit as a block and characters of it; a stretch over two blocks is cut at the first's end.
    pub(super) fn in_block(&self, span: (usize, usize)) -> Option<(usize, (usize, usize))> {
        let (range, ordinal, lead) = self.parts.iter().find(|part| part.0.contains(&span.0))?;
        let end = span.1.min(range.end);
        Some((*ordinal, (span.0 - range.start + lead, end - range.start + lead)))
    }
}

/// What of a block and its neighbours is worth laying beside an old paragraph.
pub(super) fn of(index: &Index, ordinal: usize, old: &[char], is_whole: bool, mark: &Mark) -> Vec<Unit> {
    let block: Vec<char> = index.block(ordinal).chars().collect();
    let mut units = Vec::new();
    if block.len() <= LONGEST_CHARS {
        units.extend(Unit::block(index, ordinal));
    }
    if block.len() * 4 > old.len() * 5 {
        units.extend(best_piece(&block, ordinal, old));
    }
    if !is_whole && mark.span.is_none() && block.len() > old.len() {
        // Only the paragraph's beginning is known: today's beginning of the same length stands for it.
        let lead = block.iter().take_while(|c| c.is_whitespace()).count();
        units.push(Unit::piece(&block, ordinal, lead..(lead + old.len()).min(block.len())));
    }
    if is_whole && block.len() * 5 < old.len() * 4 {
        for first in ordinal.saturating_sub(MOST_BLOCKS - 1)..=ordinal {
            for end in (ordinal + 1).max(first + 2)..=(first + MOST_BLOCKS).min(index.len()) {
                let bytes: usize = (first..end).map(|o| index.block(o).len()).sum();
                if bytes < old.len() * 6 {
                    units.extend(Unit::run(index, first..end));
                }
            }
        }
    }
    units
}

/// The piece of a longer block, cut at sentences, that is most like the old paragraph by its pairs of characters.
fn best_piece(block: &[char], ordinal: usize, old: &[char]) -> Option<Unit> {
    let pairs: HashSet<(char, char)> = old.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let mut shared = vec![0_u32; block.len() + 1];
    for at in 1..block.len() {
        shared[at + 1] = shared[at] + u32::from(pairs.contains(&(block[at - 1], block[at])));
    }
    let mut cuts = vec![0];
    let text: String = block.iter().collect();
    let mut chars = 0;
    let mut from = 0;
    for end in sentence::ends(&text) {
        chars += text.get(from..end).map_or(0, |sentence| sentence.chars().count());
        from = end;
        cuts.push(chars);
    }
    let mut best: Option<(f32, Range<usize>)> = None;
    for (n, &start) in cuts.iter().enumerate() {
        for &end in cuts.iter().skip(n + 1).take_while(|end| (**end - start) * 3 <= old.len() * 4 + 30) {
            #[expect(clippy::cast_precision_loss, reason = "lengths of paragraphs")]
            let likeness = 2.0 * (shared[end] - shared[start]) as f32 / (end - start + old.len()) as f32;
            if best.as_ref().is_none_or(|(most, _)| likeness > *most) {
                best = Some((likeness, start..end));
            }
        }
    }
    let (_, range) = best?;
    let lead = block[range.clone()].iter().take_while(|c| c.is_whitespace()).count();
    let tail = block[range.clone()].iter().rev().take_while(|c| c.is_whitespace()).count();
    (lead + tail < range.len()).then(|| Unit::piece(block, ordinal, range.start + lead..range.end - tail))
}
