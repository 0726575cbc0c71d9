//! Reports as a W3C Web Annotation collection (JSON-LD): positions in code points of the article's text.

use serde_json::{Value, json};

use super::Report;
use super::sheet::{Item, Sheet};
use super::table::items;
use crate::formats::json;
use crate::query::dossier::chars;
use crate::words::Moment;

/// How much stands around a quotation that is unique without it, in characters a side.
const CONTEXT_CHARS: usize = 32;

/// One `AnnotationCollection` with an embedded page; `first` is absent when there is nothing in it.
pub(super) fn render(report: &Report) -> Option<Vec<u8>> {
    let annotations: Vec<Value> = items(report).map(|(sheet, item)| annotation(sheet, item)).collect();
    let mut collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:pizhu:collection",
        "type": "AnnotationCollection",
        "total": annotations.len(),
    });
    if !report.query.is_empty() {
        collection["label"] = json!(report.query);
    }
    if !annotations.is_empty() {
        collection["first"] = json!({
            "id": "urn:pizhu:collection:1",
            "type": "AnnotationPage",
            "partOf": "urn:pizhu:collection",
            "startIndex": 0,
            "items": annotations,
        });
    }
    json::render(&collection).ok().map(|text| (text + "\n").into_bytes())
}

/// One mark: a body for each tag and one for the note, a target with quotation and position.
fn annotation(sheet: &Sheet, item: &Item) -> Value {
    let tags = item.tags.iter().map(|tag| {
        json!({"type": "TextualBody", "purpose": "tagging", "value": tag.as_str(), "format": "text/plain"})
    });
    let note = (!item.note.is_empty()).then(|| {
        json!({
            "type": "TextualBody", "purpose": "commenting", "value": item.note, "format": "text/plain", "language": "zh",
        })
    });
    let bodies: Vec<Value> = tags.chain(note).collect();
    let motivation = match (item.tags.is_empty(), item.note.is_empty()) {
        (false, false) => json!(["tagging", "commenting"]),
        (false, true) => json!("tagging"),
        (true, false) => json!("commenting"),
        (true, true) => json!("highlighting"),
    };
    let place = item.span.map(|(start, end)| (item.text_start + start, item.text_start + end));
    let (prefix, suffix) = match place {
        Some(place) => context(&sheet.text, &item.quote, place),
        None => (item.before.clone(), item.after.clone()),
    };
    let mut selectors = vec![json!({
        "type": "TextQuoteSelector", "exact": item.quote, "prefix": prefix, "suffix": suffix,
    })];
    if let Some((start, end)) = place {
        selectors.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
    }
    let mut annotation = json!({
        "id": format!("urn:uuid:{}", item.mark_id),
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"id": format!("urn:pizhu:annotator:{}", item.author), "type": "Person", "name": item.author_name},
        "created": utc(item.created),
        "modified": utc(item.modified),
        "target": {
            "source": format!("urn:pizhu:article:{}", sheet.article_id),
            "selector": selectors,
            "state": {"type": "TimeState", "sourceDate": utc(item.modified)},
        },
    });
    if !bodies.is_empty() {
        annotation["body"] = json!(bodies);
    }
    annotation
}

/// What stands before and after some words, as much of it as makes them unique in the text.
fn context(text: &str, words: &str, (start, end): (usize, usize)) -> (String, String) {
    let before = chars(text, (0, start)).unwrap_or("");
    let after = rest(text, end).unwrap_or("");
    let mut long = CONTEXT_CHARS;
    loop {
        let prefix = before
            .char_indices()
            .rev()
            .nth(long - 1)
            .map_or(before, |(at, _)| before.get(at..).unwrap_or(before));
        let suffix = after.char_indices().nth(long).map_or(after, |(at, _)| after.get(..at).unwrap_or(after));
        let is_all = prefix.len() == before.len() && suffix.len() == after.len();
        let whole = [prefix, words, suffix].concat();
        if is_all || is_unique(text, &whole) {
            return (prefix.to_owned(), suffix.to_owned());
        }
        long *= 2;
    }
}

/// Whether some words stand in the text once; occurrences may overlap.
fn is_unique(text: &str, words: &str) -> bool {
    let next = |from: usize| text.get(from..).and_then(|rest| rest.find(words)).map(|at| from + at);
    let first = next(0);
    first.is_none_or(|at| {
        next(at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)).is_none()
    })
}

/// The text behind so many characters.
fn rest(text: &str, count: usize) -> Option<&str> {
    let at = text.char_indices().nth(count).map_or(text.len(), |(at, _)| at);
    text.get(at..)
}

/// A moment in UTC, as the model wants it.
fn utc(moment: Moment) -> String {
    let text = Moment { offset_seconds: 0, ..moment }.to_string();
    text.strip_suffix("+00:00").map_or(text.clone(), |time| [time, "Z"].concat())
}
