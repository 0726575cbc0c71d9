//! Search inside the open article: the query's hits by paragraph, found piece by piece from where the reader is,
//! so that no key waits for a long article.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::query::{Dossier, Hit, Mode, Query, Term, lines_of};
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
    /// What the query is asked of, as it was when it was looked through.
    dossier: Option<Dossier>,
    /// Hits by block, in bytes of the block, in order.
    hits: BTreeMap<usize, Vec<(usize, usize)>>,
    count: usize,
    /// Those found by their reading, not by their writing: block and first byte.
    by_pinyin: BTreeSet<(usize, usize)>,
    /// The blocks that are hits as a whole: the query holds of them, and none of its words stands there.
    wholes: BTreeSet<usize>,
    /// The block that was looked at first.
    first: usize,
    /// The block and byte to be looked at next; `None` when all is done.
    next: Option<(usize, usize)>,
    /// What was seen of the block that is being looked through.
    seen: Seen,
    /// The hit that is wanted as soon as it is known.
    pub wanted: Option<Wanted>,
    /// The hit that was gone to last: its block, and its bytes in it.
    pub at: Option<(usize, (usize, usize))>,
}

/// What was seen of a block before it is known whether the query holds of it.
#[derive(Debug, Clone, Default)]
struct Seen {
    hits: Vec<Hit>,
    /// Which of the query's words stand in it.
    stands: Vec<bool>,
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
    pub fn look(&mut self, needle: &str, query: Query, dossier: Dossier, from: usize) {
        needle.clone_into(&mut self.needle);
        self.query = Some(query);
        self.restart(dossier, from);
    }

    /// Looks for the same in another article, or in the same once more.
    pub fn look_again(&mut self, dossier: Dossier, from: usize) {
        if self.query.is_some() {
            self.restart(dossier, from);
        }
    }

    fn restart(&mut self, dossier: Dossier, from: usize) {
        self.hits.clear();
        self.count = 0;
        self.by_pinyin.clear();
        self.wholes.clear();
        self.seen = Seen::default();
        self.wanted = None;
        self.at = None;
        self.first = from.min(dossier.article.blocks.len().saturating_sub(1));
        self.next = Some((self.first, 0));
        self.dossier = Some(dossier);
        self.look_on();
    }

    /// Looks through one more piece.
    pub fn look_on(&mut self) {
        let (Some(query), Some(dossier)) = (self.query.take(), self.dossier.take()) else { return };
        let by_reading = query.words().any(Term::may_be_pinyin);
        let mut left = if by_reading { PIECE_BYTES_READ } else { PIECE_BYTES };
        while let Some((ordinal, byte)) = self.next {
            if left == 0 {
                break;
            }
            let until = self.look_at(&query, &dossier, (ordinal, byte), left);
            let all = dossier.article.block_text(ordinal).unwrap_or_default().len();
            // A short paragraph costs more than its bytes.
            left = left.saturating_sub((until - byte).max(64));
            self.next =
                if until < all { Some((ordinal, until)) } else { self.after(&dossier.article, ordinal) };
        }
        (self.query, self.dossier) = (Some(query), Some(dossier));
    }

    /// Looks at a piece of a block, as long as this at most; where it ends.
    fn look_at(
        &mut self,
        query: &Query,
        dossier: &Dossier,
        from: (usize, usize),
        most_bytes: usize,
    ) -> usize {
        let (ordinal, byte) = from;
        let text = dossier.article.block_text(ordinal).unwrap_or_default();
        let is_plain = query.is_words_alone();
        if byte == 0 {
            self.seen = Seen { hits: Vec::new(), stands: vec![false; query.words().count()] };
            if !is_plain && query.is_ruled_out_of(dossier, ordinal) {
                return text.len();
            }
        }
        let is_pattern = query.words().any(|term| term.mode() == Mode::Pattern);
        let until =
            if is_pattern { text.len() } else { text.floor_char_boundary(byte.saturating_add(most_bytes)) };
        let end = text.floor_char_boundary(until.saturating_add(OVERLAP_BYTES));
        let is_whole = byte == 0 && end == text.len();
        // A hit that began before this piece is not looked at again.
        let start = self.seen.hits.last().map_or(byte, |hit| byte.max(hit.bytes.end));
        let found = if is_whole {
            query.hits_in(&dossier.article, ordinal)
        } else {
            let moved = |hit: Hit| Hit { bytes: start + hit.bytes.start..start + hit.bytes.end, ..hit };
            query.hits(text.get(start..end).unwrap_or_default()).into_iter().map(moved).collect()
        };
        let found: Vec<Hit> = found.into_iter().take_while(|hit| hit.bytes.start < until).collect();
        if is_plain {
            // Whatever stands there is a hit; only where the last one ended is to be known.
            self.seen.hits = found.last().or(self.seen.hits.last()).cloned().into_iter().collect();
            self.add(ordinal, &found);
            return until;
        }
        self.seen.hits.extend(found);
        for (term, stands) in query.words().zip(&mut self.seen.stands) {
            *stands = *stands
                || if is_whole {
                    lines_of(&dossier.article, ordinal).any(|line| term.is_in(line))
                } else {
                    term.is_in(text.get(byte..end).unwrap_or_default())
                };
        }
        if until == text.len() {
            self.settle(query, dossier, ordinal);
        }
        until
    }

    /// Keeps what was found in a block when the query holds of it; all of the block when nothing was.
    fn settle(&mut self, query: &Query, dossier: &Dossier, ordinal: usize) {
        let Seen { hits, stands } = std::mem::take(&mut self.seen);
        let stands_there = |term: &Term| {
            query.words().zip(&stands).any(|(other, stands)| std::ptr::eq(other, term) && *stands)
        };
        let all = dossier.article.block_text(ordinal).unwrap_or_default().len();
        if all == 0 || !query.holds_with(dossier, ordinal, stands_there) {
            return;
        }
        if hits.is_empty() {
            self.wholes.insert(ordinal);
            self.add(ordinal, &[Hit { bytes: 0..all, by_pinyin: false }]);
        } else {
            self.add(ordinal, &hits);
        }
    }

    fn add(&mut self, ordinal: usize, found: &[Hit]) {
        if found.is_empty() {
            return;
        }
        self.count += found.len();
        let read = found.iter().filter(|hit| hit.by_pinyin);
        self.by_pinyin.extend(read.map(|hit| (ordinal, hit.bytes.start)));
        let bytes = found.iter().map(|hit| (hit.bytes.start, hit.bytes.end));
        self.hits.entry(ordinal).or_default().extend(bytes);
    }

    /// Takes what the query is asked of as it is now: the same text under other marks. Only blocks whose marks are others
    /// are looked at again, all of them where more than marks changed.
    pub fn take_marks(&mut self, dossier: Dossier, from: usize) {
        let Some(before) = self.dossier.take() else { return };
        let same = |old: &Dossier, new: &Dossier| (&old.seen, old.is_starred) == (&new.seen, new.is_starred);
        let blocks = || before.marks.iter().chain(&dossier.marks).filter_map(|placed| placed.ordinal);
        let others: BTreeSet<usize> =
            blocks().filter(|at| !before.marks_on(*at).eq(dossier.marks_on(*at))).collect();
        let size = |at: &usize| dossier.article.block_text(*at).map_or(0, str::len);
        if !same(&before, &dossier) || others.iter().map(size).sum::<usize>() > PIECE_BYTES {
            let (at, wanted) = (self.at, self.wanted);
            self.restart(dossier, from);
            (self.at, self.wanted) = (at, wanted);
            return;
        }
        let Some(query) = self.query.take() else { return };
        for ordinal in others {
            if self.next.is_some_and(|next| next.0 == ordinal) {
                self.next = Some((ordinal, 0));
            } else if self.is_done((ordinal, 0), (ordinal, 0)) {
                self.forget(ordinal);
                let under_way = std::mem::take(&mut self.seen);
                self.look_at(&query, &dossier, (ordinal, 0), usize::MAX);
                self.seen = under_way;
            }
        }
        (self.query, self.dossier) = (Some(query), Some(dossier));
    }

    /// Forgets the hits of a block.
    fn forget(&mut self, ordinal: usize) {
        self.count -= self.hits.remove(&ordinal).map_or(0, |hits| hits.len());
        self.by_pinyin.retain(|(block, _)| *block != ordinal);
        self.wholes.remove(&ordinal);
    }

    /// What the query was asked of last, when its answer hangs on more than the text.
    pub fn asked_of(&self) -> Option<(&Dossier, bool)> {
        let query = self.query.as_ref()?;
        Some((self.dossier.as_ref()?, query.needs_marks()))
    }

    /// The block after one, around the end.
    fn after(&self, article: &Article, ordinal: usize) -> Option<(usize, usize)> {
        let next = if ordinal + 1 < article.blocks.len() { ordinal + 1 } else { 0 };
        (next != self.first).then_some((next, 0))
    }

    /// Looks through all that is left, however long it takes.
    pub fn finish(&mut self) {
        while self.is_looking() {
            self.look_on();
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

    /// Whether this block is a hit as a whole.
    pub fn is_whole(&self, ordinal: usize) -> bool {
        self.wholes.contains(&ordinal)
    }

    /// Whether there are hits and all of them are whole blocks.
    pub fn is_all_whole(&self) -> bool {
        self.count > 0 && self.wholes.len() == self.count
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
