//! Reading what lies in a library without being led astray: no links followed, no pipes opened, no limits passed.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use crate::messages::{Lang, store as say, system};
use crate::words::{Fault, FaultKind, Problem};

/// Calls again for as long as a signal interrupts.
pub(super) fn retry<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

/// A failure of the system, said as it is.
pub(super) fn io_fault(lang: Lang, path: &Path, error: &io::Error) -> Fault {
    let message = say::io_failed(lang, shown(path), system::why(lang, error));
    Fault::from_problem(
        FaultKind::Io,
        Problem::error("", 0, 0, "store.io", message).with_hint(say::nothing_lost(lang)),
    )
}

/// A failure to read something below the root, said as it is.
fn read_fault(lang: Lang, root: &Path, path: &Path, error: &io::Error) -> Fault {
    let problem =
        Problem::error(below(root, path), 0, 0, "store.io", say::unreadable(lang, system::why(lang, error)));
    Fault::from_problem(FaultKind::Io, problem.with_hint(say::make_readable(lang)))
}

/// Something that is not read or written because of what it is.
pub(super) fn refused(root: &Path, path: &Path, code: &'static str, message: String, hint: String) -> Fault {
    let problem = Problem::error(below(root, path), 0, 0, code, message).with_hint(hint);
    Fault::from_problem(FaultKind::Refused, problem)
}

/// A path as it is shown: below the library's folder.
fn below(root: &Path, path: &Path) -> String {
    shown(path.strip_prefix(root).unwrap_or(path))
}

/// A path for a message.
pub(super) fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Checks that no component of a path below the root is a link; those that do not exist yet are fine.
pub(super) fn check_path(root: &Path, path: &Path, lang: Lang) -> Result<(), Fault> {
    let refuse =
        |path: &Path| refused(root, path, "store.link", say::is_a_link(lang), say::replace_link(lang));
    let below = path.strip_prefix(root).map_err(|_| refuse(path))?;
    let mut here = root.to_owned();
    for component in below.components() {
        let Component::Normal(name) = component else { return Err(refuse(path)) };
        here.push(name);
        match retry(|| fs::symlink_metadata(&here)) {
            Ok(meta) if meta.file_type().is_symlink() => return Err(refuse(&here)),
            Ok(_) => {}
            Err(error) if is_absent(&error) => return Ok(()),
            Err(error) => return Err(read_fault(lang, root, &here, &error)),
        }
    }
    Ok(())
}

/// Whether an error says that there is no such file.
pub(super) fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Opens a file without following a link in its last part and without waiting for a pipe's other end.
pub(super) fn open_as(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or_default());
    }
    retry(|| options.open(path))
}

/// Reads a regular file below the root whole; `None` when there is none.
///
/// # Errors
/// Refused for a link, a pipe, a device or a file beyond the limit; I/O otherwise.
pub(super) fn read(root: &Path, path: &Path, limit_bytes: u64, lang: Lang) -> Result<Option<Vec<u8>>, Fault> {
    check_path(root, path, lang)?;
    let mut file = match open_as(path, OpenOptions::new().read(true)) {
        Ok(file) => file,
        Err(error) if is_absent(&error) => return Ok(None),
        Err(error) => return Err(read_fault(lang, root, path, &error)),
    };
    let meta = file.metadata().map_err(|error| read_fault(lang, root, path, &error))?;
    if !meta.is_file() {
        return Err(not_a_file(root, path, lang));
    }
    if meta.len() > limit_bytes {
        let message = say::too_large(lang, limit_bytes / (1024 * 1024));
        return Err(refused(root, path, "store.too-large", message, say::split_it(lang)));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len()).unwrap_or_default() + 1);
    file.by_ref()
        .take(limit_bytes + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| read_fault(lang, root, path, &error))?;
    Ok(Some(bytes))
}

/// A pipe, a device or a folder where a file should be.
pub(super) fn not_a_file(root: &Path, path: &Path, lang: Lang) -> Fault {
    refused(root, path, "store.not-a-file", say::not_a_file(lang), say::replace_link(lang))
}

/// The names in a folder below the root, sorted; none when there is no folder.
pub(super) fn names(root: &Path, folder: &Path, lang: Lang) -> Result<Vec<String>, Fault> {
    check_path(root, folder, lang)?;
    // From the beginning when interrupted: a listing that broke off cannot be taken up.
    let listed = || {
        let entries = fs::read_dir(folder)?;
        entries.map(|entry| entry.map(|entry| entry.file_name())).collect::<io::Result<Vec<_>>>()
    };
    let mut names: Vec<String> = match retry(listed) {
        Ok(names) => names.into_iter().filter_map(|name| name.into_string().ok()).collect(),
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        Err(error) => return Err(read_fault(lang, root, folder, &error)),
    };
    names.sort();
    Ok(names)
}

/// What a file name in an article's folder of annotations is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    /// An annotator's file.
    Own(crate::words::Annotator),
    /// A further version of an annotator's file, left by a sync tool.
    Copy(crate::words::Annotator),
}

/// Tells an annotator's file from a sync tool's copy of one; `None` for anything else.
pub(super) fn named(name: &str) -> Option<Named> {
    let stem = name.strip_suffix(".toml")?;
    let cut = [
        ".sync-conflict-",
        " (conflicted copy",
        " (Conflicted copy",
        "'s conflicted copy",
        " conflicted copy",
    ]
    .iter()
    .filter_map(|sign| stem.find(sign))
    .min();
    let conflicted = cut.or_else(|| stem.find("onflicted copy").and_then(|_| stem.find([' ', '('])));
    match conflicted {
        Some(at) => {
            // Dropbox writes `li (Wang's conflicted copy 2026-03-18)`: the name ends where the bracket opens.
            let at = stem.find(" (").map_or(at, |bracket| bracket.min(at));
            stem.get(..at).and_then(crate::words::Annotator::new).map(Named::Copy)
        }
        None => crate::words::Annotator::new(stem).map(Named::Own),
    }
}

/// The folder of one article's annotations.
pub(super) fn folder(root: &Path, article: &crate::words::ArticleId) -> PathBuf {
    root.join("annotations").join(article.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Annotator;

    #[test]
    fn copies_of_sync_tools_are_known_by_name() {
        let li = || Annotator::new("li").expect("slug");
        for (name, expected) in [
            ("li.toml", Some(Named::Own(li()))),
            ("li.sync-conflict-20260318-140307-ABCDEFG.toml", Some(Named::Copy(li()))),
            ("li (Wang's conflicted copy 2026-03-18).toml", Some(Named::Copy(li()))),
            ("li (conflicted copy 2026-03-18).toml", Some(Named::Copy(li()))),
            ("li conflicted copy.toml", Some(Named::Copy(li()))),
            ("李.toml", None),
            (".li.toml.0.tmp", None),
            ("li.toml.salvaged", None),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
    }
}
