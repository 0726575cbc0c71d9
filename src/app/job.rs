//! Long work beside the loop: one job at a time says how far it is, Esc stops it, and its answer waits while somebody types.
//!
//! Pages that are imported have their own way to stop: what was filed whole stays.

use super::event::Event;
use super::importing::Pages;
use super::overlay::Overlay;
use super::{App, Effect};
use crate::messages::{Lang, reader as say};
use crate::words::{ArticleId, TagPath};

/// Something long, done beside the loop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Job {
    /// Build a report by the words of the `report` command, about this article or the library.
    BuildReport(String, Option<ArticleId>),
    /// Write the report that was built.
    WriteReport(String, Option<ArticleId>),
    /// Count tags by zone.
    BuildStats(String),
    /// Say what putting a tag on everything that a query finds would change.
    PreviewTag(String, TagPath),
    /// Read a page, or a folder of pages, for a preview.
    Import(Pages),
    /// File it.
    FilePages(Pages),
}

impl Job {
    /// Its name, without what it carries.
    pub fn name(&self) -> &'static str {
        match self {
            Self::BuildReport(..) => "build-report",
            Self::WriteReport(..) => "write-report",
            Self::BuildStats(_) => "build-stats",
            Self::PreviewTag(..) => "preview-tag",
            Self::Import(_) => "import",
            Self::FilePages(_) => "file-pages",
        }
    }

    /// What is being done, in words; nothing for an import, which speaks for itself.
    fn told(&self, lang: Lang) -> Option<String> {
        match self {
            Self::BuildReport(..) => Some(say::building_report(lang)),
            Self::WriteReport(..) => Some(say::writing_report(lang)),
            Self::BuildStats(_) => Some(say::counting_tags(lang)),
            Self::PreviewTag(..) => Some(say::counting_hits(lang)),
            Self::Import(_) | Self::FilePages(_) => None,
        }
    }
}

/// The job that runs.
#[derive(Debug)]
pub struct Running {
    ticket: u64,
    /// What is being done, in words.
    told: String,
}

impl App {
    /// Begins something long; what ran before is stopped by it.
    pub(super) fn begin_job(&mut self, job: Job) {
        let ticket = self.ticket();
        if let Some(told) = job.told(self.settings.lang) {
            self.notice(told.clone());
            self.work.running = Some(Running { ticket, told });
        }
        self.ask_for(Effect::Work(ticket, job));
    }

    /// How far the job is: articles done and in all.
    pub(super) fn job_step(&mut self, ticket: u64, done: usize, all: usize) {
        if let Some(running) = self.work.running.as_ref().filter(|running| running.ticket == ticket) {
            let told = say::job_step(self.settings.lang, &running.told, done, all);
            self.notice(told);
        }
    }

    /// The job answers; an answer that nobody waits for any more is not heard.
    pub(super) fn job_done(&mut self, ticket: u64, answer: Event) {
        let is_awaited = self.work.running.take_if(|running| running.ticket == ticket).is_some();
        // A file that was written all the same must be told.
        if is_awaited || matches!(answer, Event::ReportWritten(Ok(_))) {
            self.notices.done();
            self.take(answer);
        }
    }

    /// Stops the job that runs. False when none runs.
    pub(super) fn stop_job(&mut self) -> bool {
        let runs = self.work.running.take().is_some();
        if runs {
            self.ask_for(Effect::StopWork);
            self.notice(say::job_stopped(self.settings.lang));
        }
        runs
    }

    /// Shows what long work came to; later, when somebody is typing or asked something.
    pub(super) fn show_made(&mut self, overlay: Overlay) {
        if self.is_engaged() {
            self.notice(say::made_waits(self.settings.lang));
            self.work.made.push(overlay);
        } else {
            self.show(overlay);
        }
    }

    /// Shows what waited for somebody to be done.
    pub(super) fn show_waiting(&mut self) {
        if !self.work.made.is_empty() && !self.is_engaged() {
            let overlay = self.work.made.remove(0);
            self.notices.withdraw(&say::made_waits(self.settings.lang));
            self.show(overlay);
        }
    }

    /// Whether keys are meant for an input or a question.
    pub(super) fn is_engaged(&self) -> bool {
        self.is_typing() || matches!(self.overlays.last(), Some(Overlay::Ask(_)))
    }
}
