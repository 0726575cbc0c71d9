//! A paragraph as arrays that layout reads: where each cluster starts, its cells, how well a line breaks there.

use std::ops::Range;

use super::breaks::{self, Level, Rank};
use super::clean::clusters;
use super::fast;
use super::kinds::Kind;
use super::quotes::Parity;
use super::signs::{self, Sign};
use super::widths::{Widths, cluster_cells};

/// One cluster while a text is prepared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) kind: Kind,
    pub(super) cells: u32,
}

/// The low bits of a mark: the rank of the boundary before the cluster.
const RANK: u8 = 0b0000_0111;
/// The cluster hangs at a break (W2).
const HANGS: u8 = 0b1000_0000;
/// The cluster is not drawn.
const HIDDEN: u8 = 0b0100_0000;

/// How many plain signs are added at once.
const STRETCH: usize = 32;
/// How many bytes of a word are.
const TOKEN: usize = 8;

/// Numbers from one on, so far apart.
#[inline]
fn steps<const N: usize>(from: u32, apart: u32) -> [u32; N] {
    let mut steps = [0; N];
    for (step, at) in steps.iter_mut().zip(0..) {
        *step = from.wrapping_add(apart.wrapping_mul(at));
    }
    steps
}

/// A paragraph ready to be laid out at any measure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prepared {
    /// Byte offset of each cluster, and the text's length.
    starts: Vec<u32>,
    /// Cells before each cluster, and of them all.
    cells: Vec<u32>,
    /// Rank and flags of each cluster, and a last one for the end.
    marks: Vec<u8>,
    /// Indices of clusters that a forced break precedes (M1).
    forced: Vec<u32>,
    /// Whether leading spaces are kept.
    keeps_leading: bool,
    /// Cells so far while it is filled.
    total: u32,
    scratch: Scratch,
}

/// Memory that filling needs; no part of the value.
#[derive(Debug, Default)]
struct Scratch {
    pieces: Vec<Piece>,
    ranks: Vec<Rank>,
}

impl Clone for Scratch {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Scratch {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Scratch {}

/// Prepares one paragraph: clusters, cells and break ranks under one policy and level. Pure; 4 GB at most.
pub fn prepare(text: &str, widths: &Widths, level: Level) -> Prepared {
    let mut prepared = Prepared::default();
    prepared.refill(text, widths, level);
    prepared
}

/// The cluster that starts at a boundary: between ASCII characters and plain signs there always is one.
fn first_cluster(text: &str, start: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let printable = |at| bytes.get(at).is_some_and(|byte| (0x20..0x7F).contains(byte));
    let plain = |at| signs::plain_sign(bytes, at).is_some();
    let length = if printable(start) { 1 } else { 3 };
    if (length == 1 || plain(start)) && (printable(start + length) || plain(start + length)) {
        return text.get(start..start + length);
    }
    clusters(text.get(start..)?).next().map(|(_, cluster)| cluster)
}

/// The kind of a cluster: that of its base, unless it is a line end or drawn as an emoji.
fn kind_of(cluster: &str) -> Kind {
    let mut chars = cluster.chars();
    let Some(base) = chars.next() else { return Kind::Other };
    let kind = Kind::of(base);
    let Some(second) = chars.next() else { return kind };
    if second == '\n' {
        Kind::Newline
    } else if matches!(second, '\u{FE0F}' | '\u{20E3}') && base.is_ascii() {
        Kind::Other
    } else {
        kind
    }
}

fn flags(piece: &Piece, level: Level) -> u8 {
    if piece.kind == Kind::Newline || (piece.kind == Kind::Space && level.keeps_words()) {
        HANGS
    } else if piece.cells == 0 {
        HIDDEN
    } else {
        0
    }
}

impl Prepared {
    /// Prepares another paragraph in the same memory.
    pub fn refill(&mut self, text: &str, widths: &Widths, level: Level) {
        self.refill_after(text, *widths, level, Parity::default());
    }

    /// The same for text out of the middle of a paragraph.
    pub(super) fn refill_after(&mut self, text: &str, widths: Widths, level: Level, mut parity: Parity) {
        self.clear(level);
        if level.keeps_words() {
            fast::fill(self, text, widths, level, &mut parity);
        } else {
            self.append_exactly(text, 0..text.len(), widths, level, &mut parity);
        }
        self.end(text.len());
    }

    /// The same by the exact path alone, which the fast one is tested against.
    #[cfg(test)]
    pub(super) fn refill_exactly(&mut self, text: &str, widths: Widths, level: Level) {
        self.clear(level);
        self.append_exactly(text, 0..text.len(), widths, level, &mut Parity::default());
        self.end(text.len());
    }

    fn clear(&mut self, level: Level) {
        self.starts.clear();
        self.cells.clear();
        self.marks.clear();
        self.forced.clear();
        self.total = 0;
        self.keeps_leading = !level.keeps_words();
    }

    /// Closes the arrays with the boundary at the end.
    fn end(&mut self, length: usize) {
        self.starts.push(u32::try_from(length).unwrap_or(u32::MAX));
        self.cells.push(self.total);
        if let Some(first) = self.marks.first_mut() {
            *first &= !RANK;
        }
        self.marks.push(Rank::Allowed as u8);
    }

    /// Adds one cluster.
    #[inline]
    pub(super) fn push(&mut self, start: usize, cells: u32, rank: Rank) {
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        self.cells.push(self.total);
        self.marks.push(rank as u8);
        self.total += cells;
    }

    /// Adds the plain signs at the start of `bytes`, at most [`STRETCH`] of them: how many, and the last.
    #[inline]
    pub(super) fn push_signs(
        &mut self,
        start: usize,
        bytes: &[u8],
        before: Option<Sign>,
        narrow_quotes: bool,
    ) -> (usize, Option<Sign>) {
        let mut signs = [Sign::HAN; STRETCH];
        let count = signs::read(bytes, &mut signs);
        let (filled, total) = (self.marks.len() + count, self.total);
        // Blocks of a fixed length, then cut: they are made without a branch.
        let mut marks = [0; STRETCH];
        for (mark, (sign, before)) in marks.iter_mut().skip(1).zip(signs.iter().skip(1).zip(&signs)) {
            *mark = sign.rank_bits(*before);
        }
        let ([mark, ..], [sign, ..]) = (&mut marks, &signs);
        *mark = sign.rank_bits(before.unwrap_or(Sign::HAN));
        self.marks.extend_from_slice(&marks);
        self.marks.truncate(filled);
        let found = signs.get(..count).unwrap_or_default();
        self.starts.extend_from_slice(&steps::<STRETCH>(u32::try_from(start).unwrap_or(u32::MAX), 3));
        self.starts.truncate(filled);
        self.cells.extend_from_slice(&steps::<STRETCH>(total, 2));
        self.cells.truncate(filled);
        self.total = total + 2 * u32::try_from(count).unwrap_or(0);
        if narrow_quotes && found.iter().any(|sign| sign.is_quote()) {
            let cells = self.cells.iter_mut().skip(filled - count).zip(found);
            self.total = cells.fold(total, |total, (cells, sign)| {
                *cells = total;
                total + sign.cells_narrow()
            });
        }
        (count, found.last().copied())
    }

    /// Adds a word or number of ASCII: its first letter with a rank of its own, its marks with that of marks.
    pub(super) fn push_token(&mut self, start: usize, token: &[u8], first: Rank) {
        let (mut start, first_mark) = (u32::try_from(start).unwrap_or(u32::MAX), self.marks.len());
        for block in token.chunks(TOKEN) {
            let mut marks = [Rank::Word as u8; TOKEN];
            for (mark, byte) in marks.iter_mut().zip(block) {
                *mark = if byte.is_ascii_alphanumeric() { Rank::Word } else { Rank::Against } as u8;
            }
            let filled = self.marks.len() + block.len();
            self.marks.extend_from_slice(&marks);
            self.marks.truncate(filled);
            self.starts.extend_from_slice(&steps::<TOKEN>(start, 1));
            self.starts.truncate(filled);
            self.cells.extend_from_slice(&steps::<TOKEN>(self.total, 1));
            self.cells.truncate(filled);
            let length = u32::try_from(block.len()).unwrap_or(0);
            (start, self.total) = (start.wrapping_add(length), self.total + length);
        }
        if let Some(mark) = self.marks.get_mut(first_mark) {
            *mark = first as u8;
        }
    }

    /// Adds a space that hangs at a break (W2).
    pub(super) fn push_space(&mut self, start: usize) {
        self.push(start, 1, Rank::Never);
        if let Some(mark) = self.marks.last_mut() {
            *mark |= HANGS;
        }
    }

    /// Raises the rank of the boundary before a cluster.
    pub(super) fn soften(&mut self, cluster: usize) {
        if let Some(mark) = self.marks.get_mut(cluster)
            && *mark & RANK == Rank::Allowed as u8
        {
            *mark |= Rank::Soft as u8;
        }
    }

    /// Takes the last cluster back: its start and its rank.
    pub(super) fn pop(&mut self) -> Option<(usize, u8)> {
        let start = self.starts.pop()?;
        self.total = self.cells.pop()?;
        let mark = self.marks.pop()?;
        Some((start as usize, mark & RANK))
    }

    /// Adds the clusters of a range of the text by the exact path.
    pub(super) fn append_exactly(
        &mut self,
        text: &str,
        bytes: Range<usize>,
        widths: Widths,
        level: Level,
        parity: &mut Parity,
    ) {
        let (base, slice) = (bytes.start, text.get(bytes).unwrap_or(""));
        let mut scratch = std::mem::take(&mut self.scratch);
        scratch.pieces.clear();
        let mut start = 0;
        while let Some(cluster) = first_cluster(slice, start) {
            let kind = kind_of(cluster);
            let cells = if kind == Kind::Newline { 0 } else { cluster_cells(cluster, &widths) };
            scratch.pieces.push(Piece { start, kind, cells: u32::try_from(cells).unwrap_or(0) });
            start += cluster.len();
        }
        breaks::rank(slice, &mut scratch.pieces, level, parity, &mut scratch.ranks);
        for (piece, rank) in scratch.pieces.iter().zip(&scratch.ranks) {
            self.push(base + piece.start, piece.cells, *rank);
            if let Some(mark) = self.marks.last_mut() {
                *mark |= flags(piece, level);
            }
            if piece.kind == Kind::Newline {
                self.forced.push(u32::try_from(self.marks.len()).unwrap_or(u32::MAX));
            }
        }
        self.scratch = scratch;
    }

    /// Sets the rank before a cluster, its flags kept.
    pub(super) fn set_rank(&mut self, cluster: usize, rank: u8) {
        if let Some(mark) = self.marks.get_mut(cluster) {
            *mark = *mark & !RANK | rank;
        }
    }

    /// The clusters added so far.
    pub(super) fn filled(&self) -> usize {
        self.marks.len()
    }

    /// Makes room for a text of this length.
    pub(super) fn reserve(&mut self, bytes: usize) {
        let clusters = bytes / 3 + bytes / 24 + 8;
        self.starts.reserve(clusters);
        self.cells.reserve(clusters);
        self.marks.reserve(clusters);
    }

    /// The number of clusters.
    pub fn clusters(&self) -> usize {
        self.marks.len().saturating_sub(1)
    }

    /// The length of the source in bytes.
    pub fn len_bytes(&self) -> usize {
        self.start(self.clusters())
    }

    /// Keeps spaces at the start of the text instead of consuming them (I1); for text being typed.
    #[must_use]
    pub fn keeping_leading_spaces(mut self) -> Self {
        self.keeps_leading = true;
        self
    }

    /// The byte offset at which a cluster starts; the text's length past the last.
    pub fn start(&self, cluster: usize) -> usize {
        self.starts.get(cluster).or(self.starts.last()).map_or(0, |&start| start as usize)
    }

    /// The cells of one cluster.
    pub fn cluster_cells(&self, cluster: usize) -> usize {
        self.sum(cluster + 1) - self.sum(cluster)
    }

    /// The index of the cluster that holds a byte; the number of clusters at and past the end.
    pub fn cluster_at(&self, byte: usize) -> usize {
        let after = self.starts.partition_point(|&start| start as usize <= byte);
        after.saturating_sub(1).min(self.clusters())
    }

    /// Cells of all clusters before this one.
    pub(super) fn sum(&self, cluster: usize) -> usize {
        self.cells.get(cluster).or(self.cells.last()).map_or(0, |&cells| cells as usize)
    }

    pub(super) fn rank(&self, cluster: usize) -> u8 {
        self.marks.get(cluster).map_or(0, |mark| mark & RANK)
    }

    pub(super) fn hangs(&self, cluster: usize) -> bool {
        self.marks.get(cluster).is_some_and(|mark| mark & HANGS != 0)
    }

    pub(super) fn is_hidden(&self, cluster: usize) -> bool {
        self.marks.get(cluster).is_some_and(|mark| mark & HIDDEN != 0)
    }

    pub(super) fn keeps_leading(&self) -> bool {
        self.keeps_leading
    }

    /// The first cluster after `from` that a forced break precedes.
    pub(super) fn next_forced(&self, from: usize) -> Option<usize> {
        if self.forced.is_empty() {
            return None;
        }
        let at = self.forced.partition_point(|&index| index as usize <= from);
        self.forced.get(at).map(|&index| index as usize)
    }

    /// The first cluster from `from` on whose end lies beyond `limit_cells`, `until` at most.
    pub(super) fn first_beyond(&self, from: usize, until: usize, limit_cells: usize) -> usize {
        let ends = self.cells.get(from + 1..=until).unwrap_or_default();
        let limit = u32::try_from(limit_cells).unwrap_or(u32::MAX);
        // Most clusters take two cells: the place is guessed, then mended.
        let mut at = (limit_cells.saturating_sub(self.sum(from)) / 2).min(ends.len());
        at += ends.iter().skip(at).take_while(|&&end| end <= limit).count();
        at -= ends.iter().take(at).rev().take_while(|&&end| end > limit).count();
        from + at
    }
}
