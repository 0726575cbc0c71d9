//! Commands of the reader without the screen: each does its whole work or is refused, and the first that fails ends it.

use super::desk::Desk;

/// Where tags of this name stand, by `article:para`.
fn tagged(desk: &Desk, tag: &str) -> Vec<String> {
    let found = desk.json(&["search", "--json", &format!("tag:{tag}")]);
    let rows = found.as_array().cloned().unwrap_or_default();
    let place =
        |row: &serde_json::Value| format!("{}:{}", row["article"].as_str().unwrap_or(""), row["para"]);
    let mut places: Vec<String> = rows.iter().map(place).collect();
    places.sort();
    places
}

#[test]
fn jump_goes_to_the_one_article_that_is_meant() {
    let desk = Desk::new();
    desk.text(&["--exec", "jump 苹果; tag toggle 亮点"], 0);
    assert_eq!(tagged(&desk, "亮点"), ["cz-1:0"]);
    desk.text(&["--exec", "jump jc-1; paragraph next; tag toggle 亮点"], 0);
    assert_eq!(tagged(&desk, "亮点"), ["cz-1:0", "jc-1:1"]);
    desk.put("lib/articles/长治/cz-2.txt", "长治的苹果熟了\n今年苹果丰收。\n");
    let told = desk.text(&["--lang", "zh", "--exec", "jump 苹果; tag toggle 待核实"], 2);
    assert!(told.contains("长治的苹果、长治的苹果熟了"), "{told}");
    assert!(told.contains("1 | jump 苹果; tag toggle 待核实\n  | ^"), "{told}");
    let told = desk.text(&["--lang", "zh", "--exec", "jump 没有这一篇; tag toggle 待核实"], 2);
    assert!(told.contains("没有这一篇"), "{told}");
    desk.text(&["--exec", "jump; tag toggle 待核实"], 2);
    assert_eq!(tagged(&desk, "待核实"), ["jc-1:1"], "only what was there before");
    desk.text(&["--exec", "jump 长治的苹果; tag toggle 待核实"], 0);
    assert_eq!(tagged(&desk, "待核实"), ["cz-1:0", "jc-1:1"], "a whole title is one article");
}

#[test]
fn a_command_that_fails_ends_the_line_and_is_pointed_at() {
    let desk = Desk::new();
    for (line, code, caret) in [
        ("find 没有的词; tag toggle 亮点", 7, 0),
        ("search 没有的词; tag toggle 亮点", 7, 0),
        ("filter 没有的词; tag toggle 亮点", 7, 0),
        ("go top; bookmark go z; tag toggle 亮点", 7, 8),
        ("go top; mark delete; tag toggle 亮点", 7, 8),
        ("find next; tag toggle 亮点", 7, 0),
        ("article previous; tag toggle 亮点", 7, 0),
        ("query save 名; tag toggle 亮点", 7, 0),
        ("choose 9; tag toggle 亮点", 7, 0),
        ("report write; tag toggle 亮点", 7, 0),
        ("relink accept; tag toggle 亮点", 7, 0),
        ("tag toggle 没有; tag toggle 亮点", 2, 0),
        ("tag toggle 亮点; quit; tag toggle 待核实", 2, 23),
    ] {
        let told = desk.text(&["--exec", line], code);
        let caret = format!("1 | {line}\n  | {}^", " ".repeat(caret));
        assert!(told.contains(&caret), "{line}\n{told}");
        let tags = tagged(&desk, "亮点");
        assert_eq!(tags.is_empty(), !line.contains("quit"), "{line}: {tags:?}");
    }
}

#[test]
fn what_only_a_screen_can_do_is_refused_before_anything_is_done() {
    let desk = Desk::new();
    for line in [
        "note add",
        "note edit",
        "tag pick",
        "tag edit",
        "palette",
        "probe",
        "tutor",
        "zen",
        "copy",
        "find",
        "search",
        "filter",
        "menu tags",
        "mouse",
        "suspend",
        "input submit",
        "delete back",
    ] {
        let told = desk.text(&["--exec", &format!("tag toggle 亮点; {line}")], 2);
        assert!(told.contains("screen") && told.contains(line), "{line}: {told}");
        assert_eq!(tagged(&desk, "亮点"), [""; 0], "{line}");
    }
}

#[test]
fn a_command_that_asks_needs_the_answer_on_the_line() {
    let desk = Desk::new();
    let signs = || desk.json(&["show", "--json", "jc-1"])["signs"].to_string();
    let before = signs();
    let told = desk.text(&["--lang", "zh", "--exec", "sign review-1"], 7);
    assert!(told.contains("签发本篇：初审") && told.contains("--yes"), "{told}");
    assert_eq!(signs(), before);
    desk.text(&["--exec", "jump jc-1; sign review-1", "--yes"], 0);
    let signed = std::fs::read_to_string(desk.path("lib/annotations/jc-1/li.toml")).expect("own file");
    assert!(signed.contains("[sign.review-1]"), "{signed}");
    desk.text(&["--exec", "find 学位; tag hits 亮点"], 7);
    assert_eq!(tagged(&desk, "亮点"), [""; 0]);
    desk.text(&["--exec", "jump jc-1; find 学位; tag hits 亮点", "--yes"], 0);
    assert!(!tagged(&desk, "亮点").is_empty());
    desk.text(&["--exec", "report --kind review"], 7);
    assert!(desk.text(&["--exec", "report --kind review; report write"], 0).contains("Written"));
    assert!(desk.text(&["--exec", "report --kind tags", "--yes"], 0).contains("Written"));
    desk.text(&["--exec", "filter 学位; query save 学位"], 0);
    desk.text(&["--exec", "query delete 学位"], 7);
    desk.text(&["--exec", "query delete 学位", "--yes"], 0);
    desk.text(&["--exec", "query delete 学位", "--yes"], 7);
}

#[test]
fn a_list_that_is_open_is_acted_on_only_where_it_has_one_row() {
    let desk = Desk::new();
    assert!(desk.text(&["--exec", "search 苹果"], 0).contains("苹果丰收"));
    let told = desk.text(&["--lang", "zh", "--exec", "search 苹果; tag toggle 亮点"], 2);
    assert!(told.contains("choose") && told.contains("长治的苹果"), "{told}");
    assert!(told.contains('^'), "{told}");
    assert_eq!(tagged(&desk, "亮点"), [""; 0]);
    desk.text(&["--exec", "search 苹果; choose 2; tag toggle 亮点"], 0);
    assert_eq!(tagged(&desk, "亮点"), ["cz-1:1"]);
    desk.text(&["--exec", "search 学位三; tag toggle 亮点"], 0);
    assert_eq!(tagged(&desk, "亮点"), ["cz-1:1", "jc-1:1"]);
}

#[test]
fn words_beside_the_commands_are_an_error() {
    let desk = Desk::new();
    for words in [["--exec", "stats", "list"], ["--exec", "help", "check"]] {
        assert!(desk.text(&words, 2).contains("--exec"));
    }
    for line in ["undo 3", "stats /[/", "theme dark light", "bookmark set ab"] {
        assert!(desk.text(&["--exec", line], 2).contains('^'), "{line}");
    }
    desk.text(&["--yes", "list"], 2);
    desk.put("含 空格.txt", "孝义经济技术开发区\n\n废渣变成好砖\n\n孝义经开区去年用废渣做了六千万块好砖。\n");
    let told = desk.text(&["--lang", "zh", "--exec", "import '含 空格.txt'", "--yes"], 0);
    assert!(told.contains("新增1篇"), "{told}");
}
