//! Pages filed in a library: nothing twice, corrected pages keep their articles, originals byte for byte.

#![expect(
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may stop where it stands"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 记者赵小川 今年，平定经开区的三条新路通车，十家企业出门就是大道。\n\n\
    管委会请来九位工程师，驻点半年，手把手教会了一百名新工人。企业负责人说，这比什么都管用。 李强\n\n\
    侯马经济技术开发区\n\n老厂房变身新车间\n\n山西科技报讯 侯马经开区把闲置多年的老厂房改成了新车间，四十天建成投产。\n";

fn pizhu(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
    command.args(["--lang", "en"]).args(args).env_clear().env("HOME", home);
    command.output().expect("the program starts")
}

/// Every file below a folder with its bytes, sorted.
fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(here) = open.pop() {
        for entry in fs::read_dir(here).expect("a folder").flatten() {
            if entry.path().is_dir() {
                open.push(entry.path());
            } else {
                found.push((entry.path().display().to_string(), fs::read(entry.path()).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    fn library(&self) -> String {
        self.folder.path().join("lib").display().to_string()
    }

    fn import(&self, files: &[&str]) -> Output {
        let library = self.library();
        let mut args = vec!["-C", library.as_str(), "import"];
        args.extend(files);
        pizhu(self.folder.path(), &args)
    }
}

#[test]
fn the_same_page_twice_changes_nothing() {
    let desk = Desk::new();
    let page = desk.file("page.txt", PAGE.as_bytes());
    assert_eq!(desk.import(&[&page]).status.code(), Some(0));
    let before = tree(Path::new(&desk.library()));
    assert!(before.iter().any(|(path, bytes)| path.contains("pages/page-") && bytes == PAGE.as_bytes()));
    let other_name = desk.file("other.txt", PAGE.as_bytes());
    let again = desk.import(&[&other_name]);
    assert_eq!(again.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&again.stdout).contains("nothing changed"));
    assert_eq!(tree(Path::new(&desk.library())), before);
}

#[test]
fn a_corrected_page_updates_its_articles_under_their_ids() {
    let desk = Desk::new();
    let page = desk.file("page.txt", PAGE.as_bytes());
    desk.import(&[&page]);
    let articles = |desk: &Desk| -> Vec<String> {
        tree(Path::new(&desk.library()))
            .into_iter()
            .map(|(path, _)| path)
            .filter(|path| path.ends_with(".md"))
            .collect()
    };
    let before = articles(&desk);
    let corrected = desk.file("page2.txt", PAGE.replace("一百名", "一百二十名").as_bytes());
    let out = desk.import(&[&corrected]);
    assert!(
        String::from_utf8_lossy(&out.stdout).contains("1 updated")
            || String::from_utf8_lossy(&out.stdout).contains("2 updated")
    );
    assert_eq!(articles(&desk), before);
    let text: Vec<u8> = tree(Path::new(&desk.library()))
        .into_iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .flat_map(|(_, bytes)| bytes)
        .collect();
    assert!(String::from_utf8_lossy(&text).contains("一百二十名"));
}

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let desk = Desk::new();
    let (bad, page) = (desk.file("bad.txt", b"a\0b"), desk.file("page.txt", PAGE.as_bytes()));
    let out = desk.import(&[&bad, &page]);
    assert_eq!(out.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&out.stderr).contains("bad.txt:1:2"));
    assert!(tree(Path::new(&desk.library())).iter().any(|(path, _)| path.ends_with(".md")));
    assert_eq!(desk.import(&["/nowhere/at/all", &page]).status.code(), Some(3));
}

#[test]
fn a_dry_run_writes_nothing_and_prints_the_shape() {
    let desk = Desk::new();
    let page = desk.file("page.txt", PAGE.as_bytes());
    let out = desk.import(&["--dry-run", "--json", &page]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(json["articles"][0]["reporters"][0], "赵小川");
    assert_eq!(json["articles"][0]["authors"][0], "李强");
    assert_eq!(json["articles"][1]["zone_evidence"], "zone_line");
    assert_eq!(json["page"]["paper"], "山西科技报");
    assert!(json["articles"][0].get("path").is_none());
    assert!(!Path::new(&desk.library()).exists());
}

#[test]
fn options_are_checked() {
    let desk = Desk::new();
    let page = desk.file("page.txt", PAGE.as_bytes());
    assert_eq!(desk.import(&["--encoding", "klingon", &page]).status.code(), Some(2));
    assert_eq!(desk.import(&["--date", "2026-02-30", &page]).status.code(), Some(2));
    let out = desk.import(&["--json", "--zone", "雄安新区", "--date", "2026-03-18", &page, &page]);
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(json[0]["articles"][1]["zone"], "雄安新区");
    assert_eq!(json[0]["page"]["date"], "2026-03-18");
    assert_eq!(json[0]["articles"][0]["path"], json[1]["articles"][0]["path"]);
}
