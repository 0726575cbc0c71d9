//! The command line by letters, by pinyin, by arrows alone.

use super::*;
use crate::words::Tag;

fn with(check: impl FnOnce(&Known<'_>)) {
    let tag = |parent: &str, name: &str| Tag { parent: parent.into(), name: name.into(), ..Tag::default() };
    let codebook =
        Codebook { revision: 1, tags: vec![tag("差错", "数据单位"), tag("价值", "亮点")] };
    let keymap = Keymap::built_in(Lang::Zh);
    let contexts = [Context::Reader, Context::Global];
    let saved = [("见亮点".to_owned(), "tag:亮点".to_owned())];
    check(&Known {
        keymap: &keymap,
        contexts: &contexts,
        codebook: &codebook,
        saved: &saved,
        zones: &["晋城经济技术开发区", "长治高新区"],
        paths: ("稿/", &["三月/".to_owned(), "春耕.txt".to_owned(), "b.docx".to_owned()]),
        lang: Lang::Zh,
    });
}

fn first(line: &str, expected: &[&str]) {
    with(|known| {
        let rows = complete(line, known);
        let texts: Vec<&str> = rows.iter().take(expected.len()).map(|row| row.text.as_str()).collect();
        assert_eq!(texts, expected, "{line}");
    });
}

#[test]
fn commands_are_found_by_name_help_and_pinyin() {
    first("tag to", &["tag toggle 标签"]);
    first("undo", &["undo"]);
    first("撤销", &["undo", "input undo"]);
    first("tongji", &["stats [查询]"]);
    first("tj", &["stats [查询]"]);
    first("hslsxx", &[]);
    with(|known| {
        assert_eq!(complete("", known).len(), COMMANDS.len());
        let row = &complete("undo", known)[0];
        assert_eq!((row.help.as_str(), row.keys.as_str(), row.is_whole), ("撤销", "u", true));
    });
}

#[test]
fn arguments_are_completed() {
    first("tag toggle ", &["差错/数据单位", "价值/亮点"]);
    first("tag toggle sj", &["差错/数据单位"]);
    first("theme d", &["dark"]);
    first("report ", &["--kind", "--format", "--scope"]);
    first("report --kind rev", &["review"]);
    first("find ld", &["tag:亮点"]);
    first("menu ", &["tags"]);
    first("mark status 已处", &["resolved"]);
    first("report --kind ", &["review", "tags", "articles"]);
    first("report --scope l", &["list", "library"]);
    first("report --format x", &["xlsx"]);
    first("report --format d", &["docx"]);
    first("report --kind tags ", &["--format", "--scope", "tag:亮点"]);
    with(|known| assert_eq!(complete("report --kind rev", known)[0].line, "report --kind review"));
}

#[test]
fn the_last_word_of_a_query_is_completed_in_every_command_that_takes_one() {
    for command in ["find", "search", "filter", "stats", "report --kind tags"] {
        let check = |words: &str, expected: &[&str]| first(&format!("{command} {words}"), expected);
        check("招商 ta", &["tag:"]);
        check("tag:", &["差错/数据单位", "价值/亮点"]);
        check("招商 -tag:ld", &["价值/亮点"]);
        check("招商|标签：亮", &["价值/亮点"]);
        check("zone:jcjkq", &["晋城经济技术开发区"]);
        check("is:unm", &["unmarked"]);
        check("is:un", &["unread", "unmarked"]);
        check("has:n", &["note"]);
        check("status:r", &["resolved", "rejected"]);
        with(|known| {
            let rows = complete(&format!("{command} 招商 -tag:亮"), known);
            assert_eq!(rows[0].line, format!("{command} 招商 -tag:价值/亮点"));
            assert!(rows[0].is_whole);
        });
    }
    first("jump tag:", &[]);
    with(|known| assert_eq!(complete("filter \"招 商 ta", known), [], "within quotes"));
}

#[test]
fn paths_are_completed_folder_by_folder() {
    first("import 稿/", &["三月/", "春耕.txt", "b.docx"]);
    first("import 稿/cg", &["春耕.txt"]);
    first("import 别处/", &[]);
    first("import ", &[]);
    with(|known| {
        let rows = complete("import 稿/三", known);
        assert_eq!((rows[0].line.as_str(), rows[0].is_whole), ("import 稿/三月/", false));
        assert_eq!(complete("import 稿/b", known)[0].line, "import 稿/b.docx");
        let folder = |line: &str| Palette::new(line, Vec::new(), known).folder().map(str::to_owned);
        assert_eq!(folder("import 稿/三"), Some("稿/".to_owned()));
        assert_eq!(folder("import "), Some(String::new()));
        assert_eq!((folder("import"), folder("tag toggle a/")), (None, None));
    });
}

#[test]
fn arrows_and_enter_are_enough() {
    with(|known| {
        let mut palette = Palette::new("", Vec::new(), known);
        assert_eq!(palette.submit(known), Submitted::Nothing);
        palette.act(&Action::CaretDown, known);
        assert_eq!(palette.submit(known), Submitted::Run(Action::LineDown));
        palette.insert("贴上", known);
        palette.act(&Action::CaretDown, known);
        assert_eq!(palette.submit(known), Submitted::Wants);
        assert_eq!(palette.input.text(), "tag toggle ");
        palette.act(&Action::CaretDown, known);
        palette.act(&Action::CaretDown, known);
        assert_eq!(palette.submit(known), Submitted::Run(Action::TagToggle("价值/亮点".into())));
        assert_eq!(palette.act(&Action::CaretUp, known), Acted::Moved);
        assert_eq!(palette.act(&Action::CaretUp, known), Acted::Moved);
        assert_eq!((palette.act(&Action::CaretUp, known), palette.chosen), (Acted::Still, None));
    });
}

#[test]
fn lines_run_or_say_what_is_wrong() {
    with(|known| {
        let mut palette = Palette::new("theme drak", Vec::new(), known);
        assert!(matches!(palette.submit(known), Submitted::Wrong(problem) if problem.column == 7));
        let mut short = Palette::new("suspen", Vec::new(), known);
        assert_eq!(short.submit(known), Submitted::Run(Action::Suspend));
    });
}

#[test]
fn history_comes_back_and_goes_again() {
    with(|known| {
        let mut palette = Palette::new("th", vec!["undo".into(), "zen".into()], known);
        palette.act(&Action::HistoryPrevious, known);
        assert_eq!(palette.input.text(), "zen");
        palette.act(&Action::HistoryPrevious, known);
        assert_eq!(palette.act(&Action::HistoryPrevious, known), Acted::Still);
        assert_eq!(palette.input.text(), "undo");
        palette.act(&Action::HistoryNext, known);
        palette.act(&Action::HistoryNext, known);
        assert_eq!(palette.input.text(), "th");
        palette.act(&Action::Complete, known);
        assert_eq!(palette.input.text(), "theme");
    });
}

#[test]
fn the_only_thing_found_is_what_a_line_means() {
    let submitted = |line: &str| {
        let mut done = Submitted::Nothing;
        with(|known| {
            done = Palette::new(line, Vec::new(), known).submit(known);
        });
        done
    };
    assert!(matches!(submitted("统计"), Submitted::Run(Action::Stats(_))));
    assert_eq!(submitted("tag toggle 亮"), Submitted::Run(Action::TagToggle("价值/亮点".into())));
    // Letters may be a slip.
    assert!(matches!(submitted("tj"), Submitted::Wrong(_)));
    assert_eq!(submitted("tag toggle ld"), Submitted::Run(Action::TagToggle("ld".into())));
    // Several were found, or nothing.
    assert!(matches!(submitted("撤销"), Submitted::Wrong(_)));
    assert!(matches!(submitted("没有这个"), Submitted::Wrong(_)));
    assert_eq!(submitted("tag toggle 没有"), Submitted::Run(Action::TagToggle("没有".into())));
}
