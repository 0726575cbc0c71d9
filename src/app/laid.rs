//! One paragraph as it stands on the screen: its clean text, its lines, and the way from bytes to cells and back.

use std::ops::Range;

use crate::text::{Clean, Level, Line, Prepared, Widths, clusters, layout, prepare};

/// A text laid out at a measure. All bytes are bytes of the source.
#[derive(Debug, Clone)]
pub struct Laid {
    clean: Clean<'static>,
    prepared: Prepared,
    /// Its lines; at least one.
    pub lines: Vec<Line>,
}

impl Laid {
    /// Lays a text out.
    pub fn new(source: &str, measure: usize, indent: usize, widths: &Widths, level: Level) -> Self {
        let clean = Clean::new(source).into_owned();
        let prepared = prepare(clean.source(), widths, level);
        let lines = layout(&prepared, measure, indent);
        Self { clean, prepared, lines }
    }

    /// The visible words of a line, safe to draw.
    pub fn words(&self, line: usize) -> &str {
        self.lines.get(line).map_or("", |line| self.clean.drawn(line.text()))
    }

    /// The source byte at which a line begins; the text's length past the last.
    pub fn start(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.clean.source().len(), |line| line.start)
    }

    /// The first source byte that a line draws.
    pub fn first_byte(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.clean.source().len(), |line| line.text_start)
    }

    /// The line that holds a source byte.
    pub fn line_of(&self, byte: usize) -> usize {
        self.lines.partition_point(|line| line.start <= byte).saturating_sub(1)
    }

    /// The cells of a line that a range of source bytes covers, from the line's first text cell.
    pub fn covered(&self, line: usize, bytes: Range<usize>) -> Option<Range<usize>> {
        self.prepared.cells_of(self.lines.get(line)?, &bytes)
    }

    /// The cell of a source byte within its line, from the line's first text cell.
    pub fn cell_of(&self, byte: usize) -> usize {
        self.lines.get(self.line_of(byte)).map_or(0, |line| self.prepared.cell_of(line, byte))
    }

    /// The first source byte of the cluster that covers a cell of a line; the line's last cluster when the
    /// cell lies beyond it.
    pub fn byte_at(&self, line: usize, cell: usize) -> usize {
        let Some(line) = self.lines.get(line) else { return 0 };
        self.prepared.bytes_at(line, cell.min(line.cells.saturating_sub(1))).start
    }

    /// The start of the cluster after a source byte, or of the one before it.
    pub fn step(&self, byte: usize, forward: bool) -> usize {
        let source = self.clean.source();
        let text = |range: Range<usize>| source.get(range).unwrap_or_default();
        if forward {
            clusters(text(byte..source.len())).next().map_or(byte, |(_, cluster)| byte + cluster.len())
        } else {
            clusters(text(0..byte)).next_back().map_or(byte, |(at, _)| at)
        }
    }
}
