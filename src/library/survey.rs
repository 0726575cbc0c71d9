//! Going through a whole library on all cores: in the order of its paths, in batches as they are ready, until done or
//! told to stop.

use std::collections::{BTreeMap, HashSet};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::{Entry, Library};
use crate::anchor;
use crate::query::{Dossier, Query, TagWanted};
use crate::store::Store;
use crate::words::{ArticleId, Codebook, Fault, Problem, Severity};

/// How many articles a worker takes at a time.
const BATCH: usize = 32;

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

/// Results of one batch with what went wrong in it.
type Batch<T> = (Vec<T>, Vec<Problem>);

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
        let (written, more) = self.store.load(&entry.id).unwrap_or_else(|fault| (Vec::new(), fault.problems));
        problems.extend(more);
        let placed = anchor::place(&article, &written);
        Ok((Dossier::new(article, &written, placed, self.codebook, self.store.annotator()), problems))
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

    /// Goes through the articles that the query does not rule out by their heads; `work` sees each dossier on a worker
    /// thread, `sink` gets what it made, batch by batch in the order of the paths, on this one. Ends when all is
    /// done, when `sink` breaks or when `cancel` is set.
    ///
    /// # Errors
    /// When the folder of annotations cannot be listed.
    pub fn stream<T: Send>(
        &self,
        query: &Query,
        cancel: &AtomicBool,
        work: impl Fn(&Dossier) -> T + Sync,
        mut sink: impl FnMut(Vec<T>, Vec<Problem>) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        let scan = self.library.scan();
        let (written, mut problems) = (self.store.articles(), scan.problems);
        let written: HashSet<ArticleId> = match written {
            Ok(written) => written.into_iter().collect(),
            Err(fault) => {
                problems.extend(fault.problems);
                HashSet::new()
            }
        };
        if sink(Vec::new(), problems).is_break() {
            return Ok(());
        }
        let batches: Vec<&[Entry]> = scan.entries.chunks(BATCH).collect();
        let next = AtomicUsize::new(0);
        let (sender, receiver) = mpsc::channel::<(usize, Batch<T>)>();
        let stop = AtomicBool::new(false);
        let is_over = || cancel.load(Ordering::Relaxed) || stop.load(Ordering::Relaxed);
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from).min(batches.len()) {
                let (sender, next, batches, work, is_over, written) =
                    (sender.clone(), &next, &batches, &work, &is_over, &written);
                scope.spawn(move || {
                    while let Some((index, batch)) =
                        Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|i| Some((i, batches.get(i)?)))
                    {
                        let done = self.batch(batch, query, written, work, is_over);
                        if is_over() || sender.send((index, done)).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            in_order(&receiver, |(made, problems)| {
                let flow = if is_over() { ControlFlow::Break(()) } else { sink(made, problems) };
                stop.fetch_or(flow.is_break(), Ordering::Relaxed);
                flow
            });
        });
        Ok(())
    }

    /// Everything that [`Survey::stream`] brings, at once.
    ///
    /// # Errors
    /// As [`Survey::stream`].
    pub fn collect<T: Send>(
        &self,
        query: &Query,
        work: impl Fn(&Dossier) -> Option<T> + Sync,
    ) -> Result<(Vec<T>, Vec<Problem>), Fault> {
        let (mut all, mut problems) = (Vec::new(), Vec::new());
        self.stream(query, &AtomicBool::new(false), work, |made, more| {
            all.extend(made.into_iter().flatten());
            problems.extend(more);
            ControlFlow::Continue(())
        })?;
        Ok((all, problems))
    }

    fn batch<T>(
        &self,
        entries: &[Entry],
        query: &Query,
        written: &HashSet<ArticleId>,
        work: impl Fn(&Dossier) -> T,
        is_over: impl Fn() -> bool,
    ) -> Batch<T> {
        let (mut made, mut problems) = (Vec::new(), Vec::new());
        for entry in entries {
            if is_over() {
                break;
            }
            if query.asks_of_head() && query.is_ruled_out_by(&self.library.card(entry).meta) {
                continue;
            }
            let dossier = if written.contains(&entry.id) {
                self.dossier(entry)
            } else {
                self.library.load_entry(entry).map(|(article, more)| (Dossier::bare(article), more))
            };
            match dossier {
                Ok((dossier, more)) => {
                    problems.extend(more.into_iter().filter(|problem| problem.severity > Severity::Advice));
                    made.push(work(&dossier));
                }
                Err(fault) => problems.extend(fault.problems),
            }
        }
        (made, problems)
    }
}

/// Hands batches on in their order, holding back those that came early.
fn in_order<T>(receiver: &mpsc::Receiver<(usize, T)>, mut sink: impl FnMut(T) -> ControlFlow<()>) {
    let (mut waiting, mut wanted) = (BTreeMap::new(), 0);
    for (index, batch) in receiver {
        waiting.insert(index, batch);
        while let Some(batch) = waiting.remove(&wanted) {
            wanted += 1;
            if sink(batch).is_break() {
                return;
            }
        }
    }
}
