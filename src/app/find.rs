//! Search inside the open article: the query's hits by paragraph, found as far as they are needed.

use std::collections::HashMap;

use crate::query::Query;
use crate::words::Article;

/// A search in the open article.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// The words looked for; empty when nothing is.
    pub needle: String,
    query: Option<Query>,
    /// Hits by block, in bytes of the block, in order.
    hits: HashMap<usize, Vec<(usize, usize)>>,
    /// All hits in order: block and byte.
    order: Vec<(usize, usize)>,
}

impl Finding {
    /// Looks for a query in an article.
    pub fn look(&mut self, needle: &str, query: Query, article: &Article) {
        needle.clone_into(&mut self.needle);
        self.hits.clear();
        self.order.clear();
        for (ordinal, _, text) in article.iter_blocks() {
            let found: Vec<(usize, usize)> =
                query.hits(text).into_iter().map(|hit| (hit.bytes.start, hit.bytes.end)).collect();
            if !found.is_empty() {
                self.order.extend(found.iter().map(|(start, _)| (ordinal, *start)));
                self.hits.insert(ordinal, found);
            }
        }
        self.query = Some(query);
    }

    /// Looks for the same in another article.
    pub fn look_again(&mut self, article: &Article) {
        if let Some(query) = self.query.take() {
            let needle = std::mem::take(&mut self.needle);
            self.look(&needle, query, article);
        }
    }

    /// Looks for nothing more.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The hits in a block, in bytes.
    pub fn in_block(&self, ordinal: usize) -> &[(usize, usize)] {
        self.hits.get(&ordinal).map_or(&[], Vec::as_slice)
    }

    /// How many hits there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The next hit after a place, or the one before; around the ends. Its index, block and byte.
    pub fn step(&self, from: (usize, usize), forward: bool) -> Option<(usize, usize, usize)> {
        let at = if forward {
            let next = self.order.partition_point(|hit| *hit <= from);
            if next == self.order.len() { 0 } else { next }
        } else {
            let before = self.order.partition_point(|hit| *hit < from);
            before.checked_sub(1).or_else(|| self.order.len().checked_sub(1))?
        };
        self.order.get(at).map(|(ordinal, byte)| (at, *ordinal, *byte))
    }

    /// The first hit at a place or after it.
    pub fn first_from(&self, from: (usize, usize)) -> Option<(usize, usize, usize)> {
        let at = self.order.partition_point(|hit| *hit < from);
        let at = if at == self.order.len() { 0 } else { at };
        self.order.get(at).map(|(ordinal, byte)| (at, *ordinal, *byte))
    }
}

/// Character ranges of a text as byte ranges.
pub fn bytes_of(text: &str, ranges: &[(usize, usize)]) -> Vec<(usize, usize)> {
    if ranges.is_empty() {
        return Vec::new();
    }
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    let byte = |character: usize| offsets.get(character).copied().unwrap_or(text.len());
    ranges.iter().map(|(start, end)| (byte(*start), byte(*end))).collect()
}
