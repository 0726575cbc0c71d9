//! `import-rules.toml`: what readers answered about a paper's pages, readable and editable by hand.
//!
//! Comments and unknown keys survive; a rule that cannot be read is reported and costs only itself.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use encoding_rs::Encoding;

use super::{encoding, hash};
use crate::import::{DoubtKind, Rule, Rules};
use crate::messages::{Lang, import as say, syntax};
use crate::words::{Hash16, Problem, RuleChange, problem::line_column};

/// Its name, at the library's top.
pub const FILE_NAME: &str = "import-rules.toml";

/// Reads the rules.
pub fn parse(text: &str, lang: Lang) -> (Rules, Vec<Problem>) {
    let document: DocumentMut = match text.parse() {
        Ok(document) => document,
        Err(error) => {
            let error: toml_edit::TomlError = error;
            let (line, column) = error.span().map_or((1, 1), |span| line_column(text, span.start));
            let problem = Problem::error(
                FILE_NAME,
                line,
                column,
                "import.rules",
                say::rules_broken(lang, syntax::what(lang, error.message())),
            );
            return (Rules::default(), vec![problem.with_hint(say::mend_rules(lang))]);
        }
    };
    let (mut rules, mut problems) = (Rules::default(), Vec::new());
    for (index, table) in
        document.get("rule").and_then(Item::as_array_of_tables).into_iter().flatten().enumerate()
    {
        let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
        if let (Some(kind), Some(when), Some(answer)) =
            (text("kind").as_deref().and_then(DoubtKind::parse), text("when"), text("answer"))
        {
            rules.remember(Rule { paper: text("paper").unwrap_or_default(), kind, when, answer });
        } else {
            let message = say::rule_broken(lang, index + 1);
            problems.push(
                Problem::error(FILE_NAME, 0, 0, "import.rule", message).with_hint(say::mend_rules(lang)),
            );
        }
    }
    (rules, problems)
}

/// The encodings that a user chose for files, found again by what the files hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Encodings {
    known: Vec<(String, &'static Encoding)>,
}

impl Encodings {
    /// Takes up what was chosen just now for the file whose bytes have this hash.
    pub fn choose(&mut self, file: Hash16, encoding: &'static Encoding) {
        self.known.push((file.to_string(), encoding));
    }

    /// The encoding that was chosen for a file.
    pub fn of(&self, bytes: &[u8]) -> Option<&'static Encoding> {
        if self.known.is_empty() {
            return None;
        }
        let hash = hash::digest(bytes).to_string();
        self.known.iter().rev().find(|(known, _)| *known == hash).map(|(_, encoding)| *encoding)
    }
}

/// Reads the encodings; one that is not known is as good as none.
pub fn encodings(text: &str) -> Encodings {
    let document: DocumentMut = text.parse().unwrap_or_default();
    let tables = document.get("encoding").and_then(Item::as_array_of_tables);
    let read = |table: &Table| {
        let text = |key: &str| table.get(key).and_then(Item::as_str);
        Some((text("file")?.to_owned(), encoding::by_name(text("name")?)?))
    };
    Encodings { known: tables.into_iter().flatten().filter_map(read).collect() }
}

/// The file with the encoding that a user chose for a file of these bytes.
pub fn with_encoding(text: &str, bytes: &[u8], name: &str) -> String {
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    if !document.contains_key("schema") {
        document.insert("schema", value(1));
    }
    let hash = hash::digest(bytes).to_string();
    let tables = document.entry("encoding").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(tables) = tables.as_array_of_tables_mut() {
        tables.retain(|table| table.get("file").and_then(Item::as_str) != Some(&hash));
        let mut one = Table::new();
        one.insert("file", value(hash));
        one.insert("name", value(name));
        tables.push(one);
    }
    document.to_string()
}

/// What the file answers to the question of a change; `None` when it has no rule for it.
pub fn answer(text: &str, change: &RuleChange) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let tables = document.get("rule")?.as_array_of_tables()?;
    let table = tables
        .iter()
        .filter(|table| is_for(table, (change.paper.as_str(), change.kind.as_str(), change.when.as_str())))
        .last()?;
    table.get("answer").and_then(Item::as_str).map(str::to_owned)
}

/// The file with a change made: a rule more, another answer, or a rule less.
pub fn with_change(text: &str, change: &RuleChange) -> String {
    let asked = (change.paper.as_str(), change.kind.as_str(), change.when.as_str());
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    if !document.contains_key("schema") {
        document.insert("schema", value(1));
    }
    let tables = document.entry("rule").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(tables) = tables.as_array_of_tables_mut() else { return text.to_owned() };
    let Some(answer) = &change.new else {
        tables.retain(|table| !is_for(table, asked));
        return document.to_string();
    };
    let known = tables.iter().position(|table| is_for(table, asked));
    match known.and_then(|index| tables.get_mut(index)) {
        Some(table) => {
            table.insert("answer", value(answer));
        }
        None => tables.push(table_of(asked, answer)),
    }
    document.to_string()
}

fn is_for(table: &Table, asked: (&str, &str, &str)) -> bool {
    let text = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or("");
    (text("paper"), text("kind"), text("when")) == asked
}

fn table_of((paper, kind, when): (&str, &str, &str), answer: &str) -> Table {
    let mut table = Table::new();
    if !paper.is_empty() {
        table.insert("paper", value(paper));
    }
    table.insert("kind", value(kind));
    table.insert("when", value(when));
    table.insert("answer", value(answer));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_come_back_and_comments_stay() {
        let change = |old: Option<&str>, new: Option<&str>| RuleChange {
            paper: "甲报".into(),
            kind: "join".into(),
            when: "实现|废水".into(),
            old: old.map(str::to_owned),
            new: new.map(str::to_owned),
        };
        let text = with_change("# 手写\nschema = 1\n", &change(None, Some("yes")));
        assert_eq!(answer(&text, &change(None, None)).as_deref(), Some("yes"));
        let text = with_change(&text, &change(Some("yes"), Some("no")));
        assert!(text.starts_with("# 手写\n"), "{text}");
        let rules = parse(&text, Lang::Zh).0.rules;
        assert_eq!((rules.len(), rules[0].kind, rules[0].answer.as_str()), (1, DoubtKind::Join, "no"));
        let text = with_change(&text, &change(Some("no"), None));
        assert_eq!((parse(&text, Lang::Zh).0.rules, answer(&text, &change(None, None))), (Vec::new(), None));
    }

    #[test]
    fn a_chosen_encoding_is_found_by_the_bytes() {
        let text = with_encoding("# 手写\nschema = 1\n", b"\xa4\xa4", "Big5");
        let text = with_encoding(&text, b"\xa4\xa4", "GB18030");
        assert!(text.starts_with("# 手写") && text.matches("[[encoding]]").count() == 1, "{text}");
        assert_eq!(encodings(&text).of(b"\xa4\xa4"), Some(encoding_rs::GB18030));
        assert_eq!(encodings(&text).of(b"\xa4"), None);
        assert_eq!(parse(&text, Lang::Zh), (Rules::default(), Vec::new()));
    }

    #[test]
    fn a_broken_rule_costs_itself() {
        let (rules, problems) = parse(
            "[[rule]]\nkind = \"x\"\n[[rule]]\nkind = \"zone\"\nwhen = \"甲\"\nanswer = \"乙\"\n",
            Lang::En,
        );
        assert_eq!((rules.rules.len(), problems.len()), (1, 1));
        assert_eq!(parse("a = [", Lang::En).1.len(), 1);
    }
}
