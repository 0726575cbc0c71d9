//! Where texts and hashes stand in one article, worked out only as far as it is asked for.
//!
//! Knows nothing of marks.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::formats::hash;
use crate::words::{Article, Block, Hash16};

/// Outer white space, in bytes, up to which a twin is looked for by its length.
const PADDING_BYTES: usize = 64;

/// An article ready to be asked where things stand. Cheap to make; hashes of all blocks are computed at the
/// first question that needs them and kept.
#[derive(Debug)]
pub struct Index {
    text: Arc<str>,
    blocks: Arc<[Block]>,
    by_hash: OnceLock<HashMap<Hash16, Vec<usize>>>,
}

impl Index {
    /// Takes hold of an article's text; computes nothing yet.
    pub fn new(article: &Article) -> Self {
        Self {
            text: Arc::clone(&article.text),
            blocks: Arc::clone(&article.blocks),
            by_hash: OnceLock::new(),
        }
    }

    /// How many blocks the article has.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether it has none; never so for an article that was assembled.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The article's text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A block's text; empty past the last.
    pub fn block(&self, ordinal: usize) -> &str {
        self.blocks.get(ordinal).and_then(|b| self.text.get(b.range_bytes.clone())).unwrap_or("")
    }

    /// The text of the article before a block, and after it.
    pub(super) fn around(&self, ordinal: usize) -> (&str, &str) {
        let Some(block) = self.blocks.get(ordinal) else { return ("", "") };
        (
            self.text.get(..block.range_bytes.start).unwrap_or(""),
            self.text.get(block.range_bytes.end..).unwrap_or(""),
        )
    }

    /// The block that holds this byte of the article's text.
    pub(super) fn block_at(&self, byte: usize) -> Option<usize> {
        let after = self.blocks.partition_point(|b| b.range_bytes.start <= byte);
        let ordinal = after.checked_sub(1)?;
        (byte < self.blocks.get(ordinal)?.range_bytes.end).then_some(ordinal)
    }

    /// Where a block starts, in bytes of the article's text.
    pub(super) fn start_of(&self, ordinal: usize) -> usize {
        self.blocks.get(ordinal).map_or(self.text.len(), |b| b.range_bytes.start)
    }

    /// The ordinals of all blocks with this hash. The first call hashes the whole article.
    pub fn with_hash(&self, wanted: Hash16) -> &[usize] {
        let map = self.by_hash.get_or_init(|| {
            let mut map: HashMap<Hash16, Vec<usize>> = HashMap::with_capacity(self.len());
            for ordinal in 0..self.len() {
                map.entry(hash(self.block(ordinal))).or_default().push(ordinal);
            }
            map
        });
        map.get(&wanted).map_or(&[], Vec::as_slice)
    }

    /// For each of these blocks, the ordinals of all blocks with the same text but outer white space, itself
    /// among them. One pass over lengths: no block is hashed and few are read.
    pub(super) fn twins(&self, ordinals: &[usize]) -> HashMap<usize, Vec<usize>> {
        let mut wanted: Vec<(usize, &str, usize)> =
            ordinals.iter().map(|&o| (o, self.block(o).trim())).map(|(o, t)| (t.len(), t, o)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut found: HashMap<usize, Vec<usize>> = HashMap::new();
        for (ordinal, block) in self.blocks.iter().enumerate() {
            let len = block.range_bytes.len();
            let from = wanted.partition_point(|(bytes, ..)| bytes + PADDING_BYTES < len);
            for (_, text, owner) in wanted.iter().skip(from).take_while(|(bytes, ..)| *bytes <= len) {
                if self.block(ordinal).trim() == *text {
                    found.entry(*owner).or_default().push(ordinal);
                }
            }
        }
        found
    }
}
