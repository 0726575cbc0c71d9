//! Long work beside the reader, questions about many places, and what is said of them.

use std::sync::Arc;

use pizhu::app::overlay::Overlay;
use pizhu::app::stats::Table;
use pizhu::app::{Effect, Event, HitsToTag, SearchHit};
use pizhu::query::Excerpt;
use pizhu::words::{ArticleId, Problem, TagPath};

use super::desk::Desk;
use super::shows;

fn hit_in(text: &str, part: &str, ordinal: usize) -> SearchHit {
    let at = text.find(part).expect("there");
    SearchHit {
        article: ArticleId::new("xiangyuan-long").expect("a slug"),
        title: Arc::from("夜班工人的四十个早晨"),
        ordinal,
        excerpt: Excerpt::new(text, &[(at, at + part.len())]),
        by_pinyin: false,
    }
}

/// The ticket of the job that was asked for last.
fn ticket(desk: &Desk) -> u64 {
    let asked = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Work(ticket, _) => Some(*ticket),
        _ => None,
    });
    asked.expect("a job")
}

fn table() -> Event {
    let (zones, tags) = (vec!["甲区".into()], vec!["亮点".into()]);
    Event::StatsBuilt(Ok(Table { zones, tags, counts: vec![vec![2]], top: 0, left: 0 }))
}

/// That a tag would be put on so many paragraphs.
fn many(count: usize) -> Event {
    let hit = |ordinal| SearchHit {
        article: ArticleId::new("xiangyuan-long").expect("a slug"),
        title: Arc::from("夜班工人的四十个早晨"),
        ordinal,
        excerpt: Excerpt::new(&format!("第{ordinal}段：工人下了夜班就能交材料"), &[]),
        by_pinyin: false,
    };
    let tag = TagPath::new("价值/待核实").expect("a path");
    let shown = (1..=count).map(hit).collect();
    // The changes are the shell's business; one is enough not to be none.
    let desk = Desk::new().press("J 1");
    let change = desk.effects.iter().find_map(|effect| match effect {
        Effect::Save(_, changes) => changes.first().cloned(),
        _ => None,
    });
    let changes = vec![change.expect("a change")];
    Event::HitsPreviewed(Ok(HitsToTag { tag, articles: 1, changes, shown }))
}

#[test]
fn long_work_says_how_far_it_is_and_esc_stops_it() {
    for (keys, said) in [(", s", "正在统计标签"), ("e e", "正在生成报告")] {
        let desk = Desk::new().press(&keys.replace(',', "<leader>"));
        let desk = {
            let ticket = ticket(&desk);
            desk.give(Event::WorkStep(ticket, 1200, 20000))
        };
        assert!(desk.footer().contains(said), "{}", desk.footer());
        assert!(desk.footer().contains("1200/20000 篇，Esc 停"), "{}", desk.footer());
        let desk = desk.press("j <Esc>");
        assert!(desk.effects.contains(&Effect::StopWork));
        assert!(desk.footer().contains("已停止"), "{}", desk.footer());
        let late = ticket(&desk);
        let desk = desk.give(Event::Worked(late, Box::new(table())));
        assert!(desk.app.overlays.is_empty(), "nobody waits for it any more");
    }
}

#[test]
fn what_was_counted_while_somebody_types_waits_until_they_are_done() {
    let desk = Desk::new().press("<leader> s J a").type_text("写到一半");
    let late = ticket(&desk);
    let desk = desk.give(Event::Worked(late, Box::new(table()))).type_text("q");
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Note(_))));
    shows(&desk, &["写到一半q", "已备好"]);
    let desk = desk.press("<C-s>");
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Stats(_))), "{}", desk.screen());
}

#[test]
fn a_second_job_takes_the_place_of_the_first() {
    let desk = Desk::new().press("<leader> s");
    let first = ticket(&desk);
    let desk = desk.press("e e").give(Event::Worked(first, Box::new(table())));
    assert!(desk.app.overlays.is_empty());
    let second = ticket(&desk);
    let built = Event::ReportBuilt(Ok("# 审读报告".to_owned()));
    shows(&desk.give(Event::Worked(second, Box::new(built))), &["报告预览", "# 审读报告"]);
}

#[test]
fn a_tag_for_all_hits_shows_which_paragraphs_before_it_is_put_on() {
    let desk = Desk::new().press("/").type_text("个项目").press("<Enter> <leader> a");
    let desk = desk.type_text("待核实").press("<Enter>");
    shows(
        &desk,
        &["给有命中的 1 段都标上【待核实】？", "签下十二个项目", "窗口开到车间门口  第 1 段", "[好]"],
    );
    let desk = desk.press("<Enter>");
    shows(&desk, &["1待核"]);
}

#[test]
fn many_hits_are_scrolled_through_and_the_answers_stay_in_sight() {
    for (width, height) in [(100, 24), (60, 20), (30, 12)] {
        let desk = Desk::sized(width, height).give(many(40));
        shows(&desk, &["[好]", "取消"]);
        shows(&desk, &["第1段：工人"]);
        let desk = desk.press("j j <PgDn> G");
        assert!(desk.screen().contains("第40段：工人"), "{}", desk.screen());
        shows(&desk, &["[好]", "取消"]);
        let desk = desk.press("<Tab>");
        shows(&desk, &["[取消]"]);
        let desk = desk.press("<S-Tab> <Right> <Enter>");
        assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::TagHits(_))));
        assert!(desk.app.overlays.is_empty());
    }
}

#[test]
fn answers_that_do_not_stand_side_by_side_stand_below_each_other() {
    let desk = Desk::sized(30, 14).press("J a").type_text("半句").press("<Esc>");
    shows(&desk, &["继续写", "保存", "丢弃"]);
    let english = Desk::with(30, 14, pizhu::app::Memory::default(), |s| s.lang = pizhu::messages::Lang::En);
    shows(&english.press("J a").type_text("半句").press("<Esc>"), &["Go on writing", "Save", "Discard"]);
}

#[test]
fn all_errors_of_the_settings_are_counted() {
    let one = |line| Problem::error("config.toml", line, 1, "config.unknown", "没有这个设置");
    let desk = Desk::new().give(Event::Wrong((1..=7).map(one).collect()));
    assert!(desk.footer().contains("另有 6 处"), "{}", desk.footer());
}

#[test]
fn a_hit_found_by_pinyin_says_so() {
    let desk = Desk::new().press("/").type_text("jcjkq");
    assert!(desk.footer().contains("1 处（拼音）"), "{}", desk.footer());
    let desk = desk.press("<Enter>");
    assert!(desk.footer().contains("第 1 处，共 1 处（拼音）"), "{}", desk.footer());
    let plain = Desk::new().press("/").type_text("晋城").press("<Enter>");
    assert!(!plain.footer().contains("拼音"), "{}", plain.footer());
}

#[test]
fn a_results_line_says_that_it_begins_within_the_paragraph() {
    let desk = Desk::new().press("g /").type_text("交材料").press("<Enter>");
    let (running, ..) = desk.app.work.searching.expect("a search");
    let text = "园区把办事窗口搬到车间门口，工人下了夜班就能交材料，少跑两趟。";
    let hit = hit_in(text, "交材料", 7);
    let desk = desk.give(Event::Found(running, vec![hit], 1, 1));
    shows(&desk, &["…工人下了夜班就能交材料，少跑两趟。", "夜班工人的四十个早晨  第 7 段"]);
    let (buffer, _) = desk.frame();
    let y = desk.rows().iter().position(|row| row.contains("…工人下了")).expect("a row");
    let cells: Vec<_> = (0..100).filter_map(|x| buffer.cell((x, u16::try_from(y).expect("small")))).collect();
    let plain = cells.iter().find(|cell| cell.symbol() == "班").expect("there").bg;
    let marked: String = cells
        .iter()
        .skip_while(|cell| cell.symbol() != "…")
        .filter(|c| c.bg != plain)
        .map(|c| c.symbol())
        .collect();
    assert_eq!(marked.trim_end(), "交材料");
}

#[test]
fn the_help_is_filtered_by_a_line_as_wide_as_it_is() {
    let desk = Desk::new().press("? /").type_text("abcdefghijklmnopqrstuvwxyz0123456789");
    shows(&desk, &["/ abcdefghijklmnopqrstuvwxyz0123456789"]);
}

#[test]
fn what_takes_long_to_be_written_is_told_until_it_is() {
    let desk = Desk::new().give(many(3)).press("<Enter>");
    assert!(!desk.screen().contains("正在写盘"), "{}", desk.screen());
    let desk = desk.wait(500);
    shows(&desk, &["正在写盘……"]);
    let tag = TagPath::new("价值/待核实").expect("a path");
    let desk = desk.give(Event::HitsTagged(tag, Ok((3, 3, 1))));
    assert!(!desk.screen().contains("正在写盘"), "{}", desk.screen());
    assert!(desk.footer().contains("已给 1 篇 3 段标"), "{}", desk.footer());
}

#[test]
fn esc_stops_the_tagging_of_all_hits_and_what_is_done_is_told() {
    let tag = || TagPath::new("价值/待核实").expect("a path");
    let desk = Desk::sized(120, 24).give(many(3)).press("<Enter>").give(Event::HitsStep(12, 3000));
    shows(&desk, &["正在贴标签……12/3000 篇，Esc 停"]);
    // Keys go on meanwhile.
    let desk = desk.press("J J");
    assert_eq!(desk.app.reading.as_ref().expect("an article").cursor.ordinal, 2);
    let desk = desk.press("<Esc>");
    assert!(desk.effects.contains(&Effect::StopTagging));
    shows(&desk, &["正在停下……"]);
    let desk = desk.give(Event::HitsStep(13, 3000));
    shows(&desk, &["正在停下……"]);
    let desk = desk.give(Event::HitsTagged(tag(), Ok((26, 6000, 13))));
    shows(&desk, &["已停止：6000 段里标了 26 段【待核实】，在 13 篇  u 撤销"]);
    assert!(!desk.screen().contains("正在"), "{}", desk.screen());
    let stops = |desk: &Desk| desk.effects.iter().filter(|effect| **effect == Effect::StopTagging).count();
    let desk = desk.press("<Esc>");
    assert_eq!(stops(&desk), 1);
    let none = Desk::sized(120, 24).give(many(3)).press("<Enter> <Esc>");
    shows(&none.give(Event::HitsTagged(tag(), Ok((0, 3, 0)))), &["已停止：3 段都没有贴"]);
}

#[test]
fn esc_on_the_list_of_hits_stops_their_tagging_before_it_closes_the_list() {
    let desk = Desk::new().press("g /").type_text("交材料").press("<Enter>");
    let desk = desk.give(many(3)).press("<Enter> <Esc>");
    assert!(desk.effects.contains(&Effect::StopTagging) && desk.app.overlays.len() == 1);
    // The search itself still runs.
    assert!(desk.press("<Esc> <Esc>").app.overlays.is_empty());
}

#[test]
fn what_waited_is_not_called_waiting_any_more_once_it_is_shown() {
    let desk = Desk::sized(120, 24).press("<leader> s");
    let ticket = ticket(&desk);
    let desk = desk.press("J a").give(Event::Worked(ticket, Box::new(table())));
    shows(&desk, &["已备好"]);
    let desk = desk.press("<Esc>");
    assert!(!desk.screen().contains("已备好"), "{}", desk.screen());
}

#[test]
fn only_one_tag_is_put_on_all_hits_at_a_time() {
    let desk = Desk::sized(120, 24).give(many(3)).press("<Enter>").give(many(4)).press("<Enter>");
    shows(&desk, &["还在给命中贴标签  Esc 停"]);
    assert_eq!(desk.effects.iter().filter(|effect| matches!(effect, Effect::TagHits(_))).count(), 1);
}

#[test]
fn an_article_opened_while_its_mark_is_on_its_way_shows_it() {
    let mut desk = Desk::new();
    desk.holds = true;
    let desk = desk.press("J 1 ] ]");
    assert!(!desk.screen().contains("1待核"));
    shows(&desk.press("[ ["), &["1待核"]);
}

#[test]
fn a_line_of_a_page_that_begins_with_blanks_hangs_from_there() {
    let line = format!("    {}", "很长的一行".repeat(30));
    let desk = Desk::new().give(Event::LogRead(Ok(vec!["一".into(), line])));
    let rows = desk.rows();
    let at = rows.iter().position(|row| row.contains("很长")).expect("a row");
    let left = |row: &str| row.chars().take_while(|c| *c == ' ').count();
    let indents: Vec<usize> = rows[at - 1..at + 2].iter().map(|row| left(row)).collect();
    assert_eq!((indents[1] - indents[0], indents[2] - indents[0]), (4, 4), "{}", desk.screen());
}

#[test]
fn statistics_fit_the_narrowest_screen() {
    let table = Table {
        zones: vec!["晋城经开区".into(), "襄垣经开区".into()],
        tags: vec!["价值/待核实".into(), "差错/名称职务/重要".into()],
        counts: vec![vec![2, 3], vec![1, 0]],
        top: 0,
        left: 0,
    };
    let desk = Desk::sized(30, 8).give(Event::StatsBuilt(Ok(table)));
    shows(&desk, &["价值/待核实", "5"]);
}

#[test]
fn esc_stops_a_search_of_everything_and_leaves_what_was_found() {
    let desk = Desk::new().press("g /").type_text("交材料").press("<Enter>");
    let (running, ..) = desk.app.work.searching.expect("a search");
    let desk = desk.give(Event::Found(running, vec![hit_in("交材料", "交材料", 7)], 100, 20000));
    shows(&desk, &["已查 100/20000 篇，Esc 停"]);
    let desk = desk.press("<Esc>");
    assert!(desk.effects.contains(&Effect::CancelSearch));
    shows(&desk, &["找到 1 段，没有查完", "交材料"]);
    let desk = desk.give(Event::Found(running, vec![hit_in("交材料", "交材料", 8)], 200, 20000));
    shows(&desk, &["找到 1 段，没有查完"]);
    assert!(desk.press("<Esc>").app.overlays.is_empty());
}

#[test]
fn a_draft_offered_at_the_start_lets_no_key_through() {
    let article = ArticleId::new("jincheng-1").expect("a slug");
    let (id, places, text) = ("1".into(), Vec::new(), "半句".into());
    let draft = pizhu::app::Draft { id, article, ordinal: 1, span: None, places, mark: None, text };
    let desk = Desk::new().give(Event::DraftFound(draft));
    let open = |desk: &Desk| desk.app.reading.as_ref().map(|reading| reading.article.id.clone());
    let before = open(&desk);
    let desk = desk.press("] ]");
    assert_eq!((open(&desk), desk.app.overlays.len()), (before, 1));
    assert!(desk.footer().contains("请先回答"), "{}", desk.footer());
}
