//! 锚: remembers where a mark stands and finds that place again in a text that may have changed, or says that it cannot.
//!
//! The rule of the house: a note never lies. A place is taken without asking only when the marked paragraph stands
//! there unchanged; everything else waits for a word, and what might be another paragraph's look-alike is not shown in
//! place at all. Knows nothing of files: texts in, places out.

mod index;
mod quote;
mod sentence;

pub use index::Index;

use crate::words::{Annotations, Annotator, Article, Mark, Place, Placed, Placement, Status};

/// The place of a new mark on a block, or on characters (scalar values, end exclusive) of it.
///
/// For a whole block the quote is its first sentences, as many as make it unique in the article. `prefix` and `suffix`
/// are what stands before and after in the article's text: the rest of the paragraph up to 400 characters a side, then
/// a little of the neighbouring blocks, more when the paragraph stands in the article more than once. An ordinal past
/// the last block gives a place without words, which is never found again.
pub fn quote(article: &Article, ordinal: usize, span_chars: Option<(usize, usize)>) -> Place {
    Index::new(article).quote(ordinal, span_chars)
}

/// Places all marks (tombstones aside) in the article as it is today, in the order they are given.
pub fn place(article: &Article, written: &[Annotations]) -> Vec<Placed> {
    Index::new(article).place(written)
}

impl Index {
    /// See [`quote`].
    pub fn quote(&self, ordinal: usize, span_chars: Option<(usize, usize)>) -> Place {
        quote::quote(self, ordinal, span_chars)
    }

    /// See [`place`]. Marks that stand where they stood cost one hash each; the first one that does not has the whole
    /// article hashed, once for this index.
    pub fn place(&self, written: &[Annotations]) -> Vec<Placed> {
        written
            .iter()
            .flat_map(|file| file.marks.iter().map(move |mark| (file, mark)))
            .filter(|(_, mark)| mark.status != Status::Deleted)
            .map(|(file, mark)| self.place_one(&file.author, &file.author_name, mark))
            .collect()
    }

    /// Places one mark.
    pub fn place_one(&self, author: &Annotator, author_name: &str, mark: &Mark) -> Placed {
        let places =
            if crate::formats::hash(self.block(mark.para)) == mark.para_hash && mark.para < self.len() {
                self.twins(&[mark.para]).remove(&mark.para).unwrap_or_default()
            } else {
                self.with_hash(mark.para_hash).to_vec()
            };
        let (placement, ordinal) = match places.as_slice() {
            [] => (Placement::Orphan, None),
            [one] if *one == mark.para => (Placement::Exact, Some(*one)),
            [one] => (Placement::Moved, Some(*one)),
            _ => (Placement::Ambiguous, None),
        };
        Placed {
            author: author.clone(),
            author_name: author_name.to_owned(),
            mark: mark.clone(),
            placement,
            ordinal,
            span: ordinal.and(mark.span),
            score: if ordinal.is_some() { 1.0 } else { 0.0 },
            candidates: if ordinal.is_some() {
                Vec::new()
            } else {
                places.iter().map(|o| (*o, 1.0)).collect()
            },
            drift: Vec::new(),
        }
    }
}
