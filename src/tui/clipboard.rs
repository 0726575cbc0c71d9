//! The clipboard: by the terminal's own escape sequence (OSC 52), wrapped where tmux stands between, or by a program of
//! this machine when the terminal is of this machine, too.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crate::config::{Clipboard, Environment, Multiplexer};
use crate::messages::{Lang, reader as say, system};

/// The longest string that GNU screen passes on, in bytes.
const SCREEN_BYTES: usize = 700;
/// The longest text that terminals are known to take, in bytes.
const LIMIT_BYTES: usize = 74_000;

/// Programs that take text on standard input, the surest first.
const PROGRAMS: [(&str, &[&str]); 5] = [
    ("wl-copy", &[]),
    ("xclip", &["-selection", "clipboard"]),
    ("xsel", &["--clipboard", "--input"]),
    ("pbcopy", &[]),
    ("clip.exe", &[]),
];

/// A way to the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// By the terminal.
    Terminal,
    /// By a program of this machine; by the terminal when there is none.
    ProgramElseTerminal,
    /// By a program of this machine alone.
    Program,
    /// None.
    Off,
}

/// The way that settings and surroundings leave: over ssh a program would reach the wrong machine.
pub(super) fn way(set: Clipboard, environment: &Environment) -> Way {
    match set {
        Clipboard::Off => Way::Off,
        Clipboard::Osc52 => Way::Terminal,
        Clipboard::Auto | Clipboard::Local if environment.over_ssh => Way::Terminal,
        Clipboard::Auto => Way::ProgramElseTerminal,
        Clipboard::Local => Way::Program,
    }
}

/// Puts clean text on the clipboard; returns what to say. May wait for a program.
pub(super) fn copy(text: &str, way: Way, inside: Option<Multiplexer>, lang: Lang) -> String {
    if way == Way::Off {
        return say::clipboard_off(lang);
    }
    if way != Way::Terminal
        && let Some(program) = PROGRAMS.iter().find(|(name, words)| by_program(name, words, text))
    {
        return say::copied(lang, program.0);
    }
    if way == Way::Program {
        return say::no_clipboard(lang);
    }
    if text.len() > LIMIT_BYTES {
        return say::too_long_to_copy(lang);
    }
    let name = match inside {
        None => "OSC 52",
        Some(Multiplexer::Tmux) => "OSC 52, tmux",
        Some(Multiplexer::Screen) => "OSC 52, screen",
    };
    match by_terminal(text, inside) {
        Ok(()) => say::copied(lang, name),
        Err(error) => system::why(lang, &error),
    }
}

/// Whether a program is there and took the text.
fn by_program(name: &str, words: &[&str], text: &str) -> bool {
    let child = Command::new(name)
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return false };
    let written = child.stdin.take().is_some_and(|mut stdin| stdin.write_all(text.as_bytes()).is_ok());
    child.wait().is_ok_and(|status| status.success()) && written
}

fn by_terminal(text: &str, inside: Option<Multiplexer>) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(sequence(text, inside).as_bytes())?;
    out.flush()
}

fn sequence(text: &str, inside: Option<Multiplexer>) -> String {
    let sequence = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    match inside {
        None => sequence,
        Some(Multiplexer::Tmux) => format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")),
        // It takes short strings only, one behind the other.
        Some(Multiplexer::Screen) => {
            let mut wrapped = String::new();
            for piece in sequence.as_bytes().chunks(SCREEN_BYTES) {
                wrapped.push_str("\x1bP");
                wrapped.push_str(&String::from_utf8_lossy(piece));
                wrapped.push_str("\x1b\\");
            }
            wrapped
        }
    }
}

/// Base 64 of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = (bits >> (18 - 6 * at)) & 0x3f;
            let shown = at <= chunk.len();
            let digit = DIGITS.get(usize::try_from(digit).unwrap_or(0)).copied().unwrap_or(b'=');
            text.push(if shown { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_rfcs() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy"), ("批", "5om5")]
        {
            assert_eq!(base64(text.as_bytes()), expected);
        }
        assert_eq!(sequence("f", Some(Multiplexer::Tmux)), "\x1bPtmux;\x1b\x1b]52;c;Zg==\x07\x1b\\");
        assert_eq!(sequence("f", Some(Multiplexer::Screen)), "\x1bP\x1b]52;c;Zg==\x07\x1b\\");
        assert_eq!(sequence(&"f".repeat(600), Some(Multiplexer::Screen)).matches("\x1bP").count(), 2);
    }

    #[test]
    fn programs_of_this_machine_serve_only_its_own_terminal() {
        for (set, over_ssh, expected) in [
            (Clipboard::Auto, false, Way::ProgramElseTerminal),
            (Clipboard::Auto, true, Way::Terminal),
            (Clipboard::Osc52, false, Way::Terminal),
            (Clipboard::Local, false, Way::Program),
            (Clipboard::Local, true, Way::Terminal),
            (Clipboard::Off, true, Way::Off),
        ] {
            let environment = Environment { over_ssh, ..Environment::default() };
            assert_eq!(way(set, &environment), expected, "{set:?} {over_ssh}");
        }
    }
}
