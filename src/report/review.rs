//! 审读报告 in Markdown: the head, the opinion in one paragraph, errors, highlights, zones, tags, places lost, weights.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::guard::markdown;
use super::markdown::{self, quotation, table};
use super::rate;
use super::sheet::{Item, Sheet};
use super::table::{Cell, crosstab, items, rounded};
use super::{Kind, Report};
use crate::messages::{Lang, report as say};
use crate::words::Status;

/// The group of repairs and damage.
const DAMAGE: &str = "抽取";

/// Writes the whole review.
pub(super) fn render(report: &Report, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", say::review(lang));
    head(&mut out, report, lang);
    opinion(&mut out, report, lang);
    errors(&mut out, report, lang);
    error_rate(&mut out, report, lang);
    let is_other = |item: &Item| !is_error(item) && !is_damage(item) && item.para.is_some();
    quotations(&mut out, report, lang, &say::highlights(lang), is_other);
    quotations(&mut out, report, lang, &say::damage(lang), |item| {
        is_damage(item) && !is_error(item) && item.para.is_some()
    });
    drift(&mut out, report, lang);
    markdown::section(&mut out, &say::by_zone(lang), &markdown::of_kind(report, Kind::Zones, lang));
    markdown::section(&mut out, &say::by_tag(lang), &markdown::crosstab(&crosstab(report), lang));
    markdown::orphans(&mut out, report, lang);
    weights(&mut out, report, lang);
    out
}

fn is_error(item: &Item) -> bool {
    item.tags.iter().any(|tag| rate::is_error(tag.as_str()))
}

fn is_damage(item: &Item) -> bool {
    item.tags.iter().any(|tag| tag.as_str().split('/').next() == Some(DAMAGE))
}

/// 题头: what is known of paper, date, page and readers; characters checked.
fn head(out: &mut String, report: &Report, lang: Lang) {
    let of = |pick: fn(&Sheet) -> &str| {
        let values: BTreeSet<&str> =
            report.sheets.iter().map(pick).filter(|value| !value.is_empty()).collect();
        values.into_iter().map(markdown_of).collect::<Vec<_>>().join(say::comma(lang).as_str())
    };
    let readers: BTreeSet<&str> = items(report).map(|(_, item)| item.author_name.as_str()).collect();
    let readers: Vec<String> = readers.into_iter().map(markdown_of).collect();
    let dates: BTreeSet<&str> =
        report.sheets.iter().map(|sheet| sheet.date.as_str()).filter(|date| !date.is_empty()).collect();
    let dates = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first == last => markdown(first),
        (Some(first), Some(last)) => format!("{} – {}", markdown(first), markdown(last)),
        _ => String::new(),
    };
    let rows = [
        (say::paper(lang), of(|sheet| &sheet.paper)),
        (say::date(lang), dates),
        (say::page(lang), of(|sheet| &sheet.page)),
        (say::readers(lang), readers.join(say::comma(lang).as_str())),
        (say::articles(lang), report.sheets.len().to_string()),
        (say::chars_checked(lang), say::at_least(lang, report.rate.chars)),
        (
            say::query(lang),
            match report.sheets.as_slice() {
                [one] if report.query.is_empty() => markdown(&one.title),
                _ if report.query.is_empty() => say::everything(lang),
                _ => markdown(&report.query),
            },
        ),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "- **{name}**{}{value}", say::colon(lang));
    }
    out.push('\n');
}

fn markdown_of(text: &str) -> String {
    markdown(text)
}

/// The whole in one paragraph: how many errors, what rate, what verdict, what else.
fn opinion(out: &mut String, report: &Report, lang: Lang) {
    let marks = items(report).count();
    let errors = items(report).filter(|(_, item)| is_error(item)).count();
    let orphans = items(report).filter(|(_, item)| item.para.is_none()).count();
    let counted = number(rounded(report.rate.errors));
    let mut words = say::opinion(lang, report.sheets.len(), marks, errors, counted);
    if let (Some(rate), Some(passes)) = (report.rate.per_10_000(), report.rate.passes()) {
        words.push_str(&say::opinion_rate(lang, number(rounded(rate)), verdict(passes, lang)));
    }
    if orphans > 0 {
        words.push_str(&say::opinion_orphans(lang, orphans));
    }
    markdown::section(out, &say::overall(lang), &format!("{words}\n"));
}

fn verdict(passes: bool, lang: Lang) -> String {
    if passes { say::passes(lang) } else { say::fails(lang) }
}

/// A number without needless zeros.
pub(super) fn number(number: f64) -> String {
    format!("{number:.2}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The table of errors.
fn errors(out: &mut String, report: &Report, lang: Lang) {
    let columns = [
        say::number(lang),
        say::zone(lang),
        say::title(lang),
        say::paragraph(lang),
        say::quote(lang),
        say::remark(lang),
        say::class(lang),
        say::severity(lang),
        say::count(lang),
    ];
    let found = items(report).filter(|(_, item)| is_error(item) && item.para.is_some());
    let rows: Vec<Vec<String>> = found
        .enumerate()
        .map(|(index, (sheet, item))| {
            let counted = report.rate.of_mark(item);
            let classes: Vec<String> = item
                .tags
                .iter()
                .filter(|tag| rate::is_error(tag.as_str()))
                .map(|tag| markdown(tag.leaf()))
                .collect();
            let rejected = if item.status == Status::Rejected { say::rejected(lang) } else { String::new() };
            vec![
                (index + 1).to_string(),
                markdown(&sheet.zone),
                markdown(&sheet.title),
                markdown::place(item, lang),
                quotation(sheet, item),
                markdown(&item.note),
                classes.join(say::comma(lang).as_str()),
                if rejected.is_empty() { severity(counted, lang) } else { rejected },
                number(counted),
            ]
        })
        .collect();
    let body = if rows.is_empty() { format!("{}\n", say::no_errors(lang)) } else { table(&columns, &rows) };
    markdown::section(out, &say::errors(lang), &body);
}

fn severity(counted: f64, lang: Lang) -> String {
    if counted >= 2.0 {
        say::grave(lang)
    } else if counted >= 1.0 {
        say::plain(lang)
    } else {
        say::slight(lang)
    }
}

/// 编校差错率 with what it was made of.
fn error_rate(out: &mut String, report: &Report, lang: Lang) {
    let rate = &report.rate;
    let body = match (rate.per_10_000(), rate.passes()) {
        (Some(per), Some(passes)) => {
            let numbers = (number(rounded(rate.errors)), number(rounded(per)), number(rate.pass_per_10_000));
            let words = say::rate(lang, numbers.0, rate.chars, numbers.1, numbers.2, verdict(passes, lang));
            format!("{words}\n\n{}\n", say::lower_bound(lang))
        }
        _ => format!("{}\n", say::nothing_checked(lang)),
    };
    markdown::section(out, &say::error_rate(lang), &body);
}

/// Quotations with what is said about them; left out when there are none.
fn quotations(out: &mut String, report: &Report, lang: Lang, title: &str, is_wanted: impl Fn(&Item) -> bool) {
    let mut body = String::new();
    for (sheet, item) in items(report).filter(|(_, item)| is_wanted(item)) {
        markdown::quoted(&mut body, sheet, item, lang);
    }
    if !body.is_empty() {
        markdown::section(out, title, &body);
    }
}

/// 复核: figures and names that changed below a mark since it was made.
fn drift(out: &mut String, report: &Report, lang: Lang) {
    let mut rows = Vec::new();
    for (sheet, item) in items(report) {
        for (old, new) in &item.drift {
            let place = format!("{} {}", markdown(&sheet.article_id), markdown::place(item, lang));
            rows.push(vec![place, markdown(old), markdown(new), markdown(&item.note)]);
        }
    }
    if !rows.is_empty() {
        let columns = [say::place(lang), say::old(lang), say::new(lang), say::remark(lang)];
        markdown::section(out, &say::drift(lang), &table(&columns, &rows));
    }
}

/// The weights that the count used.
fn weights(out: &mut String, report: &Report, lang: Lang) {
    let rows: Vec<Vec<String>> = report
        .codebook
        .tags
        .iter()
        .filter_map(|tag| tag.weight.map(|weight| vec![markdown(&tag.path()), number(weight)]))
        .collect();
    let columns = [say::tag(lang), say::weight(lang)];
    markdown::section(
        out,
        &say::weights(lang),
        &format!("{}\n{}\n", table(&columns, &rows), say::rules(lang)),
    );
}

/// A cell of a table as Markdown.
pub(super) fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => markdown(text),
        Cell::Count(count) => count.to_string(),
        Cell::Number(value) => number(*value),
        Cell::Empty => String::new(),
    }
}
