//! Where the notes beside the article stand: the focused paragraph's first, the others in the room it leaves.
//!
//! Arithmetic on rows; it knows neither words nor cells. Notes that get no row at all have their sign in the gutter.

use std::cmp::{max, min};

/// The notes of a paragraph that is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beside {
    /// The paragraph.
    pub ordinal: usize,
    /// The first of its rows that is on the screen.
    pub row: usize,
    /// How many lines its notes have; never none.
    pub lines: usize,
}

/// The rows in which notes stand. Where lines are left out, a row of its own says so after those that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The paragraph.
    pub ordinal: usize,
    /// The first row.
    pub row: usize,
    /// The first line shown.
    pub first: usize,
    /// How many lines are shown.
    pub shown: usize,
    /// How many lines are left out above and below.
    pub left_out: (usize, usize),
}

impl Slot {
    /// Lines from a row on, cut to the room there is: the last row then says so.
    fn cut(notes: Beside, row: usize, room: usize, first: usize) -> Self {
        let shown = window(notes.lines, room);
        let first = min(first, notes.lines - shown);
        let left_out = (first, notes.lines - first - shown);
        Self { ordinal: notes.ordinal, row, first, shown, left_out }
    }

    /// Whether lines are left out.
    pub fn is_cut(self) -> bool {
        self.left_out != (0, 0)
    }

    /// The row after the last.
    pub fn end(self) -> usize {
        self.row + self.shown + usize::from(self.is_cut())
    }
}

/// How many of these lines are shown in a room of so many rows, one of which tells of the others.
pub fn window(lines: usize, room: usize) -> usize {
    if lines <= room { lines } else { room.saturating_sub(1) }
}

/// Places the notes of the visible paragraphs, in the order of reading. Those of the focused paragraph begin beside
/// it, or as far above as it takes to show them all; notes that are longer than the height begin with line `first`.
pub fn place(visible: &[Beside], focused: usize, height: usize, first: usize) -> Vec<Slot> {
    let at = visible.iter().position(|notes| notes.ordinal == focused).unwrap_or(visible.len());
    let (above, rest) = visible.split_at(at);
    let mut slots = Vec::new();
    let mut below = rest;
    let mut here = None;
    if let Some((notes, after)) = rest.split_first() {
        let row = min(notes.row, height.saturating_sub(notes.lines));
        here = Some(Slot::cut(*notes, row, height - min(row, height), first));
        below = after;
    }
    match here {
        Some(slot) if needed(above) <= slot.row => stack(above, slot.row, &mut slots),
        here => flow(above, 0, here.map(|slot| slot.row), height, &mut slots),
    }
    slots.extend(here);
    flow(below, here.map_or(0, |slot| slot.end() + 1), None, height, &mut slots);
    slots
}

/// The rows that these notes need to be whole, each with a blank row behind it.
fn needed(notes: &[Beside]) -> usize {
    notes.iter().map(|notes| notes.lines + 1).sum()
}

/// Sets notes that have room above the row of what follows, all of them whole: each beside its paragraph, or as little
/// above or below it as the others take.
fn stack(notes: &[Beside], next: usize, slots: &mut Vec<Slot>) {
    let mut free = 0;
    for (notes, latest) in notes.iter().zip(latest(notes, next)) {
        let row = min(max(notes.row, free), latest);
        free = row + notes.lines + 1;
        slots.push(Slot::cut(*notes, row, notes.lines, 0));
    }
}

/// Sets notes one below the other, from a row on, down to the row of what follows or to the pane's end: each beside
/// its paragraph, or further down when the one before is longer and all that come after still have room. Where they
/// have not, it is cut.
fn flow(notes: &[Beside], from: usize, next: Option<usize>, height: usize, slots: &mut Vec<Slot>) {
    let mut rows: Vec<usize> = Vec::new();
    let (mut free, mut soonest) = (from, from);
    for (notes, latest) in notes.iter().zip(latest(notes, next.unwrap_or(height + 1))) {
        let row = max(max(notes.row, soonest), min(free, latest));
        rows.push(row);
        free = row + notes.lines + 1;
        // Pushed below its paragraph, it has at least a line and what says that there are more.
        soonest = if notes.row < from { row + min(notes.lines, 2) + 1 } else { row + 1 };
    }
    for (at, (notes, row)) in notes.iter().zip(&rows).enumerate() {
        let following = rows.get(at + 1).copied().or(next).filter(|row| *row < height);
        let room = following.unwrap_or(height).saturating_sub(*row);
        // A blank row parts it from the next one, where that leaves room for words.
        let gap = usize::from(following.is_some() && room > 2 && notes.lines > room);
        if room > 0 {
            slots.push(Slot::cut(*notes, *row, room - gap, 0));
        }
    }
}

/// The last row at which each of these notes may begin, for all of them to be whole and parted by a blank row.
fn latest(notes: &[Beside], next: usize) -> Vec<usize> {
    let mut rows: Vec<usize> = notes
        .iter()
        .rev()
        .scan(next, |next, notes| {
            *next = next.saturating_sub(notes.lines + 1);
            Some(*next)
        })
        .collect();
    rows.reverse();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs as `row:lines`, the focused one with a `*`, in 12 rows; each slot as its rows, one letter a
    /// paragraph, `+` for a row that says what is left out.
    fn check(visible: &str, first: usize, expected: &str) {
        let mut focused = usize::MAX;
        let notes: Vec<Beside> = visible
            .split_whitespace()
            .enumerate()
            .map(|(ordinal, text)| {
                let number = |text: &str| text.parse().unwrap();
                if text.ends_with('*') {
                    focused = ordinal;
                }
                let (row, lines) = text.trim_end_matches('*').split_once(':').unwrap();
                Beside { ordinal, row: number(row), lines: number(lines) }
            })
            .collect();
        let mut drawn = ['.'; 12];
        for slot in place(&notes, focused, 12, first) {
            let name = char::from(b'a' + u8::try_from(slot.ordinal).unwrap());
            let rows = drawn.iter_mut().take(slot.end()).skip(slot.row);
            for (at, drawn) in rows.enumerate() {
                assert_eq!(*drawn, '.', "{visible}: {slot:?}");
                *drawn = if at < slot.shown { name } else { '+' };
            }
            let lines = notes[slot.ordinal].lines;
            assert_eq!(slot.left_out.0 + slot.shown + slot.left_out.1, lines, "{visible}: {slot:?}");
        }
        assert_eq!(drawn.iter().collect::<String>(), expected, "{visible} from {first}");
    }

    #[test]
    fn notes_stand_beside_their_paragraphs() {
        check("", 0, "............");
        check("0:2 5:3", 0, "aa...bbb....");
        check("0:2 5:3*", 0, "aa...bbb....");
        check("3:1*", 0, "...a........");
    }

    #[test]
    fn a_longer_note_pushes_the_next_one_down_where_there_is_room() {
        check("0:4 2:3", 0, "aaaa.bbb....");
        check("0:4* 2:3", 0, "aaaa.bbb....");
        check("0:4 2:3 10:2*", 0, "aaaa.bbb..cc");
    }

    #[test]
    fn notes_above_the_focused_ones_move_up_before_they_are_cut() {
        check("1:4 3:3 9:1*", 0, "aaaa.bbb.c..");
        check("5:3 7:2*", 0, "...aaa.bb...");
        check("2:1 3:1 4:5*", 0, "a.b.ccccc...");
    }

    #[test]
    fn the_focused_notes_are_whole_and_those_around_them_cut() {
        check("0:9 4:3*", 0, "aa+.bbb.....");
        check("0:2 9:6*", 0, "aa....bbbbbb");
        check("0:2 2:5 9:9*", 0, "aa+ccccccccc");
        check("0:9* 4:3 8:1", 0, "aaaaaaaaa.b+");
        check("0:8* 4:3", 0, "aaaaaaaa.bbb");
        check("0:12* 4:3 8:1", 0, "aaaaaaaaaaaa");
    }

    #[test]
    fn notes_that_have_no_room_say_what_is_left_out() {
        check("0:20*", 0, "aaaaaaaaaaa+");
        check("5:20*", 20, "aaaaaaaaaaa+");
        check("5:20", 0, ".....aaaaaa+");
        check("0:3 2:3 4:3 6:3 8:3", 0, "a+b+c+dddeee");
        check("0:3 1:3 2:3 3:1 4:9*", 0, "+++eeeeeeeee");
        check("11:5 11:5*", 0, ".aaaaa.bbbbb");
    }

    #[test]
    fn a_scrolled_note_tells_of_both_ends() {
        let notes = [Beside { ordinal: 3, row: 4, lines: 30 }];
        for (first, left_out) in [(0, (0, 21)), (5, (5, 16)), (99, (21, 0))] {
            assert_eq!(place(&notes, 3, 10, first).pop().map(|slot| slot.left_out), Some(left_out));
        }
    }

    #[test]
    fn nothing_breaks_where_there_are_no_rows() {
        for height in 0..3 {
            for slot in place(&[Beside { ordinal: 1, row: 0, lines: 5 }], 1, height, 3) {
                assert!(slot.end() <= height.max(1), "{height}: {slot:?}");
            }
        }
    }
}
