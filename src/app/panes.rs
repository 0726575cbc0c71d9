//! Which pane has the focus, what is hidden, and how wide the lines are.

use super::settings::NotesAt;

/// The panes of the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Focus {
    /// 专区.
    Zones,
    /// 稿目.
    List,
    /// The article.
    #[default]
    Reader,
}

/// The state of the panes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Panes {
    /// Which one has the focus.
    pub focus: Focus,
    /// Only the article.
    pub zen: bool,
    /// Whether the list is put away on narrow screens.
    pub list_hidden: bool,
    /// The measure wanted, in cells; the screen may give less.
    pub measure_cells: u16,
    /// Where notes stand.
    pub notes: NotesAt,
}

impl Default for Panes {
    fn default() -> Self {
        Self { focus: Focus::Reader, zen: false, list_hidden: false, measure_cells: 72, notes: NotesAt::Auto }
    }
}

impl Panes {
    /// Moves the focus by one pane; stays at the ends.
    pub fn step(&mut self, forward: bool) {
        self.focus = match (self.focus, forward) {
            (Focus::Zones, true) | (Focus::Reader, false) => Focus::List,
            (Focus::List | Focus::Reader, true) => Focus::Reader,
            (Focus::List | Focus::Zones, false) => Focus::Zones,
        };
    }

    /// Moves the focus to the next pane, from the last to the first.
    pub fn cycle(&mut self) {
        self.focus = match self.focus {
            Focus::Zones => Focus::List,
            Focus::List => Focus::Reader,
            Focus::Reader => Focus::Zones,
        };
    }

    /// Changes the measure by this many cells, within 20 and 160.
    pub fn widen(&mut self, cells: i16) {
        self.measure_cells = self.measure_cells.saturating_add_signed(cells).clamp(20, 160);
    }
}
