//! A table for a terminal: columns as wide as what stands in them, numbers to the right.

use crate::report::{Cell, Table};
use crate::text::{Clean, Widths, cells, pad};

/// Draws a table; each line ends with LF.
pub(super) fn draw(table: &Table, widths: Widths) -> String {
    let shown = |cell: &Cell| match cell {
        Cell::Text(text) => Clean::new(&text.replace('\n', " ")).as_str().to_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => format!("{number:.3}"),
        Cell::Empty => String::new(),
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(shown).collect()).collect();
    let column_cells = |column: usize, name: &str| {
        let values = rows.iter().filter_map(|row| row.get(column)).map(|value| cells(value, &widths));
        values.chain([cells(name, &widths)]).max().unwrap_or(0)
    };
    let measures: Vec<usize> =
        table.columns.iter().enumerate().map(|(column, name)| column_cells(column, name)).collect();
    let is_number = |column: usize| {
        table.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Count(_) | Cell::Number(_))))
    };
    let mut out = String::new();
    for row in std::iter::once(&table.columns).chain(&rows) {
        let fields = row.iter().zip(&measures).enumerate().map(|(column, (value, measure))| {
            let room = " ".repeat(measure.saturating_sub(cells(value, &widths)));
            if is_number(column) { room + value } else { pad(value, *measure, &widths) }
        });
        out.push_str(fields.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
    }
    out
}
