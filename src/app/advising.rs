//! Advice on the open article: one sign beside a paragraph, its words when they are asked for; taken it becomes a mark,
//! dismissed it is not shown again.
//!
//! Nothing is taken or dismissed that was not shown: the first `+` or `-` in a paragraph shows what there is.

use std::sync::Arc;

use super::reading::{Place, Reading};
use super::selection::Target;
use super::{App, Effect};
use crate::checks::Advice;
use crate::messages::reader as say;
use crate::words::{Article, Change, Problem, Record, Status, TagPath, Value};

/// What the program remarks on the open article.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// All of it, by place.
    all: Vec<Advice>,
    /// Which of it waits: neither taken nor dismissed.
    open: Vec<usize>,
    /// Which is shown with its words.
    shown: Option<usize>,
}

impl Reading {
    /// Takes what the program remarks on this text.
    fn take_advice(&mut self, advice: Vec<Advice>) {
        self.remarks = Remarks { all: advice, ..Remarks::default() };
        self.index_advice();
    }

    /// Forgets it: the text is another one, or nobody wants it.
    pub(super) fn forget_advice(&mut self) {
        self.remarks = Remarks::default();
    }

    /// Finds out which advice waits, after marks or dismissals changed.
    pub(super) fn index_advice(&mut self) {
        let waits = |advice: &Advice| {
            let is_taken = self.marks_on(advice.ordinal).any(|placed| {
                placed.author == self.own.author
                    && placed.span == Some(advice.span_chars)
                    && placed.mark.status != Status::Deleted
            });
            !is_taken && !self.own.dismissed.contains_key(&advice.key())
        };
        let all = &self.remarks.all;
        let open: Vec<usize> = (0..all.len()).filter(|at| all.get(*at).is_some_and(waits)).collect();
        self.remarks.shown = self.remarks.shown.filter(|shown| open.contains(shown));
        self.remarks.open = open;
    }

    /// The advice that waits, with its place in [`Remarks::all`].
    fn waiting(&self) -> impl DoubleEndedIterator<Item = (usize, &Advice)> {
        self.remarks.open.iter().filter_map(|at| Some((*at, self.remarks.all.get(*at)?)))
    }

    /// The advice on a block that waits, by place.
    pub fn advice_on(&self, ordinal: usize) -> impl Iterator<Item = &Advice> {
        let from = |advice: &Advice| advice.ordinal < ordinal;
        let start = self.remarks.open.partition_point(|at| self.remarks.all.get(*at).is_some_and(from));
        let open = self.remarks.open.iter().skip(start).filter_map(|at| self.remarks.all.get(*at));
        open.take_while(move |advice| advice.ordinal == ordinal)
    }

    /// The advice that is shown with its words: which of how many it is, and itself.
    pub fn shown_advice(&self) -> Option<(usize, usize, &Advice)> {
        let at = self.remarks.shown?;
        let nth = self.remarks.open.iter().position(|open| *open == at)?;
        let advice = self.remarks.all.get(at).filter(|advice| advice.ordinal == self.cursor.ordinal)?;
        Some((nth + 1, self.remarks.open.len(), advice))
    }

    /// Hides the words of the advice that is shown; whether one was.
    pub(super) fn hide_advice(&mut self) -> bool {
        let was_shown = self.shown_advice().is_some();
        self.remarks.shown = None;
        was_shown
    }

    /// The next advice that waits, or the one before: from the one that is shown, else from the reader's line.
    fn advice_beside(&self, forward: bool) -> Option<(usize, Place)> {
        let place = |advice: &Advice| (advice.ordinal, advice.span_bytes.0);
        let here = (self.cursor.ordinal, self.cursor.byte);
        let shown = self.remarks.shown.filter(|_| self.shown_advice().is_some());
        let is_beside = |(at, advice): &(usize, &Advice)| match (shown, forward) {
            (Some(shown), true) => *at > shown,
            (Some(shown), false) => *at < shown,
            (None, true) => place(advice) >= here,
            (None, false) => place(advice) < here,
        };
        let mut all = self.waiting();
        let found = if forward { all.find(is_beside) } else { all.rfind(is_beside) };
        found.map(|(at, advice)| (at, Place { ordinal: advice.ordinal, byte: advice.span_bytes.0 }))
    }
}

impl App {
    /// Asks for advice on the open article, when it is wanted.
    pub(super) fn ask_for_advice(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        if !self.settings.advice {
            return reading.forget_advice();
        }
        let article = reading.article.clone();
        // A long article is not looked at, its beginning neither.
        if article.is_beginning || article.text.len() > crate::checks::MOST_BYTES {
            return;
        }
        self.ask_for(Effect::Advise(article, self.settings.lang));
    }

    /// Advice is there; on another text than the one on the screen it is of no use.
    pub(super) fn advised(&mut self, article: &Arc<Article>, advice: Vec<Advice>, problems: &[Problem]) {
        let wanted = self.settings.advice;
        if let Some(reading) = self.reading.as_mut().filter(|reading| Arc::ptr_eq(&reading.article, article))
        {
            reading.take_advice(if wanted { advice } else { Vec::new() });
        }
        self.problems(problems);
    }

    /// To the next or previous advice, and shows its words.
    pub(super) fn by_advice(&mut self, forward: bool) {
        let Some(reading) = &self.reading else { return };
        let Some((at, place)) = reading.advice_beside(forward) else {
            let lang = self.settings.lang;
            let none = if forward { say::no_advice_after(lang) } else { say::no_advice_before(lang) };
            return self.decline(self.why_no_advice().unwrap_or(none));
        };
        if place.ordinal != reading.cursor.ordinal {
            self.leave_trace();
        }
        self.in_article(|reading, settings| {
            reading.selection = None;
            reading.go(place, settings);
            reading.remarks.shown = Some(at);
        });
        self.panes.focus = super::panes::Focus::Reader;
    }

    /// The words of advice go when the reader goes on to another paragraph.
    pub(super) fn settle_advice(&mut self) {
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.shown_advice().is_none()) {
            reading.remarks.shown = None;
        }
    }

    /// Why there is no advice on this article at all, when so.
    fn why_no_advice(&self) -> Option<String> {
        let lang = self.settings.lang;
        if !self.settings.advice {
            return Some(say::advice_is_off(lang));
        }
        let bytes = self.reading.as_ref().map_or(0, |reading| reading.article.text.len());
        (bytes > crate::checks::MOST_BYTES).then(|| say::advice_too_long(lang))
    }

    /// The advice that `+` and `-` are about; shows the paragraph's first when none is shown yet.
    fn advice_meant(&mut self) -> Option<Advice> {
        let reading = self.reading.as_mut()?;
        if let Some((_, _, advice)) = reading.shown_advice() {
            return Some(advice.clone());
        }
        let ordinal = reading.cursor.ordinal;
        let first = reading.waiting().find(|(_, advice)| advice.ordinal == ordinal).map(|(at, _)| at);
        reading.remarks.shown = first;
        if first.is_none() {
            let lang = self.settings.lang;
            let none = match reading.remarks.open.len() {
                0 => say::no_advice(lang),
                open => say::no_advice_here(lang, open),
            };
            self.decline(self.why_no_advice().unwrap_or(none));
        }
        None
    }

    /// Makes a mark of the advice that is shown: its words, its tag, its wording as the note.
    pub(super) fn take_suggestion(&mut self) {
        let Some(advice) = self.advice_meant() else { return };
        if !self.may_write() {
            return;
        }
        let lang = self.settings.lang;
        // A tag that this desk's codebook lacks is not made on the side.
        let known = self.catalogue.codebook.tag(&advice.tag).is_some();
        let tag = TagPath::new(&advice.tag).filter(|_| known);
        let done = match &tag {
            Some(tag) => say::advice_taken(lang, tag.leaf()),
            None => say::advice_noted(lang),
        };
        let target = Target { ordinal: advice.ordinal, span: Some(advice.span_chars) };
        let note = crate::text::Clean::new(&advice.note(lang)).as_str().to_owned();
        let change = self.new_mark(target, tag.into_iter().collect(), note);
        self.save(change.into_iter().collect(), done);
    }

    /// Puts the advice that is shown aside, with all of its kind on this paragraph.
    pub(super) fn dismiss_suggestion(&mut self) {
        let Some(advice) = self.advice_meant() else { return };
        if !self.may_write() {
            return;
        }
        let Some(reading) = &self.reading else { return };
        let key = advice.key();
        let alike = reading.advice_on(advice.ordinal).filter(|other| other.key() == key).count();
        let change = Change {
            article: reading.article.id.clone(),
            record: Record::Dismissed(key),
            old: Value::Absent,
            new: Value::When(self.now.moment),
        };
        self.save(vec![change], say::advice_dismissed(self.settings.lang, alike));
    }
}
