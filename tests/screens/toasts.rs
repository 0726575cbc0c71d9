//! What is said at the bottom of narrow screens: nothing of it is lost, least of all the way out.

use pizhu::app::Event;
use pizhu::messages::Lang;

use super::desk::Desk;
use super::shows;

/// Where a report may be written.
const PATH: &str = "/srv/desks/2026/jincheng/library/reports/审读报告-2026-03-18.md";

/// The screen's words without its blanks and breaks.
fn words(desk: &Desk) -> String {
    desk.screen().split_whitespace().collect()
}

#[test]
fn the_whole_path_of_a_report_can_be_read() {
    for (width, height) in [(60, 24), (40, 12), (240, 50), (120, 40), (80, 24)] {
        let desk = Desk::sized(width, height).give(Event::ReportWritten(Ok(PATH.into())));
        assert!(words(&desk).contains(PATH), "{width}\n{}", desk.screen());
    }
    let small = Desk::sized(30, 8).give(Event::ReportWritten(Ok(PATH.into())));
    assert!(words(&small).contains("审读报告-2026-03-18.md"), "{}", small.screen());
    let log = Desk::sized(60, 20).give(Event::ReportWritten(Ok(PATH.into()))).press("j");
    assert!(words(&log.give(Event::LogRead(Ok(Vec::new())))).contains(PATH));
}

#[test]
fn what_is_looked_for_is_seen_on_the_smallest_screen() {
    let desk = Desk::sized(30, 8).press("/").type_text("产教融合");
    assert!(desk.footer().contains("查找：产教融合"), "{}", desk.footer());
}

#[test]
fn a_long_message_keeps_its_way_out() {
    for lang in [Lang::Zh, Lang::En] {
        for (width, height) in [(30, 8), (40, 10), (60, 20)] {
            let desk =
                Desk::with(width, height, pizhu::app::Memory::default(), |settings| settings.lang = lang);
            let desk = desk.press("J t").type_text("xx").press("<Esc> <Esc>");
            let said = Event::HitsTagged(
                pizhu::words::TagPath::new("主题/营商环境与招商引资").expect("a tag"),
                Ok((123, 123, 45)),
            );
            let desk = desk.give(said);
            let undo = if lang == Lang::Zh { "u 撤销" } else { "u undoes" };
            shows(&desk, &[undo]);
        }
    }
}

#[test]
fn the_way_out_stays_in_the_hint_line() {
    for (keys, way) in
        [("", ": 命令"), ("h", ": 命令"), ("J a", "Esc 取消"), ("?", "Esc 关闭"), (", f", "Esc 取消")]
    {
        let desk = Desk::sized(30, 8);
        let desk = if keys.is_empty() { desk } else { desk.press(keys) };
        assert!(desk.footer().contains(way), "{keys}: {}", desk.screen());
    }
    let desk = Desk::sized(30, 8).press("J v");
    shows(&desk, &["Esc"]);
}

#[test]
fn a_menu_without_room_is_turned_and_names_the_way_back() {
    for (width, height) in [(30, 8), (40, 10)] {
        let mut desk = Desk::sized(width, height).press("J t").wait(300);
        assert!(desk.footer().contains("Esc"), "{}", desk.screen());
        let mut seen = desk.screen();
        for _ in 0..12 {
            desk = desk.press("<PgDn>");
            seen.push_str(&desk.screen());
        }
        let keys = desk.app.keys.pending.as_ref().map(|pending| pending.continuations.clone());
        for next in keys.expect("still pending") {
            assert!(seen.contains(&next.desc.chars().take(4).collect::<String>()), "{}: {seen}", next.desc);
        }
        assert!(desk.press("<Esc>").app.keys.pending.is_none());
    }
}
