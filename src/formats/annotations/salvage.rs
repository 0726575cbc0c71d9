//! What can be saved of a file that is no TOML any more: conflict markers taken apart, records one by one.
//!
//! Nothing is thrown away: a line that cannot be read becomes a comment.

use std::borrow::Cow;
use std::collections::HashSet;

use super::merge::merge;
use super::{edit, graft, normalise, parse};
use crate::formats::encoding;
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

/// Beyond so many bad lines in one record the rest of it is not looked at line by line.
const MOST_BAD_LINES: usize = 100;

/// Saves what can be read of a file, as [`parse`] takes it.
pub fn salvage(source: &str, article: &ArticleId, author: &Annotator) -> Salvaged {
    let source = normalise(source);
    let versions = sides(&source);
    let mut versions = versions.iter().map(|side| Salvage::new(side, article, author).done(side));
    let Some(mut whole) = versions.next() else {
        return Salvage::new(&source, article, author).done(&source);
    };
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

/// The text that a file's bytes hold, whatever an editor saved it as; and whether every byte of it was read. A few
/// broken bytes do not make a file one of another encoding.
pub fn text_of(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let lossy = match str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => return (Cow::Borrowed(text), true),
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    let is_odd = |c: &char| matches!(c, '\u{fffd}' | '\0');
    let odd = lossy.chars().filter(is_odd).count();
    let sound = lossy.chars().filter(|c| !c.is_ascii() && !is_odd(c)).count();
    match encoding::decode(bytes, None) {
        Ok(decoded) if odd > sound / 4 => (Cow::Owned(decoded.text), true),
        Ok(_) | Err(_) => (lossy, false),
    }
}

/// A file being saved piece by piece. Never costs more than so many readings of the file, however broken it is.
struct Salvage<'a> {
    article: &'a ArticleId,
    author: &'a Annotator,
    text: String,
    damaged_lines: usize,
    left_bytes: usize,
}

impl<'a> Salvage<'a> {
    fn new(source: &str, article: &'a ArticleId, author: &'a Annotator) -> Self {
        let left_bytes = 32 * source.len() + (1 << 20);
        Self { article, author, text: String::new(), damaged_lines: 0, left_bytes }
    }

    /// Takes out of each section what keeps it from being read, then what keeps the sections from standing together.
    fn done(mut self, source: &str) -> Salvaged {
        if self.first_error(source).is_none() {
            source.clone_into(&mut self.text);
            if !source.is_empty() && !source.ends_with('\n') {
                self.text.push('\n');
            }
        } else {
            let mut headers = HashSet::new();
            let sections: Vec<String> = sections(source)
                .iter()
                .map(|section| {
                    let header = section.lines().next().filter(|line| line.starts_with('[')).map(str::trim);
                    let is_second = header.is_some_and(|header| !headers.insert(header.to_owned()));
                    let mended = self.mended(section);
                    if is_second { self.commented(&mended) } else { mended }
                })
                .collect();
            self.join(&sections);
        }
        let annotations = parse("", &self.text, self.article, self.author, Lang::En).annotations;
        Salvaged { text: self.text, annotations, damaged_lines: self.damaged_lines }
    }

    /// The 1-based line of the first error; 1 when there were too many to look for more.
    fn first_error(&mut self, text: &str) -> Option<usize> {
        let Some(left) = self.left_bytes.checked_sub(text.len()) else { return Some(1) };
        self.left_bytes = left;
        let parsed = parse("", text, self.article, self.author, Lang::En);
        let bad = parsed.problems.iter().find(|problem| problem.severity == Severity::Error);
        bad.map(|bad| bad.line)
    }

    /// One section, its bad lines as comments.
    fn mended(&mut self, section: &str) -> String {
        let mut lines: Vec<String> = section.lines().map(visible).collect();
        let whole = |lines: &[String]| lines.join("\n") + "\n";
        for _ in 0..MOST_BAD_LINES {
            let Some(line) = self.first_error(&whole(&lines)) else { return whole(&lines) };
            // An error at the end of the text belongs to the last line that still says something.
            let at = line.saturating_sub(1).min(lines.len().saturating_sub(1));
            let at =
                (0..=at).rev().find(|at| lines.get(*at).is_some_and(|line| !is_silent(line))).unwrap_or(at);
            if at == 0 && lines.first().is_some_and(|line| line.starts_with('[')) {
                break;
            }
            let Some(line) = lines.get_mut(at).filter(|line| !is_silent(line)) else { break };
            line.insert_str(0, "# ");
            self.damaged_lines += 1;
        }
        self.commented(&whole(&lines))
    }

    /// A text as comments alone.
    fn commented(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 64);
        for line in text.lines() {
            if !is_silent(line) {
                out.push_str("# ");
                self.damaged_lines += 1;
            }
            out.push_str(line);
            out.push('\n');
        }
        out
    }

    /// Adds sections, each readable alone; those that cannot stand with what is there become comments.
    fn join(&mut self, sections: &[String]) {
        let candidate = self.text.clone() + &sections.concat();
        if sections.is_empty() || self.first_error(&candidate).is_none() {
            self.text = candidate;
            return;
        }
        if let [one] = sections {
            let comments = self.commented(one);
            self.text.push_str(&comments);
            return;
        }
        let (first, second) = sections.split_at(sections.len() / 2);
        self.join(first);
        self.join(second);
    }
}

/// Whether a line says nothing to TOML, whose white space is these two alone.
fn is_silent(line: &str) -> bool {
    let words = line.trim_start_matches([' ', '\t']);
    words.is_empty() || words.starts_with('#')
}

/// A line without the control characters that TOML forbids everywhere.
fn visible(line: &str) -> String {
    line.replace(|c: char| c.is_control() && c != '\t', "\u{fffd}")
}

/// The file cut before each table's header. Inside a string over several lines only a header as we write it counts:
/// what opened the string may be what is broken.
fn sections(source: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut in_string = false;
    for line in source.lines() {
        if is_our_header(line) || (line.starts_with('[') && !in_string) {
            sections.push(String::new());
            in_string = false;
        }
        in_string ^= !line.trim_start().starts_with('#') && line.matches("\"\"\"").count() % 2 == 1;
        if let Some(section) = sections.last_mut() {
            section.push_str(line);
            section.push('\n');
        }
    }
    sections.retain(|section| !section.is_empty());
    sections
}

/// Whether a line is a table's header as this program writes it.
fn is_our_header(line: &str) -> bool {
    let name = line.trim_end().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    name.is_some_and(|name| match name.strip_prefix("mark.") {
        Some(id) => uuid::Uuid::try_parse(id).is_ok(),
        None => ["mark", "read", "dismissed"].contains(&name) || name.starts_with("sign."),
    })
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
    fn a_note_with_brackets_survives_its_broken_neighbour() {
        let source =
            format!("{HEAD}{}{}", record(1, "\"\"\"\n见附注：\n[1] 年报\n[2] 月报\"\"\""), record(2, "“乙”"));
        let salvaged = saved(&source);
        assert_eq!((salvaged.annotations.marks.len(), salvaged.damaged_lines), (2, 1));
        let notes: Vec<&str> = salvaged.annotations.marks.iter().map(|mark| mark.note.as_str()).collect();
        assert_eq!(notes, ["见附注：\n[1] 年报\n[2] 月报", ""]);
    }

    #[test]
    fn a_file_saved_in_another_encoding_is_read_whole() {
        let source = format!("{HEAD}{}", record(1, "\"数字与年报不一致，请核对\""));
        let (gbk, _, _) = encoding_rs::GBK.encode(&source);
        assert_eq!(text_of(&gbk), (Cow::Owned(source.clone()), true));
        let utf16: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text_of(&[b"\xff\xfe".as_slice(), &utf16].concat()).0, source);
        // One broken byte in a Chinese file does not make it GB18030.
        let broken = [source.as_bytes(), b"# \xb2\n"].concat();
        assert_eq!(text_of(&broken), (Cow::Owned(format!("{source}# \u{fffd}\n")), false));
    }

    #[test]
    fn however_broken_a_file_is_its_cost_is_bounded() {
        let marks: String = (0..600).fold(String::new(), |text, n| {
            text + &format!(
                "[mark.00000000-0000-0000-0000-{n:012}]\npara = 1\nquote = \"今天\"\nnote = \"{n}\"\nrev = \"1-0\"\n"
            )
        });
        assert_eq!(saved(&format!("{HEAD}{marks}")).annotations.marks.len(), 600);
        // Twice the same, one of them with a bad record.
        let twice = saved(&format!("{HEAD}{marks}[oops\n{}", marks.replace("\"7\"", "七")));
        assert_eq!(twice.annotations.marks.len(), 600);
        let garbage: String = (0..3_000).fold(String::new(), |text, n| text + &format!("甲乙 {n}\n[[\n"));
        assert!(saved(&garbage).annotations.marks.is_empty());
    }

    #[test]
    fn a_sound_file_stays_as_it_is() {
        let source = format!("{HEAD}{}", record(1, "\"甲\""));
        assert_eq!((saved(&source).text, saved(&source).damaged_lines), (source.clone(), 0));
    }
}
