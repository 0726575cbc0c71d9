//! Reports as a Word document (ECMA-376), for Word, WPS and its kin: headings, quotations and tables, no field, no macro.

use std::fmt::Write as _;

use super::Report;
use super::guard::shown;
use super::page::{self, Cited, Grid, Lost, Part, Piece, Quote};
use crate::formats::{package, xml};
use crate::messages::{Lang, report as say};

const TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONS: &str = include_str!("docx/rels.xml");
const DOCUMENT_RELATIONS: &str = include_str!("docx/document_rels.xml");
pub(super) const STYLES: &str = include_str!("docx/styles.xml");

/// The document's beginning, up to its first paragraph.
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
    <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
/// A4, upright.
const TAIL: &str = "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
    <w:pgMar w:top=\"1247\" w:right=\"1134\" w:bottom=\"1247\" w:left=\"1134\" w:header=\"720\" w:footer=\"720\" w:gutter=\"0\"/>\
    </w:sectPr></w:body></w:document>\n";
/// The text's width, in twentieths of a point.
const WIDTH: usize = 9638;

/// Writes any kind.
pub(super) fn render(report: &Report, lang: Lang) -> Option<Vec<u8>> {
    let mut out = HEAD.to_owned();
    for part in page::of(report, lang) {
        self::part(&mut out, &part, lang);
    }
    out.push_str(TAIL);
    package::pack([
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", out.as_bytes()),
        ("word/styles.xml", STYLES.as_bytes()),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.as_bytes()),
    ])
}

fn part(out: &mut String, part: &Part, lang: Lang) {
    match part {
        Part::Title(title) => paragraph(out, "Title", &run(title, "")),
        Part::Heading(title) => paragraph(out, "Heading1", &run(title, "")),
        Part::Words(words) => paragraph(out, "", &run(words, "")),
        Part::Fields(fields) => {
            for (name, value) in fields {
                paragraph(
                    out,
                    "",
                    &(run(&[name.as_str(), &say::colon(lang)].concat(), BOLD) + &run(value, "")),
                );
            }
        }
        Part::Table(grid) => table(out, grid),
        Part::Quote(quote) => quoted(out, quote, lang),
        Part::Lost(lost) => {
            for one in lost {
                orphan(out, one, lang);
            }
        }
        Part::Bars(_) => {}
    }
}

/// Properties of runs.
const BOLD: &str = "<w:b/>";
const SMALL: &str = "<w:color w:val=\"666666\"/><w:sz w:val=\"16\"/>";
const STRUCK: &str = "<w:strike/>";

/// Words with properties; line ends become breaks.
fn run(words: &str, properties: &str) -> String {
    let shown = shown(words);
    let lines: Vec<String> = shown
        .split('\n')
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", xml::escaped(line)))
        .collect();
    let properties =
        if properties.is_empty() { String::new() } else { ["<w:rPr>", properties, "</w:rPr>"].concat() };
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

fn paragraph(out: &mut String, style: &str, runs: &str) {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")
    };
    // Writing to a String cannot fail.
    let _ = write!(out, "<w:p>{style}{runs}</w:p>");
}

/// The words, a break and the reference, which [`super::verify`] reads.
fn cited(quote: &Cited) -> String {
    let reference = quote
        .reference
        .as_ref()
        .map_or_else(String::new, |one| ["<w:r><w:br/></w:r>", &run(one, SMALL)].concat());
    run(&quote.words, "") + &reference
}

fn quoted(out: &mut String, quote: &Quote, lang: Lang) {
    paragraph(out, "Quote", &cited(&quote.cited));
    let tags = page::bracketed(&quote.tags);
    paragraph(out, "Caption", &run(&format!("{}{} {tags}", say::dash(lang), quote.place), ""));
    let named = |name: &str| run(&[name, &say::colon(lang)].concat(), BOLD);
    if !quote.note.is_empty() {
        paragraph(out, "Caption", &(named(&say::remark(lang)) + &run(&quote.note, "")));
    }
    for (old, new) in &quote.drift {
        let change = run(old, STRUCK) + &run(" → ", "") + &run(new, "");
        paragraph(out, "Caption", &(named(&say::changed(lang)) + &change));
    }
    if let Some(context) = &quote.context {
        paragraph(out, "Caption", &(named(&say::context(lang)) + &run(context, "")));
    }
    paragraph(out, "Caption", &run(&quote.sign, SMALL));
}

fn orphan(out: &mut String, lost: &Lost, lang: Lang) {
    let tags = page::bracketed(&lost.tags);
    let place = format!("{}《{}》({})", say::dash(lang), lost.title, lost.state);
    let words = format!("“{}” {place} {} {tags} ", lost.words, lost.note);
    paragraph(out, "", &(run(&words, "") + &run(&lost.sign, SMALL)));
}

/// A table as wide as the page, its header repeated on every one.
fn table(out: &mut String, grid: &Grid) {
    let count = grid.columns.len().max(1);
    let column = format!("<w:gridCol w:w=\"{}\"/>", WIDTH / count);
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/>\
         <w:tblLayout w:type=\"autofit\"/></w:tblPr><w:tblGrid>{}</w:tblGrid>",
        column.repeat(count)
    );
    let head: String = grid.columns.iter().map(|name| cell(&run(name, BOLD), "")).collect();
    let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>");
    for row in &grid.rows {
        let cells: String = row
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => cell(&run(words, ""), ""),
                Piece::Number(number) => cell(&run(number, ""), "<w:jc w:val=\"right\"/>"),
                Piece::Quote(quote) => cell(&cited(quote), ""),
            })
            .collect();
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>");
    }
    // A table wants a paragraph behind it.
    out.push_str("</w:tbl><w:p/>");
}

fn cell(runs: &str, properties: &str) -> String {
    format!(
        "<w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/></w:tcPr>\
         <w:p><w:pPr><w:pStyle w:val=\"Cell\"/>{properties}</w:pPr>{runs}</w:p></w:tc>"
    )
}
