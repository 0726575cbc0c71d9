//! The article: gutter, lines, notes below or beside their paragraphs.

use ratatui::style::Style;

use super::super::theme::Theme;
use super::Caret;
use super::canvas::Canvas;
use super::notes;
use crate::app::App;
use crate::app::lines;
use crate::app::panes::Focus;
use crate::app::reading::{Reading, Row, RowKind, TextLine};
use crate::messages::{Lang, reader as say};
use crate::words::{Article, BlockKind, Tag, TagPath};

/// Draws the reader's pane; returns where the hidden cursor waits.
pub(super) fn draw(app: &App, canvas: &mut Canvas<'_>, theme: &Theme) -> Caret {
    let Some(area) = app.shape.reader else { return Caret::default() };
    let Some(reading) = &app.reading else {
        let lang = app.settings.lang;
        let empty = app.catalogue.known && app.catalogue.cards.is_empty();
        let text = match &app.work.unread {
            Some(why) => why.clone(),
            None if empty => say::empty_library(lang),
            None => say::loading(lang),
        };
        canvas.put_cut(area.x + 2, area.y + 1, &text, theme.dim, area.width.saturating_sub(4));
        return Caret { column: area.x, row: area.y, shown: false };
    };
    let mut caret = Caret { column: app.shape.gutter.x, row: area.y, shown: false };
    for (at, row) in reading.rows.iter().enumerate() {
        let y = area.y + u16::try_from(at).unwrap_or(0);
        if y >= area.bottom() {
            break;
        }
        let here = matches!(&row.kind, RowKind::Text(line) if reading.is_here(row.ordinal, line));
        if here {
            caret.row = y;
        }
        self::row(app, reading, *row, y, here, canvas, theme);
    }
    notes::beside(app, reading, canvas, theme);
    caret
}

/// One row of the pane.
fn row(app: &App, reading: &Reading, row: Row, y: u16, here: bool, canvas: &mut Canvas<'_>, theme: &Theme) {
    let focused = row.ordinal == reading.cursor.ordinal;
    let text = app.shape.text;
    match row.kind {
        RowKind::Text(line) => {
            bar(app, focused || reading.is_chosen(row.ordinal), here, y, canvas, theme);
            gutter(app, reading, row.ordinal, &line, y, canvas, theme);
            advice_sign(app, reading, row.ordinal, &line, y, canvas, theme);
            words(app, reading, row.ordinal, &line, here, y, canvas, theme);
        }
        RowKind::Byline => {
            let line = byline(&reading.article, app.settings.lang);
            let room = text.width;
            let shift = room.saturating_sub(canvas.width(&line)) / 2;
            canvas.put_cut(text.x + shift, y, &line, theme.dim, room - shift);
        }
        RowKind::Note(at) => {
            bar(app, focused, false, y, canvas, theme);
            notes::below(app, reading, row.ordinal, at, y, canvas, theme);
        }
        RowKind::Gap => {}
    }
}

/// The bar at the focused paragraph, stronger at the reader's line.
fn bar(app: &App, focused: bool, here: bool, y: u16, canvas: &mut Canvas<'_>, theme: &Theme) {
    if !focused {
        return;
    }
    let away = matches!(app.panes.focus, Focus::Zones | Focus::List) && app.shape.list.is_some();
    let x = app.shape.gutter.x;
    let style = if here && !away { theme.bar_line } else { theme.bar };
    let glyph = match (canvas.boxes, theme.colour, here) {
        (true, true, true) => canvas.chrome.bar_line,
        (true, true, false) => canvas.chrome.bar,
        (_, _, true) => ">",
        // Heavier than the line that parts the panes.
        (true, false, false) => "┃",
        (false, _, false) => canvas.chrome.vertical,
    };
    canvas.put(x, y, glyph, style, 1);
}

/// Tags by colour and letter, and the note sign.
fn gutter(
    app: &App,
    reading: &Reading,
    ordinal: usize,
    at: &TextLine,
    y: u16,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let (line, is_last) = (at.nth, at.is_last);
    let gutter = app.shape.gutter;
    let mut tags: Vec<&TagPath> = Vec::new();
    let mut notes = 0;
    for placed in reading.marks_on(ordinal) {
        for tag in &placed.mark.tags {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        notes += usize::from(!placed.mark.note.is_empty());
    }
    let unsaved = reading.marks_on(ordinal).any(|placed| reading.unsaved.contains(&placed.mark.id));
    let style_of = |path: &TagPath| theme.tag(color(app, path));
    if gutter.width < 8 {
        if line > 0 {
            return;
        }
        let room = gutter.width - 3;
        letters(app, &tags, gutter.x + 1, y, room, canvas, theme);
        if notes > 0 {
            canvas.put(gutter.x + 1 + room, y, "n", theme.note, 1);
        }
        return;
    }
    // Where the words begin at the measure's left, a blank cell parts them from the note's sign.
    let left = u16::from(line == 0 && notes > 0 && !unsaved && reading.shift(ordinal, &at.line) == 0);
    let last = is_last && tags.len() > line + 1;
    if last {
        // No line is left for all their names.
        letters(app, tags.get(line..).unwrap_or_default(), gutter.x + 1, y, 5 - left, canvas, theme);
    } else if let Some(tag) = tags.get(line) {
        let short: String = tag.leaf().chars().take(2).collect();
        let x = canvas.put(gutter.x + 1, y, &letter(app, tag).to_string(), style_of(tag), 1);
        canvas.put(x, y, &short, style_of(tag), gutter.x + 6 - left - x);
    }
    if line == 0 {
        let x = gutter.x + 6 - left;
        if unsaved {
            canvas.put(x, y, "!", theme.trouble, 1);
        } else if notes > 0 {
            canvas.put(x, y, app.settings.lang.pick("n", "批"), theme.note, 2);
        } else if tags.is_empty() && ordinal > 0 && reading.is_read(ordinal) {
            canvas.put(x, y, "v", theme.dim, 1);
        }
    }
}

/// The letters of tags in their colours; where they are too many, `+` for those that are left out.
fn letters(app: &App, tags: &[&TagPath], x: u16, y: u16, room: u16, canvas: &mut Canvas<'_>, theme: &Theme) {
    let fits = tags.len() <= usize::from(room);
    let shown = usize::from(room) - usize::from(!fits && room > 1);
    let mut at = x;
    for tag in tags.iter().take(shown) {
        at = canvas.put(at, y, &letter(app, tag).to_string(), theme.tag(color(app, tag)), 1);
    }
    if !fits && room > 1 {
        canvas.put(at, y, "+", theme.dim, 1);
    }
}

/// The sign of advice that waits, on the line it is about: in the first cell that is free, for it moves nothing.
fn advice_sign(
    app: &App,
    reading: &Reading,
    ordinal: usize,
    line: &TextLine,
    y: u16,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let bytes = line.line.start..line.line.end.max(line.line.start + 1);
    if !reading.advice_on(ordinal).any(|advice| bytes.contains(&advice.span_bytes.0)) {
        return;
    }
    let gutter = app.shape.gutter;
    let signs = if gutter.width < 8 { gutter.width - 2 } else { 6 };
    // In the indent where there is one; beside the words only where a narrow gutter is full.
    let end = if reading.shift(ordinal, &line.line) > 1 { gutter.width + 1 } else { gutter.width - 1 };
    let free = (signs..end).chain(1..gutter.width).find(|x| canvas.is_blank(gutter.x + x, y));
    if let Some(x) = free {
        canvas.put(gutter.x + x, y, "?", theme.dim, 1);
    }
}

/// The letter that stands for a tag: its favourite's digit, its key, or its first character's place.
fn letter(app: &App, path: &TagPath) -> char {
    let tag = app.catalogue.codebook.tag(path.as_str());
    let digit = |tag: &Tag| tag.favourite.and_then(|digit| char::from_digit(u32::from(digit), 10));
    tag.and_then(|tag| digit(tag).or(tag.key)).unwrap_or('*')
}

/// The colour of a tag, its own or the nearest parent's.
pub(super) fn color<'a>(app: &'a App, path: &TagPath) -> Option<&'a str> {
    let mut at = Some(path.as_str());
    while let Some(name) = at {
        if let Some(color) = app.catalogue.codebook.tag(name).and_then(|tag| tag.color.as_deref()) {
            return Some(color);
        }
        at = name.rsplit_once('/').map(|(parent, _)| parent);
    }
    None
}

/// A line of text with hits, spans and selection over it.
#[expect(clippy::too_many_arguments, reason = "what a row is, where it stands and what it is drawn with")]
fn words(
    app: &App,
    reading: &Reading,
    ordinal: usize,
    line: &TextLine,
    here: bool,
    y: u16,
    canvas: &mut Canvas<'_>,
    theme: &Theme,
) {
    let line = &line.line;
    let Some(source) = reading.article.block_text(ordinal) else { return };
    let text = app.shape.text;
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let shift = cells(reading.shift(ordinal, line));
    let x = text.x + shift;
    let room = (text.width + app.shape.hanging_cells).saturating_sub(shift);
    if line.clipped {
        canvas.put(x, y, "?", theme.dim, room);
        return;
    }
    let shown = lines::words(source, line);
    canvas.put(x, y, shown.as_str(), base(reading, ordinal, line.start, theme), room);
    let widths = *canvas.widths;
    let mut over = |range: (usize, usize), style: Style| {
        if let Some(covered) = lines::covered(source, line, &(range.0..range.1), &widths) {
            let width = cells(covered.end - covered.start).min(room.saturating_sub(cells(covered.start)));
            canvas.restyle(x + cells(covered.start), y, width, style);
        }
    };
    for span in reading.spans_of(ordinal) {
        over(*span, theme.marked);
    }
    if let Some((_, _, advice)) = reading.shown_advice().filter(|(_, _, advice)| advice.ordinal == ordinal) {
        over(advice.span_bytes, theme.advice);
    }
    // A hit that begins in the reader's line is one also where it goes on below.
    let here_bytes = if here { Some(line.start..line.end) } else { readers_line(reading, ordinal) };
    for hit in app.finding.within(ordinal, line.start..line.end) {
        let is_here = here_bytes.as_ref().is_some_and(|bytes| bytes.contains(&hit.0));
        over(*hit, if is_here { theme.hit_here } else { theme.hit });
    }
    if reading.is_chosen(ordinal) {
        over((0, usize::MAX), theme.selection);
    }
    if let (true, Some(span)) = (ordinal == reading.cursor.ordinal, reading.span_bytes()) {
        over(span, theme.selection);
    }
}

/// The bytes of the reader's line, when it is in this block and on the screen.
fn readers_line(reading: &Reading, ordinal: usize) -> Option<std::ops::Range<usize>> {
    let at = reading.cursor;
    let lines = reading.rows.iter().filter(|row| row.ordinal == ordinal && at.ordinal == ordinal);
    lines
        .filter_map(|row| match row.kind {
            RowKind::Text(text) => Some(text.line.start..text.line.end),
            RowKind::Byline | RowKind::Note(_) | RowKind::Gap => None,
        })
        .find(|bytes| bytes.contains(&at.byte))
}

/// The style of a block's words.
fn base(reading: &Reading, ordinal: usize, byte: usize, theme: &Theme) -> Style {
    match reading.article.blocks.get(ordinal).map(|block| block.kind) {
        Some(BlockKind::Head) => {
            let meta = &reading.article.meta;
            let start = meta.kicker.as_ref().map_or(0, |kicker| kicker.len() + 1);
            let title = start..=start + meta.title.len();
            if title.contains(&byte) { theme.title } else { theme.dim }
        }
        Some(BlockKind::Subhead) => theme.subhead,
        Some(BlockKind::Caption) => theme.dim,
        Some(BlockKind::Body) | None => theme.text,
    }
}

/// Date, paper, page and names of an article, joined.
fn byline(article: &Article, lang: Lang) -> String {
    let meta = &article.meta;
    let mut parts: Vec<String> = [&meta.date, &meta.paper, &meta.page_no, &meta.page_name, &meta.dateline]
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    if !meta.reporters.is_empty() {
        parts.push(say::reporters(lang, meta.reporters.join(" ")));
    }
    if !meta.authors.is_empty() {
        parts.push(say::authors(lang, meta.authors.join(" ")));
    }
    if article.encoding.0 != "UTF-8" {
        parts.push(article.encoding.0.clone());
    }
    parts.join("  ")
}
