//! One annotator's file about one article, between TOML and [`Annotations`].
//!
//! Reading never fails as a whole where a record can be read; writing edits the file that is there, so
//! comments, unknown keys and order survive. Knows no disk.

pub mod merge;
mod read;
pub mod salvage;
mod splice;
mod write;

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

use crate::words::{Annotations, Problem, Severity};

pub use read::parse;
pub use write::{edit, edit_whole, graft, render};

/// The schema this program writes.
pub const SCHEMA: i64 = 1;
/// The longest note, in bytes.
pub const NOTE_LIMIT_BYTES: usize = 64 * 1024;
/// The most tags on one mark.
pub const TAGS_LIMIT: usize = 64;
/// The largest store file, in bytes.
pub const FILE_LIMIT_BYTES: u64 = 16 * 1024 * 1024;

/// What was read from one file.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// Everything that could be read.
    pub annotations: Annotations,
    /// The schema the file claims; `None` when it claims none.
    pub schema: Option<i64>,
    /// What could not be read, or is not as it should be.
    pub problems: Vec<Problem>,
}

impl Parsed {
    /// Whether something could not be read: the file must not be written then.
    pub fn is_corrupt(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }

    /// Whether a newer program wrote the file: it must not be written then, either.
    pub fn is_too_new(&self) -> bool {
        self.schema.is_some_and(|schema| schema > SCHEMA)
    }
}

/// Takes off what other editors put on: a byte order mark, CRLF line ends.
pub fn normalise(source: &str) -> String {
    source.strip_prefix('\u{feff}').unwrap_or(source).replace("\r\n", "\n")
}
