//! What changed between two texts: figures and Latin words as wholes, everything else character by character.
//!
//! Knows nothing of paragraphs or marks; a pure comparison after Myers, "An O(ND) Difference Algorithm".

use std::collections::HashMap;
use std::ops::Range;

/// Beyond this many edits the middle is taken as one replacement: the cost stays bounded on huge paragraphs.
const MOST_EDITS: usize = 1200;

/// What became of a piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// It stands in both.
    Same,
    /// It stood in the old text only.
    Gone,
    /// It stands in the new text only.
    New,
}

/// A piece of the old or the new text, for showing both in one line: `Gone` before `New` where both stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What became of it.
    pub fate: Fate,
    /// Its words.
    pub text: String,
}

/// A stretch where the texts differ, in characters of both; one side may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
}

/// The differences of two texts, and how much they share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Difference {
    pub(super) hunks: Vec<Hunk>,
    /// Characters that stand in both, in order.
    pub(super) shared_chars: usize,
    pub(super) old_chars: usize,
    pub(super) new_chars: usize,
}

impl Difference {
    /// `2 × shared / (old + new)`, 1.0 for two empty texts.
    #[expect(clippy::cast_precision_loss, reason = "lengths of paragraphs")]
    pub(super) fn similarity(&self) -> f32 {
        let all = self.old_chars + self.new_chars;
        if all == 0 { 1.0 } else { 2.0 * self.shared_chars as f32 / all as f32 }
    }

    /// Where a span of old characters lies in the new text: kept words keep their place, words put in right before or
    /// after the span stay outside, changed words stand for what they replaced.
    pub(super) fn map(&self, span: (usize, usize)) -> (usize, usize) {
        let start = self.boundary(span.0, true);
        (start, self.boundary(span.1, false).max(start))
    }

    fn boundary(&self, old_at: usize, is_start: bool) -> usize {
        let mut passed = (0, 0);
        for hunk in &self.hunks {
            let ends_here = hunk.old.end == old_at && (is_start || hunk.old.start < old_at);
            if hunk.old.end < old_at || ends_here {
                passed = (hunk.old.end, hunk.new.end);
            } else if hunk.old.start < old_at {
                return if is_start { hunk.new.start } else { hunk.new.end };
            }
        }
        old_at - passed.0 + passed.1
    }
}

/// The texts' differences, as pieces to be shown.
pub fn diff(old: &str, new: &str) -> Vec<Piece> {
    let old: Vec<char> = old.chars().collect();
    let new: Vec<char> = new.chars().collect();
    let difference = compare(&old, &new);
    let mut pieces = Vec::new();
    let mut push = |fate, chars: &[char]| {
        if !chars.is_empty() {
            pieces.push(Piece { fate, text: chars.iter().collect() });
        }
    };
    let mut at = 0;
    for hunk in &difference.hunks {
        push(Fate::Same, &old[at..hunk.old.start]);
        push(Fate::Gone, &old[hunk.old.clone()]);
        push(Fate::New, &new[hunk.new.clone()]);
        at = hunk.old.end;
    }
    push(Fate::Same, &old[at..]);
    pieces
}

/// The texts' differences.
pub(super) fn compare<'a>(old: &'a [char], new: &'a [char]) -> Difference {
    let (was, is) = (tokens(old), tokens(new));
    let mut numbers: HashMap<&'a [char], u32> = HashMap::new();
    let mut named = |tokens: &[Range<usize>], chars: &'a [char]| -> Vec<u32> {
        tokens
            .iter()
            .map(|token| {
                let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                *numbers.entry(&chars[token.clone()]).or_insert(next)
            })
            .collect()
    };
    let a = named(&was, old);
    let b = named(&is, new);
    let kept = common(&a, &b);
    let shared_chars = kept.iter().map(|(i, _)| was[*i].len()).sum();
    let mut hunks = Vec::new();
    let mut at = (0, 0);
    let ends = std::iter::once((was.len(), is.len()));
    for (i, j) in kept.into_iter().chain(ends) {
        let start_of = |tokens: &[Range<usize>], n: usize, len: usize| tokens.get(n).map_or(len, |t| t.start);
        let hunk = Hunk {
            old: start_of(&was, at.0, old.len())..start_of(&was, i, old.len()),
            new: start_of(&is, at.1, new.len())..start_of(&is, j, new.len()),
        };
        if !(hunk.old.is_empty() && hunk.new.is_empty()) {
            hunks.push(hunk);
        }
        at = (i + 1, j + 1);
    }
    Difference { hunks: join_scraps(hunks), shared_chars, old_chars: old.len(), new_chars: new.len() }
}

/// Whether a character belongs to a figure or a Latin word.
fn sticks(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// The text in tokens that tile it: figures with their inner points and commas, Latin words, single characters.
fn tokens(chars: &[char]) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::with_capacity(chars.len());
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().is_some_and(sticks);
        let after = chars.get(at + 1).copied().is_some_and(sticks);
        let inner_point = matches!(c, '.' | ',' | '．') && before && after;
        let was_point = at >= 2 && matches!(chars[at - 1], '.' | ',' | '．') && sticks(chars[at - 2]);
        match tokens.last_mut() {
            Some(last) if (sticks(c) && (before || was_point)) || inner_point => last.end = at + 1,
            _ => tokens.push(at..at + 1),
        }
    }
    tokens
}

/// Pairs of positions at which both sequences hold the same, rising on both sides, as many as Myers finds.
fn common(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (a_mid, b_mid) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let mut kept: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    kept.extend(middle(a_mid, b_mid).into_iter().map(|(i, j)| (i + head, j + head)));
    kept.extend((0..tail).map(|i| (a.len() - tail + i, b.len() - tail + i)));
    kept
}

/// Myers' greedy search, the furthest points of every round kept for the way back.
fn middle(a: &[u32], b: &[u32]) -> Vec<(usize, usize)> {
    let (a_len, b_len) = (a.len(), b.len());
    if a_len == 0 || b_len == 0 {
        return Vec::new();
    }
    let limit = (a_len + b_len).min(MOST_EDITS);
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    // Diagonal k runs from -d to d in steps of two; round d keeps x of diagonal k at (k + d) / 2.
    for d in 0..=limit {
        let mut round = vec![0; d + 1];
        for (slot, out) in round.iter_mut().enumerate() {
            let (mut x, _) = step_in(rounds.last(), d, slot);
            // y = x - k, with k = 2 * slot - d.
            let mut y = (x + d).wrapping_sub(2 * slot);
            while x < a_len && y < b_len && a[x] == b[y] {
                x += 1;
                y += 1;
            }
            *out = x;
            if x >= a_len && y >= b_len && y < usize::MAX / 2 {
                let mut done = round;
                done[slot] = x;
                rounds.push(done);
                return way_back(&rounds, slot, (a_len, b_len));
            }
        }
        rounds.push(round);
    }
    Vec::new()
}

/// Where round `d` enters diagonal `slot`: its x, and whether it came down (an insertion).
fn step_in(before: Option<&Vec<usize>>, d: usize, slot: usize) -> (usize, bool) {
    let Some(before) = before else { return (0, false) };
    // Diagonal k + 1 of the round before is its slot `slot`, k - 1 its slot `slot - 1`.
    let from_above = before.get(slot).copied();
    let from_left = slot.checked_sub(1).and_then(|s| before.get(s)).copied();
    match (from_left, from_above) {
        (Some(left), Some(above)) if left < above => (above, true),
        (Some(left), _) => (left + 1, false),
        (None, Some(above)) => (above, true),
        (None, None) => (d, false),
    }
}

/// The kept pairs, from the last round back to the first.
fn way_back(rounds: &[Vec<usize>], last_slot: usize, end: (usize, usize)) -> Vec<(usize, usize)> {
    let mut kept = Vec::new();
    let ((mut x, mut y), mut slot) = (end, last_slot);
    for d in (0..rounds.len()).rev() {
        let before = d.checked_sub(1).and_then(|i| rounds.get(i));
        let (entry_x, came_down) = step_in(before, d, slot);
        let entry_y = (entry_x + d).wrapping_sub(2 * slot);
        while x > entry_x && y > entry_y {
            x -= 1;
            y -= 1;
            kept.push((x, y));
        }
        if d == 0 {
            break;
        }
        if came_down {
            y = y.saturating_sub(1);
        } else {
            x = x.saturating_sub(1);
            slot -= 1;
        }
    }
    kept.reverse();
    kept
}

/// Joins neighbouring hunks over a single kept character that is smaller than what changed on both sides: chance
/// matches of common characters make no readable difference.
fn join_scraps(hunks: Vec<Hunk>) -> Vec<Hunk> {
    let size = |hunk: &Hunk| hunk.old.len().max(hunk.new.len());
    let mut joined: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks {
        match joined.last_mut() {
            Some(last)
                if hunk.old.start - last.old.end <= 1 && size(last).min(size(&hunk)) >= 2
                    || hunk.old.start == last.old.end =>
            {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            _ => joined.push(hunk),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Old text with what is gone in `[-…-]` and what is new in `{+…+}`.
    fn shown(old: &str, new: &str) -> String {
        diff(old, new)
            .into_iter()
            .map(|piece| match piece.fate {
                Fate::Same => piece.text,
                Fate::Gone => format!("[-{}-]", piece.text),
                Fate::New => format!("{{+{}+}}", piece.text),
            })
            .collect()
    }

    fn check(old: &str, new: &str, expected: &str) {
        assert_eq!(shown(old, new), expected);
    }

    #[test]
    fn figures_change_as_wholes() {
        check("增长3.5%，共12家", "增长5.3%，共12家", "增长[-3.5-]{+5.3+}%，共12家");
        check("签约13个", "签约3个", "签约[-13-]{+3+}个");
        check("１２家", "１３家", "[-１２-]{+１３+}家");
    }

    #[test]
    fn characters_change_one_by_one() {
        check("今天天气很好。", "今天天汽很好。", "今天天[-气-]{+汽+}很好。");
        check("", "新", "{+新+}");
        check("旧", "", "[-旧-]");
        check("一样", "一样", "一样");
        check("走进园区", "园区", "[-走进-]园区");
    }

    #[test]
    fn boundaries_follow_their_words() {
        let old: Vec<char> = "甲乙丙丁".chars().collect();
        let new: Vec<char> = "新甲乙某丙丁".chars().collect();
        let difference = compare(&old, &new);
        assert_eq!(difference.map((0, 2)), (1, 3));
        assert_eq!(difference.map((2, 4)), (4, 6));
        assert_eq!(difference.map((1, 3)), (2, 5));
    }

    proptest! {
        #[test]
        fn pieces_tile_both_texts(old in "[甲乙丙1-3. a]{0,40}", new in "[甲乙丙1-3. a]{0,40}") {
            let pieces = diff(&old, &new);
            let without = |fate| pieces.iter().filter(|p| p.fate != fate).map(|p| p.text.as_str()).collect::<String>();
            prop_assert_eq!(without(Fate::New), old);
            prop_assert_eq!(without(Fate::Gone), new);
        }

        #[test]
        fn as_much_is_shared_as_can_be(old in "[甲乙丙]{0,14}", new in "[甲乙丙]{0,14}") {
            let (a, b): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
            let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
            for i in 0..a.len() {
                for j in 0..b.len() {
                    table[i + 1][j + 1] = if a[i] == b[j] { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
                }
            }
            prop_assert_eq!(compare(&a, &b).shared_chars, table[a.len()][b.len()]);
        }
    }
}
