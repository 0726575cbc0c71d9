//! A library in a home of its own, and the program run in it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A home of its own with a library in it.
pub(crate) struct Desk {
    pub(crate) home: TempDir,
}

const LI: &str = r#"schema = 1
article = "jc-1"
author = "li"
author_name = "李审读"

[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b07]
para = 1
para_hash = "HASH1"
quote = "去年新增学位三万个，同比增长百分之八。"
prefix = ""
suffix = ""
tags = ["价值/待核实", "差错/数据单位"]
note = "=口径|不一"
status = "open"
created = 2026-03-18T14:03:07+08:00
updated = 2026-03-18T14:05:41+08:00
codebook = 1
rev = "1-4f7a90c2"

[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b08]
para = 9
para_hash = "0123456789abcdef"
quote = "这一句早已删去，再也找不到了。"
prefix = ""
suffix = ""
tags = ["价值/亮点"]
note = ""
status = "open"
created = 2026-03-18T14:03:08+08:00
updated = 2026-03-18T14:05:42+08:00
codebook = 1
rev = "1-4f7a90c3"
"#;

const WANG: &str = r#"schema = 1
article = "jc-1"
author = "wang"
author_name = "王校对"

[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b09]
para = 2
para_hash = "HASH2"
span = [0, 3]
quote = "開發區"
prefix = ""
suffix = ""
tags = ["差错/错别字"]
note = "应为简体"
status = "open"
created = 2026-03-19T14:03:07+08:00
updated = 2026-03-19T14:05:41+08:00
codebook = 1
rev = "1-4f7a90c4"
"#;

pub(crate) const ONE: &str = "去年新增学位三万个，同比增长百分之八。余下的明年再说。";
pub(crate) const TWO: &str = "開發區的“三懂”干部到車間去，GDP 不是唯一的指标。";

impl Desk {
    pub(crate) fn new() -> Self {
        let desk = Self { home: tempfile::tempdir().expect("temp") };
        let article = format!(
            "+++\ntitle = \"学位与车间\"\nzone = \"晋城经济技术开发区\"\ndate = \"2026-03-18\"\npaper = \"晋地报\"\n+++\n\n{ONE}\n\n{TWO}\n"
        );
        desk.put("lib/articles/晋城/jc-1.md", &article);
        desk.put("lib/articles/长治/cz-1.txt", "长治的苹果\n今年苹果丰收。\n");
        let hash = |text: &str| pizhu::formats::hash(text).to_string();
        desk.put("lib/annotations/jc-1/li.toml", &LI.replace("HASH1", &hash(ONE)));
        desk.put("lib/annotations/jc-1/wang.toml", &WANG.replace("HASH2", &hash(TWO)));
        desk
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.home.path().join(path)
    }

    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        fs::write(path, text).expect("file");
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.env_clear().current_dir(self.home.path()).stdin(Stdio::null());
        for (name, folder) in [
            ("HOME", ""),
            ("XDG_STATE_HOME", "state"),
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(name, self.home.path().join(folder));
        }
        command.env("PIZHU_ANNOTATOR", "li").args(["-C", "lib"]);
        command
    }

    pub(crate) fn run(&self, words: &[&str]) -> Output {
        self.command().args(words).output().expect("runs")
    }

    pub(crate) fn text(&self, words: &[&str], exit: i32) -> String {
        let output = self.run(words);
        assert_eq!(
            output.status.code(),
            Some(exit),
            "{words:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(if exit == 0 || exit == 1 { output.stdout } else { output.stderr }).expect("UTF-8")
    }

    pub(crate) fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.text(words, 0)).expect("JSON")
    }
}
