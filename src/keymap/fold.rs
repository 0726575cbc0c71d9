//! What an input method commits outside inputs, folded to the keys that were meant.
//!
//! Full-width forms become ASCII; Chinese punctuation becomes the key it was typed with; a pair such as …… is one key.

use std::collections::BTreeMap;

use super::key::{Code, Key};

/// The built-in table beside U+FF01–FF5E. A doubled text is a pair that counts as one key.
const TABLE: [(&str, char); 21] = [
    ("。", '.'),
    ("、", '/'),
    ("【", '['),
    ("】", ']'),
    ("「", '['),
    ("」", ']'),
    ("『", '{'),
    ("』", '}'),
    ("《", '<'),
    ("》", '>'),
    ("〈", '<'),
    ("〉", '>'),
    ("‘", '\''),
    ("’", '\''),
    ("“", '"'),
    ("”", '"'),
    ("￥", '$'),
    ("¥", '$'),
    ("·", '`'),
    ("……", '^'),
    ("——", '_'),
];

/// The table in force: which characters are other keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoldTable {
    singles: BTreeMap<char, char>,
    pairs: BTreeMap<char, char>,
    fullwidth: bool,
}

impl Default for FoldTable {
    fn default() -> Self {
        let mut table = Self { singles: BTreeMap::new(), pairs: BTreeMap::new(), fullwidth: true };
        table.singles.insert('\u{3000}', ' ');
        for (text, key) in TABLE {
            table.set(text, Some(key));
        }
        table
    }
}

impl FoldTable {
    /// Switches all folding on or off.
    pub fn set_fullwidth(&mut self, on: bool) {
        self.fullwidth = on;
    }

    /// Lets a character, or a doubled one, be the key `to`; `None` leaves it as it is. Returns whether
    /// `text` is one character or one character twice.
    pub fn set(&mut self, text: &str, to: Option<char>) -> bool {
        let characters: Vec<char> = text.chars().collect();
        let (table, character) = match characters.as_slice() {
            [one] => (&mut self.singles, *one),
            [one, other] if one == other => (&mut self.pairs, *one),
            _ => return false,
        };
        table.insert(character, to.unwrap_or(character));
        true
    }

    /// Whether anything is folded.
    pub fn is_on(&self) -> bool {
        self.fullwidth
    }

    /// The table, pairs doubled; U+FF01–FF5E, which all fold to ASCII, are left out.
    pub fn rows(&self) -> Vec<(String, char)> {
        let pairs = self.pairs.iter().map(|(from, to)| (format!("{from}{from}"), *to));
        self.singles.iter().map(|(from, to)| (from.to_string(), *to)).chain(pairs).collect()
    }

    /// What one character becomes; itself when it is folded to nothing else.
    pub fn fold(&self, character: char) -> char {
        if !self.fullwidth {
            return character;
        }
        if let Some(to) = self.singles.get(&character).or_else(|| self.pairs.get(&character)) {
            return *to;
        }
        match u32::from(character) {
            code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
            _ => character,
        }
    }

    /// Whether two of this character in a row are one key.
    pub fn is_paired(&self, character: char) -> bool {
        self.fullwidth && self.pairs.get(&character).is_some_and(|to| *to != character)
    }
}

/// Folds a stream of keys; remembers the first half of a pair.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    half: Option<char>,
}

impl Folder {
    /// The key that was meant; `None` for the second half of a pair, which the first already stood for.
    pub fn fold(&mut self, table: &FoldTable, key: Key) -> Option<Key> {
        let half = self.half.take();
        let Some(character) = key.printable() else { return Some(key) };
        if table.is_paired(character) {
            if half == Some(character) {
                return None;
            }
            self.half = Some(character);
        }
        Some(Key { code: Code::Char(table.fold(character)), ..key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &str) {
        let (table, mut folder) = (FoldTable::default(), Folder::default());
        let found: String = typed
            .chars()
            .filter_map(|character| folder.fold(&table, Key::char(character)))
            .filter_map(|key| key.printable())
            .collect();
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn committed_punctuation_is_the_key_it_was_typed_with() {
        check("ａＺ０～！？：", "aZ0~!?:");
        check("，。、；", ",./;");
        check("【】「」《》（）", "[][]<>()");
        check("‘’“”￥", "''\"\"$");
        check("……", "^");
        check("————", "__");
        check("……a…", "^a^");
        check("\u{3000}", " ");
        check("汉j", "汉j");
    }

    #[test]
    fn the_table_can_be_changed_and_switched_off() {
        let mut table = FoldTable::default();
        assert!(table.set("×", Some('*')) && table.set("。", None) && table.set("……", None));
        assert!(!table.set("ab", Some('c')));
        assert_eq!((table.fold('×'), table.fold('。'), table.is_paired('…')), ('*', '。', false));
        table.set_fullwidth(false);
        assert_eq!((table.fold('，'), table.is_paired('—')), ('，', false));
    }
}
