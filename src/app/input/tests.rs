//! Inputs with Chinese text: what stands where, and that undo takes everything back.

use proptest::prelude::*;

use super::*;

fn act(input: &mut Input, commands: &str) {
    for command in commands.split("; ").filter(|command| !command.is_empty()) {
        input.act(&Action::build(command, "").expect(command));
    }
}

/// Types a text, does commands, and shows the text with `|` at the caret.
fn check(text: &str, commands: &str, expected: &str) {
    let mut input = Input::page(text);
    input.fit(12, 3, &Widths::narrow());
    act(&mut input, commands);
    let (before, after) = input.text().split_at(input.caret());
    assert_eq!(format!("{before}|{after}"), expected, "{text} {commands}");
}

/// The rows of an input of a width, its caret as `x,y`.
fn shown(text: &str, width: usize, commands: &str) -> String {
    let mut input = Input::page(text);
    input.fit(width, 4, &Widths::narrow());
    act(&mut input, commands);
    let view = input.view();
    let rows: Vec<&str> = view.rows.iter().map(|row| row.drawn.as_str()).collect();
    format!("{} {},{} +{}-{}", rows.join("|"), view.caret.0, view.caret.1, view.above, view.below)
}

#[test]
fn text_is_edited_by_clusters_words_and_lines() {
    check("数字与年报", "delete back; caret left; caret left", "数字|与年");
    check("e\u{301}👨‍👩‍👧", "delete back", "e\u{301}|");
    check("e\u{301}", "delete back", "|");
    check("核对，请核对", "delete word-back", "核对，|");
    check("核对，请核对", "caret word-left; caret word-left; delete word-forward", "核对|请核对");
    check("一二\n三四", "delete to-start", "一二\n|");
    check("一二\n三四", "delete to-start; delete to-start", "一二|");
    check("一二\n三四", "go top; delete to-end; delete to-end", "|三四");
    check("一二\n三四", "caret up; delete forward; delete forward", "一二|四");
    check("一二", "input newline; input newline", "一二\n\n|");
}

#[test]
fn undo_takes_back_word_by_word() {
    let mut input = Input::page("");
    for typed in ["数", "字", "，", "核", "对"] {
        input.insert(typed);
    }
    act(&mut input, "delete word-back; input undo");
    assert_eq!(input.text(), "数字，核对");
    act(&mut input, "input undo");
    assert_eq!(input.text(), "数字，");
    act(&mut input, "input undo");
    assert_eq!(input.act(&Action::InputUndo), Acted::Still);
    act(&mut input, "input redo; input redo");
    assert_eq!((input.text(), input.caret()), ("数字，核对", 15));
}

#[test]
fn a_paste_is_cleaned_and_never_cut() {
    let mut input = Input::page("");
    assert_eq!(input.insert("一\r\n二\r三\u{1b}[31m\u{9b}\t\u{2028}"), Inserted::Done { dropped: 6 });
    assert_eq!(input.text(), "一\n二\n三\t\n");
    let mut line = Input::line("一\n二");
    line.insert("\r\n三");
    assert_eq!(line.text(), "一 二 三");
    assert_eq!(line.act(&Action::InputNewline), Acted::Foreign);
    let long = "批".repeat(LIMIT_BYTES / 3 + 1);
    assert_eq!((line.insert(&long), line.text()), (Inserted::TooLong, "一 二 三"));
}

#[test]
fn the_caret_stands_where_the_next_letter_will_be() {
    assert_eq!(shown("数字与年报", 12, ""), "数字与年报 10,0 +0-0");
    assert_eq!(shown("数字与年报不", 12, ""), "数字与年报不 0,1 +0-0");
    assert_eq!(shown("数字与年报不。", 12, ""), "数字与年报|不。 4,1 +0-0");
    assert_eq!(shown("数字与年报不一致", 12, "caret left; caret left"), "数字与年报不|一致 0,1 +0-0");
    assert_eq!(shown("ab  ", 4, ""), "ab 0,1 +0-0");
    assert_eq!(shown("abcd  ", 4, "caret left"), "abcd 3,0 +0-0");
    assert_eq!(shown("", 4, ""), " 0,0 +0-0");
    assert_eq!(shown("一\n", 4, ""), "一| 0,1 +0-0");
    assert_eq!(shown("  缩进", 12, ""), "  缩进 6,0 +0-0");
    assert_eq!(shown("“他”", 12, "caret left"), "“他” 3,0 +0-0");
}

#[test]
fn the_window_follows_the_caret() {
    assert_eq!(shown("一\n二\n三\n四\n五\n六", 12, ""), "三|四|五|六 2,3 +2-0");
    assert_eq!(
        shown("一\n二\n三\n四\n五\n六", 12, "caret up; caret up; caret up; caret up"),
        "二|三|四|五 2,0 +1-1"
    );
    assert_eq!(shown("一\n二\n三\n四\n五\n六", 12, "go top"), "一|二|三|四 0,0 +0-2");
}

#[test]
fn up_and_down_keep_their_column_and_ends_are_of_rows() {
    check("一二三四五\n一\n一二三四五", "caret up; caret up", "一二三四五|\n一\n一二三四五");
    let text = "数字与年报不一致请核对";
    assert_eq!(shown(text, 12, "caret up; caret end"), "数字与年报不|一致请核对 11,0 +0-0");
    assert_eq!(shown(text, 12, "caret up; caret home"), "数字与年报不|一致请核对 0,0 +0-0");
    assert_eq!(shown(text, 12, "go top; caret end; caret down"), "数字与年报不|一致请核对 10,1 +0-0");
    let mut input = Input::page(text);
    input.fit(12, 4, &Widths::narrow());
    input.click(3, 1);
    assert_eq!(input.before_caret(), "数字与年报不一");
    assert_eq!((input.act(&Action::CaretUp), input.act(&Action::CaretUp)), (Acted::Moved, Acted::Still));
}

fn any_action() -> impl Strategy<Value = Result<String, &'static str>> {
    let commands = [
        "caret left",
        "caret right",
        "caret up",
        "caret down",
        "caret word-left",
        "caret word-right",
        "caret home",
        "caret end",
        "delete back",
        "delete forward",
        "delete word-back",
        "delete word-forward",
        "delete to-start",
        "delete to-end",
        "input newline",
        "input undo",
        "input redo",
        "page up",
        "page down",
    ];
    prop_oneof![
        prop::sample::select(commands.to_vec()).prop_map(Err),
        "[数字，。“” a1e\u{301}\u{200d}👨👩\n\t-]{1,6}".prop_map(Ok),
        "\\PC{1,3}".prop_map(Ok),
    ]
}

proptest! {
    #[test]
    fn the_caret_is_on_a_boundary_and_inside(
        start in "[数字，。“” a\n]{0,30}",
        steps in prop::collection::vec(any_action(), 0..40),
        width in 1..20_usize,
        height in 1..5_usize,
        many in any::<bool>(),
    ) {
        let mut input = if many { Input::page(&start) } else { Input::line(&start) };
        input.fit(width, height, &Widths::wide());
        for step in steps {
            match step {
                Ok(text) => { input.insert(&text); }
                Err(command) => act(&mut input, command),
            }
            prop_assert_eq!(input.boundary_from(input.caret()), input.caret());
            let view = input.view();
            prop_assert!(view.caret.0 < width && view.caret.1 < height, "{:?}", view.caret);
            prop_assert!(view.rows.len() <= height);
        }
    }

    #[test]
    fn undo_restores_exactly_and_redo_again(
        start in "[数字，。“” a\n]{0,20}",
        steps in prop::collection::vec(any_action(), 0..30),
    ) {
        let mut input = Input::page(&start);
        input.fit(8, 3, &Widths::narrow());
        for step in steps {
            match step {
                Ok(text) => { input.insert(&text); }
                Err("input undo" | "input redo") => {}
                Err(command) => act(&mut input, command),
            }
        }
        let end = input.text().to_owned();
        let mut count = 0;
        while input.act(&Action::InputUndo) == Acted::Changed {
            count += 1;
        }
        prop_assert_eq!(input.text(), start);
        for _ in 0..count {
            input.act(&Action::InputRedo);
        }
        prop_assert_eq!(input.text(), end);
    }

    #[test]
    fn rows_tile_the_text(text in "[数字，。“”—… a1\n]{0,60}", width in 1..30_usize) {
        let mut input = Input::page(&text);
        input.fit(width, 1000, &Widths::narrow());
        let joined: String = input.view().rows.iter().map(|row| text.get(row.bytes.clone()).unwrap_or("?")).collect();
        prop_assert_eq!(joined, text.replace('\n', ""));
    }
}

#[test]
fn colours_titles_and_links_of_a_terminal_are_left_out_whole() {
    for (pasted, kept) in [
        ("甲\u{1b}[1;31m乙\u{1b}[0m丙", "甲乙丙"),
        ("甲\u{1b}]0;题目\u{7}乙", "甲乙"),
        ("甲\u{1b}]8;;http://a.cn\u{1b}\\链接\u{1b}]8;;\u{1b}\\乙", "甲链接乙"),
        ("甲\u{1b}乙", "甲乙"),
        ("甲\u{1b}[", "甲"),
        ("甲\u{1b}[31", "甲"),
        ("甲\u{1b}[3汉", "甲汉"),
        ("甲\u{1b}]没有完\n乙", "甲\n乙"),
        ("[31m 不是序列", "[31m 不是序列"),
    ] {
        let mut input = Input::page("");
        input.insert(pasted);
        assert_eq!(input.text(), kept, "{pasted:?}");
    }
}
