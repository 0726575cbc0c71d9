//! What can be saved of a file that is no TOML any more: conflict markers taken apart, records one by one.
//!
//! Nothing is thrown away: a line that cannot be read becomes a comment.

use super::merge::merge;
use super::{edit, graft, normalise, parse};
use crate::messages::Lang;
use crate::words::{Annotations, Annotator, ArticleId, Severity};

/// What was saved of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Salvaged {
    /// A sound file.
    pub text: String,
    /// What it holds.
    pub annotations: Annotations,
    /// How many lines could not be read and stand as comments now.
    pub damaged_lines: usize,
}

/// Saves what can be read of a file, as [`parse`] takes it.
pub fn salvage(source: &str, article: &ArticleId, author: &Annotator) -> Salvaged {
    let source = normalise(source);
    let versions = sides(&source);
    let mut versions = versions.iter().map(|side| salvage_one(side, article, author));
    let Some(mut whole) = versions.next() else { return salvage_one(&source, article, author) };
    for other in versions {
        let merged = merge(None, &whole.annotations, &other.annotations).annotations;
        let grafted = graft(&whole.text, &other.text, None);
        let from = parse("", &grafted, article, author, Lang::En).annotations;
        whole.text = edit(&grafted, &from, &merged).unwrap_or(whole.text);
        whole.annotations = merged;
        whole.damaged_lines += other.damaged_lines;
    }
    whole
}

/// Takes out of each section what keeps it from being read.
fn salvage_one(source: &str, article: &ArticleId, author: &Annotator) -> Salvaged {
    let mut text = String::new();
    let mut damaged_lines = 0;
    for section in sections(source) {
        let mut lines: Vec<String> = section.lines().map(visible).collect();
        let first_damaged = damaged_lines;
        for _ in 0..=lines.len() {
            let candidate = format!("{text}{}\n", lines.join("\n"));
            let parsed = parse("", &candidate, article, author, Lang::En);
            let before = text.matches('\n').count();
            let bad = parsed.problems.iter().find(|problem| problem.severity == Severity::Error);
            let Some(bad) = bad else { break };
            // An error at the end of the text belongs to the last line that still says something.
            let at = bad.line.saturating_sub(before + 1).min(lines.len().saturating_sub(1));
            let at =
                (0..=at).rev().find(|at| lines.get(*at).is_some_and(|line| !is_silent(line))).unwrap_or(at);
            let is_header = at == 0 && lines.first().is_some_and(|line| line.starts_with('['));
            let doomed = if is_header { 0..lines.len() } else { at..at + 1 };
            for line in lines.get_mut(doomed).into_iter().flatten().filter(|line| !is_silent(line)) {
                line.insert_str(0, "# ");
                damaged_lines += 1;
            }
            if damaged_lines - first_damaged > section.lines().count() {
                break;
            }
        }
        text = format!("{text}{}\n", lines.join("\n"));
    }
    let parsed = parse("", &text, article, author, Lang::En);
    Salvaged { text, annotations: parsed.annotations, damaged_lines }
}

fn is_silent(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('#')
}

/// A line without the control characters that TOML forbids everywhere.
fn visible(line: &str) -> String {
    line.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}")
}

/// The file cut before each table's header.
fn sections(source: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    for line in source.lines() {
        if line.starts_with('[') {
            sections.push(String::new());
        }
        if let Some(section) = sections.last_mut() {
            section.push_str(line);
            section.push('\n');
        }
    }
    sections.retain(|section| !section.is_empty());
    sections
}

/// The versions that conflict markers hold apart, each as a whole file; none without markers.
fn sides(source: &str) -> Vec<String> {
    if marker_lines(source).is_empty() {
        return Vec::new();
    }
    let (mut ours, mut theirs) = (String::new(), String::new());
    let mut side = Side::Both;
    for line in source.lines() {
        match marker(line) {
            Some('<') => side = Side::Ours,
            Some('|') => side = Side::Base,
            Some('=') if side != Side::Both => side = Side::Theirs,
            Some('>') => side = Side::Both,
            _ => {
                if matches!(side, Side::Both | Side::Ours) {
                    ours.push_str(line);
                    ours.push('\n');
                }
                if matches!(side, Side::Both | Side::Theirs) {
                    theirs.push_str(line);
                    theirs.push('\n');
                }
            }
        }
    }
    vec![ours, theirs]
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The 1-based lines that git's conflict markers stand in.
pub fn marker_lines(source: &str) -> Vec<usize> {
    let mut lines = source.lines().enumerate();
    lines.by_ref().filter(|(_, line)| marker(line).is_some()).map(|(index, _)| index + 1).collect()
}

/// Which marker a line is, by its character.
fn marker(line: &str) -> Option<char> {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .find(|marker| {
            line.strip_prefix(**marker).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
        })
        .and_then(|marker| marker.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(source: &str) -> Salvaged {
        let (article, author) = (ArticleId::new("a").expect("slug"), Annotator::new("li").expect("slug"));
        let salvaged = salvage(source, &article, &author);
        let again = parse("", &salvaged.text, &article, &author, Lang::En);
        assert!(!again.is_corrupt(), "{:?}\n{}", again.problems, salvaged.text);
        assert_eq!(again.annotations, salvaged.annotations);
        salvaged
    }

    fn record(number: u8, note: &str) -> String {
        format!(
            "[mark.00000000-0000-0000-0000-0000000000{number:02}]\npara = 1\npara_hash = \"0000000000000000\"\n\
             quote = \"今天\"\nnote = {note}\ncreated = 2026-03-18T14:03:07+08:00\nrev = \"1-00000000\"\n"
        )
    }

    const HEAD: &str = "schema = 1\narticle = \"a\"\nauthor = \"li\"\n\n";

    #[test]
    fn one_bad_record_costs_one_line() {
        let source = format!("{HEAD}{}{}{}", record(1, "\"甲\""), record(2, "“乙”"), record(3, "\"丙\""));
        let salvaged = saved(&source);
        assert_eq!((salvaged.annotations.marks.len(), salvaged.damaged_lines), (3, 1));
        assert!(salvaged.text.contains("# note = “乙”"), "{}", salvaged.text);
    }

    #[test]
    fn a_torn_file_keeps_its_whole_records() {
        let source = format!("{HEAD}{}{}", record(1, "\"甲\""), record(2, "\"\"\"\n写到"));
        let torn: String = source.chars().take(source.chars().count() - 30).collect();
        let salvaged = saved(&torn);
        assert!(salvaged.annotations.marks.iter().any(|mark| mark.note == "甲"));
        assert_eq!(salvaged.annotations.marks.len(), 2);
        assert!(saved("\u{0}\u{0}\u{0}").annotations.marks.is_empty());
        assert!(saved("").annotations.marks.is_empty());
    }

    #[test]
    fn a_record_that_stands_twice_is_kept_once_and_commented_once() {
        let source = format!("{HEAD}{}{}", record(1, "\"甲\""), record(1, "\"乙\""));
        let salvaged = saved(&source);
        assert_eq!(salvaged.annotations.marks.len(), 1);
        assert!(salvaged.text.contains("# note = \"乙\""));
    }

    #[test]
    fn both_sides_of_conflict_markers_are_merged() {
        let source = format!(
            "{HEAD}<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n",
            record(1, "\"甲\""),
            record(2, "\"乙\"")
        );
        assert_eq!(saved(&source).annotations.marks.len(), 2);
        let inside = record(1, "\"甲\"").replace(
            "note = \"甲\"\n",
            "<<<<<<< HEAD\nnote = \"甲\"\n||||||| base\nnote = \"\"\n=======\nnote = \"乙\"\n>>>>>>> x\n",
        );
        let salvaged = saved(&format!("{HEAD}{inside}"));
        let notes: Vec<&str> = salvaged.annotations.marks.iter().map(|mark| mark.note.as_str()).collect();
        assert!(notes.contains(&"甲") && notes.contains(&"乙"), "{notes:?}");
    }

    #[test]
    fn a_sound_file_stays_as_it_is() {
        let source = format!("{HEAD}{}", record(1, "\"甲\""));
        assert_eq!((saved(&source).text, saved(&source).damaged_lines), (source.clone(), 0));
    }
}
