//! Every kind of report as a table: what CSV, JSON and the tables of Markdown are written from.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{Item, Sheet};
use super::{Kind, Report, agreement, rate, signoff};
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
    pub(super) fn new(columns: &[&str]) -> Self {
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

/// The table of a report's kind, with remarks in one language; its columns are named for people in another or not at all.
pub(super) fn of(report: &Report, columns: Option<Lang>, lang: Lang) -> Table {
    let mut table = match report.kind {
        None | Some(Kind::Review | Kind::Tags) => marks(report, |_| true),
        Some(Kind::Notes) => marks(report, |item| !item.note.is_empty()),
        Some(Kind::Orphans) => orphans(report),
        Some(Kind::Articles) => articles(report),
        Some(Kind::Zones) => zones(report),
        Some(Kind::Authors) => authors(report),
        Some(Kind::Codebook) => tags(report),
        Some(Kind::Crosstab) => crosstab(report, Side::Zone),
        Some(Kind::Agreement) => agreement::table(report, lang),
        Some(Kind::Signoff) => signoff::table(report, columns),
    };
    if let Some(lang) = columns {
        for column in &mut table.columns {
            *column = say::column(lang, column);
        }
    }
    table
}

/// Whether the rows of a kind are marks, those without a place among them.
pub(super) fn has_marks(kind: Option<Kind>) -> bool {
    match kind {
        None | Some(Kind::Review | Kind::Tags | Kind::Orphans) => true,
        Some(
            // Only those with a note.
            Kind::Notes
            | Kind::Articles
            | Kind::Zones
            | Kind::Authors
            | Kind::Codebook
            | Kind::Crosstab
            | Kind::Agreement
            | Kind::Signoff,
        ) => false,
    }
}

/// The marks without a place.
pub(super) fn orphans(report: &Report) -> Table {
    marks(report, |item| item.para.is_none())
}

pub(super) fn text(words: &str) -> Cell {
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
    item.para.is_some() && item.tags.iter().any(|tag| rate::is_error(tag.as_str()))
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

/// What tags are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Tag × zone.
    Zone,
    /// Tag × article.
    Article,
    /// Tag × tag: how many marks carry both.
    Tag,
    /// Tag × month of the article, else of the mark.
    Month,
}

impl Side {
    /// All of them, in the order of the design.
    pub(super) const ALL: [Self; 4] = [Self::Zone, Self::Article, Self::Tag, Self::Month];

    /// The columns that a mark counts in.
    fn columns(self, sheet: &Sheet, item: &Item) -> Vec<String> {
        match self {
            Self::Zone => vec![sheet.zone.clone()],
            Self::Article => vec![sheet.article_id.clone()],
            Self::Tag => item.tags.iter().map(ToString::to_string).collect(),
            Self::Month => {
                let date = if sheet.date.is_empty() { item.created.date() } else { sheet.date.clone() };
                vec![date.chars().take(7).collect()]
            }
        }
    }
}

/// Tag by something: how many marks; only what has some.
pub(super) fn crosstab(report: &Report, side: Side) -> Table {
    let mut cells: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut totals: BTreeMap<&str, usize> = BTreeMap::new();
    for (sheet, item) in items(report) {
        for tag in &item.tags {
            *totals.entry(tag.as_str()).or_default() += 1;
            for column in side.columns(sheet, item) {
                *cells.entry((tag.as_str(), column)).or_default() += 1;
            }
        }
    }
    let columns: BTreeSet<String> = cells.keys().map(|(_, column)| column.clone()).collect();
    let mut table = Table::new(&["tag_path"]);
    table.columns.extend(columns.iter().cloned());
    table.columns.push("total".to_owned());
    for path in paths(report) {
        let Some(total) = totals.get(path.as_str()) else { continue };
        let counts =
            columns.iter().map(|column| cells.get(&(path.as_str(), column.clone())).copied().unwrap_or(0));
        let counts = counts.chain([*total]).map(Cell::Count);
        table.rows.push(std::iter::once(text(&path)).chain(counts).collect());
    }
    table
}
