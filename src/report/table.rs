//! Every kind of report as a table: what CSV, JSON and the tables of Markdown are written from.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{Item, Sheet};
use super::{Kind, Report, rate};
use crate::messages::{Lang, report as say};

/// A value in a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words, perhaps of others: every format makes them harmless in its own way.
    Text(String),
    /// A count.
    Count(usize),
    /// A number with a fraction.
    Number(f64),
    /// Nothing.
    Empty,
}

/// Columns and rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The names of the columns, the same in every language.
    pub columns: Vec<String>,
    /// The rows, as wide as the columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|column| (*column).to_owned()).collect(), rows: Vec::new() }
    }
}

/// The columns of a row of a mark and tag, as scripts know them.
const MARK_COLUMNS: [&str; 25] = [
    "mark_id",
    "zone",
    "article_id",
    "title",
    "source",
    "published",
    "para_no",
    "start",
    "end",
    "tag_path",
    "tag_l1",
    "tag_l2",
    "tag_l3",
    "tag_color",
    "quote",
    "context_before",
    "context_after",
    "note",
    "author",
    "created",
    "modified",
    "status",
    "anchor",
    "anchor_score",
    "article_sha",
];

/// The table of a report's kind; with a language its columns are named for people.
pub(super) fn of(report: &Report, lang: Option<Lang>) -> Table {
    let mut table = match report.kind {
        None | Some(Kind::Review | Kind::Tags) => marks(report, |_| true),
        Some(Kind::Notes) => marks(report, |item| !item.note.is_empty()),
        Some(Kind::Orphans) => marks(report, |item| item.para.is_none()),
        Some(Kind::Articles) => articles(report),
        Some(Kind::Zones) => zones(report),
        Some(Kind::Authors) => authors(report),
        Some(Kind::Codebook) => tags(report),
        Some(Kind::Crosstab) => crosstab(report),
        Some(Kind::Agreement | Kind::Signoff) => Table::default(),
    };
    if let Some(lang) = lang {
        for column in &mut table.columns {
            *column = say::column(lang, column);
        }
    }
    table
}

fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) }
}

fn count(count: Option<usize>) -> Cell {
    count.map_or(Cell::Empty, Cell::Count)
}

/// One row a mark and tag; a mark without a tag keeps a row.
fn marks(report: &Report, is_wanted: impl Fn(&Item) -> bool) -> Table {
    let mut table = Table::new(&MARK_COLUMNS);
    for sheet in &report.sheets {
        for item in sheet.items.iter().filter(|item| is_wanted(item)) {
            if item.tags.is_empty() {
                table.rows.push(mark_row(report, sheet, item, ""));
            }
            for tag in &item.tags {
                table.rows.push(mark_row(report, sheet, item, tag.as_str()));
            }
        }
    }
    table
}

fn mark_row(report: &Report, sheet: &Sheet, item: &Item, tag: &str) -> Vec<Cell> {
    let mut levels = tag.splitn(3, '/').map(text);
    let color = report.codebook.tag(tag).and_then(|tag| tag.color.as_deref()).unwrap_or("");
    vec![
        text(&item.mark_id),
        text(&sheet.zone),
        text(&sheet.article_id),
        text(&sheet.title),
        text(&sheet.source),
        text(&sheet.date),
        count(item.para),
        count(item.span.map(|span| span.0)),
        count(item.span.map(|span| span.1)),
        text(tag),
        levels.next().unwrap_or(Cell::Empty),
        levels.next().unwrap_or(Cell::Empty),
        levels.next().unwrap_or(Cell::Empty),
        text(color),
        Cell::Text(item.quote.clone()),
        Cell::Text(item.before.clone()),
        Cell::Text(item.after.clone()),
        Cell::Text(item.note.clone()),
        text(&item.author),
        text(&item.created.to_string()),
        text(&item.modified.to_string()),
        text(item.status.name()),
        text(item.placement.name()),
        Cell::Number(item.score),
        text(&sheet.text_hash.to_string()),
    ]
}

fn is_counted_error(item: &Item) -> bool {
    item.tags.iter().any(|tag| rate::is_error(tag.as_str()))
}

fn articles(report: &Report) -> Table {
    let columns = [
        "article_id",
        "zone",
        "title",
        "published",
        "paragraphs",
        "read",
        "chars",
        "marks",
        "notes",
        "errors",
    ];
    let mut table = Table::new(&columns);
    for sheet in &report.sheets {
        table.rows.push(vec![
            text(&sheet.article_id),
            text(&sheet.zone),
            text(&sheet.title),
            text(&sheet.date),
            Cell::Count(sheet.paragraphs),
            Cell::Count(sheet.read),
            Cell::Count(sheet.chars),
            Cell::Count(sheet.items.len()),
            Cell::Count(sheet.items.iter().filter(|item| !item.note.is_empty()).count()),
            Cell::Count(sheet.items.iter().filter(|item| is_counted_error(item)).count()),
        ]);
    }
    table
}

fn zones(report: &Report) -> Table {
    let columns = [
        "zone",
        "articles",
        "paragraphs",
        "read",
        "chars",
        "marks",
        "errors",
        "error_count",
        "errors_per_10000",
    ];
    let mut table = Table::new(&columns);
    for sheets in report.sheets.chunk_by(|a, b| a.zone == b.zone) {
        let sum = |of: fn(&Sheet) -> usize| Cell::Count(sheets.iter().map(of).sum());
        let rate = rate::Rate::of(sheets.iter(), &report.codebook);
        table.rows.push(vec![
            text(sheets.first().map_or("", |sheet| &sheet.zone)),
            Cell::Count(sheets.len()),
            sum(|sheet| sheet.paragraphs),
            sum(|sheet| sheet.read),
            sum(|sheet| sheet.chars),
            sum(|sheet| sheet.items.len()),
            sum(|sheet| sheet.items.iter().filter(|item| is_counted_error(item)).count()),
            Cell::Number(rounded(rate.errors)),
            rate.per_10_000().map_or(Cell::Empty, |rate| Cell::Number(rounded(rate))),
        ]);
    }
    table
}

/// To two digits.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}

fn authors(report: &Report) -> Table {
    let mut table =
        Table::new(&["author", "author_name", "articles", "marks", "notes", "tags", "first", "last"]);
    let mut by_author: BTreeMap<&str, Vec<(&Sheet, &Item)>> = BTreeMap::new();
    for (sheet, item) in items(report) {
        by_author.entry(&item.author).or_default().push((sheet, item));
    }
    for (author, marks) in by_author {
        let articles: BTreeSet<&str> = marks.iter().map(|(sheet, _)| sheet.article_id.as_str()).collect();
        let of = |pick: fn(&Item) -> String| marks.iter().map(|(_, item)| pick(item)).collect::<Vec<_>>();
        table.rows.push(vec![
            text(author),
            text(marks.last().map_or("", |(_, item)| &item.author_name)),
            Cell::Count(articles.len()),
            Cell::Count(marks.len()),
            Cell::Count(marks.iter().filter(|(_, item)| !item.note.is_empty()).count()),
            Cell::Count(marks.iter().map(|(_, item)| item.tags.len()).sum()),
            text(of(|item| item.created.to_string()).iter().min().map_or("", |first| first)),
            text(of(|item| item.modified.to_string()).iter().max().map_or("", |last| last)),
        ]);
    }
    table
}

/// Every mark with its article.
pub(super) fn items(report: &Report) -> impl Iterator<Item = (&Sheet, &Item)> {
    report.sheets.iter().flat_map(|sheet| sheet.items.iter().map(move |item| (sheet, item)))
}

/// The tags of the codebook in its order, then those that only marks know.
pub(super) fn paths(report: &Report) -> Vec<String> {
    let mut paths: Vec<String> = report.codebook.tags.iter().map(crate::words::Tag::path).collect();
    let unknown: BTreeSet<String> = items(report)
        .flat_map(|(_, item)| &item.tags)
        .map(ToString::to_string)
        .filter(|t| !paths.contains(t))
        .collect();
    paths.extend(unknown);
    paths
}

fn tags(report: &Report) -> Table {
    let columns =
        ["tag_path", "own", "subtree", "articles", "zones", "first", "last", "weight", "definition"];
    let mut table = Table::new(&columns);
    for path in paths(report) {
        let below = format!("{path}/");
        let has = |item: &Item, is_it: &dyn Fn(&str) -> bool| item.tags.iter().any(|tag| is_it(tag.as_str()));
        let own: Vec<_> = items(report).filter(|(_, item)| has(item, &|tag| tag == path)).collect();
        let subtree = items(report)
            .filter(|(_, item)| has(item, &|tag| tag == path || tag.starts_with(&below)))
            .count();
        let articles: BTreeSet<&str> = own.iter().map(|(sheet, _)| sheet.article_id.as_str()).collect();
        let zones: BTreeSet<&str> = own.iter().map(|(sheet, _)| sheet.zone.as_str()).collect();
        let dates: BTreeSet<String> = own.iter().map(|(_, item)| item.created.to_string()).collect();
        let tag = report.codebook.tag(&path);
        table.rows.push(vec![
            text(&path),
            Cell::Count(own.len()),
            Cell::Count(subtree),
            Cell::Count(articles.len()),
            Cell::Count(zones.len()),
            text(dates.first().map_or("", |first| first)),
            text(dates.last().map_or("", |last| last)),
            tag.and_then(|tag| tag.weight).map_or(Cell::Empty, Cell::Number),
            text(tag.map_or("", |tag| &tag.definition)),
        ]);
    }
    table
}

/// Tag by zone: how many marks; only tags and zones that have some.
pub(super) fn crosstab(report: &Report) -> Table {
    let mut cells: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (sheet, item) in items(report) {
        for tag in &item.tags {
            *cells.entry((tag.as_str(), sheet.zone.as_str())).or_default() += 1;
        }
    }
    let zones: BTreeSet<&str> = cells.keys().map(|(_, zone)| *zone).collect();
    let mut table = Table::new(&["tag_path"]);
    table.columns.extend(zones.iter().map(|zone| (*zone).to_owned()));
    table.columns.push("total".to_owned());
    for path in paths(report) {
        let counts: Vec<usize> =
            zones.iter().map(|zone| cells.get(&(path.as_str(), *zone)).copied().unwrap_or(0)).collect();
        let total: usize = counts.iter().sum();
        if total > 0 {
            let counts = counts.into_iter().chain([total]).map(Cell::Count);
            table.rows.push(std::iter::once(text(&path)).chain(counts).collect());
        }
    }
    table
}
