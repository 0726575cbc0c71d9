//! The comments of a .docx as notes on the articles that were made of it: which block, which characters.
//!
//! Knows no store: whoever files the page keeps the notes.

use super::page::{Draft, Page, Span};
use crate::formats::docx::Comment;
use crate::formats::hash;
use crate::words::{ArticleId, MarkId};

/// A note that came with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The article.
    pub article: ArticleId,
    /// The block.
    pub ordinal: usize,
    /// Characters of the block; `None` is the whole of it.
    pub span: Option<Span>,
    /// Who wrote it, and what.
    pub note: String,
    /// Made of all of this: the same comment is known again.
    pub id: MarkId,
}

/// The notes of a page whose articles have these ids, in its order. A comment about nothing of the page is about its
/// first article's head.
pub fn remarks(page: &Page, ids: &[ArticleId], comments: &[Comment]) -> Vec<Remark> {
    let mut known: Vec<String> = Vec::new();
    let mut remark = |comment: &Comment| {
        let found = comment.at.and_then(|at| {
            let mut drafts = page.articles.iter().zip(ids);
            drafts.find_map(|(draft, id)| place(draft, at).map(|(ordinal, span)| (id, ordinal, span)))
        });
        let (article, ordinal, span) = found.or_else(|| ids.first().map(|id| (id, 0, None)))?;
        let note = if comment.author.is_empty() {
            comment.text.clone()
        } else {
            format!("{}：{}", comment.author, comment.text)
        };
        let whole = format!("{article} {note}");
        let same = known.iter().filter(|known| **known == whole).count();
        known.push(whole.clone());
        let whole = format!("{whole} {same}");
        let random = u128::from(u64::from_be_bytes(hash::digest(whole.as_bytes()).0)) << 64;
        let id = MarkId::mint(0, random, None);
        Some(Remark { article: article.clone(), ordinal, span, note, id })
    };
    let written = comments.iter().filter(|comment| !comment.text.trim().is_empty());
    written.filter_map(&mut remark).collect()
}

/// The block that holds a place of the page, and its characters there.
fn place(draft: &Draft, at: Span) -> Option<(usize, Option<Span>)> {
    let count = draft.paragraphs.len();
    let body = draft.paragraphs.iter().enumerate().map(|(index, one)| (index + 1, &one.source));
    let captions = draft.captions.iter().enumerate().map(|(index, one)| (count + index + 1, &one.source));
    for (ordinal, source) in body.chain(captions) {
        if let Some(span) = within(source, at) {
            let length: usize = source.iter().map(|(start, end)| end - start).sum();
            return Some((ordinal, Some(span).filter(|span| *span != (0, length) && ordinal <= count)));
        }
    }
    let sources = &draft.sources;
    let heads = [
        &sources.kicker,
        &sources.title,
        &sources.deck,
        &sources.zone,
        &sources.dateline,
        &sources.reporters,
    ];
    heads.into_iter().find_map(|source| within(source, at)).map(|_| (0, None))
}

/// Where a place of the page lies in what these ranges make up.
fn within(source: &[Span], at: Span) -> Option<Span> {
    let mut before = 0;
    let mut found: Option<Span> = None;
    for &(start, end) in source {
        let (from, to) = (at.0.max(start), at.1.min(end));
        if from < to {
            let (from, to) = (before + from - start, before + to - start);
            found = Some(found.map_or((from, to), |known| (known.0, to)));
        }
        before += end - start;
    }
    found
}
