//! How many cells a cluster takes: the one home of widths in the whole program (R1–R4).
//!
//! Knows nothing of line breaks.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

use super::ambiguous;
use super::clean::{self, Clean, clusters};

/// The kinds of ambiguous characters (EAW=A) that a terminal may treat differently; each has a glyph that
/// the probe measures for all of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// “ ” ‘ ’
    Quotes,
    /// — – and other dashes.
    Dashes,
    /// … ‥
    Ellipses,
    /// · and the rest of Latin-1.
    Latin1,
    /// ① and other enclosed signs.
    Enclosed,
    /// ℃, arrows, mathematics, shapes and every other symbol.
    Symbols,
    /// Greek, Cyrillic and accented Latin letters.
    Letters,
    /// Box drawing and blocks.
    Boxes,
}

impl Group {
    /// All of them, in the order of the probe.
    pub const ALL: [Self; 8] = [
        Self::Quotes,
        Self::Dashes,
        Self::Ellipses,
        Self::Latin1,
        Self::Enclosed,
        Self::Symbols,
        Self::Letters,
        Self::Boxes,
    ];

    /// The glyph that is measured for the group.
    pub fn glyph(self) -> char {
        match self {
            Self::Quotes => '“',
            Self::Dashes => '—',
            Self::Ellipses => '…',
            Self::Latin1 => '·',
            Self::Enclosed => '①',
            Self::Symbols => '℃',
            Self::Letters => 'Ω',
            Self::Boxes => '─',
        }
    }

    /// The group of an ambiguous character. Private use follows the symbols.
    pub fn of(c: char) -> Self {
        match c {
            '\u{2018}'..='\u{201F}' => Self::Quotes,
            '\u{2010}'..='\u{2016}' => Self::Dashes,
            '\u{2024}'..='\u{2027}' => Self::Ellipses,
            '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{1FFF}' => Self::Letters,
            '\u{A0}'..='\u{BF}' | '×' | '÷' => Self::Latin1,
            '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{1F100}'..='\u{1F1AD}' => Self::Enclosed,
            '\u{2500}'..='\u{259F}' => Self::Boxes,
            _ => Self::Symbols,
        }
    }

    fn bit(self) -> u8 {
        1 << (self as u8)
    }
}

/// The policy for ambiguous characters: which of them take two cells (R2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Widths {
    /// One bit a [`Group`]: set when its characters take two cells.
    wide: u8,
    /// Whether somebody measured or said so; else two cells are only reserved.
    known: bool,
}

impl Widths {
    /// Every ambiguous character takes one cell.
    pub const fn narrow() -> Self {
        Self { wide: 0, known: true }
    }

    /// Every ambiguous character takes two cells.
    pub const fn wide() -> Self {
        Self { wide: u8::MAX, known: true }
    }

    /// Nobody knows: two cells are reserved for every ambiguous character, and painting anchors it.
    pub const fn unknown() -> Self {
        Self { wide: u8::MAX, known: false }
    }

    /// Character by character: one cell for the kinds named in `narrow`, two for all others.
    pub fn mixed(narrow: &[Group]) -> Self {
        let wide = narrow.iter().fold(u8::MAX, |bits, group| bits & !group.bit());
        Self { wide, known: true }
    }

    /// Whether the terminal is known to draw this group in one cell.
    pub fn is_narrow(&self, group: Group) -> bool {
        self.known && self.wide & group.bit() == 0
    }

    /// Whether every ambiguous character is known to take one cell.
    pub fn all_narrow(&self) -> bool {
        self.known && self.wide == 0
    }

    /// Whether the policy was measured or chosen, not only assumed.
    pub fn is_known(&self) -> bool {
        self.known
    }

    /// The cells reserved for the ambiguous characters of a group.
    pub fn group_cells(&self, group: Group) -> usize {
        if self.wide & group.bit() == 0 { 1 } else { 2 }
    }

    /// A number that differs for policies that lay out differently; a key for caches.
    pub fn key(&self) -> u16 {
        u16::from(self.wide) << 1 | u16::from(self.known)
    }
}

/// Cells of one character as the base of a cluster, drawn as [`Clean`] draws it.
pub(super) fn char_cells(c: char, widths: Widths) -> usize {
    match u32::from(c) {
        0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0xAC00..=0xD7A3 => 2,
        // Two Khmer signs are ligatures to `unicode-width`, one character to UAX #11.
        0x20..=0x7E | 0x17A4 | 0x17D8 => 1,
        0x00..=0x1F | 0x7F..=0x9F | 0x2028 | 0x2029 => clean::picture_cells(c),
        _ if clean::is_hidden(c) => 0,
        _ => {
            let narrow = c.width().unwrap_or(0).min(2);
            if narrow == 1 && ambiguous::is_ambiguous(c) { widths.group_cells(Group::of(c)) } else { narrow }
        }
    }
}

/// Cells of one extended grapheme cluster: 0, 1 or 2, those of its base (R2a); a control character's
/// picture may take more.
pub fn cluster_cells(cluster: &str, widths: &Widths) -> usize {
    let mut chars = cluster.chars();
    let Some(base) = chars.next() else { return 0 };
    let cells = char_cells(base, *widths);
    let Some(second) = chars.next() else { return cells };
    if base == '\r' {
        return cells + char_cells(second, *widths);
    }
    if matches!(second, '\u{FF9E}' | '\u{FF9F}') {
        // Half-width voicing marks belong to the cluster before them and have a cell of their own.
        return (cells + 1).min(2);
    }
    if cells < 2 && is_emoji_sequence(base, second, cluster) { 2 } else { cells }
}

/// Whether a cluster of several characters is drawn as an emoji of two cells.
fn is_emoji_sequence(base: char, second: char, cluster: &str) -> bool {
    match second {
        '\u{FE0F}' => cluster.contains('\u{20E3}') || has_emoji_presentation(base),
        '\u{20E3}' => matches!(base, '0'..='9' | '#' | '*'),
        '\u{1F1E6}'..='\u{1F1FF}' => matches!(base, '\u{1F1E6}'..='\u{1F1FF}'),
        '\u{1F3FB}'..='\u{1F3FF}' => true,
        '\u{200D}' => {
            clean::is_pictographic(base) && cluster.chars().nth(2).is_some_and(clean::is_pictographic)
        }
        _ => false,
    }
}

/// Whether U+FE0F after this character makes an emoji.
fn has_emoji_presentation(base: char) -> bool {
    #[expect(clippy::disallowed_methods, reason = "the one home of widths asks for one known sequence")]
    fn width(text: &str) -> usize {
        unicode_width::UnicodeWidthStr::width(text)
    }
    let mut bytes = [0; 8];
    let length = base.encode_utf8(&mut bytes).len();
    let tail = bytes.get_mut(length..length + 3);
    tail.is_some_and(|tail| {
        '\u{FE0F}'.encode_utf8(tail);
        true
    }) && std::str::from_utf8(bytes.get(..length + 3).unwrap_or_default()).is_ok_and(|text| width(text) == 2)
}

/// Cells of a text as [`Clean`] draws it: the sum over its clusters.
pub fn cells(text: &str, widths: &Widths) -> usize {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return text.len();
    }
    clusters(text).map(|(_, cluster)| cluster_cells(cluster, widths)).sum()
}

/// Whether terminals disagree on the width of this cluster, so that painting must anchor it (R4).
///
/// Ambiguous characters count as long as they are not known to be narrow.
pub fn is_unstable(cluster: &str, widths: &Widths) -> bool {
    let mut chars = cluster.chars();
    let Some(base) = chars.next() else { return false };
    if chars.as_str().is_empty() && (base.is_ascii() || matches!(base, '\u{4E00}'..='\u{9FFF}')) {
        return false;
    }
    let jamo =
        |c: char| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}');
    let private = |c: char| matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..);
    let sequence = |c: char| {
        matches!(c, '\u{FE0E}' | '\u{FE0F}' | '\u{200D}' | '\u{20E3}' | '\u{1F1E6}'..='\u{1F1FF}'
            | '\u{1F3FB}'..='\u{1F3FF}')
            || jamo(c)
    };
    private(base)
        || sequence(base)
        || (!widths.is_narrow(Group::of(base)) && ambiguous::is_ambiguous(base))
        || chars.clone().any(sequence)
        || chars.any(|c| c.width() == Some(1))
        || (base > '\u{FFFF}' && base.width() != Some(2) && !base.is_alphanumeric())
}

/// The mark that says text was cut: `…` where it is known to take one cell, else `>`.
pub fn cut_mark(widths: &Widths) -> &'static str {
    if widths.is_narrow(Group::Ellipses) { "…" } else { ">" }
}

/// A text cut to at most `measure_cells`, the last of them a mark when something was cut off; drawn as
/// [`Clean`] draws it.
pub fn truncate(text: &str, measure_cells: usize, widths: &Widths) -> Clean<'static> {
    let clean = Clean::new(text);
    if cells(text, widths) <= measure_cells {
        return clean.into_owned();
    }
    let mark = cut_mark(widths);
    let room = measure_cells.saturating_sub(cells(mark, widths));
    let mut used = 0;
    let mut end = 0;
    for (start, cluster) in clusters(text) {
        let wide = cluster_cells(cluster, widths);
        if used + wide > room {
            break;
        }
        used += wide;
        end = start + cluster.len();
    }
    let kept = text.get(..end).unwrap_or("");
    Clean::new(&if measure_cells == 0 { String::new() } else { format!("{kept}{mark}") }).into_owned()
}

/// A text cut or filled with spaces to exactly `measure_cells`.
pub fn pad(text: &str, measure_cells: usize, widths: &Widths) -> String {
    let cut = truncate(text, measure_cells, widths);
    let fill = measure_cells.saturating_sub(cells(cut.as_str(), widths));
    let mut padded = Cow::into_owned(Cow::Borrowed(cut.as_str()));
    padded.extend(std::iter::repeat_n(' ', fill));
    padded
}
