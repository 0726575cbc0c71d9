//! N1, N2 and S1: numbers whole, numbers with their units, 第 and ① with what follows.

use super::breaks::Rank;
use super::kinds::Kind;
use super::prepare::Piece;

/// What may stand between a number and its unit.
const MULTIPLIERS: &str = "十百千万亿兆余多";

/// Units of counting and measuring, the house table of N2: the longest that fits is taken.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "标准立方米", "平方公里", "平方千米", "平方厘米", "立方厘米", "个百分点", "个工作日",
    "平方米", "立方米", "千瓦时", "兆瓦时", "个小时", "个星期", "人民币", "新台币", "摄氏度", "百分点", "工作日",
    "美元", "欧元", "日元", "韩元", "港元", "港币", "澳元", "加元", "英镑", "法郎", "卢布", "卢比", "公里", "千米", "厘米",
    "毫米", "微米", "纳米", "分米", "海里", "英里", "英尺", "英寸", "公顷", "公亩", "公斤", "千克", "毫克", "微克", "公吨",
    "毫升", "公升", "加仑", "人次", "人份", "架次", "车次", "班次", "场次", "户次", "件次", "个月", "小时", "分钟", "秒钟",
    "季度", "年度", "年代", "周年", "世纪", "月份", "星期", "千瓦", "兆瓦", "吉瓦", "千卡", "千伏", "伏特", "安培", "赫兹",
    "兆赫", "字节", "马力", "吨级", "吨位", "标箱", "号楼", "单元", "学时", "课时", "学分", "公分", "分贝", "光年", "届次",
    "平米", "立方", "平方", "市斤", "像素", "车道",
    "元", "角", "块", "米", "吨", "克", "斤", "两", "升", "亩", "人", "户", "家", "个", "项", "件", "年", "月", "日", "号",
    "天", "周", "时", "点", "分", "秒", "岁", "届", "次", "名", "位", "条", "台", "套", "辆", "架", "艘", "座", "栋", "幢",
    "所", "间", "张", "份", "批", "期", "版", "页", "章", "节", "款", "篇", "字", "句", "场", "轮", "组", "队", "团", "种",
    "类", "层", "级", "倍", "度", "瓦", "伏", "安", "株", "棵", "头", "只", "匹", "口", "村", "县", "市", "省", "国", "区",
    "乡", "镇", "成", "折", "支", "枚", "部", "本", "册", "集", "例", "起", "宗", "笔", "处", "片", "根", "把", "门", "列",
    "班", "盏", "箱", "袋", "桶", "瓶", "盒", "吋", "寸", "尺", "丈", "里", "顷", "代", "路", "线", "幅", "道", "封", "颗",
    "粒", "滴", "卷", "圈", "站", "票", "席", "孔", "段", "步", "声", "档", "股", "厂", "校", "趟", "拨", "茬",
    "㎡", "㎥", "㎞", "㎏", "㎎", "㎜", "㎝", "㎢", "㎖", "㎗", "㎍", "㎾", "㎿",
];

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
    let mut at = start;
    while char_at(text, pieces, at).is_some_and(|c| MULTIPLIERS.contains(c)) {
        soften(ranks, at);
        at += 1;
    }
    let rest = pieces.get(at).and_then(|piece| text.get(piece.start..)).unwrap_or("");
    let Some(unit) = UNITS.iter().filter(|unit| rest.starts_with(**unit)).max_by_key(|unit| unit.len())
    else {
        return if at == start { end } else { at };
    };
    for _ in unit.chars() {
        soften(ranks, at);
        at += 1;
    }
    at
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
