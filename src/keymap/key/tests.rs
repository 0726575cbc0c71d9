//! What keys read as, and that their notation is read back.

use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &str) {
    let found = match parse_sequence(text) {
        Ok(steps) => shown(&steps),
        Err(error) => format!("{}: {:?}", error.offset_bytes, error.fault),
    };
    assert_eq!(found, expected, "{text}");
}

#[test]
fn sequences_are_read() {
    check("j", "j");
    check("g g", "g g");
    check("<C-d>", "C-d");
    check("<A-Down>", "A-Down");
    check("<C-S-Left>", "C-S-Left");
    check("<S-Tab>", "S-Tab");
    check("<leader> f", "leader f");
    check("m <any>", "m x");
    check("<lt>", "<");
    check(">", ">");
    check("<C-->", "C--");
    check("<F12>", "F12");
    check("<Space>", "Space");
    check("'", "'");
    check("-", "-");
}

#[test]
fn what_is_no_key_names_the_right_one() {
    check("", "0: Empty");
    check("g  g", "2: Empty");
    check("gg", r#"0: NotAStep(Some("g g"))"#);
    check("晋 城\ty", r#"4: NotAStep(Some("城 y"))"#);
    check("j C-d", r#"2: NotAStep(Some("<C-d>"))"#);
    check("<C-d", r#"0: NotAStep(Some("<C-d>"))"#);
    check("<", r#"0: NotAStep(Some("<lt>"))"#);
    check("\t", r#"0: NotAStep(Some("<Tab>"))"#);
    check("<Dwon>", r#"0: UnknownName(Some("<Down>"))"#);
    check("<esc>", r#"0: UnknownName(Some("<Esc>"))"#);
    check("<C-PageUp>", r#"0: UnknownName(Some("<C-PgUp>"))"#);
    check("<Ctrl-PageUp>", r#"0: UnknownName(Some("<C-PgUp>"))"#);
    check("<c-d>", r#"0: UnknownName(Some("<C-d>"))"#);
    check("<Return>", r#"0: UnknownName(Some("<Enter>"))"#);
    check("<F13>", r#"0: UnknownName(Some("<F10>"))"#);
    check("<lead>", r#"0: UnknownName(Some("<leader>"))"#);
    check("<C-C-d>", "0: UnknownName(None)");
    check("<any> m", "0: MisplacedAny");
    check("m <any> m", "2: MisplacedAny");
}

#[test]
fn what_a_terminal_reports_comes_to_one_form() {
    assert_eq!(Key::typed(Code::Char('J'), false, false, true), Key::char('J'));
    assert_eq!(Key::typed(Code::Char('D'), true, false, false).notation(), "<C-d>");
    assert_eq!(Key::typed(Code::Char('7'), true, false, false).notation(), "<C-_>");
    assert_eq!(Key::typed(Code::Tab, false, false, true).notation(), "<S-Tab>");
    assert!(Key::char('汉').is_stray_text() && !Key::char('a').is_stray_text());
}

fn any_key() -> impl Strategy<Value = Key> {
    let character =
        any::<char>().prop_filter("a key", |c| !c.is_control() && (*c == ' ' || !c.is_whitespace()));
    let code = prop_oneof![
        character.prop_map(Code::Char),
        (1..=12_u8).prop_map(Code::F),
        prop::sample::select(NAMES.to_vec()).prop_map(|(_, code)| code),
    ];
    (code, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(code, ctrl, alt, shift)| Key {
        code,
        ctrl,
        alt,
        shift,
    })
}

proptest! {
    #[test]
    fn notation_is_read_back(keys in prop::collection::vec(any_key(), 1..4)) {
        let steps: Vec<Step> = keys.into_iter().map(Step::Key).collect();
        prop_assert_eq!(parse_sequence(&notation(&steps)), Ok(steps));
    }

    #[test]
    fn no_text_stops_the_parser(text in "\\PC{0,12}|[<>CAS a-z-]{0,16}") {
        let _ = parse_sequence(&text);
    }
}
