//! Marks that come from other programs: W3C Web Annotations and REFI-QDA projects, as one shape.
//!
//! Knows neither library nor store: whose marks they become and where they stand is decided elsewhere.

mod w3c;

use super::refi::{self, Code, guid};
use crate::words::Moment;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Web annotations (JSON-LD).
    W3c,
    /// A REFI-QDA project.
    Qdpx,
    /// A REFI-QDA codebook.
    Qdc,
}

impl Kind {
    /// The word for it in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::W3c => "w3c",
            Self::Qdpx => "qdpx",
            Self::Qdc => "qdc",
        }
    }
}

/// What a file brings.
#[derive(Debug, Clone, PartialEq)]
pub struct Incoming {
    /// What it is.
    pub kind: Kind,
    /// Its codes; of annotations the tags that they bear.
    pub codes: Vec<Code>,
    /// The texts that its marks are about.
    pub texts: Vec<IncomingText>,
    /// How many parts have no place here: pictures, sound, sets, links, annotations without a target.
    pub left_out: usize,
}

/// A text with its marks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IncomingText {
    /// Its title, where it has one.
    pub name: String,
    /// What may be its article's id.
    pub id: String,
    /// Its GUID, by which an article of ours is known again.
    pub guid: String,
    /// The text itself, where it came along.
    pub text: Option<String>,
    /// Its marks.
    pub marks: Vec<IncomingMark>,
}

/// A mark of another program.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct IncomingMark {
    /// Its id, as written.
    pub id: String,
    /// Who made it, as written: a name for files, and the one shown.
    pub author: (String, String),
    /// Characters of the text.
    pub place: Option<(usize, usize)>,
    /// The words.
    pub quote: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
    /// Its tags, as paths.
    pub tags: Vec<String>,
    /// Its note.
    pub note: String,
    /// When it was made.
    pub created: Option<Moment>,
    /// When it was changed.
    pub modified: Option<Moment>,
}

/// Reads a file by its content; `None` when it is none of these.
pub fn read(file: &[u8]) -> Option<Incoming> {
    if file.starts_with(b"PK") {
        return refi::project(file).map(of_project);
    }
    let start = file.iter().copied().find(|byte| !byte.is_ascii_whitespace() && *byte < 0x80);
    match start {
        Some(b'{' | b'[') => w3c::read(file),
        Some(b'<') => {
            let codes = refi::codes(file)?;
            Some(Incoming { kind: Kind::Qdc, codes, texts: Vec::new(), left_out: 0 })
        }
        _ => None,
    }
}

/// How much stands around a selection, in characters a side.
const CONTEXT_CHARS: usize = 60;

fn of_project(project: refi::Project) -> Incoming {
    let users = project.users;
    let texts = project.sources.into_iter().map(|source| {
        let text = source.text;
        let chars: Vec<char> = text.chars().collect();
        let words =
            |from: usize, to: usize| -> String { chars.get(from..to).unwrap_or(&[]).iter().collect() };
        let mark = |selection: refi::Selection| {
            let (start, end) = (selection.start, selection.end.min(chars.len()));
            let (id, shown) = users.get(&selection.user).cloned().unwrap_or_default();
            IncomingMark {
                id: selection.guid,
                author: (if id.is_empty() { shown.clone() } else { id }, shown),
                place: (start < end).then_some((start, end)),
                quote: words(start, end),
                prefix: words(start.saturating_sub(CONTEXT_CHARS), start),
                suffix: words(end, (end + CONTEXT_CHARS).min(chars.len())),
                tags: selection.codes,
                note: selection.note,
                created: Moment::parse(&selection.created),
                modified: Moment::parse(&selection.modified),
            }
        };
        let marks = source.selections.into_iter().map(mark).collect();
        IncomingText { name: source.name, id: String::new(), guid: source.guid, text: Some(text), marks }
    });
    let texts: Vec<IncomingText> = texts.collect();
    Incoming {
        kind: Kind::Qdpx,
        codes: project.codes,
        texts,
        left_out: project.other_sources + project.other_parts,
    }
}

/// The GUID by which a project of ours names an article.
pub fn article_guid(id: &str) -> String {
    guid("article", id).to_string()
}
