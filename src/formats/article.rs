//! 稿件 files: Markdown with TOML front matter between `+++` lines, plain text, bare Markdown.
//!
//! Text in, article out, and back; knows nothing of where the file lies or in what encoding it was.

mod front;
mod plain;
mod render;

use std::borrow::Cow;

use crate::messages::{Lang, library as say};
use crate::words::{Article, ArticleId, BlockKind, Meta, Problem};

pub use render::render;
pub(in crate::formats) use render::string;

/// What is known of a file before its text is read.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// The folder's name: the zone of an article that names none.
    pub zone: &'a str,
    /// The file as it is shown in problems; its extension tells plain text, its stem stands in for a missing title.
    pub file: &'a str,
    /// The language of problems.
    pub lang: Lang,
}

impl Source<'_> {
    /// The file's name without folders and extension.
    fn stem(&self) -> &str {
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(self.file);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether the file is plain text, whose first line is the title.
    fn is_plain_text(&self) -> bool {
        self.file.len() >= 4
            && self.file.get(self.file.len() - 4..).is_some_and(|end| end.eq_ignore_ascii_case(".txt"))
    }
}

/// The head of an article file, read without its body.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The fields.
    pub meta: Meta,
    /// Where the body begins, in bytes of the text given.
    pub body_bytes: usize,
    /// What is wrong with the front matter; an error among them means that the file is broken.
    pub problems: Vec<Problem>,
    /// The front matter begins but does not end in the text given: a longer window may help.
    pub is_cut: bool,
}

/// Takes a BOM off and turns CRLF and CR into LF; borrows when there is nothing to do.
pub fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Reads a whole article. Its line ends may be any; a broken front matter costs the fields it hides and
/// makes the article read-only, never the text.
pub fn parse(id: ArticleId, text: &str, source: Source<'_>) -> (Article, Vec<Problem>) {
    let text = with_plain_line_ends(text);
    let head = parse_head(&text, source);
    complete(id, head, &text, source)
}

/// Reads the body behind a head that was read of the same text, whose line ends are LF.
pub fn complete(id: ArticleId, head: Head, text: &str, source: Source<'_>) -> (Article, Vec<Problem>) {
    let body = text.get(head.body_bytes..).unwrap_or("");
    let mut article = Article::assemble(id, head.meta, blocks(body));
    if head.problems.iter().any(|problem| problem.severity == crate::words::Severity::Error) {
        article.read_only = Some(say::broken_article(source.lang));
    }
    (article, head.problems)
}

/// Reads the beginning of an article from the beginning of its text, whose line ends are LF: the last block may be
/// cut, and captions, which stand behind it, are left out. `None` when not even the head is whole, or it is broken.
pub fn beginning(id: ArticleId, text: &str, source: Source<'_>) -> Option<Article> {
    let mut head = parse_head(text, source);
    if head.is_cut || head.problems.iter().any(|problem| problem.severity == crate::words::Severity::Error) {
        return None;
    }
    head.meta.captions.clear();
    let (mut article, _) = complete(id, head, text, source);
    article.is_beginning = true;
    article.read_only = Some(say::still_read(source.lang));
    Some(article)
}

/// Reads the head alone from a text whose line ends are LF, or from its beginning.
pub fn parse_head(text: &str, source: Source<'_>) -> Head {
    let mut head = if is_fence(text.lines().next().unwrap_or("")) {
        front::parse(text, source)
    } else {
        without_front_matter(text, source)
    };
    if head.meta.zone.is_empty() {
        source.zone.clone_into(&mut head.meta.zone);
    }
    head
}

/// Whether a line opens or closes the front matter.
fn is_fence(line: &str) -> bool {
    line.trim_end() == "+++"
}

/// Plain text begins with its title; bare Markdown may begin with a `# ` heading, else the file's name serves.
fn without_front_matter(text: &str, source: Source<'_>) -> Head {
    let mut head = Head::default();
    let mut offset = 0;
    let first = text.split_inclusive('\n').find(|line| {
        let is_blank = line.trim().is_empty();
        offset += if is_blank { line.len() } else { 0 };
        !is_blank
    });
    let title = first.and_then(|line| {
        if source.is_plain_text() { Some(line.trim()) } else { line.strip_prefix("# ").map(str::trim) }
    });
    if let (Some(title), Some(line)) = (title, first) {
        title.clone_into(&mut head.meta.title);
        head.body_bytes = offset + line.len();
    }
    if head.meta.title.is_empty() {
        source.stem().clone_into(&mut head.meta.title);
    }
    head
}

/// The blocks of a body whose line ends are LF: what stands between blank lines; one that starts `## ` is a subhead.
pub fn blocks(body: &str) -> impl Iterator<Item = (BlockKind, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (mut start, mut end) = (None, at);
        while at < body.len() {
            let rest = body.as_bytes().get(at..)?;
            let line_end = memchr::memchr(b'\n', rest).map_or(body.len(), |found| at + found);
            let line = body.get(at..line_end)?;
            let line_start = at;
            at = line_end + 1;
            if is_blank(line) {
                if start.is_some() {
                    break;
                }
            } else {
                start.get_or_insert(line_start);
                end = line_end;
            }
        }
        Some(block(body.get(start?..end)?))
    })
}

/// What a block is and its words: one that starts `## ` is a subhead, one that starts `\## ` a paragraph that begins so.
pub fn block(block: &str) -> (BlockKind, &str) {
    if let Some(subhead) = block.strip_prefix("## ") {
        return (BlockKind::Subhead, subhead);
    }
    let is_kept = block.trim_start_matches('\\').starts_with("## ");
    (BlockKind::Body, block.strip_prefix('\\').filter(|_| is_kept).unwrap_or(block))
}

/// Whether a line holds nothing but white space. The bytes that cannot begin a space decide first.
fn is_blank(line: &str) -> bool {
    match line.as_bytes().first() {
        None => true,
        Some(0x21..=0xc1 | 0xc3..=0xe0 | 0xe4..) => false,
        Some(_) => line.trim().is_empty(),
    }
}

#[cfg(test)]
mod tests;
