//! `pizhu keymap` from outside, and the generated documents that must be fresh.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pizhu::keymap::{Keymap, reference};
use pizhu::messages::Lang;

/// A home of one's own with a keymap of one's own, and the program run in it.
struct Home(tempfile::TempDir);

impl Home {
    fn with(keymap: &str) -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let folder = home.path().join("config/pizhu");
        fs::create_dir_all(&folder).expect("a folder");
        write(&folder.join("keymap.toml"), keymap.as_bytes());
        fs::create_dir_all(home.path().join("lib/articles")).expect("a folder");
        Self(home)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_pizhu"))
            .args(["-C", "lib"])
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("LANG", "en_US.UTF-8")
            .env("HOME", self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .output()
            .expect("the program runs")
    }

    fn check(&self, arguments: &[&str], code: i32, expected: &[&str]) -> String {
        let output = self.run(arguments);
        let text =
            String::from_utf8(output.stdout).expect("UTF-8") + &String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}\n{text}");
        for part in expected {
            assert!(text.contains(part), "{arguments:?}: no “{part}” in\n{text}");
        }
        text
    }
}

fn write(path: &Path, bytes: &[u8]) {
    use std::io::Write;
    fs::File::create(path).and_then(|mut file| file.write_all(bytes)).expect("written");
}

const SOUND: &str = "version = 1\n[keys.reader]\n\"x\" = \"nop\"\n\"L\" = { run = \"tag toggle 数据单位\", desc = \"单位\" }\n";
const FAULTY: &str = "[keys.reader]\n\"批\" = { run = \"tag togle 1\" }\n\"L\" = \"go top\"\n";

#[test]
fn check_names_every_error_and_keeps_the_rest() {
    let wrong_kind = Home::with("hint_delay_ms = \"x\"\n");
    wrong_kind.check(&["--lang", "zh", "keymap", "check"], 1, &["这里不能是字符串", "hint_delay_ms = 250"]);
    let text = Home::with(FAULTY).check(
        &["keymap", "check"],
        1,
        &[
            "keymap.toml:2:16: unknown command “tag togle 1”",
            "did you mean `tag toggle`?",
            "1 binding",
            "1 finding\n",
        ],
    );
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2], "2 | \"批\" = { run = \"tag togle 1\" }");
    // 批 takes two cells, so the caret stands one further than characters alone would put it.
    assert_eq!(lines[3].find('^'), Some("2 | \"xx\" = { run = \"".len()));
    Home::with(SOUND).check(&["keymap", "check"], 0, &["2 bindings", "no findings"]);
    let settings = Home::with(SOUND);
    write(&settings.0.path().join("config/pizhu/config.toml"), b"theme = \"drak\"\n");
    for words in [["keymap", "check"], ["check", "--as=li"]] {
        let text = settings.check(&words, 1, &["config.toml:1:10: ", "dark"]);
        assert_eq!(text.matches("config.toml:1:10").count(), 1, "said once: {text}");
    }
    Home::with(FAULTY).check(
        &["--lang", "zh", "keymap", "check"],
        1,
        &["没有命令“tag togle 1”", "是不是“tag toggle”？"],
    );
}

#[test]
fn check_speaks_json() {
    let output = Home::with(FAULTY).run(&["keymap", "check", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(found[0]["code"], "keymap.unknown-command");
    assert_eq!((found[0]["line"].as_u64(), found[0]["column"].as_u64()), (Some(2), Some(16)));
    let keys: Vec<&String> = found[0].as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["file", "line", "column", "severity", "code", "message", "hint"]);
    let none = Home::with(SOUND).run(&["keymap", "check", "--json"]);
    assert_eq!(
        serde_json::from_slice::<serde_json::Value>(&none.stdout).expect("JSON"),
        serde_json::json!([])
    );
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let home = Home::with("");
    write(&home.0.path().join("config/pizhu/keymap.toml"), b"# \xd6\xd0\xce\xc4\n");
    home.check(&["keymap", "check"], 1, &["keymap.toml:1:3: not UTF-8", "not used"]);
    home.check(&["--keymap", "none.toml", "keymap", "check"], 3, &["none.toml: this file is not there"]);
    write(&home.0.path().join("lib/keymap.toml"), b"[keys.list]\n\"x\" = \"import /etc\"\n");
    home.check(&["keymap", "check"], 1, &["lib/keymap.toml:2:8: a library's keymap may not name paths"]);
    Home::with("[keys.reader\n").check(&["keymap", "check"], 1, &["keymap.toml:1:", "this is not TOML"]);
}

#[test]
fn print_writes_keymaps() {
    let home = Home::with(SOUND);
    home.check(&["keymap", "print", "--default"], 0, &["[keys.input]", "\"g g\" = \"go top\""]);
    let diff = home.check(&["keymap", "print", "--diff"], 0, &["\"x\" = \"nop\"", "desc = \"单位\""]);
    assert!(!diff.contains("go top"), "{diff}");
    let all =
        home.check(&["keymap", "print"], 0, &["\"L\" = { run = \"tag toggle 数据单位\", desc = \"单位\" }"]);
    Home::with(&all).check(&["keymap", "check"], 0, &["no findings"]);
    let output = home.run(&["keymap", "print", "--diff", "--json"]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(2));
}

#[test]
fn which_explains_keys() {
    let home = Home::with(SOUND);
    home.check(&["keymap", "which", "g", "g"], 0, &["global  go top  Go to the top  (built in)"]);
    home.check(&["keymap", "which", "g"], 0, &["begins 3 sequences: g /, g g, g i"]);
    home.check(&["keymap", "which", "t", "d"], 0, &["reader  tag toggle 差错/数据单位"]);
    home.check(&["keymap", "which", "C-d"], 0, &["half-page down"]);
    home.check(&["keymap", "which", "<C-d>"], 0, &["half-page down"]);
    home.check(&["keymap", "which", "，", "f"], 0, &["jump"]);
    home.check(&["keymap", "which", "m", "批"], 0, &["bookmark set"]);
    home.check(&["keymap", "which", "-"], 0, &["suggestion dismiss"]);
    home.check(&["keymap", "which", "x"], 0, &["reader  does nothing, on purpose"]);
    home.check(&["keymap", "which", "Dwon"], 2, &["not one key"]);
    home.check(&["keymap", "which", "<Dwon>"], 2, &["unknown key “<Dwon>”", "did you mean `<Down>`?"]);
    home.check(&["keymap", "which", "<C-i>"], 2, &["it arrives as <Tab>"]);
    let output = home.run(&["keymap", "which", "--json", "q"]);
    let rows: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let input = rows.as_array().and_then(|rows| rows.iter().find(|row| row["context"] == "input"));
    assert_eq!(input.map(|row| row["state"].clone()), Some("text".into()));
}

#[test]
fn settings_decide_where_neither_words_nor_environment_do() {
    let home = Home::with("");
    let config = home.0.path().join("config/pizhu/config.toml");
    write(&config, "lang = \"zh\"\ntheme = \"drak\"\n".as_bytes());
    home.check(
        &["keymap", "which", "u"],
        0,
        &["撤销", "config.toml:2:10: 这里不能写“\"drak\"”", "2 | theme = \"drak\"", "是不是“dark”？"],
    );
    home.check(&["--lang", "en", "keymap", "which", "u"], 0, &["Undo", "did you mean `dark`?"]);
    write(&config, b"lang = ");
    home.check(&["keymap", "which", "u"], 0, &["Undo", "config.toml:1:", "this is not TOML"]);
}

/// Compares a generated document with the one in the repository; `UPDATE=1` writes it.
#[expect(clippy::disallowed_methods, reason = "a test may be told to write what it checks")]
fn check_fresh(name: &str, text: &str) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name);
    if std::env::var_os("UPDATE").is_some() {
        write(&path, text.as_bytes());
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == text, "{name} is not fresh: run `UPDATE=1 cargo test --test keymap`");
}

#[test]
fn the_key_reference_is_fresh() {
    check_fresh("docs/keys.md", &reference::render(&Keymap::built_in(Lang::En)));
}

/// The settings stand in the document of formats as the program knows them.
#[test]
fn the_settings_are_documented() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let text = fs::read_to_string(path).expect("docs/formats.md");
    let (before, rest) = text.split_once("\n## config.toml\n").expect("a section");
    let (intro, block) = rest.split_once("```\n").expect("a block");
    let (_, after) = block.split_once("```\n").expect("its end");
    let reference = pizhu::config::reference();
    check_fresh("docs/formats.md", &format!("{before}\n## config.toml\n{intro}```\n{reference}```\n{after}"));
}

#[test]
fn the_command_reference_is_fresh() {
    check_fresh("docs/cli.md", &pizhu::cli::reference());
}
