//! Paragraph seams: what continues over a column's end, and where a subhead ran into the text before it.

use super::shape::{self, is_han, opens_with_any};

/// What a text goes on with that begins anew, whatever the block before it looks like.
const NEW_OPENERS: &[&str] = &[
    "近年来",
    "下一步",
    "据了解",
    "据悉",
    "据介绍",
    "目前，",
    "同时，",
    "此外，",
    "活动现场",
    "活动中",
    "会上，",
    "会议指出",
    "会议强调",
    "会议要求",
    "今年以来",
    "去年以来",
    "接下来",
    "此次",
    "本次",
    "一是",
    "首先，",
    "与此同时",
    "未来，",
    "当天",
    "随后，",
    "日前，",
];

/// Verbs that subheads of this trade begin with.
const SUBHEAD_VERBS: &str = "聚焦 立足 深化 强化 优化 激活 夯实 筑牢 构建 打造 推动 推进 提升 坚持 创新 做强 做优 做大 做实 做好 紧盯 紧扣 围绕 狠抓 \
    突出 完善 健全 加快 拓展 搭建 落实 注重 发挥 凝聚 锚定 引领 赋能 破解 培育 着眼 着力 抓实 抓好 抓牢 建强 建好 用好 用活 守牢 守住 严把 严守 厚植 集聚 汇聚 \
    壮大 盘活 释放 擦亮 织密 架起 延伸 延链 畅通 压实 扛牢 扛起 对标 瞄准 依托 持续 统筹 整合 联动 党建 服务 改革 开放 科技 项目 招商 细化 实施 开展 \
    增强 建立 塑造 拓宽 扩大 促进 巩固 树立 探索 汇集 提速 提质 蓄势 蓄能 营造 创优 攻坚 唱响 敢于 勇于 善于 积极 主动 全力 全面 精准 靠前 靶向";

/// Words that open an ordinary sentence, never a subhead.
const ORDINARY: &[&str] = &[
    "近年来",
    "今年",
    "去年",
    "目前",
    "同时",
    "此外",
    "其中",
    "下一步",
    "未来",
    "据",
    "如今",
    "当前",
    "随后",
    "最终",
    "因此",
    "为此",
    "大家",
    "我们",
    "他",
    "她",
    "它",
    "这",
    "那",
    "该",
    "此",
    "截至",
    "日前",
    "近日",
    "会",
    "活动",
    "现场",
    "对内",
    "对外",
    "要",
    "也",
    "又",
    "但",
    "不",
    "如",
    "例如",
    "比如",
    "不仅",
    "既",
    "从",
];

/// How sure it is that a block continues the one before it; `None` when it does not.
pub(super) fn goes_on(before: &[char], after: &[char]) -> Option<f32> {
    let first = after.iter().find(|c| !c.is_whitespace()).copied()?;
    let last = before.iter().rfind(|c| !c.is_whitespace()).copied()?;
    if shape::ends_sentence(before) {
        // A closing mark may end a quotation within a sentence; a stop ends it.
        let is_middle = !matches!(last, '。' | '！' | '？' | '…')
            && matches!(first, '，' | '、' | '；' | '。' | '：' | '）' | '》' | '”' | '」' | '%' | '％');
        return is_middle.then_some(0.9);
    }
    let closes = shape::unbalanced(before).1 > 0 && shape::unbalanced(after).0 > 0;
    if closes || shape::cannot_begin(first) {
        return Some(0.98);
    }
    if opens_with_any(after, NEW_OPENERS) {
        return None;
    }
    let is_middle = matches!(
        last,
        '，' | '、' | '—' | '“' | '（' | '《' | '的' | '和' | '与' | '及' | '对' | '为' | '在' | '将'
    );
    Some(if is_middle {
        0.97
    } else if is_han(last) && is_han(first) {
        0.92
    } else {
        0.9
    })
}

/// Whether a text opens as a paragraph does and hardly ever a sentence within one.
pub(super) fn opens_anew(chars: &[char]) -> bool {
    const ANEW: &[&str] = &[
        "近年来",
        "下一步",
        "活动现场",
        "活动伊始",
        "活动当天",
        "活动期间",
        "活动中，",
        "调研中",
        "座谈中",
        "座谈会上",
        "会上，",
        "会议强调",
        "会议要求",
        "会议指出",
        "会议还",
        "会议听取",
        "接下来",
        "此次",
        "仪式上",
        "启动仪式上",
        "培训中",
        "培训期间",
        "检查中",
        "走访中",
        "据了解",
        "据悉",
        "据介绍",
        "今年以来",
        "去年以来",
        "近日",
        "日前",
        "当天，",
        "当日，",
        "随后，",
    ];
    opens_with_any(chars, ANEW)
        || opening_subhead(chars).is_some_and(|subhead| subhead.is_verbal || subhead.is_quoted)
}

/// Whether a text opens as the text below a headline does.
pub(super) fn opens_text(chars: &[char]) -> bool {
    const OPENERS: &[&str] = &[
        "作为", "随着", "自", "为", "在", "从", "走进", "眼下", "今年", "去年", "近", "日前", "目前", "当前",
        "一", "连日", "围绕", "面对", "“", "《", "春", "初", "盛", "金秋", "寒", "正值", "位于", "清晨",
        "上午", "截至", "经过",
    ];
    opens_with_any(chars, OPENERS) || chars.first().is_some_and(char::is_ascii_digit)
}

/// The lengths of a subhead sentence's two clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subhead {
    first: usize,
    second: usize,
    is_verbal: bool,
    is_quoted: bool,
}

/// Reads a sentence as a subhead: two clauses of 4 to 12 and 4 to 16 characters and a full stop.
pub(super) fn subhead(sentence: &[char]) -> Option<Subhead> {
    let body = sentence.strip_suffix(&['。'])?;
    let comma = body.iter().position(|c| *c == '，')?;
    let (first, second) = (body.get(..comma)?, body.get(comma + 1..)?);
    let is_plain = |c: &char| {
        !matches!(c, '，' | '：' | '；' | '。' | '？' | '！' | '（' | '《' | '…') && !c.is_whitespace()
    };
    let fits = (4..=12).contains(&first.len()) && (4..=16).contains(&second.len());
    if !fits || !second.iter().all(is_plain) || !first.iter().all(is_plain) || opens_with_any(first, ORDINARY)
    {
        return None;
    }
    // Subheads tell no story: what has happened, is being done or is counted stands in sentences.
    let tells = |c: &char| "了着过的是都也就还把被没".contains(*c) || c.is_ascii_digit();
    let is_quoted = matches!(first.last(), Some('”' | '」'));
    let is_verbal = SUBHEAD_VERBS.split_whitespace().any(|verb| shape::starts_with(first, verb));
    if first.iter().any(tells) || (!is_quoted && !is_verbal && second.iter().any(tells)) {
        return None;
    }
    Some(Subhead { first: first.len(), second: second.len(), is_verbal, is_quoted })
}

/// The subhead that a text opens with.
pub(super) fn opening_subhead(chars: &[char]) -> Option<Subhead> {
    let end = chars.iter().take(40).position(|c| *c == '。')?;
    subhead(chars.get(..=end)?)
}

/// Where a subhead ran into a paragraph, given how the article's other paragraphs open: index of its first
/// character.
pub(super) fn merged_subhead(chars: &[char], siblings: &[Subhead]) -> Option<usize> {
    if siblings.len() < 2 {
        return None;
    }
    let sentences = shape::sentences(chars);
    let inner = sentences.get(1..sentences.len().checked_sub(1)?)?;
    inner.iter().find_map(|&(start, end)| {
        let found = subhead(chars.get(start..end)?)?;
        // A clause without a verb in front may be any sentence: more of them must open so, or just so.
        let least = if found.is_verbal || found.is_quoted { 1 } else { 3 };
        let alike = siblings.iter().filter(|sibling| found.is_like(**sibling)).count();
        let same = siblings.iter().filter(|sibling| found.is_cut_like(**sibling)).count();
        (alike >= least || same >= 2).then_some(start)
    })
}

impl Subhead {
    /// Whether two subheads have clauses of nearly the same lengths, and those nearly the same length as each other.
    fn is_cut_like(self, other: Self) -> bool {
        let is_even = |one: Self| one.first.abs_diff(one.second) <= 3;
        let is_near = self.first.abs_diff(other.first) <= 2 && self.second.abs_diff(other.second) <= 2;
        is_near && self.is_quoted == other.is_quoted && is_even(self) && is_even(other)
    }

    /// Whether two subheads are cut to one pattern, as those of one article are.
    fn is_like(self, other: Self) -> bool {
        let is_near = self.first.abs_diff(other.first) <= 4 && self.second.abs_diff(other.second) <= 5;
        is_near && self.is_quoted == other.is_quoted && (self.is_quoted || self.is_verbal == other.is_verbal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn broken_sentences_go_on() {
        for (before, after, expected) in [
            ("通过技术攻关，实现", "废水零排放。", true),
            ("迈上新台阶。", "园区将继续努力。", false),
            ("打造“一站", "式”服务窗口。", true),
            ("实现", "下一步，园区将继续努力。", false),
        ] {
            assert_eq!(goes_on(&chars(before), &chars(after)).is_some(), expected, "{before}|{after}");
        }
    }

    #[test]
    fn a_merged_subhead_is_found_by_its_siblings() {
        let siblings: Vec<Subhead> = ["聚焦项目攻坚，跑出建设加速度。", "深化审批改革，当好企业店小二。"]
            .iter()
            .filter_map(|text| subhead(&chars(text)))
            .collect();
        let text = chars("园区两年建成三条路。立足要素保障，打通供地最后一关。去年供地十宗。");
        assert_eq!(merged_subhead(&text, &siblings), Some(10));
        let plain = chars("园区两年建成三条路。去年新增企业，大多来自外省。去年供地十宗。");
        assert_eq!(merged_subhead(&plain, &siblings), None);
    }
}
