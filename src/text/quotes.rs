//! K6: which quotation marks open, which close, and which are apostrophes, before lines are broken.
//!
//! Without it UAX #14 takes “…” for unbreakable on both sides.

use std::borrow::Cow;
use std::ops::Range;

use super::kinds::Kind;
use super::prepare::Piece;

/// How many straight quotes came before, in a paragraph that is looked at piece by piece.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Parity {
    doubles: usize,
    singles: usize,
}

impl Parity {
    /// The count after a range of a text, whose neighbours decide which quotes count.
    pub(super) fn after(mut self, text: &str, bytes: Range<usize>) -> Self {
        for at in memchr::memchr2_iter(b'"', b'\'', text.as_bytes().get(bytes.clone()).unwrap_or_default()) {
            let at = bytes.start + at;
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            let after = text.get(at + 1..).and_then(|tail| tail.chars().next());
            let single = text.as_bytes().get(at) == Some(&b'\'');
            let count = if single { &mut self.singles } else { &mut self.doubles };
            let kind = |c: Option<char>| c.map(Kind::of);
            *count += usize::from(counts(single, kind(before), kind(after), *count));
        }
        self
    }
}

/// Whether a straight quote is one of a pair: apostrophes and inch marks are not.
fn counts(single: bool, before: Option<Kind>, after: Option<Kind>, count: usize) -> bool {
    let digit = |kind| kind == Some(Kind::Digit);
    let word = |kind| digit(kind) || kind == Some(Kind::Latin);
    let apostrophe = single && word(before) && word(after);
    let inches = digit(before) && count.is_multiple_of(2);
    !apostrophe && !inches
}

/// Turns every quotation mark among the pieces into an opener, a closer, or nothing special.
pub(super) fn resolve(text: &str, pieces: &mut [Piece], parity: &mut Parity) {
    for index in 0..pieces.len() {
        let Some(piece) = pieces.get(index) else { break };
        let before = index.checked_sub(1).and_then(|last| pieces.get(last));
        let after = pieces.get(index + 1);
        let kind = if piece.kind == Kind::RightSingle {
            if is_latin(before) && is_latin(after) { Kind::Other } else { Kind::Closer }
        } else if piece.kind == Kind::Straight {
            let single = text.as_bytes().get(piece.start) == Some(&b'\'');
            let count = if single { &mut parity.singles } else { &mut parity.doubles };
            straight(text, single, before, after, count)
        } else {
            continue;
        };
        if let Some(piece) = pieces.get_mut(index) {
            piece.kind = kind;
        }
    }
}

/// What a straight quote is: beside Han they pair by parity; apostrophes and inch marks do not count.
fn straight(
    text: &str,
    single: bool,
    before: Option<&Piece>,
    after: Option<&Piece>,
    count: &mut usize,
) -> Kind {
    let kind = |piece: Option<&Piece>| piece.map(|piece| piece.kind);
    if !counts(single, kind(before), kind(after), *count) {
        return Kind::Other;
    }
    *count += 1;
    if !beside_han(text, before) && !beside_han(text, after) {
        return Kind::Other;
    }
    if *count % 2 == 1 { Kind::Opener } else { Kind::Closer }
}

fn is_latin(piece: Option<&Piece>) -> bool {
    piece.is_some_and(|piece| piece.kind == Kind::Latin)
}

/// Whether a neighbour is Han, kana, Hangul or a mark of their scripts.
fn beside_han(text: &str, piece: Option<&Piece>) -> bool {
    let Some(piece) = piece else { return false };
    let base = text.get(piece.start..).and_then(|rest| rest.chars().next());
    base.is_some_and(|c| c >= '\u{2E80}' && !matches!(piece.kind, Kind::Space | Kind::Hidden | Kind::Newline))
        || matches!(piece.kind, Kind::Dash | Kind::Ellipsis | Kind::Han)
        || (matches!(piece.kind, Kind::Opener | Kind::Closer) && base.is_some_and(|c| c >= '\u{2000}'))
}

/// The text as UAX #14 is to see it, resolved quotes as brackets, and for each replaced piece its start and
/// the bytes by which it grew.
pub(super) fn as_brackets<'t>(text: &'t str, pieces: &[Piece]) -> (Cow<'t, str>, Vec<(usize, usize)>) {
    let mut seen = String::new();
    let mut grown = Vec::new();
    let mut copied = 0;
    for piece in pieces {
        if !matches!(piece.kind, Kind::Opener | Kind::Closer) {
            continue;
        }
        let bracket = if piece.kind == Kind::Opener { '「' } else { '」' };
        let quote = text.get(piece.start..).and_then(|rest| rest.chars().next());
        let Some(quote) =
            quote.filter(|c| matches!(c, '“' | '”' | '‘' | '’' | '"' | '\'' | '«' | '»' | '‹' | '›'))
        else {
            continue;
        };
        seen.push_str(text.get(copied..piece.start).unwrap_or(""));
        seen.push(bracket);
        copied = piece.start + quote.len_utf8();
        grown.push((piece.start, bracket.len_utf8() - quote.len_utf8()));
    }
    if grown.is_empty() {
        return (Cow::Borrowed(text), grown);
    }
    seen.push_str(text.get(copied..).unwrap_or(""));
    (Cow::Owned(seen), grown)
}
