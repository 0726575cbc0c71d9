//! Asks the terminal: one write, then reading until the last answer or the end of patience.

use std::time::Duration;

use super::Answers;
use crate::config::Environment;

/// What came of asking.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What the terminal said.
    pub answers: Answers,
    /// What the user typed meanwhile, to be replayed through [`super::events`].
    pub typed: Vec<u8>,
    /// How long it took.
    pub waited: Duration,
}

/// How long an answer is waited for: 300 ms, 1.5 s over ssh or inside a multiplexer.
pub fn patience(environment: &Environment) -> Duration {
    let far = environment.over_ssh || environment.multiplexer.is_some();
    Duration::from_millis(if far { 1500 } else { 300 })
}

/// Whether a terminal of this kind can be asked at all.
pub fn can_answer(environment: &Environment) -> bool {
    !matches!(environment.term.as_str(), "" | "dumb" | "linux")
}

/// Asks this process's terminal, in raw mode, on the screen that is up (row 3 is overwritten: paint again).
/// `None` without a terminal, or with one that is known not to answer.
pub fn ask(environment: &Environment) -> Option<Asked> {
    put(environment, &super::question(), patience(environment))
}

/// How long the colour alone is waited for.
const COLOUR_PATIENCE: Duration = Duration::from_millis(100);

/// Asks for the background colour alone, where the widths are told; the screen stays as it is. `None` as for [`ask()`].
pub fn ask_background(environment: &Environment) -> Option<Asked> {
    put(environment, &super::background_question(), COLOUR_PATIENCE)
}

/// Writes a question and reads until its end or the end of patience.
#[cfg(unix)]
fn put(environment: &Environment, question: &[u8], patience: Duration) -> Option<Asked> {
    use std::io::Write;
    use std::time::Instant;

    if !can_answer(environment) {
        return None;
    }
    let mut terminal = std::fs::File::options().read(true).write(true).open("/dev/tty").ok()?;
    let raw = RawMode::enter()?;
    let began = Instant::now();
    terminal.write_all(question).and_then(|()| terminal.flush()).ok()?;
    let mut replies = super::Replies::default();
    while let Some(left) = patience.checked_sub(began.elapsed()) {
        match read_some(&terminal, left) {
            Some(bytes) if replies.feed(&bytes) => break,
            Some(_) => {}
            None => break,
        }
    }
    drop(raw);
    let (answers, typed) = replies.finish();
    Some(Asked { answers, typed, waited: began.elapsed() })
}

/// On other systems a terminal cannot be asked; the settings say it.
#[cfg(not(unix))]
fn put(environment: &Environment, _question: &[u8], _patience: Duration) -> Option<Asked> {
    let _ = can_answer(environment);
    None
}

/// What can be read within a time; `None` when it is over or the terminal is gone.
#[cfg(unix)]
fn read_some(mut terminal: &std::fs::File, within: Duration) -> Option<Vec<u8>> {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use std::io::Read;

    let timeout = Timespec::try_from(within).ok()?;
    let mut ready = [PollFd::new(terminal, PollFlags::IN)];
    match poll(&mut ready, Some(&timeout)) {
        Ok(0) => return None,
        Ok(_) => {}
        Err(rustix::io::Errno::INTR) => return Some(Vec::new()),
        Err(_) => return None,
    }
    let mut bytes = [0; 1024];
    match terminal.read(&mut bytes) {
        Ok(0) => None,
        Ok(count) => bytes.get(..count).map(<[u8]>::to_vec),
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Some(Vec::new()),
        Err(_) => None,
    }
}

/// Raw mode while it lives, unless it was on before.
#[cfg(unix)]
struct RawMode {
    was_on: bool,
}

#[cfg(unix)]
impl RawMode {
    fn enter() -> Option<Self> {
        let was_on = crossterm::terminal::is_raw_mode_enabled().ok()?;
        if !was_on {
            crossterm::terminal::enable_raw_mode().ok()?;
        }
        Some(Self { was_on })
    }
}

#[cfg(unix)]
impl Drop for RawMode {
    fn drop(&mut self) {
        if !self.was_on {
            // The caller has nothing better to do about it.
            let _ = crossterm::terminal::disable_raw_mode();
        }
    }
}
