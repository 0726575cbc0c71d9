//! Zone lines, headlines that are none, short and full forms.

use super::*;

fn chars(text: &str) -> Vec<char> {
    text.chars().collect()
}

#[test]
fn zone_lines_and_headlines() {
    for (text, expected) in [
        ("晋城经济技术开发区", Some("晋城经济技术开发区")),
        ("【屯留经开区】", Some("屯留经开区")),
        ("临猗现代农业产业示范区", Some("临猗现代农业产业示范区")),
        ("太原高新技术产业开发区（阳曲园区）", Some("太原高新技术产业开发区（阳曲园区）")),
        ("侯马-曲沃经济开发区", Some("侯马-曲沃经济开发区")),
        ("屯留经开区党工委李飞", None),
        ("走进襄垣经开区", None),
        ("开发区", None),
        ("建设一流开发区", None),
    ] {
        let text = chars(text);
        let found = in_line(&text, |_| false).map(|(s, e, _)| text[s..e].iter().collect::<String>());
        assert_eq!(found.as_deref(), expected);
    }
}

#[test]
fn brackets_in_brackets_to_any_depth_are_taken_off() {
    let deep = format!("{}屯留经开区{}", "（".repeat(50_000), "）".repeat(50_000));
    let (s, e, _) = in_line(&chars(&deep), |_| false).expect("a zone");
    assert_eq!((s, e), (50_000, 50_005));
    assert_eq!(in_line(&chars("（）"), |_| false), None);
}

#[test]
fn short_forms_become_full() {
    let mut zones = Zones::new(["临猗现代农业产业示范区", "晋城经济技术开发区"], HashMap::new());
    zones.note_mentions(&chars("新年伊始，介休经济技术开发区组织企业"));
    for (short, full) in [
        ("临猗示范区", "临猗现代农业产业示范区"),
        ("晋城经开区", "晋城经济技术开发区"),
        ("介休经开区", "介休经济技术开发区"),
        ("屯留经开区", "屯留经济技术开发区"),
        ("长治高新区", "长治高新技术产业开发区"),
    ] {
        assert_eq!(zones.full(short).0, full);
    }
}

#[test]
fn names_are_found_in_sentences() {
    let zones = Zones::default();
    for (text, expected) in [
        ("他们来到屯留经开区调研", "屯留经开区"),
        ("推进介休经济技术开发区建设", "介休经济技术开发区"),
        ("山西晋城经开区", "晋城经开区"),
    ] {
        let text = chars(text);
        let (s, e) = zones.mentions(&text)[0];
        assert_eq!(text[s..e].iter().collect::<String>(), expected);
    }
}
