//! Adding a tag to the library's codebook: the one change of it that comes from marking.

use super::{ROUNDS, Store, files, save};
use crate::formats::codebook::{self, BUILT_IN};
use crate::messages::{Lang, store as say};
use crate::words::{Codebook, Fault, FaultKind, Problem, Severity, Tag, TagPath};

/// Makes a codebook's new text of its text, what it says and what cannot be read; `None` when it stays.
pub(super) type Rewrite<'a> = dyn Fn(&str, &Codebook, &[Problem]) -> Result<Option<String>, Fault> + 'a;

/// The largest codebook that is edited, in bytes.
const LIMIT_BYTES: u64 = 4 << 20;

impl Store {
    /// Adds a tag to `codebook.toml`, which begins as the built-in one; one that is there already stays as it is
    /// and is made durable.
    ///
    /// # Errors
    /// Corrupt when the codebook cannot be read; else as [`save::replace`].
    pub fn create_tag(&self, path: &TagPath) -> Result<(), Fault> {
        self.change_codebook(&|text, book, errors| {
            if book.tag(path.as_str()).is_some() {
                return Ok(None);
            }
            let added = if errors.is_empty() { add_with_parents(text, path, book) } else { None };
            added.map(Some).ok_or_else(|| Fault {
                kind: FaultKind::Corrupt,
                problems: or_one(errors.to_vec(), self.lang),
            })
        })
    }

    /// Changes `codebook.toml`, which begins as the built-in one: `make` gives its new text, or `None` when it
    /// stays; it is told what cannot be read.
    ///
    /// # Errors
    /// What `make` says; else as [`save::replace`].
    pub fn change_codebook(&self, make: &Rewrite<'_>) -> Result<(), Fault> {
        let file = self.root.join("codebook.toml");
        for _ in 0..ROUNDS {
            let bytes = files::read(&self.root, &file, LIMIT_BYTES, self.lang)?;
            let text = match &bytes {
                Some(bytes) => crate::formats::annotations::normalise(&String::from_utf8_lossy(bytes)),
                None => BUILT_IN.to_owned(),
            };
            let (book, problems) = codebook::parse(&text, "codebook.toml", self.lang);
            let errors: Vec<_> = problems.into_iter().filter(|p| p.severity == Severity::Error).collect();
            let Some(added) = make(&text, &book, &errors)? else {
                // What is told is to be safe, whoever wrote it; the built-in one lies on no disk.
                return if bytes.is_some() { save::settle(&self.root, &file, self.lang) } else { Ok(()) };
            };
            match save::replace_if(&self.root, &file, bytes.as_deref(), added.as_bytes(), self.lang) {
                Err(fault) if fault.problems.iter().any(|p| p.code == "store.keeps-changing") => {}
                outcome => return outcome,
            }
        }
        Err(save::keeps_changing(&file, self.lang))
    }
}

/// The codebook's text with the tag and those of its parents that are missing; `None` when it is no codebook.
fn add_with_parents(text: &str, path: &TagPath, book: &Codebook) -> Option<String> {
    let mut missing = vec![path.clone()];
    while let Some(parent) = missing.last().and_then(|path| TagPath::new(path.parent()?)) {
        if book.tag(parent.as_str()).is_some() {
            break;
        }
        missing.push(parent);
    }
    missing.iter().rev().try_fold(text.to_owned(), |text, path| {
        let parent = path.parent().unwrap_or_default().to_owned();
        codebook::add_tag(&text, &Tag { name: path.leaf().to_owned(), parent, ..Tag::default() })
    })
}

fn or_one(errors: Vec<crate::words::Problem>, lang: Lang) -> Vec<crate::words::Problem> {
    if errors.is_empty() {
        vec![crate::words::Problem::error(
            "codebook.toml",
            0,
            0,
            "store.codebook",
            say::codebook_unreadable(lang),
        )]
    } else {
        errors
    }
}
