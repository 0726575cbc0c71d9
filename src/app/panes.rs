//! Which pane has the focus, what is hidden, and how wide the lines are.

use super::settings::NotesAt;

/// Below this width, in cells, one pane is shown at a time.
pub(super) const ONE_PANE_BELOW: u16 = 60;

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
    /// The notes of the focused paragraph.
    Notes,
}

/// A way from one pane to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the one on the right; the last one stays.
    Next,
    /// To the one on the right, from the last to the first.
    Around,
    /// To the one on the left; the first one stays.
    Previous,
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
    /// Lines that the zones want when they stand above the list.
    pub zone_lines: u16,
    /// Whether room is kept right of the measure for a mark that hangs (K7).
    pub hangs_stops: bool,
}

impl Default for Panes {
    fn default() -> Self {
        Self {
            focus: Focus::Reader,
            zen: false,
            list_hidden: false,
            measure_cells: 72,
            notes: NotesAt::Auto,
            zone_lines: 12,
            hangs_stops: false,
        }
    }
}

impl Panes {
    /// Moves the focus by one pane; the notes only where there are some.
    pub fn step(&mut self, step: Step, has_notes: bool) {
        self.focus = match (self.focus, step) {
            // Where only the article is shown, nothing else takes the keys.
            (Focus::Reader, Step::Previous) if self.zen => Focus::Reader,
            (Focus::Zones, Step::Next | Step::Around) | (Focus::Reader, Step::Previous) => Focus::List,
            (Focus::Reader, Step::Next | Step::Around) if has_notes => Focus::Notes,
            (Focus::List, Step::Next | Step::Around) | (Focus::Notes, Step::Previous) => Focus::Reader,
            (Focus::Reader | Focus::Notes, Step::Around) if self.zen => Focus::Reader,
            (Focus::List | Focus::Zones, Step::Previous) | (Focus::Reader | Focus::Notes, Step::Around) => {
                Focus::Zones
            }
            (last @ (Focus::Reader | Focus::Notes), Step::Next) => last,
        };
    }

    /// Shows only the article, the focus then in it, or everything again.
    pub fn toggle_zen(&mut self) {
        self.zen = !self.zen;
        if self.zen && matches!(self.focus, Focus::Zones | Focus::List) {
            self.focus = Focus::Reader;
        }
    }

    /// Hides the list, the focus then in the article, or shows it; where one pane is shown, the other one.
    pub fn toggle_list(&mut self, screen_cells: u16) {
        let reads = matches!(self.focus, Focus::Reader | Focus::Notes);
        self.zen = false;
        if screen_cells < ONE_PANE_BELOW {
            self.focus = if reads { Focus::List } else { Focus::Reader };
        } else {
            self.list_hidden = !self.list_hidden;
            self.focus = if self.list_hidden && !reads { Focus::Reader } else { self.focus };
        }
    }

    /// Whether the list is put away while the article is read.
    pub fn hides_list(&self) -> bool {
        self.list_hidden && matches!(self.focus, Focus::Reader | Focus::Notes)
    }

    /// Changes the measure by this many cells, within 20 and 160.
    pub fn widen(&mut self, cells: i16) {
        self.measure_cells = self.measure_cells.saturating_add_signed(cells).clamp(20, 160);
    }
}
