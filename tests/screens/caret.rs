//! The caret of every input at every width: an input method draws its candidates there.

use pizhu::app::Event;
use pizhu::text::Widths;

use super::desk::Desk;

/// Prose with characters that are drawn narrow or wide; it ends with a character that stands in it once.
const TYPED: &str = "“三懂”是什么？——懂policy、懂企业·懂流程……共35.6亿元终";

/// The caret stands behind the last character typed, in the cell where the next one will be: in the same row, or at
/// the start of the next when the row is full.
#[track_caller]
fn behind(desk: &Desk, what: &str) {
    let (buffer, caret) = desk.frame();
    assert!(caret.shown, "{what}");
    let symbol = |x: u16, y: u16| buffer.cell((x, y)).map_or("", |cell| cell.symbol());
    let same_row = caret.column >= 2 && symbol(caret.column - 2, caret.row) == "终";
    let row_above = (0..buffer.area.width).rev().find(|x| !matches!(symbol(*x, caret.row - 1), " " | ""));
    let wrapped = row_above.is_some_and(|x| symbol(x, caret.row - 1) == "终") && {
        let rest = caret.column..buffer.area.width;
        rest.into_iter().all(|x| symbol(x, caret.row).trim().is_empty())
    };
    assert!(same_row || wrapped, "{what}: {caret:?}\n{}", row(desk, caret.row));
    assert!(matches!(symbol(caret.column, caret.row), " " | ""), "{what}: the cell is free");
}

/// One character back, the caret stands on the character.
#[track_caller]
fn on(desk: &Desk, what: &str) {
    let (buffer, caret) = desk.frame();
    let symbol = buffer.cell((caret.column, caret.row)).map_or("", |cell| cell.symbol());
    assert_eq!(symbol, "终", "{what}: {caret:?}\n{}", row(desk, caret.row));
}

fn row(desk: &Desk, y: u16) -> String {
    let (buffer, _) = desk.frame();
    (0..buffer.area.width).filter_map(|x| buffer.cell((x, y))).map(ratatui::buffer::Cell::symbol).collect()
}

#[test]
fn the_caret_is_where_the_next_character_will_be() {
    let command = |text| {
        let action = pizhu::keymap::parse_command(text, pizhu::messages::Lang::Zh);
        Event::Command(action.expect("a command"))
    };
    for width in 30..=120 {
        for (policy, widths) in [("narrow", Widths::narrow()), ("wide", Widths::wide())] {
            for opened in ["note", "find", "search", "palette"] {
                // Inputs of one line are one widget: every third width will do.
                if opened != "note" && width % 3 != 0 {
                    continue;
                }
                let what = format!("{opened}, {policy}, {width}");
                let desk = Desk::with(width, 24, pizhu::app::Memory::default(), |settings| {
                    settings.widths = widths;
                });
                let desk = match opened {
                    "note" => desk.press("j a"),
                    "find" => desk.press("/"),
                    "search" => desk.give(command("search")),
                    _palette => desk.press(":"),
                };
                let desk = desk.give(Event::Paste(TYPED.to_owned()));
                behind(&desk, &what);
                let desk = desk.press("<Left>");
                on(&desk, &what);
                let desk = desk.resize(150 - width, 20);
                on(&desk, &format!("{what}, resized"));
                let desk = desk.press("<Right>");
                behind(&desk, &format!("{what}, resized"));
            }
        }
    }
}
