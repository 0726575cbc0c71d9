//! The open article: its text, its marks, the reader's line, and the rows that are on the screen.
//!
//! A place is a block and a byte, never a row: what is seen at a width is computed from it.

use std::cell::{Cell, OnceCell};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::advising::Remarks;
use super::event::{Doubt, Marks};
use super::lines::{self, BlockLines};
use super::notepane::AtNotes;
use super::pin::Pin;
use super::rows::View;
use crate::query::Seen;
use crate::text::{Line, Widths};
use crate::words::{Annotations, Article, Hash16, MarkId, Placed, Problem};

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
    Text(TextLine),
    /// Date, paper and names, below the head.
    Byline,
    /// A line of the notes below the block.
    Note(usize),
    /// Nothing.
    Gap,
}

/// A line of a block on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLine {
    /// Its bytes and cells.
    pub line: Line,
    /// Which line of the block it is, from 0; estimated far inside a very long one.
    pub nth: usize,
    /// Whether it is the block's last.
    pub is_last: bool,
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
    /// What is wrong with one's own file on the disk, when what is shown is not what it holds.
    pub doubt: Option<Doubt>,
    /// Whether the article's file is there no more, empty, or unreadable: what is shown is what was read last.
    pub is_gone: bool,
    /// Where the reader was when a version of the text came without that paragraph, and where it went meanwhile.
    pub(super) astray: Option<(Pin, Place)>,
    /// Marks that are shown but not on disk.
    pub unsaved: HashSet<MarkId>,
    /// The reader's line: the block that has the focus, and the line's first byte.
    pub cursor: Place,
    /// Which of the focused paragraph's notes is chosen, and how far they are scrolled.
    pub(super) at_notes: AtNotes,
    /// What is chosen besides.
    pub selection: Option<Selection>,
    /// The rows on the screen, from the top.
    pub rows: Vec<Row>,
    pub(super) top: Place,
    /// Rows past the last text line of the top block.
    pub(super) top_below: usize,
    pub(super) by_block: BTreeMap<usize, Vec<usize>>,
    pub(super) texts: HashMap<usize, BlockLines>,
    /// The bytes of the marked spans of blocks.
    pub(super) spans: HashMap<usize, Vec<(usize, usize)>>,
    pub(super) notes: HashMap<usize, Vec<NoteLine>>,
    /// What was read, as one's own file has it.
    pub(super) seen: Seen,
    /// The hash of the text, once it was asked for.
    pub(super) text_hash: OnceCell<Hash16>,
    /// How many paragraphs were read, once they were counted.
    pub(super) read_count: Cell<Option<usize>>,
    pub(super) view: View,
    /// What the program remarks on the text.
    pub(super) remarks: Remarks,
}

impl Reading {
    /// Opens an article at a place.
    pub fn open(article: Arc<Article>, marks: Marks, at: Place) -> Self {
        let mut reading = Self {
            article,
            own: marks.own,
            placed: Vec::new(),
            problems: marks.problems,
            read_only: marks.read_only,
            doubt: marks.doubt,
            is_gone: false,
            astray: None,
            unsaved: HashSet::new(),
            cursor: at,
            at_notes: AtNotes::default(),
            selection: None,
            rows: Vec::new(),
            top: at,
            top_below: 0,
            by_block: BTreeMap::new(),
            texts: HashMap::new(),
            spans: HashMap::new(),
            notes: HashMap::new(),
            seen: Seen::default(),
            text_hash: OnceCell::new(),
            read_count: Cell::new(None),
            view: View::default(),
            remarks: Remarks::default(),
        };
        reading.placed = marks.placed;
        reading.cursor.ordinal = at.ordinal.min(reading.last());
        reading.index_marks();
        reading.count_read();
        reading
    }

    /// The whole of an article of which the beginning was read: the reader's line stays, unless a place was asked for.
    #[must_use]
    pub fn completed(mut self, article: Arc<Article>, marks: Marks, at: Option<Place>) -> Self {
        self.take_article(article);
        self.take_marks(marks);
        if let Some(at) = at {
            (self.cursor, self.top) = (at, at);
        }
        self
    }

    /// Takes the marks as they are on disk now.
    pub fn take_marks(&mut self, marks: Marks) {
        self.own = marks.own;
        self.placed = marks.placed;
        self.problems = marks.problems;
        self.read_only = marks.read_only;
        self.doubt = marks.doubt;
        self.unsaved.clear();
        self.index_marks();
        self.count_read();
    }

    /// Takes a new version of the text; the reader's line and what is chosen stay with their words where they are
    /// still there. False when they are gone.
    pub fn take_article(&mut self, article: Arc<Article>) -> bool {
        let is_there = self.follow_into(&article);
        self.article = article;
        self.forget_advice();
        self.cursor.ordinal = self.cursor.ordinal.min(self.last());
        self.top.ordinal = self.top.ordinal.min(self.last());
        self.text_hash.take();
        self.count_read();
        self.texts.clear();
        self.notes.clear();
        self.spans.clear();
        is_there
    }

    /// Drops every layout, when the terminal turned out to draw otherwise.
    pub fn forget_layout(&mut self) {
        self.texts.clear();
        self.notes.clear();
        self.spans.clear();
    }

    /// The ordinal of the last block.
    pub fn last(&self) -> usize {
        self.article.blocks.len().saturating_sub(1)
    }

    /// How many of the body's paragraphs were read, in per cent; 100 only when all were.
    pub fn percent_read(&self) -> usize {
        let all = self.article.counted().len();
        (self.read_blocks() * 100).checked_div(all).unwrap_or(0).min(100)
    }

    /// The lines of the notes of a block on the screen.
    pub fn notes_of(&self, ordinal: usize) -> &[NoteLine] {
        self.notes.get(&ordinal).map_or(&[], Vec::as_slice)
    }

    /// The bytes of the marked spans of a block on the screen.
    pub fn spans_of(&self, ordinal: usize) -> &[(usize, usize)] {
        self.spans.get(&ordinal).map_or(&[], Vec::as_slice)
    }

    /// Whether the reader's line is this one of a block.
    pub fn is_here(&self, ordinal: usize, line: &TextLine) -> bool {
        let byte = self.cursor.byte;
        let holds = line.line.start <= byte && (byte < line.line.end || line.is_last);
        ordinal == self.cursor.ordinal && holds
    }

    /// The bytes of the reader's line in the focused block, when it is on the screen.
    pub(super) fn line_here(&self) -> Option<(usize, usize)> {
        self.rows.iter().find_map(|row| match row.kind {
            RowKind::Text(line) if self.is_here(row.ordinal, &line) => Some((line.line.start, line.line.end)),
            RowKind::Text(_) | RowKind::Byline | RowKind::Note(_) | RowKind::Gap => None,
        })
    }

    /// The place under a cell of the text area: row from the top, cell from the measure's left.
    pub fn place_at(&self, row: usize, cell: usize, widths: &Widths) -> Option<Place> {
        let ordinal = self.rows.get(row)?.ordinal;
        // Below a paragraph its last line is meant.
        let above = self.rows.iter().take(row + 1).rev().take_while(|row| row.ordinal == ordinal);
        let line = above.into_iter().find_map(|row| match row.kind {
            RowKind::Text(line) => Some(line.line),
            RowKind::Byline | RowKind::Note(_) | RowKind::Gap => None,
        });
        let Some(line) = line else { return Some(self.top) };
        let text = self.article.block_text(ordinal)?;
        let cell = cell.saturating_sub(self.shift(ordinal, &line));
        Some(Place { ordinal, byte: lines::byte_at(text, &line, cell, widths) })
    }

    /// Cells between the measure's left and a line's first text cell.
    pub fn shift(&self, ordinal: usize, line: &Line) -> usize {
        if ordinal == 0 { self.measure().saturating_sub(line.cells) / 2 } else { line.indent }
    }
}
