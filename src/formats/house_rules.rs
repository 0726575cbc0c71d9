//! `rules.toml`: a desk's house style. A rule with an error is reported with its place and not used; all others are.

use std::ops::Range;

use regex::RegexBuilder;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::hash;
use crate::checks::{HouseRule, HouseRules, Pattern};
use crate::keymap::nearest::nearest;
use crate::keymap::source::{Source, integer, rows};
use crate::messages::{Lang, checks as say, keymap as words};
use crate::query::pattern;
use crate::words::{Problem, Severity, TagPath};

/// Its name, at the library's top.
pub const FILE_NAME: &str = "rules.toml";

/// The most rules that are used.
const MOST_RULES: usize = 500;
/// A broken file up to this size is read rule by rule, in bytes.
const MOST_MENDED_BYTES: usize = 256 * 1024;
/// The most that a compiled pattern may take, in bytes.
const MOST_PATTERN_BYTES: usize = 1 << 20;

const KEYS: [&str; 6] = ["pattern", "advice", "why", "severity", "tag", "name"];

/// Reads the rules and all that is wrong with them.
pub fn parse(text: &str, lang: Lang) -> (HouseRules, Vec<Problem>) {
    let source = Source { file: FILE_NAME, text, lang };
    let mut reader = Reader { source, rules: HouseRules::default(), problems: Vec::new() };
    let (table, problems) = source.parse(("rules.not-toml", "rules.duplicate"));
    match table {
        Some(table) => {
            reader.problems = problems;
            reader.file(&table);
        }
        None if text.len() > MOST_MENDED_BYTES => reader.problems = problems,
        None => reader.pieces(),
    }
    let Reader { rules, mut problems, .. } = reader;
    problems.sort_by_key(|problem| (problem.line, problem.column));
    (rules, problems)
}

struct Reader<'a> {
    source: Source<'a>,
    rules: HouseRules,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Reads a broken file rule by rule: each alone, with blanks for all before it so that places stay.
    fn pieces(&mut self) {
        let text = self.source.text;
        let mut starts = vec![0];
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at > 0 && line.trim_start().starts_with("[[") {
                starts.push(at);
            }
            at += line.len();
        }
        starts.push(text.len());
        for piece in starts.windows(2) {
            let (Some(start), Some(end)) = (piece.first(), piece.last()) else { continue };
            let before = text.get(..*start).unwrap_or_default();
            let blank: String = before.bytes().map(|b| if b == b'\n' { '\n' } else { ' ' }).collect();
            let alone = blank + text.get(*start..*end).unwrap_or_default();
            let source = Source { text: &alone, ..self.source };
            let (table, problems) = source.parse(("rules.not-toml", "rules.duplicate"));
            let placed: Vec<Problem> = problems.into_iter().map(|problem| self.placed(problem)).collect();
            self.problems.extend(placed);
            if let Some(table) = table {
                self.file(&table);
            }
        }
    }

    /// A problem of a piece: its column counts characters of the file itself.
    fn placed(&self, problem: Problem) -> Problem {
        let line = self.source.text.split('\n').nth(problem.line.saturating_sub(1)).unwrap_or("");
        problem.in_line(line.strip_suffix('\r').unwrap_or(line))
    }

    fn file(&mut self, table: &DeTable<'_>) {
        let rows = rows(table);
        let schema = rows.iter().find(|(key, _)| key.get_ref() == "schema");
        if let Some((_, value)) = schema.filter(|(_, value)| integer(value.get_ref()) != Some(1)) {
            let found = self.source.text.get(value.span()).unwrap_or("");
            let message = say::rules_schema(self.source.lang, found);
            let hint = say::write_schema(self.source.lang);
            return self.problem(&value.span(), "rules.schema", message, hint);
        }
        for (key, value) in rows {
            match (key.get_ref().as_ref(), value.get_ref().as_array()) {
                ("schema", _) => {}
                ("rule", Some(rules)) => {
                    for rule in rules {
                        self.rule(rule);
                    }
                }
                ("rule", None) => {
                    let (message, hint) =
                        (say::rules_shape(self.source.lang), say::rule_example(self.source.lang));
                    self.problem(&value.span(), "rules.shape", message, hint);
                }
                _ => {
                    let problem = self.source.unknown(key, "rules.unknown-key", &["schema", "rule"]);
                    self.problems.push(problem);
                }
            }
        }
    }

    /// One `[[rule]]`; it is used when nothing is wrong with it.
    fn rule(&mut self, value: &Spanned<DeValue<'_>>) {
        let lang = self.source.lang;
        let before = self.problems.len();
        let Some(table) = value.get_ref().as_table() else {
            let (message, hint) = (say::rules_shape(lang), say::rule_example(lang));
            return self.problem(&value.span(), "rules.shape", message, hint);
        };
        let mut texts: [Option<(&str, Range<usize>)>; KEYS.len()] = Default::default();
        for (key, value) in rows(table) {
            let Some(at) = KEYS.iter().position(|known| known == key.get_ref()) else {
                let problem = self.source.unknown(key, "rules.unknown-key", &KEYS);
                self.problems.push(problem);
                continue;
            };
            match value.get_ref().as_str() {
                Some("") => {
                    // Words may be replaced by nothing; all else is to say something.
                    if KEYS.get(at) == Some(&"advice") {
                        texts[at] = Some(("", value.span()));
                        continue;
                    }
                    let message = say::rule_empty(lang, key.get_ref());
                    self.problem(&value.span(), "rules.empty", message, say::rule_example(lang));
                }
                Some(text) => texts[at] = Some((text, value.span())),
                None => {
                    let message = say::rule_text(lang, key.get_ref());
                    self.problem(&value.span(), "rules.type", message, say::rule_example(lang));
                }
            }
        }
        let [pattern, advice, why, severity, tag, name] = texts;
        for (key, text) in [("pattern", &pattern), ("advice", &advice)] {
            if text.is_none() && !table.contains_key(key) {
                let message = say::rule_lacks(lang, key);
                self.problem(&value.span(), "rules.lacks", message, say::rule_example(lang));
            }
        }
        let found = pattern.as_ref().and_then(|(text, span)| self.pattern(text, span));
        let severity = self.severity(severity);
        let tag = self.tag(tag);
        let code = pattern.as_ref().and_then(|(text, span)| self.code(name, text, span));
        if self.problems.len() > before {
            return;
        }
        let (Some(pattern), Some((advice, _)), Some(code)) = (found, advice, code) else { return };
        if self.rules.rules.len() >= MOST_RULES {
            let message = say::rules_too_many(lang, MOST_RULES);
            return self.problem(&value.span(), "rules.too-many", message, String::new());
        }
        let why = why.map(|(why, _)| why.to_owned());
        self.rules.rules.push(HouseRule { code, pattern, advice: advice.to_owned(), why, severity, tag });
    }

    fn pattern(&mut self, text: &str, span: &Range<usize>) -> Option<Pattern> {
        let expression = text.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
        let Some(expression) = expression.filter(|expression| !expression.is_empty()) else {
            return Some(Pattern::Words(text.to_owned()));
        };
        let lang = self.source.lang;
        let built = pattern::check(expression, lang).and_then(|_anchored| {
            let built = RegexBuilder::new(expression).size_limit(MOST_PATTERN_BYTES).build();
            built.map_err(|_too_large| pattern::too_large(lang))
        });
        match built {
            Ok(expression) => Some(Pattern::Expression(Box::new(expression))),
            Err(wrong) => {
                let before: usize = expression.chars().take(wrong.at_chars).map(char::len_utf8).sum();
                let at = self.source.inside(span, text, 1 + before);
                let problem = self.source.problem(at, "rules.pattern", say::rule_pattern(lang, wrong.why));
                self.problems.push(problem);
                None
            }
        }
    }

    fn severity(&mut self, given: Option<(&str, Range<usize>)>) -> Severity {
        let Some((text, span)) = given else { return Severity::Advice };
        match text {
            "advice" => Severity::Advice,
            "warning" => Severity::Warning,
            other => {
                let lang = self.source.lang;
                let hint = nearest(other, ["advice", "warning"]);
                let hint = hint.map_or_else(
                    || words::one_of(lang, "advice, warning"),
                    |near| words::did_you_mean(lang, near),
                );
                self.problem(&span, "rules.severity", say::rule_severity(lang, other), hint);
                Severity::Advice
            }
        }
    }

    fn tag(&mut self, given: Option<(&str, Range<usize>)>) -> String {
        let Some((text, span)) = given else { return crate::checks::HOUSE_TAG.to_owned() };
        if TagPath::new(text).is_none() {
            let lang = self.source.lang;
            self.problem(&span, "rules.tag", say::rule_tag(lang, text), say::rule_tag_is(lang));
        }
        text.to_owned()
    }

    /// The rule's code by its name, else by its pattern.
    fn code(
        &mut self,
        name: Option<(&str, Range<usize>)>,
        pattern: &str,
        place: &Range<usize>,
    ) -> Option<String> {
        let lang = self.source.lang;
        let (name, span) = match name {
            Some((name, span)) => (name.to_owned(), span),
            None => (hash(pattern).to_string().chars().take(8).collect(), place.clone()),
        };
        let is_slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '-');
        if !(1..=40).contains(&name.len()) || !name.chars().all(is_slug) {
            self.problem(&span, "rules.name", say::rule_name(lang, &name), say::rule_name_is(lang));
            return None;
        }
        let code = format!("house.{name}");
        if self.rules.rules.iter().any(|rule| rule.code == code) {
            self.problem(&span, "rules.twice", say::rule_twice(lang, &name), say::rule_other_name(lang));
            return None;
        }
        Some(code)
    }

    fn problem(&mut self, span: &Range<usize>, code: &'static str, message: String, hint: String) {
        let problem = self.source.problem(span.start, code, message);
        self.problems.push(if hint.is_empty() { problem } else { problem.with_hint(hint) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of the rules used, and the problems as `line:column code`.
    #[track_caller]
    fn check(text: &str, rules: &[&str], problems: &[&str]) {
        for lang in [Lang::Zh, Lang::En] {
            let (house, found) = parse(text, lang);
            let found: Vec<String> =
                found.iter().map(|p| format!("{}:{} {}", p.line, p.column, p.code)).collect();
            assert_eq!(found, problems, "{text}");
            let codes: Vec<&str> = house.rules.iter().map(|rule| rule.code.as_str()).collect();
            assert_eq!(codes, rules, "{text}");
        }
    }

    const GOOD: &str = "[[rule]]\nname = \"qita\"\npattern = \"其它\"\nadvice = \"其他\"\n";

    #[test]
    fn rules_are_read() {
        check(&format!("schema = 1\n# 体例\n{GOOD}"), &["house.qita"], &[]);
        let text = "[[rule]]\npattern = '/截止\\d/'\nadvice = \"截至\"\nseverity = \"warning\"\ntag = \"差错/标点\"\nwhy = \"口径\"\n";
        let (house, problems) = parse(text, Lang::Zh);
        assert_eq!(problems, []);
        let rule = house.rules.first().expect("a rule");
        assert_eq!(
            (rule.severity, rule.tag.as_str(), rule.why.as_deref()),
            (Severity::Warning, "差错/标点", Some("口径"))
        );
        assert!(matches!(&rule.pattern, Pattern::Expression(expression) if expression.is_match("截止3月")));
        assert!(rule.code.len() == "house.".len() + 8 && rule.code.is_ascii());
        check("", &[], &[]);
    }

    #[test]
    fn a_bad_rule_costs_no_other() {
        for (bad, problem) in [
            (
                "[[rule]]\npatern = \"的的\"\nadvice = \"的\"\n",
                vec!["1:1 rules.lacks", "2:1 rules.unknown-key"],
            ),
            ("[[rule]]\npattern = \"的的\"\n", vec!["1:1 rules.lacks"]),
            ("[[rule]]\npattern = 3\nadvice = \"的\"\n", vec!["2:11 rules.type"]),
            ("[[rule]]\npattern = \"\"\nadvice = \"的\"\n", vec!["2:11 rules.empty"]),
            ("[[rule]]\npattern = '/截止[/'\nadvice = \"截至\"\n", vec!["2:15 rules.pattern"]),
            (
                "[[rule]]\npattern = \"的的\"\nadvice = \"的\"\nseverity = \"warn\"\n",
                vec!["4:12 rules.severity"],
            ),
            ("[[rule]]\npattern = \"的的\"\nadvice = \"的\"\nname = \"名\"\n", vec!["4:8 rules.name"]),
            ("[[rule]]\npattern = \"的的\"\nadvice = \"的\"\ntag = \"/\"\n", vec!["4:7 rules.tag"]),
        ] {
            check(&format!("{bad}{GOOD}"), &["house.qita"], &problem);
        }
        check(&format!("{GOOD}{GOOD}"), &["house.qita"], &["6:8 rules.twice"]);
        check(&format!("shema = 1\n{GOOD}"), &["house.qita"], &["1:1 rules.unknown-key"]);
        check(&format!("schema = 2\n{GOOD}"), &[], &["1:10 rules.schema"]);
        check("rule = 3\n", &[], &["1:8 rules.shape"]);
    }

    #[test]
    fn a_file_that_is_no_toml_is_read_rule_by_rule() {
        let slip = "[[rule]]\npattern = \"截止\nadvice = \"截至\"\n";
        let (house, problems) = parse(&format!("schema = 1\n{slip}{GOOD}"), Lang::Zh);
        assert_eq!(house.rules.len(), 1);
        assert!(
            problems.iter().all(|p| p.code == "rules.not-toml" && (3..=4).contains(&p.line)),
            "{problems:?}"
        );
        assert!(!problems.is_empty());
        assert_eq!(problems.first().and_then(|p| p.source_line.as_deref()), Some("pattern = \"截止"));
    }

    #[test]
    fn wrong_names_have_the_right_one_beside_them() {
        let (_, problems) =
            parse("[[rule]]\npattern = \"甲\"\nadvise = \"乙\"\nseverity = \"warnig\"\n", Lang::En);
        let hints: Vec<&str> = problems.iter().filter_map(|p| p.hint.as_deref()).collect();
        assert!(
            hints.contains(&"did you mean `advice`?") && hints.contains(&"did you mean `warning`?"),
            "{hints:?}"
        );
    }

    #[test]
    fn the_file_of_the_sample_library_is_sound() {
        let (house, problems) = parse(include_str!("../../rules.toml"), Lang::Zh);
        assert_eq!(problems, []);
        assert!(house.rules.len() >= 3);
    }
}
