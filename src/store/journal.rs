//! The journal of one annotator in one library: every step with what was there before, so that undo is free.
//!
//! An entry is written and fsynced before the files change and confirmed by a second line afterwards; one
//! without its confirmation did or did not happen, which what lies in the files tells.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::private::{self, Keep};
use crate::words::{Change, Moment};

mod shape;

pub(super) use shape::MarkShape;

/// A journal larger than this is cut down to the steps that can be undone.
const COMPACT_BYTES: u64 = 16 * 1024 * 1024;
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
    /// What it changed, in order.
    pub changes: Vec<Change>,
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
    pub(super) fn begin(&mut self, at: Moment, kind: EntryKind, changes: &[Change]) -> io::Result<()> {
        self.start_bytes = self.file.seek(SeekFrom::End(0))?;
        let mut line =
            if self.start_bytes > 0 && !self.ends_with_lf()? { "\n".to_owned() } else { String::new() };
        line.push_str(&render(at, kind, changes)?);
        self.file.write_all(line.as_bytes())?;
        self.file.sync_data()
    }

    /// Says that the files hold the step.
    pub(super) fn confirm(&mut self) -> io::Result<()> {
        self.file.write_all(b"{\"ok\":true}\n")
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

    /// Cuts a journal that grew too large down to its last steps.
    pub(super) fn compact(&self) -> io::Result<()> {
        if fs::metadata(&self.path)?.len() < COMPACT_BYTES {
            return Ok(());
        }
        let entries = read(&self.path)?;
        let mut text = String::new();
        for entry in entries.iter().skip(entries.len().saturating_sub(2 * STEPS_KEPT)) {
            text.push_str(&render(entry.at, entry.kind, &entry.changes)?);
            if entry.confirmed {
                text.push_str("{\"ok\":true}\n");
            }
        }
        private::write(&self.path, text.as_bytes(), Keep::Durable)
    }
}

fn render(at: Moment, kind: EntryKind, changes: &[Change]) -> io::Result<String> {
    let changes = changes.iter().map(shape::ChangeShape::from).collect();
    let line = Line { ok: None, at: Some(at.to_string()), kind: Some(kind), changes };
    let mut text = serde_json::to_string(&line).map_err(io::Error::other)?;
    text.push('\n');
    Ok(text)
}

/// All steps, oldest first; lines that cannot be read (a torn last one) are left out.
pub(super) fn read(path: &Path) -> io::Result<Vec<Entry>> {
    let bytes = private::read(path)?.unwrap_or_default();
    let mut entries: Vec<Entry> = Vec::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let Ok(line) = serde_json::from_slice::<Line>(line) else { continue };
        if line.ok == Some(true) {
            if let Some(last) = entries.last_mut() {
                last.confirmed = true;
            }
            continue;
        }
        let changes: Option<Vec<Change>> = line.changes.into_iter().map(shape::ChangeShape::change).collect();
        if let (Some(at), Some(kind), Some(changes)) =
            (line.at.as_deref().and_then(Moment::parse), line.kind, changes)
        {
            entries.push(Entry { at, kind, changes, confirmed: false });
        }
    }
    Ok(entries)
}

/// What can be undone and what can be done again, the next one last; entries that never happened count for nothing.
pub(super) fn stacks(
    entries: &[Entry],
    mut happened: impl FnMut(&Entry) -> bool,
) -> (Vec<Entry>, Vec<Entry>) {
    let (mut undo, mut redo): (Vec<Entry>, Vec<Entry>) = (Vec::new(), Vec::new());
    for entry in entries.iter().filter(|entry| entry.confirmed || happened(entry)) {
        match entry.kind {
            EntryKind::Do => {
                undo.push(entry.clone());
                redo.clear();
            }
            EntryKind::Undo => redo.extend(undo.pop()),
            EntryKind::Redo => undo.extend(redo.pop()),
            EntryKind::Skip => drop(undo.pop()),
        }
    }
    (undo, redo)
}
