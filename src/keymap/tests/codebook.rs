//! Keys and the codebook: the menu made of its tags, and lines that name a tag it lacks.

use super::*;

#[test]
fn the_tag_menu_is_made_from_the_codebook() {
    let tag = |name: &str, key| crate::words::codebook::Tag { name: name.into(), key, ..Default::default() };
    let codebook = Codebook {
        revision: 1,
        tags: vec![tag("亮点", Some('l')), tag("事实", Some('s')), tag("无", None)],
    };
    let mut keymap = user("[keys.reader]\n\"t s\" = \"tag toggle 2\"\n\"<C-t>\" = \"menu t\"\n");
    keymap.set_codebook(&codebook);
    assert_eq!(press(&keymap, &READER, "t"), "l|s");
    assert_eq!(press(&keymap, &READER, "t l"), "tag toggle 亮点");
    assert_eq!(press(&keymap, &READER, "t s"), "tag toggle 2");
    let Lookup::Pending(pending) =
        keymap.lookup(&READER, &[Key::typed(Code::Char('t'), true, false, false)], &nothing)
    else {
        panic!("a menu")
    };
    assert_eq!((pending.keys.as_slice(), pending.title.as_deref()), (&[Key::char('t')][..], Some("Tags")));
    assert_eq!(pending.continuations[0].desc, "亮点");
    keymap.set_codebook(&Codebook::default());
    assert_eq!(press(&keymap, &READER, "t l"), "unbound");
}

#[test]
fn a_key_of_the_tag_menu_can_be_taken_away() {
    let tag = |name: &str, key| crate::words::codebook::Tag { name: name.into(), key, ..Default::default() };
    let codebook = Codebook { revision: 1, tags: vec![tag("亮点", Some('l')), tag("事实", Some('s'))] };
    let mut keymap = user("[keys.reader]\n\"t s\" = \"unbind\"\n");
    keymap.set_codebook(&codebook);
    assert_eq!(press(&keymap, &READER, "t"), "l");
    assert_eq!(press(&keymap, &READER, "t s"), "unbound");
    assert!(keymap.render_diff().contains("\"t s\" = \"unbind\""), "{}", keymap.render_diff());
    let files = [
        (Layer::User, "k.toml", "[keys.reader]\n\"t s\" = \"unbind\"\n"),
        (Layer::Argument, "a.toml", "[keys.reader]\n\"t s\" = \"tag toggle 2\"\n"),
    ];
    assert_eq!(press(&Keymap::layered(&files, Lang::En).0, &READER, "t s"), "tag toggle 2");
}

#[test]
fn a_line_that_names_a_tag_the_codebook_lacks_is_told_with_the_nearest() {
    let tag =
        crate::words::codebook::Tag { parent: "差错".into(), name: "事实".into(), ..Default::default() };
    let codebook = Codebook { revision: 1, tags: vec![tag] };
    let text = "[keys.list]\n\"x\" = { run = \"tag toggle 差措/事实\" }\n\"y\" = \"tag toggle 事实\"\n\
                \"z\" = \"filter 招商 tag:无此\"\n\"w\" = \"report --scope list -tag:无此 tag:事\"\n\"v\" = \"tag toggle 3\"\n";
    let mut keymap = user(text);
    keymap.set_codebook(&codebook);
    let told: Vec<String> = keymap
        .unknown_tags()
        .iter()
        .map(|one| format!("{}:{} {}", one.line, one.column, one.hint.clone().unwrap_or_default()))
        .collect();
    let near = "the nearest: 差错/事实";
    let list = "`pizhu codebook list` names the tags";
    assert_eq!(told, [format!("2:27 {near}"), format!("4:22 {list}"), format!("5:40 {near}")]);
    assert_eq!(press(&keymap, &[Context::List], "x"), "tag toggle 差措/事实", "it stays in force");
}
