//! Somebody at a terminal: the built program in a pty, its screen read by another program's eyes.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty, native_pty_system};
use tempfile::TempDir;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

const ROWS: NonZeroU16 = NonZeroU16::new(24).expect("not 0");
const COLUMNS: NonZeroU16 = NonZeroU16::new(80).expect("not 0");

const ARTICLE: &str = "+++\ntitle = \"三条新路通到车间门口\"\nzone = \"高平经济技术开发区\"\n+++\n\n\
    三条新路昨天同时通车，总长4.6公里。\n\n路修到了十一家企业的门口，货车不用再绕行集镇。\n";

/// A library of one article, and the user's own folders.
#[derive(Debug)]
pub(crate) struct Home {
    folder: TempDir,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let articles = folder.path().join("lib/articles/高平经济技术开发区");
        std::fs::create_dir_all(&articles).expect("a zone");
        let mut file = std::fs::File::create(articles.join("gaoping-2026-03-18-1.md")).expect("an article");
        file.write_all(ARTICLE.as_bytes()).expect("written");
        Self { folder }
    }

    fn environment(&self) -> Vec<(&'static str, PathBuf)> {
        let own = self.folder.path().join("own");
        let mut all = vec![("HOME", own.clone())];
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
            all.push((name, own.join(name.to_lowercase())));
        }
        let said = [("PATH", "/usr/bin:/bin"), ("LANG", "zh_CN.UTF-8"), ("TERM", "xterm-256color")];
        all.extend(said.map(|(name, value)| (name, PathBuf::from(value))));
        all.extend([("PIZHU_ANNOTATOR", PathBuf::from("li")), ("PIZHU_AMBIGUOUS", PathBuf::from("narrow"))]);
        all
    }

    /// The program without a terminal.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.arg("-C").arg(self.folder.path().join("lib")).args(args).env_clear().envs(self.environment());
        command
    }

    /// Puts a file beside the library, by a rename as editors do; its path.
    pub(crate) fn put(&self, name: &str, text: &str) -> PathBuf {
        let (path, new) = (self.folder.path().join(name), self.folder.path().join("new"));
        let mut file = std::fs::File::create(&new).expect("a file");
        file.write_all(text.as_bytes()).expect("written");
        std::fs::rename(new, &path).expect("renamed");
        path
    }

    /// Starts the reader with more words on its command line.
    pub(crate) fn take_with(&self, more: &str) -> Seat {
        Seat::start(self, &format!("exec {} {more}", self.words()))
    }

    /// The library's folder.
    pub(crate) fn library(&self) -> PathBuf {
        self.folder.path().join("lib")
    }

    /// The program and its words, for a shell.
    fn words(&self) -> String {
        format!("{} -C {}", env!("CARGO_BIN_EXE_pizhu"), self.folder.path().join("lib").display())
    }

    /// All that lies in the user's own folders, as one text.
    pub(crate) fn own_text(&self) -> String {
        let (mut text, mut waiting) = (String::new(), vec![self.folder.path().join("own")]);
        while let Some(folder) = waiting.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() {
                    waiting.push(entry.path());
                } else {
                    text.push_str(&String::from_utf8_lossy(&std::fs::read(entry.path()).unwrap_or_default()));
                }
            }
        }
        text
    }
}

/// The reader in its terminal.
pub(crate) struct Seat {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    /// Held so that the terminal lives on when the program has ended.
    slave: Option<Box<dyn SlavePty + Send>>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    pub(crate) raw: Vec<u8>,
    tty: PathBuf,
    modes: String,
    gone: Arc<AtomicBool>,
    watcher: Option<thread::JoinHandle<()>>,
    /// The reader's own process.
    pid: u32,
}

impl Seat {
    /// Starts the reader, under `sh -c 'PREFIX exec …'`, and waits for its first screen.
    pub(crate) fn take(home: &Home, prefix: &str) -> Self {
        Self::start(home, &format!("{prefix} exec {}", home.words()))
    }

    /// Starts the reader as a job of a shell, which brings it back at the first line typed after it stopped.
    pub(crate) fn take_as_job(home: &Home) -> Self {
        let words = format!("set -m; {}; read _; fg >/dev/null", home.words());
        let mut seat = Self::start(home, &words);
        let children = format!("/proc/{0}/task/{0}/children", seat.pid);
        let children = std::fs::read_to_string(children).expect("the shell's jobs");
        seat.pid = children.split_whitespace().next().and_then(|pid| pid.parse().ok()).expect("a job");
        seat
    }

    fn start(home: &Home, words: &str) -> Self {
        let size = PtySize { rows: ROWS.get(), cols: COLUMNS.get(), pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pty");
        let tty = pair.master.tty_name().expect("its name");
        let modes = stty(&tty);
        let mut shell = CommandBuilder::new("/bin/sh");
        shell.env_clear();
        home.environment().into_iter().for_each(|(name, value)| shell.env(name, value));
        shell.cwd("/");
        shell.args(["-c", words]);
        let child = pair.slave.spawn_command(shell).expect("the reader starts");
        let pid = child.process_id().expect("its number");
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let (send, output) = channel();
        let gone = Arc::new(AtomicBool::new(false));
        let unplugged = Arc::clone(&gone);
        let watcher = thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if unplugged.load(Ordering::Acquire) || send.send(buffer[..n].to_vec()).is_err() {
                    return;
                }
            }
        });
        let screen = vt100::Parser::new(ROWS, COLUMNS, 0);
        let (master, keys, slave) = (Some(pair.master), Some(keys), Some(pair.slave));
        let mut seat = Self {
            child,
            master,
            keys,
            slave,
            output,
            screen,
            raw: Vec::new(),
            tty,
            modes,
            gone,
            watcher: Some(watcher),
            pid,
        };
        seat.until("the list", |screen| screen.alternate_screen() && screen.contents().contains("三条新路"));
        seat
    }

    /// What the screen shows.
    pub(crate) fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Types.
    pub(crate) fn press(&mut self, keys: &str) {
        let out = self.keys.as_mut().expect("a keyboard");
        out.write_all(keys.as_bytes()).and_then(|()| out.flush()).expect("typed");
    }

    /// Waits for the screen to show something.
    pub(crate) fn until(&mut self, what: &str, is_shown: impl Fn(&vt100::Screen) -> bool) {
        while !is_shown(self.screen.screen()) {
            self.more(what);
        }
    }

    /// Waits for more output.
    pub(crate) fn more(&mut self, what: &str) {
        let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
            panic!("{what} does not come:\n{}", self.screen.screen().contents())
        };
        self.see(&bytes);
    }

    /// Does what others may do to the terminal of a stopped program: another screen, the modes as they were.
    pub(crate) fn disturb(&mut self) {
        self.see(b"\x1b[?1049l\x1b[?2004l\x1b[2J");
        let set = Command::new("stty").arg("-F").arg(&self.tty).arg(self.modes.trim()).status();
        assert!(set.expect("stty").success());
    }

    fn see(&mut self, bytes: &[u8]) {
        self.screen.process(bytes);
        self.raw.extend_from_slice(bytes);
    }

    /// Sends a signal by name.
    pub(crate) fn signal(&self, name: &str) {
        let kill = format!("kill -{name} {}", self.pid);
        assert!(Command::new("/bin/sh").args(["-c", &kill]).status().expect("kill").success(), "{kill}");
    }

    /// The terminal goes away.
    pub(crate) fn unplug(&mut self) {
        self.gone.store(true, Ordering::Release);
        // Whoever waits for output holds the terminal: a byte wakes it up.
        let mut line = std::fs::OpenOptions::new().write(true).open(&self.tty).expect("the line");
        line.write_all(b" ").expect("a byte");
        drop(line);
        self.watcher.take().map(thread::JoinHandle::join);
        self.keys = None;
        self.slave = None;
        self.master = None;
    }

    /// Waits for the end, at most so long.
    pub(crate) fn end(&mut self, within: Duration) -> ExitStatus {
        let start = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("its end") {
                while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
                    self.see(&bytes);
                }
                return status;
            }
            assert!(start.elapsed() < within, "still there:\n{}", self.screen.screen().contents());
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(10)) {
                self.see(&bytes);
            }
        }
    }

    /// Fails unless the terminal is as it was found: screen, caret, mouse, paste, modes of the line.
    pub(crate) fn is_given_back(&self, when: &str) {
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen(), "{when}: still on the other screen");
        assert!(!screen.hide_cursor(), "{when}: no caret");
        assert!(!screen.bracketed_paste(), "{when}: pastes still bracketed");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "{when}: the mouse is kept");
        assert_eq!(stty(&self.tty), self.modes, "{when}: modes of the line");
    }

    /// Whether the system says that the process is stopped.
    pub(crate) fn is_stopped(&self) -> bool {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid)).unwrap_or_default();
        stat.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    }

    /// Waits for the process to stop.
    pub(crate) fn until_stopped(&mut self) {
        let end = Instant::now() + PATIENCE;
        while !self.is_stopped() {
            assert!(Instant::now() < end, "it does not stop:\n{}", self.screen.screen().contents());
            if let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(10)) {
                self.see(&bytes);
            }
        }
        while let Ok(bytes) = self.output.recv_timeout(Duration::from_millis(20)) {
            self.see(&bytes);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The modes of a terminal's line, in one word.
fn stty(tty: &PathBuf) -> String {
    let output = Command::new("stty").arg("-F").arg(tty).arg("-g").output().expect("stty");
    String::from_utf8_lossy(&output.stdout).into_owned()
}
