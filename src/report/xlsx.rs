//! Reports as an Excel workbook (ECMA-376): strings only, no formula, no link; header frozen, filters on, widths sensible.

use std::fmt::Write as _;

use super::guard::shown;
use super::table::{self, Cell, Side, Table};
use super::{Kind, Report};
use crate::formats::{package, xml};
use crate::messages::{Lang, report as say};
use crate::text::{Widths, cells};

/// What a cell holds at most, in UTF-16 units.
const MOST_UNITS: usize = 32_767;
/// Widths of columns, in characters.
const NARROWEST: usize = 6;
const WIDEST: usize = 60;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
/// Text, and bold text for headers.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
    <fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>\
    <fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
    <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
    <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
    <cellXfs count=\"2\"><xf numFmtId=\"49\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" \
    applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
    <xf numFmtId=\"49\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/></cellXfs>\
    <cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>\n";

/// Writes the workbook: the kind's own table first when no sheet has it, then the sheets that every workbook has.
pub(super) fn render(report: &Report, lang: Lang) -> Option<Vec<u8>> {
    let of = |kind: Option<Kind>| table::of(&Report { kind, ..report.clone() }, None, lang);
    let mut sheets: Vec<(&str, Table)> = Vec::new();
    match report.kind {
        Some(kind @ (Kind::Articles | Kind::Zones | Kind::Signoff | Kind::Notes)) => {
            sheets.push((kind.name(), of(Some(kind))));
        }
        None
        | Some(
            Kind::Review
            | Kind::Tags
            | Kind::Authors
            | Kind::Codebook
            | Kind::Crosstab
            | Kind::Orphans
            | Kind::Agreement,
        ) => {}
    }
    sheets.extend([
        ("marks", of(None)),
        ("codebook", of(Some(Kind::Codebook))),
        ("tag×article", table::crosstab(report, Side::Article)),
        ("tag×zone", table::crosstab(report, Side::Zone)),
        ("tag×tag", table::crosstab(report, Side::Tag)),
        ("authors", of(Some(Kind::Authors))),
        ("agreement", of(Some(Kind::Agreement))),
        ("orphans", of(Some(Kind::Orphans))),
    ]);
    let names: Vec<&str> = sheets.iter().map(|(name, _)| *name).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(names.len())),
        ("_rels/.rels".to_owned(), relations(&[("officeDocument".to_owned(), "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml".to_owned(), workbook(&names)),
        ("xl/_rels/workbook.xml.rels".to_owned(), workbook_relations(names.len())),
        ("xl/styles.xml".to_owned(), STYLES.to_owned()),
    ];
    for (index, (_, table)) in sheets.iter().enumerate() {
        parts.push((format!("xl/worksheets/sheet{}.xml", index + 1), worksheet(table, index == 0, lang)));
    }
    let parts: Vec<(String, String)> =
        parts.into_iter().map(|(name, xml)| (name, [DECLARATION, &xml].concat())).collect();
    package::pack(parts.iter().map(|(name, xml)| (name.as_str(), xml.as_bytes())))
}

fn content_types(sheets: usize) -> String {
    const FORMATS: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let mut out = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{FORMATS}.sheet.main+xml\"/>\
         <Override PartName=\"/xl/styles.xml\" ContentType=\"{FORMATS}.styles+xml\"/>"
    );
    for number in 1..=sheets {
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<Override PartName=\"/xl/worksheets/sheet{number}.xml\" ContentType=\"{FORMATS}.worksheet+xml\"/>"
        );
    }
    out + "</Types>\n"
}

/// Relations numbered from 1: the last part of the type, and the target.
fn relations(targets: &[(String, String)]) -> String {
    let mut out = format!("<Relationships xmlns=\"{PACKAGE}/relationships\">");
    for (index, (kind, target)) in targets.iter().enumerate() {
        let number = index + 1;
        let _ =
            write!(out, "<Relationship Id=\"rId{number}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>");
    }
    out + "</Relationships>\n"
}

fn workbook_relations(sheets: usize) -> String {
    let sheet = |number: usize| ("worksheet".to_owned(), format!("worksheets/sheet{number}.xml"));
    let mut targets: Vec<(String, String)> = (1..=sheets).map(sheet).collect();
    targets.push(("styles".to_owned(), "styles.xml".to_owned()));
    relations(&targets)
}

fn workbook(names: &[&str]) -> String {
    let mut out = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>");
    for (index, name) in names.iter().enumerate() {
        let number = index + 1;
        let _ =
            write!(out, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", xml::escaped(name));
    }
    out + "</sheets></workbook>\n"
}

/// One sheet; only the first is the chosen one.
fn worksheet(table: &Table, is_first: bool, lang: Lang) -> String {
    let last = format!("{}{}", column_name(table.columns.len().max(1)), table.rows.len() + 1);
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    let mut out = format!(
        "<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:{last}\"/><sheetViews><sheetView{selected} workbookViewId=\"0\">\
         <pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>"
    );
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| words(cell, lang)).collect()).collect();
    for (index, name) in table.columns.iter().enumerate() {
        let values = rows.iter().filter_map(|row| row.get(index)).map(String::as_str).chain([name.as_str()]);
        let longest =
            |words: &str| words.split('\n').map(|line| cells(line, &Widths::wide())).max().unwrap_or(0);
        let width = values.map(longest).max().unwrap_or(0).clamp(NARROWEST, WIDEST) + 2;
        let number = index + 1;
        let _ = write!(out, "<col min=\"{number}\" max=\"{number}\" width=\"{width}\" customWidth=\"1\"/>");
    }
    out.push_str("</cols><sheetData>");
    row(&mut out, 1, 1, table.columns.iter().map(|name| shown(name).into_owned()));
    for (index, cells) in rows.into_iter().enumerate() {
        row(&mut out, index + 2, 0, cells.into_iter());
    }
    let _ = write!(out, "</sheetData><autoFilter ref=\"A1:{last}\"/></worksheet>");
    out.push('\n');
    out
}

fn row(out: &mut String, number: usize, style: u8, cells: impl Iterator<Item = String>) {
    let _ = write!(out, "<row r=\"{number}\">");
    for (index, words) in cells.enumerate().filter(|(_, words)| !words.is_empty()) {
        let _ = write!(
            out,
            "<c r=\"{}{number}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            column_name(index + 1),
            xml::escaped(&words)
        );
    }
    out.push_str("</row>");
}

/// A cell's words; what is too long ends with a remark that says so.
fn words(cell: &Cell, lang: Lang) -> String {
    let words = match cell {
        Cell::Text(text) => shown(text).into_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    };
    if words.len() <= MOST_UNITS || words.encode_utf16().count() <= MOST_UNITS {
        return words;
    }
    let remark = say::cut(lang, words.chars().count());
    let room = MOST_UNITS - remark.encode_utf16().count();
    let mut used = 0;
    let kept: String = words
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    kept + &remark
}

/// A, B … Z, AA …; 1-based.
fn column_name(mut number: usize) -> String {
    let mut name = String::new();
    while number > 0 {
        let letter = u8::try_from((number - 1) % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        number = (number - 1) / 26;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_their_letters() {
        let names: Vec<String> = [1, 26, 27, 52, 53, 702, 703].into_iter().map(column_name).collect();
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn what_is_too_long_says_so() {
        let long = "批".repeat(40_000);
        let cut = words(&Cell::Text(long), Lang::Zh);
        assert_eq!(cut.encode_utf16().count(), MOST_UNITS);
        assert!(cut.contains("40000"), "{}", cut.chars().rev().take(20).collect::<String>());
        let fits = "批".repeat(MOST_UNITS);
        assert_eq!(words(&Cell::Text(fits.clone()), Lang::Zh), fits);
    }
}
