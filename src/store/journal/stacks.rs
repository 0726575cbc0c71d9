//! What of the journal can be undone and what can be done again; steps that were cut short count as far as they went.

use std::collections::HashSet;

use super::{Entry, EntryKind};
use crate::words::{ArticleId, Change};

/// The steps that can be undone and those that can be done again, the next one last. `part` gives what the files hold of a
/// step whose confirmation is missing.
pub(in crate::store) fn stacks(
    entries: Vec<Entry>,
    mut part: impl FnMut(Entry) -> Option<Entry>,
) -> (Vec<Entry>, Vec<Entry>) {
    let (mut undo, mut redo): (Vec<Entry>, Vec<Entry>) = (Vec::new(), Vec::new());
    let happened = |entry: Entry| if entry.confirmed { Some(entry) } else { part(entry) };
    for entry in entries.into_iter().filter_map(happened) {
        match entry.kind {
            EntryKind::Do => {
                undo.push(entry);
                redo.clear();
            }
            EntryKind::Undo => turn(&mut undo, &mut redo, &entry),
            EntryKind::Redo => turn(&mut redo, &mut undo, &entry),
            EntryKind::Skip => drop(undo.pop()),
        }
    }
    (undo, redo)
}

/// Moves the last step from one stack to the other, or as much of it as `by` turned: files change whole, so one that was
/// cut short is told by its articles.
fn turn(from: &mut Vec<Entry>, to: &mut Vec<Entry>, by: &Entry) {
    let Some(mut step) = from.pop() else { return };
    let turned: HashSet<&ArticleId> = by.changes.iter().map(|change| &change.article).collect();
    let is_turned = |change: &Change| turned.contains(&change.article);
    if step.changes.iter().any(is_turned) && !step.changes.iter().all(is_turned) {
        let changes = std::mem::take(&mut step.changes);
        let (done, left) = changes.into_iter().partition(is_turned);
        from.push(Entry { changes: left, ..step.clone() });
        step.changes = done;
    }
    to.push(step);
}
