//! Tests of the store on a real disk.

use std::fs;
use std::path::Path;

use super::*;
use crate::words::{Change, Hash16, Mark, MarkId, Moment, Record, Status, Value};

mod copies;
mod drafts;
mod rewriting;
mod tags;
mod undo;

/// A library and a user's folder, gone when dropped.
struct Desk {
    folder: tempfile::TempDir,
}

fn now() -> Moment {
    Moment::parse("2026-03-18T14:03:07+08:00").expect("moment")
}

fn article() -> ArticleId {
    ArticleId::new("a").expect("slug")
}

fn tag(path: &str) -> TagPath {
    TagPath::new(path).expect("tag")
}

fn mark(number: u128) -> Mark {
    let mut mark = Mark::blank(MarkId(uuid::Uuid::from_u128(number)));
    mark.quote = "今天天气很好。".into();
    mark.tags = vec![tag("价值/待核实")];
    mark
}

fn add(mark: Mark) -> Change {
    Change {
        article: article(),
        record: Record::Mark(mark.id),
        old: Value::Absent,
        new: Value::Mark(Box::new(mark)),
    }
}

fn change(number: u128, old: Value, new: Value) -> Change {
    Change { article: article(), record: Record::Mark(MarkId(uuid::Uuid::from_u128(number))), old, new }
}

fn note(text: &str) -> Value {
    Value::Note(text.into())
}

#[expect(clippy::disallowed_methods, reason = "tests write by hand what other programs would write")]
fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    fs::write(path, text).expect("file");
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("folder");
        fs::create_dir(folder.path().join("library")).expect("library");
        Self { folder }
    }

    fn store(&self) -> Store {
        self.store_of("li")
    }

    fn store_of(&self, who: &str) -> Store {
        let annotator = Annotator::new(who).expect("slug");
        let (root, state) = (self.folder.path().join("library"), self.folder.path().join("state"));
        Store::open(&root, annotator, "李审读".into(), &state, Lang::En).expect("store")
    }

    fn file(&self) -> std::path::PathBuf {
        self.folder.path().join("library/annotations/a/li.toml")
    }

    fn text(&self) -> String {
        fs::read_to_string(self.file()).expect("file")
    }

    fn apply(&self, changes: &[Change]) -> Result<Saved, Fault> {
        self.store().apply(changes, Consent::NotAsked, now())
    }

    fn marks(&self) -> Vec<Mark> {
        let (files, problems) = self.store().load(&article()).expect("folder");
        assert!(problems.iter().all(|p| p.severity != crate::words::Severity::Error), "{problems:?}");
        files.into_iter().flat_map(|file| file.marks).filter(|mark| mark.status != Status::Deleted).collect()
    }
}

#[test]
fn a_saved_mark_is_there_for_everybody() {
    let desk = Desk::new();
    let saved = desk.apply(&[add(mark(1))]).expect("saved");
    assert_eq!(saved.annotations[0].marks[0].rev.split('-').next(), Some("1"));
    assert_eq!(desk.marks(), saved.annotations[0].marks);
    let left: Vec<_> = fs::read_dir(desk.file().parent().expect("folder")).expect("folder").collect();
    assert_eq!(left.len(), 1, "no temp file stays");
}

#[test]
fn p3_no_write_drops_a_record_that_was_on_disk() {
    let desk = Desk::new();
    let store = desk.store();
    store.apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    // Somebody adds a record by hand while the program holds an older state.
    let by_hand = format!(
        "{}\n[mark.00000000-0000-0000-0000-000000000002]\npara = 1\npara_hash = \"0000000000000000\"\nquote = \"手写\"\ncreated = 2026-03-18T14:03:07+08:00\n",
        desk.text()
    );
    write(&desk.file(), &by_hand);
    store.apply(&[change(1, note(""), note("新"))], Consent::NotAsked, now()).expect("saved");
    assert_eq!(desk.marks().len(), 2);
    assert!(desk.text().contains("quote = \"手写\""));
}

#[test]
fn p3_the_guard_stops_a_version_that_would_lose_a_record() {
    let desk = Desk::new();
    let store = desk.store();
    store.apply(&[add(mark(1)), add(mark(2))], Consent::NotAsked, now()).expect("saved");
    let before = store.read(&article(), store.annotator()).expect("read");
    let mut after = before.parsed.annotations.clone();
    after.marks.pop();
    let fault = store.render(&before, &[], &after).expect_err("guarded");
    assert_eq!((fault.kind, fault.problems[0].code), (FaultKind::Refused, "store.guard"));
    assert_eq!(fs::read_dir(store.quarantine_folder()).expect("quarantine").count(), 1);
}

#[test]
fn both_sides_of_a_note_are_kept() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    desk.apply(&[change(1, note(""), note("甲"))]).expect("saved");
    let saved = desk.apply(&[change(1, note(""), note("乙"))]).expect("saved");
    assert_eq!(saved.remarks[0].code, "store.note-conflict");
    let marks = desk.marks();
    assert_eq!(
        marks.iter().map(|m| m.note.as_str()).collect::<std::collections::BTreeSet<_>>(),
        ["甲", "乙"].into()
    );
    assert_eq!(marks.iter().filter(|m| m.conflict_of.is_some()).count(), 1);
}

#[test]
fn tags_merge_as_sets() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let base = vec![tag("价值/待核实")];
    let tags = |tags: &[&str]| Value::Tags(tags.iter().map(|t| tag(t)).collect());
    desk.apply(&[change(1, Value::Tags(base.clone()), tags(&["价值/亮点", "价值/待核实"]))]).expect("saved");
    desk.apply(&[change(1, Value::Tags(base), tags(&["差错/事实"]))]).expect("saved");
    assert_eq!(desk.marks()[0].tags, [tag("价值/亮点"), tag("差错/事实")]);
}

#[test]
fn p7_a_bad_file_stays_untouched_and_costs_nothing_else() {
    let desk = Desk::new();
    desk.store_of("wang").apply(&[add(mark(2))], Consent::NotAsked, now()).expect("saved");
    write(&desk.file(), "schema = 1\n这不是 TOML\n");
    let before = desk.text();
    let fault = desk.apply(&[add(mark(1))]).expect_err("corrupt");
    assert_eq!((fault.kind, fault.problems[0].line), (FaultKind::Corrupt, 2));
    assert_eq!(fault.problems[0].file, "annotations/a/li.toml");
    assert_eq!(desk.text(), before);
    let (files, problems) = desk.store().load(&article()).expect("folder");
    assert_eq!((files.len(), problems.len()), (2, 1));
    desk.store_of("wang").apply(&[add(mark(3))], Consent::NotAsked, now()).expect("saved");
}

#[test]
fn a_newer_schema_is_read_only() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let newer = desk.text().replace("schema = 1", "schema = 2");
    write(&desk.file(), &newer);
    assert_eq!(desk.marks().len(), 1);
    assert_eq!(desk.apply(&[add(mark(2))]).expect_err("too new").kind, FaultKind::SchemaTooNew);
    assert_eq!(desk.text(), newer);
}

#[test]
fn many_deletions_ask_first() {
    let desk = Desk::new();
    let adds: Vec<Change> = (1..=10).map(|n| add(mark(n))).collect();
    desk.apply(&adds).expect("saved");
    let gone = |range: std::ops::RangeInclusive<u128>| -> Vec<Change> {
        range.map(|n| change(n, Value::Status(Status::Open), Value::Status(Status::Deleted))).collect()
    };
    let fault = desk.apply(&gone(1..=5)).expect_err("asks");
    assert_eq!((fault.kind, fault.problems[0].code), (FaultKind::Refused, "store.many-deletions"));
    assert_eq!(desk.marks().len(), 10);
    desk.apply(&gone(1..=3)).expect("few are fine");
    desk.store().apply(&gone(4..=10), Consent::Given, now()).expect("agreed");
    assert_eq!((desk.marks().len(), desk.store().trash().expect("trash").len()), (0, 10));
    let trashed = desk.store().trash().expect("trash")[0].clone();
    desk.store().restore(&trashed, now()).expect("restored");
    assert_eq!((desk.marks().len(), desk.store().trash().expect("trash").len()), (1, 9));
}

#[test]
fn a_file_that_shrank_to_nothing_is_not_believed() {
    let desk = Desk::new();
    let store = desk.store();
    store.apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    store.apply(&[add(mark(2))], Consent::NotAsked, now()).expect("saved");
    fs::remove_file(desk.file()).expect("gone");
    let fault = store.apply(&[add(mark(3))], Consent::NotAsked, now()).expect_err("refused");
    assert_eq!(fault.problems[0].code, "store.not-believed");
    store.restore_backup(&article()).expect("backup");
    store.apply(&[add(mark(3))], Consent::NotAsked, now()).expect("saved");
    assert_eq!(desk.marks().len(), 3, "the backup held all that was saved");
}

#[test]
fn a_restored_backup_keeps_what_it_takes_the_place_of() {
    let desk = Desk::new();
    let store = desk.store();
    store.apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    store.apply(&[add(mark(2))], Consent::NotAsked, now()).expect("saved");
    let by_hand = format!("# 手改\n{}", desk.text());
    write(&desk.file(), &by_hand);
    store.restore_backup(&article()).expect("backup");
    assert_ne!(desk.text(), by_hand);
    let kept = store.backups(&article()).expect("listed").into_iter().map(fs::read_to_string);
    assert!(kept.flatten().any(|text| text == by_hand), "the version edited by hand is among the backups");
    write(&desk.file(), "坏 = [");
    store.restore_backup(&article()).expect("backup");
    let kept = fs::read_dir(store.quarantine_folder()).expect("listed").flatten();
    assert!(kept.flat_map(|entry| fs::read_to_string(entry.path())).any(|text| text == "坏 = ["));
}

#[test]
fn a_reload_keeps_what_is_remembered_of_a_file_it_does_not_believe() {
    let desk = Desk::new();
    let store = desk.store();
    store.apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    desk.store_of("wang").apply(&[add(mark(2))], Consent::NotAsked, now()).expect("saved");
    let (remembered, _) = store.load(&article()).expect("loaded");
    let before = store.fingerprint(&article());
    assert_eq!(store.fingerprint(&article()), before);
    for broken in ["", "坏", "schema = 1\n"] {
        write(&desk.file(), broken);
        assert_ne!(store.fingerprint(&article()), before);
        let reloaded = store.reload(&article(), &remembered).expect("loaded");
        assert_eq!(reloaded.files, remembered, "{broken:?}");
        assert_eq!(reloaded.doubts.len(), 1);
        assert!(store.apply(&[add(mark(3))], Consent::NotAsked, now()).is_err(), "{broken:?}");
        assert_eq!(desk.text(), broken);
    }
}

#[test]
fn limits_are_said_and_nothing_is_cut() {
    let desk = Desk::new();
    let mut long = mark(1);
    long.note = "长".repeat(30_000);
    assert_eq!(desk.apply(&[add(long)]).expect_err("too long").problems[0].code, "store.note-too-long");
    assert!(!desk.file().exists());
}

#[cfg(unix)]
#[test]
fn links_and_pipes_are_refused() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let outside = desk.folder.path().join("outside.toml");
    fs::rename(desk.file(), &outside).expect("moved");
    std::os::unix::fs::symlink(&outside, desk.file()).expect("link");
    let before = fs::read_to_string(&outside).expect("outside");
    assert_eq!(desk.apply(&[add(mark(2))]).expect_err("link").kind, FaultKind::Refused);
    assert_eq!(fs::read_to_string(&outside).expect("outside"), before);
    let (_, problems) = desk.store().load(&article()).expect("folder");
    assert_eq!(problems[0].code, "store.link");
}

#[cfg(unix)]
#[test]
fn modes_are_kept_in_the_library_and_private_outside() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    fs::set_permissions(desk.file(), fs::Permissions::from_mode(0o664)).expect("mode");
    desk.apply(&[add(mark(2))]).expect("saved");
    assert_eq!(mode(&desk.file()), 0o664);
    let store = desk.store();
    assert_eq!(mode(&store.private), 0o700);
    assert_eq!(mode(&store.journal_path()), 0o600);
}

#[test]
fn former_names_of_tags_are_read_as_todays_and_rewritten_at_the_next_save() {
    let desk = Desk::new();
    desk.apply(&[add(mark(1))]).expect("saved");
    let renamed = crate::words::Tag {
        parent: "价值".into(),
        name: "核实".into(),
        aliases: vec!["价值/待核实".into()],
        ..Default::default()
    };
    let book = Codebook { revision: 2, tags: vec![renamed] };
    let store = desk.store().with_codebook(&book);
    assert_eq!(store.load(&article()).expect("folder").0[0].marks[0].tags, [tag("价值/核实")]);
    assert!(desk.text().contains("价值/待核实"));
    store.apply(&[change(1, note(""), note("新"))], Consent::NotAsked, now()).expect("saved");
    assert!(desk.text().contains("价值/核实") && !desk.text().contains("待核实"));
}

#[test]
fn a_mark_is_found_by_the_end_of_its_id() {
    let desk = Desk::new();
    desk.apply(&[add(mark(0x11)), add(mark(0x21))]).expect("saved");
    assert_eq!(desk.store().find_mark("21").expect("one").mark.id, mark(0x21).id);
    for bad in ["1", "", "zz", "ff"] {
        assert_eq!(desk.store().find_mark(bad).expect_err(bad).kind, FaultKind::Usage);
    }
}

#[test]
fn reading_is_remembered() {
    let desk = Desk::new();
    desk.store().remember(|reading| reading.stars.extend(["a".to_owned()])).expect("saved");
    desk.store().remember(|reading| reading.last = Some("a".into())).expect("saved");
    let reading = desk.store().reading();
    assert!(reading.stars.contains("a") && reading.last_article() == Some(article()));
}

#[test]
fn p4_loading_writes_nothing() {
    let desk = Desk::new();
    desk.store_of("wang").apply(&[add(mark(1))], Consent::NotAsked, now()).expect("saved");
    let list = || {
        let mut found = Vec::new();
        let mut folders = vec![desk.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("folder").flatten() {
                let meta = entry.metadata().expect("meta");
                found.push((entry.path(), meta.modified().expect("time"), meta.len()));
                if meta.is_dir() {
                    folders.push(entry.path());
                }
            }
        }
        found.sort();
        found
    };
    let before = list();
    let store = desk.store();
    store.load(&article()).expect("loaded");
    store.articles().expect("articles");
    store.find_mark("1").expect("found");
    assert!(store.log().expect("log").is_empty() && store.trash().expect("trash").is_empty());
    store.reading();
    assert_eq!(list(), before);
}

#[test]
fn hashes_stand_for_paragraphs_read() {
    let desk = Desk::new();
    let read = |old: Value, new: Value| Change {
        article: article(),
        record: Record::Read(Hash16([1; 8])),
        old,
        new,
    };
    desk.apply(&[read(Value::Absent, Value::When(now()))]).expect("saved");
    assert!(
        desk.text().contains("[read]\n\"0101010101010101\" = 2026-03-18T14:03:07+08:00\n"),
        "{}",
        desk.text()
    );
    desk.apply(&[read(Value::When(now()), Value::Absent)]).expect("saved");
    assert!(!desk.text().contains("0101010101010101"));
}
