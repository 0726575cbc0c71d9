//! One thing to look for in a text: words, a pattern, or letters that may be pinyin.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::PinyinNotation;
use regex::{Regex, RegexBuilder};

use super::fold;

/// Letters of this many characters may be pinyin.
const PINYIN_LETTERS: std::ops::RangeInclusive<usize> = 2..=24;

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
    pinyin: Option<Arc<IbMatcher<'static>>>,
}

impl Term {
    /// Words to be found as they are meant.
    ///
    /// # Errors
    /// What is wrong with a regular expression, in the words of its parser.
    pub(super) fn new(words: &str, mode: Mode) -> Result<Self, String> {
        let pattern = match mode {
            Mode::Folded => words.chars().map(class).collect(),
            Mode::Exact => regex::escape(words),
            Mode::Pattern => words.to_owned(),
        };
        let finder = RegexBuilder::new(&pattern).size_limit(1 << 22).build().map_err(|error| {
            let error = error.to_string();
            error.lines().last().unwrap_or("").trim_start_matches("error: ").to_owned()
        })?;
        let pinyin = (mode == Mode::Folded && may_be_pinyin(words)).then(|| Arc::new(by_reading(words)));
        Ok(Self { words: words.to_owned(), mode, finder, pinyin })
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
        self.finder.find_iter(text).any(|found| !found.is_empty())
            || unwrapped(text)
                .is_some_and(|(joined, _)| self.finder.find_iter(&joined).any(|found| !found.is_empty()))
            || self.pinyin.as_ref().is_some_and(|pinyin| readings(pinyin, text).next().is_some())
    }

    /// Where the term stands in a text, in order; by its reading only when it does not stand there as written.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let found = |text: &str| -> Vec<Range<usize>> {
            self.finder.find_iter(text).map(|found| found.range()).filter(|range| !range.is_empty()).collect()
        };
        let mut ranges = found(text);
        if let Some((joined, cuts)) = unwrapped(text) {
            ranges.extend(found(&joined).into_iter().map(|range| unjoin(range, &cuts)));
            ranges.sort_by_key(|range| (range.start, range.end));
            ranges.dedup();
        }
        if let (true, Some(pinyin)) = (ranges.is_empty(), &self.pinyin) {
            return readings(pinyin, text).map(|bytes| Hit { bytes, by_pinyin: true }).collect();
        }
        ranges.into_iter().map(|bytes| Hit { bytes, by_pinyin: false }).collect()
    }

    /// The pattern as one regular expression over raw text, when that finds every hit in texts without line ends
    /// within paragraphs: what a scan of a whole file runs first.
    pub fn finder(&self) -> &Regex {
        &self.finder
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

/// Lower-case letters alone, and few of them: capitals are meant as they stand.
fn may_be_pinyin(words: &str) -> bool {
    PINYIN_LETTERS.contains(&words.len()) && words.bytes().all(|b| b.is_ascii_lowercase())
}

/// A matcher of full syllables and first letters, every reading of a character counting.
fn by_reading(words: &str) -> IbMatcher<'static> {
    let notations = PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter;
    IbMatcher::builder(words).pinyin(PinyinMatchConfig::notations(notations)).build()
}

/// Where letters stand as readings: only places that are not the letters themselves.
fn readings<'a>(pinyin: &'a IbMatcher<'static>, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let found = pinyin.find(text.get(at..)?)?;
            let range = at + found.start()..at + found.end();
            if range.is_empty() {
                return None;
            }
            at = range.end;
            if text.get(range.clone()).is_some_and(|words| !words.is_ascii()) {
                return Some(range);
            }
        }
    })
}

/// A text whose lines are joined (without a space beside anything but ASCII), and where line ends were taken out, as
/// (byte in the joined text, bytes left out there); `None` when it is one line.
fn unwrapped(text: &str) -> Option<(String, Vec<(usize, usize)>)> {
    memchr::memchr(b'\n', text.as_bytes())?;
    let mut joined = String::with_capacity(text.len());
    let mut cuts = Vec::new();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            let is_latin = joined.bytes().last().is_some_and(|b| b.is_ascii())
                && line.bytes().next().is_some_and(|b| b.is_ascii());
            if is_latin { joined.push(' ') } else { cuts.push((joined.len(), 1)) }
        }
        joined.push_str(line);
    }
    Some((joined, cuts))
}

/// A range of the joined text as one of the text with its line ends.
fn unjoin(range: Range<usize>, cuts: &[(usize, usize)]) -> Range<usize> {
    let before = |at: usize, counts: fn(usize, usize) -> bool| {
        cuts.iter().filter(|(cut, _)| counts(*cut, at)).map(|(_, bytes)| bytes).sum::<usize>()
    };
    range.start + before(range.start, |cut, at| cut <= at)..range.end + before(range.end, |cut, at| cut < at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, mode: Mode, text: &str, expected: &[&str]) {
        let term = Term::new(words, mode).expect("sound");
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
        check("JC", Mode::Folded, "晋城", &[]);
        check("jincheng", Mode::Exact, "晋城", &[]);
    }

    #[test]
    fn a_line_end_within_a_paragraph_parts_no_words() {
        check("新增学位", Mode::Folded, "去年新增\n学位三万个", &["新增\n学位"]);
        check("open source", Mode::Folded, "use open\nsource", &["open\nsource"]);
        check("三万", Mode::Folded, "去年新增\n学位三万个", &["三万"]);
        check("学位", Mode::Folded, "去\n学位\n三", &["学位"]);
    }
}
