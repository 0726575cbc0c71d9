//! TOML → [`Annotations`], every complaint with its line and column.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use uuid::Uuid;

use super::Parsed;
use crate::messages::{Lang, store as say, syntax};
use crate::words::problem::line_column;
use crate::words::{
    Annotations, Annotator, ArticleId, Hash16, Mark, MarkId, Moment, Problem, Severity, Signed, Status,
};

/// Reads one store file. `file` is the path as shown; `article` and `author` are what folder and stem say:
/// they win over the file's own claims. `source` must have gone through [`super::normalise`].
pub fn parse(file: &str, source: &str, article: &ArticleId, author: &Annotator, lang: Lang) -> Parsed {
    let mut reader = Reader { file, source, lang, problems: Vec::new(), errors: 0, unsaid: 0 };
    let mut annotations = Annotations::empty(article.clone(), author.clone(), author.to_string());
    let (schema, annotations) = match DeTable::parse(source) {
        Ok(root) => {
            let schema = reader.root(root.get_ref(), &mut annotations);
            (schema, annotations)
        }
        Err(error) => {
            reader.syntax(&error);
            (None, annotations)
        }
    };
    if reader.unsaid > 0 {
        let message = say::more_problems(lang, reader.unsaid);
        let said = reader.problems.iter().filter(|problem| problem.severity == Severity::Error).count();
        let severity = if reader.errors > said { Severity::Error } else { Severity::Warning };
        let more = Problem::error(file, 0, 0, "store.more", message).at(severity);
        reader.problems.push(more.with_hint(say::edit_the_file(lang)));
    }
    Parsed { annotations, schema, problems: reader.problems }
}

/// How many complaints about one file are made in full: finding a place costs a pass over the file.
const MOST_PROBLEMS: usize = 200;

mod limited;

type Table<'i> = DeTable<'i>;
type Value<'i> = Spanned<DeValue<'i>>;

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    lang: Lang,
    problems: Vec<Problem>,
    /// How many complaints were errors, said or not.
    errors: usize,
    /// How many complaints were only counted.
    unsaid: usize,
}

impl Reader<'_> {
    /// Notes a problem at a byte range of the source.
    fn complain(
        &mut self,
        at: &Range<usize>,
        code: &'static str,
        severity: Severity,
        message: String,
        hint: String,
    ) {
        self.errors += usize::from(severity == Severity::Error);
        if self.problems.len() >= MOST_PROBLEMS {
            self.unsaid += 1;
            return;
        }
        let (line, column) = line_column(self.source, at.start);
        let text = self.source.lines().nth(line.saturating_sub(1)).unwrap_or("");
        self.problems.push(
            Problem::error(self.file, line, column, code, message).at(severity).with_hint(hint).in_line(text),
        );
    }

    fn wrong(&mut self, value: &Value<'_>, key: &str, expected: &str) {
        let found = value.get_ref().type_str();
        let (message, hint) =
            (say::wrong_type(self.lang, key, expected, found), say::edit_the_file(self.lang));
        self.complain(&value.span(), "store.wrong-type", Severity::Error, message, hint);
    }

    /// The file is not TOML: names conflict markers by line, anything else as the parser does.
    fn syntax(&mut self, error: &toml::de::Error) {
        let markers = super::salvage::marker_lines(self.source);
        if let Some(first) = markers.first() {
            let line = self.source.lines().nth(first.saturating_sub(1)).unwrap_or("");
            let lines = markers.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
            let message = say::conflict_markers(self.lang, lines);
            self.problems.push(
                Problem::error(self.file, *first, 1, "store.conflict-markers", message)
                    .with_hint(say::run_doctor(self.lang))
                    .in_line(line),
            );
            return;
        }
        let at = error.span().unwrap_or(0..0);
        let (message, hint) =
            (say::not_toml(self.lang, syntax::what(self.lang, error.message())), say::run_doctor(self.lang));
        self.complain(&at, "store.not-toml", Severity::Error, message, hint);
    }

    fn root(&mut self, root: &Table<'_>, annotations: &mut Annotations) -> Option<i64> {
        let mut schema = None;
        for (key, value) in root {
            match key.get_ref().as_ref() {
                "schema" => schema = self.schema(value),
                "article" => self.claim(value, "article", annotations.article.as_str()),
                "author" => self.claim(value, "author", annotations.author.as_str()),
                "author_name" => {
                    annotations.author_name = self.text(value, "author_name").unwrap_or_default();
                }
                "mark" => annotations.marks = self.marks(value),
                "read" => annotations.read = self.read(value),
                "sign" => annotations.signs = self.signs(value),
                "dismissed" => annotations.dismissed = self.dismissed(value),
                _ => {}
            }
        }
        if schema.is_none() && self.problems.is_empty() {
            let (message, hint) = (say::no_schema(self.lang), say::run_migrate(self.lang));
            self.complain(&(0..0), "store.no-schema", Severity::Warning, message, hint);
        }
        schema
    }

    fn schema(&mut self, value: &Value<'_>) -> Option<i64> {
        let schema = self.integer(value, "schema")?;
        if schema > super::SCHEMA {
            let (message, hint) =
                (say::schema_too_new(self.lang, schema, super::SCHEMA), say::upgrade(self.lang));
            self.complain(&value.span(), "store.schema-too-new", Severity::Warning, message, hint);
        } else if schema < 1 {
            self.wrong(value, "schema", "1");
        }
        Some(schema)
    }

    /// A claim that must equal what folder or stem says.
    fn claim(&mut self, value: &Value<'_>, key: &str, expected: &str) {
        if let Some(found) = self.text(value, key)
            && found != expected
        {
            let (message, hint) =
                (say::wrong_claim(self.lang, key, &found, expected), say::path_wins(self.lang));
            self.complain(&value.span(), "store.wrong-claim", Severity::Warning, message, hint);
        }
    }

    fn table<'t, 'i>(&mut self, value: &'t Value<'i>, key: &str) -> Option<&'t Table<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, key, "table");
        }
        table
    }

    fn text(&mut self, value: &Value<'_>, key: &str) -> Option<String> {
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(value, key, "string");
        }
        text
    }

    fn integer(&mut self, value: &Value<'_>, key: &str) -> Option<i64> {
        let number =
            value.get_ref().as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok());
        if number.is_none() {
            self.wrong(value, key, "integer");
        }
        number
    }

    fn count(&mut self, value: &Value<'_>, key: &str) -> Option<usize> {
        let number = self.integer(value, key)?;
        let count = usize::try_from(number).ok();
        if count.is_none() {
            self.wrong(value, key, "0…");
        }
        count
    }

    /// A date-time; one without an offset counts as UTC, a string of one is taken, too.
    fn moment(&mut self, value: &Value<'_>, key: &str) -> Option<Moment> {
        let text = match value.get_ref() {
            DeValue::Datetime(when) => when.to_string(),
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => String::new(),
        };
        let whole = if text.contains(':') { format!("{text}Z") } else { format!("{text}T00:00:00Z") };
        let moment = Moment::parse(&text).or_else(|| Moment::parse(&whole));
        if moment.is_none() {
            self.wrong(value, key, "2026-03-18T14:03:07+08:00");
        }
        moment
    }

    fn hash(&mut self, value: &Value<'_>, key: &str) -> Option<Hash16> {
        let text = self.text(value, key)?;
        let hash = Hash16::parse(&text);
        if hash.is_none() {
            self.wrong(value, key, "0123456789abcdef");
        }
        hash
    }

    fn marks(&mut self, value: &Value<'_>) -> Vec<Mark> {
        let mut marks: BTreeMap<MarkId, Mark> = BTreeMap::new();
        for (key, value) in self.table(value, "mark").into_iter().flatten() {
            let name = key.get_ref();
            let Ok(id) = Uuid::try_parse(name) else {
                let (message, hint) = (say::not_an_id(self.lang, name), say::edit_the_file(self.lang));
                self.complain(&key.span(), "store.not-an-id", Severity::Error, message, hint);
                continue;
            };
            if marks.contains_key(&MarkId(id)) {
                let (message, hint) = (say::same_id(self.lang, name), say::edit_the_file(self.lang));
                self.complain(&key.span(), "store.same-id", Severity::Error, message, hint);
                continue;
            }
            if let Some(mark) = self.mark(MarkId(id), &key.span(), value) {
                marks.insert(mark.id, mark);
            }
        }
        marks.into_values().collect()
    }

    fn mark(&mut self, id: MarkId, at: &Range<usize>, value: &Value<'_>) -> Option<Mark> {
        let table = self.table(value, "mark")?;
        let before = self.errors;
        let mut mark = Mark::blank(id);
        let mut missing = vec!["para", "para_hash", "quote", "created"];
        for (key, value) in table {
            let key = key.get_ref().as_ref();
            missing.retain(|needed| *needed != key);
            self.field(&mut mark, key, value);
        }
        if table.get("updated").is_none() {
            mark.updated = mark.created;
        }
        if !missing.is_empty() {
            let (message, hint) =
                (say::missing_keys(self.lang, missing.join(", ")), say::complete_it(self.lang));
            self.complain(at, "store.missing-key", Severity::Warning, message, hint);
        }
        (self.errors == before).then_some(mark)
    }

    /// One key of a mark; an unknown one is kept by leaving it alone.
    fn field(&mut self, mark: &mut Mark, key: &str, value: &Value<'_>) {
        match key {
            "para" => mark.para = self.count(value, key).unwrap_or_default(),
            "para_hash" => mark.para_hash = self.hash(value, key).unwrap_or(mark.para_hash),
            "span" => mark.span = self.span(value),
            "quote" => mark.quote = self.text(value, key).unwrap_or_default(),
            "prefix" => mark.prefix = self.text(value, key).unwrap_or_default(),
            "suffix" => mark.suffix = self.text(value, key).unwrap_or_default(),
            "tags" => mark.tags = self.tags(value),
            "note" => mark.note = self.note(value),
            "status" => mark.status = self.status(value),
            "created" => mark.created = self.moment(value, key).unwrap_or(mark.created),
            "updated" => mark.updated = self.moment(value, key).unwrap_or(mark.updated),
            "codebook" => {
                mark.codebook =
                    self.count(value, key).and_then(|n| u64::try_from(n).ok()).unwrap_or_default();
            }
            "rev" => mark.rev = self.text(value, key).unwrap_or_default(),
            "target" => mark.target = self.text(value, key),
            "conflict_of" => {
                mark.conflict_of =
                    self.text(value, key).and_then(|text| Uuid::try_parse(&text).ok()).map(MarkId);
                if mark.conflict_of.is_none() {
                    self.wrong(value, key, "UUID");
                }
            }
            _ => {}
        }
    }

    fn span(&mut self, value: &Value<'_>) -> Option<(usize, usize)> {
        let ends: Vec<usize> = value
            .get_ref()
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|end| end.get_ref().as_integer())
            .filter_map(|n| usize::from_str_radix(n.as_str(), n.radix()).ok())
            .collect();
        if let [start, end] = ends.as_slice()
            && start <= end
            && value.get_ref().as_array().is_some_and(|array| array.len() == 2)
        {
            return Some((*start, *end));
        }
        self.wrong(value, "span", "[0, 1]");
        None
    }

    fn status(&mut self, value: &Value<'_>) -> Status {
        let status = value.get_ref().as_str().and_then(Status::parse);
        if status.is_none() {
            self.wrong(value, "status", "open | resolved | rejected | deleted");
        }
        status.unwrap_or_default()
    }

    fn read(&mut self, value: &Value<'_>) -> BTreeMap<Hash16, Moment> {
        let mut read = BTreeMap::new();
        for (key, value) in self.table(value, "read").into_iter().flatten() {
            let Some(hash) = Hash16::parse(key.get_ref()) else {
                let (message, hint) =
                    (say::not_a_hash(self.lang, key.get_ref()), say::edit_the_file(self.lang));
                self.complain(&key.span(), "store.not-a-hash", Severity::Error, message, hint);
                continue;
            };
            if let Some(when) = self.moment(value, "read") {
                read.insert(hash, when);
            }
        }
        read
    }

    fn signs(&mut self, value: &Value<'_>) -> BTreeMap<String, Signed> {
        let mut signs = BTreeMap::new();
        for (key, value) in self.table(value, "sign").into_iter().flatten() {
            let Some(table) = self.table(value, key.get_ref()) else { continue };
            let at = table.get("at").and_then(|value| self.moment(value, "at"));
            let text = table.get("text").and_then(|value| self.hash(value, "text"));
            let marks = table.get("marks").and_then(|value| self.hash(value, "marks"));
            match (at, text) {
                (Some(at), Some(text)) => {
                    signs.insert(
                        key.get_ref().to_string(),
                        Signed { at, text, marks: marks.unwrap_or(Hash16([0; 8])) },
                    );
                }
                _ => self.wrong(value, key.get_ref(), "at, text, marks"),
            }
        }
        signs
    }

    fn dismissed(&mut self, value: &Value<'_>) -> BTreeMap<String, Moment> {
        let mut dismissed = BTreeMap::new();
        for (key, value) in self.table(value, "dismissed").into_iter().flatten() {
            if let Some(when) = self.moment(value, "dismissed") {
                dismissed.insert(key.get_ref().to_string(), when);
            }
        }
        dismissed
    }
}
