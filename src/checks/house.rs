//! House style: the rules of a desk's `rules.toml`, as `formats::house_rules` reads them.

use std::borrow::Cow;

use regex::Regex;

use super::page::{Find, Page};
use crate::messages::checks as say;
use crate::words::Severity;

/// The most places of one rule in one block.
const MOST_PLACES: usize = 20;

/// What a rule looks for.
#[derive(Debug, Clone)]
pub enum Pattern {
    /// Words as they stand.
    Words(String),
    /// A regular expression; its first group, when it has one, is what is meant.
    Expression(Box<Regex>),
}

/// One rule.
#[derive(Debug, Clone)]
pub struct HouseRule {
    /// `house.NAME`.
    pub code: String,
    /// What it looks for.
    pub pattern: Pattern,
    /// What is to stand there instead.
    pub advice: String,
    /// Why.
    pub why: Option<String>,
    /// How grave it is.
    pub severity: Severity,
    /// The tag that taking it puts on.
    pub tag: String,
}

/// All rules of a library.
#[derive(Debug, Clone, Default)]
pub struct HouseRules {
    /// In the order of the file.
    pub rules: Vec<HouseRule>,
}

pub(super) fn look(page: &mut Page<'_>, house: &HouseRules) {
    for rule in &house.rules {
        let mut finds = Vec::new();
        for block in &page.blocks {
            let mut ruler = block.ruler();
            for bytes in places(&rule.pattern, block.text).into_iter().take(MOST_PLACES) {
                let span = ruler.span(&bytes);
                let found = block.words(span);
                let message = match &rule.why {
                    Some(why) => say::house_because(page.lang, found, why),
                    None => say::house(page.lang, found),
                };
                finds.push(Find {
                    code: "house",
                    tag: "",
                    severity: rule.severity,
                    ordinal: block.ordinal,
                    span_chars: span,
                    message,
                    wording: Some(rule.advice.clone()),
                });
            }
        }
        for find in finds {
            page.add_as(Cow::Owned(rule.code.clone()), Cow::Owned(rule.tag.clone()), find);
        }
    }
}

/// Where a pattern stands in a text, in bytes; nowhere empty.
fn places(pattern: &Pattern, text: &str) -> Vec<std::ops::Range<usize>> {
    match pattern {
        Pattern::Words(words) => {
            text.match_indices(words.as_str()).map(|(at, words)| at..at + words.len()).collect()
        }
        Pattern::Expression(expression) => expression
            .captures_iter(text)
            .filter_map(|found| found.get(1).or_else(|| found.get(0)))
            .map(|found| found.range())
            .filter(|range| !range.is_empty())
            .collect(),
    }
}
