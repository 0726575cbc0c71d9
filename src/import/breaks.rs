//! Breaks that readers set by hand, replayed: a rule of kind `split` whose words stand on both sides of `|`.

use std::collections::HashMap;

use super::doubts::{DoubtKind, Rules};

/// The breaks of a paper, found by the two characters around them.
#[derive(Debug, Default)]
pub(super) struct Breaks {
    by_pair: HashMap<(char, char), Vec<Break>>,
}

/// The words on both sides.
#[derive(Debug)]
struct Break {
    left: Vec<char>,
    right: Vec<char>,
}

impl Breaks {
    /// Those that hold for this paper and were not taken back.
    pub(super) fn of(rules: &Rules, paper: Option<&str>) -> Self {
        let mut breaks = Self::default();
        for rule in &rules.rules {
            let Some((left, right)) = rule.when.split_once('|') else { continue };
            if rule.kind != DoubtKind::Split || rules.verdict(paper, rule.kind, &rule.when) != Some(true) {
                continue;
            }
            let new = Break { left: left.chars().collect(), right: right.chars().collect() };
            if let (Some(&last), Some(&first)) = (new.left.last(), new.right.first()) {
                breaks.by_pair.entry((last, first)).or_default().push(new);
            }
        }
        breaks
    }

    /// The first break within a text: before which character.
    pub(super) fn first(&self, chars: &[char]) -> Option<usize> {
        if self.by_pair.is_empty() {
            return None;
        }
        (1..chars.len()).find(|&at| {
            let (left, right) = chars.split_at(at);
            let pair = left.last().copied().zip(right.first().copied());
            let is_it = |one: &Break| left.ends_with(&one.left) && right.starts_with(&one.right);
            pair.and_then(|pair| self.by_pair.get(&pair)).is_some_and(|known| known.iter().any(is_it))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Rule;

    #[test]
    fn a_break_is_found_by_its_words() {
        let rule = |when: &str, answer: &str| Rule {
            paper: "甲报".into(),
            kind: DoubtKind::Split,
            when: when.into(),
            answer: answer.into(),
        };
        let rules = Rules {
            rules: vec![rule("了路。|去年", "yes"), rule("一|二", "no"), rule("三。", "yes")],
        };
        let text: Vec<char> = "一二修了路。去年三。".chars().collect();
        assert_eq!(Breaks::of(&rules, Some("甲报")).first(&text), Some(6));
        assert_eq!(Breaks::of(&rules, Some("乙报")).first(&text), None);
    }
}
