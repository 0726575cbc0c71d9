//! The one way the library's codebook is changed: read, changed as a text, put in its place while nobody else writes.

use super::lock::lock;
use super::save::{self, Placed, prepare};
use super::{ROUNDS, Store, files};
use crate::formats::codebook::{self, BUILT_IN};
use crate::words::{Codebook, Fault, Problem, Severity};

/// Makes a codebook's new text of its text, what it says and what cannot be read; `None` when it stays.
pub(super) type Rewrite<'a> = dyn Fn(&str, &Codebook, &[Problem]) -> Result<Option<String>, Fault> + 'a;

/// The largest codebook that is edited, in bytes.
const LIMIT_BYTES: u64 = 4 << 20;

impl Store {
    /// Changes `codebook.toml`, which begins as the built-in one: `make` gives its new text, or `None` when it
    /// stays and is made durable; it is told what cannot be read.
    ///
    /// # Errors
    /// What `make` says; else as [`save::replace`].
    pub fn change_codebook(&self, make: &Rewrite<'_>) -> Result<(), Fault> {
        let _lock = lock(&self.root, self.lang)?;
        self.change_codebook_held(make)
    }

    /// The same for whoever holds the lock.
    pub(super) fn change_codebook_held(&self, make: &Rewrite<'_>) -> Result<(), Fault> {
        let file = self.root.join("codebook.toml");
        for _ in 0..ROUNDS {
            let bytes = files::read(&self.root, &file, LIMIT_BYTES, self.lang)?;
            let text = match &bytes {
                Some(bytes) => crate::formats::annotations::normalise(&String::from_utf8_lossy(bytes)),
                None => BUILT_IN.to_owned(),
            };
            let (book, problems) = codebook::parse(&text, "codebook.toml", self.lang);
            let errors: Vec<_> = problems.into_iter().filter(|p| p.severity == Severity::Error).collect();
            let Some(new) = make(&text, &book, &errors)? else {
                // What is told is to be safe, whoever wrote it; the built-in one lies on no disk.
                return if bytes.is_some() { save::settle(&self.root, &file, self.lang) } else { Ok(()) };
            };
            let prepared = prepare(&self.root, &file, new.as_bytes(), self.lang)?;
            if prepared.put(bytes.as_deref(), self.lang)? == Placed::Durable {
                return Ok(());
            }
        }
        Err(save::keeps_changing(&file, self.lang))
    }
}
