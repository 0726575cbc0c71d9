//! The tags in force: one made on the way, and a codebook that is not believed.

use std::sync::Arc;

use super::App;
use crate::formats::codebook::UNREAD;
use crate::messages::reader as say;
use crate::words::{Codebook, FaultKind, Problem, TagPath};

impl App {
    /// A tag is in the codebook: it goes where it was asked for.
    pub(super) fn tag_made(&mut self, codebook: Arc<Codebook>, tag: &TagPath) {
        self.take_codebook(codebook);
        let Some((article, mut pins)) = self.work.tagging.take() else { return };
        let Some(reading) = self.reading.as_ref().filter(|reading| reading.article.id == article) else {
            return;
        };
        let index = crate::anchor::Index::new(&reading.article);
        for pin in &mut pins {
            pin.follow(&index);
        }
        let targets: Vec<_> = pins.iter().filter(|pin| !pin.is_lost).map(|pin| pin.target).collect();
        self.toggle_tag_on(tag.as_str(), &targets);
        let done = say::tag_made(self.settings.lang, tag.leaf());
        match self.work.saving.values_mut().next_back() {
            Some(saving) => saving.done = done,
            None => self.say(done),
        }
    }

    /// Whether tags may be put on: not while nobody knows which ones the desk has. Says why not.
    pub(super) fn may_tag(&mut self) -> bool {
        let unread = self.catalogue.codebook_trouble.clone().filter(|trouble| trouble.code == UNREAD);
        match unread {
            Some(trouble) => {
                self.problems(&[trouble]);
                self.notices.is_fault(FaultKind::Corrupt);
                false
            }
            None => self.may_write(),
        }
    }

    /// The tags are others now.
    pub(super) fn take_codebook(&mut self, codebook: Arc<Codebook>) {
        self.keys.map.set_codebook(&codebook);
        self.catalogue.codebook = codebook;
    }

    /// Says once that the codebook on the disk is not the one in force, and once that it is again.
    pub(super) fn codebook_doubted(&mut self, trouble: Option<Problem>) {
        let was = std::mem::replace(&mut self.catalogue.codebook_trouble, trouble.clone());
        match trouble {
            Some(trouble) if was.as_ref() != Some(&trouble) => self.problems(&[trouble]),
            None if was.is_some() => self.say(say::codebook_reloaded(self.settings.lang)),
            Some(_) | None => {}
        }
    }
}
