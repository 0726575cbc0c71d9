//! Frames to the terminal: one write a frame inside a synchronized update, few cursor moves, anchored clusters.
//!
//! Knows cells and escape codes; nothing of what they show.

use std::cell::Cell as Shared;
use std::io::{self, Write};
use std::rc::Rc;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellDiffOption, CellWidth};
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

/// What the terminal's cells look like from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

/// The size of this process's terminal; `None` without one.
pub fn terminal_size() -> Option<Size> {
    crossterm::terminal::size().ok().map(Size::from)
}

/// The place of a hidden cursor, shared by the backend and whoever draws; `None` where it does not matter.
pub type Parking = Rc<Shared<Option<Position>>>;

/// A backend over any writer; everything between two flushes is one write.
pub struct CellBackend<W: Write> {
    out: W,
    frame: Vec<u8>,
    /// A size that is not asked of the terminal.
    fixed: Option<Size>,
    /// Where the terminal's cursor surely is.
    cursor: Option<Position>,
    look: Look,
    /// Whether the cursor is shown; `None` before the first word about it.
    shown: Option<bool>,
    /// Where a hidden cursor rests: an input method draws its candidates there.
    parked: Parking,
}

impl<W: Write> CellBackend<W> {
    /// A backend that asks the terminal for its size.
    pub fn new(out: W) -> Self {
        Self {
            out,
            frame: Vec::with_capacity(16 * 1024),
            fixed: None,
            cursor: None,
            look: PLAIN,
            shown: None,
            parked: Parking::default(),
        }
    }

    /// A backend of a given size, for tests and benches.
    pub fn with_size(out: W, size: Size) -> Self {
        Self { fixed: Some(size), ..Self::new(out) }
    }

    /// Changes the size given to [`CellBackend::with_size`].
    pub fn set_size(&mut self, size: Size) {
        self.fixed = Some(size);
    }

    /// The writer.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Where the cursor rests while it is hidden; whoever draws a frame may say so while it is being drawn.
    pub fn parking(&self) -> Parking {
        Rc::clone(&self.parked)
    }

    /// Forgets what the terminal looks like, after something else wrote to it.
    pub fn forget(&mut self) {
        (self.cursor, self.shown) = (None, None);
        self.begin();
        self.frame.extend_from_slice(b"\x1b[0m");
        self.look = PLAIN;
    }

    /// Adds escape codes of the session (such as OSC 52) to the next flush.
    pub fn push(&mut self, codes: &[u8]) {
        self.frame.extend_from_slice(codes);
    }

    fn begin(&mut self) {
        if self.frame.is_empty() {
            self.frame.extend_from_slice(b"\x1b[?2026h");
        }
    }

    fn go(&mut self, to: Position) {
        if self.cursor == Some(to) {
            return;
        }
        match self.cursor {
            Some(from) if from.y == to.y && from.x < to.x => {
                let _ = write!(self.frame, "\x1b[{}C", to.x - from.x);
            }
            Some(_) | None => {
                let _ = write!(self.frame, "\x1b[{};{}H", to.y + 1, to.x + 1);
            }
        }
        self.cursor = Some(to);
    }

    fn wear(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        let mut codes = Vec::new();
        let mut from = self.look;
        if !look.modifier.contains(from.modifier) {
            codes.push("0".to_owned());
            from = PLAIN;
        }
        let added = look.modifier - from.modifier;
        codes.extend(
            MODIFIERS.iter().filter(|(one, _)| added.contains(*one)).map(|(_, code)| code.to_string()),
        );
        if look.fg != from.fg {
            codes.push(color(look.fg, 30));
        }
        if look.bg != from.bg {
            codes.push(color(look.bg, 40));
        }
        let _ = write!(self.frame, "\x1b[{}m", codes.join(";"));
        self.look = look;
    }

    fn cell(&mut self, at: Position, cell: &Cell, columns: u16) {
        self.wear(Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier });
        let cells = cell.cell_width().max(1);
        let anchored = matches!(cell.diff_option, CellDiffOption::ForcedWidth(_));
        if anchored && cells > 1 {
            // A terminal that draws the glyph in one cell would leave the second as it was.
            self.go(Position::new(at.x + 1, at.y));
            self.frame.push(b' ');
            self.cursor = None;
        }
        self.go(at);
        // The second cell of a wide cluster is empty; alone, it is a blank.
        let symbol = if cell.symbol().is_empty() { " " } else { cell.symbol() };
        self.frame.extend_from_slice(symbol.as_bytes());
        let next = at.x.saturating_add(cells);
        // After the last column the cursor's place depends on the terminal, after an anchored cluster, too.
        self.cursor = (!anchored && next < columns).then_some(Position::new(next, at.y));
    }
}

const MODIFIERS: [(Modifier, u8); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The SGR code of a colour; `base` is 30 for the foreground, 40 for the background.
fn color(color: Color, base: u8) -> String {
    let named = |index: u8| if index < 8 { base + index } else { base + 60 + (index - 8) }.to_string();
    match color {
        Color::Reset => (base + 9).to_string(),
        Color::Black => named(0),
        Color::Red => named(1),
        Color::Green => named(2),
        Color::Yellow => named(3),
        Color::Blue => named(4),
        Color::Magenta => named(5),
        Color::Cyan => named(6),
        Color::Gray => named(7),
        Color::DarkGray => named(8),
        Color::LightRed => named(9),
        Color::LightGreen => named(10),
        Color::LightYellow => named(11),
        Color::LightBlue => named(12),
        Color::LightMagenta => named(13),
        Color::LightCyan => named(14),
        Color::White => named(15),
        Color::Indexed(index) => format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
    }
}

impl<W: Write> Backend for CellBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let columns = self.size()?.width;
        for (x, y, cell) in content {
            self.begin();
            self.cell(Position::new(x, y), cell, columns);
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(false) {
            self.begin();
            self.frame.extend_from_slice(b"\x1b[?25l");
            self.shown = Some(false);
        }
        if let Some(position) = self.parked.get().filter(|&position| self.cursor != Some(position)) {
            self.begin();
            self.go(position);
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if self.shown != Some(true) {
            self.begin();
            self.frame.extend_from_slice(b"\x1b[?25h");
            self.shown = Some(true);
        }
        Ok(())
    }

    /// Where it was last put: the terminal is never asked.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor.unwrap_or(Position::ORIGIN))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let position = position.into();
        if self.cursor != Some(position) {
            self.begin();
            self.go(position);
        }
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        self.begin();
        self.wear(PLAIN);
        if clear_type == ClearType::All {
            // A new size may have moved it.
            self.cursor = None;
        }
        self.frame.extend_from_slice(match clear_type {
            ClearType::All => b"\x1b[2J".as_slice(),
            ClearType::AfterCursor => b"\x1b[J",
            ClearType::BeforeCursor => b"\x1b[1J",
            ClearType::CurrentLine => b"\x1b[2K",
            ClearType::UntilNewLine => b"\x1b[K",
        });
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        match self.fixed {
            Some(size) => Ok(size),
            None => crossterm::terminal::size().map(Size::from),
        }
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    /// Ends the frame: one write.
    fn flush(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return self.out.flush();
        }
        if self.frame.starts_with(b"\x1b[?2026h") {
            self.frame.extend_from_slice(b"\x1b[?2026l");
        }
        let written = self.out.write_all(&self.frame).and_then(|()| self.out.flush());
        self.frame.clear();
        written
    }
}
