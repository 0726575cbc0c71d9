//! The marks of one block as lines of text: tags, words, and who wrote them.

use super::laid::Laid;
use super::reading::{NoteLine, NotePart, Reading};
use super::settings::Settings;
use crate::messages::reader as say;
use crate::text::cells;
use crate::words::{Placed, Placement, Status, TagPath};

/// The lines for a block's marks at a width in cells; a mark that only bears tags needs none when it
/// stands inline, for the gutter shows them.
pub(super) fn lines(
    reading: &Reading,
    ordinal: usize,
    width_cells: usize,
    inline: bool,
    settings: &Settings,
) -> Vec<NoteLine> {
    let mut lines = Vec::new();
    // Beside somebody else's every mark says whose it is.
    let is_shared = reading.marks_on(ordinal).any(|placed| placed.author != settings.annotator);
    for mark in reading.marks_at(ordinal) {
        let Some(placed) = reading.placed.get(*mark) else { continue };
        let mut push = |text: String, part| lines.push(NoteLine { mark: *mark, text, part });
        let lay = |text: &str| {
            let laid = Laid::new(text, width_cells.max(4), 0, &settings.widths, settings.level);
            (0..laid.lines.len()).map(|line| laid.words(line).to_owned()).collect::<Vec<_>>()
        };
        let own = placed.author == settings.annotator;
        if !reading.has_lines(placed) {
            continue;
        }
        if !inline && !placed.mark.tags.is_empty() {
            for row in by_rows(&placed.mark.tags, width_cells, settings) {
                for text in lay(&row) {
                    push(text, NotePart::Tags);
                }
            }
        }
        if !placed.mark.note.is_empty() {
            for text in lay(&placed.mark.note) {
                push(text, NotePart::Words);
            }
        }
        let is_named = !own || (!inline && (is_shared || !placed.mark.note.is_empty()));
        let sign = sign(placed, is_named, reading.unsaved.contains(&placed.mark.id), settings);
        if !sign.is_empty() {
            for text in lay(&sign) {
                push(text, NotePart::Sign);
            }
        }
    }
    lines
}

/// The names of tags in rows: one that is narrower than a row is never parted.
fn by_rows(tags: &[TagPath], width_cells: usize, settings: &Settings) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for tag in tags {
        match rows.last_mut() {
            Some(row)
                if cells(row, &settings.widths) + 1 + cells(tag.leaf(), &settings.widths) <= width_cells =>
            {
                row.push(' ');
                row.push_str(tag.leaf());
            }
            _ => rows.push(tag.leaf().to_owned()),
        }
    }
    rows
}

/// Who wrote a mark and when, and what a reader should know of it.
fn sign(placed: &Placed, is_named: bool, unsaved: bool, settings: &Settings) -> String {
    let mut parts = Vec::new();
    if is_named {
        let date: String = placed.mark.updated.date().chars().skip(5).collect();
        parts.push(format!("{} {date}", placed.author_name));
    }
    if unsaved {
        parts.push(say::not_saved(settings.lang));
    }
    match placed.mark.status {
        Status::Open | Status::Deleted => {}
        Status::Resolved => parts.push(say::status_resolved(settings.lang)),
        Status::Rejected => parts.push(say::status_rejected(settings.lang)),
    }
    match placed.placement {
        Placement::Exact | Placement::Moved => {}
        Placement::Edited => parts.push(say::text_changed(settings.lang)),
        Placement::Split | Placement::Merged => parts.push(say::text_recut(settings.lang)),
        Placement::Ambiguous | Placement::Orphan => parts.push(say::place_lost(settings.lang)),
    }
    for (old, new) in &placed.drift {
        parts.push(say::drift(settings.lang, old, new));
    }
    parts.join("  ")
}
