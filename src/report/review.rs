//! 审读报告: the head, the opinion in one paragraph, errors, highlights, zones, tags, figures, repairs, weights.

use std::collections::{BTreeMap, BTreeSet};

use super::page::{self, Grid, Part, Piece};
use super::rate;
use super::sheet::{Item, Sheet};
use super::table::{Side, items, rounded};
use super::{Kind, Report};
use crate::messages::{Lang, report as say};
use crate::words::Status;

/// The group of repairs and damage.
const DAMAGE: &str = "抽取";

/// The whole review but the marks without a place and the weights, which stand after them.
pub(super) fn parts(report: &Report, lang: Lang) -> Vec<Part> {
    let mut parts = vec![Part::Title(say::review(lang)), head(report, lang)];
    parts.extend([Part::Heading(say::overall(lang)), Part::Words(opinion(report, lang))]);
    parts.extend([Part::Heading(say::errors(lang)), errors(report, lang)]);
    parts.push(Part::Heading(say::error_rate(lang)));
    parts.extend(error_rate(report, lang).into_iter().map(Part::Words));
    let is_other = |item: &Item| !is_error(item) && !is_damage(item);
    parts.extend(quotations(report, lang, say::highlights(lang), is_other));
    parts.extend(drift(report, lang));
    parts.extend([
        Part::Heading(say::by_zone(lang)),
        Part::Table(page::of_kind(report, Kind::Zones, lang)),
        Part::Bars(counted(report, |sheet, _| vec![sheet.zone.clone()])),
    ]);
    parts.push(Part::Heading(say::by_tag(lang)));
    let crosstab = page::crosstab(report, Side::Zone, lang);
    if crosstab.rows.is_empty() {
        parts.push(Part::Words(say::no_tags(lang)));
    } else {
        parts.push(Part::Table(crosstab));
        parts
            .push(Part::Bars(counted(report, |_, item| item.tags.iter().map(ToString::to_string).collect())));
    }
    parts.extend(figures(report, lang));
    parts.extend(quotations(report, lang, say::damage(lang), |item| is_damage(item) && !is_error(item)));
    parts.extend(repairs(report, lang));
    parts
}

/// How many marks each name has, the names in order.
fn counted(report: &Report, names: impl Fn(&Sheet, &Item) -> Vec<String>) -> Vec<(String, usize)> {
    let mut counts = BTreeMap::new();
    for name in items(report).flat_map(|(sheet, item)| names(sheet, item)) {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().collect()
}

fn is_error(item: &Item) -> bool {
    item.tags.iter().any(|tag| rate::is_error(tag.as_str()))
}

fn is_damage(item: &Item) -> bool {
    item.tags.iter().any(|tag| tag.as_str().split('/').next() == Some(DAMAGE))
}

/// 题头: what is known of paper, date, page and readers; characters checked.
fn head(report: &Report, lang: Lang) -> Part {
    let of = |pick: fn(&Sheet) -> &str| {
        let values: BTreeSet<&str> =
            report.sheets.iter().map(pick).filter(|value| !value.is_empty()).collect();
        values.into_iter().collect::<Vec<_>>().join(say::comma(lang).as_str())
    };
    let readers: BTreeSet<&str> = items(report).map(|(_, item)| item.author_name.as_str()).collect();
    let dates: BTreeSet<&str> =
        report.sheets.iter().map(|sheet| sheet.date.as_str()).filter(|date| !date.is_empty()).collect();
    let dates = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first == last => (*first).to_owned(),
        (Some(first), Some(last)) => format!("{first} – {last}"),
        _ => String::new(),
    };
    let query = match report.sheets.as_slice() {
        [one] if report.query.is_empty() => one.title.clone(),
        _ if report.query.is_empty() => say::everything(lang),
        _ => report.query.clone(),
    };
    let fields = [
        (say::paper(lang), of(|sheet| &sheet.paper)),
        (say::date(lang), dates),
        (say::page(lang), of(|sheet| &sheet.page)),
        (say::readers(lang), readers.into_iter().collect::<Vec<_>>().join(say::comma(lang).as_str())),
        (say::articles(lang), report.sheets.len().to_string()),
        (say::chars_checked(lang), say::at_least(lang, report.rate.chars)),
        (say::query(lang), query),
    ];
    Part::Fields(fields.into_iter().filter(|(_, value)| !value.is_empty()).collect())
}

/// The whole in one paragraph: how many errors, what rate, what verdict, what else.
fn opinion(report: &Report, lang: Lang) -> String {
    let marks = items(report).count();
    let errors = items(report).filter(|(_, item)| is_error(item) && item.para.is_some()).count();
    let lost: Vec<&Item> = items(report).map(|(_, item)| item).filter(|item| item.para.is_none()).collect();
    let counted = number(rounded(report.rate.errors));
    let mut words = say::opinion(lang, report.sheets.len(), marks, errors, counted);
    if let (Some(rate), Some(passes)) = (report.rate.per_10_000(), report.rate.passes()) {
        words.push_str(&say::opinion_rate(lang, number(rounded(rate)), verdict(passes, lang)));
    }
    if !lost.is_empty() {
        let errors = lost.iter().filter(|item| is_error(item)).count();
        words.push_str(&say::opinion_orphans(lang, lost.len(), errors));
    }
    words
}

fn verdict(passes: bool, lang: Lang) -> String {
    if passes { say::passes(lang) } else { say::fails(lang) }
}

/// A number without needless zeros.
pub(super) fn number(number: f64) -> String {
    format!("{number:.3}").trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The table of errors.
fn errors(report: &Report, lang: Lang) -> Part {
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
    let rows: Vec<Vec<Piece>> = found
        .enumerate()
        .map(|(index, (sheet, item))| {
            let counted = report.rate.of_mark(item);
            let errors = item.tags.iter().filter(|tag| rate::is_error(tag.as_str()));
            let classes: Vec<&str> = errors.map(|tag| rate::class(tag.as_str())).collect();
            let is_rejected = item.status == Status::Rejected;
            vec![
                Piece::Number((index + 1).to_string()),
                Piece::Words(sheet.zone.clone()),
                Piece::Words(sheet.title.clone()),
                Piece::Words(page::place(item, lang)),
                Piece::Quote(page::cited(sheet, item)),
                Piece::Words(item.note.clone()),
                Piece::Words(classes.join(say::comma(lang).as_str())),
                Piece::Words(if is_rejected { say::rejected(lang) } else { severity(counted, lang) }),
                Piece::Number(number(counted)),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Part::Words(say::no_errors(lang));
    }
    Part::Table(Grid { columns: columns.into(), rows })
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
fn error_rate(report: &Report, lang: Lang) -> Vec<String> {
    let rate = &report.rate;
    match (rate.per_10_000(), rate.passes()) {
        (Some(per), Some(passes)) => {
            let numbers = (number(rounded(rate.errors)), number(rounded(per)), number(rate.pass_per_10_000));
            let words = say::rate(lang, numbers.0, rate.chars, numbers.1, numbers.2, verdict(passes, lang));
            vec![words, say::lower_bound(lang)]
        }
        _ => vec![say::nothing_checked(lang)],
    }
}

/// Quotations with what is said about them; left out when there are none.
fn quotations(report: &Report, lang: Lang, title: String, is_wanted: impl Fn(&Item) -> bool) -> Vec<Part> {
    let found = items(report).filter(|(_, item)| item.para.is_some() && is_wanted(item));
    let quotes: Vec<Part> =
        found.map(|(sheet, item)| Part::Quote(Box::new(page::quoted(sheet, item, lang)))).collect();
    titled(title, quotes)
}

/// A section; nothing when it is empty.
fn titled(title: String, body: Vec<Part>) -> Vec<Part> {
    if body.is_empty() { Vec::new() } else { std::iter::once(Part::Heading(title)).chain(body).collect() }
}

fn section(title: String, columns: &[String], rows: Vec<Vec<Piece>>) -> Vec<Part> {
    if rows.is_empty() {
        return Vec::new();
    }
    titled(title, vec![Part::Table(Grid { columns: columns.to_vec(), rows })])
}

/// 复核: figures and names that changed below a mark since it was made.
fn drift(report: &Report, lang: Lang) -> Vec<Part> {
    let words = |text: &str| Piece::Words(text.to_owned());
    let row = |(sheet, item): (&Sheet, &Item)| {
        let place = format!("{} {}", sheet.article_id, page::place(item, lang));
        let changes = item.drift.iter();
        changes
            .map(|(old, new)| vec![words(&place), words(old), words(new), words(&item.note)])
            .collect::<Vec<_>>()
    };
    let columns = [say::place(lang), say::old(lang), say::new(lang), say::remark(lang)];
    section(say::drift(lang), &columns, items(report).flat_map(row).collect())
}

/// The figures of the marked paragraphs, zone by zone; each paragraph once.
fn figures(report: &Report, lang: Lang) -> Vec<Part> {
    let mut seen = BTreeSet::new();
    let mut rows = Vec::new();
    for (sheet, item) in items(report).filter(|(_, item)| !item.figures.is_empty()) {
        if seen.insert((&sheet.article_id, item.para)) {
            rows.push(vec![
                Piece::Words(sheet.zone.clone()),
                Piece::Words(sheet.title.clone()),
                Piece::Words(page::place(item, lang)),
                Piece::Words(item.figures.join(say::comma(lang).as_str())),
            ]);
        }
    }
    let columns = [say::zone(lang), say::title(lang), say::paragraph(lang), say::figures(lang)];
    section(say::figures_by_zone(lang), &columns, rows)
}

/// What import repaired in the articles of the report or found lost.
fn repairs(report: &Report, lang: Lang) -> Vec<Part> {
    let row = |sheet: &Sheet| {
        let row = |repair: &crate::words::Repair| {
            vec![
                Piece::Words(sheet.zone.clone()),
                Piece::Words(sheet.title.clone()),
                Piece::Number(repair.para.to_string()),
                Piece::Words(repair.name.clone()),
                Piece::Words(say::repair_state(lang, &repair.state)),
            ]
        };
        sheet.repairs.iter().map(row).collect::<Vec<_>>()
    };
    let columns =
        [say::zone(lang), say::title(lang), say::paragraph(lang), say::repair(lang), say::state(lang)];
    section(say::repairs(lang), &columns, report.sheets.iter().flat_map(row).collect())
}

/// The weights that the count used.
pub(super) fn weights(report: &Report, lang: Lang) -> Vec<Part> {
    let weighed = report.codebook.tags.iter().filter_map(|tag| Some((tag.path(), tag.weight?)));
    let rows =
        weighed.map(|(path, weight)| vec![Piece::Words(path), Piece::Number(number(weight))]).collect();
    let mut parts = section(say::weights(lang), &[say::tag(lang), say::weight(lang)], rows);
    parts.push(Part::Words(say::rules(lang)));
    parts
}
