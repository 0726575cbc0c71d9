//! 草稿: text being typed, on disk until it is saved or dropped.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Store;
use super::private::{self, Keep};
use crate::formats::hash::digest;
use crate::words::{ArticleId, Fault, MarkId, Moment};

/// A note half written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The article it is about.
    pub article: ArticleId,
    /// The block's ordinal.
    pub para: usize,
    /// The span in characters, when there is one.
    pub span: Option<(usize, usize)>,
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
}

impl Draft {
    /// The same place has the same file, so that typing on replaces it.
    fn file_name(&self) -> String {
        let mark = self.mark.map(|id| id.to_string()).unwrap_or_default();
        let place = format!("{}\n{}\n{:?}\n{mark}", self.article, self.para, self.span);
        format!("{}.json", digest(place.as_bytes()))
    }
}

impl Store {
    fn draft_file(&self, draft: &Draft) -> PathBuf {
        self.private.join("drafts").join(draft.file_name())
    }

    /// Puts a draft on disk, durable, over an older one of the same place.
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
        };
        let bytes = serde_json::to_vec(&shape).unwrap_or_default();
        private::write(&self.draft_file(draft), &bytes, Keep::Durable)
            .map_err(|error| self.state_fault(&error))
    }

    /// The drafts left over, oldest first.
    ///
    /// # Errors
    /// I/O when they cannot be listed; one that cannot be read is left out.
    pub fn drafts(&self) -> Result<Vec<Draft>, Fault> {
        let read = |path: PathBuf| {
            let shape: Shape = serde_json::from_slice(&private::read(&path).ok()??).ok()?;
            Some(Draft {
                article: ArticleId::new(&shape.article)?,
                para: shape.para,
                span: shape.span,
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

    /// Forgets a draft: its text was saved, or its user let it go.
    ///
    /// # Errors
    /// I/O; a draft that is not there is no error.
    pub fn drop_draft(&self, draft: &Draft) -> Result<(), Fault> {
        match std::fs::remove_file(self.draft_file(draft)) {
            Err(error) if !super::files::is_absent(&error) => Err(self.state_fault(&error)),
            _ => Ok(()),
        }
    }
}
