//! Places that something under way is about, kept by their words: they are found again when the article changes outside.

use super::App;
use super::event::Draft;
use super::overlay::{Answer, NoteBox, Overlay, PickKind};
use super::reading::{self, Reading, Selection};
use super::selection::Target;
use crate::anchor::{Index, Standing};
use crate::messages::reader as say;
use crate::words::{Article, Place, Placement};

/// A place of an article as its reader saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// Its words and what stood around them, as a mark remembers them.
    pub place: Place,
    /// Where that is in the text as it is now; where it was last, when it is nowhere.
    pub target: Target,
    /// Whether it is nowhere in the text as it is now, or nobody can tell where.
    pub is_lost: bool,
}

impl Pin {
    /// Keeps a place of the text as it is now.
    pub fn new(article: &Article, target: Target) -> Self {
        let place = crate::anchor::quote(article, target.ordinal, target.span);
        Self { place, target, is_lost: false }
    }

    /// A place as it was kept; [`Pin::follow`] finds it.
    pub fn kept(place: Place) -> Self {
        let target = Target { ordinal: place.para, span: place.span };
        Self { place, target, is_lost: false }
    }

    /// Finds it in a text. A paragraph that was changed keeps the old words, so that the mark made here waits for a word
    /// as any mark on it does; one that stands as it stood is kept by its place of now.
    pub fn follow(&mut self, index: &Index) {
        let Standing { placement, ordinal, span } = index.stand(&self.place);
        self.is_lost = ordinal.is_none();
        let Some(ordinal) = ordinal else { return };
        self.target = Target { ordinal, span };
        if matches!(placement, Placement::Exact | Placement::Moved)
            && span.is_some() == self.place.span.is_some()
        {
            self.place = index.quote(ordinal, span);
        }
    }
}

impl NoteBox {
    /// Finds its places in a text.
    fn follow(&mut self, index: &Index) {
        self.pins.iter_mut().for_each(|pin| pin.follow(index));
    }

    /// Whether a place it is about is nowhere in the text as it is now.
    pub fn is_lost(&self) -> bool {
        self.pins.iter().any(|pin| pin.is_lost)
    }

    /// What the first place is, in the text as it is now.
    pub fn target(&self) -> Target {
        self.pins.first().map_or(Target { ordinal: 0, span: None }, |pin| pin.target)
    }
}

impl Draft {
    /// Its places in a text.
    pub(super) fn pins(&self, article: &Article) -> Vec<Pin> {
        if self.places.is_empty() {
            // A draft of an older version knows nothing but a number.
            return vec![Pin::new(article, Target { ordinal: self.ordinal, span: self.span })];
        }
        let index = Index::new(article);
        let mut pins: Vec<Pin> = self.places.iter().cloned().map(Pin::kept).collect();
        for pin in &mut pins {
            pin.follow(&index);
        }
        pins
    }
}

impl Reading {
    /// Where a block of the text so far is in another one; `None` when it is gone.
    fn follow(&self, index: &Index, ordinal: usize) -> Option<usize> {
        let standing = index.stand(&crate::anchor::quote(&self.article, ordinal, None));
        // For the eye the likeliest is good enough; marks are stricter.
        standing.ordinal.or_else(|| index.nearest_twin(self.article.block_text(ordinal)?, ordinal))
    }

    /// The paragraph that was lost in a version before, as when a file is being written piece by piece, unless its reader
    /// went elsewhere meanwhile.
    fn found_again(&mut self, index: &Index) -> Option<reading::Place> {
        let (mut pin, went) = self.astray.take()?;
        pin.follow(index);
        if pin.is_lost {
            self.astray = Some((pin, went));
            return None;
        }
        let stayed = self.cursor.ordinal == went.ordinal.min(self.last());
        stayed.then_some(reading::Place { ordinal: pin.target.ordinal, byte: went.byte })
    }

    /// Takes a new version of the text: the reader's line and what is chosen stay with their words. False when they
    /// are gone.
    pub(super) fn follow_into(&mut self, article: &Article) -> bool {
        // The whole of an article begins with its beginning.
        if self.article.is_beginning {
            return true;
        }
        let index = Index::new(article);
        let (old, text) =
            (self.cursor.ordinal, self.article.block_text(self.cursor.ordinal).map(str::to_owned));
        let selection = self.selection.take();
        if let Some(found) = self.found_again(&index) {
            self.cursor = found;
            self.top = found;
            return true;
        }
        let Some(found) = self.follow(&index, old) else {
            let pin = Pin::new(&self.article, Target { ordinal: old, span: None });
            self.astray = Some((pin, self.cursor));
            return false;
        };
        let shift = found.cast_signed() - old.cast_signed();
        self.top.ordinal = self.top.ordinal.saturating_add_signed(shift);
        self.cursor.ordinal = found;
        let is_same = text.as_deref() == article.block_text(found);
        if !is_same {
            self.cursor.byte =
                article.block_text(found).map_or(0, |text| text.floor_char_boundary(self.cursor.byte));
        }
        self.selection = match selection {
            Some(Selection::Span { .. }) if !is_same => None,
            Some(Selection::Blocks { anchor }) => {
                let between = anchor.abs_diff(old);
                let anchor = self.follow(&index, anchor);
                // With a paragraph more or less between them it is another choice.
                anchor.filter(|at| at.abs_diff(found) == between).map(|anchor| Selection::Blocks { anchor })
            }
            other => other,
        };
        selection.is_some() == self.selection.is_some()
    }
}

impl App {
    /// What was chosen or asked about the open article, after its text changed: notes stay with their places, questions
    /// about the text that was go. `is_there` says whether the reader's line and the choice still have their words.
    pub(super) fn follow_text(&mut self, is_there: bool) {
        let Some(reading) = &self.reading else { return };
        let index = Index::new(&reading.article);
        let id = reading.article.id.clone();
        for note in self.overlays.iter_mut().filter_map(Overlay::note_mut).filter(|note| note.article == id) {
            note.follow(&index);
        }
        let is_void = |overlay: &Overlay| match overlay {
            Overlay::Ask(ask) => {
                ask.answers.iter().any(|(_, answer)| matches!(answer, Answer::TagHits(..) | Answer::Sign(_)))
            }
            Overlay::Pick(pick) => !is_there && matches!(pick.kind, PickKind::TagPick | PickKind::TagEdit),
            Overlay::Note(_)
            | Overlay::Line(_)
            | Overlay::Page(_)
            | Overlay::Choice(_)
            | Overlay::Stats(_)
            | Overlay::Palette(_)
            | Overlay::Help(_)
            | Overlay::Doubts(_)
            | Overlay::Relink(_) => false,
        };
        let before = self.overlays.len();
        self.overlays.retain(|overlay| !is_void(overlay));
        let lang = self.settings.lang;
        if self.overlays.iter().filter_map(Overlay::note).any(NoteBox::is_lost) {
            self.notice(say::note_place_lost(lang));
        } else if before > self.overlays.len() {
            self.decline(say::text_changed_ask_again(lang));
        } else if !is_there {
            self.decline(say::focus_lost(lang));
        }
    }
}
