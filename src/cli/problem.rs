//! A problem as a person reads it: its place, its line with a caret below, its way out.
//!
//! Nothing of it reaches the terminal raw: every part goes through [`Clean`].

use std::fmt::Write;

use crate::text::{Clean, Widths, cells};
use crate::words::Problem;

/// Cells of a source line that are shown before the caret, at most.
const BEFORE_CELLS: usize = 60;
/// Cells of a source line that are shown from the caret on, at most.
const AFTER_CELLS: usize = 40;

/// Renders a problem; several lines, the last without a line end.
pub(super) fn render(problem: &Problem, widths: Widths) -> String {
    let mut out = Clean::new(&problem.to_string()).to_string();
    if let Some(line) = problem.source_line.as_deref().filter(|_| problem.line > 0 && problem.column > 0) {
        let number = problem.line.to_string();
        let margin = " ".repeat(number.len());
        let (shown, caret_cells) = excerpt(line, problem.column, widths);
        let _ = write!(out, "\n{margin} |\n{number} | {shown}\n{margin} | {:caret_cells$}^", "");
    }
    if let Some(hint) = &problem.hint {
        let _ = write!(out, "\n  {}", Clean::new(hint));
    }
    out
}

/// What is shown of a line, and how many cells stand before the caret.
fn excerpt(line: &str, column_chars: usize, widths: Widths) -> (String, usize) {
    let at = line.char_indices().nth(column_chars.saturating_sub(1)).map_or(line.len(), |(at, _)| at);
    let clean = Clean::new(line);
    let (before, after) = (clean.drawn(0..at), clean.drawn(at..line.len()));
    let mut start = 0;
    for (offset, _) in before.char_indices() {
        start = offset;
        if cells(before.get(offset..).unwrap_or(""), &widths) <= BEFORE_CELLS {
            break;
        }
    }
    let before = before.get(start..).unwrap_or("");
    let lead = if start > 0 { "..." } else { "" };
    let mut end = 0;
    let mut used = 0;
    for character in after.chars() {
        used += cells(character.encode_utf8(&mut [0; 4]), &widths);
        if used > AFTER_CELLS {
            break;
        }
        end += character.len_utf8();
    }
    let tail = if end < after.len() { "..." } else { "" };
    let after = after.get(..end).unwrap_or("");
    (format!("{lead}{before}{after}{tail}"), lead.len() + cells(before, &widths))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, column: usize, widths: Widths, expected: &str) {
        let problem = Problem::error("k.toml", 7, column, "a.b", "没有").in_line(line).with_hint("改");
        assert_eq!(render(&problem, widths), expected);
    }

    #[test]
    fn the_caret_stands_below_its_character() {
        check(
            "“批” = qiut",
            7,
            Widths::narrow(),
            "k.toml:7:7: 没有\n  |\n7 | “批” = qiut\n  |        ^\n  改",
        );
        check(
            "“批” = qiut",
            7,
            Widths::wide(),
            "k.toml:7:7: 没有\n  |\n7 | “批” = qiut\n  |          ^\n  改",
        );
    }

    #[test]
    fn nothing_controls_the_terminal_and_long_lines_are_cut() {
        let problem = Problem::error("k\u{1b}]0;x\u{7}.toml", 1, 1, "a.b", "\u{9b}31m").in_line("\u{1b}[2J");
        assert!(!render(&problem, Widths::narrow()).chars().any(|c| c.is_control() && c != '\n'));
        let long = "批".repeat(500);
        let problem = Problem::error("k", 1, 400, "a.b", "x").in_line(long);
        let shown = render(&problem, Widths::narrow());
        let lines: Vec<&str> = shown.lines().collect();
        assert!(
            lines[2].chars().count() < 80 && lines[3].ends_with(&format!("{}^", " ".repeat(63))),
            "{shown}"
        );
    }
}
