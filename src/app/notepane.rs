//! The notes of the focused paragraph as a pane of their own: which mark is chosen, reading it, and stepping to the next.

use std::ops::Range;

use super::App;
use super::margin::{self, Beside, Slot};
use super::panes::Focus;
use super::reading::{Place, Reading, RowKind};
use super::settings::Settings;
use crate::messages::reader as say;
use crate::words::Placed;

/// Which note of a paragraph is chosen, and how far the notes beside it are scrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct AtNotes {
    /// The paragraph.
    ordinal: usize,
    /// The chosen one of its notes.
    note: usize,
    /// The first line shown of them, beside the article.
    first: usize,
}

impl Reading {
    /// The marks on the focused paragraph that stand on the screen with words, as indices into [`Reading::placed`].
    pub fn notes_here(&self) -> Vec<usize> {
        self.notes_at(self.cursor.ordinal)
    }

    fn notes_at(&self, ordinal: usize) -> Vec<usize> {
        let shown = |at: &&usize| self.placed.get(**at).is_some_and(|placed| self.has_lines(placed));
        self.marks_at(ordinal).iter().filter(shown).copied().collect()
    }

    /// The paragraphs with notes.
    fn noted(&self) -> impl DoubleEndedIterator<Item = usize> {
        self.marked_blocks().filter(|other| !self.notes_at(*other).is_empty())
    }

    /// The next paragraph with notes, or the one before.
    fn noted_beside(&self, ordinal: usize, forward: bool) -> Option<usize> {
        if forward {
            self.noted().find(|other| *other > ordinal)
        } else {
            self.noted().rfind(|other| *other < ordinal)
        }
    }

    /// Whether a mark has lines of its own; below its paragraph one that only bears tags has none.
    pub(super) fn has_lines(&self, placed: &Placed) -> bool {
        !self.shows_inline() || !placed.mark.note.is_empty() || placed.placement.is_unsure()
    }

    /// The mark chosen among the notes of the focused paragraph.
    pub fn chosen_note(&self) -> Option<usize> {
        let notes = self.notes_here();
        notes.get(self.seen_notes().note.min(notes.len().checked_sub(1)?)).copied()
    }

    /// What is chosen and shown of the focused paragraph's notes: the first, until something else is asked for.
    fn seen_notes(&self) -> AtNotes {
        let ordinal = self.cursor.ordinal;
        if self.at_notes.ordinal == ordinal {
            self.at_notes
        } else {
            AtNotes { ordinal, ..AtNotes::default() }
        }
    }

    /// Where the notes beside the article stand.
    pub fn margin_slots(&self) -> Vec<Slot> {
        let mut visible: Vec<Beside> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let (ordinal, lines) = (row.ordinal, self.notes_of(row.ordinal).len());
            let is_first = visible.last().is_none_or(|last| last.ordinal != ordinal);
            if is_first && lines > 0 && matches!(row.kind, RowKind::Text(_)) {
                visible.push(Beside { ordinal, row: at, lines });
            }
        }
        margin::place(&visible, self.cursor.ordinal, self.height(), self.seen_notes().first)
    }

    /// The lines of the chosen note among those of the focused paragraph.
    fn chosen_lines(&self) -> Option<Range<usize>> {
        let mark = self.chosen_note()?;
        let lines = self.notes_of(self.cursor.ordinal);
        let start = lines.iter().position(|line| line.mark == mark)?;
        let count = lines.iter().skip(start).take_while(|line| line.mark == mark).count();
        Some(start..start + count)
    }

    /// The first line shown beside the paragraph, and how many are.
    fn window(&self) -> (usize, usize) {
        let all = self.notes_of(self.cursor.ordinal).len();
        let shown = margin::window(all, self.height());
        (self.seen_notes().first.min(all - shown), shown)
    }

    fn show_from(&mut self, first: usize) {
        self.at_notes = AtNotes { first, ..self.seen_notes() };
    }

    /// Scrolls within the chosen note; false when it has no more lines that way.
    fn scroll_note(&mut self, by: isize, settings: &Settings) -> bool {
        let Some(lines) = self.chosen_lines() else { return false };
        if self.shows_inline() {
            return self.scroll_below(&lines, by, settings);
        }
        let (first, shown) = self.window();
        let left =
            if by > 0 { lines.end.saturating_sub(first + shown) } else { first.saturating_sub(lines.start) };
        let step = by.signum() * left.min(by.unsigned_abs()).cast_signed();
        self.show_from(first.saturating_add_signed(step));
        left > 0
    }

    /// The same for notes below their paragraph, where the article scrolls.
    fn scroll_below(&mut self, lines: &Range<usize>, by: isize, settings: &Settings) -> bool {
        let (top, room) = (self.top_row(settings), self.height().saturating_sub(1));
        let (ordinal, most) = (self.cursor.ordinal, by.unsigned_abs());
        let left = if by > 0 {
            let end = self.note_row(ordinal, lines.end.saturating_sub(1), settings);
            let rows = self.distance(top, end, room + most, settings);
            if end < top { 0 } else { rows.map_or(most, |rows| rows.saturating_sub(room)) }
        } else {
            let start = self.note_row(ordinal, lines.start, settings);
            if start < top { self.distance(start, top, most, settings).unwrap_or(most) } else { 0 }
        };
        let to = self.walk(top, by.signum() * left.cast_signed(), settings);
        self.set_top(to);
        left > 0
    }

    /// Brings the chosen note into view: all of it where that is possible, else its beginning or its end.
    pub(super) fn show_note(&mut self, at_end: bool, settings: &Settings) {
        self.ensure(self.cursor.ordinal, settings);
        let Some(lines) = self.chosen_lines() else { return };
        if self.shows_inline() {
            return self.show_below(&lines, at_end, settings);
        }
        let (first, shown) = self.window();
        let (from, to) = (lines.end.saturating_sub(shown), lines.start);
        let is_whole = from <= to;
        self.show_from(if is_whole {
            first.clamp(from, to)
        } else if at_end {
            from
        } else {
            to
        });
    }

    fn show_below(&mut self, lines: &Range<usize>, at_end: bool, settings: &Settings) {
        let (ordinal, height) = (self.cursor.ordinal, self.height());
        let start = self.note_row(ordinal, lines.start, settings);
        let end = self.note_row(ordinal, lines.end.saturating_sub(1), settings);
        let is_long = lines.len() > height;
        let to = if is_long && !at_end {
            if self.is_seen(start, settings) {
                return;
            }
            // With some of the text it is about.
            self.walk(start, -(height / 3).cast_signed(), settings)
        } else if !is_long && start < self.top_row(settings) {
            start
        } else if self.is_seen(end, settings) {
            return;
        } else {
            self.walk(end, 1 - height.cast_signed(), settings)
        };
        self.set_top(to);
    }

    /// Puts the reader's line on a paragraph on the screen and chooses the note in a row of the pane; false when none
    /// stands there.
    pub(super) fn point_note(&mut self, row: usize, beside: bool, settings: &Settings) -> bool {
        let Some((ordinal, line)) = (if beside { self.note_beside(row) } else { self.note_below(row) })
        else {
            return false;
        };
        let Some(mark) = self.notes_of(ordinal).get(line).map(|line| line.mark) else { return false };
        let note = self.notes_at(ordinal).iter().position(|at| *at == mark).unwrap_or(0);
        if self.cursor.ordinal != ordinal {
            let first = self.rows.iter().find_map(|row| match row.kind {
                RowKind::Text(line) if row.ordinal == ordinal => Some(line.line.start),
                RowKind::Text(_) | RowKind::Byline | RowKind::Note(_) | RowKind::Gap => None,
            });
            // Below its paragraph, which is above the screen, the last line.
            let byte = first.unwrap_or_else(|| self.last_row(ordinal, settings).start);
            self.cursor = Place { ordinal, byte };
        }
        self.at_notes = AtNotes { note, ..self.seen_notes() };
        true
    }

    fn note_beside(&self, row: usize) -> Option<(usize, usize)> {
        let slot = self.margin_slots().into_iter().find(|slot| (slot.row..slot.end()).contains(&row))?;
        Some((slot.ordinal, slot.first + (row - slot.row).min(slot.shown.saturating_sub(1))))
    }

    fn note_below(&self, row: usize) -> Option<(usize, usize)> {
        let row = self.rows.get(row)?;
        match row.kind {
            RowKind::Note(line) => Some((row.ordinal, line)),
            RowKind::Text(_) | RowKind::Byline | RowKind::Gap => None,
        }
    }

    /// Scrolls the notes beside the focused paragraph, where they are cut and stand in this row; false elsewhere.
    pub(super) fn wheel_notes(&mut self, row: usize, by: isize) -> bool {
        let at = self.cursor.ordinal;
        let slots = self.margin_slots();
        let here = slots.iter().find(|slot| slot.ordinal == at && slot.is_cut());
        let Some(slot) = here.filter(|slot| (slot.row..slot.end()).contains(&row)) else { return false };
        let last = slot.first + slot.left_out.1;
        self.show_from(slot.first.saturating_add_signed(by).min(last));
        true
    }

    /// Where the chosen note is scrolled to.
    fn note_place(&self) -> (Place, usize, AtNotes) {
        (self.top, self.top_below, self.seen_notes())
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

    /// Down or up by lines of the chosen note; at its end to the next one, from the last of a paragraph to the first of
    /// the next paragraph that has some.
    pub(super) fn by_notes(&mut self, by: isize) {
        let Some(reading) = &mut self.reading else { return };
        if reading.scroll_note(by, &self.settings) {
            return;
        }
        let count = reading.notes_here().len();
        let at = reading.seen_notes().note.min(count.saturating_sub(1));
        if let Some(note) = at.checked_add_signed(by.signum()).filter(|next| *next < count) {
            reading.at_notes = AtNotes { note, ..reading.seen_notes() };
            return reading.show_note(by < 0, &self.settings);
        }
        let Some(found) = reading.noted_beside(reading.cursor.ordinal, by > 0) else {
            let lang = self.settings.lang;
            return self.decline(if by > 0 { say::no_mark_after(lang) } else { say::no_mark_before(lang) });
        };
        self.go_note(found, by < 0);
    }

    /// To the first or the last note of a paragraph.
    fn go_note(&mut self, ordinal: usize, last: bool) {
        let Some(reading) = &mut self.reading else { return };
        reading.go(Place { ordinal, byte: 0 }, &self.settings);
        let note = if last { reading.notes_here().len().saturating_sub(1) } else { 0 };
        reading.at_notes = AtNotes { note, ..reading.seen_notes() };
        reading.show_note(last, &self.settings);
    }

    /// To the beginning or the end of the chosen note; from there to the first or the last note of the article.
    pub(super) fn notes_end(&mut self, bottom: bool) {
        let Some(reading) = &mut self.reading else { return };
        let before = reading.note_place();
        reading.show_note(bottom, &self.settings);
        if reading.note_place() == before {
            let found = if bottom { reading.noted().next_back() } else { reading.noted().next() };
            self.leave_trace();
            self.go_note(found.unwrap_or(0), bottom);
        }
    }

    /// The mark chosen in the notes' pane; `None` while another pane has the focus.
    pub(super) fn note_meant(&self) -> Option<&Placed> {
        let reading = self.reading.as_ref().filter(|_| self.panes.focus == Focus::Notes)?;
        reading.placed.get(reading.chosen_note()?)
    }
}
