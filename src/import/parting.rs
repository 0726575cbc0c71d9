//! Where a paragraph's last line fills the measure by chance: which full lines that end a sentence end a paragraph, too.
//!
//! No mark tells it. What counts is how long the page's paragraphs are, where their sentences end, and how the next
//! sentence opens; what stays close to even is left to the reader as a doubt.

use super::seams;
use super::shape;
use super::zones;

/// A place that may part a block, and how it was decided.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Parting {
    /// The index in the block of the first character behind it.
    pub(super) at: usize,
    /// Whether two paragraphs meet there.
    pub(super) is_break: bool,
    /// How sure that is, 0.5..=1.0.
    pub(super) confidence: f32,
}

/// How long the paragraphs of a page are: a normal distribution of the logarithm.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lengths {
    mean: f32,
    spread: f32,
}

impl Lengths {
    /// From the lengths of paragraphs in characters; `None` when there are too few to tell.
    pub(super) fn of(lengths: &mut [usize]) -> Option<Self> {
        const LEAST: usize = 4;
        if lengths.len() < LEAST {
            return None;
        }
        lengths.sort_unstable();
        let log = |at: usize| lengths.get(at).map_or(0.0, |length| log(*length));
        let quarter = lengths.len() / 4;
        let mean = log(lengths.len() / 2);
        // The quartiles of a normal distribution lie 1.35 spreads apart.
        let spread = (log(lengths.len() - 1 - quarter) - log(quarter)) / 1.35;
        Some(Self { mean, spread: spread.clamp(0.3, 0.8) })
    }

    /// The same of a part of the page, whose paragraphs have these lengths: few of them count for little.
    pub(super) fn drawn_to(self, lengths: &[usize]) -> Self {
        /// As many paragraphs of the page as its own mean counts for.
        const WEIGHT: usize = 2;
        let sum: f32 = lengths.iter().map(|length| log(*length)).sum();
        let share = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
        let mean = (sum + self.mean * share(WEIGHT)) / share(WEIGHT + lengths.len());
        Self { mean, ..self }
    }

    /// The share of paragraphs that are no longer than so many characters.
    fn share(self, length: usize) -> f32 {
        let z = (log(length) - self.mean) / self.spread;
        1.0 / (1.0 + (-1.702 * z).exp())
    }

    /// The logarithm of how likely a paragraph is to end at `to` and not before, its sentences ending at `ends`.
    fn ending(self, ends: &[usize], from: usize, to: usize) -> f32 {
        let before = ends.partition_point(|end| *end < to).checked_sub(1).and_then(|at| ends.get(at));
        let before = before.copied().filter(|end| *end > from).unwrap_or(from);
        (self.share(to - from) - self.share(before - from)).max(1e-5).ln()
    }
}

#[expect(clippy::cast_precision_loss, reason = "paragraphs are far below 16 million characters")]
fn log(length: usize) -> f32 {
    (length.max(1) as f32).ln()
}

/// Decides the open places of a block (indices of characters, ascending) all at once.
pub(super) fn decide(chars: &[char], open: &[usize], lengths: Option<Lengths>) -> Vec<Parting> {
    // What is left behind the last stop is no paragraph, nor can it be told from a headline.
    let last = chars.iter().rposition(|c| *c == '。').unwrap_or(0);
    let (open, behind) = open.split_at(open.partition_point(|at| *at <= last));
    let behind = behind.iter().map(|&at| Parting { at, is_break: false, confidence: 0.75 });
    likeliest(chars, open, lengths).into_iter().chain(behind).collect()
}

fn likeliest(chars: &[char], open: &[usize], lengths: Option<Lengths>) -> Vec<Parting> {
    /// Places further back than so many are settled.
    const REACH: usize = 24;
    let Some(lengths) = lengths else { return open.iter().map(|&at| by_words(chars, at)).collect() };
    let ends: Vec<usize> = shape::sentences(chars).into_iter().map(|(_, end)| end).collect();
    let opens: Vec<f32> = open.iter().map(|&at| opening(chars.get(at..).unwrap_or(&[]))).collect();
    let opens_at = |node: usize| node.checked_sub(1).and_then(|at| opens.get(at)).copied().unwrap_or(0.0);
    // Node 0 is the block's beginning, the last its end.
    let nodes: Vec<usize> = std::iter::once(0).chain(open.iter().copied()).chain([chars.len()]).collect();
    let place = |node: usize| nodes.get(node).copied().unwrap_or(0);
    let mut best: Vec<(f32, usize)> = vec![(0.0, 0)];
    for node in 1..nodes.len() {
        let score = |from: usize| {
            let own = if node + 1 < nodes.len() { opens_at(node) } else { 0.0 };
            best.get(from).map_or(f32::MIN, |(known, _)| known + own)
                + lengths.ending(&ends, place(from), place(node))
        };
        let from = (node.saturating_sub(REACH)..node).max_by(|a, b| score(*a).total_cmp(&score(*b)));
        let from = from.unwrap_or(0);
        best.push((score(from), from));
    }
    let mut is_break = vec![false; nodes.len()];
    let mut node = nodes.len() - 1;
    while node > 0 {
        node = best.get(node).map_or(0, |(_, from)| *from);
        if let Some(slot) = is_break.get_mut(node) {
            *slot = node > 0;
        }
    }
    let is_set = |node: usize| is_break.get(node) == Some(&true);
    let parting = |node: usize| {
        let before = (0..node).rev().find(|&node| node == 0 || is_set(node)).unwrap_or(0);
        let after = (node + 1..nodes.len()).find(|&node| is_set(node)).unwrap_or(nodes.len() - 1);
        let (from, at, to) = (place(before), place(node), place(after));
        let odds = lengths.ending(&ends, from, at) + lengths.ending(&ends, at, to) + opens_at(node)
            - lengths.ending(&ends, from, to);
        Parting { at, is_break: is_set(node), confidence: 1.0 / (1.0 + (-odds.abs()).exp()) }
    };
    (1..nodes.len() - 1).map(parting).collect()
}

/// Without a measure for lengths, only words that open hardly anything but paragraphs part.
fn by_words(chars: &[char], at: usize) -> Parting {
    let is_break = seams::opens_anew(chars.get(at..).unwrap_or(&[]));
    Parting { at, is_break, confidence: if is_break { 0.85 } else { 0.7 } }
}

/// How much the first words of a sentence speak for a new paragraph, as the logarithm of odds.
fn opening(chars: &[char]) -> f32 {
    const GOES_ON: &[&str] = &[
        "他", "她", "它", "这", "那", "其", "并", "而", "但", "也", "还", "又", "再", "更", "就", "同时",
        "此外", "因此", "为此", "如今", "例如", "比如", "随后", "最后", "不仅", "不但", "对内", "对外",
        "二是", "三是", "四是", "然后", "于是", "所以", "大家", "该", "过去", "“",
    ];
    const LOOSELY: &[&str] =
        &["下一步", "接下来", "据了解", "据悉", "据介绍", "今年以来", "去年以来", "随后，"];
    if seams::opens_anew(chars) {
        return if shape::opens_with_any(chars, LOOSELY) { 1.0 } else { 3.5 };
    }
    if shape::opens_with_any(chars, GOES_ON) {
        return -1.5;
    }
    let names_zone = (4..=16).any(|end| chars.get(..end).is_some_and(zones::ends_in_zone));
    if names_zone { 1.2 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of sentences of twenty characters each.
    fn sentences(count: usize) -> Vec<char> {
        format!("{}。", "路".repeat(19)).repeat(count).chars().collect()
    }

    #[test]
    fn what_is_twice_as_long_as_the_others_is_two() {
        let lengths = Lengths::of(&mut [110, 115, 120, 125, 118, 122, 119, 121]);
        let found = decide(&sentences(12), &[120], lengths);
        assert!(found.iter().all(|one| one.is_break && one.confidence > 0.8), "{found:?}");
        let found = decide(&sentences(6), &[40], lengths);
        assert!(found.iter().all(|one| !one.is_break && one.confidence > 0.9), "{found:?}");
        let found = decide(&sentences(12), &[40, 120, 160], lengths);
        assert_eq!(found.iter().map(|one| one.is_break).collect::<Vec<_>>(), [false, true, false]);
    }

    #[test]
    fn without_a_measure_words_decide() {
        let text: Vec<char> = "园区修了路。近年来，园区添了厂。园区种了树。".chars().collect();
        let found = decide(&text, &[6, 16], None);
        assert_eq!(found.iter().map(|one| one.is_break).collect::<Vec<_>>(), [true, false]);
    }
}
