//! The short way to edit a file: only the records that change are parsed for editing, all other bytes stay where
//! they are. Gives up, for the long way to be gone, wherever the file is not laid out as this program writes it.

use std::ops::Range;

use toml_edit::DocumentMut;

use super::write::edit_mark;
use crate::words::{Annotations, Mark, MarkId};

/// More records than this are edited in one go, all of the file parsed.
const MOST: usize = 16;

/// The source with the marks changed that differ; `None` when more than marks differs, when one is gone, or when the
/// layout is not ours. What comes of it is to be read again and compared by the caller.
pub(super) fn edit(source: &str, from: &Annotations, to: &Annotations) -> Option<String> {
    let is_ours = from.author_name == to.author_name
        && from.read == to.read
        && from.signs == to.signs
        && from.dismissed == to.dismissed
        && from.marks.iter().all(|mark| to.mark(mark.id).is_some());
    let changed: Vec<(Option<&Mark>, &Mark)> = to
        .marks
        .iter()
        .map(|mark| (from.mark(mark.id), mark))
        .filter(|(old, mark)| *old != Some(*mark))
        .take(MOST + 1)
        .collect();
    if !is_ours || changed.len() > MOST || changed.is_empty() || !source.ends_with('\n') {
        return None;
    }
    let records = records(source)?;
    let mut pieces: Vec<(Range<usize>, String)> = Vec::new();
    for (old, mark) in changed {
        let found = records.iter().find(|record| record.id == mark.id);
        pieces.push(match (old, found) {
            (Some(old), Some(record)) => {
                let piece = edited(source.get(record.bytes.clone())?, Some(old), mark)?;
                (record.bytes.clone(), piece)
            }
            (None, None) if records.last()?.id < mark.id => {
                let at = records.last()?.statements_end;
                let header = format!("\n[mark.{}]\n", mark.id);
                (at..at, edited(&header, None, mark)?)
            }
            _ => return None,
        });
    }
    let mut out = String::with_capacity(source.len() + 1024);
    let mut done = 0;
    // Changed records stand in the order of their ids, new ones behind them: so do their places.
    for (place, piece) in pieces {
        out.push_str(source.get(done..place.start)?);
        out.push_str(&piece);
        done = place.end;
    }
    out.push_str(source.get(done..)?);
    Some(out)
}

/// One record's text with the fields changed that differ.
fn edited(text: &str, old: Option<&Mark>, mark: &Mark) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let marks = document.get_mut("mark")?.as_table_mut()?;
    let table = marks.get_mut(&mark.id.to_string())?.as_table_like_mut()?;
    edit_mark(table, old, mark);
    Some(document.to_string())
}

/// A `[mark.…]` table of the source.
struct Record {
    id: MarkId,
    /// From its header to the next table's.
    bytes: Range<usize>,
    /// Behind the line end of its last key.
    statements_end: usize,
}

/// The marks' tables in order; `None` unless each is one table of its own, ascending, under a header as we write it.
fn records(source: &str) -> Option<Vec<Record>> {
    let mut records: Vec<Record> = Vec::new();
    let mut is_open = false;
    let mut lines = Lines { source, at: 0 };
    while let Some(line) = lines.next()? {
        let text = source.get(line.clone())?.trim();
        if text.starts_with('[') {
            if let Some(last) = records.last_mut().filter(|_| is_open) {
                last.bytes.end = line.start;
            }
            let name = text.strip_prefix("[mark.").and_then(|rest| rest.strip_suffix(']'));
            let id = name.and_then(|name| {
                let id = MarkId(uuid::Uuid::try_parse(name).ok()?);
                (id.to_string() == name).then_some(id)
            });
            // Other tables are let be, but not below a mark, and not marks in another spelling.
            if id.is_none() && text.starts_with("[mark") {
                return None;
            }
            is_open = id.is_some();
            if let Some(id) = id {
                if records.last().is_some_and(|last| last.id >= id) {
                    return None;
                }
                let bytes = line.start..source.len();
                records.push(Record { id, bytes, statements_end: line.end });
            }
        } else if let Some(last) = records.last_mut().filter(|_| is_open)
            && !text.is_empty()
            && !text.starts_with('#')
        {
            last.statements_end = line.end;
        }
    }
    Some(records)
}

/// Goes through the source by statements: a line, or several where a string or an array goes on.
struct Lines<'a> {
    source: &'a str,
    at: usize,
}

impl Lines<'_> {
    /// The bytes of the next statement, line end included: `Some(None)` at the end, `None` when it is cut short.
    #[expect(clippy::option_option, reason = "the end and a cut statement are two things")]
    fn next(&mut self) -> Option<Option<Range<usize>>> {
        let start = self.at;
        let bytes = self.source.as_bytes();
        if start >= bytes.len() {
            return Some(None);
        }
        let is_header = self.source.get(start..)?.trim_start_matches([' ', '\t']).starts_with('[');
        let mut depth = 0_usize;
        let mut at = start;
        loop {
            match *bytes.get(at)? {
                b'\n' if depth == 0 => break,
                b'#' => at = line_end(bytes, at)?,
                quote @ (b'"' | b'\'') => at = string_end(bytes, at, quote)?,
                b'[' | b'{' if !is_header => (depth, at) = (depth + 1, at + 1),
                b']' | b'}' if !is_header => (depth, at) = (depth.checked_sub(1)?, at + 1),
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(Some(start..at + 1))
    }
}

/// Where the line ends that a comment stands in.
fn line_end(bytes: &[u8], from: usize) -> Option<usize> {
    Some(from + bytes.get(from..)?.iter().position(|byte| *byte == b'\n')?)
}

/// Behind the closing quotes of the string that begins here.
fn string_end(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let is_long = bytes.get(from..from + 3) == Some(&[quote; 3]);
    let mut at = from + if is_long { 3 } else { 1 };
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            b'\n' if !is_long => return None,
            byte if byte == quote && !is_long => return Some(at + 1),
            byte if byte == quote && bytes.get(at..at + 3) == Some(&[quote; 3]) => {
                // Up to two quotes may stand before the three that close.
                let extra = bytes.get(at + 3..)?.iter().take(2).take_while(|byte| **byte == quote).count();
                return Some(at + 3 + extra);
            }
            _ => at += 1,
        }
    }
}
