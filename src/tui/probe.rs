//! What this terminal says about widths: the question, and a state machine that reads its answers.
//!
//! Nothing here reads or writes; [`ask()`] does. To be asked before any event reader exists, which would swallow
//! the replies.

mod ask;
mod keys;
mod memory;
mod words;

pub use ask::{Asked, ask, ask_background, can_answer, patience};
pub use keys::events;
pub use memory::{Remembered, recall, remember};
pub use words::{name, sentences};

use crate::text::{Group, Widths};

/// The row that glyphs are measured on (1-based); a report about another row is a key that was typed.
const ROW: u16 = 3;

/// What is written at once: each glyph on a cleared row with a question for the cursor, the background colour,
/// grapheme clustering, and device attributes, which every terminal answers, as the end.
pub fn question() -> Vec<u8> {
    let mut bytes = Vec::new();
    for group in Group::ALL {
        bytes.extend_from_slice(format!("\x1b[{ROW};1H\x1b[2K{}\x1b[6n", group.glyph()).as_bytes());
    }
    bytes.extend_from_slice(format!("\x1b[{ROW};1H\x1b[2K\x1b]11;?\x1b\\\x1b[?2027$p\x1b[c").as_bytes());
    bytes
}

/// The question for the background colour alone, with its end.
pub fn background_question() -> Vec<u8> {
    b"\x1b]11;?\x1b\\\x1b[c".to_vec()
}

/// What a terminal answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// Cells of each group's glyph, in the order of [`Group::ALL`], as far as they came.
    pub cells: Vec<u16>,
    /// The background colour, red, green, blue.
    pub background: Option<(u8, u8, u8)>,
    /// The report on mode 2027 (grapheme clusters): 0 unknown, 1 or 3 set, 2 or 4 reset.
    pub clustering: Option<u8>,
    /// Whether the last question was answered.
    pub complete: bool,
}

impl Answers {
    /// The policy that follows: unknown as soon as anything is missing.
    pub fn widths(&self) -> Widths {
        if self.cells.len() != Group::ALL.len() || self.cells.iter().any(|cells| !matches!(cells, 1 | 2)) {
            return Widths::unknown();
        }
        let pairs = Group::ALL.iter().zip(&self.cells);
        let narrow: Vec<Group> = pairs.filter(|(_, cells)| **cells == 1).map(|(group, _)| *group).collect();
        Widths::mixed(&narrow)
    }

    /// Whether nothing at all came back.
    pub fn is_silent(&self) -> bool {
        *self == Self::default()
    }
}

/// Reads bytes in whatever pieces they come: answers out, everything else is what the user typed.
#[derive(Debug, Clone, Default)]
pub struct Replies {
    answers: Answers,
    typed: Vec<u8>,
    /// The beginning of a sequence whose end has not come.
    pending: Vec<u8>,
}

impl Replies {
    /// Takes more bytes; `true` when the last answer is in.
    pub fn feed(&mut self, bytes: &[u8]) -> bool {
        for &byte in bytes {
            self.pending.push(byte);
            match extent(&self.pending) {
                Extent::Open => {}
                Extent::Whole => {
                    let sequence = std::mem::take(&mut self.pending);
                    if !self.answer(&sequence) {
                        self.typed.extend_from_slice(&sequence);
                    }
                }
                // A new escape inside an unfinished sequence: what came before was typed.
                Extent::Restart(kept) => {
                    let kept = self.pending.split_off(self.pending.len() - kept);
                    self.typed.extend(std::mem::replace(&mut self.pending, kept));
                }
            }
        }
        self.answers.complete
    }

    /// The answers, and the bytes that were typed meanwhile, in order.
    pub fn finish(mut self) -> (Answers, Vec<u8>) {
        self.typed.append(&mut self.pending);
        (self.answers, self.typed)
    }

    /// Takes a whole sequence if it is an answer.
    fn answer(&mut self, sequence: &[u8]) -> bool {
        let Ok(text) = std::str::from_utf8(sequence) else { return false };
        if let Some(place) = text.strip_prefix("\x1b[").and_then(|rest| rest.strip_suffix('R')) {
            return self.cursor(place);
        }
        if let Some(mode) = text.strip_prefix("\x1b[?2027;").and_then(|rest| rest.strip_suffix("$y")) {
            self.answers.clustering = mode.parse().ok();
            return true;
        }
        if let Some(color) = text.strip_prefix("\x1b]11;") {
            self.answers.background = color_of(color);
            return true;
        }
        if text.starts_with("\x1b[?") && text.ends_with('c') {
            self.answers.complete = true;
            return true;
        }
        false
    }

    fn cursor(&mut self, place: &str) -> bool {
        let Some((row, column)) = place.split_once(';') else { return false };
        let (Ok(row), Ok(column)) = (row.parse::<u16>(), column.parse::<u16>()) else { return false };
        let awaited = row == ROW && self.answers.cells.len() < Group::ALL.len();
        if awaited {
            self.answers.cells.push(column.saturating_sub(1));
        }
        awaited
    }
}

/// How much of a sequence the bytes are.
enum Extent {
    Open,
    Whole,
    /// Only its last bytes begin something.
    Restart(usize),
}

/// Sequences end as ECMA-48 says; other bytes stand for themselves.
fn extent(bytes: &[u8]) -> Extent {
    const ESC: u8 = 0x1b;
    let last = bytes.last().copied().unwrap_or_default();
    match bytes {
        [ESC] | [ESC, b'[' | b']' | b'O'] => Extent::Open,
        [ESC, ESC] | [ESC, b'O', ESC] => Extent::Restart(1),
        [ESC, b']', .., ESC, after] if *after != b'\\' => Extent::Restart(2),
        [ESC, b']', ..] => {
            if last == 0x07 || bytes.ends_with(b"\x1b\\") {
                Extent::Whole
            } else {
                Extent::Open
            }
        }
        [ESC, b'[', ..] if last == ESC => Extent::Restart(1),
        [ESC, b'[', ..] if !(0x40..=0x7e).contains(&last) => Extent::Open,
        _ => Extent::Whole,
    }
}

/// `rgb:rrrr/gggg/bbbb` with one to four digits each.
fn color_of(reply: &str) -> Option<(u8, u8, u8)> {
    let reply = reply.trim_end_matches(['\x07', '\\', '\x1b']);
    let body = reply.strip_prefix("rgb:").or_else(|| reply.strip_prefix("rgba:"))?;
    let mut parts = body.split('/').map(|part| {
        let value = u32::from_str_radix(part, 16).ok()?;
        let most = 16u32.checked_pow(u32::try_from(part.len()).ok()?)?.checked_sub(1)?;
        u8::try_from(value * 255 / most).ok()
    });
    Some((parts.next()??, parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests;
