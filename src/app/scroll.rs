//! Moving through the article: by line, paragraph and page, the screen following the reader's line.

use super::reading::{Place, Reading, Selection};
use super::settings::Settings;

impl Reading {
    /// The row this many rows away, within the article.
    fn walk(&mut self, from: (usize, usize), by: isize, settings: &Settings) -> (usize, usize) {
        let (mut ordinal, mut row) = from;
        let mut left = by.unsigned_abs();
        while left > 0 {
            if by > 0 {
                let below = self.block_rows(ordinal, settings).saturating_sub(row + 1);
                if left <= below {
                    return (ordinal, row + left);
                }
                if ordinal >= self.last() {
                    return (ordinal, row + below);
                }
                left -= below + 1;
                ordinal += 1;
                row = 0;
            } else {
                if left <= row {
                    return (ordinal, row - left);
                }
                if ordinal == 0 {
                    return (0, 0);
                }
                left -= row + 1;
                ordinal -= 1;
                row = self.block_rows(ordinal, settings).saturating_sub(1);
            }
        }
        (ordinal, row)
    }

    /// Rows from one place down to another, at most `limit`; `None` when the second is above or farther.
    fn distance(
        &mut self,
        from: (usize, usize),
        to: (usize, usize),
        limit: usize,
        settings: &Settings,
    ) -> Option<usize> {
        if to < from {
            return None;
        }
        let mut rows = 0;
        for ordinal in from.0..to.0 {
            rows += self.block_rows(ordinal, settings) - if ordinal == from.0 { from.1 } else { 0 };
            if rows > limit {
                return None;
            }
        }
        rows += to.1 - if from.0 == to.0 { from.1 } else { 0 };
        (rows <= limit).then_some(rows)
    }

    /// The topmost place from which the article's end is on the screen.
    fn last_top(&mut self, settings: &Settings) -> (usize, usize) {
        let last = self.last();
        let end = (last, self.block_rows(last, settings).saturating_sub(1));
        let above = self.height().saturating_sub(1);
        self.walk(end, -above.cast_signed(), settings)
    }

    /// Puts the reader's line this many rows below the top.
    pub(super) fn show_cursor_at(&mut self, rows: usize, settings: &Settings) {
        let cursor = self.cursor_row(settings);
        let top = self.walk(cursor, -rows.cast_signed(), settings);
        let end = self.last_top(settings);
        let top = top.min(end);
        self.set_top(top.0, top.1, settings);
    }

    /// Scrolls as little as needed to have the reader's line on the screen, with some lines around it.
    pub(super) fn keep_in_view(&mut self, settings: &Settings) {
        let around = (self.height() / 5).min(4);
        let cursor = self.cursor_row(settings);
        let top = self.top_row(settings);
        let first = self.walk(cursor, -around.cast_signed(), settings);
        if first < top {
            self.set_top(first.0, first.1, settings);
            return;
        }
        let room = self.height().saturating_sub(1 + around);
        if self.distance(top, cursor, room, settings).is_none() {
            let top = self.walk(cursor, -room.cast_signed(), settings);
            let top = top.min(self.last_top(settings)).max(self.top_row(settings));
            self.set_top(top.0, top.1, settings);
        }
    }

    /// Puts the reader's line on a row's nearest line of text.
    fn land(&mut self, to: (usize, usize), settings: &Settings) {
        self.ensure(to.0, settings);
        let Some(laid) = self.laid(to.0) else { return };
        let line = to.1.min(laid.lines.len().saturating_sub(1));
        let byte = laid.start(line);
        self.cursor = Place { ordinal: to.0, byte };
        self.follow_selection();
    }

    /// A span never leaves its block.
    fn follow_selection(&mut self) {
        if let Some(Selection::Span { .. }) = self.selection {
            self.selection = None;
        }
    }

    /// Moves the reader's line by lines of text; gaps and notes are stepped over.
    pub fn by_lines(&mut self, by: isize, settings: &Settings) {
        for _ in 0..by.unsigned_abs() {
            let (ordinal, line) = self.cursor_row(settings);
            let lines = self.laid(ordinal).map_or(1, |laid| laid.lines.len());
            let to = if by > 0 {
                if line + 1 < lines {
                    (ordinal, line + 1)
                } else if ordinal < self.last() {
                    (ordinal + 1, 0)
                } else {
                    self.show_end(settings);
                    return;
                }
            } else if line > 0 {
                (ordinal, line - 1)
            } else if ordinal > 0 {
                (ordinal - 1, usize::MAX)
            } else {
                break;
            };
            self.land(to, settings);
        }
        self.keep_in_view(settings);
    }

    /// Shows what stands below the last line of text.
    fn show_end(&mut self, settings: &Settings) {
        let top = self.last_top(settings).max(self.top_row(settings));
        self.set_top(top.0, top.1, settings);
    }

    /// Moves the focus by paragraphs.
    pub fn by_blocks(&mut self, by: isize, settings: &Settings) {
        let to = self.cursor.ordinal.saturating_add_signed(by).min(self.last());
        let to = if by < 0 && self.cursor_row(settings).1 > 0 && to < self.cursor.ordinal {
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
        let end = self.last_top(settings).max((0, 0));
        let to = self.walk(top, by, settings).min(end);
        if to == top {
            // Nothing left to scroll: the line itself goes to the end.
            let to = self.walk(cursor, by, settings);
            self.land(to, settings);
            return;
        }
        let below = self.distance(top, cursor, self.height(), settings).unwrap_or(0);
        self.set_top(to.0, to.1, settings);
        let line = self.walk(to, below.cast_signed(), settings);
        self.land(line, settings);
        self.keep_in_view(settings);
    }

    /// Moves the screen alone, as the wheel does; the reader's line stays where it can be seen.
    pub fn wheel(&mut self, by: isize, settings: &Settings) {
        let top = self.top_row(settings);
        let end = self.last_top(settings);
        let to = self.walk(top, by, settings).min(end);
        self.set_top(to.0, to.1, settings);
        let cursor = self.cursor_row(settings);
        let last = self.walk(to, self.height().saturating_sub(1).cast_signed(), settings);
        if cursor < to {
            let line = if self.laid(to.0).is_some_and(|laid| to.1 < laid.lines.len()) {
                to
            } else {
                ((to.0 + 1).min(self.last()), 0)
            };
            self.land(line, settings);
        } else if cursor > last {
            self.land(last, settings);
        }
    }

    /// Goes to a place; scrolls only when it is not on the screen.
    pub fn go(&mut self, to: Place, settings: &Settings) {
        let ordinal = to.ordinal.min(self.last());
        self.ensure(ordinal, settings);
        let line = self.laid(ordinal).map_or(0, |laid| laid.line_of(to.byte));
        self.land((ordinal, line), settings);
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
        let cursor = self.cursor_row(settings);
        let lines = self.laid(cursor.0).map_or(1, |laid| laid.lines.len());
        let end = (cursor.0, lines.saturating_sub(1));
        let room = self.height().saturating_sub(1);
        let top = self.top_row(settings);
        if lines < room && self.distance(top, end, room, settings).is_none() {
            let top = self.walk(end, -room.cast_signed(), settings);
            self.set_top(top.0, top.1, settings);
        }
    }

    /// Goes to the last line.
    pub fn go_bottom(&mut self, settings: &Settings) {
        let last = self.last();
        self.land((last, usize::MAX), settings);
        self.show_end(settings);
    }

    /// The place under a cell of the text area: row from the top, cell from the measure's left.
    pub fn place_at(&self, row: usize, cell: usize) -> Option<Place> {
        let row = self.rows.get(row)?;
        let laid = self.laid(row.ordinal)?;
        let line = match row.kind {
            super::reading::RowKind::Text(line) => line,
            super::reading::RowKind::Byline
            | super::reading::RowKind::Note(_)
            | super::reading::RowKind::Gap => laid.lines.len().saturating_sub(1),
        };
        let shift = self.shift(row.ordinal, line);
        let byte = laid.byte_at(line, cell.saturating_sub(shift));
        Some(Place { ordinal: row.ordinal, byte })
    }

    /// Cells between the measure's left and a line's first text cell.
    pub fn shift(&self, ordinal: usize, line: usize) -> usize {
        let Some(row) = self.laid(ordinal).and_then(|laid| laid.lines.get(line)) else { return 0 };
        if ordinal == 0 { self.measure().saturating_sub(row.cells) / 2 } else { row.indent }
    }
}
