//! A long article of which only the beginning is here: it is read at once, and what means all of it waits for the rest.

use std::sync::Arc;

use super::event::Marks;
use super::reading::{Place, Reading};
use super::{App, Event};
use crate::keymap::{Code, Key};
use crate::messages::reader as say;
use crate::words::{Action, Annotations, Article, ArticleId};

/// How much text there must be behind the reader's line to move on: more than any screen holds.
const AHEAD_BYTES: usize = 32 << 10;

impl App {
    /// Where an article opens: at a place, or where it was left.
    pub(super) fn place_to_open(&self, id: &ArticleId, at: Option<Place>) -> Place {
        let left = self.memory.places.get(id);
        at.or(left.map(|(ordinal, byte)| Place { ordinal: *ordinal, byte: *byte })).unwrap_or_default()
    }

    /// Puts the beginning of an article on the screen.
    pub(super) fn article_begun(&mut self, article: Arc<Article>) {
        let Some((id, at)) = self.work.opening.as_mut().filter(|(id, _)| *id == article.id) else { return };
        let (id, at) = (id.clone(), at.take());
        let place = self.place_to_open(&id, at);
        let author = self.settings.annotator.clone();
        let own = Annotations::empty(id.clone(), author, self.settings.annotator_name.clone());
        let marks = Marks { own, placed: Vec::new(), problems: Vec::new(), read_only: None, doubt: None };
        self.work.doubt = None;
        self.reading = Some(Reading::open(article, marks, place));
        self.catalogue.choose(&id);
        self.memory.last = Some(id);
    }

    /// Takes what waited for the article, in order, now that it is here.
    pub(super) fn take_waiting(&mut self) {
        let waiting = std::mem::take(&mut self.work.waiting);
        if !waiting.is_empty() {
            self.notices.done();
        }
        for event in waiting {
            self.take(event);
        }
    }

    /// The rest of an article cannot be read: its beginning is no article to work on.
    pub(super) fn give_up_beginning(&mut self, id: &ArticleId) {
        if self.is_beginning() && self.reading.as_ref().is_some_and(|reading| reading.article.id == *id) {
            self.reading = None;
            self.work.waiting.clear();
        }
    }

    /// Whether only the beginning of the open article is here.
    fn is_beginning(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| reading.article.is_beginning)
    }

    /// Keeps an event back that comes behind another that waits; Esc and C-c give up what waits.
    pub(super) fn keeps_back(&mut self, event: &Event) -> bool {
        let is_key_to_stop = |key: &Key| *key == Key::plain(Code::Esc) || key.notation() == "<C-c>";
        let is_input = matches!(
            event,
            Event::Key(_) | Event::Typed(_) | Event::Command(_) | Event::Paste(_) | Event::Pointer(_)
        );
        if !is_input || !self.is_beginning() {
            return false;
        }
        if matches!(event, Event::Key(key) if is_key_to_stop(key)) {
            self.work.waiting.clear();
        }
        // A click means a place of the whole text; the wheel stays within what is there.
        let is_in_order =
            matches!(event, Event::Pointer(pointer) if !pointer.kind.is_wheel() || !self.has_room(0));
        let waits = is_in_order || !self.work.waiting.is_empty();
        if waits {
            self.work.waiting.push(event.clone());
        }
        waits
    }

    /// Keeps an action back that means the whole article while only its beginning is here.
    pub(super) fn waits_for_rest(&mut self, action: &Action) -> bool {
        let waits = self.is_beginning() && !self.may_begin(action);
        if waits {
            self.work.waiting.push(Event::Command(action.clone()));
            self.notice(say::still_read(self.settings.lang));
        }
        waits
    }

    /// Whether an action does the same on the beginning as on the whole.
    fn may_begin(&self, action: &Action) -> bool {
        use Action as A;
        let steps = matches!(action, A::ParagraphNext | A::ParagraphPrevious);
        let moves = matches!(
            action,
            A::LineDown | A::LineUp | A::HalfPageDown | A::HalfPageUp | A::PageDown | A::PageUp
        );
        let elsewhere = matches!(
            action,
            A::GoTop
                | A::PaneNext
                | A::PaneCycle
                | A::PanePrevious
                | A::Open
                | A::Back
                | A::Leave
                | A::Quit
                | A::Interrupt
                | A::Suspend
                | A::ArticleNext
                | A::ArticlePrevious
                | A::ZoneNext
                | A::ZonePrevious
                | A::ListToggle
                | A::FoldToggle
                | A::Help
                | A::Mouse
        );
        elsewhere || (moves && self.has_room(0)) || (steps && self.has_room(1) && !self.trail.sticky)
    }

    /// Whether so many blocks on from the reader's line and the screen's top the cut in the text is still far away.
    fn has_room(&self, blocks: usize) -> bool {
        let Some(reading) = &self.reading else { return false };
        let place = reading.cursor.max(reading.top);
        let byte = if blocks == 0 { place.byte } else { 0 };
        let block = reading.article.blocks.get(place.ordinal + blocks);
        let ahead = |start: usize| reading.article.text.len().saturating_sub(start + byte);
        block.is_some_and(|block| ahead(block.range_bytes.start) >= AHEAD_BYTES)
    }
}
