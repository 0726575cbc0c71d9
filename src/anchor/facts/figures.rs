//! Figures: digits or Chinese numerals, their magnitude and unit; words that mean a date.

use super::{Fact, FactKind, fact, narrow, stands_at};

/// Units that belong to a figure, longest first.
const UNITS: &[&str] = &[
    "平方公里",
    "立方米",
    "平方米",
    "千瓦时",
    "个百分点",
    "个季度",
    "季度",
    "美元",
    "欧元",
    "公里",
    "公顷",
    "人次",
    "小时",
    "分钟",
    "千瓦",
    "公斤",
    "毫米",
    "厘米",
    "多项",
    "周年",
    "月份",
    "元",
    "米",
    "亩",
    "吨",
    "人",
    "户",
    "家",
    "个",
    "项",
    "件",
    "年",
    "月",
    "日",
    "天",
    "岁",
    "名",
    "位",
    "台",
    "套",
    "条",
    "批",
    "次",
    "倍",
    "届",
    "期",
    "号",
    "度",
    "只",
    "头",
    "辆",
    "所",
    "座",
    "栋",
    "场",
    "成",
    "类",
    "种",
    "级",
    "层",
    "支",
    "块",
    "份",
    "本",
    "册",
    "㎡",
    "%",
    "％",
    "‰",
    "℃",
];

/// Words that say when.
const TIMES: &[&str] = &[
    "上半年",
    "下半年",
    "上个月",
    "下个月",
    "今年",
    "去年",
    "明年",
    "前年",
    "本月",
    "上月",
    "下月",
    "昨日",
    "今日",
    "明日",
    "昨天",
    "今天",
    "明天",
    "前天",
    "后天",
    "年初",
    "年底",
    "年末",
    "月初",
    "月底",
    "上周",
    "本周",
    "下周",
    "上午",
    "下午",
    "凌晨",
    "晚上",
];

/// Words in which a numeral counts nothing.
const IDIOMS: &[&str] = &["千万不", "万一", "一一", "三三两两", "七七八八", "千千万万", "一百八十度"];

fn is_digit(c: char) -> bool {
    narrow(c).is_ascii_digit()
}

fn is_numeral(c: char) -> bool {
    "零〇一二三四五六七八九十百千万亿两".contains(c)
}

fn is_magnitude(c: char) -> bool {
    "十百千万亿".contains(c)
}

/// All figures of a text.
pub(super) fn find(chars: &[char]) -> Vec<Fact> {
    let mut facts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let end = digits(chars, at).or_else(|| numerals(chars, at)).or_else(|| {
            TIMES.iter().find(|word| stands_at(chars, at, word)).map(|word| at + word.chars().count())
        });
        match end {
            Some(end) => {
                facts.push(fact(FactKind::Figure, chars, at, end));
                at = end;
            }
            None => at += 1,
        }
    }
    facts
}

/// The end of a figure in digits that begins here.
fn digits(chars: &[char], at: usize) -> Option<usize> {
    if !is_digit(*chars.get(at)?) {
        return None;
    }
    let digit = |i: usize| chars.get(i).copied().is_some_and(is_digit);
    let mut end = at;
    while digit(end) || (end > at && matches!(chars.get(end), Some('.' | ',' | '．')) && digit(end + 1)) {
        end += 1;
    }
    while chars.get(end).copied().is_some_and(is_magnitude) {
        end += 1;
    }
    Some(unit(chars, end).unwrap_or(end))
}

/// The end of a figure in Chinese numerals that begins here: two numerals or more, or one with 第, 百分之 or a unit.
fn numerals(chars: &[char], at: usize) -> Option<usize> {
    if IDIOMS.iter().any(|idiom| stands_at(chars, at, idiom)) {
        return None;
    }
    let lead =
        ["百分之", "第"].into_iter().find(|lead| stands_at(chars, at, lead)).map_or(0, |l| l.chars().count());
    let mut end = at + lead;
    while chars.get(end).copied().is_some_and(is_numeral) {
        end += 1;
    }
    let count = end - at - lead;
    if count == 0 {
        return None;
    }
    let with_unit = unit(chars, end);
    // 一个 and its kin count nothing more often than not; 一季度 does.
    let is_when = ["季度", "月", "期", "号"].iter().any(|unit| stands_at(chars, end, unit));
    let is_article = count == 1 && chars.get(at) == Some(&'一') && lead == 0 && !is_when;
    (count >= 2 || lead > 0 || (with_unit.is_some() && !is_article)).then(|| with_unit.unwrap_or(end))
}

/// The end of the unit that begins here.
fn unit(chars: &[char], at: usize) -> Option<usize> {
    UNITS.iter().find(|unit| stands_at(chars, at, unit)).map(|unit| at + unit.chars().count())
}
