//! Undo and redo, across stores opened anew each time.

use super::*;

#[test]
fn undo_and_redo_work_across_restarts() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    desk.apply(&[change(1, note(""), note("甲"))]).expect("saved");
    desk.apply(&[change(1, Value::Status(Status::Open), Value::Status(Status::Deleted))]).expect("saved");
    desk.store().undo(1, now()).expect("undone");
    assert_eq!(desk.marks()[0].note, "甲");
    desk.store().undo(1, now()).expect("undone");
    assert_eq!(desk.marks()[0].note, "");
    desk.store().undo(1, now()).expect("undone");
    assert!(desk.marks().is_empty());
    let fault = desk.store().undo(1, now()).expect_err("nothing left");
    assert_eq!((fault.kind, fault.problems[0].code), (FaultKind::Refused, "store.nothing-to-undo"));
    assert_eq!(desk.store().redo(9, now()).expect("redone").steps, 3);
    assert!(desk.marks().is_empty());
    desk.store().undo(1, now()).expect("undone");
    assert_eq!((desk.marks()[0].note.as_str(), desk.marks()[0].tags.len()), ("甲", 1));
}

#[test]
fn two_hundred_steps_come_back() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    for n in 0..200 {
        let before = if n == 0 { String::new() } else { (n - 1).to_string() };
        desk.apply(&[change(1, note(&before), note(&n.to_string()))]).expect("saved");
    }
    assert_eq!(desk.store().undo(200, now()).expect("undone").steps, 200);
    assert_eq!(desk.marks()[0].note, "");
    assert_eq!(desk.store().redo(200, now()).expect("redone").steps, 200);
    assert_eq!(desk.marks()[0].note, "199");
}

#[test]
fn a_field_changed_by_hand_is_not_undone() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    desk.apply(&[change(1, note(""), note("甲"))]).expect("saved");
    let by_hand = desk.text().replace("note = \"甲\"", "note = \"手改\"");
    write(&desk.file(), &by_hand);
    let fault = desk.store().undo(1, now()).expect_err("conflict");
    assert_eq!((fault.kind, fault.problems[0].code), (FaultKind::Refused, "store.conflict"));
    assert_eq!(desk.text(), by_hand);
}

#[test]
fn a_new_step_ends_what_could_be_done_again() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    desk.store().undo(1, now()).expect("undone");
    desk.apply(&[add(mark(2))]).expect("saved");
    assert_eq!(desk.store().redo(1, now()).expect_err("nothing").kind, FaultKind::Refused);
}

#[test]
fn one_call_is_one_step_over_several_files() {
    let desk = Desk::new();
    let other = Change { article: ArticleId::new("b").expect("slug"), ..add(mark(2)) };
    desk.apply(&[add(mark(1)), other]).expect("saved");
    assert!(desk.folder.path().join("library/annotations/b/li.toml").exists());
    assert_eq!(desk.store().undo(1, now()).expect("undone").saved.annotations.len(), 2);
    assert_eq!(desk.store().undo(1, now()).expect_err("nothing").kind, FaultKind::Refused);
}

#[test]
fn a_step_that_is_stopped_half_way_is_what_was_done_of_it() {
    let desk = Desk::new();
    let on = |n: u128| Change { article: ArticleId::new(&format!("a{n}")).expect("slug"), ..add(mark(n)) };
    let changes: Vec<Change> = (1..=6).map(on).collect();
    // Half of the way the new versions are made, the other half they are put in place.
    for (stop, expected) in [(0, 0), (2, 0), (4, 2), (6, 6)] {
        let told = std::cell::RefCell::new(Vec::new());
        let goes_on = |done: usize, of: usize| {
            told.borrow_mut().push(done);
            of == 6 && (done < stop || stop == 6)
        };
        let store = desk.store();
        let saved = store.apply_while(&changes, Consent::NotAsked, now(), &goes_on).expect("saved");
        assert_eq!(saved.changes.len(), expected, "stopped at {stop}");
        assert!(told.borrow().is_sorted() && told.borrow().iter().all(|done| *done < 6), "{told:?}");
        if expected > 0 {
            assert_eq!(desk.store().undo(1, now()).expect("one step").saved.changes.len(), expected);
        }
        assert_eq!(desk.store().undo(1, now()).expect_err("no other").kind, FaultKind::Refused);
        let left =
            fs::read_dir(desk.folder.path().join("library/annotations")).into_iter().flatten().flatten();
        // Neither drafts of files nor folders stay of what was not done.
        let files = left.map(|folder| fs::read_dir(folder.path()).into_iter().flatten().count());
        let counts: Vec<usize> = files.collect();
        assert!(counts.iter().all(|count| *count == 1), "stopped at {stop}: {counts:?}");
    }
}

/// The journal as a kill before its last confirmation leaves it.
fn unconfirm(desk: &Desk) {
    let path = desk.store().journal_path();
    let text = fs::read_to_string(&path).expect("a journal");
    write(
        &path,
        text.trim_end()
            .rsplit_once('\n')
            .map(|(before, _)| format!("{before}\n"))
            .expect("confirmed")
            .as_str(),
    );
}

#[test]
fn of_a_step_killed_half_way_what_was_done_can_be_undone() {
    let desk = Desk::new();
    let on = |n: u128| Change { article: ArticleId::new(&format!("a{n}")).expect("slug"), ..add(mark(n)) };
    let file = |n: u128| desk.folder.path().join(format!("library/annotations/a{n}/li.toml"));
    desk.apply(&(1..=6).map(on).collect::<Vec<_>>()).expect("saved");
    let whole: Vec<String> = (1..=6).map(|n| fs::read_to_string(file(n)).expect("a file")).collect();
    for n in 4..=6 {
        fs::remove_file(file(n)).expect("never put in place");
    }
    unconfirm(&desk);
    assert_eq!(desk.store().undo(1, now()).expect("the half that was").saved.changes.len(), 3);
    assert_eq!(desk.store().undo(1, now()).expect_err("no more").kind, FaultKind::Refused);
    // The same of the undo itself, and of doing it again.
    assert_eq!(desk.store().redo(1, now()).expect("again").saved.changes.len(), 3);
    desk.store().undo(1, now()).expect("undone");
    write(&file(3), &whole[2]);
    unconfirm(&desk);
    assert_eq!(desk.store().undo(1, now()).expect("the rest").saved.changes.len(), 1);
    assert_eq!(desk.store().undo(1, now()).expect_err("no more").kind, FaultKind::Refused);
    let again = desk.store().redo(2, now()).expect("both parts");
    assert_eq!((again.steps, again.saved.changes.len()), (2, 3));
    for n in 1..=3 {
        assert!(fs::read_to_string(file(n)).expect("a file").contains("status = \"open\""), "{n}");
    }
}

#[test]
fn others_steps_are_not_mine() {
    let desk = Desk::new();
    desk.store_of("wang").apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    assert_eq!(desk.store().undo(1, now()).expect_err("not mine").kind, FaultKind::Refused);
}

#[test]
fn a_step_that_never_reached_the_files_counts_for_nothing() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let ghost = [add(mark(2))];
    let mut journal = journal::Journal::open(&desk.store().journal_path()).expect("journal");
    journal.begin(now(), EntryKind::Do, &ghost[..]).expect("written");
    drop(journal);
    assert_eq!(desk.store().log().expect("log").len(), 1);
    desk.store().undo(1, now()).expect("the step before it");
    assert!(desk.marks().is_empty());
}

#[test]
fn a_torn_line_costs_only_itself() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let path = desk.store().journal_path();
    let torn = format!("{}{{\"at\":\"2026", fs::read_to_string(&path).expect("journal"));
    write(&path, &torn);
    desk.apply(&[add(mark(2))]).expect("saved");
    assert_eq!(desk.store().undo(9, now()).expect("undone").steps, 2);
}

#[cfg(unix)]
#[test]
fn p1_what_may_not_be_durable_is_written_again_before_it_is_called_saved() {
    use std::os::unix::fs::MetadataExt;
    let inode = |desk: &Desk| fs::metadata(desk.file()).expect("file").ino();
    let nothing = |desk: &Desk| {
        desk.store().change(&[article()].into(), Consent::NotAsked, now(), &|_| Vec::new()).expect("saved");
    };
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let first = inode(&desk);
    nothing(&desk);
    assert_eq!(inode(&desk), first, "nothing to do");
    // As after an fsync of the folder that failed: renamed, not confirmed.
    let path = desk.store().journal_path();
    let text = fs::read_to_string(&path).expect("journal");
    write(&path, text.strip_suffix("{\"ok\":true}\n").expect("confirmed"));
    nothing(&desk);
    assert_ne!(inode(&desk), first, "written anew");
    assert_eq!(desk.store().undo(9, now()).expect("undone").steps, 1);
    assert!(desk.marks().is_empty());
}
