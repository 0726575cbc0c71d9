//! What sync tools leave behind.

use super::*;

const COPY: &str = "li.sync-conflict-20260318-140307-ABCDEFG.toml";

impl Desk {
    /// Makes the file as it is now a sync tool's copy.
    fn copy(&self) -> std::path::PathBuf {
        let path = self.file().with_file_name(COPY);
        write(&path, &self.text());
        path
    }
}

#[test]
fn a_copy_is_merged_by_id_and_folded_in_at_the_next_save() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let mine = desk.text();
    desk.apply(&[add(mark(2))]).expect("saved");
    let path = desk.copy();
    write(&path, &desk.text().replace("status = \"open\"", "status = \"open\"\nmood = \"glad\""));
    write(&desk.file(), &mine);
    assert_eq!(desk.marks().len(), 2, "both are shown before anything is written");
    assert_eq!(desk.text(), mine);
    desk.apply(&[add(mark(3))]).expect("saved");
    assert_eq!(desk.marks().len(), 3);
    assert!(!path.exists(), "folded in");
    assert_eq!(desk.text().matches("mood = \"glad\"").count(), 2, "unknown keys come along\n{}", desk.text());
}

#[test]
fn what_was_deleted_here_is_not_brought_back_by_an_old_copy() {
    let desk = Desk::new();
    let mut full = mark(1);
    full.note = "甲".into();
    desk.apply(&[add(full)]).expect("saved");
    desk.copy();
    desk.apply(&[change(1, note("甲"), note("乙"))]).expect("saved");
    // Folding happened at that save; the same copy comes back through the sync tool.
    let again = desk.text().replace("note = \"乙\"", "note = \"甲\"").replace("rev = \"2-", "rev = \"1-");
    let rev = desk.store().backup_versions(&article()).last().expect("versions").marks[0].rev.clone();
    let again = again
        .lines()
        .map(|line| if line.starts_with("rev") { format!("rev = \"{rev}\"") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n");
    write(&desk.file().with_file_name(COPY), &again);
    assert_eq!(desk.marks().iter().map(|m| m.note.clone()).collect::<Vec<_>>(), ["乙"]);
}

#[test]
fn of_two_that_wrote_on_apart_neither_loses_its_words() {
    // The other machine's version has as many edits, or more of them, and never saw ours.
    for theirs in ["2-0b0b0b0b", "3-0c0c0c0c"] {
        let desk = Desk::new();
        desk.apply(&[add(mark(1))]).expect("saved");
        let base = desk.text();
        desk.apply(&[change(1, note(""), note("此处"))]).expect("saved");
        let rev = base.lines().find(|line| line.starts_with("rev")).expect("a revision");
        let other = base.replace(rev, &format!("note = \"别处\"\nrev = \"{theirs}\""));
        write(&desk.file().with_file_name(COPY), &other);
        desk.apply(&[add(mark(2))]).expect("saved");
        let notes: Vec<String> = desk.marks().into_iter().map(|mark| mark.note).collect();
        assert!(notes.contains(&"别处".to_owned()) && notes.contains(&"此处".to_owned()), "{notes:?}");
    }
}

#[test]
fn notes_that_differ_are_both_kept() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let base = desk.text();
    desk.apply(&[change(1, note(""), note("别处"))]).expect("saved");
    desk.copy();
    write(&desk.file(), &base);
    desk.apply(&[change(1, note(""), note("此处"))]).expect("saved");
    let notes: Vec<String> = desk.marks().into_iter().map(|mark| mark.note).collect();
    assert!(notes.contains(&"别处".to_owned()), "{notes:?}");
    assert!(notes.contains(&"此处".to_owned()), "{notes:?}");
}

#[test]
fn a_copy_that_cannot_be_read_is_reported_and_left_alone() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let path = desk.file().with_file_name(COPY);
    write(&path, "坏");
    let (_, problems) = desk.store().load(&article()).expect("folder");
    assert!(problems.iter().any(|p| p.file.ends_with(COPY)), "{problems:?}");
    desk.apply(&[add(mark(2))]).expect("saved");
    assert!(path.exists());
}
