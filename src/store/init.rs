//! Making a library ready for git and for sync tools.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use super::files;
use super::save;
use crate::messages::Lang;
use crate::words::Fault;

/// How the merge driver is called by git; found on the PATH.
pub const MERGE_DRIVER: &str = "pizhu merge-driver %O %A %B %P";

/// Whether git knows the merge driver now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registered {
    /// It does.
    Yes,
    /// The library lies in no git repository.
    NoRepository,
    /// There is no git, or it refused.
    NoGit,
}

/// Writes what git and Syncthing must know into a library and registers the merge driver. What is there already stays.
///
/// # Errors
/// As [`save::replace`].
pub fn init(root: &Path, lang: Lang) -> Result<Registered, Fault> {
    let root = root.canonicalize().map_err(|error| files::io_fault(lang, root, &error))?;
    for (name, lines) in [
        (".gitignore", [".pizhu.lock", ".*.tmp"].as_slice()),
        (".stignore", &[".pizhu.lock", ".*.tmp"]),
        ("annotations/.gitattributes", &["*.toml text eol=lf merge=pizhu"]),
    ] {
        add_lines(&root, &root.join(name), lines, lang)?;
    }
    Ok(register(&root))
}

fn add_lines(root: &Path, path: &Path, lines: &[&str], lang: Lang) -> Result<(), Fault> {
    let old = files::read(root, path, 1 << 20, lang)?;
    let text = String::from_utf8_lossy(old.as_deref().unwrap_or_default()).into_owned();
    let missing: Vec<&&str> =
        lines.iter().filter(|line| !text.lines().any(|there| there.trim() == **line)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut new = text;
    if !new.is_empty() && !new.ends_with('\n') {
        new.push('\n');
    }
    for line in missing {
        new.push_str(line);
        new.push('\n');
    }
    save::replace_if(root, path, old.as_deref(), new.as_bytes(), lang)
}

fn register(root: &Path) -> Registered {
    let in_repository = root.ancestors().any(|folder| fs::symlink_metadata(folder.join(".git")).is_ok());
    if !in_repository {
        return Registered::NoRepository;
    }
    let git = |key: &str, value: &str| {
        Command::new("git")
            .arg("-C")
            .arg(root)
            .args(["config", key, value])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    };
    let done =
        git("merge.pizhu.name", "pizhu, per record and field") && git("merge.pizhu.driver", MERGE_DRIVER);
    if done { Registered::Yes } else { Registered::NoGit }
}
