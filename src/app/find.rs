//! Search inside the open article: the query's hits by paragraph, found piece by piece from where the reader is,
//! so that no key waits for a long article.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::query::{Hit, Mode, Query};
use crate::words::Article;

/// Bytes looked through at once.
const PIECE_BYTES: usize = 1024 * 1024;
/// The same where letters are compared with the readings of characters, which is slower.
const PIECE_BYTES_READ: usize = 96 * 1024;
/// How far a hit may reach beyond a piece of a paragraph.
const OVERLAP_BYTES: usize = 4 * 1024;

/// A search in the open article.
#[derive(Debug, Clone, Default)]
pub struct Finding {
    /// The words looked for; empty when nothing is.
    pub needle: String,
    query: Option<Query>,
    /// Hits by block, in bytes of the block, in order.
    hits: BTreeMap<usize, Vec<(usize, usize)>>,
    count: usize,
    /// Those found by their reading, not by their writing: block and first byte.
    by_pinyin: BTreeSet<(usize, usize)>,
    /// The block that was looked at first.
    first: usize,
    /// The block and byte to be looked at next; `None` when all is done.
    next: Option<(usize, usize)>,
    /// The hit that is wanted as soon as it is known.
    pub wanted: Option<Wanted>,
    /// The hit that was gone to last: its block, and its bytes in it.
    pub at: Option<(usize, (usize, usize))>,
}

/// A hit to go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// The first at a block's byte or after it.
    From((usize, usize)),
    /// The next after a block's byte.
    After((usize, usize)),
    /// The last before a block's byte.
    Before((usize, usize)),
}

/// What is known of a hit that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// Its block and byte.
    Hit(usize, usize),
    /// There is none in the whole article.
    Nothing,
    /// Too little was looked through yet.
    NotYet,
}

impl Finding {
    /// Looks for a query in an article, from a block on and around the end; the first piece at once.
    pub fn look(&mut self, needle: &str, query: Query, article: &Article, from: usize) {
        needle.clone_into(&mut self.needle);
        self.query = Some(query);
        self.restart(article, from);
    }

    /// Looks for the same in another article.
    pub fn look_again(&mut self, article: &Article) {
        if self.query.is_some() {
            self.restart(article, 0);
        }
    }

    fn restart(&mut self, article: &Article, from: usize) {
        self.hits.clear();
        self.count = 0;
        self.by_pinyin.clear();
        self.wanted = None;
        self.at = None;
        self.first = from.min(article.blocks.len().saturating_sub(1));
        self.next = Some((self.first, 0));
        self.look_on(article);
    }

    /// Looks through one more piece.
    pub fn look_on(&mut self, article: &Article) {
        let Some(query) = self.query.take() else { return };
        let by_reading = query.terms().any(crate::query::Term::may_be_pinyin);
        let whole = query.terms().any(|term| term.mode() == Mode::Pattern);
        let mut left = if by_reading { PIECE_BYTES_READ } else { PIECE_BYTES };
        while let Some((ordinal, byte)) = self.next {
            if left == 0 {
                break;
            }
            let text = article.block_text(ordinal).unwrap_or_default();
            let until = if whole { text.len() } else { text.floor_char_boundary(byte.saturating_add(left)) };
            let seen = text.floor_char_boundary(until.saturating_add(OVERLAP_BYTES));
            // A hit that began before this piece is not looked at again.
            let last = self.hits.get(&ordinal).and_then(|hits| hits.last());
            let from = last.map_or(byte, |(_, end)| byte.max(*end));
            let found = query.hits(text.get(from..seen).unwrap_or_default()).into_iter();
            let found: Vec<Hit> = found.take_while(|hit| from + hit.bytes.start < until).collect();
            if !found.is_empty() {
                self.count += found.len();
                let read = found.iter().filter(|hit| hit.by_pinyin);
                self.by_pinyin.extend(read.map(|hit| (ordinal, from + hit.bytes.start)));
                let bytes = found.iter().map(|hit| (from + hit.bytes.start, from + hit.bytes.end));
                self.hits.entry(ordinal).or_default().extend(bytes);
            }
            // A short paragraph costs more than its bytes.
            left = left.saturating_sub((until - byte).max(64));
            self.next =
                if until < text.len() { Some((ordinal, until)) } else { self.after(article, ordinal) };
        }
        self.query = Some(query);
    }

    /// The block after one, around the end.
    fn after(&self, article: &Article, ordinal: usize) -> Option<(usize, usize)> {
        let next = if ordinal + 1 < article.blocks.len() { ordinal + 1 } else { 0 };
        (next != self.first).then_some((next, 0))
    }

    /// Looks through all that is left, however long it takes.
    pub fn finish(&mut self, article: &Article) {
        while self.is_looking() {
            self.look_on(article);
        }
    }

    /// Whether there is more to look through.
    pub fn is_looking(&self) -> bool {
        self.next.is_some() && self.query.is_some()
    }

    /// Looks for nothing more.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The hits in a block, in bytes.
    pub fn in_block(&self, ordinal: usize) -> &[(usize, usize)] {
        self.hits.get(&ordinal).map_or(&[], Vec::as_slice)
    }

    /// The hits in a block that touch some of its bytes.
    pub fn within(&self, ordinal: usize, bytes: Range<usize>) -> &[(usize, usize)] {
        let hits = self.in_block(ordinal);
        let first = hits.partition_point(|(_, end)| *end <= bytes.start);
        let last = hits.partition_point(|(start, _)| *start < bytes.end);
        hits.get(first..last).unwrap_or_default()
    }

    /// Whether the hit that begins here was found by its reading.
    pub fn is_by_pinyin(&self, ordinal: usize, byte: usize) -> bool {
        self.by_pinyin.contains(&(ordinal, byte))
    }

    /// Whether there are hits and all of them were found by their reading.
    pub fn is_all_by_pinyin(&self) -> bool {
        self.count > 0 && self.by_pinyin.len() == self.count
    }

    /// How many hits are known.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether none are known.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// How many hits stand before one.
    pub fn before(&self, ordinal: usize, byte: usize) -> usize {
        let blocks: usize = self.hits.range(..ordinal).map(|(_, hits)| hits.len()).sum();
        blocks + self.in_block(ordinal).partition_point(|(start, _)| *start < byte)
    }

    /// The hit that is wanted, around the ends, once enough was looked through to know it.
    pub fn known(&self, wanted: Wanted) -> Known {
        let found = match wanted {
            Wanted::From(place) => self.first_at(place, false),
            Wanted::After(place) => self.first_at(place, true),
            Wanted::Before(place) => self.last_before(place),
        };
        let (place, backward) = match wanted {
            Wanted::From(place) | Wanted::After(place) => (place, false),
            Wanted::Before(place) => (place, true),
        };
        match found {
            Some(hit) if self.is_done(hit.min(place), hit.max(place)) => Known::Hit(hit.0, hit.1),
            _ if self.is_looking() => Known::NotYet,
            Some(hit) => Known::Hit(hit.0, hit.1),
            None => {
                let around =
                    if backward { self.last_before((usize::MAX, 0)) } else { self.first_at((0, 0), false) };
                around.map_or(Known::Nothing, |hit| Known::Hit(hit.0, hit.1))
            }
        }
    }

    fn first_at(&self, (ordinal, byte): (usize, usize), after: bool) -> Option<(usize, usize)> {
        self.hits.range(ordinal..).find_map(|(block, hits)| {
            let from = if *block == ordinal { byte + usize::from(after) } else { 0 };
            let at = hits.partition_point(|(start, _)| *start < from);
            hits.get(at).map(|(start, _)| (*block, *start))
        })
    }

    fn last_before(&self, (ordinal, byte): (usize, usize)) -> Option<(usize, usize)> {
        self.hits.range(..=ordinal).rev().find_map(|(block, hits)| {
            let until = if *block == ordinal { byte } else { usize::MAX };
            let at = hits.partition_point(|(start, _)| *start < until);
            hits.get(at.checked_sub(1)?).map(|(start, _)| (*block, *start))
        })
    }

    /// Whether everything between two places was looked through.
    fn is_done(&self, from: (usize, usize), to: (usize, usize)) -> bool {
        let Some(next) = self.next else { return true };
        let first = (self.first, 0);
        if next >= first { first <= from && to < next } else { first <= from || to < next }
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
