//! A page that comes again: what was noted on its articles stays where it was; and pages imported inside the reader.

#![expect(clippy::expect_used, clippy::disallowed_methods, reason = "a test may stop where it stands")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 记者赵小川 今年，平定经开区的三条新路通车，十家企业出门就是大道。\n\n\
    管委会请来九位工程师，驻点半年，手把手教会了一百名新工人。企业负责人说，这比什么都管用。\n\n\
    夜班工人下班就能交材料，全年少跑二十趟。 李强\n\n\
    侯马经济技术开发区\n\n老厂房变身新车间\n\n山西科技报讯 侯马经开区把闲置多年的老厂房改成了新车间，四十天建成投产。\n";

struct Room {
    folder: tempfile::TempDir,
}

impl Room {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    fn page(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).expect("written");
        path.display().to_string()
    }

    fn library(&self) -> PathBuf {
        self.folder.path().join("lib")
    }

    fn pizhu(&self, args: &[&str]) -> (Option<i32>, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pizhu"));
        command.args(["--lang", "zh", "--as", "li", "-C"]).arg(self.library()).args(args);
        let output =
            command.env_clear().env("HOME", self.folder.path()).output().expect("the program starts");
        let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        (output.status.code(), told.concat())
    }

    fn json(&self, args: &[&str]) -> serde_json::Value {
        let (code, told) = self.pizhu(args);
        assert_eq!(code, Some(0), "{told}");
        let mut values = serde_json::Deserializer::from_str(&told).into_iter();
        values.next().expect("a value").expect("json")
    }

    /// The ids of the articles, by headline.
    fn ids(&self) -> Vec<(String, String)> {
        let list = self.json(&["list", "--json"]);
        let text = |card: &serde_json::Value, key: &str| card[key].as_str().unwrap_or_default().to_owned();
        let mut ids: Vec<(String, String)> = list
            .as_array()
            .expect("an array")
            .iter()
            .map(|card| (text(card, "title"), text(card, "id")))
            .collect();
        ids.sort();
        ids
    }

    fn id(&self) -> String {
        self.ids().into_iter().find(|(title, _)| title.contains("三件实事")).expect("the article").1
    }

    /// Notes every paragraph of the article.
    fn note_all(&self) {
        for (para, note) in ["一", "二", "三"].iter().enumerate() {
            let (code, told) = self.pizhu(&["note", &self.id(), &(para + 1).to_string(), note]);
            assert_eq!(code, Some(0), "{told}");
        }
    }

    /// The notes that stand at each paragraph, and those that stand nowhere.
    fn notes(&self) -> (Vec<String>, usize) {
        let shown = self.json(&["show", "--json", &self.id()]);
        let at = |block: &serde_json::Value| {
            let marks = block["marks"].as_array().cloned().unwrap_or_default();
            marks.iter().map(|mark| mark["note"].as_str().unwrap_or_default().to_owned()).collect::<String>()
        };
        let blocks = shown["paragraphs"].as_array().expect("blocks");
        let body = blocks.iter().filter(|block| block["kind"] == "body").map(at).collect();
        (body, shown["orphans"].as_array().map_or(0, Vec::len))
    }
}

fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut found: Vec<(PathBuf, Vec<u8>)> = entries
        .flat_map(|path| {
            if path.is_dir() { tree(&path) } else { vec![(path.clone(), fs::read(&path).expect("a file"))] }
        })
        .collect();
    found.sort();
    found
}

#[test]
fn notes_stand_where_they_were_after_a_correction() {
    let room = Room::new();
    room.pizhu(&["import", &room.page("page.txt", PAGE)]);
    let before = room.ids();
    room.note_all();
    let corrected = PAGE
        .replace("园区办好三件实事", "园区今年办好三件实事")
        .replace("企业负责人说，这比什么都管用。", "企业负责人说，这比发补贴都管用。")
        .replace("夜班工人", "去年起，园区还开了夜间窗口。\n\n夜班工人");
    room.pizhu(&["import", &room.page("page-b.txt", &corrected)]);
    let after = room.ids();
    let ids = |list: &[(String, String)]| list.iter().map(|(_, id)| id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&before), ids(&after));
    let (notes, orphans) = room.notes();
    assert_eq!((notes.len(), orphans), (4, 0), "{notes:?}");
    assert_eq!([&notes[0], &notes[1], &notes[3]], ["一", "二", "三"], "{notes:?}");
}

#[test]
fn a_corrected_zone_line_makes_no_second_article() {
    let room = Room::new();
    room.pizhu(&["import", &room.page("page.txt", PAGE)]);
    let before = room.ids();
    room.note_all();
    let corrected = PAGE.replace("平定经济技术开发区\n", "阳泉经济技术开发区\n");
    let (code, told) = room.pizhu(&["import", &room.page("page.txt", &corrected)]);
    assert_eq!((code, told.contains("更新1篇，未变1篇")), (Some(0), true), "{told}");
    assert_eq!(room.ids(), before);
    assert_eq!(room.notes(), (vec!["一".into(), "二".into(), "三".into()], 0));
    for zone in [&[][..], &["--zone", "盂县经济技术开发区"]] {
        let page = room.page("page.txt", &corrected);
        let again = [&["import"], zone, &[&page]].concat();
        let (code, told) = room.pizhu(&again);
        assert_eq!((code, room.ids()), (Some(0), before.clone()), "{told}");
    }
}

#[test]
fn the_news_of_the_next_week_replaces_none() {
    let room = Room::new();
    let week = |day: u32, count: u32, sum: &str| {
        format!(
            "平定经济技术开发区\n\n一周进展\n\n山西科技报讯 3月{day}日，平定经开区开工项目{count}个，完成投资{sum}亿元，走访企业20家。\n"
        )
    };
    room.pizhu(&["import", &room.page("one.txt", &week(11, 3, "1.4"))]);
    room.pizhu(&["import", &room.page("two.txt", &week(18, 4, "2.4"))]);
    assert_eq!(room.ids().len(), 2);
    room.pizhu(&["import", &room.page("two.txt", &week(18, 5, "2.4"))]);
    assert_eq!(room.ids().len(), 2, "a corrected figure is a correction");
}

#[test]
fn an_import_inside_the_reader_shows_first_and_writes_on_enter() {
    let room = Room::new();
    room.pizhu(&["import", &room.page("page.txt", PAGE)]);
    let other = "孝义经济技术开发区\n\n废渣变成好砖\n\n孝义日报讯 孝义经开区去年用废渣做了六千万块好砖。\n";
    let path = room.page("other.txt", other);
    let before = tree(&room.library());
    let (code, told) = room.pizhu(&["--exec", &format!("import {path}; back")]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("孝义经济技术开发区｜废渣变成好砖｜1段"), "{told}");
    assert_eq!(tree(&room.library()), before, "a preview writes nothing");
    let (code, told) = room.pizhu(&["--exec", &format!("import {path}; open")]);
    assert_eq!((code, told.contains("新增1篇")), (Some(0), true), "{told}");
    assert_eq!(room.ids().len(), 3);
    let (code, _) = room.pizhu(&["--exec", "import /nowhere/at/all.txt"]);
    assert_ne!(code, Some(0));
}

#[test]
fn a_guessed_encoding_is_not_filed_and_a_named_one_is_remembered() {
    let room = Room::new();
    // Four rare characters: no score tells GB18030 from Big5.
    let (bytes, _, _) = encoding_rs::GB18030.encode("麒麟饕餮\n\n魑魅魍魉，魃魈。\n");
    let path = room.folder.path().join("short.txt");
    fs::write(&path, &bytes).expect("written");
    let path = path.display().to_string();
    let sure = room.json(&["import", "--dry-run", "--json", &path])["confidence"].as_f64().expect("a number");
    assert!(sure < 0.8, "{sure}");
    let (code, told) = room.pizhu(&["import", &path]);
    assert_eq!((code, told.contains("--encoding")), (Some(7), true), "{told}");
    assert_eq!(room.ids(), [], "nothing was filed");
    let (code, told) = room.pizhu(&["import", "--encoding", "gbk", &path]);
    assert_eq!(code, Some(0), "{told}");
    let (code, told) = room.pizhu(&["import", &path]);
    assert_eq!(code, Some(0), "the choice is remembered: {told}");
    assert_eq!(room.ids().len(), 1);
}

/// A document with two paragraphs and a comment on the second.
fn document() -> Vec<u8> {
    use std::io::Write as _;
    let names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body = line("平定经济技术开发区")
        + &line("园区办好三件实事")
        + &line("今年，平定经开区的三条新路通车。")
        + "<w:p><w:r><w:t>管委会请来</w:t></w:r><w:commentRangeStart w:id=\"0\"/><w:r><w:t>九位</w:t></w:r>\
           <w:commentRangeEnd w:id=\"0\"/><w:r><w:t>工程师，驻点半年。</w:t></w:r></w:p>";
    let parts = [
        ("word/document.xml", format!("<w:document {names}><w:body>{body}</w:body></w:document>")),
        (
            "word/comments.xml",
            format!(
                "<w:comments {names}><w:comment w:id=\"0\" w:author=\"赵审读\">{}</w:comment></w:comments>",
                line("几位？")
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn comments_of_a_docx_become_notes_once() {
    let room = Room::new();
    let path = room.folder.path().join("稿.docx");
    fs::write(&path, document()).expect("written");
    let path = path.display().to_string();
    for _ in 0..2 {
        let (code, told) = room.pizhu(&["import", &path]);
        assert_eq!(code, Some(0), "{told}");
        let shown = room.json(&["show", "--json", &room.id()]);
        let marks = shown["paragraphs"][2]["marks"].as_array().expect("marks");
        assert_eq!(marks.len(), 1, "{shown}");
        assert_eq!((&marks[0]["note"], &marks[0]["quote"]), (&"赵审读：几位？".into(), &"九位".into()));
    }
}

/// The file of the article that the tests correct.
fn file(room: &Room) -> PathBuf {
    let name = format!("{}.md", room.id());
    let files = tree(&room.library().join("articles")).into_iter().map(|(path, _)| path);
    files.into_iter().find(|path| path.ends_with(&name)).expect("the article's file")
}

#[test]
fn a_correction_by_hand_outlives_a_new_version_of_the_page() {
    let room = Room::new();
    room.pizhu(&["import", &room.page("w.txt", PAGE)]);
    let path = file(&room);
    let corrected = fs::read_to_string(&path).expect("read").replace("九位工程师", "十位工程师");
    fs::write(&path, &corrected).expect("written");
    let newer = PAGE.replace("四十天建成投产", "五十天建成投产").replace("二十趟", "三十趟");
    let newer = room.page("w2.txt", &newer);
    let (code, told) = room.pizhu(&["import", &newer]);
    assert_eq!(fs::read_to_string(&path).expect("read"), corrected, "{told}");
    assert_eq!(code, Some(0), "{told}");
    let shown = path.strip_prefix(room.library()).expect("inside").display().to_string();
    assert!(told.contains("更新1篇") && told.contains("保留手改1篇"), "{told}");
    assert!(told.contains(&shown) && told.contains("--force"), "{told}");
    let (code, told) = room.pizhu(&["import", "--force", &newer]);
    assert_eq!((code, told.contains("更新1篇")), (Some(0), true), "{told}");
    let now = fs::read_to_string(&path).expect("read");
    assert!(now.contains("三十趟") && now.contains("九位"), "{now}");
    let kept = tree(room.folder.path())
        .into_iter()
        .find(|(path, bytes)| !path.starts_with(room.library()) && bytes.as_slice() == corrected.as_bytes());
    let (kept, _) = kept.expect("the corrected file is kept");
    assert!(told.contains(&kept.display().to_string()), "{told}");
}

#[test]
fn a_repair_outlives_a_new_version_of_the_page() {
    let room = Room::new();
    room.pizhu(&["import", &room.page("w.txt", PAGE)]);
    let before = tree(&room.library().join("articles"));
    let (code, told) = room.pizhu(&["--exec", "article next; paragraph next; paragraph join"]);
    assert_eq!(code, Some(0), "{told}");
    let repaired = tree(&room.library().join("articles"));
    assert_ne!(repaired, before, "{told}");
    let newer = PAGE.replace("二十趟", "三十趟").replace("四十天建成投产", "五十天建成投产");
    let (_, told) = room.pizhu(&["import", &room.page("w2.txt", &newer)]);
    let now = tree(&room.library().join("articles"));
    let kept = now.iter().filter(|file| repaired.contains(file) && !before.contains(file)).count();
    assert_eq!((kept, told.contains("更新1篇")), (1, true), "{told}");
}

#[test]
fn the_same_text_in_another_encoding_changes_nothing() {
    let room = Room::new();
    room.pizhu(&["import", &room.page("page.txt", PAGE)]);
    let before = tree(&room.library().join("articles"));
    let gbk = room.folder.path().join("page-gbk.txt");
    fs::write(&gbk, encoding_rs::GB18030.encode(PAGE).0).expect("written");
    for page in
        [gbk.display().to_string(), room.page("page.txt", PAGE), room.page("other.txt", &format!("{PAGE}\n"))]
    {
        let (code, told) = room.pizhu(&["import", &page]);
        assert_eq!((code, told.contains("没有变化")), (Some(0), true), "{told}");
        assert_eq!(tree(&room.library().join("articles")), before);
    }
}

#[test]
fn why_a_file_cannot_be_read_is_said_in_the_language_of_the_screen() {
    let room = Room::new();
    let inside = format!("{}/b.txt", room.page("a.txt", PAGE));
    for (path, why) in [("nowhere/a.txt", "没有这个文件"), (&inside, "路径中间有一段是文件")]
    {
        let (code, told) = room.pizhu(&["import", path]);
        assert!(code != Some(0) && told.contains(why) && !told.contains("os error"), "{told}");
    }
}

#[test]
fn a_heading_of_a_web_page_is_a_line_of_the_headline_whatever_it_looks_like() {
    let room = Room::new();
    for (title, heading) in
        [("题", "标题"), ("每日要闻", "园区今年建好的厂房是否够用？"), ("专版", "这是企业最想要的")]
    {
        let html = format!(
            "<html><head><title>{title}</title></head><body><h1>侯马经济技术开发区</h1><h2>{heading}</h2>\
             <p>山西科技报讯 侯马经开区把闲置多年的老厂房改成了新车间，四十天建成投产。</p></body></html>"
        );
        let read = room.json(&["import", "--dry-run", "--json", &room.page("page.html", &html)]);
        let articles = read["articles"].as_array().expect("articles");
        assert_eq!(articles.len(), 1, "{read}");
        assert_eq!(
            (&articles[0]["title"], &articles[0]["zone"]),
            (&heading.into(), &"侯马经济技术开发区".into())
        );
        assert_eq!(articles[0]["paragraphs"].as_array().expect("paragraphs").len(), 1, "{read}");
    }
}
