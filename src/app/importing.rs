//! A page is imported inside the reader: a preview before anything is written, Esc while it runs, the list afterwards.

use super::event::{ImportDone, ImportPreview};
use super::overlay::{Overlay, Page, PageKind};
use super::{App, Effect, Job};
use crate::messages::reader as say;
use crate::words::Fault;

impl App {
    /// Reads a page for its preview; without a path, asks for one.
    pub(super) fn import(&mut self, path: &str) {
        if path.is_empty() {
            return self.open_palette("import ");
        }
        if self.work.importing {
            return self.notice(say::import_runs(self.settings.lang));
        }
        self.work.importing = true;
        self.notice(say::import_reading(self.settings.lang, path));
        self.begin_job(Job::Import(path.to_owned()));
    }

    /// The page was read: shows what would be made of it.
    pub(super) fn import_read(&mut self, result: Result<Option<ImportPreview>, Fault>) {
        self.work.importing = false;
        self.notices.done();
        let lang = self.settings.lang;
        match result {
            Ok(Some(preview)) => {
                let title = say::import_title(lang, &preview.path);
                let kind = PageKind::Import(preview.path);
                self.overlays.push(Overlay::Page(Page { title, lines: preview.lines, top: 0, kind }));
            }
            Ok(None) => self.notice(say::import_nothing(lang)),
            Err(fault) => self.fault(&fault),
        }
    }

    /// Enter under the preview: files it.
    pub(super) fn import_now(&mut self, path: String) {
        self.work.importing = true;
        self.begin_job(Job::FilePages(path));
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
            self.say(say::import_done(lang, done.new, done.updated, done.unchanged));
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
