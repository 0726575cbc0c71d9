//! Documents made here, whole, broken and hostile.

use std::io::Write;

use zip::write::SimpleFileOptions;

use super::*;

fn text(bytes: &[u8]) -> Result<String, Refusal> {
    read(bytes).map(|document| document.text)
}

/// A document whose main part holds this body.
fn document(body: &str, extra: &[(&str, &str)], namespace: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"{namespace}\"><w:body>{body}</w:body></w:document>"
    );
    let parts = std::iter::once(("word/document.xml", xml.as_str())).chain(extra.iter().copied());
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

#[test]
fn paragraphs_tables_notes_and_comments() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>园区办实事</w:t></w:r></w:p>\
        <w:p><w:r><w:t>三条路</w:t></w:r><w:r><w:t xml:space=\"preserve\"> A&amp;B </w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>通车。</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let comments = "<w:comments xmlns:w=\"x\"><w:comment w:author=\"李\"><w:p><w:r><w:t>核对</w:t></w:r></w:p></w:comment></w:comments>";
    let notes = "<w:footnotes xmlns:w=\"x\"><w:footnote w:type=\"separator\"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote><w:footnote w:id=\"2\"><w:p><w:r><w:t>见年报</w:t></w:r></w:p></w:footnote></w:footnotes>";
    for namespace in [TRANSITIONAL, STRICT] {
        let bytes =
            document(body, &[("word/comments.xml", comments), ("word/footnotes.xml", notes)], namespace);
        let text = text(&bytes).expect("a document");
        assert_eq!(text, "园区办实事\n\n三条路 A&B 通车。\n\n甲\t乙\n\n【注】见年报\n\n【批注】李：核对");
    }
}

#[test]
fn bombs_and_broken_files_are_refused() {
    assert_eq!(text(b"no zip"), Err(Refusal::NotZip));
    let zeros = " ".repeat(8 << 20);
    assert_eq!(text(&document(&zeros, &[], STRICT)), Err(Refusal::Bomb));
    let deep = "<w:p>".repeat(300) + &"</w:p>".repeat(300);
    assert_eq!(text(&document(&deep, &[], STRICT)), Err(Refusal::BadXml));
    let dtd = document("", &[("_rels/.rels", "<!DOCTYPE a [<!ENTITY b \"c\">]><a/>")], STRICT);
    assert_eq!(text(&dtd), Err(Refusal::BadXml));
    assert_eq!(text(&document("<w:p>", &[], STRICT)), Err(Refusal::BadXml));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a", SimpleFileOptions::default()).unwrap();
    assert_eq!(text(&zip.finish().unwrap().into_inner()), Err(Refusal::NoDocument));
}

#[test]
fn comments_know_what_they_are_about() {
    let body = "<w:p><w:r><w:t>题</w:t></w:r></w:p><w:p><w:r><w:t>三条路</w:t></w:r><w:commentRangeStart w:id=\"7\"/><w:r><w:t>全部通车</w:t></w:r>\
        <w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r><w:r><w:t>。</w:t></w:r></w:p>";
    let comments = "<w:comments xmlns:w=\"x\"><w:comment w:id=\"7\" w:author=\"李\"><w:p><w:r><w:t>核对</w:t></w:r></w:p><w:p><w:r><w:t>再核对</w:t></w:r></w:p></w:comment>\
        <w:comment w:id=\"8\"><w:p><w:r><w:t>没有位置</w:t></w:r></w:p></w:comment></w:comments>";
    let bytes = document(body, &[("word/comments.xml", comments)], STRICT);
    let document = read(&bytes).expect("a document");
    let chars: Vec<char> = document.text.chars().collect();
    let (start, end) = document.comments[0].at.expect("a place");
    assert_eq!(chars[start..end].iter().collect::<String>(), "全部通车");
    assert_eq!(
        (document.comments[0].author.as_str(), document.comments[0].text.as_str()),
        ("李", "核对\n再核对")
    );
    assert_eq!((document.comments[1].at, document.comments.len()), (None, 2));
}
