//! `import-rules.toml`: what readers answered about a paper's pages, readable and editable by hand.
//!
//! Comments and unknown keys survive; a rule that cannot be read is reported and costs only itself.

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use encoding_rs::Encoding;

use super::{encoding, hash};
use crate::import::{DoubtKind, Rule, Rules};
use crate::messages::{Lang, import as say};
use crate::words::{Problem, problem::line_column};

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
                say::rules_broken(lang, error.message()),
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

/// The file with one rule more, or with a new answer to the same question.
pub fn with_rule(text: &str, rule: &Rule) -> String {
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    if !document.contains_key("schema") {
        document.insert("schema", value(1));
    }
    let tables = document.entry("rule").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    if let Some(tables) = tables.as_array_of_tables_mut() {
        let known = tables.iter().position(|table| is_about(table, rule));
        match known.and_then(|index| tables.get_mut(index)) {
            Some(table) => {
                table.insert("answer", value(&rule.answer));
            }
            None => tables.push(table_of(rule)),
        }
    }
    document.to_string()
}

/// The file without a rule: the answer is taken back.
pub fn without_rule(text: &str, rule: &Rule) -> String {
    let mut document: DocumentMut = text.parse().unwrap_or_default();
    if let Some(tables) = document.get_mut("rule").and_then(Item::as_array_of_tables_mut) {
        tables.retain(|table| !is_about(table, rule));
    }
    document.to_string()
}

fn is_about(table: &Table, rule: &Rule) -> bool {
    let text = |key: &str| table.get(key).and_then(Item::as_str).unwrap_or("");
    (text("paper"), text("kind"), text("when")) == (rule.paper.as_str(), rule.kind.name(), rule.when.as_str())
}

fn table_of(rule: &Rule) -> Table {
    let mut table = Table::new();
    if !rule.paper.is_empty() {
        table.insert("paper", value(&rule.paper));
    }
    table.insert("kind", value(rule.kind.name()));
    table.insert("when", value(&rule.when));
    table.insert("answer", value(&rule.answer));
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_come_back_and_comments_stay() {
        let rule = |answer: &str| Rule {
            paper: "甲报".into(),
            kind: DoubtKind::Join,
            when: "实现|废水".into(),
            answer: answer.into(),
        };
        let text = with_rule("# 手写\nschema = 1\n", &rule("yes"));
        let text = with_rule(&text, &rule("no"));
        assert!(text.starts_with("# 手写\n"), "{text}");
        assert_eq!(parse(&text, Lang::Zh).0.rules, [rule("no")]);
        assert_eq!(parse(&without_rule(&text, &rule("no")), Lang::Zh).0.rules, []);
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
