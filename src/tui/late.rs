//! Answers of the terminal that nobody waits for, ours that come late and those that another program asked for:
//! crossterm takes them for keys, and a digit among them would put a tag on a paragraph.
//!
//! Knows no terminal and no clock: keys in, keys out. What comes at once and has the whole form of an answer is one; of a
//! colour's the beginning is enough, for its end may come later.

use crate::app::Event;
use crate::keymap::{Code, Key};

/// No answer is longer; what is was none.
const LONGEST: usize = 256;

/// What is held back until it is known whether it is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// OSC, DCS, APC, PM or SOS (ECMA-48, 5.6): from `ESC` and a letter to BEL or `ESC \`.
    String,
    /// What crossterm leaves of a device's attributes (`ESC [ > 41 ; 354 ; 0 c`): numbers, and a letter behind them.
    Numbers,
}

/// Takes answers out of the keys.
#[derive(Debug, Default)]
pub(super) struct Late {
    /// Keys that may be an answer, or its beginning.
    held: Vec<(Event, Key)>,
    form: Option<Form>,
    /// How many keys of a colour's answer went by.
    gone: Option<usize>,
}

impl Late {
    /// Takes what the terminal sent, and says what of it is no answer.
    pub(super) fn take(&mut self, event: Event) -> Vec<Event> {
        let Event::Key(key) = event else {
            let mut events = self.rest();
            events.push(event);
            return events;
        };
        if let Some(gone) = self.gone {
            self.gone = (!ends_string(key) && gone < LONGEST).then_some(gone + 1);
            return Vec::new();
        }
        let Some(form) = self.form else {
            let Some(form) = begins(key) else { return vec![event] };
            self.form = Some(form);
            self.held.push((event, key));
            return Vec::new();
        };
        let goes_on = match form {
            Form::String => self.held.len() < LONGEST && !is_begun(key),
            Form::Numbers => is_number(key) || (is_typed(key, 'c') && self.numbers() == 3),
        };
        if !goes_on {
            let mut events = self.rest();
            events.extend(self.take(event));
            return events;
        }
        self.held.push((event, key));
        let is_whole = match form {
            Form::String => ends_string(key),
            Form::Numbers => is_typed(key, 'c'),
        };
        if is_whole || self.is_colour() {
            self.gone = (!is_whole).then_some(0);
            self.held.clear();
            self.form = None;
        }
        Vec::new()
    }

    /// Whether a key waits to be told from an answer.
    pub(super) fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// What was held back: nothing more comes now that could make an answer of it.
    pub(super) fn rest(&mut self) -> Vec<Event> {
        self.form = None;
        std::mem::take(&mut self.held).into_iter().map(|(event, _)| event).collect()
    }

    /// The same while a colour's answer is due: only what may be its beginning goes on being held.
    pub(super) fn rest_but_a_colour(&mut self) -> Vec<Event> {
        let may_be = matches!(self.held.first(), Some((_, key)) if is_alt(*key, ']'));
        if may_be { Vec::new() } else { self.rest() }
    }

    /// Whether what is held begins as an answer about colours does: `ESC ] 1 1 ;`.
    fn is_colour(&self) -> bool {
        let [(_, first), numbers @ .., (_, last)] = self.held.as_slice() else { return false };
        let is_digit = |(_, key): &(Event, Key)| is_number(*key) && !is_typed(*key, ';');
        is_alt(*first, ']') && is_typed(*last, ';') && !numbers.is_empty() && numbers.iter().all(is_digit)
    }

    /// How many numbers are held, parted by `;`; none where one is lacking.
    fn numbers(&self) -> usize {
        let text: String = self.held.iter().filter_map(|(_, key)| key.printable()).collect();
        let numbers: Vec<&str> = text.split(';').collect();
        if numbers.contains(&"") { 0 } else { numbers.len() }
    }
}

/// The form that a key begins.
fn begins(key: Key) -> Option<Form> {
    if is_begun(key) {
        return Some(Form::String);
    }
    (is_number(key) && !is_typed(key, ';')).then_some(Form::Numbers)
}

/// Whether a string of ECMA-48 begins so.
fn is_begun(key: Key) -> bool {
    [']', 'P', '_', '^', 'X'].into_iter().any(|sign| is_alt(key, sign))
}

fn is_alt(key: Key, sign: char) -> bool {
    key == Key::typed(Code::Char(sign), false, true, false)
}

fn is_typed(key: Key, sign: char) -> bool {
    key == Key::typed(Code::Char(sign), false, false, false)
}

fn is_number(key: Key) -> bool {
    key.printable().is_some_and(|sign| sign.is_ascii_digit() || sign == ';')
}

/// A string ends with BEL or with `ESC \`.
fn ends_string(key: Key) -> bool {
    is_alt(key, '\\') || key == Key::typed(Code::Char('g'), true, false, false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{Step, parse_sequence};

    fn typed(sign: char, alt: bool) -> Key {
        Key::typed(Code::Char(sign), false, alt, false)
    }

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
    fn what_another_program_asked_for_is_taken_out_and_nothing_else() {
        check("j <A-]> 1 0 ; r g b : 1 <C-g> k", "j k");
        check("<A-P> 1 $ r 0 <Space> q <A-\\> 2", "2");
        check("<A-P> > | X T e r m ( 3 8 8 ) <A-\\>", "");
        check("<A-_> G i = 1 ; O K <A-\\> <A-^> 1 <A-\\> <A-X> 2 <A-\\>", "");
        check("4 1 ; 3 5 4 ; 0 c", "");
        // No whole answer: typed.
        check("<A-P> 1 2", "<A-P> 1 2");
        check("<A-P> <A-P> 1 <A-\\> 3", "<A-P> 3");
        check("1", "1");
        check("1 2 c", "1 2 c");
        check("1 ; 2 c", "1 ; 2 c");
        check("1 ; 2 ; 3 j", "1 ; 2 ; 3 j");
        check("; 1 ; 2 c", "; 1 ; 2 c");
        check("1 ; ; 2 c", "1 ; ; 2 c");
    }

    #[test]
    fn keys_are_not_kept_waiting_for_the_end_of_an_answer() {
        let mut late = Late::default();
        assert!(late.take(Event::Key(typed('1', false))).is_empty());
        assert_eq!(late.rest_but_a_colour().len(), 1);
        assert!(late.take(Event::Key(typed(']', true))).is_empty());
        assert!(late.rest_but_a_colour().is_empty());
        let pasted = late.take(Event::Paste("文字".to_owned()));
        assert_eq!(pasted.len(), 2);
    }

    #[test]
    fn an_answer_without_an_end_does_not_take_all_keys() {
        let mut late = Late::default();
        for (sign, alt) in [(']', true), ('1', false), ('1', false), (';', false)] {
            late.take(Event::Key(typed(sign, alt)));
        }
        let passed = (0..400).filter(|_| !late.take(Event::Key(typed('j', false))).is_empty()).count();
        assert!(passed > 100, "{passed}");
    }
}
