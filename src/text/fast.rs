//! The fast path of preparing: Han, their punctuation, and plain numbers and words between them by their bytes.
//!
//! Everything else goes through the exact path, in islands wide enough that nothing outside matters to them.
//! Tested equal to the exact path on arbitrary text.

use super::breaks::{Level, Rank};
use super::numbers;
use super::prepare::Prepared;
use super::quotes::Parity;
use super::widths::{Group, Widths};

/// How many plain signs in a row end an island: more than the longest unit, so that no number is cut from its own.
const SHORE: usize = 8;

/// A character whose rank follows from itself and the plain sign before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Han,
    Stop,
    Opener,
}

/// The rank before a plain sign that follows another.
fn between(before: Option<Sign>, sign: Sign) -> Rank {
    if sign == Sign::Stop || before == Some(Sign::Opener) { Rank::Against } else { Rank::Allowed }
}

/// Fills an empty paragraph; for levels that keep words together.
pub(super) fn fill(out: &mut Prepared, text: &str, widths: Widths, level: Level, parity: &mut Parity) {
    out.reserve(text.len());
    let mut filler = Filler { text, bytes: text.as_bytes(), widths, level, out, parity, before: None, at: 0 };
    while filler.at < filler.bytes.len() {
        if !(filler.han() || filler.mark() || filler.token() || filler.pair()) {
            filler.island();
        }
    }
}

struct Filler<'t> {
    text: &'t str,
    bytes: &'t [u8],
    widths: Widths,
    level: Level,
    out: &'t mut Prepared,
    parity: &'t mut Parity,
    /// The plain sign before, `None` at the start and after anything else.
    before: Option<Sign>,
    at: usize,
}

impl Filler<'_> {
    /// A run of Han.
    #[inline]
    fn han(&mut self) -> bool {
        let count = han_run(self.bytes, self.at);
        if count == 0 {
            return false;
        }
        self.out.push_run(self.at, count, between(self.before, Sign::Han));
        self.at += 3 * count;
        self.before = Some(Sign::Han);
        true
    }

    /// One mark of punctuation.
    #[inline]
    fn mark(&mut self) -> bool {
        let Some(sign) = plain_mark(self.bytes, self.at) else { return false };
        let quote = self.bytes.get(self.at) == Some(&0xE2);
        let cells = if quote { self.widths.group_cells(Group::Quotes) } else { 2 };
        self.out.push(self.at, if cells == 1 { 1 } else { 2 }, between(self.before, sign));
        self.at += 3;
        self.before = Some(sign);
        true
    }

    /// A number or a word of ASCII letters and digits between plain signs.
    fn token(&mut self) -> bool {
        let Some(end) = token_end(self.bytes, self.at) else { return false };
        let before = self.bytes.get(self.at.wrapping_sub(3)..self.at).unwrap_or_default();
        if (self.at > 0 && self.before.is_none()) || before == "’".as_bytes() {
            return false;
        }
        let number = self.bytes.get(end - 1).is_some_and(u8::is_ascii_digit);
        let glued = if number { numbers::unit_chars(self.text.get(end..).unwrap_or("")) } else { 0 };
        let mut after = end + self.multipliers(end, number);
        if after < self.bytes.len() && plain_sign(self.bytes, after).is_none() {
            return false;
        }
        let first = self.out.filled();
        for at in self.at..end {
            let byte = self.bytes.get(at).copied().unwrap_or_default();
            let rank = if matches!(byte, b'.' | b',' | b'%') {
                Rank::Against
            } else if at > self.at {
                Rank::Word
            } else {
                between(self.before, Sign::Han)
            };
            self.out.push(at, 1, rank);
        }
        if before == "第".as_bytes() && self.bytes.get(self.at).is_some_and(u8::is_ascii_digit) {
            self.out.soften(first);
        }
        (self.at, self.before) = (end, None);
        after = end;
        for _ in 0..glued {
            self.out.push(after, 2, Rank::Soft);
            after += 3;
            self.before = Some(Sign::Han);
        }
        self.at = after;
        if glued == 0 {
            self.first_after();
        }
        true
    }

    /// The bytes of multipliers after a number.
    fn multipliers(&self, end: usize, number: bool) -> usize {
        let rest = self.text.get(end..).filter(|_| number).unwrap_or("");
        rest.chars().take_while(|&c| numbers::is_multiplier(c)).map(char::len_utf8).sum()
    }

    /// —— or …… between plain signs, and · between Han.
    fn pair(&mut self) -> bool {
        let Some(rest) = self.bytes.get(self.at..) else { return false };
        let dot = rest.starts_with("·".as_bytes());
        let dash = rest.starts_with("——".as_bytes());
        if !(dot || dash || rest.starts_with("……".as_bytes())) || self.before.is_none() {
            return false;
        }
        let length = if dot { 2 } else { 6 };
        let next = plain_sign(self.bytes, self.at + length);
        if next.is_none() || (dot && (self.before != Some(Sign::Han) || next != Some(Sign::Han))) {
            return false;
        }
        let group = if dot {
            Group::Latin1
        } else if dash {
            Group::Dashes
        } else {
            Group::Ellipses
        };
        let cells = if self.widths.group_cells(group) == 1 { 1 } else { 2 };
        let start =
            if dash && self.level < Level::Strict { between(self.before, Sign::Han) } else { Rank::Against };
        self.out.push(self.at, cells, start);
        if !dot {
            self.out.push(self.at + 3, cells, Rank::Halves);
        }
        self.at += length;
        self.before = None;
        self.first_after();
        true
    }

    /// The plain sign after a token or pair, which knows no plain sign before it.
    fn first_after(&mut self) {
        if let Some(sign) = plain_sign(self.bytes, self.at) {
            let quote = self.bytes.get(self.at) == Some(&0xE2);
            let cells = if quote { self.widths.group_cells(Group::Quotes) } else { 2 };
            self.out.push(self.at, if cells == 1 { 1 } else { 2 }, between(None, sign));
            self.at += 3;
            self.before = Some(sign);
        }
    }

    /// The exact path for everything up to the next shore, the last plain sign before it included.
    fn island(&mut self) {
        let end = shore(self.text, self.at);
        let saved = if self.before.is_some() { self.out.pop() } else { None };
        let start = saved.map_or(self.at, |(start, _)| start);
        let first = self.out.filled();
        self.out.append_exactly(self.text, start..end, self.widths, self.level, self.parity);
        if let Some((_, rank)) = saved {
            self.out.set_rank(first, rank);
        }
        self.at = end;
        self.before = end.checked_sub(3).and_then(|last| plain_sign(self.bytes, last));
    }
}

/// The number of Han characters (U+4E00–9FFF) in a row from here on.
#[inline]
fn han_run(bytes: &[u8], at: usize) -> usize {
    let chars = bytes.get(at..).unwrap_or_default().chunks_exact(3);
    chars.take_while(|one| is_han(one)).count()
}

/// Whether three bytes are a character of U+4E00–9FFF.
#[inline]
fn is_han(one: &[u8]) -> bool {
    match one {
        [lead, second, _] => lead.wrapping_sub(0xE5) < 5 || (*lead == 0xE4 && *second >= 0xB8),
        _ => false,
    }
}

/// The punctuation mark here, when it is one of those whose meaning no neighbour changes.
#[inline]
fn plain_mark(bytes: &[u8], at: usize) -> Option<Sign> {
    let &[lead, second, third] = <&[u8; 3]>::try_from(bytes.get(at..at + 3)?).ok()?;
    match (lead, second, third) {
        // 〈 to 】, 〔 to 〗
        (0xE3, 0x80, 0x88..=0x91 | 0x94..=0x97) if third % 2 == 0 => Some(Sign::Opener),
        // （, ‘ “
        (0xEF, 0xBC, 0x88) | (0xE2, 0x80, 0x98 | 0x9C) => Some(Sign::Opener),
        // 、 。 and closers, ！ ） ， ： ； ？, ”
        (0xE3, 0x80, 0x81 | 0x82 | 0x88..=0x91 | 0x94..=0x97)
        | (0xEF, 0xBC, 0x81 | 0x89 | 0x8C | 0x9A | 0x9B | 0x9F)
        | (0xE2, 0x80, 0x9D) => Some(Sign::Stop),
        _ => None,
    }
}

#[inline]
fn plain_sign(bytes: &[u8], at: usize) -> Option<Sign> {
    if bytes.get(at..at + 3).is_some_and(is_han) { Some(Sign::Han) } else { plain_mark(bytes, at) }
}

/// The end of letters and digits, with `.` and `,` between digits and a `%` after one.
fn token_end(bytes: &[u8], start: usize) -> Option<usize> {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    if !byte(start).is_ascii_alphanumeric() {
        return None;
    }
    let mut at = start;
    loop {
        if byte(at).is_ascii_alphanumeric() {
            at += 1;
        } else if matches!(byte(at), b'.' | b',')
            && byte(at - 1).is_ascii_digit()
            && byte(at + 1).is_ascii_digit()
        {
            at += 2;
        } else {
            break;
        }
    }
    let percent = byte(at) == b'%' && byte(at - 1).is_ascii_digit();
    Some(at + usize::from(percent))
}

/// The end of the next [`SHORE`] plain signs in a row (multipliers of numbers not counted), or of the text.
fn shore(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut count = 0;
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        if plain_sign(bytes, start + at).is_none() {
            count = 0;
        } else if !numbers::is_multiplier(c) {
            count += 1;
        }
        if count == SHORE {
            return start + at + c.len_utf8();
        }
    }
    text.len()
}
