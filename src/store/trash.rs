//! 回收站: a copy of each deleted mark, and what a save refused to write, for the user to look at.

use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::apply::{Consent, Saved};
use super::journal::MarkShape;
use super::private::{self, Keep};
use super::{Store, files};
use crate::messages::store as say;
use crate::words::{ArticleId, Change, Fault, FaultKind, Mark, MarkId, Moment, Record, Status, Value};

/// A deleted mark.
#[derive(Debug, Clone, PartialEq)]
pub struct Trashed {
    /// The article it was about.
    pub article: ArticleId,
    /// The mark as it was deleted.
    pub mark: Mark,
}

#[derive(Serialize, Deserialize)]
struct Shape {
    article: String,
    mark: MarkShape,
}

impl Store {
    fn trash_file(&self, id: MarkId) -> PathBuf {
        self.private.join("trash").join(format!("{id}.json"))
    }

    /// Copies what a save deleted, takes out what it brought back. The tombstone holds the mark durably, so a
    /// failure here loses nothing.
    pub(super) fn fill_trash(&self, saved: &Saved) {
        let unfinished = self.private.join("unfinished");
        private::sweep(&unfinished);
        for change in &saved.changes {
            let Record::Mark(id) = change.record else { continue };
            if change.old == Value::Status(Status::Deleted) {
                let _ = std::fs::remove_file(self.trash_file(id));
            }
            let own = saved.annotations.iter().find(|own| own.article == change.article);
            if change.new == Value::Status(Status::Deleted)
                && let Some(mark) = own.and_then(|own| own.mark(id))
            {
                let mark = &before(mark, change, &saved.changes);
                let shape = Shape { article: change.article.to_string(), mark: MarkShape::from(mark) };
                let bytes = serde_json::to_vec(&shape).unwrap_or_default();
                let _ = private::write_by(&unfinished, &self.trash_file(id), &bytes, Keep::Lightly);
            }
        }
    }

    /// The deleted marks that can be taken back, oldest id first.
    ///
    /// # Errors
    /// I/O when the trash cannot be listed.
    pub fn trash(&self) -> Result<Vec<Trashed>, Fault> {
        let fault = |error: io::Error| self.state_fault(&error);
        let read = |path: PathBuf| {
            let shape: Shape = serde_json::from_slice(&private::read(&path).ok()??).ok()?;
            Some(Trashed { article: ArticleId::new(&shape.article)?, mark: shape.mark.mark()? })
        };
        Ok(private::list(&self.private.join("trash")).map_err(fault)?.into_iter().filter_map(read).collect())
    }

    /// Takes a deleted mark back, as a step of its own.
    ///
    /// # Errors
    /// As [`Store::apply`].
    pub fn restore(&self, trashed: &Trashed, now: Moment) -> Result<Saved, Fault> {
        let own = self.read(&trashed.article, &self.annotator)?.parsed.annotations;
        let record = Record::Mark(trashed.mark.id);
        let (old, new) = match own.mark(trashed.mark.id) {
            Some(mark) if mark.status == Status::Deleted => {
                (Value::Status(Status::Deleted), Value::Status(Status::Open))
            }
            Some(_) => {
                let message = say::not_deleted(self.lang, trashed.mark.id);
                return Err(Fault::new(FaultKind::Refused, "store.not-deleted", message)
                    .with_hint(say::look_again(self.lang)));
            }
            None => {
                let mut mark = trashed.mark.clone();
                mark.status = Status::Open;
                (Value::Absent, Value::Mark(Box::new(mark)))
            }
        };
        let change = |old, new| Change { article: trashed.article.clone(), record: record.clone(), old, new };
        let mut changes = vec![change(old, new)];
        if let Some(mark) = own.mark(trashed.mark.id) {
            // Its last words were taken away with it.
            if mark.tags.is_empty() && !trashed.mark.tags.is_empty() {
                changes.push(change(Value::Tags(Vec::new()), Value::Tags(trashed.mark.tags.clone())));
            }
            if mark.note.is_empty() && !trashed.mark.note.is_empty() {
                changes.push(change(Value::Note(String::new()), Value::Note(trashed.mark.note.clone())));
            }
        }
        self.apply(&changes, Consent::NotAsked, now)
    }

    /// Keeps what the guard stopped.
    pub(super) fn quarantine(&self, article: &ArticleId, bytes: &[u8]) {
        let name = format!("{article}-{:016x}.toml", crate::clock::random() >> 64);
        // The refusal itself is what is reported.
        let _ = private::write(&self.quarantine_folder().join(name), bytes, Keep::Durable);
    }

    /// Where refused versions lie.
    pub fn quarantine_folder(&self) -> PathBuf {
        self.private.join("quarantine")
    }

    /// Puts the newest backup of one's own file on an article in place of what is there, and believes the disk again.
    ///
    /// # Errors
    /// Refused when there is no backup; else as [`super::save::replace`].
    pub fn restore_backup(&self, article: &ArticleId) -> Result<PathBuf, Fault> {
        let backups = self.backups(article).map_err(|error| self.state_fault(&error))?;
        // A copy need not have outlived a power cut.
        let read = |path: PathBuf| {
            let bytes = private::read(&path).ok()??;
            self.version(article, &bytes).map(|_| (bytes, path))
        };
        let Some((bytes, path)) = backups.into_iter().find_map(read) else {
            let message = say::no_backup(self.lang, article);
            return Err(
                Fault::new(FaultKind::Refused, "store.no-backup", message).with_hint(say::believe(self.lang))
            );
        };
        let file = self.file(article, &self.annotator);
        self.keep_replaced(article, &file)?;
        super::save::replace(&self.root, &file, &bytes, self.lang)?;
        self.believe(article);
        Ok(path)
    }

    /// Keeps what a restored version takes the place of: somebody may have repaired it by hand a moment ago.
    fn keep_replaced(&self, article: &ArticleId, file: &Path) -> Result<(), Fault> {
        let now = super::files::read(&self.root, file, u64::MAX - 1, self.lang)?.unwrap_or_default();
        if self.version(article, &now).is_some() {
            self.back_up(article, &now, crate::clock::now()).map_err(|error| self.state_fault(&error))?;
        } else if !now.is_empty() {
            self.quarantine(article, &now);
        }
        Ok(())
    }

    /// Takes what the disk holds for true, though it holds less than before.
    pub fn believe(&self, article: &ArticleId) {
        self.known().remove(article);
    }

    /// Where the user's own folder for this library is.
    pub fn private_folder(&self) -> String {
        files::shown(&self.private)
    }
}

/// A mark as it was before the step that deleted it: its last tag or its note may have gone with it.
fn before(mark: &Mark, deleted: &Change, changes: &[Change]) -> Mark {
    let mut before = mark.clone();
    let with_it = changes.iter().filter(|c| c.article == deleted.article && c.record == deleted.record);
    for change in with_it {
        match &change.old {
            Value::Tags(tags) => before.tags.clone_from(tags),
            Value::Note(note) => before.note.clone_from(note),
            Value::Absent
            | Value::Mark(_)
            | Value::Status(_)
            | Value::Place(_)
            | Value::When(_)
            | Value::Signed(_) => {}
        }
    }
    before
}
