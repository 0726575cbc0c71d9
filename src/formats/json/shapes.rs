//! The shapes of cli.md, as serde writes them. Their keys are a promise to scripts.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::query::Dossier;
use crate::words::{Placed, Problem};

/// MARK.
#[derive(Debug, Serialize)]
pub struct MarkShape<'a> {
    id: String,
    author: &'a str,
    para: usize,
    span: Option<(usize, usize)>,
    quote: &'a str,
    tags: Vec<&'a str>,
    note: &'a str,
    status: &'a str,
    created: String,
    updated: String,
    anchor: AnchorShape,
}

#[derive(Debug, Serialize)]
struct AnchorShape {
    state: &'static str,
    score: f64,
}

impl<'a> MarkShape<'a> {
    /// A mark as it stands today: its place when it has one, else the place it was made at.
    pub fn new(placed: &'a Placed) -> Self {
        let mark = &placed.mark;
        let has_place = placed.placement.has_place() && placed.ordinal.is_some();
        Self {
            id: mark.id.to_string(),
            author: placed.author.as_str(),
            para: placed.ordinal.filter(|_| has_place).unwrap_or(mark.para),
            span: if has_place { placed.span } else { mark.span },
            quote: &mark.quote,
            tags: mark.tags.iter().map(crate::words::TagPath::as_str).collect(),
            note: &mark.note,
            status: mark.status.name(),
            created: mark.created.to_string(),
            updated: mark.updated.to_string(),
            anchor: AnchorShape { state: placed.placement.name(), score: score(placed) },
        }
    }
}

/// A score to three digits.
pub fn score(placed: &Placed) -> f64 {
    (f64::from(placed.score) * 1000.0).round() / 1000.0
}

/// A row of `list`.
#[derive(Debug, Clone, Serialize)]
pub struct ListShape {
    /// The article's id.
    pub id: String,
    /// 专区.
    pub zone: String,
    /// 标题.
    pub title: String,
    /// As written; null when there is none.
    pub date: Option<String>,
    /// Paragraphs and subheads of the body.
    pub paragraphs: usize,
    /// Characters of all blocks, white space aside.
    pub chars: usize,
    /// Marks that stand.
    pub marks: usize,
    /// How many marks carry each tag, by full path.
    pub tags: BTreeMap<String, usize>,
    /// Whether the annotator has read every paragraph.
    pub read: bool,
}

impl ListShape {
    /// The row of an article.
    pub fn new(dossier: &Dossier) -> Self {
        let article = &dossier.article;
        let mut tags = BTreeMap::new();
        for tag in dossier.marks.iter().flat_map(|placed| &placed.mark.tags) {
            *tags.entry(tag.to_string()).or_default() += 1;
        }
        Self {
            id: article.id.to_string(),
            zone: article.meta.zone.clone(),
            title: article.meta.title.clone(),
            date: article.meta.date.clone(),
            paragraphs: article.body().len(),
            chars: article.text.chars().filter(|c| !c.is_whitespace()).count(),
            marks: dossier.marks.len(),
            tags,
            read: dossier.is_all_read(),
        }
    }
}

/// `show`.
#[derive(Debug, Serialize)]
pub struct ShowShape<'a> {
    id: &'a str,
    zone: &'a str,
    title: &'a str,
    kicker: Option<&'a str>,
    deck: Option<&'a str>,
    date: Option<&'a str>,
    paper: Option<&'a str>,
    page_no: Option<&'a str>,
    page_name: Option<&'a str>,
    dateline: Option<&'a str>,
    reporters: &'a [String],
    authors: &'a [String],
    genre: Option<&'a str>,
    source: Option<&'a str>,
    captions: Vec<CaptionShape<'a>>,
    encoding: &'a str,
    read_only: Option<&'a str>,
    paragraphs: Vec<ParagraphShape<'a>>,
    orphans: Vec<MarkShape<'a>>,
}

#[derive(Debug, Serialize)]
struct CaptionShape<'a> {
    text: &'a str,
    credit: Option<&'a str>,
    after: Option<usize>,
}

#[derive(Debug, Serialize)]
struct ParagraphShape<'a> {
    n: usize,
    kind: &'static str,
    text: &'a str,
    hash: String,
    marks: Vec<MarkShape<'a>>,
}

impl<'a> ShowShape<'a> {
    /// An article with all that is written about it.
    pub fn new(dossier: &'a Dossier) -> Self {
        let article = &dossier.article;
        let meta = &article.meta;
        let captions = meta.captions.iter().map(|caption| CaptionShape {
            text: &caption.text,
            credit: caption.credit.as_deref(),
            after: caption.after,
        });
        let paragraphs = article.iter_blocks().map(|(n, kind, text)| ParagraphShape {
            n,
            kind: kind.name(),
            text,
            hash: crate::formats::hash(text).to_string(),
            marks: dossier.marks_on(n).map(MarkShape::new).collect(),
        });
        Self {
            id: article.id.as_str(),
            zone: &meta.zone,
            title: &meta.title,
            kicker: meta.kicker.as_deref(),
            deck: meta.deck.as_deref(),
            date: meta.date.as_deref(),
            paper: meta.paper.as_deref(),
            page_no: meta.page_no.as_deref(),
            page_name: meta.page_name.as_deref(),
            dateline: meta.dateline.as_deref(),
            reporters: &meta.reporters,
            authors: &meta.authors,
            genre: meta.genre.as_deref(),
            source: meta.source.as_deref(),
            captions: captions.collect(),
            encoding: &article.encoding.0,
            read_only: article.read_only.as_deref(),
            paragraphs: paragraphs.collect(),
            orphans: dossier.orphans().map(MarkShape::new).collect(),
        }
    }
}

/// A row of `search`: a paragraph and where the terms stand in it, in characters.
#[derive(Debug, Clone, Serialize)]
pub struct SearchShape {
    /// The article's id.
    pub article: String,
    /// 专区.
    pub zone: String,
    /// 标题.
    pub title: String,
    /// The paragraph's ordinal.
    pub para: usize,
    /// Its text.
    pub text: String,
    /// Where the terms stand in it.
    pub hits: Vec<(usize, usize)>,
    /// Whether every hit is one of reading (pinyin), not of writing.
    #[serde(skip)]
    pub by_pinyin: bool,
}

/// A row of `check` and of every other command that names problems.
#[derive(Debug, Serialize)]
pub struct ProblemShape<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    severity: &'static str,
    code: &'a str,
    message: &'a str,
    hint: Option<&'a str>,
}

impl<'a> ProblemShape<'a> {
    /// A problem as a row.
    pub fn new(problem: &'a Problem) -> Self {
        Self {
            file: &problem.file,
            line: problem.line,
            column: problem.column,
            severity: problem.severity.name(),
            code: problem.code,
            message: &problem.message,
            hint: problem.hint.as_deref(),
        }
    }
}
