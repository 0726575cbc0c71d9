//! Text that is safe to draw: controls as pictures, invisible characters left out, the source untouched.
//!
//! [`Clean`] is the only type that may be drawn or printed; it maps source bytes to drawn bytes and back.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// The most combining marks that one cluster is drawn with.
const MARKS: usize = 8;

/// The extended grapheme clusters (UAX #29) of a text with their byte offsets.
pub fn clusters(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// Why a character is not drawn as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HiddenKind {
    /// C0, DEL or C1: shown as a picture.
    Control,
    /// A bidirectional control: left out.
    Bidi,
    /// A zero-width or other invisible character: left out.
    ZeroWidth,
    /// A tag character: left out.
    Tag,
    /// A combining mark beyond the eighth of its cluster, or without a base: left out.
    Mark,
}

/// A character that is not drawn as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hidden {
    /// Where it stands, in bytes of the source.
    pub offset_bytes: usize,
    /// The character.
    pub character: char,
    /// Why.
    pub kind: HiddenKind,
}

/// One stretch of the source that is drawn otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Edit {
    source: (usize, usize),
    drawn: (usize, usize),
}

/// A text and the way it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean<'a> {
    source: Cow<'a, str>,
    /// `None` when the source is drawn as it is.
    drawn: Option<String>,
    edits: Vec<Edit>,
    hidden: Vec<Hidden>,
}

impl<'a> Clean<'a> {
    /// Looks a text through, once.
    pub fn new(source: &'a str) -> Self {
        let source = Cow::Borrowed(source);
        if is_plain(&source) {
            return Self { source, drawn: None, edits: Vec::new(), hidden: Vec::new() };
        }
        let mut washed = Washed::default();
        for (offset, cluster) in clusters(&source) {
            washed.cluster(offset, cluster);
        }
        let drawn = (!washed.edits.is_empty()).then_some(washed.drawn);
        Self { source, drawn, edits: washed.edits, hidden: washed.hidden }
    }

    /// The same without borrowing.
    pub fn into_owned(self) -> Clean<'static> {
        let Self { source, drawn, edits, hidden } = self;
        Clean { source: Cow::Owned(source.into_owned()), drawn, edits, hidden }
    }

    /// The source, untouched: all offsets are in it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The whole text as it is drawn or printed.
    pub fn as_str(&self) -> &str {
        self.drawn.as_deref().unwrap_or(&self.source)
    }

    /// How a range of the source is drawn; empty when the range does not stand on character boundaries.
    pub fn drawn(&self, source_bytes: Range<usize>) -> &str {
        let range = self.drawn_at(source_bytes.start)..self.drawn_at(source_bytes.end);
        self.as_str().get(range).unwrap_or("")
    }

    /// The drawn byte offset for a source byte offset; one inside an edited stretch counts as its start.
    pub fn drawn_at(&self, source_byte: usize) -> usize {
        let after = self.edits.partition_point(|edit| edit.source.0 <= source_byte);
        match after.checked_sub(1).and_then(|last| self.edits.get(last)) {
            Some(edit) if source_byte < edit.source.1 => edit.drawn.0,
            Some(edit) => edit.drawn.1 + (source_byte - edit.source.1),
            None => source_byte,
        }
    }

    /// The source byte offset for a drawn byte offset; one inside a picture counts as its start.
    pub fn source_at(&self, drawn_byte: usize) -> usize {
        let after = self.edits.partition_point(|edit| edit.drawn.0 <= drawn_byte);
        match after.checked_sub(1).and_then(|last| self.edits.get(last)) {
            Some(edit) if drawn_byte < edit.drawn.1 => edit.source.0,
            Some(edit) => edit.source.1 + (drawn_byte - edit.drawn.1),
            None => drawn_byte,
        }
    }

    /// Everything that is not drawn as it is, in order, for `check`.
    pub fn hidden(&self) -> &[Hidden] {
        &self.hidden
    }
}

impl std::fmt::Display for Clean<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.as_str())
    }
}

/// The drawn text while it is made.
#[derive(Default)]
struct Washed {
    drawn: String,
    edits: Vec<Edit>,
    hidden: Vec<Hidden>,
}

impl Washed {
    fn cluster(&mut self, offset: usize, cluster: &str) {
        // A mark without a base would be drawn over its neighbour.
        let mut marks = if cluster.chars().next().is_some_and(is_mark) { MARKS } else { 0 };
        let mut previous = None;
        let mut chars = cluster.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|&(_, next)| next);
            let joins =
                c == '\u{200D}' && previous.is_some_and(joins_from) && next.is_some_and(is_pictographic);
            let extends = at > 0 && !joins && !is_pictographic(c) && !matches!(c, '\u{1F1E6}'..='\u{1F1FF}');
            marks += usize::from((extends && !is_hidden(c)) || (at == 0 && is_mark(c)));
            let at = offset + at;
            if is_control(c) {
                self.hide(at, c, (c != '\t' && !is_newline(c)).then_some(HiddenKind::Control), &picture(c));
            } else if is_hidden(c) && !joins {
                self.hide(at, c, Some(hidden_kind(c)), "");
            } else if marks > MARKS {
                self.hide(at, c, Some(HiddenKind::Mark), "");
            } else {
                self.drawn.push(c);
            }
            previous = Some(c);
        }
    }

    fn hide(&mut self, at: usize, character: char, kind: Option<HiddenKind>, picture: &str) {
        let start = self.drawn.len();
        self.drawn.push_str(picture);
        self.edits.push(Edit { source: (at, at + character.len_utf8()), drawn: (start, self.drawn.len()) });
        if let Some(kind) = kind {
            self.hidden.push(Hidden { offset_bytes: at, character, kind });
        }
    }
}

/// Whether the bytes show at a glance that nothing can need an edit.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        at += match lead {
            0x20..=0x7E => 1,
            0xE4..=0xE9 | 0xEB | 0xEC => 3,
            0xE2 | 0xE3 if is_plain_symbol(bytes, at) => 3,
            0xEF if bytes.get(at + 1) == Some(&0xBC) => 3,
            0xC2 if bytes.get(at + 1).is_some_and(|&next| next >= 0xA0 && next != 0xAD) => 2,
            _ => return false,
        };
    }
    true
}

/// Whether the character of U+2000–3FFF here is neither invisible nor a combining mark.
fn is_plain_symbol(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at), bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(0xE2), Some(0x80), Some(&last)) => (0x90..=0xA7).contains(&last) || last >= 0xB0,
        (Some(0xE2), Some(0x81), Some(&last)) => last < 0xA0,
        (Some(0xE2), Some(&middle), _) => middle == 0x82 || (0x84..=0xB2).contains(&middle),
        (Some(0xE3), Some(0x80), Some(&last)) => !(0xAA..=0xAF).contains(&last),
        (Some(0xE3), Some(0x82), Some(&last)) => !(0x99..=0x9A).contains(&last),
        (Some(0xE3), Some(_), _) => true,
        _ => false,
    }
}

/// C0, DEL, C1, and the separators that force a break: everything shown as a picture when it is in a line.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

fn is_newline(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The cells of [`picture`]: none of its characters is ambiguous.
pub(super) fn picture_cells(c: char) -> usize {
    match u32::from(c) {
        0x00..=0x1F | 0x7F => 1,
        0x2028 | 0x2029 => 6,
        _ => 4,
    }
}

/// How a control character is shown.
fn picture(c: char) -> Cow<'static, str> {
    match u32::from(c) {
        0x09 => Cow::Borrowed(" "),
        code @ 0x00..=0x1F => Cow::Owned(char::from_u32(0x2400 + code).unwrap_or('␀').to_string()),
        0x7F => Cow::Borrowed("␡"),
        code => Cow::Owned(format!("‹{code:02X}›")),
    }
}

/// Whether a character is left out when drawn (a joiner inside an emoji is not).
pub(super) fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

fn hidden_kind(c: char) -> HiddenKind {
    match c {
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
            HiddenKind::Bidi
        }
        '\u{E0000}'..='\u{E007F}' => HiddenKind::Tag,
        _ => HiddenKind::ZeroWidth,
    }
}

/// Whether a character takes no cell of its own (the vowels of Hangul are letters).
fn is_mark(c: char) -> bool {
    c.width() == Some(0) && !is_hidden(c) && !matches!(c, '\u{1160}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FF}')
}

/// Whether a joiner after this character may stand inside an emoji.
fn joins_from(c: char) -> bool {
    is_pictographic(c) || matches!(c, '\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{20E3}')
}

/// Whether a character may be part of an emoji joined by U+200D (the blocks of `Extended_Pictographic`).
pub(super) fn is_pictographic(c: char) -> bool {
    matches!(c, '©' | '®' | '\u{203C}'..='\u{3299}' | '\u{1F000}'..='\u{1FBFF}')
        && !matches!(c, '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' | '\u{302A}'..='\u{302F}')
}
