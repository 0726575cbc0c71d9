//! The threads behind the reader: one for what must stay in order (reading, saving, undoing), one for each long job.
//! Answers go into the loop's channel.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use super::desk::Desk;
use super::order::{Order, Ordered};
use crate::app::{Effect, Event, Job};
use crate::library::intake;
use crate::messages::Lang;
use crate::words::{Article, ArticleId};

/// The threads that do the work.
#[derive(Debug)]
pub(super) struct Workers {
    desk: Arc<Desk>,
    events: Sender<Event>,
    ordered: Sender<Ordered>,
    thread: Option<thread::JoinHandle<()>>,
    /// Once dropped, the library is listed behind its first zone.
    first: Option<Sender<()>>,
}

impl Workers {
    /// Starts the thread for what must stay in order.
    pub(super) fn start(desk: Arc<Desk>, events: Sender<Event>) -> Self {
        let (ordered, jobs) = mpsc::channel::<Ordered>();
        let order = Order::new(desk.clone(), events.clone(), ordered.clone());
        let thread = thread::spawn(move || order.keep(&jobs));
        Self { desk, events, ordered, thread: Some(thread), first: None }
    }

    /// Has something done in order.
    pub(super) fn queue(&self, effect: Effect) {
        if matches!(effect, Effect::TagHits(_)) {
            self.desk.tagging.store(true, Ordering::Relaxed);
        }
        // The thread only ends when it is told to.
        let _ = self.ordered.send(Ordered::Do(effect));
    }

    /// Waits until everything in order is done, or for this long; whether it is done.
    pub(super) fn settles_within(&self, patience: Duration) -> bool {
        let (waiting, told) = mpsc::channel();
        let _ = self.ordered.send(Ordered::Tell(waiting));
        told.recv_timeout(patience).is_ok()
    }

    /// Has something long done beside the rest.
    pub(super) fn beside(&self, job: impl FnOnce(&Desk, &Sender<Event>) + Send + 'static) {
        let (desk, send) = (self.desk.clone(), self.events.clone());
        thread::spawn(move || job(&desk, &send));
    }

    /// Changes at how many errors a page passes.
    pub(super) fn set_pass_line(&self, errors: f64) {
        self.desk.set_pass_line(errors);
    }

    /// Lists one zone, so that the first screen does not wait for the last file; the library when [`Workers::list_rest`]
    /// says so. Its marks are counted when the first article is there: they are not to take the disk and a core from it.
    pub(super) fn begin(&mut self, last: Option<ArticleId>) {
        let (first, shown) = mpsc::channel();
        self.first = Some(first);
        self.beside(move |desk, send| {
            let _ = send.send(desk.begin(last.as_ref()));
            let _ = shown.recv();
            let _ = send.send(desk.list());
        });
    }

    /// The first screen is there: the rest of the library is listed.
    pub(super) fn list_rest(&mut self) {
        self.first = None;
    }

    /// Lists the library, then counts its marks.
    pub(super) fn list(&self) {
        self.beside(|desk, send| {
            let _ = send.send(desk.list());
            desk.count(send);
        });
    }

    /// The folders in which marks on an article may change.
    pub(super) fn watched(&self, id: &ArticleId) -> Vec<PathBuf> {
        self.desk.store.watched_folders(id).into()
    }

    /// The folders of the annotations on other articles, this many at most.
    pub(super) fn watched_elsewhere(&self, most: usize) -> Vec<PathBuf> {
        self.desk.store.annotated_folders(most)
    }

    /// Tells when the files on an article changed since they were read: before anybody watched them.
    pub(super) fn look_again(&self, id: ArticleId) {
        self.beside(move |desk, send| {
            if desk.has_changed(&id) {
                let _ = send.send(Event::MarksChanged(vec![id]));
            }
        });
    }

    /// Searches everything; a search before it ends.
    pub(super) fn search(&self, ticket: u64, text: String) {
        self.desk.searching.store(ticket, Ordering::Relaxed);
        self.beside(move |desk, send| desk.search(ticket, &text, send));
    }

    /// Ends the search that runs.
    pub(super) fn stop_search(&self) {
        self.desk.searching.store(0, Ordering::Relaxed);
    }

    /// Does something long; what was begun before ends.
    pub(super) fn work(&self, ticket: u64, job: Job) {
        self.desk.working.store(ticket, Ordering::Relaxed);
        self.beside(move |desk, send| super::jobs::work(desk, ticket, job, send));
    }

    /// Ends the long job that runs.
    pub(super) fn stop_work(&self) {
        self.desk.working.store(0, Ordering::Relaxed);
    }

    /// Ends the tagging that runs, after the article that it is at.
    pub(super) fn stop_tagging(&self) {
        self.desk.tagging.store(false, Ordering::Relaxed);
    }

    /// Ends the import that runs, after the page that it is at.
    pub(super) fn stop_import(&self) {
        self.desk.importing.store(false, Ordering::Relaxed);
    }

    /// Says what a folder holds that can be imported.
    pub(super) fn list_paths(&self, folder: String) {
        self.beside(move |_, send| {
            let names = intake::listed(&folder);
            let _ = send.send(Event::PathsListed(folder, names));
        });
    }

    /// Says what a filter keeps.
    pub(super) fn filter(&self, ticket: u64, text: String) {
        self.desk.filtering.store(ticket, Ordering::Relaxed);
        self.beside(move |desk, send| {
            let _ = desk.filter(ticket, &text).map(|event| send.send(event));
        });
    }

    /// Says what is to be remarked on an article.
    pub(super) fn advise(&self, article: Arc<Article>, lang: Lang) {
        self.beside(move |desk, send| {
            let _ = send.send(desk.advise(article, lang));
        });
    }

    /// Counts the marks of these articles again.
    pub(super) fn recount_some(&self, articles: Vec<ArticleId>) {
        self.beside(move |desk, send| desk.count_some(&articles, send));
    }

    /// Counts the marks of all articles again.
    pub(super) fn recount(&self) {
        self.beside(Desk::count);
    }

    /// Reads what was changed.
    pub(super) fn read_log(&self) {
        self.beside(|desk, send| {
            let _ = send.send(Event::LogRead(desk.log()));
        });
    }

    /// Says what saved queries keep.
    pub(super) fn answer_queries(&self, queries: Vec<String>, article: Option<ArticleId>) {
        self.beside(move |desk, send| desk.answer_queries(&queries, article.as_ref(), send));
    }

    /// Waits until everything in order is done: at the end, so that nothing typed is lost.
    pub(super) fn finish(mut self) {
        let _ = self.ordered.send(Ordered::End);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Does any effect at once, on this thread: for a reader without a screen.
#[expect(clippy::wildcard_enum_match_arm, reason = "all others stay in order")]
pub(super) fn do_now(desk: &Desk, effect: Effect, send: &Sender<Event>) {
    match effect {
        Effect::Search(ticket, text) => {
            desk.searching.store(ticket, Ordering::Relaxed);
            desk.search(ticket, &text, send);
        }
        Effect::Filter(ticket, text) => {
            desk.filtering.store(ticket, Ordering::Relaxed);
            let _ = desk.filter(ticket, &text).map(|event| send.send(event));
        }
        Effect::Advise(article, lang) => {
            let _ = send.send(desk.advise(article, lang));
        }
        Effect::ListPaths(folder) => {
            let names = intake::listed(&folder);
            let _ = send.send(Event::PathsListed(folder, names));
        }
        Effect::Recount => desk.count(send),
        Effect::RecountSome(articles) => desk.count_some(&articles, send),
        Effect::ReadLog => {
            let _ = send.send(Event::LogRead(desk.log()));
        }
        Effect::AnswerQueries(queries, article) => desk.answer_queries(&queries, article.as_ref(), send),
        Effect::Work(ticket, job) => {
            desk.working.store(ticket, Ordering::Relaxed);
            super::jobs::work(desk, ticket, job, send);
        }
        Effect::Reload => {
            let _ = send.send(desk.list());
        }
        Effect::TagHits(hits) => {
            desk.tagging.store(true, Ordering::Relaxed);
            desk.tag_hits(*hits, send);
        }
        other => in_order(desk, other, send),
    }
}

/// Does one thing of those that stay in order.
#[expect(clippy::wildcard_enum_match_arm, reason = "the shell does the others itself")]
pub(super) fn in_order(desk: &Desk, effect: Effect, send: &Sender<Event>) {
    let answer = match effect {
        Effect::Open(id, place) => {
            if let Some(begun) = desk.begin_article(&id, place) {
                let _ = send.send(begun);
            }
            Some(desk.load(&id))
        }
        Effect::Load(id) => Some(desk.load(&id)),
        Effect::Save(ticket, changes) => {
            desk.save(ticket, &changes, send);
            None
        }
        Effect::Undo(steps) => {
            desk.undo(steps, true, send);
            None
        }
        Effect::Redo(steps) => {
            desk.undo(steps, false, send);
            None
        }
        Effect::MakeTag(tag) => Some(Event::TagMade(desk.make_tag(tag))),
        Effect::Remember(memory) => {
            // A place that could not be kept is no reason to interrupt a reader.
            let _ = desk.store.remember(|kept| super::memory::keep(&memory, kept));
            None
        }
        Effect::KeepDraft(draft) => {
            let kept = desk.store.save_draft(&Desk::draft(draft));
            kept.err().map(|fault| Event::Told(fault.to_string()))
        }
        Effect::DropDraft(draft) => {
            // One that stays is offered again: better than one that is lost.
            let _ = desk.store.drop_draft(&Desk::draft(draft));
            None
        }
        Effect::DropDrafts => {
            for draft in desk.store.drafts().unwrap_or_default() {
                let _ = desk.store.drop_draft(&draft);
            }
            None
        }
        Effect::RestoreBackup(_) | Effect::Believe(_) | Effect::TrustEncoding(_) => {
            super::believing::perform(desk, effect, send);
            None
        }
        other => super::repairing::perform(desk, other),
    };
    if let Some(answer) = answer {
        let _ = send.send(answer);
    }
}
