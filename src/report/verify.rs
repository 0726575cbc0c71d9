//! Whether the quotations of a written report still stand in today's texts.
//!
//! Reads what [`super::render`] wrote: Markdown, HTML, CSV, JSON, JSON Lines, W3C annotations, Word and Excel. Knows no
//! library: the caller brings the texts.

use regex::Regex;
use serde_json::Value;

use super::guard::{from_markdown, shown, unguarded};
use super::html;
use super::markdown::SIGNATURE;
use crate::query::dossier::chars;
use crate::words::Article;

mod packages;

/// A quotation as a report gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The line of the report that it stands in, 1-based; a row's number for JSON.
    pub line: usize,
    /// The article's id.
    pub article_id: String,
    /// Where it stands.
    pub place: Place,
    /// The words, as the report shows them.
    pub words: String,
}

/// Where a report says that a quotation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a paragraph; where in it, in characters, when the report says so.
    Para(usize, Option<(usize, usize)>),
    /// At these characters of the article's text.
    Text(usize, usize),
}

/// How a quotation fares in today's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The words stand in the paragraph it names.
    Stands,
    /// They stand in another paragraph.
    Elsewhere(usize),
    /// They stand nowhere in the article.
    Gone,
}

/// The quotations of a report, marks without a place left out; `None` when the file is no report of ours.
pub fn quotations(file: &[u8]) -> Option<Vec<Quotation>> {
    if file.starts_with(b"PK") {
        return packages::quotations(file);
    }
    let text = String::from_utf8_lossy(file);
    let file = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let start = file.trim_start();
    if start.starts_with('{') {
        return from_json(file);
    }
    if start.starts_with("<!DOCTYPE html>") {
        return from_html(file);
    }
    if file.lines().next().is_some_and(|first| first.contains("article_id") && first.contains("quote")) {
        return from_csv(file);
    }
    from_md(file)
}

/// How a quotation fares in the article it names.
pub fn standing(quotation: &Quotation, article: &Article) -> Standing {
    let holds = |text: &str| !quotation.words.is_empty() && shown(text).contains(&quotation.words);
    let is_it = |text: Option<&str>| text.is_some_and(|words| shown(words) == quotation.words);
    let stands = match quotation.place {
        Place::Para(para, span) => article
            .block_text(para)
            .is_some_and(|text| is_it(span.map_or(Some(text), |span| chars(text, span))) || holds(text)),
        Place::Text(start, end) => is_it(chars(&article.text, (start, end))),
    };
    if stands {
        return Standing::Stands;
    }
    let elsewhere = article.iter_blocks().find(|(_, _, text)| holds(text));
    elsewhere.map_or(Standing::Gone, |(ordinal, _, _)| Standing::Elsewhere(ordinal))
}

/// A quotation's reference, `article#paragraph@hash[start,end]`, as a pattern with four groups.
const REFERENCE: &str = r"([a-z0-9._-]{1,80})#([0-9]{1,9})@[0-9a-f]{16}\[([0-9]{1,9}),([0-9]{1,9})\]";

/// The quotation that a reference and the words before it make; the groups are those of [`REFERENCE`].
fn referred(hit: &regex::Captures<'_>, line: usize, words: String) -> Option<Quotation> {
    let number = |group: usize| hit.get(group)?.as_str().parse::<usize>().ok();
    let place = Place::Para(number(2)?, number(3).zip(number(4)));
    Some(Quotation { line, article_id: hit.get(1)?.as_str().to_owned(), place, words })
}

/// `words<br>` and a reference in back ticks, in a table's cell or behind `> `.
fn from_md(file: &str) -> Option<Vec<Quotation>> {
    let reference = Regex::new(&format!("<br>`{REFERENCE}`")).ok()?;
    let mut found = Vec::new();
    for (index, line) in file.lines().enumerate() {
        for hit in reference.captures_iter(line) {
            let before = line.get(..hit.get(0)?.start())?;
            found.push(referred(&hit, index + 1, from_markdown(cell_before(before)))?);
        }
    }
    (!found.is_empty() || file.contains(SIGNATURE)).then_some(found)
}

/// `<q>words</q><code>reference</code>`.
fn from_html(file: &str) -> Option<Vec<Quotation>> {
    if !file.contains(html::SIGNATURE) {
        return None;
    }
    let quoted = Regex::new(&format!("(?s)<code>{REFERENCE}</code>")).ok()?;
    let mut found = Vec::new();
    for hit in quoted.captures_iter(file) {
        let at = hit.get(0)?.start();
        let before = file.get(..at)?.strip_suffix("</q>")?;
        let words = before.get(before.rfind("<q>")? + 3..)?;
        let line = before.matches('\n').count() + 1;
        found.push(referred(&hit, line, html::unescaped(words))?);
    }
    Some(found)
}

/// The words between the cell's or quotation's beginning and its reference.
fn cell_before(before: &str) -> &str {
    if let Some(words) = before.strip_prefix("> ") {
        return words;
    }
    let mut is_escaped = false;
    let mut start = 0;
    for (at, c) in before.char_indices() {
        if c == '|' && !is_escaped {
            start = at + 1;
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    let words = before.get(start..).unwrap_or("");
    words.strip_prefix(' ').unwrap_or(words)
}

fn from_csv(file: &str) -> Option<Vec<Quotation>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.as_bytes());
    let header = reader.headers().ok()?.clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let (article, para, quote) = (column("article_id")?, column("para_no")?, column("quote")?);
    let (start, end) = (column("start"), column("end"));
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.ok()?;
        let number = |column: Option<usize>| record.get(column?)?.parse::<usize>().ok();
        let Some(para) = number(Some(para)) else { continue };
        found.push(Quotation {
            line: record.position().and_then(|at| usize::try_from(at.line()).ok()).unwrap_or(0),
            article_id: unguarded(record.get(article)?).to_owned(),
            place: Place::Para(para, number(start).zip(number(end))),
            words: unguarded(record.get(quote)?).to_owned(),
        });
    }
    Some(found)
}

/// One object with rows, an object a line, or a collection of annotations.
fn from_json(file: &str) -> Option<Vec<Quotation>> {
    let rows: Vec<Value> = match serde_json::from_str::<Value>(file) {
        Ok(whole) if whole.get("type").and_then(Value::as_str) == Some("AnnotationCollection") => {
            return Some(from_w3c(&whole));
        }
        Ok(Value::Object(mut whole)) if whole.contains_key("rows") => match whole.remove("rows") {
            Some(Value::Array(rows)) => rows,
            _ => return None,
        },
        Ok(one) => vec![one],
        Err(_) => file.lines().map(serde_json::from_str).collect::<Result<_, _>>().ok()?,
    };
    let mut found = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let article_id = row.get("article_id")?.as_str()?.to_owned();
        let number = |key: &str| row.get(key)?.as_u64().and_then(|n| usize::try_from(n).ok());
        let (Some(para), Some(words)) = (number("para_no"), row.get("quote").and_then(Value::as_str)) else {
            continue;
        };
        let span = number("start").zip(number("end"));
        let place = Place::Para(para, span);
        found.push(Quotation { line: index + 1, article_id, place, words: shown(words).into_owned() });
    }
    Some(found)
}

/// The targets of annotations that have a position; `line` is the annotation's number.
fn from_w3c(collection: &Value) -> Vec<Quotation> {
    let items = collection.pointer("/first/items").and_then(Value::as_array);
    let quotation = |(index, item): (usize, &Value)| {
        let selectors = item.pointer("/target/selector")?.as_array()?;
        let of =
            |kind: &str| selectors.iter().find(|one| one.get("type").and_then(Value::as_str) == Some(kind));
        let number = |key: &str| usize::try_from(of("TextPositionSelector")?.get(key)?.as_u64()?).ok();
        let source = item.pointer("/target/source")?.as_str()?;
        Some(Quotation {
            line: index + 1,
            article_id: source.rsplit(':').next()?.to_owned(),
            place: Place::Text(number("start")?, number("end")?),
            words: shown(of("TextQuoteSelector")?.get("exact")?.as_str()?).into_owned(),
        })
    };
    items.into_iter().flatten().enumerate().filter_map(quotation).collect()
}
