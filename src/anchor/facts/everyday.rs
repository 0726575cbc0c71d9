//! Where a text speaks in common words: what is no name, and where a name to their right can only begin.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Words by their first character, longest first.
pub(super) type ByFirst = HashMap<char, Vec<Vec<char>>>;

/// Words by their first character; lines that begin with `#` are remarks.
pub(super) fn by_first<'a>(lists: impl IntoIterator<Item = &'a str>) -> ByFirst {
    let mut map: ByFirst = HashMap::new();
    let lines = lists.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    for word in lines.flat_map(str::split_whitespace) {
        let chars: Vec<char> = word.chars().collect();
        if let Some(first) = chars.first() {
            map.entry(*first).or_default().push(chars);
        }
    }
    for words in map.values_mut() {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    map
}

/// The length of the longest of these words that begins here.
pub(super) fn longest(map: &ByFirst, chars: &[char], at: usize) -> Option<usize> {
    map.get(chars.get(at)?)?.iter().find(|word| chars[at..].starts_with(word)).map(Vec::len)
}

/// Words that are part of no name.
static BESIDE: LazyLock<ByFirst> = LazyLock::new(|| by_first([include_str!("ordinary.txt")]));
/// The same, and words that a firm or an office may take into its name.
static ALL: LazyLock<ByFirst> =
    LazyLock::new(|| by_first([include_str!("ordinary.txt"), include_str!("things.txt")]));

/// The common words of a text: for each of its characters, where the word that holds it begins and ends.
pub(super) struct Common {
    beside: Vec<Option<(usize, usize)>>,
    all: Vec<Option<(usize, usize)>>,
}

impl Common {
    pub(super) fn of(chars: &[char]) -> Self {
        Self { beside: cover(&BESIDE, chars), all: cover(&ALL, chars) }
    }

    /// Where a name that ends before `end` can begin at the earliest, when it may not hold words that stand beside
    /// names.
    pub(super) fn floor(&self, start: usize, end: usize) -> usize {
        last_end(&self.beside, start, end)
    }

    /// The same for names of persons and places, which hold no common word at all.
    pub(super) fn strict_floor(&self, start: usize, end: usize) -> usize {
        last_end(&self.all, start, end)
    }

    /// Whether a common word holds this character.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(Option::is_some)
    }

    /// Whether a common word begins here or before and goes on: the 市 of 市场 ends no place.
    pub(super) fn inside_word(&self, at: usize) -> bool {
        self.all.get(at).copied().flatten().is_some_and(|word| word.1 > at + 1)
    }

    /// Whether common words reach into this stretch from both sides: 提高|平台 is not 高平.
    pub(super) fn straddle(&self, start: usize, end: usize) -> bool {
        let word = |at: usize| self.all.get(at).copied().flatten();
        word(start).is_some_and(|w| w.0 < start)
            && end.checked_sub(1).and_then(word).is_some_and(|w| w.1 > end)
    }
}

/// The words of a text from left to right, the longest first, as jumps: no two share a character.
fn cover(map: &ByFirst, chars: &[char]) -> Vec<Option<(usize, usize)>> {
    let mut words = vec![None; chars.len()];
    let mut at = 0;
    while at < chars.len() {
        match longest(map, chars, at) {
            Some(len) => {
                words[at..at + len].fill(Some((at, at + len)));
                at += len;
            }
            None => at += 1,
        }
    }
    words
}

/// The end of the last word that ends within the stretch, or its start.
fn last_end(words: &[Option<(usize, usize)>], start: usize, end: usize) -> usize {
    let ends = words.get(start..end).unwrap_or(&[]).iter().flatten().map(|word| word.1);
    ends.filter(|e| *e <= end).max().unwrap_or(start)
}
