//! The TOML between the `+++` lines of an article.
//!
//! Lenient where the meaning is plain (a number for a page, one name for a list of names); what cannot be
//! read is named with its place, and every line that parses on its own still counts.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike};

use super::{Head, Source, is_fence, plain};
use crate::messages::{library as say, syntax};
use crate::words::problem::line_column;
use crate::words::{Caption, Meta, Problem, Repair, Severity};

/// Reads the front matter of a text whose first line is a fence.
pub(super) fn parse(text: &str, source: Source<'_>) -> Head {
    let start = text.find('\n').map_or(text.len(), |lf| lf + 1);
    let mut end = start;
    let mut body_bytes = None;
    for line in text.get(start..).unwrap_or("").split_inclusive('\n') {
        if is_fence(line) {
            body_bytes = Some(end + line.len());
            break;
        }
        end += line.len();
    }
    let Some(body_bytes) = body_bytes else { return unclosed(text, start, source) };
    let front = text.get(start..end).unwrap_or("");
    if let Some(meta) = plain::read(front) {
        return Head { meta, body_bytes, ..Head::default() };
    }
    let mut reading = Reading { text, start, source, head: Head { body_bytes, ..Head::default() } };
    reading.table(front);
    reading.head
}

/// A front matter without an end: the lines up to the first blank one are read for what they say.
fn unclosed(text: &str, start: usize, source: Source<'_>) -> Head {
    let rest = text.get(start..).unwrap_or("");
    let length = rest.find("\n\n").map_or(0, |end| end + 1);
    let mut reading = Reading {
        text,
        start,
        source,
        head: Head { body_bytes: start + length, is_cut: true, ..Head::default() },
    };
    reading.problem(0..0, "article.front-matter-open", say::front_matter_open(source.lang));
    reading.salvage(rest.get(..length).unwrap_or(""));
    reading.title_or_stem();
    reading.head
}

/// A front matter being read.
struct Reading<'a> {
    text: &'a str,
    start: usize,
    source: Source<'a>,
    head: Head,
}

impl Reading<'_> {
    /// Notes a problem at a byte range of the whole text (an empty range at 0 means the first line).
    fn problem(&mut self, range: Range<usize>, code: &'static str, message: String) {
        let (line, column) = line_column(self.text, range.start);
        let source_line = self.text.lines().nth(line - 1).unwrap_or("");
        let problem = Problem::error(self.source.file, line, column, code, message)
            .in_line(source_line)
            .with_hint(say::mend_front_matter(self.source.lang));
        self.head.problems.push(problem);
    }

    /// Reads the whole table, or its lines one by one when it does not parse.
    fn table(&mut self, front: &str) {
        match Document::parse(front) {
            Ok(document) => self.fields(document.as_table(), self.start),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let message =
                    say::not_toml(self.source.lang, syntax::what(self.source.lang, error.message()));
                self.problem(self.start + span.start..self.start + span.end, "article.front-matter", message);
                self.salvage(front);
            }
        }
        self.title_or_stem();
    }

    /// Takes every line that is TOML on its own.
    fn salvage(&mut self, front: &str) {
        let lines = front.lines().take_while(|line| !line.trim_start().starts_with('['));
        let sound: Vec<&str> = lines.filter(|line| Document::parse(*line).is_ok()).collect();
        for line in sound {
            if let Ok(document) = Document::parse(line) {
                let before = self.head.problems.len();
                self.fields(document.as_table(), 0);
                // Places within a line taken alone are not places of the file.
                self.head.problems.truncate(before);
            }
        }
    }

    /// An article always has a title; a file that names none is told so.
    fn title_or_stem(&mut self) {
        if self.head.meta.title.trim().is_empty() {
            self.source.stem().clone_into(&mut self.head.meta.title);
            if self.head.problems.is_empty() {
                self.problem(0..0, "article.no-title", say::no_title(self.source.lang));
            }
        }
    }

    /// Reads the known keys; unknown ones stay in the file untouched.
    fn fields(&mut self, table: &dyn TableLike, base: usize) {
        for (key, item) in table.iter() {
            let at = item.span().map_or(base..base, |span| base + span.start..base + span.end);
            let taken = match key {
                "reporters" => names(item).map(|names| self.head.meta.reporters = names),
                "authors" => names(item).map(|names| self.head.meta.authors = names),
                "captions" => captions(item).map(|captions| self.head.meta.captions = captions),
                "import" => {
                    self.head.meta.repairs = repairs(item);
                    Some(())
                }
                "title" | "zone" | "kicker" | "deck" | "date" | "paper" | "page_no" | "page_name"
                | "dateline" | "genre" | "source" => {
                    words(item).map(|words| set(&mut self.head.meta, key, words))
                }
                _ => Some(()),
            };
            if taken.is_none() {
                self.problem(at, "article.field", say::wrong_type(self.source.lang, key));
                if key != "title"
                    && let Some(problem) = self.head.problems.last_mut()
                {
                    problem.severity = Severity::Warning;
                }
            }
        }
    }
}

/// Sets one field of text; a blank one counts as absent.
pub(super) fn set(meta: &mut Meta, key: &str, words: String) {
    let field = match key {
        "title" => return meta.title = words,
        "zone" => return words.trim().clone_into(&mut meta.zone),
        "kicker" => &mut meta.kicker,
        "deck" => &mut meta.deck,
        "date" => &mut meta.date,
        "paper" => &mut meta.paper,
        "page_no" => &mut meta.page_no,
        "page_name" => &mut meta.page_name,
        "dateline" => &mut meta.dateline,
        "genre" => &mut meta.genre,
        _ => &mut meta.source,
    };
    *field = (!words.trim().is_empty()).then_some(words);
}

/// A field of text: a string, or a number or date as written.
fn words(item: &Item) -> Option<String> {
    let value = item.as_value()?;
    if let Some(text) = value.as_str() {
        return Some(super::with_plain_line_ends(text).into_owned());
    }
    value
        .as_integer()
        .map(|number| number.to_string())
        .or_else(|| value.as_datetime().map(ToString::to_string))
        .or_else(|| value.as_float().map(|number| number.to_string()))
}

/// A list of names: an array of strings, or one string.
fn names(item: &Item) -> Option<Vec<String>> {
    if let Some(one) = item.as_str() {
        return Some(if one.trim().is_empty() { Vec::new() } else { vec![one.to_owned()] });
    }
    item.as_array()?.iter().map(|value| value.as_str().map(ToOwned::to_owned)).collect()
}

/// What import repaired or found lost; what is not of its shape is left out.
fn repairs(item: &Item) -> Vec<Repair> {
    let tables = item.get("repairs").and_then(Item::as_array_of_tables);
    let repair = |table: &Table| {
        let text = |key: &str| table.get(key).and_then(Item::as_str).map(ToOwned::to_owned);
        Some(Repair {
            name: text("name")?,
            para: usize::try_from(table.get("para")?.as_integer()?).ok()?,
            state: text("state").unwrap_or_else(|| "proposed".to_owned()),
        })
    };
    tables.into_iter().flatten().filter_map(repair).collect()
}

/// The captions: an array of tables, or an inline array of them.
fn captions(item: &Item) -> Option<Vec<Caption>> {
    let caption = |table: &dyn TableLike| {
        let text = table.get("text")?.as_str()?;
        let credit = table.get("credit").and_then(Item::as_str).filter(|credit| !credit.trim().is_empty());
        let after = table.get("after").and_then(Item::as_integer).and_then(|n| usize::try_from(n).ok());
        Some(Caption {
            text: super::with_plain_line_ends(text).into_owned(),
            credit: credit.map(ToOwned::to_owned),
            after,
        })
    };
    if let Some(tables) = item.as_array_of_tables() {
        return tables.iter().map(|table| caption(table)).collect();
    }
    item.as_array()?.iter().map(|value| caption(value.as_inline_table()?)).collect()
}

/// What the TOML parser makes of a front matter without its fences, whatever [`plain`] says.
#[cfg(test)]
pub(super) fn by_parser(front: &str, source: Source<'_>) -> Head {
    let mut reading = Reading { text: front, start: 0, source, head: Head::default() };
    reading.table(front);
    reading.head
}
