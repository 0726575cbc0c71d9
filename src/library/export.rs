//! Writing a report where its reader wants it: durable, never through a link, never over a file unasked.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::messages::{Lang, report as say, system};
use crate::words::{Fault, FaultKind};

/// Writes a new file whole, or with `may_overwrite` replaces one: it appears under its name only when it is on the disk.
///
/// # Errors
/// `Refused` when something stands there unasked or a link does, `Io` for what the system says.
pub fn write(path: &Path, bytes: &[u8], may_overwrite: bool, lang: Lang) -> Result<(), Fault> {
    let old = match fs::symlink_metadata(path) {
        Ok(found) if found.is_symlink() => {
            let message = say::is_link(lang, path.display());
            return Err(
                Fault::new(FaultKind::Refused, "report.link", message).with_hint(say::other_path(lang))
            );
        }
        Ok(found) if found.is_dir() => {
            let message = say::is_folder(lang, path.display());
            return Err(
                Fault::new(FaultKind::Refused, "report.folder", message).with_hint(say::other_path(lang))
            );
        }
        Ok(found) if !found.is_file() => {
            let message = say::cannot_write(lang, path.display(), system::invalid(lang));
            return Err(
                Fault::new(FaultKind::Refused, "report.not-a-file", message).with_hint(say::other_path(lang))
            );
        }
        Ok(_) if !may_overwrite => return Err(exists(path, lang)),
        Ok(found) => Some(found.permissions()),
        Err(_) => None,
    };
    match put(path, bytes, old, may_overwrite) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path, lang)),
        result => result.map_err(|error| {
            Fault::new(
                FaultKind::Io,
                "report.write",
                say::cannot_write(lang, path.display(), system::why(lang, &error)),
            )
            .with_hint(say::other_path(lang))
        }),
    }
}

fn exists(path: &Path, lang: Lang) -> Fault {
    Fault::new(FaultKind::Refused, "report.exists", say::exists(lang, path.display()))
        .with_hint(say::use_force(lang))
}

/// How many random characters a temp file's name has.
const RANDOM: usize = 6;

/// Takes away what killed writes of the same file left beside it; those of living ones are locked.
fn sweep(folder: &Path, prefix: &str) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let is_ours = name.to_string_lossy().strip_prefix(prefix).is_some_and(|random| {
            random.len() == RANDOM && random.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        // A link or a pipe of this name is nobody's temp file.
        if is_ours
            && entry.file_type().is_ok_and(|kind| kind.is_file())
            && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok())
        {
            // The next write tries again.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Beside its place first, then renamed: a link that appears meanwhile is replaced, not followed.
fn put(path: &Path, bytes: &[u8], old: Option<fs::Permissions>, may_overwrite: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file_name = path.file_name().unwrap_or_default().to_string_lossy();
    // Not the name itself: with more around it, it may be too long.
    let prefix = format!(".pizhu-{}-", crate::formats::hash(&file_name));
    sweep(folder, &prefix);
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).rand_bytes(RANDOM);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    // Locked while it is being written: a sweep of another process leaves it alone.
    let _ = file.as_file().try_lock();
    file.write_all(bytes)?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    loop {
        let kept = if may_overwrite { file.persist(path) } else { file.persist_noclobber(path) };
        match kept {
            Ok(_) => break,
            Err(failed) if failed.error.kind() == io::ErrorKind::Interrupted => file = failed.file,
            Err(failed) => return Err(failed.error),
        }
    }
    if cfg!(unix) {
        // Other systems cannot sync a folder.
        return File::open(folder)?.sync_all();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_killed_write_is_swept_up_by_the_next_of_the_same_file() {
        let folder = tempfile::tempdir().expect("folder");
        let mine = format!(".pizhu-{}-", crate::formats::hash("marks.csv"));
        let others = format!(".pizhu-{}-", crate::formats::hash("other.csv"));
        let at = |name: String| {
            let path = folder.path().join(name);
            File::create_new(&path).map(|file| (path, file)).expect("a file")
        };
        let dead = at(mine.clone() + "aB3dE6").0;
        let (living, held) = at(mine.clone() + "aB3dE7");
        held.try_lock().expect("locked");
        let kept = [living, at(others + "aB3dE6").0, at(mine.clone() + "notes.txt").0, at(mine).0];
        write(&folder.path().join("marks.csv"), b"1", false, Lang::En).expect("written");
        assert!(!dead.exists());
        assert_eq!(
            kept.iter().filter(|path| !path.exists()).collect::<Vec<_>>(),
            Vec::<&std::path::PathBuf>::new()
        );
    }
}
