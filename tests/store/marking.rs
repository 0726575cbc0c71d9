//! The commands that change marks, word for word as specified.

use super::*;

fn tags(mark: &Value) -> Vec<&str> {
    mark["tags"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

#[test]
fn tag_adds_removes_toggles_and_is_idempotent() {
    let desk = Desk::new();
    let tag =
        |changes: &[&str]| desk.json("wang", &[["tag", "--json", ARTICLE, "1"].as_slice(), changes].concat());
    let first = tag(&["+亮点"]);
    assert_eq!(tags(&first), ["价值/亮点"]);
    assert_eq!(
        (&first["para"], &first["span"], &first["anchor"]["state"]),
        (&1.into(), &Value::Null, &"exact".into())
    );
    let file = desk.text("wang");
    assert_eq!(tag(&["+亮点"]), first);
    assert_eq!(desk.text("wang"), file, "the second time changes nothing");
    assert_eq!(tags(&tag(&["价值/待核实", "-亮点"])), ["价值/待核实"]);
    assert_eq!(tag(&["事实"])["id"], first["id"], "it is the same mark");
    assert_eq!(tags(&tag(&["事实"])), ["价值/待核实"]);
    let last = tag(&["-待核实"]);
    assert_eq!((tags(&last).len(), &last["status"]), (0, &"deleted".into()));
    assert_eq!(tag(&["-待核实"]), Value::Null, "nothing to take off");
    assert_ne!(tag(&["+亮点"])["id"], first["id"]);
}

#[test]
fn an_unknown_tag_is_refused_with_the_nearest_unless_created() {
    let desk = Desk::new();
    let said = desk.fails("wang", &["tag", ARTICLE, "1", "+核实"], 2);
    assert!(said.contains("价值/待核实"), "{said}");
    assert!(!desk.file("wang").exists());
    let made = desk.json("wang", &["tag", "--json", "--create", ARTICLE, "1", "+新类/新标签"]);
    assert_eq!(tags(&made), ["新类/新标签"]);
    let book = fs::read_to_string(desk.library().join("codebook.toml")).expect("codebook");
    assert!(book.contains("新标签") && book.contains("待核实"), "it begins as the built-in one");
    assert_eq!(tags(&desk.json("li", &["tag", "--json", ARTICLE, "1", "+新标签"])), ["新类/新标签"]);
    desk.fails("wang", &["tag", ARTICLE, "1", "+坏//名"], 2);
}

#[test]
fn a_tag_made_on_the_way_goes_and_comes_with_its_mark() {
    let desk = Desk::new();
    let book = || fs::read_to_string(desk.library().join("codebook.toml")).unwrap_or_default();
    let fates = |words: &[&str]| {
        let turned = desk.json("wang", words)["tags"].clone();
        let fates = turned.as_array().expect("tags").clone();
        let one = |tag: Value| Some(format!("{} {}", tag["path"].as_str()?, tag["fate"].as_str()?));
        fates.into_iter().filter_map(one).collect::<Vec<String>>()
    };
    desk.json("wang", &["tag", "--json", "--create", ARTICLE, "1", "+现场/待补拍", "+亮点"]);
    assert_eq!(desk.json("wang", &["log", "--json"])[0]["tags"], serde_json::json!(["现场", "现场/待补拍"]));
    assert_eq!(fates(&["undo", "--json"]), ["现场/待补拍 gone", "现场 gone"]);
    assert!(!book().contains("待补拍") && book().contains("待核实"));
    assert_eq!(fates(&["redo", "--json"]), ["现场 back", "现场/待补拍 back"]);
    // The mark of a reader who found the tag there keeps it.
    desk.json("li", &["tag", "--json", ARTICLE, "2", "+待补拍"]);
    assert_eq!(fates(&["undo", "--json"]), ["现场/待补拍 stays", "现场 stays"]);
    assert!(book().contains("待补拍"));
    let told = String::from_utf8(desk.run("wang", &["redo"]).stdout).expect("UTF-8");
    assert!(!told.contains("待补拍 is in the codebook again"), "{told}");
    let told = String::from_utf8(desk.run("wang", &["undo"]).stdout).expect("UTF-8");
    assert!(told.contains("the tag 现场/待补拍 stays in the codebook"), "{told}");
}

#[test]
fn what_is_not_there_is_a_matter_of_usage() {
    let desk = Desk::new();
    for args in [
        ["tag", "nosuch", "1", "+亮点"].as_slice(),
        &["tag", ARTICLE, "99", "+亮点"],
        &["note", ARTICLE, "99", "好"],
        &["note", ARTICLE, "1", ""],
        &["edit", "ffff", "好"],
        &["rm", "ffff"],
        &["relink", "ffff", "1"],
        &["trash", "restore", "ffff"],
    ] {
        desk.fails("wang", args, 2);
    }
    assert!(!desk.file("wang").exists());
}

#[test]
fn notes_are_added_edited_deleted_and_taken_back() {
    let desk = Desk::new();
    let one = desk.json("wang", &["note", "--json", ARTICLE, "1", "一"]);
    let two = desk.json("wang", &["note", "--json", ARTICLE, "1", "二\r\n三"]);
    assert_ne!(one["id"], two["id"], "note always adds");
    assert_eq!(two["note"], "二\n三");
    let id = one["id"].as_str().expect("id");
    assert_eq!(desk.json("wang", &["edit", "--json", id, "改"])["note"], "改");
    assert!(desk.run("wang", &["rm", id]).status.success());
    assert!(desk.run("wang", &["trash", "restore", id]).status.success());
    for _ in 0..5 {
        assert!(desk.run("wang", &["undo"]).status.success());
    }
    desk.fails("wang", &["undo"], 7);
    assert_eq!(desk.json("wang", &["redo", "--json", "9"])["steps"], 5);
    desk.fails("wang", &["redo"], 7);
    let show = desk.json("wang", &["--blind", "show", "--json", ARTICLE]);
    assert_eq!(show["paragraphs"][1]["marks"].as_array().map(Vec::len), Some(2));
}

#[test]
fn anothers_mark_is_not_mine_to_change() {
    let desk = Desk::new();
    let before = desk.text("li");
    desk.fails("wang", &["edit", "3f60a2c81b07", "改"], 7);
    desk.fails("wang", &["rm", "3f60a2c81b07"], 7);
    assert_eq!(desk.text("li"), before);
}

#[test]
fn many_deletions_need_a_yes() {
    let desk = Desk::new();
    let ids: Vec<String> = (0..21)
        .map(|n| {
            desk.json("wang", &["note", "--json", ARTICLE, "1", &n.to_string()])["id"]
                .as_str()
                .expect("id")
                .to_owned()
        })
        .collect();
    let rm: Vec<&str> = ["rm"].into_iter().chain(ids.iter().map(String::as_str)).collect();
    desk.fails("wang", &rm, 7);
    let yes: Vec<&str> = ["rm", "--yes"].into_iter().chain(ids.iter().map(String::as_str)).collect();
    assert!(desk.run("wang", &yes).status.success());
    assert!(desk.run("wang", &["undo"]).status.success());
    assert_eq!(desk.text("wang").matches("status = \"open\"").count(), 21);
}

#[test]
fn relink_moves_a_mark_or_keeps_it_as_an_orphan() {
    let desk = Desk::new();
    let moved = desk.json("li", &["relink", "--json", "3f60a2c81b07", "3"]);
    assert_eq!(moved["para"], 3);
    let kept = desk.json("li", &["relink", "--json", "--orphan", "3f60a2c81b07"]);
    assert_eq!(kept["anchor"]["state"], "orphan");
    let show = desk.json("li", &["show", "--json", ARTICLE]);
    assert_eq!(show["orphans"].as_array().map(Vec::len), Some(1));
    assert_eq!(desk.run("li", &["check"]).status.code(), Some(0), "it was decided");
    let back = desk.json("li", &["relink", "--json", "3f60a2c81b07", "1"]);
    assert_eq!((&back["para"], &back["anchor"]["state"]), (&1.into(), &"exact".into()));
}
