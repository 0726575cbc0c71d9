//! What lies over the panes: questions, pages, lists, statistics, and the box of keys that may follow.

use super::super::theme::Theme;
use super::Caret;
use super::canvas::Canvas;
use super::{choosing, doubting, relinking, typing};
use crate::app::boxes::LIST_ROWS;
use crate::app::find::bytes_of;
use crate::app::geometry::Area;
use crate::app::listing::first_row;
use crate::app::menu::Menu;
use crate::app::overlay::{Ask, Choice, ChoiceRow, Leads, Overlay, Page};
use crate::app::stats::Table;
use crate::app::{App, HitsToTag};
use crate::messages::{library, reader as say};
use crate::words::short_zone;

/// Draws every overlay, the last on top; returns where the caret stands when an input is the top one.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) -> Option<Caret> {
    let mut caret = None;
    for overlay in &app.overlays {
        caret = match overlay {
            Overlay::Note(note) => Some(typing::note(app, note, canvas, theme)),
            Overlay::Line(line) => Some(typing::line(app, line, canvas, theme)),
            Overlay::Ask(ask) => {
                question(app, ask, canvas, theme);
                None
            }
            Overlay::Page(page) => {
                self::page(app, page, canvas, theme);
                None
            }
            Overlay::Choice(choice) => {
                list(app, choice, canvas, theme);
                None
            }
            Overlay::Stats(table) => {
                stats(app, table, canvas, theme);
                None
            }
            Overlay::Palette(palette) => Some(choosing::palette(app, palette, canvas, theme)),
            Overlay::Pick(pick) => Some(choosing::pick(app, pick, canvas, theme)),
            Overlay::Help(help) => choosing::help(app, help, canvas, theme),
            Overlay::Doubts(doubts) => {
                doubting::draw(app, doubts, canvas, theme);
                None
            }
            Overlay::Relink(relink) => {
                relinking::draw(app, relink, canvas, theme);
                None
            }
        };
    }
    if let Some(shown) = app.menu_shown() {
        menu(app, &shown, canvas, theme);
    }
    caret
}

/// A panel with a heading; returns the area for its content.
pub(super) fn panel(title: &str, area: Area, canvas: &mut Canvas<'_>, theme: &Theme) -> Area {
    canvas.panel(area, theme);
    let heading = Area::new(area.x, area.y, area.width, 1);
    canvas.fill(heading, theme.panel_title);
    canvas.put_cut(area.x + 2, area.y, title, theme.panel_title, area.width.saturating_sub(4));
    area.content()
}

/// A question with what it is about and its answers.
fn question(app: &App, ask: &Ask, canvas: &mut Canvas<'_>, theme: &Theme) {
    let place = app.ask_area(ask);
    let shown = app.ask_shown(ask);
    let seen = usize::from(shown.height) / LIST_ROWS;
    let (lang, first, last, all) = (app.settings.lang, ask.top + 1, ask.top + seen, ask.shown.len());
    let title = match all {
        _ if seen == 0 || seen >= all => String::new(),
        HitsToTag::SHOWN => say::shown_of_the_first(lang, first, last, all),
        _fewer => say::shown_of(lang, first, last, all),
    };
    let area = panel(&title, place, canvas, theme);
    let laid = app.ask_lines(ask);
    for (line, y) in (0..laid.lines.len()).zip(area.y..) {
        canvas.put(area.x, y, laid.words(line), theme.panel, area.width);
    }
    entries(&ask.shown, ask.top, None, shown, canvas, theme);
    for (at, ((text, _), place)) in ask.answers.iter().zip(app.ask_answers(ask)).enumerate() {
        let style = if at == ask.chosen { theme.chosen } else { theme.panel };
        let shown = if at == ask.chosen { format!("[{text}]") } else { format!(" {text} ") };
        canvas.put(place.x, place.y, &shown, style, area.right().saturating_sub(place.x));
    }
}

/// A page of text.
fn page(app: &App, page: &Page, canvas: &mut Canvas<'_>, theme: &Theme) {
    let area = panel(&page.title, app.page_area(), canvas, theme);
    let mut y = area.y;
    for line in page.lines.iter().skip(page.top) {
        // What begins with blanks hangs from there.
        let hung = line.len() - line.trim_start_matches(' ').len();
        let hung = u16::try_from(hung).unwrap_or(u16::MAX).min(area.width / 4);
        let (x, width) = (area.x + hung, area.width - hung);
        let laid =
            crate::app::laid::Laid::new(line, usize::from(width), 0, canvas.widths, app.settings.level);
        for at in 0..laid.lines.len() {
            if y >= area.bottom() {
                return;
            }
            canvas.put(x, y, laid.words(at), theme.panel, width);
            y += 1;
        }
    }
}

/// A list to choose from.
fn list(app: &App, choice: &Choice, canvas: &mut Canvas<'_>, theme: &Theme) {
    let lang = app.settings.lang;
    let is_asked = choice.rows.iter().any(|row| matches!(row.leads, Leads::Encoding(_)));
    let state = match app.work.searching {
        // Nothing was searched for.
        _ if is_asked => String::new(),
        Some((_, done, total)) => say::searching(lang, done, total),
        None if choice.is_partial => say::found_so_far(lang, choice.rows.len()),
        None => say::found_count(lang, choice.rows.len()),
    };
    // What has no room for both says how far it is.
    let place = app.list_area();
    let both = format!("{}   {state}", choice.title);
    let title =
        if canvas.width(&both) + 4 <= place.width { both } else { format!("{state}  {}", choice.title) };
    let area = panel(&title, place, canvas, theme);
    let shown = (usize::from(area.height) / LIST_ROWS).max(1);
    let first = first_row(choice.chosen, choice.rows.len(), shown);
    entries(&choice.rows, first, Some(choice.chosen), area, canvas, theme);
}

/// Entries from the first one on, as many as there is room for: each its words, and below them where it leads.
fn entries(
    rows: &[ChoiceRow],
    first: usize,
    chosen: Option<usize>,
    area: Area,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let shown = usize::from(area.height) / LIST_ROWS;
    for (nth, (at, row)) in rows.iter().enumerate().skip(first).take(shown).enumerate() {
        let y = area.y + u16::try_from(nth * LIST_ROWS).unwrap_or(0);
        let is_chosen = chosen == Some(at);
        let style = if is_chosen { theme.chosen } else { theme.panel };
        canvas.fill(Area::new(area.x - 1, y, area.width + 2, 1), style);
        if is_chosen {
            canvas.put(area.x - 1, y, ">", style, 1);
        }
        canvas.put_cut(area.x, y, &row.text, style, area.width);
        for (start, stop) in bytes_of(&row.text, &row.hits) {
            let before = row.text.get(..start).map_or(0, |text| canvas.width(text));
            let width = row.text.get(start..stop).map_or(0, |text| canvas.width(text));
            let width = width.min(area.width.saturating_sub(before));
            canvas.restyle(area.x + before, y, width, theme.hit);
        }
        let detail = theme.panel.patch(theme.dim);
        canvas.put_cut(area.x + 2, y + 1, &row.detail, detail, area.width.saturating_sub(2));
    }
}

/// Tags by zone as a heat map, and each tag's total as a bar.
fn stats(app: &App, table: &Table, canvas: &mut Canvas<'_>, theme: &Theme) {
    let lang = app.settings.lang;
    let screen = app.shape.screen;
    let rows = u16::try_from(table.tags.len()).unwrap_or(u16::MAX);
    let height = rows.saturating_add(4).min(screen.height.saturating_sub(2));
    let place = app.panel(screen.width - 4, height);
    let area = panel(&say::stats_title(lang), place, canvas, theme);
    if table.tags.is_empty() {
        canvas.put(area.x, area.y, &say::no_tags_yet(lang), theme.panel, area.width);
        return;
    }
    let name = table.tags.iter().map(|tag| canvas.width(tag)).max().unwrap_or(4);
    let name = name.min((area.width / 4).max(area.width.saturating_sub(60)).max(12));
    let names: Vec<String> = table.zones.iter().map(|zone| short_zone(zone).into_owned()).collect();
    // As wide as the names ask for, within reason.
    let wide = names.iter().map(|zone| canvas.width(zone) + 1).max().unwrap_or(8).clamp(8, 15);
    let columns = table.columns(usize::from(area.width.saturating_sub(name + 14) / wide));
    let mut zones: Vec<String> = names.get(columns.zones.clone()).unwrap_or_default().to_vec();
    if columns.others > 0 {
        zones.push(library::stats_others(lang, columns.others));
        let (first, last) = (columns.zones.start + 1, columns.zones.end);
        panel(&library::stats_title_part(lang, first, last, names.len()), place, canvas, theme);
    }
    let greatest = table.greatest().max(1);
    let column = |at: usize| area.x + name + 1 + u16::try_from(at).unwrap_or(0) * wide;
    for (at, zone) in zones.iter().enumerate() {
        canvas.put_cut(column(at), area.y, zone, theme.panel.patch(theme.dim), wide - 1);
    }
    let bar_x = column(zones.len()) + 1;
    let bar_room = area.right().saturating_sub(bar_x + 5);
    let most = (0..table.tags.len()).map(|tag| table.total(tag)).max().unwrap_or(1).max(1);
    let shown = usize::from(area.height.saturating_sub(2));
    for (nth, (at, tag)) in table.tags.iter().enumerate().skip(table.top).take(shown).enumerate() {
        let y = area.y + 1 + u16::try_from(nth).unwrap_or(0);
        canvas.put_cut(area.x, y, tag, theme.panel, name);
        for (column_at, count) in table.row(at, &columns).into_iter().enumerate() {
            let share = share(count.min(greatest), greatest);
            let cell = Area::new(column(column_at), y, wide - 1, 1);
            canvas.fill(cell, theme.heat(share));
            if count > 0 {
                canvas.put_right(cell.right() - 2, y, &count.to_string(), theme.heat(share), 5);
            }
        }
        let total = table.total(at);
        let length = u16::try_from(usize::from(bar_room) * total / most).unwrap_or(0);
        if theme.colour {
            canvas.fill(Area::new(bar_x, y, length, 1), theme.heat(share(total, most)));
        } else {
            canvas.put(bar_x, y, &"#".repeat(usize::from(length)), theme.panel, bar_room);
        }
        canvas.put(bar_x + length + 1, y, &total.to_string(), theme.panel, 5);
    }
}

/// A count as a share of the greatest.
fn share(count: usize, greatest: usize) -> f64 {
    let number = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    number(count) / number(greatest.max(1))
}

/// The keys that may follow, above the bottom line.
fn menu(app: &App, menu: &Menu, canvas: &mut Canvas<'_>, theme: &Theme) {
    let screen = app.shape.screen;
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let content: usize = menu.columns.iter().map(|(key, desc)| key + desc + 4).sum();
    let title = match menu.left_out {
        0 => menu.title.clone(),
        n => say::menu_left_out(app.settings.lang, &menu.title, n),
    };
    let width = cells(content + 2).max(canvas.width(&title) + 4).min(screen.width);
    let height = cells(menu.rows.len() + 1);
    let area = Area::new(screen.width - width, app.shape.footer.y.saturating_sub(height), width, height);
    canvas.panel(area, theme);
    canvas.fill(Area::new(area.x, area.y, area.width, 1), theme.panel_title);
    canvas.put_cut(area.x + 1, area.y, &title, theme.panel_title, area.width.saturating_sub(2));
    let key_style = theme.panel.patch(theme.key).bg(theme.panel.bg.unwrap_or_default());
    for (y, row) in (area.y + 1..).zip(&menu.rows) {
        let mut x = area.x + 1;
        for (item, (key, desc)) in row.iter().zip(&menu.columns) {
            canvas.put(x, y, &item.key, key_style, cells(*key));
            let at = x + cells(*key) + 1;
            canvas.put_cut(
                at,
                y,
                &item.desc,
                theme.panel,
                area.right().saturating_sub(at).min(cells(*desc + 2)),
            );
            x = at + cells(*desc) + 3;
        }
    }
}
