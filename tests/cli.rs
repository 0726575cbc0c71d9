//! The commands that read, driven as a shell drives them: shapes, exit codes, and nothing written.

#![expect(clippy::disallowed_methods, reason = "fixtures need no durable writes")]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot set up fails")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

#[path = "cli/advice.rs"]
mod advice;
#[path = "cli/colour.rs"]
mod colour;
#[path = "cli/desk.rs"]
mod desk;
#[path = "cli/exec.rs"]
mod exec;
#[path = "cli/language.rs"]
mod language;
#[path = "cli/queries.rs"]
mod queries;

use desk::{Desk, TWO};

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            found.extend(tree(&path));
        } else {
            drop(found.insert(path.clone(), fs::read(path).unwrap()));
        }
    }
    found
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().expect("object").keys().map(String::as_str).collect()
}

#[test]
fn list_has_its_shape() {
    let rows = Desk::new().json(&["list", "--json"]);
    let first = rows.get(0).expect("row");
    assert_eq!(keys(first), ["id", "zone", "title", "date", "paragraphs", "chars", "marks", "tags", "read"]);
    assert_eq!(first["id"], "jc-1");
    assert_eq!(
        (&first["paragraphs"], &first["marks"], &first["read"]),
        (&2.into(), &3.into(), &false.into())
    );
    assert_eq!(first["tags"]["差错/错别字"], 1);
    assert_eq!(rows[1]["zone"], "长治");
    assert_eq!(rows[1]["date"], Value::Null);
}

#[test]
fn show_has_its_shape() {
    let shown = Desk::new().json(&["show", "--json", "jc"]);
    for key in ["id", "zone", "title", "date", "paper", "paragraphs", "orphans"] {
        assert!(shown.get(key).is_some(), "{key}");
    }
    let paragraph = &shown["paragraphs"][2];
    assert_eq!(keys(paragraph), ["n", "kind", "text", "hash", "marks"]);
    assert_eq!(
        (&paragraph["n"], &paragraph["kind"], &paragraph["text"]),
        (&2.into(), &"body".into(), &TWO.into())
    );
    let mark = &paragraph["marks"][0];
    let expected =
        ["id", "author", "para", "span", "quote", "tags", "note", "status", "created", "updated", "anchor"];
    assert_eq!(keys(mark), expected);
    assert_eq!(mark["span"], serde_json::json!([0, 3]));
    assert_eq!(mark["anchor"]["state"], "exact");
    assert_eq!(shown["orphans"][0]["anchor"]["state"], "orphan");
    assert_eq!(shown["orphans"][0]["span"], Value::Null);
}

#[test]
fn search_finds_what_is_meant() {
    let desk = Desk::new();
    let rows = desk.json(&["search", "--json", "开发区"]);
    assert_eq!(keys(&rows[0]), ["article", "zone", "title", "para", "text", "hits"]);
    assert_eq!((&rows[0]["para"], &rows[0]["hits"]), (&2.into(), &serde_json::json!([[0, 3]])));
    assert_eq!(desk.json(&["search", "--json", "exact:开发区"]), serde_json::json!([]));
    assert_eq!(desk.json(&["search", "--json", "ｇｄｐ"])[0]["hits"], serde_json::json!([[15, 18]]));
    assert_eq!(desk.json(&["search", "--json", "xinzengxuewei"])[0]["para"], 1);
    assert_eq!(desk.json(&["search", "--json", "tag:差错", "-note:口径"])[0]["para"], 2);
    let para = |words: &[&str]| desk.json(words).as_array().expect("rows").len();
    assert_eq!(para(&["search", "--json", "-tag:差错", "zone:jincheng"]), 1);
    assert_eq!(para(&["search", "--json", "date:2026-03", "author:王"]), 1);
}

#[test]
fn blind_shows_not_a_byte_of_others() {
    let desk = Desk::new();
    for words in [
        vec!["--blind", "show", "jc-1"],
        vec!["--blind", "show", "--json", "jc-1"],
        vec!["--blind", "report"],
        vec!["--blind", "report", "--format", "csv"],
        vec!["--blind", "stats", "--json"],
        vec!["--blind", "list", "--json"],
    ] {
        let text = desk.text(&words, 0);
        for word in ["wang", "王校对", "应为简体", "错别字\":1"] {
            assert!(!text.contains(word), "{words:?}: {word}");
        }
    }
}

#[test]
fn reading_writes_nothing_to_the_library() {
    let desk = Desk::new();
    let before = tree(&desk.path("lib"));
    for words in [
        vec!["list"],
        vec!["show", "jc-1"],
        vec!["search", "苹果"],
        vec!["stats"],
        vec!["codebook", "list"],
        vec!["report", "--kind", "tags"],
        vec!["report", "-o", "out.md"],
        vec!["report", "--verify", "out.md"],
    ] {
        desk.text(&words, 0);
    }
    assert_eq!(tree(&desk.path("lib")), before);
}

#[test]
fn exit_codes_are_kept() {
    let desk = Desk::new();
    for (words, exit) in [
        (vec!["nix"], 2),
        (vec!["show", "nix"], 2),
        (vec!["show", ""], 2),
        (vec!["search", "tga:x"], 2),
        (vec!["search", "tag:无此标签"], 2),
        (vec!["list", "\"开"], 2),
        (vec!["report", "--kind", "nix"], 2),
        (vec!["report", "--format", "nix"], 2),
        (vec!["report", "--verify", "nix.md"], 3),
        (vec!["report", "--verify", "lib/articles/晋城/jc-1.md"], 4),
    ] {
        assert!(!desk.text(&words, exit).is_empty(), "{words:?}");
    }
    let given =
        |folder: &str| desk.command().args(["-C", folder, "list"]).output().expect("runs").status.code();
    assert_eq!(given("nix"), Some(2), "-C twice is a usage error");
    let missing = Command::new(env!("CARGO_BIN_EXE_pizhu"))
        .current_dir(desk.home.path())
        .args(["-C", "missing", "list"])
        .output()
        .expect("runs");
    assert_eq!(missing.status.code(), Some(3));
    assert!(!desk.path("missing").exists());
}

#[test]
fn a_broken_article_and_a_broken_store_file_are_named_and_cost_nothing_else() {
    let desk = Desk::new();
    desk.put("lib/articles/长治/坏.md", "+++\ntitle = \"坏\nzone = \"长治\"\n+++\n正文在。\n");
    desk.put("lib/annotations/cz-1/li.toml", "schema = 1\n[mark.\n");
    let output = desk.run(&["list", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let rows: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(rows.as_array().map(Vec::len), Some(3));
    let remarks = String::from_utf8_lossy(&output.stderr);
    assert!(remarks.contains("articles/长治/坏.md:2:"), "{remarks}");
    assert!(remarks.contains("li.toml:2:"), "{remarks}");
}

#[test]
fn reports_are_chinese_and_the_same_every_time() {
    let desk = Desk::new();
    let report = desk.text(&["report"], 0);
    assert_eq!(report, desk.text(&["report"], 0));
    for line in [
        "# 审读报告",
        "| 1 | 晋城经济技术开发区 | 学位与车间 | 1 | 去年新增学位三万个，同比增长百分之八。<br>",
        "| \\=口径\\|不一 | 数据单位 | 一般 | 1 |",
        "| 应为简体 | 错别字 | 重 | 2 |",
        "## 失锚批注",
        "这一句早已删去，再也找不到了。",
    ] {
        assert!(report.contains(line), "{line}\n{report}");
    }
    assert!(desk.text(&["--lang", "en", "report"], 0).starts_with("# Review report"));
}

#[test]
fn rows_are_one_a_mark_and_tag_and_harmless() {
    let desk = Desk::new();
    let csv = desk.text(&["report", "--format", "csv"], 0);
    assert!(csv.starts_with("mark_id,zone,article_id,title,source,published,para_no,start,end,tag_path,tag_l1,tag_l2,tag_l3,tag_color,quote,context_before,context_after,note,author,created,modified,status,anchor,anchor_score,article_sha\r\n"));
    assert!(csv.contains(",'=口径|不一,"));
    let json = desk.json(&["report", "--format", "json", "tag:差错"]);
    assert_eq!(keys(&json), ["schema", "kind", "query", "rows"]);
    let rows = json["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 3);
    assert_eq!(
        (&rows[2]["start"], &rows[2]["end"], &rows[2]["quote"]),
        (&0.into(), &3.into(), &"開發區".into())
    );
    let lines = desk.text(&["report", "--format", "jsonl"], 0);
    assert_eq!(lines.lines().count(), 4);
    let output = desk.run(&["report", "--format", "csv", "--bom"]);
    assert!(output.stdout.starts_with(&[0xef, 0xbb, 0xbf]));
}

#[test]
fn a_report_is_checked_against_todays_text() {
    let desk = Desk::new();
    for format in ["md", "csv", "json", "jsonl"] {
        let file = format!("r.{format}");
        desk.text(&["report", "--format", format, "-o", &file], 0);
        desk.text(&["report", "--verify", &file], 0);
    }
    let article = fs::read_to_string(desk.path("lib/articles/晋城/jc-1.md")).expect("article");
    fs::write(desk.path("lib/articles/晋城/jc-1.md"), article.replace("三万个", "四万个")).expect("article");
    for format in ["md", "csv", "json", "jsonl"] {
        let said = desk.text(&["report", "--verify", &format!("r.{format}")], 1);
        assert!(said.contains("jc-1"), "{said}");
    }
}

#[cfg(unix)]
#[test]
fn a_report_goes_through_no_link_and_over_no_file_unasked() {
    let desk = Desk::new();
    desk.put("kept.md", "kept");
    std::os::unix::fs::symlink(desk.path("kept.md"), desk.path("link.md")).expect("link");
    desk.text(&["report", "-o", "kept.md"], 7);
    desk.text(&["report", "-o", "link.md"], 7);
    desk.text(&["report", "--force", "-o", "link.md"], 7);
    assert_eq!(fs::read_to_string(desk.path("kept.md")).expect("file"), "kept");
    desk.text(&["report", "--force", "-o", "kept.md"], 0);
    assert!(fs::read_to_string(desk.path("kept.md")).expect("file").starts_with("# 审读报告"));
    desk.text(&["report", "-o", "nowhere/r.md"], 3);
    let names: Vec<_> =
        fs::read_dir(desk.home.path()).expect("home").map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_string_lossy().starts_with(".pizhu-")), "{names:?}");
}

#[test]
fn nothing_from_outside_controls_the_terminal() {
    let desk = Desk::new();
    desk.put("lib/articles/长治/esc.txt", "题\u{1b}]0;x\u{7}\u{202e}\n\n文\u{9b}2J\u{1b}[31m苹果\u{200b}\n");
    for words in [
        vec!["list"],
        vec!["list", "--json"],
        vec!["show", "esc"],
        vec!["show", "--json", "esc"],
        vec!["search", "苹果"],
        vec!["--color", "never", "search", "苹果"],
        vec!["report"],
        vec!["report", "--kind", "articles", "--format", "csv"],
        vec!["stats"],
    ] {
        let text = desk.text(&words, 0);
        assert!(!text.contains(['\u{1b}', '\u{9b}', '\u{7}', '\u{202e}']), "{words:?}: {text:?}");
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let desk = Desk::new();
    desk.put(
        "lib/articles/长治/long.txt",
        &format!("长\n{}", "\n苹果丰收的一年，果农忙到深夜。\n".repeat(20_000)),
    );
    let mut child = desk
        .command()
        .args(["search", "苹果"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn help_speaks_the_readers_language() {
    let desk = Desk::new();
    let chinese =
        desk.command().env("LANG", "zh_CN.UTF-8").args(["search", "--help"]).output().expect("runs");
    assert!(String::from_utf8_lossy(&chinese.stdout).contains("查找段落"));
    assert!(desk.text(&["--help"], 0).contains("Find paragraphs"));
    assert!(desk.text(&["man"], 0).contains(".TH"));
    assert!(desk.text(&["completions", "bash"], 0).contains("pizhu"));
}

#[test]
fn the_codebook_is_listed_and_checked() {
    let desk = Desk::new();
    let tags = desk.json(&["codebook", "list", "--json"]);
    let unit = tags.as_array().unwrap().iter().find(|tag| tag["path"] == "差错/数据单位").expect("tag");
    assert_eq!((&unit["favourite"], &unit["key"], &unit["marks"]), (&5.into(), &"d".into(), &1.into()));
    desk.put(
        "lib/codebook.toml",
        "schema = 1\n[[tag]]\nname = \"甲\"\n[[tag]]\nname = \"乙\"\naliases = [\"甲\"]\n",
    );
    let found: Value = serde_json::from_str(&desk.text(&["codebook", "check", "--json"], 1)).expect("JSON");
    let codes: Vec<&str> = found.as_array().unwrap().iter().filter_map(|row| row["code"].as_str()).collect();
    for code in ["codebook.undefined", "codebook.unused", "codebook.no-definition", "codebook.overlap"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
}

#[test]
fn a_tag_renamed_or_merged_is_read_so_and_nobodys_file_is_written() {
    let desk = Desk::new();
    let li = desk.home.path().join("lib/annotations/jc-1/li.toml");
    let before = std::fs::read_to_string(&li).expect("li");
    let dry = desk.run(&["codebook", "rename", "--dry-run", "待核实", "价值/要核实"]);
    assert_eq!(dry.status.code(), Some(0));
    assert!(!desk.home.path().join("lib/codebook.toml").exists());
    assert_eq!(desk.run(&["codebook", "rename", "待核实", "价值/要核实"]).status.code(), Some(0));
    assert_eq!(desk.run(&["codebook", "merge", "数据单位", "事实"]).status.code(), Some(0));
    let shown = desk.json(&["show", "--json", "jc"]);
    assert!(shown.to_string().contains("价值/要核实"), "{shown}");
    assert!(shown.to_string().contains("差错/事实"), "{shown}");
    assert_eq!(std::fs::read_to_string(&li).expect("li"), before);
    assert_eq!(desk.run(&["codebook", "rename", "没有这个", "价值/甲"]).status.code(), Some(2));
    assert_eq!(desk.run(&["codebook", "rename", "亮点", "价值/可引用"]).status.code(), Some(2));
    assert_eq!(desk.run(&["codebook", "merge", "差错", "主题"]).status.code(), Some(7));
}
