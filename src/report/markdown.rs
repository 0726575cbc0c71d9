//! Reports in Markdown. Each quotation carries where it stands, so that it can be checked later ([`super::verify`]).

use std::fmt::Write as _;

use super::Report;
use super::guard::markdown;
use super::page::{self, Cited, Grid, Lost, Part, Piece, Quote};
use crate::messages::{Lang, report as say};

/// Stands at the end of every report in Markdown, so that a report without quotations is known as one.
pub(super) const SIGNATURE: &str = "<!-- pizhu report 1 -->";

/// Writes any kind.
pub(super) fn render(report: &Report, lang: Lang) -> String {
    let mut out = String::new();
    for part in page::of(report, lang) {
        self::part(&mut out, &part, lang);
    }
    out.push_str(SIGNATURE);
    out.push('\n');
    out
}

/// One part and the blank line after it.
fn part(out: &mut String, part: &Part, lang: Lang) {
    // Writing to a String cannot fail.
    let _ = match part {
        Part::Title(title) => write!(out, "# {}\n\n", markdown(title)),
        Part::Heading(title) => write!(out, "## {}\n\n", markdown(title)),
        Part::Words(words) => write!(out, "{}\n\n", markdown(words)),
        Part::Fields(fields) => {
            for (name, value) in fields {
                let _ = writeln!(out, "- **{}**{}{}", markdown(name), say::colon(lang), markdown(value));
            }
            writeln!(out)
        }
        Part::Table(grid) => writeln!(out, "{}", table(grid)),
        Part::Quote(quote) => writeln!(out, "{}", quoted(quote, lang)),
        Part::Lost(lost) => {
            for one in lost {
                orphan(out, one, lang);
            }
            writeln!(out)
        }
        Part::Bars(_) => Ok(()),
    };
}

fn table(grid: &Grid) -> String {
    let columns: Vec<String> = grid.columns.iter().map(|column| markdown(column)).collect();
    let mut out = format!("| {} |\n|{}\n", columns.join(" | "), " --- |".repeat(columns.len()));
    for row in &grid.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|piece| match piece {
                Piece::Words(words) => markdown(words),
                Piece::Number(number) => number.clone(),
                Piece::Quote(quote) => cited(quote),
            })
            .collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
    out
}

/// `words<br>` and in back ticks the reference.
fn cited(quote: &Cited) -> String {
    let words = markdown(&quote.words);
    quote.reference.as_ref().map_or(words.clone(), |reference| format!("{words}<br>`{reference}`"))
}

fn quoted(quote: &Quote, lang: Lang) -> String {
    let mut out = format!("> {}\n\n", cited(&quote.cited));
    let _ = writeln!(
        out,
        "{}{} {}",
        say::dash(lang),
        markdown(&quote.place),
        markdown(&page::bracketed(&quote.tags))
    );
    if !quote.note.is_empty() {
        let _ = writeln!(out, "\n{}{}{}", say::remark(lang), say::colon(lang), markdown(&quote.note));
    }
    for (old, new) in &quote.drift {
        let (old, new) = (markdown(old), markdown(new));
        let _ = writeln!(out, "\n{}{}{old} → {new}", say::changed(lang), say::colon(lang));
    }
    let _ = writeln!(out, "\n*{}*", markdown(&quote.sign));
    if let Some(context) = &quote.context {
        let _ = writeln!(out, "\n{}{}{}", say::context(lang), say::colon(lang), markdown(context));
    }
    out
}

fn orphan(out: &mut String, lost: &Lost, lang: Lang) {
    let words = [markdown(&lost.note), markdown(&page::bracketed(&lost.tags))];
    let words: Vec<String> = words.into_iter().filter(|words| !words.is_empty()).collect();
    let title = format!("{}《{}》({})", say::dash(lang), markdown(&lost.title), lost.state);
    let sign = markdown(&lost.sign);
    let _ = writeln!(out, "- “{}” {title} {} *{sign}*", markdown(&lost.words), words.join(" "));
}
