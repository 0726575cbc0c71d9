//! A change to what one annotator has written about one article: the unit of saving, journal and undo.

use super::article::ArticleId;
use super::codebook::TagPath;
use super::mark::{Hash16, Mark, MarkId, Moment, Signed, Status};

/// Which record of an annotator's file changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Record {
    /// A mark.
    Mark(MarkId),
    /// The paragraph with this hash, in `[read]`.
    Read(Hash16),
    /// A stage in `[sign.…]`, such as `review-1`.
    Sign(String),
    /// A piece of advice in `[dismissed]`, as `code:paragraph hash`.
    Dismissed(String),
}

/// What a record or one of its fields holds before or after a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The record is not there.
    Absent,
    /// A whole mark.
    Mark(Box<Mark>),
    /// A mark's tags, sorted and unique.
    Tags(Vec<TagPath>),
    /// A mark's note.
    Note(String),
    /// A mark's status.
    Status(Status),
    /// A mark's place: ordinal, hash, span, quote, prefix, suffix.
    Place(Box<Place>),
    /// When (read, dismissed).
    When(Moment),
    /// A sign-off: when, hash of the text, hash of the marks.
    Signed(Signed),
}

/// The fields of a mark that say where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The block's ordinal.
    pub para: usize,
    /// The block's hash.
    pub para_hash: Hash16,
    /// Characters within the block, end exclusive.
    pub span: Option<(usize, usize)>,
    /// The words marked.
    pub quote: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// One change of one field: `old` is what it expects to find, so the inverse is the same with both exchanged.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The article written about.
    pub article: ArticleId,
    /// The record.
    pub record: Record,
    /// What was there.
    pub old: Value,
    /// What is there now.
    pub new: Value,
}

impl Change {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            article: self.article.clone(),
            record: self.record.clone(),
            old: self.new.clone(),
            new: self.old.clone(),
        }
    }
}
