//! The panes of zones and articles: choosing, opening, filtering.

use std::collections::HashMap;

use super::catalogue::Folder;
use super::panes::Focus;
use super::{App, Effect};
use crate::messages::reader as say;
use crate::words::{ArticleId, Problem};

impl App {
    /// Chooses a row of the zones pane.
    pub(super) fn choose_folder(&mut self, row: usize) {
        let row = row.min(self.catalogue.folders.len().saturating_sub(1));
        self.catalogue.folder = row;
        if let Some(Folder::Saved(_, query)) = self.catalogue.folders.get(row) {
            let query = query.clone();
            self.filter(&query);
        } else {
            self.catalogue.filter = None;
            self.catalogue.refresh(&self.memory);
        }
    }

    /// Chooses a row of the list.
    pub(super) fn choose_row(&mut self, row: usize) {
        self.catalogue.chosen = row.min(self.catalogue.rows.len().saturating_sub(1));
    }

    /// Opens what is chosen in the pane or overlay that has the focus.
    pub(super) fn open_chosen(&mut self) {
        if !self.overlays.is_empty() {
            return self.submit();
        }
        match self.panes.focus {
            Focus::Zones => self.panes.focus = Focus::List,
            Focus::List => {
                let chosen = self.catalogue.chosen_card().map(|card| card.id.clone());
                if let Some(id) = chosen {
                    self.leave_trace();
                    self.open(&id, None);
                    self.panes.focus = Focus::Reader;
                } else {
                    self.toggle_fold();
                }
            }
            Focus::Reader | Focus::Notes => self.note_or_nothing(),
        }
    }

    /// Folds a zone of the list away, or shows its articles again.
    pub(super) fn toggle_fold(&mut self) {
        if self.catalogue.toggle_fold(&mut self.memory) {
            self.remember();
        } else {
            self.decline(say::nothing_to_fold(self.settings.lang));
        }
    }

    /// Keeps only the articles that a query keeps; an empty one keeps all.
    pub(super) fn filter(&mut self, query: &str) {
        let query = query.trim();
        // A saved query is the filter that it holds: another one, or none, is no longer that folder.
        let is_other = |folder: &Folder| matches!(folder, Folder::Saved(_, saved) if saved != query);
        if self.catalogue.folders.get(self.catalogue.folder).is_some_and(is_other) {
            self.catalogue.folder = 0;
        }
        if query.is_empty() {
            self.catalogue.filter = None;
            self.catalogue.refresh(&self.memory);
            // How many were kept is no longer so.
            self.notices.done();
            return;
        }
        let ticket = self.ticket();
        self.work.filtering = ticket;
        self.catalogue.filter = Some((query.to_owned(), None));
        self.filter_at_once(query);
        self.ask_for(Effect::Filter(ticket, query.to_owned()));
    }

    /// Asks anew what the filter in force keeps, as the library is another one now.
    pub(super) fn filter_again(&mut self) {
        let Some((query, _)) = self.catalogue.filter.clone() else { return };
        let ticket = self.ticket();
        self.work.filtering = ticket;
        self.ask_for(Effect::Filter(ticket, query));
    }

    /// Takes what a filter keeps.
    pub(super) fn filtered(&mut self, ticket: u64, result: Result<HashMap<ArticleId, bool>, Problem>) {
        if ticket != self.work.filtering {
            return;
        }
        self.catalogue.sure = None;
        match result {
            Ok(kept) => {
                let count = kept.len();
                let Some((_, set)) = &mut self.catalogue.filter else { return };
                let was_known = set.replace(kept.keys().cloned().collect()).is_some();
                self.catalogue.by_pinyin =
                    kept.into_iter().filter(|(_, by_pinyin)| *by_pinyin).map(|(id, _)| id).collect();
                self.catalogue.refresh(&self.memory);
                let told = say::filtered(self.settings.lang, count);
                match (was_known, count) {
                    (true, _) => {}
                    (false, 0) => self.decline(told),
                    (false, _) => self.notice(told),
                }
            }
            Err(problem) => {
                let asked = self.catalogue.filter.take();
                self.catalogue.refresh(&self.memory);
                // A line just entered stays to be mended, as it would had it been known then.
                if let Some((query, None)) = asked
                    && self.overlays.is_empty()
                {
                    self.open_line(super::finding::Purpose::Filter, &query);
                }
                self.wrong_query(&problem);
            }
        }
    }

    /// Somebody wrote about these articles: the open one's marks are read again, the others' are counted again.
    pub(super) fn marks_changed(&mut self, articles: Vec<ArticleId>) {
        if articles.is_empty() {
            self.ask_for_marks();
            self.answer_queries(None);
            return self.ask_for(Effect::Recount);
        }
        let open = self.reading.as_ref().map(|reading| reading.article.id.clone());
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            articles.into_iter().partition(|id| Some(id) == open.as_ref());
        if !here.is_empty() {
            self.ask_for_marks();
        }
        for id in here.iter().chain(&elsewhere) {
            self.answer_queries(Some(id.clone()));
        }
        if !elsewhere.is_empty() {
            self.ask_for(Effect::RecountSome(elsewhere));
        }
    }

    /// Puts a star on the article or takes it off.
    pub(super) fn toggle_star(&mut self) {
        let Some(id) = self.article_meant() else { return };
        let on = self.memory.stars.insert(id.clone());
        if !on {
            self.memory.stars.remove(&id);
        }
        self.catalogue.fold(&self.memory);
        self.remember();
        let lang = self.settings.lang;
        self.say(if on { say::starred(lang) } else { say::unstarred(lang) });
    }

    /// The article that a command is about: the chosen one in the list, else the open one.
    fn article_meant(&self) -> Option<ArticleId> {
        match self.panes.focus {
            Focus::List => self.catalogue.chosen_card().map(|card| card.id.clone()),
            Focus::Zones | Focus::Reader | Focus::Notes => {
                self.reading.as_ref().map(|reading| reading.article.id.clone())
            }
        }
    }
}
