//! The lines of one block at a measure, only those that are looked at; and the way from bytes to cells and back.
//!
//! Knows no screen and no article: the block's text is given with every call, and must be the same.

use std::ops::Range;

use super::settings::Settings;
use crate::text::{
    Clean, Line, Widths, Wrapped, cells, cluster_cells, clusters, layout, prepare, without_single_last,
};

/// Blocks up to this length are laid out whole, once.
const WHOLE_BYTES: usize = 32 * 1024;

/// A block's lines. All bytes are bytes of the source.
#[derive(Debug, Clone)]
pub enum BlockLines {
    /// All of them; at least one.
    Whole(Vec<Line>),
    /// Those of a block too long for that, found where they are looked for.
    Windowed(Box<Wrapped>),
}

impl BlockLines {
    /// The lines of a text.
    pub fn new(text: &str, measure_cells: usize, indent_cells: usize, settings: &Settings) -> Self {
        if text.len() <= WHOLE_BYTES {
            let prepared =
                prepare(text, &settings.widths, settings.level).hanging_stops(settings.hangs_stops);
            let mut lines = layout(&prepared, measure_cells, indent_cells);
            if settings.avoids_single_last {
                without_single_last(text, &prepared, &mut lines, measure_cells);
            }
            Self::Whole(lines)
        } else {
            let wrapped = Wrapped::new(settings.widths, settings.level, measure_cells, indent_cells);
            Self::Windowed(Box::new(wrapped.hanging_stops(settings.hangs_stops)))
        }
    }

    /// Takes another measure; false when the lines must be made anew.
    pub fn remeasure(&mut self, measure_cells: usize) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Windowed(wrapped) => {
                wrapped.remeasure(measure_cells);
                true
            }
        }
    }

    /// The line that holds a byte; the last one for the text's end and past it.
    pub fn at(&mut self, text: &str, byte: usize) -> Option<Line> {
        match self {
            Self::Whole(lines) => lines.get(index(lines, byte)).copied(),
            Self::Windowed(wrapped) => Some(wrapped.line_at(text, byte)),
        }
    }

    /// Up to `count` lines from a line start on.
    pub fn from(&mut self, text: &str, start: usize, count: usize) -> Vec<Line> {
        match self {
            Self::Whole(lines) => lines.iter().skip(index(lines, start)).take(count).copied().collect(),
            Self::Windowed(wrapped) => wrapped.lines_from(text, start, count),
        }
    }

    /// Up to `count` lines that end where a line starts, in reading order.
    pub fn before(&mut self, text: &str, start: usize, count: usize) -> Vec<Line> {
        match self {
            Self::Whole(lines) => {
                let end = index(lines, start);
                lines.get(end.saturating_sub(count)..end).unwrap_or_default().to_vec()
            }
            Self::Windowed(_) if start == 0 => Vec::new(),
            Self::Windowed(wrapped) => wrapped.lines_before(text, start, count),
        }
    }

    /// Which line a line is, from 0; estimated in a block that is not laid out whole.
    pub fn nth(&self, line: &Line) -> usize {
        match self {
            Self::Whole(lines) => index(lines, line.start),
            Self::Windowed(_) if line.start == 0 => 0,
            Self::Windowed(wrapped) => wrapped.estimate(line.start),
        }
    }

    /// Whether a line is the last.
    pub fn is_last(&self, text: &str, line: &Line) -> bool {
        match self {
            Self::Whole(lines) => lines.last() == Some(line),
            Self::Windowed(_) => line.end >= text.len(),
        }
    }

    /// How many lines there are; estimated in a block that is not laid out whole.
    pub fn count(&self, text: &str) -> usize {
        match self {
            Self::Whole(lines) => lines.len(),
            Self::Windowed(wrapped) => wrapped.estimate(text.len()),
        }
    }
}

/// The line that holds a byte.
fn index(lines: &[Line], byte: usize) -> usize {
    lines.partition_point(|line| line.start <= byte).saturating_sub(1)
}

/// The visible words of a line, safe to draw.
pub fn words<'a>(text: &'a str, line: &Line) -> Clean<'a> {
    Clean::new(text.get(line.text()).unwrap_or_default())
}

/// The cell of a source byte within a line, from its first text cell; a byte inside a cluster counts as its start.
pub fn cell_of(text: &str, line: &Line, byte: usize, widths: &Widths) -> usize {
    let byte = byte.clamp(line.text_start, line.text_end);
    let shown = text.get(line.text()).unwrap_or_default();
    let before = clusters(shown).take_while(|(at, cluster)| line.text_start + at + cluster.len() <= byte);
    before.map(|(_, cluster)| cluster_cells(cluster, widths)).sum()
}

/// The first source byte of the cluster that covers a cell of a line; the line's last cluster when the cell lies
/// beyond it.
pub fn byte_at(text: &str, line: &Line, cell: usize, widths: &Widths) -> usize {
    let mut end = 0;
    let mut found = line.text_start;
    for (at, cluster) in clusters(text.get(line.text()).unwrap_or_default()) {
        let width = cluster_cells(cluster, widths);
        if width > 0 {
            found = line.text_start + at;
        }
        end += width;
        if end > cell {
            break;
        }
    }
    found
}

/// The cells of a line that a range of source bytes covers, from its first text cell.
pub fn covered(text: &str, line: &Line, bytes: &Range<usize>, widths: &Widths) -> Option<Range<usize>> {
    let (start, end) = (bytes.start.max(line.text_start), bytes.end.min(line.text_end));
    if start >= end {
        return None;
    }
    let shown = text.get(line.text()).unwrap_or_default();
    let whole = clusters(shown).find(|(at, cluster)| line.text_start + at + cluster.len() >= end);
    let end = whole.map_or(end, |(at, cluster)| line.text_start + at + cluster.len());
    let first = cell_of(text, line, start, widths);
    let last = cells(text.get(line.text_start..end).unwrap_or_default(), widths);
    Some(first..last)
}

/// The start of the cluster after a source byte, or of the one before it.
pub fn step(text: &str, byte: usize, forward: bool) -> usize {
    if forward {
        let after = text.get(byte..).unwrap_or_default();
        clusters(after).next().map_or(byte, |(_, cluster)| byte + cluster.len())
    } else {
        clusters(text.get(..byte).unwrap_or_default()).next_back().map_or(byte, |(at, _)| at)
    }
}
