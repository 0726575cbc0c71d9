//! The user's own editor for long notes: a private file, gone afterwards.

use std::io::{Read, Write};
use std::process::Command;

use crate::messages::{Lang, reader as say, system};
use crate::words::{Fault, FaultKind};

/// Lets an editor write a text; returns it as it was left.
///
/// # Errors
/// No editor is set, it cannot be started, or it ended with an error.
pub(super) fn edit(editor: Option<&str>, text: &str, lang: Lang) -> Result<String, Fault> {
    let fault = |message: String| Fault::new(FaultKind::Io, "tui.editor", message);
    let Some(editor) = editor else { return Err(fault(say::no_editor(lang))) };
    let told = |error: std::io::Error| fault(say::editor_lost(lang, editor, system::why(lang, &error)));
    let mut file = tempfile::Builder::new().prefix("pizhu-").suffix(".txt").tempfile().map_err(told)?;
    file.write_all(text.as_bytes()).map_err(told)?;
    file.flush().map_err(told)?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or(editor);
    let status = Command::new(program).args(words).arg(file.path()).status().map_err(told)?;
    if !status.success() {
        return Err(fault(say::editor_failed(lang, editor)));
    }
    // Editors replace the file: it is read by its name, not by the handle.
    let mut written = String::new();
    std::fs::File::open(file.path()).and_then(|mut file| file.read_to_string(&mut written)).map_err(told)?;
    Ok(written)
}
