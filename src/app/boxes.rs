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

/// Width wanted for what a question shows, in cells.
const SHOWN_CELLS: u16 = 90;

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

    /// Where a list stands.
    pub fn list_area(&self) -> Area {
        let screen = self.shape.screen;
        self.panel(screen.width.saturating_sub(4).min(100), screen.height.saturating_sub(4))
    }

    /// Where a page of text stands.
    pub fn page_area(&self) -> Area {
        let screen = self.shape.screen;
        self.panel(screen.width.saturating_sub(4).min(96), screen.height.saturating_sub(4))
    }

    /// Where the help stands.
    pub fn help_area(&self) -> Area {
        let screen = self.shape.screen;
        self.panel(screen.width.saturating_sub(2).min(84), screen.height.saturating_sub(2))
    }

    /// Width of a question, its margins included: as wide as its words, its answers or what it shows ask for.
    fn ask_width(&self, ask: &Ask) -> u16 {
        let width = |text: &str| rows(cells(text, &self.settings.widths));
        let answers: u16 = ask.answers.iter().map(|(text, _)| width(text) + 4).sum();
        let shown = if ask.shown.is_empty() { 0 } else { SHOWN_CELLS };
        let room = self.shape.screen.width.saturating_sub(6);
        (width(&ask.question).max(answers).max(shown).min(room) + 4).max(24)
    }

    /// Width and height of a question.
    fn ask_size(&self, ask: &Ask) -> (u16, u16) {
        let wide = self.ask_width(ask);
        let words = rows(self.ask_lines(ask).lines.len());
        let answers = self.set_answers(ask, Area::new(0, 0, wide.saturating_sub(4), 0));
        let below = answers.last().map_or(1, |last| last.y + 1) + 1;
        let fixed = 1 + words + 1 + below;
        let room = self.shape.screen.height.saturating_sub(2).saturating_sub(fixed + 1);
        let entries = rows(ask.shown.len()).min(room / rows(LIST_ROWS));
        let shown = if entries == 0 { 0 } else { entries * rows(LIST_ROWS) + 1 };
        (wide, fixed + shown)
    }

    /// Where a question stands.
    pub fn ask_area(&self, ask: &Ask) -> Area {
        let (width, height) = self.ask_size(ask);
        self.panel(width, height)
    }

    /// A question's lines as they stand on the screen.
    pub fn ask_lines(&self, ask: &Ask) -> Laid {
        let room = usize::from(self.ask_width(ask).saturating_sub(4));
        Laid::new(&ask.question, room, 0, &self.settings.widths, self.settings.level)
    }

    /// Where what a question shows stands, between its words and its answers; of no height when it shows nothing.
    pub fn ask_shown(&self, ask: &Ask) -> Area {
        let area = self.ask_area(ask).content();
        let y = area.y + rows(self.ask_lines(ask).lines.len()) + 1;
        let end = self.ask_answers(ask).first().map_or(area.bottom(), |first| first.y);
        Area::new(area.x, y, area.width, end.saturating_sub(y + 1))
    }

    /// Where the answers of a question stand, each in its brackets.
    pub fn ask_answers(&self, ask: &Ask) -> Vec<Area> {
        let area = self.ask_area(ask).content();
        let below = self.set_answers(ask, Area::new(area.x, 0, area.width, 0));
        let tall = below.last().map_or(1, |last| last.y + 1);
        let y = area.bottom().saturating_sub(tall + 1);
        below.into_iter().map(|place| Area { y: y + place.y, ..place }).collect()
    }

    /// Sets the answers side by side, in as many rows as the width asks for.
    fn set_answers(&self, ask: &Ask, area: Area) -> Vec<Area> {
        let (mut x, mut y) = (area.x, area.y);
        let place = |(text, _): &(String, _)| {
            let width = rows(cells(text, &self.settings.widths)) + 2;
            if x > area.x && x + width > area.right() {
                (x, y) = (area.x, y + 1);
            }
            let place = Area::new(x, y, width, 1);
            x = place.right() + 1;
            place
        };
        ask.answers.iter().map(place).collect()
    }

    /// Where the completions of the command line stand.
    pub fn palette_area(&self, palette: &Palette) -> Area {
        let footer = self.shape.footer;
        let bottom = self.wrong_told().map_or(footer.y, |(area, _)| area.y);
        let height = COMPLETIONS.min(bottom.saturating_sub(2));
        let shown = rows(palette.window(usize::from(height)).1.len());
        Area::new(0, bottom - shown, footer.width, shown)
    }

    /// What is wrong with the line being typed, and where it is said: right above the line, in as many rows as it takes
    /// up to half the screen.
    pub fn wrong_told(&self) -> Option<(Area, Laid)> {
        let is_line = matches!(self.overlays.last(), Some(Overlay::Line(_) | Overlay::Palette(_)));
        let toast = self.notices.current().filter(|_| is_line && self.notices.is_trouble())?;
        let footer = self.shape.footer;
        let measure = usize::from(footer.width.saturating_sub(2));
        let laid = Laid::new(&toast.text, measure, 0, &self.settings.widths, self.settings.level);
        let height = rows(laid.lines.len()).min(footer.y / 2);
        Some((Area::new(0, footer.y - height, footer.width, height), laid))
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
                let area = self.list_area().content();
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
