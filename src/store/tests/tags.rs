//! Tags that a step makes: gone when it is undone, back when it is done again, kept where something else uses them.

use super::*;
use crate::formats::codebook;
use crate::words::TagFate;

const NEW: &str = "现场/待补拍";

fn tagged(number: u128, path: &str) -> Change {
    let mut mark = mark(number);
    mark.tags = vec![tag(path)];
    add(mark)
}

/// What became of the tags, `path fate` each.
fn fates(saved: &Saved) -> String {
    let one = |(tag, fate): &(TagPath, TagFate)| format!("{tag} {}", fate.name());
    saved.tags.iter().map(one).collect::<Vec<_>>().join(", ")
}

impl Desk {
    /// A desk at which a mark was made with a tag that the codebook lacked, parent and all.
    fn with_new_tag() -> Self {
        let desk = Self::new();
        let store = desk.store();
        store.create_tag(&tag(NEW)).expect("made");
        store.apply(&[tagged(1, NEW)], Consent::NotAsked, now()).expect("saved");
        desk
    }

    fn codebook(&self) -> String {
        fs::read_to_string(self.folder.path().join("library/codebook.toml")).unwrap_or_default()
    }

    fn knows(&self, path: &str) -> bool {
        codebook::parse(&self.codebook(), "codebook.toml", Lang::En).0.tag(path).is_some()
    }

    fn undo(&self) -> String {
        fates(&self.store().undo(1, now()).expect("undone").saved)
    }

    fn redo(&self) -> String {
        fates(&self.store().redo(1, now()).expect("redone").saved)
    }

    /// Changes the codebook as an editor would.
    fn edit_codebook(&self, from: &str, to: &str) {
        let text = self.codebook();
        assert!(text.contains(from), "{text}");
        write(&self.folder.path().join("library/codebook.toml"), &text.replace(from, to));
    }
}

#[test]
fn undo_takes_mark_and_tag_back_and_redo_brings_both_again() {
    let desk = Desk::with_new_tag();
    assert!(desk.knows(NEW) && desk.knows("现场"));
    for _ in 0..2 {
        assert_eq!(desk.undo(), "现场/待补拍 gone, 现场 gone");
        assert!(desk.marks().is_empty() && !desk.knows(NEW) && !desk.knows("现场"));
        assert_eq!(desk.redo(), "现场 back, 现场/待补拍 back");
        assert_eq!((desk.marks().len(), desk.knows(NEW)), (1, true));
    }
}

#[test]
fn but_for_its_revision_the_codebook_is_what_it_was() {
    let desk = Desk::with_new_tag();
    desk.undo();
    let revision = |text: &str| codebook::parse(text, "codebook.toml", Lang::En).0.revision;
    let (now, before) = (desk.codebook(), codebook::BUILT_IN);
    let line = |text: &str| format!("revision = {}\n", revision(text));
    assert_eq!(now.replace(&line(&now), ""), before.replace(&line(before), ""));
    assert!(revision(&now) > revision(before));
}

#[test]
fn a_tag_that_a_mark_of_anybody_bears_stays() {
    let desk = Desk::with_new_tag();
    let other = Change { article: ArticleId::new("b").expect("slug"), ..tagged(2, NEW) };
    desk.store_of("wang").apply(&[other], Consent::NotAsked, now()).expect("saved");
    assert_eq!(desk.undo(), "现场/待补拍 stays, 现场 stays");
    assert!(desk.marks().is_empty() && desk.knows(NEW));
    assert_eq!(desk.redo(), "");
    // A deleted mark uses nothing.
    desk.store_of("wang").undo(1, now()).expect("undone");
    assert_eq!(desk.undo(), "现场/待补拍 gone, 现场 gone");
}

#[test]
fn a_tag_of_which_somebody_said_more_stays() {
    for (from, to) in [
        ("name = \"待补拍\"\n", "name = \"待补拍\"\nkey = \"p\"\n"),
        ("name = \"待补拍\"\n", "name = \"待补拍\" # 摄影组用\n"),
        ("[[tag]]\nname = \"待补拍\"", "# 摄影组用\n[[tag]]\nname = \"待补拍\""),
        ("name = \"待补拍\"\n", "name = \"待补拍\"\nx_colour = 3\n"),
    ] {
        let desk = Desk::with_new_tag();
        desk.edit_codebook(from, to);
        let edited = desk.codebook();
        assert_eq!(desk.undo(), "现场/待补拍 stays, 现场 stays", "{to}");
        assert_eq!((desk.marks().len(), desk.codebook()), (0, edited));
    }
}

#[test]
fn a_tag_that_rules_or_keys_name_stays() {
    for file in ["rules.toml", "keymap.toml"] {
        let desk = Desk::with_new_tag();
        write(&desk.folder.path().join("library").join(file), "tag = \"现场/待补拍\"\n");
        assert_eq!(desk.undo(), "现场/待补拍 stays, 现场 stays", "{file}");
    }
}

#[test]
fn a_file_that_may_name_the_tag_but_cannot_be_read_keeps_it_and_is_named() {
    let desk = Desk::with_new_tag();
    write(&desk.folder.path().join("library/annotations/b/wang.toml"), "tags = [\"现场/待补拍\"\n");
    let saved = desk.store().undo(1, now()).expect("undone all the same").saved;
    let remark = saved.remarks.first().expect("a remark").to_string();
    assert!(remark.contains("annotations/b/wang.toml:1"), "{remark}");
    assert!(desk.marks().is_empty() && desk.knows(NEW));
}

#[test]
fn whoever_does_not_look_at_others_marks_takes_no_tag_from_them() {
    let desk = Desk::with_new_tag();
    desk.store_of("wang").apply(&[add(mark(7))], Consent::NotAsked, now()).expect("saved");
    let undone = desk.store().with_scope(Scope::Own).undo(1, now()).expect("undone");
    assert_eq!(fates(&undone.saved), "现场/待补拍 stays, 现场 stays");
}

#[test]
fn a_tag_that_was_there_already_is_no_steps() {
    let desk = Desk::new();
    let store = desk.store();
    store.create_tag(&tag("价值/待核实")).expect("there");
    store.apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    assert_eq!(desk.undo(), "");
    assert!(codebook::built_in().tag("价值/待核实").is_some());
}

#[test]
fn the_tag_belongs_to_the_step_that_uses_it() {
    let desk = Desk::new();
    let store = desk.store();
    store.create_tag(&tag(NEW)).expect("made");
    store.apply(&[add(mark(1))], Consent::NotAsked, now()).expect("another step");
    store.apply(&[tagged(2, NEW)], Consent::NotAsked, now()).expect("its step");
    store.apply(&[tagged(3, NEW)], Consent::NotAsked, now()).expect("a later one");
    assert_eq!((desk.undo(), desk.knows(NEW)), (String::new(), true));
    assert_eq!(desk.undo(), "现场/待补拍 gone, 现场 gone");
    assert_eq!(desk.undo(), "");
}

#[test]
fn an_undo_cut_short_before_the_tag_is_finished_by_the_next_save() {
    let desk = Desk::with_new_tag();
    let before = desk.codebook();
    desk.undo();
    // As when it was killed once the mark was gone: the tag is there, the step unconfirmed.
    write(&desk.folder.path().join("library/codebook.toml"), &before);
    let journal = desk.store().journal_path();
    let text = fs::read_to_string(&journal).expect("journal");
    write(&journal, text.strip_suffix("{\"ok\":true}\n").expect("confirmed"));
    desk.apply(&[add(mark(2))]).expect("the next save");
    assert!(!desk.knows(NEW) && !desk.knows("现场"));
    desk.store().undo(1, now()).expect("that save");
    assert_eq!(desk.store().undo(1, now()).expect_err("nothing left").kind, FaultKind::Refused);
}

#[test]
fn a_redo_that_cannot_be_done_leaves_no_tag() {
    let desk = Desk::with_new_tag();
    desk.undo();
    let text = desk.text().replace("tags = [\"现场/待补拍\"]", "tags = [\"价值/亮点\"]");
    write(&desk.file(), &text.replace("status = \"deleted\"", "status = \"open\""));
    assert_eq!(desk.store().redo(1, now()).expect_err("in the way").problems[0].code, "store.conflict");
    assert!(!desk.knows(NEW));
}

#[test]
fn journals_without_tags_and_with_unknown_words_are_read() {
    let desk = Desk::with_new_tag();
    let journal = desk.store().journal_path();
    let text = fs::read_to_string(&journal).expect("journal");
    assert!(text.contains("\"tags\":[\"现场\",\"现场/待补拍\"]"), "{text}");
    // As an older version wrote it, and as a later one may.
    let older = text.replace(",\"tags\":[\"现场\",\"现场/待补拍\"]}\n", ",\"later\":[1]}\n");
    assert_ne!(older, text);
    write(&journal, &older);
    assert_eq!((desk.undo(), desk.knows(NEW)), (String::new(), true));
}
