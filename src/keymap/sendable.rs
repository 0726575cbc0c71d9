//! Which keys a plain terminal can send, and what arrives instead of those it cannot.
//!
//! The rule is the one of terminals without extended keyboard protocols: Ctrl with a letter is a control byte,
//! Alt is Esc before the key, and only the named keys carry modifiers of their own.

use super::key::{Code, Key};

/// A key that no terminal can be relied on to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsendable {
    /// What arrives when it is pressed, when that is known.
    pub instead: Option<Key>,
}

/// Says whether a key can arrive, and if not, what does.
pub fn unsendable(key: Key) -> Option<Unsendable> {
    let bare = Key::plain(key.code);
    let instead = |key| Some(Unsendable { instead: Some(key) });
    match key.code {
        Code::Enter | Code::Backspace if key.ctrl || key.shift => instead(Key { alt: key.alt, ..bare }),
        Code::Esc if key.ctrl || key.shift || key.alt => instead(bare),
        Code::Tab if key.ctrl => instead(Key { alt: key.alt, shift: key.shift, ..bare }),
        Code::Char(character) if key.ctrl => control(key, character),
        Code::Char(character) if key.shift => {
            instead(Key { shift: false, code: Code::Char(character.to_ascii_uppercase()), ..key })
        }
        // Esc [ and Esc O begin the names of other keys.
        Code::Char('[' | 'O') if key.alt => Some(Unsendable { instead: None }),
        Code::Up
        | Code::Down
        | Code::Left
        | Code::Right
        | Code::Home
        | Code::End
        | Code::PgUp
        | Code::PgDn
        | Code::Insert
        | Code::Delete
        | Code::F(_)
        | Code::Enter
        | Code::Backspace
        | Code::Esc
        | Code::Tab
        | Code::Char(_) => None,
    }
}

/// Ctrl with a character: 32 of them exist, and some are other keys.
fn control(key: Key, character: char) -> Option<Unsendable> {
    let as_code = |code| Some(Unsendable { instead: Some(Key { code, ctrl: false, shift: false, ..key }) });
    let as_char = |c| Some(Unsendable { instead: Some(Key { code: Code::Char(c), shift: false, ..key }) });
    match character {
        'i' | 'I' => as_code(Code::Tab),
        'm' | 'M' => as_code(Code::Enter),
        '[' | '3' => as_code(Code::Esc),
        '8' | '?' => as_code(Code::Backspace),
        '@' | '2' => as_char(' '),
        '4' => as_char('\\'),
        '5' => as_char(']'),
        '6' => as_char('^'),
        '7' | '/' | '-' => as_char('_'),
        'a'..='z' | ' ' | '\\' | ']' | '^' | '_' if !key.shift => None,
        'a'..='z' | 'A'..='Z' => as_char(character.to_ascii_lowercase()),
        _ => Some(Unsendable { instead: None }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::{Step, parse_sequence};
    use super::*;

    fn check(text: &str, expected: &str) {
        let steps = parse_sequence(text).expect(text);
        let [Step::Key(key)] = steps.as_slice() else { panic!("{text}") };
        let found = match unsendable(*key) {
            None => "fine".to_owned(),
            Some(Unsendable { instead: None }) => "never".to_owned(),
            Some(Unsendable { instead: Some(instead) }) => instead.notation(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_arrives_instead() {
        for fine in ["j", "J", "<C-d>", "<C-_>", "<C-Space>", "<A-x>", "<S-Tab>", "<C-S-Left>", "<A-Enter>"] {
            check(fine, "fine");
        }
        for (key, instead) in [
            ("<C-i>", "<Tab>"),
            ("<C-m>", "<Enter>"),
            ("<C-[>", "<Esc>"),
            ("<S-a>", "A"),
            ("<C-S-d>", "<C-d>"),
            ("<C-D>", "<C-d>"),
            ("<A-S-x>", "<A-X>"),
            ("<C-Enter>", "<Enter>"),
            ("<S-Enter>", "<Enter>"),
            ("<S-Space>", "<Space>"),
            ("<C-Tab>", "<Tab>"),
            ("<C-@>", "<C-Space>"),
            ("<C-/>", "<C-_>"),
            ("<C-1>", "never"),
            ("<C-,>", "never"),
            ("<A-[>", "never"),
            ("<C-A-i>", "<A-Tab>"),
        ] {
            check(key, instead);
        }
    }
}
