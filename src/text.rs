//! Chinese paragraphs in terminal cells: widths, line breaks, layout, and text that is safe to draw.
//!
//! Pure: knows neither ratatui nor any I/O. The rules are named R, K, P, N, S, W, I, M as in `docs/text.md`.
//!
//! The way from a paragraph to painted lines:
//!
//! ```
//! use pizhu::text::{Clean, Level, Widths, layout, prepare};
//! let widths = Widths::narrow();
//! let clean = Clean::new("今天天气很好。");
//! let prepared = prepare(clean.source(), &widths, Level::Gb);
//! let lines = layout(&prepared, 12, 0);
//! let drawn: Vec<&str> = lines.iter().map(|line| clean.drawn(line.text())).collect();
//! assert_eq!(drawn, ["今天天气很", "好。"]);
//! ```
//!
//! Every offset is a byte offset in the *source*; [`Clean`] alone knows how source bytes are drawn.

mod ambiguous;
mod breaks;
mod class;
mod clean;
mod ending;
mod fast;
mod kinds;
mod layout;
mod numbers;
mod prepare;
mod quotes;
mod signs;
mod urls;
mod widths;
mod window;

pub use breaks::Level;
pub use clean::{Clean, Hidden, HiddenKind, clusters};
pub use ending::without_single_last;
pub use layout::{Line, first_indent, layout};
pub use prepare::{HANGING_CELLS, Prepared, prepare};
pub use widths::{Group, Widths, cells, cluster_cells, cut_mark, is_unstable, pad, truncate};
pub use window::Wrapped;

#[cfg(test)]
mod tests;
