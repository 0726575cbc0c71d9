//! The doubts of imported pages, one after the other; paragraphs split and joined; what `u` takes back of both.

use super::event::Repair;
use super::finding::Purpose;
use super::overlay::{LineBox, Overlay};
use super::{App, Effect};
use crate::import::answering::Case;
use crate::import::{Answer, DoubtKind};
use crate::messages::reader as say;
use crate::words::{ArticleId, Fault};

/// The doubts that wait for a word.
#[derive(Debug)]
pub struct Doubts {
    /// All of them, page by page.
    pub cases: Vec<Case>,
    /// Which one is shown.
    pub chosen: usize,
    /// Whether an answer is on its way to the disk.
    pub is_busy: bool,
}

impl Doubts {
    /// The doubt that is shown.
    pub fn case(&self) -> Option<&Case> {
        self.cases.get(self.chosen)
    }
}

impl App {
    /// Looks for the doubts of the open article's page, or of every page.
    pub(super) fn doubts(&mut self) {
        self.notice(say::looking_for_doubts(self.settings.lang));
        let open = self.reading.as_ref().map(|reading| reading.article.id.clone());
        self.ask_for(Effect::FindDoubts(open));
    }

    /// The doubts were found.
    pub(super) fn doubts_found(&mut self, result: Result<Vec<Case>, Fault>) {
        let lang = self.settings.lang;
        let cases = match result {
            Ok(cases) => cases,
            Err(fault) => return self.fault(&fault),
        };
        let at = self.overlays.iter().position(|overlay| matches!(overlay, Overlay::Doubts(_)));
        match (at, cases.is_empty()) {
            (Some(at), true) => {
                self.overlays.remove(at);
                self.say(say::all_answered(lang));
            }
            (None, true) => self.notice(say::no_doubts(lang)),
            (Some(at), false) => {
                if let Some(Overlay::Doubts(doubts)) = self.overlays.get_mut(at) {
                    doubts.chosen = doubts.chosen.min(cases.len() - 1);
                    doubts.cases = cases;
                    doubts.is_busy = false;
                }
            }
            (None, false) => {
                self.notices = super::toast::Notices::default();
                let open = self.reading.as_ref().map(|reading| &reading.article.id);
                let chosen = cases.iter().position(|case| Some(&case.article) == open).unwrap_or(0);
                self.show(Overlay::Doubts(Box::new(Doubts { cases, chosen, is_busy: false })));
            }
        }
    }

    /// Answers the doubt that is shown.
    pub(super) fn answer_doubt(&mut self, answer: Answer) {
        let Some(Overlay::Doubts(doubts)) = self.overlays.last_mut() else {
            return self.doubts();
        };
        if doubts.is_busy {
            return;
        }
        let Some(case) = doubts.case().cloned() else { return };
        doubts.is_busy = true;
        self.ask_for(Effect::AnswerDoubt(Box::new(case), answer));
    }

    /// Sets the doubt right by hand: a zone's name is typed; the others are right or wrong.
    pub(super) fn edit_doubt(&mut self) {
        let lang = self.settings.lang;
        let Some(Overlay::Doubts(doubts)) = self.overlays.last() else { return self.doubts() };
        let Some(case) = doubts.case() else { return };
        if case.doubt.kind != DoubtKind::Zone {
            return self.notice(say::only_zones_edited(lang));
        }
        let input = super::input::Input::line(&case.doubt.proposed);
        let (purpose, before) = (Purpose::Zone, String::new());
        self.overlays.push(Overlay::Line(LineBox { purpose, input, before, history: None }));
    }

    /// A zone's name was typed.
    pub(super) fn zone_typed(&mut self, zone: &str) {
        if !zone.trim().is_empty() {
            self.answer_doubt(Answer::Edit(zone.trim().to_owned()));
        }
    }

    /// Splits the paragraph before the caret or at the reader's line; in a doubt, says that there are two.
    pub(super) fn split_paragraph(&mut self) {
        let lang = self.settings.lang;
        if let Some(Overlay::Doubts(doubts)) = self.overlays.last() {
            return match doubts.case().map(|case| case.doubt.kind) {
                Some(DoubtKind::Join) => self.answer_doubt(Answer::Reject),
                Some(DoubtKind::Split | DoubtKind::Apart) => self.answer_doubt(Answer::Accept),
                Some(DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart) | None => {
                    self.notice(say::no_seam_here(lang));
                }
            };
        }
        if !self.may_write() {
            return;
        }
        let Some(reading) = &self.reading else { return };
        let at = match reading.selection {
            Some(super::reading::Selection::Span { caret, .. }) => caret,
            Some(super::reading::Selection::Blocks { .. }) | None => reading.cursor.byte,
        };
        let ordinal = reading.cursor.ordinal;
        let text = reading.article.block_text(ordinal).unwrap_or_default();
        let before = text.get(..at).unwrap_or(text).chars().count();
        if before == 0 {
            return self.notice(say::split_where(lang));
        }
        let id = reading.article.id.clone();
        self.in_article(|reading, _| reading.selection = None);
        self.ask_for(Effect::Split(id, ordinal, before));
    }

    /// Joins the paragraph with the next; in a doubt, says that both are one.
    pub(super) fn join_paragraph(&mut self) {
        let lang = self.settings.lang;
        if let Some(Overlay::Doubts(doubts)) = self.overlays.last() {
            return match doubts.case().map(|case| case.doubt.kind) {
                Some(DoubtKind::Join) => self.answer_doubt(Answer::Accept),
                Some(DoubtKind::Split | DoubtKind::Apart) => self.answer_doubt(Answer::Reject),
                Some(DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart) | None => {
                    self.notice(say::no_seam_here(lang));
                }
            };
        }
        if !self.may_write() {
            return;
        }
        let Some(reading) = &self.reading else { return };
        let ordinal = match reading.selection {
            Some(super::reading::Selection::Blocks { anchor }) => anchor.min(reading.cursor.ordinal),
            Some(super::reading::Selection::Span { .. }) | None => reading.cursor.ordinal,
        };
        let id = reading.article.id.clone();
        self.in_article(|reading, _| reading.selection = None);
        self.ask_for(Effect::Join(id, ordinal));
    }

    /// A repair is on disk, or could not be made.
    pub(super) fn repaired(&mut self, repair: Repair, result: Result<ArticleId, Fault>) {
        let lang = self.settings.lang;
        let doubts = self.overlays.iter_mut().find_map(Overlay::doubts_mut);
        let is_open = doubts.map(|doubts| doubts.is_busy = false).is_some();
        if repair == Repair::TakenBack {
            self.trail.repairs.pop();
        }
        let id = match result {
            Ok(id) => id,
            Err(fault) => return self.fault(&fault),
        };
        if repair != Repair::TakenBack {
            self.trail.repairs.push(0);
        }
        if self.reading.as_ref().is_some_and(|reading| reading.article.id == id) {
            self.ask_for(Effect::Load(id.clone()));
        }
        if is_open {
            let open = self.reading.as_ref().map(|reading| reading.article.id.clone());
            self.ask_for(Effect::FindDoubts(open));
        }
        if matches!(repair, Repair::ZoneGiven | Repair::TakenBack) {
            self.ask_for(Effect::Reload);
        }
        self.say(match repair {
            Repair::Split => say::paragraph_split(lang),
            Repair::Joined => say::paragraph_joined(lang),
            Repair::Accepted => say::doubt_accepted(lang),
            Repair::Rejected => say::doubt_rejected(lang),
            Repair::ZoneGiven => say::zone_given(lang),
            Repair::StartKept => say::start_kept(lang),
            Repair::TakenBack => say::repair_taken_back(lang),
        });
    }

    /// Undoes or does again.
    pub(super) fn undo(&mut self, undo: bool) {
        let is_repair = undo && self.trail.repairs.last() == Some(&0);
        self.ask_for(match (undo, is_repair) {
            (true, true) => Effect::TakeBack,
            (true, false) => Effect::Undo(1),
            (false, _) => Effect::Redo(1),
        });
    }

    /// One more change was made since the last repair, or one was undone.
    pub(super) fn count_since_repair(&mut self, by: isize) {
        if let Some(since) = self.trail.repairs.last_mut() {
            *since = since.saturating_add_signed(by);
        }
    }
}
