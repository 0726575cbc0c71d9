//! A key as the program knows it, and its notation: `j`, `<C-d>`, `<S-Tab>`, `<leader>`, `<any>`.
//!
//! Knows no terminal library: the face turns what the terminal sent into these.

use std::fmt;

use super::nearest::nearest;

/// Which key of the keyboard, or which character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A character, as typed (`J` for shift and j).
    Char(char),
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PgUp,
    /// Page down.
    PgDn,
    /// Insert.
    Insert,
    /// Delete.
    Delete,
    /// Backspace.
    Backspace,
    /// Enter.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// A function key, 1 to 12.
    F(u8),
}

/// Every named key but the function keys, by its name in keymap.toml.
const NAMES: [(&str, Code); 17] = [
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PgUp),
    ("PgDn", Code::PgDn),
    ("Insert", Code::Insert),
    ("Delete", Code::Delete),
    ("BS", Code::Backspace),
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Space", Code::Char(' ')),
    ("lt", Code::Char('<')),
    ("gt", Code::Char('>')),
];

/// Names of other programs, and ours for the same key.
const OTHER_NAMES: [(&str, &str); 14] = [
    ("pageup", "PgUp"),
    ("pagedown", "PgDn"),
    ("pgdown", "PgDn"),
    ("backspace", "BS"),
    ("bspace", "BS"),
    ("del", "Delete"),
    ("ins", "Insert"),
    ("return", "Enter"),
    ("cr", "Enter"),
    ("ret", "Enter"),
    ("escape", "Esc"),
    ("backtab", "S-Tab"),
    ("less", "lt"),
    ("spc", "Space"),
];

/// One press of a key with its modifiers. For a character, shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never set together with a character.
    pub shift: bool,
}

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(character: char) -> Self {
        Self::plain(Code::Char(character))
    }

    /// A key as a terminal reports it, brought to one form: shift disappears into the character, Ctrl makes
    /// letters small, and Ctrl with 4 to 7 (what the bytes 0x1C to 0x1F are often read as) becomes `\ ] ^ _`.
    pub fn typed(code: Code, ctrl: bool, alt: bool, shift: bool) -> Self {
        let Code::Char(character) = code else { return Self { code, ctrl, alt, shift } };
        let character = match character {
            '4' if ctrl => '\\',
            '5' if ctrl => ']',
            '6' if ctrl => '^',
            '7' if ctrl => '_',
            letter if ctrl => letter.to_ascii_lowercase(),
            letter if shift && letter.is_ascii_lowercase() => letter.to_ascii_uppercase(),
            other => other,
        };
        Self { code: Code::Char(character), ctrl, alt, shift: false }
    }

    /// The character it types: without Ctrl and Alt.
    pub fn printable(&self) -> Option<char> {
        match self.code {
            Code::Char(character) if !self.ctrl && !self.alt => Some(character),
            Code::Char(_)
            | Code::Up
            | Code::Down
            | Code::Left
            | Code::Right
            | Code::Home
            | Code::End
            | Code::PgUp
            | Code::PgDn
            | Code::Insert
            | Code::Delete
            | Code::Backspace
            | Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::F(_) => None,
        }
    }

    /// Whether it is text of an input method that no folding turned into a key, such as a Han character.
    pub fn is_stray_text(&self) -> bool {
        self.printable().is_some_and(|character| !character.is_ascii())
    }

    /// Its notation in keymap.toml, such as `j`, `<C-d>`, `<lt>`.
    pub fn notation(&self) -> String {
        let bare = self.bare_name();
        let mut modifiers = String::new();
        for (held, name) in [(self.ctrl, "C-"), (self.alt, "A-"), (self.shift, "S-")] {
            if held {
                modifiers.push_str(name);
            }
        }
        let single = bare.chars().count() == 1;
        if single && modifiers.is_empty() { bare } else { format!("<{modifiers}{bare}>") }
    }

    /// Its name without modifiers or brackets.
    fn bare_name(&self) -> String {
        if let Code::F(number) = self.code {
            return format!("F{number}");
        }
        if let Some((name, _)) = NAMES.iter().find(|(_, code)| *code == self.code && *code != Code::Char('>'))
        {
            return (*name).to_owned();
        }
        let Code::Char(character) = self.code else { return String::new() };
        character.to_string()
    }
}

impl fmt::Display for Key {
    /// As people read it: `j`, `C-d`, `S-Tab`, `<`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::char('<') {
            return f.write_str("<");
        }
        let notation = self.notation();
        let inner = notation.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
        f.write_str(inner.unwrap_or(&notation))
    }
}

/// One step of a sequence as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    /// One key.
    Key(Key),
    /// `<leader>`, whatever it is set to.
    Leader,
    /// `<any>`: one character, the argument of the command.
    Any,
}

impl Step {
    /// Its notation in keymap.toml.
    pub fn notation(&self) -> String {
        match self {
            Self::Key(key) => key.notation(),
            Self::Leader => "<leader>".to_owned(),
            Self::Any => "<any>".to_owned(),
        }
    }
}

impl fmt::Display for Step {
    /// As people read it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => key.fmt(f),
            Self::Leader => f.write_str("leader"),
            Self::Any => f.write_str("x"),
        }
    }
}

/// The notation of a whole sequence in keymap.toml, such as `g g` or `m <any>`.
pub fn notation(steps: &[Step]) -> String {
    steps.iter().map(Step::notation).collect::<Vec<_>>().join(" ")
}

/// A sequence as people read it, such as `g g` or `C-d`.
pub fn shown(steps: &[Step]) -> String {
    steps.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Why a sequence could not be read, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    /// Where the step at fault begins.
    pub offset_bytes: usize,
    /// The step at fault.
    pub step: String,
    /// What is wrong with it.
    pub fault: KeyFault,
}

/// What can be wrong with a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// Nothing between two blanks, or no step at all.
    Empty,
    /// Neither one character nor `<…>`; what was perhaps meant.
    NotAStep(Option<String>),
    /// `<…>` without a key of that name; what was perhaps meant.
    UnknownName(Option<String>),
    /// `<any>` before the last step, or alone.
    MisplacedAny,
}

/// Reads a sequence: `sequence = step { " " step }`,
/// `step = character | "<" { modifier "-" } name ">"` with the modifiers `C A S`.
///
/// # Errors
/// The first step that is none, with its place.
pub fn parse_sequence(text: &str) -> Result<Vec<Step>, KeyError> {
    let mut steps = Vec::new();
    let mut offset_bytes = 0;
    let count = text.split(' ').count();
    for (index, written) in text.split(' ').enumerate() {
        let error = |fault| KeyError { offset_bytes, step: written.to_owned(), fault };
        let step = parse_step(written).map_err(error)?;
        if step == Step::Any && (index == 0 || index + 1 < count) {
            return Err(error(KeyFault::MisplacedAny));
        }
        steps.push(step);
        offset_bytes += written.len() + 1;
    }
    Ok(steps)
}

fn parse_step(written: &str) -> Result<Step, KeyFault> {
    let mut characters = written.chars();
    match (characters.next(), characters.next()) {
        (None, _) => Err(KeyFault::Empty),
        (Some('<'), None) => Err(KeyFault::NotAStep(Some("<lt>".to_owned()))),
        (Some(control), None) if control.is_control() || control.is_whitespace() => {
            let meant = match control {
                '\t' => Some("<Tab>"),
                '\n' | '\r' => Some("<Enter>"),
                '\u{1b}' => Some("<Esc>"),
                '\u{3000}' => Some("<Space>"),
                _ => None,
            };
            Err(KeyFault::NotAStep(meant.map(ToOwned::to_owned)))
        }
        (Some(character), None) => Ok(Step::Key(Key::char(character))),
        (Some('<'), Some(_)) => match written.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            Some("leader") => Ok(Step::Leader),
            Some("any") => Ok(Step::Any),
            Some(inside) if !inside.is_empty() => parse_named(inside).map(Step::Key),
            _ => Err(KeyFault::NotAStep(close_bracket(written))),
        },
        (Some(_), Some(_)) => Err(KeyFault::NotAStep(spread(written))),
    }
}

/// What stands between `<` and `>`.
fn parse_named(inside: &str) -> Result<Key, KeyFault> {
    let (mut rest, mut key) = (inside, Key::char(' '));
    loop {
        let held = match rest.get(..2) {
            Some("C-") if rest.len() > 2 => &mut key.ctrl,
            Some("A-") if rest.len() > 2 => &mut key.alt,
            Some("S-") if rest.len() > 2 => &mut key.shift,
            _ => break,
        };
        if std::mem::replace(held, true) {
            return Err(KeyFault::UnknownName(None));
        }
        rest = rest.get(2..).unwrap_or("");
    }
    match parse_name(rest) {
        Some(code) => Ok(Key { code, ..key }),
        None => Err(KeyFault::UnknownName(meant_name(inside, rest))),
    }
}

fn parse_name(name: &str) -> Option<Code> {
    if let Some((_, code)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(*code);
    }
    let mut characters = name.chars();
    if let (Some(character), None) = (characters.next(), characters.next()) {
        return (!character.is_control() && !character.is_whitespace()).then_some(Code::Char(character));
    }
    let digits = name.strip_prefix('F')?;
    let number = digits.parse::<u8>().ok().filter(|_| !digits.starts_with(['0', '+']))?;
    (1..=12).contains(&number).then_some(Code::F(number))
}

/// The notation that was perhaps meant by `<inside>`, whose last part is `name`.
fn meant_name(inside: &str, name: &str) -> Option<String> {
    let before = inside.strip_suffix(name).unwrap_or("");
    let folded = inside.to_ascii_lowercase();
    let prefixes = [("C", ["c-", "ctrl-", "control-", "^"]), ("A", ["a-", "alt-", "m-", "meta-"])];
    for (modifier, spellings) in prefixes {
        let rest = spellings.iter().find_map(|spelling| folded.strip_prefix(spelling));
        if let Some(rest) = rest.filter(|_| before.is_empty()) {
            let meant = parse_name(rest)
                .map(|_| rest.to_owned())
                .or_else(|| Some(meant_name(rest, rest)?.trim_matches(['<', '>']).to_owned()))?;
            return Some(format!("<{modifier}-{meant}>"));
        }
    }
    let low = name.to_ascii_lowercase();
    if let Some((_, ours)) = OTHER_NAMES.iter().find(|(other, _)| *other == low) {
        return Some(format!("<{before}{ours}>"));
    }
    let functions: Vec<String> = (1..=12).map(|number| format!("F{number}")).collect();
    let known = NAMES.iter().map(|(known, _)| *known).chain(functions.iter().map(String::as_str));
    nearest(name, known.chain(["leader", "any"])).map(|found| format!("<{before}{found}>"))
}

/// `<C-d` and `C-d` were meant as `<C-d>`.
fn close_bracket(written: &str) -> Option<String> {
    let inside = written.trim_matches(['<', '>']);
    parse_named(inside).ok().map(|key| key.notation())
}

/// `gg` was meant as `g g`, `C-d` as `<C-d>`, `Down` as `<Down>`.
fn spread(written: &str) -> Option<String> {
    close_bracket(written).or_else(|| {
        // A tab or another blank between two keys was meant to part them.
        let keys = written.chars().filter(|c| !c.is_whitespace() && !c.is_control());
        let keys: Vec<String> = keys.map(|c| Key::char(c).notation()).collect();
        (1..=3).contains(&keys.len()).then(|| keys.join(" "))
    })
}

#[cfg(test)]
mod tests;
