//! Zones and articles: only the rows that are shown are built.

use super::super::theme::Theme;
use super::canvas::Canvas;
use crate::app::App;
use ratatui::style::Style;

use crate::app::catalogue::{Folder, FolderCount, ListRow};
use crate::app::geometry::Area;
use crate::app::listing::{Slot, list_slots, zone_rows};
use crate::app::panes::Focus;
use crate::messages::{Lang, library, reader as say};
use crate::words::short_zone;

/// Draws the panes beside the article.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) {
    let top = app.shape.header.bottom();
    // The panes' paper reaches up to the top line.
    let paper = |area: Area| Area::new(area.x, top, area.width, area.bottom().saturating_sub(top));
    if let Some(area) = app.shape.zones {
        canvas.fill(paper(area), theme.side);
        zones(app, area, canvas, theme);
    }
    if let Some(area) = app.shape.list {
        canvas.fill(
            if app.shape.zones.is_some_and(|zones| zones.x == area.x) { area } else { paper(area) },
            theme.side,
        );
        list(app, area, canvas, theme);
    }
    for seam in app.shape.seams.into_iter().flatten() {
        let body =
            Area::new(seam, app.shape.header.bottom(), 1, app.shape.footer.y - app.shape.header.bottom());
        if theme.colour {
            canvas.fill(body, theme.text);
        } else {
            for y in body.y..body.bottom() {
                canvas.put(seam, y, canvas.chrome.vertical, theme.dim, 1);
            }
        }
    }
}

/// What a folder is called.
pub(super) fn folder_name(app: &App, folder: &Folder) -> String {
    let lang = app.settings.lang;
    match folder {
        Folder::All => say::folder_all(lang),
        Folder::Zone(zone) => zone.to_string(),
        Folder::Unread => say::folder_unread(lang),
        Folder::Unmarked => say::folder_unmarked(lang),
        Folder::ToVerify => say::folder_verify(lang),
        Folder::Orphans => say::folder_orphans(lang),
        Folder::Starred => say::folder_starred(lang),
        Folder::Saved(name, _) => name.clone(),
    }
}

/// The zones pane.
fn zones(app: &App, area: Area, canvas: &mut Canvas<'_>, theme: &Theme) {
    let catalogue = &app.catalogue;
    let lang = app.settings.lang;
    let columns = columns(app, area, canvas);
    canvas.put_cut(area.x + 1, area.y, &say::zones_title(lang), theme.heading, area.width - 2);
    let heads = [say::column_articles(lang), say::column_unread(lang), say::column_marks(lang)];
    let mut right = area.right() - 1;
    for (head, width) in heads.iter().zip(&columns).rev() {
        canvas.put_right(right, area.y, head, theme.heading, *width);
        right = right.saturating_sub(*width);
    }
    let rows = zone_rows(&catalogue.folders, catalogue.folder, area);
    for (y, above, below) in rows.more {
        let text = match (above, below) {
            (0, below) => library::more_below(lang, below),
            (above, 0) => library::more_above(lang, above),
            (above, below) => library::more_around(lang, above, below),
        };
        canvas.put_cut(area.x + 1, y, &text, theme.heading, area.width - 2);
    }
    for slot in rows.slots {
        let Some(folder) = catalogue.folders.get(slot.row) else { continue };
        let chosen = slot.row == catalogue.folder;
        let style = match (chosen, app.panes.focus == Focus::Zones) {
            (true, true) => theme.chosen,
            (true, false) => theme.chosen_away,
            (false, _) => theme.side,
        };
        canvas.fill(Area::new(area.x, slot.y, area.width, 1), style);
        let counts = catalogue.counts.get(slot.row).copied().flatten().unwrap_or_default();
        let is_zone = matches!(folder, Folder::All | Folder::Zone(_));
        let dim = if chosen { style } else { style.patch(theme.heading) };
        // A folder that is no zone has one number, in the last column.
        let numbers = [counts.of, counts.unread, counts.marks];
        // What is unread or marked in all zones, the folders below say.
        let shown = if matches!(folder, Folder::Zone(_)) { 3 } else { 1 };
        let widths: Vec<u16> = if is_zone { columns.clone() } else { vec![digits(counts.of) + 1] };
        let mut right = area.right() - 1;
        for (at, (number, width)) in numbers.iter().zip(&widths).enumerate().rev() {
            // What is nought is left out, but for the articles of a zone.
            if at < shown && (*number > 0 || (is_zone && at == 0)) {
                canvas.put_right(
                    right,
                    slot.y,
                    &number.to_string(),
                    if at == 0 { style } else { dim },
                    digits(*number).max(*width),
                );
            }
            right = right.saturating_sub(*width);
        }
        if chosen && !theme.colour {
            canvas.put(area.x, slot.y, ">", style, 1);
        }
        let name = folder_name(app, folder);
        let room = right.saturating_sub(area.x + 1);
        canvas.put_cut(area.x + 1, slot.y, &fitting(canvas, &name, room), style, room);
    }
    uncounted(app, area, columns.len(), canvas, theme);
}

/// The counts of the chosen zone that have no column here, in words, on the line that stays free at the end.
fn uncounted(app: &App, area: Area, columns: usize, canvas: &mut Canvas<'_>, theme: &Theme) {
    let (at, lang) = (app.catalogue.folder, app.settings.lang);
    let Some(folder @ Folder::Zone(_)) = app.catalogue.folders.get(at) else { return };
    let counts = app.catalogue.counts.get(at).copied().flatten().unwrap_or_default();
    let words = [say::count_unread(lang, counts.unread), say::count_marks(lang, counts.marks)];
    let words = words.get(columns.saturating_sub(1)..).unwrap_or(&[]).join(" ");
    if words.is_empty() {
        return;
    }
    let y = area.bottom().saturating_sub(1);
    canvas.fill(Area::new(area.x, y, area.width, 1), theme.side);
    let x = canvas.put_right(area.right() - 1, y, &words, theme.side, area.width - 2);
    let room = x.saturating_sub(area.x + 2);
    if room >= NAME_CELLS {
        let name = fitting(canvas, &folder_name(app, folder), room);
        canvas.put_cut(area.x + 1, y, &name, theme.heading, room);
    }
}

/// The widths of the columns of counts: articles, unread paragraphs, marks; fewer where names would have no room.
fn columns(app: &App, area: Area, canvas: &Canvas<'_>) -> Vec<u16> {
    let lang = app.settings.lang;
    let folders = app.catalogue.counts.iter().zip(&app.catalogue.folders);
    let mut most = FolderCount::default();
    for (count, folder) in folders {
        let Folder::Zone(_) = folder else { continue };
        let count = count.unwrap_or_default();
        most.of = most.of.max(count.of);
        most.unread = most.unread.max(count.unread);
        most.marks = most.marks.max(count.marks);
    }
    let column = |most: usize, head: String| digits(most).max(canvas.width(&head)) + 1;
    let mut columns = vec![
        column(most.of, say::column_articles(lang)),
        column(most.unread, say::column_unread(lang)),
        column(most.marks, say::column_marks(lang)),
    ];
    while columns.len() > 1 && columns.iter().sum::<u16>() + NAME_CELLS + 2 > area.width {
        columns.pop();
    }
    columns
}

/// How many digits a number has.
fn digits(number: usize) -> u16 {
    u16::try_from(number.checked_ilog10().unwrap_or(0) + 1).unwrap_or(9)
}

/// From this width on, in cells, a zone of the list says what its number counts.
const WORDS_FROM: u16 = 21;

/// Cells that a zone's name has at least beside its counts.
const NAME_CELLS: u16 = 6;

/// A zone's name as long as there is room for it.
fn fitting(canvas: &Canvas<'_>, name: &str, room: u16) -> String {
    if canvas.width(name) > room { short_zone(name).into_owned() } else { name.to_owned() }
}

/// The list of articles.
fn list(app: &App, area: Area, canvas: &mut Canvas<'_>, theme: &Theme) {
    let catalogue = &app.catalogue;
    let lang = app.settings.lang;
    let folder = catalogue.folders.get(catalogue.folder);
    let title = match (&catalogue.filter, folder) {
        // A saved query goes by its name.
        (Some(_), Some(Folder::Saved(name, _))) => name.clone(),
        (Some((query, _)), _) => say::filter_title(lang, query),
        (None, Some(folder)) => folder_name(app, folder),
        (None, None) => say::list_title(lang),
    };
    let position = say::position(lang, catalogue.chosen_place(), catalogue.listed.len());
    let x = canvas.put_right(area.right() - 1, area.y, &position, theme.heading, area.width - 2);
    let room = x.saturating_sub(area.x + 2);
    canvas.put_cut(area.x + 1, area.y, &fitting(canvas, &title, room), theme.heading, room);
    if catalogue.known && catalogue.listed.is_empty() {
        canvas.put_cut(area.x + 1, area.y + 2, &say::empty_list(lang), theme.heading, area.width - 2);
    }
    for slot in list_slots(&catalogue.rows, catalogue.chosen, area) {
        let style = match (slot.row == catalogue.chosen, app.panes.focus == Focus::List) {
            (true, true) => theme.chosen,
            (true, false) => theme.chosen_away,
            (false, _) => theme.side,
        };
        match catalogue.rows.get(slot.row) {
            Some(ListRow::Article(index)) => entry(app, area, slot, *index, style, canvas, theme),
            Some(ListRow::Zone { zone, articles, folded, .. }) => {
                heading(area, slot, (zone, *articles, *folded), style, lang, canvas, theme);
            }
            None => {}
        }
    }
}

/// A zone above its articles: the sign of its fold, its name, and how many there are.
fn heading(
    area: Area,
    slot: Slot,
    (zone, articles, folded): (&str, usize, bool),
    style: Style,
    lang: Lang,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let style = dimmed(theme, style);
    canvas.fill(Area::new(area.x, slot.y, area.width, 1), style);
    canvas.put(area.x + 1, slot.y, if folded { ">" } else { "v" }, style, 1);
    let room = area.width.saturating_sub(4);
    let count =
        if area.width < WORDS_FROM { articles.to_string() } else { say::count_articles(lang, articles) };
    let beside = room.saturating_sub(canvas.width(&count) + 1);
    let name = fitting(canvas, zone, beside);
    if canvas.width(&name) > beside {
        // The name matters more than the number.
        canvas.put_cut(area.x + 3, slot.y, &name, style, room);
        return;
    }
    canvas.put_cut(area.x + 3, slot.y, &name, style, beside);
    canvas.put_right(area.right() - 1, slot.y, &count, style, room);
}

/// One article of the list: its title over one line or two, its counts at the end.
fn entry(
    app: &App,
    area: Area,
    slot: Slot,
    index: usize,
    style: Style,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let Some(card) = app.catalogue.cards.get(index) else { return };
    let open = app.reading.as_ref().is_some_and(|reading| reading.article.id == card.id);
    canvas.fill(Area::new(area.x, slot.y, area.width, slot.height), style);
    if open {
        canvas.put(area.x, slot.y, ">", style.patch(theme.bar_line), 1);
    }
    let counts = counts(app, card);
    let room = area.width.saturating_sub(2);
    let right = area.right() - 1;
    if slot.height < 2 {
        let x = canvas.put_right(right, slot.y, &counts, style, room);
        canvas.put_cut(area.x + 1, slot.y, &card.title, style, x.saturating_sub(area.x + 2));
        return;
    }
    let laid =
        crate::app::laid::Laid::new(&card.title, usize::from(room), 0, canvas.widths, crate::text::Level::Gb);
    canvas.put(area.x + 1, slot.y, laid.words(0), style, room);
    let y = slot.y + 1;
    let x = canvas.put_right(right, y, &counts, dimmed(theme, style), room);
    let rest: String = card.title.get(laid.start(1)..).unwrap_or("").trim_start().to_owned();
    canvas.put_cut(area.x + 1, y, &rest, style, x.saturating_sub(area.x + 2));
}

/// Headings and counts are dimmer than titles where the row is not chosen.
fn dimmed(theme: &Theme, style: Style) -> Style {
    if style == theme.side { theme.heading } else { style }
}

/// That pinyin found it, a star and the marks.
fn counts(app: &App, card: &crate::words::ArticleCard) -> String {
    let is_read = app.catalogue.filter.is_some() && app.catalogue.by_pinyin.contains(&card.id);
    let read = is_read.then(|| say::found_by_pinyin(app.settings.lang));
    let star = app.memory.stars.contains(&card.id).then(|| "*".to_owned());
    let marks = app.catalogue.summary(&card.id).map_or(0, |summary| summary.marks);
    let marks = (marks > 0).then(|| say::count_marks(app.settings.lang, marks));
    [read, star, marks].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
