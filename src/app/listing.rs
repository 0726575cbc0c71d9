//! Which rows of the panes beside the article are on the screen, and where: for drawing and for the mouse alike.
//!
//! Only rows that are shown are ever built.

use super::catalogue::{Folder, ListRow};
use super::geometry::Area;

/// From this width on a title has room in one line.
const ONE_LINE_FROM: u16 = 38;

/// A row on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Which row of the list it is.
    pub row: usize,
    /// The line of the screen where its words begin.
    pub y: u16,
    /// Lines that its words may take.
    pub height: u16,
}

impl Slot {
    /// Whether a line of the screen belongs to it.
    pub fn contains(&self, y: u16) -> bool {
        (self.y..self.y + self.height).contains(&y)
    }
}

/// Lines that a title may take at this width.
pub fn title_lines(area: Area) -> u16 {
    if area.width < ONE_LINE_FROM { 2 } else { 1 }
}

/// Blank lines before a row, and the lines of its words.
fn lines(row: &ListRow, area: Area, airy: bool) -> (u16, u16) {
    match row {
        ListRow::Zone { .. } => (1, 1),
        ListRow::Article(_) => (u16::from(airy), title_lines(area)),
    }
}

/// Whether every row fits with a blank line before it.
fn has_air(rows: &[ListRow], area: Area) -> bool {
    let room = usize::from(area.height.saturating_sub(1));
    let of = |row| {
        let (gap, height) = lines(row, area, true);
        usize::from(gap + height)
    };
    title_lines(area) > 1 && rows.len() <= room && rows.iter().map(of).sum::<usize>() <= room
}

/// The rows of the list that are shown below its heading, the chosen one in the middle where it can be.
pub fn list_slots(rows: &[ListRow], chosen: usize, area: Area) -> Vec<Slot> {
    let airy = has_air(rows, area);
    let room = usize::from(area.height.saturating_sub(1));
    let of = |at: usize| rows.get(at).map_or((0, 1), |row| lines(row, area, airy));
    let tall = |at: usize| usize::from(of(at).0 + of(at).1);
    // Upwards from the chosen row over half the room; further when there is less below it.
    let (mut first, mut above) = (chosen.min(rows.len()), 0);
    let half = room.saturating_sub(tall(chosen)) / 2;
    while first > 0 && above + tall(first - 1) <= half {
        first -= 1;
        above += tall(first);
    }
    let mut below: usize = (chosen..rows.len())
        .map(tall)
        .scan(0, |sum, one| {
            *sum += one;
            (*sum <= room).then_some(one)
        })
        .sum();
    while first > 0 && above + below + tall(first - 1) <= room {
        first -= 1;
        below += tall(first);
    }
    let mut y = area.y + 1;
    let mut slots = Vec::new();
    for row in first..rows.len() {
        let (gap, height) = of(row);
        if y + gap + height > area.bottom() {
            break;
        }
        slots.push(Slot { row, y: y + gap, height });
        y += gap + height;
    }
    slots
}

/// Rows of the list that a page moves by.
pub fn list_page(area: Area) -> usize {
    (usize::from(area.height.saturating_sub(1)) / usize::from(title_lines(area) + 1)).max(1)
}

/// What is on the screen of the zones pane.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ZoneRows {
    /// The rows shown.
    pub slots: Vec<Slot>,
    /// Lines that tell what is not shown: the line of the screen, how many rows are above and how many below.
    pub more: Vec<(u16, usize, usize)>,
}

/// The rows of the zones pane that are shown: zones above, the folders that are none apart below them and always in
/// sight; where there is no room for all zones, the line between says so.
pub fn zone_rows(folders: &[Folder], chosen: usize, area: Area) -> ZoneRows {
    // The last line stays free above the list.
    let room = usize::from(area.height.saturating_sub(2)).max(1);
    let is_zone = |folder: &Folder| matches!(folder, Folder::All | Folder::Zone(_));
    let zones = folders.iter().take_while(|folder| is_zone(folder)).count();
    let smart = folders.len() - zones;
    let mut rows = ZoneRows::default();
    let top = area.y + 1;
    if folders.len() <= room {
        let gap = u16::from(folders.len() < room && smart > 0);
        rows.fill(0..zones, top);
        rows.fill(zones..folders.len(), top + lines_of(zones) + gap);
    } else if room < LEAST_PARTED {
        let first = first_row(chosen, folders.len(), room);
        rows.fill(first..folders.len().min(first + room), top);
    } else {
        let zones_shown = (room - 1 - smart.min(room / 2)).min(zones);
        let smart_shown = smart.min(room - 1 - zones_shown);
        let first = first_row(chosen.min(zones.saturating_sub(1)), zones, zones_shown);
        rows.fill(first..first + zones_shown, top);
        let between = top + lines_of(zones_shown);
        rows.tell(between, first, zones - first - zones_shown);
        let first = zones + first_row(chosen.saturating_sub(zones), smart, smart_shown);
        rows.fill(first..first + smart_shown, between + 1);
        rows.tell(between + 1 + lines_of(smart_shown), first - zones, folders.len() - first - smart_shown);
    }
    rows
}

impl ZoneRows {
    /// Puts rows one below the other.
    fn fill(&mut self, rows: std::ops::Range<usize>, y: u16) {
        self.slots.extend(rows.zip(y..).map(|(row, y)| Slot { row, y, height: 1 }));
    }

    /// Says in a line what is not shown, if anything.
    fn tell(&mut self, y: u16, above: usize, below: usize) {
        self.more.extend((above + below > 0).then_some((y, above, below)));
    }
}

/// Rows as lines of the screen.
fn lines_of(rows: usize) -> u16 {
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// With fewer lines than this the zones pane is one list.
const LEAST_PARTED: usize = 6;

/// Lines that this many folders want: a heading, a line apart, a free line at the end.
pub fn zone_lines(folders: usize) -> u16 {
    u16::try_from(folders + 3).unwrap_or(u16::MAX)
}

/// The first row shown, so that the chosen one stands in the middle where it can.
pub fn first_row(chosen: usize, len: usize, shown: usize) -> usize {
    chosen.saturating_sub(shown / 2).min(len.saturating_sub(shown))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn rows(zones: usize, articles: usize) -> Vec<ListRow> {
        (0..zones)
            .flat_map(|zone| {
                let first = zone * articles;
                let heading = ListRow::Zone { zone: Arc::from("区"), articles, folded: false, first };
                std::iter::once(heading).chain((first..first + articles).map(ListRow::Article))
            })
            .collect()
    }

    #[test]
    fn the_chosen_row_is_always_shown_and_slots_never_overlap() {
        for (zones, articles) in [(1, 0), (1, 1), (2, 3), (5, 40)] {
            let rows = rows(zones, articles);
            for height in [2, 3, 4, 7, 12, 40] {
                for width in [15, 60] {
                    let area = Area::new(0, 2, width, height);
                    for chosen in 0..rows.len() {
                        let slots = list_slots(&rows, chosen, area);
                        let fits = 1 + u16::from(width < 38) + 1 < height;
                        let shown = slots.iter().any(|slot| slot.row == chosen);
                        assert!(shown || !fits, "{chosen} of {} in {height}", rows.len());
                        for pair in slots.windows(2) {
                            assert!(pair[0].y + pair[0].height <= pair[1].y);
                        }
                        assert!(slots.iter().all(|slot| slot.y > 2 && slot.y + slot.height <= area.bottom()));
                    }
                }
            }
        }
    }

    #[test]
    fn folders_stay_in_sight_below_zones_that_do_not_fit() {
        for (zones, saved) in [(1, 0), (6, 0), (30, 0), (3, 20), (30, 20)] {
            let mut folders = vec![Folder::All];
            folders.extend((0..zones).map(|n| Folder::Zone(Arc::from(format!("区{n}")))));
            folders.extend([Folder::Unread, Folder::Unmarked, Folder::ToVerify, Folder::Orphans]);
            folders.extend((0..saved).map(|n| Folder::Saved(format!("查询{n}"), String::new())));
            for height in 3..40 {
                let area = Area::new(0, 1, 21, height);
                for chosen in 0..folders.len() {
                    let rows = zone_rows(&folders, chosen, area);
                    let shown = |row: usize| rows.slots.iter().any(|slot| slot.row == row);
                    assert!(shown(chosen), "{chosen} of {zones}+{saved} in {height}");
                    let mut lines: Vec<u16> = rows.slots.iter().map(|slot| slot.y).collect();
                    lines.extend(rows.more.iter().map(|more| more.0));
                    lines.sort_unstable();
                    assert!(lines.windows(2).all(|pair| pair[0] < pair[1]), "{lines:?}");
                    assert!(lines.iter().all(|y| *y > 1 && *y < area.bottom()), "{lines:?} in {height}");
                    let hidden: usize = rows.more.iter().map(|(_, above, below)| above + below).sum();
                    assert!(height < 8 || hidden + rows.slots.len() == folders.len());
                    assert!(height < 12 || saved > 0 || (1..=4).all(|nth| shown(folders.len() - nth)));
                }
            }
        }
    }

    #[test]
    fn a_full_list_is_filled_to_its_end() {
        let rows = rows(1, 40);
        let area = Area::new(0, 0, 60, 21);
        let last = list_slots(&rows, rows.len() - 1, area).pop().map(|slot| (slot.row, slot.y));
        assert_eq!(last, Some((rows.len() - 1, 20)));
    }
}
