//! Zones and articles: only the rows that are shown are built.

use super::super::theme::Theme;
use super::canvas::Canvas;
use crate::app::App;
use crate::app::catalogue::Folder;
use crate::app::geometry::Area;
use crate::app::listing::{first_row, list_rows, row_height, zone_rows};
use crate::app::panes::Focus;
use crate::messages::reader as say;

/// Draws the panes beside the article.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) {
    if let Some(area) = app.shape.zones {
        canvas.fill(area, theme.side);
        zones(app, area, canvas, theme);
    }
    if let Some(area) = app.shape.list {
        canvas.fill(area, theme.side);
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
    canvas.put_cut(area.x + 1, area.y, &say::zones_title(app.settings.lang), theme.heading, area.width - 2);
    let shown = zone_rows(area);
    let first = first_row(catalogue.folder, catalogue.folders.len(), shown);
    let rows = catalogue.folders.iter().enumerate().skip(first).take(shown);
    for (y, (at, folder)) in (area.y + 1..).zip(rows) {
        let chosen = at == catalogue.folder;
        let style = match (chosen, app.panes.focus == Focus::Zones) {
            (true, true) => theme.chosen,
            (true, false) => theme.chosen_away,
            (false, _) if matches!(folder, Folder::All | Folder::Zone(_)) => theme.side,
            (false, _) => theme.side.patch(theme.heading),
        };
        canvas.fill(Area::new(area.x, y, area.width, 1), style);
        let count = catalogue.counts.get(at).copied().flatten();
        let count = count.map(|count| match folder {
            Folder::Zone(_) if count.marks > 0 => format!("{} +{}", count.of, count.marks),
            Folder::All
            | Folder::Zone(_)
            | Folder::Unread
            | Folder::Unmarked
            | Folder::ToVerify
            | Folder::Orphans
            | Folder::Starred
            | Folder::Saved(..) => count.of.to_string(),
        });
        let mut room = area.width - 2;
        if let Some(count) = count {
            let x = canvas.put_right(area.right() - 1, y, &count, style, room);
            room = x.saturating_sub(area.x + 2);
        }
        if chosen && !theme.colour {
            canvas.put(area.x, y, ">", style, 1);
        }
        canvas.put_cut(area.x + 1, y, &folder_name(app, folder), style, room);
    }
}

/// The list of articles.
fn list(app: &App, area: Area, canvas: &mut Canvas<'_>, theme: &Theme) {
    let catalogue = &app.catalogue;
    let lang = app.settings.lang;
    let title = if let Some((query, _)) = &catalogue.filter {
        say::filter_title(lang, query)
    } else {
        let folder = catalogue.folders.get(catalogue.folder);
        folder.map_or_else(|| say::list_title(lang), |folder| folder_name(app, folder))
    };
    let position =
        say::position(lang, (catalogue.chosen + 1).min(catalogue.listed.len()), catalogue.listed.len());
    let x = canvas.put_right(area.right() - 1, area.y, &position, theme.heading, area.width - 2);
    canvas.put_cut(area.x + 1, area.y, &title, theme.heading, x.saturating_sub(area.x + 2));
    if catalogue.known && catalogue.listed.is_empty() {
        canvas.put_cut(area.x + 1, area.y + 1, &say::empty_list(lang), theme.heading, area.width - 2);
    }
    let tall = row_height(area);
    let shown = list_rows(area);
    let first = first_row(catalogue.chosen, catalogue.listed.len(), shown);
    let rows = catalogue.listed.iter().enumerate().skip(first).take(shown);
    for (nth, (at, index)) in rows.enumerate() {
        let y = area.y + 1 + u16::try_from(nth * tall).unwrap_or(0);
        entry(app, area, y, (at, *index), canvas, theme);
    }
}

/// One article of the list: its title over one row or two, its counts at the end.
fn entry(app: &App, area: Area, y: u16, row: (usize, usize), canvas: &mut Canvas<'_>, theme: &Theme) {
    let catalogue = &app.catalogue;
    let Some(card) = catalogue.cards.get(row.1) else { return };
    let open = app.reading.as_ref().is_some_and(|reading| reading.article.id == card.id);
    let style = match (row.0 == catalogue.chosen, app.panes.focus == Focus::List) {
        (true, true) => theme.chosen,
        (true, false) => theme.chosen_away,
        (false, _) => theme.side,
    };
    let tall = u16::try_from(row_height(area)).unwrap_or(1);
    let tall = tall.min(area.bottom().saturating_sub(y));
    canvas.fill(Area::new(area.x, y, area.width, tall), style);
    if open {
        canvas.put(area.x, y, ">", style.patch(theme.bar_line), 1);
    }
    let counts = counts(app, card);
    let room = area.width.saturating_sub(2);
    let right = area.right() - 1;
    if tall < 2 {
        let x = canvas.put_right(right, y, &counts, style, room);
        canvas.put_cut(area.x + 1, y, &card.title, style, x.saturating_sub(area.x + 2));
        return;
    }
    let laid =
        crate::app::laid::Laid::new(&card.title, usize::from(room), 0, canvas.widths, crate::text::Level::Gb);
    canvas.put(area.x + 1, y, laid.words(0), style, room);
    let x = canvas.put_right(right, y + 1, &counts, style.patch(dimmed(theme, style)), room);
    let rest: String = card.title.get(laid.start(1)..).unwrap_or("").trim_start().to_owned();
    canvas.put_cut(area.x + 1, y + 1, &rest, style, x.saturating_sub(area.x + 2));
}

/// Counts are dimmer than titles where the row is not chosen.
fn dimmed(theme: &Theme, style: ratatui::style::Style) -> ratatui::style::Style {
    if style == theme.side { theme.heading } else { style }
}

/// A star, the marks, and a sign of unread paragraphs.
fn counts(app: &App, card: &crate::words::ArticleCard) -> String {
    let mut parts = String::new();
    if app.memory.stars.contains(&card.id) {
        parts.push('*');
    }
    if let Some(summary) = app.catalogue.summary(&card.id)
        && summary.marks > 0
    {
        parts.push_str(&summary.marks.to_string());
    }
    parts
}
