//! Inputs: the note box and the typed line, laid out like the article, the caret always in view.

use super::super::theme::Theme;
use super::Caret;
use super::canvas::Canvas;
use crate::app::App;
use crate::app::finding::Purpose;
use crate::app::geometry::Area;
use crate::app::overlay::{LineBox, NoteBox};
use crate::messages::reader as say;

/// The note box: at the bottom of the reader, or at its top when the paragraph stands at the bottom.
pub(super) fn note(app: &App, note: &NoteBox, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let lang = app.settings.lang;
    let host = app.shape.reader.unwrap_or(app.shape.screen);
    let width = (app.shape.text.width + 4).min(host.width).max(20);
    let x = app.shape.text.x.saturating_sub(2).max(host.x).min(host.right().saturating_sub(width));
    let measure = width.saturating_sub(4).max(1);
    let shown = note.input.shown(usize::from(measure), &app.settings.widths, app.settings.level);
    let lines = u16::try_from(shown.lines.len()).unwrap_or(u16::MAX).max(3);
    let height = (lines + 2).min((host.height * 2 / 3).max(4));
    let cursor = focus_row(app);
    let bottom = host.bottom().saturating_sub(height);
    let y = if cursor >= bottom { host.y } else { bottom };
    let area = Area::new(x, y, width, height);
    canvas.fill(area, theme.panel);
    canvas.fill(Area::new(x, y, width, 1), theme.panel_title);
    let title = match (note.target.span, note.target.ordinal) {
        (Some(_), _) => say::note_title_span(lang),
        (None, 0) => say::note_title_head(lang),
        (None, n) => say::note_title(lang, n),
    };
    canvas.put_cut(x + 2, y, &title, theme.panel_title, width - 4);
    let rows = usize::from(height.saturating_sub(2)).max(1);
    let first = (shown.caret.0 + 1).saturating_sub(rows);
    for (nth, line) in shown.lines.iter().skip(first).take(rows).enumerate() {
        canvas.put(x + 2, y + 1 + u16::try_from(nth).unwrap_or(0), line, theme.panel, measure);
    }
    Caret {
        column: x + 2 + u16::try_from(shown.caret.1).unwrap_or(0).min(measure),
        row: y + 1 + u16::try_from(shown.caret.0 - first).unwrap_or(0),
        shown: true,
    }
}

/// The row of the reader's line on the screen.
fn focus_row(app: &App) -> u16 {
    let Some(reading) = &app.reading else { return 0 };
    let top = app.shape.reader.map_or(0, |area| area.y);
    let at = reading.rows.iter().rposition(|row| row.ordinal == reading.cursor.ordinal).unwrap_or(0);
    let lines = reading.rows.iter().filter(|row| row.ordinal == reading.cursor.ordinal).count();
    top + u16::try_from(at.saturating_sub(lines / 2)).unwrap_or(0)
}

/// A typed line, in the place of the bottom line.
pub(super) fn line(app: &App, line: &LineBox, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let area = app.shape.footer;
    let lang = app.settings.lang;
    canvas.fill(area, theme.panel);
    let label = match line.purpose {
        Purpose::Find => say::prompt_find(lang),
        Purpose::Search => say::prompt_search(lang),
        Purpose::Filter => say::prompt_filter(lang),
        Purpose::Jump => say::prompt_jump(lang),
        Purpose::Command => ":".to_owned(),
    };
    let mut room = area.width.saturating_sub(2);
    let told = match (line.purpose, app.notices.current()) {
        (_, Some(toast)) if toast.tone == crate::app::toast::Tone::Trouble => Some(toast.text.clone()),
        (Purpose::Find, _) if !app.finding.needle.is_empty() => Some(say::hits(lang, app.finding.len())),
        _ => None,
    };
    if let Some(told) = told {
        let wanted = canvas.width(&told).min(area.width / 2);
        let cut = crate::text::truncate(&told, usize::from(wanted), canvas.widths).into_owned();
        let start = canvas.put_right(area.right() - 1, area.y, &cut, theme.panel.patch(theme.dim), wanted);
        room = start.saturating_sub(area.x + 2);
    }
    let x = canvas.put(area.x + 1, area.y, &label, theme.panel_title, room);
    let room = room.saturating_sub(x - area.x);
    let (text, caret) = line.input.shown_in(usize::from(room), &app.settings.widths);
    canvas.put(x, area.y, &text, theme.panel, room);
    Caret { column: x + u16::try_from(caret).unwrap_or(0).min(room), row: area.y, shown: true }
}
