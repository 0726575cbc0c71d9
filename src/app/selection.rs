//! What is chosen in the article: a span of characters or several blocks; and what was read.

use unicode_segmentation::UnicodeSegmentation;

use super::lines;
use super::reading::{Place, Reading, Selection};
use super::settings::Settings;
use crate::text::Line;
use crate::words::{Action, Placed, Status};

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
        let text = self.article.block_text(self.cursor.ordinal)?;
        Some((anchor.min(caret), lines::step(text, anchor.max(caret), true)))
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

    /// Moves the end of the selection as a caret action says.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other action is none of a caret's")]
    pub fn caret_act(&mut self, action: &Action, settings: &Settings) {
        if let Some(Selection::Blocks { .. }) = self.selection {
            match action {
                Action::CaretDown => self.by_blocks(1, settings),
                Action::CaretUp => self.by_blocks(-1, settings),
                _other => {}
            }
            return;
        }
        let Some(Selection::Span { anchor, caret }) = self.selection else { return };
        let ordinal = self.cursor.ordinal;
        let Some(line) = self.line_at(ordinal, caret, settings) else { return };
        let below = self.lines_from(ordinal, line.start, 2, settings).get(1).copied();
        let above = self.lines_before(ordinal, line.start, 1, settings).last().copied();
        let text = self.article.block_text(ordinal).unwrap_or_default();
        let widths = &settings.widths;
        let at_cell = |to: Option<Line>| {
            let cell = lines::cell_of(text, &line, caret, widths);
            lines::byte_at(text, &to.unwrap_or(line), cell, widths)
        };
        let to = match action {
            Action::CaretLeft => lines::step(text, caret, false),
            Action::CaretRight => lines::step(text, caret, true),
            Action::CaretDown => at_cell(below),
            Action::CaretUp => at_cell(above),
            Action::CaretWordRight => word(text, caret, true),
            Action::CaretWordLeft => word(text, caret, false),
            Action::CaretHome => line.text_start,
            Action::CaretEnd => lines::byte_at(text, &line, usize::MAX, widths),
            _other => caret,
        };
        if to < text.len() {
            self.cursor.byte = to;
            self.selection = Some(Selection::Span { anchor, caret: to });
            self.keep_in_view(settings);
        }
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
        self.seen.has_block(&self.article, ordinal)
    }

    /// How many of the paragraphs that count the annotator has read.
    pub fn read_blocks(&self) -> usize {
        let counted = self.article.counted();
        if self.article.text.len() > COUNTED_BYTES && !self.seen.is_whole() {
            // Not while somebody waits: at most a few that were changed since are counted along.
            return self.seen.one_by_one().min(counted.len());
        }
        if let Some(count) = self.read_count.get() {
            return count;
        }
        let count = self.seen.count(&self.article, counted);
        self.read_count.set(Some(count));
        count
    }
}

/// The start of the word after a byte, or of the one before it: by UAX #29, a run of Han by its characters' words.
fn word(text: &str, byte: usize, forward: bool) -> usize {
    // In a very long paragraph only what stands near is looked at.
    let from = text.floor_char_boundary(byte.saturating_sub(WORD_BYTES));
    let near = text.get(from..text.floor_char_boundary(byte.saturating_add(WORD_BYTES))).unwrap_or_default();
    let words = near.split_word_bound_indices().filter(|(_, word)| !word.trim().is_empty());
    let mut starts = words.map(|(at, _)| from + at);
    if forward {
        starts.find(|at| *at > byte).unwrap_or(byte)
    } else {
        starts.take_while(|at| *at < byte).last().unwrap_or(0)
    }
}

/// Up to this length of the article its read paragraphs are counted one by one.
const COUNTED_BYTES: usize = 1024 * 1024;
/// How far a word is looked for.
const WORD_BYTES: usize = 32 * 1024;
