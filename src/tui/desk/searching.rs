//! Search of everything, and a tag for all that it found.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::Desk;
use crate::app::{Event, HitsToTag, SearchHit};
use crate::library::Reach;
use crate::query::{Dossier, Excerpt, Query, Scope};
use crate::store::Consent;
use crate::words::{Article, Birth, Change, Mark, MarkId, Record, TagPath, Value};
use crate::{anchor, clock};

/// How long hits are gathered before they are told; the first are told at once.
const GATHERED: Duration = Duration::from_millis(60);

impl Desk {
    /// Searches everything, hits as they are found, until another search is wanted.
    pub(in crate::tui) fn search(&self, ticket: u64, text: &str, send: &Sender<Event>) {
        let query = match self.query(text) {
            Ok(query) => query,
            Err(problem) => {
                let _ = send.send(Event::SearchFailed(ticket, problem));
                return;
            }
        };
        let is_over = || self.searching.load(Ordering::Relaxed) != ticket;
        let (entries, codebook) = (self.entries(), self.codebook());
        let mut gathered: Vec<SearchHit> = Vec::new();
        let (mut told, mut is_first) = (Instant::now(), true);
        self.survey(&codebook).through(
            &entries,
            &query,
            Reach::Texts,
            is_over,
            |dossier| hits(&query, dossier),
            |batch| {
                gathered.extend(batch.made.into_iter().flatten());
                if (is_first && !gathered.is_empty()) || told.elapsed() >= GATHERED {
                    is_first &= gathered.is_empty();
                    told = Instant::now();
                    // Only the last word says that all is done.
                    let done = batch.done.min(batch.of.saturating_sub(1));
                    let event = Event::Found(ticket, std::mem::take(&mut gathered), done, batch.of);
                    let _ = send.send(event);
                }
                ControlFlow::Continue(())
            },
        );
        if !is_over() {
            let _ = send.send(Event::Found(ticket, gathered, entries.len(), entries.len()));
        }
    }

    /// Saves what was previewed as one step, or as much of it as is done when it is stopped; says how far it is.
    pub(in crate::tui) fn tag_hits(&self, hits: HitsToTag, send: &Sender<Event>) {
        let told = Cell::new(Instant::now());
        let goes_on = |done: usize, of: usize| {
            if told.get().elapsed() >= GATHERED {
                told.set(Instant::now());
                let _ = send.send(Event::HitsStep(done, of));
            }
            self.tagging.load(Ordering::Relaxed)
        };
        let saved = self.store.apply_while(&hits.changes, Consent::NotAsked, clock::now(), &goes_on);
        let done = saved.map(|saved| {
            let articles: BTreeSet<_> = saved.changes.iter().map(|change| &change.article).collect();
            (saved.changes.len(), hits.changes.len(), articles.len())
        });
        let _ = send.send(Event::HitsTagged(hits.tag, done));
    }

    /// The changes that put a tag on the paragraphs of an article that a query holds of and that lack it, each with its
    /// paragraph; none for an article that must not be written about.
    pub(in crate::tui) fn tag_changes(
        &self,
        query: &Query,
        dossier: &Dossier,
        tag: &TagPath,
    ) -> Vec<(usize, Change)> {
        let article = &dossier.article;
        let wanted: Vec<usize> = (0..article.blocks.len())
            .filter(|ordinal| query.holds(dossier, Scope::Paragraph(*ordinal)))
            .collect();
        if wanted.is_empty() || article.read_only.is_some() {
            return Vec::new();
        }
        let (written, problems) = self.store.load(&article.id).unwrap_or_default();
        if self.cannot_write(&article.id, &problems).is_some() {
            return Vec::new();
        }
        let own = written.iter().find(|file| file.author == *self.store.annotator());
        let mut last = own.and_then(|file| file.marks.last()).map(|mark| mark.id);
        let mut changes = Vec::new();
        for ordinal in wanted {
            let own = dossier
                .marks_on(ordinal)
                .find(|placed| placed.author == *self.store.annotator() && placed.span.is_none());
            match own.map(|placed| &placed.mark) {
                Some(mark) if mark.tags.contains(tag) => {}
                Some(mark) => {
                    let mut tags = mark.tags.clone();
                    tags.push(tag.clone());
                    tags.sort();
                    let (old, new) = (Value::Tags(mark.tags.clone()), Value::Tags(tags));
                    let record = Record::Mark(mark.id);
                    changes.push((ordinal, Change { article: article.id.clone(), record, old, new }));
                }
                None => {
                    let id = MarkId::mint(clock::unix_ms(), clock::random(), last);
                    last = Some(id);
                    let birth = Birth { id, at: clock::now(), codebook: self.codebook().revision };
                    let mark = anchor::new_mark(article, ordinal, None, birth);
                    let mark = Mark { tags: vec![tag.clone()], ..mark };
                    changes.push((ordinal, Change::makes(&article.id, mark)));
                }
            }
        }
        changes
    }
}

/// The paragraphs of an article that a query holds of, each around its first hit.
fn hits(query: &Query, dossier: &Dossier) -> Vec<SearchHit> {
    let holds = |ordinal: &usize| query.holds(dossier, Scope::Paragraph(*ordinal));
    let article = &dossier.article;
    (0..article.blocks.len()).filter(holds).map(|ordinal| hit(query, article, ordinal)).collect()
}

/// A paragraph of an article, around its first hit.
pub(in crate::tui) fn hit(query: &Query, article: &Article, ordinal: usize) -> SearchHit {
    let found = query.hits_in(article, ordinal);
    let bytes: Vec<(usize, usize)> = found.iter().map(|hit| (hit.bytes.start, hit.bytes.end)).collect();
    SearchHit {
        article: article.id.clone(),
        title: Arc::from(article.meta.title.as_str()),
        ordinal,
        by_pinyin: !found.is_empty() && found.iter().all(|hit| hit.by_pinyin),
        excerpt: Excerpt::new(article.block_text(ordinal).unwrap_or(""), &bytes),
    }
}
