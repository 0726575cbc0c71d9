//! The top line and the bottom line: where one is, what the keys do, what just happened.

use ratatui::style::Style;

use super::super::theme::Theme;
use super::Caret;
use super::canvas::Canvas;
use crate::app::geometry::Area;
use crate::app::reading::Selection;
use crate::app::toast::{self, Tone};
use crate::app::{App, hints};
use crate::messages::reader as say;

/// Draws both lines.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) {
    header(app, canvas, theme);
    footer(app, canvas, theme);
}

/// Zone, position, title; how far one has read, how much is marked.
fn header(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) {
    let area = app.shape.header;
    let lang = app.settings.lang;
    canvas.fill(area, theme.header);
    let Some(reading) = &app.reading else { return };
    let (marked, all) = reading.coverage();
    let mut right = format!(
        "{}  {} ",
        say::header_read(lang, reading.percent_read()),
        say::header_marks(lang, marked, all)
    );
    if reading.article.is_beginning {
        // Neither is known yet.
        right = String::from("... ");
    }
    let (orphans, waiting) = (reading.orphans().count(), reading.waiting_marks().count());
    if waiting > orphans {
        right = format!("{}  {right}", say::header_waiting(lang, waiting - orphans));
    }
    if orphans > 0 {
        right = format!("{}  {right}", say::header_orphans(lang, orphans));
    }
    if app.catalogue.codebook_trouble.is_some() {
        right = format!("{}  {right}", say::header_codebook(lang));
    }
    if app.is_writing_long() {
        right = format!("{}  {right}", say::writing(lang));
    } else if app.work.searching.is_some() {
        right = format!("...  {right}");
    }
    let open = (&reading.article.id, reading.article.meta.zone.as_str(), reading.article.meta.title.as_str());
    let (id, zone, title) = match app.doubted() {
        // What is shown is about another article: its numbers are not those of the open one.
        Some(card) => {
            right.clear();
            (&card.id, &*card.zone, &*card.title)
        }
        None => open,
    };
    let start = canvas.put_right(area.right(), area.y, &right, theme.header, area.width);
    let listed = &app.catalogue.listed;
    let at = app.catalogue.row_of(id).map_or(0, |row| row + 1);
    let place = format!(" {zone} {} ", say::position(lang, at, listed.len()));
    let room = start.saturating_sub(area.x + 1);
    let mut x = area.x;
    if canvas.width(&place) + 12 <= room {
        x = canvas.put(x, area.y, &place, theme.header, room);
        x = canvas.put(x, area.y, canvas.chrome.vertical, theme.header, 1);
    }
    canvas.put_cut(x + 1, area.y, title, theme.header, start.saturating_sub(x + 2));
}

/// The message that is shown now, and its style.
fn toast<'a>(app: &'a App, theme: &Theme) -> Option<(&'a str, Style)> {
    // Beside a note its keys count, not what was done before it: `u` is text there.
    let writes = app.overlays.iter().any(|overlay| overlay.note().is_some());
    let toast = app.notices.current().filter(|toast| !writes || toast.tone != Tone::Done)?;
    let style = match toast.tone {
        Tone::Done => theme.done,
        Tone::Notice => theme.notice,
        Tone::Trouble => theme.trouble,
    };
    Some((&toast.text, style))
}

/// The message, over whatever else is at the bottom: on the right of the line, or in as many rows as it asks for; the
/// caret stays in sight.
pub(super) fn say(app: &App, caret: Caret, canvas: &mut Canvas<'_>, theme: &Theme) {
    let Some((text, style)) = toast(app, theme) else { return };
    let area = app.shape.footer;
    let width = canvas.width(text) + 2;
    if caret.shown && caret.row >= area.y {
        return;
    }
    if width < area.width {
        canvas.put(area.right() - width, area.y, &format!(" {text} "), style, width);
        return;
    }
    let above = if caret.shown { area.y - caret.row } else { TOAST_ROWS.min(area.y / 3) };
    let measure = usize::from(area.width.saturating_sub(2));
    let rows = toast::rows(
        text,
        measure,
        usize::from(above.clamp(1, TOAST_ROWS)),
        canvas.widths,
        app.settings.level,
    );
    let first = area.bottom() - u16::try_from(rows.len()).unwrap_or(1);
    for (y, row) in (first..).zip(&rows) {
        canvas.fill(Area::new(area.x, y, area.width, 1), style);
        canvas.put_cut(area.x + 1, y, row, style, area.width - 2);
    }
}

/// Rows that a message takes at most.
const TOAST_ROWS: u16 = 5;

/// Hints, as far as the message leaves room for them.
fn footer(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) {
    let area = app.shape.footer;
    canvas.fill(area, theme.footer);
    let taken = toast(app, theme).map_or(0, |(text, _)| canvas.width(text) + 2);
    let room = area.width.saturating_sub(1 + taken);
    if taken >= area.width {
        return;
    }
    if let Some(text) = choosing(app) {
        let line = toast::rows(&text, usize::from(room), 1, canvas.widths, app.settings.level);
        canvas.put_cut(area.x + 1, area.y, &line.concat(), theme.key, room);
        return;
    }
    let mut x = area.x + 1;
    let shown = app.hints();
    if let Some(text) = advice(app) {
        // Most of the line is the advice's; the keys that fit beside it stay in sight.
        let wanted = canvas.width(&text).min(room / 3 * 2) + 2;
        let mut keys = 0;
        for hint in &shown {
            let width = canvas.width(&hint.key) + 1 + canvas.width(&hint.does) + 2;
            if wanted + keys + width > room {
                break;
            }
            keys += width;
        }
        x = canvas.put_cut(x, area.y, &text, theme.notice, room.saturating_sub(keys + 2)) + 2;
    }
    let left = usize::from((area.x + room).saturating_sub(x));
    for hint in hints::fitting(shown, left, canvas.widths) {
        x = canvas.put(x, area.y, &hint.key, theme.key, room) + 1;
        x = canvas.put(x, area.y, &hint.does, theme.footer, room) + 2;
    }
}

/// The words of the advice that is shown.
fn advice(app: &App) -> Option<String> {
    let reading = app.reading.as_ref().filter(|_| app.overlays.is_empty())?;
    let (at, all, advice) = reading.shown_advice()?;
    let lang = app.settings.lang;
    Some(say::advice_shown(lang, at, all, advice.note(lang)))
}

/// What the keys do while something is chosen.
fn choosing(app: &App) -> Option<String> {
    let reading = app.reading.as_ref().filter(|_| app.overlays.is_empty())?;
    let lang = app.settings.lang;
    Some(match reading.selection? {
        Selection::Span { .. } => say::choose_span(lang),
        Selection::Blocks { .. } => say::choose_blocks(lang, reading.targets().len()),
    })
}
