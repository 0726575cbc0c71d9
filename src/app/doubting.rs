//! The doubts of imported pages, one after the other; paragraphs split and joined; what `u` takes back of both.

use super::finding::Purpose;
use super::overlay::{LineBox, Overlay};
use super::seaming::Seam;
use super::{App, Effect};
use crate::import::answering::Case;
use crate::import::{Answer, DoubtKind};
use crate::messages::{Lang, import, reader as say, terms};
use crate::words::{ArticleCard, Fault, RepairKind, Rewrite, Verdict};

/// The doubts that wait for a word.
#[derive(Debug)]
pub struct Doubts {
    /// All of them, page by page.
    pub cases: Vec<Case>,
    /// Which one is shown.
    pub chosen: usize,
    /// How many there were when they were first shown: those answered since count along.
    pub all: usize,
    /// Whether an answer is on its way to the disk.
    pub is_busy: bool,
    /// The break of the doubt that is shown, while it is set by hand.
    pub seam: Option<Seam>,
}

impl Doubts {
    /// The doubt that is shown.
    pub fn case(&self) -> Option<&Case> {
        self.cases.get(self.chosen)
    }

    /// Which of all the doubts is shown, from 1: those answered since stand before it.
    pub fn place(&self) -> usize {
        self.all.saturating_sub(self.cases.len()) + self.chosen + 1
    }

    /// Another doubt; while a break is set, the beginning of another sentence.
    pub(super) fn step(&mut self, by: isize) {
        if let Some(seam) = &mut self.seam {
            return seam.by_sentences(by);
        }
        let last = self.cases.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }
}

impl App {
    /// The article that the doubt shown is about, when it is not the open one.
    pub fn doubted(&self) -> Option<&ArticleCard> {
        let doubts = self.overlays.iter().rev().find_map(Overlay::doubts)?;
        let id = &doubts.case()?.article;
        let is_open = self.reading.as_ref().is_some_and(|reading| reading.article.id == *id);
        self.catalogue.card(id).filter(|_| !is_open)
    }

    /// Looks for the doubts of the open article's page, or of every page.
    pub(super) fn doubts(&mut self) {
        self.notice(say::looking_for_doubts(self.settings.lang));
        let open = self.reading.as_ref().map(|reading| reading.article.id.clone());
        self.ask_for(Effect::FindDoubts(open));
    }

    /// The doubts were found.
    pub(super) fn doubts_found(&mut self, result: Result<Vec<Case>, Fault>) {
        let lang = self.settings.lang;
        self.notices.withdraw(&say::looking_for_doubts(lang));
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
                    doubts.all = doubts.all.max(cases.len());
                    doubts.cases = cases;
                    doubts.is_busy = false;
                    doubts.seam = None;
                }
            }
            (None, false) => {
                self.notices = super::toast::Notices::default();
                let open = self.reading.as_ref().map(|reading| &reading.article.id);
                let chosen = cases.iter().position(|case| Some(&case.article) == open).unwrap_or(0);
                self.work.steps_here = 0;
                self.show(Overlay::Doubts(Box::new(Doubts {
                    all: cases.len(),
                    cases,
                    chosen,
                    is_busy: false,
                    seam: None,
                })));
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
        let answer = match (doubts.seam.take(), answer) {
            (None, answer) => answer,
            (Some(seam), Answer::Accept) => Answer::Break(seam.place()),
            // What was set so far is given up.
            (Some(_), Answer::Reject | Answer::Edit(_) | Answer::Break(_)) => return,
        };
        doubts.is_busy = true;
        self.ask_for(Effect::AnswerDoubt(Box::new(case), answer));
    }

    /// Sets the doubt right by hand: a zone's name is typed, a break is placed, the others are asked about.
    pub(super) fn edit_doubt(&mut self) {
        let lang = self.settings.lang;
        let Some(Overlay::Doubts(doubts)) = self.overlays.last_mut() else { return self.doubts() };
        if doubts.is_busy || doubts.seam.is_some() {
            return;
        }
        let Some(case) = doubts.case() else { return };
        let answers = match case.doubt.kind {
            DoubtKind::Join | DoubtKind::Apart | DoubtKind::Split => {
                doubts.seam = Seam::of(case);
                return;
            }
            DoubtKind::Zone => {
                let input = super::input::Input::line(&case.doubt.proposed);
                let (purpose, before) = (Purpose::Zone, String::new());
                self.overlays.push(Overlay::Line(LineBox {
                    purpose,
                    input,
                    before,
                    history: None,
                    wrong: None,
                }));
                return;
            }
            DoubtKind::TruncatedStart => [say::head_lost(lang), say::head_whole(lang)],
            DoubtKind::ArticleStart => [say::one_article(lang), say::no_article_start(lang)],
        };
        let [yes, no] = answers;
        let answers = vec![
            (yes, super::overlay::Answer::Doubt(Answer::Accept)),
            (no, super::overlay::Answer::Doubt(Answer::Reject)),
            (say::answer_later(lang), super::overlay::Answer::Stay),
        ];
        let question = say::doubt_asked(lang, &case.doubt.key);
        self.ask(question, answers);
    }

    /// The break that is being set.
    fn open_seam(&mut self) -> Option<&mut Seam> {
        self.overlays.last_mut()?.doubts_mut()?.seam.as_mut()
    }

    /// Moves the break that is being set by characters; false when none is.
    pub(super) fn move_seam(&mut self, by: isize) -> bool {
        self.open_seam().map(|seam| seam.by_clusters(by)).is_some()
    }

    /// Parts or joins the paragraphs of the break that is being set; false when none is.
    fn set_seam(&mut self, is_parted: bool) -> bool {
        self.open_seam().map(|seam| seam.is_parted = is_parted).is_some()
    }

    /// Gives up the break that is being set; false when none is.
    pub(super) fn leave_seam(&mut self) -> bool {
        let doubts = self.overlays.last_mut().and_then(Overlay::doubts_mut);
        doubts.is_some_and(|doubts| doubts.seam.take().is_some())
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
        if self.set_seam(true) {
            return;
        }
        if let Some(Overlay::Doubts(doubts)) = self.overlays.last() {
            return match doubts.case().map(|case| case.doubt.kind) {
                Some(DoubtKind::Join) => self.answer_doubt(Answer::Reject),
                Some(DoubtKind::Split | DoubtKind::Apart) => self.answer_doubt(Answer::Accept),
                Some(DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart) | None => {
                    self.decline(say::no_seam_here(lang));
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
            return self.decline(say::split_where(lang));
        }
        let id = reading.article.id.clone();
        self.in_article(|reading, _| reading.selection = None);
        self.ask_for(Effect::Split(id, ordinal, before));
    }

    /// Joins the paragraph with the next; in a doubt, says that both are one.
    pub(super) fn join_paragraph(&mut self) {
        let lang = self.settings.lang;
        if self.set_seam(false) {
            return;
        }
        if let Some(Overlay::Doubts(doubts)) = self.overlays.last() {
            return match doubts.case().map(|case| case.doubt.kind) {
                Some(DoubtKind::Join) => self.answer_doubt(Answer::Accept),
                Some(DoubtKind::Split | DoubtKind::Apart) => self.answer_doubt(Answer::Reject),
                Some(DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart) | None => {
                    self.decline(say::no_seam_here(lang));
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

    /// Takes the last step back; a break that is being set is the last step.
    pub(super) fn undo(&mut self) {
        if self.leave_seam() || !self.may_undo_here() {
            return;
        }
        self.write(Effect::Undo(1));
    }

    /// Whether the last step may be taken back from here: what a view over the article did itself, or anything when
    /// nothing lies over it. What nobody sees is not undone.
    fn may_undo_here(&mut self) -> bool {
        match self.overlays.last() {
            None => return true,
            Some(Overlay::Relink(_) | Overlay::Doubts(_)) if self.work.steps_here > 0 => {
                self.work.steps_here -= 1;
                return true;
            }
            Some(_) => {}
        }
        let (lang, way) = (self.settings.lang, self.key_of("back").unwrap_or_default());
        self.decline(say::undo_not_here(lang, way));
        false
    }

    /// A repair is on disk, or could not be made.
    pub(super) fn repaired(&mut self, result: Result<Box<Rewrite>, Fault>) {
        if let Some(doubts) = self.overlays.iter_mut().find_map(Overlay::doubts_mut) {
            doubts.is_busy = false;
        }
        match result {
            Ok(rewrite) => {
                self.work.steps_here += 1;
                self.look_at_repair(&rewrite);
                self.say(repair_said(self.settings.lang, &rewrite));
            }
            Err(fault) => self.fault(&fault),
        }
    }

    /// A repair was taken back or made again; it is named as it was made.
    pub(super) fn repair_undone(&mut self, undo: bool, rewrite: &Rewrite) {
        let lang = self.settings.lang;
        let kind = terms::repair(lang, rewrite.kind.name());
        let verdict = terms::verdict(lang, rewrite.verdict.name());
        self.look_at_repair(rewrite);
        self.say(if undo {
            say::repair_undone(lang, verdict, kind)
        } else {
            say::repair_redone(lang, verdict, kind)
        });
    }

    /// Has what a repair changed read again: the open article, the doubts, the list where a zone changed.
    fn look_at_repair(&mut self, rewrite: &Rewrite) {
        if self.reading.as_ref().is_some_and(|reading| reading.article.id == rewrite.article) {
            self.ask_for(Effect::Load(rewrite.article.clone()));
        }
        if self.overlays.iter_mut().any(|overlay| overlay.doubts_mut().is_some()) {
            let open = self.reading.as_ref().map(|reading| reading.article.id.clone());
            self.ask_for(Effect::FindDoubts(open));
        }
        if rewrite.from != rewrite.to {
            self.ask_for(Effect::Reload);
        }
    }
}

/// What became of a doubt or a paragraph, and how to take it back.
fn repair_said(lang: Lang, rewrite: &Rewrite) -> String {
    let is_ruled = !rewrite.rules.is_empty();
    match (rewrite.kind, rewrite.verdict) {
        (RepairKind::Zone, Verdict::Rejected) if rewrite.rules.is_empty() => say::zone_left_open(lang),
        (RepairKind::Zone, _) => say::zone_given(lang),
        (RepairKind::Start, _) => say::start_kept(lang),
        (RepairKind::Split, Verdict::Made) => say::paragraph_split(lang),
        (RepairKind::Joined, Verdict::Made) => say::paragraph_joined(lang),
        (RepairKind::HeadLost, Verdict::Made) | (_, Verdict::Accepted) => {
            if is_ruled {
                import::doubt_accepted_ruled(lang)
            } else {
                say::doubt_accepted(lang)
            }
        }
        (_, Verdict::Rejected) => {
            if is_ruled {
                import::doubt_rejected_ruled(lang)
            } else {
                say::doubt_rejected(lang)
            }
        }
        (_, Verdict::Edited) => {
            if is_ruled {
                import::doubt_edited_ruled(lang)
            } else {
                say::doubt_edited(lang)
            }
        }
    }
}
