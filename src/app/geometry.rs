//! Where the panes stand at a given screen size: pure arithmetic on cells, no drawing.

use super::panes::{Focus, ONE_PANE_BELOW, Panes};
use super::settings::NotesAt;
use crate::text::HANGING_CELLS;

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Left column.
    pub x: u16,
    /// Top row.
    pub y: u16,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
}

impl Area {
    /// A rectangle.
    pub fn new(x: u16, y: u16, width: u16, height: u16) -> Self {
        Self { x, y, width, height }
    }

    /// Whether a cell lies inside.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.right()).contains(&column) && (self.y..self.bottom()).contains(&row)
    }

    /// The column after the last.
    pub fn right(self) -> u16 {
        self.x.saturating_add(self.width)
    }

    /// The row after the last.
    pub fn bottom(self) -> u16 {
        self.y.saturating_add(self.height)
    }

    /// The same rectangle with a margin taken off on every side, never negative.
    #[must_use]
    pub fn inset(self, columns: u16, rows: u16) -> Self {
        Self {
            x: self.x + columns.min(self.width / 2),
            y: self.y + rows.min(self.height / 2),
            width: self.width.saturating_sub(2 * columns),
            height: self.height.saturating_sub(2 * rows),
        }
    }

    /// What is left of a panel below its heading, inside its margins.
    #[must_use]
    pub fn content(self) -> Self {
        let (width, height) = (self.width.saturating_sub(4), self.height.saturating_sub(1));
        Self { x: self.x + 2, y: self.y + 1, width, height }
    }

    /// A rectangle of at most this size in the middle.
    #[must_use]
    pub fn centred(self, width: u16, height: u16) -> Self {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Self { x: self.x + (self.width - width) / 2, y: self.y + (self.height - height) / 2, width, height }
    }
}

/// The panes on the screen; a pane that is not shown has no area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// The whole screen.
    pub screen: Area,
    /// The top line.
    pub header: Area,
    /// The bottom line.
    pub footer: Area,
    /// 专区.
    pub zones: Option<Area>,
    /// 稿目.
    pub list: Option<Area>,
    /// The article with its gutter and margin.
    pub reader: Option<Area>,
    /// Tags and signs left of the text.
    pub gutter: Area,
    /// The measure.
    pub text: Area,
    /// Cells right of the measure in which a mark may hang (K7).
    pub hanging_cells: u16,
    /// Notes beside their paragraphs.
    pub margin: Option<Area>,
    /// Columns that part panes.
    pub seams: [Option<u16>; 3],
    /// Less than 30 columns or 8 rows: one plain line.
    pub too_small: bool,
}

/// From this width on, in cells, the reader's pane can hold a margin that was asked for.
const MARGIN_FROM: u16 = 72;

/// Cells of a name of five Han with three counts.
const ZONES_CELLS: u16 = 21;

/// From this height on, in rows, a blank line parts the panes from the top line.
const AIR_FROM: u16 = 28;

/// Places the panes for a screen of this size.
pub fn shape(width: u16, height: u16, panes: &Panes) -> Shape {
    let screen = Area::new(0, 0, width, height);
    let mut shape = Shape { screen, ..Shape::default() };
    if width < 30 || height < 8 {
        shape.too_small = true;
        return shape;
    }
    shape.header = Area::new(0, 0, width, 1);
    shape.footer = Area::new(0, height - 1, width, 1);
    // A tall screen has a line of air below the top line.
    let air = u16::from(height >= AIR_FROM);
    let body = Area::new(0, 1 + air, width, height - 2 - air);
    if panes.zen {
        reader(&mut shape, body, panes, false);
    } else if width < ONE_PANE_BELOW {
        one_pane(&mut shape, body, panes);
    } else if panes.hides_list() {
        reader(&mut shape, body, panes, width >= 120);
    } else if width < 80 {
        one_column(&mut shape, body, panes, 16);
    } else if width < 120 {
        one_column(&mut shape, body, panes, 18 + (width - 80) / 5);
    } else if width < 180 {
        stacked(&mut shape, body, panes);
    } else {
        three_columns(&mut shape, body, panes);
    }
    shape
}

/// Under 60 columns only the focused pane.
fn one_pane(shape: &mut Shape, body: Area, panes: &Panes) {
    match panes.focus {
        Focus::Zones => shape.zones = Some(body.inset(1, 0)),
        Focus::List => shape.list = Some(body.inset(1, 0)),
        Focus::Reader | Focus::Notes => reader(shape, body, panes, false),
    }
}

/// From 60 to 119: the list, or the zones while they have the focus, beside the article.
fn one_column(shape: &mut Shape, body: Area, panes: &Panes, side: u16) {
    let is_zones = panes.focus == Focus::Zones;
    // Three counts leave a zone's name no room in the narrow list's place.
    let side = if is_zones && side > 15 { side.max(ZONES_CELLS) } else { side };
    let area = Area::new(0, body.y, side, body.height);
    if is_zones {
        shape.zones = Some(area);
    } else {
        shape.list = Some(area);
    }
    shape.seams[0] = Some(side);
    let x = side + 1;
    reader(shape, Area::new(x, body.y, body.width - x, body.height), panes, false);
}

/// From 120: zones above the list, the article, notes in the margin.
fn stacked(shape: &mut Shape, body: Area, panes: &Panes) {
    let side = 21 + (body.width - 120) / 6;
    // The zones' share is half and a line: with 24 rows that is room for the folders and some zones.
    let zones = panes.zone_lines.min(body.height / 2 + 1);
    shape.zones = Some(Area::new(0, body.y, side, zones));
    shape.list = Some(Area::new(0, body.y + zones, side, body.height - zones));
    shape.seams[0] = Some(side);
    reader(shape, Area::new(side + 1, body.y, body.width - side - 1, body.height), panes, true);
}

/// From 180: zones, list and article side by side.
fn three_columns(shape: &mut Shape, body: Area, panes: &Panes) {
    let (zones, list) = (24, 44);
    shape.zones = Some(Area::new(0, body.y, zones, body.height));
    shape.list = Some(Area::new(zones + 1, body.y, list, body.height));
    shape.seams = [Some(zones), Some(zones + 1 + list), None];
    let x = zones + list + 2;
    reader(shape, Area::new(x, body.y, body.width - x, body.height), panes, true);
}

/// Cells of the gutter at this width of the reader.
fn gutter_width(width: u16) -> u16 {
    match width {
        0..=39 => 4,
        40..=57 => 5,
        _ => 8,
    }
}

/// Gutter, measure and margin inside the reader's area.
fn reader(shape: &mut Shape, area: Area, panes: &Panes, margin: bool) {
    let gutter = gutter_width(area.width);
    let margin = match panes.notes {
        NotesAt::Auto => margin,
        NotesAt::Margin => margin || area.width >= MARGIN_FROM,
        NotesAt::Inline => false,
    };
    let wanted = panes.measure_cells;
    let hanging = if panes.hangs_stops { HANGING_CELLS } else { 0 };
    let room = area.width.saturating_sub(gutter + hanging + 1);
    let margin_width = if margin { room.saturating_sub(wanted + 2).clamp(20, 40) } else { 0 };
    let text = if margin { room.saturating_sub(margin_width + 1) } else { room }.min(wanted).max(1);
    let used = gutter + text + hanging + if margin { margin_width + 2 } else { 0 };
    // What is left over stands on both sides, so that a wide screen shows the column in the middle.
    let left = area.width.saturating_sub(used) / 2;
    let x = area.x + left;
    shape.reader = Some(area);
    shape.gutter = Area::new(x, area.y, gutter, area.height);
    shape.text = Area::new(x + gutter, area.y, text, area.height);
    shape.hanging_cells = hanging;
    if margin {
        let start = x + gutter + text + hanging + 2;
        shape.margin =
            Some(Area::new(start, area.y, margin_width.min(area.right().saturating_sub(start)), area.height));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_never_overlap_and_fill_the_screen() {
        for focus in [Focus::Zones, Focus::List, Focus::Reader, Focus::Notes] {
            for width in 30..=260 {
                let panes = Panes { focus, hangs_stops: width % 2 == 1, ..Panes::default() };
                let shape = shape(width, 24, &panes);
                let mut covered = vec![0_u8; usize::from(width)];
                let columns = [shape.list, shape.reader].into_iter().flatten();
                let zones = shape.zones.filter(|zones| shape.list.is_none_or(|list| list.x != zones.x));
                for area in columns.chain(zones) {
                    for column in area.x..area.right() {
                        covered[usize::from(column)] += 1;
                    }
                }
                assert!(covered.iter().all(|n| *n <= 1), "{width} {focus:?}");
                if let Some(reader) = shape.reader {
                    let right = shape.text.right() + shape.hanging_cells;
                    assert!(right <= reader.right(), "{width} {focus:?}");
                    assert!(shape.margin.is_none_or(|m| right < m.x), "{width} {focus:?}");
                    assert!(shape.margin.is_none_or(|m| m.right() <= reader.right()), "{width} {focus:?}");
                }
            }
        }
    }

    #[test]
    fn the_measure_holds_34_han_where_the_design_says() {
        for width in [100, 120, 140, 240] {
            let shape = shape(width, 40, &Panes::default());
            assert!((68..=80).contains(&shape.text.width), "{width}: {}", shape.text.width);
        }
        assert!(shape(120, 40, &Panes::default()).margin.is_some());
        assert!(shape(100, 40, &Panes::default()).margin.is_none());
        assert!(shape(29, 40, &Panes::default()).too_small);
    }

    #[test]
    fn notes_stand_where_the_settings_say() {
        for (notes, width, beside) in [
            (NotesAt::Auto, 100, false),
            (NotesAt::Auto, 120, true),
            (NotesAt::Inline, 240, false),
            (NotesAt::Margin, 100, true),
            (NotesAt::Margin, 60, false),
        ] {
            let shape = shape(width, 24, &Panes { notes, ..Panes::default() });
            assert_eq!(shape.margin.is_some(), beside, "{notes:?} {width}");
            assert!(shape.text.width >= 34, "{notes:?} {width}: {}", shape.text.width);
        }
    }
}
