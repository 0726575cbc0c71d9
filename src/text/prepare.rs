//! A paragraph as arrays that layout reads: where each cluster starts, its cells, how well a line breaks there.

use std::ops::Range;

use super::breaks::{self, Level, Rank};
use super::clean::clusters;
use super::fast;
use super::kinds::Kind;
use super::quotes::Parity;
use super::signs::{self, PENDS};
use super::widths::{Widths, cluster_cells};

mod filling;

pub(super) use filling::Mark;

/// One cluster while a text is prepared.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) kind: Kind,
    pub(super) cells: u32,
    /// Whether it may hang beyond the measure (K7).
    pub(super) pends: bool,
}

/// The low bits of a mark: the rank of the boundary before the cluster.
const RANK: u8 = 0b0000_0111;
/// The cluster hangs at a break (W2).
const HANGS: u8 = 0b1000_0000;
/// The cluster is not drawn.
const HIDDEN: u8 = 0b0100_0000;

/// The cells beyond the measure in which one 、，。 may hang (K7).
pub const HANGING_CELLS: u16 = 2;
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
    /// Whether one 、，。 may hang beyond the measure (K7).
    hangs_stops: bool,
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
    if piece.pends {
        PENDS
    } else if piece.kind == Kind::Newline || (piece.kind == Kind::Space && level.keeps_words()) {
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
            let pends = matches!(cluster, "、" | "，" | "。");
            scratch.pieces.push(Piece { start, kind, cells: u32::try_from(cells).unwrap_or(0), pends });
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

    /// Lets one 、，。 hang beyond the measure, in [`HANGING_CELLS`] that the caller reserves (K7).
    #[must_use]
    pub fn hanging_stops(mut self, hang: bool) -> Self {
        self.hangs_stops = hang;
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

    /// Whether a cluster may hang beyond the measure.
    pub(super) fn pends(&self, cluster: usize) -> bool {
        self.hangs_stops && self.marks.get(cluster).is_some_and(|mark| mark & PENDS != 0)
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
