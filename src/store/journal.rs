//! The journal of one annotator in one library: every step with what was there before, so that undo is free.
//!
//! An entry is written and fsynced before the files change and confirmed by a second line afterwards; one
//! without its confirmation did or did not happen, which what lies in the files tells.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::private::{self, Keep};
use crate::words::{Change, Moment, Rewrite, TagPath};

mod repaired;
mod shape;
mod stacks;

pub(super) use shape::{MarkShape, PlaceShape};
pub(super) use stacks::stacks;

/// A journal larger than this is cut down to the steps that can be undone.
const COMPACT_BYTES: u64 = 16 * 1024 * 1024;
/// The line that confirms the one above.
const OK: &[u8] = b"{\"ok\":true}\n";
/// How many steps stay when it is cut.
const STEPS_KEPT: usize = 200;

/// What a step was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Something new.
    Do,
    /// It took a step back.
    Undo,
    /// It did one again.
    Redo,
    /// An undo or redo met something unexpected: the step is put aside.
    Skip,
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// What it was.
    pub kind: EntryKind,
    /// What it changed in the annotator's files, in order.
    pub changes: Vec<Change>,
    /// The tags that were put into the codebook for it, parents before what stands below them.
    pub tags: Vec<TagPath>,
    /// The article's file that it repaired; such a step changes nothing else.
    pub rewrite: Option<Rewrite>,
    /// Whether the files are known to hold it.
    pub confirmed: bool,
}

#[derive(Serialize, Deserialize)]
struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ok: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kind: Option<EntryKind>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    changes: Vec<shape::ChangeShape>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    repair: Option<repaired::RewriteShape>,
}

impl Line {
    /// The step that it is; `None` when it is none, or something in it is not known here.
    fn entry(self) -> Option<Entry> {
        let (at, kind) = (Moment::parse(self.at.as_deref()?)?, self.kind?);
        let changes: Option<Vec<Change>> = self.changes.into_iter().map(shape::ChangeShape::change).collect();
        let tags = self.tags.iter().filter_map(|tag| TagPath::new(tag)).collect();
        let is_repair = self.repair.is_some();
        let rewrite = self.repair.and_then(repaired::RewriteShape::rewrite);
        let is_known = is_repair == rewrite.is_some();
        changes.filter(|_| is_known).map(|changes| Entry {
            at,
            kind,
            changes,
            tags,
            rewrite,
            confirmed: false,
        })
    }
}

/// What a step writes: changes of the annotator's files and the tags made for them, or the repair of an article's file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'a> {
    pub(super) changes: &'a [Change],
    pub(super) tags: &'a [TagPath],
    pub(super) rewrite: Option<&'a Rewrite>,
}

impl<'a> From<&'a [Change]> for Content<'a> {
    fn from(changes: &'a [Change]) -> Self {
        Self { changes, tags: &[], rewrite: None }
    }
}

impl<'a> From<&'a Rewrite> for Content<'a> {
    fn from(rewrite: &'a Rewrite) -> Self {
        Self { changes: &[], tags: &[], rewrite: Some(rewrite) }
    }
}

/// The journal's file, opened for a step.
pub(super) struct Journal {
    file: File,
    path: PathBuf,
    /// Where the step began.
    start_bytes: u64,
}

impl Journal {
    /// Opens it, making it when it is not there.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = private::open_log(path)?;
        let start_bytes = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, path: path.to_owned(), start_bytes })
    }

    /// Writes a step, durable.
    pub(super) fn begin<'a>(
        &mut self,
        at: Moment,
        kind: EntryKind,
        content: impl Into<Content<'a>>,
    ) -> io::Result<()> {
        self.start_bytes = self.file.seek(SeekFrom::End(0))?;
        let mut line =
            if self.start_bytes > 0 && !self.ends_with_lf()? { "\n".to_owned() } else { String::new() };
        line.push_str(&render(at, kind, content.into())?);
        self.file.write_all(line.as_bytes())?;
        self.file.sync_data()
    }

    /// Says that the files hold the step.
    pub(super) fn confirm(&mut self) -> io::Result<()> {
        self.file.write_all(OK)?;
        self.start_bytes = self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }

    /// Takes back [`Journal::begin`]: the step was not made.
    pub(super) fn withdraw(&mut self) -> io::Result<()> {
        self.file.set_len(self.start_bytes)
    }

    fn ends_with_lf(&mut self) -> io::Result<bool> {
        let mut last = [0];
        self.file.seek(SeekFrom::End(-1))?;
        self.file.read_exact(&mut last)?;
        Ok(last == *b"\n")
    }

    /// Whether the last step is known to lie in the files.
    pub(super) fn is_settled(&mut self) -> io::Result<bool> {
        let length = self.file.seek(SeekFrom::End(0))?;
        let mut tail = vec![0; OK.len().min(usize::try_from(length).unwrap_or(OK.len()))];
        self.file.seek(SeekFrom::Start(length - tail.len() as u64))?;
        self.file.read_exact(&mut tail)?;
        Ok(length == 0 || tail == OK)
    }

    /// Settles a last step whose confirmation is missing: what of it lies in the files stays, confirmed. Answers that step.
    pub(super) fn settle(
        &mut self,
        lies_there: impl FnMut(&Change) -> bool,
        is_repaired: impl Fn(&Rewrite) -> bool,
    ) -> io::Result<Option<Entry>> {
        let mut text = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        self.file.read_to_end(&mut text)?;
        let end = text.strip_suffix(b"\n").unwrap_or(&text);
        let start = end.iter().rposition(|byte| *byte == b'\n').map_or(0, |lf| lf + 1);
        let last = text.get(start..).and_then(parse);
        self.start_bytes = start as u64;
        self.withdraw()?;
        let entry = last.and_then(Line::entry).and_then(|entry| entry.part(lies_there, is_repaired));
        let Some(entry) = entry else { return Ok(None) };
        self.begin(entry.at, entry.kind, entry.content())?;
        self.confirm()?;
        Ok(Some(entry))
    }

    /// Cuts a journal that grew too large down to its last steps.
    pub(super) fn compact(&self) -> io::Result<()> {
        if fs::metadata(&self.path)?.len() < COMPACT_BYTES {
            return Ok(());
        }
        let entries = read(&self.path)?;
        let mut text = String::new();
        for entry in entries.iter().skip(entries.len().saturating_sub(2 * STEPS_KEPT)) {
            text.push_str(&render(entry.at, entry.kind, entry.content())?);
            if entry.confirmed {
                text.push_str(&String::from_utf8_lossy(OK));
            }
        }
        private::write(&self.path, text.as_bytes(), Keep::Durable)
    }
}

impl Entry {
    /// The part of it that lies in the files; `None` when nothing does.
    pub(super) fn part(
        mut self,
        lies_there: impl FnMut(&Change) -> bool,
        is_repaired: impl Fn(&Rewrite) -> bool,
    ) -> Option<Self> {
        self.changes.retain(lies_there);
        self.rewrite = self.rewrite.filter(is_repaired);
        (!self.changes.is_empty() || self.rewrite.is_some()).then_some(self)
    }

    fn content(&self) -> Content<'_> {
        Content { changes: &self.changes, tags: &self.tags, rewrite: self.rewrite.as_ref() }
    }
}

fn render(at: Moment, kind: EntryKind, content: Content<'_>) -> io::Result<String> {
    let changes = content.changes.iter().map(shape::ChangeShape::from).collect();
    let tags = content.tags.iter().map(ToString::to_string).collect();
    let repair = content.rewrite.map(repaired::RewriteShape::from);
    let line = Line { ok: None, at: Some(at.to_string()), kind: Some(kind), changes, tags, repair };
    let mut text = serde_json::to_string(&line).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

fn parse(line: &[u8]) -> Option<Line> {
    serde_json::from_slice(line).ok()
}

/// All steps, oldest first; lines that cannot be read (a torn last one) are left out.
pub(super) fn read(path: &Path) -> io::Result<Vec<Entry>> {
    let bytes = private::read(path)?.unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n').filter_map(parse) {
        if line.ok == Some(true) {
            if let Some(last) = entries.last_mut() {
                last.confirmed = true;
            }
            continue;
        }
        entries.extend(line.entry());
    }
    Ok(entries)
}
