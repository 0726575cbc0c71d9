//! What a page was made into: articles as drafts, each with its sources, and what was left over.

use super::doubts::Doubt;
pub use super::run::Span;

/// Everything a page holds.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The paper's name, from the masthead or the 电头.
    pub paper: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    /// 版次, as written.
    pub page_no: Option<String>,
    /// 版名.
    pub page_name: Option<String>,
    /// The articles in the order of the page.
    pub articles: Vec<Draft>,
    /// What belongs to no article: masthead, footer, lines that fit nowhere.
    pub left_over: Vec<Piece>,
    /// What was inferred and is not sure, in the order of the articles.
    pub doubts: Vec<Doubt>,
}

/// A piece of the page with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Their range in the decoded page, in characters.
    pub source: Span,
}

/// What told an article's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// A line of its own.
    ZoneLine,
    /// The headline.
    Headline,
    /// The 副题.
    Deck,
    /// The 电头.
    Dateline,
    /// The first sentence.
    Body,
    /// The zone that the text names most often.
    Frequent,
    /// The article before it: a weak guess.
    Previous,
    /// The user.
    Given,
}

impl Evidence {
    /// The word for it in JSON and in article files.
    pub fn name(self) -> &'static str {
        match self {
            Self::ZoneLine => "zone_line",
            Self::Headline => "headline",
            Self::Deck => "deck",
            Self::Dateline => "dateline",
            Self::Body => "body",
            Self::Frequent => "frequent",
            Self::Previous => "previous",
            Self::Given => "given",
        }
    }
}

/// Where an article's fields stand in the page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sources {
    /// The zone's line.
    pub zone: Vec<Span>,
    /// The headline's lines.
    pub title: Vec<Span>,
    /// 引题, where the page marks it as one.
    pub kicker: Vec<Span>,
    /// 体裁, with its marks.
    pub genre: Vec<Span>,
    /// 副题.
    pub deck: Vec<Span>,
    /// 电头.
    pub dateline: Vec<Span>,
    /// 记者, with the label.
    pub reporters: Vec<Span>,
    /// 作者, with the label.
    pub authors: Vec<Span>,
}

/// An article as it was found, before it has a name on disk.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// 专区 in full.
    pub zone: String,
    /// What told it.
    pub zone_evidence: Evidence,
    /// How sure it is, 0.0..=1.0.
    pub zone_confidence: f32,
    /// 引题.
    pub kicker: Option<String>,
    /// The headline's lines joined by one space.
    pub title: String,
    /// 副题.
    pub deck: Option<String>,
    /// 电头, its words only.
    pub dateline: Option<String>,
    /// Names alone.
    pub reporters: Vec<String>,
    /// Names alone.
    pub authors: Vec<String>,
    /// 体裁.
    pub genre: Option<String>,
    /// Where the fields stand.
    pub sources: Sources,
    /// 图片说明.
    pub captions: Vec<DraftCaption>,
    /// Paragraphs and subheads.
    pub paragraphs: Vec<DraftParagraph>,
}

/// A caption as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftCaption {
    /// The words without the credit.
    pub text: String,
    /// The photographer or giver, the name alone.
    pub credit: Option<String>,
    /// The picture stands after this many paragraphs.
    pub after: usize,
    /// Where it stands, the credit included.
    pub source: Vec<Span>,
}

/// What was done to a paragraph, or is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    /// 栏首缺失: its head was lost.
    TruncatedStart,
    /// 接排: put together from several blocks.
    Joined,
    /// 另起段: cut off before a subhead that had run into the paragraph before.
    SplitAtSubhead,
    /// It opens with a subhead.
    RunInSubhead,
}

impl Flag {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::TruncatedStart => "truncated_start",
            Self::Joined => "joined",
            Self::SplitAtSubhead => "split_at_subhead",
            Self::RunInSubhead => "run_in_subhead",
        }
    }

    /// The proof-mark name (GB/T 14706) of the repair; a run-in subhead is none.
    pub fn repair(self) -> Option<&'static str> {
        match self {
            Self::TruncatedStart => Some("栏首缺失"),
            Self::Joined => Some("接排"),
            Self::SplitAtSubhead => Some("另起段"),
            Self::RunInSubhead => None,
        }
    }
}

/// A paragraph or subhead as it was found.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftParagraph {
    /// The words.
    pub text: String,
    /// A 小标题 of its own.
    pub is_subhead: bool,
    /// What was done to it.
    pub flags: Vec<Flag>,
    /// How sure its bounds are, 0.0..=1.0.
    pub confidence: f32,
    /// Where it stands.
    pub source: Vec<Span>,
    /// Where in the page each repair lies, in the order of the repair's flags.
    pub repairs: Vec<Repair>,
}

/// A repair of a paragraph with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repair {
    /// Which.
    pub flag: Flag,
    /// Its range in the page: the seam between two blocks, or the place itself.
    pub at: Span,
    /// How sure it is.
    pub confidence: f32,
    /// A reader has said that it is right.
    pub is_accepted: bool,
}
