//! Any file that a page may come in → its text, by what its bytes say, then by its name.

use super::docx::{self, Refusal};
use super::encoding::{self, NotText};
use super::{article, html, markdown};

/// The text of a file and how it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Extracted {
    /// The text that offsets count in.
    pub text: String,
    /// The encoding's name; a .docx is UTF-8.
    pub encoding: &'static str,
    /// How sure that is, 0.0..=1.0.
    pub confidence: f32,
    /// What the file says of the page beside its text.
    pub date: Option<String>,
    /// 版次.
    pub page_no: Option<String>,
    /// 版名.
    pub page_name: Option<String>,
    /// 引题, as it stands in the text.
    pub kicker: Option<String>,
    /// Lines that it marks as headings.
    pub headings: Vec<String>,
    /// It came out of a .docx, whose encoding nobody chooses.
    pub is_packed: bool,
    /// The comments of a .docx.
    pub comments: Vec<docx::Comment>,
}

/// Why a file gives no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// NUL or control characters, with their place.
    NotText(NotText),
    /// A zip file that is no .docx, or one that is broken or hostile.
    Docx(Refusal),
    /// A .doc or .wps of the old kind.
    OldWord,
    /// A PDF.
    Pdf,
    /// An RTF.
    Rtf,
    /// A picture or another packed file.
    Other,
}

/// Reads a file; `hint` names its encoding when the user does.
///
/// # Errors
/// See [`NotRead`].
pub fn extract(
    bytes: &[u8],
    name: &str,
    hint: Option<&'static encoding_rs::Encoding>,
) -> Result<Extracted, NotRead> {
    refuse_by_magic(bytes)?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let document = docx::read(bytes).map_err(NotRead::Docx)?;
        let read = plain(document.text, "UTF-8", 1.0);
        return Ok(Extracted { is_packed: true, comments: document.comments, ..read });
    }
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase());
    let is_html = matches!(extension.as_str(), "html" | "htm" | "xhtml" | "shtml") || looks_like_html(bytes);
    let named =
        if is_html { html::named_encoding(bytes).and_then(|name| encoding::by_name(&name)) } else { None };
    let decoded = decode(bytes, hint, named)?;
    if is_html {
        let page = html::parse(&decoded.text);
        return Ok(Extracted {
            date: page.date,
            page_no: page.page_no,
            page_name: page.page_name,
            kicker: page.kicker,
            headings: page.headings,
            ..plain(page.text, decoded.encoding, decoded.confidence)
        });
    }
    let is_markdown = matches!(extension.as_str(), "md" | "markdown");
    if is_markdown && !decoded.text.trim_start().starts_with("+++") {
        let (text, headings) = markdown::read(&decoded.text);
        return Ok(Extracted { headings, ..plain(text, decoded.encoding, decoded.confidence) });
    }
    let text = if is_markdown { of_article(decoded.text, name) } else { decoded.text };
    Ok(plain(text, decoded.encoding, decoded.confidence))
}

fn plain(text: String, encoding: &'static str, confidence: f32) -> Extracted {
    Extracted {
        text,
        encoding,
        confidence,
        date: None,
        page_no: None,
        page_name: None,
        kicker: None,
        headings: Vec::new(),
        is_packed: false,
        comments: Vec::new(),
    }
}

/// The user's word first; a page's own word only where the bytes leave a doubt, for it is often wrong.
fn decode(
    bytes: &[u8],
    hint: Option<&'static encoding_rs::Encoding>,
    named: Option<&'static encoding_rs::Encoding>,
) -> Result<encoding::Decoded, NotRead> {
    let decoded = encoding::decode(bytes, hint).map_err(NotRead::NotText)?;
    if hint.is_none() && named.is_some() && decoded.confidence < encoding::SURE {
        return encoding::decode(bytes, named).map_err(NotRead::NotText);
    }
    Ok(decoded)
}

fn refuse_by_magic(bytes: &[u8]) -> Result<(), NotRead> {
    const MAGIC: &[(&[u8], NotRead)] = &[
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", NotRead::OldWord),
        (b"%PDF-", NotRead::Pdf),
        (b"{\\rtf", NotRead::Rtf),
        (b"\x89PNG", NotRead::Other),
        (b"\xff\xd8\xff", NotRead::Other),
        (b"GIF8", NotRead::Other),
        (b"Rar!", NotRead::Other),
        (b"7z\xbc\xaf", NotRead::Other),
        (b"\x1f\x8b\x08", NotRead::Other),
    ];
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map_or(Ok(()), |(_, why)| Err(*why))
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(bytes.get(..512).unwrap_or(bytes)).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || head.starts_with("<?xml") && head.contains("<html")
}

/// An article file of ours as it is; of one whose head is broken its head and blocks, apart by blank lines.
fn of_article(text: String, name: &str) -> String {
    let source = article::Source { zone: "", file: name, lang: crate::messages::Lang::En };
    let id = super::slug::article_id("a");
    let (article, problems) = article::parse(id, &text, source);
    let is_whole = problems.iter().all(|problem| problem.severity != crate::words::Severity::Error);
    if is_whole && text.starts_with("+++") {
        return text;
    }
    let head = article.block_text(0).unwrap_or("").replace('\n', "\n\n");
    let blocks = article.iter_blocks().skip(1).map(|(_, _, text)| text.to_owned());
    std::iter::once(head).chain(blocks).collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_foreign_files_are_named() {
        for (bytes, expected) in [
            (&b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."[..], NotRead::OldWord),
            (b"%PDF-1.7", NotRead::Pdf),
            (b"{\\rtf1", NotRead::Rtf),
            (b"PK\x03\x04....", NotRead::Docx(Refusal::NotZip)),
        ] {
            assert_eq!(extract(bytes, "a", None), Err(expected));
        }
    }

    #[test]
    fn the_name_chooses_only_among_texts() {
        let text = |bytes: &[u8], name: &str| extract(bytes, name, None).expect("text").text;
        assert_eq!(text("# 题\n\n一。".as_bytes(), "a.md"), "题\n\n一。");
        assert_eq!(text("# 题\n\n一。".as_bytes(), "a.txt"), "# 题\n\n一。");
        let own = "+++\ntitle = \"题\"\n+++\n\n一。\n";
        assert_eq!(text(own.as_bytes(), "a.md"), own);
        let headings = extract("# 题\n\n一。\n\n## 算账\n".as_bytes(), "a.md", None).expect("text").headings;
        assert_eq!(headings, ["题", "算账"]);
    }
}
