//! What a search in the open article is asked of: its text, its marks and what was read of it, as they are now.

use std::slice;
use std::sync::Arc;

use super::App;
use crate::query::{Dossier, Query};
use crate::words::{Annotations, Placed, Problem};

/// What an answer hangs on beside the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    placed: Vec<Placed>,
    own: Annotations,
    is_starred: bool,
}

impl App {
    /// Reads a query that is asked of the open article, its tags settled by the codebook, else by what a mark bears.
    pub(super) fn query_here(&self, text: &str) -> Result<Query, Problem> {
        let lang = self.settings.lang;
        let is_used = |wanted: &crate::query::TagWanted| {
            let marks = self.reading.iter().flat_map(|reading| &reading.placed);
            marks.flat_map(|placed| &placed.mark.tags).any(|tag| wanted.matches(tag.as_str()))
                || self.catalogue.tags_used().any(|tag| wanted.matches(tag.as_str()))
        };
        Query::parse(text, lang)?.with_tags_of(&self.catalogue.codebook, is_used, lang)
    }

    /// The open article with what is written about it, where that is asked for.
    pub(super) fn dossier_here(&mut self, needs_marks: bool) -> Option<Dossier> {
        let reading = self.reading.as_ref()?;
        let article = Arc::clone(&reading.article);
        if !needs_marks {
            self.work.asked = None;
            return Some(Dossier::bare(article));
        }
        let is_starred = self.memory.stars.contains(&article.id);
        let (own, placed) = (slice::from_ref(&reading.own), reading.placed.clone());
        self.work.asked = Some(Written { placed: placed.clone(), own: reading.own.clone(), is_starred });
        let mut dossier =
            Dossier::new(article, own, placed, &self.catalogue.codebook, &self.settings.annotator);
        dossier.is_starred = is_starred;
        Some(dossier)
    }

    /// Has the search in the article follow its text and its marks.
    pub(super) fn follow_finding(&mut self) {
        let (Some(reading), Some((asked, needs_marks))) = (&self.reading, self.finding.asked_of()) else {
            return;
        };
        let from = reading.cursor.ordinal;
        let is_same_text = Arc::ptr_eq(&asked.article, &reading.article);
        let is_same = |written: &Written| {
            written.placed == reading.placed
                && written.own == reading.own
                && written.is_starred == self.memory.stars.contains(&reading.article.id)
        };
        if is_same_text && (!needs_marks || self.work.asked.as_ref().is_some_and(is_same)) {
            return;
        }
        let Some(dossier) = self.dossier_here(needs_marks) else { return };
        if is_same_text {
            self.finding.take_marks(dossier, from);
        } else {
            self.finding.look_again(dossier, from);
        }
    }
}
