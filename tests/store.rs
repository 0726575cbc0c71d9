//! The promises of the store, kept from outside: the built program on a library of its own.
#![expect(
    clippy::disallowed_methods,
    clippy::expect_used,
    reason = "tests write by hand what other programs would write, and stop at the first thing that is not so"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

#[path = "store/git.rs"]
mod git;
#[path = "store/marking.rs"]
mod marking;
#[path = "store/refused.rs"]
mod refused;

const ARTICLE: &str = "xuewei-2026-03-18-1";

/// A copy of the frozen library of schema 1 and a user's folders, gone when dropped.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let desk = Self { folder: tempfile::tempdir().expect("folder") };
        copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schema-1"), &desk.library());
        desk
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn file(&self, who: &str) -> PathBuf {
        self.library().join("annotations").join(ARTICLE).join(format!("{who}.toml"))
    }

    fn text(&self, who: &str) -> String {
        fs::read_to_string(self.file(who)).expect("file")
    }

    fn command(&self, who: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.arg("-C").arg(self.library()).args(["--as", who, "--lang", "en"]).args(args);
        for (name, folder) in [("STATE", "state"), ("CONFIG", "config"), ("CACHE", "cache"), ("DATA", "data")]
        {
            command.env(format!("XDG_{name}_HOME"), self.folder.path().join(folder));
        }
        command.stdin(Stdio::null());
        command
    }

    fn run(&self, who: &str, args: &[&str]) -> Output {
        self.command(who, args).output().expect("runs")
    }

    /// Runs what must succeed; its JSON.
    fn json(&self, who: &str, args: &[&str]) -> Value {
        let output = self.run(who, args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    /// Runs what must end with this code; what it said.
    fn fails(&self, who: &str, args: &[&str], code: i32) -> String {
        let output = self.run(who, args);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
        assert!(output.stdout.is_empty(), "{args:?} printed a mark all the same");
        said
    }

    /// Every file of the library with its bytes.
    fn tree(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        walk(&self.library(), &mut found);
        found
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("folder");
    for entry in fs::read_dir(from).expect("folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            drop(fs::copy(entry.path(), target));
        }
    }
}

fn walk(folder: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("folder").flatten() {
        if entry.path().is_dir() {
            found.insert(entry.path(), Vec::new());
            walk(&entry.path(), found);
        } else {
            found.insert(entry.path(), fs::read(entry.path()).expect("file"));
        }
    }
}

#[test]
fn p1_a_mark_is_printed_only_after_data_and_folder_are_durable() {
    let has_strace = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    if !has_strace {
        println!("not tried: there is no strace");
        return;
    }
    let desk = Desk::new();
    let plain = desk.command("wang", &["tag", "--json", ARTICLE, "1", "+亮点"]);
    let log = desk.folder.path().join("log");
    let mut traced = Command::new("strace");
    traced.args(["-f", "-e", "trace=write,fsync,fdatasync,rename,renameat,renameat2", "-o"]).arg(&log);
    traced
        .arg(plain.get_program())
        .args(plain.get_args())
        .envs(plain.get_envs().filter_map(|(k, v)| Some((k, v?))));
    let output = traced.output().expect("strace");
    if !output.status.success() {
        println!("not tried: strace may not trace here");
        return;
    }
    let log = fs::read_to_string(log).expect("log");
    let line = |words: &[&str]| log.lines().position(|line| words.iter().all(|word| line.contains(word)));
    let syncs: Vec<usize> = log
        .lines()
        .enumerate()
        .filter(|(_, l)| l.contains("fsync(") || l.contains("fdatasync("))
        .map(|(n, _)| n)
        .collect();
    let rename = log
        .lines()
        .enumerate()
        .filter(|(_, l)| l.contains("rename") && l.contains("wang.toml"))
        .map(|(n, _)| n)
        .last();
    let (rename, said) = (rename.expect("a rename"), line(&["write(1,"]).expect("the mark"));
    assert!(syncs.iter().any(|sync| *sync < rename), "data before its name\n{log}");
    assert!(syncs.iter().any(|sync| rename < *sync && *sync < said), "the folder before the word\n{log}");
    assert!(syncs.iter().all(|sync| *sync < said), "nothing is left to do\n{log}");
}

#[test]
fn p2_p5_writers_at_once_lose_nothing_and_a_reader_sees_whole_files_only() {
    let desk = Desk::new();
    let mut children: Vec<_> = (0..12)
        .map(|n| {
            let note = format!("第{n}条");
            let mut command = desk.command("wang", &["note", ARTICLE, "1", &note]);
            command.stdout(Stdio::null()).spawn().expect("starts")
        })
        .collect();
    let mut seen = 0;
    while children.iter_mut().any(|child| child.try_wait().expect("waits").is_none()) {
        if let Ok(text) = fs::read_to_string(desk.file("wang")) {
            let table: toml::Table = text.parse().expect("a whole file at every instant");
            let marks = table.get("mark").and_then(toml::Value::as_table).map_or(0, toml::Table::len);
            assert!(marks >= seen, "a record vanished");
            seen = marks;
        }
        std::thread::yield_now();
    }
    assert!(children.into_iter().all(|mut child| child.wait().expect("ends").success()));
    let text = desk.text("wang");
    assert!((0..12).all(|n| text.matches(&format!("\"第{n}条\"")).count() == 1), "{text}");
}

#[test]
fn p3_a_save_keeps_every_record_on_the_disk() {
    let desk = Desk::new();
    desk.json("li", &["tag", "--json", ARTICLE, "3", "+亮点"]);
    let text = desk.text("li");
    for id in ["0195a1c4-7e30-7b52-9d4e-3f60a2c81b07", "0195a1c4-9000-7000-8000-000000000001"] {
        assert!(text.contains(&format!("[mark.{id}]")), "{text}");
    }
}

#[test]
fn p4_opening_listing_searching_and_exporting_write_nothing_to_a_library() {
    let desk = Desk::new();
    let before = desk.tree();
    for args in [
        ["list", "--json"].as_slice(),
        &["show", ARTICLE],
        &["search", "学位"],
        &["check", "--json"],
        &["report"],
        &["stats"],
        &["log"],
        &["trash", "list"],
        &["codebook", "list"],
        &["migrate", "--dry-run"],
    ] {
        desk.run("li", args);
        assert_eq!(desk.tree(), before, "{args:?}");
    }
}

#[test]
fn p6_a_save_touches_only_what_changed() {
    let desk = Desk::new();
    let before = desk.text("li");
    desk.json("li", &["edit", "--json", "3f60a2c81b07", "改过"]);
    let after = desk.text("li");
    for kept in [
        "# 李老师的批注",
        "# 第一条",
        "# 路径写全",
        "mood = \"将来的字段\"",
        "# 已读",
        "[future]",
        "# 将来的表",
    ] {
        assert!(after.contains(kept), "{kept} lost in\n{after}");
    }
    let changed: Vec<&str> = after.lines().filter(|line| !before.contains(*line)).collect();
    assert_eq!(changed.len(), 3, "note, updated, rev: {changed:?}");
}

#[test]
fn p7_a_bad_file_is_named_with_line_and_column_and_costs_nothing_else() {
    let desk = Desk::new();
    let broken = desk.text("li").replace("status = \"deleted\"", "status = “删”");
    fs::write(desk.file("li"), &broken).expect("written");
    let line = broken.lines().position(|line| line.contains("“删”")).expect("there") + 1;
    let said = desk.fails("li", &["tag", ARTICLE, "1", "+亮点"], 4);
    assert!(said.contains(&format!("annotations/{ARTICLE}/li.toml:{line}:10")), "{said}");
    assert_eq!(desk.text("li"), broken);
    desk.json("wang", &["tag", "--json", ARTICLE, "1", "+亮点"]);
    assert!(desk.run("wang", &["show", ARTICLE]).status.success());
    let output = desk.run("wang", &["check", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let rows: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let row =
        rows.as_array().into_iter().flatten().find(|row| row["code"] == "store.not-toml").expect("named");
    assert_eq!((row["line"].as_u64(), row["column"].as_u64()), (Some(line as u64), Some(10)));
}

#[test]
fn p8_marking_never_changes_an_article() {
    let desk = Desk::new();
    let articles = |desk: &Desk| {
        desk.tree()
            .into_iter()
            .filter(|(path, _)| path.starts_with(desk.library().join("articles")))
            .collect::<Vec<_>>()
    };
    let before = articles(&desk);
    for args in [
        ["tag", ARTICLE, "1", "+亮点"].as_slice(),
        &["note", ARTICLE, "2", "好"],
        &["undo"],
        &["redo"],
        &["doctor", "--apply"],
        &["init"],
        &["migrate", "--apply"],
    ] {
        desk.run("wang", args);
    }
    assert_eq!(articles(&desk), before);
}

#[test]
fn p9_a_note_controls_no_terminal_no_spreadsheet_and_no_browser() {
    let desk = Desk::new();
    let note = desk.folder.path().join("note");
    fs::write(&note, "一\u{1b}[2J\u{9b}31m\u{202e}二\u{7}\u{200b}\u{e0041}").expect("written");
    let path = note.to_string_lossy().into_owned();
    for args in [
        ["note", "--file", &path, ARTICLE, "1"].as_slice(),
        &["note", "--json", "--file", &path, ARTICLE, "1"],
        &["log"],
        &["log", "--json"],
        &["undo"],
        &["trash", "list"],
        &["show", ARTICLE],
        &["show", "--json", ARTICLE],
    ] {
        let output = desk.run("wang", args);
        for stream in [output.stdout, output.stderr] {
            let said = String::from_utf8(stream).expect("UTF-8");
            let bad = said.chars().find(|c| (c.is_control() && *c != '\n') || matches!(*c, '\u{202a}'..='\u{202e}' | '\u{200b}'..='\u{200f}' | '\u{e0000}'..='\u{e007f}'));
            assert_eq!(bad, None, "{args:?}: {said}");
        }
    }
    assert!(desk.text("wang").contains("\\u001B[2J\\u009B31m\\u202E二\\u0007\\u200B\\U000E0041"));
    for note in ["=cmd|'/C calc'!A0", "＋1", "<script>alert(1)</script><img src=x onerror=alert(1)>"] {
        desk.json("wang", &["note", "--json", ARTICLE, "2", note]);
    }
    let printed = |format: &str| {
        let output = desk.run("wang", &["report", "--format", format]);
        assert!(output.status.success(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let csv = printed("csv");
    assert!(csv.contains(",'=cmd|") && csv.contains(",'＋1,"), "{csv}");
    assert!(!csv.contains(",=cmd") && !csv.contains(",＋1"), "{csv}");
    let html = printed("html");
    assert!(html.contains("&lt;script&gt;alert(1)"), "{html}");
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
}

#[test]
fn schema_1_is_read_for_ever() {
    let desk = Desk::new();
    let show = desk.json("li", &["show", "--json", ARTICLE]);
    let mark = &show["paragraphs"][1]["marks"][0];
    assert_eq!((&mark["span"], &mark["status"]), (&serde_json::json!([9, 18]), &serde_json::json!("open")));
    assert_eq!(mark["note"], "数字与年报不一致，\n请核对。");
    assert_eq!(mark["anchor"]["state"], "exact");
    assert_eq!(desk.run("li", &["check", "--json"]).status.code(), Some(0));
}

#[test]
fn a_newer_schema_is_never_written() {
    let desk = Desk::new();
    let newer = desk.text("li").replace("schema = 1", "schema = 9");
    fs::write(desk.file("li"), &newer).expect("written");
    desk.fails("li", &["tag", ARTICLE, "1", "+亮点"], 6);
    desk.fails("li", &["rm", "3f60a2c81b07"], 6);
    assert_eq!(desk.text("li"), newer);
    assert!(desk.run("li", &["show", ARTICLE]).status.success());
}

#[test]
fn somebody_who_keeps_the_lock_is_waited_for_and_then_named() {
    let desk = Desk::new();
    let lock = fs::File::create(desk.library().join(".pizhu.lock")).expect("lock");
    lock.lock().expect("locked");
    desk.fails("li", &["tag", ARTICLE, "1", "+亮点"], 5);
    drop(lock);
    desk.json("li", &["tag", "--json", ARTICLE, "1", "+亮点"]);
}
