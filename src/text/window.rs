//! Lines of a paragraph of any length, only those that are looked at.
//!
//! A reading place is a byte offset. [`Wrapped`] lays out forward from it, for the rows shown, and backward for
//! the page before. Up to 32 KB a paragraph is laid out from its start, so that the lines are those of
//! [`super::layout()`]. In longer ones a place far from every line start that is known gets a line start of its own
//! near it: what is drawn is right by every rule, only a first line may be shorter after paging back to such a place.
//!
//! ```
//! use pizhu::text::{Level, Widths, Wrapped};
//! let text = "开发区的清晨。".repeat(100_000);
//! let mut wrapped = Wrapped::new(Widths::narrow(), Level::Gb, 72, 4);
//! let top = wrapped.line_at(&text, 1_000_000);           // the line that holds a byte
//! let page = wrapped.lines_from(&text, top.start, 40);   // the rows shown
//! let before = wrapped.lines_before(&text, top.start, 40); // the page before
//! assert_eq!((page.len(), before.len()), (40, 40));
//! ```

use super::breaks::Level;
use super::layout::{Cursor, Line};
use super::prepare::Prepared;
use super::quotes::Parity;
use super::widths::Widths;

/// A paragraph up to this length is laid out from its start.
const WHOLE_BYTES: usize = 32 * 1024;
/// How far a known line start may lie before the place that is looked for.
const REACH_BYTES: usize = 32 * 1024;
/// How far apart remembered line starts are.
const APART_BYTES: usize = 8 * 1024;
/// How far back a place is looked for at which nothing before it matters.
const CONTEXT_BYTES: usize = 2 * 1024;
/// How far apart the places are before which the straight quotes are known.
const PARITY_BYTES: usize = 64 * 1024;

/// A paragraph at one measure. The text is given with every call: it must be the same.
#[derive(Debug, Clone)]
pub struct Wrapped {
    widths: Widths,
    level: Level,
    measure_cells: usize,
    indent_cells: usize,
    /// Some line starts, in order.
    starts: Vec<usize>,
    /// The straight quotes before some offsets, in order.
    parities: Vec<(usize, Parity)>,
    room: Prepared,
    laid_bytes: usize,
}

impl Wrapped {
    /// A paragraph of which no line is known yet.
    pub fn new(widths: Widths, level: Level, measure_cells: usize, indent_cells: usize) -> Self {
        let room = Prepared::default();
        let parities = vec![(0, Parity::default())];
        Self { widths, level, measure_cells, indent_cells, starts: vec![0], parities, room, laid_bytes: 0 }
    }

    /// Lets one 、，。 hang beyond the measure, in [`super::HANGING_CELLS`] that the caller reserves (K7).
    #[must_use]
    pub fn hanging_stops(mut self, hang: bool) -> Self {
        self.room = self.room.hanging_stops(hang);
        self
    }

    /// How many bytes were laid out so far, those laid out again among them.
    pub fn laid_bytes(&self) -> usize {
        self.laid_bytes
    }

    /// Takes another measure: what depends on the text alone is kept, every line start is forgotten.
    pub fn remeasure(&mut self, measure_cells: usize) {
        self.measure_cells = measure_cells;
        self.starts = vec![0];
    }

    /// About how many lines a text of this length has: two cells for three bytes, as in Chinese.
    pub fn estimate(&self, length_bytes: usize) -> usize {
        (length_bytes * 2 / 3 + self.indent_cells).div_ceil(self.measure_cells.max(1)).max(1)
    }

    /// The line that holds a byte; the last one for the text's end.
    pub fn line_at(&mut self, text: &str, byte: usize) -> Line {
        let byte = byte.min(text.len());
        let mut start = self.known_before(text, byte);
        loop {
            let lines = self.lines_from(text, start, 48);
            let found = lines
                .iter()
                .find(|line| byte < line.end)
                .or(lines.last().filter(|line| line.end == text.len()));
            match (found, lines.last()) {
                (Some(line), _) => return *line,
                (None, Some(last)) if last.end > start => start = last.end,
                (None, _) => {
                    return Line {
                        start,
                        end: text.len(),
                        text_start: start,
                        text_end: start,
                        cells: 0,
                        indent: 0,
                        clipped: false,
                    };
                }
            }
        }
    }

    /// Up to `count` lines from a line start on.
    pub fn lines_from(&mut self, text: &str, start: usize, count: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::with_capacity(count);
        let mut at = start;
        let mut ahead = count.min(512) * self.measure_cells.clamp(1, 1_000) * 3;
        while lines.len() < count && (at < text.len() || lines.is_empty()) {
            let margin = self.measure_cells * 4 + 512;
            let some = self.chunk(text, at, ahead + margin, margin, count - lines.len());
            match some.last() {
                Some(last) => {
                    at = last.end;
                    lines.extend(some);
                }
                // A line longer than what was looked at: characters without cells.
                None => ahead *= 4,
            }
        }
        for line in &lines {
            self.learn(line.start);
        }
        lines
    }

    /// Up to `count` lines that end where a line starts, in reading order.
    pub fn lines_before(&mut self, text: &str, start: usize, count: usize) -> Vec<Line> {
        let start = start.min(text.len());
        let mut back = count * self.measure_cells.max(1) * 3 + CONTEXT_BYTES;
        loop {
            let from = self.known_before(text, start.saturating_sub(back));
            let mut lines = self.lines_until(text, from, start);
            if lines.len() >= count || from == 0 {
                return lines.split_off(lines.len().saturating_sub(count));
            }
            back *= 4;
        }
    }

    /// All lines from a line start up to another place, the last one cut there.
    fn lines_until(&mut self, text: &str, from: usize, until: usize) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut at = from;
        while at < until {
            for line in self.lines_from(text, at, 64) {
                at = line.end;
                if line.start < until {
                    lines.push(line);
                }
            }
        }
        if let Some(last) = lines.last_mut().filter(|line| line.end > until) {
            // The part of a line that a jump cut off.
            let cut = text.get(last.start..until).unwrap_or("");
            let only = self.chunk(cut, 0, cut.len(), 0, 1);
            if let Some(line) = only.first() {
                let base = last.start;
                *last = Line {
                    start: base,
                    end: until,
                    text_start: base + line.text_start,
                    text_end: base + line.text_end,
                    indent: last.indent,
                    ..*line
                };
            }
        }
        lines
    }

    /// Lines from a line start on, out of about `length` bytes; none that text beyond them could change.
    fn chunk(&mut self, text: &str, start: usize, length: usize, margin: usize, count: usize) -> Vec<Line> {
        let (from, until) = if text.len() <= WHOLE_BYTES {
            (0, text.len())
        } else {
            (context(text, start), text.floor_char_boundary(start.saturating_add(length)))
        };
        let whole = until == text.len();
        let parity = self.parity_at(text, from);
        let slice = text.get(from..until).unwrap_or("");
        self.laid_bytes += slice.len();
        self.room.refill_after(slice, self.widths, self.level, parity);
        let fresh = start == 0
            || text.get(..start).is_some_and(|before| {
                before.ends_with(['\n', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'])
            });
        let indent = if start == 0 { self.indent_cells } else { 0 };
        let mut cursor = Cursor::at(self.room.cluster_at(start - from), indent, fresh);
        let mut lines = Vec::new();
        while lines.len() < count {
            let Some(line) = cursor.next_line(&self.room, self.measure_cells) else { break };
            if !whole && line.end + margin > slice.len() {
                break;
            }
            lines.push(line.moved(from));
        }
        lines
    }

    /// A line start at or before a place, not too far from it: a known one, or one made for it.
    fn known_before(&mut self, text: &str, byte: usize) -> usize {
        let after = self.starts.partition_point(|&start| start <= byte);
        let known = after.checked_sub(1).and_then(|at| self.starts.get(at)).copied().unwrap_or(0);
        if text.len() <= WHOLE_BYTES {
            return 0;
        }
        if byte - known <= REACH_BYTES {
            return known;
        }
        let made = context(text, byte);
        self.learn(made);
        made
    }

    /// Remembers a line start when none near it is known.
    fn learn(&mut self, start: usize) {
        let at = self.starts.partition_point(|&known| known < start);
        let apart = |known: Option<&usize>| known.is_none_or(|known| known.abs_diff(start) >= APART_BYTES);
        if apart(self.starts.get(at)) && apart(at.checked_sub(1).and_then(|before| self.starts.get(before))) {
            self.starts.insert(at, start);
        }
    }

    /// The straight quotes before an offset, counted on from the nearest place at which they are known.
    fn parity_at(&mut self, text: &str, offset: usize) -> Parity {
        let after = self.parities.partition_point(|(known, _)| *known <= offset);
        let nearest = after.checked_sub(1).and_then(|at| self.parities.get(at));
        let (mut from, mut parity) = nearest.copied().unwrap_or_default();
        while offset - from > PARITY_BYTES {
            let next = text.floor_char_boundary(from + PARITY_BYTES);
            parity = parity.after(text, from..next);
            from = next;
            // Only the last one that is known is left this far behind.
            self.parities.push((from, parity));
        }
        parity.after(text, from..offset)
    }
}

/// The last place before an offset at which nothing before it matters to the breaks after: between two Han, or
/// at a word after a space after a word; the offset itself when there is none.
fn context(text: &str, offset: usize) -> usize {
    let offset = text.floor_char_boundary(offset);
    if offset == 0 {
        return 0;
    }
    let nearest = text.floor_char_boundary(offset.saturating_sub(CONTEXT_BYTES));
    let window = text.get(nearest..offset).unwrap_or("");
    let han = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let mut after = None;
    let mut last = None;
    for (at, c) in window.char_indices().rev() {
        let between = match (last, after) {
            (Some((_, next)), _) if han(c) && han(next) => last,
            (Some((_, ' ')), Some((_, word)))
                if c.is_ascii_alphabetic() && char::is_ascii_alphabetic(&word) =>
            {
                after
            }
            _ => None,
        };
        if let Some((place, _)) = between {
            return nearest + place;
        }
        (after, last) = (last, Some((at, c)));
    }
    if nearest == 0 { 0 } else { offset }
}
