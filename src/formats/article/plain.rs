//! Front matter as programs write it, read without a TOML parser: bare keys, strings without escapes, whole numbers,
//! lists on one line, tables.
//!
//! Knows only what it surely reads as the parser does, and gives up on anything else: dates, escapes, comments, quoted
//! keys, a key or table that stands twice. A library of 100,000 articles is listed twenty times faster for it.

use super::front::set;
use crate::words::{Caption, Meta};

/// A value that is plain.
enum Plain<'a> {
    /// A string.
    Text(&'a str),
    /// A list of strings.
    Texts(Vec<&'a str>),
    /// A whole number, as written.
    Number(&'a str),
    /// Something else that parses, such as nested lists of numbers.
    Other,
}

/// Reads a front matter without its fences; `None` when it is not plain, or when something in it would be a problem.
pub(super) fn read(front: &str) -> Option<Meta> {
    let mut meta = Meta::default();
    let mut tables: Vec<&str> = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    let mut taken: Vec<(&str, &str)> = Vec::new();
    let (mut table, mut name) = (Table::Top, "");
    for line in front.lines().map(|line| line.trim_matches([' ', '\t'])).filter(|line| !line.is_empty()) {
        if line.starts_with('[') {
            (table, name) = table_of(line, &mut tables, &taken)?;
            keys.clear();
            if table == Table::Caption {
                meta.captions.push(Caption::default());
            }
            continue;
        }
        let (key, value) = line.split_once('=')?;
        let (key, value) = (key.trim_end(), plain(value.trim_start())?);
        if !is_bare(key) || keys.contains(&key) {
            return None;
        }
        keys.push(key);
        taken.push((name, key));
        match table {
            Table::Top => field(&mut meta, key, value)?,
            Table::Caption => caption(meta.captions.last_mut()?, key, &value)?,
            Table::Other => {}
        }
    }
    let is_told = !meta.title.trim().is_empty() && meta.captions.iter().all(|one| !one.text.is_empty());
    is_told.then_some(meta)
}

/// Which table a line stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Table {
    Top,
    Caption,
    Other,
}

/// The table that a heading opens, and its name. `taken` are the keys that stand before it, each with its table.
fn table_of<'a>(
    line: &'a str,
    tables: &mut Vec<&'a str>,
    taken: &[(&str, &str)],
) -> Option<(Table, &'a str)> {
    let array = line.strip_prefix("[[").and_then(|line| line.strip_suffix("]]"));
    let (name, is_array) = match array {
        Some(name) => (name, true),
        None => (line.strip_prefix('[')?.strip_suffix(']')?, false),
    };
    let (outer, inner) = name.split_once('.').unwrap_or(("", name));
    let is_taken = taken
        .iter()
        .any(|(table, key)| (*table == outer && *key == inner) || (table.is_empty() && *key == outer));
    let is_named = is_bare(inner) && (outer.is_empty() || is_bare(outer));
    if !is_named || is_taken || is_known(name) {
        return None;
    }
    if !tables.contains(&line) {
        // `[a]` beside `[[a]]`, `[a]` after `[a.b]`: left to the parser.
        let clashes = tables
            .iter()
            .map(|other| other.trim_matches(['[', ']']))
            .any(|other| other == name || other.strip_prefix(name).is_some_and(|rest| rest.starts_with('.')));
        if clashes {
            return None;
        }
        tables.push(line);
    } else if !is_array {
        return None;
    }
    match (name, is_array) {
        ("captions", true) => Some((Table::Caption, name)),
        ("captions", false) => None,
        _ => Some((Table::Other, name)),
    }
}

/// Whether a table's name is that of a field of text.
fn is_known(name: &str) -> bool {
    let first = name.split('.').next().unwrap_or(name);
    TEXTS.contains(&first) || matches!(first, "reporters" | "authors") || name.starts_with("captions.")
}

/// The fields that hold text.
const TEXTS: [&str; 11] = [
    "title",
    "zone",
    "kicker",
    "deck",
    "date",
    "paper",
    "page_no",
    "page_name",
    "dateline",
    "genre",
    "source",
];

fn is_bare(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

fn field(meta: &mut Meta, key: &str, value: Plain<'_>) -> Option<()> {
    let names = match key {
        "reporters" => &mut meta.reporters,
        "authors" => &mut meta.authors,
        "captions" => return None,
        _ if TEXTS.contains(&key) => {
            let (Plain::Text(words) | Plain::Number(words)) = value else { return None };
            set(meta, key, words.to_owned());
            return Some(());
        }
        _ => return Some(()),
    };
    *names = match value {
        Plain::Texts(all) => all.into_iter().map(str::to_owned).collect(),
        Plain::Text(one) if one.trim().is_empty() => Vec::new(),
        Plain::Text(one) => vec![one.to_owned()],
        Plain::Number(_) | Plain::Other => return None,
    };
    Some(())
}

fn caption(caption: &mut Caption, key: &str, value: &Plain<'_>) -> Option<()> {
    match (key, value) {
        ("text", Plain::Text(words)) => (*words).clone_into(&mut caption.text),
        ("credit", Plain::Text(words)) => {
            caption.credit = (!words.trim().is_empty()).then(|| (*words).to_owned());
        }
        ("after", Plain::Number(number)) => caption.after = Some(number.parse().ok()?),
        ("text" | "credit" | "after", _) => return None,
        _ => {}
    }
    Some(())
}

fn plain(value: &str) -> Option<Plain<'_>> {
    match value.bytes().next()? {
        b'"' => string(value).and_then(|(words, rest)| rest.is_empty().then_some(Plain::Text(words))),
        b'[' => list(value),
        b'0'..=b'9' if is_number(value) => Some(Plain::Number(value)),
        b'0'..=b'9' => {
            let (whole, part) = value.split_once('.')?;
            let is_part = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            (is_number(whole) && is_part).then_some(Plain::Other)
        }
        _ => matches!(value, "true" | "false").then_some(Plain::Other),
    }
}

/// A string without escapes, and what stands behind it.
fn string(value: &str) -> Option<(&str, &str)> {
    let inner = value.strip_prefix('"')?;
    let end = memchr::memchr2(b'"', b'\\', inner.as_bytes())?;
    let (words, rest) = (inner.get(..end)?, inner.get(end + 1..)?);
    let is_sound = inner.as_bytes().get(end) == Some(&b'"')
        && !words.bytes().any(|b| b.is_ascii_control())
        // Three quotes in a row begin another kind of string.
        && !(words.is_empty() && rest.starts_with('"'));
    is_sound.then_some((words, rest))
}

/// A whole number that is written as it would be printed, small enough for every reader.
fn is_number(value: &str) -> bool {
    value.len() <= 18
        && value.bytes().all(|b| b.is_ascii_digit())
        && (value == "0" || !value.starts_with('0'))
}

/// Lists in lists in lists hold the ranges of an import; deeper ones are the TOML parser's, which says where they end.
const DEEPEST: usize = 8;

/// Strings alone, or numbers in lists.
fn list(value: &str) -> Option<Plain<'_>> {
    let inner = value.strip_prefix('[')?.strip_suffix(']')?.trim();
    if inner.starts_with('"') {
        let (mut texts, mut rest) = (Vec::new(), inner);
        loop {
            let (words, behind) = string(rest)?;
            texts.push(words);
            rest = match behind.trim_start() {
                "" => return Some(Plain::Texts(texts)),
                behind => behind.strip_prefix(',')?.trim_start(),
            };
        }
    }
    if inner.is_empty() {
        return Some(Plain::Texts(Vec::new()));
    }
    numbers(value, DEEPEST).filter(|rest| rest.is_empty()).map(|_| Plain::Other)
}

/// Reads a number or a list of such; gives what stands behind it.
fn numbers(value: &str, deepest: usize) -> Option<&str> {
    let Some(mut rest) = value.strip_prefix('[') else {
        let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
        return value.get(..end).filter(|digits| is_number(digits)).and_then(|_| value.get(end..));
    };
    let within = deepest.checked_sub(1)?;
    loop {
        rest = numbers(rest.trim_start_matches(' '), within)?.trim_start_matches(' ');
        match rest.strip_prefix(']') {
            Some(behind) => return Some(behind),
            None => rest = rest.strip_prefix(',')?,
        }
    }
}
