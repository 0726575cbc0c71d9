//! Facts in a text: figures with their units, dates, names of persons, places and bodies, Latin words, quotations.
//!
//! A careful reader, not a clever one: a name too many makes a mark wait for a word, a name too few could let a note
//! slip from 晋城 to 长治. Knows nothing of marks.

mod everyday;
mod figures;
mod names;
mod people;
mod places;

/// What a fact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FactKind {
    /// A number with its unit, or a piece of a date.
    Figure,
    /// A person, place, body, Latin word or short quoted term.
    Name,
    /// Words in quotation marks longer than a term.
    Quotation,
}

/// A fact and where it stands, in characters of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) kind: FactKind,
    /// As it is compared: full-width digits and letters made ASCII, thousands' commas dropped.
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All facts of a text, by place.
pub(super) fn find(chars: &[char]) -> Vec<Fact> {
    let mut facts = figures::find(chars);
    facts.extend(names::find(chars));
    facts.sort_by_key(|fact| (fact.start, fact.end, fact.kind));
    facts.dedup();
    facts
}

/// Where persons' names stand.
pub(super) fn persons(chars: &[char]) -> Vec<std::ops::Range<usize>> {
    names::persons_of(chars).into_iter().map(|fact| fact.start..fact.end).collect()
}

/// A fact between two characters of a text.
fn fact(kind: FactKind, chars: &[char], start: usize, end: usize) -> Fact {
    let counts = |c: char| kind != FactKind::Figure || !matches!(c, ',' | '，');
    let text = chars[start..end].iter().filter(|c| counts(**c)).map(|c| narrow(*c)).collect();
    Fact { kind, text, start, end }
}

/// A full-width letter, digit or point as its ASCII kin.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '％' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        _ => c,
    }
}

/// Whether the words stand at this place.
fn stands_at(chars: &[char], at: usize, words: &str) -> bool {
    let mut rest = chars.get(at..).unwrap_or(&[]).iter();
    words.chars().all(|c| rest.next() == Some(&c))
}

#[cfg(test)]
mod tests;
