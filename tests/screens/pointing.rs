//! The mouse over panels and inputs: what is drawn under a cell is what a click there means.

use pizhu::app::{Effect, Event, Overlay, Pointer, PointerKind};

use super::desk::Desk;

/// Clicks on the first cell in which this text is drawn.
fn click(desk: Desk, text: &str) -> Desk {
    let rows = desk.rows();
    let (row, before) = rows
        .iter()
        .enumerate()
        .rev()
        .find_map(|(row, line)| Some((row, line.split_once(text)?.0)))
        .expect("the text is on the screen");
    let column = pizhu::text::cells(before, &pizhu::text::Widths::narrow());
    let (column, row) = (u16::try_from(column).expect("a column"), u16::try_from(row).expect("a row"));
    desk.give(Event::Pointer(Pointer { column, row, kind: PointerKind::Press }))
}

fn saves(desk: &Desk) -> usize {
    desk.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count()
}

#[test]
fn a_click_chooses_and_another_takes() {
    let desk = click(Desk::new().press("J T"), "价值/可引用");
    assert_eq!(saves(&desk), 0);
    let desk = click(desk, "价值/可引用");
    assert_eq!(saves(&desk), 1);
}

#[test]
fn a_click_on_an_answer_answers() {
    let desk = click(Desk::new().press("J S"), "[签发]");
    assert_eq!((saves(&desk), desk.app.overlays.len()), (1, 0), "{}", desk.screen());
    let desk = Desk::new().press("J a").type_text("半句").press("<Esc>");
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Ask(_))));
    let desk = click(desk, "存");
    assert_eq!((saves(&desk), desk.app.overlays.len()), (1, 0), "{}", desk.screen());
}

#[test]
fn a_click_puts_the_caret_into_a_note_and_a_line() {
    let desk = click(Desk::new().press("J a").type_text("与年报不一致"), "报不一致").type_text("甲");
    assert!(desk.screen().contains("与年甲报不一致"), "{}", desk.screen());
    let desk = click(Desk::new().press("/").type_text("夜班工人"), "工人").type_text("的");
    assert!(desk.footer().contains("夜班的工人"), "{}", desk.footer());
    let desk = click(Desk::new().press(":").type_text("thme"), "me").type_text("e");
    assert!(desk.footer().contains(":theme"), "{}", desk.footer());
}

#[test]
fn a_click_beside_an_overlay_loses_nothing() {
    let desk = Desk::new().press("J a").type_text("半句");
    let desk = desk.give(Event::Pointer(Pointer { column: 2, row: 3, kind: PointerKind::Press }));
    assert!(matches!(desk.app.overlays.last(), Some(Overlay::Note(note)) if note.input.text() == "半句"));
}

#[test]
fn the_mouse_is_given_away_and_taken_back() {
    let desk = Desk::new().press(":").type_text("mouse").press("<Enter>");
    assert!(desk.effects.contains(&Effect::Mouse(false)));
    assert!(!desk.app.settings.mouse);
    let desk = desk.press(":").type_text("mouse").press("<Enter>");
    assert!(desk.app.settings.mouse);
}
