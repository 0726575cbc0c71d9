//! Which actions move through a list or a page, and by how many rows.

use crate::words::Action;

/// The rows that an action moves by; `None` when it moves through no list. The ends are the largest numbers.
#[expect(clippy::wildcard_enum_match_arm, reason = "every action but these moves through no list")]
pub(super) fn steps(action: &Action, page_rows: usize) -> Option<isize> {
    let page = isize::try_from(page_rows.saturating_sub(1).max(1)).unwrap_or(1);
    match action {
        Action::CaretUp | Action::LineUp | Action::ParagraphPrevious => Some(-1),
        Action::CaretDown | Action::LineDown | Action::ParagraphNext => Some(1),
        Action::PageUp => Some(-page),
        Action::PageDown => Some(page),
        Action::HalfPageUp => Some(-page.div_euclid(2).max(1)),
        Action::HalfPageDown => Some(page.div_euclid(2).max(1)),
        Action::GoTop => Some(isize::MIN),
        Action::GoBottom => Some(isize::MAX),
        _ => None,
    }
}
