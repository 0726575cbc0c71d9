//! Writing text into cells: whole clusters, never beyond the room, only what is safe to draw.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::super::paint::{self, Chrome};
use super::super::theme::Theme;
use crate::app::Settings;
use crate::app::geometry::Area;
use crate::text::{Clean, Group, Widths, cells};

/// Blank cells on either side of a panel.
const MARGIN_CELLS: u16 = 2;
/// Fewer cells than this beside a panel show nothing but fragments of words.
const FRAGMENT_CELLS: u16 = 20;

/// The screen's cells, how wide text is on them, and the signs that lines are drawn with.
pub(super) struct Canvas<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) widths: &'a Widths,
    pub(super) chrome: Chrome,
    /// Whether box characters are known to take one cell.
    pub(super) boxes: bool,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, settings: &'a Settings) -> Self {
        let widths = &settings.widths;
        Self { buffer, widths, chrome: Chrome::new(widths), boxes: widths.is_narrow(Group::Boxes) }
    }

    /// Writes text from a cell on, in at most `room` cells; returns the column after it.
    pub(super) fn put(&mut self, x: u16, y: u16, text: &str, style: Style, room: u16) -> u16 {
        self.put_clean(x, y, &Clean::new(text), style, room)
    }

    /// Writes clean text; returns the column after it.
    pub(super) fn put_clean(&mut self, x: u16, y: u16, text: &Clean<'_>, style: Style, room: u16) -> u16 {
        x + paint::text(self.buffer, Position::new(x, y), room, text, style, self.widths)
    }

    /// Writes text that is cut with a mark when it does not fit; returns the column after it.
    pub(super) fn put_cut(&mut self, x: u16, y: u16, text: &str, style: Style, room: u16) -> u16 {
        let clean = Clean::new(text);
        let cut = crate::text::truncate(clean.as_str(), usize::from(room), self.widths);
        self.put_clean(x, y, &cut, style, room)
    }

    /// Writes text so that it ends before a column; returns where it begins.
    pub(super) fn put_right(&mut self, right: u16, y: u16, text: &str, style: Style, room: u16) -> u16 {
        let width = self.width(text).min(room);
        let x = right.saturating_sub(width);
        self.put(x, y, text, style, width);
        x
    }

    /// The cells of a text.
    pub(super) fn width(&self, text: &str) -> u16 {
        u16::try_from(cells(Clean::new(text).as_str(), self.widths)).unwrap_or(u16::MAX)
    }

    /// Whether nothing is written in a cell, nor into it from the one before.
    pub(super) fn is_blank(&self, x: u16, y: u16) -> bool {
        self.buffer.cell(Position::new(x, y)).is_some_and(|cell| cell.symbol() == " ")
    }

    /// Fills an area with blanks of a style.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        let area = Rect::new(area.x, area.y, area.width, area.height);
        paint::fill(self.buffer, area, Style::reset().patch(style));
    }

    /// Fills a panel with a margin of blank cells around it, so that no cut words of the text below stand beside it.
    pub(super) fn panel(&mut self, area: Area, theme: &Theme) {
        self.fill(self.around(area), theme.text);
        self.plate(area, theme);
    }

    /// Fills a panel and nothing around it; without colours lines at its sides part it from what lies below.
    pub(super) fn plate(&mut self, area: Area, theme: &Theme) {
        self.fill(area, theme.panel);
        if !theme.colour {
            for y in area.y..area.bottom() {
                self.put(area.x, y, self.chrome.vertical, theme.dim, 1);
                self.put(area.right().saturating_sub(1), y, self.chrome.vertical, theme.dim, 1);
            }
        }
    }

    /// A panel with its margin: up to the screen's edge where only a fragment would be left, never over the top and
    /// the bottom line.
    fn around(&self, area: Area) -> Area {
        let screen = self.buffer.area;
        let (first, last) = (screen.y + 1, screen.bottom().saturating_sub(1));
        let left = area.x.checked_sub(MARGIN_CELLS).filter(|x| *x >= FRAGMENT_CELLS).unwrap_or(screen.x);
        let right = area.right().saturating_add(MARGIN_CELLS);
        let right = if right + FRAGMENT_CELLS > screen.right() { screen.right() } else { right };
        let top = area.y.saturating_sub(1).max(first.min(area.y));
        let bottom = (area.bottom() + 1).min(last.max(area.bottom()));
        Area::new(left, top, right - left, bottom - top)
    }

    /// Puts a style over what is written.
    pub(super) fn restyle(&mut self, x: u16, y: u16, cells: u16, style: Style) {
        for x in x..x.saturating_add(cells) {
            if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
                cell.set_style(style);
            }
        }
    }
}
