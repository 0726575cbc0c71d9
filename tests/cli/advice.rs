//! Advice without the screen: `check --advice`, `--exec`, and the desk's own rules.toml.

use std::fs;

use serde_json::Value;

use super::desk::Desk;

const PARAGRAPH: &str = "窗口搬到车间门口，前后约60余天，下放的的事项都接住了，其它照旧。";

/// A library without a problem, its one article worth two remarks.
fn clean() -> Desk {
    let desk = Desk::new();
    fs::remove_dir_all(desk.path("lib")).expect("gone");
    desk.put(
        "lib/articles/晋城/jc-1.md",
        &format!("+++\ntitle = \"窗口\"\nzone = \"晋城\"\n+++\n\n{PARAGRAPH}\n"),
    );
    desk
}

fn codes(desk: &Desk, words: &[&str], exit: i32) -> Vec<String> {
    let found: Value = serde_json::from_str(&desk.text(words, exit)).expect("JSON");
    let codes = found
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| format!("{}:{} {}", row["line"], row["column"], row["code"]));
    codes.map(|code| code.replace('"', "")).collect()
}

#[test]
fn advice_is_listed_on_demand_and_changes_no_exit_code() {
    let desk = clean();
    assert_eq!(desk.text(&["check"], 0), "");
    assert_eq!(
        codes(&desk, &["check", "--advice", "--json"], 0),
        ["6:12 number.about", "6:20 words.doubled"]
    );
    let told = desk.text(&["--lang", "zh", "check", "--advice"], 0);
    assert!(told.contains("第1段：重复：的的 → 的"), "{told}");
}

#[test]
fn errors_of_the_house_rules_are_problems_and_cost_no_other_rule() {
    let desk = clean();
    let good = "[[rule]]\nname = \"qita\"\npattern = \"其它\"\nadvice = \"其他\"\n";
    desk.put("lib/rules.toml", good);
    assert_eq!(desk.text(&["check"], 0), "");
    assert_eq!(
        codes(&desk, &["check", "--advice", "--json"], 0).last().map(String::as_str),
        Some("6:29 house")
    );
    desk.put("lib/rules.toml", &format!("[[rule]]\npatern = \"照旧\"\nadvice = \"如常\"\n{good}"));
    let told = desk.text(&["check"], 1);
    assert!(told.contains("rules.toml:2:1: ") && told.contains("did you mean `pattern`?"), "{told}");
    let all = codes(&desk, &["check", "--advice", "--json"], 1);
    assert_eq!(
        all,
        ["1:1 rules.lacks", "2:1 rules.unknown-key", "6:12 number.about", "6:20 words.doubled", "6:29 house"]
    );
}

#[test]
fn dismissed_is_for_one_reader_kept_in_the_file_and_undone_like_any_change() {
    let desk = clean();
    let exec = |who: &str, commands: &str| {
        let output =
            desk.command().args(["--as", who, "--lang", "zh", "--exec", commands]).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let own = || fs::read_to_string(desk.path("lib/annotations/jc-1/li.toml")).expect("a file");
    let told = exec("li", "advice next; advice next; suggestion dismiss");
    assert_eq!(told, "建议 1/2  概数重复：约60余\n建议 2/2  重复：的的 → 的\n不再提（1处）  u 撤销\n");
    let key = format!("\"words.doubled:{}\" = ", pizhu::formats::hash(PARAGRAPH));
    assert!(own().contains(&format!("[dismissed]\n{key}")), "{}", own());
    // Not shown again, in whichever run; somebody else is shown it.
    assert_eq!(exec("li", "advice next"), "建议 1/1  概数重复：约60余\n");
    assert_eq!(codes(&desk, &["check", "--advice", "--json"], 0), ["6:12 number.about"]);
    assert!(exec("wang", "advice next; advice next").contains("建议 2/2  重复：的的"));
    assert!(desk.text(&["log", "--json"], 0).contains("dismissed"));
    // A comment in the file and what follows it survive; undo takes the line away, redo brings it back.
    fs::write(desk.path("lib/annotations/jc-1/li.toml"), format!("# 手写\n{}", own())).expect("written");
    desk.text(&["undo"], 0);
    assert!(own().starts_with("# 手写\n") && !own().contains("words.doubled"), "{}", own());
    desk.text(&["redo"], 0);
    assert!(own().contains(&key), "{}", own());
    // Taken: an ordinary mark, with span, tag and wording.
    let taken = exec("li", "advice next; suggestion take");
    assert!(taken.contains("已记为批注【数字用法】"), "{taken}");
    let shown = desk.json(&["show", "--json", "jc-1"]);
    let mark = &shown["paragraphs"][1]["marks"][0];
    assert_eq!((&mark["quote"], &mark["note"]), (&"约60余".into(), &"概数重复：约60余".into()));
    assert_eq!((&mark["tags"][0], &mark["span"]), (&"差错/数字用法".into(), &serde_json::json!([11, 15])));
    assert_eq!(codes(&desk, &["check", "--advice", "--json"], 0), Vec::<String>::new());
    // A broken record costs no dismissal.
    let broken = own().replace("note = \"概数重复：约60余\"", "note = \"坏");
    fs::write(desk.path("lib/annotations/jc-1/li.toml"), broken).expect("written");
    assert_eq!(desk.run(&["doctor"]).status.code(), Some(1));
    let salvaged = fs::read_to_string(desk.path("lib/annotations/jc-1/li.toml.salvaged")).expect("a copy");
    assert!(salvaged.contains(&format!("[dismissed]\n{key}")), "{salvaged}");
}
