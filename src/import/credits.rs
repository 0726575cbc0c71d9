//! Who signed a text at its end: names with what they did (王波/文 李晓/图), and names that no list has.

use super::names;
use super::opening::People;
use super::shape::{ends_with, is_han, starts_with};

/// What someone did, before or behind the name, the longest first.
const DEEDS: &[&str] = &[
    "摄影报道",
    "图片报道",
    "文并图",
    "文/图",
    "图/文",
    "文图",
    "摄影",
    "供图",
    "报道",
    "供稿",
    "撰文",
    "文",
    "图",
    "摄",
];

/// Words that stand alone at the end of a text and name nobody.
const NOBODY: &str = "完 全文完 未完 待续 未完待续 资料 效果 示意 下转 上接 资料图 资料图片 资料来源 综合报道 综合 编者 编者按 本报 本报综合 \
                      插图 制图 题图 图文无关 有删节 有删改 略";

/// Names with what they did: `王波 摄影报道`, `王波/文 李晓/图`, `（王波 文/图）`, `文/王波`.
pub(super) fn signed(chars: &[char]) -> Option<People> {
    let (start, inner) = inside(chars)?;
    let mut names: Vec<String> = Vec::new();
    let mut is_signed = false;
    for word in
        inner.split(|c| c.is_whitespace() || matches!(c, '、' | '，' | '|')).filter(|word| !word.is_empty())
    {
        let (name, has_deed) = without_deed(word);
        is_signed |= has_deed;
        if name.is_empty() {
            continue;
        }
        // 王波摄 has a name of the list; so has every other but for one that stands apart.
        let is_one =
            names::is_name(name) || word.len() > name.len() && names::may_be_name(name) && !is_nobody(name);
        if !is_one {
            return None;
        }
        let name: String = name.iter().collect();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    (is_signed && !names.is_empty()).then_some(People {
        start,
        end: chars.len(),
        names,
        are_reporters: false,
    })
}

/// Names alone behind a space, whatever their surnames: `普艳梅`, `岩温 扎西`.
pub(super) fn bare(chars: &[char]) -> Option<People> {
    let start = chars.iter().take_while(|c| c.is_whitespace()).count();
    let inner = chars.get(start..).filter(|_| start > 0)?;
    let mut names: Vec<String> = Vec::new();
    for word in inner.split(|c| c.is_whitespace()).filter(|word| !word.is_empty()) {
        let is_plain = (2..=4).contains(&word.len()) && word.iter().all(|&c| is_han(c));
        if !is_plain || !names::may_be_name(word) || is_nobody(word) || names.len() >= 4 {
            return None;
        }
        names.push(word.iter().collect());
    }
    (!names.is_empty()).then_some(People { start, end: chars.len(), names, are_reporters: false })
}

/// Whether a word names an office, a place or an end of the text.
pub(super) fn is_nobody(word: &[char]) -> bool {
    const ENDS: &[&str] = &[
        "区", "局", "会", "部", "公司", "集团", "院", "中心", "社", "办", "厂", "政府", "站", "版", "页",
        "讯", "报", "网",
    ];
    ENDS.iter().any(|end| ends_with(word, end))
        || NOBODY.split_whitespace().any(|nobody| word.iter().copied().eq(nobody.chars()))
}

/// Takes brackets and blanks off both ends.
fn inside(chars: &[char]) -> Option<(usize, &[char])> {
    let is_edge =
        |c: &char| c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '□' | '■' | '◎' | '●');
    let outer = chars.iter().position(|c| !c.is_whitespace())?;
    let start = chars.iter().position(|c| !is_edge(c))?;
    let end = chars.iter().rposition(|c| !is_edge(c))? + 1;
    Some((outer, chars.get(start..end)?))
}

/// The name in a word, and whether a deed stood beside it.
fn without_deed(word: &[char]) -> (&[char], bool) {
    for deed in DEEDS {
        let length = deed.chars().count();
        if word.len() == length && starts_with(word, deed) {
            return (&[], true);
        }
        let is_slash = |c: Option<&char>| c.is_some_and(|c| matches!(c, '/' | '／' | '：'));
        if starts_with(word, deed) && is_slash(word.get(length)) {
            return (word.get(length + 1..).unwrap_or(&[]), true);
        }
        let rest = word.len().saturating_sub(length);
        if ends_with(word, deed) && rest > 0 {
            let name = word.get(..rest).unwrap_or(&[]);
            let name = if is_slash(name.last()) { name.get(..rest - 1).unwrap_or(&[]) } else { name };
            // 文 and 图 end names, too: a mark must stand before them.
            if name.len() < rest || length > 1 || *deed == "摄" {
                return (name, true);
            }
        }
    }
    (word, false)
}
