//! A folder with all its files as a value: taken, compared, put back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing in a folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Node {
    Folder,
    File(Arc<[u8]>),
}

/// A folder's contents by path below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tree {
    pub(crate) nodes: BTreeMap<PathBuf, Node>,
}

impl Tree {
    /// Takes a folder as it is.
    pub(crate) fn read(root: &Path) -> Self {
        let mut tree = Self::default();
        let mut waiting = vec![PathBuf::new()];
        while let Some(folder) = waiting.pop() {
            for entry in fs::read_dir(root.join(&folder)).into_iter().flatten().flatten() {
                let below = folder.join(entry.file_name());
                if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                    tree.nodes.insert(below.clone(), Node::Folder);
                    waiting.push(below);
                } else {
                    let bytes = fs::read(entry.path()).expect("a file of the tree");
                    tree.nodes.insert(below, Node::File(bytes.into()));
                }
            }
        }
        tree
    }

    /// Makes a folder hold this and nothing else.
    pub(crate) fn write(&self, root: &Path) {
        let now = Self::read(root);
        for (path, node) in now.nodes.iter().rev() {
            match (node, self.nodes.get(path)) {
                (Node::File(_), None | Some(Node::Folder)) => {
                    fs::remove_file(root.join(path)).expect("remove a file");
                }
                (Node::Folder, None | Some(Node::File(_))) => {
                    fs::remove_dir(root.join(path)).expect("remove a folder");
                }
                _ => {}
            }
        }
        for (path, node) in &self.nodes {
            match node {
                Node::Folder => fs::create_dir_all(root.join(path)).expect("make a folder"),
                Node::File(bytes) if now.nodes.get(path) != Some(node) => put(&root.join(path), bytes),
                Node::File(_) => {}
            }
        }
    }

    /// A file's bytes.
    pub(crate) fn file(&self, path: impl AsRef<Path>) -> Option<&[u8]> {
        match self.nodes.get(path.as_ref()) {
            Some(Node::File(bytes)) => Some(bytes),
            Some(Node::Folder) | None => None,
        }
    }

    /// The files below a folder, with their paths.
    pub(crate) fn files<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a Path, &'a [u8])> {
        self.nodes.iter().filter_map(move |(path, node)| match node {
            Node::File(bytes) if path.starts_with(folder) => Some((path.as_path(), &**bytes)),
            Node::File(_) | Node::Folder => None,
        })
    }
}

/// Writes a file of a test, in whatever way.
#[expect(clippy::disallowed_methods, reason = "what a test lays out need not be durable")]
pub(crate) fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("make a folder");
    fs::write(path, bytes).expect("write a file");
}
