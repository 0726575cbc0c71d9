//! Writing text into cells: whole clusters, never beyond the room, only what is safe to draw.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::Style;

use crate::app::Settings;
use crate::app::geometry::Area;
use crate::text::{Clean, Widths, cells, clusters};

/// The screen's cells, and how wide text is on them.
pub(super) struct Canvas<'a> {
    pub(super) buffer: &'a mut Buffer,
    pub(super) widths: &'a Widths,
    /// Whether lines may be drawn with box characters.
    pub(super) narrow: bool,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(buffer: &'a mut Buffer, settings: &'a Settings) -> Self {
        Self { buffer, widths: &settings.widths, narrow: settings.narrow_known }
    }

    /// Writes text from a cell on, in at most `room` cells; returns the column after it.
    pub(super) fn put(&mut self, x: u16, y: u16, text: &str, style: Style, room: u16) -> u16 {
        let clean = Clean::new(text);
        let mut column = x;
        for (_, cluster) in clusters(clean.as_str()) {
            let width = u16::try_from(cells(cluster, self.widths)).unwrap_or(2);
            if column - x + width > room {
                break;
            }
            column = super::super::paint::cluster(self.buffer, column, y, cluster, width, style, self.widths);
        }
        column
    }

    /// Writes text that is cut with a mark when it does not fit; returns the column after it.
    pub(super) fn put_cut(&mut self, x: u16, y: u16, text: &str, style: Style, room: u16) -> u16 {
        let clean = Clean::new(text);
        let cut = crate::text::truncate(clean.as_str(), usize::from(room), self.widths);
        self.put(x, y, cut.as_str(), style, room)
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

    /// Fills an area with blanks of a style.
    pub(super) fn fill(&mut self, area: Area, style: Style) {
        for y in area.y..area.bottom() {
            for x in area.x..area.right() {
                if let Some(cell) = self.buffer.cell_mut(Position::new(x, y)) {
                    cell.reset();
                    cell.set_style(style);
                }
            }
        }
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
