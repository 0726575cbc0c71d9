//! Reports as a W3C Web Annotation collection (JSON-LD): positions in code points of the article's text.

use serde_json::{Value, json};

use super::Report;
use super::sheet::{Item, Sheet};
use super::table::items;
use crate::formats::json;

/// One `AnnotationCollection` with an embedded page; `first` is absent when there is nothing in it.
pub(super) fn render(report: &Report) -> Option<Vec<u8>> {
    let annotations: Vec<Value> = items(report).map(|(sheet, item)| annotation(sheet, item)).collect();
    let mut collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:pizhu:collection",
        "type": "AnnotationCollection",
        "label": report.query,
        "total": annotations.len(),
    });
    if !annotations.is_empty() {
        collection["first"] = json!({
            "id": "urn:pizhu:collection:1",
            "type": "AnnotationPage",
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
    // Paragraphs are joined by one LF in the text that positions count in.
    let starts_block = item.span.is_some_and(|(start, _)| start == 0) && !item.before.is_empty();
    let prefix = if starts_block { format!("{}\n", item.before) } else { item.before.clone() };
    let suffix = if item.ends_block && !item.after.is_empty() {
        format!("\n{}", item.after)
    } else {
        item.after.clone()
    };
    let mut selectors = vec![json!({
        "type": "TextQuoteSelector", "exact": item.quote, "prefix": prefix, "suffix": suffix,
    })];
    if let Some((start, end)) = item.span {
        let (start, end) = (item.text_start + start, item.text_start + end);
        selectors.push(json!({"type": "TextPositionSelector", "start": start, "end": end}));
    }
    let mut annotation = json!({
        "id": format!("urn:uuid:{}", item.mark_id),
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"id": format!("urn:pizhu:annotator:{}", item.author), "type": "Person", "name": item.author_name},
        "created": item.created.to_string(),
        "modified": item.modified.to_string(),
        "target": {
            "source": format!("urn:pizhu:article:{}", sheet.article_id),
            "selector": selectors,
            "state": {"type": "TimeState", "sourceDate": item.modified.to_string()},
        },
    });
    if !bodies.is_empty() {
        annotation["body"] = json!(bodies);
    }
    annotation
}
