//! Drafts on a real disk: one file each, whatever place they are about.

use super::*;

/// A draft of a note on the second paragraph, as an older version would have left it.
fn draft(id: &str, text: &str) -> Draft {
    let (id, text) = (id.into(), text.into());
    Draft { id, article: article(), para: 2, span: None, places: Vec::new(), mark: None, text, at: now() }
}

#[test]
fn drafts_outlive_the_process() {
    let desk = Desk::new();
    let place = crate::words::Place {
        para: 2,
        para_hash: crate::formats::hash("第二段。"),
        span: None,
        quote: "第二段。".into(),
        prefix: "第一段。\n".into(),
        suffix: String::new(),
    };
    let draft = Draft { places: vec![place], ..draft("1", "写到一半") };
    desk.store().save_draft(&draft).expect("saved");
    let longer = Draft { text: "写到一半，再写".into(), ..draft };
    desk.store().save_draft(&longer).expect("saved");
    assert_eq!(desk.store().drafts().expect("drafts").as_slice(), std::slice::from_ref(&longer));
    // Another one of the same place is another one.
    let other = Draft { id: "2".into(), text: "另一份".into(), ..longer.clone() };
    desk.store().save_draft(&other).expect("saved");
    desk.store().drop_draft(&longer).expect("dropped");
    assert_eq!(desk.store().drafts().expect("drafts"), std::slice::from_ref(&other));
    desk.store().drop_draft(&other).expect("dropped");
    assert_eq!(desk.store().drafts().expect("drafts"), []);
    assert!(!desk.folder.path().join("library/annotations").exists());
}

#[test]
fn a_draft_that_another_window_writes_is_neither_offered_nor_dropped() {
    let desk = Desk::new();
    let draft = draft("3", "正在写");
    let window = desk.store();
    window.save_draft(&draft).expect("saved");
    let other = desk.store();
    assert_eq!(other.drafts().expect("drafts"), []);
    other.drop_draft(&draft).expect("left alone");
    drop(window);
    // Its window is gone, without having saved it.
    assert_eq!(desk.store().drafts().expect("drafts"), std::slice::from_ref(&draft));
    desk.store().drop_draft(&draft).expect("dropped");
    let left = fs::read_dir(desk.store().private.join("drafts")).expect("folder").count();
    assert_eq!(left, 0, "not even the lock of it");
}

#[test]
fn a_draft_of_an_older_version_is_still_offered() {
    let desk = Desk::new();
    let draft = Draft { span: Some((1, 3)), ..draft("9f2c", "从前写的") };
    desk.store().save_draft(&draft).expect("saved");
    let file = desk.store().private.join("drafts/9f2c.json");
    let text = fs::read_to_string(&file).expect("the draft");
    write(&file, &text.replace(",\"places\":[]", ""));
    assert_eq!(desk.store().drafts().expect("drafts"), [draft]);
}
