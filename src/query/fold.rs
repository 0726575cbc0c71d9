//! Folding: which characters a search takes for the same one.
//!
//! Full and half width, case, simplified and traditional. Folds single characters only and never touches the text
//! that is searched: a term becomes classes of characters instead, so offsets stay those of the source.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Pairs of a traditional or variant character and its simplified one.
const VARIANTS: &str = include_str!("variants.txt");

/// Simplified by traditional, and the other way round.
struct Tables {
    simplified: HashMap<char, char>,
    variants: HashMap<char, Vec<char>>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut tables = Tables { simplified: HashMap::new(), variants: HashMap::new() };
        let pairs = VARIANTS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
        for pair in pairs {
            let mut chars = pair.chars();
            if let (Some(variant), Some(simplified)) = (chars.next(), chars.next()) {
                tables.simplified.insert(variant, simplified);
                tables.variants.entry(simplified).or_default().push(variant);
            }
        }
        tables
    })
}

/// The character that stands for all that are the same to a search.
pub fn fold(c: char) -> char {
    let narrow = narrow(c);
    if narrow.is_ascii() {
        return narrow.to_ascii_lowercase();
    }
    if let Some(simplified) = tables().simplified.get(&narrow) {
        return *simplified;
    }
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

/// A text folded character by character: as many characters as before.
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// All characters that fold to the same as this one, sorted; the character itself among them.
pub(super) fn same(c: char) -> Vec<char> {
    let key = fold(c);
    let mut found = vec![c, key];
    let mut upper = key.to_uppercase();
    if let (Some(one), None) = (upper.next(), upper.next()) {
        found.push(one);
    }
    found.extend(tables().variants.get(&key).into_iter().flatten());
    let wide: Vec<char> = found.iter().filter_map(|c| wide(*c)).collect();
    found.extend(wide);
    found.retain(|other| fold(*other) == key);
    found.sort_unstable();
    found.dedup();
    found
}

/// The half-width form of a full-width ASCII character or space.
fn narrow(c: char) -> char {
    match u32::from(c) {
        0x3000 => ' ',
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xff01 + 0x21).unwrap_or(c),
        _ => c,
    }
}

/// The full-width form of an ASCII character or space.
fn wide(c: char) -> Option<char> {
    match u32::from(c) {
        0x20 => Some('\u{3000}'),
        code @ 0x21..=0x7e => char::from_u32(code - 0x21 + 0xff01),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_case_and_script_fold() {
        assert_eq!(fold_text("ＧＤＰ　開發區ЯÉ%％"), "gdp 开发区яé%%");
        assert_eq!(same('发').iter().collect::<String>(), "发發髮");
        assert_eq!(same('a').iter().collect::<String>(), "AaＡａ");
        assert_eq!(same('，'), [',', '，']);
        assert_eq!(same('三'), ['三']);
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for pair in VARIANTS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace) {
            let folded: Vec<char> = pair.chars().map(fold).collect();
            assert_eq!(folded.first(), folded.last(), "{pair}");
        }
    }
}
