//! The one save function: a file of the library is at every instant one whole version.
//!
//! Temp file in the same folder, fsync, look again, rename, fsync the folder. Nothing else in the program
//! replaces a file of a library.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::files::{self, io_fault, is_absent, retry, shown};
use crate::messages::{Lang, store as say};
use crate::words::{Fault, FaultKind};

/// A new version, durable under another name, waiting to take its place.
#[derive(Debug)]
pub(super) struct Prepared {
    temp: PathBuf,
    path: PathBuf,
    root: PathBuf,
    is_new: bool,
    done: bool,
}

/// How putting a new version in place ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Placed {
    /// It is there, durable.
    Durable,
    /// The file changed meanwhile: nothing was done.
    Changed,
}

/// Writes a new version beside its place and makes it durable. `bytes` are the whole file.
///
/// # Errors
/// Refused for a link or a file that its owner made read-only; I/O otherwise. The file itself is untouched.
pub(super) fn prepare(root: &Path, path: &Path, bytes: &[u8], lang: Lang) -> Result<Prepared, Fault> {
    files::check_path(root, path, lang)?;
    let folder = path.parent().unwrap_or(root);
    make_folder(root, folder).map_err(|error| io_fault(lang, folder, &error))?;
    let old = match retry(|| fs::symlink_metadata(path)) {
        Ok(meta) if meta.is_file() => Some(meta),
        Ok(_) => return Err(files::not_a_file(root, path, lang)),
        Err(error) if is_absent(&error) => None,
        Err(error) => return Err(io_fault(lang, path, &error)),
    };
    if old.as_ref().is_some_and(|meta| meta.permissions().readonly()) {
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        return Err(io_fault(lang, path, &error).with_hint(say::make_writable(lang)));
    }
    sweep(folder, path);
    let (temp, is_new) = (temp_name(path), old.is_none());
    let prepared = Prepared { temp, path: path.to_owned(), root: root.to_owned(), is_new, done: false };
    write_temp(&prepared.temp, old.as_ref(), bytes).map_err(|error| io_fault(lang, path, &error))?;
    Ok(prepared)
}

fn write_temp(temp: &Path, old: Option<&fs::Metadata>, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    let mut file = retry(|| options.open(temp))?;
    if let Some(old) = old {
        retry(|| file.set_permissions(old.permissions()))?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

impl Prepared {
    /// Puts it in place if the file still is what `expected` says (`None`: not there).
    ///
    /// # Errors
    /// I/O: the place holds one whole version, the old or the new.
    pub(super) fn put(mut self, expected: Option<&[u8]>, lang: Lang) -> Result<Placed, Fault> {
        let limit = u64::MAX - 1;
        let now = files::read(&self.root, &self.path, limit, lang)?;
        if now.as_deref() != expected {
            return Ok(Placed::Changed);
        }
        let fault = |error: io::Error| io_fault(lang, &self.path, &error);
        retry(|| fs::rename(&self.temp, &self.path)).map_err(fault)?;
        self.done = true;
        self.sync_folders()
            .map_err(|error| io_fault(lang, &self.path, &error).with_hint(say::written_not_durable(lang)))?;
        Ok(Placed::Durable)
    }

    /// Puts it in place only where nothing is.
    pub(super) fn put_new(mut self, lang: Lang) -> Result<Placed, Fault> {
        let fault = |error: io::Error| io_fault(lang, &self.path, &error);
        match retry(|| fs::hard_link(&self.temp, &self.path)) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(Placed::Changed),
            // A file system without links: look, then rename.
            Err(_) if retry(|| fs::symlink_metadata(&self.path)).is_err() => {
                retry(|| fs::rename(&self.temp, &self.path)).map_err(fault)?;
                self.done = true;
            }
            Err(_) => return Ok(Placed::Changed),
        }
        self.sync_folders()
            .map_err(|error| io_fault(lang, &self.path, &error).with_hint(say::written_not_durable(lang)))?;
        Ok(Placed::Durable)
    }

    fn sync_folders(&self) -> io::Result<()> {
        let folder = self.path.parent().unwrap_or(&self.root);
        sync_folder(folder)?;
        // A first file's folders may be young, too: of this save, or of one that was killed before it came here.
        let mut above =
            folder.ancestors().skip(1).take_while(|above| self.is_new && above.starts_with(&self.root));
        above.try_for_each(sync_folder)
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.done {
            // A temp file that stays behind is swept away by the next save.
            let _ = fs::remove_file(&self.temp);
        }
    }
}

/// Makes a folder's entries durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    retry(|| File::open(folder))?.sync_all()
}

/// Makes a folder and those above it, up to the root.
fn make_folder(root: &Path, folder: &Path) -> io::Result<()> {
    if folder == root || retry(|| fs::symlink_metadata(folder)).is_ok_and(|meta| meta.is_dir()) {
        return Ok(());
    }
    if let Some(parent) = folder.parent() {
        make_folder(root, parent)?;
    }
    match retry(|| fs::create_dir(folder)) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Makes what lies there durable, whoever wrote it: a save that finds nothing to change says so of the disk, and
/// the one that made the change may have been killed before it was safe.
///
/// # Errors
/// I/O.
pub(super) fn settle(root: &Path, path: &Path, lang: Lang) -> Result<(), Fault> {
    let synced = || {
        retry(|| File::open(path))?.sync_all()?;
        let mut folders = path.ancestors().skip(1).take_while(|above| above.starts_with(root));
        folders.try_for_each(sync_folder)
    };
    synced().map_err(|error| io_fault(lang, path, &error).with_hint(say::written_not_durable(lang)))
}

fn temp_name(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{:016x}.tmp", crate::clock::random() >> 64))
}

/// Takes away what killed saves of this file left beside it; the lock is held.
fn sweep(folder: &Path, path: &Path) {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if is_temp_of(&entry.file_name().to_string_lossy(), &file) {
            // The next save tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether a name is one of our temp files for this file; such a one outlived its process.
pub(super) fn is_temp_of(name: &str, file: &str) -> bool {
    name.strip_prefix('.')
        .and_then(|rest| rest.strip_prefix(file))
        .and_then(|rest| rest.strip_prefix('.'))
        .and_then(|rest| rest.strip_suffix(".tmp"))
        .is_some_and(|random| random.len() == 16 && random.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Replaces a file of the library durably, whatever it held, or makes it.
///
/// # Errors
/// Busy, refused (a link, not a regular file) or I/O; the file is then as it was, or whole in its new version.
pub fn replace(root: &Path, path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Fault> {
    let _lock = super::lock::lock(root, lang)?;
    for _ in 0..super::ROUNDS {
        let now = files::read(root, path, u64::MAX - 1, lang)?;
        if prepare(root, path, bytes, lang)?.put(now.as_deref(), lang)? == Placed::Durable {
            return Ok(());
        }
    }
    Err(keeps_changing(path, lang))
}

/// Replaces a file of the library durably if it still holds what the caller read (`None`: it was not there).
///
/// # Errors
/// Refused when it holds something else by now; else as [`replace`].
pub fn replace_if(
    root: &Path,
    path: &Path,
    expected: Option<&[u8]>,
    bytes: &[u8],
    lang: Lang,
) -> Result<(), Fault> {
    let _lock = super::lock::lock(root, lang)?;
    match prepare(root, path, bytes, lang)?.put(expected, lang)? {
        Placed::Durable => Ok(()),
        Placed::Changed => Err(keeps_changing(path, lang)),
    }
}

/// Makes a new file of the library durably.
///
/// # Errors
/// Refused when something stands there already; else as [`replace`].
pub fn create_new(root: &Path, path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Fault> {
    let _lock = super::lock::lock(root, lang)?;
    match prepare(root, path, bytes, lang)?.put_new(lang)? {
        Placed::Durable => Ok(()),
        Placed::Changed => {
            let message = say::exists(lang, shown(path));
            Err(Fault::new(FaultKind::Refused, "store.exists", message).with_hint(say::other_name(lang)))
        }
    }
}

/// Replaces a file that lies in no library (the merge driver's), durably and without a lock.
///
/// # Errors
/// As [`replace`].
pub fn replace_alone(path: &Path, bytes: &[u8], lang: Lang) -> Result<(), Fault> {
    let fault = |error: io::Error| io_fault(lang, path, &error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let root = retry(|| folder.canonicalize()).map_err(fault)?;
    let path = root.join(path.file_name().unwrap_or_default());
    for _ in 0..super::ROUNDS {
        let now = files::read(&root, &path, u64::MAX - 1, lang)?;
        if prepare(&root, &path, bytes, lang)?.put(now.as_deref(), lang)? == Placed::Durable {
            return Ok(());
        }
    }
    Err(keeps_changing(&path, lang))
}

/// Says that somebody else keeps changing a file.
pub(super) fn keeps_changing(path: &Path, lang: Lang) -> Fault {
    let message = say::keeps_changing(lang, shown(path));
    Fault::new(FaultKind::Refused, "store.keeps-changing", message).with_hint(say::try_again(lang))
}
