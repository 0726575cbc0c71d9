//! What an import is not sure of, and the answers that are kept as rules of a paper.
//!
//! A rule is a fact about a paper's text, so answering is parsing the page again with one rule more: what is
//! accepted, rejected or edited is replayed at the next import and taken back by deleting its line.

use super::run::Span;

/// Below this confidence something is a doubt.
pub const LINE: f32 = 0.88;

/// What is doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DoubtKind {
    /// Which zone an article belongs to.
    Zone,
    /// That two blocks are one paragraph (接排).
    Join,
    /// That an unfinished block and the next are two paragraphs.
    Apart,
    /// That a subhead ran into the paragraph (另起段).
    Split,
    /// That a paragraph lost its head (栏首缺失).
    TruncatedStart,
    /// That an article starts at a headline.
    ArticleStart,
}

impl DoubtKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Zone, Self::Join, Self::Apart, Self::Split, Self::TruncatedStart, Self::ArticleStart];

    /// The word for it in the rules file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::Join => "join",
            Self::Apart => "apart",
            Self::Split => "split",
            Self::TruncatedStart => "truncated_start",
            Self::ArticleStart => "article_start",
        }
    }

    /// Reads [`DoubtKind::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One doubt: where, what was made of it, and what else it could be.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What is doubted.
    pub kind: DoubtKind,
    /// The article's index in the page.
    pub article: usize,
    /// The paragraph's index in the article, when one is meant.
    pub paragraph: Option<usize>,
    /// The raw characters to be looked at.
    pub source: Vec<Span>,
    /// What the import made of it, in words of the page.
    pub proposed: String,
    /// What rejecting makes of it.
    pub alternative: String,
    /// How sure the proposal is, 0.0..=1.0.
    pub confidence: f32,
    /// What the rule that answers it is found by.
    pub key: String,
}

/// What a reader says to a doubt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The proposal is right.
    Accept,
    /// The alternative is right.
    Reject,
    /// Neither: this is the zone's name.
    Edit(String),
    /// Neither need be: of both blocks' text as one, the second paragraph begins behind so many characters, or nowhere.
    Break(Option<usize>),
}

/// An answer that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The paper it holds for; empty for every paper.
    pub paper: String,
    /// What was doubted.
    pub kind: DoubtKind,
    /// What it was found by: a short zone name, a seam's words, a sentence, a title.
    pub when: String,
    /// `yes`, `no`, or a zone's name.
    pub answer: String,
}

/// The rules of a library, in the order they were made; a later one wins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rules {
    /// All of them.
    pub rules: Vec<Rule>,
}

impl Rules {
    /// The answer that was given for this paper, or for every paper.
    pub fn answer(&self, paper: Option<&str>, kind: DoubtKind, when: &str) -> Option<&str> {
        let holds = |rule: &&Rule| {
            rule.kind == kind
                && rule.when == when
                && (rule.paper.is_empty() || Some(rule.paper.as_str()) == paper)
        };
        self.rules.iter().rev().find(holds).map(|rule| rule.answer.as_str())
    }

    /// Whether a seam, sentence or start was confirmed (`Some(true)`) or turned down (`Some(false)`).
    pub(super) fn verdict(&self, paper: Option<&str>, kind: DoubtKind, when: &str) -> Option<bool> {
        self.answer(paper, kind, when).map(|answer| answer != "no")
    }

    /// Adds a rule in place of one for the same question.
    pub fn remember(&mut self, rule: Rule) {
        self.rules
            .retain(|known| (&known.paper, known.kind, &known.when) != (&rule.paper, rule.kind, &rule.when));
        self.rules.push(rule);
    }

    /// Takes an answer back.
    pub fn forget(&mut self, rule: &Rule) {
        self.rules.retain(|known| known != rule);
    }
}

impl Doubt {
    /// The rule that an answer becomes for this paper.
    pub fn rule(&self, paper: Option<&str>, answer: &Answer) -> Rule {
        let answer = match (self.kind, answer) {
            (DoubtKind::Zone, Answer::Accept | Answer::Break(_)) => self.proposed.clone(),
            (DoubtKind::Zone, Answer::Reject) => self.alternative.clone(),
            (DoubtKind::Zone, Answer::Edit(zone)) => zone.trim().to_owned(),
            (_, Answer::Reject) => "no".to_owned(),
            (_, Answer::Accept | Answer::Edit(_) | Answer::Break(_)) => "yes".to_owned(),
        };
        Rule { paper: paper.unwrap_or("").to_owned(), kind: self.kind, when: self.key.clone(), answer }
    }
}

/// The key of a seam: the words on both sides of it.
pub(super) fn seam_key(before: &[char], after: &[char]) -> String {
    let from = before.len().saturating_sub(8);
    let left: String = before.get(from..).unwrap_or(&[]).iter().collect();
    let right: String = after.iter().take(8).collect();
    format!("{left}|{right}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_answers_win_and_can_be_taken_back() {
        let rule = |answer: &str| Rule {
            paper: "甲报".into(),
            kind: DoubtKind::Zone,
            when: "屯留经开区".into(),
            answer: answer.into(),
        };
        let mut rules = Rules::default();
        rules.remember(rule("甲"));
        rules.remember(rule("乙"));
        assert_eq!(rules.answer(Some("甲报"), DoubtKind::Zone, "屯留经开区"), Some("乙"));
        assert_eq!(rules.answer(Some("乙报"), DoubtKind::Zone, "屯留经开区"), None);
        rules.forget(&rule("乙"));
        assert_eq!(rules.rules, []);
    }
}
