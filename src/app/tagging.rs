//! A tag for everything that was found, put on beside the loop: how far it is, Esc stops it, what is done is one step.

use super::{App, Effect, HitsToTag};
use crate::messages::reader as say;
use crate::words::{Fault, TagPath};

impl App {
    /// Begins to tag everything that was found; one such work at a time.
    pub(super) fn tag_all_hits(&mut self, hits: Box<HitsToTag>) {
        let lang = self.settings.lang;
        if self.work.tagging_all.is_some() {
            return self.notice(say::tagging_runs(lang));
        }
        self.notice(say::tagging(lang));
        self.work.tagging_all = Some(true);
        self.write(Effect::TagHits(hits));
    }

    /// How far it is: articles done and in all.
    pub(super) fn hits_step(&mut self, done: usize, all: usize) {
        if self.work.tagging_all == Some(true) {
            self.notice(say::tagging_step(self.settings.lang, done, all));
        }
    }

    /// Stops it: what is in its place stays. False when nothing is being tagged, or it was stopped already.
    pub(super) fn stop_tagging(&mut self) -> bool {
        let runs = self.work.tagging_all == Some(true);
        if runs {
            self.work.tagging_all = Some(false);
            self.ask_for(Effect::StopTagging);
            self.notice(say::stopping(self.settings.lang));
        }
        runs
    }

    /// It came to its end: paragraphs tagged, of how many, in how many articles.
    pub(super) fn hits_tagged(&mut self, tag: &TagPath, result: Result<(usize, usize, usize), Fault>) {
        let lang = self.settings.lang;
        self.work.tagging_all = None;
        match result {
            Ok((0, all, _)) if all > 0 => return self.notice(say::tagged_none(lang, all)),
            Ok((done, all, articles)) if done < all => {
                self.say(say::tagged_part(lang, tag.leaf(), done, all, articles));
            }
            Ok((done, _, articles)) => self.say(say::tagged_in(lang, tag.leaf(), done, articles)),
            Err(fault) => self.fault(&fault),
        }
        self.answer_queries(None);
        self.ask_for(Effect::Recount);
        self.ask_for_marks();
    }
}
