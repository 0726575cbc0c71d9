//! Which mark a key means, and what is said of it.

use pizhu::app::Effect;
use pizhu::words::{Change, Value};

use super::desk::Desk;
use super::shows;

/// What was asked to be saved last.
fn saved(desk: &Desk) -> Vec<Change> {
    let mut saves = desk.effects.iter().filter_map(|effect| match effect {
        Effect::Save(_, changes) => Some(changes.clone()),
        _ => None,
    });
    saves.next_back().unwrap_or_default()
}

#[test]
fn the_last_tag_put_again_is_never_taken_off() {
    let desk = Desk::new().press("J 1 .");
    assert!(desk.footer().contains("已有【待核实】"), "{}", desk.footer());
    let saves = |desk: &Desk| desk.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count();
    assert_eq!(saves(&desk), 1);
    let desk = desk.press("J .");
    assert_eq!(saves(&desk), 2);
    assert!(desk.footer().contains("已标【待核实】"), "{}", desk.footer());
}

#[test]
fn the_mark_written_last_is_the_one_deleted_and_its_words_are_said() {
    let desk = Desk::new().press("J a").type_text("先写的").press("<C-s>");
    let desk = desk.wait(2_000).press("A").type_text("后写的一条，口径不同").press("<C-s>");
    let desk = desk.wait(4_000).press("d d");
    assert!(desk.footer().contains("已删除批注“后写的一条，口径不同”"), "{}", desk.footer());
    shows(&desk, &["先写的"]);
    let desk = desk.press("J 1 d d");
    assert!(desk.footer().contains("已删除标签【待核实】"), "{}", desk.footer());
}

#[test]
fn the_note_of_a_span_on_the_line_is_edited_not_written_twice() {
    let desk = Desk::new().press("J v l l l a").type_text("这几个字").press("<C-s>");
    let desk = desk.press("a").type_text("再核").press("<C-s>");
    let notes: Vec<Value> = saved(&desk).into_iter().map(|change| change.new).collect();
    assert_eq!(notes, [Value::Note("这几个字再核".into())]);
}

#[test]
fn every_tag_of_a_paragraph_of_one_line_has_its_letter() {
    let row = |desk: &Desk| desk.rows().into_iter().find(|row| row.contains("一行字。")).expect("the row");
    let desk = Desk::reading(100, &["一行字。"], |_| {}).press("J 1");
    assert!(row(&desk).contains("1待核"), "{}", row(&desk));
    let desk = desk.press("2");
    assert!(row(&desk).contains("21 "), "{}", row(&desk));
    let desk = desk.press("3 4 5 6 7");
    assert!(row(&desk).contains('+'), "{}", row(&desk));
}
