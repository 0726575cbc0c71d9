//! An input on the screen: rows by the article's own layout, the caret's cell, moving by rows, the window.

use std::ops::Range;

use super::{Frame, Input};
use crate::text::{Clean, Level, Widths, cells, clusters, layout, prepare};

/// One row of an input as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputRow {
    /// The bytes of the text that it holds, line end left out.
    pub bytes: Range<usize>,
    /// What is drawn.
    pub drawn: Clean<'static>,
}

/// What of an input is to be seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputView {
    /// The rows shown, from the top.
    pub rows: Vec<InputRow>,
    /// The caret's column and row within the frame, in cells.
    pub caret: (usize, usize),
    /// Rows hidden above.
    pub above: usize,
    /// Rows hidden below.
    pub below: usize,
}

/// One row as laid out: bytes of the text, blanks that hang at its end among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    start: usize,
    end: usize,
    /// Before the blanks that hang.
    text_end: usize,
    /// Whether the next row goes on with the same written line.
    soft: bool,
}

impl Input {
    /// Tells the room there is; called after every change: the window follows the caret.
    pub fn fit(&mut self, width_cells: usize, height_rows: usize, widths: &Widths) {
        let frame =
            Frame { width_cells: width_cells.max(1), height_rows: height_rows.max(1), widths: *widths };
        self.frame = frame;
        self.settle();
    }

    /// How many rows the whole text takes at a width, the caret's own row among them.
    pub fn rows_at(&self, width_cells: usize, widths: &Widths) -> usize {
        let frame = Frame { width_cells: width_cells.max(1), widths: *widths, ..self.frame };
        let rows = self.rows(&frame);
        rows.len().max(self.caret_cell(&rows, &frame).1 + 1)
    }

    /// What is to be seen in the room told by [`Input::fit`].
    pub fn view(&self) -> InputView {
        let frame = &self.frame;
        let rows = self.rows(frame);
        let (x, y) = self.caret_cell(&rows, frame);
        let (count, top) = (rows.len().max(y + 1), self.top_for(rows.len(), y));
        let shown = rows.iter().skip(top).take(frame.height_rows).map(|row| {
            let words = self.text.get(row.start..row.text_end).unwrap_or("");
            InputRow { bytes: row.start..row.end, drawn: Clean::new(words).into_owned() }
        });
        InputView {
            rows: shown.collect(),
            caret: (x, y.saturating_sub(top)),
            above: top,
            below: count.saturating_sub(top + frame.height_rows),
        }
    }

    /// Puts the caret where somebody clicked: a column and a row within the frame, in cells.
    pub fn click(&mut self, column: usize, row: usize) {
        let rows = self.rows(&self.frame);
        let row = (self.top + row).min(rows.len().saturating_sub(1));
        self.put_in_row(&rows, row, column);
        self.goal_cells = None;
    }

    /// Scrolls as little as it takes to show the caret.
    fn settle(&mut self) {
        let rows = self.rows(&self.frame);
        let (_, y) = self.caret_cell(&rows, &self.frame);
        self.top = self.top_for(rows.len(), y);
    }

    /// The first row shown of so many, the caret being in row `y`.
    fn top_for(&self, rows: usize, y: usize) -> usize {
        let (count, height) = (rows.max(y + 1), self.frame.height_rows);
        let lowest = (y + 1).saturating_sub(height);
        self.top.clamp(lowest, y).min(count.saturating_sub(height).max(lowest))
    }

    /// Moves by rows, aiming for the same cell all the way.
    pub(super) fn go_rows(&mut self, by: isize) {
        let rows = self.rows(&self.frame);
        let (x, y) = self.caret_cell(&rows, &self.frame);
        let goal = self.goal_cells.unwrap_or(x);
        let row = y.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        if row != y {
            self.put_in_row(&rows, row, goal);
        }
        self.goal_cells = Some(goal);
    }

    /// To the start of the row; from there to the start of the written line.
    pub(super) fn go_home(&mut self) {
        let rows = self.rows(&self.frame);
        let row = self.row_of_caret(&rows);
        let start = rows.get(row).map_or(0, |row| row.start);
        let line = self.before_caret().rfind('\n').map_or(0, |end| end + 1);
        self.go(if start == self.caret { line } else { start });
    }

    /// To the end of the row; from there to the end of the written line.
    pub(super) fn go_end(&mut self) {
        let rows = self.rows(&self.frame);
        let Some(row) = rows.get(self.row_of_caret(&rows)) else { return };
        let at_end = self.caret == row.end && (self.upstream || !row.soft);
        if at_end {
            let rest = self.text.get(self.caret..).unwrap_or("");
            self.go(rest.find('\n').map_or(self.text.len(), |length| self.caret + length));
        } else {
            self.go(row.end);
            self.upstream = row.soft;
        }
    }

    fn put_in_row(&mut self, rows: &[Row], index: usize, goal_cells: usize) {
        let Some(row) = rows.get(index) else { return };
        let words = self.text.get(row.start..row.end).unwrap_or("");
        let mut x = 0;
        for (start, cluster) in clusters(words) {
            let width = cells(cluster, &self.frame.widths);
            if x + width > goal_cells {
                self.caret = row.start + start;
                self.upstream = false;
                return;
            }
            x += width;
        }
        self.caret = row.end;
        self.upstream = row.soft;
    }

    /// The row that holds the caret.
    fn row_of_caret(&self, rows: &[Row]) -> usize {
        let after = rows.partition_point(|row| row.start <= self.caret);
        let row = after.saturating_sub(1);
        let begins = rows.get(row).is_some_and(|row| row.start == self.caret);
        let wrapped = row > 0 && rows.get(row - 1).is_some_and(|row| row.soft);
        if self.upstream && begins && wrapped { row - 1 } else { row }
    }

    /// The caret's cell, from the first row; always inside the frame's width. Behind a full row that ends its
    /// line it stands at the start of a row of its own, where the next character will be.
    fn caret_cell(&self, rows: &[Row], frame: &Frame) -> (usize, usize) {
        let y = self.row_of_caret(rows);
        let Some(row) = rows.get(y) else { return (0, 0) };
        let x = cells(self.text.get(row.start..self.caret).unwrap_or(""), &frame.widths);
        if x < frame.width_cells {
            (x, y)
        } else if self.caret == row.end && !row.soft && self.caret == self.text.len() {
            (0, y + 1)
        } else {
            (frame.width_cells - 1, y)
        }
    }

    fn rows(&self, frame: &Frame) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut start = 0;
        // In an input of one line the caret's cell is kept free: its words never give way to an empty row.
        let measure = if self.many_lines { frame.width_cells } else { (frame.width_cells - 1).max(1) };
        for written in self.text.split('\n') {
            let prepared = prepare(written, &frame.widths, Level::Gb).keeping_leading_spaces();
            let lines = layout(&prepared, measure, 0);
            let count = lines.len();
            rows.extend(lines.iter().enumerate().map(|(index, line)| Row {
                start: start + line.start,
                end: start + line.end,
                text_end: start + line.text_end,
                soft: index + 1 < count,
            }));
            start += written.len() + 1;
        }
        rows
    }
}
