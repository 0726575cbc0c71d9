//! Applying changes: one call is one step, saved in every file it touches and journalled as one.

use std::collections::BTreeSet;
use std::fs;

use super::copies::Copy;
use super::journal::{Content, EntryKind, Journal};
use super::lock::lock;
use super::plan::Plan;
use super::save::{Placed, Prepared, prepare};
use super::{ROUNDS, Store, save};
use crate::messages::{store as say, system};
use crate::words::{
    Annotations, ArticleId, Change, Fault, FaultKind, Moment, Problem, Severity, Status, TagFate, TagPath,
    Value,
};

/// Whether the user has said yes to deleting many marks at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// Nobody asked.
    NotAsked,
    /// The user said yes.
    Given,
}

/// What a save ends with; everything in it is durable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Saved {
    /// One's own files as they are now, by article.
    pub annotations: Vec<Annotations>,
    /// What was really changed; empty when everything was so already.
    pub changes: Vec<Change>,
    /// What the user should know: a note kept twice, a file system without locks.
    pub remarks: Vec<Problem>,
    /// What became of the tags that the step had made, when it was undone or done again.
    pub tags: Vec<(TagPath, TagFate)>,
}

/// How changes meet what the disk holds by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Merged, per record and field.
    Merge,
    /// Only onto exactly what they expect (undo and redo).
    Strict,
}

/// Asked on the way: how many of how many parts of the work are done; whether it goes on.
pub type GoesOn<'a> = dyn Fn(usize, usize) -> bool + 'a;

/// What a step is and how it is made.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) manner: Manner,
    pub(super) kind: EntryKind,
    pub(super) consent: Consent,
    pub(super) now: Moment,
    /// The tags that the step to be undone or done again had made.
    pub(super) tags: &'a [TagPath],
    /// Who is told how far it is, and may stop it.
    pub(super) goes_on: &'a GoesOn<'a>,
    /// Whether what lies on the disk may not be durable: it is written again even when nothing changes.
    pub(super) unsure: bool,
}

impl Step<'_> {
    /// A step that is merged, makes no tag of its own and is not stopped.
    pub(super) fn new(kind: EntryKind, consent: Consent, now: Moment) -> Self {
        Self { manner: Manner::Merge, kind, consent, now, tags: &[], goes_on: &|_, _| true, unsure: false }
    }
}

impl Store {
    /// Saves changes to one's own files as one step that can be undone. Returns only when all is durable.
    ///
    /// # Errors
    /// Corrupt, schema too new, busy, refused (the guard, a link, many deletions not agreed to, a record that
    /// is gone), I/O. What was saved before the error stays saved and journalled.
    pub fn apply(&self, changes: &[Change], consent: Consent, now: Moment) -> Result<Saved, Fault> {
        self.apply_while(changes, consent, now, &|_, _| true)
    }

    /// The same for many articles, for as long as it goes on: what was saved until it is stopped is the step.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn apply_while(
        &self,
        changes: &[Change],
        consent: Consent,
        now: Moment,
        goes_on: &GoesOn<'_>,
    ) -> Result<Saved, Fault> {
        self.save_changes(changes, Step { goes_on, ..Step::new(EntryKind::Do, consent, now) })
    }

    /// Saves what `make` answers to one's own files on these articles as they are on the disk at that moment:
    /// no other save comes in between. One step, as [`Store::apply`].
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn change(
        &self,
        articles: &BTreeSet<ArticleId>,
        consent: Consent,
        now: Moment,
        make: &dyn Fn(&Annotations) -> Vec<Change>,
    ) -> Result<Saved, Fault> {
        self.save_step(articles, make, Step::new(EntryKind::Do, consent, now))
    }

    pub(super) fn save_changes(&self, changes: &[Change], step: Step<'_>) -> Result<Saved, Fault> {
        let articles = changes.iter().map(|change| change.article.clone()).collect();
        let make = |own: &Annotations| {
            changes.iter().filter(|change| change.article == own.article).cloned().collect()
        };
        self.save_step(&articles, &make, step)
    }

    fn save_step(
        &self,
        articles: &BTreeSet<ArticleId>,
        make: &dyn Fn(&Annotations) -> Vec<Change>,
        step: Step<'_>,
    ) -> Result<Saved, Fault> {
        let mut waiting: Vec<&ArticleId> = articles.iter().collect();
        let mut saved = Saved::default();
        if waiting.is_empty() {
            return Ok(saved);
        }
        let lock = lock(&self.root, self.lang)?;
        saved.remarks.extend(lock.remark.clone());
        // A step without its confirmation: the one before was cut short, and what it wrote may not be durable.
        let (mut journal, unsure) = self.open_journal()?;
        let step = Step { unsure, ..step };
        for _ in 0..ROUNDS {
            let plans = self.plans(&waiting, make, step)?;
            let outcome = self.commit(plans, &mut journal, step, &mut saved);
            waiting.retain(|article| !saved.annotations.iter().any(|done| done.article == **article));
            match outcome {
                Err(fault) => return Err(fault),
                Ok(Placed::Durable) => {
                    // A journal too long is no reason to call a durable save failed.
                    let _ = journal.compact();
                    self.fill_trash(&saved);
                    return Ok(saved);
                }
                Ok(Placed::Changed) => {}
            }
        }
        self.journal_part(&mut journal, step, &saved.changes);
        Err(save::keeps_changing(&self.root.join("annotations"), self.lang))
    }

    fn plans(
        &self,
        articles: &[&ArticleId],
        make: &dyn Fn(&Annotations) -> Vec<Change>,
        step: Step<'_>,
    ) -> Result<Vec<Plan>, Fault> {
        let mut plans = Vec::new();
        for article in articles {
            plans.push(self.plan(article, make, step)?);
            if !(step.goes_on)(0, articles.len()) {
                return Ok(Vec::new());
            }
        }
        if step.consent == Consent::NotAsked {
            let deleted: usize = plans.iter().map(|plan| deletions(&plan.changes)).sum();
            let many = |plan: &Plan| {
                let gone = deletions(&plan.changes);
                let left = plan.after.marks.iter().filter(|mark| mark.status != Status::Deleted).count();
                must_ask(gone, gone + left)
            };
            if must_ask(deleted, usize::MAX) || plans.iter().any(many) {
                let message = say::many_deletions(self.lang, deleted);
                return Err(Fault::new(FaultKind::Refused, "store.many-deletions", message)
                    .with_hint(say::say_yes(self.lang)));
            }
        }
        Ok(plans)
    }

    /// Makes the new versions durable, journals the step, puts them in place.
    fn commit(
        &self,
        plans: Vec<Plan>,
        journal: &mut Journal,
        step: Step<'_>,
        saved: &mut Saved,
    ) -> Result<Placed, Fault> {
        // Making a version durable and putting it in place take half the time each.
        let parts = 2 * plans.len();
        let ready = self.make_ready(plans, step, saved)?;
        if ready.is_empty() {
            return Ok(Placed::Durable);
        }
        let mut changes: Vec<Change> = saved.changes.clone();
        changes.extend(ready.iter().flat_map(|(plan, _)| plan.changes.iter().cloned()));
        let tags = self.tags_made(step, &changes);
        if !changes.is_empty() {
            let content = Content { changes: &changes, tags: &tags, rewrite: None };
            journal.begin(step.now, step.kind, content).map_err(|error| {
                let _ = journal.withdraw();
                self.state_fault(&error)
            })?;
        }
        let is_one = ready.len() == 1;
        let mut ready = ready.into_iter();
        while let Some((plan, prepared)) = ready.next() {
            let done = parts - ready.len() - 1;
            if !is_one && !(step.goes_on)(done / 2, parts / 2) {
                give_up(ready.chain([(plan, prepared)]));
                let _ = journal.withdraw();
                self.journal_part(journal, step, &saved.changes);
                return Ok(Placed::Durable);
            }
            match prepared.put(plan.old.as_deref(), self.lang) {
                Ok(Placed::Durable) => self.after_put(plan, step.now, saved),
                // The next round writes the step anew; a journal that says too much is read against the files.
                Ok(Placed::Changed) => {
                    let _ = journal.withdraw();
                    return Ok(Placed::Changed);
                }
                Err(fault) => {
                    let _ = journal.withdraw();
                    self.journal_part(journal, step, &saved.changes);
                    // It may have taken its place before the failure: unconfirmed, the files will tell.
                    let content = Content { changes: &plan.changes, tags: &tags, rewrite: None };
                    let _ = journal.begin(step.now, step.kind, content);
                    return Err(fault);
                }
            }
        }
        self.settle_tags(step.kind, &tags, saved);
        // Unconfirmed it would be looked up in the files: no reason to fail.
        if !changes.is_empty() {
            let _ = journal.confirm();
        }
        Ok(Placed::Durable)
    }

    /// Makes the new versions durable beside their places; none of them when it is stopped.
    fn make_ready(
        &self,
        plans: Vec<Plan>,
        step: Step<'_>,
        saved: &mut Saved,
    ) -> Result<Vec<(Plan, Prepared)>, Fault> {
        let mut ready: Vec<(Plan, Prepared)> = Vec::new();
        let of = plans.len();
        for plan in plans {
            if !(step.goes_on)(ready.len() / 2, of) {
                give_up(ready);
                return Ok(Vec::new());
            }
            let is_needed =
                !plan.changes.is_empty() || !plan.copies.is_empty() || (step.unsure && plan.old.is_some());
            if plan.old.is_some() && (!is_needed || step.unsure) {
                save::settle(&self.root, &plan.path, self.lang)?;
            }
            if !is_needed {
                saved.annotations.push(plan.after);
                continue;
            }
            if let Some(old) = &plan.old {
                self.back_up(&plan.article, old, step.now).map_err(|error| self.state_fault(&error))?;
            }
            let prepared = prepare(&self.root, &plan.path, plan.text.as_bytes(), self.lang)?;
            ready.push((plan, prepared));
        }
        Ok(ready)
    }

    /// The tags of a step: those that it made, or that the step had made which it takes back or does again.
    fn tags_made(&self, step: Step<'_>, changes: &[Change]) -> Vec<TagPath> {
        match step.kind {
            EntryKind::Do => self.made_for(changes),
            EntryKind::Undo | EntryKind::Redo | EntryKind::Skip => step.tags.to_vec(),
        }
    }

    /// The step's marks are in place: the tags it made belong to it, or go with it.
    fn settle_tags(&self, kind: EntryKind, tags: &[TagPath], saved: &mut Saved) {
        if kind != EntryKind::Undo || tags.is_empty() {
            return self.made().retain(|made| !tags.contains(made));
        }
        match self.forget_tags(tags) {
            Ok(fates) => saved.tags.extend(fates),
            // The marks are taken back all the same.
            Err(fault) => {
                let names: Vec<&str> = tags.iter().map(TagPath::as_str).collect();
                let message = say::tags_not_taken(self.lang, names.join("  "), &fault);
                saved
                    .remarks
                    .push(Problem::error("", 0, 0, "store.tag-stays", message).at(Severity::Warning));
            }
        }
    }

    /// Journals what a step that failed half-way did save. Best effort: the step's failure is what is reported.
    fn journal_part(&self, journal: &mut Journal, step: Step<'_>, changes: &[Change]) {
        let content = Content { changes, tags: &self.tags_made(step, changes), rewrite: None };
        if !changes.is_empty() && journal.begin(step.now, step.kind, content).is_ok() {
            let _ = journal.confirm();
        }
    }

    fn after_put(&self, plan: Plan, now: Moment, saved: &mut Saved) {
        // It is durable where it belongs, and a copy is made before the next save in any case.
        if let Err(error) = self.back_up(&plan.article, plan.text.as_bytes(), now) {
            let message = say::no_copy_kept(self.lang, system::why(self.lang, &error));
            let remark = Problem::error("", 0, 0, "store.no-copy", message).at(Severity::Warning);
            saved.remarks.push(remark.with_hint(say::see_to_your_folder(self.lang, self.private_folder())));
        }
        for copy in &plan.copies {
            self.put_aside(&plan.article, copy);
        }
        self.known().insert(plan.article.clone(), plan.after.marks.len());
        self.keep_read(plan.text, plan.parsed);
        saved.annotations.push(plan.after);
        saved.changes.extend(plan.changes);
        saved.remarks.extend(plan.remarks);
    }

    /// A copy whose records are durable in the owner's file goes to the backups and leaves the library.
    fn put_aside(&self, article: &ArticleId, copy: &Copy) {
        let name = copy.path.file_name().unwrap_or_default();
        let kept = self.private.join("backups").join(article.as_str()).join("copies").join(name);
        if super::private::write(&kept, copy.source.as_bytes(), super::private::Keep::Durable).is_ok() {
            // Still there, it would only be merged in again.
            let _ = fs::remove_file(&copy.path);
        }
    }
}

/// Drops versions that are not put in place any more, and the folders that were made for them alone.
fn give_up(ready: impl IntoIterator<Item = (Plan, Prepared)>) {
    for (plan, prepared) in ready {
        drop(prepared);
        if let (None, Some(folder)) = (&plan.old, plan.path.parent()) {
            // One with something in it stays.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Whether deleting so many of a file's marks at once must be asked: more than 20, or 5 that are over 30 % of them.
pub(super) fn must_ask(gone: usize, of: usize) -> bool {
    gone > 20 || (gone >= 5 && gone * 10 > of.saturating_mul(3))
}

/// How many marks a list of changes takes away.
fn deletions(changes: &[Change]) -> usize {
    let takes_away = |change: &&Change| {
        change.new == Value::Status(Status::Deleted) && change.old != Value::Status(Status::Deleted)
    };
    changes.iter().filter(takes_away).count()
}
