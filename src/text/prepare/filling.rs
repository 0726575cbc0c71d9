//! How clusters are put into a paragraph: one by one, and in blocks of a fixed length without a branch each.

use super::super::breaks::Rank;
use super::super::signs::{Sign, Signs};
use super::{HANGS, Prepared, RANK};

/// How far a paragraph is filled.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Mark {
    filled: usize,
    total: u32,
}

/// Numbers from one on, so far apart.
#[inline]
fn steps(from: u32, apart: u32) -> [u32; Signs::MOST] {
    let mut steps = [0; Signs::MOST];
    for (step, at) in steps.iter_mut().zip(0..) {
        *step = from.wrapping_add(apart.wrapping_mul(at));
    }
    steps
}

impl Prepared {
    /// Adds one cluster.
    #[inline]
    pub(in super::super) fn push(&mut self, start: usize, cells: u32, rank: Rank) {
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        self.cells.push(self.total);
        self.marks.push(rank as u8);
        self.total += cells;
    }

    /// Adds plain signs that start at a byte, behind another.
    #[inline]
    pub(in super::super) fn push_signs(&mut self, start: usize, signs: Signs, before: Sign, narrow: bool) {
        let total = self.total;
        let filled = self.push_block(start, 3, 2, signs.marks(before), signs.count());
        if let Some(narrow) = signs.narrow_cells().filter(|_| narrow) {
            let cells = self.cells.iter_mut().skip(filled).zip(narrow);
            self.total = cells.fold(total, |total, (cells, narrow)| {
                *cells = total;
                total + narrow
            });
        }
    }

    /// Adds a word or number of ASCII: its first letter with a rank of its own, its marks with that of marks.
    #[inline]
    pub(in super::super) fn push_token(&mut self, start: usize, token: &[u8], first: Rank) {
        let first_mark = self.marks.len();
        for (nth, block) in token.chunks(Signs::MOST).enumerate() {
            self.push_block(start + nth * Signs::MOST, 1, 1, [Rank::Word as u8; Signs::MOST], block.len());
        }
        let marks = self.marks.get_mut(first_mark..).unwrap_or_default();
        for (mark, _) in marks.iter_mut().zip(token).filter(|(_, byte)| matches!(byte, b'.' | b',')) {
            *mark = Rank::Against as u8;
        }
        if let Some(mark) = marks.first_mut() {
            *mark = first as u8;
        }
    }

    /// Adds up to eight clusters of the same length and cells; returns the first. A block of a fixed length is added,
    /// then cut: it is made without a branch.
    #[inline]
    fn push_block(
        &mut self,
        start: usize,
        bytes: u32,
        cells: u32,
        marks: [u8; Signs::MOST],
        count: usize,
    ) -> usize {
        let first = self.marks.len();
        self.marks.extend_from_slice(&marks);
        self.marks.truncate(first + count);
        self.starts.extend_from_slice(&steps(u32::try_from(start).unwrap_or(u32::MAX), bytes));
        self.starts.truncate(first + count);
        self.cells.extend_from_slice(&steps(self.total, cells));
        self.cells.truncate(first + count);
        self.total += cells * u32::try_from(count).unwrap_or(0);
        first
    }

    /// Adds a space that hangs at a break (W2).
    pub(in super::super) fn push_space(&mut self, start: usize) {
        self.push(start, 1, Rank::Never);
        if let Some(mark) = self.marks.last_mut() {
            *mark |= HANGS;
        }
    }

    /// Raises the rank of the boundary before a cluster where a line may break.
    pub(in super::super) fn raise(&mut self, cluster: usize, to: Rank) {
        if let Some(mark) = self.marks.get_mut(cluster)
            && *mark & RANK < to as u8
        {
            *mark = *mark & !RANK | to as u8;
        }
    }

    /// How far it is filled.
    pub(in super::super) fn mark(&self) -> Mark {
        Mark { filled: self.marks.len(), total: self.total }
    }

    /// Takes back everything that was added since.
    pub(in super::super) fn back_to(&mut self, mark: Mark) {
        self.starts.truncate(mark.filled);
        self.cells.truncate(mark.filled);
        self.marks.truncate(mark.filled);
        self.total = mark.total;
    }

    /// Takes the last cluster back: its start and its rank.
    pub(in super::super) fn pop(&mut self) -> Option<(usize, u8)> {
        let start = self.starts.pop()?;
        self.total = self.cells.pop()?;
        let mark = self.marks.pop()?;
        Some((start as usize, mark & RANK))
    }

    /// Sets the rank before a cluster, its flags kept.
    pub(in super::super) fn set_rank(&mut self, cluster: usize, rank: u8) {
        if let Some(mark) = self.marks.get_mut(cluster) {
            *mark = *mark & !RANK | rank;
        }
    }

    /// The clusters added so far.
    pub(in super::super) fn filled(&self) -> usize {
        self.marks.len()
    }

    /// Makes room for a text of this length.
    pub(in super::super) fn reserve(&mut self, bytes: usize) {
        let clusters = bytes / 3 + bytes / 24 + 8;
        self.starts.reserve(clusters);
        self.cells.reserve(clusters);
        self.marks.reserve(clusters);
    }
}
