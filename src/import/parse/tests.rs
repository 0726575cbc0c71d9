//! What an outside reading of pages of other papers brought to light: each case once went wrong.

use super::*;
use crate::import::Flag;

fn read(page: &str) -> Page {
    parse(page, &Options::default())
}

fn texts(draft: &Draft) -> Vec<&str> {
    draft.paragraphs.iter().map(|one| one.text.as_str()).collect()
}

const TEXT: &str = "今年，平定经开区新修三条路，货车每趟少跑十里，企业省下不少油钱。";

#[test]
fn a_headline_is_one_whatever_it_ends_in() {
    for headline in [
        "第一班通勤车开来了",
        "路通了",
        "春耕忙",
        "司机说，路宽了",
        "路修好了、灯亮了、人来了",
        "修好“断头路” 开通“夜班车” 建成“邻里站” 办起“小饭桌” 园区四件实事一件一件都落了地结了果",
        "让司机少绕路的人们",
    ] {
        for opening in ["山西科技报讯 记者赵小川 ", ""] {
            let page =
                read(&format!("平定经济技术开发区\n\n{headline}\n\n{opening}{TEXT}\n\n下一步，再修两条。\n"));
            let draft = &page.articles[0];
            assert_eq!((page.articles.len(), draft.title.as_str()), (1, headline));
            assert_eq!(texts(draft), [TEXT, "下一步，再修两条。"], "{headline}");
            assert_eq!(draft.dateline.is_some(), !opening.is_empty());
        }
    }
}

#[test]
fn a_dateline_joins_nothing() {
    let page = read(&format!("园区里的路越修越\n\n山西科技报讯 记者赵小川 {TEXT}\n"));
    let draft = &page.articles[0];
    assert_eq!((draft.dateline.as_deref(), draft.reporters.len()), (Some("山西科技报讯"), 1));
    assert!(draft.paragraphs.iter().all(|one| !one.flags.contains(&Flag::Joined)), "{draft:?}");
}

#[test]
fn a_first_piece_of_text_before_a_picture_is_no_headline() {
    let page = read(
        "平定经济技术开发区\n\n园区新修三条路\n\n今年，园区新修的三条路\n\n\n\n路口的新灯 赵小川摄\n\n在上月通车，货车每趟少跑十里。\n",
    );
    let draft = &page.articles[0];
    assert_eq!(draft.title, "园区新修三条路");
    assert_eq!(texts(draft), ["今年，园区新修的三条路在上月通车，货车每趟少跑十里。"]);
}

#[test]
fn signed_text_is_no_caption() {
    for (tail, authors) in [
        (" 赵小川 摄影报道", &["赵小川"][..]),
        (" 赵小川/文 李强/图", &["赵小川", "李强"]),
        ("（赵小川 文/图）", &["赵小川"]),
        (" 赵小川/文图", &["赵小川"]),
        (" 赵小川摄", &["赵小川"]),
    ] {
        let last = "下一步，园区再修两条路，让货车不再绕行。";
        let page =
            read(&format!("平定经济技术开发区\n\n园区新修三条路\n\n山西科技报讯 {TEXT}\n\n{last}{tail}\n"));
        let draft = &page.articles[0];
        assert_eq!(texts(draft), [TEXT, last], "{tail}");
        assert_eq!(
            (draft.authors.as_slice(), draft.captions.len()),
            (&authors.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>()[..], 0)
        );
    }
}

#[test]
fn names_that_no_list_has() {
    for (tail, authors) in
        [(" 禚琳", &["禚琳"][..]), (" 岩罕 扎西", &["岩罕", "扎西"]), (" 全文完", &[]), (" 宣传部", &[])]
    {
        let page = read(&format!("平定经济技术开发区\n\n园区新修三条路\n\n山西科技报讯 {TEXT}{tail}\n"));
        assert_eq!(page.articles[0].authors, authors, "{tail}");
    }
    for (caption, credit) in [
        ("路口的新灯 岩罕摄", "岩罕"),
        ("路口的新灯 刀文祥摄", "刀文祥"),
        ("路口的新灯 阿依古丽摄", "阿依古丽"),
    ] {
        let page =
            read(&format!("平定经济技术开发区\n\n园区新修三条路\n\n{caption}\n\n山西科技报讯 {TEXT}\n"));
        let draft = &page.articles[0];
        assert_eq!(
            (draft.captions[0].text.as_str(), draft.captions[0].credit.as_deref()),
            ("路口的新灯", Some(credit))
        );
        assert_eq!(draft.title, "园区新修三条路");
    }
}

#[test]
fn marked_headings_join_nothing() {
    let options = Options { headings: vec!["路".to_owned(), "灯光".to_owned()], ..Options::default() };
    let page = parse(&format!("路\n\n{TEXT}\n\n灯光\n\n夜里灯亮了，工人走得稳当。\n"), &options);
    let draft = &page.articles[0];
    assert_eq!(draft.title, "路");
    assert_eq!(texts(draft), [TEXT, "灯光", "夜里灯亮了，工人走得稳当。"]);
    assert!(draft.paragraphs[1].is_subhead);
}

#[test]
fn a_zone_that_no_list_has_goes_before_the_article_before() {
    let first = format!("平定经济技术开发区\n\n春来早\n\n山西科技报讯 {TEXT} 赵小川\n");
    for (headline, text, zone) in [
        (
            "新路通车 企业叫好",
            "走进黄桷农业高新技术产业示范区，三条新路已经通车。",
            "黄桷农业高新技术产业示范区",
        ),
        ("桷树新区码头工人 抢修夜班灯", "桷树新区的码头上，灯亮到天明。", "桷树新区"),
        ("新路通车 企业叫好", "近日，黄桷经济技术开发区三条新路通车。", "黄桷经济技术开发区"),
        ("新路通车 企业叫好", "近日，张家嘴高科技园区三条新路通车。", "张家嘴高科技园区"),
    ] {
        let page = read(&format!("{first}\n{headline}\n\n山西科技报讯 {text} 李强\n"));
        assert_eq!(page.articles.len(), 2, "{headline}");
        assert_eq!((page.articles[1].zone.as_str(), page.articles[1].title.as_str()), (zone, headline));
    }
}

#[test]
fn zone_lines_of_other_kinds() {
    for zone in [
        "中国（云南）自由贸易试验区昆明片区",
        "中新天津生态城",
        "太原科学城",
        "天津东疆综合保税区",
        "磨憨—磨丁经济合作区",
    ] {
        let page = read(&format!("{zone}\n\n花开满城\n\n山西科技报讯 {TEXT}\n"));
        assert_eq!((page.articles[0].zone.as_str(), page.articles[0].title.as_str()), (zone, "花开满城"));
    }
}

#[test]
fn a_headline_with_a_deck_starts_an_article() {
    let page = read(&format!(
        "平定经济技术开发区\n\n园区新修三条路\n\n山西科技报讯 {TEXT}\n\n下一步，再修两条。\n\n麦子“上”了云\n\n——农户在手机上看苗情\n\n麦田边的小屋里，几块屏幕亮着，苗情一目了然。\n"
    ));
    let titles: Vec<&str> = page.articles.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(titles, ["园区新修三条路", "麦子“上”了云"]);
}

#[test]
fn a_merged_subhead_of_the_same_cut_is_split_off() {
    let page = read(
        "平定经济技术开发区\n\n园区办好三件实事\n\n园区的路修到了厂门口，货车每趟少跑十里。搭好夜间课堂，照亮求学道路。工人下班就能上课。\n\n\
         请来熟手师傅，带出年轻徒弟。师傅每周来三天，手把手地教。\n\n留下远方客人，安排温暖住处。公寓离车间只有五分钟的路。\n",
    );
    let draft = &page.articles[0];
    assert_eq!(draft.paragraphs.len(), 4, "{:?}", texts(draft));
    assert_eq!(draft.paragraphs[1].flags, [Flag::SplitAtSubhead, Flag::RunInSubhead]);
}

#[test]
fn han_lines_are_joined_without_a_space() {
    let page = read(
        "平定经济技术开发区\n\n园区新修三条路\n\n山西科技报讯 记者赵小川 近\n年来，平定经开区新修三条路，\n货车每趟少跑十里，企业每年省下\n不少油钱，司机说今年2月1\n日起不再绕行，平定经开\n区的夜班车也开通了。\n\n下一步，园区再修两条路，把灯也\n装到厂门口，让夜班工人走得稳。\n",
    );
    for paragraph in &page.articles[0].paragraphs {
        assert!(!paragraph.text.contains(' '), "{}", paragraph.text);
    }
}

#[test]
fn a_table_stays_text_and_tells_no_page() {
    let page = read(&format!(
        "平定经济技术开发区\n\n园区新修三条路\n\n山西科技报讯 {TEXT}\n\n指标\t数值\n\n产值\t4.8亿元\n\n1\t2\n\n下一步，再修两条。\n"
    ));
    assert_eq!(page.page_no, None);
    assert_eq!(texts(&page.articles[0]), [TEXT, "指标\t数值", "产值\t4.8亿元", "1\t2", "下一步，再修两条。"]);
    assert!(page.articles[0].paragraphs.iter().all(|one| !one.is_subhead));
}

#[test]
fn mastheads_tell_the_page() {
    for (masthead, date, number) in [
        ("2026-03-18 03版：专区", Some("2026-03-18"), Some("03")),
        ("2026-03-18 A03：专区", Some("2026-03-18"), Some("A03")),
        ("二〇二六年三月十八日 星期三 第三版", Some("2026-03-18"), Some("三")),
        ("丙午年二月 总第1234期 今日8版", None, None),
    ] {
        let page =
            read(&format!("{masthead}\n\n平定经济技术开发区\n\n园区新修三条路\n\n山西科技报讯 {TEXT}\n"));
        assert_eq!((page.date.as_deref(), page.page_no.as_deref()), (date, number), "{masthead}");
        assert_eq!(page.articles[0].title, "园区新修三条路");
        assert_eq!(page.left_over.iter().map(|one| one.text.as_str()).collect::<String>(), masthead);
    }
}

#[test]
fn a_reporter_named_twice_is_one() {
    let page = read(&format!(
        "平定经济技术开发区\n\n园区新修三条路\n\n本报记者 赵小川\n\n山西科技报讯 记者赵小川 {TEXT}\n"
    ));
    assert_eq!(page.articles[0].reporters, ["赵小川"]);
}

#[test]
fn an_article_of_our_own_keeps_its_fields() {
    let file = "+++\r\ntitle = \"春来早\"\r\nzone = \"平定经济技术开发区\"\r\ndeck = '园区见闻'\r\ndate = \"2026-03-18\"\r\n\
                paper = \"山西科技报\"\r\npage_no = \"05\"\r\ndateline = \"山西科技报讯\"\r\nreporters = [\"赵小川\", \"李强\"]\r\n\
                authors = [\"王波\"]\r\n\r\n[[captions]]\r\ntext = \"路口的新灯\"\r\ncredit = \"赵小川\"\r\nafter = 1\r\n+++\r\n\r\n\
                三条路\r\n\r\n## 算账\r\n\r\n\\## 不是小标题。\r\n";
    let page = read(file);
    assert_eq!(
        (page.date.as_deref(), page.paper.as_deref(), page.page_no.as_deref()),
        (Some("2026-03-18"), Some("山西科技报"), Some("05"))
    );
    let draft = &page.articles[0];
    assert_eq!(
        (draft.title.as_str(), draft.zone.as_str(), draft.deck.as_deref()),
        ("春来早", "平定经济技术开发区", Some("园区见闻"))
    );
    assert_eq!((draft.dateline.as_deref(), draft.zone_evidence), (Some("山西科技报讯"), Evidence::ZoneLine));
    assert_eq!((draft.reporters.len(), draft.authors.len()), (2, 1));
    assert_eq!((draft.captions[0].credit.as_deref(), draft.captions[0].after), (Some("赵小川"), 1));
    assert_eq!(texts(draft), ["三条路", "算账", "## 不是小标题。"]);
    assert!(draft.paragraphs[1].is_subhead && !draft.paragraphs[2].is_subhead);
    let chars: Vec<char> = file.chars().collect();
    let mut covered = vec![0; chars.len()];
    for (start, end) in draft.spans().chain(page.left_over.iter().map(|piece| piece.source)) {
        covered[start..end].iter_mut().for_each(|count| *count += 1);
    }
    assert!(chars.iter().zip(covered).all(|(c, count)| c.is_whitespace() || count == 1));
    let (start, end) = draft.sources.title[0];
    assert_eq!(chars[start..end].iter().collect::<String>(), "春来早");
}
