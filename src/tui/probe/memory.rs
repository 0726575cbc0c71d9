//! The last answer of each terminal, in the state folder: the first frame never waits for a new one.

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Answers;
use crate::config::Environment;
use crate::messages::Lang;
use crate::store::save;
use crate::text::Widths;
use crate::words::Fault;

/// What a terminal said the last time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// `TERM` and what runs in between.
    terminal: String,
    /// Cells of each group's glyph; empty when it did not say.
    cells: Vec<u16>,
    /// The background colour.
    background: Option<(u8, u8, u8)>,
    /// Whether it answered nothing at all: it is not asked again but on demand.
    pub silent: bool,
}

impl Remembered {
    /// The policy of the last answer.
    pub fn widths(&self) -> Widths {
        Answers { cells: self.cells.clone(), ..Answers::default() }.widths()
    }

    /// The background colour of the last answer.
    pub fn background(&self) -> Option<(u8, u8, u8)> {
        self.background
    }
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Memory {
    terminals: Vec<Remembered>,
}

/// How many terminals are remembered.
const MOST: usize = 20;

fn path(environment: &Environment) -> Option<PathBuf> {
    environment.state_dir.as_ref().map(|folder| folder.join("terminals.json"))
}

/// What tells this terminal from others.
fn name(environment: &Environment) -> String {
    let between = [(environment.multiplexer.is_some(), "+mux"), (environment.over_ssh, "+ssh")];
    let marks = between.iter().filter(|(there, _)| *there).map(|(_, mark)| *mark);
    std::iter::once(environment.term.as_str()).chain(marks).collect()
}

fn load(environment: &Environment) -> Memory {
    let bytes = path(environment).and_then(|path| fs::read(path).ok());
    bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// What this terminal said the last time; `None` when it was never asked.
pub fn recall(environment: &Environment) -> Option<Remembered> {
    let name = name(environment);
    load(environment).terminals.into_iter().find(|one| one.terminal == name)
}

/// Keeps an answer for the next start.
///
/// # Errors
/// The state folder cannot be written.
pub fn remember(environment: &Environment, answers: &Answers, lang: Lang) -> Result<(), Fault> {
    let (Some(path), Some(folder)) = (path(environment), &environment.state_dir) else { return Ok(()) };
    let new = Remembered {
        terminal: name(environment),
        cells: answers.cells.clone(),
        background: answers.background,
        silent: answers.is_silent(),
    };
    let mut memory = load(environment);
    if memory.terminals.first() == Some(&new) {
        return Ok(());
    }
    memory.terminals.retain(|one| one.terminal != new.terminal);
    memory.terminals.insert(0, new);
    memory.terminals.truncate(MOST);
    let bytes = serde_json::to_vec(&memory).unwrap_or_default();
    // Failing to make the folder shows when the file is written.
    let _ = fs::create_dir_all(folder);
    save::replace(folder, &path, &bytes, lang)
}
