//! Zones that a text names in full though no list has their place: 杨凌农业高新技术产业示范区, 徐圩新区.

use super::shape::{ends_with, is_han, starts_with};
use super::zones::{VERBS, suffix_length};

/// Words that stand before a zone's name in a sentence, beside verbs.
const BEFORE: &str = "今年 去年 近年来 近日 日前 目前 当前 眼下 来自 位于 地处 坐落 地区 省级 国家级 全国 全省 全市 作为 围绕 通过 依托 立足 \
    参加 组织 成立 设立 来自 关于 针对 按照 根据 经过 属于 加入 进入 回到 离开 前往 抵达 包括 以及 \
    开发 发展 管理 规划 投资 共建 合建 联合 带动 促进 推广 学习 借鉴 复制 调入 迁入 落地 落子 扎根 扎进 相约 遇见 解码 透视 聚力 聚集 记者 日报 晚报";

/// What a word before the suffix says that every zone says of itself: with it alone nobody is named.
const GENERIC: &str = "国家 国际 省级 市级 县级 全国 全省 全市 全区 全县 各类 各级 各个 各地 这个 那个 这座 该个 我省 我市 我区 我县 本省 本市 首个 首批 \
    第一 一流 重点 现代 农业 经济 高新 工业 产业 综合 科技 技术 创新 创业 生态 文化 文旅 旅游 体育 物流 商贸 商务 贸易 自由 边境 跨境 临空 航空 海洋 \
    多个 两个 三个 四个 五个 十个 一个 几个 整个 传统 新型 特色 示范 专业 智慧 智能 数字 绿色 低碳 零碳 循环 宜居 幸福 美丽 未来 城市 城镇 城乡 乡村 田园 \
    老旧 核心 中心 东部 西部 南部 北部 周边 其他 其它 所有 部分 先进 优秀 标杆 千亿 百亿 万亩 千亩 高端 高质 优质 大型 小型 中小 化工 医药 食品 制造 装备 汽车 \
    电子 信息 能源 材料 光伏 钢铁 煤化 军民 军工 教育 大学 高校 青年 人才 外资 对外 开放 改革 转型 升级 跨省 跨区 上述 相关 有关 所在 产城 主导 特殊 海关 保税 合作 经开 \
    种养 养殖 种植 林业 花卉 蔬菜 粮食 煤炭 矿山";

/// Suffixes that other words end in, too: what they name must stand where a name stands.
const WEAK: &[&str] = &[
    "新区",
    "园区",
    "片区",
    "产业园",
    "工业园",
    "科技园",
    "创业园",
    "物流园",
    "功能区",
    "旅游区",
    "经济区",
    "创新区",
];

/// A zone's name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its ending may be that of another word.
    pub(super) is_weak: bool,
}

/// The zones that a text names in full, in their order.
pub(super) fn names(chars: &[char]) -> Vec<Whole> {
    let mut found = Vec::new();
    let mut floor = 0;
    for end in 1..=chars.len() {
        let is_end = match chars.get(end - 1) {
            Some('区' | '城') => true,
            Some('园') => chars.get(end) != Some(&'区'),
            _ => false,
        };
        let Some(length) = chars.get(end.saturating_sub(12)..end).filter(|_| is_end).and_then(suffix_length)
        else {
            continue;
        };
        if let Some(whole) = name(chars, floor, end, length) {
            found.push(whole);
        }
        floor = end;
    }
    found
}

fn name(chars: &[char], floor: usize, end: usize, length: usize) -> Option<Whole> {
    const MOST_HEAD: usize = 12;
    let suffix = end - length;
    let is_part = |c: &char| {
        is_han(*c) && !"的在到赴对让使从由向把被将是及等了着据与给和为于以这那该此各其每本我".contains(*c)
    };
    let lowest = floor.max(suffix.saturating_sub(MOST_HEAD + 1));
    let first = (lowest..suffix).rev().take_while(|&at| chars.get(at).is_some_and(is_part)).last()?;
    let start = behind_words(chars, first, suffix);
    let head = chars.get(start..suffix)?;
    let is_generic = |words: &[char]| GENERIC.split_whitespace().any(|word| starts_with(words, word));
    let is_counted = head.first().is_some_and(|c| "一二三四五六七八九十百千万两几多首全某".contains(*c));
    if !(2..=MOST_HEAD).contains(&head.len()) || is_generic(head) || is_counted {
        return None;
    }
    let is_weak = WEAK.iter().any(|weak| ends_with(chars.get(..end).unwrap_or(&[]), weak)) && length <= 3;
    // 徐圩新区 stands at the head of a clause or behind a preposition; 和谐新区 stands behind a verb.
    let is_placed = start == first && (start == 0 || lowest < start) && !has_modifier(chars, start);
    (!is_weak || is_placed && head.len() <= 6).then_some(Whole { start, end, is_weak })
}

/// Whether 的 or a verb stands right before: what follows is described, not named.
fn has_modifier(chars: &[char], start: usize) -> bool {
    let before = chars.get(..start).unwrap_or(&[]);
    before.last().is_some_and(|c| matches!(c, '的' | '把' | '将' | '成' | '为' | '是'))
}

/// The place behind the last verb or common word within a range.
fn behind_words(chars: &[char], first: usize, suffix: usize) -> usize {
    let is_word = |at: usize, end: usize| {
        let word = chars.get(at..end).unwrap_or(&[]);
        VERBS
            .split_whitespace()
            .chain(BEFORE.split_whitespace())
            .any(|known| word.iter().copied().eq(known.chars()))
    };
    let ends = (first + 2..=suffix.saturating_sub(2)).rev();
    ends.into_iter()
        .find(|&end| is_word(end - 2, end) || end >= first + 3 && is_word(end - 3, end))
        .unwrap_or(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let chars: Vec<char> = text.chars().collect();
        let found: Vec<String> =
            names(&chars).iter().map(|one| chars[one.start..one.end].iter().collect()).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn names_are_cut_out_of_sentences() {
        check("走进杨凌农业高新技术产业示范区，麦田连片。", &["杨凌农业高新技术产业示范区"]);
        check("徐圩新区码头上", &["徐圩新区"]);
        check("近日，张江高科技园区迎来客人", &["张江高科技园区"]);
        check("推动黄桷经济技术开发区建设", &["黄桷经济技术开发区"]);
        check("中关村科技园区里", &["中关村科技园区"]);
        check("国家级经济技术开发区、省级开发区和一流示范区", &[]);
        check("建设宜居新区，打造现代农业示范区", &[]);
        check("全省各类开发区", &[]);
    }
}
