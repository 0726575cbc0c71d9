//! Personal names: what may be one, told by surname, length and the words that are none.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::shape::is_han;

/// Surnames of one character.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅付沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎阎闫余潘杜\
    戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段章钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛\
    伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮\
    桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井\
    练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺麻巴逯逄慕荀羊於惠曲家邝麦库权蔚雷秘昝湛禹藏束单皮凤 \
    阴丰满粟佘伊晁漆敬綦郦弋庾钮訾仉亓毋巢蒯桓贲杭诸嵇芮羿储汲邴乌隗牧宓仰厉戎祖韶蓟宿怀蒲邰鄂索贡劳扶堵宰雍濮扈郏浦宦鱼容慎戈暨寇禄阙欧殳沃夔隆厍勾苍莘富甫帅展呙朴\
    尚尉缪璩仝亢卻丑区缑撖弓郗郄畅要贠负药闻昌暴师衡籍矫幸相景豆占茹智檀郇党雒";

/// Surnames of two characters.
const COMPOUND: &[&str] = &[
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "宇文", "司徒", "司空",
    "夏侯", "闻人", "澹台", "公冶", "宗政", "濮阳", "淳于", "太叔", "申屠", "仲孙", "钟离", "鲜于", "闾丘",
    "司寇", "亓官", "拓跋", "梁丘", "左丘", "颛孙", "漆雕", "公羊", "赫连", "纳兰", "完颜", "耶律", "万俟",
    "叶赫", "段干", "谷梁", "东郭", "长孙", "轩辕", "端木", "百里", "呼延", "南宫", "独孤",
];

/// Words that begin with a surname and are no names.
const WORDS: &str = "高新 高新区 金融 方面 时间 安全 文明 成功 平台 何况 于是 向前 从而 马上 黄金 关于 万元 任务 项目 全面 单位 路径 石油 温度 \
    程度 金属 古代 任何 常态 文化 方式 方向 方案 高度 高质量 高效 高端 高速 严格 明确 应用 明显 相关 相应 计划 计算 易地 关键 关注 关系 和谐 \
    管理 管委会 江苏 江西 安徽 云南 宁夏 石家庄 黄河 武汉 金华 温州 康养 时代 时期 时候 国家 家园 连续 连接 强化 强调 路线 都市 公司 包括 包含 \
    简讯 简介 来源 原载 车间 米粮 花园 华北 华东 华南 全国 全省 全市 全县 全区 应当 成果 成效 成为 成立 成员 游客 解决 解放 查看 费用 盛世 \
    商务 商会 商业 商贸 计量 安居 安排 常委 常务 乐业 农业 台湾 党建 党委 党员 党工委 党支部 党组织 区域 区内 要求 要点 要素 药业 师傅 师生 \
    衡量 相信 幸福 智能 智慧 来自 司法 舒适 曲线 路灯 康复 方便 龙头 万里 金牌 白天 关爱 卫生 边界 单独 明天 明年 计生 都是 花卉 谷物 麦田 \
    强国 连日 全力 全程 全员 全域 沙龙 沙漠 银行 保障 保护 保险 保税 保税区 家庭 权益 权力 藏品 束手 保持 都会 全部 全年 全体 时隔 成本 方可 古城 \
    文旅 文物 文件 高校 高铁 高考 石材 石墨 焦化 焦点 焦炭 煤矿 华为 白酒 金奖 金额 万亩 万吨 项城 商户 施工 施策 冷链 冷库 向阳 向好 向上 易懂 \
    宁静 牛羊 牛奶 羊肉 羊毛 官方 官网 单价 和平 和美 台账 应急 应对 木材 木耳 楚楚 荆州 习惯 习近平 原料 原则 原因 司机 包装 包揽 毕业 毕竟 邢台 \
    获悉 了解 采访 走访 看到 来到 走进 注意到 发现 富民 富裕 怀着 索引 贡献 劳动 劳模 扶贫 扶持 容易 信息 展示 展厅 展会 展望 丰收 丰富 满意 满足 满载 索赔 牧区 牧民 牧业 祖国 诸多 储备 储能 敬请 敬业 \
    全文完 未完 汤圆 谈判 谈话 连锁 通讯 通讯员 摄影 报道 编辑 供图 摄制 记者 文图 图片 制图 整理 供稿 来源";

/// Words that a text goes on with after a name, whether or not a space stands between.
const OPENERS: &[&str] = &[
    "近年来",
    "近年",
    "近日",
    "今年",
    "去年",
    "日前",
    "目前",
    "当前",
    "连日来",
    "连日",
    "为",
    "在",
    "从",
    "自",
    "今日",
    "今天",
    "昨日",
    "昨天",
    "随着",
    "走进",
    "报道",
    "通讯员",
    "记者",
    "截至",
    "截止",
    "一年",
    "一季度",
    "上半年",
    "下半年",
    "新年",
    "春",
    "夏日",
    "秋",
    "冬",
    "眼下",
    "初",
    "以来",
    "本报",
    "实习",
    "摄影",
    "如何",
    "面对",
    "围绕",
    "这个",
    "最近",
    "元旦",
];

static SINGLE: LazyLock<HashSet<char>> = LazyLock::new(|| SURNAMES.chars().filter(|c| is_han(*c)).collect());
static DOUBLE: LazyLock<HashSet<Vec<char>>> =
    LazyLock::new(|| COMPOUND.iter().map(|name| name.chars().collect()).collect());
static NO_NAMES: LazyLock<HashSet<Vec<char>>> =
    LazyLock::new(|| WORDS.split_whitespace().map(|word| word.chars().collect()).collect());

/// Whether a piece is one person's name: a surname and one or two more characters (two or three in all for
/// a single surname, up to four for a compound one), or a name with `·`.
pub(super) fn is_name(chars: &[char]) -> bool {
    if chars.contains(&'·') {
        return (4..=15).contains(&chars.len())
            && chars.iter().all(|&c| is_han(c) || c == '·')
            && chars.first() != Some(&'·')
            && chars.last() != Some(&'·');
    }
    if !chars.iter().all(|&c| is_han(c)) || NO_NAMES.contains(chars) || chars.last() == Some(&'摄') {
        return false;
    }
    let has_compound = chars.get(..2).is_some_and(|head| DOUBLE.contains(head));
    let has_single = chars.first().is_some_and(|c| SINGLE.contains(c));
    let is_opener = OPENERS.iter().any(|word| super::shape::starts_with(chars, word));
    match chars.len() {
        2 => has_single && !is_opener,
        3 => (has_single || has_compound) && !is_opener,
        4 => has_compound,
        _ => false,
    }
}

/// Whether a text goes on as an article does after the reporter's name.
pub(super) fn opens_text(chars: &[char]) -> bool {
    OPENERS.iter().any(|word| super::shape::starts_with(chars, word))
        || chars.first().is_some_and(char::is_ascii_digit)
}

/// Whether what a text opens with stands in the middle of sentences as well.
pub(super) fn opens_loosely(chars: &[char]) -> bool {
    ["为", "在", "从", "自", "春", "秋", "冬", "初", "报道", "以来", "摄影", "如何", "围绕", "面对", "这个"]
        .iter()
        .any(|word| super::shape::starts_with(chars, word))
        || chars.first().is_some_and(char::is_ascii_digit)
}

/// Whether a word between blanks may be a name where names are told: behind 记者, in a bracket with it. Surnames that
/// no list has, and names in Latin letters, count.
pub(super) fn may_be_name(word: &[char]) -> bool {
    let is_latin = word.len() >= 2 && word.iter().all(|&c| c.is_alphabetic() && !is_han(c) || c == '.');
    let is_opener = OPENERS.iter().any(|opener| super::shape::starts_with(word, opener));
    let is_plain = (2..=4).contains(&word.len()) && word.iter().all(|&c| is_han(c));
    is_name(word) || is_latin || is_plain && !is_opener && !NO_NAMES.contains(word)
}

/// The name at the head of a text, with how many characters it takes: `王 波` counts as 王波.
pub(super) fn at_head(chars: &[char]) -> Option<(String, usize)> {
    let is_part = |c: &&char| is_han(**c) || **c == '·';
    let word = chars.iter().take_while(is_part).count();
    if word == 1 {
        return spaced(chars);
    }
    let whole = chars.get(..word)?;
    if is_name(whole) {
        return Some((whole.iter().collect(), word));
    }
    // No space behind the name: the text must go on as a text does.
    [3, 2, 4].into_iter().find_map(|n| {
        let (name, rest) = (chars.get(..n)?, chars.get(n..)?);
        (word > n && is_name(name) && opens_text(rest)).then(|| (name.iter().collect(), n))
    })
}

/// `王 波`: a name of two characters set apart to be as wide as one of three.
fn spaced(chars: &[char]) -> Option<(String, usize)> {
    let first = *chars.first()?;
    let gap = chars.iter().skip(1).take_while(|c| c.is_whitespace()).count();
    let second = *chars.get(1 + gap)?;
    let is_alone = chars.get(2 + gap).is_none_or(|c| !is_han(*c));
    ((1..=2).contains(&gap) && is_alone && is_name(&[first, second]))
        .then(|| (format!("{first}{second}"), 2 + gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_words() {
        for (text, expected) in [
            ("王波", true),
            ("麻亚琼", true),
            ("欧阳明月", true),
            ("上官云", true),
            ("李王晓东", false),
            ("高新区", false),
            ("今年", false),
            ("近年来", false),
            ("古丽·买买提", true),
            ("全面", false),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(is_name(&chars), expected, "{text}");
        }
    }

    #[test]
    fn names_at_the_head() {
        for (text, expected) in [
            ("王波 近年来，", Some("王波")),
            ("赵小川今年，", Some("赵小川")),
            ("王波近年来，", Some("王波")),
            ("王 波）", Some("王波")),
            ("今年，", None),
            ("园区主任", None),
        ] {
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(at_head(&chars).map(|(name, _)| name).as_deref(), expected, "{text}");
        }
    }
}
