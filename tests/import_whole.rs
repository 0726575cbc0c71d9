//! Imports as a whole: asked about an encoding, named another zone, stopped half-way.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const PAGE: &str = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 园区三条新路通车，企业少跑路。\n";

/// A home with a library in it.
struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn at(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.at(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    fn command(&self, library: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.args(["--lang", "zh", "--as", "li", "-C"]).arg(self.at(library)).args(args);
        command.env_clear().env("HOME", self.folder.path()).current_dir(self.folder.path());
        command
    }

    fn pizhu(&self, args: &[&str]) -> (Option<i32>, String) {
        told(&self.command("lib", args).output().expect("the program starts"))
    }

    fn articles(&self, library: &str) -> BTreeMap<String, String> {
        let root = self.at(library).join("articles");
        let name = |path: &Path| path.strip_prefix(&root).expect("below").display().to_string();
        let text = |path: &Path| fs::read_to_string(path).expect("text");
        files(&root).iter().map(|path| (name(path), text(path))).collect()
    }
}

fn told(output: &Output) -> (Option<i32>, String) {
    let [out, err] =
        [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    (output.status.code(), out + &err)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<PathBuf> =
        entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect();
    found.sort();
    found
}

/// Two characters in Big5, which tell nothing.
const UNSURE: &[u8] = b"\xa4\xba\xa5\xce";

#[test]
fn an_encoding_that_is_a_guess_is_asked_about_and_remembered() {
    let room = Room::new();
    let page = room.file("短.txt", UNSURE);
    room.pizhu(&["import", &room.file("page.txt", PAGE.as_bytes())]);
    let (code, told) = room.pizhu(&["import", &page]);
    assert_eq!(code, Some(7), "on the command line it is named: {told}");
    let (_, asked) = room.pizhu(&["--exec", &format!("import {page}")]);
    let rows: Vec<&str> = asked.lines().filter(|line| line.contains('\t')).collect();
    let big5 = rows.iter().position(|row| row.contains("Big5")).expect("Big5 is offered");
    assert!(rows.get(big5).is_some_and(|row| row.contains("內用")), "{asked}");
    assert!(rows.last().is_some_and(|row| row.contains("不导入这个文件")), "{asked}");
    assert_eq!(room.articles("lib").len(), 1, "nothing is written before Enter");
    let commands = format!("import {page}; choose {}", big5 + 1);
    let (_, preview) = room.pizhu(&["--exec", &commands]);
    assert!(preview.contains("（Big5）"), "{preview}");
    assert!(!room.at("lib/import-rules.toml").exists());
    let (_, done) = room.pizhu(&["--exec", &format!("{commands}; open")]);
    assert!(done.contains("新增1篇"), "{done}");
    assert!(fs::read_to_string(room.at("lib/import-rules.toml")).expect("rules").contains("Big5"));
    let (_, again) = room.pizhu(&["--exec", &format!("import {page}")]);
    assert!(again.contains("（Big5）") && !again.contains("都不对"), "{again}");
    assert_eq!(room.pizhu(&["import", &page]).0, Some(0));
}

#[test]
fn a_file_of_which_no_encoding_is_right_is_left_out() {
    let room = Room::new();
    room.file("pages/a.txt", UNSURE);
    room.file("pages/b.txt", PAGE.as_bytes());
    let (_, told) = room.pizhu(&["import", &room.file("x.txt", "题\n\n一。\n".as_bytes())]);
    assert!(told.contains("新增1篇"), "{told}");
    let (_, asked) = room.pizhu(&["--exec", "import pages"]);
    let last = asked.lines().filter(|line| line.contains('\t')).count();
    let (_, done) = room.pizhu(&["--exec", &format!("import pages; choose {last}; open")]);
    assert!(done.contains("没有导入"), "{done}");
    assert_eq!(room.articles("lib").len(), 2, "the other one is filed");
    assert!(!room.at("lib/import-rules.toml").exists());
}

#[test]
fn another_zone_for_a_page_that_is_here_is_said_and_forced() {
    let room = Room::new();
    let page = room.file("page.txt", PAGE.as_bytes());
    room.pizhu(&["import", &page]);
    let before = room.articles("lib");
    let (code, told) = room.pizhu(&["import", "--zone", "侯马经开区", &page]);
    assert_eq!(code, Some(0));
    assert!(told.contains("没有移动") && told.contains("--force"), "{told}");
    assert_eq!(room.articles("lib"), before);
    let (_, told) = room.pizhu(&["import", "--force", "--zone", "侯马经开区", &page]);
    assert!(told.contains("更新1篇"), "{told}");
    let names: Vec<String> = room.articles("lib").into_keys().collect();
    assert_eq!(names, [before.keys().next().expect("one").replace("平定经济技术开发区", "侯马经开区")]);
}

#[test]
fn files_of_one_run_are_read_as_in_runs_of_their_own() {
    let room = Room::new();
    let full = room.file("a.txt", PAGE.as_bytes());
    let short = "平定经开区办起夜校\n\n山西科技报讯 平定经开区的夜校开课了，工人下班来上课。\n";
    let short = room.file("b.txt", short.as_bytes());
    for (order, library) in [([&full, &short], "一起"), ([&short, &full], "倒过来")] {
        let (_, told) = told(&room.command(library, &["import", order[0], order[1]]).output().expect("ran"));
        assert!(told.contains("新增2篇"), "{told}");
        let apart = format!("{library}分开");
        for file in order {
            room.command(&apart, &["import", file]).output().expect("ran");
        }
        assert_eq!(room.articles(library), room.articles(&apart), "{library}");
    }
}

/// An article that is like no other.
fn article(number: u32) -> String {
    let words = |from: u32, count: u32| -> String {
        let sign = |at: u32| char::from_u32(0x4e00 + (number * 97 + (from + at) * 1_009) % 20_000);
        (0..count).filter_map(sign).collect()
    };
    let body: Vec<String> = (1..8).map(|at| format!("{}。", words(at * 50, 40))).collect();
    format!("平定经济技术开发区\n\n{}\n\n山西科技报讯 {}\n\n", words(0, 9), body.concat())
}

/// Waits for something that another process does.
fn until(holds: impl Fn() -> bool) {
    while !holds() {
        std::thread::yield_now();
    }
}

#[cfg(unix)]
#[test]
fn an_import_that_is_stopped_leaves_whole_pages_and_says_how_many() {
    use std::os::unix::process::ExitStatusExt;
    const PAGES: u32 = 12;
    let room = Room::new();
    for number in 0..PAGES {
        let page: Vec<String> = (0..2).map(|at| article(number * 2 + at)).collect();
        let page = page.concat();
        room.file(&format!("pages/{number:03}.txt"), page.as_bytes());
    }
    let mut child = room
        .command("lib", &["import", "pages"])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let is_page = |path: &PathBuf| path.extension().is_some_and(|end| end == "txt");
    let pages = || files(&room.at("lib/pages")).iter().filter(|path| is_page(path)).count();
    until(|| pages() >= 3);
    let kill = format!("kill -INT {}", child.id());
    assert!(Command::new("/bin/sh").args(["-c", &kill]).status().expect("kill").success());
    let status = child.wait().expect("it ends");
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().expect("piped"), &mut said).expect("text");
    assert_eq!(status.signal(), Some(2), "{said}");
    let kept = pages();
    let all = PAGES as usize;
    assert!((3..all).contains(&kept), "{kept}");
    assert!(said.contains(&format!("完成{kept}/{all}")), "{kept}: {said}");
    assert_eq!(room.articles("lib").len(), kept * 2, "every page that is here is here whole");
    let is_temp = |path: &PathBuf| path.extension().is_some_and(|end| end == "tmp");
    assert_eq!(files(&room.at("lib")).iter().filter(|path| is_temp(path)).count(), 0);
    let (code, told) = room.pizhu(&["import", "pages"]);
    assert_eq!((code, room.articles("lib").len()), (Some(0), all * 2), "{told}");
}
