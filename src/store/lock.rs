//! The library's lock: one writer at a time where the file system can lock, an honest remark where it cannot.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use super::files::{self, io_fault};
use crate::messages::{Lang, store as say, system};
use crate::words::{Fault, FaultKind, Problem, Severity};

/// How long a save waits for another one.
const PATIENCE: Duration = Duration::from_secs(2);

/// Held for as long as it lives.
pub(super) struct Lock {
    _file: Option<File>,
    /// Why there is no lock, when the file system has none.
    pub(super) remark: Option<Problem>,
}

/// Takes the lock of a library, waiting 2 s at most.
///
/// # Errors
/// Busy when another process keeps it; I/O when the lock file can be neither made nor opened.
pub(super) fn lock(root: &Path, lang: Lang) -> Result<Lock, Fault> {
    let path = root.join(".pizhu.lock");
    files::check_path(root, &path, lang)?;
    let file = open(&path).map_err(|error| io_fault(lang, &path, &error))?;
    if !file.metadata().map_err(|error| io_fault(lang, &path, &error))?.is_file() {
        return Err(files::not_a_file(root, &path, lang));
    }
    let deadline = Instant::now() + PATIENCE;
    let mut pause = Duration::from_micros(500);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock { _file: Some(file), remark: None }),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => {
                std::thread::sleep(pause);
                pause = (pause * 3 / 2).min(Duration::from_millis(10));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(Fault::new(FaultKind::Busy, "store.busy", say::busy(lang))
                    .with_hint(say::try_again(lang)));
            }
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) => {
                return Ok(Lock { _file: None, remark: Some(no_locks(lang, &error)) });
            }
        }
    }
}

fn no_locks(lang: Lang, error: &io::Error) -> Problem {
    Problem::error("", 0, 0, "store.no-locks", say::no_locks(lang, system::why(lang, error)))
        .at(Severity::Warning)
        .with_hint(say::one_at_a_time(lang))
}

/// Opens the lock file, making it when it is not there; read-only where it cannot be written.
fn open(path: &Path) -> io::Result<File> {
    files::open_as(path, OpenOptions::new().read(true).write(true).create(true).truncate(false))
        .or_else(|error| files::open_as(path, OpenOptions::new().read(true)).map_err(|_| error))
}
