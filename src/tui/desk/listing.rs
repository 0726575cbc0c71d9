//! The library as a list: its first zone at once, all of it soon after, what is counted beside it, what a filter keeps.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::{Desk, lock};
use crate::app::{Event, Summary};
use crate::library::{Entry, Glance, Reach, in_batches};
use crate::query::{Dossier, Scope};
use crate::words::{ArticleCard, ArticleId, Problem};

/// How long counts are gathered before they are told.
const GATHERED: Duration = Duration::from_millis(150);

/// What was listed.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// The articles in the order of their paths; only those of one zone at the beginning.
    pub(super) entries: Arc<Vec<Entry>>,
    /// Where each stands.
    places: HashMap<ArticleId, usize>,
    /// Whether that is the whole library.
    is_whole: bool,
    /// What was seen of the articles of the zone listed first, until all are listed.
    seen: HashMap<ArticleId, Glance>,
    /// How many blocks the body of each article has, where that was seen in passing.
    paragraphs: Vec<Option<usize>>,
}

impl Listed {
    fn new(entries: Vec<Entry>, is_whole: bool) -> Self {
        let places = entries.iter().enumerate().map(|(at, entry)| (entry.id.clone(), at)).collect();
        Self { entries: Arc::new(entries), places, is_whole, ..Self::default() }
    }

    /// Where an article lies.
    pub(super) fn entry(&self, id: &ArticleId) -> Option<Entry> {
        self.places.get(id).and_then(|at| self.entries.get(*at)).cloned()
    }

    /// Puts right where an article lies.
    pub(super) fn put(&mut self, entry: Entry) {
        if let Some(old) =
            self.places.get(&entry.id).and_then(|at| Arc::make_mut(&mut self.entries).get_mut(*at))
        {
            *old = entry;
        }
    }
}

impl Desk {
    /// Lists the articles: their heads are read, their bodies only where they lie in the same stretch of the file.
    pub(in crate::tui) fn list(&self) -> Event {
        let _one_at_a_time = lock(&self.listing);
        self.list_now()
    }

    fn list_now(&self) -> Event {
        let entries: Vec<Entry> =
            self.library.scan().entries.into_iter().filter(|entry| !entry.is_second).collect();
        let seen = std::mem::take(&mut lock(&self.listed).seen);
        let glances = self.glances(&entries, &seen);
        let mut listed = Listed::new(entries, true);
        listed.paragraphs = glances.iter().map(|glance| glance.paragraphs).collect();
        *lock(&self.listed) = listed;
        self.tell_list(glances.into_iter().map(|glance| glance.card).collect())
    }

    /// The zone of the article read last, or the first zone: enough to begin with, however large the library is.
    pub(in crate::tui) fn begin(&self, last: Option<&ArticleId>) -> Event {
        let known = last.and_then(|id| self.library.entry(id).ok()).map(|entry| entry.folder.to_string());
        let folder = known.or_else(|| self.library.zone_folders().into_iter().next()).unwrap_or_default();
        let entries = self.library.scan_zone(&folder).entries;
        let glances = self.glances(&entries, &HashMap::new());
        let cards = glances.iter().map(|glance| glance.card.clone()).collect();
        let mut listed = Listed::new(entries, false);
        listed.seen = glances.into_iter().map(|glance| (glance.card.id.clone(), glance)).collect();
        *lock(&self.listed) = listed;
        self.tell_list(cards)
    }

    /// Looks at the heads of articles, those aside that were seen a moment ago in the same place.
    fn glances(&self, entries: &[Entry], seen: &HashMap<ArticleId, Glance>) -> Vec<Glance> {
        let glance = |entry: &Entry| match seen.get(&entry.id).filter(|glance| glance.folder == entry.folder)
        {
            Some(glance) => glance.clone(),
            None => self.library.glance(entry),
        };
        let mut glances = Vec::with_capacity(entries.len());
        in_batches(
            entries,
            || false,
            |batch| batch.iter().map(glance).collect::<Vec<_>>(),
            |batch| {
                glances.extend(batch);
                ControlFlow::Continue(())
            },
        );
        glances
    }

    fn tell_list(&self, cards: Vec<ArticleCard>) -> Event {
        let (codebook, trouble) = self.read_codebook();
        Event::Listed(cards.into(), codebook, trouble)
    }

    /// The articles of the whole library in the order of their paths; lists it first when only its first zone is known.
    pub(super) fn entries(&self) -> Arc<Vec<Entry>> {
        let _one_at_a_time = lock(&self.listing);
        if !lock(&self.listed).is_whole {
            self.list_now();
        }
        lock(&self.listed).entries.clone()
    }

    /// Counts for the list: paragraphs everywhere, marks where somebody wrote.
    pub(in crate::tui) fn count(&self, send: &Sender<Event>) {
        let entries = self.entries();
        let paragraphs = lock(&self.listed).paragraphs.clone();
        let written: HashSet<ArticleId> = self.store.articles().unwrap_or_default().into_iter().collect();
        let of = |at: usize, entry: &Entry| -> Option<(ArticleId, Summary)> {
            let known = paragraphs.get(at).copied().flatten();
            let summary = match known.filter(|_| !written.contains(&entry.id)) {
                Some(paragraphs) => Summary { paragraphs, ..Summary::default() },
                None => summary(&self.dossier(&entry.id).ok()?),
            };
            Some((entry.id.clone(), summary))
        };
        let places: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
        let mut counts = Vec::new();
        let mut told = Instant::now();
        in_batches(
            &places,
            || false,
            |batch| batch.iter().filter_map(|(at, entry)| of(*at, entry)).collect::<Vec<_>>(),
            |batch| {
                counts.extend(batch);
                if told.elapsed() >= GATHERED {
                    told = Instant::now();
                    let _ = send.send(Event::Counted(std::mem::take(&mut counts)));
                }
                ControlFlow::Continue(())
            },
        );
        let _ = send.send(Event::Counted(counts));
    }

    /// Counts for these articles alone.
    pub(in crate::tui) fn count_some(&self, articles: &[ArticleId], send: &Sender<Event>) {
        let of = |id: &ArticleId| Some((id.clone(), summary(&self.dossier(id).ok()?)));
        let _ = send.send(Event::Counted(articles.iter().filter_map(of).collect()));
    }

    /// The articles that a query keeps, as `list` names them; `None` when another filter is wanted by now.
    pub(in crate::tui) fn filter(&self, ticket: u64, text: &str) -> Option<Event> {
        let is_over = || self.filtering.load(Ordering::Relaxed) != ticket;
        let kept = self.keeps(text, is_over);
        (!is_over()).then_some(Event::Filtered(ticket, kept))
    }

    /// The articles that saved queries keep; of one article alone when that is all that changed.
    pub(in crate::tui) fn answer_queries(
        &self,
        queries: &[String],
        article: Option<&ArticleId>,
        send: &Sender<Event>,
    ) {
        for query in queries {
            let kept = match article {
                Some(id) => self.query(query).map(|query| {
                    let holds = self.dossier(id).is_ok_and(|dossier| query.holds(&dossier, Scope::Article));
                    holds.then(|| id.clone()).into_iter().collect()
                }),
                None => self.keeps(query, || false).map(|kept| kept.into_keys().collect()),
            };
            // A query that lost its tag keeps nothing.
            let answer = Event::QueryAnswered(query.clone(), article.cloned(), kept.unwrap_or_default());
            let _ = send.send(answer);
        }
    }

    fn keeps(
        &self,
        text: &str,
        is_over: impl Fn() -> bool + Sync,
    ) -> Result<HashMap<ArticleId, bool>, Problem> {
        let query = self.query(text)?;
        let written = query.as_written();
        let mut kept = HashMap::new();
        let work = |dossier: &Dossier| {
            let by_pinyin =
                || written.as_ref().is_some_and(|written| !written.holds(dossier, Scope::Article));
            query.holds(dossier, Scope::Article).then(|| (dossier.article.id.clone(), by_pinyin()))
        };
        let (entries, codebook) = (self.entries(), self.codebook());
        let survey = self.survey(&codebook);
        survey.through(&entries, &query, Reach::Texts, is_over, work, |batch| {
            kept.extend(batch.made.into_iter().flatten());
            ControlFlow::Continue(())
        });
        Ok(kept)
    }
}

/// The counts of one article.
fn summary(dossier: &Dossier) -> Summary {
    let counted = dossier.article.counted();
    let mut summary = Summary {
        paragraphs: counted.len(),
        read: dossier.seen.count(&dossier.article, counted.clone()),
        marked: counted.filter(|at| dossier.marks_on(*at).next().is_some()).count(),
        marks: dossier.marks.len(),
        orphans: dossier.orphans().count(),
        ..Summary::default()
    };
    for tag in dossier.marks.iter().flat_map(|placed| &placed.mark.tags) {
        *summary.tags.entry(tag.clone()).or_default() += 1;
    }
    summary
}
