//! .docx → plain text: paragraphs, headings, tables, footnotes and comments in their order.
//!
//! Reads only the parts it needs, counts every inflated byte, knows no DTD and never extracts to disk.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

/// The largest part, in inflated bytes.
pub const MOST_PART_BYTES: u64 = 64 << 20;
/// The most that all parts may inflate to.
pub const MOST_ALL_BYTES: u64 = 256 << 20;
/// How often a part may be as large as its packed form; small parts are not asked.
const MOST_RATIO: u64 = 200;
const RATIO_FROM_BYTES: u64 = 1 << 20;
/// The deepest nesting of elements.
const MOST_DEPTH: usize = 256;
/// The most entries a document has.
const MOST_ENTRIES: usize = 20_000;

/// Why a file is no document that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Not a zip file, or one whose directory is damaged.
    NotZip,
    /// A zip file without a Word document in it.
    NoDocument,
    /// It inflates beyond the limits.
    Bomb,
    /// XML that does not parse, has a DTD, or is nested too deep.
    BadXml,
}

/// A comment with the place that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Who wrote it, as the document says.
    pub author: String,
    /// What it says.
    pub text: String,
    /// Characters of the document's text, end exclusive; `None` when nothing refers to it.
    pub at: Option<(usize, usize)>,
}

/// What a document holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Its text.
    pub text: String,
    /// Its comments; they stand in the text, too.
    pub comments: Vec<Comment>,
}

/// The text of a document: blocks apart by blank lines, a table row a line with tabs between its cells, then
/// footnotes as `【注】…` and comments as `【批注】author：…`.
///
/// # Errors
/// See [`Refusal`].
pub fn read(bytes: &[u8]) -> Result<Document, Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Refusal::NotZip)?;
    if archive.len() > MOST_ENTRIES {
        return Err(Refusal::Bomb);
    }
    let mut spent = 0;
    let main = main_part(&mut archive, &mut spent)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let document = part(&mut archive, &main, &mut spent)?.ok_or(Refusal::NoDocument)?;
    let State { mut blocks, ranges, .. } = blocks(&document, Part::Body)?;
    let mut comments = Vec::new();
    for (name, kind) in
        [("footnotes.xml", Part::Note), ("endnotes.xml", Part::Note), ("comments.xml", Part::Comment)]
    {
        let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        if let Some(xml) = part(&mut archive, &path, &mut spent)? {
            let part = self::blocks(&xml, kind)?;
            blocks.extend(part.blocks);
            comments.extend(part.comments);
        }
    }
    let starts = starts(&blocks);
    let place = |(block, offset): (usize, usize)| {
        Some(starts.get(block)? + offset.min(blocks.get(block)?.chars().count()))
    };
    let at = |id: &String| {
        let range = ranges.get(id)?;
        Some((place(range.0)?, place(range.1?)?)).filter(|(start, end)| start < end)
    };
    let comments =
        comments.into_iter().map(|(id, author, text)| Comment { author, text, at: at(&id) }).collect();
    Ok(Document { text: blocks.join(PARTED), comments })
}

/// What stands between two blocks.
const PARTED: &str = "\n\n";

/// Where each block begins in the text, in characters.
fn starts(blocks: &[String]) -> Vec<usize> {
    let mut at = 0;
    blocks
        .iter()
        .map(|block| {
            let start = at;
            at += block.chars().count() + PARTED.len();
            start
        })
        .collect()
}

/// The path of the main document, by the package's relations, else where it usually lies.
fn main_part(archive: &mut ZipArchive<Cursor<&[u8]>>, spent: &mut u64) -> Result<String, Refusal> {
    const USUAL: &str = "word/document.xml";
    let Some(xml) = part(archive, "_rels/.rels", spent)? else { return Ok(USUAL.to_owned()) };
    let xml = xml_text(&xml)?;
    let mut reader = Reader::from_str(&xml);
    loop {
        match reader.read_event().map_err(|_| Refusal::BadXml)? {
            Event::Eof => return Ok(USUAL.to_owned()),
            Event::DocType(_) => return Err(Refusal::BadXml),
            Event::Start(tag) | Event::Empty(tag) => {
                let is_main = attribute(&tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
                if let (true, Some(target)) = (is_main, attribute(&tag, "Target")) {
                    return Ok(target.trim_start_matches('/').to_owned());
                }
            }
            Event::End(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

/// The inflated bytes of a part; `None` when there is none of this name.
fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    spent: &mut u64,
) -> Result<Option<Vec<u8>>, Refusal> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(_) => return Err(Refusal::NotZip),
    };
    let packed = file.compressed_size();
    let limit = MOST_PART_BYTES.min(MOST_ALL_BYTES - *spent);
    let limit = limit.min(packed.saturating_mul(MOST_RATIO).max(RATIO_FROM_BYTES));
    let mut bytes = Vec::new();
    file.take(limit + 1).read_to_end(&mut bytes).map_err(|_| Refusal::NotZip)?;
    let size = bytes.len() as u64;
    if size > limit {
        return Err(Refusal::Bomb);
    }
    *spent += size;
    Ok(Some(bytes))
}

/// A part's text: XML says UTF-8 or UTF-16, and nothing else is written by word processors.
fn xml_text(bytes: &[u8]) -> Result<String, Refusal> {
    super::encoding::decode(bytes, None).map(|decoded| decoded.text).map_err(|_| Refusal::BadXml)
}

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Body,
    Note,
    Comment,
}

/// What is being read of a part.
#[derive(Debug, Default)]
struct State {
    blocks: Vec<String>,
    paragraph: String,
    row: Vec<String>,
    cell: Vec<String>,
    /// How many tables are open.
    tables: usize,
    /// How many elements are open whose text is not the document's: deleted text, field codes, fallbacks.
    hidden: usize,
    /// Inside `w:t`.
    is_text: bool,
    /// The head of each block of a note or comment.
    head: String,
    /// By a comment's id: where its range begins and ends, as block and characters in it.
    ranges: HashMap<String, Range>,
    /// Comments: id, author and text.
    comments: Vec<(String, String, String)>,
}

/// Where a range begins, and ends when it did.
type Range = ((usize, usize), Option<(usize, usize)>);

/// The blocks of a part, in order.
fn blocks(xml: &[u8], kind: Part) -> Result<State, Refusal> {
    let xml = xml_text(xml)?;
    let mut reader = Reader::from_str(&xml);
    reader.config_mut().check_end_names = true;
    let mut state = State::default();
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|_| Refusal::BadXml)? {
            Event::Eof => break,
            Event::DocType(_) => return Err(Refusal::BadXml),
            Event::Start(tag) => {
                depth += 1;
                if depth > MOST_DEPTH {
                    return Err(Refusal::BadXml);
                }
                state.open(&tag, kind);
            }
            Event::Empty(tag) => state.empty(&tag),
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                state.close(tag.local_name().as_ref());
            }
            Event::Text(text) => state.text(&text),
            Event::CData(text) => state.text(&text),
            Event::GeneralRef(name) => {
                state.text(&entity(&name).ok_or(Refusal::BadXml)?.to_string());
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    if depth > 0 { Err(Refusal::BadXml) } else { Ok(state) }
}

/// The character of a reference: the five of XML and numbers.
pub fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.into_owned())
}

impl State {
    fn open(&mut self, tag: &BytesStart<'_>, kind: Part) {
        match tag.local_name().as_ref() {
            "t" => self.is_text = true,
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => self.row.clear(),
            "tc" if self.tables == 1 => self.cell.clear(),
            "del" | "instrText" | "Fallback" | "moveFrom" => self.hidden += 1,
            "footnote" | "endnote" => {
                let is_rule = attribute(tag, "type").is_some_and(|kind| kind != "normal");
                self.hidden += usize::from(is_rule);
                "【注】".clone_into(&mut self.head);
            }
            "comment" if kind == Part::Comment => {
                let author = attribute(tag, "author").unwrap_or_default();
                self.head = format!("【批注】{author}：");
                let id = attribute(tag, "id").unwrap_or_default();
                self.comments.push((id, author, String::new()));
            }
            _ => {}
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "tab" | "ptab" => self.text_in_run("\t"),
            "br" | "cr" => self.text_in_run("\n"),
            "noBreakHyphen" => self.text_in_run("-"),
            "commentRangeStart" | "commentRangeEnd" | "commentReference" => self.range(tag),
            "p" => self.end_paragraph(),
            _ => {}
        }
    }

    /// A comment's range begins or ends here; one that only refers is about its paragraph so far.
    fn range(&mut self, tag: &BytesStart<'_>) {
        let Some(id) = attribute(tag, "id") else { return };
        let offset = if self.tables > 0 { 0 } else { self.paragraph.trim_start().chars().count() };
        let here = (self.blocks.len(), offset);
        if tag.local_name().as_ref() == "commentRangeStart" {
            self.ranges.insert(id, (here, None));
            return;
        }
        let range = self.ranges.entry(id).or_insert(((here.0, 0), None));
        range.1.get_or_insert(here);
    }

    fn close(&mut self, name: &str) {
        match name {
            "t" => self.is_text = false,
            "p" => self.end_paragraph(),
            "tc" if self.tables == 1 => self.row.push(std::mem::take(&mut self.cell).join(" ")),
            "tr" if self.tables == 1 => {
                let row = std::mem::take(&mut self.row).join("\t");
                if !row.trim().is_empty() {
                    self.blocks.push(row);
                }
            }
            "tbl" => self.tables = self.tables.saturating_sub(1),
            "del" | "instrText" | "Fallback" | "moveFrom" => self.hidden = self.hidden.saturating_sub(1),
            "footnote" | "endnote" => {
                self.hidden = 0;
                self.head.clear();
            }
            "comment" => self.head.clear(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_text && self.hidden == 0 {
            self.paragraph.push_str(text);
        }
    }

    fn text_in_run(&mut self, text: &str) {
        if self.hidden == 0 && !self.paragraph.is_empty() {
            self.paragraph.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let text = paragraph.trim();
        if text.is_empty() {
            return;
        }
        if let Some((_, _, note)) = self.comments.last_mut().filter(|_| self.head.starts_with("【批注】"))
        {
            note.push_str(if note.is_empty() { "" } else { "\n" });
            note.push_str(text);
        }
        if self.tables > 0 {
            self.cell.push(text.replace('\n', " "));
        } else {
            self.blocks.push(format!("{}{text}", self.head));
        }
    }
}

#[cfg(test)]
mod tests;
