//! Writing a report where its reader wants it: durable, never through a link, never over a file unasked.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::messages::{Lang, report as say};
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
            let message =
                say::cannot_write(lang, path.display(), io::Error::from(io::ErrorKind::InvalidInput));
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
            Fault::new(FaultKind::Io, "report.write", say::cannot_write(lang, path.display(), error))
                .with_hint(say::other_path(lang))
        }),
    }
}

fn exists(path: &Path, lang: Lang) -> Fault {
    Fault::new(FaultKind::Refused, "report.exists", say::exists(lang, path.display()))
        .with_hint(say::use_force(lang))
}

/// Beside its place first, then renamed: a link that appears meanwhile is replaced, not followed.
fn put(path: &Path, bytes: &[u8], old: Option<fs::Permissions>, may_overwrite: bool) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".pizhu-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(permissions) = old {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    let kept = if may_overwrite { file.persist(path) } else { file.persist_noclobber(path) };
    kept.map_err(|error| error.error)?;
    // A folder cannot be synced everywhere; where it can, a failure is one.
    match File::open(folder) {
        Ok(folder) if cfg!(unix) => folder.sync_all(),
        _ => Ok(()),
    }
}
