//! The open article: its text, its marks, the reader's line, and the rows that are on the screen.
//!
//! A place is a block and a byte, never a row: what is seen at a width is computed from it.

use std::cell::Cell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::event::Marks;
use super::geometry::Shape;
use super::laid::Laid;
use super::settings::Settings;
use crate::words::{Annotations, Article, BlockKind, MarkId, Placed, Problem};

/// A block and a byte of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The block.
    pub ordinal: usize,
    /// The byte of its source.
    pub byte: usize,
}

/// What is chosen in the article, besides the focused paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Characters of one block: from the first byte to the last cluster's first byte, in either order.
    Span {
        /// Where it began.
        anchor: usize,
        /// Where the caret is.
        caret: usize,
    },
    /// Several blocks, from this one to the focused one.
    Blocks {
        /// Where it began.
        anchor: usize,
    },
}

/// A row of the article's pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The block it belongs to.
    pub ordinal: usize,
    /// What stands in it.
    pub kind: RowKind,
}

/// What a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A line of the block.
    Text(usize),
    /// Date, paper and names, below the head.
    Byline,
    /// A line of the notes below the block.
    Note(usize),
    /// Nothing.
    Gap,
}

/// A line of a note, inline or in the margin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteLine {
    /// The mark in `Reading::placed`.
    pub mark: usize,
    /// Its words.
    pub text: String,
    /// What part of the note it is.
    pub part: NotePart,
}

/// The parts of a note on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotePart {
    /// The tags' full names.
    Tags,
    /// The note's words.
    Words,
    /// Who wrote it and when; how it was placed.
    Sign,
}

/// The open article.
#[derive(Debug)]
pub struct Reading {
    /// Its text.
    pub article: Arc<Article>,
    /// The annotator's own file.
    pub own: Annotations,
    /// Everybody's marks with their places.
    pub placed: Vec<Placed>,
    /// What could not be read of the marks.
    pub problems: Vec<Problem>,
    /// Why nothing may be written, when so.
    pub read_only: Option<String>,
    /// Marks that are shown but not on disk.
    pub unsaved: HashSet<MarkId>,
    /// The reader's line: the block that has the focus, and the line's first byte.
    pub cursor: Place,
    /// What is chosen besides.
    pub selection: Option<Selection>,
    /// The rows on the screen, from the top.
    pub rows: Vec<Row>,
    top: Place,
    /// Rows past the last text line of the top block.
    top_extra: usize,
    pub(super) by_block: BTreeMap<usize, Vec<usize>>,
    texts: HashMap<usize, Laid>,
    pub(super) notes: HashMap<usize, Vec<NoteLine>>,
    /// How many paragraphs were marked read when the read blocks were counted last, and the count.
    pub(super) read_count: Cell<Option<(usize, usize)>>,
    view: View,
}

/// What the rows depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct View {
    measure: usize,
    height: usize,
    note_cells: usize,
    inline_notes: bool,
    gap_rows: usize,
}

/// Blocks whose layout is kept.
const KEPT_BLOCKS: usize = 600;

impl Reading {
    /// Opens an article at a place.
    pub fn open(article: Arc<Article>, marks: Marks, at: Place) -> Self {
        let mut reading = Self {
            article,
            own: marks.own,
            placed: Vec::new(),
            problems: marks.problems,
            read_only: marks.read_only,
            unsaved: HashSet::new(),
            cursor: at,
            selection: None,
            rows: Vec::new(),
            top: at,
            top_extra: 0,
            by_block: BTreeMap::new(),
            texts: HashMap::new(),
            notes: HashMap::new(),
            read_count: Cell::new(None),
            view: View::default(),
        };
        reading.placed = marks.placed;
        reading.cursor.ordinal = at.ordinal.min(reading.last());
        reading.index_marks();
        reading
    }

    /// Takes the marks as they are on disk now.
    pub fn take_marks(&mut self, marks: Marks) {
        self.own = marks.own;
        self.placed = marks.placed;
        self.problems = marks.problems;
        self.read_only = marks.read_only;
        self.unsaved.clear();
        self.index_marks();
    }

    /// Takes a new version of the text; the reader's line stays with its words where they are still there.
    pub fn take_article(&mut self, article: Arc<Article>) {
        let words = self.article.block_text(self.cursor.ordinal).map(str::to_owned);
        let same = |at: usize| article.block_text(at) == words.as_deref();
        if !same(self.cursor.ordinal)
            && let Some(found) = (0..article.blocks.len()).find(|at| same(*at))
        {
            let shift = found.cast_signed() - self.cursor.ordinal.cast_signed();
            self.top.ordinal = self.top.ordinal.saturating_add_signed(shift);
            self.cursor.ordinal = found;
        }
        self.article = article;
        self.cursor.ordinal = self.cursor.ordinal.min(self.last());
        self.top.ordinal = self.top.ordinal.min(self.last());
        self.selection = None;
        self.read_count.set(None);
        self.texts.clear();
        self.notes.clear();
    }

    /// Drops every layout, when the terminal turned out to draw otherwise.
    pub fn forget_layout(&mut self) {
        self.texts.clear();
        self.notes.clear();
    }

    /// The ordinal of the last block.
    pub fn last(&self) -> usize {
        self.article.blocks.len().saturating_sub(1)
    }

    /// How far the end of the screen is into the article, 0 to 100.
    pub fn percent(&self) -> usize {
        let Some(last) = self.rows.iter().rev().find(|row| matches!(row.kind, RowKind::Text(_))) else {
            return 0;
        };
        let RowKind::Text(line) = last.kind else { return 0 };
        let whole = self.article.text.len().max(1);
        let start = self.article.blocks.get(last.ordinal).map_or(0, |block| block.range_bytes.start);
        let Some(laid) = self.texts.get(&last.ordinal) else { return 0 };
        let end = if line + 1 < laid.lines.len() {
            laid.start(line + 1)
        } else {
            self.article.block_text(last.ordinal).map_or(0, str::len)
        };
        ((start + end) * 100 / whole).min(100)
    }

    /// The layout of a block on the screen.
    pub fn laid(&self, ordinal: usize) -> Option<&Laid> {
        self.texts.get(&ordinal)
    }

    /// The lines of the notes of a block on the screen.
    pub fn notes_of(&self, ordinal: usize) -> &[NoteLine] {
        self.notes.get(&ordinal).map_or(&[], Vec::as_slice)
    }

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
            self.texts.clear();
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
        } else if resized {
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
    }

    /// Lays out one block when that was not done yet.
    pub(super) fn ensure(&mut self, ordinal: usize, settings: &Settings) {
        if !self.texts.contains_key(&ordinal) {
            let text = self.article.block_text(ordinal).unwrap_or_default();
            let indent = match self.article.blocks.get(ordinal).map(|block| block.kind) {
                Some(BlockKind::Body) => 4,
                Some(BlockKind::Head | BlockKind::Subhead | BlockKind::Caption) | None => 0,
            };
            let laid = Laid::new(text, self.view.measure, indent, &settings.widths, settings.level);
            self.texts.insert(ordinal, laid);
        }
        if !self.notes.contains_key(&ordinal) {
            let lines =
                super::notes::lines(self, ordinal, self.view.note_cells, self.view.inline_notes, settings);
            self.notes.insert(ordinal, lines);
        }
    }

    /// The rows of one block, its gap included.
    pub(super) fn block_rows(&mut self, ordinal: usize, settings: &Settings) -> usize {
        self.ensure(ordinal, settings);
        self.text_lines(ordinal) + self.after_rows(ordinal)
    }

    fn text_lines(&self, ordinal: usize) -> usize {
        self.texts.get(&ordinal).map_or(1, |laid| laid.lines.len().max(1))
    }

    /// The rows below the text of a block.
    fn after_rows(&self, ordinal: usize) -> usize {
        let byline = usize::from(ordinal == 0);
        let notes = if self.view.inline_notes { self.notes_of(ordinal).len() } else { 0 };
        byline + notes + self.view.gap_rows.max(byline)
    }

    /// What stands in the row of a block.
    fn row_kind(&self, ordinal: usize, row: usize) -> RowKind {
        let lines = self.text_lines(ordinal);
        if row < lines {
            return RowKind::Text(row);
        }
        let after = row - lines;
        let byline = usize::from(ordinal == 0);
        if after < byline {
            return RowKind::Byline;
        }
        let notes = if self.view.inline_notes { self.notes_of(ordinal).len() } else { 0 };
        if after < byline + notes { RowKind::Note(after - byline) } else { RowKind::Gap }
    }

    /// The top of the screen as block and row.
    pub(super) fn top_row(&mut self, settings: &Settings) -> (usize, usize) {
        let ordinal = self.top.ordinal.min(self.last());
        let rows = self.block_rows(ordinal, settings);
        let line = self.texts.get(&ordinal).map_or(0, |laid| laid.line_of(self.top.byte));
        (ordinal, (line + self.top_extra).min(rows.saturating_sub(1)))
    }

    /// Sets the top of the screen by block and row.
    pub(super) fn set_top(&mut self, ordinal: usize, row: usize, settings: &Settings) {
        self.ensure(ordinal, settings);
        let lines = self.text_lines(ordinal);
        let line = row.min(lines.saturating_sub(1));
        let byte = self.texts.get(&ordinal).map_or(0, |laid| laid.start(line));
        self.top = Place { ordinal, byte };
        self.top_extra = row - line;
    }

    /// The reader's line as block and row.
    pub(super) fn cursor_row(&mut self, settings: &Settings) -> (usize, usize) {
        let ordinal = self.cursor.ordinal.min(self.last());
        self.ensure(ordinal, settings);
        (ordinal, self.texts.get(&ordinal).map_or(0, |laid| laid.line_of(self.cursor.byte)))
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
    pub(super) fn fill(&mut self, settings: &Settings) {
        self.rows.clear();
        let (mut ordinal, mut row) = self.top_row(settings);
        while self.rows.len() < self.height() {
            let rows = self.block_rows(ordinal, settings);
            while row < rows && self.rows.len() < self.height() {
                self.rows.push(Row { ordinal, kind: self.row_kind(ordinal, row) });
                row += 1;
            }
            if ordinal >= self.last() {
                break;
            }
            ordinal += 1;
            row = 0;
        }
    }
}
