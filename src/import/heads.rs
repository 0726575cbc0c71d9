//! 栏首缺失: whether a paragraph lost its first line. A soft flag: nothing is deleted or invented.

use std::collections::HashMap;

use super::shape::{self, ends_with, find, is_han, opens_with_any, starts_with};

/// From here on a paragraph is flagged.
pub(super) const FLAGGED: f32 = 0.6;

/// Verbs that a clause without a subject begins with, or that make a clause a sentence.
const VERBS: &str = "了解 构建 打造 推动 推进 提升 坚持 组织 开展 完善 健全 加快 加强 强化 优化 深化 激发 激活 实现 形成 建立 建成 引进 引入 引导 引领 聚焦 \
    围绕 立足 依托 通过 借助 利用 发挥 落实 确保 保障 促进 带动 助力 支持 服务 培育 培养 吸引 签约 投入 投资 完成 启动 实施 推行 推出 出台 制定 搭建 拓展 \
    拓宽 扩大 增强 提高 营造 凝聚 夯实 筑牢 破解 解决 化解 瞄准 紧盯 紧扣 锚定 抢抓 注入 走出 跑出 明确 要求 强调 指出 表示 介绍 认为 召开 举行 举办 参加 \
    赢得 获得 荣获 获评 成为 成立 位于 占地 涵盖 覆盖 包括 拥有 具备 达到 突破 增长 下降 缩短 压减 减少 增加 保持 持续 不断 进一步 全面 积极 主动 努力 着力 大力 \
    精准 有效 切实 为 以 将 把 让 使 是 有 在 于 向 从 对 与 由 能 可 要 会 已 正 需 须 应 既 不 走 做 办 建 用 抓 促 谋 创 争 赴 到 来 去 看 听 说 讲 学";

/// Of these, the ones that may begin the clause after a fragment.
const CLAUSE_VERBS: &str = "了解 构建 打造 推动 推进 提升 坚持 组织 开展 完善 健全 加快 加强 强化 优化 深化 激发 激活 实现 形成 建立 建成 引进 引入 引导 \
    通过 借助 利用 发挥 落实 确保 保障 促进 带动 助力 支持 培育 培养 吸引 投入 完成 启动 实施 推行 推出 出台 制定 搭建 拓展 拓宽 扩大 增强 提高 营造 凝聚 夯实 筑牢 \
    破解 解决 化解 瞄准 紧盯 紧扣 抢抓 注入 走出 跑出 掌握 熟悉 听取 解答 帮助 帮 甘当 以 将 把 让 使 并 从而 进而 为";

/// Nouns that such clauses are the objects of: a clause that ends in one lacks the verb that took it.
const OBJECTS: &[&str] = &[
    "活力", "动能", "标杆", "格局", "篇章", "引擎", "支撑", "一线", "优势", "底色", "屏障", "底座", "根基",
    "基石", "台阶", "氛围", "合力", "短板", "难题", "瓶颈", "路径", "模式", "体系", "机制",
];

/// How whole clauses end that have no verb: times, places, people, offices.
const WHOLE_ENDS: &[&str] = &[
    "伊始", "现场", "期间", "以来", "之后", "之前", "之际", "后", "前", "时", "中", "上", "下", "里", "期间",
    "夜间", "内", "外", "处", "旁", "方面", "层面", "年", "月", "日", "来", "底", "初", "天", "公司", "集团",
    "区", "市", "县", "镇", "村", "局", "会", "院", "校", "党员", "干部", "们", "群众", "企业", "人", "者",
    "家", "员", "工", "步", "说", "外", "此", "刻", "路", "厂", "阶段", "园",
];

/// Words that begin a whole paragraph.
const WHOLE_OPENERS: &[&str] = &[
    "近年来",
    "今年",
    "去年",
    "目前",
    "当前",
    "同时",
    "此外",
    "下一步",
    "未来",
    "据",
    "如今",
    "此次",
    "本次",
    "这",
    "该",
    "为",
    "以",
    "在",
    "从",
    "随着",
    "面对",
    "作为",
    "围绕",
    "针对",
    "通过",
    "依托",
    "立足",
    "聚焦",
    "按照",
    "根据",
    "对于",
    "自",
    "每",
    "一",
    "全",
    "各",
    "首",
    "第一",
    "“",
    "《",
];

/// Which character usually stands before which, in a page.
#[derive(Debug, Default)]
pub(super) struct Habits {
    before: HashMap<char, HashMap<char, u32>>,
}

impl Habits {
    /// Counts neighbours in the first 200,000 characters.
    pub(super) fn of(page: &[char]) -> Self {
        let mut habits = Self::default();
        let mut last = '\n';
        for &c in page.iter().take(200_000) {
            if c.is_whitespace() && !is_han(last) {
                continue;
            }
            if is_han(c) {
                *habits.before.entry(c).or_default().entry(last).or_default() += 1;
            }
            last = c;
        }
        habits
    }

    /// How often one character follows another in the page.
    pub(super) fn follows(&self, first: char, second: char) -> u32 {
        self.before.get(&second).and_then(|before| before.get(&first)).copied().unwrap_or(0)
    }

    /// Whether a character all but always follows one other: then it does not begin a word.
    fn never_begins(&self, c: char) -> bool {
        let Some(before) = self.before.get(&c) else { return false };
        let total: u32 = before.values().sum();
        let (best, most) =
            before.iter().max_by_key(|(_, count)| **count).map_or(('\n', 0), |(c, n)| (*c, *n));
        total >= 6 && is_han(best) && most + 1 >= total && most * 10 >= total * 8
    }
}

/// How likely a paragraph lost its head, given the text of its article before it.
pub(super) fn missing_head(chars: &[char], earlier: &[char], habits: &Habits) -> f32 {
    let mut whole = 1.0;
    let mut weigh = |holds: bool, weight: f32| whole *= if holds { 1.0 - weight } else { 1.0 };
    let first = chars.first().copied().unwrap_or(' ');
    let sentence = shape::sentences(chars).first().copied().unwrap_or((0, chars.len()));
    let sentence = chars.get(sentence.0..sentence.1).unwrap_or(chars);
    weigh(shape::cannot_begin(first), 0.9);
    weigh(shape::unbalanced(sentence).0 > 0, 0.85);
    weigh(begins_inside(chars), 0.75);
    weigh(begins_with_unit(chars), 0.8);
    weigh(habits.never_begins(first), 0.7);
    weigh(lacks_first(chars, earlier), 0.75);
    weigh(is_result(sentence), 0.65);
    let clause = fragment(sentence);
    weigh(clause >= 0.1, clause);
    weigh(lacks_pair(chars, earlier), 0.3);
    1.0 - whole
}

/// Particles and conjunctions that nothing begins with.
fn begins_inside(chars: &[char]) -> bool {
    const WHOLE: &[&str] = &[
        "的确", "了解", "着力", "着眼", "着手", "过去", "过程", "过硬", "得益", "得到", "得知", "地处",
        "地方", "地区", "地块", "地铁", "们", "及时", "等到", "并非", "而今", "且看", "和谐", "或许",
    ];
    const INSIDE: &[&str] = &[
        "的", "了", "着", "过", "得", "地", "及", "等", "并", "而", "且", "和", "或", "以及", "并且", "从而",
        "进而", "使得", "以便", "之",
    ];
    opens_with_any(chars, INSIDE) && !opens_with_any(chars, WHOLE)
}

/// Units and the rest of a figure.
fn begins_with_unit(chars: &[char]) -> bool {
    const UNITS: &[&str] = &[
        "亿元",
        "万元",
        "万吨",
        "万平方米",
        "万亩",
        "个百分点",
        "余家",
        "余人",
        "余次",
        "多家",
        "多人",
        "平方米",
        "月份",
        "公里",
        "余项",
        "余件",
    ];
    opens_with_any(chars, UNITS)
}

/// 二是 without 一是, 另一方面 without 一方面.
fn lacks_first(chars: &[char], earlier: &[char]) -> bool {
    const ORDERED: &[(&str, &str)] =
        &[("一是", "二是"), ("二是", "三是"), ("一方面", "另一方面"), ("首先", "其次"), ("第一，", "第二，")];
    ORDERED.iter().any(|(first, second)| {
        let Some(at) = find(chars, second) else { return false };
        let before = chars.get(..at).unwrap_or(&[]);
        find(before, first).is_none() && find(earlier, first).is_none()
    })
}

/// 对内 without 对外 in the paragraph or before it.
fn lacks_pair(chars: &[char], earlier: &[char]) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("对外，", "对内，"),
        ("对内，", "对外，"),
        ("对上，", "对下，"),
        ("线上，", "线下，"),
        ("企业层面", "政府层面"),
        ("管委会层面", "运营公司层面"),
    ];
    PAIRS.iter().any(|(one, other)| {
        find(chars, other).is_some_and(|at| at < 160)
            && find(chars, one).is_none()
            && find(earlier, one).is_none()
    })
}

/// A first sentence of one short clause that only tells a result: 确保…。
fn is_result(sentence: &[char]) -> bool {
    const RESULTS: &[&str] = &["确保", "使", "让", "保证", "带动", "从而", "以便", "避免", "防止"];
    let is_short = sentence.len() <= 18 && !sentence.contains(&'，') && sentence.last() == Some(&'。');
    is_short && opens_with_any(sentence, RESULTS)
}

/// How much a first clause looks like the end of a longer one: a noun phrase whose verb is gone, and a
/// second clause that goes on without a subject.
fn fragment(sentence: &[char]) -> f32 {
    let Some(comma) = sentence.iter().position(|c| matches!(c, '，' | '。')) else { return 0.0 };
    let (clause, rest) = (sentence.get(..comma).unwrap_or(&[]), sentence.get(comma + 1..).unwrap_or(&[]));
    if !(2..=18).contains(&clause.len()) || rest.is_empty() {
        return 0.0;
    }
    let object = OBJECTS.iter().find(|noun| ends_with(clause, noun));
    let takes_object = object.is_some();
    let stem = clause.get(..clause.len() - object.map_or(0, |noun| noun.chars().count())).unwrap_or(clause);
    let is_quoted = clause.iter().any(|c| matches!(c, '“' | '」' | '”' | '「' | '"' | '：'));
    let has_figure = clause.iter().any(char::is_ascii_digit);
    if is_quoted || has_figure || opens_with_any(clause, WHOLE_OPENERS) || has_verb(stem) {
        return 0.0;
    }
    if !takes_object && WHOLE_ENDS.iter().any(|end| ends_with(clause, end)) {
        return 0.0;
    }
    let goes_on = CLAUSE_VERBS.split_whitespace().any(|verb| starts_with(rest, verb));
    match (takes_object, goes_on) {
        (true, true) => 0.75,
        (true, false) => 0.35,
        (false, true) => 0.62,
        (false, false) => 0.1,
    }
}

/// Whether a clause has a verb of its own; one before 的 only describes.
fn has_verb(clause: &[char]) -> bool {
    VERBS
        .split_whitespace()
        .any(|verb| find(clause, verb).is_some_and(|at| clause.get(at + verb.chars().count()) != Some(&'的')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        let chars: Vec<char> = text.chars().collect();
        let score = missing_head(&chars, &[], &Habits::default());
        assert_eq!(score >= FLAGGED, expected, "{text} {score}");
    }

    #[test]
    fn lost_heads_are_flagged() {
        for text in [
            "生产车间，了解其工艺流程，解答用工难题。",
            "转型的关键支撑，构建全链条服务体系。",
            "确保“事不出园”。在运营公司层面，专做招商。",
            "集聚发展新动能，以专业服务推动产业升级。",
            "，园区又新增了三条公交线路。",
            "个百分点，高于全省平均水平。",
            "二是优化流程，三是压减材料。",
            "的干部走进企业，送去政策。",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn whole_paragraphs_are_not() {
        for text in [
            "确保“四懂”要求落到每个岗位，管委会制定了清单。",
            "以“放管服”改革为指引，将审批权限下放，筑牢发展基石。",
            "活动现场，党员们热情高涨。",
            "凝聚全员合力，冲刺全年目标。干部队伍是根本。",
            "审批服务“又快又好”，打造政务新名片。",
            "下一步，园区将继续努力。",
            "平定经开区位于县城东部，规划面积十平方公里。",
            "此次培训，既讲政策，又讲案例。",
            "立足区位优势，以通道带动产业，为园区注入动能。",
        ] {
            check(text, false);
        }
    }
}
