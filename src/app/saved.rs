//! Saved queries, the folders below the zones: kept, taken away after a question, called otherwise.

use super::App;
use super::catalogue::Folder;
use super::overlay::Answer;
use super::panes::Focus;
use crate::keymap::nearest::nearest;
use crate::messages::reader as say;

impl App {
    /// Keeps the filter as a folder.
    pub(super) fn save_query(&mut self, name: &str) {
        let Some((query, _)) = self.catalogue.filter.clone() else {
            return self.decline(say::no_filter(self.settings.lang));
        };
        let name = if name.trim().is_empty() { query.clone() } else { name.trim().to_owned() };
        self.memory.queries.retain(|(old, _)| *old != name);
        self.memory.queries.push((name.clone(), query));
        self.catalogue.fold(&self.memory);
        self.answer_queries(None);
        self.remember();
        self.say(say::query_saved(self.settings.lang, name));
    }

    /// Asks before a folder goes: the one named, else the one chosen.
    pub(super) fn delete_query(&mut self, name: &str) {
        let Some(name) = self.query_meant(name, "query delete ") else { return };
        let lang = self.settings.lang;
        let Some(query) = self.query_named(&name) else { return };
        let question = say::delete_query_question(lang, &name, query);
        // The harmless answer is the one that Enter gives.
        let answers = vec![
            (say::answer_keep(lang), Answer::Stay),
            (say::answer_delete(lang), Answer::DeleteQuery(name)),
        ];
        self.ask(question, answers);
    }

    /// Takes a folder away; the list shows all again when it showed that folder.
    pub(super) fn delete_query_now(&mut self, name: &str) {
        let was_chosen = self.chosen_query().is_some_and(|(chosen, _)| chosen == name);
        self.memory.queries.retain(|(old, _)| old != name);
        if was_chosen {
            self.catalogue.folder = 0;
            self.catalogue.filter = None;
        }
        self.catalogue.fold(&self.memory);
        self.remember();
        self.say(say::query_deleted(self.settings.lang, name));
    }

    /// Gives a folder another name: the words are its name and the new one; without a new one they are asked for.
    pub(super) fn rename_query(&mut self, words: &str) {
        let words = words.trim();
        let named = self.memory.queries.iter().map(|(name, _)| name.as_str());
        let parts = named.filter_map(|name| Some((name, words.strip_prefix(name)?)));
        // A name may be the beginning of another: the longest that leaves a new name is meant.
        let parts =
            parts.filter(|(_, rest)| rest.starts_with(char::is_whitespace) && !rest.trim().is_empty());
        let parts = parts.max_by_key(|(name, _)| name.len());
        let parts = parts.map(|(name, rest)| (name.to_owned(), rest.trim().to_owned()));
        let lang = self.settings.lang;
        let Some((old, new)) = parts else {
            let first = words.split_whitespace().next().unwrap_or_default();
            let is_known = words.is_empty() || self.query_named(words).is_some();
            let Some(name) = self.query_meant(if is_known { words } else { first }, "query rename ") else {
                return;
            };
            return self.open_palette(&format!("query rename {name} "));
        };
        if old != new && self.query_named(&new).is_some() {
            return self.trouble(say::query_is_there(lang, new));
        }
        let was_chosen = self.chosen_query().is_some_and(|(chosen, _)| chosen == old);
        for (name, _) in self.memory.queries.iter_mut().filter(|(name, _)| *name == old) {
            name.clone_from(&new);
        }
        self.catalogue.fold(&self.memory);
        if was_chosen {
            let is_it = |folder: &Folder| matches!(folder, Folder::Saved(name, _) if *name == new);
            self.catalogue.folder = self.catalogue.folders.iter().position(is_it).unwrap_or(0);
        }
        self.remember();
        self.say(say::query_renamed(lang, new));
    }

    /// The saved query that is meant by a name, or by none the chosen folder's; else says what is wrong, or opens the
    /// command line that offers them.
    fn query_meant(&mut self, name: &str, command: &str) -> Option<String> {
        let (lang, name) = (self.settings.lang, name.trim());
        let chosen = self.chosen_query().map(|(name, _)| name.to_owned());
        if self.memory.queries.is_empty() {
            self.decline(say::no_saved_queries(lang));
        } else if !name.is_empty() {
            if self.query_named(name).is_some() {
                return Some(name.to_owned());
            }
            let names: Vec<&str> = self.memory.queries.iter().map(|(name, _)| name.as_str()).collect();
            let near = nearest(name, names.iter().copied()).map_or_else(|| names.join("  "), str::to_owned);
            self.trouble(say::no_saved_query(lang, name, near));
        } else if chosen.is_some() {
            return chosen;
        } else if self.panes.focus == Focus::Zones && self.overlays.is_empty() {
            self.decline(say::only_saved_queries(lang));
        } else {
            self.open_palette(command);
        }
        None
    }

    /// The words of a saved query.
    fn query_named(&self, name: &str) -> Option<String> {
        self.memory.queries.iter().find(|(saved, _)| saved == name).map(|(_, query)| query.clone())
    }

    /// The name and the words of the saved query whose folder is chosen.
    pub(super) fn chosen_query(&self) -> Option<(&str, &str)> {
        if let Some(Folder::Saved(name, query)) = self.catalogue.folders.get(self.catalogue.folder) {
            Some((name, query))
        } else {
            None
        }
    }
}
