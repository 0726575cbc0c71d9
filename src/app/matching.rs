//! Whether what was typed means an entry of a list: its letters in order, its pinyin, its initials.
//!
//! Ranks what begins so above what holds it, that above pinyin, and that above letters that lie apart.

use std::sync::OnceLock;

use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::query::fold::fold_text;

/// How an entry matches: the higher, the better.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// What it is ranked by.
    pub score: u32,
    /// Characters of the entry that were meant, as ranges, end exclusive.
    pub hits: Vec<(usize, usize)>,
}

impl Fit {
    /// Whether its letters stand together, as themselves or as pinyin, and are not only strewn over the entry.
    pub fn is_sure(&self) -> bool {
        self.score >= PINYIN
    }
}

/// What was typed, ready to be looked for.
pub struct Sought {
    words: Vec<Word>,
    matcher: Matcher,
    /// Room for the characters of an entry, kept from one to the next.
    characters: Vec<char>,
}

struct Word {
    folded: String,
    fuzzy: Pattern,
    pinyin: Option<IbMatcher<'static>>,
}

impl std::fmt::Debug for Sought {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.words.iter().map(|word| &word.folded)).finish()
    }
}

impl Sought {
    /// Takes what was typed; its words, parted by blanks, must all be found.
    pub fn new(typed: &str) -> Self {
        let words = fold_text(typed).split_whitespace().map(Word::new).collect();
        Self { words, matcher: Matcher::new(Config::DEFAULT), characters: Vec::new() }
    }

    /// Whether nothing was typed: everything fits.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How an entry fits; `None` when it does not.
    pub fn fit(&mut self, entry: &str) -> Option<Fit> {
        self.fit_folded(&fold_text(entry))
    }

    /// How an entry fits that is folded already, as one is that is asked of at every key.
    pub fn fit_folded(&mut self, folded: &str) -> Option<Fit> {
        let mut whole = Fit { score: 0, hits: Vec::new() };
        for word in &self.words {
            let fit = word.fit(folded, &mut self.matcher, &mut self.characters)?;
            whole.score += fit.score;
            whole.hits.extend(fit.hits);
        }
        whole.hits.sort_unstable();
        Some(whole)
    }

    /// The best fit among an entry's name and its other names; hits are in the first alone.
    pub fn fit_any<'a>(&mut self, name: &str, others: impl IntoIterator<Item = &'a str>) -> Option<Fit> {
        let own = self.fit(name);
        let other = others.into_iter().filter_map(|other| self.fit(other)).map(|fit| fit.score).max();
        best(own, other)
    }

    /// As [`Sought::fit_any`], of an entry whose names are folded, its own first.
    pub fn fit_any_folded(&mut self, names: &[String]) -> Option<Fit> {
        let (name, others) = names.split_first()?;
        let own = self.fit_folded(name);
        let other = others.iter().filter_map(|other| self.fit_folded(other)).map(|fit| fit.score).max();
        best(own, other)
    }
}

/// The fit of an entry by its own name and the score by the best of its others.
fn best(own: Option<Fit>, other: Option<u32>) -> Option<Fit> {
    match (own, other) {
        (Some(own), Some(score)) => Some(Fit { score: own.score.max(score), ..own }),
        (Some(own), None) => Some(own),
        (None, Some(score)) => Some(Fit { score, hits: Vec::new() }),
        (None, None) => None,
    }
}

/// Ranks, far enough apart that no fuzzy score crosses them.
const BEGINS: u32 = 400_000;
const HOLDS: u32 = 300_000;
const PINYIN_BEGINS: u32 = 200_000;
const PINYIN: u32 = 100_000;

/// Whole syllables and first letters, mixed as one likes.
const NOTATIONS: PinyinNotation = PinyinNotation::Ascii.union(PinyinNotation::AsciiFirstLetter);

/// The readings of all characters, made once.
fn readings() -> &'static PinyinData {
    static READINGS: OnceLock<PinyinData> = OnceLock::new();
    READINGS.get_or_init(|| PinyinData::new(NOTATIONS))
}

impl Word {
    fn new(folded: &str) -> Self {
        let letters = folded.bytes().all(|byte| byte.is_ascii_alphabetic());
        Self {
            folded: folded.to_owned(),
            fuzzy: Pattern::new(folded, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy),
            // Partial, so that every letter of a syllable being typed keeps what the letters before it found.
            pinyin: letters.then(|| {
                let pinyin = PinyinMatchConfig::builder(NOTATIONS).data(readings()).build();
                IbMatcher::builder(folded).is_pattern_partial(true).pinyin(pinyin).build()
            }),
        }
    }

    fn fit(&self, entry: &str, matcher: &mut Matcher, room: &mut Vec<char>) -> Option<Fit> {
        let characters = |bytes: usize| entry.get(..bytes).map_or(0, |before| before.chars().count());
        let fit = |score: u32, start: usize, end: usize| {
            let nearer = u32::try_from(start).unwrap_or(u32::MAX).min(9_999);
            Some(Fit { score: score + 9_999 - nearer, hits: vec![(characters(start), characters(end))] })
        };
        if let Some(start) = entry.find(&self.folded) {
            return fit(if start == 0 { BEGINS } else { HOLDS }, start, start + self.folded.len());
        }
        if let Some(found) = self.pinyin.as_ref().and_then(|pinyin| pinyin.find(entry)) {
            let rank = if found.start() == 0 { PINYIN_BEGINS } else { PINYIN };
            return fit(rank, found.start(), found.end());
        }
        // What lacks a character cannot fit, and nearly every entry does.
        let mut rest = entry.chars();
        if !self.folded.chars().all(|wanted| rest.any(|c| c == wanted)) {
            return None;
        }
        room.clear();
        room.extend(entry.chars());
        let mut indices = Vec::new();
        let entry =
            if entry.is_ascii() { Utf32Str::Ascii(entry.as_bytes()) } else { Utf32Str::Unicode(room) };
        let score = self.fuzzy.indices(entry, matcher, &mut indices)?;
        indices.sort_unstable();
        indices.dedup();
        let hits = indices.iter().map(|index| (*index as usize, *index as usize + 1)).collect();
        Some(Fit { score: score.min(9_999), hits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, entries: &[&str], expected: &[&str]) {
        let mut sought = Sought::new(typed);
        let mut found: Vec<(Fit, &str)> =
            entries.iter().filter_map(|entry| Some((sought.fit(entry)?, *entry))).collect();
        found.sort_by_key(|(fit, _)| std::cmp::Reverse(fit.score));
        let names: Vec<&str> = found.into_iter().map(|(_, entry)| entry).collect();
        assert_eq!(names, expected, "{typed}");
    }

    #[test]
    fn names_are_found_by_han_pinyin_initials_and_letters() {
        let tags = ["差错/数据单位", "价值/待核实", "价值/亮点", "主题/营商环境", "主题/招商引资"];
        check("数据", &tags, &["差错/数据单位"]);
        check("sjdw", &tags, &["差错/数据单位"]);
        check("shuju", &tags, &["差错/数据单位"]);
        check("dhs", &tags, &["价值/待核实"]);
        check("zs", &tags, &["主题/招商引资"]);
        check("zhuti", &tags, &["主题/营商环境", "主题/招商引资"]);
        check("zhuti ys", &tags, &["主题/营商环境"]);
        check("環境", &tags, &["主题/营商环境"]);
        check("ＳＪ", &tags, &["差错/数据单位"]);
        check("xyz", &tags, &[]);
        check("量位", &tags, &[]);
        check("tgl", &["tag toggle", "theme"], &["tag toggle"]);
        check("jcjkq", &["晋城经开区", "介休经开区"], &["晋城经开区"]);
        check("", &["一", "二"], &["一", "二"]);
    }

    #[test]
    fn han_apart_from_each_other_are_found_behind_those_that_stand_together() {
        let tags = ["差错/错别字", "价值/待核实", "文字/错字", "差错/数据单位"];
        check("错字", &tags, &["文字/错字", "差错/错别字"]);
        check("錯字", &tags, &["文字/错字", "差错/错别字"]);
        check("差单", &tags, &["差错/数据单位"]);
        check("煤远", &["煤的远亲", "远煤", "煤炭"], &["煤的远亲"]);
        let titles = ["招来客商的小镇", "招商引资", "昭山"];
        check("招商", &titles, &["招商引资", "招来客商的小镇"]);
        check("zs", &titles, &["招商引资", "昭山"]);
        assert_eq!(Sought::new("煤远").fit("e\u{301} 煤的远亲").expect("a fit").hits, [(3, 4), (5, 6)]);
        assert!(!Sought::new("煤远").fit("煤的远亲").expect("a fit").is_sure());
    }

    #[test]
    fn hits_are_characters() {
        assert_eq!(Sought::new("sj").fit("差错/数据").expect("a fit").hits, [(3, 5)]);
        assert_eq!(Sought::new("亮点").fit("价值/亮点").expect("a fit").hits, [(3, 5)]);
        let fit = Sought::new("dw").fit_any("数据", ["单位"]).expect("by its other name");
        assert!(fit.hits.is_empty());
    }
}
