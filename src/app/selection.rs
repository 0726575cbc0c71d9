//! What is chosen in the article: a span of characters or several blocks; and what was read.

use std::collections::HashSet;

use super::reading::{Place, Reading, Selection};
use super::settings::Settings;
use crate::words::{Placed, Status};

/// A place to be marked: a block, or characters of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The block.
    pub ordinal: usize,
    /// Characters of it, end exclusive.
    pub span: Option<(usize, usize)>,
}

impl Reading {
    /// What a mark would be about: the selection, or the focused block.
    pub fn targets(&self) -> Vec<Target> {
        let at = self.cursor.ordinal;
        match self.selection {
            None => vec![Target { ordinal: at, span: None }],
            Some(Selection::Blocks { anchor }) => {
                (anchor.min(at)..=anchor.max(at)).map(|ordinal| Target { ordinal, span: None }).collect()
            }
            Some(Selection::Span { .. }) => {
                let text = self.article.block_text(at).unwrap_or_default();
                let chars = |byte: usize| text.get(..byte).map_or(0, |before| before.chars().count());
                let span = self.span_bytes().map(|(start, end)| (chars(start), chars(end)));
                vec![Target { ordinal: at, span }]
            }
        }
    }

    /// The bytes that the selection covers in the focused block.
    pub fn span_bytes(&self) -> Option<(usize, usize)> {
        let Some(Selection::Span { anchor, caret }) = self.selection else { return None };
        let laid = self.laid(self.cursor.ordinal)?;
        Some((anchor.min(caret), laid.step(anchor.max(caret), true)))
    }

    /// Whether a block is chosen with others.
    pub fn is_chosen(&self, ordinal: usize) -> bool {
        match self.selection {
            Some(Selection::Blocks { anchor }) => {
                let at = self.cursor.ordinal;
                (anchor.min(at)..=anchor.max(at)).contains(&ordinal)
            }
            Some(Selection::Span { .. }) | None => false,
        }
    }

    /// Moves a span's caret by one character.
    pub fn caret_step(&mut self, forward: bool, _settings: &Settings) {
        let Some(Selection::Span { anchor, caret }) = self.selection else { return };
        let Some(laid) = self.laid(self.cursor.ordinal) else { return };
        let caret = laid.step(caret, forward);
        let length = self.article.block_text(self.cursor.ordinal).map_or(0, str::len);
        if caret < length {
            self.cursor.byte = caret;
            self.selection = Some(Selection::Span { anchor, caret });
        }
    }

    /// Moves a span's caret by lines, within its block.
    pub fn caret_by_lines(&mut self, by: isize, settings: &Settings) {
        let Some(Selection::Span { anchor, caret }) = self.selection else { return };
        let Some(laid) = self.laid(self.cursor.ordinal) else { return };
        let cell = laid.cell_of(caret);
        let last = laid.lines.len().saturating_sub(1);
        let line = laid.line_of(caret).saturating_add_signed(by).min(last);
        let caret = laid.byte_at(line, cell);
        self.cursor.byte = caret;
        self.selection = Some(Selection::Span { anchor, caret });
        self.keep_in_view(settings);
    }

    /// Begins or moves a span to a place under the mouse.
    pub fn drag(&mut self, from: Place, to: Place) {
        if from.ordinal == to.ordinal {
            self.cursor = to;
            self.selection = Some(Selection::Span { anchor: from.byte, caret: to.byte });
        } else {
            self.cursor = Place { ordinal: to.ordinal, byte: 0 };
            self.selection = Some(Selection::Blocks { anchor: from.ordinal });
        }
    }

    /// All marks but tombstones.
    pub fn shown_marks(&self) -> impl Iterator<Item = &Placed> {
        self.placed.iter().filter(|placed| placed.mark.status != Status::Deleted)
    }

    /// Whether the annotator has read a block.
    pub fn is_read(&self, ordinal: usize) -> bool {
        !self.own.read.is_empty()
            && self
                .article
                .block_text(ordinal)
                .is_some_and(|text| self.own.read.contains_key(&crate::formats::hash(text)))
    }

    /// How many blocks of the body the annotator has read.
    pub fn read_blocks(&self) -> usize {
        if self.own.read.is_empty() {
            return 0;
        }
        let seen: HashSet<_> = self.own.read.keys().copied().collect();
        self.article
            .iter_blocks()
            .skip(1)
            .filter(|(_, _, text)| seen.contains(&crate::formats::hash(text)))
            .count()
    }
}
