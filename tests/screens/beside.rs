//! The panes beside the article: zones with their counts, the list with its folds, the notes of a paragraph.

use pizhu::app::panes::Focus;
use pizhu::app::{Effect, Event, Memory, Pointer, PointerKind};

use super::desk::Desk;

fn memory(desk: &Desk) -> Memory {
    let kept = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some((**memory).clone()),
        _ => None,
    });
    kept.expect("remembered")
}

/// The words of the row in which a text stands.
fn row(desk: &Desk, text: &str) -> String {
    let found = desk.rows().into_iter().find(|row| row.contains(text));
    found.unwrap_or_else(|| panic!("“{text}” is not on the screen:\n{}", desk.screen()))
}

#[test]
fn a_zone_carries_its_articles_its_unread_paragraphs_and_its_marks() {
    let counted = Desk::sized(120, 40).press("J 1 J a").type_text("核").press("<C-s> r");
    let head = row(&counted, "专区");
    assert!(head.contains("篇 未 批"), "{head}");
    let zone = counted.rows().into_iter().filter(|row| row.contains("晋城经开区")).nth(1).unwrap_or_default();
    let counts: Vec<&str> = zone.split_whitespace().skip(1).take(3).collect();
    assert_eq!(counts, ["1", "2", "2"], "{zone}");
    assert!(row(&counted, "待核实").contains('1'), "{}", counted.screen());
}

#[test]
fn read_in_per_cent_is_what_was_read_and_not_what_was_scrolled_past() {
    let desk = Desk::new().press("G");
    assert!(row(&desk, "批 0/3").contains("读 0%"), "{}", desk.screen());
    let desk = desk.press("g g J r J r");
    assert!(row(&desk, "批 0/3").contains("读 66%"), "{}", desk.screen());
    let desk = desk.press("J r");
    assert!(row(&desk, "批 0/3").contains("读 100%"), "{}", desk.screen());
    assert!(row(&desk.press("r"), "批 0/3").contains("读 66%"), "r takes it off again");
}

#[test]
fn folds_hide_a_zone_and_return_at_the_next_start() {
    let desk = Desk::sized(100, 40).press("h c");
    assert!(!desk.screen().lines().any(|line| line.starts_with(">窗口开到")), "{}", desk.screen());
    assert!(row(&desk, "晋城经开区  ").trim_start().starts_with('>'), "{}", desk.screen());
    let again = Desk::with(60, 40, memory(&desk.press("Q")), |_| {});
    assert!(again.screen().contains("> 晋城经开区"), "{}", again.screen());
    let opened = again.press("k k k <Enter> <Enter>");
    assert_eq!(opened.app.panes.focus, Focus::Reader);
    assert!(opened.app.memory.folds.is_empty());
}

#[test]
fn a_click_on_a_heading_folds_its_zone() {
    let desk = Desk::sized(100, 40);
    let y = desk.rows().iter().position(|row| row.contains("v 襄垣经开区")).expect("a heading");
    let row = u16::try_from(y).expect("a row");
    let desk = desk.give(Event::Pointer(Pointer { column: 4, row, kind: PointerKind::Press }));
    assert!(desk.app.memory.folds.contains("襄垣经开区"), "{}", desk.screen());
}

#[test]
fn stepping_through_the_list_stops_at_articles() {
    let desk = Desk::new().press("h j");
    let chosen = desk.app.catalogue.chosen_card().map(|card| card.id.to_string());
    assert_eq!(chosen.as_deref(), Some("xiangyuan-long"));
    let desk = desk.press("G k k");
    let chosen = desk.app.catalogue.chosen_card().map(|card| card.id.to_string());
    assert_eq!(chosen.as_deref(), Some("jincheng-1"));
}

#[test]
fn the_list_can_be_hidden_at_every_width() {
    for width in [60, 79, 100, 120, 200] {
        let desk = Desk::sized(width, 24).press("<leader> l");
        assert!(desk.app.shape.list.is_none() && desk.app.shape.zones.is_none(), "{width}");
        let shown = desk.press("<leader> l");
        assert!(shown.app.shape.list.is_some(), "{width}");
    }
    let narrow = Desk::sized(50, 24).press("<leader> l");
    assert_eq!(narrow.app.panes.focus, Focus::List);
}

#[test]
fn the_second_note_of_a_paragraph_is_chosen_changed_and_deleted() {
    for width in [80, 120] {
        let desk = Desk::sized(width, 24).press("J a").type_text("甲").press("<C-s> A").type_text("乙");
        let desk = desk.press("<C-s> <Tab>");
        assert_eq!(desk.app.panes.focus, Focus::Notes, "{width}");
        let desk = desk.press("j <Enter>").type_text("二").press("<C-s>");
        let notes = |desk: &Desk| {
            let placed = &desk.app.reading.as_ref().expect("open").placed;
            let kept = placed.iter().filter(|p| p.mark.status != pizhu::words::Status::Deleted);
            kept.map(|placed| placed.mark.note.clone()).collect::<Vec<_>>()
        };
        assert_eq!(notes(&desk), ["甲", "乙二"], "{width}");
        let desk = desk.press("d d");
        assert_eq!(notes(&desk), ["甲"], "{width}");
        let desk = desk.press("d d");
        assert_eq!(desk.app.panes.focus, Focus::Reader, "without a note there is nothing to stand on");
    }
}

#[test]
fn l_stays_at_the_last_pane_and_tab_goes_around() {
    let desk = Desk::new().press("h h l l l l");
    assert_eq!(desk.app.panes.focus, Focus::Reader);
    let desk = desk.press("<Tab>");
    assert_eq!(desk.app.panes.focus, Focus::Zones);
}

#[test]
fn every_count_says_what_it_counts_on_a_narrow_screen() {
    for width in [30, 40, 60, 70, 79, 80, 100] {
        let desk = Desk::sized(width, 24).press("J 1 J a").type_text("核").press("<C-s> J J h");
        let screen = desk.screen();
        assert!(screen.contains("批 2"), "{width}\n{screen}");
        let desk = desk.press("h j");
        let screen = desk.screen();
        let head = row(&desk, "篇 未");
        assert!(head.contains("篇 未 批") || screen.contains("批 2"), "{width}\n{screen}");
    }
    let many = Desk::sized(60, 24).press("J J 1 ] ] ] ]").press("h h j j");
    assert!(row(&many, "襄垣").contains("40"), "{}", many.screen());
}
