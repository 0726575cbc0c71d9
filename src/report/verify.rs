//! Whether the quotations of a written report still stand in today's texts.
//!
//! Reads what [`super::render`] wrote: Markdown, CSV, JSON and JSON Lines. Knows no library: the caller brings the texts.

use regex::Regex;
use serde_json::Value;

use super::guard::{from_markdown, shown, unguarded};
use super::markdown::SIGNATURE;
use crate::query::dossier::chars;
use crate::words::Article;

/// A quotation as a report gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The line of the report that it stands in, 1-based; a row's number for JSON.
    pub line: usize,
    /// The article's id.
    pub article_id: String,
    /// The paragraph.
    pub para: usize,
    /// Where in the paragraph, in characters, when the report says so.
    pub span: Option<(usize, usize)>,
    /// The words, as the report shows them.
    pub words: String,
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
pub fn quotations(file: &str) -> Option<Vec<Quotation>> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file);
    let is_json = file.trim_start().starts_with('{');
    if is_json {
        return from_json(file);
    }
    if file.lines().next().is_some_and(|first| first.contains("article_id") && first.contains("quote")) {
        return from_csv(file);
    }
    from_md(file)
}

/// How a quotation fares in the article it names.
pub fn standing(quotation: &Quotation, article: &Article) -> Standing {
    let holds = |text: &str| !quotation.words.is_empty() && shown(text).contains(&quotation.words);
    let named = article.block_text(quotation.para);
    let is_whole = |text: &str| {
        let words = quotation.span.map_or(Some(text), |span| chars(text, span));
        words.is_some_and(|words| shown(words) == quotation.words)
    };
    if named.is_some_and(|text| is_whole(text) || holds(text)) {
        return Standing::Stands;
    }
    let elsewhere = article.iter_blocks().find(|(_, _, text)| holds(text));
    elsewhere.map_or(Standing::Gone, |(ordinal, _, _)| Standing::Elsewhere(ordinal))
}

/// `words<br>` and a reference in back ticks, in a table's cell or behind `> `.
fn from_md(file: &str) -> Option<Vec<Quotation>> {
    let reference =
        Regex::new(r"<br>`([a-z0-9._-]{1,80})#([0-9]{1,9})@[0-9a-f]{16}\[([0-9]{1,9}),([0-9]{1,9})\]`")
            .ok()?;
    let mut found = Vec::new();
    for (index, line) in file.lines().enumerate() {
        for hit in reference.captures_iter(line) {
            let number = |group: usize| hit.get(group)?.as_str().parse::<usize>().ok();
            let before = line.get(..hit.get(0)?.start())?;
            found.push(Quotation {
                line: index + 1,
                article_id: hit.get(1)?.as_str().to_owned(),
                para: number(2)?,
                span: number(3).zip(number(4)),
                words: from_markdown(cell_before(before)),
            });
        }
    }
    (!found.is_empty() || file.contains(SIGNATURE)).then_some(found)
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
            para,
            span: number(start).zip(number(end)),
            words: unguarded(record.get(quote)?).to_owned(),
        });
    }
    Some(found)
}

/// One object with rows, or an object a line.
fn from_json(file: &str) -> Option<Vec<Quotation>> {
    let rows: Vec<Value> = match serde_json::from_str::<Value>(file) {
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
        found.push(Quotation { line: index + 1, article_id, para, span, words: shown(words).into_owned() });
    }
    Some(found)
}
