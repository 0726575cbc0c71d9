//! Changes to the text of an input, and taking them back exactly.

use std::ops::Range;

use super::Input;

/// One change: what stood there, what stands there now, and where the caret was.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Edit {
    at: usize,
    removed: String,
    inserted: String,
    caret_before: usize,
    caret_after: usize,
    /// Typed key by key, and open for the next key.
    typing: bool,
}

/// The changes made and those taken back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct History {
    done: Vec<Edit>,
    undone: Vec<Edit>,
    /// Counts every change, undo and redo.
    steps: u64,
}

impl History {
    /// A number that differs after every change of the text.
    pub(super) fn steps(&self) -> u64 {
        self.steps
    }

    /// Adds a change; letters of one word are one step.
    fn push(&mut self, edit: Edit) {
        self.steps += 1;
        self.undone.clear();
        let open = edit.typing && !edit.inserted.chars().any(|c| c.is_whitespace() || is_stop(c));
        if let Some(last) = self.done.last_mut() {
            let follows = last.at + last.inserted.len() == edit.at && edit.caret_before == last.caret_after;
            if last.typing && edit.typing && edit.removed.is_empty() && follows {
                last.inserted.push_str(&edit.inserted);
                last.caret_after = edit.caret_after;
                last.typing = open;
                return;
            }
        }
        self.done.push(Edit { typing: open, ..edit });
    }
}

/// Whether a step of undo ends behind this character.
fn is_stop(character: char) -> bool {
    matches!(character, '，' | '。' | '；' | '：' | '？' | '！' | '\n' | ',' | '.' | ';' | ':' | '?' | '!')
}

impl Input {
    /// Puts `inserted` in the place of `range` and the caret behind it.
    pub(super) fn change(&mut self, range: Range<usize>, inserted: &str, typing: bool) {
        let Some(removed) = self.text.get(range.clone()) else { return };
        if removed == inserted {
            self.go(range.start + inserted.len());
            return;
        }
        let removed = removed.to_owned();
        let (at, caret_before) = (range.start, self.caret);
        self.text.replace_range(range, inserted);
        // What was put in may have joined the cluster before it or the one that follows.
        self.caret = self.boundary_near(self.cluster_before(at), at + inserted.len());
        self.history.push(Edit {
            at,
            removed,
            inserted: inserted.to_owned(),
            caret_before,
            caret_after: self.caret,
            typing,
        });
        self.moved();
    }

    /// Takes a range away.
    pub(super) fn cut(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.change(range, "", false);
        }
    }

    /// Takes the last step back, the caret where it was before.
    pub(super) fn undo(&mut self) {
        let Some(edit) = self.history.done.pop() else { return };
        self.text.replace_range(edit.at..edit.at + edit.inserted.len(), &edit.removed);
        self.caret = edit.caret_before;
        self.history.undone.push(edit);
        self.history.steps += 1;
        self.moved();
    }

    /// Makes the last step again that was taken back.
    pub(super) fn redo(&mut self) {
        let Some(mut edit) = self.history.undone.pop() else { return };
        self.text.replace_range(edit.at..edit.at + edit.removed.len(), &edit.inserted);
        self.caret = edit.caret_after;
        edit.typing = false;
        self.history.done.push(edit);
        self.history.steps += 1;
        self.moved();
    }
}
