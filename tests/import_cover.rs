//! Nothing is lost: over any text, every character that is not blank lies in exactly one source range.

use pizhu::import::{Options, Page, parse};
use proptest::prelude::*;

fn check(text: &str) -> Result<(), TestCaseError> {
    let page = parse(text, &Options::default());
    let chars: Vec<char> = text.chars().collect();
    let mut covered = vec![0_u8; chars.len()];
    let left = page.left_over.iter().map(|piece| piece.source);
    for (start, end) in page.articles.iter().flat_map(pizhu::import::Draft::spans).chain(left) {
        prop_assert!(start < end && end <= chars.len(), "{start}..{end} of {}", chars.len());
        for count in &mut covered[start..end] {
            *count += 1;
        }
    }
    for (at, c) in chars.iter().enumerate() {
        let right = if c.is_whitespace() { covered[at] <= 1 } else { covered[at] == 1 };
        prop_assert!(right, "character {at} {c:?} is covered {} times", covered[at]);
    }
    texts_are_their_sources(&page, &chars)
}

/// A paragraph's words are those of its ranges, blanks aside.
fn texts_are_their_sources(page: &Page, chars: &[char]) -> Result<(), TestCaseError> {
    let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for paragraph in page.articles.iter().flat_map(|draft| &draft.paragraphs) {
        let raw: String = paragraph.source.iter().flat_map(|&(start, end)| &chars[start..end]).collect();
        prop_assert_eq!(plain(&raw), plain(&paragraph.text));
    }
    Ok(())
}

/// Pieces that pages are made of, so that the rules meet.
const PIECES: [&str; 34] = [
    "晋城经济技术开发区",
    "屯留经开区",
    "——副题说明",
    "本报讯",
    "科学导报讯",
    " 记者王波 ",
    "（记者 王波 李强）",
    "近年来，",
    "今年，",
    "。",
    "，",
    "“三懂”",
    "聚焦项目，跑出速度。",
    "深化改革，激活动能。",
    "立足园区，做好服务。",
    " 赵小川摄",
    "图为车间。",
    " 王丽华",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{3000}\u{3000}",
    "（",
    "）",
    "》",
    "2026年3月18日 星期三",
    "第5版",
    "责编：李强",
    "工程师驻点帮忙办理手续",
    "实现",
    "废水零排放",
    "A b",
    "\u{feff}",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn over_page_pieces(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)) {
        check(&pieces.concat())?;
    }

    #[test]
    fn over_any_text(text in "\\PC{0,300}") {
        check(&text)?;
    }

    #[test]
    fn over_any_lines(lines in prop::collection::vec("[\\u4e00-\\u4e20，。“” ]{0,20}", 0..30)) {
        check(&lines.join("\n"))?;
    }
}
