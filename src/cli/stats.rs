//! `pizhu stats`: counts, tag by zone, coverage, as tables and bars.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::args::StatsArgs;
use super::context::{Context, Done, Outcome};
use crate::library::Reach;
use crate::messages::cli as say;
use crate::query::{Dossier, Query, Scope};
use crate::report::Sheet;
use crate::text::{Widths, cells, pad};

/// The longest bar.
const BAR_CELLS: usize = 24;

/// What `stats --json` prints.
#[derive(Default, Serialize)]
struct StatsShape {
    articles: usize,
    paragraphs: usize,
    read: usize,
    chars: usize,
    marks: usize,
    notes: usize,
    orphans: usize,
    tags: BTreeMap<String, usize>,
    authors: BTreeMap<String, usize>,
    zones: Vec<ZoneShape>,
    crosstab: BTreeMap<String, BTreeMap<String, usize>>,
}

#[derive(Default, Serialize)]
struct ZoneShape {
    zone: String,
    articles: usize,
    paragraphs: usize,
    read: usize,
    marks: usize,
}

/// Counts what the query holds of.
pub(super) fn run(context: &mut Context<'_>, args: &StatsArgs) -> Outcome {
    let opened = context.open()?;
    let query = context.query(&args.query, &opened)?;
    let (mut sheets, problems) =
        opened.survey().collect(&query, Reach::Marks, |dossier: &Dossier| matched(dossier, &query));
    context.remarks(&problems);
    sheets.sort_by(|a, b| (&a.zone, &a.article_id).cmp(&(&b.zone, &b.article_id)));
    let stats = counted(&sheets);
    if args.json {
        context.print_json(&stats)?;
    } else {
        let text = drawn(&stats, context.widths(), context.lang);
        context.print(&text)?;
    }
    Ok(Done::Fine)
}

/// What of an article the query holds of: the article as `list` has it, its paragraphs as `search`, its marks as `report`.
fn matched(dossier: &Dossier, query: &Query) -> Option<Sheet> {
    let sheet = Sheet::new(dossier, query);
    if query.is_all() {
        return Some(sheet);
    }
    let is_kept = query.holds(dossier, Scope::Article);
    let blocks: Vec<(usize, &str)> = dossier
        .article
        .iter_blocks()
        .filter(|(ordinal, ..)| query.holds(dossier, Scope::Paragraph(*ordinal)))
        .map(|(ordinal, _, text)| (ordinal, text))
        .collect();
    let body = || blocks.iter().filter(|(ordinal, _)| dossier.article.body().contains(ordinal));
    let chars = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    (is_kept || !sheet.items.is_empty()).then(|| Sheet {
        chars: blocks.iter().map(|(_, text)| chars(text)).sum(),
        paragraphs: body().count(),
        read: body().filter(|(ordinal, _)| dossier.is_read(*ordinal)).count(),
        ..sheet
    })
}

fn counted(sheets: &[Sheet]) -> StatsShape {
    let mut stats = StatsShape::default();
    for sheet in sheets {
        if stats.zones.last().is_none_or(|zone| zone.zone != sheet.zone) {
            stats.zones.push(ZoneShape { zone: sheet.zone.clone(), ..ZoneShape::default() });
        }
        if let Some(zone) = stats.zones.last_mut() {
            zone.articles += 1;
            zone.paragraphs += sheet.paragraphs;
            zone.read += sheet.read;
            zone.marks += sheet.items.len();
        }
        stats.articles += 1;
        stats.paragraphs += sheet.paragraphs;
        stats.read += sheet.read;
        stats.chars += sheet.chars;
        stats.marks += sheet.items.len();
        for item in &sheet.items {
            stats.notes += usize::from(!item.note.is_empty());
            stats.orphans += usize::from(item.para.is_none());
            *stats.authors.entry(item.author.clone()).or_default() += 1;
            for tag in &item.tags {
                *stats.tags.entry(tag.to_string()).or_default() += 1;
                let zones = stats.crosstab.entry(tag.to_string()).or_default();
                *zones.entry(sheet.zone.clone()).or_default() += 1;
            }
        }
    }
    stats
}

fn drawn(stats: &StatsShape, widths: Widths, lang: crate::messages::Lang) -> String {
    let puts: usize = stats.tags.values().sum();
    let mut out = format!(
        "{}\n{}\n",
        say::counts(lang, stats.articles, stats.paragraphs, stats.marks, puts),
        say::coverage(lang, stats.read, stats.paragraphs)
    );
    let zones: Vec<(&str, usize)> = stats.zones.iter().map(|zone| (zone.zone.as_str(), zone.marks)).collect();
    bars(&mut out, &say::zone(lang), &zones, widths);
    let mut tags: Vec<(&str, usize)> = stats.tags.iter().map(|(tag, count)| (tag.as_str(), *count)).collect();
    tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    bars(&mut out, &say::tag(lang), &tags, widths);
    crosstab(&mut out, stats, widths, lang);
    out
}

/// A bar for each name.
fn bars(out: &mut String, title: &str, rows: &[(&str, usize)], widths: Widths) {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
    let name_cells = rows.iter().map(|(name, _)| cells(name, &widths)).max().unwrap_or(0);
    if rows.is_empty() {
        return;
    }
    out.push_str(&["\n", title, "\n"].concat());
    for (name, count) in rows {
        let bar = "#".repeat((count * BAR_CELLS).div_ceil(most));
        out.push_str(format!("  {} {count:>5} {bar}", pad(name, name_cells, &widths)).trim_end());
        out.push('\n');
    }
}

/// Tag by zone, the zones numbered as above.
fn crosstab(out: &mut String, stats: &StatsShape, widths: Widths, lang: crate::messages::Lang) {
    if stats.crosstab.is_empty() {
        return;
    }
    let zones: Vec<&str> =
        stats.zones.iter().filter(|zone| zone.marks > 0).map(|zone| zone.zone.as_str()).collect();
    let name_cells = stats.crosstab.keys().map(|tag| cells(tag, &widths)).max().unwrap_or(0);
    let _ = writeln!(out, "\n{} x {}", say::tag(lang), say::zone(lang));
    let numbers: Vec<String> = (1..=zones.len()).map(|number| format!("{number:>5}")).collect();
    let numbers = numbers.concat();
    let _ = writeln!(out, "  {}{numbers}", " ".repeat(name_cells));
    for (tag, counts) in &stats.crosstab {
        let cells: Vec<String> =
            zones.iter().map(|zone| format!("{:>5}", counts.get(*zone).copied().unwrap_or(0))).collect();
        let cells = cells.concat();
        let _ = writeln!(out, "  {}{cells}", pad(tag, name_cells, &widths));
    }
    for (index, zone) in zones.iter().enumerate() {
        let _ = writeln!(out, "  {} {}", index + 1, crate::text::Clean::new(zone).as_str());
    }
}
