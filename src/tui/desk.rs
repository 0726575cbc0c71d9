//! The work behind the reader: reading articles and marks, saving, searching. Knows no thread; answers are events.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::believing::Held;
use crate::app::{Draft, Event, Undone};
use crate::clock;
use crate::formats::codebook::UNREAD;
use crate::library::{BUILT_IN, Entry, Library, Survey};
use crate::messages::{Lang, library as say};
use crate::query::{Dossier, Query};
use crate::store::{Consent, Store};
use crate::words::{Article, ArticleId, Change, Codebook, Fault, Placed, Problem, TagPath};

mod advising;
mod journal;
mod listing;
pub(super) mod searching;

use advising::House;
use listing::Listed;

/// What the work needs: the library, the store, and what was listed.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) library: Library,
    pub(super) store: Store,
    pub(super) lang: Lang,
    /// The language of reports: Chinese unless another one was asked for by name.
    pub(super) report_lang: Lang,
    /// Where reports are written.
    pub(super) folder: PathBuf,
    /// Errors in 10,000 characters at which a page passes, as the bits of an `f64`.
    pass_line: AtomicU64,
    listed: Mutex<Listed>,
    /// The house rules as they were read last.
    house: Mutex<House>,
    /// Held while the library is being listed.
    listing: Mutex<()>,
    codebook: Mutex<HeldTags>,
    /// The ticket of the search that is wanted; another one ends it.
    pub(super) searching: AtomicU64,
    /// The ticket of the long job that is wanted; another one ends it.
    pub(super) working: AtomicU64,
    /// An import is wanted; it ends before its next page when not.
    pub(super) importing: AtomicBool,
    /// What was found is to be tagged; it ends before its next article when not.
    pub(super) tagging: AtomicBool,
    /// The ticket of the filter that is wanted; another one ends it.
    pub(super) filtering: AtomicU64,
    /// The files on the article that was read last.
    pub(super) held: Mutex<Option<Held>>,
}

/// The tags in force.
#[derive(Debug, Default)]
struct HeldTags {
    book: Arc<Codebook>,
    /// Whether they were read from a file of the library's own.
    is_own: bool,
}

impl Desk {
    /// A desk at a library.
    pub(super) fn new(library: Library, store: Store, lang: Lang, folder: PathBuf, pass_line: f64) -> Self {
        Self {
            library,
            store,
            lang,
            report_lang: Lang::Zh,
            folder,
            pass_line: AtomicU64::new(pass_line.to_bits()),
            listed: Mutex::default(),
            house: Mutex::default(),
            listing: Mutex::default(),
            codebook: Mutex::default(),
            searching: AtomicU64::new(0),
            working: AtomicU64::new(0),
            importing: AtomicBool::new(false),
            tagging: AtomicBool::new(false),
            filtering: AtomicU64::new(0),
            held: Mutex::default(),
        }
    }

    /// The desk of somebody who named a language for all that is said.
    #[must_use]
    pub(super) fn reporting_in(mut self, lang: Option<Lang>) -> Self {
        self.report_lang = lang.unwrap_or(Lang::Zh);
        self
    }

    /// Errors in 10,000 characters at which a page passes.
    pub(super) fn pass_line(&self) -> f64 {
        f64::from_bits(self.pass_line.load(Ordering::Relaxed))
    }

    /// Changes [`Desk::pass_line`].
    pub(super) fn set_pass_line(&self, errors: f64) {
        self.pass_line.store(errors.to_bits(), Ordering::Relaxed);
    }

    fn entry(&self, id: &ArticleId) -> Option<Entry> {
        lock(&self.listed).entry(id)
    }

    /// Forgets where an article was listed: its file may have moved.
    pub(super) fn look_again(&self, id: &ArticleId) {
        if let Ok(entry) = self.library.entry(id) {
            lock(&self.listed).put(entry);
        }
    }

    /// Reads an article and what is wrong with it.
    pub(super) fn article(&self, id: &ArticleId) -> Result<(Article, Vec<Problem>), Fault> {
        let (mut article, problems) = match self.entry(id) {
            Some(entry) => self.library.load_entry(&entry),
            None => self.library.load(id).map(|article| (article, Vec::new())),
        }?;
        if article.is_encoding_asked && self.store.trusts_encoding(&article) {
            article.accept_encoding();
        }
        Ok((article, problems))
    }

    /// The beginning of a long article, far enough to show a place of it.
    pub(super) fn begin_article(&self, id: &ArticleId, place: (usize, usize)) -> Option<Event> {
        let begun = self.library.load_beginning(&self.entry(id)?, place)?;
        Some(Event::ArticleBegun(Arc::new(begun)))
    }

    pub(super) fn load(&self, id: &ArticleId) -> Event {
        let loaded = self.article(id).map(|(article, mut problems)| {
            let mut marks = self.marks(&article);
            problems.append(&mut marks.problems);
            marks.problems = problems;
            (article, marks)
        });
        match loaded {
            Ok((article, marks)) => Event::ArticleLoaded(Arc::new(article), Box::new(marks)),
            // One that is there no more is told from one that cannot be read.
            Err(fault) => Event::ArticleFailed(id.clone(), self.library.entry(id).err().unwrap_or(fault)),
        }
    }

    /// An article with all that is written about it.
    pub(super) fn dossier(&self, id: &ArticleId) -> Result<Dossier, Fault> {
        let (article, _) = self.article(id)?;
        let (written, _) = self.store.load(id)?;
        let placed: Vec<Placed> = crate::anchor::place(&article, &written);
        let codebook = lock(&self.codebook).book.clone();
        Ok(Dossier::new(article, &written, placed, &codebook, self.store.annotator()))
    }

    /// Reads the tags again. A file that broke is not believed: those read last stay, and what is wrong comes along.
    fn read_codebook(&self) -> (Arc<Codebook>, Option<Problem>) {
        let file = self.library.codebook_file();
        let has_file = matches!(&file, Ok(Some(text)) if !text.trim().is_empty());
        let (read, problems) = self.library.codebook_in(file);
        let is_broken = problems.iter().any(|problem| problem.code == BUILT_IN);
        let mut held = lock(&self.codebook);
        if !is_broken && (has_file || !held.is_own) {
            *held = HeldTags { book: Arc::new(read), is_own: has_file };
            return (held.book.clone(), None);
        }
        // It vanished or shrank to nothing, or does not parse.
        let gone = || Problem::error("codebook.toml", 0, 0, "codebook.gone", say::codebook_gone(self.lang));
        let trouble = problems.into_iter().next().unwrap_or_else(gone);
        if held.is_own {
            return (held.book.clone(), Some(trouble.with_hint(say::last_codebook_stays(self.lang))));
        }
        held.book = Arc::new(read);
        let trouble = Problem { code: UNREAD, ..trouble };
        (held.book.clone(), Some(trouble.with_hint(say::no_tags_until_mended(self.lang))))
    }

    /// The tags.
    pub(super) fn codebook(&self) -> Arc<Codebook> {
        lock(&self.codebook).book.clone()
    }

    /// The way through all of the library.
    pub(super) fn survey<'a>(&'a self, codebook: &'a Codebook) -> Survey<'a> {
        Survey { library: &self.library, store: &self.store, codebook }
    }

    /// A query with its tags settled, as on the command line.
    pub(super) fn query(&self, text: &str) -> Result<Query, Problem> {
        let query = Query::parse(text, self.lang)?;
        self.survey(&self.codebook()).settle(query)
    }

    /// Undoes or does again; the marks of what changed come along.
    pub(super) fn undo(&self, steps: usize, undo: bool, send: &Sender<Event>) {
        let now = clock::now();
        let done = if undo { self.store.undo(steps, now) } else { self.store.redo(steps, now) };
        if let Ok(done) = &done {
            self.remember_saved(&done.saved);
        }
        let article =
            done.as_ref().ok().and_then(|done| done.saved.changes.first()).map(|c| c.article.clone());
        if let Some(id) = &article {
            self.send_marks(id, send);
        }
        let remark = done.as_ref().ok().and_then(|done| done.saved.remarks.first()).map(ToString::to_string);
        let _ = send.send(Event::Undone(undo, done.map(|done| self.undone(undo, done, article))));
        if let Some(remark) = remark {
            let _ = send.send(Event::Told(remark));
        }
    }

    /// What an undo changed; where a file moved, its new place is known from now on.
    fn undone(&self, undo: bool, done: crate::store::Undone, article: Option<ArticleId>) -> Undone {
        done.rewrites.iter().for_each(|rewrite| self.look_again(&rewrite.article));
        let repair = done.rewrites.into_iter().last();
        let repair = repair.map(|rewrite| Box::new(if undo { rewrite.inverse() } else { rewrite }));
        let tags = done.saved.tags;
        let codebook = (!tags.is_empty()).then(|| self.read_codebook().0);
        let changes = &done.saved.changes;
        let articles = changes.iter().map(|change| &change.article).collect::<HashSet<_>>().len();
        let about = journal::about(changes, &done.saved.annotations, self.lang);
        Undone { changes: changes.len(), articles, about, article, repair, tags, codebook }
    }

    pub(super) fn send_marks(&self, id: &ArticleId, send: &Sender<Event>) {
        if let Ok((article, _)) = self.article(id) {
            let _ = send.send(Event::MarksLoaded(id.clone(), Box::new(self.marks(&article))));
        }
    }

    pub(super) fn save(&self, ticket: u64, changes: &[Change], send: &Sender<Event>) {
        let saved = self.store.apply(changes, Consent::NotAsked, clock::now());
        let _ = match saved {
            Ok(saved) => {
                self.remember_saved(&saved);
                let told = send.send(Event::Saved(ticket));
                if let Some(remark) = saved.remarks.first() {
                    // What was kept twice stands otherwise on the disk than on the screen.
                    for own in &saved.annotations {
                        self.send_marks(&own.article, send);
                    }
                    let _ = send.send(Event::Told(remark.to_string()));
                }
                told
            }
            Err(fault) => send.send(Event::SaveFailed(ticket, fault)),
        };
    }

    /// Adds a tag to the codebook.
    pub(super) fn make_tag(&self, tag: TagPath) -> Result<(Arc<Codebook>, TagPath), Fault> {
        self.store.create_tag(&tag)?;
        Ok((self.read_codebook().0, tag))
    }

    pub(super) fn draft(draft: Draft) -> crate::store::Draft {
        crate::store::Draft {
            id: draft.id,
            article: draft.article,
            para: draft.ordinal,
            span: draft.span,
            places: draft.places,
            mark: draft.mark,
            text: draft.text,
            at: clock::now(),
        }
    }
}

/// A mutex whose holder may have panicked: what it guards is whole at every moment.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
