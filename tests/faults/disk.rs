//! What a crash may leave of a recorded log of calls, by the letter of POSIX: data is safe after an fsync of its
//! file, a name after an fsync of its folder, and nothing else is ordered.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::strace::Call;
use crate::tree::{Node, Tree};

type Ino = usize;

/// A tree in short: for each path a folder (`None`) or the number of its contents.
pub(crate) type Shape = BTreeMap<PathBuf, Option<usize>>;

/// Beyond so many pending names not every subset is tried.
const ALL_SUBSETS: usize = 7;
/// At most so many combinations of half-written files for one choice of names.
const COMBINATIONS: usize = 48;

#[derive(Debug, Clone)]
enum Body {
    Folder(BTreeMap<String, Ino>),
    File(Vec<u8>),
}

#[derive(Debug, Clone)]
enum Data {
    Write { at: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Debug, Clone)]
struct Inode {
    /// What is safe.
    body: Body,
    /// What was done since.
    pending: Vec<Data>,
}

#[derive(Debug, Clone, Copy)]
struct Opened {
    ino: Ino,
    offset: usize,
    append: bool,
}

/// Names set or taken away in one step: folder, name, what it leads to.
type Names = Vec<(Ino, String, Option<Ino>)>;

/// A file system between calls.
#[derive(Debug)]
pub(crate) struct Disk {
    root: PathBuf,
    inodes: Vec<Inode>,
    pending: Vec<Names>,
    open: HashMap<i64, Opened>,
    contents: Vec<Arc<[u8]>>,
    known: HashMap<Arc<[u8]>, usize>,
}

impl Disk {
    /// A disk on which all of a tree is safe.
    pub(crate) fn new(root: &Path, tree: &Tree) -> Self {
        let top = Inode { body: Body::Folder(BTreeMap::new()), pending: Vec::new() };
        let mut disk = Self {
            root: root.to_owned(),
            inodes: vec![top],
            pending: Vec::new(),
            open: HashMap::new(),
            contents: Vec::new(),
            known: HashMap::new(),
        };
        for (path, node) in &tree.nodes {
            let (folder, name) = disk.place(&root.join(path)).expect("a folder above");
            let body = match node {
                Node::Folder => Body::Folder(BTreeMap::new()),
                Node::File(bytes) => Body::File(bytes.to_vec()),
            };
            let ino = disk.make(body);
            if let Body::Folder(names) = &mut disk.inodes[folder].body {
                names.insert(name, ino);
            }
        }
        disk
    }

    fn make(&mut self, body: Body) -> Ino {
        self.inodes.push(Inode { body, pending: Vec::new() });
        self.inodes.len() - 1
    }

    /// What a name in a folder leads to at the moment, safe or not.
    fn lookup(&self, folder: Ino, name: &str) -> Option<Ino> {
        let mut sets = self.pending.iter().flatten();
        let last = sets.rfind(|(here, set, _)| *here == folder && set == name);
        match (last, &self.inodes[folder].body) {
            (Some((_, _, to)), _) => *to,
            (None, Body::Folder(names)) => names.get(name).copied(),
            (None, Body::File(_)) => None,
        }
    }

    /// The folder and the name that a path ends in.
    fn place(&self, path: &Path) -> Option<(Ino, String)> {
        let below = path.strip_prefix(&self.root).ok()?;
        let mut names: Vec<String> = below.iter().map(|name| name.to_string_lossy().into_owned()).collect();
        let last = names.pop()?;
        let folder = names.iter().try_fold(0, |folder, name| self.lookup(folder, name))?;
        Some((folder, last))
    }

    fn find(&self, path: &Path) -> Option<Ino> {
        if path == self.root {
            return Some(0);
        }
        self.place(path).and_then(|(folder, name)| self.lookup(folder, &name))
    }

    fn length(&self, ino: Ino) -> usize {
        match &self.inodes[ino].body {
            Body::File(bytes) => after(bytes, &self.inodes[ino].pending).len(),
            Body::Folder(_) => 0,
        }
    }

    /// Another process begins: it has nothing open.
    pub(crate) fn begin_process(&mut self) {
        self.open.clear();
    }

    /// Follows a call; tells whether it changed what may be left.
    ///
    /// # Errors
    /// A call on the tree that this model does not know.
    pub(crate) fn follow(&mut self, call: &Call) -> Result<bool, String> {
        let Some(Ok(result)) = call.result else { return Ok(false) };
        match call.name.as_str() {
            "open" | "openat" | "creat" => return self.opened(call, result),
            "close" => drop(call.fd(0).and_then(|fd| self.open.remove(&fd))),
            "dup" | "dup2" | "dup3" => self.doubled(call, result),
            "fcntl" if call.args.get(1).is_some_and(|arg| arg.starts_with("F_DUPFD")) => {
                self.doubled(call, result);
            }
            "lseek" | "read" => self.moved(call, result),
            "write" | "pwrite64" => return Ok(self.written(call, result)),
            "ftruncate" => return Ok(self.cut(call)),
            "fsync" | "fdatasync" => return Ok(self.synced(call)),
            "rename" => return self.renamed(call.path(0).as_deref(), call.path(1).as_deref()),
            "renameat" | "renameat2" => {
                if call.args.get(4).is_some_and(|flags| flags.contains("EXCHANGE")) {
                    return Err(format!("not modelled: {}", call.place()));
                }
                return self.renamed(call.path(1).as_deref(), call.path(3).as_deref());
            }
            "link" => return self.linked(call.path(0), call.path(1)),
            "linkat" => return self.linked(call.path(1), call.path(3)),
            "unlink" | "rmdir" => return Ok(self.unlinked(call.path(0))),
            "unlinkat" => return Ok(self.unlinked(call.path(1))),
            "mkdir" => return Ok(self.made(call.path(0))),
            "mkdirat" => return Ok(self.made(call.path(1))),
            "flock" | "fchmod" | "chmod" | "fchmodat" => {}
            _ if call.writes() && call.paths().iter().any(|path| path.starts_with(&self.root)) => {
                return Err(format!("not modelled: {}", call.place()));
            }
            _ => {}
        }
        Ok(false)
    }

    fn opened(&mut self, call: &Call, fd: i64) -> Result<bool, String> {
        let at = usize::from(call.name == "openat");
        let flags = call.args.get(at + 1).cloned().unwrap_or_default();
        let Some(path) = call.path(at).filter(|path| path.starts_with(&self.root)) else {
            self.open.remove(&fd);
            return Ok(false);
        };
        if flags.contains("O_TMPFILE") || call.name == "creat" {
            return Err(format!("not modelled: {}", call.place()));
        }
        let (mut changed, found) = (false, self.find(&path));
        let ino = match (found, self.place(&path)) {
            (Some(ino), _) => ino,
            (None, Some((folder, name))) => {
                let ino = self.make(Body::File(Vec::new()));
                self.pending.push(vec![(folder, name, Some(ino))]);
                changed = true;
                ino
            }
            (None, None) => return Err(format!("opened below no folder: {}", call.place())),
        };
        if flags.contains("O_TRUNC") && self.length(ino) > 0 {
            self.inodes[ino].pending.push(Data::Length(0));
            changed = true;
        }
        self.open.insert(fd, Opened { ino, offset: 0, append: flags.contains("O_APPEND") });
        Ok(changed)
    }

    fn doubled(&mut self, call: &Call, fd: i64) {
        if let Some(opened) = call.fd(0).and_then(|old| self.open.get(&old).copied()) {
            self.open.insert(fd, opened);
        }
    }

    fn moved(&mut self, call: &Call, result: i64) {
        if let Some(opened) = call.fd(0).and_then(|fd| self.open.get_mut(&fd)) {
            let by = usize::try_from(result).unwrap_or_default();
            opened.offset = if call.name == "lseek" { by } else { opened.offset + by };
        }
    }

    fn written(&mut self, call: &Call, result: i64) -> bool {
        let Some((fd, opened)) = call.fd(0).and_then(|fd| Some((fd, *self.open.get(&fd)?))) else {
            return false;
        };
        let mut bytes = call.string(1).unwrap_or_default();
        bytes.truncate(usize::try_from(result).unwrap_or_default());
        let given = call.args.get(3).and_then(|at| at.parse().ok());
        let at = if opened.append { self.length(opened.ino) } else { given.unwrap_or(opened.offset) };
        if given.is_none() {
            self.open.insert(fd, Opened { offset: at + bytes.len(), ..opened });
        }
        self.inodes[opened.ino].pending.push(Data::Write { at, bytes });
        true
    }

    fn cut(&mut self, call: &Call) -> bool {
        let Some(opened) = call.fd(0).and_then(|fd| self.open.get(&fd).copied()) else { return false };
        let length = call.args.get(1).and_then(|arg| arg.parse().ok()).unwrap_or_default();
        self.inodes[opened.ino].pending.push(Data::Length(length));
        true
    }

    fn synced(&mut self, call: &Call) -> bool {
        let Some(Opened { ino, .. }) = call.fd(0).and_then(|fd| self.open.get(&fd).copied()) else {
            return false;
        };
        let inode = &mut self.inodes[ino];
        match &mut inode.body {
            Body::File(bytes) => *bytes = after(bytes, &std::mem::take(&mut inode.pending)),
            Body::Folder(names) => {
                for (_, name, to) in self.pending.iter().flatten().filter(|(folder, ..)| *folder == ino) {
                    set(names, name, *to);
                }
                self.pending.iter_mut().for_each(|step| step.retain(|(folder, ..)| *folder != ino));
                self.pending.retain(|step| !step.is_empty());
            }
        }
        true
    }

    fn renamed(&mut self, from: Option<&Path>, to: Option<&Path>) -> Result<bool, String> {
        let place = |path: Option<&Path>| path.and_then(|path| self.place(path));
        match (place(from), place(to)) {
            (Some((folder, name)), Some((onto, new))) => {
                let ino = self.lookup(folder, &name);
                self.pending.push(vec![(folder, name, None), (onto, new, ino)]);
                Ok(true)
            }
            (None, None) => Ok(false),
            _ => Err(format!("renamed across the edge of the tree: {from:?} {to:?}")),
        }
    }

    fn linked(&mut self, from: Option<PathBuf>, to: Option<PathBuf>) -> Result<bool, String> {
        let ino = from.and_then(|path| self.find(&path));
        match (ino, to.and_then(|path| self.place(&path))) {
            (Some(ino), Some((folder, name))) => {
                self.pending.push(vec![(folder, name, Some(ino))]);
                Ok(true)
            }
            (None, None) => Ok(false),
            _ => Err("linked across the edge of the tree".to_owned()),
        }
    }

    fn unlinked(&mut self, path: Option<PathBuf>) -> bool {
        let place = path.and_then(|path| self.place(&path));
        place.map(|(folder, name)| self.pending.push(vec![(folder, name, None)])).is_some()
    }

    fn made(&mut self, path: Option<PathBuf>) -> bool {
        let Some((folder, name)) = path.and_then(|path| self.place(&path)) else { return false };
        let ino = self.make(Body::Folder(BTreeMap::new()));
        self.pending.push(vec![(folder, name, Some(ino))]);
        true
    }

    /// The tree as every process sees it now: what the model says of the calls so far.
    pub(crate) fn now(&mut self) -> Tree {
        let all = vec![true; self.pending.len()];
        let whole = |bytes: &[u8], pending: &[Data]| vec![after(bytes, pending)];
        let shape = self.shapes(&all, whole).pop().unwrap_or_default();
        self.tree(&shape)
    }

    /// The trees that a crash now may leave.
    pub(crate) fn left(&mut self) -> HashSet<Shape> {
        subsets(self.pending.len()).iter().flat_map(|chosen| self.shapes(chosen, halves)).collect()
    }

    /// A tree in full.
    pub(crate) fn tree(&self, shape: &Shape) -> Tree {
        let node = |contents: &Option<usize>| match contents {
            None => Node::Folder,
            Some(number) => Node::File(Arc::clone(&self.contents[*number])),
        };
        Tree { nodes: shape.iter().map(|(path, contents)| (path.clone(), node(contents))).collect() }
    }

    /// The trees under one choice of names, with every file in each of its possible contents.
    fn shapes(&mut self, chosen: &[bool], contents: fn(&[u8], &[Data]) -> Vec<Vec<u8>>) -> Vec<Shape> {
        let mut folders: HashMap<Ino, BTreeMap<String, Ino>> = HashMap::new();
        let steps = self.pending.iter().zip(chosen).filter(|(_, chosen)| **chosen);
        for (folder, name, to) in steps.flat_map(|(step, _)| step) {
            if let Body::Folder(names) = &self.inodes[*folder].body {
                set(folders.entry(*folder).or_insert_with(|| names.clone()), name, *to);
            }
        }
        let (mut shapes, mut waiting) = (vec![Shape::new()], vec![(PathBuf::new(), 0)]);
        while let Some((path, folder)) = waiting.pop() {
            let Body::Folder(safe) = &self.inodes[folder].body else { continue };
            let names = folders.get(&folder).unwrap_or(safe).clone();
            for (name, ino) in names {
                let below = path.join(name);
                let variants = match &self.inodes[ino].body {
                    Body::Folder(_) => {
                        waiting.push((below.clone(), ino));
                        vec![None]
                    }
                    Body::File(bytes) => {
                        let variants = contents(bytes, &self.inodes[ino].pending);
                        variants.into_iter().map(|bytes| Some(self.number(bytes))).collect()
                    }
                };
                shapes = spread(shapes, &below, &variants);
            }
        }
        shapes
    }

    fn number(&mut self, bytes: Vec<u8>) -> usize {
        let bytes: Arc<[u8]> = bytes.into();
        let next = self.contents.len();
        let number = *self.known.entry(Arc::clone(&bytes)).or_insert(next);
        if number == next {
            self.contents.push(bytes);
        }
        number
    }
}

/// Each tree with each of the contents at a path; when there are too many, the first and the last with all.
fn spread(shapes: Vec<Shape>, path: &Path, variants: &[Option<usize>]) -> Vec<Shape> {
    let many = shapes.len() * variants.len() > COMBINATIONS;
    let last = shapes.len().saturating_sub(1);
    let mut all = Vec::new();
    for (index, shape) in shapes.into_iter().enumerate() {
        let thin = many && index != 0 && index != last;
        for variant in if thin { variants.get(..1).unwrap_or_default() } else { variants } {
            let mut shape = shape.clone();
            shape.insert(path.to_owned(), *variant);
            all.push(shape);
        }
    }
    all
}

fn set(names: &mut BTreeMap<String, Ino>, name: &str, to: Option<Ino>) {
    match to {
        Some(ino) => drop(names.insert(name.to_owned(), ino)),
        None => drop(names.remove(name)),
    }
}

/// A file's bytes after all that was done.
fn after(bytes: &[u8], pending: &[Data]) -> Vec<u8> {
    let mut now = bytes.to_vec();
    for step in pending {
        match step {
            Data::Length(length) => now.resize(*length, 0),
            Data::Write { at, bytes } => {
                if now.len() < at + bytes.len() {
                    now.resize(at + bytes.len(), 0);
                }
                now.splice(*at..at + bytes.len(), bytes.iter().copied());
            }
        }
    }
    now
}

/// What may be left of a file: its safe bytes, each beginning of what was done since, each with its last write
/// half done or only its length, each one step missing.
fn halves(bytes: &[u8], pending: &[Data]) -> Vec<Vec<u8>> {
    let mut all = vec![after(bytes, pending), bytes.to_vec()];
    for (n, step) in pending.iter().enumerate() {
        let (before, whole) = (after(bytes, &pending[..n]), after(bytes, &pending[..=n]));
        if let Data::Write { at, bytes: written } = step {
            let half = Data::Write { at: *at, bytes: written[..written.len() / 2].to_vec() };
            let zeros = Data::Write { at: *at, bytes: vec![0; written.len()] };
            all.push(after(&before, &[half]));
            all.push(after(&before, &[zeros]));
        }
        all.push(whole);
        let missing: Vec<Data> = [&pending[..n], &pending[n + 1..]].concat();
        all.push(after(bytes, &missing));
    }
    let mut seen = HashSet::new();
    all.retain(|bytes| seen.insert(bytes.clone()));
    all
}

/// Choices of pending names: all of them while they are few; else every beginning, each one missing, each one
/// alone, each pair alone.
fn subsets(count: usize) -> Vec<Vec<bool>> {
    if count <= ALL_SUBSETS {
        return (0..1_usize << count).map(|bits| (0..count).map(|n| bits >> n & 1 == 1).collect()).collect();
    }
    let one = |test: &dyn Fn(usize) -> bool| (0..count).map(test).collect::<Vec<bool>>();
    let mut all: Vec<Vec<bool>> = (0..=count).map(|end| one(&|n| n < end)).collect();
    for a in 0..count {
        all.push(one(&|n| n != a));
        all.extend((a..count).map(|b| one(&|n| n == a || n == b)));
        all.extend((a + 1..count).map(|b| one(&|n| n != a && n != b)));
    }
    all
}
