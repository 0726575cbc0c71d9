//! One thing to look for in a text: words, a pattern, or letters that may be pinyin.

use std::fmt;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::fold;
use super::pattern::{self, Wrong};
use super::reading::Reading;
use crate::messages::Lang;

/// How a term is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Width, case, script and pinyin do not count.
    Folded,
    /// Every character counts (`exact:`).
    Exact,
    /// A regular expression between slashes.
    Pattern,
}

/// A hit in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Bytes of the text searched.
    pub bytes: Range<usize>,
    /// Found by its reading, not by its writing.
    pub by_pinyin: bool,
}

/// What to look for, ready to be looked for.
#[derive(Clone)]
pub struct Term {
    words: String,
    mode: Mode,
    finder: Regex,
    /// Whether it asks where a text begins or ends.
    is_anchored: bool,
    pinyin: Option<Reading>,
}

impl Term {
    /// Words to be found as they are meant.
    ///
    /// # Errors
    /// What is wrong with a regular expression, and where.
    pub(super) fn new(words: &str, mode: Mode, lang: Lang) -> Result<Self, Wrong> {
        let mut is_anchored = false;
        let pattern = match mode {
            Mode::Folded => words.chars().map(class).collect(),
            Mode::Exact => regex::escape(words),
            Mode::Pattern => {
                is_anchored = pattern::check(words, lang)?;
                words.to_owned()
            }
        };
        let built = RegexBuilder::new(&pattern).size_limit(1 << 22).build();
        let finder = built.map_err(|_too_large| pattern::too_large(lang))?;
        let pinyin = if mode == Mode::Folded { Reading::new(words) } else { None };
        Ok(Self { words: words.to_owned(), mode, finder, is_anchored, pinyin })
    }

    /// The words as they were given.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// How they are compared.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether the term stands in a text; a line end within a paragraph does not part words.
    pub fn is_in(&self, text: &str) -> bool {
        self.is_written_in(text)
            || unwrapped(text).is_some_and(|joined| self.is_written_in(&joined.text))
            || self.reads(text)
    }

    /// Whether the term is all that a text says.
    pub(super) fn is_all_of(&self, text: &str) -> bool {
        self.hits(text).first().is_some_and(|hit| hit.bytes == (0..text.len()))
    }

    fn is_written_in(&self, text: &str) -> bool {
        self.finder.find_iter(text).any(|found| !found.is_empty())
    }

    fn reads(&self, text: &str) -> bool {
        let Some(pinyin) = &self.pinyin else { return false };
        let is_in = |text: &str| pinyin.find_iter(text).next().is_some();
        unwrapped(text).map_or_else(|| is_in(text), |joined| is_in(&joined.text))
    }

    /// Where the term stands in a text, in order; by its reading only when it does not stand there as written.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let joined = unwrapped(text);
        let written = |text: &str| -> Vec<Range<usize>> {
            self.finder.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty()).collect()
        };
        let in_source = |found: Vec<Range<usize>>, joined: &Joined| -> Vec<Range<usize>> {
            found.iter().map(|range| joined.source(range)).collect()
        };
        let mut ranges = written(text);
        if let Some(joined) = &joined {
            ranges.extend(in_source(written(&joined.text), joined));
            ranges.sort_by_key(|range| (range.start, range.end));
            ranges.dedup();
        }
        let by_pinyin = ranges.is_empty();
        if let (true, Some(pinyin)) = (by_pinyin, &self.pinyin) {
            ranges = match &joined {
                Some(joined) => in_source(pinyin.find_iter(&joined.text).collect(), joined),
                None => pinyin.find_iter(text).collect(),
            };
        }
        ranges.into_iter().map(|bytes| Hit { bytes, by_pinyin }).collect()
    }

    /// Whether the term may stand in a block of a body; false only when it surely does not. `body` is the body as its
    /// file holds it: a term stands in it wherever it stands in a block, unless a line end within the block parts it.
    pub(super) fn may_be_in_body(&self, body: &str) -> bool {
        self.is_anchored
            || self.is_written_in(body)
            || self.pinyin.as_ref().is_some_and(|pinyin| pinyin.find_iter(body).next().is_some())
    }

    /// Takes letters for nothing but letters.
    pub(super) fn forget_pinyin(&mut self) {
        self.pinyin = None;
    }

    /// Whether letters may also be found by their reading.
    pub fn may_be_pinyin(&self) -> bool {
        self.pinyin.is_some()
    }
}

impl PartialEq for Term {
    fn eq(&self, other: &Self) -> bool {
        (&self.words, self.mode) == (&other.words, other.mode)
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Term").field("words", &self.words).field("mode", &self.mode).finish_non_exhaustive()
    }
}

/// A character as a regular expression for all that are the same.
fn class(c: char) -> String {
    let same = fold::same(c);
    match same.as_slice() {
        [one] => regex::escape(&one.to_string()),
        several => {
            let members: String = several.iter().map(|c| regex::escape(&c.to_string())).collect();
            format!("[{members}]")
        }
    }
}

/// A text whose lines are joined, and where each piece of it comes from.
struct Joined {
    text: String,
    /// Where a piece begins: byte here, byte in the text with its line ends.
    pieces: Vec<(usize, usize)>,
}

impl Joined {
    fn push(&mut self, piece: &str, from: usize) {
        self.pieces.push((self.text.len(), from));
        self.text.push_str(piece);
    }

    /// A range of the joined text as one of the text with its line ends.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let of = |byte: usize, first_after: usize| {
            let piece = first_after.checked_sub(1).and_then(|at| self.pieces.get(at));
            piece.map_or(byte, |(here, there)| there + (byte - here))
        };
        let start = of(range.start, self.pieces.partition_point(|(here, _)| *here <= range.start));
        let end = of(range.end, self.pieces.partition_point(|(here, _)| *here < range.end));
        start..end
    }
}

/// The lines of a text joined as they were before somebody broke them: blanks around a line end go, and one blank
/// stands for them between two ASCII characters; `None` when the text is one line.
fn unwrapped(text: &str) -> Option<Joined> {
    memchr::memchr(b'\n', text.as_bytes())?;
    let mut joined = Joined { text: String::with_capacity(text.len()), pieces: Vec::new() };
    let mut at = 0;
    for line in text.split('\n') {
        let (begun, words) = (at, line.trim());
        at += line.len() + 1;
        let is_latin = joined.text.bytes().last().is_some_and(|b| b.is_ascii())
            && words.bytes().next().is_some_and(|b| b.is_ascii());
        if is_latin {
            joined.push(" ", begun - 1);
        }
        joined.push(words, begun + line.len() - line.trim_start().len());
    }
    Some(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, mode: Mode, text: &str, expected: &[&str]) {
        let term = Term::new(words, mode, Lang::En).expect("sound");
        let hits: Vec<&str> = term.hits(text).into_iter().filter_map(|hit| text.get(hit.bytes)).collect();
        assert_eq!(hits, expected, "{words} in {text}");
        assert_eq!(term.is_in(text), !expected.is_empty(), "{words} in {text}");
    }

    #[test]
    fn terms_are_found_as_they_are_meant() {
        check("开发区", Mode::Folded, "晋城開發區，开发区", &["開發區", "开发区"]);
        check("gdp", Mode::Folded, "ＧＤＰ与Gdp", &["ＧＤＰ", "Gdp"]);
        check("GDP", Mode::Exact, "ＧＤＰ与gdp和GDP", &["GDP"]);
        check("c++", Mode::Folded, "用C++写", &["C++"]);
        check("第[0-9]+届", Mode::Pattern, "第13届、第14届", &["第13届", "第14届"]);
        check("x*", Mode::Pattern, "无", &[]);
    }

    #[test]
    fn letters_are_read_as_pinyin_when_they_do_not_stand_there() {
        check("jcjkq", Mode::Folded, "在晋城经开区", &["晋城经开区"]);
        check("jincheng", Mode::Folded, "在晋城经开区", &["晋城"]);
        check("chongfu", Mode::Folded, "不要重复", &["重复"]);
        check("zhongliang", Mode::Folded, "重量级", &["重量"]);
        check("ai", Mode::Folded, "AI产业，热爱", &["AI"]);
        check("JCJKQ", Mode::Folded, "在晋城经开区", &["晋城经开区"]);
        check("ｊｃ", Mode::Folded, "晋城", &["晋城"]);
        check("jcjkq", Mode::Folded, "在晋\n城经开区", &["晋\n城经开区"]);
        check("jincheng", Mode::Exact, "晋城", &[]);
    }

    #[test]
    fn a_line_end_within_a_paragraph_parts_no_words() {
        check("新增学位", Mode::Folded, "去年新增\n学位三万个", &["新增\n学位"]);
        check("open source", Mode::Folded, "use open\nsource", &["open\nsource"]);
        check("三万", Mode::Folded, "去年新增\n学位三万个", &["三万"]);
        check("学位", Mode::Folded, "去\n学位\n三", &["学位"]);
        check("新增学位", Mode::Folded, "去年新增　\n　　学位三万个", &["新增　\n　　学位"]);
        check("open source", Mode::Folded, "use open \n  source", &["open \n  source"]);
        check("新增学位", Mode::Exact, "新增\n学位", &["新增\n学位"]);
        check("新.学", Mode::Pattern, "新增\n学位", &["新增\n学"]);
    }
}
