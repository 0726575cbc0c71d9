//! Notes beside the article and below its paragraphs, and what says that there is more of them.

use ratatui::style::Style;

use super::super::theme::Theme;
use super::article::color;
use super::canvas::Canvas;
use crate::app::App;
use crate::app::margin::Slot;
use crate::app::panes::Focus;
use crate::app::reading::{NoteLine, NotePart, Reading};
use crate::messages::reader as say;

/// A line of the notes below their paragraph.
pub(super) fn below(
    app: &App,
    reading: &Reading,
    ordinal: usize,
    at: usize,
    y: u16,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let text = app.shape.text;
    let notes = reading.notes_of(ordinal);
    let Some(line) = notes.get(at) else { return };
    let before = at.checked_sub(1).and_then(|before| notes.get(before));
    if before.is_none_or(|before| before.mark != line.mark) {
        canvas.put(text.x, y, ">", theme.sign, 1);
    }
    let style = style(app, reading, ordinal, line, theme);
    canvas.put(text.x + 2, y, &line.text, style, text.width.saturating_sub(2));
}

/// The notes beside the article.
pub(super) fn beside(app: &App, reading: &Reading, canvas: &mut Canvas<'_>, theme: &Theme) {
    let Some(area) = app.shape.margin else { return };
    let row = |at: usize| area.y + u16::try_from(at).unwrap_or(area.height);
    for slot in reading.margin_slots() {
        let focused = slot.ordinal == reading.cursor.ordinal;
        let lines = reading.notes_of(slot.ordinal).iter().skip(slot.first).take(slot.shown);
        for (line, y) in lines.zip(row(slot.row)..) {
            canvas.put(area.x, y, &line.text, style(app, reading, slot.ordinal, line, theme), area.width);
        }
        if slot.is_cut() {
            let (text, style) = if focused {
                (more(app, slot, canvas.chrome.cut), theme.bar)
            } else {
                (canvas.chrome.cut.to_owned(), theme.sign)
            };
            canvas.put_cut(area.x, row(slot.end() - 1), &text, style, area.width);
        }
        if focused {
            for y in row(slot.row)..row(slot.end()) {
                canvas.put(area.x.saturating_sub(1), y, canvas.chrome.vertical, theme.bar, 1);
            }
        }
    }
}

/// How many lines of the focused notes are not seen, and the key that shows them.
fn more(app: &App, slot: Slot, mark: &str) -> String {
    let lang = app.settings.lang;
    let (command, words) = match slot.left_out {
        (above, 0) => ("line up", say::lines_above(lang, above)),
        (_, below) => ("line down", say::lines_below(lang, below)),
    };
    let way = match app.panes.focus {
        Focus::Notes => app.key_of(command),
        Focus::Reader => app.key_of("pane next").map(|key| say::key_reads_all(lang, key)),
        Focus::Zones | Focus::List => None,
    };
    format!("{mark} {words} {}", way.unwrap_or_default())
}

/// How a line looks; the chosen note stands out while notes have the focus.
fn style(app: &App, reading: &Reading, ordinal: usize, line: &NoteLine, theme: &Theme) -> Style {
    let chosen = ordinal == reading.cursor.ordinal
        && app.panes.focus == Focus::Notes
        && reading.chosen_note() == Some(line.mark);
    match line.part {
        _any if chosen => theme.chosen,
        NotePart::Tags => {
            let first = reading.placed.get(line.mark).and_then(|placed| placed.mark.tags.first());
            theme.tag(first.and_then(|tag| color(app, tag)))
        }
        NotePart::Words => theme.note,
        NotePart::Sign => theme.sign,
    }
}
