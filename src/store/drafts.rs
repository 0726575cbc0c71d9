//! 草稿: text being typed, on disk until it is saved or dropped.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Store;
use super::journal::PlaceShape;
use super::private::{self, Keep};
use crate::words::{ArticleId, Fault, MarkId, Moment, Place};

/// A note half written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its file's name without the ending: every draft has a file of its own, also several of one place.
    pub id: String,
    /// The article it is about.
    pub article: ArticleId,
    /// The block's ordinal.
    pub para: usize,
    /// The span in characters, when there is one.
    pub span: Option<(usize, usize)>,
    /// The same places by their words; none in drafts of older versions.
    pub places: Vec<Place>,
    /// The mark being edited; `None` for a new one.
    pub mark: Option<MarkId>,
    /// What was typed so far.
    pub text: String,
    /// When.
    pub at: Moment,
}

#[derive(Serialize, Deserialize)]
struct Shape {
    article: String,
    para: usize,
    span: Option<(usize, usize)>,
    mark: Option<Uuid>,
    text: String,
    at: String,
    #[serde(default)]
    places: Vec<PlaceShape>,
}

/// Who writes a draft now.
enum Writer {
    /// Nobody: its window is gone. The lock is held for as long as the file lives.
    Nobody(Option<File>),
    /// Another window, which has it locked.
    Another,
}

/// The lock of a draft: beside it, and hidden from what lists them.
fn lock_file(path: &Path) -> PathBuf {
    let id = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{id}.lock"))
}

/// Locks a draft, if no other window has; where the disk has no locks nobody is taken to have. `makes` makes the lock.
fn lock(path: &Path, makes: bool) -> Writer {
    let mut options = private::options();
    let Ok(file) = options.read(true).write(true).create(makes).open(lock_file(path)) else {
        return Writer::Nobody(None);
    };
    match file.try_lock() {
        Ok(()) => Writer::Nobody(Some(file)),
        Err(TryLockError::WouldBlock) => Writer::Another,
        Err(TryLockError::Error(_)) => Writer::Nobody(None),
    }
}

impl Store {
    fn draft_file(&self, draft: &Draft) -> PathBuf {
        self.private.join("drafts").join(format!("{}.json", draft.id))
    }

    /// Keeps a draft that is being written here from being offered in another window, until it is dropped.
    fn hold(&self, draft: &Draft) {
        let mut held = self.held();
        if !held.contains_key(&draft.id)
            && let Writer::Nobody(Some(file)) = lock(&self.draft_file(draft), true)
        {
            held.insert(draft.id.clone(), file);
        }
    }

    /// Whether a draft is being written in another window; here it is not, or no more.
    fn is_written_elsewhere(&self, draft: &Draft) -> bool {
        let held = self.held().remove(&draft.id);
        held.is_none() && matches!(lock(&self.draft_file(draft), false), Writer::Another)
    }

    /// Puts a draft on disk, durable, over what it was before.
    ///
    /// # Errors
    /// I/O.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), Fault> {
        let shape = Shape {
            article: draft.article.to_string(),
            para: draft.para,
            span: draft.span,
            mark: draft.mark.map(|id| id.0),
            text: draft.text.clone(),
            at: draft.at.to_string(),
            places: draft.places.iter().map(PlaceShape::from).collect(),
        };
        let bytes = serde_json::to_vec(&shape).unwrap_or_default();
        private::write(&self.draft_file(draft), &bytes, Keep::Durable)
            .map_err(|error| self.state_fault(&error))?;
        self.hold(draft);
        Ok(())
    }

    /// The drafts left over, oldest first; none that is being written in any window.
    ///
    /// # Errors
    /// I/O when they cannot be listed; one that cannot be read is left out.
    pub fn drafts(&self) -> Result<Vec<Draft>, Fault> {
        let read = |path: PathBuf| {
            if matches!(lock(&path, false), Writer::Another) {
                return None;
            }
            let shape: Shape = serde_json::from_slice(&private::read(&path).ok()??).ok()?;
            Some(Draft {
                id: path.file_stem()?.to_str()?.to_owned(),
                article: ArticleId::new(&shape.article)?,
                para: shape.para,
                span: shape.span,
                places: shape.places.into_iter().filter_map(PlaceShape::place).collect(),
                mark: shape.mark.map(MarkId),
                text: shape.text,
                at: Moment::parse(&shape.at)?,
            })
        };
        let paths = private::list(&self.private.join("drafts")).map_err(|error| self.state_fault(&error))?;
        let mut drafts: Vec<Draft> = paths.into_iter().filter_map(read).collect();
        drafts.sort_by_key(|draft| draft.at);
        Ok(drafts)
    }

    /// Forgets a draft: its text was saved, or its user let it go. One that another window writes is left to it.
    ///
    /// # Errors
    /// I/O; a draft that is not there is no error.
    pub fn drop_draft(&self, draft: &Draft) -> Result<(), Fault> {
        if self.is_written_elsewhere(draft) {
            return Ok(());
        }
        let path = self.draft_file(draft);
        let dropped = match std::fs::remove_file(&path) {
            Err(error) if !super::files::is_absent(&error) => Err(self.state_fault(&error)),
            _ => Ok(()),
        };
        // Its lock means nothing without it.
        let _ = std::fs::remove_file(lock_file(&path));
        dropped
    }
}
