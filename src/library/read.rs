//! Reading one file of a library: regular files only, nothing outside it, nothing without a limit.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use crate::messages::{Lang, library as say};
use crate::words::Problem;

/// Opens a regular file that lies, links followed, below `real_root`. `shown` names it in problems.
///
/// # Errors
/// A link that leads out or nowhere, a folder, a pipe or device, or what the system says.
pub(super) fn open(real_root: &Path, path: &Path, shown: &str, lang: Lang) -> Result<File, Problem> {
    let io_problem =
        |error: io::Error| Problem::error(shown, 0, 0, "library.unreadable", say::cannot_read(lang, error));
    let mut found = fs::symlink_metadata(path).map_err(io_problem)?;
    if found.is_symlink() {
        let target = fs::canonicalize(path).map_err(io_problem)?;
        if !target.starts_with(real_root) {
            return Err(Problem::error(shown, 0, 0, "library.link", say::link_outside(lang)));
        }
        found = fs::metadata(&target).map_err(io_problem)?;
    }
    // Before it is opened: opening a pipe would wait for a writer.
    if !found.is_file() {
        return Err(Problem::error(shown, 0, 0, "library.not-a-file", say::not_a_file(lang)));
    }
    File::open(path).map_err(io_problem)
}

/// The bytes of a regular file of at most `most_bytes`.
///
/// # Errors
/// As [`open`], and a file that is larger.
pub(super) fn regular(
    real_root: &Path,
    path: &Path,
    shown: &str,
    most_bytes: u64,
    lang: Lang,
) -> Result<Vec<u8>, Problem> {
    let file = open(real_root, path, shown, lang)?;
    let length = file.metadata().map_or(0, |found| found.len());
    let mut bytes = Vec::new();
    if length <= most_bytes {
        bytes.reserve_exact(usize::try_from(length).unwrap_or(0) + 1);
        // One byte more than allowed: the file may have grown since it was measured.
        file.take(most_bytes + 1).read_to_end(&mut bytes).map_err(|error| {
            Problem::error(shown, 0, 0, "library.unreadable", say::cannot_read(lang, error))
        })?;
    }
    if length > most_bytes || bytes.len() as u64 > most_bytes {
        let message = say::too_large(lang, length.max(bytes.len() as u64), most_bytes >> 20);
        return Err(Problem::error(shown, 0, 0, "library.too-large", message));
    }
    Ok(bytes)
}

/// The beginning of a file, at most `most_bytes`, and whether that is all of it.
///
/// # Errors
/// What the system says.
pub(super) fn beginning(file: &mut File, most_bytes: usize) -> io::Result<(Vec<u8>, bool)> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = vec![0; most_bytes];
    let mut filled = 0;
    while let Some(room) = bytes.get_mut(filled..).filter(|room| !room.is_empty()) {
        match file.read(room) {
            Ok(0) => {
                bytes.truncate(filled);
                return Ok((bytes, true));
            }
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok((bytes, false))
}
