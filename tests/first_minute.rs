//! The first minute as it really happens: the program in a pseudo-terminal, waited for by what it shows.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test that cannot go on ends")]

#[path = "first_minute/picture.rs"]
mod picture;
#[path = "first_minute/tutor.rs"]
mod tutor;

use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long anything may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program on a screen of its own, its home in a temporary folder.
struct Screen {
    parser: vt100::Parser,
    output: Receiver<Vec<u8>>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
}

impl Screen {
    fn open(home: &Path, library: &Path) -> Self {
        Self::open_drawing(home, library, "narrow")
    }

    fn open_drawing(home: &Path, library: &Path, ambiguous: &str) -> Self {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_pizhu"));
        command.args(["-C", library.to_str().expect("a path"), "--ambiguous", ambiguous]);
        command.cwd(home);
        command.env_clear();
        for (name, folder) in [
            ("HOME", "."),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_DATA_HOME", "data"),
        ] {
            command.env(name, home.join(folder));
        }
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "zh_CN.UTF-8");
        command.env("PIZHU_ANNOTATOR", "li");
        command.env("EDITOR", format!("/bin/sh {}", home.join("editor.sh").display()));
        let child = pair.slave.spawn_command(command).expect("the program starts");
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let keys = pair.master.take_writer().expect("a writer");
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0_u8; 8192];
            while let Ok(read @ 1..) = reader.read(&mut bytes) {
                if send.send(bytes.get(..read).unwrap_or_default().to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { parser: parser(), output, keys, child, _master: pair.master }
    }

    fn text(&self) -> String {
        self.parser.screen().contents()
    }

    /// Waits until the screen is as wanted.
    fn until(&mut self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !wanted(self.parser.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.parser.process(&bytes),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("waited in vain for {what}:\n{}", self.text())
                }
            }
        }
    }

    fn shows(&mut self, text: &str) {
        self.until(text, |screen| screen.contents().contains(text));
    }

    fn types(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("typed");
    }

    fn ends(mut self) -> (u32, vt100::Parser) {
        let status = self.child.wait().expect("it ends");
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_secs(5)) {
            self.parser.process(&bytes);
        }
        (status.exit_code(), self.parser)
    }
}

/// A terminal of 120 by 40.
fn parser() -> vt100::Parser {
    let cells = |n| std::num::NonZeroU16::new(n).expect("not zero");
    vt100::Parser::new(cells(40), cells(120), 0)
}

/// A library of one article of our own.
fn library(folder: &Path) {
    let zone = folder.join("articles").join("晋城经开区");
    std::fs::create_dir_all(&zone).expect("a folder");
    let text = "+++\ntitle = \"窗口开到车间门口\"\nzone = \"晋城经开区\"\n+++\n\n\
        前两个月签下十二个项目，总投资约35.6亿元。\n\n\
        “三懂”说起来容易：懂政策、懂企业、懂流程——少一样都不行。\n\n\
        审批从9个工作日压到1.5个，压减83%。\n";
    let mut file = std::fs::File::create(zone.join("jincheng-1.md")).expect("a file");
    file.write_all(text.as_bytes()).expect("written");
}

#[test]
fn someone_who_has_read_nothing_gets_through_the_first_minute() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = home.path().join("desk");
    library(&desk);
    let mut screen = Screen::open(home.path(), &desk);
    screen.shows("总投资约35.6亿元");
    screen.shows("1-9 标签");
    for hint in ["a 批注", "/ 查找", "? 帮助", ": 命令"] {
        screen.shows(hint);
    }
    screen.types("J");
    screen.types("1");
    screen.shows("已标【待核实】  u 撤销");
    screen.shows("1待核");
    screen.types("a");
    screen.shows("批注 第 1 段");
    screen.until("the caret in the note", |screen| !screen.hide_cursor());
    screen.types("投资额请与年报核对");
    screen.shows("投资额请与年报核对");
    let (row, column) = screen.parser.screen().cursor_position();
    let before = screen.parser.screen().contents_between(row, 0, row, column);
    assert!(before.ends_with("投资额请与年报核对"), "the caret stands behind the text: {before}");
    screen.types("\x13");
    screen.shows("已保存");
    screen.types("t");
    screen.shows("差错/数据单位");
    screen.types("\x1b");
    screen.until("the menu to go", |screen| !screen.contents().contains("差错/数据单位"));
    screen.types("ee");
    screen.shows("报告预览");
    screen.types("\r");
    screen.shows("已写出：");
    screen.types("Q");
    let (code, parser) = screen.ends();
    assert_eq!(code, 0);
    assert!(!parser.screen().alternate_screen(), "the terminal was given back");

    let mut again = Screen::open(home.path(), &desk);
    again.shows("投资额请与年报核对");
    again.shows("1待核");
    again.types("u");
    again.shows("已撤销");
    again.types("Q");
    assert_eq!(again.ends().0, 0);
    let reports = std::fs::read_dir(home.path()).expect("home").flatten();
    let report = reports.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|e| e == "md"));
    let text = std::fs::read_to_string(report.expect("a report was written")).expect("read");
    assert!(text.contains("投资额请与年报核对") && text.contains("待核实"), "{text}");
}

#[test]
fn an_editor_gets_every_key_that_is_typed_for_it() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = home.path().join("desk");
    library(&desk);
    let mut script = std::fs::File::create(home.path().join("editor.sh")).expect("a file");
    // It says how often it was asked, so that the test waits for each time.
    let words = "PATH=/usr/bin:/bin\necho x >> \"$0.asked\"\necho 请写第 $(wc -l < \"$0.asked\") 行\nread line\nprintf '%s' \"$line\" > \"$1\"\n";
    script.write_all(words.as_bytes()).expect("written");
    let mut screen = Screen::open(home.path(), &desk);
    screen.shows("总投资约35.6亿元");
    for (nth, line) in [(1, "abcdefghijklmnopqrstuvwxyz"), (2, "第二回也一个字不少，0123456789")] {
        screen.types("J,e");
        screen.shows(&format!("请写第 {nth} 行"));
        screen.types(line);
        screen.types("\r");
        screen.shows("批注 第");
        screen.shows(line);
        screen.types("\x13");
        screen.shows("已保存");
    }
    screen.types("Q");
    assert_eq!(screen.ends().0, 0);
}

#[test]
fn a_signal_keeps_the_draft_and_gives_the_terminal_back() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = home.path().join("desk");
    library(&desk);
    let mut screen = Screen::open(home.path(), &desk);
    screen.shows("总投资约35.6亿元");
    screen.types("Ja");
    screen.shows("批注 第 1 段");
    screen.types("写到一半");
    screen.shows("写到一半");
    let id = screen.child.process_id().expect("an id").to_string();
    std::process::Command::new("kill").args(["-TERM", &id]).status().expect("kill");
    let (_, parser) = screen.ends();
    assert!(!parser.screen().alternate_screen());
    let mut again = Screen::open(home.path(), &desk);
    again.shows("有一份草稿");
    again.types("\r");
    again.shows("批注 第 1 段");
    again.shows("写到一半");
}

#[test]
fn without_a_terminal_it_ends_at_once_and_writes_no_codes() {
    let home = tempfile::tempdir().expect("a folder");
    let desk = home.path().join("desk");
    library(&desk);
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_pizhu"))
        .args(["-C", desk.to_str().expect("a path")])
        .env("HOME", home.path())
        .env("XDG_STATE_HOME", home.path().join("state"))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(!output.stderr.contains(&0x1b));
}
