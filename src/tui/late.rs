//! Answers of the terminal that come when nobody waits for them any more: crossterm takes the colour's for keys, and a
//! digit among them would put a tag on a paragraph.
//!
//! Knows no terminal and no clock: keys in, keys out.

use crate::app::Event;
use crate::keymap::{Code, Key};

/// What the answer to the question for a colour begins with, as keys.
const BEGINS: [(char, bool); 4] = [(']', true), ('1', false), ('1', false), (';', false)];
/// No answer is longer; what is was none.
const LONGEST: usize = 64;

/// Takes late answers out of the keys.
#[derive(Debug, Default)]
pub(super) struct Late {
    /// Keys that may be the beginning of an answer.
    held: Vec<Event>,
    /// How many keys of an answer went by.
    gone: Option<usize>,
}

impl Late {
    /// Takes what the terminal sent, and says what of it is no answer.
    pub(super) fn take(&mut self, event: Event) -> Vec<Event> {
        let Event::Key(key) = &event else { return vec![event] };
        if let Some(gone) = self.gone {
            self.gone = (!is_end(*key) && gone < LONGEST).then_some(gone + 1);
            return Vec::new();
        }
        let begins = |at: usize| BEGINS.get(at).is_some_and(|(sign, alt)| *key == typed(*sign, *alt));
        if begins(self.held.len()) {
            self.held.push(event);
            if self.held.len() == BEGINS.len() {
                self.held.clear();
                self.gone = Some(0);
            }
            return Vec::new();
        }
        let mut keys = self.rest();
        if begins(0) {
            self.held.push(event);
        } else {
            keys.push(event);
        }
        keys
    }

    /// What was held back: nothing more comes that could make an answer of it.
    pub(super) fn rest(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.held)
    }
}

fn typed(sign: char, alt: bool) -> Key {
    Key::typed(Code::Char(sign), false, alt, false)
}

/// An answer ends with BEL or with `ESC \`.
fn is_end(key: Key) -> bool {
    key == typed('\\', true) || key == Key::typed(Code::Char('g'), true, false, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Step, parse_sequence};

    /// The keys that are left of a sequence in which `A` is the beginning of an answer.
    fn check(keys: &str, expected: &str) {
        let (mut late, mut left) = (Late::default(), Vec::new());
        for step in parse_sequence(keys).expect(keys) {
            let Step::Key(key) = step else { continue };
            left.extend(late.take(Event::Key(key)));
        }
        left.extend(late.rest());
        let told: Vec<String> = left
            .iter()
            .filter_map(|event| if let Event::Key(key) = event { Some(key.notation()) } else { None })
            .collect();
        assert_eq!(told.join(" "), expected, "{keys}");
    }

    #[test]
    fn a_colour_that_comes_late_is_taken_out_and_nothing_else() {
        check("j <A-]> 1 1 ; r g b : 1 / 2 / 3 <A-\\> k", "j k");
        check("<A-]> 1 1 ; r g b : 1 <C-g> 1", "1");
        check("<A-]> <A-]> 1 1 ; r <C-g> 2", "<A-]> 2");
        check("<A-]> 1 j", "<A-]> 1 j");
        check("1 1 ; ]", "1 1 ; ]");
        check("<A-]>", "<A-]>");
    }

    #[test]
    fn an_answer_without_an_end_does_not_take_all_keys() {
        let mut late = Late::default();
        for (sign, alt) in BEGINS {
            late.take(Event::Key(typed(sign, alt)));
        }
        let passed = (0..200).filter(|_| !late.take(Event::Key(typed('j', false))).is_empty()).count();
        assert!(passed > 100, "{passed}");
    }
}
