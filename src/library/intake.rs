//! What an import is given, read: files, folders, standard input; and why one of them gives no text.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;

use encoding_rs::Encoding;

use super::pages::{self, Filed, MOST_PAGE_BYTES};
use crate::formats::docx::Refusal;
use crate::formats::encoding::{self, Found};
use crate::formats::extract::{self, Extracted, NotRead};
use crate::import::comments::{self, Remark};
use crate::import::preview::percent;
use crate::import::{self, Options, Page};
use crate::messages::{Lang, import as say, system};
use crate::words::{ArticleId, Fault, FaultKind, Problem, Severity};

/// One thing to import.
#[derive(Debug, Clone)]
pub struct Input {
    /// `None` for standard input.
    path: Option<PathBuf>,
    /// As it is shown.
    pub shown: String,
    /// The file's name, which tells its kind and names the original.
    pub name: String,
}

/// A file that was read and made into articles.
#[derive(Debug)]
pub struct Intake {
    /// As it is shown.
    pub shown: String,
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Its text.
    pub extracted: Extracted,
    /// Its articles.
    pub page: Page,
    /// What is not as it should be.
    pub remarks: Vec<Problem>,
}

/// The inputs in the order given, folders opened, and what could not be opened.
pub fn inputs(files: &[PathBuf], lang: Lang) -> (Vec<Input>, Vec<Fault>) {
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

/// What a folder holds that can be imported: folders with `/` behind their names, files of the kinds that are read;
/// hidden ones are left out. Nothing for a folder that cannot be read.
pub fn listed(folder: &str) -> Vec<String> {
    /// Beyond this nobody reads a list.
    const MOST: usize = 2_000;
    let here = if folder.is_empty() { "." } else { folder };
    let name = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok().filter(|name| !name.starts_with(['.', '~']))?;
        let meta = fs::metadata(entry.path()).ok()?;
        let is_page = || meta.is_file() && pages::is_page(&entry.path());
        if meta.is_dir() { Some(format!("{name}/")) } else { is_page().then_some(name) }
    };
    let entries = fs::read_dir(here).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.take(MOST).filter_map(name).collect();
    names.sort();
    names
}

fn of_path(path: PathBuf) -> Input {
    Input {
        shown: path.display().to_string(),
        name: path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
        path: Some(path),
    }
}

impl Input {
    /// All of its bytes, up to 64 MiB.
    ///
    /// # Errors
    /// `Io` when it cannot be read, `Corrupt` when it is too large.
    fn read(&self, lang: Lang) -> Result<Vec<u8>, Fault> {
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

impl Input {
    /// Reads it and makes articles of it, in the encoding that the user names or a choice of before says.
    ///
    /// # Errors
    /// `Io` when it cannot be read, `Corrupt` when it is no text or too large.
    pub fn take(
        &self,
        options: &Options,
        encoding: Option<&'static Encoding>,
        lang: Lang,
    ) -> Result<Intake, Fault> {
        let bytes = self.read(lang)?;
        let named = encoding.or_else(|| options.encodings.of(&bytes));
        let extracted =
            extract::extract(&bytes, &self.name, named).map_err(|why| not_read(&self.shown, why, lang))?;
        let mut remarks = Vec::new();
        let mut remark = |code, message, hint: String| {
            let problem = Problem::error(&self.shown, 0, 0, code, message).at(Severity::Warning);
            remarks.push(if hint.is_empty() { problem } else { problem.with_hint(hint) });
        };
        if extracted.confidence < encoding::SURE {
            let message = if named.is_some() {
                say::undecodable(lang)
            } else {
                say::doubtful_encoding(lang, extracted.encoding, percent(extracted.confidence))
            };
            remark("import.encoding", message, say::give_encoding(lang));
        }
        let mut page = import::parse(&extracted.text, &with_what_it_tells(options.clone(), &extracted));
        page.page_no = page.page_no.or_else(|| extracted.page_no.clone());
        page.page_name = page.page_name.or_else(|| extracted.page_name.clone());
        if page.articles.is_empty() {
            remark("import.none", say::no_articles(lang), String::new());
        }
        Ok(Intake { shown: self.shown.clone(), name: self.name.clone(), bytes, extracted, page, remarks })
    }
}

/// An encoding that a file may be in, and how its first lines read then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The encoding's name.
    pub encoding: &'static str,
    /// Its first lines.
    pub lines: String,
}

impl Intake {
    /// The encodings that the file may be in, the likeliest first; none for a file that has no choice.
    pub fn candidates(&self) -> Vec<Candidate> {
        const SHOWN_CHARS: usize = 60;
        if self.extracted.is_packed {
            return Vec::new();
        }
        let read = |encoding: &'static Encoding| {
            let read = extract::extract(&self.bytes, &self.name, Some(encoding)).ok()?;
            let lines = read.text.lines().map(str::trim).filter(|line| !line.is_empty());
            let lines: String = lines.take(3).collect::<Vec<_>>().join("  ");
            Some(Candidate { encoding: read.encoding, lines: lines.chars().take(SHOWN_CHARS).collect() })
        };
        encoding::candidates(&self.bytes).into_iter().filter_map(read).collect()
    }

    /// The notes that came with it, on the articles that it became.
    pub fn notes(&self, filed: &[Filed]) -> Vec<Remark> {
        let ids: Vec<ArticleId> = filed.iter().map(|one| one.id.clone()).collect();
        comments::remarks(&self.page, &ids, &self.extracted.comments)
    }

    /// Whether the encoding is known well enough to file the page: a guess that may be wrong is not written.
    ///
    /// # Errors
    /// `Refused` with the way out.
    pub fn sure(&self, is_named: bool, lang: Lang) -> Result<(), Fault> {
        if is_named || self.extracted.confidence >= encoding::SURE {
            return Ok(());
        }
        let message = say::not_filed(lang, self.extracted.encoding, percent(self.extracted.confidence));
        let problem = Problem::error(&self.shown, 0, 0, "import.encoding", message);
        Err(Fault::from_problem(FaultKind::Refused, problem.with_hint(say::give_encoding(lang))))
    }
}

/// What a page is parsed with, when the file tells more than its text.
pub(super) fn with_what_it_tells(options: Options, file: &Extracted) -> Options {
    Options {
        date: options.date.or_else(|| file.date.clone()),
        kicker: file.kicker.clone(),
        headings: file.headings.clone(),
        ..options
    }
}

fn unreadable(shown: &str, error: &io::Error, lang: Lang) -> Fault {
    let problem =
        Problem::error(shown, 0, 0, "import.read", say::cannot_read(lang, system::why(lang, error)));
    Fault::from_problem(FaultKind::Io, problem.with_hint(say::check_path(lang)))
}

/// Why a file gives no text, and the way out.
fn not_read(shown: &str, why: NotRead, lang: Lang) -> Fault {
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
