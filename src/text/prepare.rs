//! A paragraph as arrays that layout reads: where each cluster starts, its cells, how well a line breaks there.

use super::breaks::{self, Level, Rank};
use super::clean::clusters;
use super::kinds::Kind;
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
}

/// Prepares one paragraph: clusters, cells and break ranks under one policy and level. Pure; 4 GB at most.
pub fn prepare(text: &str, widths: &Widths, level: Level) -> Prepared {
    let mut pieces: Vec<Piece> = clusters(text)
        .map(|(start, cluster)| {
            let kind = kind_of(cluster);
            let cells = if kind == Kind::Newline { 0 } else { cluster_cells(cluster, widths) };
            Piece { start, kind, cells: u32::try_from(cells).unwrap_or(0) }
        })
        .collect();
    let breaks = breaks::rank(text, &mut pieces, level);
    let mut prepared = Prepared { keeps_leading: !level.keeps_words(), ..Prepared::default() };
    let mut total = 0;
    for (piece, rank) in pieces.iter().zip(&breaks.ranks) {
        prepared.starts.push(u32::try_from(piece.start).unwrap_or(u32::MAX));
        prepared.cells.push(total);
        prepared.marks.push(*rank as u8 | flags(piece, level));
        total += piece.cells;
    }
    prepared.starts.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    prepared.cells.push(total);
    prepared.marks.push(Rank::Allowed as u8);
    prepared.forced = breaks.forced.into_iter().filter_map(|index| u32::try_from(index).ok()).collect();
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

    /// The first cluster after `from` whose end lies beyond `limit_cells`, `until` at most.
    pub(super) fn first_beyond(&self, from: usize, until: usize, limit_cells: usize) -> usize {
        let ends = self.cells.get(from + 1..=until).unwrap_or_default();
        from + ends.partition_point(|&end| end as usize <= limit_cells)
    }
}
