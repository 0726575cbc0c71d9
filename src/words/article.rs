//! 稿件: one article as the reader holds it, its text in memory once.

use std::ops::Range;
use std::sync::Arc;

/// The name of an article on disk: an ASCII slug `[a-z0-9._-]{1,80}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(Arc<str>);

impl ArticleId {
    /// Takes a slug as an id; `None` when it breaks the rule of [`is_slug`].
    pub fn new(slug: &str) -> Option<Self> {
        is_slug(slug).then(|| Self(Arc::from(slug)))
    }

    /// The slug itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ArticleId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a name may stand in a path of the store: `[a-z0-9._-]{1,80}`, no leading or trailing dot,
/// no Windows device name, no mark of a sync conflict.
pub fn is_slug(name: &str) -> bool {
    const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
    let stem = name.split('.').next().unwrap_or(name);
    let numbered_device = stem.len() == 4
        && (stem.starts_with("com") || stem.starts_with("lpt"))
        && stem.bytes().last().is_some_and(|b| b.is_ascii_digit());
    (1..=80).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-'))
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !DEVICES.contains(&stem)
        && !numbered_device
        && !name.contains(".sync-conflict-")
}

/// What stands at the head of an article file, the body aside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// 标题.
    pub title: String,
    /// 专区: the folder's name when the file names none.
    pub zone: String,
    /// 引题.
    pub kicker: Option<String>,
    /// 副题.
    pub deck: Option<String>,
    /// `YYYY-MM-DD` as written.
    pub date: Option<String>,
    /// The paper's name.
    pub paper: Option<String>,
    /// 版次, as written.
    pub page_no: Option<String>,
    /// 版名.
    pub page_name: Option<String>,
    /// 电头, its words only.
    pub dateline: Option<String>,
    /// 记者, names alone.
    pub reporters: Vec<String>,
    /// 作者, names alone.
    pub authors: Vec<String>,
    /// 体裁.
    pub genre: Option<String>,
    /// Where the text came from.
    pub source: Option<String>,
    /// 图片说明, in the order of the file.
    pub captions: Vec<Caption>,
    /// What import repaired or found lost.
    pub repairs: Vec<Repair>,
}

/// A repair or damage that import wrote down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// 接排, 另起段 or 栏首缺失.
    pub name: String,
    /// The block's ordinal.
    pub para: usize,
    /// `proposed`, `accepted` or `rejected`.
    pub state: String,
}

/// A picture's caption.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Caption {
    /// The words below the picture, without the credit.
    pub text: String,
    /// The photographer or giver.
    pub credit: Option<String>,
    /// The picture stands after this block of the body (1-based ordinal); 0 before the body.
    pub after: Option<usize>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockKind {
    /// Kicker, title and deck, one a line.
    Head,
    /// A paragraph of the body.
    Body,
    /// 小标题.
    Subhead,
    /// A picture's caption.
    Caption,
}

impl BlockKind {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Body => "body",
            Self::Subhead => "subhead",
            Self::Caption => "caption",
        }
    }
}

/// One place that can be marked: a byte range of the article's text. Its index is its ordinal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in [`Article::text`], the joining LF left out.
    pub range_bytes: Range<usize>,
}

/// An article: its head, and its text cut into blocks.
///
/// `text` is all blocks in order joined by one LF: block 0 the head (kicker, title, deck joined by
/// LF), then the body's paragraphs and subheads, then the captions. A subhead's text has no `## `.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// Its name on disk.
    pub id: ArticleId,
    /// Its head.
    pub meta: Meta,
    /// The text of all blocks, line ends LF, otherwise as in the file.
    pub text: Arc<str>,
    /// The blocks by ordinal; never empty, the first is the head.
    pub blocks: Arc<[Block]>,
    /// Why it may be read but not annotated, when so (a second file with the same id, a doubtful encoding).
    pub read_only: Option<String>,
    /// The encoding it was read in and how sure that is (0.0..=1.0).
    pub encoding: (String, f32),
    /// Whether nothing but the guessed encoding keeps it from being annotated: its reader may say that it is right.
    pub is_encoding_asked: bool,
    /// Whether it is only the beginning of a long article, whose rest is still being read: the last block may be cut.
    pub is_beginning: bool,
}

impl Article {
    /// Puts an article together from its head and the blocks of its body, in order.
    pub fn assemble<'a>(
        id: ArticleId,
        meta: Meta,
        body: impl IntoIterator<Item = (BlockKind, &'a str)>,
    ) -> Self {
        let head: Vec<&str> = [meta.kicker.as_deref(), Some(meta.title.as_str()), meta.deck.as_deref()]
            .into_iter()
            .flatten()
            .collect();
        let mut text = head.join("\n");
        let mut blocks = vec![Block { kind: BlockKind::Head, range_bytes: 0..text.len() }];
        let mut push = |kind, words: &str| {
            text.push('\n');
            let start = text.len();
            text.push_str(words);
            blocks.push(Block { kind, range_bytes: start..text.len() });
        };
        for (kind, words) in body {
            push(kind, words);
        }
        for caption in &meta.captions {
            push(BlockKind::Caption, &caption.text);
        }
        Self {
            id,
            meta,
            text: text.into(),
            blocks: blocks.into(),
            read_only: None,
            encoding: ("UTF-8".to_owned(), 1.0),
            is_encoding_asked: false,
            is_beginning: false,
        }
    }

    /// Takes the guessed encoding for right.
    pub fn accept_encoding(&mut self) {
        if std::mem::take(&mut self.is_encoding_asked) {
            self.read_only = None;
        }
    }

    /// The text of the block with this ordinal; `None` past the last.
    pub fn block_text(&self, ordinal: usize) -> Option<&str> {
        self.blocks.get(ordinal).and_then(|block| self.text.get(block.range_bytes.clone()))
    }

    /// The ordinals of the body: paragraphs and subheads.
    pub fn body(&self) -> Range<usize> {
        // Captions stand last.
        1..self.blocks.partition_point(|block| block.kind != BlockKind::Caption).max(1)
    }

    /// The blocks that count when it is said how much was read or marked: the body, the head where there is none.
    /// Head and captions can be marked as well, but nobody counts them as paragraphs.
    pub fn counted(&self) -> Range<usize> {
        let body = self.body();
        if body.is_empty() { 0..1 } else { body }
    }

    /// The blocks with their ordinals and texts.
    pub fn iter_blocks(&self) -> impl Iterator<Item = (usize, BlockKind, &str)> {
        self.blocks.iter().enumerate().map(|(ordinal, block)| {
            (ordinal, block.kind, self.text.get(block.range_bytes.clone()).unwrap_or(""))
        })
    }
}

/// What a list shows of an article: cheap to hold for 100,000 of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleCard {
    /// Its name on disk.
    pub id: ArticleId,
    /// 专区.
    pub zone: Arc<str>,
    /// 标题.
    pub title: Arc<str>,
    /// `YYYY-MM-DD` as written.
    pub date: Option<Arc<str>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_safe_names() {
        for good in ["a", "jincheng-2026-03-18-1", "a.b_c"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", ".a", "a.", "A", "晋城", "con", "nul.md", "com1", "a/b", "a.sync-conflict-1"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn text_is_blocks_joined_by_one_lf() {
        let meta = Meta { title: "题".into(), deck: Some("——副".into()), ..Meta::default() };
        let id = ArticleId::new("a").expect("slug");
        let article = Article::assemble(id, meta, [(BlockKind::Body, "一。"), (BlockKind::Subhead, "二")]);
        assert_eq!(&*article.text, "题\n——副\n一。\n二");
        assert_eq!(article.block_text(0), Some("题\n——副"));
        assert_eq!(article.block_text(2), Some("二"));
    }
}
