//! What lies over the panes: an input, a question, a list, a page of text.

use super::HitsToTag;
use super::doubting::Doubts;
use super::event::{Draft, SearchHit};
use super::finding::Purpose;
use super::help::Help;
use super::importing::Pages;
use super::input::Input;
use super::palette::Palette;
use super::picker::Picker;
use super::pin::Pin;
use super::relinking::Relink;
use super::selection::Target;
use super::stats::Table;
use crate::keymap::Context;
use crate::messages::{Lang, reader as say};
use crate::text::{Widths, cut_mark};
use crate::words::{ArticleId, MarkId, TagPath};

/// One layer over the panes.
#[derive(Debug)]
pub enum Overlay {
    /// A note being written.
    Note(NoteBox),
    /// One line being typed: a search, a filter, a command.
    Line(LineBox),
    /// A question.
    Ask(Ask),
    /// A page of text to be read: a preview, the log, raw text.
    Page(Page),
    /// A list to choose from.
    Choice(Choice),
    /// Tags by zone.
    Stats(Table),
    /// The command line.
    Palette(Box<Palette>),
    /// A list narrowed by what is typed.
    Pick(Box<PickBox>),
    /// Every key.
    Help(Box<Help>),
    /// The doubts of imported pages.
    Doubts(Box<Doubts>),
    /// Marks that wait for their place.
    Relink(Box<Relink>),
}

/// A list narrowed by what is typed, and what it is for.
#[derive(Debug)]
pub struct PickBox {
    /// The list.
    pub picker: Picker,
    /// What Enter does.
    pub kind: PickKind,
}

/// What a picker is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PickKind {
    /// Enter toggles a tag and closes.
    TagPick,
    /// Enter toggles a tag, Esc is done.
    TagEdit,
    /// Enter opens an article.
    Jump,
}

/// A note being written.
#[derive(Debug)]
pub struct NoteBox {
    /// Its text and caret.
    pub input: Input,
    /// What tells its draft from any other.
    pub id: String,
    /// What it is about; several paragraphs get the same note each.
    pub pins: Vec<Pin>,
    /// The article written about.
    pub article: ArticleId,
    /// The mark being edited; `None` makes a new one.
    pub mark: Option<MarkId>,
    /// The text it began with.
    pub original: String,
    /// Where it stands on the screen.
    pub area: super::geometry::Area,
    /// When the oldest change was made that is in no draft yet, in milliseconds.
    pub changed: Option<u64>,
}

impl NoteBox {
    /// The text as a draft.
    pub fn draft(&self) -> Draft {
        let first = self.target();
        Draft {
            id: self.id.clone(),
            article: self.article.clone(),
            ordinal: first.ordinal,
            span: first.span,
            places: self.pins.iter().map(|pin| pin.place.clone()).collect(),
            mark: self.mark,
            text: self.input.text().to_owned(),
        }
    }
}

/// One line being typed.
#[derive(Debug)]
pub struct LineBox {
    /// What it is for.
    pub purpose: Purpose,
    /// Its text and caret.
    pub input: Input,
    /// The filter or search in force before, to come back to.
    pub before: String,
    /// Which entry of the history is shown, counted from the last.
    pub history: Option<usize>,
    /// The character that its query is wrong at, from 0.
    pub wrong: Option<usize>,
}

/// A question, and what each answer does.
#[derive(Debug)]
pub struct Ask {
    /// What is asked.
    pub question: String,
    /// The answers: what is said, and what it does. The first is chosen at the beginning.
    pub answers: Vec<(String, Answer)>,
    /// Which answer is chosen.
    pub chosen: usize,
    /// What it is about, to be looked through before answering.
    pub shown: Vec<ChoiceRow>,
    /// The first row of that on the screen.
    pub top: usize,
}

/// What an answer does.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Nothing: the question goes.
    Stay,
    /// Saves the note that is open below.
    SaveNote,
    /// Gives up the text that is open below.
    Discard,
    /// Ends the program although something is not saved.
    QuitAnyway,
    /// Puts a tag on these places.
    TagHits(TagPath, Vec<Target>),
    /// Puts a tag on everything that a search of everything found.
    TagAllHits(Box<HitsToTag>),
    /// Adds a tag to the codebook, then puts it on.
    MakeTag(TagPath),
    /// Signs the article off.
    Sign(String),
    /// Takes a saved query away.
    DeleteQuery(String),
    /// Takes a draft up again.
    TakeDraft(Box<Draft>),
    /// Gives a draft up.
    DropDraft(Box<Draft>),
    /// Writes another note where a draft waits.
    WriteAnother,
    /// Puts the newest backup of the marks on an article in place.
    RestoreBackup(ArticleId),
    /// Takes the marks on an article for what the disk holds.
    Believe(ArticleId),
    /// Takes an article's guessed encoding for right.
    TrustEncoding(ArticleId),
    /// Answers the doubt that is open below.
    Doubt(crate::import::Answer),
}

/// What a page of text is.
#[derive(Debug, Clone, PartialEq)]
pub enum PageKind {
    /// A report that Enter writes: the words of its command and the article.
    Preview(String, Option<ArticleId>),
    /// An import that Enter does.
    Import(Pages),
    /// Only to be read.
    Text,
}

/// A page of text.
#[derive(Debug)]
pub struct Page {
    /// What stands above it.
    pub title: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// The first line shown.
    pub top: usize,
    /// What it is.
    pub kind: PageKind,
}

/// A list to choose from.
#[derive(Debug)]
pub struct Choice {
    /// What stands above it.
    pub title: String,
    /// Its rows.
    pub rows: Vec<ChoiceRow>,
    /// Which row is chosen.
    pub chosen: usize,
    /// Whether the search was stopped before its end.
    pub is_partial: bool,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceRow {
    /// What is shown.
    pub text: String,
    /// What is shown beside it, dimmed.
    pub detail: String,
    /// Characters of the text to be shown as hits.
    pub hits: Vec<(usize, usize)>,
    /// Where it leads.
    pub leads: Leads,
}

/// Where a row of a list leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Leads {
    /// Nowhere.
    Nowhere,
    /// To a block of an article.
    Block(ArticleId, usize),
    /// To a file being read in this encoding; left out where none is right.
    Encoding(Option<String>),
}

impl Choice {
    /// The chosen row.
    pub fn row(&self) -> Option<&ChoiceRow> {
        self.rows.get(self.chosen)
    }

    /// Adds hits of a search.
    pub fn extend(&mut self, hits: Vec<SearchHit>, lang: Lang, widths: &Widths) {
        self.rows.extend(hits.into_iter().map(|hit| ChoiceRow::of(hit, lang, widths)));
    }
}

impl ChoiceRow {
    /// A hit: its words, marked where they begin within the paragraph, and below them the article and the paragraph.
    pub fn of(hit: SearchHit, lang: Lang, widths: &Widths) -> Self {
        let place = say::hit_place(lang, &hit.title, hit.ordinal);
        let mark = if hit.excerpt.is_cut { cut_mark(widths) } else { "" };
        let by = mark.chars().count();
        Self {
            detail: if hit.by_pinyin { say::hit_by_pinyin(lang, place) } else { place },
            hits: hit.excerpt.hits.into_iter().map(|(start, end)| (start + by, end + by)).collect(),
            leads: Leads::Block(hit.article, hit.ordinal),
            text: format!("{mark}{}", hit.excerpt.text),
        }
    }
}

impl Overlay {
    /// The note being written, when it is one.
    pub fn note(&self) -> Option<&NoteBox> {
        if let Self::Note(note) = self { Some(note) } else { None }
    }

    /// The same, to be changed.
    pub fn note_mut(&mut self) -> Option<&mut NoteBox> {
        if let Self::Note(note) = self { Some(note) } else { None }
    }

    /// The doubts of imported pages, when it is they.
    pub fn doubts(&self) -> Option<&Doubts> {
        if let Self::Doubts(doubts) = self { Some(doubts) } else { None }
    }

    /// The same, to be changed.
    pub fn doubts_mut(&mut self) -> Option<&mut Doubts> {
        if let Self::Doubts(doubts) = self { Some(doubts) } else { None }
    }

    /// Where its keys are looked up.
    pub fn context(&self) -> Context {
        match self {
            Self::Note(_) | Self::Line(_) | Self::Palette(_) | Self::Pick(_) => Context::Input,
            Self::Help(help) if help.is_filtering => Context::Input,
            Self::Help(_) | Self::Ask(_) | Self::Stats(_) | Self::Choice(_) => Context::Popup,
            Self::Page(page) => match page.kind {
                PageKind::Preview(..) => Context::Preview,
                PageKind::Import(_) | PageKind::Text => Context::Popup,
            },
            Self::Doubts(_) => Context::Doubts,
            Self::Relink(_) => Context::Relink,
        }
    }

    /// Whether it asks what shall become of a file of marks that is not believed.
    pub(super) fn asks_about_a_file(&self) -> bool {
        let Self::Ask(ask) = self else { return false };
        let is_way_out = |answer: &Answer| matches!(answer, Answer::RestoreBackup(_) | Answer::Believe(_));
        ask.answers.iter().any(|(_, answer)| is_way_out(answer))
    }

    /// Moves sideways: to another answer of a question, which stand side by side, or to other columns of a table;
    /// elsewhere the same as by lines.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every other overlay is one column")]
    pub fn turn(&mut self, by: isize) {
        let moved = |at: usize, len: usize| at.saturating_add_signed(by).min(len.saturating_sub(1));
        match self {
            Self::Ask(ask) => ask.chosen = moved(ask.chosen, ask.answers.len()),
            Self::Stats(table) => table.left = moved(table.left, table.zones.len()),
            _ => self.step(by),
        }
    }

    /// Moves its choice or its page by lines.
    pub fn step(&mut self, by: isize) {
        let moved = |at: usize, len: usize| at.saturating_add_signed(by).min(len.saturating_sub(1));
        match self {
            Self::Note(_) | Self::Line(_) => {}
            Self::Palette(palette) => {
                let last = palette.completions.len().saturating_sub(1);
                palette.chosen = Some(palette.chosen.map_or(0, |at| at.saturating_add_signed(by)).min(last));
            }
            Self::Pick(pick) => pick.picker.step(by),
            Self::Doubts(doubts) => doubts.step(by),
            Self::Relink(relink) => relink.chosen = moved(relink.chosen, relink.waiting.len()),
            Self::Help(help) => help.top = moved(help.top, help.rows.len()),
            Self::Ask(ask) if ask.shown.is_empty() => ask.chosen = moved(ask.chosen, ask.answers.len()),
            Self::Ask(ask) => ask.top = moved(ask.top, ask.shown.len()),
            Self::Page(page) => page.top = moved(page.top, page.lines.len()),
            Self::Choice(choice) => choice.chosen = moved(choice.chosen, choice.rows.len()),
            Self::Stats(table) => table.top = moved(table.top, table.tags.len()),
        }
    }
}
