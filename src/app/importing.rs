//! A page is imported inside the reader: a preview before anything is written, Esc while it runs, the list afterwards.

use super::overlay::{Choice, ChoiceRow, Leads, Overlay, Page, PageKind};
use super::{App, Effect, Job};
use crate::messages::reader as say;
use crate::words::{Fault, Hash16};

/// Pages to import: a file or folder, and what was said of the encodings of its files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// The file or folder.
    pub path: String,
    /// By the hash of a file's bytes the encoding chosen for it; `None` where no choice was right.
    pub encodings: Vec<(Hash16, Option<String>)>,
}

/// A file whose bytes do not tell its encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// Its name.
    pub file: String,
    /// The hash of its bytes.
    pub hash: Hash16,
    /// The encodings it may be in, the likeliest first, and how its first lines read then.
    pub candidates: Vec<(String, String)>,
}

/// What an import would make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPreview {
    /// The file or folder.
    pub pages: Pages,
    /// What is shown.
    pub lines: Vec<String>,
    /// Files that are to be asked about first.
    pub unsure: Vec<Unsure>,
}

/// What an import made.
#[derive(Debug, Clone, Default)]
pub struct ImportDone {
    /// Articles that were not there before.
    pub new: usize,
    /// Articles of which a new version came.
    pub updated: usize,
    /// Articles that are as they were.
    pub unchanged: usize,
    /// Articles that were corrected here and left as they are.
    pub left: usize,
    /// What is not sure of the pages that were filed.
    pub doubts: usize,
    /// Files that were filed.
    pub files: usize,
    /// It was stopped before the last file.
    pub is_stopped: bool,
    /// The first thing that went wrong; the other files were filed.
    pub fault: Option<Fault>,
}

impl App {
    /// Reads a page for its preview; without a path, asks for one.
    pub(super) fn import(&mut self, path: &str) {
        let path = unquoted(path);
        if path.is_empty() {
            return self.open_palette("import ");
        }
        if self.work.importing {
            return self.decline(say::import_runs(self.settings.lang));
        }
        self.work.importing = true;
        self.notice(say::import_reading(self.settings.lang, path));
        self.begin_job(Job::Import(Pages { path: path.to_owned(), encodings: Vec::new() }));
    }

    /// The page was read: shows what would be made of it.
    pub(super) fn import_read(&mut self, result: Result<Option<ImportPreview>, Fault>) {
        self.work.importing = false;
        self.notices.done();
        let lang = self.settings.lang;
        match result {
            Ok(Some(preview)) if !preview.unsure.is_empty() => {
                self.work.unsure = Some((preview.pages, preview.unsure));
                self.ask_for_encoding();
            }
            Ok(Some(preview)) => {
                let title = say::import_title(lang, &preview.pages.path);
                let kind = PageKind::Import(preview.pages);
                self.overlays.push(Overlay::Page(Page { title, lines: preview.lines, top: 0, kind }));
            }
            Ok(None) => self.decline(say::import_nothing(lang)),
            Err(fault) => self.fault(&fault),
        }
    }

    /// Enter under the preview: files it.
    pub(super) fn import_now(&mut self, pages: Pages) {
        self.work.importing = true;
        self.begin_job(Job::FilePages(pages));
    }

    /// Asks in which encoding the next file reads right; when all are answered, reads the pages again.
    fn ask_for_encoding(&mut self) {
        let lang = self.settings.lang;
        let Some((pages, unsure)) = self.work.unsure.take() else { return };
        let Some(first) = unsure.first() else {
            self.work.importing = true;
            self.notice(say::import_reading(lang, &pages.path));
            return self.begin_job(Job::Import(pages));
        };
        let row = |text: String, detail: String, encoding: Option<String>| ChoiceRow {
            text,
            detail,
            hits: Vec::new(),
            leads: Leads::Encoding(encoding),
        };
        let mut rows: Vec<ChoiceRow> = first
            .candidates
            .iter()
            .map(|(name, lines)| row(lines.clone(), name.clone(), Some(name.clone())))
            .collect();
        rows.push(row(say::no_encoding_right(lang), say::file_is_left_out(lang), None));
        for (row, number) in rows.iter_mut().zip(1..) {
            row.detail = format!("{number}  {}", row.detail);
        }
        let title = say::encoding_of(lang, &first.file);
        self.work.unsure = Some((pages, unsure));
        self.overlays.push(Overlay::Choice(Choice { title, rows, chosen: 0, is_partial: false }));
    }

    /// An encoding was chosen for the file that was asked about, or none.
    pub(super) fn encoding_chosen(&mut self, encoding: Option<String>) {
        self.overlays.pop();
        if let Some((pages, unsure)) = &mut self.work.unsure
            && !unsure.is_empty()
        {
            pages.encodings.push((unsure.remove(0).hash, encoding));
            self.ask_for_encoding();
        }
    }

    /// How far it is.
    pub(super) fn import_step(&mut self, done: usize, all: usize, file: &str) {
        if self.work.importing && all > 1 {
            self.notice(say::import_step(self.settings.lang, done, all, file));
        }
    }

    /// It came to its end.
    pub(super) fn imported(&mut self, done: &ImportDone) {
        self.work.importing = false;
        self.notices.done();
        let lang = self.settings.lang;
        self.ask_for(Effect::Reload);
        if let Some(fault) = &done.fault {
            self.fault(fault);
        } else if done.is_stopped {
            self.notice(say::import_stopped(lang, done.files));
        } else if done.left > 0 {
            self.notice(say::import_done_but_left(lang, done.new, done.updated, done.unchanged, done.left));
        } else {
            let text = say::import_done(lang, done.new, done.updated, done.unchanged);
            let key = (done.doubts > 0).then(|| self.key_of("doubts")).flatten();
            self.say(key.map_or(text.clone(), |key| say::import_doubts(lang, text, done.doubts, key)));
        }
    }

    /// Stops an import that runs; what was filed whole stays. False when none runs.
    pub(super) fn stop_import(&mut self) -> bool {
        if self.work.importing {
            self.ask_for(Effect::StopImport);
        }
        self.work.importing
    }
}

/// A path without the quotes that one puts around blanks.
fn unquoted(path: &str) -> &str {
    let inside = |quote| path.strip_prefix(quote)?.strip_suffix(quote);
    inside('"').or(inside('\'')).unwrap_or(path)
}
