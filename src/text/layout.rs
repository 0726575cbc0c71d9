//! Lines from a prepared paragraph: greedy, the last boundary of the best rank that fits; and the mapping
//! between bytes and cells within a line.

use std::ops::Range;

use super::breaks::Rank;
use super::prepare::Prepared;

/// One line. Lines tile their paragraph: each starts where the one before ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// First source byte.
    pub start: usize,
    /// Source byte after the last, hanging spaces and the line end included.
    pub end: usize,
    /// First source byte that is drawn: after spaces consumed at a paragraph's start.
    pub text_start: usize,
    /// Source byte after the last that is drawn: before hanging spaces.
    pub text_end: usize,
    /// Cells of what is drawn, without the indent; of a hanging 、，。, too.
    pub cells: usize,
    /// Blank cells before it.
    pub indent: usize,
    /// Whether it is one cluster wider than the measure, painted as a placeholder of one cell.
    pub clipped: bool,
}

impl Line {
    /// The source bytes that are drawn.
    pub fn text(&self) -> Range<usize> {
        self.text_start..self.text_end
    }

    /// The same line in a text that the laid out one is part of.
    pub(super) fn moved(self, by: usize) -> Self {
        let Self { start, end, text_start, text_end, .. } = self;
        Self {
            start: start + by,
            end: end + by,
            text_start: text_start + by,
            text_end: text_end + by,
            ..self
        }
    }
}

/// The indent of first lines by rule I1: 4 cells, 2 below a measure of 24, none below 12.
pub fn first_indent(measure_cells: usize) -> usize {
    match measure_cells {
        0..12 => 0,
        12..24 => 2,
        _ => 4,
    }
}

/// Lays a paragraph out: at least one line, none wider than the measure (0 counts as 1) but clipped ones.
pub fn layout(prepared: &Prepared, measure_cells: usize, indent_cells: usize) -> Vec<Line> {
    let mut lines = Vec::with_capacity(prepared.sum(prepared.clusters()) / measure_cells.max(1) + 2);
    let mut cursor = Cursor::new(indent_cells);
    while let Some(line) = cursor.next_line(prepared, measure_cells) {
        lines.push(line);
    }
    lines
}

/// Where layout stands in a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cursor {
    /// The cluster that the next line starts with; `None` when all is laid out.
    next: Option<usize>,
    /// The indent of the next line.
    indent: usize,
    /// Whether the next line starts the paragraph or follows a forced break.
    fresh: bool,
}

impl Cursor {
    /// At the start of a paragraph.
    pub(super) fn new(indent_cells: usize) -> Self {
        Self { next: Some(0), indent: indent_cells, fresh: true }
    }

    /// At a cluster that starts a line.
    pub(super) fn at(cluster: usize, indent_cells: usize, fresh: bool) -> Self {
        Self { next: Some(cluster), indent: indent_cells, fresh }
    }

    /// The next line; `None` after the last.
    pub(super) fn next_line(&mut self, prepared: &Prepared, measure_cells: usize) -> Option<Line> {
        let start = self.next?;
        let count = prepared.clusters();
        let measure = measure_cells.max(1);
        let forced = prepared.next_forced(start);
        let stop = forced.unwrap_or(count);
        let first = self.first_drawn(prepared, start, stop);
        let drawn = (first..stop).find(|&cluster| !prepared.is_hidden(cluster)).unwrap_or(first);
        let widest = prepared.cluster_cells(drawn).max(1);
        // The indent gives way when nothing fits beside it.
        let indent = self.indent.min(measure.saturating_sub(widest));
        let (end, clipped) = find_end(prepared, first, stop, measure - indent.min(measure - 1));
        let text_end = drawn_end(prepared, first, end);
        let line = Line {
            start: prepared.start(start),
            end: prepared.start(end),
            text_start: prepared.start(first.min(text_end)),
            text_end: prepared.start(text_end),
            cells: prepared.sum(text_end) - prepared.sum(first.min(text_end)),
            indent,
            clipped,
        };
        let broken = forced == Some(end);
        self.next = (end < count || broken).then_some(end);
        self.indent = 0;
        self.fresh = broken;
        Some(line)
    }

    /// The first cluster that is drawn: spaces at the start of a paragraph are consumed (I1).
    fn first_drawn(&self, prepared: &Prepared, start: usize, stop: usize) -> usize {
        let mut first = start;
        if self.fresh && (!prepared.keeps_leading() || self.indent > 0) {
            while first < stop && prepared.hangs(first) {
                first += 1;
            }
        }
        first
    }
}

/// The boundary at which the line that starts with cluster `first` ends, and whether it is clipped.
fn find_end(prepared: &Prepared, first: usize, stop: usize, available: usize) -> (usize, bool) {
    let limit = prepared.sum(first) + available;
    let mut beyond = prepared.first_beyond(first, stop, limit);
    if beyond < stop && prepared.pends(beyond) && prepared.sum(beyond) > prepared.sum(first) {
        beyond += 1;
    }
    let fits = with_hanging(prepared, beyond, stop);
    if fits >= stop {
        return (stop, false);
    }
    let mut best = None;
    let mut at = fits;
    while at > first && prepared.sum(at) > prepared.sum(first) {
        let rank = prepared.rank(at);
        if best.is_none_or(|(least, _)| rank < least) && rank != Rank::Never as u8 {
            best = Some((rank, at));
            if rank == Rank::Allowed as u8 {
                break;
            }
        }
        at -= 1;
    }
    if let Some((_, end)) = best {
        return (end, false);
    }
    (with_hanging(prepared, fits + 1, stop), true)
}

/// The same boundary moved behind the spaces that hang there and whatever is not drawn.
fn with_hanging(prepared: &Prepared, mut at: usize, stop: usize) -> usize {
    while at < stop && (prepared.hangs(at) || prepared.is_hidden(at)) {
        at += 1;
    }
    at
}

/// The boundary before the spaces that hang at a line's end.
pub(super) fn drawn_end(prepared: &Prepared, first: usize, end: usize) -> usize {
    let mut at = end;
    while at > first && (prepared.hangs(at - 1) || prepared.is_hidden(at - 1)) {
        at -= 1;
    }
    while at < end && prepared.is_hidden(at) {
        at += 1;
    }
    at
}

impl Prepared {
    /// The cell of a source byte within its line, counted from the line's first drawn cell (the indent left
    /// out); a byte inside a cluster counts as its start, one in hanging spaces as the line's end.
    pub fn cell_of(&self, line: &Line, byte: usize) -> usize {
        let first = self.sum(self.cluster_at(line.text_start));
        let cluster = self.cluster_at(byte.clamp(line.text_start, line.text_end));
        self.sum(cluster).saturating_sub(first)
    }

    /// The cluster drawn at a cell of a line, as source bytes: either half of a wide cluster is the whole;
    /// past the last cell the empty range at the line's end.
    pub fn bytes_at(&self, line: &Line, cell: usize) -> Range<usize> {
        if cell >= line.cells {
            return line.text_end..line.text_end;
        }
        let first = self.cluster_at(line.text_start);
        let last = self.cluster_at(line.text_end);
        let cluster = self.first_beyond(first, last, self.sum(first) + cell);
        self.start(cluster)..self.start(cluster + 1)
    }

    /// The cells that a byte range covers in a line, from the line's first drawn cell; `None` when it
    /// touches none. For highlights, search hits and spans.
    pub fn cells_of(&self, line: &Line, bytes: &Range<usize>) -> Option<Range<usize>> {
        let start = bytes.start.max(line.text_start);
        let end = bytes.end.min(line.text_end);
        if start >= end {
            return None;
        }
        let last = self.cluster_at(end - 1) + 1;
        let first = self.sum(self.cluster_at(line.text_start));
        Some(self.cell_of(line, start)..self.sum(last).saturating_sub(first))
    }
}
