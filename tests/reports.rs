//! Reports, agreement, sign-off and the shapes of JSON, driven as a shell drives them.

#![expect(clippy::disallowed_methods, reason = "fixtures need no durable writes")]
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test that cannot set up fails")]

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

#[path = "cli/desk.rs"]
mod desk;

use desk::{Desk, ONE, TWO};

/// The words in double quotes of a shape in docs/formats.md, MARK, PROBLEM and CHANGE spelt out.
fn documented(command: &str) -> BTreeSet<String> {
    let text =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/formats.md")).expect("formats.md");
    let quoted = |shape: &str| -> BTreeSet<String> {
        shape.split('"').skip(1).step_by(2).map(str::to_owned).collect()
    };
    let row = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .find(|line| line.split('|').nth(1).is_some_and(|names| names.contains(&format!("`{command}`"))))
        .unwrap_or_else(|| panic!("docs/formats.md has no row for {command}"));
    let mut keys = quoted(row);
    for (name, beginning) in [("MARK", "MARK is "), ("PROBLEM", "PROBLEM is "), ("CHANGE", "CHANGE is ")] {
        if row.contains(name) {
            let at = text.find(beginning).unwrap_or_else(|| panic!("{name} is not specified"));
            keys.extend(quoted(
                text.get(at..).unwrap().split("\n\n").next().unwrap().split(", `severity`").next().unwrap(),
            ));
        }
    }
    keys
}

/// The keys of a value at any depth; those of maps by tag, annotator and zone are data.
fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| keys(value, found)),
        Value::Object(map) => {
            for (key, value) in map {
                found.insert(key.clone());
                let is_map = ["tags", "authors", "crosstab"].contains(&key.as_str()) && value.is_object();
                if !is_map {
                    keys(value, found);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn what_json_prints_is_what_the_formats_specify() {
    let desk = Desk::new();
    desk.text(&["note", "jc-1", "1", "一"], 0);
    desk.text(&["tag", "jc-1", "2", "+亮点"], 0);
    let mark = desk.json(&["note", "--json", "jc-1", "2", "二"])["id"].as_str().unwrap().to_owned();
    desk.text(&["rm", &mark], 0);
    desk.put("lib/annotations/cz-1/li.toml", "schema = 1\n[mark.\n");
    for (command, words, exit) in [
        ("list", vec!["list", "--json"], 0),
        ("show", vec!["show", "--json", "jc-1"], 0),
        ("search", vec!["search", "--json", "学位"], 0),
        ("tag", vec!["tag", "--json", "jc-1", "1", "+可引用"], 0),
        ("note", vec!["note", "--json", "jc-1", "1", "三"], 0),
        ("edit", vec!["edit", "--json", "c81b07", "四"], 0),
        ("relink", vec!["relink", "--json", "c81b08", "2"], 0),
        ("tag", vec!["tag", "--json", "--create", "jc-1", "1", "+新分的类"], 0),
        // The tag stays: nobody knows whether the file that does not read names it.
        ("undo", vec!["undo", "--json"], 0),
        ("redo", vec!["redo", "--json"], 0),
        ("log", vec!["log", "--json"], 0),
        ("trash list", vec!["trash", "list", "--json"], 0),
        ("stats", vec!["stats", "--json"], 0),
        ("codebook list", vec!["codebook", "list", "--json"], 0),
        ("codebook check", vec!["codebook", "check", "--json"], 1),
        ("check", vec!["check", "--json"], 1),
        ("sign", vec!["sign", "--json", "jc-1", "终审"], 0),
        ("doctor", vec!["doctor", "--json"], 1),
        ("migrate", vec!["migrate", "--json", "--dry-run"], 0),
        ("wrap", vec!["wrap", "--json", "lib/articles/长治/cz-1.txt"], 0),
    ] {
        let output = desk.run(&words);
        assert_eq!(output.status.code(), Some(exit), "{words:?} {}", String::from_utf8_lossy(&output.stderr));
        let value: Value =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{words:?}: {error}"));
        let (mut printed, specified) = (BTreeSet::new(), documented(command));
        keys(&value, &mut printed);
        assert!(printed.is_subset(&specified), "{command} prints {:?}", printed.difference(&specified));
        let has_rows = !value.as_array().is_some_and(Vec::is_empty);
        let optional =
            ["captions", "text", "credit", "after", "span", "para", "quote", "tags", "note", "status"];
        let missing: Vec<_> =
            specified.difference(&printed).filter(|key| !optional.contains(&key.as_str())).collect();
        assert!(!has_rows || missing.is_empty(), "{command} lacks {missing:?}");
    }
}

#[test]
fn every_kind_comes_in_every_format_and_is_the_same_every_time() {
    let desk = Desk::new();
    desk.text(&["sign", "jc-1", "review-1"], 0);
    for kind in [
        "review",
        "tags",
        "articles",
        "zones",
        "authors",
        "codebook",
        "crosstab",
        "notes",
        "orphans",
        "agreement",
        "signoff",
    ] {
        for format in ["md", "html", "docx", "xlsx", "csv", "json", "jsonl", "w3c"] {
            let run = || desk.run(&["report", "--kind", kind, "--format", format]);
            let output = run();
            assert_eq!(output.status.code(), Some(0), "{kind} {format}");
            assert_eq!(output.stdout, run().stdout, "{kind} {format}");
            assert!(!output.stdout.is_empty() || format == "jsonl", "{kind} {format}");
        }
        let json = desk.json(&["report", "--json", "--kind", kind]);
        let keys: BTreeSet<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(keys.is_superset(&BTreeSet::from(["schema", "kind", "query", "rows"])), "{kind} {keys:?}");
        let lost = |rows: &Value| rows.to_string().contains("这一句早已删去");
        assert!(
            lost(&json["rows"]) || lost(&json["orphans"]),
            "{kind}: marks without a place stand in every report"
        );
    }
}

#[test]
fn what_no_longer_stands_is_found_in_every_format() {
    let desk = Desk::new();
    let formats = ["md", "html", "docx", "xlsx", "csv", "json", "jsonl", "w3c"];
    for format in formats {
        desk.text(&["report", "--format", format, "-o", &format!("r.{format}")], 0);
        desk.text(&["report", "--verify", &format!("r.{format}")], 0);
    }
    let article = fs::read_to_string(desk.path("lib/articles/晋城/jc-1.md")).expect("article");
    fs::write(desk.path("lib/articles/晋城/jc-1.md"), article.replace("三万个", "四万个")).expect("article");
    for format in formats {
        let file = format!("r.{format}");
        assert!(desk.text(&["report", "--verify", &file], 1).contains("jc-1"), "{format}");
        let found: Value =
            serde_json::from_str(&desk.text(&["report", "--json", "--verify", &file], 1)).expect("JSON");
        assert_eq!(found[0]["code"], "report.quotation", "{format}");
    }
}

/// A store file of marks with one tag each on these paragraphs; all paragraphs of the article are read.
fn coded(author: &str, article: &str, tags: &[(usize, &str)], read: &[String]) -> String {
    let mut text =
        format!("schema = 1\narticle = \"{article}\"\nauthor = \"{author}\"\nauthor_name = \"{author}\"\n");
    for (number, (para, tag)) in tags.iter().enumerate() {
        let paragraph = paragraph(*para);
        let hash = pizhu::formats::hash(&paragraph);
        text.push_str(&[format!(
            "\n[mark.0195a1c4-7e30-7b52-9d4e-{number:012x}]\npara = {para}\npara_hash = \"{hash}\"\nquote = \"{paragraph}\"\nprefix = \"\"\n\
             suffix = \"\"\ntags = [\"{tag}\"]\nnote = \"\"\nstatus = \"open\"\ncreated = 2026-03-18T14:03:07+08:00\n\
             updated = 2026-03-18T14:03:07+08:00\ncodebook = 1\nrev = \"1-00000000\"\n"
        )].concat());
    }
    text += "\n[read]\n";
    for paragraph in read {
        let hash = pizhu::formats::hash(paragraph).to_string();
        text += &["\"", &hash, "\" = 2026-03-18T14:02:00+08:00\n"].concat();
    }
    text
}

fn paragraph(number: usize) -> String {
    format!("第{number}段说的是第{number}件事。")
}

/// An article of so many paragraphs beside the fixture's.
fn with_paragraphs(count: usize) -> (Desk, Vec<String>) {
    let desk = Desk::new();
    let paragraphs: Vec<String> = (1..=count).map(paragraph).collect();
    desk.put("lib/articles/试/s-1.txt", &format!("试题\n\n{}\n", paragraphs.join("\n\n")));
    (desk, paragraphs)
}

#[test]
fn agreement_gives_the_figures_of_the_books() {
    let (desk, paragraphs) = with_paragraphs(50);
    let put = |author: &str, tagged: &dyn Fn(usize) -> bool| {
        let tags: Vec<(usize, &str)> = (1..=50).filter(|n| tagged(*n)).map(|n| (n, "价值/亮点")).collect();
        desk.put(&format!("lib/annotations/s-1/{author}.toml"), &coded(author, "s-1", &tags, &paragraphs));
    };
    // Both 20, only the first 5, only the second 10, neither 15.
    put("li", &|n| n <= 25);
    put("wang", &|n| n <= 20 || (26..=35).contains(&n));
    let rows = desk.json(&["agree", "--json", "zone:试"]);
    let pair = rows.as_array().unwrap().iter().find(|row| row["tag_path"] == "价值/亮点").expect("row");
    assert_eq!(pair["readers"], "li wang");
    assert_eq!(
        (&pair["units"], &pair["percent"], &pair["cohen_kappa"]),
        (&50.into(), &0.7.into(), &0.4.into())
    );
    assert!(desk.text(&["agree", "zone:试"], 0).contains("0.400"));
}

#[test]
fn krippendorffs_sample_through_the_command_line() {
    let (desk, paragraphs) = with_paragraphs(12);
    let rows: [[u8; 12]; 4] = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
        [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
    ];
    let names = ["", "价值/亮点", "价值/可引用", "价值/待核实", "主题/党建", "差错/事实"];
    for (row, author) in rows.iter().zip(["a", "b", "c", "d"]) {
        let given = |(at, value): (usize, &u8)| (*value > 0).then(|| (at + 1, names[usize::from(*value)]));
        let tags: Vec<(usize, &str)> = row.iter().enumerate().filter_map(given).collect();
        let read: Vec<String> = tags.iter().map(|(para, _)| paragraphs[para - 1].clone()).collect();
        desk.put(&format!("lib/annotations/s-1/{author}.toml"), &coded(author, "s-1", &tags, &read));
    }
    let rows = desk.json(&["agree", "--json", "zone:试"]);
    let all = rows.as_array().unwrap().last().expect("row").clone();
    assert_eq!(
        (&all["tag_path"], &all["krippendorff_alpha"], &all["masi_alpha"]),
        (&"*".into(), &0.743.into(), &0.743.into())
    );
}

#[test]
fn what_has_no_value_is_explained() {
    let (desk, paragraphs) = with_paragraphs(2);
    for author in ["li", "wang"] {
        let tags = [(1, "价值/亮点"), (2, "价值/亮点")];
        desk.put(&format!("lib/annotations/s-1/{author}.toml"), &coded(author, "s-1", &tags, &paragraphs));
    }
    let rows = desk.json(&["agree", "--json", "zone:试"]);
    assert_eq!((&rows[0]["percent"], &rows[0]["cohen_kappa"]), (&1.0.into(), &Value::Null));
    assert!(rows[0]["remark"].as_str().is_some_and(|remark| !remark.is_empty()));
    assert!(!rows.to_string().contains("NaN"));
    assert_eq!(desk.json(&["--blind", "agree", "--json"]), serde_json::json!([]), "nobody to agree with");
}

#[test]
fn a_sign_off_is_voided_by_a_later_edit_and_signed_on_by_another() {
    let desk = Desk::new();
    let standing = || {
        let rows = desk.json(&["report", "--json", "--kind", "signoff"])["rows"].clone();
        let row =
            |row: &Value| (row["stage"].as_str()?.to_owned(), row["standing"].as_str()?.to_owned()).into();
        rows.as_array().unwrap().iter().filter_map(row).collect::<Vec<(String, String)>>()
    };
    let is = |stage: &str, how: &str| (stage.to_owned(), how.to_owned());
    desk.text(&["sign", "jc", "初审"], 0);
    assert_eq!(standing(), [is("review-1", "stands")]);
    desk.text(&["sign", "jc", "review-2"], 7);
    desk.text(&["sign", "jc", "proof-1"], 0);
    desk.text(&["sign", "jc", "四审"], 2);
    desk.text(&["undo"], 0);
    desk.text(&["tag", "jc-1", "2", "+亮点"], 0);
    assert_eq!(standing(), [is("review-1", "marks-changed")]);
    desk.text(&["sign", "jc", "初审"], 0);
    desk.text(&["--as", "wang", "tag", "jc-1", "1", "+可引用"], 0);
    assert_eq!(standing(), [is("review-1", "marks-changed")]);
    desk.text(&["--as", "wang", "sign", "jc", "复审"], 0);
    assert_eq!(standing(), [is("review-1", "stands"), is("review-2", "stands")]);
    let article = fs::read_to_string(desk.path("lib/articles/晋城/jc-1.md")).expect("article");
    fs::write(desk.path("lib/articles/晋城/jc-1.md"), article.replace(TWO, ONE)).expect("article");
    assert_eq!(standing(), [is("review-1", "text-changed"), is("review-2", "text-changed")]);
    assert!(desk.text(&["report", "--kind", "signoff"], 0).contains("已失效：正文有改动"));
    desk.put("config/pizhu/config.toml", "version = 1\ndifferent_signers = false\n");
    desk.text(&["sign", "jc", "初审"], 0);
    desk.text(&["sign", "jc", "复审"], 0);
}

#[test]
fn a_deleted_mark_is_neither_edited_nor_relinked() {
    let desk = Desk::new();
    desk.text(&["rm", "c81b07"], 0);
    for words in [vec!["edit", "c81b07", "又写"], vec!["relink", "c81b07", "2"], vec!["rm", "c81b07"]] {
        assert!(desk.text(&words, 2).contains("c81b07"), "{words:?}");
    }
    desk.text(&["undo", "0"], 2);
}

#[test]
fn a_template_names_what_it_wants_and_its_mistakes_are_named() {
    let desk = Desk::new();
    desk.put("t.md", "# {{ title }} {{ summary.articles }}\n{% for q in quotations %}- {{ q.words | markdown }} {{ q.note | csv }}\n{% endfor %}");
    let text = desk.text(&["report", "--kind", "tags", "--template", "t.md", "tag:差错"], 0);
    assert!(text.starts_with("# 分标签摘录 2\n- 去年新增学位三万个"), "{text}");
    assert!(text.contains("'=口径|不一"), "{text}");
    desk.put("t.html", "<p>{{ rows[0].note }}</p>\n");
    desk.put("lib/annotations/jc-1/wang.toml", "");
    desk.text(&["note", "jc-1", "0", "<script>"], 0);
    assert_eq!(desk.text(&["report", "--template", "t.html", "note:script"], 0), "<p>&lt;script&gt;</p>\n");
    desk.put("bad.md", "一\n{{ no_such_name }}\n");
    assert!(desk.text(&["report", "--template", "bad.md"], 2).contains("bad.md:2:"));
    desk.put("loop.md", "{% for a in range(10000) %}{% for b in range(10000) %}x{% endfor %}{% endfor %}");
    desk.text(&["report", "--template", "loop.md"], 2);
    desk.put("include.md", "{% include '/etc/passwd' %}");
    desk.text(&["report", "--template", "include.md"], 2);
    desk.text(&["report", "--format", "template"], 2);
    desk.text(&["report", "--template", "missing.md"], 3);
}

#[test]
fn a_codebook_goes_out_and_comes_in() {
    let desk = Desk::new();
    desk.text(&["codebook", "export", "out.qdc"], 0);
    desk.text(&["codebook", "export", "out.toml"], 0);
    desk.text(&["codebook", "export", "out.qdc"], 7);
    desk.text(&["codebook", "export", "--force", "out.qdc"], 0);
    desk.text(&["codebook", "export", "out.doc"], 2);
    let qdc = fs::read_to_string(desk.path("out.qdc")).expect("qdc");
    assert_eq!(qdc, desk.text(&["report", "--format", "qdc"], 0), "one codebook, one file");
    for file in ["out.qdc", "out.toml"] {
        let other = Desk::new();
        other.put(
            "lib/codebook.toml",
            "# 我们的\nschema = 1\nrevision = 4\n\n[[tag]]\nname = \"甲\"\nkey = \"f\"\n",
        );
        fs::copy(desk.path(file), other.path(file)).expect("copy");
        let before = fs::read_to_string(other.path("lib/codebook.toml")).expect("book");
        other.text(&["codebook", "import", "--dry-run", file], 0);
        assert_eq!(fs::read_to_string(other.path("lib/codebook.toml")).expect("book"), before);
        other.text(&["codebook", "import", file], 0);
        let tags = other.json(&["codebook", "list", "--json"]);
        let paths: Vec<&str> =
            tags.as_array().unwrap().iter().filter_map(|tag| tag["path"].as_str()).collect();
        assert!(
            paths.contains(&"甲") && paths.contains(&"差错/数据单位") && paths.contains(&"主题/管运分离"),
            "{paths:?}"
        );
        let fact =
            tags.as_array().unwrap().iter().find(|tag| tag["path"] == "差错/事实").expect("tag").clone();
        assert!(fact["definition"].as_str().is_some_and(|text| !text.is_empty()));
        assert!(fact["use_when"].as_str().is_some_and(|text| !text.is_empty()), "{fact}");
        assert_eq!(fact["color"], "red");
        assert_eq!(fact["key"], Value::Null, "its key was taken");
        let book = fs::read_to_string(other.path("lib/codebook.toml")).expect("book");
        assert!(book.starts_with("# 我们的\nschema = 1\nrevision = 5\n"), "{book}");
        other.text(&["codebook", "import", file], 0);
        assert_eq!(fs::read_to_string(other.path("lib/codebook.toml")).expect("book"), book, "nothing twice");
    }
    desk.put("bad.qdc", "<CodeBook><Codes><Code name=\"x\"");
    desk.text(&["codebook", "import", "bad.qdc"], 4);
    desk.text(&["codebook", "import", "missing.qdc"], 3);
}

#[test]
fn a_project_holds_texts_marks_and_codes() {
    let desk = Desk::new();
    let output = desk.run(&["report", "--format", "qdpx"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("REFI-QDA"), "what is lost is said");
    assert_eq!(output.stdout, desk.run(&["report", "--format", "qdpx"]).stdout);
    let project = pizhu::formats::refi::project(&output.stdout).expect("a project");
    assert_eq!(project.users.len(), 2);
    let source = project.sources.iter().find(|source| source.name == "学位与车间").expect("the article");
    assert_eq!(source.text, format!("学位与车间\n{ONE}\n{TWO}"));
    let words =
        |start: usize, end: usize| source.text.chars().skip(start).take(end - start).collect::<String>();
    let found: Vec<(String, Vec<String>, String)> = source
        .selections
        .iter()
        .map(|one| (words(one.start, one.end), one.codes.clone(), one.note.clone()))
        .collect();
    assert_eq!(
        found[0],
        (ONE.to_owned(), vec!["价值/待核实".to_owned(), "差错/数据单位".to_owned()], "=口径|不一".to_owned())
    );
    assert_eq!(found[1], ("開發區".to_owned(), vec!["差错/错别字".to_owned()], "应为简体".to_owned()));
}

#[test]
fn marks_come_back_from_what_was_exported_and_nothing_comes_twice() {
    for format in ["qdpx", "w3c"] {
        let desk = Desk::new();
        let file = format!("marks.{}", if format == "w3c" { "jsonld" } else { format });
        desk.text(&["report", "--format", format, "-o", &file], 0);
        let before = desk.json(&["show", "--json", "jc-1"]);
        let again = desk.json(&["import", "--json", &file]);
        assert_eq!((&again["marks"], &again["tags"]), (&0.into(), &0.into()), "{format}: {again}");
        fs::remove_dir_all(desk.path("lib/annotations")).expect("removed");
        fs::remove_dir_all(desk.path("state")).ok();
        let dry = desk.json(&["import", "--json", "--dry-run", &file]);
        let marks = if format == "w3c" { 3 } else { 2 };
        assert_eq!(dry["marks"], marks, "{format}: {dry}");
        assert!(!desk.path("lib/annotations").exists());
        let come = desk.json(&["import", "--json", &file]);
        assert_eq!((&come["marks"], &come["known"]), (&marks.into(), &0.into()), "{format}: {come}");
        let after = desk.json(&["show", "--json", "jc-1"]);
        // Web annotations have their moments in UTC.
        let timeless = |shown: &Value| {
            let text = shown["paragraphs"].to_string();
            let is_kept = |part: &&str| !part.starts_with("\"created\"") && !part.starts_with("\"updated\"");
            text.split(',').filter(is_kept).collect::<Vec<_>>().join(",")
        };
        assert_eq!(timeless(&after), timeless(&before), "{format}");
        if format == "w3c" {
            assert_eq!(after["orphans"][0]["note"], before["orphans"][0]["note"]);
        }
        assert_eq!(desk.json(&["import", "--json", &file])["known"], marks);
    }
}

#[test]
fn another_programs_project_brings_its_texts_codes_and_marks() {
    let desk = Desk::new();
    let text = "\u{feff}第一句话。\r\n\r\n第二句说数据有误。\r\n";
    let xml = r##"<?xml version="1.0" encoding="utf-8"?>
<Project name="p" xmlns="urn:QDA-XML:project:1.0"><Users><User guid="{AAAAAAAA-0000-4000-8000-000000000001}" name="赵六"/></Users>
<CodeBook><Codes><Code guid="BBBBBBBB-0000-4000-8000-000000000001" name="外来" isCodable="true" color="#123456"><Description>外来的码</Description>
<Code guid="BBBBBBBB-0000-4000-8000-000000000002" name="下级" isCodable="true"/></Code></Codes></CodeBook>
<Sources><TextSource guid="CCCCCCCC-0000-4000-8000-000000000001" name="外稿" plainTextPath="internal://CCCC.txt">
<PlainTextSelection guid="DDDDDDDD-0000-4000-8000-000000000001" startPosition="13" endPosition="15" creatingUser="AAAAAAAA-0000-4000-8000-000000000001" creationDateTime="2026-01-02T03:04:05Z">
<Description>存疑</Description><Coding guid="EEEEEEEE-0000-4000-8000-000000000001"><CodeRef targetGUID="BBBBBBBB-0000-4000-8000-000000000002"/></Coding></PlainTextSelection>
</TextSource><PictureSource guid="CCCCCCCC-0000-4000-8000-000000000002" path="internal://x.png"/></Sources></Project>"##;
    let package = pizhu::formats::package::pack([
        ("project.qde", xml.as_bytes()),
        ("sources/CCCC.txt", text.as_bytes()),
    ]);
    fs::write(desk.path("other.qdpx"), package.expect("packs")).expect("written");
    let come = desk.json(&["import", "--json", "--zone", "试验区", "other.qdpx"]);
    assert_eq!(
        (&come["marks"], &come["tags"], &come["unplaced"], &come["left_out"]),
        (&1.into(), &2.into(), &0.into(), &1.into())
    );
    let id = come["articles"][0]["id"].as_str().unwrap().to_owned();
    let shown = desk.json(&["show", "--json", &id]);
    assert_eq!((&shown["title"], &shown["zone"]), (&"外稿".into(), &"试验区".into()));
    let mark = &shown["paragraphs"][2]["marks"][0];
    assert_eq!(
        (&mark["quote"], &mark["note"], &mark["tags"][0]),
        (&"数据".into(), &"存疑".into(), &"外来/下级".into())
    );
    assert_eq!(desk.json(&["import", "--json", "other.qdpx"])["known"], 1);
    desk.text(&["import", "out-of-nowhere.qdpx"], 3);
    desk.put("bad.qdpx", "PK\u{3}\u{4}");
    desk.text(&["import", "bad.qdpx"], 4);
}

#[test]
fn blind_names_nobody_else_anywhere() {
    let desk = Desk::new();
    desk.text(&["--as", "wang", "sign", "jc", "review-1"], 0);
    let wang = fs::read_to_string(desk.path("lib/annotations/jc-1/wang.toml")).expect("wang");
    for broken in [false, true] {
        if broken {
            fs::write(desk.path("lib/annotations/jc-1/wang.toml"), wang.clone() + "note = \"坏\n")
                .expect("wang");
        }
        let mut runs: Vec<Vec<&str>> = vec![
            vec!["list", "--json"],
            vec!["show", "jc-1"],
            vec!["search", "author:wang"],
            vec!["stats", "--json"],
            vec!["agree"],
            vec!["check"],
            vec!["doctor"],
            vec!["log", "--json"],
            vec!["trash", "list"],
            vec!["codebook", "list", "--json"],
            vec!["sign", "jc", "proof-1"],
        ];
        for format in ["md", "html", "csv", "json", "jsonl", "w3c"] {
            for kind in ["review", "tags", "authors", "crosstab", "notes", "agreement", "signoff"] {
                runs.push(vec!["report", "--kind", kind, "--format", format]);
            }
        }
        for words in runs {
            let output = desk.command().arg("--blind").args(&words).output().expect("runs");
            let said = String::from_utf8_lossy(&output.stdout).into_owned()
                + &String::from_utf8_lossy(&output.stderr);
            let said = said.replace("author:wang", "");
            for word in ["wang", "王校对", "应为简体", "错别字\":1"] {
                assert!(!said.contains(word), "{words:?}: {word}\n{said}");
            }
        }
    }
}
