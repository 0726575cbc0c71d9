//! `names.near`: a person's name that stands once and is another's, which stands more often, but for one character.
//!
//! Two persons of one family are told apart where they stand in one sentence. A person with two titles is no error that can be
//! told from the words: many hold several.

use std::collections::HashMap;

use super::page::{Block, Find, Page, is_han};
use super::tag;
use crate::anchor;
use crate::messages::checks as say;
use crate::words::Severity;

/// What may follow a name besides marks: else its last character may begin a word (李明|介绍).
const AFTER: [&str; 24] = [
    "说", "表示", "介绍", "告诉", "认为", "坦言", "指出", "强调", "透露", "同志", "先生", "女士", "教授",
    "书记", "主任", "局长", "经理", "厂长", "师傅", "老师", "等", "带队", "出席", "主持",
];

/// A name and where it stands.
#[derive(Clone, Copy)]
struct Name {
    chars: [char; 3],
    ordinal: usize,
    start: usize,
    /// Whether a title or a verb beside it says that this is a person.
    is_told: bool,
}

/// What may stand before a name, besides the words of [`AFTER`].
const BEFORE: [&str; 8] = ["记者", "通讯员", "负责人", "村民", "职工", "工程师", "·", "主席"];

pub(super) fn look(page: &mut Page<'_>) {
    let names: Vec<Name> = page.blocks.iter().flat_map(names).collect();
    let mut counts: HashMap<[char; 3], (usize, bool)> = HashMap::new();
    for name in &names {
        let (count, is_told) = counts.entry(name.chars).or_default();
        *count += 1;
        *is_told |= name.is_told;
    }
    let mut finds = Vec::new();
    for name in names.iter().filter(|name| counts.get(&name.chars).is_some_and(|(count, _)| *count == 1)) {
        let known = counts.iter().filter(|(_, (count, is_told))| *count >= 2 && *is_told);
        let near: Vec<&[char; 3]> =
            known.filter(|(other, _)| is_near(&name.chars, other)).map(|(other, _)| other).collect();
        let [right] = near.as_slice() else { continue };
        let right: String = right.iter().collect();
        let Some(block) =
            page.blocks.get(name.ordinal).filter(|block| !sentence(block, name.start).contains(&right))
        else {
            continue;
        };
        let span = (name.start, name.start + 3);
        let written = block.words(span);
        // It may stand elsewhere without what makes it a name for us.
        if page.article.text.matches(&written).count() > 1 {
            continue;
        }
        finds.push(Find {
            code: "names.near",
            tag: tag::NAMES,
            severity: Severity::Warning,
            ordinal: block.ordinal,
            span_chars: span,
            message: say::near_name(page.lang, written, &right),
            wording: Some(right),
        });
    }
    page.add_thinned(finds);
}

/// The names of three characters in a block, each with its end in sight.
fn names(block: &Block<'_>) -> Vec<Name> {
    let is_followed = |end: usize| AFTER.iter().any(|word| block.stands_at(end, word));
    let is_led = |start: usize| {
        let mut words = AFTER.iter().chain(&BEFORE);
        words.any(|word| start.checked_sub(word.chars().count()).is_some_and(|at| block.stands_at(at, word)))
    };
    let ends = |end: usize| block.at(end).is_none_or(|c| !is_han(c)) || is_followed(end);
    let found = anchor::persons(&block.chars).into_iter().filter(|span| span.len() == 3 && ends(span.end));
    let name = |span: std::ops::Range<usize>| {
        let chars = [block.at(span.start)?, block.at(span.start + 1)?, block.at(span.start + 2)?];
        let is_told = is_followed(span.end) || is_led(span.start);
        Some(Name { chars, ordinal: block.ordinal, start: span.start, is_told })
    };
    found.filter_map(name).collect()
}

/// Whether two names differ in one given character.
fn is_near(one: &[char; 3], two: &[char; 3]) -> bool {
    one[0] == two[0] && (one[1] == two[1]) != (one[2] == two[2])
}

/// The sentence around a place.
fn sentence(block: &Block<'_>, at: usize) -> String {
    let ends = |c: &char| matches!(c, '。' | '！' | '？' | '\n');
    let before = block.chars.iter().take(at).rev().take_while(|c| !ends(c)).count();
    block.chars.iter().skip(at - before).take_while(|c| !ends(c)).collect()
}
