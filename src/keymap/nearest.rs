//! The nearest right name for a wrong one, for hints.

use std::cmp::Reverse;

/// The candidate that most likely was meant: equal but for case, else few letters away, else a unique beginning.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = wanted.to_lowercase();
    let length = folded.chars().count();
    candidates
        .into_iter()
        .map(|candidate| (score(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(score, candidate)| {
            *score <= limit(length.max(candidate.chars().count()), folded.is_ascii())
        })
        .min_by_key(|(score, candidate)| {
            let begun =
                candidate.to_lowercase().chars().zip(folded.chars()).take_while(|(a, b)| a == b).count();
            (*score, Reverse(begun), candidate.chars().count().abs_diff(length))
        })
        .map(|(_, candidate)| candidate)
}

/// How far a name may be from what was written: about a third of its length.
fn limit(length_chars: usize, is_ascii: bool) -> usize {
    // Of two letters one is half the word: only case may differ. One of two Han is a slip.
    if length_chars < 3 && is_ascii { 1 } else { (length_chars + 1) / 3 * 2 }
}

/// Twice the distance; a candidate that goes on where the wanted one stops counts as one letter off.
fn score(wanted: &str, candidate: &str) -> usize {
    let apart = 2 * distance(wanted, candidate);
    if wanted.chars().count() >= 2 && candidate.starts_with(wanted) { apart.min(2) } else { apart }
}

/// Optimal string alignment: letters put in, left out, exchanged, or swapped with their neighbour.
pub fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let width = right.len() + 1;
    let mut rows = vec![0; (left.len() + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    for row in 0..=left.len() {
        for column in 0..width {
            let best = if row == 0 || column == 0 {
                row + column
            } else {
                let same = usize::from(left[row - 1] != right[column - 1]);
                let mut best = (rows[at(row - 1, column)] + 1)
                    .min(rows[at(row, column - 1)] + 1)
                    .min(rows[at(row - 1, column - 1)] + same);
                let swapped = row > 1
                    && column > 1
                    && left[row - 1] == right[column - 2]
                    && left[row - 2] == right[column - 1];
                if swapped {
                    best = best.min(rows[at(row - 2, column - 2)] + 1);
                }
                best
            };
            rows[at(row, column)] = best;
        }
    }
    rows.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likely_name_is_found() {
        let names = ["reader", "list", "zones", "notes", "Down"];
        assert_eq!(nearest("raeder", names), Some("reader"));
        assert_eq!(nearest("zone", names), Some("zones"));
        assert_eq!(nearest("DOWN", names), Some("Down"));
        assert_eq!(nearest("xyzzyx", names), None);
        assert_eq!(nearest("line", ["find", "back"]), None);
        assert_eq!((nearest("cn", ["zh", "en"]), nearest("审匹", ["审批"])), (None, Some("审批")));
        assert_eq!(nearest("fond", ["bond", "find"]), Some("find"), "what begins alike goes first");
        assert_eq!(distance("ab", "ba"), 1);
        assert_eq!(distance("批注", "批"), 1);
    }
}
