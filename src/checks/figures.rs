//! Figures with their units as values: digits or Chinese numerals, 万 and 亿, the unit's family.
//!
//! What stands in quotation marks (“1525”) is a name and no figure.

use super::page::Block;

/// A figure and where it stands, in characters of its block.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    pub(super) start: usize,
    /// The end of digits and magnitude.
    pub(super) end: usize,
    /// The end of the unit.
    pub(super) unit_end: usize,
    /// The value with its magnitude.
    pub(super) value: f64,
    /// The digits as they are, without leading and trailing zeros and without a point.
    pub(super) digits: String,
    /// Whether it has a decimal point.
    pub(super) has_point: bool,
    /// What its unit measures; `None` for a number alone.
    pub(super) unit: Option<Unit>,
}

/// A unit: its family, and how it is spelt here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unit {
    /// The name of the unit, whichever way it is spelt.
    pub(super) family: &'static str,
    pub(super) spelling: &'static str,
}

/// Units by family: the first spelling is the family's name. Longer spellings are tried first.
const FAMILIES: [&[&str]; 34] = [
    &["平方米", "㎡", "平米", "m²"],
    &["立方米", "㎥", "m³"],
    &["平方公里", "平方千米", "km²"],
    &["公里", "千米", "km", "㎞"],
    &["公斤", "千克", "kg", "㎏"],
    &["毫米", "mm", "㎜"],
    &["厘米", "cm", "㎝"],
    &["摄氏度", "℃", "°C"],
    &["千瓦时", "kWh"],
    &["千瓦", "kW"],
    &["美元"],
    &["欧元"],
    &["元"],
    &["米"],
    &["亩"],
    &["公顷"],
    &["吨"],
    &["个百分点"],
    &["%", "％"],
    &["人次"],
    &["人"],
    &["名"],
    &["户"],
    &["家"],
    &["项"],
    &["个"],
    &["件"],
    &["台"],
    &["套"],
    &["条"],
    &["座"],
    &["所"],
    &["辆"],
    &["只"],
];

/// All figures of a block that stand in no quotation marks.
pub(super) fn figures(block: &Block<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < block.chars.len() {
        let figure = digits(block, at).or_else(|| numerals(block, at));
        at = figure.as_ref().map_or(at + 1, |figure| figure.unit_end.max(at + 1));
        found.extend(figure.filter(|figure| !block.is_quoted(figure.start)));
    }
    found
}

/// A figure in digits that begins here.
fn digits(block: &Block<'_>, at: usize) -> Option<Figure> {
    let digit = |at: usize| block.at(at).filter(char::is_ascii_digit);
    digit(at)?;
    // 5G, A4, 3-2, G55: parts of names.
    let is_joined = block.before(at).is_some_and(|c| c.is_ascii_alphanumeric() || "-—–~～.".contains(c));
    let mut end = at;
    let mut plain = String::new();
    let mut has_point = false;
    loop {
        if let Some(c) = digit(end) {
            plain.push(c);
            end += 1;
        } else if block.at(end) == Some('.') && digit(end + 1).is_some() && !has_point {
            plain.push('.');
            has_point = true;
            end += 1;
        } else if block.at(end) == Some(',') && (1..=3).all(|next| digit(end + next).is_some()) {
            end += 1;
        } else {
            break;
        }
    }
    let number: f64 = plain.parse().ok()?;
    let (end, magnitude) = magnitude(block, end);
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0').trim_end_matches('0').to_owned();
    let figure = with_unit(block, (at, end), number * magnitude, digits, has_point);
    // A figure that belongs to a name is passed over whole.
    Some(if is_joined { Figure { unit: None, ..figure } } else { figure })
}

/// 十 百 千 万 亿 behind digits: the end and what they multiply by.
fn magnitude(block: &Block<'_>, mut end: usize) -> (usize, f64) {
    let mut by = 1.0;
    while let Some(power) = block.at(end).and_then(power) {
        by *= power;
        end += 1;
    }
    (end, by)
}

fn power(c: char) -> Option<f64> {
    Some(match c {
        '十' => 1e1,
        '百' => 1e2,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _other => return None,
    })
}

/// A figure in Chinese numerals that begins here, with a unit of ours: 二百一十三人.
fn numerals(block: &Block<'_>, at: usize) -> Option<Figure> {
    let is_numeral = |c: char| "零〇一二三四五六七八九十百千万亿两".contains(c);
    if block.before(at).is_some_and(|c| is_numeral(c) || "第几数".contains(c)) {
        return None;
    }
    let words: Vec<char> = block.chars.iter().skip(at).take_while(|c| is_numeral(**c)).copied().collect();
    let value = value_of(&words)?;
    let figure = with_unit(block, (at, at + words.len()), value, digits_of(value), false);
    (words.len() >= 2 && figure.unit.is_some()).then_some(figure)
}

/// The value of Chinese numerals; `None` for what is no number.
fn value_of(words: &[char]) -> Option<f64> {
    let digit = |c: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|d| d == c)
            .or((c == '两').then_some(2))
            .or((c == '〇').then_some(0))
    };
    let (mut total, mut section, mut number) = (0.0, 0.0, None);
    for c in words {
        if let Some(value) = digit(*c) {
            // 二〇二六 is a year or a number read digit by digit.
            if number.is_some_and(|number| number > 0.0) {
                return None;
            }
            number = Some(f64::from(u32::try_from(value).ok()?));
        } else {
            let power = power(*c)?;
            if power >= 1e4 {
                section += number.take().unwrap_or(0.0);
                total = (total + section.max(if total == 0.0 { 1.0 } else { 0.0 })) * power;
                section = 0.0;
            } else {
                section += number.take().filter(|number| *number > 0.0).unwrap_or(1.0) * power;
            }
        }
    }
    let value = total + section + number.unwrap_or(0.0);
    (value > 0.0).then_some(value)
}

/// The digits of a whole value without its zeros at the end.
fn digits_of(value: f64) -> String {
    format!("{value:.0}").trim_end_matches('0').to_owned()
}

fn with_unit(block: &Block<'_>, at: (usize, usize), value: f64, digits: String, has_point: bool) -> Figure {
    let (start, end) = at;
    // 60余天, 300多人.
    let gap = usize::from(block.at(end).is_some_and(|c| "余多".contains(c)));
    let space = usize::from(block.at(end + gap) == Some(' '));
    let from = end + gap + space;
    let all = FAMILIES.iter().flat_map(|family| family.iter().map(|spelling| (family.first(), *spelling)));
    let standing = all.filter(|(_, spelling)| block.stands_at(from, spelling));
    let unit = standing.max_by_key(|(_, spelling)| spelling.chars().count());
    let unit = unit.and_then(|(family, spelling)| Some(Unit { family: family?, spelling }));
    // 5kg and 3km, but not 3kmh.
    let unit = unit.filter(|unit| {
        let next = block.at(from + unit.spelling.chars().count());
        !unit.spelling.ends_with(|c: char| c.is_ascii_alphabetic())
            || !next.is_some_and(|c| c.is_ascii_alphanumeric())
    });
    let unit_end = unit.map_or(end, |unit| from + unit.spelling.chars().count());
    Figure { start, end, unit_end, value, digits, has_point, unit }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::BlockKind;

    fn check(text: &str, expected: &[(&str, f64, &str)]) {
        let block = Block::new(1, BlockKind::Body, text);
        let found = figures(&block);
        let found: Vec<(String, f64, &str)> = found
            .iter()
            .map(|f| (block.words((f.start, f.unit_end)), f.value, f.unit.map_or("", |unit| unit.family)))
            .collect();
        let expected: Vec<(String, f64, &str)> =
            expected.iter().map(|(words, value, unit)| ((*words).to_owned(), *value, *unit)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn figures_are_values_with_units() {
        check("厂房4.2万㎡，租金1,320元", &[("4.2万㎡", 42_000.0, "平方米"), ("1,320元", 1320.0, "元")]);
        check("签约二百一十三人", &[("二百一十三人", 213.0, "人")]);
        check(
            "三万五千亩、十二个、两千家",
            &[("三万五千亩", 35_000.0, "亩"), ("十二个", 12.0, "个"), ("两千家", 2000.0, "家")],
        );
        check("近300多人，约 60 米", &[("300多人", 300.0, "人"), ("60 米", 60.0, "米")]);
        check("“1525”目标和5G、A4纸", &[("5", 5.0, ""), ("4", 4.0, "")]);
        check("二〇二六年", &[]);
    }
}
