//! Whether a changed text may still be the one that was marked: how alike both are, and which facts differ.
//!
//! Knows nothing of where the texts stand.

use std::collections::HashMap;

use super::diff::{self, Difference, Hunk};
use super::facts::{self, Fact, FactKind};

/// How alike the rest must be for a paragraph in which one figure changed.
const OTHERWISE_EQUAL: f32 = 0.90;

/// A fact that changed: one side is empty when it was added or taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactChange {
    /// What it is.
    pub kind: FactKind,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// Two texts beside each other.
#[derive(Debug, Clone)]
pub(super) struct Comparison {
    pub(super) difference: Difference,
    /// 0.0..=1.0.
    pub(super) similarity: f32,
    pub(super) changes: Vec<FactChange>,
    /// Whether it may be a look-alike: a name differs, or more than one figure.
    pub(super) is_look_alike: bool,
}

/// Compares an old text with a new one.
pub(super) fn compare(old: &[char], new: &[char]) -> Comparison {
    let difference = diff::compare(old, new);
    let similarity = difference.similarity();
    let (old_facts, new_facts) = (facts::find(old), facts::find(new));
    let lost = missing(&old_facts, &new_facts, &difference.hunks, |hunk| (&hunk.old, &hunk.new));
    let gained = missing(&new_facts, &old_facts, &difference.hunks, |hunk| (&hunk.new, &hunk.old));
    let names = differing(FactKind::Name, &lost, &gained);
    let figures = differing(FactKind::Figure, &lost, &gained);
    let is_look_alike = names > 0
        || figures > 1
        || (figures == 1 && similarity < OTHERWISE_EQUAL && !only_facts(&difference, &lost, &gained));
    Comparison { difference, similarity, changes: pairs(&lost, &gained), is_look_alike }
}

/// A fact that one text has and the other lacks; `is_whole` when it came or went with the words around it.
struct Missing<'a> {
    fact: &'a Fact,
    is_whole: bool,
}

/// The facts of one text that the other lacks and that a changed stretch touches.
fn missing<'a>(
    mine: &'a [Fact],
    theirs: &[Fact],
    hunks: &[Hunk],
    sides: impl Fn(&Hunk) -> (&std::ops::Range<usize>, &std::ops::Range<usize>),
) -> Vec<Missing<'a>> {
    let mut left: HashMap<(FactKind, &str), usize> = HashMap::new();
    for fact in theirs {
        *left.entry((fact.kind, fact.text.as_str())).or_default() += 1;
    }
    let touching = |fact: &Fact| {
        hunks.iter().find(|hunk| sides(hunk).0.start <= fact.end && sides(hunk).0.end >= fact.start)
    };
    // Untouched facts take their counterparts first, so that of two equal ones the changed one is missing.
    let (touched, untouched): (Vec<&Fact>, Vec<&Fact>) =
        mine.iter().partition(|fact| touching(fact).is_some());
    for fact in untouched {
        if let Some(count) = left.get_mut(&(fact.kind, fact.text.as_str())) {
            *count = count.saturating_sub(1);
        }
    }
    let mut missing = Vec::new();
    for fact in touched {
        match left.get_mut(&(fact.kind, fact.text.as_str())) {
            Some(count) if *count > 0 => *count -= 1,
            _ => {
                let is_whole = hunks.iter().any(|hunk| {
                    let (own, other) = sides(hunk);
                    own.start <= fact.start && own.end >= fact.end && other.is_empty()
                });
                missing.push(Missing { fact, is_whole });
            }
        }
    }
    missing
}

/// How many facts of a kind differ. What came or went whole, with nothing in its stead, differs only when the other
/// text has something of its kind to put against it.
fn differing(kind: FactKind, lost: &[Missing<'_>], gained: &[Missing<'_>]) -> usize {
    let of_kind = |all: &[Missing<'_>]| all.iter().filter(|m| m.fact.kind == kind).count();
    let in_part = |all: &[Missing<'_>]| all.iter().filter(|m| m.fact.kind == kind && !m.is_whole).count();
    if of_kind(lost) > 0 && of_kind(gained) > 0 {
        of_kind(lost).max(of_kind(gained))
    } else {
        in_part(lost).max(in_part(gained))
    }
}

/// Whether nothing changed but the figures themselves.
fn only_facts(difference: &Difference, lost: &[Missing<'_>], gained: &[Missing<'_>]) -> bool {
    let within = |range: &std::ops::Range<usize>, all: &[Missing<'_>]| {
        range.is_empty() || all.iter().any(|m| m.fact.start <= range.start && m.fact.end >= range.end)
    };
    difference.hunks.iter().all(|hunk| within(&hunk.old, lost) && within(&hunk.new, gained))
}

/// What changed, old beside new, kind by kind in the order of the text.
fn pairs(lost: &[Missing<'_>], gained: &[Missing<'_>]) -> Vec<FactChange> {
    let mut changes = Vec::new();
    for kind in [FactKind::Figure, FactKind::Name, FactKind::Quotation] {
        let texts = |all: &[Missing<'_>]| -> Vec<String> {
            all.iter().filter(|m| m.fact.kind == kind).map(|m| m.fact.text.clone()).collect()
        };
        let (old, new) = (texts(lost), texts(gained));
        for at in 0..old.len().max(new.len()) {
            let side = |texts: &[String]| texts.get(at).cloned().unwrap_or_default();
            changes.push(FactChange { kind, old: side(&old), new: side(&new) });
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(old: &str, new: &str) -> Comparison {
        let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
        compare(&old, &new)
    }

    #[track_caller]
    fn check(old: &str, new: &str, look_alike: bool, changes: &[(&str, &str)]) {
        let found = of(old, new);
        let pairs: Vec<(&str, &str)> =
            found.changes.iter().map(|c| (c.old.as_str(), c.new.as_str())).collect();
        assert_eq!((found.is_look_alike, pairs.as_slice()), (look_alike, changes), "{old} / {new}");
    }

    #[test]
    fn one_figure_is_an_edit_two_are_another_paragraph() {
        let old = "今年以来，晋城经开区签约项目8个，总投资35.6亿元，同比增长12%。";
        check(
            old,
            "今年以来，晋城经开区签约项目9个，总投资35.6亿元，同比增长12%。",
            false,
            &[("8个", "9个")],
        );
        check(
            old,
            "今年以来，晋城经开区签约项目18个，总投资35.6亿元，同比增长12%。",
            false,
            &[("8个", "18个")],
        );
        check(
            old,
            "今年以来，晋城经开区签约项目9个，总投资53.6亿元，同比增长12%。",
            true,
            &[("8个", "9个"), ("35.6亿元", "53.6亿元")],
        );
    }

    #[test]
    fn a_name_is_never_let_pass() {
        let old = "晋城经开区党工委书记王建国走进企业，了解生产经营情况。";
        for new in [
            "长治经开区党工委书记王建国走进企业，了解生产经营情况。",
            "晋成经开区党工委书记王建国走进企业，了解生产经营情况。",
            "晋城经开区党工委书记王建军走进企业，了解生产经营情况。",
            "晋城经开区党工委书记李卫东走进企业，了解生产经营情况。",
            "晋城高新区党工委书记王建国走进企业，了解生产经营情况。",
        ] {
            assert!(of(old, new).is_look_alike, "{new}");
        }
    }

    #[test]
    fn other_words_may_change() {
        let old = "晋城经开区把服务企业当作头等大事，办事时间压减了一半。";
        check(old, "晋城经开区把服务企业当成头等大事，办事时间压减了一半。", false, &[]);
        check(old, "晋城经开区把服务企业当作头等大事，审批提速，办事时间压减了一半。", false, &[]);
        check("全区签约8个项目。投资3亿元。", "全区签约8个项目。", false, &[("3亿元", "")]);
    }
}
