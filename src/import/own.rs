//! Articles in the program's own format: what their front matter says is taken as it is said, and nothing is guessed.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike};

use super::drafts::{self, Built};
use super::lines::lines;
use super::page::{Draft, DraftCaption, DraftParagraph, Page, Span};
use crate::formats::article::{self, Source};
use crate::messages::Lang;
use crate::words::{Meta, Severity};

/// An article file that was read: its draft, what it says of its page, and its zone, where it names one.
pub(super) struct Own {
    pub(super) built: Built,
    pub(super) page: Page,
    pub(super) zone: Option<String>,
}

/// Reads a text that begins with a front matter; `None` when it has none, or a broken one.
pub(super) fn read(text: &str, chars: &[char]) -> Option<Own> {
    if !text.starts_with("+++") {
        return None;
    }
    let plain = article::with_plain_line_ends(text);
    let head = article::parse_head(&plain, Source { zone: "", file: "", lang: Lang::En });
    let is_broken = head.is_cut || head.problems.iter().any(|problem| problem.severity == Severity::Error);
    let (front, body) = cut(text)?;
    if is_broken || body == 0 {
        return None;
    }
    let document = Document::parse(text.get(front.clone())?).ok()?;
    let table: &dyn TableLike = document.as_table();
    let places = Places { text, start: front.start };
    let meta = head.meta;
    let mut draft = drafts::empty();
    fields(&mut draft, &meta, table, places);
    draft.captions = captions(&meta, table, places);
    let body_chars = text.get(..body)?.chars().count();
    draft.paragraphs = paragraphs(chars, body_chars);
    let page = Page {
        paper: meta.paper.clone(),
        date: meta.date.clone(),
        page_no: meta.page_no.clone(),
        page_name: meta.page_name.clone(),
        ..Page::default()
    };
    let built = Built { draft, zone_lines: Vec::new(), apart: Vec::new(), together: Vec::new(), start: 1.0 };
    Some(Own { built, page, zone: Some(meta.zone).filter(|zone| !zone.is_empty()) })
}

/// The bytes of the front matter between its fences, and where the body begins.
fn cut(text: &str) -> Option<(Range<usize>, usize)> {
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((start..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Finds where a value's words stand in the file.
#[derive(Clone, Copy)]
struct Places<'a> {
    text: &'a str,
    /// Where the front matter begins, in bytes.
    start: usize,
}

impl Places<'_> {
    /// The characters of one value, its quotes left out.
    fn of(self, item: &Item) -> Vec<Span> {
        item.as_value()
            .and_then(toml_edit::Value::span)
            .and_then(|bytes| self.words(&bytes))
            .into_iter()
            .collect()
    }

    /// The same of a list, or of one value that stands for it.
    fn of_list(self, item: &Item) -> Vec<Span> {
        let Some(array) = item.as_array() else { return self.of(item) };
        array.iter().filter_map(toml_edit::Value::span).filter_map(|bytes| self.words(&bytes)).collect()
    }

    fn words(self, bytes: &Range<usize>) -> Option<Span> {
        let raw = self.text.get(self.start + bytes.start..self.start + bytes.end)?;
        let is_long = raw.len() >= 6 && (raw.starts_with("\"\"\"") || raw.starts_with("'''"));
        let is_quoted = raw.len() >= 2 && raw.starts_with(['"', '\'']);
        let quotes = if is_long { 3 } else { usize::from(is_quoted) };
        let inner = raw.get(quotes..raw.len() - quotes)?;
        let lead = inner.len() - inner.trim_start().len();
        let from = self.start + bytes.start + quotes + lead;
        let start = self.text.get(..from)?.chars().count();
        let length = inner.trim().chars().count();
        (length > 0).then_some((start, start + length))
    }
}

fn fields(draft: &mut Draft, meta: &Meta, table: &dyn TableLike, places: Places<'_>) {
    let one = |key: &str| table.get(key).map_or_else(Vec::new, |item| places.of(item));
    let many = |key: &str| table.get(key).map_or_else(Vec::new, |item| places.of_list(item));
    draft.sources.zone = one("zone");
    draft.sources.title = one("title");
    if !draft.sources.title.is_empty() {
        draft.title.clone_from(&meta.title);
    }
    draft.kicker.clone_from(&meta.kicker);
    draft.sources.kicker = one("kicker");
    draft.deck.clone_from(&meta.deck);
    draft.sources.deck = one("deck");
    draft.dateline.clone_from(&meta.dateline);
    draft.sources.dateline = one("dateline");
    draft.genre.clone_from(&meta.genre);
    draft.sources.genre = one("genre");
    draft.reporters.clone_from(&meta.reporters);
    draft.sources.reporters = many("reporters");
    draft.authors.clone_from(&meta.authors);
    draft.sources.authors = many("authors");
}

fn captions(meta: &Meta, table: &dyn TableLike, places: Places<'_>) -> Vec<DraftCaption> {
    let tables = table.get("captions").and_then(Item::as_array_of_tables);
    let source = |index: usize| {
        let one = tables.and_then(|tables| tables.get(index));
        let of = |key: &str| one.and_then(|one| one.get(key)).map_or_else(Vec::new, |item| places.of(item));
        [of("text"), of("credit")].concat()
    };
    let caption = |(index, caption): (usize, &crate::words::Caption)| DraftCaption {
        text: caption.text.clone(),
        credit: caption.credit.clone(),
        after: caption.after.unwrap_or(0),
        source: source(index),
    };
    meta.captions.iter().enumerate().map(caption).collect()
}

/// The blocks of the body: what stands between blank lines.
fn paragraphs(chars: &[char], body: usize) -> Vec<DraftParagraph> {
    let mut ranges: Vec<Span> = Vec::new();
    for line in lines(chars).into_iter().filter(|line| line.start >= body) {
        match ranges.last_mut().filter(|_| line.gap == 0) {
            Some((_, end)) => *end = line.end,
            None => ranges.push((line.start, line.end)),
        }
    }
    ranges.into_iter().filter_map(|(start, end)| paragraph(chars, start, end)).collect()
}

fn paragraph(chars: &[char], start: usize, end: usize) -> Option<DraftParagraph> {
    let block: String = chars.get(start..end)?.iter().collect();
    let block = article::with_plain_line_ends(&block).into_owned();
    let (kind, text) = article::block(&block);
    let is_subhead = kind == crate::words::BlockKind::Subhead;
    let text = text.trim_start();
    let start = start + block.chars().count() - text.chars().count();
    Some(DraftParagraph {
        text: text.to_owned(),
        is_subhead,
        flags: Vec::new(),
        confidence: 1.0,
        source: vec![(start, end)],
        repairs: Vec::new(),
    })
    .filter(|paragraph| start < end && !paragraph.text.is_empty())
}
