//! Lines typed for something: search in the article, search of everything, filter, jump, commands.

use super::find::{Known, Wanted};
use super::input::Input;
use super::overlay::{Answer, Choice, Overlay};
use super::reading::Place;
use super::selection::Target;
use super::{App, Effect, HitsToTag, Job, SearchHit};
use crate::messages::reader as say;
use crate::query::{Excerpt, Query};
use crate::words::Problem;

/// What a typed line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Search in the article.
    Find,
    /// Search everything.
    Search,
    /// Filter the list.
    Filter,
    /// An article's zone.
    Zone,
}

impl App {
    /// Opens a line, filled in; a search that is given whole is done at once.
    pub(super) fn prompt(&mut self, purpose: Purpose, text: &str) {
        if purpose == Purpose::Filter && self.filter_help() {
            return;
        }
        if self.is_behind(purpose) {
            return;
        }
        if !text.is_empty() {
            return self.line_done(purpose, text);
        }
        let before = match purpose {
            Purpose::Find => self.finding.needle.clone(),
            Purpose::Filter => {
                self.catalogue.filter.as_ref().map(|(query, _)| query.clone()).unwrap_or_default()
            }
            Purpose::Search | Purpose::Zone => String::new(),
        };
        let shown = if purpose == Purpose::Filter { before.clone() } else { text.to_owned() };
        self.open_line(purpose, &shown);
        if let Some(Overlay::Line(line)) = self.overlays.last_mut() {
            line.before = before;
        }
    }

    /// A line was typed to its end.
    pub(super) fn line_done(&mut self, purpose: Purpose, text: &str) {
        match purpose {
            Purpose::Find => self.find(text),
            Purpose::Search => self.search(text),
            Purpose::Filter => self.filter(text),
            Purpose::Zone => self.zone_typed(text),
        }
    }

    /// A line changed while it is typed: a search shows its hits at once.
    pub(super) fn line_changed(&mut self) {
        let Some(Overlay::Line(line)) = self.overlays.last_mut() else { return };
        line.wrong = None;
        let (purpose, text) = (line.purpose, line.input.text().to_owned());
        match purpose {
            Purpose::Find => {
                self.look(&text);
            }
            Purpose::Filter => self.filter(&text),
            Purpose::Search | Purpose::Zone => {}
        }
    }

    /// Looks for a query in the open article; false when it does not parse.
    fn look(&mut self, text: &str) -> bool {
        let Some(reading) = &self.reading else { return false };
        if text.trim().is_empty() {
            self.finding.clear();
            return false;
        }
        let from = reading.rows.first().map_or(0, |row| row.ordinal).min(reading.cursor.ordinal);
        match self.query_here(text) {
            Ok(query) => {
                if let Some(dossier) = self.dossier_here(query.needs_marks()) {
                    self.finding.look(text, query, dossier, from);
                }
                true
            }
            Err(problem) => {
                self.finding.clear();
                self.wrong_query(&problem);
                false
            }
        }
    }

    /// Searches in the article and goes to the first hit from here.
    fn find(&mut self, text: &str) {
        if text.trim().is_empty() {
            let again = self.finding.needle.clone();
            if again.is_empty() || (self.finding.is_empty() && !self.finding.is_looking()) {
                return;
            }
            return self.find_step(true);
        }
        if !self.look(text) {
            return;
        }
        let Some(reading) = &self.reading else { return };
        let from = (reading.cursor.ordinal, reading.cursor.byte);
        self.go_hit(Wanted::From(from));
    }

    /// Goes to the next or previous hit.
    pub(super) fn find_step(&mut self, forward: bool) {
        if self.finding.needle.is_empty() {
            return self.decline(say::nothing_searched(self.settings.lang));
        }
        let Some(reading) = &mut self.reading else { return };
        let ordinal = reading.cursor.ordinal;
        let line = reading.line_at(ordinal, reading.cursor.byte, &self.settings);
        // From the end of the reader's line on, or from its beginning back: several hits of one line are one stop.
        let wanted = if forward {
            Wanted::After((ordinal, line.map_or(0, |line| line.end.saturating_sub(1))))
        } else {
            Wanted::Before((ordinal, line.map_or(0, |line| line.start)))
        };
        self.go_hit(wanted);
    }

    /// Goes to a hit and says which it is; later, when it is not known yet.
    fn go_hit(&mut self, wanted: Wanted) {
        let lang = self.settings.lang;
        self.finding.wanted = None;
        let (ordinal, byte) = match self.finding.known(wanted) {
            Known::Hit(ordinal, byte) => (ordinal, byte),
            Known::Nothing => {
                let needle = self.finding.needle.clone();
                return self.decline(say::nothing_found(lang, needle));
            }
            Known::NotYet => {
                self.finding.wanted = Some(wanted);
                return;
            }
        };
        self.leave_trace();
        let hits = self.finding.in_block(ordinal);
        self.finding.at = hits.iter().find(|(start, _)| *start == byte).map(|hit| (ordinal, *hit));
        self.in_article(|reading, settings| reading.go(Place { ordinal, byte }, settings));
        let all = self.finding.len();
        if self.finding.is_looking() {
            self.notice(say::hits(lang, all));
        } else if self.finding.is_whole(ordinal) {
            self.notice(say::hit_paragraph_of(lang, self.finding.before(ordinal, byte) + 1, all));
        } else if self.finding.is_by_pinyin(ordinal, byte) {
            self.notice(say::hit_of_by_pinyin(lang, self.finding.before(ordinal, byte) + 1, all));
        } else {
            self.notice(say::hit_of(lang, self.finding.before(ordinal, byte) + 1, all));
        }
    }

    /// The first and the last character of the hit in the reader's line, by the bytes they begin at.
    pub(super) fn hit_here(&mut self) -> Option<(usize, usize)> {
        let reading = self.reading.as_mut()?;
        let at = reading.cursor;
        let line = reading.line_at(at.ordinal, at.byte, &self.settings)?;
        let hits = self.finding.within(at.ordinal, line.start..line.end);
        let gone_to = self.finding.at.filter(|(ordinal, _)| *ordinal == at.ordinal).map(|(_, hit)| hit);
        let (start, end) = *hits.iter().find(|hit| Some(**hit) == gone_to).or(hits.first())?;
        let text = reading.article.block_text(at.ordinal)?;
        (start >= line.start).then(|| (start, super::lines::step(text, end, false)))
    }

    /// Whether the search in the article has more to look through: `Event::Woke` has it go on.
    pub fn is_looking(&self) -> bool {
        self.reading.is_some() && self.finding.is_looking()
    }

    /// Looks through one more piece of the article.
    pub(super) fn look_on(&mut self) {
        self.finding.look_on();
        if let Some(wanted) = self.finding.wanted {
            self.go_hit(wanted);
        }
    }

    /// Has the hits of an earlier search again, without going anywhere.
    pub(super) fn look_quietly(&mut self, text: &str) {
        self.look(text);
    }

    /// Keeps a typed line for later.
    pub(super) fn keep_history(&mut self, purpose: Purpose, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            let entry = (purpose, text.to_owned());
            self.trail.typed.retain(|old| *old != entry);
            self.trail.typed.push(entry);
        }
    }

    /// Shows an earlier or later line of the same purpose.
    pub(super) fn history(&mut self, earlier: bool, action: &crate::words::Action) {
        let Some(Overlay::Line(line)) = self.overlays.last_mut() else { return self.edit_text(action) };
        let entries: Vec<&String> = self
            .trail
            .typed
            .iter()
            .rev()
            .filter(|(of, _)| *of == line.purpose)
            .map(|(_, text)| text)
            .collect();
        let next = match (line.history, earlier) {
            (None, true) => Some(0),
            (Some(at), true) => Some((at + 1).min(entries.len().saturating_sub(1))),
            (Some(at), false) => at.checked_sub(1),
            (None, false) => None,
        };
        line.history = next;
        let text = next.and_then(|at| entries.get(at)).map_or("", |text| text.as_str());
        line.input = Input::line(text);
        self.line_changed();
    }

    /// Searches everything; hits come as they are found.
    fn search(&mut self, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        if let Err(problem) = Query::parse(text, self.settings.lang) {
            return self.problems(&[problem]);
        }
        let ticket = self.ticket();
        self.work.searching = Some((ticket, 0, self.catalogue.cards.len()));
        text.trim().clone_into(&mut self.work.results_of);
        self.overlays.retain(|overlay| !is_results(overlay));
        self.overlays.push(Overlay::Choice(Choice {
            title: say::results_of(self.settings.lang, text),
            rows: Vec::new(),
            chosen: 0,
            is_partial: false,
        }));
        self.ask_for(Effect::Search(ticket, text.to_owned()));
    }

    /// Takes hits of the search of everything.
    pub(super) fn found(&mut self, ticket: u64, hits: Vec<SearchHit>, done: usize, total: usize) {
        let Some((running, ..)) = self.work.searching else { return };
        if running != ticket {
            return;
        }
        self.work.searching = (done < total).then_some((ticket, done, total));
        let results = self.overlays.iter_mut().rev().find(|overlay| is_results(overlay));
        if let Some(Overlay::Choice(choice)) = results {
            choice.extend(hits, self.settings.lang, &self.settings.widths);
            if done >= total && choice.rows.is_empty() {
                self.overlays.retain(|overlay| !is_results(overlay));
                self.decline(say::found_nowhere(self.settings.lang));
            }
        }
    }

    /// A search of everything could not be done.
    pub(super) fn search_failed(&mut self, ticket: u64, problem: &Problem) {
        if self.work.searching.is_some_and(|(running, ..)| running == ticket) {
            self.work.searching = None;
            self.overlays.retain(|overlay| !is_results(overlay));
            if self.overlays.is_empty() {
                self.open_line(Purpose::Search, &self.work.results_of.clone());
            }
            self.wrong_query(problem);
        }
    }

    /// Stops the search of everything.
    pub(super) fn stop_search(&mut self) -> bool {
        let running = self.work.searching.take().is_some();
        if running {
            self.ask_for(Effect::CancelSearch);
            for overlay in &mut self.overlays {
                if let Overlay::Choice(choice) = overlay {
                    choice.is_partial = true;
                }
            }
        }
        running
    }

    /// Asks before all hits of the search get a tag: of the search of everything while its list is shown, else of the
    /// one in the article.
    pub(super) fn tag_hits(&mut self, name: &str) {
        let everywhere = self.overlays.iter().any(is_results) || self.finding.needle.is_empty();
        if everywhere && !self.work.results_of.is_empty() {
            if let Some(tag) = self.tag_named(name) {
                self.begin_job(Job::PreviewTag(self.work.results_of.clone(), tag));
            }
            return;
        }
        self.finding.finish();
        if self.finding.is_empty() {
            return self.decline(say::nothing_searched(self.settings.lang));
        }
        if !self.may_tag() {
            return;
        }
        let Some(tag) = self.tag_named(name) else { return };
        let Some(reading) = &self.reading else { return };
        let targets: Vec<Target> = (0..=reading.last())
            .filter(|ordinal| !self.finding.in_block(*ordinal).is_empty())
            .map(|ordinal| Target { ordinal, span: None })
            .filter(|target| {
                super::marking::own_mark(reading, *target, &self.settings)
                    .is_none_or(|placed| !placed.mark.tags.contains(&tag))
            })
            .collect();
        if targets.is_empty() {
            return self.notice(say::no_hit_to_tag(self.settings.lang, tag.leaf()));
        }
        let title: std::sync::Arc<str> = reading.article.meta.title.as_str().into();
        let shown = |target: &Target| SearchHit {
            article: reading.article.id.clone(),
            title: title.clone(),
            ordinal: target.ordinal,
            excerpt: Excerpt::new(
                reading.article.block_text(target.ordinal).unwrap_or_default(),
                self.finding.in_block(target.ordinal),
            ),
            by_pinyin: self
                .finding
                .in_block(target.ordinal)
                .iter()
                .all(|(start, _)| self.finding.is_by_pinyin(target.ordinal, *start)),
        };
        let shown = targets.iter().take(HitsToTag::SHOWN).map(shown).collect();
        let question = say::tag_hits_question(self.settings.lang, tag.leaf(), targets.len());
        self.ask_about(question, shown, Answer::TagHits(tag, targets));
    }

    /// Asks before everything that was found gets a tag.
    pub(super) fn hits_previewed(&mut self, hits: HitsToTag) {
        let lang = self.settings.lang;
        self.notices.done();
        if hits.changes.is_empty() {
            return self.notice(say::no_hit_to_tag(lang, hits.tag.leaf()));
        }
        let question = say::tag_all_hits_question(lang, hits.tag.leaf(), hits.changes.len(), hits.articles);
        let shown = hits.shown.clone();
        self.ask_about(question, shown, Answer::TagAllHits(Box::new(hits)));
    }
}

fn is_results(overlay: &Overlay) -> bool {
    matches!(overlay, Overlay::Choice(_))
}
