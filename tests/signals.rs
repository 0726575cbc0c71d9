//! The terminal is given back on every exit that can be caught, and what was half typed is kept.
#![cfg(target_os = "linux")]

#[cfg(test)]
#[path = "signals/outside.rs"]
mod outside;
#[cfg(test)]
#[path = "signals/seat.rs"]
mod seat;

use std::io::Read;
use std::process::Stdio;
use std::time::Duration;

use seat::{Home, Seat};

const SOON: Duration = Duration::from_secs(10);
/// The design's word for a terminal that is gone.
const GONE: Duration = Duration::from_secs(3);

#[test]
fn quitting_gives_the_terminal_back() {
    let home = Home::new();
    let mut seat = Seat::take(&home, "");
    seat.press("Q");
    assert_eq!(seat.end(SOON).exit_code(), 0);
    seat.is_given_back("after quitting");
}

#[test]
fn signals_that_end_give_the_terminal_back() {
    for name in ["TERM", "HUP", "INT", "QUIT"] {
        let home = Home::new();
        let mut seat = Seat::take(&home, "");
        seat.signal(name);
        seat.end(SOON);
        seat.is_given_back(name);
    }
}

#[test]
fn suspended_it_gives_the_terminal_back_and_takes_it_again() {
    let home = Home::new();
    for how in ["key", "signal"] {
        let mut seat = Seat::take_as_job(&home);
        if how == "key" {
            seat.press("\u{1a}");
        } else {
            seat.signal("TSTP");
        }
        seat.until_stopped();
        seat.is_given_back(how);
        seat.press("\n");
        seat.until("the screen again", |screen| {
            screen.alternate_screen() && screen.contents().contains("三条新路")
        });
        seat.press("Q");
        assert_eq!(seat.end(SOON).exit_code(), 0, "{how}");
        seat.is_given_back(how);
    }
}

#[test]
fn continued_after_a_plain_stop_it_takes_the_terminal_again() {
    let home = Home::new();
    let mut seat = Seat::take_as_job(&home);
    seat.signal("STOP");
    seat.until_stopped();
    seat.disturb();
    seat.press("\n");
    seat.until("the screen again", |screen| {
        screen.alternate_screen() && screen.contents().contains("三条新路")
    });
    seat.press("Q");
    assert_eq!(seat.end(SOON).exit_code(), 0);
    seat.is_given_back("after a plain stop");
}

#[test]
fn a_terminal_that_is_gone_ends_the_reader_and_keeps_the_draft() {
    for prefix in ["", "trap '' HUP;"] {
        let home = Home::new();
        let mut seat = Seat::take(&home, prefix);
        type_a_note(&mut seat);
        seat.unplug();
        seat.end(GONE);
        assert!(home.own_text().contains("半句话"), "{prefix:?}: the draft is lost");
    }
}

#[test]
fn a_draft_outlives_the_signals_that_end_and_is_offered_again() {
    for name in ["TERM", "HUP"] {
        let home = Home::new();
        let mut seat = Seat::take(&home, "");
        type_a_note(&mut seat);
        seat.signal(name);
        seat.end(SOON);
        assert!(home.own_text().contains("半句话"), "{name}: the draft is lost");
        let mut again = Seat::take(&home, "");
        again.until("the draft", |screen| screen.contents().contains("草稿"));
        again.signal("TERM");
        again.end(SOON);
    }
}

#[test]
fn what_is_copied_reaches_the_terminal_and_is_told() {
    let home = Home::new();
    let mut seat = Seat::take(&home, "");
    seat.until("the article", |screen| screen.contents().contains("4.6公里"));
    seat.press("Jyy");
    seat.until("the word about it", |screen| screen.contents().contains("已复制（OSC 52）"));
    let written = String::from_utf8_lossy(&seat.raw).into_owned();
    assert_eq!(written.matches("\u{1b}]52;c;").count(), 1, "{written:?}");
    seat.press("Q");
    seat.end(SOON);
    seat.is_given_back("after copying");
}

#[test]
fn a_keymap_named_on_the_command_line_is_read_again_when_it_is_saved() {
    let home = Home::new();
    let path = home.put("mine.toml", "[keys.global]\n\"x\" = \"help\"\n");
    let mut seat = home.take_with(&format!("--keymap {}", path.display()));
    seat.until("the article", |screen| screen.contents().contains("4.6公里"));
    // Keys are taken once files are watched.
    seat.press("x");
    seat.until("the help", |screen| screen.contents().contains("paragraph next"));
    seat.press("\u{1b}");
    seat.until("the article again", |screen| !screen.contents().contains("paragraph next"));
    home.put("beside.toml", "nothing to us");
    home.put("mine.toml", "[keys.global]\n\"x\" = \"log\"\n");
    seat.until("the word about it", |screen| screen.contents().contains("键位已重新载入"));
    home.put("mine.toml", "[keys.global]\n\"x\" = \"loog\"\n");
    seat.until("what is wrong", |screen| screen.contents().contains("loog"));
    seat.press("Q");
    seat.end(SOON);
}

/// Opens the article, and a note on it, and types half a sentence.
fn type_a_note(seat: &mut Seat) {
    seat.press("\r");
    seat.until("the article", |screen| screen.contents().contains("4.6公里"));
    seat.press("A");
    seat.press("半句话");
    seat.until("the note", |screen| screen.contents().contains("半句话"));
}

#[test]
fn without_a_terminal_it_says_so_at_once_and_writes_no_escape() {
    let home = Home::new();
    let output = home.command(&[]).stdin(Stdio::null()).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(!output.stderr.is_empty(), "without a word");
    assert!(!output.stdout.contains(&0x1b) && !output.stderr.contains(&0x1b), "{output:?}");
}

#[test]
fn a_reader_that_stops_reading_ends_a_command_quietly() {
    let home = Home::new();
    for args in [["list", "--json"], ["search", "新路"], ["check", "--json"]] {
        let mut child = home
            .command(&args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("stderr").read_to_string(&mut said).expect("read");
        let status = child.wait().expect("its end");
        assert!(said.is_empty(), "{args:?}: {said}");
        assert!(status.code().is_some_and(|code| code <= 1), "{args:?}: {status}");
    }
}

#[test]
fn stopped_in_the_middle_of_a_note_the_draft_lies_on_the_disk_already() {
    let home = Home::new();
    let mut seat = Seat::take_as_job(&home);
    type_a_note(&mut seat);
    seat.press("，停在这里\u{1a}");
    seat.until_stopped();
    assert!(home.own_text().contains("半句话，停在这里"), "{}", home.own_text());
    seat.press("\n");
    seat.until("the note again", |screen| screen.contents().contains("半句话，停在这里"));
    seat.signal("TERM");
    seat.end(SOON);
}
