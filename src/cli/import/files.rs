//! What `import` is given: files, folders, standard input; and why one of them cannot be read.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;

use crate::formats::docx::Refusal;
use crate::formats::encoding::Found;
use crate::formats::extract::NotRead;
use crate::library::pages::{self, MOST_PAGE_BYTES};
use crate::messages::{Lang, import as say};
use crate::words::{Fault, FaultKind, Problem};

/// One thing to import.
pub(super) struct Input {
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// As it is shown.
    pub(super) shown: String,
    /// The file's name, which tells its kind and names the original.
    pub(super) name: String,
}

/// The inputs in the order given, folders opened, and what could not be opened.
pub(super) fn inputs(files: &[PathBuf], lang: Lang) -> (Vec<Input>, Vec<Fault>) {
    let (mut inputs, mut faults) = (Vec::new(), Vec::new());
    for file in files {
        if file.as_os_str() == "-" {
            inputs.push(Input { path: None, shown: "-".to_owned(), name: "stdin.txt".to_owned() });
        } else if file.is_dir() {
            match pages::importable(file, lang) {
                Ok(found) if found.is_empty() => {
                    let message = say::nothing_to_import(lang, file.display());
                    faults.push(
                        Fault::new(FaultKind::Usage, "import.empty", message)
                            .with_hint(say::check_path(lang)),
                    );
                }
                Ok(found) => inputs.extend(found.into_iter().map(of_path)),
                Err(error) => faults.push(unreadable(&file.display().to_string(), &error, lang)),
            }
        } else {
            inputs.push(of_path(file.clone()));
        }
    }
    (inputs, faults)
}

fn of_path(path: PathBuf) -> Input {
    Input { shown: path.display().to_string(), name: super::name_of(&path), path: Some(path) }
}

impl Input {
    /// All of its bytes, up to 64 MiB.
    ///
    /// # Errors
    /// `Io` when it cannot be read, `Corrupt` when it is too large.
    pub(super) fn read(&self, lang: Lang) -> Result<Vec<u8>, Fault> {
        let mut bytes = Vec::new();
        let taken = match &self.path {
            None => io::stdin().lock().take(MOST_PAGE_BYTES + 1).read_to_end(&mut bytes),
            Some(path) => fs::metadata(path).and_then(|meta| {
                if !meta.is_file() {
                    return Err(io::Error::other(say::not_regular(lang)));
                }
                fs::File::open(path)?.take(MOST_PAGE_BYTES + 1).read_to_end(&mut bytes)
            }),
        };
        taken.map_err(|error| unreadable(&self.shown, &error, lang))?;
        if bytes.len() as u64 > MOST_PAGE_BYTES {
            let message = say::too_large(lang, bytes.len(), MOST_PAGE_BYTES >> 20);
            let problem = Problem::error(&self.shown, 0, 0, "import.too-large", message);
            return Err(Fault::from_problem(FaultKind::Corrupt, problem.with_hint(say::split_file(lang))));
        }
        Ok(bytes)
    }
}

fn unreadable(shown: &str, error: &io::Error, lang: Lang) -> Fault {
    let problem = Problem::error(shown, 0, 0, "import.read", say::cannot_read(lang, error));
    Fault::from_problem(FaultKind::Io, problem.with_hint(say::check_path(lang)))
}

/// Why a file gives no text, and the way out.
pub(super) fn not_read(shown: &str, why: NotRead, lang: Lang) -> Fault {
    let (line, column) = if let NotRead::NotText(place) = why { (place.line, place.column) } else { (0, 0) };
    let (message, hint) = match why {
        NotRead::NotText(place) => {
            let message = match place.found {
                Found::Nul => say::nul(lang),
                Found::Controls => say::controls(lang),
            };
            (message, say::give_encoding(lang))
        }
        NotRead::OldWord => (say::old_word(lang), say::save_as_docx(lang)),
        NotRead::Pdf => (say::pdf(lang), say::export_text(lang)),
        NotRead::Rtf => (say::rtf(lang), say::save_as_docx(lang)),
        NotRead::Other => (say::other_file(lang), say::unpack(lang)),
        NotRead::Docx(Refusal::NoDocument) => (say::not_docx(lang), say::unpack(lang)),
        NotRead::Docx(Refusal::NotZip | Refusal::BadXml) => (say::broken_docx(lang), say::save_as_docx(lang)),
        NotRead::Docx(Refusal::Bomb) => (say::hostile_docx(lang), say::save_as_docx(lang)),
    };
    let problem = Problem::error(shown, line, column, "import.not-text", message).with_hint(hint);
    Fault::from_problem(FaultKind::Corrupt, problem)
}
