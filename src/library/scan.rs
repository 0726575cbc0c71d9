//! What lies in a library, by names alone: no article is opened, nothing is measured.

use std::collections::{HashMap, hash_map};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::Library;
use crate::formats::slug;
use crate::messages::library as say;
use crate::words::{ArticleId, Fault, FaultKind, Problem, Severity};

/// One article file, not opened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its id, from its name.
    pub id: ArticleId,
    /// The zone's folder; empty for a file that lies in `articles/` itself.
    pub folder: Arc<str>,
    /// The file's name with its extension.
    pub file_name: Arc<str>,
    /// Whether an earlier file has the same id: this one opens read-only.
    pub is_second: bool,
}

impl Entry {
    /// Its path as it is shown and stored, `articles/<zone>/<file>`, with `/`.
    pub fn shown(&self) -> String {
        if self.folder.is_empty() {
            format!("articles/{}", self.file_name)
        } else {
            format!("articles/{}/{}", self.folder, self.file_name)
        }
    }
}

/// What a scan found, in the order of the paths.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The articles.
    pub entries: Vec<Entry>,
    /// What was skipped and why; ids that stand twice.
    pub problems: Vec<Problem>,
}

impl Scan {
    /// The failure of the system that keeps articles from being found, if there was one.
    pub(super) fn unread(self) -> Option<Fault> {
        let unread: Vec<Problem> = self
            .problems
            .into_iter()
            .filter(|p| p.code == super::read::UNREADABLE && p.severity == Severity::Error)
            .collect();
        (!unread.is_empty()).then_some(Fault { kind: FaultKind::Io, problems: unread })
    }
}

impl Library {
    /// The folders of the zones, sorted; never a link.
    pub fn zone_folders(&self) -> Vec<String> {
        let mut scan = Scan::default();
        self.folders(&mut scan).0
    }

    /// Names every article file. Costs one reading of each zone's folder.
    pub fn scan(&self) -> Scan {
        let mut scan = Scan::default();
        let (folders, mut loose) = self.folders(&mut scan);
        loose.sort();
        let top: Arc<str> = "".into();
        scan.entries.extend(loose.iter().map(|name| entry(&top, name)));
        for folder in folders {
            self.scan_into(&folder, &mut scan);
        }
        // Loose files come first in the list but last by path: settle the order before ids are compared.
        scan.entries.sort_by(|a, b| (&*a.folder, &*a.file_name).cmp(&(&*b.folder, &*b.file_name)));
        self.mark_seconds(&mut scan);
        scan
    }

    /// Names the article files of one zone's folder; ids are not compared with those of other zones.
    pub fn scan_zone(&self, folder: &str) -> Scan {
        let mut scan = Scan::default();
        self.scan_into(folder, &mut scan);
        scan
    }

    /// The path of an entry.
    pub fn path(&self, entry: &Entry) -> PathBuf {
        let mut path = self.root().join("articles");
        if !entry.folder.is_empty() {
            path.push(&*entry.folder);
        }
        path.push(&*entry.file_name);
        path
    }

    /// The zones' folders and the files that lie beside them.
    fn folders(&self, scan: &mut Scan) -> (Vec<String>, Vec<String>) {
        let (mut folders, mut files) = (Vec::new(), Vec::new());
        for (name, kind) in self.names(&self.root().join("articles"), "articles", scan) {
            if kind.is_dir() {
                folders.push(name);
            } else if is_article_name(&name) {
                self.keep(kind, &format!("articles/{name}"), scan).then(|| files.push(name));
            } else if kind.is_symlink() && self.root().join("articles").join(&name).is_dir() {
                self.skip(&format!("articles/{name}"), "library.link", say::linked_folder(self.lang()), scan);
            }
        }
        folders.sort();
        (folders, files)
    }

    fn scan_into(&self, folder: &str, scan: &mut Scan) {
        let shown = format!("articles/{folder}");
        let mut names = Vec::new();
        for (name, kind) in self.names(&self.root().join("articles").join(folder), &shown, scan) {
            let shown = format!("{shown}/{name}");
            if kind.is_dir() {
                self.skip(&shown, "library.deep", say::too_deep(self.lang()), scan);
            } else if is_article_name(&name) && self.keep(kind, &shown, scan) {
                names.push(name);
            }
        }
        names.sort();
        let folder: Arc<str> = folder.into();
        scan.entries.extend(names.iter().map(|name| entry(&folder, name)));
    }

    /// The names in a folder with their kinds; hidden ones are left out, those that are no Unicode are named.
    fn names(&self, path: &std::path::Path, shown: &str, scan: &mut Scan) -> Vec<(String, fs::FileType)> {
        // From the beginning when interrupted: a listing that broke off cannot be taken up.
        let entries = loop {
            match fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
                Ok(entries) => break entries,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    self.unreadable(shown, &error, scan);
                    return Vec::new();
                }
            }
        };
        let mut names = Vec::new();
        for found in entries {
            let kind = match found.file_type() {
                Ok(kind) => kind,
                // It went away since.
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => {
                    let shown = format!("{shown}/{}", found.file_name().to_string_lossy());
                    self.unreadable(&shown, &error, scan);
                    continue;
                }
            };
            match found.file_name().into_string() {
                Ok(name) if name.starts_with('.') => {}
                Ok(name) => names.push((name, kind)),
                Err(name) => self.unreadable_name(&name, shown, scan),
            }
        }
        names
    }

    fn unreadable(&self, shown: &str, error: &io::Error, scan: &mut Scan) {
        scan.problems.push(super::read::unreadable(shown, error, self.lang()));
    }

    fn unreadable_name(&self, name: &OsString, shown: &str, scan: &mut Scan) {
        let shown = format!("{shown}/{}", name.to_string_lossy());
        self.skip(&shown, "library.name", say::name_not_unicode(self.lang()), scan);
    }

    /// Whether a file may be opened: pipes and devices are named and left out.
    fn keep(&self, kind: fs::FileType, shown: &str, scan: &mut Scan) -> bool {
        let may_open = kind.is_file() || kind.is_symlink();
        if !may_open {
            self.skip(shown, "library.not-a-file", say::not_a_file(self.lang()), scan);
            return false;
        }
        if kind.is_symlink()
            && let Err(problem) =
                super::read::open(&self.real_root, &self.root().join(shown), shown, self.lang())
        {
            scan.problems.push(problem.at(Severity::Warning));
            return false;
        }
        true
    }

    #[expect(clippy::unused_self, reason = "reads as the others do")]
    fn skip(&self, shown: &str, code: &'static str, message: String, scan: &mut Scan) {
        scan.problems.push(Problem::error(shown, 0, 0, code, message).at(Severity::Warning));
    }

    /// Of two files with one id the later by path is second.
    fn mark_seconds(&self, scan: &mut Scan) {
        let mut first: HashMap<ArticleId, usize> = HashMap::with_capacity(scan.entries.len());
        let mut seconds = Vec::new();
        for (at, entry) in scan.entries.iter_mut().enumerate() {
            match first.entry(entry.id.clone()) {
                hash_map::Entry::Occupied(earlier) => {
                    entry.is_second = true;
                    seconds.push((at, *earlier.get()));
                }
                hash_map::Entry::Vacant(free) => {
                    free.insert(at);
                }
            }
        }
        for (second, earlier) in seconds {
            let (Some(entry), Some(earlier)) = (scan.entries.get(second), scan.entries.get(earlier)) else {
                continue;
            };
            let message = say::same_id(self.lang(), &entry.id, earlier.shown());
            scan.problems.push(
                Problem::error(entry.shown(), 0, 0, "library.same-id", message)
                    .with_hint(say::rename_one(self.lang())),
            );
        }
    }
}

/// Whether a file's name is that of an article: `.md` or `.txt` in either case.
fn is_article_name(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("txt")
}

/// The entry of a file.
fn entry(folder: &Arc<str>, name: &str) -> Entry {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Entry { id: slug::article_id(stem), folder: folder.clone(), file_name: name.into(), is_second: false }
}
