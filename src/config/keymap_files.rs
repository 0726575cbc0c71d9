//! The keymap files on disk: the library's, the user's, and the one named by `--keymap`.

use std::io;
use std::path::{Path, PathBuf};

use super::Environment;
use crate::keymap::{Keymap, Layer};
use crate::library::Library;
use crate::messages::{Lang, config as say, system};
use crate::words::problem::{Fault, FaultKind, Problem, line_column};

/// The name of a keymap file, in a library and in the user's folder for settings.
pub(super) const FILE: &str = "keymap.toml";

/// More than this is no keymap or settings file.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// One keymap file that was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeymapFile {
    /// Its layer.
    pub layer: Layer,
    /// Where it is, or would be.
    pub path: PathBuf,
    /// What it holds; `None` when it is not there or cannot be read.
    pub text: Option<String>,
}

/// All keymap files, read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeymapFiles {
    /// The files looked for, in the order they are laid over each other.
    pub files: Vec<KeymapFile>,
    /// Files that are there and cannot be read.
    pub problems: Vec<Problem>,
}

impl KeymapFiles {
    /// Reads them; a library may be missing.
    ///
    /// # Errors
    /// `Io` when the file named by `--keymap` cannot be read.
    pub fn read(
        environment: &Environment,
        library: Option<&Library>,
        named: Option<&Path>,
        lang: Lang,
    ) -> Result<Self, Fault> {
        let mut found = Self::default();
        if let Some(library) = library {
            let path = library.root().join(FILE);
            let text = library.settings_file(FILE).unwrap_or_else(|problem| {
                found.problems.push(Problem { file: path.display().to_string(), ..problem });
                None
            });
            found.files.push(KeymapFile { layer: Layer::Library, path, text });
        }
        if let Some(folder) = &environment.config_dir {
            let path = folder.join(FILE);
            let text = read_text(&path, lang).unwrap_or_else(|problem| {
                found.problems.push(problem);
                None
            });
            found.files.push(KeymapFile { layer: Layer::User, path, text });
        }
        if let Some(path) = named {
            let unreadable = |problem| Fault::from_problem(FaultKind::Io, problem);
            let text = read_text(path, lang).map_err(unreadable)?;
            if text.is_none() {
                let shown = path.display().to_string();
                let problem = Problem::error(shown, 0, 0, "config.missing", say::not_there(lang));
                return Err(unreadable(problem.with_hint(say::give_a_file(lang))));
            }
            found.files.push(KeymapFile { layer: Layer::Argument, path: path.to_owned(), text });
        }
        Ok(found)
    }

    /// Whether a file is there and could not be read.
    pub fn is_unreadable(&self, file: &KeymapFile) -> bool {
        let shown = file.path.display().to_string();
        file.text.is_none() && self.problems.iter().any(|problem| problem.file == shown)
    }

    /// Lays them over the built-in keys; with `last`, a file that broke since keeps what it said then.
    pub fn lay(&self, last: Option<&Keymap>, lang: Lang) -> (Keymap, Vec<Problem>) {
        let named: Vec<(Layer, String, &str)> = self
            .files
            .iter()
            .filter_map(|file| Some((file.layer, file.path.display().to_string(), file.text.as_deref()?)))
            .collect();
        let layers: Vec<(Layer, &str, &str)> =
            named.iter().map(|(layer, name, text)| (*layer, name.as_str(), *text)).collect();
        let broken: Vec<Layer> =
            self.files.iter().filter(|file| self.is_unreadable(file)).map(|file| file.layer).collect();
        let (keymap, problems) = match last {
            Some(last) => last.reloaded(&layers, &broken),
            None => Keymap::layered(&layers, lang),
        };
        (keymap, self.problems.iter().cloned().chain(problems).collect())
    }
}

/// The text of one of the user's own files; `None` when it is not there.
///
/// # Errors
/// The problem that keeps it from being read, with the place of a byte that is no UTF-8.
pub(super) fn read_text(path: &Path, lang: Lang) -> Result<Option<String>, Problem> {
    let shown = path.display().to_string();
    let problem = |code, message| Problem::error(shown.clone(), 0, 0, code, message);
    let metadata = match std::fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            return Err(problem("config.unreadable", say::unreadable(lang, system::why(lang, &error))));
        }
    };
    if !metadata.is_file() {
        return Err(problem("config.unreadable", say::no_file(lang)).with_hint(say::give_a_file(lang)));
    }
    if metadata.len() > MOST_BYTES {
        return Err(problem("config.too-large", say::too_large(lang)).with_hint(say::give_a_file(lang)));
    }
    let bytes = std::fs::read(path)
        .map_err(|error| problem("config.unreadable", say::unreadable(lang, system::why(lang, &error))))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let valid = error.utf8_error().valid_up_to();
            let before =
                String::from_utf8_lossy(error.as_bytes().get(..valid).unwrap_or_default()).into_owned();
            let (line, column) = line_column(&before, valid);
            Err(Problem::error(shown, line, column, "config.not-utf8", say::not_utf8(lang))
                .with_hint(say::save_as_utf8(lang)))
        }
    }
}
