//! `pizhu log`.

use serde_json::json;

use super::args::LogArgs;
use super::context::{Context, Done, Outcome};
use super::mark::Desk;
use crate::messages::{Lang, store as say, terms};
use crate::store::EntryKind;
use crate::words::{Change, Record, Rewrite, TagPath, Value};

/// Prints what was done, last first.
pub(super) fn run(context: &mut Context<'_>, args: &LogArgs) -> Outcome {
    let entries = Desk::open(context)?.store.log()?;
    let last_first = entries.iter().rev().filter(|entry| entry.kind != EntryKind::Skip);
    if args.json {
        let rows: Vec<_> = last_first
            .map(|entry| {
                let changes: Vec<_> =
                    entry.changes.iter().map(change).chain(entry.rewrite.as_ref().map(repair)).collect();
                let tags: Vec<_> = entry.tags.iter().map(TagPath::as_str).collect();
                json!({ "at": entry.at.to_string(), "kind": kind(entry.kind), "changes": changes, "tags": tags })
            })
            .collect();
        context.print_rows(&rows)?;
        return Ok(Done::Fine);
    }
    for entry in last_first {
        let lang = context.lang;
        let lines = entry.changes.iter().map(|change| line(lang, change));
        let tags = entry.tags.iter().map(|tag| say::tag_made(lang, tag));
        for line in tags.chain(lines).chain(entry.rewrite.as_ref().map(|rewrite| repair_line(lang, rewrite)))
        {
            let done = terms::logged(lang, kind(entry.kind));
            context.print_line(&format!("{}  {done:4}  {line}", entry.at))?;
        }
    }
    Ok(Done::Fine)
}

fn kind(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Do => "do",
        EntryKind::Undo => "undo",
        EntryKind::Redo => "redo",
        EntryKind::Skip => "skip",
    }
}

/// One change as JSON: article, record, field, old, new.
pub(super) fn change(change: &Change) -> serde_json::Value {
    let (record, id) = record(change);
    let field = field(if change.new == Value::Absent { &change.old } else { &change.new });
    json!({
        "article": change.article.as_str(), "record": record, "id": id, "field": field,
        "old": value(&change.old), "new": value(&change.new),
    })
}

/// A repair of an article's file, in the shape of a change.
pub(super) fn repair(rewrite: &Rewrite) -> serde_json::Value {
    json!({
        "article": rewrite.article.as_str(), "record": "repair", "id": rewrite.kind.name(),
        "field": rewrite.verdict.name(), "old": rewrite.words.0, "new": rewrite.words.1,
    })
}

/// The same for a person, by its proof-mark name.
pub(super) fn repair_line(lang: Lang, rewrite: &Rewrite) -> String {
    let (name, verdict) = (rewrite.kind.name(), rewrite.verdict.name());
    let (name, verdict) = (terms::repair(lang, name), terms::verdict(lang, verdict));
    let (old, new) = (short(&rewrite.words.0), short(&rewrite.words.1));
    let words = if old == new { new } else { format!("{old} -> {new}") };
    format!("{} {name} {verdict}: {words}", rewrite.article)
}

/// So much of a text as a line of the log has room for.
fn short(text: &str) -> String {
    let text = text.replace('\n', " / ");
    if text.chars().count() > 40 { text.chars().take(39).collect::<String>() + "..." } else { text }
}

/// One change for a person.
pub(super) fn line(lang: Lang, change: &Change) -> String {
    let (record, id) = record(change);
    let short = |value: &Value| {
        short(&if let Value::Status(status) = value {
            terms::status(lang, status.name()).to_owned()
        } else {
            said(value)
        })
    };
    let record = terms::logged(lang, record);
    format!("{} {record} {id}: {} -> {}", change.article, short(&change.old), short(&change.new))
}

fn record(change: &Change) -> (&'static str, String) {
    match &change.record {
        Record::Mark(id) => ("mark", id.to_string()),
        Record::Read(hash) => ("read", hash.to_string()),
        Record::Sign(stage) => ("sign", stage.clone()),
        Record::Dismissed(key) => ("dismissed", key.clone()),
    }
}

fn field(value: &Value) -> &'static str {
    match value {
        Value::Absent => "",
        Value::Mark(_) => "mark",
        Value::Tags(_) => "tags",
        Value::Note(_) => "note",
        Value::Status(_) => "status",
        Value::Place(_) => "place",
        Value::When(_) => "when",
        Value::Signed(_) => "signed",
    }
}

fn value(value: &Value) -> serde_json::Value {
    match value {
        Value::Absent => serde_json::Value::Null,
        Value::Mark(mark) => {
            let tags: Vec<&str> = mark.tags.iter().map(TagPath::as_str).collect();
            json!({ "para": mark.para, "quote": mark.quote, "tags": tags, "note": mark.note, "status": mark.status.name() })
        }
        Value::Tags(tags) => tags.iter().map(TagPath::as_str).collect(),
        Value::Place(place) => json!({ "para": place.para, "span": place.span, "quote": place.quote }),
        Value::Note(_) | Value::Status(_) | Value::When(_) | Value::Signed(_) => said(value).into(),
    }
}

fn said(value: &Value) -> String {
    match value {
        Value::Absent => "-".to_owned(),
        Value::Mark(mark) => {
            let tags = mark.tags.iter().map(TagPath::as_str).collect::<Vec<_>>().join(" ");
            format!("[{tags}] {}", mark.note)
        }
        Value::Tags(tags) => format!("[{}]", tags.iter().map(TagPath::as_str).collect::<Vec<_>>().join(" ")),
        Value::Note(note) => note.clone(),
        Value::Status(status) => status.name().to_owned(),
        Value::Place(place) => format!("{} {}", place.para, place.quote),
        Value::When(when) => when.to_string(),
        Value::Signed(signed) => format!("{} {}", signed.at, signed.text),
    }
}
