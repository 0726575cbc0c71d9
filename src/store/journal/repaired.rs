//! How a repair of an article's file is written into the journal: JSON, within its step's line.

use serde::{Deserialize, Serialize};

use crate::words::{ArticleId, Hash16, Hunk, RepairKind, Rewrite, RuleChange, Verdict};

#[derive(Serialize, Deserialize)]
pub(super) struct RewriteShape {
    article: String,
    name: String,
    verdict: String,
    words: (String, String),
    from: String,
    to: String,
    old: String,
    new: String,
    hunks: Vec<HunkShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<RuleShape>,
}

#[derive(Serialize, Deserialize)]
struct HunkShape {
    at_bytes: usize,
    old: String,
    new: String,
}

#[derive(Serialize, Deserialize)]
struct RuleShape {
    paper: String,
    kind: String,
    when: String,
    old: Option<String>,
    new: Option<String>,
}

impl From<&Rewrite> for RewriteShape {
    fn from(rewrite: &Rewrite) -> Self {
        let hunk =
            |hunk: &Hunk| HunkShape { at_bytes: hunk.at_bytes, old: hunk.old.clone(), new: hunk.new.clone() };
        let rule = |rule: &RuleChange| RuleShape {
            paper: rule.paper.clone(),
            kind: rule.kind.clone(),
            when: rule.when.clone(),
            old: rule.old.clone(),
            new: rule.new.clone(),
        };
        Self {
            article: rewrite.article.to_string(),
            name: rewrite.kind.name().to_owned(),
            verdict: rewrite.verdict.name().to_owned(),
            words: rewrite.words.clone(),
            from: rewrite.from.clone(),
            to: rewrite.to.clone(),
            old: rewrite.old.to_string(),
            new: rewrite.new.to_string(),
            hunks: rewrite.hunks.iter().map(hunk).collect(),
            rules: rewrite.rules.iter().map(rule).collect(),
        }
    }
}

impl RewriteShape {
    pub(super) fn rewrite(self) -> Option<Rewrite> {
        let hunk = |hunk: HunkShape| Hunk { at_bytes: hunk.at_bytes, old: hunk.old, new: hunk.new };
        let rule = |rule: RuleShape| RuleChange {
            paper: rule.paper,
            kind: rule.kind,
            when: rule.when,
            old: rule.old,
            new: rule.new,
        };
        Some(Rewrite {
            article: ArticleId::new(&self.article)?,
            kind: RepairKind::parse(&self.name)?,
            verdict: Verdict::parse(&self.verdict)?,
            words: self.words,
            from: self.from,
            to: self.to,
            old: Hash16::parse(&self.old)?,
            new: Hash16::parse(&self.new)?,
            hunks: self.hunks.into_iter().map(hunk).collect(),
            rules: self.rules.into_iter().map(rule).collect(),
        })
    }
}
