//! One article's part of a report: its head, its counts, the marks that the query holds of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::query::dossier::{Coder, chars};
use crate::query::signoff::SignOff;
use crate::query::{Dossier, Query, Scope};
use crate::words::{BlockKind, Hash16, Moment, Placed, Placement, Repair, Status, TagPath};

/// How much of the text around a quotation is given, in characters a side.
const CONTEXT_CHARS: usize = 30;

/// One article in a report.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its id.
    pub article_id: String,
    /// 专区.
    pub zone: String,
    /// 标题.
    pub title: String,
    /// Where the text came from, else the paper.
    pub source: String,
    /// The paper's name.
    pub paper: String,
    /// As written.
    pub date: String,
    /// 版次 and 版名.
    pub page: String,
    /// Hash of the article's text.
    pub text_hash: Hash16,
    /// Characters of all blocks, white space aside.
    pub chars: usize,
    /// Paragraphs and subheads of the body.
    pub paragraphs: usize,
    /// Those of them that the annotator at the desk has read.
    pub read: usize,
    /// The marks, by place.
    pub items: Vec<Item>,
    /// What import repaired or found lost.
    pub repairs: Vec<Repair>,
    /// The article's text, which positions of W3C and REFI-QDA count in.
    pub text: Arc<str>,
    /// What each annotator has coded, by name: the units of agreement.
    pub coders: Vec<Coded>,
    /// Who signed which stage.
    pub sign_offs: Vec<SignOff>,
}

/// What one annotator has coded of an article: each block that was read, signed or marked, with the tags put on it.
/// Read without a tag is an empty set; not read is no entry.
#[derive(Debug, Clone)]
pub struct Coded {
    /// Who.
    pub author: String,
    /// The tags by block.
    pub blocks: BTreeMap<usize, BTreeSet<String>>,
}

/// One mark in a report.
#[derive(Debug, Clone)]
pub struct Item {
    /// The mark's id.
    pub mark_id: String,
    /// Its paragraph; `None` when it has no one place.
    pub para: Option<usize>,
    /// What its paragraph is.
    pub block: Option<BlockKind>,
    /// Hash of its paragraph's text today; of the one it was made on when it has no place.
    pub para_hash: Hash16,
    /// The place of the quotation in characters of its paragraph.
    pub span: Option<(usize, usize)>,
    /// Characters of the article's text before its paragraph.
    pub text_start: usize,
    /// Whether the mark stands on some words of its paragraph, not on all of it.
    pub is_span: bool,
    /// The figures of its paragraph.
    pub figures: Vec<String>,
    /// The words marked, as they stand today; as they stood when the mark has no place.
    pub quote: String,
    /// The part of a long paragraph that is quoted for all of it, with its end in characters.
    pub excerpt: String,
    /// What stands before.
    pub before: String,
    /// What stands after.
    pub after: String,
    /// Its tags, by path.
    pub tags: Vec<TagPath>,
    /// 审读意见.
    pub note: String,
    /// Whose it is.
    pub author: String,
    /// The name shown for the author.
    pub author_name: String,
    /// When it was made.
    pub created: Moment,
    /// When it was last changed.
    pub modified: Moment,
    /// Where it stands.
    pub status: Status,
    /// How it was found again.
    pub placement: Placement,
    /// How sure that is.
    pub score: f64,
    /// Figures and names that changed below the mark, old and new.
    pub drift: Vec<(String, String)>,
}

impl Sheet {
    /// An article's part of a report for this query.
    pub fn new(dossier: &Dossier, query: &Query) -> Self {
        let article = &dossier.article;
        let meta = &article.meta;
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        let marks = dossier.marks.iter().filter(|placed| query.holds(dossier, Scope::Mark(placed)));
        let page = [text(&meta.page_no), text(&meta.page_name)];
        Self {
            article_id: article.id.to_string(),
            zone: meta.zone.clone(),
            title: meta.title.clone(),
            source: meta.source.clone().unwrap_or_else(|| text(&meta.paper)),
            paper: text(&meta.paper),
            date: text(&meta.date),
            page: page.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
            text_hash: dossier.text_hash(),
            chars: article.text.chars().filter(|c| !c.is_whitespace()).count(),
            paragraphs: article.body().len(),
            read: dossier.seen.count(article, article.body()),
            repairs: meta.repairs.clone(),
            text: article.text.clone(),
            coders: dossier.coders.iter().map(|coder| coded(dossier, coder, query)).collect(),
            sign_offs: dossier.sign_offs.clone(),
            items: marks.map(|placed| Item::new(dossier, placed)).collect(),
        }
    }
}

/// What an annotator has coded; only marks that the query holds of bring tags.
fn coded(dossier: &Dossier, coder: &Coder, query: &Query) -> Coded {
    let mut blocks: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (ordinal, _, text) in dossier.article.iter_blocks() {
        if coder.seen.has(text) {
            blocks.entry(ordinal).or_default();
        }
    }
    let own = dossier.marks.iter().filter(|placed| placed.author == coder.author);
    for placed in own.filter(|placed| placed.placement.has_place()) {
        let Some(ordinal) = placed.ordinal else { continue };
        let tags = blocks.entry(ordinal).or_default();
        if placed.mark.status != Status::Rejected && query.holds(dossier, Scope::Mark(placed)) {
            tags.extend(placed.mark.tags.iter().map(ToString::to_string));
        }
    }
    Coded { author: coder.author.to_string(), blocks }
}

impl Item {
    fn new(dossier: &Dossier, placed: &Placed) -> Self {
        let mark = &placed.mark;
        let (quote, span) = dossier.words_of(placed);
        let para = span.and(placed.ordinal);
        let is_span = span.is_some() && placed.span.is_some();
        let excerpt = if !is_span && quote.starts_with(mark.quote.as_str()) && !mark.quote.trim().is_empty() {
            &mark.quote
        } else {
            quote
        };
        let text = para.and_then(|ordinal| dossier.article.block_text(ordinal)).unwrap_or("");
        let (before, after) = match (para, span) {
            (Some(ordinal), Some(span)) => around(dossier, ordinal, text, span),
            _ => (mark.prefix.clone(), mark.suffix.clone()),
        };
        Self {
            mark_id: mark.id.to_string(),
            para,
            block: para.and_then(|n| dossier.article.blocks.get(n)).map(|block| block.kind),
            para_hash: if para.is_some() { crate::formats::hash(text) } else { mark.para_hash },
            span,
            text_start: para.and_then(|n| dossier.article.blocks.get(n)).map_or(0, |block| {
                dossier.article.text.get(..block.range_bytes.start).map_or(0, |text| text.chars().count())
            }),
            is_span,
            figures: crate::anchor::figures(text),
            quote: quote.to_owned(),
            excerpt: excerpt.to_owned(),
            before,
            after,
            tags: mark.tags.clone(),
            note: mark.note.clone(),
            author: placed.author.to_string(),
            author_name: placed.author_name.clone(),
            created: mark.created,
            modified: mark.updated,
            status: mark.status,
            placement: placed.placement,
            score: crate::formats::json::shapes::score(placed),
            drift: placed.drift.clone(),
        }
    }
}

/// What stands around some words: the rest of the paragraph, for a whole paragraph its neighbours.
fn around(dossier: &Dossier, ordinal: usize, text: &str, (start, end): (usize, usize)) -> (String, String) {
    let last = |text: &str| {
        let count = text.chars().count();
        chars(text, (count.saturating_sub(CONTEXT_CHARS), count)).unwrap_or("").to_owned()
    };
    let first = |text: &str| text.chars().take(CONTEXT_CHARS).collect::<String>();
    let count = text.chars().count();
    let before = match chars(text, (0, start)) {
        Some(rest) if !rest.is_empty() => last(rest),
        _ => ordinal.checked_sub(1).and_then(|n| dossier.article.block_text(n)).map(last).unwrap_or_default(),
    };
    let after = match chars(text, (end, count)) {
        Some(rest) if !rest.is_empty() => first(rest),
        _ => dossier.article.block_text(ordinal + 1).map(first).unwrap_or_default(),
    };
    (before, after)
}
