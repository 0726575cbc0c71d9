//! The overlays that choose by what is typed: command line, pickers, help.

use super::super::theme::Theme;
use super::Caret;
use super::canvas::Canvas;
use super::panels::panel;
use super::typing;
use crate::app::App;
use crate::app::find::bytes_of;
use crate::app::geometry::Area;
use crate::app::help::{Help, HelpRow};
use crate::app::input::Input;
use crate::app::overlay::PickBox;
use crate::app::palette::Palette;
use ratatui::style::Style;

/// The command line at the bottom, what completes it above.
pub(super) fn palette(app: &App, palette: &Palette, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let footer = app.shape.footer;
    canvas.fill(footer, theme.panel);
    let area = app.palette_area(palette);
    let (first, rows) = palette.window(usize::from(area.height));
    canvas.fill(area, theme.panel);
    let half = (footer.width / 2).min(44);
    for (at, (y, row)) in (area.y..).zip(rows).enumerate() {
        let style = if palette.chosen == Some(first + at) { theme.chosen } else { theme.panel };
        canvas.fill(Area::new(0, y, footer.width, 1), style);
        if palette.chosen == Some(first + at) {
            canvas.put(0, y, ">", style, 1);
        }
        canvas.put_cut(1, y, &row.text, style, half.saturating_sub(2));
        hits(canvas, 1, y, &row.text, &row.hits, theme.hit, half.saturating_sub(2));
        let keys = canvas.put_right(footer.width - 1, y, &row.keys, style, footer.width / 4);
        canvas.put_cut(half, y, &row.help, style, keys.saturating_sub(half + 1));
    }
    let x = canvas.put(footer.x, footer.y, ":", theme.panel_title, 2);
    let caret = line(&palette.input, x, footer.y, footer.width.saturating_sub(x + 1), canvas, theme);
    let view = palette.input.view();
    let words = view.rows.first().map_or("", |row| row.drawn.as_str());
    if let Some(at) = palette.wrong.filter(|_| palette.input.text().starts_with(words.trim_end())) {
        typing::mark_wrong(words, at, (x, footer.y), canvas, theme);
    }
    typing::wrong(app, canvas, theme);
    caret
}

/// A list with the line that narrows it.
pub(super) fn pick(app: &App, pick: &PickBox, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let picker = &pick.picker;
    let (width, height) = app.pick_size(pick);
    let area = panel(&picker.title, app.panel(width, height), canvas, theme);
    let x = canvas.put(area.x, area.y, "> ", theme.panel.patch(theme.dim), 2);
    let caret = line(&picker.input, x, area.y, area.width.saturating_sub(2), canvas, theme);
    let (first, rows) = picker.window(usize::from(area.height.saturating_sub(1)));
    for (at, (y, row)) in (area.y + 1..area.bottom()).zip(rows).enumerate() {
        let chosen = first + at == picker.chosen;
        let style = if chosen { theme.chosen } else { theme.panel };
        canvas.fill(Area::new(area.x - 1, y, area.width + 2, 1), style);
        if chosen {
            canvas.put(area.x - 1, y, ">", style, 1);
        }
        let item = row.index.and_then(|index| picker.items.get(index));
        let mut x = area.x;
        if let Some(on) = item.and_then(|item| item.on) {
            x = canvas.put(x, y, if on { "[x] " } else { "[ ] " }, style, 4);
        }
        let text = picker.text_of(row);
        let room = area.right().saturating_sub(x);
        let end = canvas.put_cut(x, y, &text, style, room);
        hits(canvas, x, y, &text, &row.hits, theme.hit, room);
        if let Some(item) = item
            && end + 2 < area.right()
        {
            let dim = if chosen { style } else { theme.panel.patch(theme.dim) };
            canvas.put_cut(end + 2, y, &item.detail, dim, area.right().saturating_sub(end + 2));
        }
    }
    caret
}

/// Every key, by context.
pub(super) fn help(app: &App, help: &Help, canvas: &mut Canvas<'_>, theme: &Theme) -> Option<Caret> {
    let title = crate::messages::reader::help_title(app.settings.lang);
    let area = panel(&title, app.help_area(), canvas, theme);
    let mut caret = None;
    let mut y = area.y;
    if help.is_filtering || !help.input.text().is_empty() {
        let x = canvas.put(area.x, y, "/ ", theme.panel.patch(theme.dim), 2);
        let typed = line(&help.input, x, y, area.width.saturating_sub(2), canvas, theme);
        caret = help.is_filtering.then_some(typed);
        y += 1;
    }
    let keys_room = (area.width / 3).max(12);
    for (y, row) in (y..area.bottom()).zip(help.window(usize::from(area.bottom().saturating_sub(y)))) {
        match row {
            HelpRow::Heading(name) => {
                let style = theme.panel.patch(theme.subhead);
                canvas.put_cut(area.x, y, name, style, area.width);
            }
            HelpRow::Keys { keys, does, command, hits: found } => {
                let key = theme.panel.patch(theme.key).bg(theme.panel.bg.unwrap_or_default());
                canvas.put_cut(area.x + 2, y, keys, key, keys_room.saturating_sub(3));
                let x = area.x + keys_room;
                let room = area.right().saturating_sub(x);
                let end = canvas.put_cut(x, y, does, theme.panel, room);
                hits(canvas, x, y, does, found, theme.hit, room);
                if end + 2 + canvas.width(command) < area.right() {
                    canvas.put_right(area.right(), y, command, theme.panel.patch(theme.dim), room);
                }
            }
        }
    }
    caret
}

/// A typed line; returns the caret in it.
fn line(input: &Input, x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let view = input.view();
    if let Some(row) = view.rows.first() {
        canvas.put_clean(x, y, &row.drawn, theme.panel, room);
    }
    Caret { column: x + u16::try_from(view.caret.0).unwrap_or(0).min(room), row: y, shown: true }
}

/// Puts the style of hits over characters of a text that was written from a cell on.
fn hits(
    canvas: &mut Canvas<'_>,
    x: u16,
    y: u16,
    text: &str,
    found: &[(usize, usize)],
    style: Style,
    room: u16,
) {
    for (start, stop) in bytes_of(text, found) {
        let before = text.get(..start).map_or(0, |text| canvas.width(text));
        let width = text.get(start..stop).map_or(0, |text| canvas.width(text));
        canvas.restyle(x + before, y, width.min(room.saturating_sub(before)), style);
    }
}
