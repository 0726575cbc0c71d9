//! What one file will hold after a step: read, merged, edited, read again and compared; then the guard.

use std::fs;
use std::path::PathBuf;

use super::apply::{Manner, Step};
use super::copies::Copy;
use super::{OnDisk, Store, files, save};
use crate::formats::annotations::merge::{Conflict, next_rev, rebase};
use crate::formats::annotations::{self, FILE_LIMIT_BYTES, NOTE_LIMIT_BYTES, Parsed, TAGS_LIMIT};
use crate::messages::store as say;
use crate::words::change::difference;
use crate::words::{
    Annotations, ArticleId, Change, Fault, FaultKind, Moment, Problem, Record, Severity, Value,
};

/// One file's part of a step.
pub(super) struct Plan {
    pub(super) article: ArticleId,
    pub(super) path: PathBuf,
    pub(super) old: Option<Vec<u8>>,
    pub(super) after: Annotations,
    pub(super) text: String,
    /// What `text` was read as.
    pub(super) parsed: Parsed,
    pub(super) changes: Vec<Change>,
    pub(super) copies: Vec<Copy>,
    pub(super) remarks: Vec<Problem>,
}

impl Store {
    /// What one file will hold: read, merge, edit, read again.
    pub(super) fn plan(
        &self,
        article: &ArticleId,
        make: &dyn Fn(&Annotations) -> Vec<Change>,
        step: Step<'_>,
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
        for change in make(&before) {
            let conflict = self.put(&change, step.manner, &mut after)?;
            remarks.extend(conflict.map(|conflict| self.kept_twice(conflict)));
        }
        if disk.bytes.is_none() || self.author_name != self.annotator.as_str() {
            after.author_name.clone_from(&self.author_name);
        }
        stamp(&disk.parsed.annotations, &mut after, step.now);
        self.limits(&after)?;
        let (text, parsed) = self.render(&disk, &copies, &after)?;
        let changes = difference(&before, &after);
        Ok(Plan {
            article: article.clone(),
            path: self.file(article, &self.annotator),
            old: disk.bytes,
            after,
            text,
            parsed,
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
            self.tags_fit(mark.tags.len())?;
        }
        Ok(())
    }

    /// Whether a mark may have this many tags.
    ///
    /// # Errors
    /// Refused when it may not.
    pub fn tags_fit(&self, count: usize) -> Result<(), Fault> {
        if count <= TAGS_LIMIT {
            return Ok(());
        }
        let message = say::too_many_tags(self.lang, count, TAGS_LIMIT);
        Err(Fault::new(FaultKind::Refused, "store.too-many-tags", message)
            .with_hint(say::split_it(self.lang)))
    }

    /// Edits the text that is there, reads the result, and compares it with what was meant; then the guard.
    pub(super) fn render(
        &self,
        disk: &OnDisk,
        copies: &[Copy],
        after: &Annotations,
    ) -> Result<(String, Parsed), Fault> {
        let article = &after.article;
        let broken = |reason: String| {
            self.quarantine(article, reason.as_bytes());
            Fault::new(FaultKind::Refused, "store.guard", say::guard(self.lang, &reason))
                .with_hint(say::quarantined(self.lang))
        };
        let mut text = if disk.bytes.is_none() {
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
            let (path, message) =
                (self.file(article, &self.annotator), say::too_large(self.lang, FILE_LIMIT_BYTES >> 20));
            let hint = say::split_it(self.lang);
            return Err(files::refused(&self.root, &path, "store.too-large", message, hint));
        }
        let mut again = annotations::parse("", &text, article, &after.author, self.lang);
        if (again.annotations != *after || again.is_corrupt()) && disk.bytes.is_some() && copies.is_empty() {
            // The short way of editing met a file of another make.
            let from = annotations::parse("", &disk.source, article, &after.author, self.lang).annotations;
            text = annotations::edit_whole(&disk.source, &from, after).map_err(broken)?;
            again = annotations::parse("", &text, article, &after.author, self.lang);
        }
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
        Ok((text, again))
    }

    /// Temp files of one's own file that outlived their process; the lock is held.
    fn sweep(&self, folder: &std::path::Path, names: &[String]) {
        let own = format!("{}.toml", self.annotator);
        for name in names.iter().filter(|name| save::is_temp_of(name, &own)) {
            let _ = fs::remove_file(folder.join(name));
        }
    }
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
fn record_name(record: &Record) -> String {
    match record {
        Record::Mark(id) => id.to_string(),
        Record::Read(hash) => format!("read {hash}"),
        Record::Sign(stage) => format!("sign {stage}"),
        Record::Dismissed(key) => format!("dismissed {key}"),
    }
}
