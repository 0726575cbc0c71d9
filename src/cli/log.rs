//! `pizhu log`.

use serde_json::json;

use super::args::LogArgs;
use super::context::{Context, Done, Outcome};
use super::mark::Desk;
use crate::messages::{Lang, terms};
use crate::store::EntryKind;
use crate::words::{Change, Record, TagPath, Value};

/// Prints what was done, last first.
pub(super) fn run(context: &mut Context<'_>, args: &LogArgs) -> Outcome {
    let entries = Desk::open(context)?.store.log()?;
    let last_first = entries.iter().rev().filter(|entry| entry.kind != EntryKind::Skip);
    if args.json {
        let rows: Vec<_> = last_first
            .map(|entry| {
                let changes: Vec<_> = entry.changes.iter().map(change).collect();
                json!({ "at": entry.at.to_string(), "kind": kind(entry.kind), "changes": changes })
            })
            .collect();
        context.print_rows(&rows)?;
        return Ok(Done::Fine);
    }
    for entry in last_first {
        for change in &entry.changes {
            let done = terms::logged(context.lang, kind(entry.kind));
            context.print_line(&format!("{}  {done:4}  {}", entry.at, line(context.lang, change)))?;
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

/// One change for a person.
pub(super) fn line(lang: Lang, change: &Change) -> String {
    let (record, id) = record(change);
    let short = |value: &Value| {
        let text = if let Value::Status(status) = value {
            terms::status(lang, status.name()).to_owned()
        } else {
            said(value)
        };
        let text = text.replace('\n', " / ");
        if text.chars().count() > 40 { text.chars().take(39).collect::<String>() + "..." } else { text }
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
