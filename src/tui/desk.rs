//! The work behind the reader: reading articles and marks, saving, searching. Knows no thread; answers are events.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::believing::Held;
use crate::app::{Draft, Event, SearchHit, Summary};
use crate::clock;
use crate::library::{Entry, Library, Rewrite};
use crate::messages::Lang;
use crate::query::{Dossier, Query, Scope};
use crate::store::{Consent, Store};
use crate::words::{Article, ArticleCard, ArticleId, Change, Codebook, Fault, Placed, Problem, TagPath};

/// Up to this many articles are read whole for the counts; of a larger library only those with marks.
const COUNTED_WHOLE: usize = 2_000;

/// What the work needs: the library, the store, and what was listed.
#[derive(Debug)]
pub(super) struct Desk {
    pub(super) library: Library,
    pub(super) store: Store,
    pub(super) lang: Lang,
    /// Where reports are written.
    pub(super) folder: PathBuf,
    /// Errors in 10,000 characters at which a page passes, as the bits of an `f64`.
    pass_line: AtomicU64,
    entries: Mutex<HashMap<ArticleId, Entry>>,
    /// Whether `entries` holds the whole library, not only the zone that it begins with.
    is_listed: AtomicBool,
    codebook: Mutex<Arc<Codebook>>,
    /// The ticket of the search that is wanted; another one ends it.
    pub(super) searching: AtomicU64,
    /// An import is wanted; it ends before its next page when not.
    pub(super) importing: AtomicBool,
    /// Repairs of article files made in this run, the last at the end.
    pub(super) repairs: Mutex<Vec<Rewrite>>,
    /// The files on the article that was read last.
    pub(super) held: Mutex<Option<Held>>,
}

impl Desk {
    /// A desk at a library.
    pub(super) fn new(library: Library, store: Store, lang: Lang, folder: PathBuf, pass_line: f64) -> Self {
        Self {
            library,
            store,
            lang,
            folder,
            pass_line: AtomicU64::new(pass_line.to_bits()),
            entries: Mutex::default(),
            is_listed: AtomicBool::new(false),
            codebook: Mutex::default(),
            searching: AtomicU64::new(0),
            importing: AtomicBool::new(false),
            repairs: Mutex::default(),
            held: Mutex::default(),
        }
    }

    /// Errors in 10,000 characters at which a page passes.
    pub(super) fn pass_line(&self) -> f64 {
        f64::from_bits(self.pass_line.load(Ordering::Relaxed))
    }

    /// Changes [`Desk::pass_line`].
    pub(super) fn set_pass_line(&self, errors: f64) {
        self.pass_line.store(errors.to_bits(), Ordering::Relaxed);
    }

    /// Lists the articles: their heads are read, their bodies are not.
    pub(super) fn list(&self) -> Event {
        let scan = self.library.scan();
        let cards: Vec<ArticleCard> = scan
            .entries
            .iter()
            .filter(|entry| !entry.is_second)
            .map(|entry| self.library.card(entry).card)
            .collect();
        let entries = scan.entries.into_iter().filter(|entry| !entry.is_second);
        *lock(&self.entries) = entries.map(|entry| (entry.id.clone(), entry)).collect();
        self.is_listed.store(true, Ordering::Release);
        let codebook = Arc::new(self.library.codebook().0);
        *lock(&self.codebook) = codebook.clone();
        Event::Listed(cards.into(), codebook)
    }

    /// The zone of the article read last, or the first zone: enough to begin with, however large the library is.
    pub(super) fn begin(&self, last: Option<&ArticleId>) -> Event {
        let known = last.and_then(|id| self.library.entry(id).ok()).map(|entry| entry.folder.to_string());
        let folder = known.or_else(|| self.library.zone_folders().into_iter().next()).unwrap_or_default();
        let entries = self.library.scan_zone(&folder).entries;
        let cards: Vec<ArticleCard> = entries.iter().map(|entry| self.library.card(entry).card).collect();
        lock(&self.entries).extend(entries.into_iter().map(|entry| (entry.id.clone(), entry)));
        let codebook = Arc::new(self.library.codebook().0);
        *lock(&self.codebook) = codebook.clone();
        Event::Listed(cards.into(), codebook)
    }

    fn entry(&self, id: &ArticleId) -> Option<Entry> {
        lock(&self.entries).get(id).cloned()
    }

    /// Forgets where an article was listed: its file may have moved.
    pub(super) fn look_again(&self, id: &ArticleId) {
        if let Ok(entry) = self.library.entry(id) {
            lock(&self.entries).insert(id.clone(), entry);
        }
    }

    /// The ids of the whole library in its order; lists it first when only its first zone is known.
    fn ids(&self) -> Vec<ArticleId> {
        if !self.is_listed.load(Ordering::Acquire) {
            self.list();
        }
        let mut entries: Vec<Entry> = lock(&self.entries).values().cloned().collect();
        entries.sort_by(|a, b| (&a.folder, &a.file_name).cmp(&(&b.folder, &b.file_name)));
        entries.into_iter().map(|entry| entry.id).collect()
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

    pub(super) fn load(&self, id: &ArticleId) -> Event {
        let loaded = self.article(id).map(|(article, mut problems)| {
            let mut marks = self.marks(&article);
            problems.append(&mut marks.problems);
            marks.problems = problems;
            (article, marks)
        });
        match loaded {
            Ok((article, marks)) => Event::ArticleLoaded(Arc::new(article), Box::new(marks)),
            Err(fault) => Event::ArticleFailed(id.clone(), fault),
        }
    }

    /// An article with all that is written about it.
    pub(super) fn dossier(&self, id: &ArticleId) -> Result<Dossier, Fault> {
        let (article, _) = self.article(id)?;
        let (written, _) = self.store.load(id)?;
        let placed: Vec<Placed> = crate::anchor::place(&article, &written);
        let codebook = lock(&self.codebook).clone();
        Ok(Dossier::new(article, &written, placed, &codebook, self.store.annotator()))
    }

    /// The query with its tags found in the codebook.
    fn query(&self, text: &str) -> Result<Query, Problem> {
        let codebook = lock(&self.codebook).clone();
        Query::parse(text, self.lang)?.with_tags_of(&codebook, |_| true, self.lang)
    }

    /// Counts marks, for the list: only articles that somebody wrote about are read.
    pub(super) fn count(&self, send: &Sender<Event>) {
        let mut written = self.store.articles().unwrap_or_default();
        let all = self.ids();
        // Unread paragraphs are counted everywhere, as long as that is no work to speak of.
        if all.len() <= COUNTED_WHOLE {
            written = all;
        }
        let mut counts = Vec::new();
        for id in written {
            let Ok(dossier) = self.dossier(&id) else { continue };
            counts.push((id, summary(&dossier)));
            if counts.len() >= 200 {
                let _ = send.send(Event::Counted(std::mem::take(&mut counts)));
            }
        }
        let _ = send.send(Event::Counted(counts));
    }

    /// Searches everything, hits as they are found.
    pub(super) fn search(&self, ticket: u64, text: &str, send: &Sender<Event>) {
        let Ok(query) = self.query(text) else { return };
        let ids = self.ids();
        let total = ids.len();
        let mut told = std::time::Duration::ZERO;
        let started = std::time::Instant::now();
        let mut hits = Vec::new();
        for (done, id) in ids.iter().enumerate() {
            if self.searching.load(Ordering::Relaxed) != ticket {
                return;
            }
            if let Ok(dossier) = self.dossier(id) {
                collect(&query, &dossier, &mut hits);
            }
            if started.elapsed().saturating_sub(told).as_millis() >= 60 {
                told = started.elapsed();
                let _ = send.send(Event::Found(ticket, std::mem::take(&mut hits), done + 1, total + 1));
            }
        }
        let _ = send.send(Event::Found(ticket, hits, total, total));
    }

    /// The articles that a query keeps.
    pub(super) fn filter(&self, ticket: u64, text: &str) -> Event {
        let kept = self.query(text).map(|query| {
            let keeps = |id: &ArticleId| {
                self.dossier(id).is_ok_and(|dossier| {
                    query.holds(&dossier, Scope::Article)
                        || (0..dossier.article.blocks.len())
                            .any(|at| query.holds(&dossier, Scope::Paragraph(at)))
                })
            };
            self.ids().into_iter().filter(keeps).collect()
        });
        Event::Filtered(ticket, kept)
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
        let _ = send.send(Event::Undone(undo, done.map(|done| (done.saved.changes.len(), article))));
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
                let event = Event::Saved(ticket);
                let remark = saved.remarks.first().map(|remark| Event::Told(remark.to_string()));
                send.send(event).and_then(|()| remark.map_or(Ok(()), |remark| send.send(remark)))
            }
            Err(fault) => send.send(Event::SaveFailed(ticket, fault)),
        };
    }

    /// The journal's steps, last first, a line each.
    pub(super) fn log(&self) -> Result<Vec<String>, Fault> {
        let entries = self.store.log()?;
        Ok(entries
            .iter()
            .rev()
            .take(500)
            .map(|entry| {
                let articles: Vec<&str> =
                    entry.changes.iter().map(|change| change.article.as_str()).collect();
                format!(
                    "{}  {}  {}",
                    entry.at,
                    kind_name(entry.kind, self.lang),
                    articles.first().unwrap_or(&"")
                )
            })
            .collect())
    }

    /// Adds a tag to the codebook.
    pub(super) fn make_tag(&self, tag: TagPath) -> Result<(Arc<Codebook>, TagPath), Fault> {
        self.store.create_tag(&tag)?;
        let codebook = Arc::new(self.library.codebook().0);
        *lock(&self.codebook) = codebook.clone();
        Ok((codebook, tag))
    }

    pub(super) fn draft(draft: Draft) -> crate::store::Draft {
        crate::store::Draft {
            article: draft.article,
            para: draft.ordinal,
            span: draft.span,
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

/// The counts of one article.
fn summary(dossier: &Dossier) -> Summary {
    let blocks = dossier.article.blocks.len();
    let mut summary = Summary {
        paragraphs: blocks.saturating_sub(1),
        marked: (1..blocks).filter(|at| dossier.marks_on(*at).next().is_some()).count(),
        read: if dossier.read.is_empty() { 0 } else { (1..blocks).filter(|at| dossier.is_read(*at)).count() },
        marks: dossier.marks.len(),
        orphans: dossier.orphans().count(),
        ..Summary::default()
    };
    for tag in dossier.marks.iter().flat_map(|placed| &placed.mark.tags) {
        *summary.tags.entry(tag.clone()).or_default() += 1;
    }
    summary
}

/// The paragraphs of an article that a query holds of, each around its first hit.
fn collect(query: &Query, dossier: &Dossier, hits: &mut Vec<SearchHit>) {
    const BEFORE_CHARS: usize = 12;
    for (ordinal, _, text) in dossier.article.iter_blocks() {
        if !query.holds(dossier, Scope::Paragraph(ordinal)) {
            continue;
        }
        let found = query.hits_in(&dossier.article, ordinal);
        let first = found.first().map_or(0, |hit| hit.bytes.start);
        let before = text.get(..first).unwrap_or("");
        let start = before.char_indices().rev().nth(BEFORE_CHARS).map_or(0, |(at, _)| at);
        let shown = text.get(start..).unwrap_or("").replace('\n', " ");
        let chars = |byte: usize| text.get(start..byte.max(start)).map_or(0, |before| before.chars().count());
        hits.push(SearchHit {
            article: dossier.article.id.clone(),
            title: Arc::from(dossier.article.meta.title.as_str()),
            ordinal,
            hits: found.iter().map(|hit| (chars(hit.bytes.start), chars(hit.bytes.end))).collect(),
            text: shown,
        });
    }
}

/// A step of the journal in words.
fn kind_name(kind: crate::store::EntryKind, lang: Lang) -> &'static str {
    match kind {
        crate::store::EntryKind::Do => lang.pick("changed", "改动"),
        crate::store::EntryKind::Undo => lang.pick("undone", "撤销"),
        crate::store::EntryKind::Redo => lang.pick("done again", "重做"),
        crate::store::EntryKind::Skip => lang.pick("put aside", "搁置"),
    }
}
