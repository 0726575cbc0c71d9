//! Search of everything, and a tag for all that it found.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::{Desk, lock};
use crate::app::{Event, HitsToTag, SearchHit};
use crate::library::Reach;
use crate::query::{Dossier, Query, Scope};
use crate::store::Consent;
use crate::words::{Article, Change, Fault, FaultKind, Mark, MarkId, Record, Status, TagPath, Value};
use crate::{anchor, clock};

/// How long hits are gathered before they are told; the first are told at once.
const GATHERED: Duration = Duration::from_millis(60);
/// Characters of a paragraph shown before its first hit, and in all.
const BEFORE_CHARS: usize = 12;
const SHOWN_CHARS: usize = 200;

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
                    // One more than there are, so that only the last word says that all is done.
                    let event = Event::Found(ticket, std::mem::take(&mut gathered), batch.done, batch.of + 1);
                    let _ = send.send(event);
                }
                ControlFlow::Continue(())
            },
        );
        if !is_over() {
            let _ = send.send(Event::Found(ticket, gathered, entries.len(), entries.len()));
        }
    }

    /// What it would mean to put a tag on every paragraph that a query holds of: the changes, ready to be saved.
    ///
    /// # Errors
    /// What is wrong with the query.
    pub(in crate::tui) fn preview_tag(&self, text: &str, tag: &TagPath) -> Result<HitsToTag, Fault> {
        let query = self.query(text).map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))?;
        let (entries, codebook) = (self.entries(), self.codebook());
        let mut found = HitsToTag { tag: tag.clone(), articles: 0, changes: Vec::new() };
        self.survey(&codebook).through(
            &entries,
            &query,
            Reach::Texts,
            || false,
            |dossier| self.tag_changes(&query, dossier, tag),
            |batch| {
                for changes in batch.made.into_iter().filter(|changes| !changes.is_empty()) {
                    found.articles += 1;
                    found.changes.extend(changes);
                }
                ControlFlow::Continue(())
            },
        );
        Ok(found)
    }

    /// Saves what was previewed as one step.
    ///
    /// # Errors
    /// As the store says.
    pub(in crate::tui) fn tag_hits(&self, hits: &HitsToTag) -> Result<(usize, usize), Fault> {
        self.store.apply(&hits.changes, Consent::NotAsked, clock::now())?;
        Ok((hits.changes.len(), hits.articles))
    }

    /// The changes that put a tag on the paragraphs of an article that a query holds of and that lack it; none for
    /// an article that must not be written about.
    fn tag_changes(&self, query: &Query, dossier: &Dossier, tag: &TagPath) -> Vec<Change> {
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
                    changes.push(Change { article: article.id.clone(), record, old, new });
                }
                None => {
                    let id = MarkId::mint(clock::unix_ms(), clock::random(), last);
                    last = Some(id);
                    changes.push(self.new_mark(article, ordinal, id, tag));
                }
            }
        }
        changes
    }

    fn new_mark(&self, article: &Article, ordinal: usize, id: MarkId, tag: &TagPath) -> Change {
        let place = anchor::quote(article, ordinal, None);
        let now = clock::now();
        let mark = Mark {
            id,
            para: place.para,
            para_hash: place.para_hash,
            span: place.span,
            quote: place.quote,
            prefix: place.prefix,
            suffix: place.suffix,
            tags: vec![tag.clone()],
            note: String::new(),
            status: Status::Open,
            created: now,
            updated: now,
            codebook: lock(&self.codebook).revision,
            rev: format!("1-{:08x}", id.0.as_u128() & 0xffff_ffff),
            target: None,
            conflict_of: None,
        };
        let record = Record::Mark(id);
        Change { article: article.id.clone(), record, old: Value::Absent, new: Value::Mark(Box::new(mark)) }
    }
}

/// The paragraphs of an article that a query holds of, each around its first hit.
fn hits(query: &Query, dossier: &Dossier) -> Vec<SearchHit> {
    let holds = |ordinal: &usize| query.holds(dossier, Scope::Paragraph(*ordinal));
    let article = &dossier.article;
    (0..article.blocks.len()).filter(holds).map(|ordinal| hit(query, article, ordinal)).collect()
}

fn hit(query: &Query, article: &Article, ordinal: usize) -> SearchHit {
    let text = article.block_text(ordinal).unwrap_or("");
    let found = query.hits_in(article, ordinal);
    let first = found.first().map_or(0, |hit| hit.bytes.start);
    let before = text.get(..first).unwrap_or("");
    let start = before.char_indices().rev().nth(BEFORE_CHARS).map_or(0, |(at, _)| at);
    let shown = text.get(start..).unwrap_or("");
    let end = shown.char_indices().nth(SHOWN_CHARS).map_or(shown.len(), |(at, _)| at);
    let chars = |byte: usize| text.get(start..byte.max(start)).map_or(0, |before| before.chars().count());
    SearchHit {
        article: article.id.clone(),
        title: Arc::from(article.meta.title.as_str()),
        ordinal,
        by_pinyin: !found.is_empty() && found.iter().all(|hit| hit.by_pinyin),
        hits: found
            .iter()
            .filter(|hit| hit.bytes.start < start + end)
            .map(|hit| (chars(hit.bytes.start), chars(hit.bytes.end)))
            .collect(),
        text: shown.get(..end).unwrap_or("").replace('\n', " "),
    }
}
