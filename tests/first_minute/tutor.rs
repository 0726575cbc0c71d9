//! The practice article does what it says, step by step, from a library that does not hold it.

use super::{Screen, library};

#[test]
fn the_practice_article_is_walked_through_from_any_library() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = home.path().join("desk");
    library(&desk);
    let mut screen = Screen::open(home.path(), &desk);
    screen.shows("总投资约35.6亿元");
    screen.types(":tutor\r");
    screen.shows("五分钟学会批注");
    screen.shows("欢迎。");
    // ↓ and j go a line down, J a paragraph.
    screen.types("j\x1b[BJ");
    for (keys, told) in [
        ("1", "已标【待核实】  u 撤销"),
        ("1", "已取下【待核实】"),
        ("u", "已撤销"),
        ("U", "已重做"),
        ("a", "批注 第"),
        ("去年运了三万吨，请核对。", "请核对。"),
        ("\x13", "已保存"),
        ("/豆腐\r", "第 1 处，共"),
        ("n", "第 3 处，共"),
        ("n", "第 5 处，共"),
        ("N", "第 4 处，共"),
        ("n", "第 5 处，共"),
        ("v", "选字"),
        ("1", "已标【待核实】"),
        ("t", "差错/数据单位"),
        ("d", "已标【数据单位】"),
        ("T", "本段标签"),
        ("\x1b", "-本段标签"),
        ("ee", "报告预览"),
        ("\r", "已写出："),
        ("?", "连续贴标签"),
        ("\x1b", "-连续贴标签"),
        (":zen", "只看正文"),
        ("\x1b", "-只看正文"),
    ] {
        screen.types(keys);
        match told.strip_prefix('-') {
            Some(gone) => screen.until(gone, |screen| !screen.contents().contains(gone)),
            None => screen.shows(told),
        }
    }
    screen.types("Q");
    screen.shows("练习结束，回到你的稿库");
    screen.shows("总投资约35.6亿元");
    screen.types("Q");
    assert_eq!(screen.ends().0, 0);
    assert!(!desk.join("annotations").exists(), "practising writes nothing into one's own library");
}
