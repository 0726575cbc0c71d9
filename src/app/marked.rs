//! Which marks stand on which block of the open article, and which have lost their place.

use super::reading::Reading;
use crate::words::{Placed, Status};

impl Reading {
    /// Sorts the marks by block again, after they changed.
    pub fn index_marks(&mut self) {
        self.notes.clear();
        self.spans.clear();
        self.by_block.clear();
        for (at, placed) in self.placed.iter().enumerate() {
            let shown = placed.mark.status != Status::Deleted && placed.placement.has_place();
            if let (true, Some(ordinal)) = (shown, placed.ordinal) {
                self.by_block.entry(ordinal).or_default().push(at);
            }
        }
        self.index_advice();
    }

    /// The marks on a block.
    pub fn marks_on(&self, ordinal: usize) -> impl Iterator<Item = &Placed> {
        self.by_block.get(&ordinal).into_iter().flatten().filter_map(|at| self.placed.get(*at))
    }

    /// The marks on a block, as indices into [`Reading::placed`].
    pub fn marks_at(&self, ordinal: usize) -> &[usize] {
        self.by_block.get(&ordinal).map_or(&[], Vec::as_slice)
    }

    /// The blocks that bear marks, in order.
    pub fn marked_blocks(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.by_block.keys().copied()
    }

    /// Marks without one place in today's text, as `orphans` in JSON has them.
    pub fn orphans(&self) -> impl Iterator<Item = &Placed> {
        self.waiting_marks().filter(|placed| !placed.placement.has_place())
    }

    /// Marks that wait for a word: those without one place, and those whose paragraph was changed.
    pub fn waiting_marks(&self) -> impl Iterator<Item = &Placed> {
        self.placed.iter().filter(|p| p.mark.status != Status::Deleted && p.placement.is_unsure())
    }

    /// Blocks with a mark, and blocks of the body.
    pub fn coverage(&self) -> (usize, usize) {
        let body = self.article.blocks.len().saturating_sub(1);
        (self.by_block.len() - usize::from(self.by_block.contains_key(&0)), body)
    }
}
