//! What an annotator has read: the one place that says so, for queries, counts, reports and the reader.

use std::collections::HashSet;
use std::ops::Range;

use crate::formats::hash;
use crate::words::{Annotations, Article, Hash16};

/// What an annotator has read of an article: paragraphs by their hashes, and all of it once today's text is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    blocks: HashSet<Hash16>,
    is_whole: bool,
}

impl Seen {
    /// What a file says; the text's hash is asked for only where something was signed.
    pub fn of(file: &Annotations, text: impl FnOnce() -> Hash16) -> Self {
        let mut seen = Self::default();
        seen.add(file, text);
        seen
    }

    /// Adds what another file of the same annotator says.
    pub fn add(&mut self, file: &Annotations, text: impl FnOnce() -> Hash16) {
        self.blocks.extend(file.read.keys());
        if !self.is_whole && !file.signs.is_empty() {
            let text = text();
            self.is_whole = file.signs.values().any(|signed| signed.text == text);
        }
    }

    /// Whether all of today's text was signed.
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Whether nothing was read.
    pub fn is_nothing(&self) -> bool {
        !self.is_whole && self.blocks.is_empty()
    }

    /// How many different paragraphs were read one by one, those that have changed since among them.
    pub fn one_by_one(&self) -> usize {
        self.blocks.len()
    }

    /// Whether a paragraph of these words was read.
    pub fn has(&self, block: &str) -> bool {
        self.is_whole || (!self.blocks.is_empty() && self.blocks.contains(&hash(block)))
    }

    /// Whether the block with this ordinal was read.
    pub fn has_block(&self, article: &Article, ordinal: usize) -> bool {
        !self.is_nothing() && article.block_text(ordinal).is_some_and(|text| self.has(text))
    }

    /// How many of these blocks of an article were read.
    pub fn count(&self, article: &Article, of: Range<usize>) -> usize {
        if self.is_whole {
            return of.len();
        }
        if self.is_nothing() {
            return 0;
        }
        of.filter(|ordinal| self.has_block(article, *ordinal)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Dossier;
    use crate::words::{Annotator, ArticleId, BlockKind, Caption, Codebook, Meta, Moment, Signed};

    const NOON: Moment = Moment { unix_seconds: 0, offset_seconds: 0 };

    /// How much of a body of three blocks and a caption is read, in every count there is.
    fn check(write: impl FnOnce(&mut Annotations, &Article), read: usize) {
        let captions = vec![Caption { text: "签约现场".into(), ..Caption::default() }];
        let meta = Meta { title: "题目".into(), captions, ..Meta::default() };
        let blocks = [
            (BlockKind::Body, "头一段。"),
            (BlockKind::Subhead, "小标题"),
            (BlockKind::Body, "末一段。"),
            (BlockKind::Caption, "签约现场"),
        ];
        let article = Article::assemble(ArticleId::new("a").expect("slug"), meta, blocks);
        let me = Annotator::new("li").expect("slug");
        let mut own = Annotations::empty(article.id.clone(), me.clone(), String::new());
        write(&mut own, &article);
        let dossier = Dossier::new(article, &[own], Vec::new(), &Codebook::default(), &me);
        assert_eq!(dossier.article.counted(), 1..4);
        assert_eq!(dossier.seen.count(&dossier.article, 1..4), read);
        assert_eq!(dossier.is_all_read(), read == 3);
    }

    fn read(own: &mut Annotations, blocks: &[&str]) {
        own.read.extend(blocks.iter().map(|text| (hash(text), NOON)));
    }

    #[test]
    fn what_is_counted_as_read_is_what_the_query_calls_read() {
        check(|_, _| (), 0);
        check(|own, _| read(own, &["题目", "签约现场", "别处的一段。"]), 0);
        // A subhead that was not read is counted and keeps the article unread.
        check(|own, _| read(own, &["头一段。", "末一段。"]), 2);
        check(|own, _| read(own, &["头一段。", "小标题", "末一段。"]), 3);
    }

    #[test]
    fn a_sign_off_of_todays_text_alone_is_reading_it() {
        let sign = |own: &mut Annotations, text| {
            own.signs.insert("review-1".into(), Signed { at: NOON, text, marks: hash("") });
        };
        check(|own, article| sign(own, hash(&article.text)), 3);
        check(|own, _| sign(own, hash("昨日的文字")), 0);
    }
}
