//! Which rows of a list are on the screen: only those are ever built.

use super::geometry::Area;

/// Rows an entry of the list takes at this width: two where titles are cut otherwise.
pub fn row_height(area: Area) -> usize {
    if area.width < 38 { 2 } else { 1 }
}

/// Entries of the list that fit below its heading.
pub fn list_rows(area: Area) -> usize {
    (usize::from(area.height.saturating_sub(1)) / row_height(area)).max(1)
}

/// Rows of the zones pane that fit below its heading.
pub fn zone_rows(area: Area) -> usize {
    usize::from(area.height.saturating_sub(2)).max(1)
}

/// The first row shown, so that the chosen one stands in the middle where it can.
pub fn first_row(chosen: usize, len: usize, shown: usize) -> usize {
    chosen.saturating_sub(shown / 2).min(len.saturating_sub(shown))
}
