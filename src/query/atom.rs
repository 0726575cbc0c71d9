//! The smallest questions of a query, and how each is written.

use std::fmt;

use super::date::DateRange;
use super::term::{Mode, Term};
use crate::words::Status;

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub enum Atom {
    /// Words in the text.
    Text(Term),
    /// `tag:`
    Tag(TagWanted),
    /// `zone:`, anywhere in its name.
    Zone(Term),
    /// `author:`, the annotator's slug or shown name.
    Author(Term),
    /// `note:`, words in a note.
    Note(Term),
    /// `has:`
    Has(Has),
    /// `is:`
    Is(Is),
    /// `status:`
    Status(Status),
    /// `date:`
    Date(DateRange),
}

impl Atom {
    /// The words that it asks a text for.
    pub(super) fn words(&self) -> Option<&Term> {
        match self {
            Self::Text(term) => Some(term),
            Self::Tag(_)
            | Self::Zone(_)
            | Self::Author(_)
            | Self::Note(_)
            | Self::Has(_)
            | Self::Is(_)
            | Self::Status(_)
            | Self::Date(_) => None,
        }
    }

    /// Whether an answer needs the marks.
    pub(super) fn needs_marks(&self) -> bool {
        match self {
            Self::Tag(_) | Self::Author(_) | Self::Note(_) | Self::Status(_) => true,
            Self::Has(has) => matches!(has, Has::Note | Has::Tag | Has::Mark),
            Self::Is(is) => !matches!(is, Is::Head | Is::Body | Is::Subhead | Is::Caption),
            Self::Text(_) | Self::Zone(_) | Self::Date(_) => false,
        }
    }

    /// Whether an answer needs the body of an article.
    pub(super) fn needs_text(&self) -> bool {
        match self {
            Self::Zone(_) | Self::Date(_) => false,
            Self::Has(has) => matches!(has, Has::Subhead),
            Self::Text(_)
            | Self::Tag(_)
            | Self::Author(_)
            | Self::Note(_)
            | Self::Is(_)
            | Self::Status(_) => true,
        }
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(term) => write_term(f, term, true),
            Self::Tag(wanted) => {
                f.write_str("tag:")?;
                write_word(f, wanted.name())
            }
            Self::Zone(term) => write_field(f, "zone:", term),
            Self::Author(term) => write_field(f, "author:", term),
            Self::Note(term) => write_field(f, "note:", term),
            Self::Has(has) => write!(f, "has:{}", has.name()),
            Self::Is(is) => write!(f, "is:{}", is.name()),
            Self::Status(status) => write!(f, "status:{}", status.name()),
            Self::Date(range) => write!(f, "date:{range}"),
        }
    }
}

fn write_field(f: &mut fmt::Formatter<'_>, name: &str, term: &Term) -> fmt::Result {
    f.write_str(name)?;
    write_term(f, term, false)
}

/// A term as it is typed; in the open a word may need quotes that it does not need behind a field's name.
fn write_term(f: &mut fmt::Formatter<'_>, term: &Term, in_the_open: bool) -> fmt::Result {
    match term.mode() {
        Mode::Exact => {
            f.write_str("exact:")?;
            // Only the quotes and slashes of ASCII mean something to it.
            let is_wide = term.words().starts_with(['－', '“', '”', '＂', '／']);
            let is_plain = !term.words().contains(|c: char| c.is_whitespace() || matches!(c, '|' | '｜'));
            if is_wide && is_plain { f.write_str(term.words()) } else { write_word(f, term.words()) }
        }
        Mode::Pattern => write!(f, "/{}/", term.words()),
        Mode::Folded if in_the_open && term.words().contains([':', '：']) => write_quoted(f, term.words()),
        Mode::Folded => write_word(f, term.words()),
    }
}

/// A word bare where it can be read so again, else in quotes.
fn write_word(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    let is_bare = !word.is_empty()
        && !word.starts_with(['-', '－', '"', '“', '”', '＂', '/', '／'])
        && !word.starts_with("exact:")
        && !word.contains(|c: char| c.is_whitespace() || matches!(c, '|' | '｜' | '"' | '\\'));
    if is_bare { f.write_str(word) } else { write_quoted(f, word) }
}

fn write_quoted(f: &mut fmt::Formatter<'_>, word: &str) -> fmt::Result {
    write!(f, "\"{}\"", word.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A tag asked for: a full path, a leaf or an alias, and every tag below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagWanted {
    name: String,
    path: Option<String>,
}

impl TagWanted {
    /// A tag by the name that was typed.
    pub fn new(name: &str) -> Self {
        Self { name: name.to_owned(), path: None }
    }

    /// The name as typed.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Settles which tag is meant.
    pub(super) fn set_path(&mut self, path: &str) {
        self.path = Some(path.to_owned());
    }

    /// Whether a tag is the one wanted or stands below it. Before [`super::Query::with_tags_of`] a bare name is any part of
    /// a path.
    pub fn matches(&self, tag: &str) -> bool {
        let at_or_below = |path: &str, tag: &str| {
            tag.strip_prefix(path).is_some_and(|below| below.is_empty() || below.starts_with('/'))
        };
        match &self.path {
            Some(path) => at_or_below(path, tag),
            None => std::iter::successors(Some(tag), |rest| rest.split_once('/').map(|(_, below)| below))
                .any(|rest| at_or_below(&self.name, rest)),
        }
    }
}

/// Makes an enum of words in both languages: the first name is the one that is written.
macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $( $(#[$own:meta])* $variant:ident $english:literal $chinese:literal; )* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $type { $( $(#[$own])* $variant, )* }

        impl $type {
            /// All of them.
            pub const ALL: &[Self] = &[$( Self::$variant, )*];

            /// The word for it.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $english, )* }
            }

            /// Reads the word in either language.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $( $english | $chinese => Some(Self::$variant), )* _ => None }
            }
        }
    };
}

words! {
    /// What an article, a paragraph or a mark may have.
    Has {
        /// A mark with words of its own.
        Note "note" "批注";
        /// A mark with a tag.
        Tag "tag" "标签";
        /// Any mark.
        Mark "mark" "标记";
        /// A date in the article's head.
        Date "date" "日期";
        /// A reporter or author in the article's head.
        Byline "byline" "署名";
        /// A deck.
        Deck "deck" "副题";
        /// A kicker.
        Kicker "kicker" "引题";
        /// A picture's caption.
        Caption "caption" "图说";
        /// A subhead.
        Subhead "subhead" "小标题";
    }
}

words! {
    /// What an article, a paragraph or a mark may be.
    Is {
        /// Read by the annotator.
        Read "read" "已读";
        /// Not read by the annotator.
        Unread "unread" "未读";
        /// Marked by somebody.
        Marked "marked" "已批注";
        /// Marked by nobody.
        Unmarked "unmarked" "未批注";
        /// Starred on this machine.
        Starred "starred" "加星";
        /// A mark without one place in today's text.
        Orphan "orphan" "失锚";
        /// A mark with several candidates.
        Ambiguous "ambiguous" "歧义";
        /// A mark whose paragraph was changed.
        Edited "edited" "已改";
        /// A mark found elsewhere.
        Moved "moved" "移位";
        /// A mark found where it was.
        Exact "exact" "原位";
        /// A mark that waits for a word about its place.
        Unsure "unsure" "待定";
        /// The head of an article.
        Head "head" "题";
        /// A paragraph of the body.
        Body "body" "正文";
        /// A subhead.
        Subhead "subhead" "小标题";
        /// A caption.
        Caption "caption" "图说";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_wanted_with_all_below_it() {
        let wanted = |name: &str, tag: &str| TagWanted::new(name).matches(tag);
        assert!(wanted("主题", "主题/招商引资"));
        assert!(wanted("招商引资", "主题/招商引资"));
        assert!(wanted("主题/招商引资", "主题/招商引资/外资"));
        assert!(!wanted("招商", "主题/招商引资"));
        let mut settled = TagWanted::new("亮点");
        settled.set_path("价值/亮点");
        assert!(settled.matches("价值/亮点") && !settled.matches("主题/亮点"));
    }
}
