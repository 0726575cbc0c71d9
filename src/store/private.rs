//! The user's own folder for a library: 0700, its files 0600, nothing of it in the library.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::files::{is_absent, retry};
use super::save::sync_folder;

/// Whether a private file must outlive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    /// It is fsynced.
    Durable,
    /// It may be lost with the power: a second copy of what is durable elsewhere.
    Lightly,
}

/// How many folders lie between the system's and an annotator's innermost one.
const DEPTH: usize = 6;

/// Makes a private folder and those above it; tells whether any was made.
pub(super) fn make_folder(folder: &Path) -> io::Result<bool> {
    if retry(|| fs::metadata(folder)).is_ok_and(|meta| meta.is_dir()) {
        return Ok(false);
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    retry(|| builder.create(folder)).map(|()| true)
}

/// Options that make files only their owner can read.
pub(super) fn options() -> OpenOptions {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes exist on Unix only"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Replaces a private file by a whole new version.
pub(super) fn write(path: &Path, bytes: &[u8], keep: Keep) -> io::Result<()> {
    write_by(path.parent().unwrap_or(path), path, bytes, keep)
}

/// Replaces a private file, its draft lying in another folder of the same disk: one small enough to be swept by
/// every save, where the file's own may hold thousands.
pub(super) fn write_by(by: &Path, path: &Path, bytes: &[u8], keep: Keep) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    let fresh = make_folder(folder)? | (by != folder && make_folder(by)?);
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let temp = by.join(format!(".{name}.{:016x}.tmp", crate::clock::random() >> 64));
    let written = (|| {
        let mut file = retry(|| options().write(true).create_new(true).open(&temp))?;
        file.write_all(bytes)?;
        if keep == Keep::Durable {
            file.sync_all()?;
        }
        retry(|| fs::rename(&temp, path))?;
        match keep {
            Keep::Durable if fresh => sync_up(folder),
            Keep::Durable => sync_folder(folder),
            Keep::Lightly => Ok(()),
        }
    })();
    if written.is_err() {
        // It was never more than a draft of the file.
        let _ = fs::remove_file(&temp);
    }
    written
}

/// Reads a private file; `None` when there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match retry(|| fs::read(path)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The files in a private folder, sorted by name; none when there is no folder. Drafts of files are left out.
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match retry(|| fs::read_dir(folder)) {
        Ok(entries) => entries,
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')));
    paths.sort();
    Ok(paths)
}

/// Opens a private file for appending and reading, making it and its folder.
pub(super) fn open_log(path: &Path) -> io::Result<File> {
    let folder = path.parent().unwrap_or(path);
    let fresh = make_folder(folder)? || !path.exists();
    let file = retry(|| options().read(true).append(true).create(true).open(path))?;
    if fresh {
        sync_up(folder)?;
    }
    Ok(file)
}

/// Makes the names of a young private folder and of those above it durable; they may all be of today. A folder
/// above ours that may not be read is somebody else's care.
fn sync_up(folder: &Path) -> io::Result<()> {
    sync_folder(folder)?;
    for above in folder.ancestors().skip(1).take(DEPTH) {
        match sync_folder(above) {
            Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Takes away what killed saves left in a private folder. Only under the lock: a living save's would go, too.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') && Path::new(&*name).extension().is_some_and(|extension| extension == "tmp")
        {
            // The next save tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}
