//! Long paragraphs: a window shows the lines of the whole.

use super::super::*;

/// One paragraph of many kinds of text, longer than what is laid out whole.
fn long() -> String {
    let news = "“手续要跑多少趟？”他问。2025年新签约项目48个，总投资约35.6亿元——比上年多2成……见https://example.cn/a/b，\
        又说don’t worry，用\"直引号\"写稿，GDP增长5.3%；①补短板②强产业。";
    [news; 300].join("第13届")
}

#[test]
fn pages_forward_are_the_layout() {
    let text = long();
    for (measure, widths) in [(31, Widths::narrow()), (80, Widths::wide())] {
        let whole = layout(&prepare(&text, &widths, Level::Gb), measure, 4);
        let mut wrapped = Wrapped::new(widths, Level::Gb, measure, 4);
        let (mut paged, mut at) = (Vec::new(), 0);
        while at < text.len() {
            let page = wrapped.lines_from(&text, at, 23);
            at = page.last().unwrap().end;
            paged.extend(page);
        }
        assert_eq!(paged, whole);
        // Back from the end, page by page, over line starts that are known by now.
        let mut back = Vec::new();
        while at > 0 {
            let page = wrapped.lines_before(&text, at, 23);
            at = page.first().unwrap().start;
            back.splice(0..0, page);
        }
        assert_eq!(back, whole);
        for line in whole.iter().step_by(53) {
            assert_eq!(wrapped.line_at(&text, line.start), *line);
            assert_eq!(wrapped.line_at(&text, line.end - 1), *line);
        }
    }
}

#[test]
fn a_jump_into_the_middle_tiles_both_ways() {
    let text = long();
    let mut wrapped = Wrapped::new(Widths::narrow(), Level::Gb, 40, 4);
    let place = text.floor_char_boundary(text.len() * 2 / 3);
    let line = wrapped.line_at(&text, place);
    assert!((line.start..line.end).contains(&place));
    let after = wrapped.lines_from(&text, line.start, 30);
    let before = wrapped.lines_before(&text, line.start, 30);
    assert_eq!((before.len(), after.len()), (30, 30));
    let all: Vec<Line> = before.into_iter().chain(after).collect();
    assert!(all.windows(2).all(|two| two[0].end == two[1].start && two[0].cells <= 40));
}

#[test]
fn small_paragraphs_and_odd_ones() {
    for text in
        ["", "好", "\n", "一\n二", &"\u{200b}".repeat(70_000), &"a".repeat(70_000), &"……".repeat(9_000)]
    {
        let whole = layout(&prepare(text, &Widths::wide(), Level::Gb), 20, 4);
        let mut wrapped = Wrapped::new(Widths::wide(), Level::Gb, 20, 4);
        let page = wrapped.lines_from(text, 0, 5);
        assert_eq!(page, whole.iter().take(5).copied().collect::<Vec<_>>(), "{:?}", text.chars().next());
        let last = wrapped.line_at(text, text.len());
        assert_eq!(last.end, text.len());
        let _ = wrapped.lines_before(text, text.len(), 5);
    }
}
