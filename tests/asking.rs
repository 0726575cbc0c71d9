//! The terminal asked for its widths, at the start and on demand; nothing typed is lost.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot go on ends")]

#[path = "signals/seat.rs"]
#[expect(dead_code, reason = "other tests use more of it")]
mod seat;

use std::time::Duration;

use seat::{Home, Seat};

/// Leaves the width to the terminal.
const UNTOLD: &str = "unset PIZHU_AMBIGUOUS;";
/// Every glyph is measured on row 3.
const GLYPHS: [&str; 8] = ["“", "—", "…", "·", "①", "℃", "Ω", "─"];

fn question() -> String {
    let glyphs = GLYPHS.map(|glyph| format!("\x1b[3;1H\x1b[2K{glyph}\x1b[6n")).concat();
    format!("{glyphs}\x1b[3;1H\x1b[2K\x1b]11;?\x1b\\\x1b[?2027$p\x1b[c")
}

/// What a terminal says that draws each glyph in so many cells.
fn answer(cells: u16) -> String {
    format!("\x1b[3;{}R", cells + 1).repeat(GLYPHS.len())
        + "\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?2027;0$y\x1b[?62c"
}

fn asked(seat: &Seat) -> usize {
    String::from_utf8_lossy(&seat.raw).matches(&question()).count()
}

/// Waits for the question to be asked so often in all.
fn until_asked(seat: &mut Seat, times: usize) {
    while asked(seat) < times {
        seat.more("the question");
    }
}

#[test]
fn the_first_frame_comes_before_the_question_and_what_is_typed_meanwhile_after_the_answer() {
    let home = Home::new();
    // The first screen is there although nothing was answered.
    let mut seat = Seat::take(&home, UNTOLD);
    let frame = String::from_utf8_lossy(&seat.raw).find("三条新路").expect("a frame");
    until_asked(&mut seat, 1);
    let raw = String::from_utf8_lossy(&seat.raw).into_owned();
    let asks = raw.find(&question()).expect("in one piece");
    assert!(frame < asks);
    // The article, too, however late it was read: a silent terminal does not keep it back.
    assert!(raw.find("货车不用再绕行集镇").is_some_and(|text| text < asks), "{raw}");
    assert_eq!(raw.matches("\x1b[6n").count(), GLYPHS.len());
    seat.press(":甲");
    let (some, rest) = ("\x1b[3;2R\x1b[3;", answer(1).split_off("\x1b[3;2R\x1b[3;".len()));
    seat.press(some);
    seat.press(&rest);
    seat.press("乙");
    seat.until("the command line", |screen| screen.contents().contains("甲乙"));
    assert!(home.own_text().contains("\"cells\":[1,1,1,1,1,1,1,1]"), "{}", home.own_text());
}

#[test]
fn a_silent_terminal_is_asked_once() {
    let home = Home::new();
    let mut seat = Seat::take(&home, UNTOLD);
    until_asked(&mut seat, 1);
    seat.press(":无声");
    seat.until("the command line", |screen| screen.contents().contains("无声"));
    seat.signal("TERM");
    seat.end(Duration::from_secs(30));
    assert!(home.own_text().contains("\"silent\":true"), "{}", home.own_text());
    let mut again = Seat::take(&home, UNTOLD);
    again.press("\x1b");
    again.press("J");
    again.signal("TERM");
    again.end(Duration::from_secs(30));
    assert_eq!(asked(&again), 0);
}

#[test]
fn probe_measures_again_and_shows_what_came() {
    let home = Home::new();
    let mut seat = Seat::take(&home, "");
    assert_eq!(asked(&seat), 0);
    for (times, cells, word) in [(1, 2, "宽："), (2, 1, "窄：")] {
        seat.press(":probe\r");
        until_asked(&mut seat, times);
        seat.press(&answer(cells));
        seat.until("the answer", |screen| screen.contents().contains(word));
        assert!(home.own_text().contains(&format!("[{cells},{cells},")), "{}", home.own_text());
        seat.press("q");
        seat.until("the reader", |screen| !screen.contents().contains(word));
    }
}

#[test]
fn an_answer_that_comes_too_late_is_no_key() {
    let home = Home::new();
    let mut seat = Seat::take(&home, UNTOLD);
    until_asked(&mut seat, 1);
    seat.press(":无声");
    seat.until("the command line", |screen| screen.contents().contains("无声"));
    seat.press("\x1b");
    seat.until("the article", |screen| !screen.contents().contains("无声"));
    // In pieces, as a slow line brings them, and ended by BEL as by ST.
    let late = answer(1);
    let (some, rest) = late.split_at(late.find("rgb").expect("a colour"));
    seat.press(some);
    seat.press(rest);
    seat.press("\x1b]11;rgb:1212/3434/5656\x07");
    seat.press(":之后");
    seat.until("the command line", |screen| screen.contents().contains("之后"));
    assert!(!home.own_text().contains("[mark."), "{}", home.own_text());
    let raw = String::from_utf8_lossy(&seat.raw).into_owned();
    for toast in ["已标", "在这里没有作用", "没有对应标签", "已取下", "rgb"] {
        assert!(!raw.contains(toast), "{toast}\n{}", seat.shown());
    }
}

#[test]
fn where_the_widths_are_told_the_background_alone_is_asked_for_and_waited_for_briefly() {
    let home = Home::new();
    let question = "\x1b]11;?\x1b\\\x1b[c";
    let mut seat = Seat::take(&home, "");
    while !String::from_utf8_lossy(&seat.raw).contains(question) {
        seat.more("the question");
    }
    let asked = std::time::Instant::now();
    // Nobody answers: the keys go on all the same.
    seat.press(":无声");
    seat.until("the command line", |screen| screen.contents().contains("无声"));
    assert!(asked.elapsed() < Duration::from_secs(5), "{:?}", asked.elapsed());
    assert_eq!(String::from_utf8_lossy(&seat.raw).matches("\x1b[6n").count(), 0);
    let mut light = Seat::take(&home, "");
    while !String::from_utf8_lossy(&light.raw).contains(question) {
        light.more("the question");
    }
    light.press("\x1b]11;rgb:ffff/ffff/dddd\x1b\\\x1b[?62c");
    light.until("a light theme", |screen| {
        screen.cell(0, 1).map(vt100::Cell::bgcolor) == Some(vt100::Color::Idx(253))
    });
}
