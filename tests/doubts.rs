//! Doubts answered, paragraphs split and joined, marks placed again: by the reader's commands, seen on the disk.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 园区三条新路通车。\n\n管委会请来工程师，他们带着图纸和仪器，驻点半年，帮忙办理\n\n各项手续，企业少跑了路。\n\n夜班工人下班就能交材料，全年少跑二十趟。\n";

/// A library of one imported page.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        let room = Self { folder: tempfile::tempdir().expect("a folder") };
        fs::write(room.folder.path().join("page.txt"), PAGE).expect("written");
        let page = room.folder.path().join("page.txt").display().to_string();
        let (done, told) = room.pizhu(&["import", &page]);
        assert!(done, "{told}");
        room
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("lib")
    }

    fn pizhu(&self, args: &[&str]) -> (bool, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.args(["--lang", "zh", "--as", "li", "-C"]).arg(self.library()).args(args);
        let output =
            command.env_clear().env("HOME", self.folder.path()).output().expect("the program starts");
        let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.success(), told.concat())
    }

    /// Runs commands in the reader.
    fn exec(&self, commands: &str) -> String {
        let (done, told) = self.pizhu(&["--exec", commands]);
        assert!(done, "{commands}: {told}");
        told
    }

    /// Ends with this exit code and says something.
    fn fails(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.args(["--lang", "zh", "--as", "li", "-C"]).arg(self.library()).args(args);
        let output =
            command.env_clear().env("HOME", self.folder.path()).output().expect("the program starts");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn article(&self) -> String {
        let path = files(&self.library().join("articles")).pop().expect("an article");
        fs::read_to_string(path).expect("text")
    }

    fn rules(&self) -> String {
        fs::read_to_string(self.library().join("import-rules.toml")).unwrap_or_default()
    }

    /// The paragraphs of the article.
    fn body(&self) -> Vec<String> {
        let text = self.article();
        let (_, body) = text.rsplit_once("+++\n").expect("front matter");
        body.split("\n\n").map(|block| block.trim().to_owned()).filter(|block| !block.is_empty()).collect()
    }

    fn notes(&self) -> serde_json::Value {
        let (done, told) = self.pizhu(&["show", "--json", &self.id()]);
        assert!(done, "{told}");
        serde_json::from_str(&told).expect("json")
    }

    fn id(&self) -> String {
        let path = files(&self.library().join("articles")).pop().expect("an article");
        path.file_stem().expect("a stem").to_string_lossy().into_owned()
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn a_rejected_join_is_two_paragraphs_a_rule_and_a_record() {
    let room = Room::new();
    assert_eq!(room.body().len(), 3);
    let told = room.exec("doubts; doubt reject");
    assert!(told.contains("join") && told.contains("存疑都已处理"), "{told}");
    assert_eq!(room.body().len(), 4);
    let article = room.article();
    assert!(article.contains("接排") && article.contains("state = \"rejected\""), "{article}");
    assert!(!article.contains("另起段"), "the answer is one record: {article}");
    assert!(room.rules().contains("answer = \"no\""), "{}", room.rules());
    assert!(room.exec("doubts").contains("没有存疑"));
}

#[test]
fn an_accepted_join_stays_and_is_recorded_as_such() {
    let room = Room::new();
    let before = room.article();
    room.exec("doubts; doubt accept");
    let after = room.article();
    assert_eq!(before.replace("state = \"proposed\"", "state = \"accepted\""), after);
    assert!(room.rules().contains("answer = \"yes\""));
}

#[test]
fn u_takes_an_answer_back_with_its_rule() {
    let room = Room::new();
    let before = room.article();
    let told = room.exec("doubts; doubt reject; undo");
    assert!(told.contains("已撤销退回：接排"), "{told}");
    assert_eq!(room.article(), before);
    assert!(!room.rules().contains("when"), "{}", room.rules());
}

#[test]
fn repairs_are_undone_after_a_restart_and_done_again() {
    let room = Room::new();
    let before = room.article();
    room.exec("doubts; doubt reject");
    let rejected = room.article();
    room.exec("paragraph next; paragraph join");
    let joined = room.article();
    assert!(room.exec("undo").contains("已撤销修复：接排"));
    assert_eq!(room.article(), rejected);
    let (done, told) = room.pizhu(&["undo"]);
    assert!(done && told.contains("接排 退回") && told.contains("各项手续"), "{told}");
    assert_eq!(room.article(), before);
    assert!(!room.rules().contains("when"), "{}", room.rules());
    let (done, told) = room.pizhu(&["redo", "2"]);
    assert!(done, "{told}");
    assert_eq!(room.article(), joined);
    assert!(room.rules().contains("answer = \"no\""));
    let (_, log) = room.pizhu(&["log"]);
    assert_eq!((log.matches("接排 修复").count(), log.matches("接排 退回").count()), (3, 3), "{log}");
    let (_, json) = room.pizhu(&["log", "--json"]);
    assert!(json.contains("\"record\": \"repair\"") || json.contains("\"record\":\"repair\""), "{json}");
}

#[test]
fn a_repair_of_a_file_that_changed_since_is_not_undone() {
    let room = Room::new();
    room.exec("tag toggle 1; paragraph next; paragraph join");
    let path = files(&room.library().join("articles")).pop().expect("an article");
    let edited = fs::read_to_string(&path).expect("text").replace("三条", "四条");
    fs::write(&path, &edited).expect("written");
    let (code, told) = room.fails(&["undo"]);
    assert_eq!(code, Some(7), "{told}");
    assert!(told.contains("已不是这次修复留下的样子") && told.contains("搁置"), "{told}");
    assert_eq!(room.article(), edited);
    let (done, told) = room.pizhu(&["undo"]);
    assert!(done && told.contains("批注"), "the step before it: {told}");
}

#[test]
fn a_zone_given_by_hand_is_undone_in_its_old_folder() {
    let room = Room::new();
    let page = room.folder.path().join("no-zone.txt");
    fs::write(&page, "园区办好三件实事\n\n山西科技报讯 三条新路通车，企业少跑了路。\n").expect("written");
    let (done, told) = room.pizhu(&["import", &page.display().to_string()]);
    assert!(done, "{told}");
    let before = files(&room.library().join("articles"));
    let told = room.exec("doubts");
    let at = told.lines().position(|line| line.contains("\tzone\t")).expect("a doubt about the zone");
    room.exec(&format!("doubts; {}doubt accept", "line down; ".repeat(at)));
    let (done, told) = room.pizhu(&["undo"]);
    assert!(done && told.contains("专区 确认"), "{told}");
    assert_eq!(files(&room.library().join("articles")), before);
}

#[test]
fn a_zone_that_is_not_right_is_left_open_and_says_nothing_of_the_next_page() {
    let room = Room::new();
    let page = "园区办了夜校\n——平定经开区帮工人学技术\n\n山西科技报讯 夜校开课，工人下了班就来。\n";
    let path = room.folder.path().join("night.txt");
    fs::write(&path, page).expect("written");
    let import = ["import", "--json", &path.display().to_string()].map(str::to_owned);
    let import: Vec<&str> = import.iter().map(String::as_str).collect();
    let (done, told) = room.pizhu(&import);
    assert!(
        done && told.contains("\"zone_evidence\":\"deck\"") || told.contains("\"zone_evidence\": \"deck\""),
        "{told}"
    );
    let before = room.rules();
    let told = room.exec("article next; doubts; doubt reject");
    assert!(told.contains("专区待定"), "{told}");
    let all = files(&room.library().join("articles"))
        .into_iter()
        .map(|path| fs::read_to_string(path).expect("text"));
    assert_eq!(all.filter(|text| text.contains("zone = \"专区待定\"")).count(), 1);
    assert_eq!(room.rules(), before, "no rule for other pages");
    assert!(!room.exec("article next; doubts").contains("平定经开区帮"), "it is not asked again");
    room.exec("undo");
    let all = files(&room.library().join("articles"))
        .into_iter()
        .map(|path| fs::read_to_string(path).expect("text"));
    assert_eq!(all.filter(|text| text.contains("zone = \"专区待定\"")).count(), 0);
}

#[test]
fn a_break_is_set_by_hand_and_remembered() {
    let room = Room::new();
    let body = room.body();
    let told =
        room.exec("doubts; doubt edit; line down; pane next; pane next; paragraph split; doubt accept");
    assert!(told.contains("存疑都已处理"), "{told}");
    let parted = room.body();
    assert_eq!((parted.len(), parted.concat()), (4, body.concat()), "{parted:?}");
    assert!(parted.get(1).is_some_and(|block| block.ends_with("办理各项")), "{parted:?}");
    assert_eq!(room.rules().matches("[[rule]]").count(), 2, "{}", room.rules());
    assert!(room.exec("doubts").contains("没有存疑"));
    // Another import of the same text replays both.
    let (_, told) = room.pizhu(&[
        "import",
        "--dry-run",
        "--json",
        &room.folder.path().join("page.txt").display().to_string(),
    ]);
    let page: serde_json::Value = serde_json::from_str(&told).expect("json");
    let blocks = page["articles"][0]["paragraphs"].as_array().expect("paragraphs");
    assert_eq!(blocks.iter().map(|block| block["text"].as_str().unwrap_or("")).collect::<Vec<_>>(), parted);
}

#[test]
fn a_break_by_hand_may_say_what_yes_and_no_say() {
    let room = Room::new();
    room.exec("doubts; doubt edit; paragraph split; doubt accept");
    assert_eq!(room.body().len(), 4, "parted where the page parts them");
    assert!(room.rules().contains("answer = \"no\""));
    room.pizhu(&["undo"]);
    room.exec("doubts; doubt edit; pane next; doubt accept");
    assert_eq!(room.body().len(), 3, "moving alone parts nothing");
    assert!(room.rules().contains("answer = \"yes\""));
}

#[test]
fn a_break_that_is_given_up_changes_nothing() {
    let room = Room::new();
    let before = room.article();
    let told = room.exec("doubts; doubt edit; pane next; paragraph split; back; doubts");
    assert!(told.contains("join"), "{told}");
    room.exec("doubts; doubt edit; paragraph split; undo; back");
    assert_eq!(room.article(), before);
    assert_eq!(room.rules(), "");
}

#[test]
fn repairs_and_marks_are_undone_in_the_order_they_were_made() {
    let room = Room::new();
    let before = room.article();
    room.exec("paragraph next; tag toggle 1; paragraph join; tag toggle 2; undo; undo");
    assert_eq!(room.article(), before, "the second undo is the join's");
    let notes = room.notes().to_string();
    assert!(notes.contains("待核实"), "the tag put on before the join stays: {notes}");
}

#[test]
fn a_mark_follows_its_words_through_split_and_join() {
    let room = Room::new();
    room.exec(
        "paragraph next; paragraph next; paragraph next; tag toggle 1; paragraph previous; paragraph join",
    );
    assert_eq!(room.body().len(), 2);
    let joined = room.notes();
    assert_eq!(joined["orphans"].as_array().map(Vec::len), Some(0), "{joined}");
    room.exec(
        "paragraph next; select span; caret right; caret right; caret right; caret right; paragraph split",
    );
    let body = room.body();
    assert_eq!(body.len(), 3, "{body:?}");
    assert_eq!(body.concat(), {
        let whole = Room::new().body();
        whole.concat()
    });
    let split = room.notes();
    assert_eq!(split["orphans"].as_array().map(Vec::len), Some(0), "{split}");
}

#[test]
fn what_was_repaired_by_hand_stays_when_a_doubt_is_answered() {
    let room = Room::new();
    room.exec(
        "paragraph next; select span; caret right; caret right; caret right; caret right; paragraph split",
    );
    assert_eq!(room.body().len(), 4);
    room.exec("doubts; doubt reject");
    assert_eq!(room.body().len(), 5, "{:?}", room.body());
}

#[test]
fn a_split_at_the_beginning_is_none() {
    let room = Room::new();
    let before = room.article();
    let (code, told) = room.fails(&["--exec", "paragraph next; paragraph split"]);
    assert_eq!(code, Some(7));
    assert!(told.contains("从哪里断开"), "{told}");
    assert_eq!(room.article(), before);
}

#[test]
fn the_raw_text_of_a_doubt_is_the_pages() {
    let told = Room::new().exec("doubts; raw text");
    assert!(told.contains("驻点半年，帮忙办理\n\n各项手续"), "{told}");
}
