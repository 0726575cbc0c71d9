//! Reading codebooks and projects of other programs: what we have a place for, and nothing is guessed.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::colour_name;
use crate::formats::docx::{MOST_PART_BYTES, entity};
use crate::formats::package;
use crate::messages::{Lang, report as say};
use crate::words::Tag;

/// The deepest nesting of elements.
const MOST_DEPTH: usize = 256;

/// One code with all above it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Code {
    /// Its GUID, as written.
    pub guid: String,
    /// Names from the top, joined by `/`.
    pub path: String,
    /// `#RRGGBB`.
    pub color: Option<String>,
    /// Its description.
    pub description: String,
    /// Whether it may be used.
    pub is_codable: bool,
}

impl Code {
    /// The code as a tag of ours.
    pub fn to_tag(&self) -> Tag {
        let (parent, name) = self.path.rsplit_once('/').unwrap_or(("", &self.path));
        let mut tag = Tag {
            name: name.to_owned(),
            parent: parent.to_owned(),
            color: self.color.as_deref().map(colour_name),
            retired: !self.is_codable,
            ..Tag::default()
        };
        let mut definition = Vec::new();
        for line in self.description.split('\n') {
            if let Some(text) = line.strip_prefix(say::use_when(Lang::Zh).as_str()) {
                text.clone_into(&mut tag.use_when);
            } else if let Some(text) = line.strip_prefix(say::not_when(Lang::Zh).as_str()) {
                text.clone_into(&mut tag.not_when);
            } else {
                definition.push(line);
            }
        }
        definition.join("\n").trim().clone_into(&mut tag.definition);
        tag
    }
}

/// A project: its users by GUID, its codes and its texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    /// Users by GUID: the id that their program gave them, and the name shown.
    pub users: HashMap<String, (String, String)>,
    /// All codes.
    pub codes: Vec<Code>,
    /// The texts that could be read.
    pub sources: Vec<TextSource>,
    /// Sources that are no text: pictures, sound, PDF.
    pub other_sources: usize,
    /// Sets, links and graphs.
    pub other_parts: usize,
}

/// A text with what was marked in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TextSource {
    /// Its GUID.
    pub guid: String,
    /// Its name.
    pub name: String,
    /// Its text as it is, which positions count in; only a BOM is taken off.
    pub text: String,
    /// What was marked.
    pub selections: Vec<Selection>,
    path: Option<String>,
}

/// Some characters of a text with the codes on them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Its GUID.
    pub guid: String,
    /// From this character.
    pub start: usize,
    /// To before this one.
    pub end: usize,
    /// Who made it, by GUID.
    pub user: String,
    /// When it was made, as written.
    pub created: String,
    /// When it was changed, as written.
    pub modified: String,
    /// The paths of its codes.
    pub codes: Vec<String>,
    /// What is said about it.
    pub note: String,
    notes: Vec<String>,
}

/// The codes of a `.qdc` file or of a project; `None` when it is neither.
pub fn codes(file: &[u8]) -> Option<Vec<Code>> {
    if file.starts_with(b"PK") {
        return project(file).map(|project| project.codes);
    }
    let text = std::str::from_utf8(file).ok()?;
    let reading = read(text.trim_start_matches('\u{feff}'))?;
    reading.is_known.then_some(reading.project.codes)
}

/// A `.qdpx` file; `None` when it is none.
pub fn project(file: &[u8]) -> Option<Project> {
    let names = package::names(file)?;
    let main = names.iter().find(|name| name.rsplit('.').next() == Some("qde"))?;
    let xml = package::part(file, main, MOST_PART_BYTES)?;
    let mut reading = read(std::str::from_utf8(&xml).ok()?.trim_start_matches('\u{feff}'))?;
    if !reading.is_known {
        return None;
    }
    for source in &mut reading.project.sources {
        if let Some(name) = source.path.as_deref().and_then(|path| path.strip_prefix("internal://")) {
            let part = names.iter().find(|one| {
                one.rsplit_once('/')
                    .is_some_and(|(folder, file)| folder.eq_ignore_ascii_case("sources") && file == name)
            });
            let bytes = part.and_then(|part| package::part(file, part, MOST_PART_BYTES)).unwrap_or_default();
            String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').clone_into(&mut source.text);
        }
        for selection in &mut source.selections {
            let of = |guid: &String| reading.notes.get(guid).cloned();
            let notes: Vec<String> = std::iter::once(selection.note.clone())
                .chain(selection.notes.iter().filter_map(of))
                .collect();
            selection.note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("\n");
            let paths = |guid: &String| {
                reading.project.codes.iter().find(|code| code.guid == *guid).map(|code| code.path.clone())
            };
            selection.codes = selection.codes.iter().filter_map(paths).collect();
        }
    }
    Some(reading.project)
}

/// What is being read.
#[derive(Default)]
struct Reading {
    project: Project,
    is_known: bool,
    /// Places in `codes` of the codes that are open.
    open: Vec<usize>,
    /// The names of the elements that are open.
    elements: Vec<String>,
    notes: HashMap<String, String>,
    note: Option<String>,
    text: String,
}

fn read(xml: &str) -> Option<Reading> {
    let mut reader = Reader::from_str(xml);
    let mut reading = Reading::default();
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return reading.elements.is_empty().then_some(reading),
            Event::DocType(_) => return None,
            Event::Start(tag) => {
                if reading.elements.len() >= MOST_DEPTH {
                    return None;
                }
                reading.open(&tag);
            }
            Event::Empty(tag) => {
                reading.open(&tag);
                reading.close();
            }
            Event::End(_) => reading.close(),
            Event::Text(text) => reading.text.push_str(&text),
            Event::CData(text) => reading.text.push_str(&text),
            Event::GeneralRef(name) => reading.text.push(entity(&name)?),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(crate::formats::xml::unescaped(&found.value))
}

/// A GUID without braces, in lower case.
fn guid(tag: &BytesStart<'_>, name: &str) -> String {
    attribute(tag, name).unwrap_or_default().trim_matches(['{', '}']).to_ascii_lowercase()
}

impl Reading {
    fn is_in(&self, name: &str) -> bool {
        self.elements.iter().any(|one| one == name)
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        self.text.clear();
        match name.as_str() {
            "Project" | "CodeBook" => self.is_known = true,
            "User" => {
                let of = |name: &str| attribute(tag, name).unwrap_or_default();
                self.project.users.insert(guid(tag, "guid"), (of("id"), of("name")));
            }
            "Code" => self.code(tag),
            "Note" => self.note = Some(guid(tag, "guid")),
            "TextSource" if self.note.is_none() => self.project.sources.push(TextSource {
                guid: guid(tag, "guid"),
                name: attribute(tag, "name").unwrap_or_default(),
                path: attribute(tag, "plainTextPath"),
                ..TextSource::default()
            }),
            "PictureSource" | "PDFSource" | "AudioSource" | "VideoSource" => self.project.other_sources += 1,
            "Set" | "Link" | "Graph" => self.project.other_parts += 1,
            "PlainTextSelection" => self.selection(tag),
            "CodeRef" if self.is_in("Coding") && self.is_in("PlainTextSelection") => {
                if let Some(selection) = self.last_selection() {
                    selection.codes.push(guid(tag, "targetGUID"));
                }
            }
            "NoteRef" if self.is_in("PlainTextSelection") => {
                if let Some(selection) = self.last_selection() {
                    selection.notes.push(guid(tag, "targetGUID"));
                }
            }
            _ => {}
        }
        self.elements.push(name);
    }

    fn code(&mut self, tag: &BytesStart<'_>) {
        let name = attribute(tag, "name").unwrap_or_default().replace('/', "／");
        let above = self.open.last().and_then(|at| self.project.codes.get(*at)).map(|code| code.path.clone());
        let path = above.map_or(name.clone(), |above| [above.as_str(), "/", name.as_str()].concat());
        self.open.push(self.project.codes.len());
        self.project.codes.push(Code {
            guid: guid(tag, "guid"),
            path,
            color: attribute(tag, "color"),
            description: String::new(),
            is_codable: attribute(tag, "isCodable").is_none_or(|word| word != "false"),
        });
    }

    fn selection(&mut self, tag: &BytesStart<'_>) {
        let number = |name: &str| attribute(tag, name).and_then(|number| number.trim().parse::<usize>().ok());
        let (Some(start), Some(end)) = (number("startPosition"), number("endPosition")) else { return };
        let selection = Selection {
            guid: guid(tag, "guid"),
            start,
            end,
            user: guid(tag, "creatingUser"),
            created: attribute(tag, "creationDateTime").unwrap_or_default(),
            modified: attribute(tag, "modifiedDateTime").unwrap_or_default(),
            ..Selection::default()
        };
        if let Some(source) = self.project.sources.last_mut().filter(|_| self.note.is_none()) {
            source.selections.push(selection);
        }
    }

    fn last_selection(&mut self) -> Option<&mut Selection> {
        self.project.sources.last_mut()?.selections.last_mut()
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.text);
        let name = self.elements.pop().unwrap_or_default();
        let parent = self.elements.last().map_or("", String::as_str);
        match (name.as_str(), parent) {
            ("Description", "Code") => {
                if let Some(code) = self.open.last().and_then(|at| self.project.codes.get_mut(*at)) {
                    code.description = text;
                }
            }
            ("Description", "PlainTextSelection") => {
                if let Some(selection) = self.last_selection() {
                    selection.note = text;
                }
            }
            ("PlainTextContent", "TextSource") if self.note.is_none() => {
                if let Some(source) = self.project.sources.last_mut() {
                    source.text = text;
                }
            }
            ("PlainTextContent", "Note") => {
                if let Some(guid) = &self.note {
                    self.notes.insert(guid.clone(), text);
                }
            }
            ("Code", _) => drop(self.open.pop()),
            ("Note", _) => self.note = None,
            _ => {}
        }
    }
}
