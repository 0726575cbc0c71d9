//! 图片说明 and their credits.

use super::credits;
use super::names;
use super::shape::{self, ends_with, find, is_han, starts_with};

/// The longest caption, in characters.
const LONGEST: usize = 120;

/// What a credit ends in, the longest first.
const CREDITS: &[&str] = &[
    "摄影报道",
    "图片报道",
    "文并图",
    "图/文",
    "文/图",
    "摄影",
    "供图",
    "提供",
    "制图",
    "绘图",
    "配图",
    "文图",
    "摄制",
    "摄",
    "图",
    "作",
];

/// What a caption begins with.
const OPENERS: &[&str] = &["图为", "图片为", "上图", "下图", "左图", "右图", "图①", "图1", "题图"];

/// A caption's parts as index ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parts {
    /// Where its words end.
    pub(super) text_end: usize,
    /// The photographer or giver.
    pub(super) credit: Option<String>,
}

/// Whether a block is a caption, and where its credit begins.
pub(super) fn parse(chars: &[char]) -> Option<Parts> {
    let parts = ending(chars)?;
    let by_house =
        parts.credit.as_ref().is_none_or(|credit| is_house(&credit.chars().collect::<Vec<char>>()));
    (by_house || !is_body(chars.get(..parts.text_end)?)).then_some(parts)
}

/// The same of lines of which it is not known yet where their block begins: text may stand before the caption.
pub(super) fn ending(chars: &[char]) -> Option<Parts> {
    if chars.len() > LONGEST {
        return None;
    }
    if let Some((start, credit)) = credit(chars) {
        let text_end =
            chars.get(..start)?.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        return Some(Parts { text_end, credit: Some(credit) });
    }
    let opens = OPENERS.iter().any(|word| starts_with(chars, word))
        || matches!(chars.first(), Some('▲' | '△' | '▼' | '▽'));
    opens.then_some(Parts { text_end: chars.len(), credit: None })
}

/// Whether words before a credit are a text's: several sentences that do not speak of a picture.
fn is_body(words: &[char]) -> bool {
    let Some((last, inner)) = words.split_last() else { return false };
    let is_whole = matches!(last, '。' | '！' | '”') && shape::unbalanced(words) == (0, 0);
    is_whole
        && words.len() > 90
        && inner.contains(&'。')
        && !OPENERS.iter().any(|word| starts_with(words, word))
}

/// A line that a picture's place sets apart: the name in its credit may be any, and the credit any of the usual ones.
pub(super) fn parse_set_apart(chars: &[char]) -> Option<Parts> {
    parse(chars).filter(|parts| parts.credit.is_some()).or_else(|| {
        let (start, credit) = apart(chars, &["供图", "摄影", "摄", "图", "作"])?;
        let text_end =
            chars.get(..start)?.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        Some(Parts { text_end, credit: Some(credit) })
    })
}

/// Whether a caption's credit names who wrote it, too: 摄影报道, 文/图.
pub(super) fn names_writer(chars: &[char]) -> bool {
    let tail: Vec<char> = chars.iter().copied().filter(|c| !matches!(c, '）' | ')')).collect();
    ["摄影报道", "图片报道", "文并图", "文/图", "图/文", "文图", "/图"]
        .iter()
        .any(|end| ends_with(&tail, end))
        && find(&tail, "文").or_else(|| find(&tail, "报道")).is_some()
}

/// Whether a caption is a whole sentence with persons' credits behind it, and does not speak of a picture.
pub(super) fn is_sentence_with_person(chars: &[char]) -> bool {
    let Some(stop) = chars.iter().rposition(|c| matches!(c, '。' | '！' | '？')) else { return false };
    let (words, tail) = chars.split_at(stop + 1);
    let opens = OPENERS.iter().any(|word| starts_with(words, word))
        || matches!(words.first(), Some('▲' | '△' | '▼' | '▽'));
    !opens && credits::signed(tail).is_some()
}

/// A credit in a word of its own whose surname no list has: `园区夜景 岩温摄`.
fn apart(chars: &[char], labels: &[&str]) -> Option<(usize, String)> {
    let start = chars.iter().rposition(|c| c.is_whitespace())? + 1;
    let word = chars.get(start..)?;
    let label = labels.iter().find(|label| ends_with(word, label))?;
    let name = word.get(..word.len() - label.chars().count())?;
    let is_word = matches!(name.last(), Some('拍' | '统' | '制' | '插' | '宏' | '版' | '地' | '合'));
    let is_one = (2..=4).contains(&name.len()) && name.iter().all(|&c| is_han(c)) && !is_word;
    (is_one && start >= 3 && !credits::is_nobody(name) && names::may_be_name(name))
        .then(|| (start, name.iter().collect()))
}

/// The credit at the end: where it begins, brackets included, and whose it is.
fn credit(chars: &[char]) -> Option<(usize, String)> {
    let closed = matches!(chars.last(), Some('）' | ')'));
    let inner_end = chars.len() - usize::from(closed);
    let inner = chars.get(..inner_end)?;
    if closed {
        let open = inner.iter().rposition(|c| matches!(c, '（' | '('))?;
        return giver(inner.get(open + 1..)?).map(|credit| (open, credit));
    }
    // The last words that a space or a stop sets apart: 何君苗摄, 何君苗 摄, 本报记者 何君苗 摄.
    let stop =
        inner.iter().rposition(|c| matches!(c, '。' | '！' | '”' | '；' | '，')).map_or(0, |at| at + 1);
    let starts = word_starts(inner, stop);
    let found =
        starts.iter().rev().take(3).position(|&start| giver(inner.get(start..).unwrap_or(&[])).is_some());
    let Some(found) = found else {
        return apart(inner, &["供图", "摄"]).or_else(|| attached(inner));
    };
    let index = starts.len() - 1 - found;
    let credit = giver(inner.get(*starts.get(index)?..)?)?;
    Some(with_companions(inner, &starts, index, credit))
}

/// `…进展情况何君苗摄`: a space that a wrap swallowed.
fn attached(chars: &[char]) -> Option<(usize, String)> {
    let end = chars.len().checked_sub(1).filter(|_| chars.last() == Some(&'摄') && chars.len() <= 60)?;
    [3, 2].into_iter().find_map(|length| {
        let start = end.checked_sub(length).filter(|start| *start >= 4)?;
        let name = chars.get(start..end).filter(|name| names::is_name(name))?;
        Some((start, name.iter().collect()))
    })
}

/// Where the words begin that stand behind a place.
fn word_starts(chars: &[char], from: usize) -> Vec<usize> {
    (from..chars.len())
        .filter(|&at| {
            let is_blank = |at: usize| chars.get(at).is_some_and(|c| c.is_whitespace());
            !is_blank(at) && (at == from || is_blank(at - 1))
        })
        .collect()
}

/// Takes labels and further names that stand before the credit.
fn with_companions(
    chars: &[char],
    starts: &[usize],
    mut index: usize,
    mut credit: String,
) -> (usize, String) {
    while let Some(before) = index.checked_sub(1) {
        let (Some(&start), Some(&end)) = (starts.get(before), starts.get(index)) else { break };
        let word: Vec<char> =
            chars.get(start..end).unwrap_or(&[]).iter().copied().filter(|c| !c.is_whitespace()).collect();
        let is_label =
            ["记者", "通讯员", "特约记者"].iter().any(|label| ends_with(&word, label)) && word.len() <= 6;
        if names::is_name(&word) {
            credit = format!("{} {credit}", word.iter().collect::<String>());
        } else if !is_label {
            break;
        }
        index = before;
    }
    (starts.get(index).copied().unwrap_or(0), credit)
}

/// The name in `何君苗摄`, `介休经开区供图`, `本报记者 何君苗 摄`, `摄影：何君苗`.
fn giver(words: &[char]) -> Option<String> {
    let trimmed: Vec<char> = words.iter().copied().filter(|c| !c.is_whitespace()).collect();
    for label in ["摄影：", "摄影:", "摄影/", "图/", "摄/", "图：", "图片：", "供图：", "图片来源："]
    {
        if starts_with(&trimmed, label) {
            let name = trimmed.get(label.chars().count()..)?;
            return (2..=16).contains(&name.len()).then(|| name.iter().collect());
        }
    }
    let label = CREDITS.iter().find(|label| ends_with(&trimmed, label))?;
    let mut name = trimmed.get(..trimmed.len() - label.chars().count())?;
    for role in ["本报记者", "本报通讯员", "通讯员", "记者", "图片由"] {
        if starts_with(name, role) {
            name = name.get(role.chars().count()..)?;
        }
    }
    if matches!(name.last(), Some('/' | '／')) {
        name = name.get(..name.len() - 1)?;
    }
    let is_plain = name.iter().all(|&c| is_han(c) || matches!(c, '·' | '、'));
    let is_someone = is_plain && name.split(|&c| c == '、').all(names::is_name);
    let is_short = |label: &str| matches!(label, "图" | "作");
    let is_house = is_plain && !is_short(label) && (3..=20).contains(&name.len()) && is_house(name);
    (is_someone || is_house).then(|| name.iter().collect())
}

/// Whether words name an office, a firm or a zone that gives pictures.
fn is_house(name: &[char]) -> bool {
    const ENDS: &[&str] = &[
        "区", "局", "会", "部", "公司", "集团", "院", "中心", "社", "办", "园", "厂", "政府", "站", "校",
        "学", "队", "处", "科", "者", "友", "馆",
    ];
    ENDS.iter().any(|end| ends_with(name, end)) && find(name, "由").is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, Option<&str>)>) {
        let chars: Vec<char> = text.chars().collect();
        let found =
            parse(&chars).map(|parts| (chars[..parts.text_end].iter().collect::<String>(), parts.credit));
        let expected = expected.map(|(text, credit)| (text.to_owned(), credit.map(str::to_owned)));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn credits_are_taken_out() {
        check("工人在车间检查设备。 平定经开区供图", Some(("工人在车间检查设备。", Some("平定经开区"))));
        check("工人在车间检查设备 赵小川摄", Some(("工人在车间检查设备", Some("赵小川"))));
        check("工人在车间检查设备。赵小川 摄", Some(("工人在车间检查设备。", Some("赵小川"))));
        check("工人在车间检查设备。 本报记者 赵小川 摄", Some(("工人在车间检查设备。", Some("赵小川"))));
        check("工人在车间检查设备。（赵小川摄）", Some(("工人在车间检查设备。", Some("赵小川"))));
        check("图为工人在车间检查设备。", Some(("图为工人在车间检查设备。", None)));
        check("记者 赵小川 摄", Some(("", Some("赵小川"))));
        check("谱写新篇章 绘就新蓝图", None);
        check("真抓实干谋发展 凝心聚力通力合作", None);
        check("资金由管委会提供", None);
        check("经开区书记调研项目进展", None);
    }
}
