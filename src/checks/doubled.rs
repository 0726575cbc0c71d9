//! `words.doubled`: a word twice in a row. What Chinese doubles on purpose stands in a table.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::page::{Block, Find, Page, is_han};
use super::tag;
use crate::messages::checks as say;
use crate::query::fold::fold_text;
use crate::words::Severity;

/// Words of two characters that are doubled on purpose.
const REDUPLICATIONS: &str = include_str!("reduplications.txt");

/// Characters that are hardly ever doubled, with those before them and those after the two that make two words of them:
/// 目的|的, 的的确确, 为了|了解.
const SINGLE: [(char, &str, &str); 8] = [
    ('的', "目标有矢靶似是别小", "确士喀"),
    ('了', "不得为除完好罢受未大终末算跑到", "解之得却结然断事"),
    ('和', "平温缓柔调祥共暖随饱", "气美睦平谐善解"),
    ('与', "参给付赋", "会其日时此"),
    ('及', "以涉普顾危触提遍", "格第时其早"),
    ('被', "棉", "子褥告"),
    ('是', "于但还总若要可正", "非否"),
    ('也', "", "许门"),
];

/// The longest word that is looked for, in characters.
const LONGEST: usize = 8;

/// What turns the second of two words into another one: 研究|研究生, 服务|服务业.
const GOES_ON: &str = "生者员业学型部区局会家人城园院厅室站点化性力长";

static ON_PURPOSE: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    REDUPLICATIONS.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
});

pub(super) fn look(page: &mut Page<'_>) {
    let mut finds: Vec<Find> = Vec::new();
    for block in &page.blocks {
        let mut at = 0;
        while at < block.chars.len() {
            let Some(len) = doubled_at(block, at) else {
                at += 1;
                continue;
            };
            let span = (at, at + 2 * len);
            if !block.is_quoted(at) {
                finds.push(Find {
                    code: "words.doubled",
                    tag: tag::MISSPELT,
                    severity: Severity::Warning,
                    ordinal: block.ordinal,
                    span_chars: span,
                    message: say::doubled(page.lang, block.words(span)),
                    wording: Some(block.words((at, at + len))),
                });
            }
            at = span.1;
        }
    }
    // What an article says so again and again is a name: 罗亚罗亚.
    let mut counts: HashMap<String, usize> = HashMap::new();
    for find in &finds {
        *counts.entry(find.message.clone()).or_default() += 1;
    }
    let is_word = |find: &Find| find.span_chars.1 - find.span_chars.0 > 2;
    finds.retain(|find| !is_word(find) || counts.get(&find.message).is_none_or(|count| *count < 2));
    page.add_thinned(finds);
}

/// The length of the word that stands twice from here on by mistake.
fn doubled_at(block: &Block<'_>, at: usize) -> Option<usize> {
    let is_twice = |len: usize| {
        let (one, two) = (block.chars.get(at..at + len), block.chars.get(at + len..at + 2 * len));
        one.is_some() && one == two && one.is_some_and(|word| word.iter().all(|c| is_han(*c)))
    };
    if is_twice(1) {
        return single(block, at).then_some(1);
    }
    (2..=LONGEST).rev().find(|len| is_twice(*len)).filter(|len| !is_on_purpose(block, at, *len))
}

/// Whether a character that stands twice is hardly ever doubled and makes no two words here.
fn single(block: &Block<'_>, at: usize) -> bool {
    let Some(c) = block.at(at) else { return false };
    let in_set = |set: &str, c: Option<char>| c.is_some_and(|c| set.contains(c));
    SINGLE.iter().any(|(doubled, before, after)| {
        *doubled == c
            && !in_set(before, block.before(at))
            && !in_set(after, block.at(at + 2))
            && block.at(at + 2) != Some(c)
            && block.before(at) != Some(c)
    })
}

/// Whether a word is doubled on purpose, or the second goes on as another word.
fn is_on_purpose(block: &Block<'_>, at: usize, len: usize) -> bool {
    let word: String = block.chars.iter().skip(at).take(len).collect();
    // 一步一步, 大片大片, 很深很深, 能不能不写, 等一等一定来.
    let counts = word.starts_with(|c| "一二两三半几每各越又边整成大小满全很好太真多老极最更这那".contains(c));
    // 点对点|对接, 手把手|把关.
    let meets = len == 2 && word.ends_with(|c| "对把挨连并靠帮碰贴接顶".contains(c));
    let asks = len == 2 && word.ends_with(['不', '没', '一']);
    let end = at + 2 * len;
    let goes_on = len == 2 && block.at(end).is_some_and(|c| GOES_ON.contains(c));
    let thrice = block.chars.get(end..end + len) == block.chars.get(at..at + len);
    // An exclamation, all of its clause: 有趣有趣！
    let alone = |c: Option<char>| c.is_none_or(|c| !is_han(c));
    let is_exclaimed = alone(block.before(at)) && alone(block.at(end));
    let is_number = word.chars().all(|c| "零〇一二三四五六七八九十百千万亿".contains(c));
    counts
        || meets
        || asks
        || goes_on
        || thrice
        || is_exclaimed
        || is_number
        || ON_PURPOSE.contains(fold_text(&word).as_str())
}
