//! Reports in Markdown. Each quotation carries where it stands, so that it can be checked later ([`super::verify`]).

use std::fmt::Write as _;

use super::guard::markdown;
use super::sheet::{Item, Sheet};
use super::table::{Table, items, paths};
use super::{Kind, Report, review, table as tables};
use crate::messages::{Lang, report as say};

/// Stands at the end of every report in Markdown, so that a report without quotations is known as one.
pub(super) const SIGNATURE: &str = "<!-- pizhu report 1 -->";

/// Writes any kind.
pub(super) fn render(report: &Report, lang: Lang) -> String {
    let mut out = match report.kind.unwrap_or(Kind::Review) {
        Kind::Review => review::render(report, lang),
        Kind::Tags => by_tag(report, lang),
        Kind::Notes => notes(report, lang),
        Kind::Orphans => {
            let mut out = format!("# {}\n\n", say::orphans(lang));
            orphans(&mut out, report, lang);
            out
        }
        kind @ (Kind::Articles
        | Kind::Zones
        | Kind::Authors
        | Kind::Codebook
        | Kind::Crosstab
        | Kind::Agreement
        | Kind::Signoff) => {
            let mut out = format!("# {}\n\n{}\n", say::kind(lang, kind.name()), of_kind(report, kind, lang));
            orphans(&mut out, report, lang);
            out
        }
    };
    let kept = out.trim_end().len();
    out.truncate(kept);
    out.push_str("\n\n");
    out.push_str(SIGNATURE);
    out.push('\n');
    out
}

/// A heading and what stands below it.
pub(super) fn section(out: &mut String, title: &str, body: &str) {
    // Writing to a String cannot fail.
    let _ = write!(out, "## {title}\n\n{}\n\n", body.trim_end());
}

/// A table; the cells are Markdown already.
pub(super) fn table(columns: &[String], rows: &[Vec<String>]) -> String {
    let mut out = format!("| {} |\n|{}\n", columns.join(" | "), " --- |".repeat(columns.len()));
    for row in rows {
        let _ = writeln!(out, "| {} |", row.join(" | "));
    }
    out
}

/// The table of a kind, its columns named for people.
pub(super) fn of_kind(report: &Report, kind: Kind, lang: Lang) -> String {
    if kind == Kind::Crosstab {
        return crosstab(&tables::crosstab(report), lang);
    }
    let shown = Report { kind: Some(kind), ..report.clone() };
    rendered(&tables::of(&shown, Some(lang)))
}

fn rendered(made: &Table) -> String {
    let columns: Vec<String> = made.columns.iter().map(|column| markdown(column)).collect();
    let rows: Vec<Vec<String>> = made.rows.iter().map(|row| row.iter().map(review::cell).collect()).collect();
    table(&columns, &rows)
}

/// Tag by zone; the zones' names are columns.
pub(super) fn crosstab(made: &Table, lang: Lang) -> String {
    if made.rows.is_empty() {
        return format!("{}\n", say::no_tags(lang));
    }
    let mut made = made.clone();
    for column in [0, made.columns.len().saturating_sub(1)] {
        if let Some(name) = made.columns.get_mut(column) {
            *name = say::column(lang, name);
        }
    }
    rendered(&made)
}

/// The paragraph of a mark for people.
pub(super) fn place(item: &Item, lang: Lang) -> String {
    match item.para {
        None => say::orphan(lang),
        Some(0) => say::head(lang),
        Some(para) => para.to_string(),
    }
}

/// A quotation with its reference: `words<br>` and in back ticks `article#paragraph@hash[start,end]`.
pub(super) fn quotation(sheet: &Sheet, item: &Item) -> String {
    let (Some(para), Some((start, _))) = (item.para, item.span) else { return markdown(&item.excerpt) };
    let end = start + item.excerpt.chars().count();
    let reference = format!("{}#{para}@{}[{start},{end}]", sheet.article_id, item.para_hash);
    format!("{}<br>`{reference}`", markdown(&item.excerpt))
}

/// A quotation on its own, with title, tags, opinion and author.
pub(super) fn quoted(out: &mut String, sheet: &Sheet, item: &Item, lang: Lang) {
    let tags = tags(item);
    let _ = writeln!(out, "> {}\n", quotation(sheet, item));
    let title = match item.para {
        Some(0) => say::titled_head(lang, markdown(&sheet.title)),
        Some(_) | None => say::titled(lang, markdown(&sheet.title), place(item, lang)),
    };
    let _ = writeln!(out, "{}{title} {tags}", say::dash(lang));
    if !item.note.is_empty() {
        let _ = writeln!(out, "\n{}{}{}", say::remark(lang), say::colon(lang), markdown(&item.note));
    }
    let _ = writeln!(out, "\n*{} {}*\n", markdown(&item.author_name), item.modified.date());
}

/// Quotes grouped by tag, with what stands around them.
fn by_tag(report: &Report, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", say::kind(lang, Kind::Tags.name()));
    let mut any = false;
    for path in paths(report) {
        let mut body = String::new();
        let has = |item: &Item| item.tags.iter().any(|tag| tag.as_str() == path) && item.para.is_some();
        for (sheet, item) in items(report).filter(|(_, item)| has(item)) {
            with_context(&mut body, sheet, item, lang);
        }
        if !body.is_empty() {
            any = true;
            section(&mut out, &markdown(&path), &body);
        }
    }
    let mut untagged = String::new();
    for (sheet, item) in items(report).filter(|(_, item)| item.tags.is_empty() && item.para.is_some()) {
        with_context(&mut untagged, sheet, item, lang);
    }
    if !untagged.is_empty() {
        any = true;
        section(&mut out, &say::untagged(lang), &untagged);
    }
    if !any {
        let _ = writeln!(out, "{}\n", say::no_tags(lang));
    }
    orphans(&mut out, report, lang);
    out
}

fn with_context(out: &mut String, sheet: &Sheet, item: &Item, lang: Lang) {
    quoted(out, sheet, item, lang);
    if item.is_span && !(item.before.is_empty() && item.after.is_empty()) {
        let (before, after) = (markdown(&item.before), markdown(&item.after));
        let _ = writeln!(out, "{}{}……{before}〔…〕{after}……\n", say::context(lang), say::colon(lang));
    }
}

/// Notes, article by article.
fn notes(report: &Report, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", say::kind(lang, Kind::Notes.name()));
    for sheet in &report.sheets {
        let mut body = String::new();
        for item in sheet.items.iter().filter(|item| !item.note.is_empty() && item.para.is_some()) {
            quoted(&mut body, sheet, item, lang);
        }
        if !body.is_empty() {
            let title = format!("{} · {}", markdown(&sheet.zone), markdown(&sheet.title));
            section(&mut out, &title, &body);
        }
    }
    orphans(&mut out, report, lang);
    out
}

/// 失锚: marks without one place, with the words they were made on. They stand in every report.
pub(super) fn orphans(out: &mut String, report: &Report, lang: Lang) {
    let mut body = String::new();
    for (sheet, item) in items(report).filter(|(_, item)| item.para.is_none()) {
        let words: Vec<String> =
            [markdown(&item.note), tags(item)].into_iter().filter(|words| !words.is_empty()).collect();
        let state = say::placement(lang, item.placement.name());
        let title = format!("{}《{}》({state})", say::dash(lang), markdown(&sheet.title));
        let sign = format!("*{} {}*", markdown(&item.author_name), item.modified.date());
        let _ = writeln!(body, "- “{}” {title} {} {sign}", markdown(&item.excerpt), words.join(" "));
    }
    let wanted = !body.is_empty() || report.kind == Some(Kind::Orphans);
    if wanted {
        let body = if body.is_empty() { format!("{}\n", say::no_orphans(lang)) } else { body };
        section(out, &say::orphans(lang), &body);
    }
}

/// The tags of a mark, each in its brackets.
fn tags(item: &Item) -> String {
    let tags: Vec<String> = item.tags.iter().map(|tag| format!("【{}】", markdown(tag.as_str()))).collect();
    tags.concat()
}
