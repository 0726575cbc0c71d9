//! Bytes that were typed while the terminal was asked, as the events that the reader replays in order.
//!
//! `crossterm` keeps its parser private; this one knows characters and the common keys.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The events that typed bytes stand for. Sequences of no known key are left out, never taken for letters.
pub fn events(typed: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(typed);
    let mut events = Vec::new();
    let mut rest = text.as_ref();
    while let Some(c) = rest.chars().next() {
        if let Some(pasted) = rest.strip_prefix("\x1b[200~") {
            let (words, after) = pasted.split_once("\x1b[201~").unwrap_or((pasted, ""));
            events.push(Event::Paste(words.to_owned()));
            rest = after;
            continue;
        }
        if let Some(length_bytes) = answer(rest) {
            rest = rest.get(length_bytes..).unwrap_or("");
            continue;
        }
        let (event, length) = if c == '\x1b' { escape(rest) } else { (Some(plain(c)), c.len_utf8()) };
        events.extend(event.map(Event::Key));
        rest = rest.get(length..).unwrap_or("");
    }
    events
}

/// The bytes of a whole answer that another program asked for: a string of ECMA-48 (OSC, DCS, APC, PM, SOS) up to BEL
/// or `ESC \`.
fn answer(rest: &str) -> Option<usize> {
    let inside = rest.strip_prefix('\x1b')?.strip_prefix([']', 'P', '_', '^', 'X'])?;
    let stop = inside.find(['\x07', '\x1b', '\r', '\n'])?;
    let end = inside.get(stop..)?;
    let ending = ["\x07", "\x1b\\"].into_iter().find(|ending| end.starts_with(ending))?;
    Some(rest.len() - end.len() + ending.len())
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

/// A character or a control key.
fn plain(c: char) -> KeyEvent {
    let control = |offset: u32| char::from_u32(u32::from(c) + offset).unwrap_or(c);
    match c {
        '\r' | '\n' => key(KeyCode::Enter, KeyModifiers::NONE),
        '\t' => key(KeyCode::Tab, KeyModifiers::NONE),
        '\x7f' | '\x08' => key(KeyCode::Backspace, KeyModifiers::NONE),
        '\0' => key(KeyCode::Char(' '), KeyModifiers::CONTROL),
        '\x01'..='\x1a' => key(KeyCode::Char(control(0x60)), KeyModifiers::CONTROL),
        '\x1c'..='\x1f' => key(KeyCode::Char(control(0x18)), KeyModifiers::CONTROL),
        c if c.is_uppercase() => key(KeyCode::Char(c), KeyModifiers::SHIFT),
        c => key(KeyCode::Char(c), KeyModifiers::NONE),
    }
}

/// A key behind an escape, and the bytes it took.
fn escape(rest: &str) -> (Option<KeyEvent>, usize) {
    let mut chars = rest.chars().skip(1);
    match chars.next() {
        None | Some('\x1b') => (Some(key(KeyCode::Esc, KeyModifiers::NONE)), 1),
        Some('O') => {
            let code = chars.next().and_then(letter);
            match code {
                Some(code) => (Some(key(code, KeyModifiers::NONE)), 3),
                None => (Some(alt(plain('O'))), 2),
            }
        }
        Some('[') => sequence(rest),
        Some(c) => (Some(alt(plain(c))), 1 + c.len_utf8()),
    }
}

fn alt(mut event: KeyEvent) -> KeyEvent {
    event.modifiers |= KeyModifiers::ALT;
    event
}

/// `CSI parameters letter`: arrows, Home, F-keys and their like.
fn sequence(rest: &str) -> (Option<KeyEvent>, usize) {
    let body = rest.get(2..).unwrap_or("");
    let Some(end) = body.find(|c: char| ('\x40'..='\x7e').contains(&c)) else { return (None, rest.len()) };
    let (parameters, last) = body.split_at(end);
    let verb = last.chars().next().unwrap_or('~');
    let number = |index: usize| parameters.split(';').nth(index).and_then(|one| one.parse::<u8>().ok());
    let code = if verb == '~' { number(0).and_then(tilde) } else { letter(verb) };
    let event = code.map(|code| key(code, modifiers(number(1).unwrap_or(1))));
    (event, 2 + end + verb.len_utf8())
}

fn letter(verb: char) -> Option<KeyCode> {
    Some(match verb {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'F' => KeyCode::End,
        'H' => KeyCode::Home,
        'P' => KeyCode::F(1),
        'Q' => KeyCode::F(2),
        'R' => KeyCode::F(3),
        'S' => KeyCode::F(4),
        'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

fn tilde(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23 | 24 => KeyCode::F(number - 12),
        _ => return None,
    })
}

/// xterm's modifier parameter: one more than the sum of Shift 1, Alt 2, Control 4.
fn modifiers(parameter: u8) -> KeyModifiers {
    let bits = parameter.saturating_sub(1);
    let pairs = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    let held = pairs.into_iter().filter(|(bit, _)| bits & bit != 0);
    held.fold(KeyModifiers::NONE, |all, (_, one)| all | one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_common_keys_come_back() {
        let typed = "j审G\r\x04\x1b[A\x1b[1;5C\x1b[5~\x1bOQ\x1bx\x1b[200~多字\n粘贴\x1b[201~\x1b[15~\x1b[<0;1;1M\x7f\x1b";
        let said: Vec<String> = events(typed.as_bytes())
            .into_iter()
            .map(|event| match event {
                Event::Key(key) => {
                    format!("{:?}{}", key.code, if key.modifiers.is_empty() { "" } else { "+" })
                }
                Event::Paste(text) => format!("Paste({text:?})"),
                Event::FocusGained | Event::FocusLost | Event::Mouse(_) | Event::Resize(..) => String::new(),
            })
            .collect();
        assert_eq!(
            said.join(" "),
            "Char('j') Char('审') Char('G')+ Enter Char('d')+ Up Right+ PageUp F(2) Char('x')+ Paste(\"多字\\n粘贴\") \
             F(5) Backspace Esc"
        );
    }

    #[test]
    fn answers_to_other_programs_are_no_keys() {
        fn check(typed: &str, expected: &str) {
            let keys = events(typed.as_bytes()).into_iter().filter_map(|event| match event {
                Event::Key(KeyEvent { code: KeyCode::Char(c), .. }) => Some(c),
                Event::FocusGained
                | Event::FocusLost
                | Event::Key(_)
                | Event::Mouse(_)
                | Event::Paste(_)
                | Event::Resize(..) => None,
            });
            assert_eq!(keys.collect::<String>(), expected, "{typed:?}");
        }
        check("j\x1b]10;rgb:1/1/1\x07k", "jk");
        check("\x1bP>|XTerm(388)\x1b\\k", "k");
        check("\x1b_Gi=1;OK\x1b\\\x1bP1$r0 q\x1b\\", "");
        check("\x1b[>41;354;0ck", "k");
        // Alt and letters, not an answer.
        check("\x1b]1\rk", "]1k");
    }
}
