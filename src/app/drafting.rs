//! 草稿: kept while a note is typed, offered when one was left behind.

use super::event::Draft;
use super::marking::own_mark;
use super::overlay::{Answer, Overlay};
use super::reading::Place;
use super::{App, Effect};
use crate::messages::reader as say;

/// Milliseconds after which typed text is on disk, at the latest.
const DRAFT_MILLIS: u64 = 1_500;

impl App {
    /// Keeps what is being typed, wherever it lies in the stack.
    pub(super) fn keep_draft(&mut self) {
        let note = self.overlays.iter_mut().rev().find_map(Overlay::note_mut);
        if let Some(note) = note
            && note.changed.take().is_some()
        {
            let draft = note.draft();
            self.ask_for(Effect::KeepDraft(draft));
        }
    }

    /// When a draft must be on disk.
    pub(super) fn draft_deadline(&self) -> Option<u64> {
        let changed = self.overlays.iter().filter_map(Overlay::note).find_map(|note| note.changed);
        changed.map(|changed| changed + DRAFT_MILLIS)
    }

    /// A draft was found at the start: offers it.
    pub(super) fn draft_found(&mut self, draft: Draft) {
        let later = (say::answer_later(self.settings.lang), Answer::Stay);
        self.work.drafts.push(draft.clone());
        self.offer_draft(draft, later);
    }

    /// Offers a draft that waits for what is chosen; false when none does.
    pub(super) fn offer_draft_here(&mut self) -> bool {
        let Some(reading) = &self.reading else { return false };
        let Some(target) = reading.targets().first().copied() else { return false };
        let mark = own_mark(reading, target, &self.settings).map(|own| own.mark.id);
        let is_meant = |draft: &&Draft| {
            draft.article == reading.article.id
                && draft.mark.is_none_or(|draft| Some(draft) == mark)
                && draft
                    .pins(&reading.article)
                    .first()
                    .is_some_and(|pin| !pin.is_lost && pin.target == target)
        };
        let Some(draft) = self.work.drafts.iter().find(is_meant).cloned() else { return false };
        self.offer_draft(draft, (say::answer_another(self.settings.lang), Answer::WriteAnother));
        true
    }

    fn offer_draft(&mut self, draft: Draft, other: (String, Answer)) {
        let lang = self.settings.lang;
        let mut start: String = draft.text.chars().take(20).collect();
        if start.len() < draft.text.len() {
            start.push_str("……");
        }
        self.ask(
            say::draft_found(lang, start),
            vec![
                (say::answer_go_on(lang), Answer::TakeDraft(Box::new(draft.clone()))),
                (say::answer_discard(lang), Answer::DropDraft(Box::new(draft))),
                other,
            ],
        );
    }

    /// Throws a draft away.
    pub(super) fn drop_draft(&mut self, draft: Draft) {
        self.work.drafts.retain(|other| other.id != draft.id);
        self.ask_for(Effect::DropDraft(draft));
    }

    /// Throws all drafts away.
    pub(super) fn drop_drafts(&mut self) {
        self.work.drafts.clear();
        self.ask_for(Effect::DropDrafts);
    }

    /// Takes a draft up again, in its article.
    pub(super) fn take_draft(&mut self, draft: &Draft) {
        let here = self.reading.as_ref().is_some_and(|reading| reading.article.id == draft.article);
        if !here {
            let place = Place { ordinal: draft.ordinal, byte: 0 };
            self.work.draft = Some(draft.clone());
            self.open(&draft.article, Some(place));
            return;
        }
        let Some(reading) = &self.reading else { return };
        let pins = draft.pins(&reading.article);
        let mark = draft.mark.and_then(|id| reading.placed.iter().find(|placed| placed.mark.id == id));
        let original = mark.map(|placed| placed.mark.note.clone()).unwrap_or_default();
        let id = mark.map(|placed| placed.mark.id);
        let place =
            pins.iter().find(|pin| !pin.is_lost).map(|pin| Place { ordinal: pin.target.ordinal, byte: 0 });
        if let Some(place) = place {
            self.in_article(|reading, settings| reading.go(place, settings));
        }
        self.open_note(&[], id, original, &draft.text);
        if let Some(Overlay::Note(note)) = self.overlays.last_mut() {
            (note.id, note.pins) = (draft.id.clone(), pins);
            if note.is_lost() {
                self.notice(say::note_place_lost(self.settings.lang));
            }
        }
        self.work.drafts.retain(|other| other.id != draft.id);
    }
}
