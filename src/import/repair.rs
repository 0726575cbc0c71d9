//! Repairs of an article file by hand: a paragraph split or joined, and where its raw text stands.
//!
//! Text in, text out: the caller writes the file, and only on the user's word.

use toml_edit::{Array, DocumentMut, Item, Table, Value, value};

use super::page::Span;
use crate::formats::article;
use crate::messages::{Lang, import as say};
use crate::words::{Article, ArticleId, BlockKind, Problem};

/// What `[import]` says of where an article came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The original, `pages/…`.
    pub page_file: String,
    /// The encoding it was read in.
    pub encoding: String,
    /// By ordinal, the character ranges of the decoded page.
    pub spans: Vec<Vec<Span>>,
}

/// Reads `[import]` of an article file; `None` when it was not imported.
pub fn provenance(file_text: &str) -> Option<Provenance> {
    let (front, _) = cut(file_text);
    let document: DocumentMut = front.parse().ok()?;
    let table = document.get("import")?.as_table_like()?;
    let text = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or("").to_owned();
    let spans = table.get("spans").and_then(Item::as_array).into_iter().flatten().map(read_spans).collect();
    Some(Provenance { page_file: text("page"), encoding: text("encoding"), spans })
}

fn read_spans(value: &Value) -> Vec<Span> {
    let whole = |value: &Value| usize::try_from(value.as_integer()?).ok();
    let pair = |value: &Value| {
        let array = value.as_array()?;
        Some((whole(array.get(0)?)?, whole(array.get(1)?)?))
    };
    value.as_array().into_iter().flatten().filter_map(pair).collect()
}

/// The front matter without its fences, and whether there was one.
fn cut(file_text: &str) -> (String, bool) {
    let text = article::with_plain_line_ends(file_text);
    let mut lines = text.split_inclusive('\n');
    if lines.next().is_none_or(|line| line.trim_end() != "+++") {
        return (String::new(), false);
    }
    (lines.take_while(|line| line.trim_end() != "+++").collect(), true)
}

/// An article taken apart for repair.
struct Parts {
    article: Article,
    body: Vec<(BlockKind, String)>,
    front: DocumentMut,
}

impl Parts {
    fn of(file_text: &str, id: &ArticleId, folder_zone: &str, lang: Lang) -> Self {
        let source = article::Source { zone: folder_zone, file: id.as_str(), lang };
        let (article, _) = article::parse(id.clone(), file_text, source);
        let body = article
            .iter_blocks()
            .filter(|(_, kind, _)| matches!(kind, BlockKind::Body | BlockKind::Subhead))
            .map(|(_, kind, text)| (kind, text.to_owned()))
            .collect();
        Self { article, body, front: cut(file_text).0.parse().unwrap_or_default() }
    }

    /// Puts it together again; pictures behind the changed paragraph move with their neighbours.
    fn render(mut self, changed: usize, by: isize) -> String {
        for caption in &mut self.article.meta.captions {
            caption.after = caption
                .after
                .map(|after| if after > changed { after.saturating_add_signed(by) } else { after });
        }
        let body = self.body.iter().map(|(kind, text)| (*kind, text.as_str()));
        let article = Article::assemble(self.article.id.clone(), self.article.meta.clone(), body);
        article::render(&article, &self.front.to_string())
    }

    fn import(&mut self) -> Option<&mut Table> {
        self.front.get_mut("import").and_then(Item::as_table_mut)
    }

    /// Moves the numbers of repairs behind a paragraph, and records this one.
    fn record(&mut self, name: &str, ordinal: usize, at: Option<Span>, behind: usize, by: i64) {
        let Some(import) = self.import() else { return };
        let tables = import.entry("repairs").or_insert(Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
        let Some(tables) = tables.as_array_of_tables_mut() else { return };
        for table in tables.iter_mut() {
            let para = table.get("para").and_then(Item::as_integer).unwrap_or(0);
            if para > number(behind) {
                table.insert("para", value(para + by));
            }
        }
        let mut one = Table::new();
        one.insert("name", value(name));
        one.insert("para", value(number(ordinal)));
        if let Some((start, end)) = at {
            one.insert("at", value([number(start), number(end)].into_iter().collect::<Array>()));
        }
        one.insert("state", value("accepted"));
        tables.push(one);
    }
}

/// Which repair of `[import]` an answer is about, and what it says.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict<'a> {
    /// The proof-mark name.
    pub(super) name: &'a str,
    /// The block it was made at, as the file counts after the change.
    pub(super) ordinal: usize,
    /// Characters of the page between which it lies.
    pub(super) within: Span,
    /// `accepted` or `rejected`.
    pub(super) state: &'a str,
    /// The last record was made by the very answer and is taken out again.
    pub(super) drops_last: bool,
}

/// Writes a verdict into `[import]`; a repair that has no record there gets one.
pub(super) fn record_verdict(
    file_text: &str,
    id: &ArticleId,
    folder_zone: &str,
    verdict: Verdict<'_>,
    lang: Lang,
) -> String {
    let mut parts = Parts::of(file_text, id, folder_zone, lang);
    if let Some(import) = parts.import() {
        let tables = import.entry("repairs").or_insert(Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
        if let Some(tables) = tables.as_array_of_tables_mut() {
            if verdict.drops_last {
                tables.remove(tables.len().saturating_sub(1));
            }
            if !set_state(tables, verdict) {
                let mut one = Table::new();
                one.insert("name", value(verdict.name));
                one.insert("para", value(number(verdict.ordinal)));
                one.insert("state", value(verdict.state));
                tables.push(one);
            }
        }
    }
    parts.render(0, 0)
}

/// Sets the state of the record that a verdict is about; false when there is none.
fn set_state(tables: &mut toml_edit::ArrayOfTables, verdict: Verdict<'_>) -> bool {
    let (from, to) = verdict.within;
    for table in tables.iter_mut() {
        let is_named = table.get("name").and_then(Item::as_str) == Some(verdict.name);
        let place =
            table.get("at").and_then(Item::as_array).and_then(|at| at.get(0)).and_then(Value::as_integer);
        let place = place.and_then(|place| usize::try_from(place).ok());
        if is_named && place.is_some_and(|place| (from..=to).contains(&place)) {
            table.insert("state", value(verdict.state));
            return true;
        }
    }
    false
}

/// Gives an article a zone on the reader's word; the new article file.
pub(super) fn with_zone(
    file_text: &str,
    id: &ArticleId,
    folder_zone: &str,
    zone: &str,
    lang: Lang,
) -> String {
    let mut parts = Parts::of(file_text, id, folder_zone, lang);
    zone.clone_into(&mut parts.article.meta.zone);
    if let Some(import) = parts.import() {
        import.insert("zone_evidence", value("given"));
        import.insert("zone_confidence", value(1.0));
    }
    parts.render(0, 0)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Splits a paragraph (1-based ordinal) before a character of it (另起段); the new article file.
///
/// # Errors
/// A problem when one side would be empty or there is no such paragraph.
pub fn split(
    file_text: &str,
    id: &ArticleId,
    folder_zone: &str,
    ordinal: usize,
    at_chars: usize,
    lang: Lang,
) -> Result<String, Problem> {
    let mut parts = Parts::of(file_text, id, folder_zone, lang);
    let refuse = || Problem::error(id.as_str(), 0, 0, "import.split", say::bad_split(lang));
    let index = ordinal.checked_sub(1).filter(|index| *index < parts.body.len()).ok_or_else(refuse)?;
    let Some((kind, text)) = parts.body.get(index).cloned() else { return Err(refuse()) };
    let head: String = text.chars().take(at_chars).collect();
    let tail: String = text.chars().skip(at_chars).collect();
    if head.trim().is_empty() || tail.trim().is_empty() {
        return Err(refuse());
    }
    parts.body.splice(
        index..=index,
        [(kind, head.trim_end().to_owned()), (BlockKind::Body, tail.trim_start().to_owned())],
    );
    let place = split_spans(&mut parts, ordinal, at_chars);
    parts.record("另起段", ordinal + 1, place, ordinal, 1);
    Ok(parts.render(ordinal, 1))
}

/// Joins a paragraph with the next (接排), nothing between them; the new article file.
///
/// # Errors
/// A problem when there is no next paragraph.
pub fn join(
    file_text: &str,
    id: &ArticleId,
    folder_zone: &str,
    ordinal: usize,
    lang: Lang,
) -> Result<String, Problem> {
    let mut parts = Parts::of(file_text, id, folder_zone, lang);
    let refuse = || Problem::error(id.as_str(), 0, 0, "import.join", say::no_next(lang));
    let index = ordinal.checked_sub(1).filter(|index| index + 1 < parts.body.len()).ok_or_else(refuse)?;
    let (_, next) = parts.body.remove(index + 1);
    if let Some((_, text)) = parts.body.get_mut(index) {
        text.push_str(&next);
    }
    let place = join_spans(&mut parts, ordinal);
    parts.record("接排", ordinal, place, ordinal, -1);
    Ok(parts.render(ordinal, -1))
}

/// Cuts the ranges of a block in two; gives the place in the page.
fn split_spans(parts: &mut Parts, ordinal: usize, at_chars: usize) -> Option<Span> {
    let spans = parts.import()?.get_mut("spans")?.as_array_mut()?;
    let old = read_spans(spans.get(ordinal)?);
    let (mut left, mut right, mut seen) = (Vec::new(), Vec::new(), 0);
    for (start, end) in old {
        let cut = (start + at_chars.saturating_sub(seen)).clamp(start, end);
        if cut > start {
            left.push((start, cut));
        }
        if cut < end {
            right.push((cut, end));
        }
        seen += end - start;
    }
    let place = right.first().map(|&(start, _)| (start, start));
    spans.replace(ordinal, list(&left));
    spans.insert(ordinal + 1, list(&right));
    place
}

fn join_spans(parts: &mut Parts, ordinal: usize) -> Option<Span> {
    let spans = parts.import()?.get_mut("spans")?.as_array_mut()?;
    let (mut left, right) = (read_spans(spans.get(ordinal)?), read_spans(spans.get(ordinal + 1)?));
    let place = left.last().map_or(0, |span| span.1);
    let place = (place, right.first().map_or(place, |span| span.0));
    left.extend(right);
    spans.replace(ordinal, list(&left));
    spans.remove(ordinal + 1);
    Some(place)
}

fn list(spans: &[Span]) -> Value {
    let pair = |&(start, end): &Span| Value::Array([number(start), number(end)].into_iter().collect());
    Value::Array(spans.iter().map(pair).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "+++\ntitle = \"题\"\nmine = 1\n\n[import]\npage = \"pages/a.txt\"\nencoding = \"UTF-8\"\nspans = [[[0, 1]], [[3, 9]], [[11, 15]]]\n\n[[import.repairs]]\nname = \"栏首缺失\"\npara = 2\n+++\n\n一二三。四五\n\n六七。八\n";

    fn id() -> ArticleId {
        ArticleId::new("a").expect("slug")
    }

    fn body(file: &str) -> Vec<String> {
        let source = article::Source { zone: "z", file: "a.md", lang: Lang::Zh };
        let (article, problems) = article::parse(id(), file, source);
        assert_eq!(problems, []);
        article.iter_blocks().skip(1).map(|(_, _, text)| text.to_owned()).collect()
    }

    #[test]
    fn a_split_keeps_spans_and_numbers() {
        let file = split(FILE, &id(), "z", 1, 4, Lang::Zh).expect("split");
        assert_eq!(body(&file), ["一二三。", "四五", "六七。八"]);
        let found = provenance(&file).expect("imported");
        assert_eq!(found.spans, [vec![(0, 1)], vec![(3, 7)], vec![(7, 9)], vec![(11, 15)]]);
        assert!(file.contains("para = 3") && file.contains("另起段") && file.contains("mine = 1"), "{file}");
        assert!(split(FILE, &id(), "z", 1, 0, Lang::Zh).is_err());
        assert!(split(FILE, &id(), "z", 3, 1, Lang::Zh).is_err());
    }

    #[test]
    fn a_join_undoes_a_split() {
        let file = split(FILE, &id(), "z", 1, 4, Lang::Zh).expect("split");
        let back = join(&file, &id(), "z", 1, Lang::Zh).expect("joined");
        assert_eq!(body(&back), body(FILE));
        assert_eq!(provenance(&back).expect("imported").spans[1], [(3, 7), (7, 9)]);
        assert!(join(FILE, &id(), "z", 2, Lang::Zh).is_err());
    }
}
