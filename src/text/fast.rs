//! The fast path of preparing: Han, kana, their punctuation, and plain numbers and words between them by their bytes.
//!
//! Everything else goes through the exact path, in islands wide enough that nothing outside matters to them.
//! Tested equal to the exact path on arbitrary text.

use super::breaks::{Level, Rank};
use super::numbers;
use super::prepare::Prepared;
use super::quotes::Parity;
use super::signs::{Sign, plain_sign, rank_between};
use super::widths::{Group, Widths};

/// How many plain signs in a row end an island: more than the longest unit, so that no number is cut from its own.
const SHORE: usize = 8;

/// Fills an empty paragraph; for levels that keep words together.
pub(super) fn fill(out: &mut Prepared, text: &str, widths: Widths, level: Level, parity: &mut Parity) {
    out.reserve(text.len());
    let bytes = text.as_bytes();
    let narrow_quotes = widths.group_cells(Group::Quotes) == 1;
    let mut filler =
        Filler { text, bytes, widths, narrow_quotes, level, out, parity, before: None, soft: 0, at: 0 };
    while filler.at < bytes.len() {
        if !(filler.stretch() || filler.words() || filler.pair()) {
            filler.island();
        }
    }
}

struct Filler<'t> {
    text: &'t str,
    bytes: &'t [u8],
    widths: Widths,
    narrow_quotes: bool,
    level: Level,
    out: &'t mut Prepared,
    parity: &'t mut Parity,
    /// The plain sign before, spaces left out; `None` at the start and after anything else.
    before: Option<Sign>,
    /// How many of the next plain signs are glued to the number before them (N2).
    soft: usize,
    at: usize,
}

impl Filler<'_> {
    /// A stretch of plain signs.
    #[inline]
    fn stretch(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let first = self.out.filled();
        let (count, last) = self.out.push_signs(self.at, rest, self.before, self.narrow_quotes);
        if count > 0 {
            let soft = self.soft.min(count);
            (first..first + soft).for_each(|unit| self.out.soften(unit));
            self.soft -= soft;
            self.at += 3 * count;
            self.before = last;
        }
        count > 0
    }

    /// Numbers and words of ASCII letters and digits with single spaces around them, up to a plain sign.
    fn words(&mut self) -> bool {
        if self.before.is_none() && (self.at > 0 || self.bytes.first() == Some(&b' ')) {
            return false;
        }
        let Some(end) = self.words_end() else { return false };
        while self.at < end {
            if self.bytes.get(self.at) == Some(&b' ') {
                self.out.push_space(self.at);
                self.at += 1;
            } else {
                let word = token_end(self.bytes, self.at).unwrap_or(end);
                self.word(word);
            }
        }
        true
    }

    /// Where the words from here on end; `None` where they meet anything but plain signs, to whose rank they matter.
    fn words_end(&self) -> Option<usize> {
        let mut at = self.at;
        loop {
            let mut number = false;
            if let Some(end) = token_end(self.bytes, at) {
                number = self.bytes.get(end - 1).is_some_and(u8::is_ascii_digit);
                at = end;
            }
            if self.bytes.get(at) == Some(&b' ') {
                at += 1;
                if self.bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
                    continue;
                }
            }
            let plain = |at| at == self.bytes.len() || plain_sign(self.bytes, at).is_some();
            if at == self.at || !plain(at) {
                return None;
            }
            // UAX #14 looks through a closing mark after a number (LB25).
            let end = self.bytes.len();
            if number && at < end && at + 3 < end && !self.goes_on(at + 3) {
                return None;
            }
            // A number is glued to its unit, whatever stands between them.
            let unit = if number { at + numbers::multiplier_bytes(self.text, at) } else { at };
            return (unit == at || plain(unit)).then_some(at);
        }
    }

    /// Whether a plain sign or a word stands at a byte.
    fn goes_on(&self, at: usize) -> bool {
        plain_sign(self.bytes, at).is_some()
            || self.bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b' ')
    }

    /// One number or word up to a byte.
    fn word(&mut self, end: usize) {
        let token = self.bytes.get(self.at..end).unwrap_or_default();
        let ordinal = token.first().is_some_and(u8::is_ascii_digit)
            && matches!(
                self.bytes.get(..self.at),
                Some([.., 0xE7, 0xAC, 0xAC] | [.., 0xE7, 0xAC, 0xAC, b' '])
            );
        let first =
            rank_between(self.before, Sign::HAN).max(if ordinal { Rank::Soft } else { Rank::Allowed });
        self.out.push_token(self.at, token, first);
        (self.at, self.before) = (end, None);
        if token.last().is_some_and(u8::is_ascii_digit) {
            let rest = self.text.get(end..).unwrap_or_default();
            self.soft = numbers::unit_chars(rest.strip_prefix(' ').unwrap_or(rest));
        }
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
        if next.is_none() || (dot && (self.before != Some(Sign::HAN) || next != Some(Sign::HAN))) {
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
        let start = if dash && self.level < Level::Strict {
            rank_between(self.before, Sign::HAN)
        } else {
            Rank::Against
        };
        self.out.push(self.at, cells, start);
        if !dot {
            self.out.push(self.at + 3, cells, Rank::Halves);
        }
        self.at += length;
        self.before = None;
        true
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

/// The end of letters and digits, with `.` and `,` between digits and a `%` after one.
#[inline]
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
