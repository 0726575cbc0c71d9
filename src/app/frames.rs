//! Where inputs stand on the screen, so that caret and text fit before anything is drawn.

use super::App;
use super::boxes::LIST_ROWS;
use super::finding::Purpose;
use super::geometry::Area;
use super::overlay::Overlay;
use crate::messages::reader as say;
use crate::text::cells;

/// Cells kept free at a typed line's right for the number of hits.
const TOLD_CELLS: u16 = 16;

/// Cells of `> ` or `/ ` before the line typed in a picker or the help.
const PROMPT_CELLS: u16 = 2;

impl App {
    /// What stands before a typed line.
    pub fn label(&self, purpose: Purpose) -> String {
        let lang = self.settings.lang;
        match purpose {
            Purpose::Find => say::prompt_find(lang),
            Purpose::Search => say::prompt_search(lang),
            Purpose::Filter => say::prompt_filter(lang),
            Purpose::Zone => say::prompt_zone(lang),
        }
    }

    /// The panel of a note whose text takes this many rows: at the bottom of the article, or at its top when
    /// the focused paragraph stands at the bottom.
    pub fn note_area(&self, rows: usize) -> Area {
        let host = self.shape.reader.unwrap_or(self.shape.screen);
        let width = (self.shape.text.width + 4).min(host.width).max(20);
        let x = self.shape.text.x.saturating_sub(2).max(host.x).min(host.right().saturating_sub(width));
        let rows = u16::try_from(rows).unwrap_or(u16::MAX).max(3);
        let height = rows.saturating_add(2).min((host.height * 2 / 3).max(4)).min(host.height);
        let bottom = host.bottom().saturating_sub(height);
        let y = if self.focus_bottom() > bottom { host.y } else { bottom };
        Area::new(x, y, width, height)
    }

    /// The row after the focused paragraph's last one on the screen.
    fn focus_bottom(&self) -> u16 {
        let Some(reading) = &self.reading else { return 0 };
        let top = self.shape.reader.map_or(0, |area| area.y);
        let last = reading.rows.iter().rposition(|row| {
            row.ordinal == reading.cursor.ordinal && row.kind != super::reading::RowKind::Gap
        });
        last.map_or(0, |at| top + u16::try_from(at).unwrap_or(0) + 1)
    }

    /// Tells every input its room.
    pub(super) fn fit_inputs(&mut self) {
        let widths = self.settings.widths;
        let mut overlays = std::mem::take(&mut self.overlays);
        for overlay in &mut overlays {
            match overlay {
                Overlay::Note(note) => {
                    let measure = usize::from(self.note_area(3).width.saturating_sub(4)).max(1);
                    note.area = self.note_area(note.input.rows_at(measure, &widths));
                    note.input.fit(measure, usize::from(note.area.height.saturating_sub(2)).max(1), &widths);
                }
                Overlay::Line(line) => {
                    let label = cells(&self.label(line.purpose), &widths);
                    let width = self.shape.screen.width;
                    // On a narrow screen the words come before their number.
                    let room = width.saturating_sub(TOLD_CELLS.min(width / 4) + 2);
                    line.input.fit(usize::from(room).saturating_sub(label).max(8), 1, &widths);
                }
                Overlay::Palette(palette) => {
                    let room = usize::from(self.shape.screen.width.saturating_sub(3));
                    palette.input.fit(room.max(8), 1, &widths);
                }
                Overlay::Pick(pick) => {
                    let (width, height) = self.pick_size(pick);
                    let room = self.panel(width, height).content().width.saturating_sub(PROMPT_CELLS);
                    pick.picker.input.fit(usize::from(room), 1, &widths);
                }
                Overlay::Help(help) => {
                    let room = self.help_area().content().width.saturating_sub(PROMPT_CELLS);
                    help.input.fit(usize::from(room), 1, &widths);
                }
                Overlay::Ask(ask) => {
                    let seen = usize::from(self.ask_shown(ask).height) / LIST_ROWS;
                    ask.top = ask.top.min(ask.shown.len().saturating_sub(seen));
                }
                Overlay::Page(_)
                | Overlay::Choice(_)
                | Overlay::Stats(_)
                | Overlay::Doubts(_)
                | Overlay::Relink(_) => {}
            }
        }
        self.overlays = overlays;
    }
}
