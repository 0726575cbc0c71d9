//! The mouse on logical text: wheel, click to focus, drag to choose.

use super::boxes::Under;
use super::event::{Pointer, PointerKind};
use super::overlay::Overlay;
use super::panes::Focus;
use super::{App, Effect};
use crate::messages::reader as say;

/// Rows a notch of the wheel moves.
const NOTCH: isize = 3;

impl App {
    /// The mouse did something.
    pub(super) fn pointer(&mut self, pointer: Pointer) {
        let (column, row) = (pointer.column, pointer.row);
        let inside = |area: Option<super::geometry::Area>| area.is_some_and(|a| a.contains(column, row));
        let by = match pointer.kind {
            PointerKind::WheelDown => NOTCH,
            PointerKind::WheelUp => -NOTCH,
            PointerKind::Press | PointerKind::Drag | PointerKind::Release => 0,
        };
        if !self.overlays.is_empty() {
            if by != 0 {
                self.by_lines(by);
            } else if pointer.kind == PointerKind::Press {
                self.point_overlay(column, row);
            }
            return;
        }
        if inside(self.shape.reader) {
            let row = usize::from(row.saturating_sub(self.shape.text.y));
            let beside = inside(self.shape.margin);
            if by == 0 {
                self.point_article(pointer, row, beside);
            } else {
                self.in_article(|reading, settings| {
                    if !(beside && reading.wheel_notes(row, by)) {
                        reading.wheel(by, settings);
                    }
                });
            }
        } else if inside(self.shape.list) {
            self.point_list(pointer.kind, row, by);
        } else if inside(self.shape.zones) {
            let area = self.shape.zones.unwrap_or_default();
            if by != 0 {
                self.choose_folder(self.catalogue.folder.saturating_add_signed(by.signum()));
            } else if pointer.kind == PointerKind::Press {
                self.panes.focus = Focus::Zones;
                let slots =
                    super::listing::zone_rows(&self.catalogue.folders, self.catalogue.folder, area).slots;
                if let Some(slot) = slots.iter().find(|slot| slot.contains(row)) {
                    self.choose_folder(slot.row);
                }
            }
        }
    }

    /// In an overlay: press puts the caret, chooses an entry, takes the entry that is chosen already; an answer at
    /// once. Elsewhere it does nothing: no text is lost to a click.
    fn point_overlay(&mut self, column: u16, row: u16) {
        let under = self.under(column, row);
        let Some(overlay) = self.overlays.last_mut() else { return };
        let is_again = match (overlay, under) {
            (Overlay::Note(note), Under::Text(column, row)) => return note.input.click(column, row),
            (Overlay::Line(line), Under::Text(column, row)) => return line.input.click(column, row),
            (Overlay::Palette(palette), Under::Text(column, row)) => return palette.input.click(column, row),
            (Overlay::Pick(pick), Under::Text(column, row)) => return pick.picker.input.click(column, row),
            (Overlay::Palette(palette), Under::Entry(at)) => palette.chosen.replace(at) == Some(at),
            (Overlay::Pick(pick), Under::Entry(at)) => std::mem::replace(&mut pick.picker.chosen, at) == at,
            (Overlay::Choice(choice), Under::Entry(at)) => std::mem::replace(&mut choice.chosen, at) == at,
            (Overlay::Ask(ask), Under::Entry(at)) => {
                ask.chosen = at;
                true
            }
            (_, Under::Nothing)
            | (
                Overlay::Note(_)
                | Overlay::Line(_)
                | Overlay::Help(_)
                | Overlay::Page(_)
                | Overlay::Stats(_)
                | Overlay::Ask(_)
                | Overlay::Choice(_)
                | Overlay::Doubts(_)
                | Overlay::Relink(_),
                Under::Text(..) | Under::Entry(_),
            ) => return,
        };
        if is_again {
            self.submit();
        }
    }

    /// In the article: press on a note chooses it; elsewhere press sets the line, drag chooses.
    fn point_article(&mut self, pointer: Pointer, row: usize, beside: bool) {
        let cell = usize::from(pointer.column.saturating_sub(self.shape.text.x));
        let Some(reading) = &mut self.reading else { return };
        if pointer.kind == PointerKind::Press && reading.point_note(row, beside, &self.settings) {
            reading.selection = None;
            self.panes.focus = Focus::Notes;
            self.trail.pressed = None;
            return;
        }
        let Some(place) = reading.place_at(row, cell, &self.settings.widths) else { return };
        match pointer.kind {
            PointerKind::Press => {
                reading.selection = None;
                reading.cursor = place;
                self.panes.focus = Focus::Reader;
                self.trail.pressed = Some(place);
            }
            PointerKind::Drag => {
                if let Some(from) = self.trail.pressed
                    && from != place
                {
                    reading.drag(from, place);
                }
            }
            PointerKind::Release => self.trail.pressed = None,
            PointerKind::WheelDown | PointerKind::WheelUp => {}
        }
    }

    /// In the list: press chooses, a second press opens; a heading folds at once.
    fn point_list(&mut self, kind: PointerKind, y: u16, by: isize) {
        if by != 0 {
            self.catalogue.step(by);
        } else if kind == PointerKind::Press {
            self.panes.focus = Focus::List;
            let area = self.shape.list.unwrap_or_default();
            let slots = super::listing::list_slots(&self.catalogue.rows, self.catalogue.chosen, area);
            let Some(at) = slots.iter().find(|slot| slot.contains(y)).map(|slot| slot.row) else { return };
            let again = at == self.catalogue.chosen;
            self.choose_row(at);
            if again || self.catalogue.chosen_card().is_none() {
                self.open_chosen();
            }
        }
    }

    /// Gives the mouse to the terminal, or takes it back.
    pub(super) fn toggle_mouse(&mut self) {
        self.settings.mouse = !self.settings.mouse;
        let (on, lang) = (self.settings.mouse, self.settings.lang);
        self.ask_for(Effect::Mouse(on));
        self.say(if on { say::mouse_ours(lang) } else { say::mouse_terminals(lang) });
    }
}
