//! 稿库 on disk: which folder it is, what lies in it, one article read at a time.
//!
//! Only reads, except the first filling of the user's own library with the samples; what is written about
//! articles is the store's.

mod beginning;
pub mod export;
mod find;
pub mod intake;
pub mod pages;
mod read;
mod repairs;
mod samples;
mod scan;
mod survey;

use std::io;
use std::path::{Path, PathBuf};

use crate::checks::HouseRules;
use crate::config::Environment;
use crate::formats::{codebook, house_rules};
use crate::messages::{Lang, library as say, system};
use crate::words::{Codebook, Fault, FaultKind, Problem, Severity};

pub use find::{CardRead, Glance};
pub use scan::{Entry, Scan};
pub(crate) use survey::in_batches;
pub use survey::{Batch, Reach, Survey};

/// The largest article that opens, in bytes.
pub const MOST_ARTICLE_BYTES: u64 = 64 << 20;

/// The code of the remark that the built-in tags are used, for the library's own cannot be read.
pub const BUILT_IN: &str = "codebook.built-in";
/// The largest codebook, keymap or rules file that opens, in bytes.
const MOST_SETTINGS_BYTES: u64 = 4 << 20;

/// How a library was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `-C`.
    Given,
    /// `PIZHU_LIBRARY`.
    Environment,
    /// The nearest ancestor of the working directory that holds `articles/`.
    Ancestor,
    /// The one in the user's data folder.
    Own,
}

/// One library: a folder that holds `articles/`.
#[derive(Debug, Clone)]
pub struct Library {
    root: PathBuf,
    real_root: PathBuf,
    lang: Lang,
}

impl Library {
    /// Names the folder that store.md's order leads to, whether or not it is a library yet; `None` when there is
    /// no data folder to fall back on. A relative path counts from `cwd`.
    pub fn choose(given: Option<&Path>, environment: &Environment, cwd: &Path) -> Option<(PathBuf, Origin)> {
        if let Some(given) = given {
            return Some((cwd.join(given), Origin::Given));
        }
        if let Some(named) = &environment.library {
            return Some((cwd.join(named), Origin::Environment));
        }
        let ancestor = cwd.ancestors().find(|folder| folder.join("articles").is_dir());
        if let Some(folder) = ancestor {
            return Some((folder.to_owned(), Origin::Ancestor));
        }
        environment.data_dir.clone().map(|folder| (folder, Origin::Own))
    }

    /// Finds the library; the user's own one is filled with the samples when it is not there yet.
    ///
    /// # Errors
    /// `Io` when the folder is not there or cannot be read, `Usage` when it holds no `articles/`: reading makes none.
    pub fn locate(
        given: Option<&Path>,
        environment: &Environment,
        cwd: &Path,
        lang: Lang,
    ) -> Result<Self, Fault> {
        let Some((root, origin)) = Self::choose(given, environment, cwd) else {
            return Err(Fault::new(FaultKind::Io, "library.no-home", say::no_home(lang))
                .with_hint(say::give_library(lang)));
        };
        if origin == Origin::Own { Self::locate_own(root, lang) } else { Self::open(root, lang) }
    }

    /// The library to practise in: the samples once more, beside the user's own library.
    ///
    /// # Errors
    /// As [`Library::locate`].
    pub fn practice(environment: &Environment, lang: Lang) -> Result<Self, Fault> {
        let Some(root) = environment.data_dir.as_ref().map(|folder| folder.join("practice")) else {
            return Err(Fault::new(FaultKind::Io, "library.no-home", say::no_home(lang)));
        };
        Self::locate_own(root, lang)
    }

    /// Opens a library of the user's own, filled with the samples when it is not there yet.
    fn locate_own(root: PathBuf, lang: Lang) -> Result<Self, Fault> {
        if !root.join("articles").is_dir() {
            samples::fill(&root).map_err(|error| {
                Fault::new(
                    FaultKind::Io,
                    "library.samples",
                    say::no_samples(lang, root.display(), system::why(lang, &error)),
                )
                .with_hint(say::give_library(lang))
            })?;
        }
        Self::open(root, lang)
    }

    /// Opens the library at this folder.
    ///
    /// # Errors
    /// As [`Library::locate`].
    pub fn open(root: PathBuf, lang: Lang) -> Result<Self, Fault> {
        let real_root = std::fs::canonicalize(&root).map_err(|error| {
            let message = say::cannot_open(lang, root.display(), system::why(lang, &error));
            Fault::new(FaultKind::Io, "library.open", message).with_hint(say::give_library(lang))
        })?;
        if !real_root.is_dir() {
            let message = say::not_a_folder(lang, root.display());
            return Err(Fault::new(FaultKind::Io, "library.open", message).with_hint(say::give_library(lang)));
        }
        match std::fs::symlink_metadata(real_root.join("articles")) {
            Ok(found) if found.is_dir() => Ok(Self { root, real_root, lang }),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                let message =
                    say::cannot_open(lang, root.join("articles").display(), system::why(lang, &error));
                Err(Fault::new(FaultKind::Io, "library.open", message))
            }
            Ok(_) | Err(_) => {
                let message = say::not_a_library(lang, root.display());
                Err(Fault::new(FaultKind::Usage, "library.none", message).with_hint(say::make_library(lang)))
            }
        }
    }

    /// Makes the folders of a library that are not there yet, and opens it: for `import` and `init` alone.
    ///
    /// # Errors
    /// `Io` when a folder cannot be made.
    pub fn create(root: PathBuf, lang: Lang) -> Result<Self, Fault> {
        for folder in ["articles", "annotations"] {
            let path = root.join(folder);
            std::fs::create_dir_all(&path).map_err(|error| {
                let message = say::cannot_make(lang, path.display(), system::why(lang, &error));
                Fault::new(FaultKind::Io, "library.create", message)
            })?;
        }
        Self::open(root, lang)
    }

    /// The library's folder, as it was named.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The language that its problems are told in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The tags of this library, or the built-in ones when it has no `codebook.toml` or one that cannot be read
    /// (which is then among the problems).
    pub fn codebook(&self) -> (Codebook, Vec<Problem>) {
        self.codebook_in(self.codebook_file())
    }

    /// The text of `codebook.toml`.
    ///
    /// # Errors
    /// As [`Library::settings_file`].
    pub fn codebook_file(&self) -> Result<Option<String>, Problem> {
        self.settings_file("codebook.toml")
    }

    /// The tags of [`Library::codebook_file`], as [`Library::codebook`] has them.
    pub fn codebook_in(&self, file: Result<Option<String>, Problem>) -> (Codebook, Vec<Problem>) {
        match file {
            Ok(None) => (codebook::built_in(), Vec::new()),
            Ok(Some(text)) => {
                let (book, mut problems) = codebook::parse(&text, "codebook.toml", self.lang);
                let is_lost = book.tags.is_empty()
                    && problems.iter().any(|problem| problem.severity == Severity::Error);
                if is_lost {
                    problems.push(self.built_in_used());
                    return (codebook::built_in(), problems);
                }
                (book, problems)
            }
            Err(problem) => (codebook::built_in(), vec![problem, self.built_in_used()]),
        }
    }

    /// The desk's house style, none without a `rules.toml`, and all that is wrong with it.
    pub fn house_rules(&self) -> (HouseRules, Vec<Problem>) {
        match self.house_rules_file() {
            Ok(None) => (HouseRules::default(), Vec::new()),
            Ok(Some(text)) => house_rules::parse(&text, self.lang),
            Err(problem) => (HouseRules::default(), vec![problem]),
        }
    }

    /// The text of `rules.toml`.
    ///
    /// # Errors
    /// As [`Library::settings_file`].
    pub fn house_rules_file(&self) -> Result<Option<String>, Problem> {
        self.settings_file(house_rules::FILE_NAME)
    }

    fn built_in_used(&self) -> Problem {
        Problem::error("codebook.toml", 0, 0, BUILT_IN, say::built_in_used(self.lang)).at(Severity::Warning)
    }

    /// The text of a file at the library's top, such as `codebook.toml`; `None` when there is none.
    ///
    /// # Errors
    /// The problem that keeps it from being read: a link out of the library, a device, no UTF-8, too large.
    pub fn settings_file(&self, name: &str) -> Result<Option<String>, Problem> {
        let path = self.root.join(name);
        if matches!(std::fs::symlink_metadata(&path), Err(error) if error.kind() == io::ErrorKind::NotFound) {
            return Ok(None);
        }
        let bytes = read::regular(&self.real_root, &path, name, MOST_SETTINGS_BYTES, self.lang)?;
        let text = String::from_utf8(bytes).map_err(|error| {
            Problem::error(name, 0, 0, "library.not-utf8", say::not_utf8(self.lang, error))
        })?;
        Ok(Some(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), ToOwned::to_owned)))
    }
}

#[cfg(test)]
mod tests;
