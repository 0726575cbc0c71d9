//! Pages that never were, with every kind of damage and the truth about them: for tests and benches alike.
//!
//! The sentences are ours; a page is decided by its seed alone.

/// What an article of a page truly is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Truth {
    pub(crate) zone: String,
    pub(crate) title: String,
    pub(crate) deck: Option<String>,
    pub(crate) dateline: Option<String>,
    pub(crate) reporters: Vec<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) captions: Vec<(String, String)>,
    pub(crate) paragraphs: Vec<String>,
}

/// A page: its blocks as they would stand in a dump, and its articles.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sheet {
    pub(crate) blocks: Vec<String>,
    pub(crate) truths: Vec<Truth>,
}

/// Numbers from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.roll(list.len())]
    }

    fn is(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }
}

/// Zones in full and in short.
pub(crate) const ZONES: [(&str, &str); 14] = [
    ("平定经济技术开发区", "平定经开区"),
    ("侯马经济技术开发区", "侯马经开区"),
    ("长治高新技术产业开发区", "长治高新区"),
    ("太谷现代农业产业示范区", "太谷示范区"),
    ("孝义经济技术开发区", "孝义经开区"),
    ("阳泉高新技术产业开发区", "阳泉高新区"),
    ("永济经济技术开发区", "永济经开区"),
    ("原平经济技术开发区", "原平经开区"),
    ("朔州经济技术开发区", "朔州经开区"),
    ("榆次工业园区", "榆次园区"),
    ("洪洞经济技术开发区", "洪洞经开区"),
    ("闻喜经济技术开发区", "闻喜经开区"),
    ("右玉生态文化旅游示范区", "右玉示范区"),
    ("怀仁经济技术开发区", "怀仁经开区"),
];

const NAMES: [&str; 16] = [
    "赵小川",
    "李强",
    "周明月",
    "欧阳雪",
    "郭建平",
    "任丽",
    "段晓东",
    "韩梅",
    "司马青",
    "薛文",
    "冯志远",
    "贺兰",
    "曹雨",
    "卫东升",
    "祁红",
    "白云飞",
];

const HEADS: [&str; 14] = [
    "三条新路连起十家企业",
    "把服务送到车间里",
    "小零件里做出大文章",
    "老厂房变身新车间",
    "一张清单管到底",
    "夜校办到厂门口",
    "四十天建成标准厂房",
    "陶瓷车间点亮智能灯",
    "招商小分队南下归来",
    "污水变清流",
    "工程师驻点半年记",
    "果园里长出产业链",
    "技能大赛选出新工匠",
    "一条热线解开三道难题",
];

const SECOND_HEADS: [&str; 8] = [
    "企业少跑腿 办事更省心",
    "订单排到明年春",
    "项目建设按下快进键",
    "绿电占到用电四成",
    "新工人当月就上岗",
    "十二项审批一窗办结",
    "废渣变成好砖",
    "园区添了幼儿园",
];

const OPENINGS: [&str; 8] = [
    "今年，{短}把审批窗口搬到了厂区门口，企业办事不用再进城。",
    "近年来，{短}沿着汾河建起了{数}家配套企业，零件当天就能送到总装线上。",
    "3月{日}日，{短}召开项目调度会，{数}个在建项目逐一说明了进度和难处。",
    "{短}近日迎来一批外地工匠，他们将用{数}天时间手把手教会新工人。",
    "作为全县最年轻的园区，{短}去年新增就业岗位{数}百个。",
    "走进{短}的展示馆，墙上的沙盘标出了{数}块待开发的土地。",
    "一季度，{短}完成固定资产投资{数}亿元，增速排在全市前三。",
    "{短}管委会上月公布了{数}项便企措施，每一项都写明了经办人的电话。",
];

const SENTENCES: [&str; 26] = [
    "管委会抽调了{数}名干部，每人联系一家企业，每周至少到车间一次。",
    "过去办一张许可证要跑四个部门，如今材料一次交齐，五天就能拿到结果。",
    "企业负责人算了一笔账，光是运费一年就能省下{数}万元。",
    "工程师们把设备的每一个参数都写进手册，谁来操作都能照着做。",
    "新建的污水处理站每天处理{数}百吨废水，出水可以直接浇灌绿地。",
    "园区还和两所职业学院签了约，学生在校时就能进厂实习。",
    "工人宿舍装上了暖气和热水，食堂的菜价比城里便宜三成。",
    "为了让货车少绕路，{短}打通了北侧的断头路，还修了一座跨线桥。",
    "目前，标准厂房已经租出八成，剩下的也在洽谈之中。",
    "去年冬天最冷的那几天，供热公司的值班员一夜要巡查{数}遍管网。",
    "一家做轴承的企业把总部搬了过来，带来了{数}名技术骨干。",
    "检测中心向所有企业开放，一次检测只收成本费。",
    "大家都说，这样的会开得短，问题却解决得多。",
    "银行把柜台设进了服务大厅，贷款从申请到放款只用了{数}天。",
    "老矿工们学会了看图纸，如今都成了生产线上的班组长。",
    "园区里的路灯换成了太阳能灯，一年省电{数}万度。",
    "产品销往二十多个省份，还有一部分装上了出口的机床。",
    "记不清改了多少次方案，团队终于把废品率降到了百分之二以下。",
    "村里的果农不用出村就能卖果，冷库里存着{数}万斤苹果。",
    "每月十五日是企业家茶叙的日子，管委会主任当场派单，三日内回话。",
    "“有事你就说，没事不打扰。”这是服务专员常挂在嘴边的话。",
    "车间里的机械臂不停转动，一个班次能装配{数}百台水泵。",
    "项目从签约到投产只用了十个月，比计划提前了整整一个季度。",
    "雨水经过沉淀以后流进蓄水池，足够浇灌两千亩绿地。",
    "标准化厂房（二期）工程也已动工，建成后可容纳{数}家中小企业。",
    "《园区企业服务手册》印了三千册，发到了每一个班组。",
];

const SUBHEADS: [&str; 10] = [
    "聚焦企业所需，把窗口搬到厂门口。",
    "优化审批流程，让材料少跑几道门。",
    "强化人才支撑，请来一批好师傅。",
    "拓展销售渠道，产品坐上了快车。",
    "筑牢安全防线，隐患当天就清零。",
    "盘活闲置土地，老厂长出新项目。",
    "深化校企合作，学生进厂就上手。",
    "完善基础设施，路通水通网也通。",
    "推动绿色转型，烟囱换成光伏板。",
    "凝聚发展合力，干部沉到一线去。",
];

const CAPTIONS: [&str; 6] = [
    "工人在新车间里调试水泵生产线",
    "技术员向新工人讲解机床操作要领。",
    "俯瞰园区新修的跨线桥",
    "质检员正在检查一批新下线的轴承。",
    "企业家们在茶叙会上交流经验",
    "志愿者在园区道路两旁栽种树苗。",
];

/// Makes a page of so many articles.
pub(crate) fn sheet(seed: u64, articles: usize) -> Sheet {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9).wrapping_add(77));
    let mut sheet = Sheet::default();
    let first = dice.roll(ZONES.len());
    let mut was_signed = true;
    for index in 0..articles {
        let (full, short) = ZONES[(first + index * 3 + index / ZONES.len()) % ZONES.len()];
        let mut maker = Maker { dice: &mut dice, full, short, truth: Truth::default(), blocks: Vec::new() };
        maker.head(index, was_signed);
        maker.body();
        was_signed = !maker.truth.authors.is_empty();
        let Maker { truth, blocks, .. } = maker;
        sheet.blocks.extend(blocks);
        sheet.truths.push(truth);
    }
    sheet
}

struct Maker<'a> {
    dice: &'a mut Dice,
    full: &'static str,
    short: &'static str,
    truth: Truth,
    blocks: Vec<String>,
}

impl Maker<'_> {
    /// Zone line or none, headline of one or two lines, perhaps a deck, perhaps a picture.
    fn head(&mut self, index: usize, _was_signed: bool) {
        self.truth.zone = self.full.to_owned();
        let has_line = index == 0 || self.dice.is(70);
        let has_dateline = !has_line || self.dice.is(75);
        let head = self.dice.pick(&HEADS);
        let second = self.dice.pick(&SECOND_HEADS);
        let by_deck = !has_line && self.dice.is(50);
        let lines: Vec<String> = if has_line {
            self.blocks.push(self.full.to_owned());
            match self.dice.roll(3) {
                0 => vec![head.to_owned()],
                1 => vec![format!("{head} {second}")],
                _ => vec![head.to_owned(), second.to_owned()],
            }
        } else if by_deck {
            vec![format!("{head} {second}")]
        } else {
            vec![format!("{}管委会主任{}", self.short, self.dice.pick(&NAMES)), format!("调研{head}")]
        };
        self.blocks.extend(lines.iter().cloned());
        self.truth.title = lines.join(" ");
        if by_deck || self.dice.is(15) {
            let deck = format!("——{}服务企业见闻", self.short);
            self.blocks.push(deck.clone());
            self.truth.deck = Some(deck);
        }
        if self.dice.is(20) {
            self.caption();
        }
        if has_dateline {
            self.truth.dateline = Some("山西科技报讯".to_owned());
            if self.dice.is(60) {
                let count = 1 + self.dice.roll(2);
                for _ in 0..count {
                    self.truth.reporters.push(self.dice.pick(&NAMES).to_owned());
                }
            }
        }
    }

    fn caption(&mut self) {
        let text = self.dice.pick(&CAPTIONS).to_owned();
        let (credit, line) = if self.dice.is(40) {
            (self.short.to_owned(), format!("{text} {}供图", self.short))
        } else {
            let name = self.dice.pick(&NAMES);
            (name.to_owned(), format!("{text} {name}摄"))
        };
        self.blocks.push(line);
        self.truth.captions.push((text, credit));
    }

    fn body(&mut self) {
        let count = 3 + self.dice.roll(3);
        let has_subheads = self.dice.is(45);
        let mut used = Vec::new();
        for index in 0..count {
            let mut text = if index == 0 { self.fill(&OPENINGS) } else { String::new() };
            if index == 0 && !self.blocks.contains(&self.full.to_owned()) {
                // A short form that nothing explains cannot be written out by anybody.
                text = text.replacen(self.short, self.full, 1);
            }
            if has_subheads && index > 0 && index + 1 < count.max(4) {
                text.push_str(self.fresh(&mut used));
            }
            for _ in 0..2 + self.dice.roll(3) {
                text.push_str(&self.fill(&SENTENCES));
            }
            self.truth.paragraphs.push(text);
        }
        self.lay(count, has_subheads);
    }

    fn fresh(&mut self, used: &mut Vec<&'static str>) -> &'static str {
        let mut found = self.dice.pick(&SUBHEADS);
        while used.contains(&found) {
            found = self.dice.pick(&SUBHEADS);
        }
        used.push(found);
        found
    }

    /// Lays the paragraphs out with damage: one merged subhead, broken sentences, a picture in between.
    fn lay(&mut self, count: usize, has_subheads: bool) {
        let is_signed = self.dice.is(50);
        if is_signed {
            let author = self.dice.pick(&NAMES).to_owned();
            self.truth.authors.push(author);
        }
        let merged = (has_subheads && count >= 5 && self.dice.is(60)).then_some(1);
        let paragraphs = self.truth.paragraphs.clone();
        let mut open = String::new();
        for (index, paragraph) in paragraphs.iter().enumerate() {
            let mut text = std::mem::take(&mut open);
            if index == 0 {
                text.push_str(&self.opening());
            }
            text.push_str(paragraph);
            if index + 1 == count && is_signed {
                text.push(' ');
                text.push_str(&self.truth.authors.concat());
            }
            if merged == Some(index + 1) {
                open = text;
                continue;
            }
            let at = self.break_of(&text, index);
            match at {
                Some(at) => {
                    let chars: Vec<char> = text.chars().collect();
                    self.blocks.push(chars[..at].iter().collect());
                    if self.dice.is(40) {
                        self.caption();
                    }
                    self.blocks.push(chars[at..].iter().collect());
                }
                None => self.blocks.push(text),
            }
        }
    }

    fn opening(&mut self) -> String {
        let Some(dateline) = &self.truth.dateline else { return String::new() };
        match self.truth.reporters.len() {
            0 => format!("{dateline} "),
            _ if self.dice.is(30) => format!("{dateline}（记者 {}）", self.truth.reporters.join(" ")),
            _ => format!("{dateline} 记者{} ", self.truth.reporters.join(" ")),
        }
    }

    /// Where a column's end breaks a paragraph: inside a sentence, Han on both sides.
    fn break_of(&mut self, text: &str, index: usize) -> Option<usize> {
        if !self.dice.is(20) {
            return None;
        }
        let chars: Vec<char> = text.chars().collect();
        let from = if index == 0 { 40 } else { 20 };
        let at = from + self.dice.roll(chars.len().saturating_sub(from + 12).max(1));
        let is_han = |at: usize| chars.get(at).is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
        (at + 8 < chars.len() && (at - 2..at + 2).all(is_han)).then_some(at)
    }

    fn fill(&mut self, list: &[&str]) -> String {
        let number = (3 + self.dice.roll(56)).to_string();
        let day = (1 + self.dice.roll(28)).to_string();
        self.dice.pick(list).replace("{短}", self.short).replace("{数}", &number).replace("{日}", &day)
    }
}
