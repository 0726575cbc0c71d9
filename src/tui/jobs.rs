//! Long jobs that the reader asks for: reports, statistics, imports.

use std::collections::BTreeMap;

use super::desk::Workers;
use crate::app::stats::Table;
use crate::app::{Effect, Event};
use crate::words::{Fault, FaultKind};

/// Begins one beside the loop.
pub(super) fn begin(workers: &Workers, effect: Effect) {
    workers.beside(move |desk, send| {
        let lang = desk.lang;
        let not_yet = |what: &str| {
            Fault::new(FaultKind::Usage, "cli.not-yet", crate::messages::cli::not_yet(lang, what))
        };
        let event = match effect {
            Effect::BuildReport(..) => Event::ReportBuilt(Err(not_yet("report"))),
            Effect::WriteReport(..) => Event::ReportWritten(Err(not_yet("report"))),
            Effect::BuildStats(_) => Event::StatsBuilt(Ok(stats(desk))),
            _elsewhere => return,
        };
        let _ = send.send(event);
    });
}

/// Counts tags by zone.
fn stats(desk: &super::desk::Desk) -> Table {
    let mut counts: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    let mut zones: Vec<String> = Vec::new();
    for id in desk.store.articles().unwrap_or_default() {
        let Ok(dossier) = desk.dossier(&id) else { continue };
        let zone = dossier.article.meta.zone.clone();
        if !zones.contains(&zone) {
            zones.push(zone.clone());
        }
        for tag in dossier.marks.iter().flat_map(|placed| &placed.mark.tags) {
            *counts.entry(tag.to_string()).or_default().entry(zone.clone()).or_default() += 1;
        }
    }
    zones.sort();
    let row = |by_zone: &BTreeMap<String, usize>| {
        zones.iter().map(|zone| by_zone.get(zone).copied().unwrap_or(0)).collect()
    };
    Table {
        tags: counts.keys().cloned().collect(),
        counts: counts.values().map(row).collect(),
        zones,
        top: 0,
    }
}
