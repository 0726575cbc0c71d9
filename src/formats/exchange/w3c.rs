//! Web annotations → marks: a collection, a page, a list of annotations or a single one.

use serde_json::Value;

use super::{Code, Incoming, IncomingMark, IncomingText, Kind};
use crate::words::Moment;

/// Reads a file; `None` when it holds no annotation.
pub(super) fn read(file: &[u8]) -> Option<Incoming> {
    let text = std::str::from_utf8(file).ok()?;
    let whole: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let (annotations, is_ours) = annotations(&whole)?;
    let mut incoming = Incoming { kind: Kind::W3c, codes: Vec::new(), texts: Vec::new(), left_out: 0 };
    for annotation in annotations {
        match (is_ours || has_type(annotation, "Annotation")).then(|| mark(annotation)).flatten() {
            Some((source, mark)) => {
                for tag in &mark.tags {
                    if !incoming.codes.iter().any(|code| code.path == *tag) {
                        incoming.codes.push(Code { path: tag.clone(), is_codable: true, ..Code::default() });
                    }
                }
                place(&mut incoming.texts, source, mark);
            }
            None => incoming.left_out += 1,
        }
    }
    Some(incoming)
}

fn has_type(value: &Value, name: &str) -> bool {
    many(value.get("type")).any(|kind| kind.as_str() == Some(name))
}

/// The annotations of a file, and whether their container says that they are such.
fn annotations(whole: &Value) -> Option<(Vec<&Value>, bool)> {
    if let Some(list) = whole.as_array() {
        let is_one = list.iter().any(|one| has_type(one, "Annotation"));
        return is_one.then(|| (list.iter().collect(), false));
    }
    if has_type(whole, "Annotation") {
        return Some((vec![whole], false));
    }
    let is_container = has_type(whole, "AnnotationCollection") || has_type(whole, "AnnotationPage");
    let items = whole.get("items").or_else(|| whole.pointer("/first/items"));
    is_container.then(|| {
        (items.and_then(Value::as_array).map(|items| items.iter().collect()).unwrap_or_default(), true)
    })
}

/// A value, each of a list of values, or nothing.
fn many(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list: Vec<&Value> = match value {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(values)) => values.iter().collect(),
        Some(one) => vec![one],
    };
    list.into_iter()
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The last part of an address or name.
fn tail(address: &str) -> String {
    let path = address.split(['#', '?']).next().unwrap_or(address).trim_end_matches('/');
    path.rsplit(['/', ':']).next().unwrap_or(path).to_owned()
}

/// An annotation's source and what it says; `None` without a target that names a text.
fn mark(annotation: &Value) -> Option<(String, IncomingMark)> {
    let target = many(annotation.get("target")).next()?;
    let source = target.as_str().map(ToOwned::to_owned).or_else(|| {
        let source = target.get("source")?;
        source.as_str().or_else(|| source.get("id")?.as_str()).map(ToOwned::to_owned)
    })?;
    let mut mark = IncomingMark { id: tail(&text(annotation, "id")), ..IncomingMark::default() };
    for selector in many(target.get("selector")) {
        if has_type(selector, "TextQuoteSelector") {
            mark.quote = text(selector, "exact");
            (mark.prefix, mark.suffix) = (text(selector, "prefix"), text(selector, "suffix"));
        } else if has_type(selector, "TextPositionSelector") {
            let number = |key: &str| usize::try_from(selector.get(key)?.as_u64()?).ok();
            mark.place = number("start").zip(number("end"));
        }
    }
    let mut notes = Vec::new();
    for body in many(annotation.get("body")) {
        let value = body.as_str().map_or_else(|| text(body, "value"), ToOwned::to_owned);
        let is_tag = many(body.get("purpose")).any(|purpose| purpose.as_str() == Some("tagging"))
            || (body.get("purpose").is_none()
                && annotation.get("motivation").and_then(Value::as_str) == Some("tagging"));
        match (is_tag, value.trim().is_empty()) {
            (_, true) => {}
            (true, false) => mark.tags.push(value.trim().to_owned()),
            (false, false) => notes.push(value),
        }
    }
    notes.extend(annotation.get("bodyValue").and_then(Value::as_str).map(ToOwned::to_owned));
    mark.note = notes.join("\n");
    let creator = many(annotation.get("creator")).next();
    let id = creator
        .map(|one| one.as_str().map_or_else(|| text(one, "id"), ToOwned::to_owned))
        .unwrap_or_default();
    let name = creator.map(|one| text(one, "name")).unwrap_or_default();
    let slug = tail(&id);
    mark.author = (
        if slug.is_empty() { name.clone() } else { slug.clone() },
        if name.is_empty() { slug } else { name },
    );
    let moment = |key: &str| Moment::parse(&text(annotation, key));
    (mark.created, mark.modified) = (moment("created"), moment("modified").or_else(|| moment("created")));
    Some((source, mark))
}

fn place(texts: &mut Vec<IncomingText>, source: String, mark: IncomingMark) {
    let id = tail(&source);
    match texts.iter_mut().find(|text| text.id == id) {
        Some(text) => text.marks.push(mark),
        None => texts.push(IncomingText { id, name: source, marks: vec![mark], ..IncomingText::default() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotations_of_other_programs_are_read() {
        let file = r#"[{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://a.cn/anno/7","type":"Annotation","motivation":"tagging",
            "creator":"http://a.cn/people/wang","created":"2026-03-01T08:00:00Z","body":["重要",{"type":"TextualBody","purpose":"commenting","value":"看"}],
            "target":{"source":{"id":"http://a.cn/texts/jc-1?v=2"},"selector":{"type":["TextQuoteSelector"],"exact":"三万个"}}},
            {"type":"Annotation","id":"x"}]"#;
        let incoming = read(file.as_bytes()).expect("annotations");
        assert_eq!((incoming.left_out, incoming.texts.len(), incoming.codes.len()), (1, 1, 1));
        let text = incoming.texts.first().expect("a text");
        let mark = text.marks.first().expect("a mark");
        assert_eq!((text.id.as_str(), mark.quote.as_str(), mark.note.as_str()), ("jc-1", "三万个", "看"));
        assert_eq!((mark.tags.as_slice(), mark.author.0.as_str()), (&["重要".to_owned()][..], "wang"));
        assert!(read(b"{\"rows\":[]}").is_none() && read(b"[1,2]").is_none() && read(b"{").is_none());
    }
}
