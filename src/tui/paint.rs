//! Content into cells: the one place where a cluster becomes the symbol of a cell, with its anchor.
//!
//! Knows nothing of what is painted or where the terminal is.

use std::num::NonZeroU16;
use std::ops::Range;

use ratatui::buffer::{Buffer, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::{Clean, Group, Widths, cluster_cells, clusters, is_unstable};

/// What stands for a cluster that is wider than all the room there is.
const PLACEHOLDER: &str = "▯";

/// Paints a clean text from `at` on, in at most `room_cells` cells of one row; returns the cells used.
///
/// A wide cluster that the room would cut is left out. Cells of wide clusters that the painted ones cut in
/// half are blanked.
pub fn text(
    buffer: &mut Buffer,
    at: Position,
    room_cells: u16,
    text: &Clean<'_>,
    style: impl Into<Style>,
    widths: &Widths,
) -> u16 {
    range(buffer, at, room_cells, text, 0..text.source().len(), style, widths)
}

/// Paints a range of source bytes of a clean text, such as a line of [`crate::text::layout`] or a highlight in it.
pub fn range(
    buffer: &mut Buffer,
    at: Position,
    room_cells: u16,
    text: &Clean<'_>,
    source_bytes: Range<usize>,
    style: impl Into<Style>,
    widths: &Widths,
) -> u16 {
    let Some(mut pen) = Pen::new(buffer, at, room_cells, style.into(), *widths) else { return 0 };
    let start = source_bytes.start;
    for (offset, cluster) in clusters(text.source().get(source_bytes).unwrap_or("")) {
        let offset = start + offset;
        let drawn = text.drawn(offset..offset + cluster.len());
        let fits = match cluster_cells(cluster, widths) {
            0 => true,
            cells @ (1 | 2) => pen.put(drawn, if cells == 1 { 1 } else { 2 }),
            // A control character's picture: its signs take one cell each.
            _ => clusters(drawn).all(|(_, sign)| pen.put(sign, 1)),
        };
        if !fits {
            break;
        }
    }
    pen.finish()
}

/// Blanks an area in a style, and the halves of wide clusters that stick into it; before a popup is drawn.
pub fn fill(buffer: &mut Buffer, area: Rect, style: impl Into<Style>) {
    let (area, style) = (area.intersection(buffer.area), style.into());
    for y in area.top()..area.bottom() {
        if let Some(mut pen) = Pen::new(buffer, Position::new(area.x, y), area.width, style, Widths::narrow())
        {
            while pen.put(" ", 1) {}
            pen.finish();
        }
    }
}

/// A hand that writes one row.
struct Pen<'b> {
    buffer: &'b mut Buffer,
    at: Position,
    start: u16,
    end: u16,
    style: Style,
    widths: Widths,
}

impl<'b> Pen<'b> {
    /// `None` when the place lies outside.
    fn new(buffer: &'b mut Buffer, at: Position, room: u16, style: Style, widths: Widths) -> Option<Self> {
        if !buffer.area.contains(at) || room == 0 {
            return None;
        }
        let end = at.x.saturating_add(room).min(buffer.area.right());
        let mut pen = Self { buffer, at, start: at.x, end, style, widths };
        pen.blank_cut_head();
        Some(pen)
    }

    /// Blanks a wide cluster whose second cell is about to be painted over.
    fn blank_cut_head(&mut self) {
        let Some(x) = self.at.x.checked_sub(1).filter(|&x| x >= self.buffer.area.x) else { return };
        if let Some(cell) = self.buffer.cell_mut(Position::new(x, self.at.y))
            && cell.cell_width() > 1
        {
            blank(cell);
        }
    }

    /// Puts one cluster down; `false` when it does not fit.
    #[expect(clippy::disallowed_methods, reason = "the one home of symbols")]
    fn put(&mut self, symbol: &str, cells: u16) -> bool {
        let (symbol, cells) = if cells == 2 && self.start == self.at.x && self.end - self.start == 1 {
            (PLACEHOLDER, 1)
        } else {
            (symbol, cells)
        };
        if cells > self.end - self.at.x {
            return false;
        }
        self.blank_cut_tail(cells);
        let anchored = is_unstable(symbol, &self.widths) || symbol.cell_width() != cells;
        if let Some(cell) = self.buffer.cell_mut(self.at) {
            cell.set_symbol(symbol).set_style(self.style);
            cell.set_diff_option(match NonZeroU16::new(cells) {
                Some(width) if anchored => CellDiffOption::ForcedWidth(width),
                Some(_) | None => CellDiffOption::None,
            });
        }
        for x in self.at.x + 1..self.at.x + cells {
            if let Some(cell) = self.buffer.cell_mut(Position::new(x, self.at.y)) {
                // Empty, not a space: a space that follows must differ from it, or a second glyph that the
                // terminal drew here would stay.
                cell.set_symbol("").set_style(self.style).set_diff_option(CellDiffOption::None);
            }
        }
        self.at.x += cells;
        true
    }

    /// Blanks the second cell of a wide cluster whose first cell is painted over by the last of `cells`.
    fn blank_cut_tail(&mut self, cells: u16) {
        let last = Position::new(self.at.x + cells - 1, self.at.y);
        let cut = self.buffer.cell(last).is_some_and(|cell| cell.cell_width() > 1);
        if let Some(cell) = self.buffer.cell_mut(Position::new(last.x + 1, last.y)).filter(|_| cut) {
            blank(cell);
        }
    }

    fn finish(self) -> u16 {
        self.at.x - self.start
    }
}

/// Empties a cell and keeps its style.
#[expect(clippy::disallowed_methods, reason = "the one home of symbols")]
fn blank(cell: &mut ratatui::buffer::Cell) {
    cell.set_symbol(" ").set_diff_option(CellDiffOption::None);
}

/// The program's own signs: none is ambiguous unless the terminal is known to draw it in one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chrome {
    /// A horizontal line.
    pub horizontal: &'static str,
    /// A vertical line.
    pub vertical: &'static str,
    /// Corners: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
    /// The bar beside what is focused.
    pub bar: &'static str,
    /// The same at the reader's line.
    pub bar_line: &'static str,
    /// Before an item of a list.
    pub bullet: &'static str,
    /// The thumb and the track of a scroll bar.
    pub scroll: [&'static str; 2],
    /// After text that was cut.
    pub cut: &'static str,
    /// Points at what comes next.
    pub arrow: &'static str,
    /// Between items in a row.
    pub dot: &'static str,
}

impl Chrome {
    /// The signs for a width policy; each takes one cell.
    pub fn new(widths: &Widths) -> Self {
        let pick = |group, drawn, ascii| if widths.is_narrow(group) { drawn } else { ascii };
        let boxes = |drawn, ascii| pick(Group::Boxes, drawn, ascii);
        Self {
            horizontal: boxes("─", "-"),
            vertical: boxes("│", "|"),
            corners: [boxes("┌", "+"), boxes("┐", "+"), boxes("└", "+"), boxes("┘", "+")],
            bar: boxes("▌", "|"),
            bar_line: boxes("█", ">"),
            bullet: pick(Group::Symbols, "●", "*"),
            scroll: [boxes("█", "#"), boxes("│", "|")],
            cut: crate::text::cut_mark(widths),
            arrow: pick(Group::Symbols, "→", ">"),
            dot: pick(Group::Latin1, "·", "|"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(buffer: &Buffer) -> String {
        (0..buffer.area.width).map(|x| buffer[(x, 0)].symbol()).collect::<Vec<_>>().join("·")
    }

    #[test]
    fn popups_cut_wide_clusters_on_both_sides() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let widths = Widths::unknown();
        text(&mut buffer, Position::ORIGIN, 8, &Clean::new("开发“区"), Style::new(), &widths);
        assert_eq!(row(&buffer), "开··发··“··区·");
        text(&mut buffer, Position::new(3, 0), 2, &Clean::new("ab"), Style::new(), &widths);
        assert_eq!(row(&buffer), "开·· ·a·b· ·区·");
        fill(&mut buffer, Rect::new(1, 0, 2, 1), Style::new());
        assert_eq!(row(&buffer), " · · ·a·b· ·区·");
    }

    #[test]
    fn no_room_for_a_wide_cluster() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        let used =
            text(&mut buffer, Position::new(3, 0), 4, &Clean::new("开"), Style::new(), &Widths::narrow());
        assert_eq!((used, row(&buffer).as_str()), (1, " · · ·▯"));
        let used =
            text(&mut buffer, Position::ORIGIN, 3, &Clean::new("开发"), Style::new(), &Widths::narrow());
        assert_eq!((used, row(&buffer).as_str()), (2, "开·· ·▯"));
    }

    #[test]
    fn controls_take_the_cells_of_their_pictures() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        let text_ = Clean::new("a\u{9b}\u{1b}\u{202e}b");
        let used = text(&mut buffer, Position::ORIGIN, 8, &text_, Style::new(), &Widths::wide());
        assert_eq!((used, row(&buffer).as_str()), (7, "a·‹·9·B·›·␛·b· "));
    }

    #[test]
    fn chrome_is_never_ambiguous_unless_narrow_is_known() {
        for widths in [Widths::wide(), Widths::unknown(), Widths::narrow()] {
            let chrome = Chrome::new(&widths);
            let signs = [
                chrome.horizontal,
                chrome.vertical,
                chrome.bar,
                chrome.bullet,
                chrome.cut,
                chrome.arrow,
                chrome.dot,
            ];
            for sign in signs.into_iter().chain(chrome.corners).chain(chrome.scroll) {
                assert_eq!(crate::text::cells(sign, &widths), 1, "{sign}");
                assert!(!is_unstable(sign, &widths), "{sign}");
            }
        }
    }
}
