//! Tables as CSV, JSON and JSON Lines.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::guard::csv_cell;
use super::table::{Cell, Table};
use super::{Report, table};
use crate::formats::json as print;

/// The version of the shape of JSON reports.
const SCHEMA: u32 = 1;

/// CSV in UTF-8, lines ending CRLF as RFC 4180 has it; with a byte order mark for Excel.
pub(super) fn csv(table: &Table, has_bom: bool) -> Option<Vec<u8>> {
    let start = if has_bom { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
    writer.write_record(table.columns.iter().map(|column| csv_cell(column))).ok()?;
    for row in &table.rows {
        writer.write_record(row.iter().map(in_csv)).ok()?;
    }
    writer.into_inner().ok()
}

fn in_csv(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => csv_cell(text),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Empty => String::new(),
    }
}

/// `{"schema","kind","query","rows":[…]}`; a review also tells what it counted.
pub(super) fn json(report: &Report, table: &Table) -> Option<Vec<u8>> {
    let kind = report.kind.map_or("marks", super::Kind::name);
    let mut head = vec![("schema", json!(SCHEMA)), ("kind", json!(kind)), ("query", json!(report.query))];
    if report.kind == Some(super::Kind::Review) {
        let rate = &report.rate;
        head.push((
            "summary",
            json!({
                "articles": report.sheets.len(),
                "chars": rate.chars,
                "errors": table::rounded(rate.errors),
                "errors_per_10000": rate.per_10_000().map(table::rounded),
                "pass_per_10000": rate.pass_per_10_000,
                "passes": rate.passes(),
            }),
        ));
    }
    let mut out = String::from("{");
    for (key, value) in head {
        write!(out, "{}:{},", print::render(&key).ok()?, print::render(&value).ok()?).ok()?;
    }
    if !table::has_marks(report.kind) {
        let lost = objects(&table::orphans(report));
        write!(out, "\"orphans\":{},", print::render(&lost).ok()?).ok()?;
    }
    let rows = objects(table);
    out.push_str("\"rows\":");
    out.push_str(print::render_rows(&rows).ok()?.trim_end());
    out.push_str("}\n");
    Some(out.into_bytes())
}

/// One object a line.
pub(super) fn jsonl(table: &Table) -> Option<Vec<u8>> {
    let mut out = String::new();
    for row in &table.rows {
        out.push_str(&print::render(&object(table, row)).ok()?);
        out.push('\n');
    }
    Some(out.into_bytes())
}

/// Every row as an object.
pub(super) fn objects(table: &Table) -> Vec<Value> {
    table.rows.iter().map(|row| object(table, row)).collect()
}

fn object(table: &Table, row: &[Cell]) -> Value {
    let pairs = table.columns.iter().zip(row).map(|(column, cell)| {
        let value = match cell {
            Cell::Text(text) => json!(text),
            Cell::Count(count) => json!(count),
            Cell::Number(number) => json!(number),
            Cell::Empty => Value::Null,
        };
        (column.clone(), value)
    });
    Value::Object(pairs.collect::<Map<_, _>>())
}
