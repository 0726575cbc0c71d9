//! A library made to do harm: whatever the program prints of it controls nothing, it leaves the library alone, it is not
//! led out of it, and it does not wait at what is no file.

#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test")]

use std::collections::BTreeMap;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// What must never reach a terminal, as an article, a note or a name may hold it.
const HARM: &str =
    "坏\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{8}\u{7f}\u{202e}反\u{2066}\u{200b}\u{feff}\u{e0041}\u{2028}尾";
/// Stands in a file outside of the library.
const SECRET: &str = "机密文件不得外传";
/// Longer than any of these commands takes, shorter than for ever.
const PATIENCE: Duration = Duration::from_mins(2);

struct Trap {
    folder: tempfile::TempDir,
}

impl Trap {
    fn root(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    fn put(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        let mut file = std::fs::File::create_new(path).expect("new file");
        std::io::Write::write_all(&mut file, text.as_bytes()).expect("written");
    }

    /// A library with everything that is not what it seems.
    fn set() -> Self {
        let trap = Self { folder: tempfile::tempdir().expect("temp folder") };
        let root = trap.root();
        trap.put("../outside/secret.md", &format!("# {SECRET}\n\n{SECRET}\n"));
        let escaped = HARM.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect::<Vec<_>>().concat();
        let front = format!(
            "title = \"{escaped}\"\nkicker = \"{escaped}\"\ndate = \"{escaped}\"\nreporters = [\"{escaped}\"]"
        );
        trap.put("articles/好区/good.md", "+++\ntitle = \"好稿\"\n+++\n\n今天天气很好。\n");
        trap.put(
            &format!("articles/{HARM}/harm.md"),
            &format!("+++\n{front}\n+++\n\n正文{HARM}。\n\n## {HARM}\n"),
        );
        trap.put(&format!("articles/好区/{HARM}.md"), &format!("# {HARM}\n\n{HARM}\n"));
        trap.put("articles/好区/broken.md", &format!("+++\ntitle = {HARM}\n+++\n\n{HARM}\n"));
        trap.put("articles/好区/folder.md/x.md", "# 夹层\n");
        let zone = root.join("articles/好区");
        symlink(trap.folder.path().join("outside/secret.md"), zone.join("link.md")).expect("link");
        symlink("loop.md", zone.join("loop.md")).expect("link");
        symlink(trap.folder.path().join("outside"), root.join("articles/外面")).expect("link");
        symlink("..", root.join("articles/环")).expect("link");
        symlink(trap.folder.path().join("outside"), root.join("pages")).expect("link");
        let fifo = Command::new("mkfifo").arg(zone.join("pipe.md")).status();
        assert!(fifo.is_ok_and(|status| status.success()), "mkfifo");
        let mark = format!(
            "schema = 1\nauthor_name = \"{escaped}\"\n[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b07]\npara = 1\npara_hash = \"071d14eb91d972e9\"\nquote = \"{escaped}\"\nprefix = \"{escaped}\"\nsuffix = \"{escaped}\"\ntags = []\nnote = \"{escaped}\"\nstatus = \"open\"\ncreated = 2026-03-18T14:03:07+08:00\nupdated = 2026-03-18T14:03:07+08:00\ncodebook = 1\nmine = \"{escaped}\"\nrev = \"1-{escaped}\"\n"
        );
        trap.put("annotations/good/li.toml", &mark);
        trap.put("annotations/good/wang.toml", &format!("schema = 1\n\"{escaped}\" = {HARM}\n"));
        trap.put(&format!("annotations/good/{HARM}.toml"), &mark);
        trap.put(&format!("annotations/{HARM}/li.toml"), &mark);
        symlink(trap.folder.path().join("outside"), root.join("annotations/harm")).expect("link");
        symlink(trap.folder.path().join("outside/secret.md"), root.join("annotations/good/zhao.toml"))
            .expect("link");
        trap.put("codebook.toml", &format!("revision = 1\n[[tag]]\nname = \"{escaped}\"\n[[tag]]\nname = \"亮点\"\ndefinition = \"{escaped}\"\naliases = [\"{escaped}\"]\n"));
        trap.put("keymap.toml", &format!("version = 1\n[keys.reader]\n\"x\" = {{ run = \"quit\", desc = \"{escaped}\" }}\n\"y\" = \"{escaped}\"\n\"{escaped}\" = \"quit\"\n[keys.{HARM}]\n"));
        trap.put("rules.toml", &format!("[[rule]]\npattern = \"{escaped}\"\nadvice = {HARM}\n"));
        trap
    }

    fn run(&self, words: &[&str]) -> Output {
        let home = self.folder.path().join("home");
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.env_clear().env("HOME", &home).env("PATH", "/usr/bin:/bin").env("LANG", "zh_CN.UTF-8");
        for (name, folder) in [("CONFIG", "config"), ("STATE", "state"), ("CACHE", "cache"), ("DATA", "data")]
        {
            command.env(format!("XDG_{name}_HOME"), home.join(folder));
        }
        command.env("PIZHU_ANNOTATOR", "li").env("TERM", "xterm-256color");
        command.arg("-C").arg(self.root()).args(words).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let child = command.spawn().expect("the program starts");
        let id = child.id();
        let (done, waiting) = mpsc::channel();
        std::thread::spawn(move || done.send(child.wait_with_output()));
        let Ok(output) = waiting.recv_timeout(PATIENCE) else {
            let _ = Command::new("kill").args(["-9", &id.to_string()]).status();
            unreachable!("{words:?} waits for ever");
        };
        output.expect("its output")
    }

    /// Everything below the library: files with their bytes, links with their targets, the rest by name.
    fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().join("library"), self.folder.path().join("outside")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).expect("folder").flatten() {
                let (path, kind) = (entry.path(), entry.file_type().expect("type"));
                let bytes = if kind.is_symlink() {
                    std::fs::read_link(&path).expect("link").as_os_str().as_bytes().to_vec()
                } else if kind.is_file() {
                    std::fs::read(&path).expect("file")
                } else {
                    Vec::new()
                };
                if kind.is_dir() {
                    folders.push(path.clone());
                }
                found.insert(path, bytes);
            }
        }
        found
    }
}

/// Whether a character may be printed: no control, nothing invisible that turns, hides or tags.
fn is_safe(c: char) -> bool {
    let is_hidden = matches!(c, '\u{61C}' | '\u{200B}' | '\u{200C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{E0000}'..='\u{E007F}');
    c == '\n' || !(c.is_control() || is_hidden)
}

/// What is wrong with an output, if anything.
fn complaint(words: &[&str], output: &Output) -> Option<String> {
    for (stream, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Some(format!("{words:?}: {stream} is no UTF-8"));
        };
        // Rows of CSV may end in CRLF, and hold tabs between quotes.
        let text = if words.contains(&"csv") { text.replace("\r\n", "\n") } else { text.to_owned() };
        if let Some((at, c)) = text.char_indices().find(|(_, c)| !is_safe(*c)) {
            let around: String =
                text.chars().skip(text.get(..at)?.chars().count().saturating_sub(30)).take(60).collect();
            return Some(format!("{words:?}: {stream} holds {c:?} in {around:?}"));
        }
        if text.contains(SECRET) {
            return Some(format!("{words:?}: {stream} holds what lies outside of the library"));
        }
        if text.contains("panicked at") {
            return Some(format!("{words:?}: {text}"));
        }
    }
    let is_json = words.iter().any(|word| matches!(*word, "--json" | "json" | "w3c"));
    if is_json
        && !output.stdout.is_empty()
        && serde_json::from_slice::<serde_json::Value>(&output.stdout).is_err()
    {
        return Some(format!("{words:?}: no JSON: {}", String::from_utf8_lossy(&output.stdout)));
    }
    match output.status.code() {
        Some(0..=7) => None,
        other => Some(format!("{words:?}: ends with {other:?}")),
    }
}

/// Every command that reads, in several forms.
#[expect(clippy::too_many_lines, reason = "a list of commands, one a line")]
fn reading() -> Vec<Vec<&'static str>> {
    let lines = [
        "list",
        "list --json",
        "list 坏",
        "list is:orphan",
        "show good",
        "show good --json",
        "show harm",
        "show harm --json",
        "show harm --width 20",
        "show harm --plain",
        "show broken",
        "show no-such",
        "show g",
        "search 坏",
        "search --json 坏",
        "search --json /./",
        "search [",
        "search tag:没有",
        "keymap check",
        "keymap check --json",
        "keymap print",
        "keymap print --json",
        "keymap print --diff",
        "keymap which x",
        "keymap which --json x",
        "codebook list",
        "codebook list --json",
        "codebook check",
        "codebook check --json",
        "stats",
        "stats --json",
        "check",
        "check --json",
        "check --advice",
        "check --advice --json",
        "doctor",
        "doctor --json",
        "log",
        "log --json",
        "trash list",
        "trash list --json",
        "migrate --dry-run",
        "report",
        "report --format md",
        "report --format csv",
        "report --format json",
        "report --format jsonl",
        "report --format html",
        "report --format w3c",
        "report --kind notes",
        "report --kind orphans",
        "report --kind tags --format md",
        "undo",
        "redo",
        "probe",
        "probe --json",
        "--help",
        "show --help",
        "man",
        "import --dry-run library/articles/好区/broken.md",
        "import --dry-run --json library/articles/好区/broken.md",
        "import --dry-run library/articles/好区/pipe.md",
        "wrap library/articles/好区/broken.md",
        "wrap -w 10 --json library/articles/好区/broken.md",
        "wrap library/articles/好区/pipe.md",
        "--lang en list",
        "--lang en check",
        "--lang en show harm",
        "--blind show good",
        "--color always list",
        "completions bash",
        "",
    ];
    lines.iter().map(|line| line.split(' ').filter(|word| !word.is_empty()).collect()).collect()
}

#[test]
fn what_is_printed_of_a_hostile_library_controls_nothing() {
    let trap = Trap::set();
    let mut before = trap.snapshot();
    let mut complaints = Vec::new();
    let mut printed = 0;
    for words in reading() {
        // Reading a pipe that somebody named is what was asked for.
        if words.contains(&"wrap") && words.iter().any(|word| word.ends_with("pipe.md")) {
            continue;
        }
        let output = trap.run(&words);
        printed += usize::from(!output.stdout.is_empty());
        if words.contains(&"always") {
            continue;
        }
        complaints.extend(complaint(&words, &output));
        let after = trap.snapshot();
        // What doctor salvages lies beside the broken file; nothing that was there changes.
        let is_salvage = |path: &Path| {
            words.contains(&"doctor")
                && (path.ends_with(".pizhu.lock") || path.ends_with("wang.toml.salvaged"))
        };
        if after
            .iter()
            .filter(|(path, _)| !is_salvage(path))
            .ne(before.iter().filter(|(path, _)| !is_salvage(path)))
        {
            let new: Vec<_> = after.keys().filter(|path| !before.contains_key(*path)).collect();
            complaints.push(format!("{words:?}: the library is not what it was, new: {new:?}"));
            break;
        }
        before = after;
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    assert!(printed > 5, "only {printed} commands printed anything");
}

#[test]
fn hostile_words_of_the_command_line_come_back_harmless() {
    let trap = Trap::set();
    let harm: String = HARM.chars().filter(|c| *c != '\0').collect();
    let complaints: Vec<String> = [
        vec!["show", harm.as_str()],
        vec!["search", harm.as_str()],
        vec!["list", harm.as_str()],
        vec!["tag", "good", "1", harm.as_str()],
        vec!["keymap", "which", harm.as_str()],
        vec!["report", "--kind", harm.as_str()],
        vec!["report", "--format", harm.as_str()],
        vec!["import", "--dry-run", harm.as_str()],
        vec!["rm", harm.as_str()],
        vec!["--as", harm.as_str(), "list"],
        vec!["--keymap", harm.as_str(), "keymap", "print"],
        vec![harm.as_str()],
    ]
    .iter()
    .filter_map(|words| complaint(words, &trap.run(words)))
    .collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn links_pipes_and_loops_are_skipped_and_named_once() {
    let trap = Trap::set();
    let output = trap.run(&["list"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let remarks = String::from_utf8_lossy(&output.stderr).into_owned();
    for name in ["好区/link.md", "好区/loop.md", "好区/pipe.md", "articles/外面", "articles/环"] {
        assert_eq!(remarks.matches(name).count(), 1, "{name} in:\n{remarks}");
    }
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(listed.contains("好稿") && !listed.contains("link"), "{listed}");
}

#[test]
fn ids_that_are_paths_are_refused() {
    let trap = Trap::set();
    let before = trap.snapshot();
    for id in [
        "../outside/secret",
        "..",
        "/etc/passwd",
        "good/../../outside/secret",
        "link",
        "articles/好区/good",
        ".",
        "%2e%2e",
        "C:\\x",
    ] {
        for words in
            [vec!["show", id], vec!["tag", id, "1", "亮点"], vec!["note", id, "1", "看"], vec!["rm", id]]
        {
            let output = trap.run(&words);
            assert_eq!(
                output.status.code(),
                Some(2),
                "{words:?}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
    }
    for name in ["../x", "a/b", "..", ""] {
        let output = trap.run(&["--as", name, "note", "good", "1", "看"]);
        assert!(output.status.code().is_some_and(|code| code <= 7));
    }
    let strays: Vec<PathBuf> = trap
        .snapshot()
        .into_keys()
        .filter(|path| !before.contains_key(path) && !path.starts_with(trap.root().join("annotations/good")))
        .collect();
    assert!(strays.iter().all(|path| path.ends_with(".pizhu.lock")), "{strays:?}");
    assert!(!Path::new("/etc/passwd.toml").exists());
}
