//! Terminals of every temper, in pieces of every size.

use super::*;
use crate::text::{Group, Widths};

/// What a terminal that draws the glyphs in these cells sends back.
fn reply(cells: [u16; 8]) -> String {
    let places = cells.map(|cells| format!("\x1b[3;{}R", cells + 1)).concat();
    format!("{places}\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\\x1b[?2027;2$y\x1b[?62;22c")
}

fn read(bytes: &[u8], piece: usize) -> (Answers, Vec<u8>) {
    let mut replies = Replies::default();
    for piece in bytes.chunks(piece) {
        replies.feed(piece);
    }
    replies.finish()
}

#[test]
fn the_policy_follows_the_answers() {
    for piece in [1, 2, 3, 7, 1000] {
        let answers = |cells| read(reply(cells).as_bytes(), piece).0;
        assert_eq!(answers([1; 8]).widths(), Widths::narrow());
        assert_eq!(answers([2; 8]).widths(), Widths::wide());
        let mixed = answers([2, 2, 1, 1, 1, 1, 1, 1]).widths();
        assert_eq!(mixed.group_cells(Group::Dashes), 2);
        assert!(mixed.is_narrow(Group::Ellipses) && !mixed.all_narrow());
        assert_eq!(answers([1; 8]).background, Some((0x1e, 0x1e, 0x2e)));
        assert_eq!(answers([1; 8]).clustering, Some(2));
        assert!(answers([1; 8]).complete);
    }
}

#[test]
fn anything_missing_is_unknown() {
    assert_eq!(read(b"", 1).0.widths(), Widths::unknown());
    assert!(read(b"", 1).0.is_silent());
    let (answers, _) = read(b"\x1b[3;2R\x1b[3;2R\x1b[?1;2c", 4);
    assert_eq!((answers.widths(), answers.complete), (Widths::unknown(), true));
    assert_eq!(read(reply([0; 8]).as_bytes(), 9).0.widths(), Widths::unknown());
}

#[test]
fn what_is_typed_meanwhile_is_kept_in_order() {
    let mut bytes = "jj\x1b[A".to_owned();
    for (at, piece) in reply([1; 8]).split_inclusive('R').enumerate() {
        bytes.push_str(piece);
        // Shift-F3 looks like a report about row 1; Chinese, Alt-x and a bare Escape before a reply.
        bytes.push_str(
            ["a", "\x1b[1;2R", "审", "\x1bx", "\x1bOP", "\x1b", "\x1bO", "\x1b]", "", ""]
                .get(at)
                .unwrap_or(&""),
        );
    }
    bytes.push_str("q\x1b");
    for piece in [1, 2, 5, 1000] {
        let (answers, typed) = read(bytes.as_bytes(), piece);
        assert_eq!(answers.widths(), Widths::narrow());
        assert_eq!(String::from_utf8(typed).unwrap(), "jj\x1b[Aa\x1b[1;2R审\x1bx\x1bOP\x1b\x1bO\x1b]q\x1b");
    }
}

#[test]
fn colours_of_every_length() {
    assert_eq!(color_of("rgb:ff/00/80\x07"), Some((255, 0, 128)));
    assert_eq!(color_of("rgb:ffff/0000/8080\x1b\\"), Some((255, 0, 128)));
    assert_eq!(color_of("rgb:zz/0/0"), None);
    assert_eq!(color_of("rgb:ff"), None);
}

proptest::proptest! {
    #[test]
    fn no_bytes_are_lost_or_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..60)) {
        let (answers, typed) = read(&bytes, 3);
        proptest::prop_assert!(typed.len() <= bytes.len());
        if answers.is_silent() {
            proptest::prop_assert_eq!(typed, bytes);
        }
    }
}
