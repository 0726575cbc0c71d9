//! The article as the rules read it: its blocks as characters, what stands in quotation marks, the page's date.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use jiff::civil::Date;

use super::Advice;
use crate::formats::hash;
use crate::messages::Lang;
use crate::words::{Article, BlockKind, Hash16, Severity};

/// The most finds of one rule that are told one by one; of more the first stands for all.
const MOST_ALIKE: usize = 6;
/// The longest words that a remark quotes, in characters.
const MOST_QUOTED_CHARS: usize = 16;

/// One article under review.
pub(super) struct Page<'a> {
    pub(super) article: &'a Article,
    pub(super) blocks: Vec<Block<'a>>,
    /// The date in the article's head.
    pub(super) date: Option<Date>,
    pub(super) lang: Lang,
    found: Vec<Advice>,
}

/// One block.
pub(super) struct Block<'a> {
    pub(super) ordinal: usize,
    pub(super) kind: BlockKind,
    pub(super) text: &'a str,
    pub(super) chars: Vec<char>,
    /// Which characters stand in quotation marks.
    quoted: Vec<bool>,
    hash: OnceCell<Hash16>,
}

/// What one rule found.
pub(super) struct Find {
    pub(super) code: &'static str,
    pub(super) tag: &'static str,
    pub(super) severity: Severity,
    pub(super) ordinal: usize,
    pub(super) span_chars: (usize, usize),
    pub(super) message: String,
    pub(super) wording: Option<String>,
}

impl<'a> Page<'a> {
    pub(super) fn new(article: &'a Article, lang: Lang) -> Self {
        let blocks =
            article.iter_blocks().map(|(ordinal, kind, text)| Block::new(ordinal, kind, text)).collect();
        let date = article.meta.date.as_deref().and_then(|date| date.trim().parse().ok());
        Self { article, blocks, date, lang, found: Vec::new() }
    }

    /// The blocks of the body.
    pub(super) fn body(&self) -> impl Iterator<Item = &Block<'a>> {
        self.blocks.iter().filter(|block| block.kind == BlockKind::Body)
    }

    /// Adds a remark.
    pub(super) fn add(&mut self, find: Find) {
        self.add_as(Cow::Borrowed(find.code), Cow::Borrowed(find.tag), find);
    }

    /// Adds a remark under a code and a tag of its own.
    pub(super) fn add_as(&mut self, code: Cow<'static, str>, tag: Cow<'static, str>, find: Find) {
        let Some(block) = self.blocks.get(find.ordinal) else { return };
        let bytes = |chars: usize| block.chars.iter().take(chars).map(|c| c.len_utf8()).sum();
        self.found.push(Advice {
            code,
            ordinal: find.ordinal,
            para_hash: *block.hash.get_or_init(|| hash(block.text)),
            span_chars: find.span_chars,
            span_bytes: (bytes(find.span_chars.0), bytes(find.span_chars.1)),
            severity: find.severity,
            message: find.message,
            tag,
            wording: find.wording,
        });
    }

    /// Adds the finds of one rule; of many alike only the first, which says how many there are: who writes that way
    /// throughout does not want a sign at every paragraph.
    pub(super) fn add_thinned(&mut self, mut finds: Vec<Find>) {
        let many = finds.len();
        if many > MOST_ALIKE {
            finds.truncate(1);
            if let Some(first) = finds.first_mut() {
                first.message = crate::messages::checks::all_alike(self.lang, &first.message, many);
            }
        }
        for find in finds {
            self.add(find);
        }
    }

    pub(super) fn into_advice(self) -> Vec<Advice> {
        self.found
    }
}

impl<'a> Block<'a> {
    pub(super) fn new(ordinal: usize, kind: BlockKind, text: &'a str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut depth = 0_usize;
        let is_quoted = |c: &char| {
            match c {
                '“' | '「' | '『' => depth += 1,
                '”' | '」' | '』' => depth = depth.saturating_sub(1),
                _other => {}
            }
            depth > 0
        };
        let quoted = chars.iter().map(is_quoted).collect();
        Self { ordinal, kind, text, chars, quoted, hash: OnceCell::new() }
    }

    /// The character at a place.
    pub(super) fn at(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    /// The character before a place.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.at(at))
    }

    /// The words of a span, cut when they are long.
    pub(super) fn words(&self, span: (usize, usize)) -> String {
        let chars = self.chars.get(span.0..span.1).unwrap_or_default();
        if chars.len() <= MOST_QUOTED_CHARS {
            return chars.iter().collect();
        }
        let half = MOST_QUOTED_CHARS / 2;
        let (head, tail) = (chars.iter().take(half), chars.iter().skip(chars.len() - half));
        head.chain(['…'].iter()).chain(tail).collect()
    }

    /// Whether these words stand at a place.
    pub(super) fn stands_at(&self, at: usize, words: &str) -> bool {
        let mut rest = self.chars.get(at..).unwrap_or_default().iter();
        words.chars().all(|c| rest.next() == Some(&c))
    }

    /// Whether a place stands in quotation marks of this block.
    pub(super) fn is_quoted(&self, at: usize) -> bool {
        self.quoted.get(at).is_some_and(|quoted| *quoted)
    }

    /// Turns bytes into characters, place after place.
    pub(super) fn ruler(&self) -> Ruler<'a> {
        Ruler { text: self.text, byte: 0, chars: 0 }
    }
}

/// Counts the characters before places of a text that come in their order: all of them together cost one pass.
pub(super) struct Ruler<'a> {
    text: &'a str,
    byte: usize,
    chars: usize,
}

impl Ruler<'_> {
    /// Characters for a range of bytes.
    pub(super) fn span(&mut self, bytes: &Range<usize>) -> (usize, usize) {
        if bytes.start < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        self.chars += self.text.get(self.byte..bytes.start).map_or(0, |head| head.chars().count());
        self.byte = bytes.start;
        let len = self.text.get(bytes.clone()).map_or(0, |words| words.chars().count());
        (self.chars, self.chars + len)
    }
}

/// Whether a character is a Chinese one.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' | '〇' | '々')
}
