//! The store (批注库): what is written about the articles of a library, and everything private that goes with it.
//!
//! Knows files, not screens. Every change of a library's file goes through [`save`]; opening, listing,
//! searching and exporting write nothing.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::formats::annotations::{self, FILE_LIMIT_BYTES, Parsed};
use crate::formats::hash;
use crate::messages::{Lang, store as say};
use crate::words::{Annotations, Annotator, ArticleId, Codebook, Fault, FaultKind, Problem, TagPath};

mod apply;
mod backup;
mod codebook;
mod copies;
mod doctor;
mod drafts;
mod driver;
mod files;
mod find;
mod init;
mod journal;
mod lock;
mod plan;
mod private;
mod reading;
mod remarks;
mod rewriting;
pub mod save;
mod tags;
mod trash;
mod undo;
mod watch;

#[cfg(test)]
mod tests;

pub use apply::{Consent, GoesOn, Saved};
pub use doctor::{Mend, Mended};
pub use drafts::Draft;
pub use driver::merge_files;
pub use find::FoundMark;
pub use init::{MERGE_DRIVER, Registered, init};
pub use journal::{Entry, EntryKind};
pub use reading::{Position, Reading};
pub use trash::Trashed;
pub use undo::Undone;
pub use watch::{Doubt, Fingerprint, Reloaded, Watch};

/// How often a save starts again because the file changed under it.
const ROUNDS: usize = 5;

/// Opens a file of the user's own for appending, 0600, making it and its folder (0700).
///
/// # Errors
/// What the system says.
pub fn open_private(path: &Path) -> std::io::Result<std::fs::File> {
    private::open_log(path)
}

/// Whose marks are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Everybody's.
    #[default]
    All,
    /// Only one's own (`--blind`): not a byte of others'.
    Own,
}

/// One library's store as one annotator uses it. Cheap to open; may be shared between threads.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    annotator: Annotator,
    author_name: String,
    private: PathBuf,
    lang: Lang,
    scope: Scope,
    aliases: BTreeMap<String, TagPath>,
    /// How many marks one's own file held when it was last read in this process, by article.
    known: Mutex<HashMap<ArticleId, usize>>,
    /// One's own file as it was saved last in this process: the same bytes need not be parsed again.
    last: Mutex<Option<OnDisk>>,
    /// The locks of the drafts that are being written in this process, by their ids.
    held: Mutex<HashMap<String, std::fs::File>>,
    /// Tags that this process put into the codebook and no step has used yet.
    made: Mutex<Vec<TagPath>>,
}

/// One file as it lies on the disk.
#[derive(Debug, Clone)]
struct OnDisk {
    /// The bytes, `None` when there is no file.
    bytes: Option<Vec<u8>>,
    /// The text without BOM and CRLF.
    source: String,
    parsed: Parsed,
    /// Whether former names of tags were read as today's.
    aliased: bool,
}

impl Store {
    /// Opens the store of the library at `root` for an annotator. `state_dir` is the user's own folder for
    /// state; nothing is read or made yet.
    ///
    /// # Errors
    /// I/O when the library's folder cannot be found.
    pub fn open(
        root: &Path,
        annotator: Annotator,
        author_name: String,
        state_dir: &Path,
        lang: Lang,
    ) -> Result<Self, Fault> {
        let root = root.canonicalize().map_err(|error| files::io_fault(lang, root, &error))?;
        let key = hash::digest(root.as_os_str().as_encoded_bytes());
        let private = state_dir.join("libraries").join(key.to_string()).join(annotator.as_str());
        Ok(Self {
            root,
            annotator,
            author_name,
            private,
            lang,
            scope: Scope::All,
            aliases: BTreeMap::new(),
            known: Mutex::default(),
            last: Mutex::default(),
            held: Mutex::default(),
            made: Mutex::default(),
        })
    }

    /// The same store, reading only these marks.
    #[must_use]
    pub fn with_scope(mut self, scope: Scope) -> Self {
        self.scope = scope;
        self
    }

    /// The same store, reading former names of tags as today's; one's own file is rewritten so at its next save.
    #[must_use]
    pub fn with_codebook(mut self, codebook: &Codebook) -> Self {
        self.aliases = codebook
            .tags
            .iter()
            .filter_map(|tag| Some((tag, TagPath::new(&tag.path())?)))
            .flat_map(|(tag, path)| tag.aliases.iter().map(move |alias| (alias.clone(), path.clone())))
            .filter(|(alias, path)| alias != path.as_str() && codebook.tag(alias).is_none())
            .collect();
        self
    }

    /// The library's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Who annotates.
    pub fn annotator(&self) -> &Annotator {
        &self.annotator
    }

    /// The name shown for the annotator.
    pub fn author_name(&self) -> &str {
        &self.author_name
    }

    /// The file that an annotator's marks on an article lie in.
    pub fn file(&self, article: &ArticleId, annotator: &Annotator) -> PathBuf {
        files::folder(&self.root, article).join(format!("{annotator}.toml"))
    }

    /// Everybody's marks on an article, the annotators in order of their names, sync tools' copies merged in;
    /// and what could not be read.
    ///
    /// # Errors
    /// I/O when the folder cannot be listed.
    pub fn load(&self, article: &ArticleId) -> Result<(Vec<Annotations>, Vec<Problem>), Fault> {
        let folder = files::folder(&self.root, article);
        let names = match files::names(&self.root, &folder, self.lang) {
            Ok(names) => names,
            Err(fault) if fault.kind == FaultKind::Refused => return Ok((Vec::new(), fault.problems)),
            Err(fault) => return Err(fault),
        };
        let (mut loaded, mut problems) = (BTreeMap::new(), Vec::new());
        for name in &names {
            let Some(kind) = files::named(name) else { continue };
            let (files::Named::Own(annotator) | files::Named::Copy(annotator)) = &kind;
            if (self.scope == Scope::Own && *annotator != self.annotator) || loaded.contains_key(annotator) {
                continue;
            }
            match self.read_merged(article, annotator, &names) {
                Ok(parsed) => {
                    problems.extend(parsed.problems);
                    // A file that suddenly holds nothing is not what the next save believes.
                    if *annotator == self.annotator && !parsed.annotations.marks.is_empty() {
                        self.known().insert(article.clone(), parsed.annotations.marks.len());
                    }
                    loaded.insert(annotator.clone(), parsed.annotations);
                }
                Err(fault) => problems.extend(fault.problems),
            }
        }
        Ok((loaded.into_values().collect(), problems))
    }

    /// The articles that anybody has written about.
    ///
    /// # Errors
    /// I/O when the folder cannot be listed.
    pub fn articles(&self) -> Result<Vec<ArticleId>, Fault> {
        let names = files::names(&self.root, &self.root.join("annotations"), self.lang)?;
        Ok(names.iter().filter_map(|name| ArticleId::new(name)).collect())
    }

    /// One annotator's version with the sync tools' copies merged in.
    fn read_merged(
        &self,
        article: &ArticleId,
        annotator: &Annotator,
        names: &[String],
    ) -> Result<Parsed, Fault> {
        let disk = self.read(article, annotator)?;
        let mut parsed = disk.parsed;
        if !parsed.is_corrupt() {
            let copies = self.copies(article, annotator, names, &mut parsed.problems);
            for copy in copies {
                parsed.annotations = self.merge_copy(article, &parsed.annotations, &copy.parsed.annotations);
            }
        }
        Ok(parsed)
    }

    /// Reads one annotator's file as it lies on the disk.
    fn read(&self, article: &ArticleId, annotator: &Annotator) -> Result<OnDisk, Fault> {
        self.read_file(&self.file(article, annotator), article, annotator)
    }

    fn read_file(&self, path: &Path, article: &ArticleId, annotator: &Annotator) -> Result<OnDisk, Fault> {
        let bytes = files::read(&self.root, path, FILE_LIMIT_BYTES, self.lang)?;
        let Some(bytes) = bytes else {
            let nothing = Annotations::empty(article.clone(), annotator.clone(), String::new());
            let parsed =
                Parsed { annotations: nothing, schema: Some(annotations::SCHEMA), problems: Vec::new() };
            return Ok(OnDisk { bytes: None, source: String::new(), parsed, aliased: false });
        };
        if let Some(read) = self.read_before(&bytes, article, annotator) {
            return Ok(read);
        }
        let shown = self.shown(path);
        let mut parsed;
        let source = match str::from_utf8(&bytes) {
            Ok(text) => {
                let source = annotations::normalise(text);
                parsed = annotations::parse(&shown, &source, article, annotator, self.lang);
                source
            }
            Err(error) => {
                let good =
                    bytes.get(..error.valid_up_to()).and_then(|good| str::from_utf8(good).ok()).unwrap_or("");
                let (line, column) = crate::words::problem::line_column(good, good.len());
                parsed = annotations::parse(&shown, "schema = 1", article, annotator, self.lang);
                parsed.problems.push(
                    Problem::error(shown, line, column, "store.not-utf8", say::not_utf8(self.lang))
                        .with_hint(say::run_doctor(self.lang)),
                );
                String::new()
            }
        };
        let mut aliased = false;
        for mark in &mut parsed.annotations.marks {
            aliased |= self.resolve_aliases(&mut mark.tags);
        }
        Ok(OnDisk { bytes: Some(bytes), source, parsed, aliased })
    }

    /// What these very bytes were read as when they were saved.
    fn read_before(&self, bytes: &[u8], article: &ArticleId, annotator: &Annotator) -> Option<OnDisk> {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let last = last.as_ref().filter(|last| last.bytes.as_deref() == Some(bytes))?;
        let is_its =
            last.parsed.annotations.article == *article && last.parsed.annotations.author == *annotator;
        is_its.then(|| last.clone())
    }

    /// Keeps what was just saved for [`Store::read_before`]; only what was read without a complaint.
    fn keep_read(&self, text: String, parsed: Parsed) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let tags = parsed.annotations.marks.iter().flat_map(|mark| &mark.tags);
        let is_of_today = tags.into_iter().all(|tag| !self.aliases.contains_key(tag.as_str()));
        *last = (is_of_today && parsed.problems.is_empty()).then(|| OnDisk {
            bytes: Some(text.clone().into_bytes()),
            source: text,
            parsed,
            aliased: false,
        });
    }

    /// Puts today's names for former ones; tells whether there were any.
    fn resolve_aliases(&self, tags: &mut Vec<TagPath>) -> bool {
        if !tags.iter().any(|tag| self.aliases.contains_key(tag.as_str())) {
            return false;
        }
        for tag in tags.iter_mut() {
            if let Some(today) = self.aliases.get(tag.as_str()) {
                *tag = today.clone();
            }
        }
        tags.sort();
        tags.dedup();
        true
    }

    /// A path as it is shown: below the library's folder.
    fn shown(&self, path: &Path) -> String {
        files::shown(path.strip_prefix(&self.root).unwrap_or(path))
    }

    fn made(&self) -> std::sync::MutexGuard<'_, Vec<TagPath>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn held(&self) -> std::sync::MutexGuard<'_, HashMap<String, std::fs::File>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<ArticleId, usize>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
