//! Text being typed: its letters, its caret, its undo. Drawn and laid out by the article's own rules.
//!
//! Knows no keys and no commands but the ones that move a caret or change text; saves nothing.

mod edit;
mod rows;
mod word;

pub use rows::{InputRow, InputView};

use crate::text::{Widths, clusters};
use crate::words::Action;
use edit::History;

/// The most a note may hold, in bytes.
pub const LIMIT_BYTES: usize = 64 * 1024;

/// What putting text in came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It stands there, less so many control characters.
    Done {
        /// Characters left out because they could control a terminal.
        dropped: usize,
    },
    /// It would have been too long: nothing was put in.
    TooLong,
}

/// What an action did to an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Acted {
    /// The text changed.
    Changed,
    /// The caret moved.
    Moved,
    /// It was for an input, but there was nothing to do: an upper or lower end, or an empty history.
    Still,
    /// The action is none of an input's.
    Foreign,
}

/// The room an input is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    width_cells: usize,
    height_rows: usize,
    widths: Widths,
}

/// Text being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    text: String,
    /// Byte offset, always on a cluster boundary.
    caret: usize,
    /// At a soft wrap: whether the caret shows at the end of the row before.
    upstream: bool,
    /// The cell that moving up and down aims for.
    goal_cells: Option<usize>,
    many_lines: bool,
    frame: Frame,
    /// The first row shown.
    top: usize,
    history: History,
}

impl Input {
    /// One line, the caret at its end; line ends in it become blanks.
    pub fn line(text: &str) -> Self {
        Self::new(text, false)
    }

    /// As many lines as one likes, the caret at the end.
    pub fn page(text: &str) -> Self {
        Self::new(text, true)
    }

    fn new(text: &str, many_lines: bool) -> Self {
        let text = cleaned(text, many_lines).0;
        let frame = Frame { width_cells: 80, height_rows: 1, widths: Widths::narrow() };
        let (caret, history) = (text.len(), History::default());
        Self { text, caret, upstream: false, goal_cells: None, many_lines, frame, top: 0, history }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it takes several lines.
    pub fn takes_lines(&self) -> bool {
        self.many_lines
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The caret's byte offset.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// The text before the caret; for completion.
    pub fn before_caret(&self) -> &str {
        self.text.get(..self.caret).unwrap_or("")
    }

    /// Puts the caret at a byte offset, or on the nearest boundary after it.
    pub fn set_caret(&mut self, offset_bytes: usize) {
        self.caret = self.boundary_from(offset_bytes);
        self.moved();
    }

    /// Takes other text, as one step of undo; the caret at its end. Too long a text is cut nowhere: it is refused.
    pub fn replace(&mut self, text: &str) -> Inserted {
        let (text, dropped) = cleaned(text, self.many_lines);
        if text.len() > LIMIT_BYTES {
            return Inserted::TooLong;
        }
        self.change(0..self.text.len(), &text, false);
        Inserted::Done { dropped }
    }

    /// Puts text in at the caret: a key typed or a paste. CRLF and CR become LF, in one line blanks;
    /// characters that could control a terminal are left out.
    pub fn insert(&mut self, text: &str) -> Inserted {
        let (text, dropped) = cleaned(text, self.many_lines);
        if self.text.len() + text.len() > LIMIT_BYTES {
            return Inserted::TooLong;
        }
        let typed = clusters(&text).nth(1).is_none();
        self.change(self.caret..self.caret, &text, typed);
        Inserted::Done { dropped }
    }

    /// Does what an action of an input asks.
    pub fn act(&mut self, action: &Action) -> Acted {
        let before = (self.caret, self.upstream, self.history.steps());
        if !self.perform(action) {
            return Acted::Foreign;
        }
        if self.history.steps() != before.2 {
            Acted::Changed
        } else if (self.caret, self.upstream) == (before.0, before.1) {
            Acted::Still
        } else {
            Acted::Moved
        }
    }

    /// Returns whether the action is one of an input's.
    #[expect(clippy::wildcard_enum_match_arm, reason = "every action but these is none of an input's")]
    fn perform(&mut self, action: &Action) -> bool {
        match action {
            Action::CaretLeft => self.go(self.cluster_before(self.caret)),
            Action::CaretRight => self.go(self.cluster_after(self.caret)),
            Action::CaretWordLeft => self.go(word::before(&self.text, self.caret)),
            Action::CaretWordRight => self.go(word::after(&self.text, self.caret)),
            Action::CaretUp => self.go_rows(-1),
            Action::CaretDown => self.go_rows(1),
            Action::PageUp => self.go_rows(-self.page_rows()),
            Action::PageDown => self.go_rows(self.page_rows()),
            Action::CaretHome => self.go_home(),
            Action::CaretEnd => self.go_end(),
            Action::GoTop => self.go(0),
            Action::GoBottom => self.go(self.text.len()),
            Action::DeleteBack => self.cut(self.cluster_before(self.caret)..self.caret),
            Action::DeleteForward => self.cut(self.caret..self.cluster_after(self.caret)),
            Action::DeleteWordBack => self.cut(word::before(&self.text, self.caret)..self.caret),
            Action::DeleteWordForward => self.cut(self.caret..word::after(&self.text, self.caret)),
            Action::DeleteToStart => self.cut(self.line_start()..self.caret),
            Action::DeleteToEnd => self.cut(self.caret..self.line_end()),
            Action::InputNewline if self.many_lines => {
                self.insert("\n");
            }
            Action::InputUndo => self.undo(),
            Action::InputRedo => self.redo(),
            _ => return false,
        }
        true
    }

    fn page_rows(&self) -> isize {
        isize::try_from(self.frame.height_rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    fn go(&mut self, offset_bytes: usize) {
        self.caret = offset_bytes;
        self.moved();
    }

    /// After every move or change that is not up or down.
    fn moved(&mut self) {
        self.upstream = false;
        self.goal_cells = None;
    }

    fn cluster_before(&self, offset_bytes: usize) -> usize {
        let before = self.text.get(..offset_bytes).unwrap_or("");
        clusters(before).next_back().map_or(0, |(start, _)| start)
    }

    fn cluster_after(&self, offset_bytes: usize) -> usize {
        let after = self.text.get(offset_bytes..).unwrap_or("");
        clusters(after).next().map_or(self.text.len(), |(_, cluster)| offset_bytes + cluster.len())
    }

    /// The first cluster boundary at or after a byte offset.
    fn boundary_from(&self, offset_bytes: usize) -> usize {
        self.boundary_near(0, offset_bytes)
    }

    /// The same, looked for from a boundary before it on: a long text is not gone through for every key.
    fn boundary_near(&self, known: usize, offset_bytes: usize) -> usize {
        let starts = clusters(self.text.get(known..).unwrap_or("")).map(|(start, _)| known + start);
        starts.chain([self.text.len()]).find(|start| *start >= offset_bytes).unwrap_or(self.text.len())
    }

    /// The start of the written line; at its start already, the line end before it.
    fn line_start(&self) -> usize {
        let start = self.before_caret().rfind('\n').map_or(0, |end| end + 1);
        if start == self.caret { self.cluster_before(start) } else { start }
    }

    /// The end of the written line; at its end already, the line end after it.
    fn line_end(&self) -> usize {
        let rest = self.text.get(self.caret..).unwrap_or("");
        match rest.find('\n') {
            Some(0) => self.caret + 1,
            Some(length) => self.caret + length,
            None => self.text.len(),
        }
    }
}

/// The text as an input takes it, and how many characters were left out.
fn cleaned(text: &str, many_lines: bool) -> (String, usize) {
    let mut dropped = 0;
    let mut clean = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                clean.push(if many_lines { '\n' } else { ' ' });
            }
            '\t' => clean.push(if many_lines { '\t' } else { ' ' }),
            '\u{1b}' => dropped += 1 + skip_sequence(&mut characters),
            control if control.is_control() => dropped += 1,
            character => clean.push(character),
        }
    }
    (clean, dropped)
}

/// Leaves a terminal's control sequence out, behind its escape: `[` … a final byte, or `]` … BEL or ESC `\`.
/// Returns how many characters that were.
fn skip_sequence(characters: &mut std::iter::Peekable<std::str::Chars<'_>>) -> usize {
    let opens = |character: &char| matches!(character, '[' | ']');
    let Some(opening) = characters.next_if(opens) else { return 0 };
    let mut left_out = 1;
    while let Some(character) = characters.peek().copied() {
        let goes_on = match opening {
            '[' => matches!(character, ' '..='?'),
            _ => character != '\u{7}' && character != '\u{1b}' && character != '\n',
        };
        let ends = opening == '[' && matches!(character, '@'..='~') || character == '\u{7}';
        if goes_on || ends {
            characters.next();
            left_out += 1;
        }
        if !goes_on {
            break;
        }
    }
    if opening == ']' && characters.next_if_eq(&'\u{1b}').is_some() {
        left_out += 1 + usize::from(characters.next_if_eq(&'\\').is_some());
    }
    left_out
}

#[cfg(test)]
mod tests;
