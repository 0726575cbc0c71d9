//! 查询: one language for list, search, reports and the command line.
//!
//! `招商 tag:主题/招商引资 -tag:广告 | "原文照搬"`: terms are joined by *and*, `|` is *or* and binds less
//! closely, `-` is *not*. What an atom means depends on what is asked for: an **article** matches when each atom holds somewhere in
//! it (`is:read` and `is:unmarked` when they hold of all of it), a **paragraph** when each holds of it or of some mark on it, a **mark** when each holds of that mark, of its
//! paragraph's text or of its article. Knows no files and no store: the caller brings dossiers.

mod atom;
mod date;
pub mod dossier;
mod excerpt;
pub mod fold;
mod holds;
mod parse;
pub(crate) mod pattern;
mod reading;
mod seen;
pub mod signoff;
mod term;

use std::fmt;

use crate::messages::{Lang, query as say};
use crate::words::{Article, Codebook, Problem, TagLookup};

pub use atom::{Atom, Has, Is, TagWanted};
pub use date::DateRange;
pub use dossier::Dossier;
pub use excerpt::Excerpt;
pub use holds::Scope;
pub(crate) use parse::FIELDS;
pub use seen::Seen;
pub use term::{Hit, Mode, Term};

/// A query, parsed.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// One of these must hold; none at all is a query that everything matches.
    alternatives: Vec<Vec<Clause>>,
    /// What was typed: the columns of the clauses count in it.
    source: String,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.alternatives == other.alternatives
    }
}

/// An atom, or its opposite. Equal to another wherever it stands.
#[derive(Debug, Clone)]
pub struct Clause {
    /// Whether it stands behind a `-`.
    pub is_not: bool,
    /// What is asked.
    pub atom: Atom,
    /// Where the value it asks for begins in what was typed: 1-based, in characters.
    pub column: usize,
}

impl PartialEq for Clause {
    fn eq(&self, other: &Self) -> bool {
        self.is_not == other.is_not && self.atom == other.atom
    }
}

impl Query {
    /// The query that everything matches.
    pub fn all() -> Self {
        Self::default()
    }

    /// Reads a query.
    ///
    /// # Errors
    /// The first problem with its column: an open quote, an unknown field, a bad date or pattern.
    pub fn parse(text: &str, lang: Lang) -> Result<Self, Problem> {
        parse::parse(text, lang)
    }

    /// Reads the words of a command line, joined by spaces.
    ///
    /// # Errors
    /// As [`Query::parse`].
    pub fn parse_words(words: &[String], lang: Lang) -> Result<Self, Problem> {
        Self::parse(&words.join(" "), lang)
    }

    /// Whether everything matches.
    pub fn is_all(&self) -> bool {
        self.alternatives.is_empty()
    }

    /// Every clause, in order.
    pub fn clauses(&self) -> impl Iterator<Item = &Clause> {
        self.alternatives.iter().flatten()
    }

    /// The terms that a hit can stand for: words asked for, not those ruled out.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.clauses().filter(|clause| !clause.is_not).filter_map(|clause| clause.atom.words())
    }

    /// All words that a text is asked for, those ruled out as well.
    pub fn words(&self) -> impl Iterator<Item = &Term> {
        self.clauses().filter_map(|clause| clause.atom.words())
    }

    /// The same query with no letters read as pinyin: what holds for this one alone was found by pinyin. `None` when it
    /// has no such letters.
    pub fn as_written(&self) -> Option<Self> {
        let mut query = self.clone();
        let clauses = query.alternatives.iter_mut().flatten().filter(|clause| !clause.is_not);
        let mut may_read = false;
        for clause in clauses {
            let (Atom::Text(term) | Atom::Zone(term) | Atom::Author(term) | Atom::Note(term)) =
                &mut clause.atom
            else {
                continue;
            };
            may_read |= term.may_be_pinyin();
            term.forget_pinyin();
        }
        may_read.then_some(query)
    }

    /// Whether an answer needs the marks, or only the articles.
    pub fn needs_marks(&self) -> bool {
        self.clauses().any(|clause| clause.atom.needs_marks())
    }

    /// Whether an answer needs more of an article than its head.
    pub fn needs_text(&self) -> bool {
        self.clauses().any(|clause| clause.atom.needs_text())
    }

    /// Whether an answer needs to know which articles have a star.
    pub fn asks_of_stars(&self) -> bool {
        self.clauses().any(|clause| clause.atom == Atom::Is(Is::Starred))
    }

    /// Whether the head of an article may rule it out ([`Query::is_ruled_out_by`]).
    pub fn asks_of_head(&self) -> bool {
        self.clauses().any(|clause| matches!(clause.atom, Atom::Zone(_) | Atom::Date(_)))
    }

    /// The hits of all terms in a block of an article, in order, overlapping ones joined.
    pub fn hits_in(&self, article: &Article, ordinal: usize) -> Vec<Hit> {
        let (mut at, mut all) = (0, Vec::new());
        for line in lines_of(article, ordinal) {
            let moved = |hit: Hit| Hit { bytes: hit.bytes.start + at..hit.bytes.end + at, ..hit };
            all.extend(self.hits(line).into_iter().map(moved));
            at += line.len() + 1;
        }
        all
    }

    /// The hits of all terms in a text, in order, overlapping ones joined.
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = self.terms().flat_map(|term| term.hits(text)).collect();
        hits.sort_by_key(|hit| (hit.bytes.start, hit.bytes.end));
        let mut joined: Vec<Hit> = Vec::with_capacity(hits.len());
        for hit in hits {
            match joined.last_mut() {
                Some(last) if hit.bytes.start < last.bytes.end => {
                    last.bytes.end = last.bytes.end.max(hit.bytes.end);
                    last.by_pinyin &= hit.by_pinyin;
                }
                _ => joined.push(hit),
            }
        }
        joined
    }

    /// The same query with every tag's name turned into full paths by the codebook. `is_used` tells whether a mark
    /// carries a tag that the name means, for tags that the codebook lacks.
    ///
    /// # Errors
    /// A tag that is neither in the codebook nor used, or a name that several tags share: with the column and the
    /// nearest names.
    pub fn with_tags_of(
        mut self,
        codebook: &Codebook,
        is_used: impl Fn(&TagWanted) -> bool,
        lang: Lang,
    ) -> Result<Self, Problem> {
        let source = std::mem::take(&mut self.source);
        for clause in self.alternatives.iter_mut().flatten() {
            let Atom::Tag(wanted) = &mut clause.atom else { continue };
            let problem = |code, message: String, near: &[crate::words::TagPath]| {
                let names: Vec<&str> = near.iter().map(crate::words::TagPath::as_str).collect();
                let hint =
                    if names.is_empty() { say::list_tags(lang) } else { say::nearest(lang, names.join(" ")) };
                Problem::error("", 1, clause.column, code, message).with_hint(hint).in_line(source.clone())
            };
            match codebook.find(wanted.name()) {
                TagLookup::Found(path) => wanted.set_path(path.as_str()),
                TagLookup::Several(paths) => {
                    return Err(problem(
                        "query.several-tags",
                        say::several_tags(lang, wanted.name()),
                        &paths,
                    ));
                }
                // What no mark bears is kept out of nothing.
                TagLookup::Unknown(_) if clause.is_not || is_used(wanted) => {}
                TagLookup::Unknown(near) => {
                    return Err(problem("query.no-tag", say::no_tag(lang, wanted.name()), &near));
                }
            }
        }
        self.source = source;
        Ok(self)
    }
}

/// What is searched of a block: kicker, title and deck part words, the line ends of a paragraph do not.
pub(crate) fn lines_of(article: &Article, ordinal: usize) -> impl Iterator<Item = &str> {
    let text = article.block_text(ordinal).unwrap_or("");
    let most = if ordinal == 0 { usize::MAX } else { 1 };
    text.splitn(most, '\n')
}

/// A byte range of a text as a range of its characters.
pub fn char_range(text: &str, bytes: &std::ops::Range<usize>) -> (usize, usize) {
    let count = |from: usize, to: usize| text.get(from..to).map_or(0, |words| words.chars().count());
    let start = count(0, bytes.start);
    (start, start + count(bytes.start, bytes.end))
}

impl fmt::Display for Query {
    /// The query as it could be typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, clauses) in self.alternatives.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { " | " })?;
            for (index, clause) in clauses.iter().enumerate() {
                f.write_str(if index == 0 { "" } else { " " })?;
                f.write_str(if clause.is_not { "-" } else { "" })?;
                clause.atom.fmt(f)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
