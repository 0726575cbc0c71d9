//! What completes the last word of a query, and the options of a report before it.

use std::cmp::Reverse;

use super::{Completion, Known};
use crate::app::matching::Sought;
use crate::keymap::command::{REPORT_FORMATS, REPORT_KINDS, REPORT_SCOPES, STATUSES};
use crate::query::{FIELDS, Has, Is};

/// A value that may be offered: itself, what stands beside it, other names that find it.
type Value = (String, String, Vec<String>);

/// The rows that fit what was typed, best first; each is put behind the same beginning of the line.
fn fitting(
    before: &str,
    typed: &str,
    values: impl Iterator<Item = Value>,
    is_whole: bool,
) -> Vec<Completion> {
    let mut sought = Sought::new(typed);
    let mut found: Vec<(u32, Completion)> = Vec::new();
    for (value, help, others) in values {
        if let Some(fit) = sought.fit_any(&value, others.iter().map(String::as_str)) {
            let (line, text) = (format!("{before}{value}"), value.trim().to_owned());
            let row = Completion { line, text, hits: fit.hits, help, keys: String::new(), is_whole };
            found.push((fit.score, row));
        }
    }
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.into_iter().map(|(_, row)| row).collect()
}

fn plain(value: &str) -> Value {
    (value.to_owned(), String::new(), Vec::new())
}

/// The line up to its last word, and that word; a blank within quotes parts nothing.
fn last_word(text: &str) -> (&str, &str) {
    let mut is_quoted = false;
    let mut start = 0;
    for (at, character) in text.char_indices() {
        is_quoted ^= character == '"';
        if !is_quoted && (character.is_whitespace() || matches!(character, '|' | '｜')) {
            start = at + character.len_utf8();
        }
    }
    text.split_at_checked(start).unwrap_or((text, ""))
}

/// What can become of a query: a saved one for all of it, a field or a field's value for its last word.
pub(in crate::app) fn query(before: &str, argument: &str, known: &Known<'_>) -> Vec<Completion> {
    let saved = known.saved.iter().map(|(name, query)| (query.clone(), name.clone(), vec![name.clone()]));
    let mut saved = fitting(before, argument.trim(), saved, true);
    let (done, word) = last_word(argument);
    let word_alone = word.trim_start_matches(['-', '－']);
    let lead = word.strip_suffix(word_alone).unwrap_or_default();
    let before = format!("{before}{done}{lead}");
    if let Some((field, typed)) = word_alone.split_once([':', '：']) {
        let before = format!("{before}{}", word_alone.strip_suffix(typed).unwrap_or(word_alone));
        let mut rows = fitting(&before, typed, values(field, known).into_iter(), true);
        rows.append(&mut saved);
        return rows;
    }
    let begun = |name: &str| name.starts_with(word_alone);
    let fields = FIELDS.iter().filter(|(english, chinese)| begun(english) || begun(chinese));
    saved.extend(fields.map(|(english, chinese)| Completion {
        line: format!("{before}{english}:"),
        text: format!("{english}:"),
        hits: Vec::new(),
        help: (*chinese).to_owned(),
        keys: String::new(),
        is_whole: false,
    }));
    saved
}

/// The values that a field takes, as far as they can be counted.
fn values(field: &str, known: &Known<'_>) -> Vec<Value> {
    let english = FIELDS.iter().find(|(english, chinese)| field == *english || field == *chinese);
    match english.map_or("", |(english, _)| *english) {
        "tag" => {
            let tags = known.codebook.tags.iter().filter(|tag| !tag.retired);
            tags.map(|tag| (quoted(&tag.path()), tag.definition.clone(), tag.aliases.clone())).collect()
        }
        "zone" => {
            let names = |zone: &&str| crate::words::zone_names(zone).map(Into::into).collect();
            known.zones.iter().map(|zone| (quoted(zone), String::new(), names(zone))).collect()
        }
        "is" => Is::ALL.iter().map(|is| plain(is.name())).collect(),
        "has" => Has::ALL.iter().map(|has| plain(has.name())).collect(),
        "status" => STATUSES.map(plain).to_vec(),
        _ => Vec::new(),
    }
}

/// A value as it can be typed: in quotes where it holds what would end it.
fn quoted(value: &str) -> String {
    let ends = |c: char| c.is_whitespace() || matches!(c, '|' | '｜');
    if value.contains(ends) { format!("\"{value}\"") } else { value.to_owned() }
}

/// The options of a report, the values of the option that was just written, then its query.
pub(super) fn report(before: &str, argument: &str, known: &Known<'_>) -> Vec<Completion> {
    let start = argument.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let (done, typed) = argument.split_at_checked(start).unwrap_or((argument, ""));
    let values: &[&str] = match done.split_whitespace().next_back().unwrap_or("") {
        "--kind" => &REPORT_KINDS,
        "--format" => &REPORT_FORMATS,
        "--scope" => &REPORT_SCOPES,
        _ => return options(before, done, typed, known),
    };
    fitting(&format!("{before}{done}"), typed, values.iter().map(|value| plain(value)), true)
}

/// The options that were not written yet, while no word of the query stands there; then what completes the query.
fn options(before: &str, done: &str, typed: &str, known: &Known<'_>) -> Vec<Completion> {
    let query_at = done.len() - behind_options(done).len();
    let (taken, query_done) = done.split_at_checked(query_at).unwrap_or((done, ""));
    let mut rows = Vec::new();
    if query_done.trim().is_empty() {
        let open = ["--kind ", "--format ", "--scope "].into_iter().filter(|o| !taken.contains(o.trim_end()));
        rows = fitting(&format!("{before}{done}"), typed, open.map(plain), false);
    }
    if !typed.starts_with("--") {
        rows.extend(query(&format!("{before}{taken}"), &format!("{query_done}{typed}"), known));
    }
    rows
}

/// What stands behind the options that a line begins with, and behind their values.
fn behind_options(line: &str) -> &str {
    let rest = line.trim_start();
    let Some((option, after)) =
        rest.split_once(char::is_whitespace).filter(|(word, _)| word.starts_with("--"))
    else {
        return rest;
    };
    let behind_value = || after.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    behind_options(if option.contains('=') { after } else { behind_value() })
}
