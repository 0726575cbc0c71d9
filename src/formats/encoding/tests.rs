//! Encodings of short and long news texts, and bytes that are no text.

use super::*;

const SIMPLIFIED_TEXTS: [&str; 12] = [
    "经开区党工委召开会议",
    "晋城经济技术开发区",
    "襄垣",
    "科学导报讯",
    "记者王波",
    "今年一季度，园区新签约项目十二个。",
    "优化营商环境 促进高质量发展",
    "屯留经开区",
    "何君苗摄",
    "我们的目标一定能实现",
    "第一次会议",
    "临猗现代农业产业示范区",
];
const TRADITIONAL_TEXTS: [&str; 8] = [
    "經濟技術開發區",
    "今年第一季，園區新簽約項目十二個。",
    "記者陳大文報道",
    "我們的目標一定能實現",
    "臺北市政府",
    "科學園區",
    "會議",
    "優化營商環境，促進高質量發展",
];

/// Short texts are right, or say that they are not sure.
fn check(text: &str, encoding: &'static Encoding) {
    let (bytes, _, lost) = encoding.encode(text);
    assert!(!lost, "{text}");
    let decoded = decode(&bytes, None).expect(text);
    let right = decoded.text == text && decoded.encoding == shown(encoding);
    assert!(right || decoded.confidence < SURE, "{text}: {decoded:?}");
    if text.chars().count() >= 8 {
        assert!(right && decoded.confidence >= SURE, "{text}: {decoded:?}");
    }
}

#[test]
fn gb_and_big5_are_told_apart() {
    for text in SIMPLIFIED_TEXTS {
        check(text, GB18030);
    }
    for text in TRADITIONAL_TEXTS {
        check(text, BIG5);
    }
}

#[test]
fn utf16_without_a_mark() {
    for text in ["园区\n一讯 A", "园区一季度\n\n一个项目一个专班，一盯到底，一年见效。\n"]
    {
        for big in [false, true] {
            let bytes: Vec<u8> = text
                .encode_utf16()
                .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect();
            let decoded = decode(&bytes, None).expect("text");
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.encoding, if big { "UTF-16BE" } else { "UTF-16LE" });
        }
    }
}

#[test]
fn marks_are_taken_off_and_believed() {
    assert_eq!(decode("\u{feff}园区".as_bytes(), None).expect("text").text, "园区");
    let wide: Vec<u8> = "\u{feff}园区".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(
        decode(&wide, None).expect("text"),
        Decoded { text: "园区".into(), encoding: "UTF-16LE", confidence: 1.0 }
    );
}

#[test]
fn a_hint_wins() {
    let (bytes, ..) = BIG5.encode("會議");
    let decoded = decode(&bytes, by_name("big5")).expect("text");
    assert_eq!((decoded.text.as_str(), decoded.confidence), ("會議", 1.0));
    assert_eq!(by_name("klingon"), None);
}

#[test]
fn binary_is_refused_with_a_place() {
    let error = decode("园区\n好\0的".as_bytes(), None).expect_err("a NUL");
    assert_eq!(error, NotText { line: 2, column: 2, found: Found::Nul });
    assert!(decode(&[0x7f, b'E', b'L', b'F', 1, 2, 3, 0, 0, 0], None).is_err());
}

#[test]
fn a_cut_utf8_file_is_not_taken_for_gb() {
    let mut bytes = "经开区党工委召开会议，部署今年的工作任务。".as_bytes().to_vec();
    bytes.pop();
    let decoded = decode(&bytes, None).expect("text");
    assert_eq!(decoded.encoding, "UTF-8");
    assert!(decoded.confidence < SURE);
}

#[test]
fn line_ends_become_lf() {
    assert_eq!(unify_line_ends("a\r\nb\rc\nd"), "a\nb\nc\nd");
}

/// One bad byte must not turn a short text into another encoding's characters.
#[test]
fn a_short_text_with_one_bad_byte_stays_utf_8() {
    for bytes in [
        &b"\xe5\xa5\xbd\xe7\x9a\x84\xe5\xa4\xa9\xe6\xb0\x94\xff\xe5\xbe\x88\xe5\xa5\xbd"[..],
        &b"\xe4\xbb\x8a\xe5\xa4\xa9\xe5\xa4\xa9\xe6\xb0\x94\xe5\xbe\x88\xe5"[..],
    ] {
        let decoded = decode(bytes, None).expect("text");
        assert_eq!(decoded.encoding, "UTF-8", "{}", decoded.text);
        assert!(decoded.confidence < 0.9, "it is a guess");
    }
}

/// What is asked about offers the right answer, and the one that was guessed first.
#[test]
fn the_candidates_hold_the_truth_and_begin_with_the_guess() {
    let simplified = SIMPLIFIED_TEXTS.iter().map(|text| (*text, GB18030));
    for (text, encoding) in simplified.chain(TRADITIONAL_TEXTS.iter().map(|text| (*text, BIG5))) {
        let (bytes, ..) = encoding.encode(text);
        let found = candidates(&bytes);
        let guessed = decode(&bytes, None).expect(text).encoding;
        assert!(found.contains(&encoding), "{text}: {found:?}");
        assert!(found.first().is_some_and(|first| shown(first) == guessed), "{text}: {guessed} {found:?}");
    }
}

/// Captions, bylines, headings and figures of a page, four to twenty characters each.
const SHORT_TEXTS: [(&str, &str); 28] = [
    ("gbk", "春耕备耕忙"),
    ("gbk", "太原日报社"),
    ("gbk", "本报记者 韩晓东"),
    ("gbk", "一图读懂"),
    ("gbk", "招商引资再掀热潮"),
    ("gbk", "第三版 要闻"),
    ("gbk", "摄影：白云飞"),
    ("gbk", "开工率达98%"),
    ("gbk", "老矿工学会看图纸"),
    ("gbk", "编者按"),
    ("gbk", "全年接待游客三百万人次"),
    ("gbk", "榆次园区办起夜校"),
    ("gbk", "绛县皋落乡的酸枣红了"),
    ("big5", "春耕備耕忙"),
    ("big5", "聯合報記者黃淑玲"),
    ("big5", "高雄港貨櫃量創新高"),
    ("big5", "一圖讀懂"),
    ("big5", "第三版 要聞"),
    ("big5", "新竹縣長視察工地"),
    ("big5", "全年遊客達三百萬人次"),
    ("big5", "颱風過後果農搶收"),
    ("utf-16le", "春耕备耕忙"),
    ("utf-16le", "榆次园区办起夜校"),
    ("utf-16le", "颱風過後果農搶收"),
    ("utf-16be", "老矿工学会看图纸"),
    ("utf-16be", "全年接待游客三百万人次"),
    ("utf-16le", "第3版 要闻"),
    ("utf-16be", "開工率達98%"),
];

#[test]
fn short_texts_are_right_or_asked_about() {
    for (name, text) in SHORT_TEXTS {
        let bytes: Vec<u8> = match name {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => by_name(name).expect(name).encode(text).0.into_owned(),
        };
        let decoded = decode(&bytes, None).expect(text);
        assert!(decoded.text == text || decoded.confidence < SURE, "{name} {text}: {decoded:?}");
        let truth = by_name(name).expect(name);
        assert!(decoded.text == text || candidates(&bytes).contains(&truth), "{name} {text}: not offered");
    }
}
