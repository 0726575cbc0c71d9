//! The rules of `docs/text.md`, each with its example.

use super::*;

mod properties;
mod windows;

fn wrap(text: &str, measure: usize, widths: Widths, level: Level) -> String {
    let clean = Clean::new(text);
    let prepared = prepare(text, &widths, level);
    let lines = layout(&prepared, measure, 0);
    lines.iter().map(|line| clean.drawn(line.text())).collect::<Vec<_>>().join("|")
}

/// `measure` is cells and N or W, such as `12N`.
fn check(text: &str, measure: &str, expected: &str) {
    let (cells, policy) = measure.split_at_checked(measure.len() - 1).unwrap();
    let widths = if policy == "N" { Widths::narrow() } else { Widths::wide() };
    assert_eq!(wrap(text, cells.parse().unwrap(), widths, Level::Gb), expected, "{text} {measure}");
}

#[test]
fn a_single_last_character_draws_another_down() {
    for (text, measure, expected) in [
        ("今天天气很好。", 10, "今天天气|很好。"),
        ("今天天气好。", 10, "今天天|气好。"),
        ("今天天气", 6, "今天|天气"),
        ("“三懂”好", 7, "“三|懂”好"),
        ("约35.6亿元吧", 10, "约|35.6亿元吧"),
        ("一\n二", 10, "一|二"),
        ("一", 10, "一"),
    ] {
        let prepared = prepare(text, &Widths::narrow(), Level::Gb);
        let mut lines = layout(&prepared, measure, 0);
        without_single_last(text, &prepared, &mut lines, measure);
        let clean = Clean::new(text);
        let drawn: Vec<&str> = lines.iter().map(|line| clean.drawn(line.text())).collect();
        assert_eq!(drawn.join("|"), expected);
        assert!(lines.windows(2).all(|two| two[0].end == two[1].start));
        assert!(lines.iter().all(|line| line.cells == cells(clean.drawn(line.text()), &Widths::narrow())));
    }
}

#[test]
fn one_stop_hangs_beyond_the_measure_where_that_is_asked_for() {
    for (text, measure, expected) in [
        ("今天天气很好，出门。", 12, "今天天气很好，|出门。"),
        ("今天天气很好。", 12, "今天天气很好。"),
        ("今天天气很好。”他说", 12, "今天天气很|好。”他说"),
        ("今天天气很好！他说", 12, "今天天气很|好！他说"),
        ("“今天”天气好、很好", 12, "“今天”天气好、|很好"),
        ("今天天气很好。。", 12, "今天天气很|好。。"),
        ("好。", 2, "好。"),
        ("好。", 1, "好|。"),
    ] {
        let prepared = prepare(text, &Widths::narrow(), Level::Gb).hanging_stops(true);
        let clean = Clean::new(text);
        let drawn: Vec<String> =
            layout(&prepared, measure, 0).iter().map(|line| clean.drawn(line.text()).to_owned()).collect();
        assert_eq!(drawn.join("|"), expected);
    }
}

#[test]
fn the_examples_of_the_specification() {
    check("今天天气很好。", "12N", "今天天气很|好。");
    check("记者问道“三懂”是什么", "10N", "记者问道|“三懂”是什|么");
    check("记者问道“三懂”是什么", "10W", "记者问道|“三懂”是|什么");
    check("北京大学城——长治", "11N", "北京大学城|——长治");
    check("他想了很久……才说话", "12W", "他想了很|久……才说话");
    check("与德国卡尔·杜伊斯堡", "10N", "与德国卡|尔·杜伊斯|堡");
    check("总投资约35.6亿元的项目", "11N", "总投资约|35.6亿元的|项目");
    check("35.6亿元", "6N", "35.6亿|元");
    check("甲乙丙丁／戊己", "8N", "甲乙丙|丁／戊己");
    check("他说don’t worry吧", "9N", "他说don’t|worry吧");
    check("见https://example.cn/a1b2c3", "12N", "见https://|example.cn/|a1b2c3");
    check("好。", "2N", "好|。");
}
