//! Long jobs that the reader asks for: reports, statistics, a tag for all hits; each tells how far it is and can be stopped.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::desk::Desk;
use super::desk::searching::hit;
use super::importing;
use crate::app::stats::Table;
use crate::app::{Event, HitsToTag, Job, SearchHit};
use crate::clock;
use crate::keymap::parse_report;
use crate::library::{Reach, Survey, export};
use crate::messages::reader as say;
use crate::query::{Dossier, Query};
use crate::report::{Format, Kind, Sheet, Snapshot, Style, build, render};
use crate::words::{ArticleId, Fault, FaultKind, TagPath};

/// How often it is told how far a job is.
const TOLD_EACH: Duration = Duration::from_millis(120);

/// A job that runs: who must know how far it is, and whether it is still wanted.
struct Course<'a> {
    desk: &'a Desk,
    ticket: u64,
    send: &'a Sender<Event>,
}

impl Course<'_> {
    /// Whether nobody wants it any more.
    fn is_over(&self) -> bool {
        self.desk.working.load(Ordering::Relaxed) != self.ticket
    }

    /// What is made of the articles that a query does not rule out; `None` when it was stopped on the way.
    fn gather<T: Send>(
        &self,
        survey: &Survey<'_>,
        query: &Query,
        reach: Reach,
        make: impl Fn(&Dossier) -> Option<T> + Sync,
    ) -> Option<Vec<T>> {
        let (mut all, mut told) = (Vec::new(), Instant::now());
        survey.stream(
            query,
            reach,
            || self.is_over(),
            make,
            |batch| {
                all.extend(batch.made.into_iter().flatten());
                if told.elapsed() >= TOLD_EACH {
                    told = Instant::now();
                    let _ = self.send.send(Event::WorkStep(self.ticket, batch.done, batch.of));
                }
                ControlFlow::Continue(())
            },
        );
        (!self.is_over()).then_some(all)
    }
}

/// Does a job; its answer goes into the channel, unless it was stopped.
pub(super) fn work(desk: &Desk, ticket: u64, job: Job, send: &Sender<Event>) {
    let course = Course { desk, ticket, send };
    let answer = match job {
        Job::BuildReport(words, article) => {
            let built = report(&course, &words, article.as_ref(), true).transpose();
            let text = |(bytes, _): (Vec<u8>, Format)| String::from_utf8_lossy(&bytes).into_owned();
            built.map(|built| Event::ReportBuilt(built.map(text)))
        }
        Job::WriteReport(words, article) => {
            write_report(&course, &words, article.as_ref()).transpose().map(Event::ReportWritten)
        }
        Job::PreviewTag(query, tag) => {
            let hits = preview_tag(&course, &query, &tag).transpose();
            hits.map(Event::HitsPreviewed)
        }
        Job::BuildStats(query) => stats(&course, &query).transpose().map(Event::StatsBuilt),
        Job::Import(pages) => {
            // Nobody listens any more when the reader was left meanwhile.
            let _ = send.send(Event::ImportRead(importing::read(desk, pages, send)));
            None
        }
        Job::FilePages(pages) => {
            let _ = send.send(Event::Imported(importing::file(desk, &pages, send)));
            None
        }
    };
    if let Some(answer) = answer {
        let _ = send.send(Event::Worked(ticket, Box::new(answer)));
    }
}

/// Builds and renders a report by the words of its command; a preview of what is no text is in Markdown.
fn report(
    course: &Course<'_>,
    words: &str,
    article: Option<&ArticleId>,
    is_preview: bool,
) -> Result<Option<(Vec<u8>, Format)>, Fault> {
    let desk = course.desk;
    let lang = desk.lang;
    let usage = |message: String| Fault::new(FaultKind::Usage, "report.words", message);
    let asked = parse_report(words, lang).map_err(|error| usage(error.message))?;
    let format = asked.format.as_deref().and_then(Format::parse).unwrap_or(Format::Md);
    let format = if is_preview && !format.is_text() { Format::Md } else { format };
    let kind = asked.kind.as_deref().and_then(Kind::parse);
    let kind = if format == Format::Md { kind.or(Some(Kind::Review)) } else { kind };
    let codebook = desk.codebook();
    let survey = Survey { library: &desk.library, store: &desk.store, codebook: &codebook };
    let query = Query::parse(&asked.query, lang)
        .and_then(|query| survey.settle(query))
        .map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))?;
    let one = article.filter(|_| asked.scope.as_deref() == Some("article"));
    let sheets = if let Some(id) = one {
        vec![Sheet::new(&desk.dossier(id)?, &query)]
    } else {
        let sheet = |dossier: &Dossier| Some(Sheet::new(dossier, &query));
        let Some(sheets) = course.gather(&survey, &query, Reach::Marks, sheet) else { return Ok(None) };
        sheets
    };
    if course.is_over() {
        return Ok(None);
    }
    let report = build(Snapshot { sheets, codebook: (*codebook).clone() }, &query, kind)
        .with_pass_line(desk.pass_line());
    if course.is_over() {
        return Ok(None);
    }
    let bytes = render(&report, format, Style { lang: desk.report_lang, has_bom: false });
    bytes.map(|bytes| Some((bytes, format))).ok_or_else(|| usage(say::no_such_report(lang, words)))
}

/// Writes a report under a name of its own; returns its path, nothing when it was stopped before.
fn write_report(
    course: &Course<'_>,
    words: &str,
    article: Option<&ArticleId>,
) -> Result<Option<String>, Fault> {
    let desk = course.desk;
    let Some((bytes, format)) = report(course, words, article, false)? else { return Ok(None) };
    if course.is_over() {
        return Ok(None);
    }
    let of = article
        .filter(|_| words.contains("article"))
        .map_or_else(|| say::whole_library(desk.lang), ToString::to_string);
    let date = clock::now().date();
    let mut last = None;
    for nth in 1..100 {
        let number = if nth == 1 { String::new() } else { format!("-{nth}") };
        let path = desk.folder.join(format!(
            "{}-{of}-{date}{number}.{}",
            say::report_file(desk.lang),
            format.name()
        ));
        match export::write(&path, &bytes, false, desk.lang) {
            Ok(()) => return Ok(Some(path.display().to_string())),
            Err(fault) if fault.kind == FaultKind::Refused => last = Some(fault),
            Err(fault) => return Err(fault),
        }
    }
    Err(last.unwrap_or_else(|| Fault::new(FaultKind::Io, "report.write", say::unwritable(desk.lang))))
}

/// Counts tags by zone over what a query keeps; nothing when it was stopped.
fn stats(course: &Course<'_>, query: &str) -> Result<Option<Table>, Fault> {
    let desk = course.desk;
    let codebook = desk.codebook();
    let survey = Survey { library: &desk.library, store: &desk.store, codebook: &codebook };
    let query = Query::parse(query, desk.lang)
        .and_then(|query| survey.settle(query))
        .map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))?;
    let tags = |dossier: &Dossier| {
        let zone = dossier.article.meta.zone.clone();
        let tags: Vec<String> = dossier
            .marks
            .iter()
            .flat_map(|placed| &placed.mark.tags)
            .map(|tag| tag.as_str().to_owned())
            .collect();
        (!tags.is_empty()).then_some((zone, tags))
    };
    let Some(counted) = course.gather(&survey, &query, Reach::Written, tags) else { return Ok(None) };
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut zones: Vec<String> = Vec::new();
    for (zone, tags) in counted {
        if !zones.contains(&zone) {
            zones.push(zone.clone());
        }
        for tag in tags {
            *counts.entry(tag).or_default().entry(zone.clone()).or_default() += 1;
        }
    }
    zones.sort();
    let row = |by_zone: &BTreeMap<String, usize>| {
        zones.iter().map(|zone| by_zone.get(zone).copied().unwrap_or(0)).collect()
    };
    Ok(Some(Table {
        tags: counts.keys().cloned().collect(),
        counts: counts.values().map(row).collect(),
        zones,
        top: 0,
        left: 0,
    }))
}

/// What it would mean to put a tag on every paragraph that a query holds of: the changes, ready to be saved; nothing when
/// it was stopped.
fn preview_tag(course: &Course<'_>, text: &str, tag: &TagPath) -> Result<Option<HitsToTag>, Fault> {
    let desk = course.desk;
    let query = desk.query(text).map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))?;
    let codebook = desk.codebook();
    let survey = desk.survey(&codebook);
    let of = |dossier: &Dossier| {
        let changes = desk.tag_changes(&query, dossier, tag);
        let first = changes.iter().take(HitsToTag::SHOWN);
        let shown: Vec<SearchHit> =
            first.map(|(ordinal, _)| hit(&query, &dossier.article, *ordinal)).collect();
        (!changes.is_empty()).then_some((changes, shown))
    };
    let Some(found) = course.gather(&survey, &query, Reach::Texts, of) else { return Ok(None) };
    let mut hits =
        HitsToTag { tag: tag.clone(), articles: found.len(), changes: Vec::new(), shown: Vec::new() };
    for (changes, shown) in found {
        hits.changes.extend(changes.into_iter().map(|(_, change)| change));
        let room = HitsToTag::SHOWN.saturating_sub(hits.shown.len());
        hits.shown.extend(shown.into_iter().take(room));
    }
    Ok(Some(hits))
}
