//! The notes of the focused paragraph as a pane of their own: which mark is chosen, and stepping from one to the next.

use super::App;
use super::panes::Focus;
use super::reading::Reading;
use crate::messages::reader as say;
use crate::words::Placed;

impl Reading {
    /// The marks on the focused paragraph that stand on the screen with words, as indices into [`Reading::placed`].
    pub fn notes_here(&self) -> Vec<usize> {
        self.notes_at(self.cursor.ordinal)
    }

    fn notes_at(&self, ordinal: usize) -> Vec<usize> {
        let shown = |at: &&usize| self.placed.get(**at).is_some_and(|placed| self.has_lines(placed));
        self.marks_at(ordinal).iter().filter(shown).copied().collect()
    }

    /// The next paragraph with notes, or the one before.
    fn noted_beside(&self, ordinal: usize, forward: bool) -> Option<usize> {
        let mut others = self.marked_blocks().filter(|other| !self.notes_at(*other).is_empty());
        if forward { others.find(|other| *other > ordinal) } else { others.rfind(|other| *other < ordinal) }
    }

    /// Whether a mark has lines of its own; below its paragraph one that only bears tags has none.
    pub(super) fn has_lines(&self, placed: &Placed) -> bool {
        !self.shows_inline() || !placed.mark.note.is_empty() || placed.placement.is_unsure()
    }

    /// The mark chosen among the notes of the focused paragraph.
    pub fn chosen_note(&self) -> Option<usize> {
        let notes = self.notes_here();
        notes.get(self.note.min(notes.len().checked_sub(1)?)).copied()
    }
}

impl App {
    /// The focus leaves the notes when there are none at the focused paragraph.
    pub(super) fn settle_notes(&mut self) {
        let chosen = self.reading.as_ref().and_then(Reading::chosen_note);
        if self.panes.focus == Focus::Notes && chosen.is_none() {
            self.panes.focus = Focus::Reader;
        }
    }

    /// To the next or previous note, from the last of a paragraph to the first of the next one that has some.
    pub(super) fn by_notes(&mut self, by: isize) {
        let Some(reading) = &mut self.reading else { return };
        let count = reading.notes_here().len();
        let at = reading.note.min(count.saturating_sub(1));
        let next = at.checked_add_signed(by).filter(|next| *next < count);
        if let Some(next) = next {
            reading.note = next;
            return;
        }
        let ordinal = reading.cursor.ordinal;
        let found = reading.noted_beside(ordinal, by > 0);
        let Some(found) = found else {
            let lang = self.settings.lang;
            return self.notice(if by > 0 { say::no_mark_after(lang) } else { say::no_mark_before(lang) });
        };
        let Some(reading) = &mut self.reading else { return };
        reading.note = if by > 0 { 0 } else { reading.notes_at(found).len().saturating_sub(1) };
        reading.go(super::reading::Place { ordinal: found, byte: 0 }, &self.settings);
    }

    /// The mark chosen in the notes' pane; `None` while another pane has the focus.
    pub(super) fn note_meant(&self) -> Option<&Placed> {
        let reading = self.reading.as_ref().filter(|_| self.panes.focus == Focus::Notes)?;
        reading.placed.get(reading.chosen_note()?)
    }
}
