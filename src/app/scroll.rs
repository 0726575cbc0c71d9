//! Moving through the article: by line, paragraph and page, the screen following the reader's line.

use super::reading::{Place, Reading, Selection};
use super::rows::RowPlace;
use super::settings::Settings;

/// Lines of one block that are asked for at once.
const AT_ONCE: usize = 1_000;

impl Reading {
    /// The row this many rows away, within the article, and how many rows were lacking.
    fn walk_counted(&mut self, from: RowPlace, by: isize, settings: &Settings) -> (RowPlace, usize) {
        if by < 0 {
            self.walk_up(from, by.unsigned_abs(), settings)
        } else {
            self.walk_down(from, by.unsigned_abs(), settings)
        }
    }

    fn walk_down(&mut self, from: RowPlace, rows: usize, settings: &Settings) -> (RowPlace, usize) {
        let (mut at, mut left) = (from, rows);
        loop {
            if at.below == 0 {
                let wanted = left.min(AT_ONCE) + 1;
                let lines = self.lines_from(at.ordinal, at.start, wanted, settings);
                let reached = lines.len().saturating_sub(1).min(left);
                at.start = lines.get(reached).map_or(at.start, |line| line.start);
                left -= reached;
                if lines.len() == wanted {
                    if left == 0 {
                        return (at, 0);
                    }
                    continue;
                }
            }
            let below = self.rows_below(at.ordinal, settings);
            let room = below.saturating_sub(at.below);
            if left <= room {
                at.below += left;
                return (at, 0);
            }
            left -= room;
            if at.ordinal >= self.last() {
                at.below += room;
                return (at, left);
            }
            left -= 1;
            at = RowPlace { ordinal: at.ordinal + 1, ..RowPlace::default() };
        }
    }

    fn walk_up(&mut self, from: RowPlace, rows: usize, settings: &Settings) -> (RowPlace, usize) {
        let (mut at, mut left) = (from, rows);
        loop {
            let below = at.below.min(left);
            at.below -= below;
            left -= below;
            if left == 0 {
                return (at, 0);
            }
            let lines = self.lines_before(at.ordinal, at.start, left.min(AT_ONCE), settings);
            left -= lines.len();
            if let Some(first) = lines.first() {
                at.start = first.start;
            }
            if left == 0 || lines.len() == AT_ONCE {
                continue;
            }
            if at.ordinal == 0 {
                return (RowPlace::default(), left);
            }
            left -= 1;
            at = self.last_row(at.ordinal - 1, settings);
            at.below = self.rows_below(at.ordinal, settings);
        }
    }

    /// The row this many rows away, within the article.
    pub(super) fn walk(&mut self, from: RowPlace, by: isize, settings: &Settings) -> RowPlace {
        self.walk_counted(from, by, settings).0
    }

    /// Rows from one place down to another, at most `limit`; `None` when the second is above or farther.
    pub(super) fn distance(
        &mut self,
        from: RowPlace,
        to: RowPlace,
        limit: usize,
        settings: &Settings,
    ) -> Option<usize> {
        if to < from {
            return None;
        }
        let (mut rows, mut at) = (0, from);
        loop {
            let wanted = limit - rows + 2;
            let mut lines = Vec::new();
            if at.below == 0 {
                lines = self.lines_from(at.ordinal, at.start, wanted, settings);
            }
            if at.ordinal == to.ordinal {
                let passed = lines.partition_point(|line| line.start <= to.start).saturating_sub(1);
                rows += passed + to.below - at.below;
                return (rows <= limit).then_some(rows);
            }
            rows += lines.len().max(1) + self.rows_below(at.ordinal, settings) - at.below;
            if rows > limit {
                return None;
            }
            at = RowPlace { ordinal: at.ordinal + 1, ..RowPlace::default() };
        }
    }

    /// Whether a row is on the screen.
    pub(super) fn is_seen(&mut self, row: RowPlace, settings: &Settings) -> bool {
        let (top, room) = (self.top_row(settings), self.height().saturating_sub(1));
        self.distance(top, row, room, settings).is_some()
    }

    /// The topmost row from which the article's end is on the screen.
    fn last_top(&mut self, settings: &Settings) -> RowPlace {
        let mut end = self.last_row(self.last(), settings);
        end.below = self.rows_below(end.ordinal, settings);
        let above = self.height().saturating_sub(1);
        self.walk(end, -above.cast_signed(), settings)
    }

    /// The same top, or one further up when the screen would reach past the article's end. Looks at no more than
    /// a screen.
    fn within(&mut self, top: RowPlace, settings: &Settings) -> RowPlace {
        let room = self.height().saturating_sub(1);
        let lacking = self.walk_counted(top, room.cast_signed(), settings).1;
        if lacking == 0 { top } else { self.walk(top, -lacking.cast_signed(), settings) }
    }

    /// Puts the reader's line this many rows below the top.
    pub(super) fn show_cursor_at(&mut self, rows: usize, settings: &Settings) {
        let cursor = self.cursor_row(settings);
        let top = self.walk(cursor, -rows.cast_signed(), settings);
        let top = self.within(top, settings);
        self.set_top(top);
    }

    /// Lines that stay in sight around the reader's line.
    fn around(&self) -> usize {
        (self.height() / 5).min(4)
    }

    /// Scrolls as little as needed to have the reader's line on the screen, with some lines around it; while the
    /// screen is full of its paragraph's notes, they count for it.
    pub(super) fn keep_in_view(&mut self, settings: &Settings) {
        let around = self.around();
        let cursor = self.cursor_row(settings);
        let top = self.top_row(settings);
        if self.is_in_tall_notes(cursor, top) {
            return;
        }
        let first = self.walk(cursor, -around.cast_signed(), settings);
        if first < top {
            self.set_top(first);
            return;
        }
        let room = self.height().saturating_sub(1 + around);
        if self.distance(top, cursor, room, settings).is_none() {
            let below = self.walk(cursor, -room.cast_signed(), settings);
            let below = self.within(below, settings).max(top);
            self.set_top(below);
        }
    }

    /// Puts the reader's line on a row's nearest line of text.
    fn land(&mut self, to: RowPlace) {
        self.cursor = Place { ordinal: to.ordinal, byte: to.start };
        self.follow_selection();
    }

    /// A span never leaves its block.
    fn follow_selection(&mut self) {
        if let Some(Selection::Span { .. }) = self.selection {
            self.selection = None;
        }
    }

    /// Moves the reader's line by lines of text; gaps and notes are stepped over, notes that fill the screen pass by
    /// row by row.
    pub fn by_lines(&mut self, by: isize, settings: &Settings) {
        for _ in 0..by.unsigned_abs() {
            let moved = if by > 0 { self.line_down(settings) } else { self.line_up(settings) };
            if !moved {
                break;
            }
        }
    }

    fn line_down(&mut self, settings: &Settings) -> bool {
        let RowPlace { ordinal, start, .. } = self.cursor_row(settings);
        let to = if let Some(next) = self.lines_from(ordinal, start, 2, settings).get(1) {
            RowPlace { ordinal, start: next.start, below: 0 }
        } else if self.scroll_tall_notes(ordinal, settings) {
            return true;
        } else if ordinal < self.last() {
            RowPlace { ordinal: ordinal + 1, ..RowPlace::default() }
        } else {
            self.show_end(settings);
            return false;
        };
        self.land(to);
        self.keep_in_view(settings);
        true
    }

    fn line_up(&mut self, settings: &Settings) -> bool {
        let cursor = self.cursor_row(settings);
        let top = self.top_row(settings);
        if self.is_in_tall_notes(cursor, top) {
            let above = self.walk(top, -1, settings);
            self.set_top(above);
            return true;
        }
        let RowPlace { ordinal, start, .. } = cursor;
        let to = if let Some(before) = self.lines_before(ordinal, start, 1, settings).last() {
            RowPlace { ordinal, start: before.start, below: 0 }
        } else if ordinal > 0 {
            let to = self.last_row(ordinal - 1, settings);
            let end = self.notes_end(ordinal - 1, settings);
            if self.has_tall_notes(ordinal - 1) && end < top {
                self.set_top(end);
            }
            to
        } else {
            return false;
        };
        self.land(to);
        self.keep_in_view(settings);
        true
    }

    /// Scrolls by a row while the end of a paragraph's notes is below the screen, where they are as tall as it.
    fn scroll_tall_notes(&mut self, ordinal: usize, settings: &Settings) -> bool {
        if !self.has_tall_notes(ordinal) {
            return false;
        }
        let top = self.top_row(settings);
        let end = self.notes_end(ordinal, settings);
        if end < top || self.is_seen(end, settings) {
            return false;
        }
        let below = self.walk(top, 1, settings);
        self.set_top(below);
        true
    }

    /// Whether a paragraph's notes leave no room for its text beside the lines around it.
    fn has_tall_notes(&self, ordinal: usize) -> bool {
        self.inline_notes(ordinal) + self.around() + self.gap_rows() + 2 >= self.height()
    }

    /// Whether the screen begins in the tall notes below the reader's line.
    pub(super) fn is_in_tall_notes(&self, cursor: RowPlace, top: RowPlace) -> bool {
        let is_below = top.below > 0 && RowPlace { below: 0, ..top } == cursor;
        is_below && self.has_tall_notes(cursor.ordinal) && self.is_note(top)
    }

    /// Puts the reader's line on a row's line of text; when that is above the screen, on the next one that stands well
    /// on it.
    fn land_in_sight(&mut self, to: RowPlace, below: usize, settings: &Settings) {
        let top = self.top_row(settings);
        let next = RowPlace { ordinal: to.ordinal + 1, ..RowPlace::default() };
        let is_above = RowPlace { below: 0, ..to } < top && to.ordinal < self.last();
        let room = self.height().saturating_sub(1 + below);
        let is_seen = is_above && self.distance(top, next, room, settings).is_some();
        self.land(if is_seen { next } else { to });
    }

    /// Shows what stands below the last line of text.
    fn show_end(&mut self, settings: &Settings) {
        let top = self.last_top(settings).max(self.top_row(settings));
        self.set_top(top);
    }

    /// Moves the focus by paragraphs.
    pub fn by_blocks(&mut self, by: isize, settings: &Settings) {
        let to = self.cursor.ordinal.saturating_add_signed(by).min(self.last());
        let to = if by < 0 && self.cursor_row(settings).start > 0 && to < self.cursor.ordinal {
            // Up from inside a paragraph goes to its own first line.
            (to + 1).min(self.cursor.ordinal)
        } else {
            to
        };
        self.go(Place { ordinal: to, byte: 0 }, settings);
    }

    /// Moves the screen and the reader's line by this many rows, keeping the line's place on the screen.
    pub fn by_rows(&mut self, by: isize, settings: &Settings) {
        let top = self.top_row(settings);
        let cursor = self.cursor_row(settings);
        let to = self.walk(top, by, settings);
        let to = self.within(to, settings);
        if to == top {
            // Nothing left to scroll: the line itself goes to the end.
            let to = self.walk(cursor.max(top), by, settings);
            self.land_in_sight(to, 0, settings);
            return;
        }
        let below = self.distance(top, cursor, self.height(), settings).unwrap_or(self.around());
        self.set_top(to);
        let line = self.walk(to, below.cast_signed(), settings);
        self.land_in_sight(line, self.around(), settings);
        self.keep_in_view(settings);
    }

    /// Moves the screen alone, as the wheel does; the reader's line stays where it can be seen.
    pub fn wheel(&mut self, by: isize, settings: &Settings) {
        let top = self.top_row(settings);
        let to = self.walk(top, by, settings);
        let to = self.within(to, settings);
        self.set_top(to);
        let cursor = self.cursor_row(settings);
        let last = self.walk(to, self.height().saturating_sub(1).cast_signed(), settings);
        if cursor < to {
            self.land_in_sight(to, 0, settings);
        } else if cursor > last {
            self.land(last);
        }
    }

    /// Goes to a place; scrolls only when it is not on the screen.
    pub fn go(&mut self, to: Place, settings: &Settings) {
        let ordinal = to.ordinal.min(self.last());
        let start = self.line_at(ordinal, to.byte, settings).map_or(0, |line| line.start);
        self.land(RowPlace { ordinal, start, below: 0 });
        let (top, room) = (self.top_row(settings), self.height().saturating_sub(1));
        let cursor = self.cursor_row(settings);
        if self.distance(top, cursor, 2 * room + 1, settings).is_none() {
            self.show_cursor_at(self.height() / 3, settings);
        } else {
            self.keep_whole(settings);
        }
    }

    /// Has the focused paragraph whole on the screen when it fits.
    fn keep_whole(&mut self, settings: &Settings) {
        self.keep_in_view(settings);
        let ordinal = self.cursor.ordinal;
        let room = self.height().saturating_sub(1);
        if self.count_lines(ordinal, settings) >= room {
            return;
        }
        let (top, end) = (self.top_row(settings), self.last_row(ordinal, settings));
        if self.distance(top, end, room, settings).is_none() {
            let top = self.walk(end, -room.cast_signed(), settings);
            self.set_top(top);
        }
    }

    /// Goes to the last line.
    pub fn go_bottom(&mut self, settings: &Settings) {
        let end = self.last_row(self.last(), settings);
        self.land(end);
        self.show_end(settings);
    }
}
