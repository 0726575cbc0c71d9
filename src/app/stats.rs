//! Tags by zone, as counted for the statistics.

use std::ops::Range;

/// A table of counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The zones, one a column.
    pub zones: Vec<String>,
    /// The tags, one a row.
    pub tags: Vec<String>,
    /// Counts by tag, then zone.
    pub counts: Vec<Vec<usize>>,
    /// The first row shown.
    pub top: usize,
    /// The first column shown, where not all have room.
    pub left: usize,
}

/// The columns of a table on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The zones that have a column of their own.
    pub zones: Range<usize>,
    /// How many share the last column.
    pub others: usize,
}

impl Table {
    /// What is shown where this many columns have room: all zones, or some and one column for all others together, so
    /// that every row adds up; on a narrow screen none.
    pub fn columns(&self, room: usize) -> Columns {
        let all = self.zones.len();
        if all <= room {
            return Columns { zones: 0..all, others: 0 };
        }
        let shown = room.saturating_sub(1);
        let zones = self.left..(self.left + shown).min(all);
        let others = if shown == 0 { 0 } else { all - zones.len() };
        Columns { zones: if shown == 0 { 0..0 } else { zones }, others }
    }

    /// How often a tag stands in each column; that of the others last, when there is one.
    pub fn row(&self, tag: usize, columns: &Columns) -> Vec<usize> {
        let counts = self.counts.get(tag).map_or(&[][..], Vec::as_slice);
        let mut row = counts.get(columns.zones.clone()).unwrap_or_default().to_vec();
        if columns.others > 0 {
            row.push(self.total(tag) - row.iter().sum::<usize>());
        }
        row
    }

    /// How often a tag stands in all zones.
    pub fn total(&self, tag: usize) -> usize {
        self.counts.get(tag).map_or(0, |row| row.iter().sum())
    }

    /// The greatest count.
    pub fn greatest(&self) -> usize {
        self.counts.iter().flatten().copied().max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(room: usize, left: usize, zones: Range<usize>, others: usize, row: &[usize]) {
        let name = |n: usize| format!("第{n}区");
        let table = Table {
            zones: (0..6).map(name).collect(),
            tags: vec!["价值/待核实".into()],
            counts: vec![vec![1, 2, 3, 4, 5, 6]],
            top: 0,
            left,
        };
        let columns = table.columns(room);
        assert_eq!(columns, Columns { zones, others });
        assert_eq!(table.row(0, &columns), row);
    }

    #[test]
    fn zones_without_a_column_of_their_own_are_counted_together() {
        check(6, 0, 0..6, 0, &[1, 2, 3, 4, 5, 6]);
        check(9, 3, 0..6, 0, &[1, 2, 3, 4, 5, 6]);
        check(4, 0, 0..3, 3, &[1, 2, 3, 15]);
        check(4, 2, 2..5, 3, &[3, 4, 5, 9]);
        check(4, 5, 5..6, 5, &[6, 15]);
        check(2, 0, 0..1, 5, &[1, 20]);
        // One column would be the sum alone, which stands beside the bar.
        check(1, 0, 0..0, 0, &[]);
        check(0, 4, 0..0, 0, &[]);
    }
}
