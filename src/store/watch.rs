//! Seeing what others do to the files: told by the system where that is reliable, looked up elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use notify::{Config, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::files;
use super::{Scope, Store};
use crate::messages::store as say;
use crate::words::{Annotations, Annotator, ArticleId, Fault, Problem, Severity};

/// How often an unreliable file system is looked at.
const POLL: Duration = Duration::from_secs(2);

/// File systems that do not tell about what other machines do.
const UNRELIABLE: [&str; 12] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "drvfs", "vboxsf", "afs", "ceph", "lustre", "fuse"];

/// Tells when something in the folders it follows changes. Where the system tells, it costs nothing at rest.
pub struct Watch {
    watcher: Box<dyn notify::Watcher + Send>,
    followed: BTreeMap<PathBuf, Identity>,
}

impl std::fmt::Debug for Watch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Watch").field("followed", &self.followed).finish_non_exhaustive()
    }
}

impl Watch {
    /// Begins to watch for a library; `told` is called from another thread with each path that changed.
    /// `None` when the system gives no watcher: then nothing is seen until the next load.
    pub fn start(root: &Path, told: impl Fn(PathBuf) + Send + 'static) -> Option<Self> {
        let handler = move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            if !matches!(event.kind, EventKind::Access(_)) {
                event.paths.into_iter().filter(|path| is_ours_to_see(path)).for_each(&told);
            }
        };
        let watcher: Box<dyn notify::Watcher + Send> = if is_unreliable(root) {
            Box::new(PollWatcher::new(handler, Config::default().with_poll_interval(POLL)).ok()?)
        } else {
            Box::new(RecommendedWatcher::new(handler, Config::default()).ok()?)
        };
        Some(Self { watcher, followed: BTreeMap::new() })
    }

    /// Follows these folders, too. One that was deleted and made again is another folder.
    pub fn follow_also(&mut self, folders: impl IntoIterator<Item = PathBuf>) {
        for folder in folders {
            let Some(now) = identity(&folder) else {
                self.followed.remove(&folder);
                continue;
            };
            if self.followed.get(&folder) == Some(&now) {
                continue;
            }
            // The watcher may still hold the old one under this name.
            let _ = self.watcher.unwatch(&folder);
            if self.watcher.watch(&folder, RecursiveMode::NonRecursive).is_ok() {
                self.followed.insert(folder, now);
            }
        }
    }

    /// Follows exactly these folders from now on, not what lies deeper; those that are not there are left out.
    pub fn follow(&mut self, folders: impl IntoIterator<Item = PathBuf>) {
        let wanted: BTreeSet<PathBuf> = folders.into_iter().collect();
        for gone in self.followed.keys().filter(|folder| !wanted.contains(*folder)) {
            // A folder that was deleted is not watched any more, whatever the watcher says.
            let _ = self.watcher.unwatch(gone);
        }
        self.followed.retain(|folder, _| wanted.contains(folder));
        self.follow_also(wanted);
    }
}

/// What tells a folder from another of the same name: device and inode, where the system has them.
type Identity = (u64, u64);

/// A folder's identity; `None` when there is none.
fn identity(folder: &Path) -> Option<Identity> {
    let meta = fs::metadata(folder).ok().filter(fs::Metadata::is_dir)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((meta.dev(), meta.ino()))
    }
    #[cfg(not(unix))]
    {
        drop(meta);
        Some((0, 0))
    }
}

/// Whether a change of this file matters: our lock and temp files do not.
fn is_ours_to_see(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name != ".pizhu.lock" && !(name.starts_with('.') && name.ends_with(".tmp"))
}

/// Whether a folder lies on a file system that others change unseen.
fn is_unreliable(folder: &Path) -> bool {
    let Ok(mounts) = fs::read_to_string("/proc/self/mountinfo") else { return false };
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    let kind = mounts
        .lines()
        .filter_map(|line| {
            let (left, right) = line.split_once(" - ")?;
            let point = left.split(' ').nth(4)?.replace("\\040", " ");
            Some((point, right.split(' ').next()?))
        })
        .filter(|(point, _)| folder.starts_with(point))
        .max_by_key(|(point, _)| point.len());
    kind.is_some_and(|(_, kind)| UNRELIABLE.contains(&kind.split('.').next().unwrap_or(kind)))
}

/// What a folder of annotations looks like from outside: two that are equal hold the same files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint(Vec<(String, u64, Option<SystemTime>)>);

/// A file that is not believed: what was in memory counts, and nothing is written to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// Whose file.
    pub annotator: Annotator,
    /// What is wrong with it.
    pub problem: Problem,
    /// The newest backup, of one's own file.
    pub backup: Option<PathBuf>,
}

/// What a reload ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Reloaded {
    /// Everybody's marks: the disk's, or what was remembered where the disk is not believed.
    pub files: Vec<Annotations>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Files that are not believed.
    pub doubts: Vec<Doubt>,
}

impl Store {
    /// The folders to watch for an article: its annotations', and those above that are made with it.
    pub fn watched_folders(&self, article: &ArticleId) -> [PathBuf; 3] {
        [self.root.clone(), self.root.join("annotations"), files::folder(&self.root, article)]
    }

    /// The folders to watch for what others write about other articles: so many at most, so that a large library costs
    /// the system no more than a small one.
    pub fn annotated_folders(&self, most: usize) -> Vec<PathBuf> {
        let folders = fs::read_dir(self.root.join("annotations")).into_iter().flatten().flatten();
        folders.map(|entry| entry.path()).take(most).collect()
    }

    /// Names, sizes and times of the files on an article: cheap to ask, to know whether a reload is due.
    pub fn fingerprint(&self, article: &ArticleId) -> Fingerprint {
        let folder = files::folder(&self.root, article);
        let names = files::names(&self.root, &folder, self.lang).unwrap_or_default();
        let entry = |name: String| {
            files::named(&name)?;
            let meta = fs::symlink_metadata(folder.join(&name)).ok()?;
            Some((name, meta.len(), meta.modified().ok()))
        };
        Fingerprint(names.into_iter().filter_map(entry).collect())
    }

    /// Loads again. A file that vanished, shrank to nothing or no longer parses is not believed: what is
    /// remembered of it stays, and one's own is not written until [`Store::believe`] or [`Store::restore_backup`].
    ///
    /// # Errors
    /// I/O when the folder cannot be listed.
    pub fn reload(&self, article: &ArticleId, remembered: &[Annotations]) -> Result<Reloaded, Fault> {
        let (mut files, problems) = self.load(article)?;
        let mut doubts = Vec::new();
        for old in remembered.iter().filter(|old| !old.marks.is_empty()) {
            if self.scope == Scope::Own && old.author != self.annotator {
                continue;
            }
            let shown = self.shown(&self.file(article, &old.author));
            let corrupt =
                problems.iter().find(|problem| problem.severity == Severity::Error && problem.file == shown);
            let new = files.iter().position(|file| file.author == old.author);
            let is_empty = new.and_then(|at| files.get(at)).is_none_or(|file| file.marks.is_empty());
            if corrupt.is_none() && !is_empty {
                continue;
            }
            let problem = corrupt.cloned().unwrap_or_else(|| {
                let message = say::not_believed(self.lang, &shown, old.marks.len());
                Problem::error(&shown, 0, 0, "store.not-believed", message)
                    .with_hint(say::restore_backup(self.lang))
            });
            let is_own = old.author == self.annotator;
            let backup =
                if is_own { self.backups(article).ok().and_then(|all| all.into_iter().next()) } else { None };
            doubts.push(Doubt { annotator: old.author.clone(), problem, backup });
            match new.and_then(|at| files.get_mut(at)) {
                Some(file) => file.clone_from(old),
                None => files.push(old.clone()),
            }
            if is_own {
                self.known().insert(article.clone(), old.marks.len());
            }
        }
        files.sort_by(|a, b| a.author.cmp(&b.author));
        Ok(Reloaded { files, problems, doubts })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn changes_are_told_and_our_own_scaffolding_is_not() {
        let folder = tempfile::tempdir().expect("folder");
        let root = folder.path().canonicalize().expect("folder");
        let (sender, receiver) = mpsc::channel();
        let mut watch = Watch::start(&root, move |path| drop(sender.send(path))).expect("a watcher");
        watch.follow([root.clone(), root.join("not-there")]);
        for name in [".pizhu.lock", ".li.toml.0011223344556677.tmp", "li.toml"] {
            fs::File::create(root.join(name)).expect("file");
        }
        let told = receiver.recv_timeout(Duration::from_secs(5)).expect("told within 3 s and a bit");
        assert_eq!(told, root.join("li.toml"));
    }
}
