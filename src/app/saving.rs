//! Changes on their way to the disk: sent, known to be durable, or held back with what is wrong.

use std::collections::BTreeSet;

use super::event::Draft;
use super::marking::mark_of;
use super::overlay::{NoteBox, Overlay};
use super::toast::Tone;
use super::{App, Effect, Saving};
use crate::messages::reader as say;
use crate::words::{Change, Fault, FaultKind};

/// Milliseconds after which one is told that something is still on its way to the disk.
const LONG_MILLIS: u64 = 400;

impl App {
    /// Asks for something that is written in its turn, to be told when it takes long.
    pub(super) fn write(&mut self, effect: Effect) {
        self.work.writing += 1;
        self.ask_for(effect);
    }

    /// It came to its end.
    pub(super) fn written(&mut self) {
        self.work.writing = self.work.writing.saturating_sub(1);
    }

    /// Notes since when something has been on its way to the disk.
    pub(super) fn count_busy(&mut self) {
        let is_busy = self.work.writing > 0 || !self.work.saving.is_empty();
        let since = self.work.busy_since.unwrap_or(self.now.millis);
        self.work.busy_since = is_busy.then_some(since);
    }

    /// When it is to be told that something has long been on its way; nothing once that is told.
    pub(super) fn busy_deadline(&self) -> Option<u64> {
        self.work.busy_since.map(|since| since + LONG_MILLIS).filter(|at| *at > self.now.millis)
    }

    /// Whether something has long been on its way to the disk.
    pub fn is_writing_long(&self) -> bool {
        self.work.busy_since.is_some_and(|since| self.now.millis >= since + LONG_MILLIS)
    }

    /// Shows changes at once and sends them to be saved; `done` is said when they are on disk.
    pub(super) fn save(&mut self, changes: Vec<Change>, done: String) {
        self.save_drafted(changes, done, None);
    }

    /// The same for changes that were typed: the draft of them goes when they are on disk, and the box comes back
    /// when their file takes none.
    pub(super) fn save_drafted(
        &mut self,
        changes: Vec<Change>,
        done: String,
        typed: Option<(Draft, Box<NoteBox>)>,
    ) {
        if changes.is_empty() {
            return;
        }
        self.apply(&changes);
        // What failed on another article has its own trouble: it must not hold this one back.
        let here = |change: &Change| changes.iter().any(|now| now.article == change.article);
        let (mut all, others) = std::mem::take(&mut self.work.failed).into_iter().partition(here);
        self.work.failed = others;
        let (mut drafts, other_drafts) = std::mem::take(&mut self.work.failed_drafts)
            .into_iter()
            .partition(|draft: &Draft| changes.iter().any(|now| now.article == draft.article));
        self.work.failed_drafts = other_drafts;
        all.extend(changes);
        let (draft, note) = typed.unzip();
        drafts.extend(draft);
        let ticket = self.ticket();
        let marks = all.iter().filter_map(|change| mark_of(&change.record)).collect();
        self.work.saving.insert(ticket, Saving { changes: all.clone(), marks, done, drafts, note });
        self.ask_for(Effect::Save(ticket, all));
        self.summarise();
    }

    /// A change is on disk.
    pub(super) fn saved(&mut self, ticket: u64) {
        let Some(saving) = self.work.saving.remove(&ticket) else { return };
        if let Some(reading) = &mut self.reading {
            for mark in &saving.marks {
                reading.unsaved.remove(mark);
            }
            reading.index_marks();
        }
        if let Some(change) = saving.changes.first() {
            self.answer_queries(Some(change.article.clone()));
        }
        for draft in saving.drafts {
            self.drop_draft(draft);
        }
        if !saving.done.is_empty() {
            self.say(saving.done);
        }
    }

    /// A change could not be saved: it stays shown as such and goes along with the next one.
    pub(super) fn save_failed(&mut self, ticket: u64, fault: &Fault) {
        let Some(saving) = self.work.saving.remove(&ticket) else { return };
        let lang = self.settings.lang;
        for draft in &saving.drafts {
            self.ask_for(Effect::KeepDraft(draft.clone()));
        }
        // A file that cannot be parsed or is too new is not written by trying again: the screen shows what it holds.
        let never = matches!(fault.kind, FaultKind::Corrupt | FaultKind::SchemaTooNew);
        let text = if never {
            for article in saving.changes.iter().map(|change| change.article.clone()).collect::<BTreeSet<_>>()
            {
                self.ask_for(Effect::Load(article));
            }
            if let Some(note) = saving.note {
                // Below what was opened meanwhile; the question about the file comes over it.
                let at = if self.overlays.is_empty() { 0 } else { self.overlays.len() - 1 };
                self.overlays.insert(at, Overlay::Note(*note));
                self.work.is_refused = true;
            }
            say::save_refused(lang, fault)
        } else {
            self.work.failed.extend(saving.changes);
            self.work.failed_drafts.extend(saving.drafts);
            say::save_failed(lang, fault)
        };
        self.notices.say(text, Tone::Trouble, self.now.millis, 0);
        self.notices.is_fault(fault.kind);
    }
}
