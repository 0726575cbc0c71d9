//! Applying changes: one call is one step, saved in every file it touches and journalled as one.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use super::copies::Copy;
use super::journal::{EntryKind, Journal};
use super::lock::lock;
use super::save::{Placed, Prepared, prepare};
use super::{OnDisk, ROUNDS, Store, files, save};
use crate::formats::annotations::merge::{Conflict, next_rev, rebase};
use crate::formats::annotations::{self, FILE_LIMIT_BYTES, NOTE_LIMIT_BYTES, TAGS_LIMIT};
use crate::messages::store as say;
use crate::words::change::difference;
use crate::words::{
    Annotations, ArticleId, Change, Fault, FaultKind, Moment, Problem, Record, Severity, Status, Value,
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
#[derive(Debug, Clone, PartialEq)]
pub struct Saved {
    /// One's own files as they are now, by article.
    pub annotations: Vec<Annotations>,
    /// What was really changed; empty when everything was so already.
    pub changes: Vec<Change>,
    /// What the user should know: a note kept twice, a file system without locks.
    pub remarks: Vec<Problem>,
}

/// How changes meet what the disk holds by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    /// Merged, per record and field.
    Merge,
    /// Only onto exactly what they expect (undo and redo).
    Strict,
}

/// One file's part of a step.
struct Plan {
    article: ArticleId,
    path: PathBuf,
    old: Option<Vec<u8>>,
    after: Annotations,
    text: String,
    changes: Vec<Change>,
    copies: Vec<Copy>,
    remarks: Vec<Problem>,
}

impl Store {
    /// Saves changes to one's own files as one step that can be undone. Returns only when all is durable.
    ///
    /// # Errors
    /// Corrupt, schema too new, busy, refused (the guard, a link, many deletions not agreed to, a record that
    /// is gone), I/O. What was saved before the error stays saved and journalled.
    pub fn apply(&self, changes: &[Change], consent: Consent, now: Moment) -> Result<Saved, Fault> {
        self.save_step(changes, Manner::Merge, EntryKind::Do, consent, now)
    }

    pub(super) fn save_step(
        &self,
        changes: &[Change],
        manner: Manner,
        kind: EntryKind,
        consent: Consent,
        now: Moment,
    ) -> Result<Saved, Fault> {
        let articles: BTreeSet<&ArticleId> = changes.iter().map(|change| &change.article).collect();
        let mut waiting: Vec<&ArticleId> = articles.into_iter().collect();
        let mut saved = Saved { annotations: Vec::new(), changes: Vec::new(), remarks: Vec::new() };
        if waiting.is_empty() {
            return Ok(saved);
        }
        let lock = lock(&self.root, self.lang)?;
        saved.remarks.extend(lock.remark.clone());
        let mut journal = Journal::open(&self.journal_path()).map_err(|error| self.state_fault(&error))?;
        for _ in 0..ROUNDS {
            let plans = self.plans(&waiting, changes, manner, consent, now)?;
            let outcome = self.commit(plans, &mut journal, kind, now, &mut saved);
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
        journal_part(&mut journal, kind, now, &saved.changes);
        Err(save::keeps_changing(&self.root.join("annotations"), self.lang))
    }

    fn plans(
        &self,
        articles: &[&ArticleId],
        changes: &[Change],
        manner: Manner,
        consent: Consent,
        now: Moment,
    ) -> Result<Vec<Plan>, Fault> {
        let plans: Vec<Plan> = articles
            .iter()
            .map(|article| self.plan(article, changes, manner, now))
            .collect::<Result<_, _>>()?;
        if consent == Consent::NotAsked {
            let deleted: usize = plans.iter().map(|plan| deletions(&plan.changes)).sum();
            let many = |plan: &Plan| {
                let gone = deletions(&plan.changes);
                let before =
                    gone + plan.after.marks.iter().filter(|mark| mark.status != Status::Deleted).count();
                gone >= 5 && gone * 10 > before * 3
            };
            if deleted > 20 || plans.iter().any(many) {
                let message = say::many_deletions(self.lang, deleted);
                return Err(Fault::new(FaultKind::Refused, "store.many-deletions", message)
                    .with_hint(say::say_yes(self.lang)));
            }
        }
        Ok(plans)
    }

    /// What one file will hold: read, merge, edit, read again.
    fn plan(
        &self,
        article: &ArticleId,
        changes: &[Change],
        manner: Manner,
        now: Moment,
    ) -> Result<Plan, Fault> {
        let folder = files::folder(&self.root, article);
        let names = files::names(&self.root, &folder, self.lang)?;
        let disk = self.writable(article)?;
        let mut remarks = Vec::new();
        let copies = self.copies(article, &self.annotator, &names, &mut remarks);
        remarks.retain(|problem| problem.severity != Severity::Advice);
        self.sweep(&folder, &names);
        let mut before = disk.parsed.annotations.clone();
        for copy in &copies {
            before = self.merge_copy(article, &before, &copy.parsed.annotations);
        }
        let mut after = before.clone();
        for change in changes.iter().filter(|change| change.article == *article) {
            match self.put(change, manner, &mut after)? {
                Some(conflict) => remarks.push(self.kept_twice(conflict)),
                None => {}
            }
        }
        if disk.bytes.is_none() || self.author_name != self.annotator.as_str() {
            after.author_name.clone_from(&self.author_name);
        }
        stamp(&disk.parsed.annotations, &mut after, now);
        self.limits(&after)?;
        let text = self.render(&disk, &copies, &after)?;
        let changes = difference(&before, &after);
        Ok(Plan {
            article: article.clone(),
            path: self.file(article, &self.annotator),
            old: disk.bytes,
            after,
            text,
            changes,
            copies,
            remarks,
        })
    }

    /// One's own file, if it may be written.
    pub(super) fn writable(&self, article: &ArticleId) -> Result<OnDisk, Fault> {
        let disk = self.read(article, &self.annotator)?;
        let errors: Vec<Problem> =
            disk.parsed.problems.iter().filter(|p| p.severity == Severity::Error).cloned().collect();
        if !errors.is_empty() {
            return Err(Fault { kind: FaultKind::Corrupt, problems: errors });
        }
        if disk.parsed.is_too_new() {
            return Err(Fault { kind: FaultKind::SchemaTooNew, problems: disk.parsed.problems });
        }
        let known = self.known().get(article).copied().unwrap_or_default();
        if known > 0 && disk.parsed.annotations.marks.is_empty() {
            let message =
                say::not_believed(self.lang, self.shown(&self.file(article, &self.annotator)), known);
            return Err(Fault::new(FaultKind::Refused, "store.not-believed", message)
                .with_hint(say::restore_backup(self.lang)));
        }
        Ok(disk)
    }

    fn put(
        &self,
        change: &Change,
        manner: Manner,
        after: &mut Annotations,
    ) -> Result<Option<Conflict>, Fault> {
        let outcome = match manner {
            Manner::Merge => rebase(change, after),
            Manner::Strict => change.apply(after).map(|()| None),
        };
        outcome.map_err(|mismatch| {
            let record = record_name(&change.record);
            let gone = mismatch.found == Value::Absent;
            let message = if gone {
                say::record_gone(self.lang, record)
            } else {
                say::field_changed(self.lang, record)
            };
            Fault::new(FaultKind::Refused, "store.conflict", message).with_hint(say::look_again(self.lang))
        })
    }

    fn kept_twice(&self, conflict: Conflict) -> Problem {
        Problem::error(
            "",
            0,
            0,
            "store.note-conflict",
            say::kept_twice(self.lang, conflict.kept, conflict.other),
        )
        .at(Severity::Warning)
        .with_hint(say::choose_one(self.lang))
    }

    fn limits(&self, after: &Annotations) -> Result<(), Fault> {
        for mark in &after.marks {
            if mark.note.len() > NOTE_LIMIT_BYTES {
                let message = say::note_too_long(self.lang, mark.note.len(), NOTE_LIMIT_BYTES / 1024);
                return Err(Fault::new(FaultKind::Refused, "store.note-too-long", message)
                    .with_hint(say::split_it(self.lang)));
            }
            if mark.tags.len() > TAGS_LIMIT {
                let message = say::too_many_tags(self.lang, mark.tags.len(), TAGS_LIMIT);
                return Err(Fault::new(FaultKind::Refused, "store.too-many-tags", message)
                    .with_hint(say::split_it(self.lang)));
            }
        }
        Ok(())
    }

    /// Edits the text that is there, reads the result, and compares it with what was meant; then the guard.
    pub(super) fn render(
        &self,
        disk: &OnDisk,
        copies: &[Copy],
        after: &Annotations,
    ) -> Result<String, Fault> {
        let article = &after.article;
        let broken = |reason: String| {
            self.quarantine(article, reason.as_bytes());
            Fault::new(FaultKind::Refused, "store.guard", say::guard(self.lang, &reason))
                .with_hint(say::quarantined(self.lang))
        };
        let text = if disk.bytes.is_none() {
            copies
                .iter()
                .fold(annotations::render(after), |text, copy| annotations::graft(&text, &copy.source, None))
        } else {
            let grafted = copies
                .iter()
                .fold(disk.source.clone(), |text, copy| annotations::graft(&text, &copy.source, None));
            if copies.is_empty() && !disk.aliased {
                annotations::edit(&grafted, &disk.parsed.annotations, after).map_err(broken)?
            } else {
                let from = annotations::parse("", &grafted, article, &after.author, self.lang).annotations;
                annotations::edit(&grafted, &from, after).map_err(broken)?
            }
        };
        if text.len() as u64 > FILE_LIMIT_BYTES {
            let message = say::too_large(
                self.lang,
                self.shown(&self.file(article, &self.annotator)),
                FILE_LIMIT_BYTES >> 20,
            );
            return Err(Fault::new(FaultKind::Refused, "store.too-large", message)
                .with_hint(say::split_it(self.lang)));
        }
        let again = annotations::parse("", &text, article, &after.author, self.lang);
        let lost =
            disk.parsed.annotations.marks.iter().find(|mark| again.annotations.mark(mark.id).is_none());
        if let Some(lost) = lost {
            self.quarantine(article, text.as_bytes());
            let message = say::guard(self.lang, lost.id);
            return Err(
                Fault::new(FaultKind::Refused, "store.guard", message).with_hint(say::quarantined(self.lang))
            );
        }
        if again.annotations != *after || again.is_corrupt() {
            return Err(broken(text));
        }
        Ok(text)
    }

    /// Makes the new versions durable, journals the step, puts them in place.
    fn commit(
        &self,
        plans: Vec<Plan>,
        journal: &mut Journal,
        kind: EntryKind,
        now: Moment,
        saved: &mut Saved,
    ) -> Result<Placed, Fault> {
        let mut ready: Vec<(Plan, Prepared)> = Vec::new();
        for plan in plans {
            if plan.changes.is_empty() && plan.copies.is_empty() {
                saved.annotations.push(plan.after);
                continue;
            }
            if let Some(old) = &plan.old {
                self.back_up(&plan.article, old, now).map_err(|error| self.state_fault(&error))?;
            }
            let prepared = prepare(&self.root, &plan.path, plan.text.as_bytes(), self.lang)?;
            ready.push((plan, prepared));
        }
        if ready.is_empty() {
            return Ok(Placed::Durable);
        }
        let mut step: Vec<Change> = saved.changes.clone();
        step.extend(ready.iter().flat_map(|(plan, _)| plan.changes.iter().cloned()));
        journal.begin(now, kind, &step).map_err(|error| {
            let _ = journal.withdraw();
            self.state_fault(&error)
        })?;
        for (plan, prepared) in ready {
            match prepared.put(plan.old.as_deref(), self.lang) {
                Ok(Placed::Durable) => self.after_put(plan, saved),
                // The next round writes the step anew; a journal that says too much is read against the files.
                Ok(Placed::Changed) => {
                    let _ = journal.withdraw();
                    return Ok(Placed::Changed);
                }
                Err(fault) => {
                    let _ = journal.withdraw();
                    journal_part(journal, kind, now, &saved.changes);
                    // It may have taken its place before the failure: unconfirmed, the files will tell.
                    let _ = journal.begin(now, kind, &plan.changes);
                    return Err(fault);
                }
            }
        }
        // Unconfirmed it would be looked up in the files: no reason to fail.
        let _ = journal.confirm();
        Ok(Placed::Durable)
    }

    fn after_put(&self, plan: Plan, saved: &mut Saved) {
        for copy in &plan.copies {
            self.put_aside(&plan.article, copy);
        }
        self.known().insert(plan.article.clone(), plan.after.marks.len());
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

    /// Temp files of one's own file that outlived their process; the lock is held.
    fn sweep(&self, folder: &std::path::Path, names: &[String]) {
        let own = format!("{}.toml", self.annotator);
        for name in names.iter().filter(|name| save::is_temp_of(name, &own)) {
            let _ = fs::remove_file(folder.join(name));
        }
    }
}

/// Journals what a step that failed half-way did save. Best effort: the step's failure is what is reported.
fn journal_part(journal: &mut Journal, kind: EntryKind, now: Moment, changes: &[Change]) {
    if !changes.is_empty() && journal.begin(now, kind, changes).is_ok() {
        let _ = journal.confirm();
    }
}

/// How many marks a list of changes takes away.
fn deletions(changes: &[Change]) -> usize {
    let takes_away = |change: &&Change| {
        change.new == Value::Status(Status::Deleted) && change.old != Value::Status(Status::Deleted)
    };
    changes.iter().filter(takes_away).count()
}

/// Gives every record that differs from the disk's its new revision and date.
fn stamp(disk: &Annotations, after: &mut Annotations, now: Moment) {
    for mark in &mut after.marks {
        let old = disk.mark(mark.id);
        if old.is_some_and(|old| old == mark) {
            continue;
        }
        if let Some(old) = old.filter(|old| old.says_the_same(mark)) {
            mark.clone_from(old);
        } else if old.is_some() || mark.rev.is_empty() {
            mark.updated = now;
            let rev = old.map_or("", |old| old.rev.as_str());
            mark.rev = next_rev(rev, u32::try_from(crate::clock::random() >> 96).unwrap_or_default());
        }
    }
}

/// A record's name for a message.
pub(super) fn record_name(record: &Record) -> String {
    match record {
        Record::Mark(id) => id.to_string(),
        Record::Read(hash) => format!("read {hash}"),
        Record::Sign(stage) => format!("sign {stage}"),
        Record::Dismissed(key) => format!("dismissed {key}"),
    }
}
