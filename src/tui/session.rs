//! The terminal while the reader has it: taken at the start, given back on every way out.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, execute};

use crate::app::Event;

/// Whether the terminal is ours now: giving it back twice would print twice.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is ours.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal, given back when this goes.
#[derive(Debug)]
pub(super) struct Session;

impl Session {
    /// Takes the terminal.
    ///
    /// # Errors
    /// What the terminal says.
    pub(super) fn take(mouse: bool) -> io::Result<Self> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        self::mouse(mouse)?;
        Ok(Self)
    }

    /// Takes the terminal again after the process was stopped: a shell may have changed the line's modes and the
    /// screen since, whether or not they were given back before.
    ///
    /// # Errors
    /// What the terminal says.
    pub(super) fn take_again(mouse: bool) -> io::Result<()> {
        // Raw mode that is believed to be on would not be set.
        disable_raw_mode()?;
        // The first session gives the terminal back at the end.
        Self::take(mouse).map(std::mem::forget)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        give_back();
    }
}

/// Whether the terminal is ours now; not while an editor has it, nor once a panic gave it back.
pub(super) fn is_taken() -> bool {
    TAKEN.load(Ordering::SeqCst)
}

/// Gives the terminal back; safe to call from anywhere, more than once.
pub(super) fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    if MOUSE.load(Ordering::SeqCst) {
        let _ = execute!(out, DisableMouseCapture);
    }
    let _ = execute!(out, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// Takes the mouse, or leaves it to the terminal.
///
/// # Errors
/// What the terminal says.
pub(super) fn mouse(on: bool) -> io::Result<()> {
    MOUSE.store(on, Ordering::SeqCst);
    if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

/// Has a panic, on any thread, give the terminal back before it is told, and then end the reader.
pub(super) fn guard_panics(send: &Sender<Event>) {
    let (told, send) = (std::panic::take_hook(), send.clone());
    std::panic::set_hook(Box::new(move |panic| {
        give_back();
        told(panic);
        // Nobody listens when the loop itself panicked.
        let _ = send.send(Event::Ended);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    const ALONE: &str = "--exact";

    #[test]
    fn a_panic_gives_the_terminal_back_before_it_is_told() {
        let program = std::env::current_exe().expect("this program");
        let output = Command::new(program)
            .args([ALONE, "--nocapture", "tui::session::tests::panics_with_the_terminal"])
            .output()
            .expect("it starts");
        let said = String::from_utf8_lossy(&output.stdout);
        let told = String::from_utf8_lossy(&output.stderr);
        for code in ["\u{1b}[?2004l", "\u{1b}[?1000l", "\u{1b}[?1049l", "\u{1b}[?25h"] {
            assert_eq!(said.matches(code).count(), 1, "{code:?} in {said:?}");
        }
        assert!(told.contains("given back first: true"), "{told}");
        assert!(output.status.success() && said.contains("1 passed"), "{said}{told}");
    }

    #[test]
    fn panics_with_the_terminal() {
        if !std::env::args().any(|arg| arg == ALONE) {
            // The hook is the whole process's: the test above starts this one in a process of its own.
            return;
        }
        TAKEN.store(true, Ordering::SeqCst);
        MOUSE.store(true, Ordering::SeqCst);
        let told = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let _ = writeln!(io::stderr(), "given back first: {}", !is_taken());
            told(panic);
        }));
        let (send, events) = std::sync::mpsc::channel();
        guard_panics(&send);
        assert!(std::thread::spawn(|| panic!("a thread's")).join().is_err());
        assert!(matches!(events.try_recv(), Ok(Event::Ended)), "the reader goes on");
    }
}
