//! The rules on our own sentences: what each remarks on, and above all what it leaves alone.

use super::*;
use crate::words::{ArticleId, BlockKind, Meta, Repair};

/// The advice on an article of these paragraphs, a line each: code, words, and what is to stand there.
fn found(meta: Meta, body: &str) -> Vec<String> {
    let id = ArticleId::new("a").expect("a slug");
    let blocks = body.split('\n').map(|text| (BlockKind::Body, text));
    let article = Article::assemble(id, meta, blocks);
    let line = |advice: &Advice| {
        let text = article.block_text(advice.ordinal).expect("a block");
        let (start, end) = advice.span_chars;
        let words: String = text.chars().skip(start).take(end - start).collect();
        let wording = advice.wording.as_ref().map_or(String::new(), |wording| format!(" → {wording}"));
        format!("{} {words}{wording}", advice.code)
    };
    look(&article, &HouseRules::default(), Lang::Zh).iter().map(line).collect()
}

#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(found(Meta { title: "窗口开到车间门口".into(), ..Meta::default() }, body), expected, "{body}");
}

#[track_caller]
fn check_dated(body: &str, expected: &[&str]) {
    let meta =
        Meta { title: "窗口开到车间门口".into(), date: Some("2026-03-18".into()), ..Meta::default() };
    assert_eq!(found(meta, body), expected, "{body}");
}

#[track_caller]
fn check_titled(title: &str, body: &str, expected: &[&str]) {
    assert_eq!(found(Meta { title: title.into(), ..Meta::default() }, body), expected, "{title}: {body}");
}

#[test]
fn pairs_that_lack_a_half() {
    check("这支队伍叫“三懂队，天天下车间。", &["punctuation.pair “"]);
    check("这支队伍叫三懂队”，天天下车间。", &["punctuation.pair ”"]);
    check("这支队伍叫“三懂队“，天天下车间。", &["punctuation.pair “ → ”"]);
    check("这支队伍叫”三懂队”，天天下车间。", &["punctuation.pair ” → “"]);
    check("他说：“去。“", &["punctuation.pair “ → ”"]);
    check("窗口（二楼办材料，（一楼取件）。", &["punctuation.pair （"]);
    check("《办事指南印了三千份。", &["punctuation.pair 《"]);
    check("他叫它「小窗口，大家都笑。", &["punctuation.pair 「"]);
}

#[test]
fn pairs_that_lack_nothing() {
    check("他说：“我们叫它‘小窗口’，（玩笑话（真的））。”《指南》里写着「小」。", &[]);
    // A long quotation opens every paragraph and closes once, or opens once.
    check("“先办。\n“再补。\n“后查。”老梁说。", &[]);
    check("老梁说：“先办。\n再补。\n后查。”", &[]);
    // Apostrophes, inches, numbers of a list.
    check("I’m here，students’ 作品，屏幕55”，2026 年 🎉", &[]);
    check("一要快：1）先受理；2）后补件。a）甲。", &[]);
    check("窗口(二楼）办材料。", &[]);
}

#[test]
fn a_paragraph_that_lost_its_head_lacks_nothing() {
    let repairs = vec![Repair { name: "栏首缺失".into(), para: 2, state: "proposed".into() }];
    let meta = Meta { title: "题".into(), repairs, ..Meta::default() };
    assert_eq!(found(meta, "老梁说：“先办，\n再补。”他笑了。“先"), ["punctuation.pair “"]);
    let repairs = vec![Repair { name: "栏首缺失".into(), para: 1, state: "proposed".into() }];
    let meta = Meta { title: "题".into(), repairs, ..Meta::default() };
    assert_eq!(found(meta, "再补。”他笑了。"), Vec::<String>::new());
}

#[test]
fn half_width_and_doubled_marks() {
    check("材料少了,窗口多了。", &["punctuation.ascii , → ，"]);
    check("他说:“快。”能行吗?能。", &["punctuation.ascii :"]);
    check(
        "材料少了，，窗口多了。。。",
        &["punctuation.doubled ，， → ，", "punctuation.doubled 。。。 → ……"],
    );
    check("比分3:2，网址https://a.example/b?c=d，占1,320亩，真的！！？？……——", &[]);
    check("Wi-Fi, 5G, AI都有。A. B. C.三档", &[]);
}

#[test]
fn who_writes_half_width_throughout_is_told_once() {
    let body = ["材料少了,窗口多了。"; 9].join("\n");
    assert_eq!(found(Meta::default(), &body), ["punctuation.ascii , → ，"]);
}

#[test]
fn blanks_inside_a_sentence() {
    let long = "园区把办事窗口搬到车间门口，工人下了夜班就能交材料，全年少跑四十趟路，";
    check(&format!("{long}大家都说 好办多了，一点也不耽误。"), &["space.han   → "]);
    check(&format!("本报讯 记者田野 园区今年{long}大家都说好。"), &[]);
    check(&format!("{long}大家都说“马上办 不用跑”是真的。"), &[]);
    check(&format!("{long}摄影 田野。"), &[]);
    check(&format!("{long}王 芳说好，2026 年 5 月再看 A 档。"), &[]);
    check(&format!("{long}大家都说好办多了。（本报记者 王芳 李明）"), &[]);
    check("马上办 就近办 一次办", &[]);
    check_titled("优化营商环境 促进高质量发展", "好。", &[]);
}

#[test]
fn words_twice_in_a_row() {
    check("下放的的事项都接住了。", &["words.doubled 的的 → 的"]);
    check(
        "他们在在建工地看了了看，园区园区都好。",
        &["words.doubled 了了 → 了", "words.doubled 园区园区 → 园区"],
    );
    check("开发区开发区的路修好了。", &["words.doubled 开发区开发区 → 开发区"]);
    check("两种意见在部门会上会上争了很久。", &["words.doubled 会上会上 → 会上"]);
}

#[test]
fn what_is_doubled_on_purpose() {
    for body in [
        "刚刚、常常、一一、家家户户、的的确确、研究研究再说，妈妈天天看看。",
        "到达目的的路有两条，为了了解情况，受不了了，除了了解还要帮。",
        "一步一步来，一个一个谈，很深很深的井，大片大片的地，各有各有的办法。",
        "能不能不写，该监狱监狱长说，服务服务业，研究研究生的事。",
        "有趣有趣！他说：“园区园区，先有园子。”轰隆轰隆响，哈哈哈哈。",
        "点对点对接服务，面对面对账，手把手把关，肩并肩并排走。",
        "大会会场设在山西西部，发展展望，生产产品。",
        "罗亚罗亚酒店开张，罗亚罗亚酒店客满。",
        "和和气气，与会会员，是是非非，零一零一号",
    ] {
        check(body, &[]);
    }
}

#[test]
fn one_unit_in_two_spellings() {
    check(
        "厂房4.2万㎡，又建1200平方米，租金每平方米132元，另有300平方米。",
        &["units.mixed 4.2万㎡ → 4.2万平方米"],
    );
    check("修路13公里，再修5km。", &["units.mixed 5km → 5公里"]);
    check("厂房1200平方米，又建4.2万平方米。增长8%，占8％。", &[]);
    check("重5公斤，长3米，占2亩。", &[]);
}

#[test]
fn the_same_digits_powers_of_ten_apart() {
    check("立起标准厂房，共4.2万平方米；她说这42万平方米的厂房好。", &["units.tenfold 42万平方米"]);
    check("标准厂房一共12万平方米，眼下空着的还有1.2万平方米。", &[]);
    check("投入3.5亿元，资产滚到35.6亿元。", &[]);
    check("来了120人，走了12人。", &[]);
}

#[test]
fn figures_approximated_twice() {
    check("前后约60余天。", &["number.about 约60余"]);
    check(
        "大约三百人左右，近百余名职工，花了20多天左右。",
        &["number.about 大约三百人左右", "number.about 近百余", "number.about 0多天左右"],
    );
    check(
        "节约30多万元，签约三十多个项目，最近300多人来过，近二十多年来，约60天，300多人，“约60余天”。",
        &[],
    );
    check("靠近100多米的沟，约3多样，约3公里左右两侧都种了树，约三层上下各有一间。", &[]);
}

#[test]
fn what_gets_less_by_times() {
    check(
        "成本降低了3倍，时间缩短两倍，人手减少近一倍。",
        &["number.fewer 降低了3倍", "number.fewer 缩短两倍", "number.fewer 减少近一倍"],
    );
    check("产量增加3倍，成本降低三成，减少了3个环节。", &[]);
}

#[test]
fn dates_that_cannot_be() {
    check("2月30日开工，4月31日完工。", &["date.impossible 2月30日", "date.impossible 4月31日"]);
    check("2月29日开工，2026年2月29日完工。", &["date.impossible 2026年2月29日"]);
    check_dated("3月18日（星期二）开会，3月17日（周二）报到。", &["date.weekday 3月18日（星期二"]);
    check_dated("去年12月31日（星期三）封顶。", &[]);
    check("3月18日（星期二）开会。农历2月30日祭灶。", &[]);
    check_dated("去年3月18日（星期二）开会。1998年的大水，3月18日（星期六）才退。", &[]);
    check("2026年3月18日（星期二）开会。", &["date.weekday 2026年3月18日（星期二"]);
}

#[test]
fn relative_dates_beside_the_date() {
    check_dated(
        "昨日（15日）开会。3月14日（今天）报到。",
        &["date.relative 昨日（15日", "date.relative 3月14日（今天"],
    );
    // The paper of the 18th tells of the 17th; what was written the day before, of the 16th.
    check_dated("昨日（17日）开会，昨天（16日）报到，今天（18日）散会，今日（3月17日）。", &[]);
    check_dated("新华社3月10日电 今天（10日）开会，昨日，今天，本月。", &[]);
    check_dated("去年（2024年）开工，今年（2026年）完工。", &["date.relative 去年（2024年）"]);
    check("昨日（15日）开会，去年（2020年）。", &[]);
}

#[test]
fn the_headline_against_the_body() {
    let title = "招聘会一天签约二百一十三人";
    check_titled(title, "到傍晚一共签约231人。", &["headline.figure 二百一十三人"]);
    check_titled(title, "到傍晚一共签约213人。", &[]);
    check_titled(title, "上午签约120人，下午签约93人。", &[]);
    check_titled("投资35亿元的园区", "园区投资35.6亿元。", &[]);
    check_titled("投资3.56亿元的园区", "园区投资35.6亿元。", &["headline.figure 3.56亿元"]);
    check_titled("“1525”目标怎么实现", "今年要办1552个。", &[]);
}

#[test]
fn a_name_that_is_anothers_but_for_one_character() {
    let body = "带队的党支部书记庞立新有点窘。庞立新说：“走。”局长庞立新，第一个到。\n傍晚，庞立薪说：“散。”";
    check(body, &["names.near 庞立薪 → 庞立新"]);
    check("庞立新说：“走。”庞立新说：“散。”庞立新、庞立薪说：“好。”", &[]);
    check("庞立新说：“走。”庞立薪说：“散。”", &[]);
    check("李明表示，走。李明表示，散。李明介绍，好。", &[]);
    check("庞立新说：“走。”庞立新说：“散。”郭立新说：“好。”庞大新说：“好。”", &[]);
}

#[test]
fn house_rules_remark_and_word() {
    let rule = |pattern: Pattern, advice: &str| HouseRule {
        code: "house.x".into(),
        pattern,
        advice: advice.into(),
        why: None,
        severity: Severity::Advice,
        tag: "差错/体例格式".into(),
    };
    let expression = regex::Regex::new(r"(截止)\d").expect("an expression");
    let house = HouseRules {
        rules: vec![
            rule(Pattern::Words("其它".into()), "其他"),
            rule(Pattern::Expression(Box::new(expression)), "截至"),
        ],
    };
    let id = ArticleId::new("a").expect("a slug");
    let body = [(BlockKind::Body, "截止2月，其它都好；报名截止。")];
    let article = Article::assemble(id, Meta { title: "题".into(), ..Meta::default() }, body);
    let advice = look(&article, &house, Lang::Zh);
    let notes: Vec<String> = advice.iter().map(|advice| advice.note(Lang::Zh)).collect();
    assert_eq!(notes, ["本报体例：截止 → 截至", "本报体例：其它 → 其他"]);
    assert_eq!(advice.first().map(|advice| advice.span_chars), Some((0, 2)));
    assert_eq!(
        advice.first().map(Advice::key),
        Some(format!("house.x:{}", crate::formats::hash("截止2月，其它都好；报名截止。")))
    );
}

#[test]
fn what_the_house_says_of_a_unit_is_said_once() {
    let house = crate::formats::house_rules::parse(include_str!("../../rules.toml"), Lang::Zh).0;
    let id = ArticleId::new("a").expect("a slug");
    let body = [(BlockKind::Body, "厂房4.2万㎡，又建1200平方米。")];
    let article = Article::assemble(id, Meta { title: "题".into(), ..Meta::default() }, body);
    let codes: Vec<_> = look(&article, &house, Lang::Zh).into_iter().map(|advice| advice.code).collect();
    assert_eq!(codes, ["house.pingfangmi"]);
}

#[test]
fn a_long_article_is_not_looked_at() {
    let body = "的的".repeat(MOST_BYTES / 6 + 1);
    assert_eq!(found(Meta::default(), &body), Vec::<String>::new());
}

#[test]
fn the_worst_article_costs_its_length_only() {
    for piece in [
        "的的人",
        "约3余天，",
        "3.5亿元，",
        "昨日（1日），",
        "“（",
        "2月30日。",
        "园区园区甲",
        "降低3倍。",
        "，，",
        "好,好",
        "5km5公里",
    ] {
        let text = piece.repeat(30_000 / piece.len());
        let meta = Meta { title: text.clone(), date: Some("2026-03-18".into()), ..Meta::default() };
        assert!(found(meta, &text).len() < 60, "{piece}");
    }
}

#[test]
fn advice_of_anything_stays_inside_its_block() {
    for text in [
        "",
        "“",
        "）",
        "约",
        "。。",
        " ",
        "\u{1b}[2J的的\u{202e}",
        "一",
        "百分之",
        "万亿亿亿亿亿亿亿",
        "3..4,,5",
    ] {
        for advice in found(Meta { title: text.into(), ..Meta::default() }, &format!("{text}\n{text}{text}"))
        {
            assert!(!advice.is_empty());
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_a_rule(text in "[“”‘’（）《》，。:,.约近余多左右的了0-9一二十百万亿㎡平方米元月日（）星期三昨 \n]{0,80}|\\PC{0,60}") {
        let id = ArticleId::new("a").expect("a slug");
        let meta = Meta { title: text.replace('\n', ""), date: Some("2026-03-18".into()), ..Meta::default() };
        let article = Article::assemble(id, meta, text.split('\n').map(|text| (BlockKind::Body, text)));
        for advice in look(&article, &HouseRules::default(), Lang::En) {
            let chars = article.block_text(advice.ordinal).expect("a block").chars().count();
            let (start, end) = advice.span_chars;
            proptest::prop_assert!(start < end && end <= chars, "{advice:?}");
        }
    }
}
