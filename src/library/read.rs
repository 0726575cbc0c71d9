//! Reading one file of a library: regular files only, nothing outside it, nothing without a limit.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::messages::{Lang, library as say, system};
use crate::words::Problem;

/// The code of a problem with a file or folder that the system would not let read.
pub(super) const UNREADABLE: &str = "library.unreadable";

/// Something that the system would not let read.
pub(super) fn unreadable(shown: &str, error: &io::Error, lang: Lang) -> Problem {
    Problem::error(shown, 0, 0, UNREADABLE, say::cannot_read(lang, system::why(lang, error)))
}

/// Opens a regular file that lies, links followed, below `real_root`, and says how long it is. `shown` names it in
/// problems.
///
/// # Errors
/// A link that leads out or nowhere, a folder, a pipe or device, or what the system says.
pub(super) fn open(real_root: &Path, path: &Path, shown: &str, lang: Lang) -> Result<(File, u64), Problem> {
    let io_problem = |error: io::Error| unreadable(shown, &error, lang);
    let file = match no_link(path) {
        Ok(file) => file,
        Err(error) => {
            if !fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
                return Err(io_problem(error));
            }
            let target = fs::canonicalize(path).map_err(io_problem)?;
            if !target.starts_with(real_root) {
                return Err(Problem::error(shown, 0, 0, "library.link", say::link_outside(lang)));
            }
            no_link(&target).map_err(io_problem)?
        }
    };
    let found = file.metadata().map_err(io_problem)?;
    if !found.is_file() {
        return Err(Problem::error(shown, 0, 0, "library.not-a-file", say::not_a_file(lang)));
    }
    Ok((file, found.len()))
}

/// Opens a file that is no link, and waits for nobody at the other end of a pipe.
#[cfg(unix)]
fn no_link(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    File::options().read(true).custom_flags(i32::try_from(flags.bits()).unwrap_or_default()).open(path)
}

/// Opens a file that is no link; other systems have no pipes among the files.
#[cfg(not(unix))]
fn no_link(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    File::open(path)
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
    let (file, length) = open(real_root, path, shown, lang)?;
    let mut bytes = Vec::new();
    if length <= most_bytes {
        bytes.reserve_exact(usize::try_from(length).unwrap_or(0) + 1);
        // One byte more than allowed: the file may have grown since it was measured.
        file.take(most_bytes + 1).read_to_end(&mut bytes).map_err(|error| unreadable(shown, &error, lang))?;
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
