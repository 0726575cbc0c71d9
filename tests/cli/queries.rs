//! Queries from outside: what they point at when they are wrong, and what the reader does with all it found.

use super::desk::Desk;

/// The line of what is told that holds the caret, and the one above it.
fn caret(told: &str) -> (String, usize) {
    let lines: Vec<&str> = told.lines().collect();
    let at = lines.iter().position(|line| line.trim_end().ends_with('^')).expect(told);
    (lines[at - 1].to_owned(), lines[at].trim_end().chars().count() - 1)
}

#[test]
fn the_caret_of_a_wrong_query_stands_below_the_place() {
    let desk = Desk::new();
    // Cells before the caret: the margin is `1 | `, each Han character takes two.
    for (query, cells) in [
        ("晋城经开区 tag:没有的标签", 4 + 11 + 4),
        ("晋城　标签：没有的标签", 4 + 6 + 6),
        ("招商 /晋城[一/", 4 + 5 + 5),
        ("招商 date:2026-03..2026-01", 4 + 5 + 5),
        ("招商 is:unred", 4 + 5 + 3),
    ] {
        for verb in ["list", "search", "stats", "report"] {
            let told = desk.text(&[verb, query], 2);
            let (line, at) = caret(&told);
            assert_eq!(line, format!("1 | {query}"), "{verb}");
            assert_eq!(at, cells, "{verb}: {told}");
        }
    }
    let told = desk.text(&["--lang", "zh", "search", "/第(/"], 2);
    assert!(told.contains("没有配对的"), "{told}");
}

#[test]
fn stars_are_asked_for_like_anything_else() {
    let desk = Desk::new();
    assert_eq!(desk.json(&["list", "--json", "is:starred"]).as_array().map(Vec::len), Some(0));
    desk.text(&["--exec", "star toggle"], 0);
    let starred = desk.json(&["list", "--json", "is:starred"]);
    assert_eq!((starred.as_array().map(Vec::len), &starred[0]["id"]), (Some(1), &"jc-1".into()));
}

#[test]
fn a_tag_for_everything_found_is_previewed_and_one_step() {
    let desk = Desk::new();
    let tagged = |query: &str| desk.json(&["search", "--json", query]).as_array().map_or(0, Vec::len);
    assert_eq!(tagged("tag:主题/营商环境"), 0);
    // Two of three paragraphs in two articles; the mark on paragraph 1 is the annotator's own already.
    let asked = desk.run(&["--lang", "zh", "--exec", "search 学位三 | 苹果; tag hits 营商环境"]);
    assert_eq!(asked.status.code(), Some(7), "it asks first");
    let asked = String::from_utf8(asked.stdout).expect("UTF-8");
    assert!(asked.contains("给 2 篇稿件的 3 段贴【营商环境】"), "{asked}");
    assert_eq!(tagged("tag:主题/营商环境"), 0, "only asked");
    assert!(asked.contains("第 1 段\t去年新增学位三万个"), "which paragraphs: {asked}");
    let done = desk.text(&["--exec", "search 学位三 | 苹果; tag hits 营商环境", "--yes"], 0);
    assert!(done.contains("3 paragraphs of 2 articles"), "{done}");
    assert_eq!(tagged("tag:主题/营商环境"), 3);
    assert_eq!(tagged("tag:价值/待核实"), 1, "other tags stay");
    let again = desk.text(&["--exec", "search 学位三 | 苹果; tag hits 营商环境"], 0);
    assert!(again.contains("Every hit has 【营商环境】"), "{again}");
    desk.text(&["undo"], 0);
    assert_eq!(tagged("tag:主题/营商环境"), 0, "one step");
    assert_eq!(tagged("tag:价值/待核实"), 1);
}

#[test]
fn commands_without_a_screen_print_what_each_shows_once() {
    let desk = Desk::new();
    let told = desk.text(&["--exec", "stats; help; theme light; theme dark"], 0);
    assert_eq!(told.lines().filter(|line| line.starts_with("价值/待核实\t1\t")).count(), 1, "{told}");
    assert!(told.contains("\ttag toggle 1"), "{told}");
    assert!(told.ends_with("Theme: light\nTheme: dark\n"), "{told}");
    assert!(!told.contains('\u{1b}'));
}

#[test]
fn the_reader_refuses_an_unknown_tag_as_the_command_line_does() {
    let desk = Desk::new();
    let told = desk.text(&["--exec", "search tag:待核"], 2);
    assert!(told.contains("tag") && told.contains("待核"), "{told}");
    assert!(desk.text(&["--exec", "filter -tag:没有"], 0).contains('2'));
}

#[test]
fn commands_without_a_screen_end_with_the_code_of_what_failed() {
    let desk = Desk::new();
    assert!(!desk.text(&["--exec", "undo"], 7).is_empty(), "nothing to undo is refused");
    desk.text(&["--exec", "import /nowhere/at/all.txt"], 3);
    desk.text(&["--exec", "tag toggle 没有这个标签"], 2);
    desk.text(&["--exec", "theme 没有"], 2);
}

#[test]
fn the_log_says_what_was_changed_where_and_how() {
    let desk = Desk::new();
    desk.text(&["--lang", "zh", "--exec", "paragraph next; tag toggle 1; tag toggle 2; read toggle"], 0);
    let told = desk.text(&["--lang", "zh", "--exec", "log"], 0);
    let wanted = ["第 1 段\n    去年新增", "标签：【待核实】【数据单位】 -> 【数据单位】", "已读"];
    for wanted in wanted {
        assert!(told.contains(wanted), "“{wanted}”\n{told}");
    }
}

#[test]
fn stats_count_what_the_query_matches() {
    let desk = Desk::new();
    let counts = |query: &str| {
        let found = desk.json(&["stats", "--json", query]);
        ["articles", "paragraphs", "marks"].map(|name| found[name].as_u64().unwrap_or(0))
    };
    let listed = |query: &str| desk.json(&["list", "--json", query]).as_array().map_or(0, Vec::len) as u64;
    assert_eq!(counts("苹果"), [1, 1, 0]);
    assert_eq!(counts("学位三"), [1, 1, 1]);
    assert_eq!(counts("tag:差错/错别字"), [1, 1, 1]);
    assert_eq!(counts("没有这几个字"), [0, 0, 0]);
    for query in ["苹果", "学位三", "zone:晋城经开区", "is:unmarked", ""] {
        assert_eq!(counts(query)[0], listed(query), "{query}");
    }
}

#[test]
fn an_article_that_pinyin_alone_found_says_so_in_the_list() {
    let desk = Desk::new();
    let listed = |query: &str| desk.text(&["--lang", "zh", "list", query], 0);
    for query in ["pgfs", "zone:jincheng", "jcjkq"] {
        assert!(listed(query).contains("(拼音)"), "{query}: {}", listed(query));
    }
    for query in ["GDP", "苹果", "zone:晋城", "pgfs | 苹果"] {
        let told = listed(query);
        assert!(told.contains("cz-1") || told.contains("jc-1"), "{query}");
        assert!(!told.lines().any(|line| line.contains("jc-1") && line.contains("拼音")), "{query}: {told}");
    }
}
