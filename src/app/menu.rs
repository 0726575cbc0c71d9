//! The box of keys that can follow: what is pending, set in as few rows as the width allows.

use super::App;
use crate::keymap::{Code, Continuation, Key, Lookup, Pending};
use crate::text::{Widths, cells};

/// Blank cells between two columns.
const GAP_CELLS: usize = 2;

/// One key that can follow, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// The key.
    pub key: String,
    /// What it does.
    pub desc: String,
    /// Whether more keys follow.
    pub leads_on: bool,
}

/// The box: a title, and its items by rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The keys pressed so far, and the menu's title.
    pub title: String,
    /// The items, row by row; they read downwards, then to the right.
    pub rows: Vec<Vec<MenuItem>>,
    /// The cells of each column: its widest key, its widest description.
    pub columns: Vec<(usize, usize)>,
    /// Items that no row had room for.
    pub left_out: usize,
}

impl Menu {
    /// Sets what is pending, from an item on, into a box of this size.
    pub fn of(
        pending: &Pending,
        from: usize,
        width_cells: usize,
        height_rows: usize,
        widths: &Widths,
    ) -> Self {
        let pressed: Vec<String> = pending.keys.iter().map(ToString::to_string).collect();
        let title = [Some(pressed.join(" ")), pending.title.clone()].into_iter().flatten();
        let title = title.collect::<Vec<_>>().join("  ");
        let count = pending.continuations.len();
        let items: Vec<MenuItem> = pending.continuations.iter().skip(from).map(item).collect();
        let mut height = 1;
        while height < height_rows.max(1) && total_cells(&columns(&items, height, *widths)) > width_cells {
            height += 1;
        }
        let mut columns = columns(&items, height, *widths);
        while columns.len() > 1 && total_cells(&columns) > width_cells {
            columns.pop();
        }
        let kept = (columns.len() * height).min(items.len());
        let rows = (0..height)
            .map(|row| items.iter().take(kept).skip(row).step_by(height).cloned().collect::<Vec<_>>())
            .filter(|row| !row.is_empty())
            .collect();
        Self { title, rows, columns, left_out: count - kept }
    }
}

impl App {
    /// The box of what may follow the keys pressed so far, while it is shown.
    pub fn menu_shown(&self) -> Option<Menu> {
        let pending = self.pending_shown(self.keys.pending.as_ref().filter(|_| self.keys.hinting)?);
        let screen = self.shape.screen;
        let (width, height) = (usize::from(screen.width.saturating_sub(4)), usize::from(screen.height / 2));
        Some(Menu::of(&pending, self.keys.menu_from, width, height, &self.settings.widths))
    }

    /// Turns the box to what it has no room for, by keys that lead nowhere else; false when there is nothing to turn.
    pub(super) fn turn_menu(&mut self, key: Key) -> bool {
        let Some(menu) = self.menu_shown().filter(|menu| menu.left_out > 0) else { return false };
        let shown = menu.rows.iter().map(Vec::len).sum::<usize>();
        let by = if [Key::plain(Code::PgDn), Key::plain(Code::Down)].contains(&key) {
            shown.cast_signed()
        } else if [Key::plain(Code::PgUp), Key::plain(Code::Up)].contains(&key) {
            -shown.cast_signed()
        } else {
            return false;
        };
        let Some(pending) = &self.keys.pending else { return false };
        let pressed: Vec<Key> = pending.keys.iter().copied().chain([key]).collect();
        let found = self.keys.map.lookup(&self.mode(), &pressed, &|condition| self.holds(condition));
        if found != Lookup::Unbound {
            return false;
        }
        let last = (menu.left_out + shown).saturating_sub(1);
        let from = self.keys.menu_from.saturating_add_signed(by);
        self.keys.menu_from = if from > last { self.keys.menu_from } else { from };
        true
    }
}

fn item(continuation: &Continuation) -> MenuItem {
    MenuItem {
        key: continuation.key.clone(),
        desc: continuation.desc.clone(),
        leads_on: continuation.leads_on,
    }
}

/// The cells of each column when it has this many rows.
fn columns(items: &[MenuItem], height_rows: usize, widths: Widths) -> Vec<(usize, usize)> {
    items
        .chunks(height_rows.max(1))
        .map(|column| {
            let widest = |part: fn(&MenuItem) -> &str| {
                column.iter().map(|item| cells(part(item), &widths)).max().unwrap_or(0)
            };
            (widest(|item| &item.key), widest(|item| &item.desc))
        })
        .collect()
}

/// A key, a blank, a description; two blanks between columns.
fn total_cells(columns: &[(usize, usize)]) -> usize {
    let gaps = columns.len().saturating_sub(1) * GAP_CELLS;
    columns.iter().map(|(key, desc)| key + 1 + desc).sum::<usize>() + gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Context, Keymap};
    use crate::messages::Lang;

    fn check(width_cells: usize, height_rows: usize, expected: &[&str]) {
        let keymap = Keymap::built_in(Lang::Zh);
        let Lookup::Pending(pending) = keymap.lookup(&[Context::Global], &[Key::char('g')], &|_| true) else {
            panic!("a prefix")
        };
        let menu = Menu::of(&pending, 0, width_cells, height_rows, &Widths::narrow());
        let mut told: Vec<String> = menu
            .rows
            .iter()
            .map(|row| {
                row.iter().map(|item| format!("{} {}", item.key, item.desc)).collect::<Vec<_>>().join("  ")
            })
            .collect();
        told.push(format!("{} +{}", menu.title, menu.left_out));
        assert_eq!(told, expected);
    }

    #[test]
    fn as_few_rows_as_the_width_allows() {
        check(80, 3, &["/ 全库查找  g 到开头  i 再往前", "g  前往 +0"]);
        check(20, 3, &["/ 全库查找  i 再往前", "g 到开头", "g  前往 +0"]);
        check(10, 3, &["/ 全库查找", "g 到开头", "i 再往前", "g  前往 +0"]);
        check(10, 2, &["/ 全库查找", "g 到开头", "g  前往 +1"]);
    }
}
