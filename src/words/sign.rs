//! 签发: the stages of 三审三校, and the hash by which a sign-off knows the marks that it was given for.

use super::mark::{Annotator, Hash16, Mark, Moment};

/// The stages, each series in its order: 初审 复审 终审, 一校 二校 三校.
pub const STAGES: [&str; 6] = ["review-1", "review-2", "review-3", "proof-1", "proof-2", "proof-3"];

/// A sign-off of one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// When.
    pub at: Moment,
    /// Hash of the article's text when signed.
    pub text: Hash16,
    /// Hash of the marks when signed.
    pub marks: Hash16,
}

/// The stages just before and after one in its series: whoever signs it may have to be another person than theirs.
pub fn stages_beside(stage: &str) -> impl Iterator<Item = &'static str> {
    let series = |stage: &str| stage.split('-').next().map(str::to_owned);
    let own = series(stage);
    let at = STAGES.iter().position(|one| *one == stage);
    STAGES
        .into_iter()
        .enumerate()
        .filter(move |(other, name)| at.is_some_and(|at| other.abs_diff(at) == 1) && series(name) == own)
        .map(|(_, name)| name)
}

/// The lines that the hash of the marks is made of: annotator, id and version of each, in order.
pub fn signed_marks<'a>(marks: impl Iterator<Item = (&'a Annotator, &'a Mark)>) -> String {
    let mut lines: Vec<String> =
        marks.map(|(author, mark)| format!("{author}/{} {}", mark.id, mark.rev)).collect();
    lines.sort();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_has_neighbours_in_its_own_series_only() {
        let check = |stage: &str, expected: &[&str]| {
            assert_eq!(stages_beside(stage).collect::<Vec<_>>(), expected, "{stage}");
        };
        check("review-1", &["review-2"]);
        check("review-2", &["review-1", "review-3"]);
        check("review-3", &["review-2"]);
        check("proof-1", &["proof-2"]);
        check("proof-4", &[]);
    }
}
