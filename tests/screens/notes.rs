//! Notes that are longer than the room they have, beside the article and below its paragraphs.

use std::collections::BTreeSet;

use pizhu::app::panes::Focus;
use pizhu::app::{Event, Pointer, PointerKind};

use super::desk::Desk;
use super::shows;

/// The sizes of the design: notes beside the article at the first two, else below their paragraphs.
const SIZES: [(u16, u16); 6] = [(240, 50), (120, 24), (100, 24), (80, 24), (60, 20), (40, 10)];

/// Lines of a note that no screen holds.
const LONG: usize = 120;

/// A note of this many lines, each with a number that nothing else has.
fn note(lines: usize) -> String {
    (1..=lines).map(|n| format!("甲{n:03}乙")).collect::<Vec<_>>().join("\n")
}

/// The reader at an article of these paragraphs, the first one under a note of so many lines.
fn noted(size: (u16, u16), body: &[&str], lines: usize) -> Desk {
    let desk = Desk::reading(size.0, body, |_| {}).resize(size.0, size.1);
    desk.press("J a").give(Event::Paste(note(lines))).press("<C-s>").wait(10_000)
}

/// Keys down and up by lines and by pages: with letters and without.
const KEYS: [[(&str, &str); 2]; 2] =
    [[("j", "k"), ("<C-d>", "<C-u>")], [("<Down>", "<Up>"), ("<PgDn>", "<PgUp>")]];

/// Which lines of the note are on the screen.
fn seen(screen: &str) -> BTreeSet<usize> {
    let numbers = screen.split('甲').skip(1).filter_map(|part| part.get(..3)?.parse().ok());
    numbers.collect()
}

/// Presses a key until nothing moves any more; every line that was seen meanwhile.
fn read(mut desk: Desk, key: &str) -> (Desk, BTreeSet<usize>) {
    let mut screen = desk.screen();
    let mut lines = seen(&screen);
    loop {
        desk = desk.press(key).wait(10_000);
        let next = desk.screen();
        if next == screen {
            return (desk, lines);
        }
        screen = next;
        lines.extend(seen(&screen));
    }
}

#[track_caller]
fn whole(lines: &BTreeSet<usize>, what: &str) {
    let lacking: Vec<usize> = (1..=LONG).filter(|n| !lines.contains(n)).collect();
    assert!(lacking.is_empty(), "{what}: {} lines were never seen: {lacking:?}", lacking.len());
}

#[test]
fn a_long_note_of_a_short_article_is_read_to_its_end_in_the_notes_pane() {
    for (size, keys) in SIZES.into_iter().zip(KEYS.into_iter().cycle()) {
        for (down, up) in keys {
            let desk = noted(size, &["审批从九天压到两天。"], LONG).press("<Tab>");
            assert_eq!(desk.app.panes.focus, Focus::Notes, "{size:?}");
            let (desk, lines) = read(desk, down);
            whole(&lines, &format!("{down} at {size:?}"));
            assert_eq!(desk.app.panes.focus, Focus::Notes, "{down} at {size:?}");
            whole(&read(desk, up).1, &format!("{up} at {size:?}"));
        }
    }
}

#[test]
fn home_and_end_go_to_the_ends_of_the_chosen_note() {
    for size in SIZES {
        for (home, end) in [("g g", "G"), ("<Home>", "<End>")] {
            let desk = noted(size, &["审批从九天压到两天。"], LONG).press("<Tab>").press(end);
            assert!(seen(&desk.screen()).contains(&LONG), "{size:?}\n{}", desk.screen());
            let desk = desk.press(home);
            assert!(seen(&desk.screen()).contains(&1), "{size:?}\n{}", desk.screen());
            assert_eq!(desk.app.panes.focus, Focus::Notes, "{size:?}");
        }
    }
}

#[test]
fn a_long_note_below_its_paragraph_scrolls_with_the_article() {
    let body = ["审批从九天压到两天。", "窗口搬到车间门口。", "工人下了夜班就能交材料。"];
    for (size, keys) in SIZES.into_iter().filter(|size| size.0 < 120).zip(KEYS.into_iter().cycle()) {
        for (down, up) in keys {
            let (desk, lines) = read(noted(size, &body, LONG), down);
            whole(&lines, &format!("{down} at {size:?}"));
            assert_eq!(desk.app.reading.as_ref().map(|reading| reading.cursor.ordinal), Some(3), "{size:?}");
            let (desk, lines) = read(desk, up);
            whole(&lines, &format!("{up} at {size:?}"));
            assert_eq!(desk.app.reading.as_ref().map(|reading| reading.cursor.ordinal), Some(0), "{size:?}");
        }
    }
}

#[test]
fn the_wheel_reads_a_long_note_too() {
    for size in SIZES {
        let mut desk = noted(size, &["审批从九天压到两天。"], LONG);
        let column = desk.app.shape.margin.unwrap_or(desk.app.shape.text).x + 2;
        for kind in [PointerKind::WheelDown, PointerKind::WheelUp] {
            let mut lines = seen(&desk.screen());
            for _ in 0..80 {
                desk = desk.give(Event::Pointer(Pointer { column, row: 6, kind }));
                lines.extend(seen(&desk.screen()));
            }
            whole(&lines, &format!("{kind:?} at {size:?}"));
        }
    }
}

#[test]
fn a_note_that_is_cut_says_how_much_is_left_and_the_key_to_it() {
    let desk = noted((120, 24), &["审批从九天压到两天。", "窗口搬到车间门口。"], 40);
    shows(&desk, &["… 还有 20 行 l 看全"]);
    let desk = desk.press("l");
    shows(&desk, &["… 还有 20 行 j"]);
    shows(&desk.press("G"), &["… 上面 20 行 k", "李审读"]);
    let desk = noted((120, 24), &["审批从九天压到两天。", "窗口搬到车间门口。"], 40).press("J J a");
    let desk = desk.type_text("这一句要核").press("<C-s>");
    assert!(!desk.screen().contains("还有"), "only the focused note tells its number\n{}", desk.screen());
    shows(&desk, &["…", "这一句要核"]);
}

#[test]
fn a_click_on_a_note_chooses_it() {
    for size in [(120, 24), (80, 24)] {
        let desk = noted(size, &["审批从九天压到两天。", "窗口搬到车间门口。"], 3).press("J a");
        let desk = desk.type_text("另一条").press("<C-s> K K");
        let at = desk.rows().iter().position(|row| row.contains("另一条")).expect("the note");
        let column = desk.app.shape.margin.unwrap_or(desk.app.shape.text).x + 3;
        let row = u16::try_from(at).expect("a row");
        let desk = desk.give(Event::Pointer(Pointer { column, row, kind: PointerKind::Press }));
        assert_eq!(desk.app.panes.focus, Focus::Notes, "{size:?}");
        let desk = desk.press("<Enter>").type_text("改").press("<C-s>");
        shows(&desk, &["另一条改"]);
    }
}
