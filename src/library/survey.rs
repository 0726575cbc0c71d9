//! Going through a whole library on all cores: in the order of its paths, in batches as they are ready, until done or
//! told to stop.

use std::collections::{BTreeSet, HashSet};
use std::ops::ControlFlow;

use super::{Entry, Library};
use crate::anchor;
use crate::query::{Dossier, Query, TagWanted};
use crate::store::Store;
use crate::words::{Article, ArticleId, Codebook, Fault, Problem, Severity};

mod crew;

pub(crate) use crew::in_batches;

/// What one goes through a library with.
#[derive(Debug, Clone, Copy)]
pub struct Survey<'a> {
    /// The library.
    pub library: &'a Library,
    /// What is written about it; whose marks are seen is the store's to decide.
    pub store: &'a Store,
    /// Its tags.
    pub codebook: &'a Codebook,
}

/// What a query is asked of: decides which articles need not be put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Articles and paragraphs: a file in which the words asked for do not stand is left at that.
    Texts,
    /// Articles that somebody has written about.
    Written,
    /// Marks, too: one that lost its place has words that no file holds.
    Marks,
}

/// What came of one more batch of articles.
#[derive(Debug)]
pub struct Batch<T> {
    /// What was made of them.
    pub made: Vec<T>,
    /// What went wrong.
    pub problems: Vec<Problem>,
    /// How many articles have been gone through.
    pub done: usize,
    /// How many there are.
    pub of: usize,
}

impl Survey<'_> {
    /// The dossier of one article, and what could not be read of it and of what is written about it.
    ///
    /// # Errors
    /// When the article itself cannot be read.
    pub fn dossier(&self, entry: &Entry) -> Result<(Dossier, Vec<Problem>), Fault> {
        let (article, mut problems) = self.library.load_entry(entry)?;
        if entry.is_second {
            return Ok((Dossier::bare(article), problems));
        }
        let (dossier, more) = self.dossier_of(article);
        problems.extend(more);
        Ok((dossier, problems))
    }

    /// The dossier of an article that was read.
    fn dossier_of(&self, article: Article) -> (Dossier, Vec<Problem>) {
        let (written, problems) =
            self.store.load(&article.id).unwrap_or_else(|fault| (Vec::new(), fault.problems));
        let placed = anchor::place(&article, &written);
        (Dossier::new(article, &written, placed, self.codebook, self.store.annotator()), problems)
    }

    /// The query with its tags settled: by the codebook, else by what some mark carries.
    ///
    /// # Errors
    /// A tag that is neither in the codebook nor on a mark.
    pub fn settle(&self, query: Query) -> Result<Query, Problem> {
        let is_used = |wanted: &TagWanted| {
            let articles = self.store.articles().unwrap_or_default();
            articles.iter().any(|article| {
                let (written, _) = self.store.load(article).unwrap_or_default();
                written
                    .iter()
                    .flat_map(|file| &file.marks)
                    .flat_map(|mark| &mark.tags)
                    .any(|tag| wanted.matches(tag.as_str()))
            })
        };
        query.with_tags_of(self.codebook, is_used, self.library.lang())
    }

    /// Goes through the articles that the query does not rule out; `work` sees each dossier on a worker thread, `sink` gets
    /// what it made, batch by batch in the order of the paths, on this one. Ends when all is done, when `sink` breaks or
    /// when `is_over`.
    pub fn stream<T: Send>(
        &self,
        query: &Query,
        reach: Reach,
        is_over: impl Fn() -> bool + Sync,
        work: impl Fn(&Dossier) -> T + Sync,
        mut sink: impl FnMut(Batch<T>) -> ControlFlow<()>,
    ) {
        let scan = self.library.scan();
        let of = scan.entries.len();
        if sink(Batch { made: Vec::new(), problems: scan.problems, done: 0, of }).is_break() {
            return;
        }
        self.through(&scan.entries, query, reach, is_over, work, sink);
    }

    /// As [`Survey::stream`], through articles that were listed before.
    pub fn through<T: Send>(
        &self,
        entries: &[Entry],
        query: &Query,
        reach: Reach,
        is_over: impl Fn() -> bool + Sync,
        work: impl Fn(&Dossier) -> T + Sync,
        mut sink: impl FnMut(Batch<T>) -> ControlFlow<()>,
    ) {
        let of = entries.len();
        let written: HashSet<ArticleId> = match self.store.articles() {
            Ok(written) => written.into_iter().collect(),
            Err(fault) => {
                if sink(Batch { made: Vec::new(), problems: fault.problems, done: 0, of }).is_break() {
                    return;
                }
                HashSet::new()
            }
        };
        let stars = if query.asks_of_stars() { self.store.reading().stars } else { BTreeSet::new() };
        let mut done = 0;
        in_batches(
            entries,
            &is_over,
            |entries| {
                let (mut made, mut problems) = (Vec::new(), Vec::new());
                for entry in entries {
                    if is_over() {
                        break;
                    }
                    match self.wanted(entry, query, reach, &written) {
                        Ok((mut dossier, more)) => {
                            if let Some(dossier) = &mut dossier {
                                dossier.is_starred = stars.contains(entry.id.as_str());
                            }
                            problems.extend(more.into_iter().filter(|p| p.severity > Severity::Advice));
                            made.extend(dossier.as_ref().map(&work));
                        }
                        Err(fault) => problems.extend(fault.problems),
                    }
                }
                (made, problems, entries.len())
            },
            |(made, problems, count)| {
                done += count;
                sink(Batch { made, problems, done, of })
            },
        );
    }

    /// Everything that [`Survey::stream`] brings, at once.
    pub fn collect<T: Send>(
        &self,
        query: &Query,
        reach: Reach,
        work: impl Fn(&Dossier) -> Option<T> + Sync,
    ) -> (Vec<T>, Vec<Problem>) {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        self.stream(
            query,
            reach,
            || false,
            work,
            |batch| {
                all.extend(batch.made.into_iter().flatten());
                problems.extend(batch.problems);
                ControlFlow::Continue(())
            },
        );
        (all, problems)
    }

    /// The dossier of an article, unless the query rules it out.
    fn wanted(
        &self,
        entry: &Entry,
        query: &Query,
        reach: Reach,
        written: &HashSet<ArticleId>,
    ) -> Result<(Option<Dossier>, Vec<Problem>), Fault> {
        if reach == Reach::Written && !written.contains(&entry.id) {
            return Ok((None, Vec::new()));
        }
        if query.asks_of_head() && query.is_ruled_out_by(&self.library.card(entry).meta) {
            return Ok((None, Vec::new()));
        }
        let (article, mut problems) = match reach {
            Reach::Texts => {
                self.library.load_unless(entry, |meta, body| query.is_ruled_out_by_text(meta, body))?
            }
            Reach::Written | Reach::Marks => {
                self.library.load_entry(entry).map(|(article, more)| (Some(article), more))?
            }
        };
        let Some(article) = article else { return Ok((None, problems)) };
        if entry.is_second || !written.contains(&entry.id) {
            return Ok((Some(Dossier::bare(article)), problems));
        }
        let (dossier, more) = self.dossier_of(article);
        problems.extend(more);
        Ok((Some(dossier), problems))
    }
}
