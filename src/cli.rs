//! The command line: words in, one verb a file, exit codes out.
//!
//! Knows every other layer; nothing knows it.

use std::process::ExitCode;

pub mod args;
pub mod context;
mod face;

pub use args::{Cli, Verb};
pub use context::{Context, Outcome};

/// Reads the arguments, runs the verb, and says what went wrong; the program's whole `main`.
pub fn main() -> ExitCode {
    face::run()
}

/// The command line's reference in Markdown, which `docs/cli.md` holds.
pub fn reference() -> String {
    reference::render()
}

mod agree;
mod check;
mod codebook;
mod doctor;
mod exchange;
mod grid;
mod import;
mod init;
mod ink;
mod keymap;
mod list;
mod log;
mod manual;
mod mark;
mod merge_driver;
mod migrate;
mod note;
mod probe;
mod problem;
mod reader;
mod reference;
mod relink;
mod report;
mod search;
mod shell;
mod show;
mod sign;
mod speech;
mod stats;
mod tag;
mod trash;
mod undo;
mod wrap;
