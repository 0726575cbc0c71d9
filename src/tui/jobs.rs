//! Long jobs that the reader asks for: reports, statistics.

use std::collections::BTreeMap;
use std::sync::mpsc::Sender;

use super::desk::Desk;
use super::importing;
use super::workers::Workers;
use crate::app::stats::Table;
use crate::app::{Effect, Event};
use crate::clock;
use crate::keymap::parse_report;
use crate::library::{Reach, Survey, export};
use crate::messages::{Lang, reader as say};
use crate::query::{Dossier, Query};
use crate::report::{Format, Kind, Sheet, Snapshot, Style, build, render};
use crate::words::{ArticleId, Fault, FaultKind};

/// Begins one beside the loop.
pub(super) fn begin(workers: &Workers, effect: Effect) {
    workers.beside(move |desk, send| do_job(desk, effect, send));
}

/// Does one; its answer goes into the channel.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other effect is no long job")]
pub(super) fn do_job(desk: &Desk, effect: Effect, send: &Sender<Event>) {
    let event = match effect {
        Effect::BuildReport(words, article) => {
            let built = report(desk, &words, article.as_ref(), true);
            Event::ReportBuilt(built.map(|(bytes, _)| String::from_utf8_lossy(&bytes).into_owned()))
        }
        Effect::WriteReport(words, article) => {
            Event::ReportWritten(write_report(desk, &words, article.as_ref()))
        }
        Effect::PreviewTag(query, tag) => Event::HitsPreviewed(desk.preview_tag(&query, &tag)),
        Effect::BuildStats(query) => Event::StatsBuilt(stats(desk, &query)),
        Effect::Import(path) => Event::ImportRead(importing::read(desk, &path, send)),
        Effect::FilePages(path) => Event::Imported(importing::file(desk, &path, send)),
        _elsewhere => return,
    };
    // Nobody listens any more when the reader was left meanwhile.
    let _ = send.send(event);
}

/// Builds and renders a report by the words of its command; a preview of what is no text is in Markdown.
fn report(
    desk: &Desk,
    words: &str,
    article: Option<&ArticleId>,
    is_preview: bool,
) -> Result<(Vec<u8>, Format), Fault> {
    let lang = desk.lang;
    let usage = |message: String| Fault::new(FaultKind::Usage, "report.words", message);
    let asked = parse_report(words, lang).map_err(|error| usage(error.message))?;
    let format = asked.format.as_deref().and_then(Format::parse).unwrap_or(Format::Md);
    let format = if is_preview && !format.is_text() { Format::Md } else { format };
    let kind = asked.kind.as_deref().and_then(Kind::parse);
    let kind = if format == Format::Md { kind.or(Some(Kind::Review)) } else { kind };
    let (codebook, _) = desk.library.codebook();
    let survey = Survey { library: &desk.library, store: &desk.store, codebook: &codebook };
    let query = Query::parse(&asked.query, lang)
        .and_then(|query| survey.settle(query))
        .map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))?;
    let one = article.filter(|_| asked.scope.as_deref() == Some("article"));
    let sheets = match one {
        Some(id) => vec![Sheet::new(&desk.dossier(id)?, &query)],
        None => survey.collect(&query, Reach::Marks, |dossier: &Dossier| Some(Sheet::new(dossier, &query))).0,
    };
    let report =
        build(Snapshot { sheets, codebook: codebook.clone() }, &query, kind).with_pass_line(desk.pass_line());
    // Reports are Chinese whatever the locale.
    let bytes = render(&report, format, Style { lang: Lang::Zh, has_bom: false });
    bytes.map(|bytes| (bytes, format)).ok_or_else(|| usage(say::no_such_report(lang, words)))
}

/// Writes a report under a name of its own; returns its path.
fn write_report(desk: &Desk, words: &str, article: Option<&ArticleId>) -> Result<String, Fault> {
    let (bytes, format) = report(desk, words, article, false)?;
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
            Ok(()) => return Ok(path.display().to_string()),
            Err(fault) if fault.kind == FaultKind::Refused => last = Some(fault),
            Err(fault) => return Err(fault),
        }
    }
    Err(last.unwrap_or_else(|| Fault::new(FaultKind::Io, "report.write", say::unwritable(desk.lang))))
}

/// Counts tags by zone over what a query keeps.
fn stats(desk: &Desk, query: &str) -> Result<Table, Fault> {
    let (codebook, _) = desk.library.codebook();
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
    let (counted, _) = survey.collect(&query, Reach::Written, tags);
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
    Ok(Table {
        tags: counts.keys().cloned().collect(),
        counts: counts.values().map(row).collect(),
        zones,
        top: 0,
    })
}
