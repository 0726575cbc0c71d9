//! Where the overlays stand and what of them lies under a cell: for drawing and for the mouse alike.
//!
//! Arithmetic on cells; nothing is drawn here.

use super::App;
use super::geometry::Area;
use super::laid::Laid;
use super::listing::first_row;
use super::overlay::{Ask, Overlay, PickBox};
use super::palette::Palette;
use crate::text::cells;

/// Rows that one entry of a list takes: its text, and where it leads.
pub const LIST_ROWS: usize = 2;

/// Rows of completions shown.
const COMPLETIONS: u16 = 10;

/// What lies under a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Under {
    /// An input: column and row within it.
    Text(usize, usize),
    /// An entry.
    Entry(usize),
    /// Nothing that a click does something to.
    Nothing,
}

fn rows(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

impl App {
    /// A panel in the middle of at most this size, its heading included.
    pub fn panel(&self, width: u16, height: u16) -> Area {
        let screen = self.shape.screen;
        Area::new(0, 1, screen.width, screen.height.saturating_sub(2)).centred(width.max(24), height.max(3))
    }

    /// Width and height of a picker.
    pub fn pick_size(&self, pick: &PickBox) -> (u16, u16) {
        let screen = self.shape.screen;
        let wanted = rows(pick.picker.shown.len() + 3);
        let height = wanted.clamp(6, screen.height.saturating_sub(4).max(6));
        (screen.width.saturating_sub(2).min(90), height)
    }

    /// Width and height of a list.
    pub fn list_size(&self) -> (u16, u16) {
        let screen = self.shape.screen;
        (screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(4))
    }

    /// Width and height of a question.
    pub fn ask_size(&self, ask: &Ask) -> (u16, u16) {
        let width = |text: &str| rows(cells(text, &self.settings.widths));
        let answers: u16 = ask.answers.iter().map(|(text, _)| width(text) + 4).sum();
        let room = self.shape.screen.width.saturating_sub(6);
        let wide = width(&ask.question).max(answers).min(room) + 4;
        (wide, 4 + width(&ask.question) / wide.saturating_sub(4).max(1) + 1)
    }

    /// A question's lines as they stand on the screen.
    pub fn ask_lines(&self, ask: &Ask) -> Laid {
        let (width, height) = self.ask_size(ask);
        let room = usize::from(self.panel(width, height).content().width);
        Laid::new(&ask.question, room, 0, &self.settings.widths, self.settings.level)
    }

    /// Where the answers of a question stand, each in its brackets.
    pub fn ask_answers(&self, ask: &Ask) -> Vec<Area> {
        let (width, height) = self.ask_size(ask);
        let area = self.panel(width, height).content();
        let y = area.y + rows(self.ask_lines(ask).lines.len()) + 1;
        let mut x = area.x;
        let place = |(text, _): &(String, _)| {
            let place = Area::new(x, y, rows(cells(text, &self.settings.widths)) + 2, 1);
            x = place.right() + 1;
            place
        };
        ask.answers.iter().map(place).collect()
    }

    /// Where the completions of the command line stand.
    pub fn palette_area(&self, palette: &Palette) -> Area {
        let footer = self.shape.footer;
        let height = COMPLETIONS.min(footer.y.saturating_sub(2));
        let shown = rows(palette.window(usize::from(height)).1.len());
        Area::new(0, footer.y - shown, footer.width, shown)
    }

    /// What of the overlay on top lies under a cell.
    pub(super) fn under(&self, column: u16, row: u16) -> Under {
        let inside = |area: Area| area.contains(column, row);
        let at = |area: Area| Under::Text(usize::from(column - area.x), usize::from(row - area.y));
        let footer = self.shape.footer;
        let typed = |before: usize| {
            let x = rows(before).min(footer.width);
            Area::new(x, footer.y, footer.width - x, 1)
        };
        match self.overlays.last() {
            Some(Overlay::Note(note)) => {
                let text = Area::new(note.area.x, note.area.y + 1, note.area.width, note.area.height - 1);
                if inside(text) {
                    let column = usize::from(column.saturating_sub(text.x + 2));
                    return Under::Text(column, usize::from(row - text.y));
                }
                Under::Nothing
            }
            Some(Overlay::Line(line)) => {
                let area = typed(1 + cells(&self.label(line.purpose), &self.settings.widths));
                if inside(area) { at(area) } else { Under::Nothing }
            }
            Some(Overlay::Palette(palette)) => {
                let (line, list) = (typed(1), self.palette_area(palette));
                if inside(line) {
                    return at(line);
                }
                let first = palette.window(usize::from(list.height)).0;
                if inside(list) { Under::Entry(first + usize::from(row - list.y)) } else { Under::Nothing }
            }
            Some(Overlay::Pick(pick)) => self.under_pick(pick, column, row),
            Some(Overlay::Choice(choice)) => {
                let (width, height) = self.list_size();
                let area = self.panel(width, height).content();
                let shown = (usize::from(area.height) / LIST_ROWS).max(1);
                let first = first_row(choice.chosen, choice.rows.len(), shown);
                let entry = first + usize::from(row.saturating_sub(area.y)) / LIST_ROWS;
                if inside(area) && entry < choice.rows.len() { Under::Entry(entry) } else { Under::Nothing }
            }
            Some(Overlay::Ask(ask)) => {
                let answers = self.ask_answers(ask);
                answers.into_iter().position(inside).map_or(Under::Nothing, Under::Entry)
            }
            Some(
                Overlay::Help(_)
                | Overlay::Page(_)
                | Overlay::Stats(_)
                | Overlay::Doubts(_)
                | Overlay::Relink(_),
            )
            | None => Under::Nothing,
        }
    }

    fn under_pick(&self, pick: &PickBox, column: u16, row: u16) -> Under {
        let (width, height) = self.pick_size(pick);
        let area = self.panel(width, height).content();
        if !area.contains(column, row) {
            return Under::Nothing;
        }
        if row == area.y {
            return Under::Text(usize::from(column.saturating_sub(area.x + 2)), 0);
        }
        let first = pick.picker.window(usize::from(area.height.saturating_sub(1))).0;
        let entry = first + usize::from(row - area.y - 1);
        if entry < pick.picker.shown.len() { Under::Entry(entry) } else { Under::Nothing }
    }
}
