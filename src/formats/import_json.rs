//! The JSON that `pizhu import` prints: import.md's shape, made from drafts.

use serde::Serialize;

use crate::import::{Draft, DraftCaption, DraftParagraph, Page, Span};

/// One file's result.
#[derive(Debug, Serialize)]
pub struct FileJson {
    file: String,
    encoding: String,
    confidence: f32,
    page: PageJson,
    articles: Vec<ArticleJson>,
    left_over: Vec<PieceJson>,
}

#[derive(Debug, Serialize)]
struct PageJson {
    paper: Option<String>,
    date: Option<String>,
    page_no: Option<String>,
}

#[derive(Debug, Serialize)]
struct ArticleJson {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    zone: String,
    zone_evidence: &'static str,
    zone_confidence: f32,
    kicker: Option<String>,
    title: String,
    deck: Option<String>,
    dateline: Option<String>,
    reporters: Vec<String>,
    authors: Vec<String>,
    genre: Option<String>,
    sources: SourcesJson,
    captions: Vec<CaptionJson>,
    paragraphs: Vec<ParagraphJson>,
}

#[derive(Debug, Serialize)]
struct SourcesJson {
    zone: Vec<Span>,
    title: Vec<Span>,
    deck: Vec<Span>,
    dateline: Vec<Span>,
    reporters: Vec<Span>,
    authors: Vec<Span>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kicker: Vec<Span>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    genre: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct CaptionJson {
    text: String,
    credit: Option<String>,
    source: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct ParagraphJson {
    text: String,
    kind: &'static str,
    flags: Vec<&'static str>,
    confidence: f32,
    source: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct PieceJson {
    text: String,
    source: Span,
}

/// The shape of one file: what it is called, how it was decoded, and for each article its id and, when it was
/// written, its path in the library.
pub fn file(name: &str, encoding: (&str, f32), page: &Page, names: &[(String, Option<String>)]) -> FileJson {
    let articles = page.articles.iter().enumerate();
    FileJson {
        file: name.to_owned(),
        encoding: encoding.0.to_owned(),
        confidence: rounded(encoding.1),
        page: PageJson { paper: page.paper.clone(), date: page.date.clone(), page_no: page.page_no.clone() },
        articles: articles
            .map(|(index, draft)| {
                let (id, path) = names.get(index).cloned().unwrap_or_default();
                article(draft, id, path)
            })
            .collect(),
        left_over: page
            .left_over
            .iter()
            .map(|piece| PieceJson { text: piece.text.clone(), source: piece.source })
            .collect(),
    }
}

fn article(draft: &Draft, id: String, path: Option<String>) -> ArticleJson {
    let sources = draft.sources.clone();
    ArticleJson {
        id,
        path,
        zone: draft.zone.clone(),
        zone_evidence: draft.zone_evidence.name(),
        zone_confidence: rounded(draft.zone_confidence),
        kicker: draft.kicker.clone(),
        title: draft.title.clone(),
        deck: draft.deck.clone(),
        dateline: draft.dateline.clone(),
        reporters: draft.reporters.clone(),
        authors: draft.authors.clone(),
        genre: draft.genre.clone(),
        sources: SourcesJson {
            zone: sources.zone,
            title: sources.title,
            deck: sources.deck,
            dateline: sources.dateline,
            reporters: sources.reporters,
            authors: sources.authors,
            kicker: sources.kicker,
            genre: sources.genre,
        },
        captions: draft.captions.iter().map(caption).collect(),
        paragraphs: draft.paragraphs.iter().map(paragraph).collect(),
    }
}

fn caption(caption: &DraftCaption) -> CaptionJson {
    CaptionJson { text: caption.text.clone(), credit: caption.credit.clone(), source: caption.source.clone() }
}

fn paragraph(paragraph: &DraftParagraph) -> ParagraphJson {
    ParagraphJson {
        text: paragraph.text.clone(),
        kind: if paragraph.is_subhead { "subhead" } else { "body" },
        flags: paragraph.flags.iter().map(|flag| flag.name()).collect(),
        confidence: rounded(paragraph.confidence),
        source: paragraph.source.clone(),
    }
}

/// Confidences are estimates: two places say as much as they mean.
fn rounded(confidence: f32) -> f32 {
    (confidence * 100.0).round() / 100.0
}
