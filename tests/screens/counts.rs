//! The numbers beside zones, folders and titles, and in the top line: they agree.

use std::sync::Arc;

use pizhu::app::stats::Table;
use pizhu::app::{Effect, Event, Summary};
use pizhu::formats::codebook;
use pizhu::formats::hash;
use pizhu::words::{ArticleCard, ArticleId, Moment, Signed};

use super::desk::Desk;
use super::shows;

/// The top line.
fn header(desk: &Desk) -> String {
    desk.rows().swap_remove(0)
}

/// The row that begins with these words after its first cell.
fn row(desk: &Desk, words: &str) -> String {
    let rows = desk.rows();
    rows.into_iter().skip(1).find(|row| row.trim_start().starts_with(words)).unwrap_or_default()
}

/// The first article's marks as a file that holds nothing but a sign-off of today's text.
fn signed(desk: Desk) -> Desk {
    let id = ArticleId::new("jincheng-1").expect("a slug");
    let text = desk.app.reading.as_ref().map(|reading| hash(&reading.article.text)).expect("an article");
    let at = Moment { unix_seconds: 1, offset_seconds: 0 };
    let mut marks = desk.marks(&id);
    marks.own.signs.insert("review-1".into(), Signed { at, text, marks: hash("") });
    desk.give(Event::MarksLoaded(id, marks))
}

#[test]
fn a_sign_off_alone_reads_the_article_in_every_count() {
    let desk = signed(Desk::sized(120, 40));
    assert!(header(&desk).contains("读 100%"), "{}", header(&desk));
    let zone = row(&desk, "晋城经开区");
    assert_eq!(zone.get(..40).unwrap_or_default().matches('3').count(), 0, "{zone}");
    let desk = desk.press("] u");
    assert!(desk.footer().contains("后面没有未读段了"), "{}", desk.footer());
    let desk = desk.press("r");
    assert!(desk.footer().contains("已签初审"), "{}", desk.footer());
}

/// A library of this many zones.
fn zones(desk: Desk, count: usize) -> Desk {
    let mut cards: Vec<ArticleCard> = desk.app.catalogue.cards.to_vec();
    let first = cards.swap_remove(0);
    let card = |n: usize| ArticleCard {
        id: ArticleId::new(&format!("z{n}")).expect("a slug"),
        zone: format!("示范{n}区").as_str().into(),
        ..first.clone()
    };
    let cards: Vec<ArticleCard> = std::iter::once(first.clone()).chain((1..count).map(card)).collect();
    desk.give(Event::Listed(cards.into(), Arc::new(codebook::built_in()), None))
}

#[test]
fn smart_folders_are_in_sight_at_24_rows_however_many_zones_there_are() {
    for (width, keys) in [(120, ""), (140, ""), (80, "h h"), (50, "h h")] {
        for count in [3, 8, 40] {
            let desk = zones(Desk::sized(width, 24), count);
            let desk = if keys.is_empty() { desk } else { desk.press(keys) };
            shows(&desk, &["晋城经开区", "未读", "未批注的段落", "待核实", "失锚"]);
            let cut = row(&desk, "下面还有");
            assert_eq!(cut.is_empty(), count < 40 && (count < 8 || width < 120), "{width} {count} {cut}");
        }
    }
}

#[test]
fn zones_that_do_not_fit_scroll_above_the_folders() {
    let desk = zones(Desk::sized(120, 24), 40).press("h h").press(["j"; 20].join(" ").as_str());
    shows(&desk, &["示范19区", "上面 ", "未读", "失锚"]);
    let desk = desk.press(["j"; 22].join(" ").as_str());
    shows(&desk, &["示范39区", "上面还有 ", "未读"]);
}

#[test]
fn a_zone_keeps_its_name_beside_its_counts() {
    shows(&Desk::sized(80, 24).press("h h"), &["晋城经开区", "全部稿件"]);
}

#[test]
fn statistics_that_do_not_fit_say_so_and_add_up() {
    let zones: Vec<String> = (1..=6).map(|n| format!("示范{n}区")).collect();
    let table = |zones: &[String]| Table {
        zones: zones.to_vec(),
        tags: vec!["差错/错别字".into()],
        counts: vec![vec![1, 2, 3, 4, 5, 6]],
        top: 0,
        left: 0,
    };
    let desk = Desk::sized(60, 20).give(Event::StatsBuilt(Ok(table(&zones))));
    shows(&desk, &["示范1区", "其他", "共6个", "21"]);
    let numbers = |desk: &Desk| {
        let row = desk.rows().into_iter().find(|row| row.contains("差错/错别字")).unwrap_or_default();
        row.split_whitespace().filter_map(|word| word.parse::<usize>().ok()).collect::<Vec<_>>()
    };
    let sums = |numbers: &[usize]| numbers.split_last().map(|(total, parts)| (*total, parts.iter().sum()));
    assert_eq!(sums(&numbers(&desk)), Some((21, 21_usize)), "{:?}", numbers(&desk));
    let desk = desk.press("l");
    shows(&desk, &["示范2区"]);
    assert_eq!(sums(&numbers(&desk)), Some((21, 21_usize)), "{:?}", numbers(&desk));
}

#[test]
fn marks_of_others_elsewhere_are_counted_without_reading_all_again() {
    let other = ArticleId::new("zhangzi-1").expect("a slug");
    let desk = Desk::sized(120, 40).give(Event::MarksChanged(vec![other.clone()]));
    let asked = desk
        .effects
        .iter()
        .any(|effect| matches!(effect, Effect::RecountSome(ids) if *ids == [other.clone()]));
    assert!(asked && !desk.effects.iter().any(|effect| matches!(effect, Effect::Recount)));
    let summary = Summary { paragraphs: 1, marks: 7, marked: 1, ..Summary::default() };
    let desk = desk.give(Event::Counted(vec![(other, summary)]));
    assert!(row(&desk, "长治高新区").contains('7'), "{}", desk.screen());
    let desk = desk.give(Event::MarksChanged(Vec::new()));
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Recount)));
}

#[test]
fn what_is_done_to_the_head_says_that_the_head_is_not_counted() {
    let desk = Desk::new().press("g g 1");
    assert!(desk.footer().contains("标题（不计入段数）已标【待核实】"), "{}", desk.footer());
    assert!(header(&desk).contains("批 0/3"), "{}", header(&desk));
    let desk = desk.press("r");
    assert!(desk.footer().contains("标题（不计入段数）已读"), "{}", desk.footer());
    let desk = desk.press("J r");
    assert!(header(&desk).contains("读 33%") && !desk.footer().contains("不计入"), "{}", desk.footer());
    let desk = desk.press("V");
    assert!(desk.footer().contains("r 已读"), "{}", desk.footer());
}

#[test]
fn lost_marks_of_other_articles_are_led_to() {
    let other = ArticleId::new("zhangzi-1").expect("a slug");
    let summary = Summary { paragraphs: 1, marks: 2, orphans: 2, ..Summary::default() };
    let none = Desk::sized(120, 40).press(", o");
    assert!(none.footer().contains("本篇批注都在原位"), "{}", none.footer());
    let desk = none.give(Event::Counted(vec![(other, summary)])).press(", o");
    assert!(desk.footer().contains("这些稿件里有 2 条失锚"), "{}", desk.footer());
    let desk = desk.press("<Enter>");
    assert!(header(&desk).contains("一张图审完一个项目"), "{}", header(&desk));
}
