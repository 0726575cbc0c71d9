//! How clusters are put into a paragraph: one by one, and in blocks of a fixed length without a branch each.

use super::super::breaks::Rank;
use super::super::signs::{self, Sign};
use super::{HANGS, Prepared, RANK};

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

impl Prepared {
    /// Adds one cluster.
    #[inline]
    pub(in super::super) fn push(&mut self, start: usize, cells: u32, rank: Rank) {
        self.starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        self.cells.push(self.total);
        self.marks.push(rank as u8);
        self.total += cells;
    }

    /// Adds the plain signs at the start of `bytes`, at most [`STRETCH`] of them: how many, and the last.
    #[inline]
    pub(in super::super) fn push_signs(
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
            *mark = sign.mark(*before);
        }
        let ([mark, ..], [sign, ..]) = (&mut marks, &signs);
        *mark = sign.mark(before.unwrap_or(Sign::HAN));
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
    pub(in super::super) fn push_token(&mut self, start: usize, token: &[u8], first: Rank) {
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
    pub(in super::super) fn push_space(&mut self, start: usize) {
        self.push(start, 1, Rank::Never);
        if let Some(mark) = self.marks.last_mut() {
            *mark |= HANGS;
        }
    }

    /// Raises the rank of the boundary before a cluster.
    pub(in super::super) fn soften(&mut self, cluster: usize) {
        if let Some(mark) = self.marks.get_mut(cluster)
            && *mark & RANK == Rank::Allowed as u8
        {
            *mark |= Rank::Soft as u8;
        }
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
