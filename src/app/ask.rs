//! Questions and lists: what Enter does in each overlay, and what Esc and `q` take away.

use super::finding::Purpose;
use super::overlay::{Answer, Ask, ChoiceRow, Leads, Overlay, PageKind};
use super::panes::Focus;
use super::reading::{Place, Selection};
use super::steps::steps;
use super::{App, Effect, Job, SearchHit};
use crate::keymap::Key;
use crate::messages::reader as say;
use crate::words::Action;

impl App {
    /// Puts a list or a page over the panes; one of the same kind that was open, with what it knew, goes.
    pub(super) fn show(&mut self, overlay: Overlay) {
        let kind = std::mem::discriminant(&overlay);
        self.overlays.retain(|old| std::mem::discriminant(old) != kind);
        self.overlays.push(overlay);
    }

    /// Asks something.
    pub(super) fn ask(&mut self, question: String, answers: Vec<(String, Answer)>) {
        self.overlays.push(Overlay::Ask(Ask { question, answers, chosen: 0, shown: Vec::new(), top: 0 }));
    }

    /// Asks before something is done to these places, which can be looked through; later, when somebody is typing.
    pub(super) fn ask_about(&mut self, question: String, shown: Vec<SearchHit>, yes: Answer) {
        let (lang, widths) = (self.settings.lang, self.settings.widths);
        let answers = vec![(say::answer_yes(lang), yes), (say::answer_no(lang), Answer::Stay)];
        let shown = shown.into_iter().map(|hit| ChoiceRow::of(hit, lang, &widths)).collect();
        self.show_made(Overlay::Ask(Ask { question, answers, chosen: 0, shown, top: 0 }));
    }

    /// Done with the input, the question or the list on top.
    pub(super) fn submit(&mut self) {
        match self.overlays.last() {
            None => {}
            Some(Overlay::Note(_)) => self.save_note(),
            Some(Overlay::Line(_)) => self.submit_line(),
            Some(Overlay::Ask(ask)) => {
                let answer = ask.answers.get(ask.chosen).map(|(_, answer)| answer.clone());
                self.overlays.pop();
                if let Some(answer) = answer {
                    self.answer(answer);
                }
            }
            Some(Overlay::Page(page)) => {
                let kind = page.kind.clone();
                self.overlays.pop();
                match kind {
                    PageKind::Preview(words, article) => self.begin_job(Job::WriteReport(words, article)),
                    PageKind::Import(pages) => self.import_now(pages),
                    PageKind::Text => {}
                }
            }
            Some(Overlay::Choice(choice)) => {
                let leads = choice.row().map(|row| row.leads.clone());
                self.choose(leads);
            }
            Some(Overlay::Help(help)) if help.is_filtering => self.filter_help_done(),
            Some(Overlay::Stats(_) | Overlay::Help(_)) => {
                self.overlays.pop();
            }
            Some(Overlay::Doubts(_)) => self.answer_doubt(crate::import::Answer::Accept),
            Some(Overlay::Relink(_)) => self.relink_accept(),
            Some(Overlay::Palette(_)) => self.submit_palette(),
            Some(Overlay::Pick(_)) => self.submit_pick(),
        }
    }

    /// Takes the nth entry of the list that is open, counted from 1. A question is not answered so: the digit may have been
    /// meant for a tag.
    pub(super) fn choose_nth(&mut self, number: &str) {
        let Some(at) = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1)) else { return };
        let is_there = match self.overlays.last_mut() {
            Some(Overlay::Choice(choice)) if at < choice.rows.len() => {
                choice.chosen = at;
                true
            }
            Some(_) | None => false,
        };
        if is_there {
            self.submit();
        } else if let Some(digit) = number.chars().next() {
            self.unbound(&[Key::char(digit)], false);
        }
    }

    /// Does what an answer says.
    fn answer(&mut self, answer: Answer) {
        match answer {
            Answer::Stay => {}
            Answer::SaveNote => self.save_note(),
            Answer::Discard => self.discard(),
            Answer::QuitAnyway => self.ask_for(Effect::Quit),
            Answer::TagAllHits(hits) => self.tag_all_hits(hits),
            Answer::TagHits(tag, targets) => {
                let several = targets.len();
                self.set_tag(&targets, &tag, true, several);
            }
            Answer::MakeTag(tag) => self.make_new_tag(tag),
            Answer::Sign(stage) => self.sign_now(&stage),
            Answer::DeleteQuery(name) => self.delete_query_now(&name),
            Answer::TakeDraft(draft) => self.take_draft(&draft),
            Answer::DropDraft(draft) => self.drop_draft(*draft),
            Answer::WriteAnother => self.note_here(true),
            Answer::RestoreBackup(id) => self.ask_for(Effect::RestoreBackup(id)),
            Answer::Believe(id) => self.ask_for(Effect::Believe(id)),
            Answer::TrustEncoding(id) => self.ask_for(Effect::TrustEncoding(id)),
            Answer::Doubt(answer) => self.answer_doubt(answer),
        }
    }

    /// Does what a list is for with its chosen row.
    fn choose(&mut self, leads: Option<Leads>) {
        let Some(leads) = leads else { return };
        match leads {
            Leads::Nowhere => {}
            Leads::Encoding(encoding) => self.encoding_chosen(encoding),
            Leads::Block(article, ordinal) => {
                self.close_list();
                self.leave_trace();
                self.panes.focus = Focus::Reader;
                self.catalogue.choose(&article);
                self.open(&article, Some(Place { ordinal, byte: 0 }));
            }
        }
    }

    /// Closes a list; a search that still runs is stopped.
    fn close_list(&mut self) {
        self.stop_search();
        self.overlays.pop();
    }

    /// A line was given up: what was in force before comes back.
    pub(super) fn line_cancelled(&mut self, purpose: Purpose, before: &str) {
        match purpose {
            Purpose::Find => {
                if before.is_empty() {
                    self.finding.clear();
                } else {
                    self.look_quietly(before);
                }
            }
            Purpose::Filter => self.filter(before),
            Purpose::Search | Purpose::Zone => {}
        }
    }

    /// Closes one level: an overlay, a selection, a search, zen; the article gives the focus to the list.
    /// False when there was nothing to close.
    pub(super) fn back(&mut self) -> bool {
        // Begun on the list of hits, it is what Esc is pressed for there.
        if !self.is_engaged() && self.stop_tagging() {
            return true;
        }
        if !self.overlays.is_empty() {
            self.cancel();
            return true;
        }
        if self.stop_import() || self.stop_job() {
            return true;
        }
        let selected = self.reading.as_mut().is_some_and(|reading| reading.selection.take().is_some());
        if selected {
            return true;
        }
        if self.reading.as_mut().is_some_and(super::reading::Reading::hide_advice) {
            return true;
        }
        if self.trail.sticky && self.trail.tag.is_some() {
            self.sticky();
        } else if !self.finding.needle.is_empty() {
            self.finding.clear();
        } else if self.panes.zen {
            self.panes.zen = false;
        } else if self.panes.focus == Focus::Notes {
            self.panes.focus = Focus::Reader;
        } else if self.panes.focus == Focus::Reader {
            self.panes.focus = Focus::List;
        } else if self.catalogue.filter.is_some() {
            self.filter("");
        } else {
            return false;
        }
        true
    }

    /// Closes one level, and quits at the last.
    pub(super) fn leave(&mut self) {
        if !self.back() {
            self.quit();
        }
    }

    /// Enter in an input: a new line in a note, done in a line; turned round by the setting or by `other`.
    pub(super) fn enter(&mut self, other: bool) {
        let note = matches!(self.overlays.last(), Some(Overlay::Note(_)));
        if note && self.settings.enter_saves == other {
            self.edit_text(&crate::words::Action::InputNewline);
        } else {
            self.submit();
        }
    }

    /// A caret key in an input, or in the selection of the article.
    pub(super) fn caret_or_text(&mut self, action: &crate::words::Action) {
        if self.overlays.is_empty() {
            self.in_article(|reading, settings| reading.caret_act(action, settings));
        } else {
            self.edit_text(action);
        }
    }

    /// Back to the shell until the program is continued.
    pub(super) fn suspend(&mut self) {
        self.keep_draft();
        self.remember();
        self.ask_for(Effect::Suspend);
    }

    /// Quits; asks when something is not saved.
    pub(super) fn quit(&mut self) {
        self.keep_draft();
        let lang = self.settings.lang;
        if self.work.failed.is_empty() {
            self.remember();
            self.ask_for(Effect::Quit);
        } else {
            let unsaved = self.work.failed.len();
            self.ask(
                say::quit_unsaved(lang, unsaved),
                vec![(say::answer_stay(lang), Answer::Stay), (say::answer_quit(lang), Answer::QuitAnyway)],
            );
        }
    }

    /// Stops what runs; pressed again, quits.
    pub(super) fn interrupt(&mut self) {
        let again = self.trail.interrupted.is_some_and(|at| self.now.millis.saturating_sub(at) < 1_500);
        self.trail.interrupted = Some(self.now.millis);
        if again {
            return self.quit();
        }
        if !self.stop_search() && !self.stop_import() && !self.stop_tagging() && !self.stop_job() {
            if self.overlays.is_empty() {
                self.in_article(|reading, _| reading.selection = None);
            } else if !matches!(self.overlays.last(), Some(Overlay::Ask(_))) {
                self.cancel();
            }
        }
        self.notice(say::again_quits(self.settings.lang));
    }

    /// Whether an action may be done now: while a question is open, only what chooses an answer, gives it, or
    /// leaves; nothing behind the question is changed by a key that was meant for it.
    pub(super) fn is_in_place(&self, action: &Action) -> bool {
        let asked = matches!(self.overlays.last(), Some(Overlay::Ask(_)));
        !asked
            || steps(action, 1).is_some()
            || matches!(
                action,
                Action::PaneNext
                    | Action::PaneCycle
                    | Action::PanePrevious
                    | Action::Open
                    | Action::Back
                    | Action::Leave
                    | Action::Quit
                    | Action::Interrupt
                    | Action::Suspend
            )
    }

    /// Begins a span at the reader's line, or with the hit that was gone to; again, begins it anew at the caret,
    /// so that any words can be chosen; once more, with nothing chosen beyond it, ends it.
    pub(super) fn select_span(&mut self) {
        self.panes.focus = Focus::Reader;
        let hit = self.hit_here();
        self.in_article(|reading, _| {
            let at = reading.cursor.byte;
            let (anchor, caret) = hit.unwrap_or((at, at));
            reading.selection = match reading.selection {
                Some(Selection::Span { anchor, caret }) => {
                    (anchor != caret).then_some(Selection::Span { anchor: caret, caret })
                }
                Some(Selection::Blocks { .. }) | None => Some(Selection::Span { anchor, caret }),
            };
        });
    }

    /// Begins to choose paragraphs, or ends it.
    pub(super) fn select_blocks(&mut self) {
        self.panes.focus = Focus::Reader;
        self.in_article(|reading, _| {
            let anchor = reading.cursor.ordinal;
            reading.selection = match reading.selection {
                Some(Selection::Blocks { .. }) => None,
                Some(Selection::Span { .. }) | None => Some(Selection::Blocks { anchor }),
            };
        });
    }
}
