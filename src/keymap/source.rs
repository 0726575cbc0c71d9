//! A TOML text with its file's name: from byte spans to problems with line, column and the line itself.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::nearest::nearest;
use crate::messages::{Lang, keymap as say, syntax};
use crate::words::problem::Problem;

/// A key and its value with their places, in the order of the file.
pub type Row<'t, 's> = (&'t Spanned<std::borrow::Cow<'s, str>>, &'t Spanned<DeValue<'s>>);

/// The text being read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The file as it is shown.
    pub file: &'a str,
    /// What it holds.
    pub text: &'a str,
    /// The language to speak.
    pub lang: Lang,
}

impl<'a> Source<'a> {
    /// Parses the text. Duplicate keys cost only themselves; any other error means that it is no TOML, and
    /// the table is `None`.
    pub fn parse(&self, codes: (&'static str, &'static str)) -> (Option<DeTable<'a>>, Vec<Problem>) {
        let (not_toml, duplicate) = codes;
        let (table, errors) = DeTable::parse_recoverable(self.text);
        let mut sound = true;
        let mut problems: Vec<Problem> = errors
            .iter()
            .map(|error| {
                let offset = error.span().map_or(0, |span| span.start);
                if error.message().starts_with("duplicate key") {
                    self.problem(offset, duplicate, say::duplicate_key(self.lang))
                        .with_hint(say::keep_one(self.lang))
                } else {
                    sound = false;
                    self.problem(
                        offset,
                        not_toml,
                        say::not_toml(self.lang, syntax::what(self.lang, error.message())),
                    )
                    .with_hint(say::last_good_stays(self.lang))
                }
            })
            .collect();
        // The parser may stumble over one place more than once.
        problems.dedup_by_key(|one| (one.line, one.column));
        (sound.then(|| table.into_inner()), problems)
    }

    /// An error at a byte offset.
    pub fn problem(&self, offset_bytes: usize, code: &'static str, message: impl Into<String>) -> Problem {
        Problem::in_text(self.file, self.text, offset_bytes, code, message)
    }

    /// An error at a key that is none of those known, with the nearest of them.
    pub fn unknown(
        &self,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        code: &'static str,
        known: &[&str],
    ) -> Problem {
        let hint = match nearest(key.get_ref(), known.iter().copied()) {
            Some(near) => say::did_you_mean(self.lang, near),
            None => say::one_of(self.lang, known.join(", ")),
        };
        let message = say::unknown_setting(self.lang, key.get_ref());
        self.problem(self.inside(&key.span(), key.get_ref(), 0), code, message).with_hint(hint)
    }

    /// Where byte `offset_bytes` of a string's content stands in the text; its start where escapes forbid to tell.
    pub fn inside(&self, span: &Range<usize>, content: &str, offset_bytes: usize) -> usize {
        let raw = self.text.get(span.clone()).unwrap_or("");
        let quotes = raw.len() - raw.trim_start_matches(['"', '\'']).len();
        let lead = if content.is_empty() { 0 } else { quotes };
        let verbatim = raw.get(lead..).is_some_and(|rest| rest.starts_with(content));
        if verbatim { span.start + lead + offset_bytes } else { span.start }
    }
}

/// A table's rows in the order of the file.
pub fn rows<'t, 's>(table: &'t DeTable<'s>) -> Vec<Row<'t, 's>> {
    let mut rows: Vec<Row<'t, 's>> = table.iter().collect();
    rows.sort_by_key(|(key, _)| key.span().start);
    rows
}

/// The number a value is, when it is a whole decimal one.
pub fn integer(value: &DeValue<'_>) -> Option<i64> {
    let digits = value.as_integer()?;
    i64::from_str_radix(digits.as_str(), digits.radix()).ok()
}
