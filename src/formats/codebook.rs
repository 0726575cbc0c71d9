//! 编码表: `codebook.toml` to tags and back.
//!
//! A bad tag costs itself alone; comments and unknown keys survive a change.

use std::ops::Range;
use std::sync::LazyLock;

use toml_edit::{ArrayOfTables, Document, DocumentMut, Item, Table, Value};

use super::article::string;
use crate::messages::{Lang, library as say, syntax};
use crate::words::problem::line_column;
use crate::words::{Codebook, Problem, Severity, Tag, TagPath};

mod change;

pub use change::{merge, rename, without};

/// The code of what is wrong with a codebook that could not be read at all: nobody knows which tags the desk has.
pub const UNREAD: &str = "codebook.unread";

/// The codebook that a library without one uses.
pub const BUILT_IN: &str = include_str!("../../codebook.toml");

/// The built-in codebook, parsed.
pub fn built_in() -> Codebook {
    static PARSED: LazyLock<Codebook> = LazyLock::new(|| parse(BUILT_IN, "codebook.toml", Lang::default()).0);
    PARSED.clone()
}

/// Reads a codebook; every problem is named with its place, every sound tag is kept.
pub fn parse(text: &str, file: &str, lang: Lang) -> (Codebook, Vec<Problem>) {
    let text = super::article::with_plain_line_ends(text);
    let mut reading = Reading { text: &text, file, lang, problems: Vec::new() };
    let document = match Document::parse(&*text) {
        Ok(document) => document,
        Err(error) => {
            let message = say::codebook_not_toml(lang, syntax::what(lang, error.message()));
            reading.problem(error.span(), "codebook.toml", message);
            return (Codebook::default(), reading.problems);
        }
    };
    let mut book = Codebook { revision: reading.revision(document.as_table()), tags: Vec::new() };
    match document.get("tag") {
        None => {}
        Some(item) => match item.as_array_of_tables() {
            Some(tables) => tables.iter().for_each(|table| reading.tag(table, &mut book)),
            None => reading.problem(item.span(), "codebook.tag", say::codebook_tags_shape(lang)),
        },
    }
    reading.across(&book);
    (book, reading.problems)
}

/// A codebook being read.
struct Reading<'a> {
    text: &'a str,
    file: &'a str,
    lang: Lang,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn problem(&mut self, span: Option<Range<usize>>, code: &'static str, message: String) {
        let (line, column) = line_column(self.text, span.map_or(0, |span| span.start));
        let source_line = self.text.lines().nth(line - 1).unwrap_or("");
        let problem = Problem::error(self.file, line, column, code, message).in_line(source_line);
        self.problems.push(problem.with_hint(say::codebook_hint(self.lang)));
    }

    fn revision(&mut self, table: &Table) -> u64 {
        if let Some(schema) = table.get("schema").filter(|schema| schema.as_integer() != Some(1)) {
            self.problem(schema.span(), "codebook.schema", say::codebook_schema(self.lang));
        }
        let revision = |item: &Item| item.as_integer().and_then(|n| u64::try_from(n).ok());
        if let Some(item) = table.get("revision").filter(|item| revision(item).is_none()) {
            self.problem(item.span(), "codebook.field", say::wrong_type(self.lang, "revision"));
        }
        table.get("revision").and_then(revision).unwrap_or(1)
    }

    /// Reads one `[[tag]]`; one without a usable path is named and left out.
    fn tag(&mut self, table: &Table, book: &mut Codebook) {
        let mut tag = Tag::default();
        for (key, item) in table {
            if !take(&mut tag, key, item) {
                self.problem(item.span(), "codebook.field", say::wrong_type(self.lang, key));
            }
        }
        let path = tag.path();
        let span = table.get("name").and_then(Item::span).or_else(|| table.span());
        if TagPath::new(&path).is_none() || tag.name.contains('/') {
            self.problem(span, "codebook.name", say::codebook_name(self.lang, path));
        } else if book.tag(&path).is_some() {
            self.problem(span, "codebook.twice", say::codebook_twice(self.lang, path));
        } else {
            book.tags.push(tag);
        }
    }

    /// What only shows when all tags are known: missing parents, keys and digits given twice.
    fn across(&mut self, book: &Codebook) {
        for (index, tag) in book.tags.iter().enumerate() {
            if !tag.parent.is_empty() && book.tag(&tag.parent).is_none() {
                self.about(tag, "codebook.parent", say::codebook_parent(self.lang, &tag.parent));
            }
            let earlier = book.tags.iter().take(index).filter(|other| !other.retired && !tag.retired);
            for other in earlier {
                if tag.favourite.is_some() && tag.favourite == other.favourite {
                    let message = say::codebook_digit(self.lang, tag.path(), other.path());
                    self.about(tag, "codebook.favourite", message);
                }
                if tag.key.is_some() && tag.key == other.key {
                    self.about(tag, "codebook.key", say::codebook_key(self.lang, tag.path(), other.path()));
                }
            }
        }
    }

    /// A warning at the line that names a tag.
    fn about(&mut self, tag: &Tag, code: &'static str, message: String) {
        let wanted = format!("name = \"{}\"", tag.name);
        let offset = self.text.find(&wanted).unwrap_or(0);
        self.problem(Some(offset..offset), code, message);
        if let Some(problem) = self.problems.last_mut() {
            problem.severity = Severity::Warning;
        }
    }
}

/// Takes one field of a tag; false when its value is of the wrong kind. Unknown keys are not ours to judge.
fn take(tag: &mut Tag, key: &str, item: &Item) -> bool {
    let text = |field: &mut String| item.as_str().map(|text| text.clone_into(field));
    let taken = match key {
        "name" => text(&mut tag.name),
        "parent" => text(&mut tag.parent),
        "definition" => text(&mut tag.definition),
        "use_when" => text(&mut tag.use_when),
        "not_when" => text(&mut tag.not_when),
        "color" => item.as_str().map(|color| tag.color = Some(color.to_owned())),
        "key" => item.as_str().and_then(one_character).map(|key| tag.key = Some(key)),
        "weight" => number(item).map(|weight| tag.weight = Some(weight)),
        "aliases" => strings(item).map(|aliases| tag.aliases = aliases),
        "retired" => item.as_bool().map(|retired| tag.retired = retired),
        "favourite" => item
            .as_integer()
            .and_then(|digit| u8::try_from(digit).ok())
            .filter(|digit| (1..=9).contains(digit))
            .map(|digit| tag.favourite = Some(digit)),
        _ => Some(()),
    };
    taken.is_some()
}

fn one_character(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// A weight: a number, not below nought.
fn number(item: &Item) -> Option<f64> {
    let whole = || item.as_integer().and_then(|n| i32::try_from(n).ok()).map(f64::from);
    item.as_float().or_else(whole).filter(|weight| weight.is_finite() && *weight >= 0.0)
}

fn strings(item: &Item) -> Option<Vec<String>> {
    item.as_array()?.iter().map(|value| value.as_str().map(ToOwned::to_owned)).collect()
}

/// Renders a codebook from nothing.
pub fn render(book: &Codebook) -> String {
    let mut document = DocumentMut::new();
    document.insert("schema", toml_edit::value(1));
    document.insert("revision", revision(book.revision));
    document.insert("tag", Item::ArrayOfTables(book.tags.iter().map(table).collect::<ArrayOfTables>()));
    document.to_string()
}

/// The same file with one more tag and the next revision; comments and unknown keys stay. `None` when the
/// file does not parse: nothing is written over what cannot be read.
pub fn add_tag(text: &str, tag: &Tag) -> Option<String> {
    add_tags(text, std::slice::from_ref(tag))
}

/// The same file with more tags in their order, as one change ([`add_tag`]).
pub fn add_tags(text: &str, more: &[Tag]) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    next_revision(&mut document);
    let tags = document.entry("tag").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let tags = tags.as_array_of_tables_mut()?;
    more.iter().map(table).for_each(|table| tags.push(table));
    Some(document.to_string())
}

/// Counts one change more.
fn next_revision(document: &mut DocumentMut) {
    let old = document.get("revision").and_then(Item::as_integer).and_then(|n| u64::try_from(n).ok());
    if document.get("schema").is_none() {
        document.insert("schema", toml_edit::value(1));
    }
    let next = revision(old.unwrap_or(1) + 1);
    match document.get_mut("revision") {
        Some(item) => set_value(item, next),
        None => drop(document.insert("revision", next)),
    }
}

/// Replaces a value; the comment beside it stays.
fn set_value(item: &mut Item, new: Item) {
    let decor = item.as_value().map(|value| value.decor().clone());
    *item = new;
    if let (Some(value), Some(decor)) = (item.as_value_mut(), decor) {
        *value.decor_mut() = decor;
    }
}

fn revision(revision: u64) -> Item {
    toml_edit::value(i64::try_from(revision).unwrap_or(i64::MAX))
}

/// One `[[tag]]`, what is empty left out.
fn table(tag: &Tag) -> Table {
    let mut table = Table::new();
    let mut put = |key: &str, value: Value| {
        table.insert(key, Item::Value(value));
    };
    put("name", string(&tag.name));
    put("parent", string(&tag.parent));
    if let Some(key) = tag.key {
        put("key", string(&key.to_string()));
    }
    if let Some(digit) = tag.favourite {
        put("favourite", i64::from(digit).into());
    }
    if let Some(color) = &tag.color {
        put("color", string(color));
    }
    if let Some(weight) = tag.weight {
        put("weight", weight.into());
    }
    for (key, text) in
        [("definition", &tag.definition), ("use_when", &tag.use_when), ("not_when", &tag.not_when)]
    {
        if !text.is_empty() {
            put(key, string(text));
        }
    }
    if !tag.aliases.is_empty() {
        put("aliases", Value::Array(tag.aliases.iter().map(|alias| string(alias)).collect()));
    }
    if tag.retired {
        put("retired", true.into());
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, paths: &[&str], problems: &[&str]) {
        let (book, found) = parse(text, "codebook.toml", Lang::En);
        assert_eq!(book.tags.iter().map(Tag::path).collect::<Vec<_>>(), paths);
        let found: Vec<String> =
            found.iter().map(|p| format!("{}:{}:{}", p.line, p.column, p.code)).collect();
        assert_eq!(found, problems);
    }

    #[test]
    fn the_built_in_book_is_sound() {
        let (book, problems) = parse(BUILT_IN, "codebook.toml", Lang::En);
        assert_eq!(problems, []);
        let favourites: Vec<&str> =
            (1..=9).filter_map(|digit| book.favourite(digit)).map(|tag| tag.name.as_str()).collect();
        let expected = "待核实 亮点 可引用 事实 数据单位 名称职务 错别字 招商引资 营商环境";
        assert_eq!(favourites.join(" "), expected);
        assert_eq!(parse(&render(&book), "codebook.toml", Lang::En), (book, Vec::new()));
    }

    #[test]
    fn a_bad_tag_costs_itself_alone() {
        check(
            "[[tag]]\nname = \"甲\"\n\n[[tag]]\nname = 3\n\n[[tag]]\nname = \"乙\"\nparent = \"无\"\nweight = -1\n",
            &["甲", "无/乙"],
            &["5:8:codebook.field", "5:8:codebook.name", "10:10:codebook.field", "8:1:codebook.parent"],
        );
        check("[[tag]]\nname = \"甲\n", &[], &["2:10:codebook.toml"]);
        check("tag = 3\n", &[], &["1:7:codebook.tag"]);
    }

    #[test]
    fn a_new_tag_keeps_what_others_wrote() {
        let text = "# 说明\nrevision = 3 # 版\nx = 1\n\n[[tag]]\nname = \"甲\" # 注\nnote = \"y\"\n";
        let tag = Tag { name: "乙".into(), parent: "甲".into(), ..Tag::default() };
        let text = add_tag(text, &tag).expect("parses");
        for kept in ["# 说明\n", "revision = 4 # 版\n", "x = 1\n", "name = \"甲\" # 注\nnote = \"y\"\n"]
        {
            assert!(text.contains(kept), "{text}");
        }
        check(&text, &["甲", "甲/乙"], &[]);
        assert_eq!(add_tag("[[tag", &tag), None);
    }
}
