//! Letters found as the pinyin of Han characters: whole syllables and initials as one likes, every reading of a
//! character counting.
//!
//! The readings are `ib-matcher`'s. Its own search tries every place of a text; here a table of initials rules nearly all
//! of them out first, which is worth a factor of twenty over a library.

use std::ops::Range;
use std::sync::OnceLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};

use super::fold;

/// As many letters may be pinyin.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=24;

/// The characters whose initials are in the table.
const TABLE: std::ops::Range<u32> = 0x3400..0xa000;

/// Letters to be found as readings.
#[derive(Debug, Clone)]
pub(super) struct Reading {
    letters: String,
}

impl Reading {
    /// Words as they are read; `None` unless they are letters, a few of them.
    pub(super) fn new(words: &str) -> Option<Self> {
        let letters = fold::fold_text(words);
        let is_pinyin = LETTERS.contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_lowercase());
        is_pinyin.then_some(Self { letters })
    }

    /// Where the letters are read in a text, in order; places where they only stand as letters are left out.
    pub(super) fn find_iter<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        let first = self.letters.bytes().next().unwrap_or(b'a');
        let mut chars = text.char_indices();
        let mut end = 0;
        std::iter::from_fn(move || {
            chars.by_ref().find_map(|(at, c)| {
                if at < end || !may_begin(c, first) {
                    return None;
                }
                let length = read(&self.letters, text.get(at..)?)?;
                let is_read = !text.get(at..at + length)?.is_ascii();
                end = if is_read { at + length } else { end };
                is_read.then_some(at..at + length)
            })
        })
    }
}

/// How many bytes at the beginning of a text all the letters are read as.
fn read(letters: &str, text: &str) -> Option<usize> {
    let Some(first) = letters.bytes().next() else { return Some(0) };
    let c = text.chars().next()?;
    if !may_begin(c, first) {
        return None;
    }
    let rest = text.get(c.len_utf8()..)?;
    let on = |used: usize| read(letters.get(used..)?, rest).map(|length| c.len_utf8() + length);
    if fold::fold(c) == char::from(first) {
        return on(1);
    }
    data().get_pinyins_and_try_for_each(c, |pinyin| {
        let syllable = pinyin.notation(PinyinNotation::Ascii)?;
        let whole = letters.starts_with(syllable).then(|| on(syllable.len())).flatten();
        whole.or_else(|| syllable.as_bytes().first().filter(|b| **b == first).and_then(|_| on(1)))
    })
}

/// Whether a reading of a character begins with a letter, or it is that letter.
fn may_begin(c: char, letter: u8) -> bool {
    let code = u32::from(c);
    if TABLE.contains(&code) {
        let known = usize::try_from(code - TABLE.start).ok().and_then(|at| initials().get(at));
        return known.is_some_and(|initials| initials & bit(letter) != 0);
    }
    code >= 0x2_0000 || fold::fold(c) == char::from(letter)
}

fn bit(letter: u8) -> u32 {
    1 << (letter.wrapping_sub(b'a') & 31)
}

/// The initials of each character of [`TABLE`], a bit a letter.
fn initials() -> &'static [u32] {
    static INITIALS: OnceLock<Vec<u32>> = OnceLock::new();
    INITIALS.get_or_init(|| {
        TABLE
            .map(|code| {
                let mut all = 0;
                data().get_pinyins_and_for_each(char::from_u32(code).unwrap_or(' '), |pinyin| {
                    let initial = pinyin.notation(PinyinNotation::Ascii).and_then(|s| s.bytes().next());
                    all |= initial.map_or(0, bit);
                });
                all
            })
            .collect()
    })
}

fn data() -> &'static PinyinData {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    DATA.get_or_init(|| PinyinData::new(PinyinNotation::Ascii))
}

#[cfg(test)]
mod tests {
    use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
    use proptest::prelude::*;

    use super::*;

    fn check(letters: &str, text: &str, expected: &[&str]) {
        let reading = Reading::new(letters).expect(letters);
        let found: Vec<&str> = reading.find_iter(text).filter_map(|range| text.get(range)).collect();
        assert_eq!(found, expected, "{letters} in {text}");
    }

    #[test]
    fn every_reading_of_a_character_counts() {
        check("jcjkq", "在晋城经开区，晋城经开区", &["晋城经开区", "晋城经开区"]);
        check("jincjkq", "晉城经開區", &["晉城经開區"]);
        check("chongqing", "重庆", &["重庆"]);
        check("zhongliang", "重量", &["重量"]);
        check("yinhang", "银行", &["银行"]);
        check("xing", "银行", &["行"]);
        check("hz", "行长", &["行长"]);
        check("hc", "行长", &["行长"]);
        check("xian", "西安，先", &["西安", "先"]);
        check("agu", "Ａ股", &["Ａ股"]);
        check("jin", "jin 今", &["今"]);
        check("lvyou", "旅游", &["旅游"]);
    }

    proptest! {
        #[test]
        fn it_finds_where_the_library_of_readings_finds(
            letters in "[a-z]{2,5}|jc|xian|zhong|hz|gan",
            text in "[重庆行长西安晋城赶敢感单都a-cj，。]{0,12}",
        ) {
            let notations = PinyinNotation::Ascii | PinyinNotation::AsciiFirstLetter;
            let theirs = IbMatcher::builder(letters.as_str())
                .pinyin(PinyinMatchConfig::notations(notations))
                .build();
            let reading = Reading::new(&letters).expect("letters");
            if reading.find_iter(&text).next().is_some() {
                prop_assert!(theirs.is_match(text.as_str()), "{letters} in {text}");
            } else if theirs.is_match(text.as_str()) {
                // They also find letters that stand there as such.
                prop_assert!(text.contains(&letters), "{letters} in {text}");
            }
        }
    }
}
