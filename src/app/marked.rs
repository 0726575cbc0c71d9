//! Which marks stand on which block of the open article, and which have lost their place.

use super::reading::Reading;
use crate::formats::hash;
use crate::query::Seen;
use crate::words::{Hash16, Placed, Status};

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

    /// The hash of the whole text.
    pub fn text_hash(&self) -> Hash16 {
        *self.text_hash.get_or_init(|| hash(&self.article.text))
    }

    /// The stage that the annotator signed today's text at: whoever signs has read the whole.
    pub(super) fn signed_stage(&self) -> Option<&str> {
        let mut signs = self.own.signs.iter().filter(|_| self.seen.is_whole());
        signs.find(|(_, signed)| signed.text == self.text_hash()).map(|(stage, _)| stage.as_str())
    }

    /// Takes what was read from one's own file again, after it or the text changed.
    pub(super) fn count_read(&mut self) {
        self.seen = Seen::of(&self.own, || self.text_hash());
        self.read_count.set(None);
    }

    /// Paragraphs with a mark, and all that count.
    pub fn coverage(&self) -> (usize, usize) {
        let counted = self.article.counted();
        (self.by_block.range(counted.clone()).count(), counted.len())
    }
}
