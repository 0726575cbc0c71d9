//! 锚: remembers where a mark stands and finds that place again in a text that may have changed, or says that it cannot.
//!
//! The rule of the house: a note never lies. A place is taken without asking only when the marked paragraph stands
//! there word for word; everything else waits for a word, and what might be another paragraph's look-alike is not shown in
//! place at all. Knows nothing of files: texts in, places out.

mod compare;
mod diff;
mod facts;
mod index;
mod memory;
mod near;
mod place;
mod quote;
mod sentence;
mod span;
mod whole;

pub use compare::FactChange;
pub use diff::{Fate, Piece, diff};
pub use facts::FactKind;
pub use index::Index;

use std::collections::HashMap;
use std::ops::Range;

use crate::formats::hash;
use crate::words::{Annotations, Annotator, Article, Birth, Mark, MarkId, Place, Placed, Placement, Status};
use memory::Memory;

/// The place of a new mark on a block, or on characters (scalar values, end exclusive) of it.
///
/// For a whole block the quote is its first sentences, as many as make it unique in the article. `prefix` and `suffix`
/// are what stands before and after in the article's text: the rest of the paragraph up to 1,000 characters a side, then
/// a little of the neighbouring blocks, more when the paragraph stands in the article more than once. An ordinal past
/// the last block gives a place without words, which is never found again.
pub fn quote(article: &Article, ordinal: usize, span_chars: Option<(usize, usize)>) -> Place {
    Index::new(article).quote(ordinal, span_chars)
}

/// A new mark on a block, or on characters of it, that says nothing yet and remembers its place; see [`quote()`].
pub fn new_mark(article: &Article, ordinal: usize, span_chars: Option<(usize, usize)>, birth: Birth) -> Mark {
    new_mark_at(&quote(article, ordinal, span_chars), birth)
}

/// The same for a place that was remembered before.
pub fn new_mark_at(place: &Place, birth: Birth) -> Mark {
    let mut mark = Mark::blank(birth.id);
    mark.stand_at(place);
    mark.created = birth.at;
    mark.updated = birth.at;
    mark.codebook = birth.codebook;
    // The id's random end tells this version from any other.
    mark.rev = format!("1-{:08x}", birth.id.0.as_u128() & 0xffff_ffff);
    mark
}

/// Places all marks (tombstones aside) in the article as it is today, in the order they are given.
pub fn place(article: &Article, written: &[Annotations]) -> Vec<Placed> {
    Index::new(article).place(written)
}

/// What may be meant by a mark that has no place, best first, with what differs there: for the relink view.
pub fn candidates(article: &Article, mark: &Mark) -> Vec<Candidate> {
    Index::new(article).candidates(mark)
}

/// The figures of a text in their order: numbers with their units, as they are compared.
pub fn figures(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let found = facts::find(&chars).into_iter().filter(|fact| fact.kind == FactKind::Figure);
    let is_counted = |c: char| c.is_numeric() || "零〇一二三四五六七八九十百千万亿两".contains(c);
    // 一期, 二号 name a stage of building or a hall.
    let is_stage = |text: &str| {
        text.strip_suffix(['期', '号'])
            .is_some_and(|n| n.trim_start_matches('第').chars().all(|c| "一二三四五六七八九十".contains(c)))
    };
    let found = found.filter(|fact| !is_stage(&fact.text));
    found.filter(|fact| fact.text.chars().any(is_counted)).map(|fact| fact.text).collect()
}

/// Where persons' names stand in a text, in characters: known by a title or a verb beside them, or by their surname.
pub fn persons(chars: &[char]) -> Vec<Range<usize>> {
    facts::persons(chars)
}

/// Where a remembered place is in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How it was found.
    pub placement: Placement,
    /// The block; `None` when it has no one place.
    pub ordinal: Option<usize>,
    /// The characters of the block, when the place is a span and its words were found.
    pub span: Option<(usize, usize)>,
}

/// The words a mark remembers of its old paragraph.
pub fn remembered(mark: &Mark) -> Remembered {
    let memory = Memory::of(mark);
    Remembered { text: memory.own.trim().to_owned(), is_whole: memory.is_whole }
}

/// The place a mark takes when its reader says that it belongs to this block: the whole block, or the marked words
/// where they stand in it; a span whose words are not there becomes a mark on the whole block.
pub fn relink(article: &Article, mark: &Mark, ordinal: usize) -> Place {
    let index = Index::new(article);
    index.quote(ordinal, near::span_at(&index, mark, ordinal))
}

/// A paragraph that a mark may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its ordinal.
    pub ordinal: usize,
    /// How alike it is, 0.0..=1.0.
    pub score: f32,
    /// Figures, names and quotations that differ, old and new.
    pub differences: Vec<FactChange>,
}

/// The old paragraph of a mark, as far as the record holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Its words.
    pub text: String,
    /// Whether these are all of them, proven by the hash.
    pub is_whole: bool,
}

impl Index {
    /// See [`quote()`].
    pub fn quote(&self, ordinal: usize, span_chars: Option<(usize, usize)>) -> Place {
        quote::quote(self, ordinal, span_chars)
    }

    /// See [`place()`]. Marks that stand where they stood cost one hash each and together one pass over the lengths of
    /// the blocks; the first one that does not has the whole article hashed, once for this index.
    pub fn place(&self, written: &[Annotations]) -> Vec<Placed> {
        let marks: Vec<(&Annotations, &Mark)> = written
            .iter()
            .flat_map(|file| file.marks.iter().map(move |mark| (file, mark)))
            .filter(|(_, mark)| mark.status != Status::Deleted)
            .collect();
        let here: Vec<usize> =
            marks.iter().filter(|(_, mark)| self.stands_here(mark)).map(|(_, mark)| mark.para).collect();
        let twins = self.twins(&here);
        marks
            .into_iter()
            .map(|(file, mark)| {
                let places =
                    if self.stands_here(mark) { twins.get(&mark.para).map(Vec::as_slice) } else { None };
                let found = place::find(self, mark, places);
                let found = if file.is_kept_orphan(mark.id) { found.kept_as_orphan() } else { found };
                placed(&file.author, &file.author_name, mark, found)
            })
            .collect()
    }

    /// Places one mark.
    pub fn place_one(&self, author: &Annotator, author_name: &str, mark: &Mark) -> Placed {
        let twins = if self.stands_here(mark) { self.twins(&[mark.para]) } else { HashMap::new() };
        let places = twins.get(&mark.para).map(Vec::as_slice);
        placed(author, author_name, mark, place::find(self, mark, places))
    }

    /// Where a remembered place is in this text, by the rules for marks.
    pub fn stand(&self, place: &Place) -> Standing {
        let mut mark = Mark::blank(MarkId(uuid::Uuid::nil()));
        mark.stand_at(place);
        let twins = if self.stands_here(&mark) { self.twins(&[mark.para]) } else { HashMap::new() };
        let found = place::find(self, &mark, twins.get(&mark.para).map(Vec::as_slice));
        Standing { placement: found.placement, ordinal: found.ordinal, span: found.span }
    }

    /// The block with exactly this text that is nearest to an ordinal.
    pub fn nearest_twin(&self, text: &str, ordinal: usize) -> Option<usize> {
        self.with_hash(hash(text)).iter().copied().min_by_key(|at| at.abs_diff(ordinal))
    }

    /// See [`candidates`].
    pub fn candidates(&self, mark: &Mark) -> Vec<Candidate> {
        near::all(self, mark, &Memory::of(mark))
            .into_iter()
            .map(|near| Candidate {
                ordinal: near.ordinal(),
                score: near.comparison.similarity,
                differences: near.comparison.changes,
            })
            .collect()
    }

    /// Whether the block at the mark's ordinal has the mark's hash.
    fn stands_here(&self, mark: &Mark) -> bool {
        mark.para < self.len() && hash(self.block(mark.para)) == mark.para_hash
    }
}

fn placed(author: &Annotator, author_name: &str, mark: &Mark, found: place::Found) -> Placed {
    Placed {
        author: author.clone(),
        author_name: author_name.to_owned(),
        mark: mark.clone(),
        placement: found.placement,
        ordinal: found.ordinal,
        span: found.span,
        score: found.score,
        candidates: found.candidates,
        drift: found.drift.into_iter().map(|change| (change.old, change.new)).collect(),
    }
}

#[cfg(test)]
mod tests;
