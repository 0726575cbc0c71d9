//! The quotations of reports in Word and Excel.

use quick_xml::events::Event;
use quick_xml::reader::Reader;
use regex::Regex;

use super::{Place, Quotation, REFERENCE, referred};
use crate::formats::docx::{self, MOST_PART_BYTES, entity};
use crate::formats::package;

/// The quotations of a Word document or a workbook of ours.
pub(super) fn quotations(file: &[u8]) -> Option<Vec<Quotation>> {
    let names = package::names(file)?;
    if names.iter().any(|name| name == "xl/workbook.xml") { from_xlsx(file) } else { from_docx(file) }
}

/// A paragraph or a table's cell that ends with a reference, the words before it.
fn from_docx(file: &[u8]) -> Option<Vec<Quotation>> {
    let text = docx::read(file).ok()?.text;
    let cited = Regex::new(&format!("(?s)^(?:.*?)[\n ]{REFERENCE}$")).ok()?;
    let mut found = Vec::new();
    for (index, block) in text.split("\n\n").enumerate() {
        for cell in block.split('\t') {
            let Some(hit) = cited.captures(cell) else { continue };
            let reference = hit.get(1)?.start();
            let words = cell.get(..reference)?.trim_end_matches(['\n', ' ']);
            found.push(referred(&hit, index + 1, words.to_owned())?);
        }
    }
    (!found.is_empty()
        || package::part(file, "word/styles.xml", MOST_PART_BYTES)? == super::super::docx::STYLES.as_bytes())
    .then_some(found)
}

/// The rows of the first sheet that has the columns of marks.
fn from_xlsx(file: &[u8]) -> Option<Vec<Quotation>> {
    for number in 1..=10 {
        let Some(xml) = package::part(file, &format!("xl/worksheets/sheet{number}.xml"), MOST_PART_BYTES)
        else {
            continue;
        };
        let rows = rows(std::str::from_utf8(&xml).ok()?)?;
        let header = rows.first()?;
        let column = |name: &str| header.iter().find(|(_, words)| words == name).map(|(at, _)| at.clone());
        let (Some(article), Some(para), Some(quote)) =
            (column("article_id"), column("para_no"), column("quote"))
        else {
            continue;
        };
        let (start, end) = (column("start")?, column("end")?);
        let mut found = Vec::new();
        for (index, row) in rows.iter().enumerate().skip(1) {
            let of = |column: &str| row.iter().find(|(at, _)| at == column).map(|(_, words)| words.as_str());
            let number = |column: &str| of(column)?.parse::<usize>().ok();
            let Some(para) = number(&para) else { continue };
            found.push(Quotation {
                line: index + 1,
                article_id: of(&article)?.to_owned(),
                place: Place::Para(para, number(&start).zip(number(&end))),
                words: of(&quote).unwrap_or_default().to_owned(),
            });
        }
        return Some(found);
    }
    None
}

/// The rows of a sheet: the letters of each cell's column with its words.
fn rows(xml: &str) -> Option<Vec<Vec<(String, String)>>> {
    let mut reader = Reader::from_str(xml);
    let mut rows: Vec<Vec<(String, String)>> = Vec::new();
    let mut is_text = false;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return Some(rows),
            Event::DocType(_) => return None,
            Event::Start(tag) => match tag.local_name().as_ref() {
                "row" => rows.push(Vec::new()),
                "c" => {
                    let at = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == "r")?;
                    let column = at.value.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
                    rows.last_mut()?.push((column, String::new()));
                }
                name => is_text = name == "t",
            },
            Event::End(tag) => is_text &= tag.local_name().as_ref() != "t",
            Event::Text(text) if is_text => rows.last_mut()?.last_mut()?.1.push_str(&text),
            Event::GeneralRef(name) if is_text => rows.last_mut()?.last_mut()?.1.push(entity(&name)?),
            Event::Text(_)
            | Event::GeneralRef(_)
            | Event::Empty(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_) => {}
        }
    }
}
