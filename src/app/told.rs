//! What the shell tells: articles read, changes saved, searches answered. One arm an event.

use super::event::{Event, Marks, Memory};
use super::overlay::Overlay;
use super::panes::Focus;
use super::reading::Reading;
use super::{App, Effect, Summary};
use crate::messages::reader as say;
use crate::words::{Article, ArticleId, Fault, FaultKind, Problem};
use std::sync::Arc;

impl App {
    /// One arm an event.
    #[expect(clippy::too_many_lines, reason = "the one exhaustive match: an arm an event, nothing else")]
    pub(super) fn take(&mut self, event: Event) {
        let lang = self.settings.lang;
        if self.keeps_back(&event) {
            return;
        }
        if matches!(event, Event::Undone(..) | Event::HitsTagged(..)) {
            self.written();
        }
        match event {
            Event::Key(key) => self.key(key),
            Event::Typed(keys) => keys.into_iter().for_each(|key| self.key(key)),
            Event::Command(action) => self.act(&action),
            Event::Paste(text) => self.paste(&text),
            Event::Pointer(pointer) => self.pointer(pointer),
            Event::Resized(width, height) => {
                self.shape.screen = super::geometry::Area::new(0, 0, width, height);
            }
            Event::Woke => self.wake(),
            Event::Listed(cards, codebook, trouble) => {
                self.notices.withdraw(&say::reloading(lang));
                self.keys.map.set_codebook(&codebook);
                let was_known = self.catalogue.known;
                self.catalogue.list(cards, codebook, &self.memory);
                // The first listing is of one zone alone.
                if was_known {
                    self.answer_queries(None);
                } else if self.notices.current().is_none() {
                    // Which tags there are is known only now.
                    self.problems(&self.keys.map.unknown_tags());
                }
                self.codebook_doubted(trouble);
                self.list_jump_again();
                self.filter_again();
                self.open_first();
            }
            Event::Counted(counts) => self.catalogue.count(counts, &self.memory),
            Event::ArticleBegun(article) => self.article_begun(article),
            Event::ArticleLoaded(article, marks) => self.article_loaded(article, *marks),
            Event::ArticleFailed(id, fault) => {
                self.article_failed(&id, &fault);
            }
            Event::MarksLoaded(id, marks) => self.marks_loaded(&id, *marks),
            Event::Saved(ticket) => self.saved(ticket),
            Event::SaveFailed(ticket, fault) => self.save_failed(ticket, &fault),
            Event::Undone(undo, Ok(done)) => self.undone(undo, done),
            Event::Found(ticket, hits, done, total) => self.found(ticket, hits, done, total),
            Event::SearchFailed(ticket, problem) => self.search_failed(ticket, &problem),
            Event::Filtered(ticket, result) => self.filtered(ticket, result),
            Event::QueryAnswered(query, article, kept) => {
                self.catalogue.answer(&query, article.as_ref(), kept, &self.memory);
            }
            Event::WorkStep(ticket, done, all) => self.job_step(ticket, done, all),
            Event::Worked(ticket, answer) => self.job_done(ticket, *answer),
            Event::HitsPreviewed(Ok(hits)) => self.hits_previewed(hits),
            Event::HitsStep(done, all) => self.hits_step(done, all),
            Event::HitsTagged(tag, result) => self.hits_tagged(&tag, result),
            Event::Advised(article, advice, problems) => self.advised(&article, advice, &problems),
            Event::ReportBuilt(result) => self.report_built(result),
            Event::ReportWritten(Ok(path)) => self.say(say::report_written(lang, path)),
            Event::StatsBuilt(Ok(table)) => self.show_stats(table),
            Event::LogRead(Ok(lines)) => self.show_log(lines),
            Event::Undone(_, Err(fault))
            | Event::HitsPreviewed(Err(fault))
            | Event::ReportWritten(Err(fault))
            | Event::StatsBuilt(Err(fault))
            | Event::LogRead(Err(fault))
            | Event::TagMade(Err(fault)) => self.fault(&fault),
            Event::KeymapLoaded(keymap, problems) => self.keymap_loaded(keymap, &problems),
            Event::Edited(result) => self.edited(result),
            Event::DraftFound(draft) => self.draft_found(draft),
            Event::Measured(widths, light) => self.measured(widths, light),
            Event::Probed(lines) => self.show_probe(lines),
            Event::SettingsLoaded(settings, problems) => self.settings_loaded(*settings, &problems),
            Event::ConfigChanged => {
                self.ask_for(Effect::ReloadKeymap);
                self.ask_for(Effect::ReloadSettings);
            }
            Event::MarksChanged(articles) => self.marks_changed(articles),
            Event::LibraryChanged => {
                self.ask_for(Effect::Reload);
                self.ask_for(Effect::ReloadKeymap);
                // The house rules may be others now.
                self.ask_for_advice();
            }
            Event::TagMade(Ok((codebook, tag))) => self.tag_made(codebook, &tag),
            Event::DoubtsFound(result) => self.doubts_found(result),
            Event::Repaired(result) => self.repaired(result),
            Event::ImportRead(result) => self.import_read(result),
            Event::ImportStep(done, all, file) => self.import_step(done, all, &file),
            Event::Imported(done) => self.imported(&done),
            Event::PathsListed(folder, names) => self.paths_listed(folder, names),
            Event::Told(text) => self.notice(text),
            Event::Wrong(problems) => self.problems(&problems),
            Event::Stopped => self.suspend(),
            Event::Continued => self.ask_for(Effect::TakeTerminal),
            Event::Ended => self.end(),
        }
    }

    /// An article could not be read. Of the open one whose file is gone it is said once, with what became of its notes.
    fn article_failed(&mut self, id: &ArticleId, fault: &Fault) {
        if self.work.opening.as_ref().is_some_and(|(opening, _)| opening == id) {
            self.work.opening = None;
            // It was not taken up: it waits as before.
            let draft = self.work.draft.take_if(|draft| draft.article == *id);
            self.work.drafts.extend(draft);
        }
        self.give_up_beginning(id);
        let open = self.reading.as_mut().filter(|reading| reading.article.id == *id);
        let Some(open) = open else {
            self.work.unread = Some(fault.to_string());
            return self.fault(fault);
        };
        if !std::mem::replace(&mut open.is_gone, true) {
            let lang = self.settings.lang;
            let is_gone = fault.kind == FaultKind::Usage;
            self.notice(if is_gone {
                say::article_file_gone(lang, id)
            } else {
                say::article_file_unreadable(lang, fault)
            });
        }
    }

    /// Has the open article's marks read again, unless changes of our own are on their way.
    pub(super) fn ask_for_marks(&mut self) {
        if self.work.saving.is_empty()
            && let Some(reading) = &self.reading
        {
            let id = reading.article.id.clone();
            self.ask_for(Effect::Load(id));
        }
    }

    /// Says a fault with its way out.
    pub(super) fn fault(&mut self, fault: &Fault) {
        let lang = self.settings.lang;
        let problem = fault.problems.first();
        // What the command line is told to run has a key here.
        let own = match problem.map_or("", |problem| problem.code) {
            "library.no-article" => self.key_of("jump").map(|key| say::jump_finds(lang, key)),
            "store.nothing-to-undo" => self.key_of("log").map(|key| say::log_tells(lang, key)),
            _ => None,
        };
        let hint = own.as_deref().or(problem.and_then(|problem| problem.hint.as_deref()));
        let text = hint.map_or_else(|| fault.to_string(), |hint| format!("{fault}  {hint}"));
        self.trouble(text);
        self.notices.is_fault(fault.kind);
    }

    /// Says the first of some problems, and how many there are.
    pub(super) fn problems(&mut self, problems: &[Problem]) {
        if let [first, rest @ ..] = problems {
            let text = if rest.is_empty() {
                first.hint.as_ref().map_or_else(|| first.to_string(), |hint| format!("{first}  {hint}"))
            } else {
                say::and_more(self.settings.lang, first, rest.len())
            };
            self.trouble(text);
        }
    }

    /// At the start, opens the article that was open last, or the first.
    fn open_first(&mut self) {
        if self.reading.is_some() || self.work.opening.is_some() {
            return;
        }
        let last = self.memory.last.clone().filter(|id| self.catalogue.card(id).is_some());
        let first = last.or_else(|| self.catalogue.cards.first().map(|card| card.id.clone()));
        if let Some(id) = first {
            self.catalogue.choose(&id);
            self.open(&id, None);
        }
        self.panes.focus = match self.memory.pane.as_str() {
            "zones" => Focus::Zones,
            "list" => Focus::List,
            _ => Focus::Reader,
        };
    }

    /// Puts an article on the screen, or a new version of the one that is there.
    fn article_loaded(&mut self, article: Arc<Article>, marks: Marks) {
        let here = self.reading.as_mut().filter(|reading| reading.article.id == article.id);
        if let Some(reading) = here
            && !reading.article.is_beginning
        {
            if reading.last() > 0 && article.blocks.len() <= 1 {
                // Emptied, or being written: what is in memory is believed.
                if !std::mem::replace(&mut reading.is_gone, true) {
                    self.notice(say::article_file_empty(self.settings.lang));
                }
                return;
            }
            reading.is_gone = false;
            if !Arc::ptr_eq(&reading.article, &article) && *reading.article != *article {
                let is_there = reading.take_article(article);
                self.follow_text(is_there);
                self.ask_for_advice();
            }
            self.marks_loaded_here(marks);
            return;
        }
        let wanted = self.work.opening.take_if(|(id, _)| *id == article.id).map(|(_, at)| at);
        let begun = self.reading.take_if(|reading| reading.article.id == article.id);
        let Some(at) = wanted.or(begun.as_ref().map(|_| None)) else { return };
        let (id, problems) = (article.id.clone(), marks.problems.clone());
        self.work.doubt = None;
        let reading = match begun {
            Some(begun) => begun.completed(article, marks, at),
            None => Reading::open(article, marks, self.place_to_open(&id, at)),
        };
        self.reading = Some(reading);
        self.show_saving(&id);
        self.catalogue.choose(&id);
        self.memory.last = Some(id.clone());
        self.problems(&problems);
        self.summarise();
        self.remember();
        self.ask_for_advice();
        if at.is_some()
            && let Some(reading) = &mut self.reading
        {
            reading.lay_out(&self.shape, &self.settings);
        }
        if let Some(draft) = self.work.draft.take() {
            self.take_draft(&draft);
        }
        self.take_waiting();
    }

    /// Shows on an article that was read what is still on its way to the disk.
    fn show_saving(&mut self, id: &ArticleId) {
        let on_their_way = self.work.saving.values().flat_map(|saving| &saving.changes);
        let here: Vec<_> = on_their_way.filter(|change| change.article == *id).cloned().collect();
        self.apply(&here);
    }

    fn marks_loaded(&mut self, id: &ArticleId, marks: Marks) {
        if self.reading.as_ref().is_some_and(|reading| reading.article.id == *id) {
            self.marks_loaded_here(marks);
        }
    }

    fn marks_loaded_here(&mut self, marks: Marks) {
        // Changes on their way are newer than what was read; their answer brings the marks again.
        if !self.work.saving.is_empty() {
            return;
        }
        let problems = marks.problems.clone();
        if let Some(reading) = &mut self.reading {
            reading.take_marks(marks);
        }
        self.say_doubt();
        let failed = self.work.failed.clone();
        self.apply(&failed);
        self.list_waiting_again();
        self.problems(&problems);
        self.summarise();
    }

    /// Counts the open article's marks for the list.
    pub(super) fn summarise(&mut self) {
        let Some(reading) = &self.reading else { return };
        let (marked, paragraphs) = reading.coverage();
        let mut summary = Summary {
            paragraphs,
            marked,
            read: reading.read_blocks(),
            orphans: reading.orphans().count(),
            ..Summary::default()
        };
        for placed in reading.shown_marks() {
            summary.marks += 1;
            for tag in &placed.mark.tags {
                *summary.tags.entry(tag.clone()).or_default() += 1;
            }
        }
        let id = reading.article.id.clone();
        self.catalogue.set_summary(id, &summary, &self.memory);
    }

    fn keymap_loaded(&mut self, mut keymap: Box<crate::keymap::Keymap>, problems: &[Problem]) {
        keymap.set_codebook(&self.catalogue.codebook);
        let changed = !self.keys.same(&keymap);
        self.keys.take_map(keymap);
        let unknown = if self.catalogue.known { self.keys.map.unknown_tags() } else { Vec::new() };
        let problems: Vec<Problem> = problems.iter().cloned().chain(unknown).collect();
        if problems.is_empty() {
            if changed {
                self.say(say::keymap_reloaded(self.settings.lang));
            }
        } else {
            self.problems(&problems);
        }
    }

    /// Settings as they are now; who annotates stays as it was at the start.
    fn settings_loaded(&mut self, settings: super::Settings, problems: &[Problem]) {
        let lang = settings.lang;
        if settings != self.settings {
            if settings.mouse != self.settings.mouse {
                self.ask_for(Effect::Mouse(settings.mouse));
            }
            if settings.measure_cells != self.settings.measure_cells {
                self.panes.measure_cells = settings.measure_cells;
            }
            self.panes.notes = settings.notes;
            self.panes.hangs_stops = settings.hangs_stops;
            let advises = (settings.advice, settings.lang) != (self.settings.advice, self.settings.lang);
            self.settings = settings;
            if advises {
                self.ask_for_advice();
            }
            if let Some(reading) = &mut self.reading {
                reading.forget_layout();
            }
        }
        if problems.is_empty() {
            self.say(say::settings_reloaded(lang));
        } else {
            self.problems(problems);
        }
    }

    /// The terminal said how it draws.
    fn measured(&mut self, widths: crate::text::Widths, light: Option<bool>) {
        if widths != self.settings.widths {
            self.settings.widths = widths;
            if let Some(reading) = &mut self.reading {
                reading.forget_layout();
            }
        }
        if let (true, Some(light)) = (self.settings.theme_follows, light) {
            self.settings.theme = if light { super::ThemeName::Light } else { super::ThemeName::Dark };
        }
    }

    /// The terminal wants an end: nothing typed is lost.
    fn end(&mut self) {
        self.keep_draft();
        self.remember();
        self.ask_for(Effect::Quit);
    }

    /// The memory, for the shell to keep.
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The overlay on top.
    pub(super) fn top_overlay(&mut self) -> Option<&mut Overlay> {
        self.overlays.last_mut()
    }
}
