//! The fast path of preparing: Han, kana and their punctuation by their bytes, ASCII and a few signs between them by
//! their classes.
//!
//! Everything else goes through the exact path, in islands wide enough that nothing outside matters to them.
//! Tested equal to the exact path on arbitrary text.

use super::breaks::{Level, Rank};
use super::class::{Class, between};
use super::numbers;
use super::prepare::{Mark, Prepared};
use super::quotes::Parity;
use super::signs::{Sign, Signs, plain_sign};
use super::widths::{Group, Widths};

/// How many plain signs in a row, behind the unit of a number, end an island.
const SHORE: usize = 3;

/// Fills an empty paragraph; for levels that keep words together.
pub(super) fn fill(out: &mut Prepared, text: &str, widths: Widths, level: Level, parity: &mut Parity) {
    out.reserve(text.len());
    let narrow_quotes = widths.group_cells(Group::Quotes) == 1;
    let place =
        Place { at: 0, before: Sign::HAN, class: Class::Start, soft: 0, is_glued: false, is_spaced: false };
    let (safe, bytes) = ((0, out.mark()), text.as_bytes());
    let mut filler = Filler { text, bytes, widths, narrow_quotes, level, out, parity, place, safe };
    while filler.place.at < text.len() {
        if filler.stretch() {
            filler.safe = (filler.place.at, filler.out.mark());
        } else if !(filler.ascii() || filler.special()) {
            filler.island();
            filler.safe = (filler.place.at, filler.out.mark());
        }
    }
}

/// Where filling stands, and what matters of all before to what follows.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    /// What the plain sign before forbids, spaces left out.
    before: Sign,
    /// What stands before, spaces left out.
    class: Class,
    /// How many of the next plain signs are glued to what is before them (N2, S1).
    soft: usize,
    /// Whether the next plain sign is part of a word.
    is_glued: bool,
    is_spaced: bool,
}

struct Filler<'t> {
    text: &'t str,
    bytes: &'t [u8],
    widths: Widths,
    narrow_quotes: bool,
    level: Level,
    out: &'t mut Prepared,
    parity: &'t mut Parity,
    place: Place,
    /// The last place behind a plain sign, before which nothing matters but that sign.
    safe: (usize, Mark),
}

impl Filler<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    /// Plain signs, up to eight at a time.
    #[inline]
    fn stretch(&mut self) -> bool {
        let Place { at, before, soft, is_glued, .. } = self.place;
        let signs = Signs::read(self.bytes.get(at..).unwrap_or_default());
        let Some(last) = signs.last() else { return false };
        let (first, count) = (self.out.filled(), signs.count());
        self.out.push_signs(at, signs, before, self.narrow_quotes);
        if is_glued {
            self.out.raise(first, Rank::Word);
        }
        let soft_here = soft.min(count);
        (first..first + soft_here).for_each(|unit| self.out.raise(unit, Rank::Soft));
        self.place = Place {
            at: at + 3 * count,
            before: last,
            class: Class::of_sign(last),
            soft: soft - soft_here,
            is_glued: false,
            is_spaced: false,
        };
        true
    }

    /// Words, numbers, marks and spaces of ASCII; false where their classes do not decide.
    fn ascii(&mut self) -> bool {
        let start = self.place.at;
        while let 0x20..=0x7E = self.byte(self.place.at) {
            let at = self.place.at;
            let is_done = match self.byte(at) {
                b' ' => {
                    self.out.push_space(at);
                    (self.place.at, self.place.is_spaced) = (at + 1, true);
                    true
                }
                byte if byte.is_ascii_alphanumeric() => self.word(word_end(self.bytes, at)),
                b'/' if super::urls::Addresses::new(self.text).holds(at) => false,
                byte => Class::of_ascii(byte).is_some_and(|class| self.cluster(1, 1, class)),
            };
            if !is_done {
                return false;
            }
        }
        self.place.at > start && self.meets_sign()
    }

    /// One number or word up to a byte.
    fn word(&mut self, end: usize) -> bool {
        let at = self.place.at;
        let token = self.bytes.get(at..end).unwrap_or_default();
        let class = if self.byte(at).is_ascii_digit() { Class::Digit } else { Class::Letter };
        let Some(mut first) = self.rank(class) else { return false };
        let is_ordinal = class == Class::Digit
            && matches!(self.bytes.get(..at), Some([.., 0xE7, 0xAC, 0xAC] | [.., 0xE7, 0xAC, 0xAC, b' ']));
        if is_ordinal {
            first = first.max(Rank::Soft);
        }
        self.out.push_token(at, token, first);
        self.pass(end, Class::Letter);
        if token.last().is_some_and(u8::is_ascii_digit) {
            self.place.class = Class::Digit;
            let rest = self.text.get(end..).unwrap_or_default();
            self.place.soft = numbers::unit_chars(rest.strip_prefix(' ').unwrap_or(rest));
        }
        true
    }

    /// What stands between plain signs often enough: dashes, ellipses, interpuncts, ①, ℃, ％ and apostrophes.
    fn special(&mut self) -> bool {
        self.sign() && self.meets_sign()
    }

    fn sign(&mut self) -> bool {
        let rest = self.text.get(self.place.at..).unwrap_or_default();
        let cells = |group| if self.widths.group_cells(group) == 1 { 1 } else { 2 };
        let letter = |at: usize| self.byte(at).is_ascii_alphabetic();
        match rest.chars().next() {
            Some('—') if !(self.place.class == Class::Dash && self.place.is_spaced) => {
                self.run("—", cells(Group::Dashes), Class::Dash)
            }
            Some('…') => self.run("…", cells(Group::Ellipses), Class::Free),
            Some('·') => self.push('·'.len_utf8(), cells(Group::Latin1), Rank::Against, Class::Letter),
            Some('～') => self.push(3, 2, Rank::Against, Class::Free),
            Some('％') => self.push(3, 2, Rank::Against, Class::Percent),
            Some('℃' | '‰') => self.push(3, cells(Group::Symbols), Rank::Against, Class::Percent),
            Some('’') if letter(self.place.at.wrapping_sub(1)) && letter(self.place.at + 3) => {
                self.push(3, cells(Group::Quotes), Rank::Word, Class::Letter)
            }
            Some('\u{2460}'..='\u{24FF}') if plain_sign(self.bytes, self.place.at + 3).is_some() => {
                let is_done = self.cluster(3, cells(Group::Enclosed), Class::Letter);
                self.place.soft = 1;
                is_done
            }
            Some(_) | None => false,
        }
    }

    /// A run of — or …: pairs are one unit (P1).
    fn run(&mut self, one: &str, cells: u32, class: Class) -> bool {
        let rest = self.bytes.get(self.place.at..).unwrap_or_default();
        let count = rest.chunks(3).take_while(|chunk| *chunk == one.as_bytes()).count();
        let may_start = class == Class::Dash && count > 1 && self.level < Level::Strict;
        let forbids = self.place.class.forbids_end();
        let first = if may_start && !forbids { Rank::Allowed } else { Rank::Against };
        for nth in 0..count {
            let rank = match nth {
                0 => first,
                _ if nth % 2 == 1 => Rank::Halves,
                _ => Rank::Pairs,
            };
            self.push(3, cells, rank, class);
        }
        true
    }

    /// One cluster whose rank follows from its class.
    fn cluster(&mut self, length: usize, cells: u32, class: Class) -> bool {
        self.rank(class).is_some_and(|rank| self.push(length, cells, rank, class))
    }

    fn push(&mut self, length: usize, cells: u32, rank: Rank, class: Class) -> bool {
        self.out.push(self.place.at, cells, rank);
        self.pass(self.place.at + length, class);
        true
    }

    fn rank(&self, class: Class) -> Option<Rank> {
        between(self.place.class, self.place.is_spaced, class)
    }

    /// Goes on behind a cluster of this class.
    fn pass(&mut self, at: usize, class: Class) {
        let is_first = self.place.is_spaced || self.place.class == Class::Start;
        let class = if class == Class::Hyphen && is_first { Class::HyphenFirst } else { class };
        self.place = Place { at, before: Sign::HAN, class, soft: 0, is_glued: false, is_spaced: false };
    }

    /// Tells the next plain sign what stands before it; false when more than that matters.
    fn meets_sign(&mut self) -> bool {
        let Place { at, class, is_spaced, .. } = self.place;
        let Some(sign) = plain_sign(self.bytes, at) else { return true };
        let next = Class::of_sign(sign);
        // A number before a closing mark matters to what stands behind it (LB25).
        let is_number = matches!(class, Class::Digit | Class::Stop | Class::Solidus);
        if is_number && !is_spaced && next == Class::Free && sign.stops() && self.is_affix(at + 3) {
            return false;
        }
        let is_affix = matches!(class, Class::Percent | Class::Plus);
        if is_affix && !is_spaced && next == Class::Opens {
            return false;
        }
        self.place.before = if class.forbids_end() { Sign::OPENER } else { Sign::HAN };
        self.place.is_glued = class == Class::Plus && !is_spaced;
        true
    }

    /// Whether what stands at a byte may be a prefix of numbers, or hide one that follows.
    fn is_affix(&self, at: usize) -> bool {
        match self.byte(at) {
            b'$' | b'+' | b'\\' => true,
            0x20..=0x7E => false,
            _ => at < self.bytes.len() && plain_sign(self.bytes, at).is_none(),
        }
    }

    /// The exact path from the last safe place to the next shore, the plain sign before it included.
    fn island(&mut self) {
        let (safe, mark) = self.safe;
        self.out.back_to(mark);
        let end = shore(self.text, safe);
        let saved = self.out.pop();
        let start = saved.map_or(safe, |(start, _)| start);
        let first = self.out.filled();
        self.out.append_exactly(self.text, start..end, self.widths, self.level, self.parity);
        if let Some((_, rank)) = saved {
            self.out.set_rank(first, rank);
        }
        let before = end.checked_sub(3).and_then(|last| plain_sign(self.bytes, last)).unwrap_or(Sign::HAN);
        let class = Class::of_sign(before);
        self.place = Place { at: end, before, class, soft: 0, is_glued: false, is_spaced: false };
    }
}

/// The end of letters and digits, with `.` and `,` between digits and apostrophes between letters.
#[inline]
fn word_end(bytes: &[u8], start: usize) -> usize {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let mut at = start + 1;
    loop {
        let (before, here, after) = (byte(at - 1), byte(at), byte(at + 1));
        let is_inner = match here {
            b'.' | b',' => before.is_ascii_digit() && after.is_ascii_digit(),
            b'\'' => after.is_ascii_alphanumeric(),
            _ => false,
        };
        if here.is_ascii_alphanumeric() {
            at += 1;
        } else if is_inner {
            at += 2;
        } else {
            return at;
        }
    }
}

/// The end of the next [`SHORE`] plain signs in a row, those glued to a number not counted, or of the text.
fn shore(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut count, mut wanted, mut has_number) = (0, SHORE, false);
    for (at, c) in text.get(start..).unwrap_or("").char_indices() {
        let at = start + at;
        if plain_sign(bytes, at).is_none() {
            has_number |= c.is_numeric();
            count = 0;
            continue;
        }
        if count == 0 {
            let unit = || numbers::unit_chars(text.get(at..).unwrap_or_default());
            wanted = SHORE + if has_number { unit() } else { 0 };
            has_number = false;
        }
        count += 1;
        if count == wanted {
            return at + c.len_utf8();
        }
    }
    text.len()
}
