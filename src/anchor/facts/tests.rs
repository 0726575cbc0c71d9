//! What counts as a fact.

use super::*;

fn texts(kind: FactKind, text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    find(&chars).into_iter().filter(|f| f.kind == kind).map(|f| f.text).collect()
}

fn check(kind: FactKind, text: &str, expected: &[&str]) {
    assert_eq!(texts(kind, text), expected, "{text}");
}

#[test]
fn figures_with_units() {
    use FactKind::Figure;
    check(Figure, "总投资约35.6亿元，占地1,200亩", &["35.6亿元", "1200亩"]);
    check(Figure, "3月18日签约８个，增长百分之八", &["3月", "18日", "8个", "百分之八"]);
    check(Figure, "去年新增学位三万个，同比增长3.5%", &["去年", "三万个", "3.5%"]);
    check(Figure, "第十三届大会上，一个干部万一来迟", &["第十三届"]);
    check(Figure, "今年一季度，两家企业", &["今年", "一季度", "两家"]);
}

#[test]
fn places_zones_and_bodies() {
    for (text, name) in [
        ("晋城的企业", "晋城"),
        ("在晋城经济技术开发区召开", "晋城经济技术开发区"),
        ("长治高新区今年", "长治高新区"),
        ("来自山西远航机械有限公司的", "山西远航机械有限公司"),
        ("市教育局负责人", "市教育局"),
        ("与太原理工大学合作", "太原理工大学"),
        ("走访了南岭乡的", "南岭乡"),
    ] {
        let found = texts(FactKind::Name, text);
        assert!(found.iter().any(|f| f == name), "{text}: {found:?}");
    }
    check(FactKind::Name, "全市农村和社区的发展格局", &[]);
    check(FactKind::Name, "推动高质量发展，优化营商环境", &[]);
}

#[test]
fn persons() {
    for (text, name) in [
        ("党工委书记王建国说", "王建国"),
        ("记者 何苗 摄", "何苗"),
        ("李卫东走进车间", "李卫东"),
        ("主任张强、副主任周明出席", "张强"),
        ("欧阳修远介绍", "欧阳修远"),
    ] {
        let found = texts(FactKind::Name, text);
        assert!(found.iter().any(|f| f == name), "{text}: {found:?}");
    }
    for text in ["许多项目", "周边地方", "工程进度", "高质量发展", "时间表", "任务书", "方面军", "主张开放"]
    {
        check(FactKind::Name, text, &[]);
    }
}

#[test]
fn terms_quotations_and_latin() {
    check(FactKind::Name, "推行“三化三制”改革", &["三化三制"]);
    check(
        FactKind::Quotation,
        "他说：“我们要把每一件小事都办好，不让群众多跑一趟。”",
        &["我们要把每一件小事都办好，不让群众多跑一趟。"],
    );
    check(FactKind::Name, "引进ＡＢＣ和GE-90设备", &["ABC", "GE-90"]);
}

#[test]
fn common_words_beside_names_are_none() {
    for text in [
        "公司主要加工精密零件",
        "公司主要生产精密零件",
        "公司专门制造精密零件",
        "聚焦主业，提高平台能级，抢占市场",
    ] {
        check(FactKind::Name, text, &[]);
    }
    for (text, name) in [
        ("东岭经济技术开发区党工委认真落实部署", "东岭经济技术开发区党工委"),
        ("坚决落实青河县委要求", "青河县委"),
        ("全力走访恒远机械有限公司", "恒远机械有限公司"),
    ] {
        let found = texts(FactKind::Name, text);
        assert!(found.iter().any(|f| f == name), "{text}: {found:?}");
        assert!(!found.iter().any(|f| f.contains("落实")), "{text}: {found:?}");
    }
}
