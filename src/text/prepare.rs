//! A paragraph as arrays that layout reads: where each cluster starts, its cells, how well a line breaks there.

use std::ops::Range;

use super::breaks::{self, Level, Rank};
use super::clean::clusters;
use super::fast;
use super::kinds::Kind;
use super::quotes::Parity;
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

    /// Adds clusters of two cells and three bytes each, the first with a rank of its own.
    #[inline]
    pub(super) fn push_run(&mut self, start: usize, count: usize, rank: Rank) {
        let (first, total) = (u32::try_from(start).unwrap_or(u32::MAX), self.total);
        let count = u32::try_from(count).unwrap_or(0);
        self.starts.extend((0..count).map(|at| first + 3 * at));
        self.cells.extend((0..count).map(|at| total + 2 * at));
        let marks = self.marks.len();
        self.marks.resize(marks + count as usize, Rank::Allowed as u8);
        if let Some(mark) = self.marks.get_mut(marks) {
            *mark = rank as u8;
        }
        self.total += 2 * count;
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
        scratch.pieces.extend(clusters(slice).map(|(start, cluster)| {
            let kind = kind_of(cluster);
            let cells = if kind == Kind::Newline { 0 } else { cluster_cells(cluster, &widths) };
            Piece { start, kind, cells: u32::try_from(cells).unwrap_or(0) }
        }));
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
        let room = limit_cells.saturating_sub(self.sum(from));
        let near = until.min(from + room + 1);
        let beyond = |from: usize, until: usize| {
            let ends = self.cells.get(from + 1..=until).unwrap_or_default();
            from + ends.partition_point(|&end| end as usize <= limit_cells)
        };
        let at = beyond(from, near);
        // Clusters without cells are the only reason to look further.
        if at == near && near < until { beyond(near, until) } else { at }
    }
}
