//! N1, N2 and S1: numbers whole, numbers with their units, 第 and ① with what follows.

use super::breaks::Rank;
use super::kinds::Kind;
use super::prepare::Piece;

/// What may stand between a number and its unit.
fn is_multiplier(c: char) -> bool {
    matches!(c, '十' | '百' | '千' | '万' | '亿' | '兆' | '余' | '多')
}

/// Units of one character: counting and measuring, the house table of N2.
#[rustfmt::skip]
fn is_unit(c: char) -> bool {
    matches!(
        c,
        '元' | '角' | '块' | '米' | '吨' | '克' | '斤' | '两' | '升' | '亩' | '人' | '户' | '家' | '个' | '项' | '件' | '年' | '月'
        | '日' | '号' | '天' | '周' | '时' | '点' | '分' | '秒' | '岁' | '届' | '次' | '名' | '位' | '条' | '台' | '套' | '辆' | '架'
        | '艘' | '座' | '栋' | '幢' | '所' | '间' | '张' | '份' | '批' | '期' | '版' | '页' | '章' | '节' | '款' | '篇' | '字' | '句'
        | '场' | '轮' | '组' | '队' | '团' | '种' | '类' | '层' | '级' | '倍' | '度' | '瓦' | '伏' | '安' | '株' | '棵' | '头' | '只'
        | '匹' | '口' | '村' | '县' | '市' | '省' | '国' | '区' | '乡' | '镇' | '成' | '折' | '支' | '枚' | '部' | '本' | '册' | '集'
        | '例' | '起' | '宗' | '笔' | '处' | '片' | '根' | '把' | '门' | '列' | '班' | '盏' | '箱' | '袋' | '桶' | '瓶' | '盒' | '吋'
        | '寸' | '尺' | '丈' | '里' | '顷' | '代' | '路' | '线' | '幅' | '道' | '封' | '颗' | '粒' | '滴' | '卷' | '圈' | '站' | '票'
        | '席' | '孔' | '段' | '步' | '声' | '档' | '股' | '厂' | '校' | '趟' | '拨' | '茬' | '㎡' | '㎥' | '㎞' | '㎏' | '㎎' | '㎜'
        | '㎝' | '㎢' | '㎖' | '㎗' | '㎍' | '㎾' | '㎿'
    )
}

/// What may follow a character to make a longer unit, the longest first.
#[rustfmt::skip]
fn tails(head: char) -> &'static [&'static str] {
    match head {
        '标' => &["准立方米", "箱"],
        '平' => &["方公里", "方千米", "方厘米", "方米", "米", "方"],
        '立' => &["方厘米", "方米", "方"],
        '个' => &["百分点", "工作日", "小时", "星期", "月"],
        '千' => &["瓦时", "米", "克", "瓦", "卡", "伏"],
        '兆' => &["瓦时", "瓦", "赫"],
        '人' => &["民币", "次", "份"],
        '新' => &["台币"],
        '摄' => &["氏度"],
        '百' => &["分点"],
        '工' => &["作日"],
        '美' | '欧' | '日' | '韩' | '澳' | '单' => &["元"],
        '港' => &["元", "币"],
        '加' => &["元", "仑"],
        '英' => &["镑", "里", "尺", "寸"],
        '法' => &["郎"],
        '卢' => &["布", "比"],
        '公' => &["里", "顷", "亩", "斤", "吨", "升", "分"],
        '厘' | '纳' => &["米"],
        '毫' => &["米", "克", "升"],
        '微' => &["米", "克"],
        '分' => &["米", "钟", "贝"],
        '海' => &["里"],
        '架' | '班' | '场' | '户' | '件' | '届' => &["次"],
        '车' => &["次", "道"],
        '小' | '课' => &["时"],
        '秒' => &["钟"],
        '季' => &["度"],
        '年' => &["度", "代"],
        '周' | '光' => &["年"],
        '世' => &["纪"],
        '月' => &["份"],
        '星' => &["期"],
        '吉' => &["瓦"],
        '伏' => &["特"],
        '安' => &["培"],
        '赫' => &["兹"],
        '字' => &["节"],
        '马' => &["力"],
        '吨' => &["级", "位"],
        '号' => &["楼"],
        '学' => &["时", "分"],
        '市' => &["斤"],
        '像' => &["素"],
        _ => &[],
    }
}

/// How many characters at the start of `rest`, which follows a number, belong to it: multipliers and a unit.
pub(super) fn unit_chars(rest: &str) -> usize {
    let mut chars = rest.chars();
    let mut count = 0;
    while chars.clone().next().is_some_and(is_multiplier) {
        chars.next();
        count += 1;
    }
    let Some(head) = chars.next() else { return count };
    let after = chars.as_str();
    let first = after.as_bytes().first_chunk::<3>();
    let follows = |tail: &&&str| tail.as_bytes().first_chunk() == first && after.starts_with(**tail);
    match tails(head).iter().find(follows) {
        Some(tail) => count + 1 + tail.chars().count(),
        None => count + usize::from(is_unit(head)),
    }
}

/// Raises the ranks inside numbers, between numbers and their units, and after 第 and ①.
pub(super) fn glue(text: &str, pieces: &[Piece], ranks: &mut [Rank]) {
    let mut index = 0;
    while let Some(piece) = pieces.get(index) {
        if matches!(piece.kind, Kind::Digit | Kind::WideDigit) {
            index = number(text, pieces, ranks, index);
            continue;
        }
        index += 1;
        if matches!(piece.kind, Kind::Circled) {
            soften(ranks, skip_spaces(pieces, index));
        }
    }
}

/// One number from its first digit on; returns the index after everything glued to it.
fn number(text: &str, pieces: &[Piece], ranks: &mut [Rank], first: usize) -> usize {
    let kind = |index: usize| pieces.get(index).map(|piece| piece.kind);
    let is_digit = |index| matches!(kind(index), Some(Kind::Digit | Kind::WideDigit));
    if let Some(before) = first.checked_sub(1) {
        if matches!(kind(before), Some(Kind::Sign | Kind::Currency)) {
            raise(ranks, first, Rank::Word);
        } else if char_at(text, pieces, before - spaces_before(pieces, before)) == Some('第') {
            soften(ranks, first);
        }
    }
    let mut end = first + 1;
    loop {
        if is_digit(end) {
            raise(ranks, end, Rank::Word);
            end += 1;
        } else if is_digit(end + 1) && is_inner_mark(text, pieces, end) {
            raise(ranks, end, Rank::Word);
            raise(ranks, end + 1, Rank::Word);
            end += 2;
        } else {
            break;
        }
    }
    let spaced = kind(end) == Some(Kind::Space) && char_at(text, pieces, end) == Some(' ');
    unit(text, pieces, ranks, end, end + usize::from(spaced))
}

/// `. ,` between digits; their full-width forms between full-width digits, `．` between any.
fn is_inner_mark(text: &str, pieces: &[Piece], at: usize) -> bool {
    let wide = |index: Option<usize>| {
        index.and_then(|index| pieces.get(index)).is_some_and(|piece| piece.kind == Kind::WideDigit)
    };
    match char_at(text, pieces, at) {
        Some('.' | ',' | '．') => true,
        Some('，') => wide(at.checked_sub(1)) && wide(Some(at + 1)),
        _ => false,
    }
}

/// Multipliers and a unit after the number that ends at `end`; the unit may stand after one space.
fn unit(text: &str, pieces: &[Piece], ranks: &mut [Rank], end: usize, start: usize) -> usize {
    let rest = pieces.get(start).and_then(|piece| text.get(piece.start..)).unwrap_or("");
    let count = unit_chars(rest);
    (start..start + count).for_each(|index| soften(ranks, index));
    if count == 0 { end } else { start + count }
}

/// 1 when the piece is a space that something precedes, else 0.
fn spaces_before(pieces: &[Piece], index: usize) -> usize {
    usize::from(index > 0 && pieces.get(index).is_some_and(|piece| piece.kind == Kind::Space))
}

fn char_at(text: &str, pieces: &[Piece], index: usize) -> Option<char> {
    let piece = pieces.get(index)?;
    text.get(piece.start..)?.chars().next()
}

fn skip_spaces(pieces: &[Piece], mut index: usize) -> usize {
    while pieces.get(index).is_some_and(|piece| matches!(piece.kind, Kind::Space | Kind::Hidden)) {
        index += 1;
    }
    index
}

fn soften(ranks: &mut [Rank], index: usize) {
    raise(ranks, index, Rank::Soft);
}

fn raise(ranks: &mut [Rank], index: usize, to: Rank) {
    if let Some(rank) = ranks.get_mut(index) {
        *rank = (*rank).max(to);
    }
}
