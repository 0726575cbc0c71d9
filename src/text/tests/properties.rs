//! Whatever the text: nothing is lost, nothing is too wide, clusters are whole, both paths agree.

use proptest::prelude::*;

use super::super::*;

/// What the rules know, and what they must survive.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "开发区", "第", "一", "万", "亿元", "平方公里", "人", "，", "。", "、", "；", "：", "？", "！", "“", "”", "‘", "’",
    "（", "）", "《", "》", "【", "】", "——", "—", "……", "…", "⋯⋯", "·", "／", "/", "%", "％", "℃", "①",
    "35.6", "1,280", "3", "20", "２０", "．", "GDP", "don", "t", " ", "　", "\"", "'", "$", "￥", "+",
    "-", "−", "±", "～", "–", "㎡", "https://example.cn/a/b?c=1", "a@b.cn", "and/or", ".", ",", "「",
    "」", "々", "っ", "ー", "カ", "한국", "각", "e\u{301}", "\u{200b}", "\u{202e}", "\u{fe0f}", "❤\u{fe0f}",
    "👩\u{200d}🔬", "🇨🇳", "\u{1b}", "\u{9b}", "\r", "\t", "\n", "\r\n", "\u{b}", "\u{2028}", "क्षि",
    "\u{e000}", "\u{378}", "\u{ad}", "«", "»", "‐", "々々", "\u{3099}", "é", "Ω", "№", "ﾞ", "ｶ", "〇", "㐀", "あ", "ぁ", "ヴ", "゛", "・", "\u{302a}", "㎡ ", "5 ", "第 ", "年 ", "A1 ", "个",
    "|", "\\", "{", "}", "[", "]", "#", "@", "_", "=", "?", "!", ";", ":", "‰", "°", "C++", "’s", "O'Neil", "a", "z", "０",
    " - ", " -", "- ", ") ", "% ", "⑳", "❶", "₂", "亩", "分点", "百", "千瓦", "₤", "£", "\u{300}", "～5", "PM2.5", "1/2", "www.a.cn",
    "(", ")", "~", "\u{303}", "亿万万万万万万万万万万万万万万万万万万万万万万万万万万万万万万万万万万",
];

/// Pieces of prose that meet in every order, and any Unicode between them.
fn prose() -> impl Strategy<Value = String> {
    let known = prop::sample::select(KNOWN);
    let any = prop_oneof![20 => known.prop_map(|one: &str| one.to_owned()), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(any, 0..40).prop_map(|pieces| pieces.concat())
}

fn policy() -> impl Strategy<Value = Widths> {
    prop::sample::select(vec![
        Widths::narrow(),
        Widths::wide(),
        Widths::mixed(&[Group::Quotes, Group::Latin1]),
    ])
}

fn level() -> impl Strategy<Value = Level> {
    prop::sample::select(Level::ALL.to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6000))]

    #[test]
    fn the_fast_path_is_the_exact_path(text in prose(), widths in policy(), level in level()) {
        let mut exact = Prepared::default();
        exact.refill_exactly(&text, widths, level);
        prop_assert_eq!(prepare(&text, &widths, level), exact);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn lines_tile_the_text_and_fit(text in prose(), widths in policy(), level in level(), measure in 0usize..40, indent in 0usize..6, hangs in any::<bool>()) {
        let prepared = prepare(&text, &widths, level).hanging_stops(hangs);
        let starts: Vec<usize> = clusters(&text).map(|(start, _)| start).chain([text.len()]).collect();
        let clean = Clean::new(&text);
        let mut at = 0;
        for line in layout(&prepared, measure, indent) {
            prop_assert_eq!(line.start, at);
            at = line.end;
            for edge in [line.start, line.text_start, line.text_end, line.end] {
                prop_assert!(starts.binary_search(&edge).is_ok(), "cluster cut at {edge}");
            }
            prop_assert!(line.start <= line.text_start && line.text_start <= line.text_end && line.text_end <= line.end);
            let seen: usize = clusters(&text).filter(|(at, _)| line.text().contains(at)).map(|(_, c)| cluster_cells(c, &widths)).sum();
            prop_assert_eq!(line.cells, seen);
            let hanging = if hangs && clean.drawn(line.text()).ends_with(['、', '，', '。']) { 2 } else { 0 };
            prop_assert!(line.clipped || line.indent + line.cells <= measure.max(1) + hanging, "{line:?} in {measure}");
            prop_assert!(!line.clipped || line.cells > measure.max(1));
            prop_assert!(!clean.drawn(line.text()).chars().any(char::is_control));
        }
        prop_assert_eq!(at, text.len());
    }

    #[test]
    fn bytes_and_cells_find_each_other(text in prose(), widths in policy(), measure in 1usize..30) {
        let prepared = prepare(&text, &widths, Level::Gb);
        for line in layout(&prepared, measure, 0) {
            for cell in 0..line.cells {
                let bytes = prepared.bytes_at(&line, cell);
                let cells = prepared.cells_of(&line, &bytes).unwrap();
                prop_assert!(cells.contains(&cell), "{cell} {cells:?} {bytes:?}");
                prop_assert!(prepared.cell_of(&line, bytes.start) <= cell);
            }
            prop_assert_eq!(prepared.cell_of(&line, line.text_end), line.cells);
            prop_assert!(prepared.bytes_at(&line, line.cells).is_empty());
        }
    }

    #[test]
    fn clean_text_maps_back_and_holds_nothing_raw(text in prose()) {
        let clean = Clean::new(&text);
        let raw = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{200b}' | '\u{ad}');
        prop_assert!(!clean.as_str().chars().any(raw));
        for (at, _) in text.char_indices() {
            let drawn = clean.drawn_at(at);
            prop_assert!(clean.as_str().is_char_boundary(drawn));
            prop_assert!(clean.source_at(drawn) >= at || clean.drawn_at(clean.source_at(drawn)) == drawn);
        }
        prop_assert_eq!(clean.drawn(0..text.len()), clean.as_str());
        let once = Clean::new(clean.as_str());
        prop_assert_eq!(once.as_str(), clean.as_str());
    }

    #[test]
    fn appended_text_changes_no_line_before_the_last_unit(text in prose(), more in prose(), measure in 12usize..40) {
        let before = layout(&prepare(&text, &Widths::narrow(), Level::Gb), measure, 0);
        let both = format!("{text}{more}");
        let after = layout(&prepare(&both, &Widths::narrow(), Level::Gb), measure, 0);
        // A line may only change when what can be glued to its end is touched: keep a unit's length clear.
        let safe = text.len().saturating_sub(120);
        for (one, other) in before.iter().zip(&after).take_while(|(one, _)| one.end + measure * 4 < safe) {
            prop_assert_eq!(one, other);
        }
    }

    #[test]
    fn truncation_fits(text in prose(), widths in policy(), measure in 0usize..20) {
        let cut = truncate(&text, measure, &widths);
        prop_assert!(cells(cut.source(), &widths) <= measure);
        prop_assert_eq!(cells(&pad(&text, measure, &widths), &widths), measure);
    }
}
