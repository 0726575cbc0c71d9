//! Questions that files on the disk raise: an encoding that is a guess, a file of marks that is not believed.

use super::overlay::Answer;
use super::{App, Effect};
use crate::messages::{cli, reader as say};
use crate::words::ArticleId;

impl App {
    /// Asks whether the open article reads right in the encoding that was guessed.
    pub(super) fn ask_about_encoding(&mut self) {
        let Some(reading) = &self.reading else { return };
        let (lang, id) = (self.settings.lang, reading.article.id.clone());
        let question = say::encoding_asked(lang, &reading.article.encoding.0);
        let answers = vec![
            (say::answer_reads_right(lang), Answer::TrustEncoding(id)),
            (say::answer_reads_wrong(lang), Answer::Stay),
        ];
        self.ask(question, answers);
    }

    /// Takes the guessed encoding of an article for right, of the open one when none is named.
    pub(super) fn accept_encoding(&mut self, id: &str) {
        let open = self.reading.as_ref().map(|reading| reading.article.id.clone());
        let named = if id.trim().is_empty() { open } else { ArticleId::new(id.trim()) };
        match named.filter(|id| self.catalogue.card(id).is_some()) {
            Some(id) => self.ask_for(Effect::TrustEncoding(id)),
            None => self.trouble(cli::no_such_article(self.settings.lang, id)),
        }
    }

    /// Says that one's own file is not believed, and offers the ways out: once for each trouble, when nobody is in
    /// the middle of something.
    pub(super) fn say_doubt(&mut self) {
        let doubt = self.reading.as_ref().and_then(|reading| reading.doubt.clone());
        if doubt.is_none() {
            // The question about a file that is whole again goes with its reason.
            self.overlays.retain(|overlay| !overlay.asks_about_a_file());
        }
        // A note that was just refused stays open below the question.
        let is_refused = std::mem::take(&mut self.work.is_refused);
        if doubt.is_none() || is_refused || (self.overlays.is_empty() && self.work.doubt != doubt) {
            self.work.doubt.clone_from(&doubt);
            self.ask_about_doubt();
        }
    }

    /// Asks what shall become of one's own file; false when it is believed.
    pub(super) fn ask_about_doubt(&mut self) -> bool {
        let Some(reading) = &self.reading else { return false };
        let Some(doubt) = reading.doubt.clone() else { return false };
        let (lang, id) = (self.settings.lang, reading.article.id.clone());
        // The harmless answer is the one that Enter gives.
        let mut answers = vec![(say::answer_later(lang), Answer::Stay)];
        if doubt.has_backup {
            answers.push((say::answer_restore(lang), Answer::RestoreBackup(id.clone())));
        }
        if doubt.is_readable {
            answers.push((say::answer_believe(lang), Answer::Believe(id)));
        }
        self.ask(doubt.why, answers);
        true
    }
}
