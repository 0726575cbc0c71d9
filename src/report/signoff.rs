//! 签发 as a table: each stage of each article with who signed it, when, for which text, and whether that stands.

use super::Report;
use super::table::{Cell, Table, text};
use crate::messages::{Lang, reader, report as say};

/// A row a sign-off; an article that nobody signed keeps a row. Stages and standings in words for people.
pub(super) fn table(report: &Report, people: Option<Lang>) -> Table {
    let stage = |name: &str| text(&people.map_or(name.to_owned(), |lang| reader::stage(lang, name)));
    let standing = |name: &str| text(&people.map_or(name.to_owned(), |lang| say::standing(lang, name)));
    let mut table = Table::new(&[
        "article_id",
        "zone",
        "title",
        "stage",
        "author",
        "author_name",
        "signed_at",
        "text_sha",
        "standing",
    ]);
    for sheet in &report.sheets {
        let head = || vec![text(&sheet.article_id), text(&sheet.zone), text(&sheet.title)];
        let rows = sheet.sign_offs.iter().map(|sign| {
            vec![
                stage(&sign.stage),
                text(sign.author.as_str()),
                text(&sign.author_name),
                text(&sign.signed.at.to_string()),
                text(&sign.signed.text.to_string()),
                standing(sign.standing.name()),
            ]
        });
        let unsigned =
            vec![Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, standing("unsigned")];
        let none = sheet.sign_offs.is_empty().then_some(unsigned);
        table.rows.extend(rows.chain(none).map(|row| head().into_iter().chain(row).collect::<Vec<_>>()));
    }
    table
}
