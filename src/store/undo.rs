//! Undo and redo over the journal: each step a new save, made only where the fields hold what it expects.

use std::io;
use std::path::PathBuf;

use super::apply::{Consent, Manner, Saved, Step};
use super::journal::{self, Entry, EntryKind};
use super::lock::lock;
use super::{Store, files};
use crate::messages::store as say;
use crate::words::{
    Annotations, ArticleId, Change, Fault, FaultKind, Moment, Problem, Rewrite, TagFate, TagPath,
};

/// What an undo or redo ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Undone {
    /// How many steps were taken back or done again.
    pub steps: usize,
    /// What the saves together changed, oldest first.
    pub saved: Saved,
    /// The repairs of article files that were written for it, oldest first.
    pub rewrites: Vec<Rewrite>,
}

impl Store {
    pub(super) fn journal_path(&self) -> PathBuf {
        self.private.join("journal.jsonl")
    }

    /// A failure in the user's own folder, said as it is.
    pub(super) fn state_fault(&self, error: &io::Error) -> Fault {
        files::io_fault(self.lang, &self.private, error)
    }

    /// Every step that was made, oldest first, undone ones and their undoing among them.
    ///
    /// # Errors
    /// I/O when the journal cannot be read.
    pub fn log(&self) -> Result<Vec<Entry>, Fault> {
        let entries = journal::read(&self.journal_path()).map_err(|error| self.state_fault(&error))?;
        let happened = |entry: Entry| if entry.confirmed { Some(entry) } else { self.part(entry) };
        Ok(entries.into_iter().filter_map(happened).collect())
    }

    /// What the files hold of a step whose confirmation is missing.
    fn part(&self, entry: Entry) -> Option<Entry> {
        entry.part(self.looks(), |rewrite| self.is_repaired(rewrite))
    }

    /// The steps that can be undone and those that can be done again, the next one last.
    ///
    /// # Errors
    /// I/O when the journal cannot be read.
    pub fn steps(&self) -> Result<(Vec<Entry>, Vec<Entry>), Fault> {
        let entries = journal::read(&self.journal_path()).map_err(|error| self.state_fault(&error))?;
        Ok(journal::stacks(entries, |entry| self.part(entry)))
    }

    /// Whether one's own file holds what a change left there: asked of many changes, each file is read once.
    pub(super) fn looks(&self) -> impl FnMut(&Change) -> bool + '_ {
        let mut read: Option<(ArticleId, Option<Annotations>)> = None;
        move |change| {
            if read.as_ref().is_none_or(|(article, _)| *article != change.article) {
                let own = self.read(&change.article, &self.annotator).ok();
                read = Some((change.article.clone(), own.map(|disk| disk.parsed.annotations)));
            }
            let own = read.as_ref().and_then(|(_, own)| own.as_ref());
            own.is_some_and(|own| change.found(own).says_the_same(&change.new))
        }
    }

    /// Takes back the last steps, `count` at most.
    ///
    /// # Errors
    /// Refused when there is nothing to undo, or a field no longer holds what the step left there: that step
    /// is put aside, nothing else is changed. Else as [`Store::apply`].
    pub fn undo(&self, count: usize, now: Moment) -> Result<Undone, Fault> {
        self.step(count, EntryKind::Undo, now)
    }

    /// Does again what was taken back, `count` steps at most.
    ///
    /// # Errors
    /// As [`Store::undo`].
    pub fn redo(&self, count: usize, now: Moment) -> Result<Undone, Fault> {
        self.step(count, EntryKind::Redo, now)
    }

    fn step(&self, count: usize, kind: EntryKind, now: Moment) -> Result<Undone, Fault> {
        let mut undone = Undone { steps: 0, saved: Saved::default(), rewrites: Vec::new() };
        for _ in 0..count {
            let (mut undo, mut redo) = self.steps()?;
            let entry = if kind == EntryKind::Undo { undo.pop() } else { redo.pop() };
            let Some(entry) = entry else { break };
            if let Some(rewrite) = &entry.rewrite {
                let rewrite = if kind == EntryKind::Undo { rewrite.inverse() } else { rewrite.clone() };
                let done = self.rewrite_as(&rewrite, kind, now);
                let remark = done.map_err(|fault| self.after_failure(fault, kind, undone.steps, now))?;
                undone.saved.remarks.extend(remark);
                undone.steps += 1;
                undone.rewrites.push(rewrite);
                continue;
            }
            let saved = self.turn(&entry, kind, now);
            let saved = saved.map_err(|fault| self.after_failure(fault, kind, undone.steps, now))?;
            undone.steps += 1;
            undone
                .saved
                .annotations
                .retain(|old| !saved.annotations.iter().any(|new| new.article == old.article));
            undone.saved.annotations.extend(saved.annotations);
            undone.saved.changes.extend(saved.changes);
            undone.saved.remarks.extend(saved.remarks);
            undone.saved.tags.extend(saved.tags);
        }
        if undone.steps == 0 {
            let message = if kind == EntryKind::Undo {
                say::nothing_to_undo(self.lang)
            } else {
                say::nothing_to_redo(self.lang)
            };
            return Err(Fault::new(FaultKind::Refused, "store.nothing-to-undo", message)
                .with_hint(say::see_the_log(self.lang)));
        }
        Ok(undone)
    }

    /// Takes a step's changes back, or makes them again: the tags that it had made go last and come first.
    fn turn(&self, entry: &Entry, kind: EntryKind, now: Moment) -> Result<Saved, Fault> {
        let tags = entry.tags.as_slice();
        let step = Step { manner: Manner::Strict, tags, ..Step::new(kind, Consent::Given, now) };
        if kind == EntryKind::Undo {
            let changes: Vec<Change> = entry.changes.iter().rev().map(Change::inverse).collect();
            return self.save_changes(&changes, step);
        }
        let back = if tags.is_empty() { Vec::new() } else { self.add_tags(tags)? };
        let mut saved = self.save_changes(&entry.changes, step).inspect_err(|_| self.forget_again(&back))?;
        saved.tags.extend(back.into_iter().map(|tag| (tag, TagFate::Back)));
        Ok(saved)
    }

    /// Takes back tags that were put there for a step that then could not be done.
    fn forget_again(&self, tags: &[TagPath]) {
        if let (false, Ok(_lock)) = (tags.is_empty(), lock(&self.root, self.lang)) {
            // A tag too many loses nothing; the step's failure is what is reported.
            let _ = self.forget_tags(tags);
        }
    }

    /// A step that met something unexpected is put aside, so that the one before it can still be reached.
    fn after_failure(&self, mut fault: Fault, kind: EntryKind, steps: usize, now: Moment) -> Fault {
        let conflict = fault.problems.first().is_some_and(|problem| problem.code == "store.conflict");
        if conflict && kind == EntryKind::Undo {
            let skipped = journal::Journal::open(&self.journal_path()).and_then(|mut journal| {
                journal.begin(now, EntryKind::Skip, <&[Change]>::default()).and_then(|()| journal.confirm())
            });
            if skipped.is_ok() {
                fault = fault.with_hint(say::put_aside(self.lang));
            }
        }
        if steps > 0 {
            fault.problems.push(Problem::error(
                "",
                0,
                0,
                "store.partly-undone",
                say::partly_undone(self.lang, steps),
            ));
        }
        fault
    }
}
