//! Tags by zone, as counted for the statistics.

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
}

impl Table {
    /// How often a tag stands in all zones.
    pub fn total(&self, tag: usize) -> usize {
        self.counts.get(tag).map_or(0, |row| row.iter().sum())
    }

    /// The greatest count.
    pub fn greatest(&self) -> usize {
        self.counts.iter().flatten().copied().max().unwrap_or(0)
    }
}
