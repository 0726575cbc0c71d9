//! An article back to text, keeping what its front matter held beyond the fields we know.

use std::fmt::Write as _;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value};

use crate::formats::toml_text;
use crate::words::{Article, BlockKind, Caption};

/// Renders an article. `front` is the front matter it had before, without its fences ("" for a new file): comments,
/// unknown keys and tables such as `[import]` survive. A front matter that does not parse is replaced.
///
/// The body's blocks come back as they are, but for a paragraph that begins `## `, which gets a `\` before it: the
/// caller makes sure that none holds a blank line.
pub fn render(article: &Article, front: &str) -> String {
    let mut document: DocumentMut = front.parse().unwrap_or_default();
    let meta = &article.meta;
    let table = document.as_table_mut();
    let texts = [
        ("title", Some(&meta.title)),
        ("zone", (!meta.zone.is_empty()).then_some(&meta.zone)),
        ("kicker", meta.kicker.as_ref()),
        ("deck", meta.deck.as_ref()),
        ("date", meta.date.as_ref()),
        ("paper", meta.paper.as_ref()),
        ("page_no", meta.page_no.as_ref()),
        ("page_name", meta.page_name.as_ref()),
        ("dateline", meta.dateline.as_ref()),
    ];
    let more = [("genre", meta.genre.as_ref()), ("source", meta.source.as_ref())];
    for (key, text) in texts {
        set(table, key, text.map(|text| string(text)));
    }
    set(table, "reporters", names(&meta.reporters));
    set(table, "authors", names(&meta.authors));
    for (key, text) in more {
        set(table, key, text.map(|text| string(text)));
    }
    if meta.captions.is_empty() {
        table.remove("captions");
    } else {
        set_captions(table, &meta.captions);
    }
    let mut out = format!("+++\n{document}");
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.push_str("+++\n");
    for (_, kind, text) in article.iter_blocks() {
        // Writing to a String cannot fail.
        let _ = match kind {
            BlockKind::Head | BlockKind::Caption => Ok(()),
            BlockKind::Body if text.trim_start_matches('\\').starts_with("## ") => {
                write!(out, "\n\\{text}\n")
            }
            BlockKind::Body => write!(out, "\n{text}\n"),
            BlockKind::Subhead => write!(out, "\n## {text}\n"),
        };
    }
    out
}

/// Sets, replaces or removes a key; the comment beside an old value stays.
fn set(table: &mut Table, key: &str, value: Option<Value>) {
    let Some(mut value) = value else {
        table.remove(key);
        return;
    };
    match table.get_mut(key).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.insert(key, Item::Value(value));
        }
    }
}

/// A list of names; none when empty.
fn names(names: &[String]) -> Option<Value> {
    let array: Array = names.iter().map(|name| string(name)).collect();
    (!array.is_empty()).then_some(Value::Array(array))
}

/// Replaces the captions.
fn set_captions(table: &mut Table, captions: &[Caption]) {
    let mut tables = ArrayOfTables::new();
    for caption in captions {
        let mut one = Table::new();
        one.insert("text", Item::Value(string(&caption.text)));
        if let Some(credit) = &caption.credit {
            one.insert("credit", Item::Value(string(credit)));
        }
        if let Some(after) = caption.after.and_then(|after| i64::try_from(after).ok()) {
            one.insert("after", Item::Value(after.into()));
        }
        tables.push(one);
    }
    table.insert("captions", Item::ArrayOfTables(tables));
}

/// A one-line TOML string: never a line of its own that could look like a fence, invisible characters escaped.
pub(in crate::formats) fn string(text: &str) -> Value {
    toml_text::line(text).parse().unwrap_or_else(|_| Value::from(text))
}
