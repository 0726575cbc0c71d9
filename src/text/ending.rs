//! I2, an option: a paragraph's last line is not one Han character alone. Knows laid out lines, no settings.

use super::breaks::Rank;
use super::layout::{Line, drawn_end};
use super::prepare::Prepared;

/// Moves the last break up when the last line would be one Han character and its marks (I2); no other line
/// changes, and nothing does where no free break fits.
pub fn without_single_last(text: &str, prepared: &Prepared, lines: &mut [Line], measure_cells: usize) {
    let [.., before, last] = lines else { return };
    let (first, end) = (prepared.cluster_at(before.text_start), prepared.cluster_at(before.end));
    if !is_single(text.get(last.text()).unwrap_or_default()) || prepared.next_forced(first) == Some(end) {
        return;
    }
    let last_end = prepared.cluster_at(last.text_end);
    let cells = |from: usize, until: usize| prepared.sum(until).saturating_sub(prepared.sum(from));
    let is_better = |at: &usize| {
        let moved = text.get(prepared.start(*at)..last.text_end).unwrap_or_default();
        prepared.rank(*at) == Rank::Allowed as u8 && cells(first, *at) > 0 && !is_single(moved)
    };
    let fits = |at: &usize| cells(*at, last_end) <= measure_cells;
    let Some(at) = (first + 1..end).rev().take_while(fits).find(is_better) else { return };
    let text_end = drawn_end(prepared, first, at);
    before.end = prepared.start(at);
    before.text_end = prepared.start(text_end);
    before.cells = cells(first, text_end);
    last.start = prepared.start(at);
    last.text_start = last.start;
    last.cells = cells(at, last_end);
}

/// Whether a line is one Han character, punctuation aside.
fn is_single(drawn: &str) -> bool {
    let mut words = drawn.chars().filter(|c| c.is_alphanumeric());
    words.next().is_some_and(|c| c > '\u{2E7F}') && words.next().is_none()
}
