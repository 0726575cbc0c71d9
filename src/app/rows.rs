//! Rows of the article's pane: laid out from the top's byte, only those that are on the screen.
//!
//! A row is named by its line's first byte, never by its number: nothing above the screen is laid out.

use super::geometry::Shape;
use super::lines::BlockLines;
use super::reading::{Place, Reading, Row, RowKind, TextLine};
use super::settings::Settings;
use crate::text::{Line, first_indent};
use crate::words::BlockKind;

/// A row, in the order of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct RowPlace {
    /// The block.
    pub(super) ordinal: usize,
    /// The first byte of the line; of the last one for a row below the text.
    pub(super) start: usize,
    /// Rows below the last line.
    pub(super) below: usize,
}

/// What the rows depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct View {
    measure: usize,
    height: usize,
    note_cells: usize,
    inline_notes: bool,
    gap_rows: usize,
}

/// Blocks whose layout is kept.
const KEPT_BLOCKS: usize = 600;

impl Reading {
    /// Brings the rows up to date with the screen's shape; keeps the top visible byte.
    pub fn lay_out(&mut self, shape: &Shape, settings: &Settings) {
        let margin = shape.margin.map(|area| usize::from(area.width));
        let measure = usize::from(shape.text.width);
        let view = View {
            measure,
            height: usize::from(shape.text.height),
            note_cells: margin.unwrap_or(measure.saturating_sub(4)),
            inline_notes: margin.is_none(),
            gap_rows: settings.gap_rows,
        };
        if view.measure != self.view.measure {
            self.texts.retain(|_, lines| lines.remeasure(measure));
        }
        if view != self.view {
            self.notes.clear();
        }
        let first = self.view == View::default();
        let resized = view.height != self.view.height || view.measure != self.view.measure;
        self.view = view;
        self.forget_far();
        if first {
            self.show_cursor_at(view.height / 3, settings);
        } else if resized || self.top_below > 0 && self.is_lost(settings) {
            self.keep_in_view(settings);
        }
        self.fill(settings);
    }

    /// Drops layouts far from the screen when there are many.
    fn forget_far(&mut self) {
        let (at, top) = (self.cursor.ordinal, self.top.ordinal);
        if self.texts.len() > KEPT_BLOCKS {
            self.texts.retain(|ordinal, _| ordinal.abs_diff(at) < 100 || ordinal.abs_diff(top) < 100);
        }
        if self.notes.len() > KEPT_BLOCKS {
            self.notes.clear();
        }
        if self.spans.len() > KEPT_BLOCKS {
            self.spans.clear();
        }
    }

    /// Lays out what is needed of one block when that was not done yet.
    pub(super) fn ensure(&mut self, ordinal: usize, settings: &Settings) {
        if !self.texts.contains_key(&ordinal) {
            let text = self.article.block_text(ordinal).unwrap_or_default();
            let indent = match self.article.blocks.get(ordinal).map(|block| block.kind) {
                Some(BlockKind::Body) => first_indent(self.view.measure),
                Some(BlockKind::Head | BlockKind::Subhead | BlockKind::Caption) | None => 0,
            };
            self.texts.insert(ordinal, BlockLines::new(text, self.view.measure, indent, settings));
        }
        if !self.notes.contains_key(&ordinal) {
            let lines =
                super::notes::lines(self, ordinal, self.view.note_cells, self.view.inline_notes, settings);
            self.notes.insert(ordinal, lines);
        }
        if !self.spans.contains_key(&ordinal) && self.by_block.contains_key(&ordinal) {
            let chars: Vec<(usize, usize)> =
                self.marks_on(ordinal).filter_map(|placed| placed.span).collect();
            let text = self.article.block_text(ordinal).unwrap_or_default();
            self.spans.insert(ordinal, super::find::bytes_of(text, &chars));
        }
    }

    /// Looks at a block's text and lines together.
    fn with_lines<T>(
        &mut self,
        ordinal: usize,
        settings: &Settings,
        look: impl FnOnce(&mut BlockLines, &str) -> T,
    ) -> Option<T> {
        self.ensure(ordinal, settings);
        let text = self.article.block_text(ordinal).unwrap_or_default();
        self.texts.get_mut(&ordinal).map(|lines| look(lines, text))
    }

    /// The line of a block that holds a byte; the last one for bytes past the end.
    pub(super) fn line_at(&mut self, ordinal: usize, byte: usize, settings: &Settings) -> Option<Line> {
        self.with_lines(ordinal, settings, |lines, text| lines.at(text, byte)).flatten()
    }

    /// Up to `count` lines of a block from a line start on.
    pub(super) fn lines_from(
        &mut self,
        ordinal: usize,
        start: usize,
        count: usize,
        settings: &Settings,
    ) -> Vec<Line> {
        self.with_lines(ordinal, settings, |lines, text| lines.from(text, start, count)).unwrap_or_default()
    }

    /// Up to `count` lines of a block that end where a line starts.
    pub(super) fn lines_before(
        &mut self,
        ordinal: usize,
        start: usize,
        count: usize,
        settings: &Settings,
    ) -> Vec<Line> {
        self.with_lines(ordinal, settings, |lines, text| lines.before(text, start, count)).unwrap_or_default()
    }

    /// How many lines a block has; estimated in one too long to be laid out whole.
    pub(super) fn count_lines(&mut self, ordinal: usize, settings: &Settings) -> usize {
        self.with_lines(ordinal, settings, |lines, text| lines.count(text)).unwrap_or(1)
    }

    /// The row of a block's last line.
    pub(super) fn last_row(&mut self, ordinal: usize, settings: &Settings) -> RowPlace {
        let start = self.line_at(ordinal, usize::MAX, settings).map_or(0, |line| line.start);
        RowPlace { ordinal, start, below: 0 }
    }

    /// The rows below the text of a block: byline, notes, gap.
    pub(super) fn rows_below(&mut self, ordinal: usize, settings: &Settings) -> usize {
        self.ensure(ordinal, settings);
        let byline = usize::from(ordinal == 0);
        byline + self.inline_notes(ordinal) + self.view.gap_rows.max(byline)
    }

    /// Whether notes stand below their paragraphs.
    pub(super) fn shows_inline(&self) -> bool {
        self.view.inline_notes
    }

    /// Rows that a block's notes take below its text.
    pub(super) fn inline_notes(&self, ordinal: usize) -> usize {
        if self.view.inline_notes { self.notes_of(ordinal).len() } else { 0 }
    }

    /// Blank rows between paragraphs.
    pub(super) fn gap_rows(&self) -> usize {
        self.view.gap_rows
    }

    /// The row of a line of a block's notes below its text.
    pub(super) fn note_row(&mut self, ordinal: usize, line: usize, settings: &Settings) -> RowPlace {
        let last = self.last_row(ordinal, settings);
        RowPlace { below: usize::from(ordinal == 0) + 1 + line, ..last }
    }

    /// The last row of a block's notes, or of its text when it has none.
    pub(super) fn notes_end(&mut self, ordinal: usize, settings: &Settings) -> RowPlace {
        self.ensure(ordinal, settings);
        match self.inline_notes(ordinal) {
            0 => self.last_row(ordinal, settings),
            lines => self.note_row(ordinal, lines - 1, settings),
        }
    }

    /// Whether a line of a note stands in a row.
    pub(super) fn is_note(&self, row: RowPlace) -> bool {
        row.below > 0 && matches!(self.kind_below(row.ordinal, row.below), RowKind::Note(_))
    }

    /// Whether the reader's line is above the screen, and not because its notes are being read.
    fn is_lost(&mut self, settings: &Settings) -> bool {
        let (cursor, top) = (self.cursor_row(settings), self.top_row(settings));
        cursor < top && !self.is_in_tall_notes(cursor, top)
    }

    /// What stands in a row below the text, from 1.
    fn kind_below(&self, ordinal: usize, below: usize) -> RowKind {
        let byline = usize::from(ordinal == 0);
        if below <= byline {
            RowKind::Byline
        } else if below <= byline + self.inline_notes(ordinal) {
            RowKind::Note(below - byline - 1)
        } else {
            RowKind::Gap
        }
    }

    /// The top of the screen.
    pub(super) fn top_row(&mut self, settings: &Settings) -> RowPlace {
        let ordinal = self.top.ordinal.min(self.last());
        let byte = self.top.byte;
        let found = self.with_lines(ordinal, settings, |lines, text| {
            lines.at(text, byte).map(|line| (line.start, lines.is_last(text, &line)))
        });
        let (start, is_last) = found.flatten().unwrap_or_default();
        let below = if is_last { self.top_below.min(self.rows_below(ordinal, settings)) } else { 0 };
        RowPlace { ordinal, start, below }
    }

    /// Sets the top of the screen.
    pub(super) fn set_top(&mut self, to: RowPlace) {
        self.top = Place { ordinal: to.ordinal, byte: to.start };
        self.top_below = to.below;
    }

    /// The row of the reader's line.
    pub(super) fn cursor_row(&mut self, settings: &Settings) -> RowPlace {
        let ordinal = self.cursor.ordinal.min(self.last());
        let start = self.line_at(ordinal, self.cursor.byte, settings).map_or(0, |line| line.start);
        RowPlace { ordinal, start, below: 0 }
    }

    /// Cells of a line.
    pub fn measure(&self) -> usize {
        self.view.measure
    }

    /// Rows on the screen.
    pub fn height(&self) -> usize {
        self.view.height.max(1)
    }

    /// Fills the rows from the top.
    fn fill(&mut self, settings: &Settings) {
        let height = self.height();
        let mut at = self.top_row(settings);
        let mut rows = Vec::with_capacity(height);
        while rows.len() < height {
            let ordinal = at.ordinal;
            if at.below == 0 {
                let wanted = height - rows.len();
                let lines = self.with_lines(ordinal, settings, |lines, text| {
                    let shown = lines.from(text, at.start, wanted);
                    let first = shown.first().map_or(0, |line| lines.nth(line));
                    let each = shown.into_iter().enumerate();
                    each.map(|(nth, line)| TextLine {
                        line,
                        nth: first + nth,
                        is_last: lines.is_last(text, &line),
                    })
                    .collect::<Vec<_>>()
                });
                rows.extend(
                    lines
                        .unwrap_or_default()
                        .into_iter()
                        .map(|line| Row { ordinal, kind: RowKind::Text(line) }),
                );
            }
            for below in at.below.max(1)..=self.rows_below(ordinal, settings) {
                if rows.len() < height {
                    rows.push(Row { ordinal, kind: self.kind_below(ordinal, below) });
                }
            }
            if ordinal >= self.last() {
                break;
            }
            at = RowPlace { ordinal: ordinal + 1, ..RowPlace::default() };
        }
        self.rows = rows;
    }
}

#[cfg(test)]
mod tests;
