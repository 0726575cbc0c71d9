//! Inputs: the note box and the typed line, laid out like the article, the caret always in view.

use super::super::theme::Theme;
use super::Caret;
use super::canvas::Canvas;
use crate::app::App;
use crate::app::finding::Purpose;
use crate::app::geometry::Area;
use crate::app::overlay::{LineBox, NoteBox};
use crate::messages::reader as say;

/// The note box.
pub(super) fn note(app: &App, note: &NoteBox, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let lang = app.settings.lang;
    let area = note.area;
    // It covers the whole measure; a margin would hide a line of the paragraph it is about.
    canvas.plate(area, theme);
    let heading = Area::new(area.x, area.y, area.width, 1);
    canvas.fill(heading, theme.panel_title);
    let (target, others) = (note.target(), note.pins.get(1..).unwrap_or_default());
    let title = match (others.last(), target.span, target.ordinal) {
        _ if note.is_lost() => say::note_title_lost(lang),
        (Some(last), _, first) => say::note_title_several(lang, first, last.target.ordinal),
        (None, Some(_), _) => say::note_title_span(lang),
        (None, None, 0) => say::note_title_head(lang),
        (None, None, n) => say::note_title(lang, n),
    };
    canvas.put_cut(area.x + 2, area.y, &title, theme.panel_title, area.width.saturating_sub(4));
    let view = note.input.view();
    for (y, row) in (area.y + 1..area.bottom()).zip(&view.rows) {
        canvas.put(area.x + 2, y, row.drawn.as_str(), theme.panel, area.width.saturating_sub(4));
    }
    let cells = |n: usize| u16::try_from(n).unwrap_or(0);
    Caret { column: area.x + 2 + cells(view.caret.0), row: area.y + 1 + cells(view.caret.1), shown: true }
}

/// Marks the character that a line is wrong at, from the cell that the line begins at.
pub(super) fn mark_wrong(words: &str, at: usize, (x, y): (u16, u16), canvas: &mut Canvas<'_>, theme: &Theme) {
    let width = |count: usize| canvas.width(&words.chars().take(count).collect::<String>());
    let (start, stop) = (width(at), width(at + 1));
    canvas.restyle(x + start, y, (stop - start).max(1), theme.trouble);
}

/// What is wrong with the line being typed, above it; what has no room is cut with a sign.
pub(super) fn wrong(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) {
    let Some((area, laid)) = app.wrong_told() else { return };
    canvas.fill(area, theme.panel);
    let style = theme.panel.patch(theme.trouble);
    for (at, y) in (area.y..area.bottom()).enumerate() {
        let is_last = y + 1 == area.bottom();
        let more = if is_last { laid.words(at + 1) } else { "" };
        canvas.put_cut(
            area.x + 1,
            y,
            &format!("{}{more}", laid.words(at)),
            style,
            area.width.saturating_sub(2),
        );
    }
}

/// A typed line, in the place of the bottom line.
pub(super) fn line(app: &App, line: &LineBox, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let area = app.shape.footer;
    let lang = app.settings.lang;
    canvas.fill(area, theme.panel);
    let x = canvas.put(area.x + 1, area.y, &app.label(line.purpose), theme.panel_title, area.width);
    let view = line.input.view();
    let words = view.rows.first().map_or("", |row| row.drawn.as_str());
    let room = area.right().saturating_sub(x + 1);
    let end = canvas.put(x, area.y, words, theme.panel, room);
    if let Some(at) = line.wrong.filter(|_| line.input.text().starts_with(words.trim_end())) {
        mark_wrong(words, at, (x, area.y), canvas, theme);
    }
    wrong(app, canvas, theme);
    let told = match line.purpose {
        Purpose::Find if app.finding.is_all_by_pinyin() => Some(say::hits_by_pinyin(lang, app.finding.len())),
        Purpose::Find if app.finding.is_all_whole() => Some(say::hit_paragraphs(lang, app.finding.len())),
        Purpose::Find if !app.finding.needle.is_empty() => Some(say::hits(lang, app.finding.len())),
        Purpose::Find | Purpose::Search | Purpose::Filter | Purpose::Zone => None,
    };
    if let Some(told) = told {
        let room = area.right().saturating_sub(end + 3);
        let start = area.right().saturating_sub(canvas.width(&told).min(room) + 1);
        canvas.put_cut(start, area.y, &told, theme.panel.patch(theme.dim), room);
    }
    Caret { column: x + u16::try_from(view.caret.0).unwrap_or(0).min(room), row: area.y, shown: true }
}
