//! A repair of an article's file as plain data: what it is called, what it changed, and so how it is taken back.

use super::article::ArticleId;
use super::mark::Hash16;

/// What was repaired.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepairKind {
    /// 接排: two blocks are one paragraph.
    Joined,
    /// 另起段: a paragraph begins here.
    Split,
    /// 栏首缺失: a paragraph lost its head.
    HeadLost,
    /// The zone an article belongs to.
    Zone,
    /// Whether an article starts at a headline.
    Start,
}

impl RepairKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Joined, Self::Split, Self::HeadLost, Self::Zone, Self::Start];

    /// The word for it in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Joined => "join",
            Self::Split => "split",
            Self::HeadLost => "truncated_start",
            Self::Zone => "zone",
            Self::Start => "article_start",
        }
    }

    /// Reads [`RepairKind::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The proof-mark name (GB/T 14706), where there is one.
    pub fn proof_mark(self) -> Option<&'static str> {
        match self {
            Self::Joined => Some("接排"),
            Self::Split => Some("另起段"),
            Self::HeadLost => Some("栏首缺失"),
            Self::Zone | Self::Start => None,
        }
    }
}

/// How a repair came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The reader made it.
    Made,
    /// The import made it, and the reader said that it is right.
    Accepted,
    /// The import made it, and the reader took it back.
    Rejected,
    /// The reader set it right by hand.
    Edited,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Made, Self::Accepted, Self::Rejected, Self::Edited];

    /// The word for it in the journal.
    pub fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Edited => "edited",
        }
    }

    /// Reads [`Verdict::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.name() == name)
    }
}

/// One place of a file that changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// Bytes of the file before it, as the file was.
    pub at_bytes: usize,
    /// What stood there.
    pub old: String,
    /// What stands there now.
    pub new: String,
}

/// A rule of `import-rules.toml` that an answer made or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    /// The paper it holds for; empty for every paper.
    pub paper: String,
    /// What was doubted, as the file names it.
    pub kind: String,
    /// What the rule is found by.
    pub when: String,
    /// The answer before; `None` when there was no rule.
    pub old: Option<String>,
    /// The answer now; `None` when there is no rule any more.
    pub new: Option<String>,
}

/// A repair: the file's places that changed, the rules that an answer became, and where the file lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewrite {
    /// The article.
    pub article: ArticleId,
    /// What was repaired.
    pub kind: RepairKind,
    /// How it came about.
    pub verdict: Verdict,
    /// The words at the place before, and after: for people.
    pub words: (String, String),
    /// The file's path below the library before, with `/`.
    pub from: String,
    /// And after: another one when the zone changed.
    pub to: String,
    /// The hash of the file before.
    pub old: Hash16,
    /// And after.
    pub new: Hash16,
    /// What changed in the file, first to last; they do not touch each other.
    pub hunks: Vec<Hunk>,
    /// What changed among the rules.
    pub rules: Vec<RuleChange>,
}

impl Rewrite {
    /// The repair that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut grown_bytes = 0_usize;
        let mut shrunk_bytes = 0_usize;
        let turn = |hunk: &Hunk| {
            let at_bytes = (hunk.at_bytes + grown_bytes).saturating_sub(shrunk_bytes);
            grown_bytes += hunk.new.len();
            shrunk_bytes += hunk.old.len();
            Hunk { at_bytes, old: hunk.new.clone(), new: hunk.old.clone() }
        };
        let back =
            |rule: &RuleChange| RuleChange { old: rule.new.clone(), new: rule.old.clone(), ..rule.clone() };
        Self {
            words: (self.words.1.clone(), self.words.0.clone()),
            from: self.to.clone(),
            to: self.from.clone(),
            old: self.new,
            new: self.old,
            hunks: self.hunks.iter().map(turn).collect(),
            rules: self.rules.iter().map(back).collect(),
            ..self.clone()
        }
    }
}

/// What changed from one text of an article's file to another: one place in its head and one in its body at most.
pub fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let ((old_head, old_body), (new_head, new_body)) = (in_two(old), in_two(new));
    let head = hunk(old_head, new_head, 0);
    let body = hunk(old_body, new_body, old_head.len());
    head.into_iter().chain(body).collect()
}

/// A file's front matter with the fence behind it, and its body.
fn in_two(text: &str) -> (&str, &str) {
    const FENCE: &str = "\n+++";
    let at = text.find(FENCE).map_or(0, |at| at + FENCE.len());
    text.split_at_checked(at).unwrap_or(("", text))
}

/// The one place at which two texts differ, `None` when they do not.
fn hunk(old: &str, new: &str, before_bytes: usize) -> Option<Hunk> {
    if old == new {
        return None;
    }
    let same = |(a, b): &(char, char)| a == b;
    let head: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old_tail, new_tail) = (old.get(head..)?, new.get(head..)?);
    let tail: usize =
        old_tail.chars().rev().zip(new_tail.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let middle = |text: &str| text.get(..text.len() - tail).unwrap_or_default().to_owned();
    Some(Hunk { at_bytes: before_bytes + head, old: middle(old_tail), new: middle(new_tail) })
}

/// The text with the places changed; `None` when one of them does not hold what is expected.
pub fn patched(text: &str, hunks: &[Hunk]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for hunk in hunks {
        out.push_str(text.get(at..hunk.at_bytes)?);
        at = hunk.at_bytes + hunk.old.len();
        if text.get(hunk.at_bytes..at)? != hunk.old {
            return None;
        }
        out.push_str(&hunk.new);
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(old: &str, new: &str) {
        let id = ArticleId::new("a").expect("a slug");
        let rewrite = Rewrite {
            article: id,
            kind: RepairKind::Split,
            verdict: Verdict::Made,
            words: (String::new(), String::new()),
            from: String::new(),
            to: String::new(),
            old: Hash16([0; 8]),
            new: Hash16([1; 8]),
            hunks: hunks(old, new),
            rules: Vec::new(),
        };
        assert_eq!(patched(old, &rewrite.hunks).as_deref(), Some(new), "{rewrite:?}");
        assert_eq!(patched(new, &rewrite.inverse().hunks).as_deref(), Some(old), "{rewrite:?}");
        assert_eq!(rewrite.inverse().inverse(), rewrite);
    }

    #[test]
    fn changed_places_lead_there_and_back() {
        check("+++\ntitle = \"题\"\n+++\n\n一二三四\n", "+++\ntitle = \"题\"\nn = 1\n+++\n\n一二\n\n三四\n");
        check("+++\nn = 12\n+++\n\n一\n\n一\n", "+++\nn = 1\n+++\n\n一一\n");
        check("没有头\n", "没有头\n");
        check("没有头\n", "有\n");
        check("", "一");
    }

    #[test]
    fn a_place_that_holds_something_else_is_not_changed() {
        let place = hunks("+++\n+++\n一二\n", "+++\n+++\n一三\n");
        assert_eq!(patched("+++\n+++\n一四\n", &place), None);
    }
}
