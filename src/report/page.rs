//! What a report says to people, part by part, before any format: Markdown, HTML and Word are written from it.
//!
//! Every text is as it was written; each format makes the words of others harmless in its own way.

use super::sheet::{Item, Sheet};
use super::table::{Cell, Table, items, paths};
use super::{Kind, Report, review, table as tables};
use crate::messages::{Lang, report as say};

/// One part of a report.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// The report's own title.
    Title(String),
    /// The title of a section.
    Heading(String),
    /// Names with their values.
    Fields(Vec<(String, String)>),
    /// A paragraph of ours.
    Words(String),
    /// A table.
    Table(Grid),
    /// A quotation with what is said about it.
    Quote(Box<Quote>),
    /// Marks without one place.
    Lost(Vec<Lost>),
    /// Counts as bars; formats that draw none leave them out, for the same counts stand in a table.
    Bars(Vec<(String, usize)>),
}

/// A table, its columns named for people.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The names of the columns.
    pub(super) columns: Vec<String>,
    /// The rows.
    pub(super) rows: Vec<Vec<Piece>>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Words.
    Words(String),
    /// A number.
    Number(String),
    /// A quotation with its reference.
    Quote(Cited),
}

/// Quoted words with where they stand: `article#paragraph@hash[start,end]`; no reference without a place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cited {
    /// The words.
    pub(super) words: String,
    /// Where they stand.
    pub(super) reference: Option<String>,
}

/// A quotation with what is said about it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Quote {
    /// The words.
    pub(super) cited: Cited,
    /// Title and paragraph.
    pub(super) place: String,
    /// The paths of its tags.
    pub(super) tags: Vec<String>,
    /// 审读意见.
    pub(super) note: String,
    /// Who, and when.
    pub(super) sign: String,
    /// What stands around some words.
    pub(super) context: Option<String>,
    /// What changed below the mark, old and new.
    pub(super) drift: Vec<(String, String)>,
}

/// A mark without one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lost {
    /// The words it was made on.
    pub(super) words: String,
    /// The article's title.
    pub(super) title: String,
    /// How it was lost.
    pub(super) state: String,
    /// 审读意见.
    pub(super) note: String,
    /// The paths of its tags.
    pub(super) tags: Vec<String>,
    /// Who, and when.
    pub(super) sign: String,
}

/// All that a report says; plain rows read as a review.
pub(super) fn of(report: &Report, lang: Lang) -> Vec<Part> {
    let kind = report.kind.unwrap_or(Kind::Review);
    let mut parts = match kind {
        Kind::Review => review::parts(report, lang),
        Kind::Tags => by_tag(report, lang),
        Kind::Notes => notes(report, lang),
        Kind::Orphans => vec![Part::Title(say::orphans(lang))],
        Kind::Crosstab => crosstabs(report, lang),
        Kind::Articles | Kind::Zones | Kind::Authors | Kind::Codebook | Kind::Agreement | Kind::Signoff => {
            let mut parts = vec![Part::Title(say::kind(lang, kind.name()))];
            let grid = of_kind(report, kind, lang);
            let is_alone = kind == Kind::Agreement && grid.rows.is_empty();
            parts.push(if is_alone { Part::Words(say::no_agreement(lang)) } else { Part::Table(grid) });
            parts
        }
    };
    parts.extend(orphans(report, lang));
    if kind == Kind::Review {
        parts.extend(review::weights(report, lang));
    }
    parts
}

/// The table of a kind, its columns named for people.
pub(super) fn of_kind(report: &Report, kind: Kind, lang: Lang) -> Grid {
    let shown = Report { kind: Some(kind), ..report.clone() };
    grid(&tables::of(&shown, Some(lang), lang))
}

/// A table as people read it.
pub(super) fn grid(table: &Table) -> Grid {
    let piece = |cell: &Cell| match cell {
        Cell::Text(text) => Piece::Words(text.clone()),
        Cell::Count(count) => Piece::Number(count.to_string()),
        Cell::Number(value) => Piece::Number(review::number(*value)),
        Cell::Empty => Piece::Words(String::new()),
    };
    Grid {
        columns: table.columns.clone(),
        rows: table.rows.iter().map(|row| row.iter().map(piece).collect()).collect(),
    }
}

/// The paragraph of a mark for people.
pub(super) fn place(item: &Item, lang: Lang) -> String {
    match item.para {
        None => say::orphan(lang),
        Some(0) => say::head(lang),
        Some(para) => para.to_string(),
    }
}

/// A quotation with its reference.
pub(super) fn cited(sheet: &Sheet, item: &Item) -> Cited {
    let reference = item.para.zip(item.span).map(|(para, (start, _))| {
        let end = start + item.excerpt.chars().count();
        format!("{}#{para}@{}[{start},{end}]", sheet.article_id, item.para_hash)
    });
    Cited { words: item.excerpt.clone(), reference }
}

/// A quotation on its own, with title, tags, opinion and author.
pub(super) fn quoted(sheet: &Sheet, item: &Item, lang: Lang) -> Quote {
    Quote {
        cited: cited(sheet, item),
        place: match item.para {
            Some(0) => say::titled_head(lang, &sheet.title),
            Some(_) | None => say::titled(lang, &sheet.title, place(item, lang)),
        },
        tags: tags(item),
        note: item.note.clone(),
        sign: sign(item),
        context: None,
        drift: item.drift.clone(),
    }
}

fn sign(item: &Item) -> String {
    format!("{} {}", item.author_name, item.modified.date())
}

fn tags(item: &Item) -> Vec<String> {
    item.tags.iter().map(ToString::to_string).collect()
}

/// Tags, each in its brackets.
pub(super) fn bracketed(tags: &[String]) -> String {
    tags.iter().map(|tag| format!("【{tag}】")).collect::<Vec<_>>().concat()
}

/// Quotes grouped by tag, with what stands around them.
fn by_tag(report: &Report, lang: Lang) -> Vec<Part> {
    let mut parts = vec![Part::Title(say::kind(lang, Kind::Tags.name()))];
    let mut group = |title: String, is_wanted: &dyn Fn(&Item) -> bool| {
        let found = items(report).filter(|(_, item)| item.para.is_some() && is_wanted(item));
        let quotes: Vec<Part> =
            found.map(|(sheet, item)| Part::Quote(Box::new(with_context(sheet, item, lang)))).collect();
        if !quotes.is_empty() {
            parts.push(Part::Heading(title));
            parts.extend(quotes);
        }
    };
    for path in paths(report) {
        group(path.clone(), &|item| item.tags.iter().any(|tag| tag.as_str() == path));
    }
    group(say::untagged(lang), &|item| item.tags.is_empty());
    if parts.len() == 1 {
        parts.push(Part::Words(say::no_tags(lang)));
    }
    parts
}

fn with_context(sheet: &Sheet, item: &Item, lang: Lang) -> Quote {
    let has_context = item.is_span && !(item.before.is_empty() && item.after.is_empty());
    let context = has_context.then(|| format!("……{}〔…〕{}……", item.before, item.after));
    Quote { context, ..quoted(sheet, item, lang) }
}

/// Notes, article by article.
fn notes(report: &Report, lang: Lang) -> Vec<Part> {
    let mut parts = vec![Part::Title(say::kind(lang, Kind::Notes.name()))];
    for sheet in &report.sheets {
        let noted = sheet.items.iter().filter(|item| !item.note.is_empty() && item.para.is_some());
        let quotes: Vec<Part> = noted.map(|item| Part::Quote(Box::new(quoted(sheet, item, lang)))).collect();
        if !quotes.is_empty() {
            parts.push(Part::Heading(format!("{} · {}", sheet.zone, sheet.title)));
            parts.extend(quotes);
        }
    }
    parts
}

/// Tag by zone, article, tag and month.
fn crosstabs(report: &Report, lang: Lang) -> Vec<Part> {
    let mut parts = vec![Part::Title(say::kind(lang, Kind::Crosstab.name()))];
    for (side, title) in tables::Side::ALL.into_iter().zip([
        say::tag_by_zone(lang),
        say::tag_by_article(lang),
        say::tag_by_tag(lang),
        say::tag_by_month(lang),
    ]) {
        let table = crosstab(report, side, lang);
        if !table.rows.is_empty() {
            parts.extend([Part::Heading(title), Part::Table(table)]);
        }
    }
    if parts.len() == 1 {
        parts.push(Part::Words(say::no_tags(lang)));
    }
    parts
}

/// Tag by something; the names of the other side are columns and stay as they are.
pub(super) fn crosstab(report: &Report, side: tables::Side, lang: Lang) -> Grid {
    let mut made = tables::crosstab(report, side);
    for column in [0, made.columns.len().saturating_sub(1)] {
        if let Some(name) = made.columns.get_mut(column) {
            *name = say::column(lang, name);
        }
    }
    grid(&made)
}

/// 失锚: marks without one place, with the words they were made on. They stand in every report.
fn orphans(report: &Report, lang: Lang) -> Vec<Part> {
    let lost: Vec<Lost> = items(report)
        .filter(|(_, item)| item.para.is_none())
        .map(|(sheet, item)| Lost {
            words: item.excerpt.clone(),
            title: sheet.title.clone(),
            state: say::placement(lang, item.placement.name()),
            note: item.note.clone(),
            tags: tags(item),
            sign: sign(item),
        })
        .collect();
    match (lost.is_empty(), report.kind) {
        (false, Some(Kind::Orphans)) => vec![Part::Lost(lost)],
        (false, _) => vec![Part::Heading(say::orphans(lang)), Part::Lost(lost)],
        (true, Some(Kind::Orphans)) => vec![Part::Words(say::no_orphans(lang))],
        (true, _) => Vec::new(),
    }
}
