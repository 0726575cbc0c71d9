//! The thread that reads keys, and how it rests while somebody else, such as an editor, reads from the terminal.
//!
//! It waits for the terminal itself and reads only what is there: a key typed for the editor is never taken.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use super::input;
use super::late::Late;
use crate::app::Event;

/// What is there already; nought would not even look.
const AT_ONCE: std::time::Duration = std::time::Duration::from_millis(1);
/// As little as makes it look.
const NOW: std::time::Duration = std::time::Duration::from_micros(100);

/// Passes on what the terminal has sent already; false when nobody listens or the terminal is gone.
fn pass_on(send: &Sender<Event>, late: &mut Late, due: &AtomicBool) -> bool {
    let pass = |events: Vec<Event>| events.into_iter().all(|event| send.send(event).is_ok());
    loop {
        // An answer comes whole: a key that may be its beginning need not wait for what is not there.
        match crossterm::event::poll(if late.holds() { NOW } else { AT_ONCE }) {
            Ok(true) => {}
            // While an answer is due its end may come later than its beginning.
            Ok(false) if due.load(Ordering::Relaxed) => return pass(late.rest_but_a_colour()),
            Ok(false) => return pass(late.rest()),
            Err(_) => return false,
        }
        let Ok(read) = crossterm::event::read() else { return false };
        if let Some(event) = input::event(read)
            && !pass(late.take(event))
        {
            return false;
        }
    }
}

/// Listens to the terminal in a thread of its own.
#[cfg(unix)]
#[derive(Debug)]
pub(super) struct Ear {
    /// A byte asks for rest, another byte ends it; each is answered by a byte.
    ask: std::os::unix::net::UnixStream,
    /// Whether the terminal owes an answer.
    due: Arc<AtomicBool>,
}

#[cfg(unix)]
impl Ear {
    /// Begins to listen.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn open(send: Sender<Event>) -> io::Result<Self> {
        let (ask, mut asked) = std::os::unix::net::UnixStream::pair()?;
        let due = Arc::new(AtomicBool::new(false));
        let owed = due.clone();
        std::thread::spawn(move || {
            listen(&send, &mut asked, &owed);
            // The terminal is gone, or so is the loop.
            let _ = send.send(Event::Ended);
        });
        Ok(Self { ask, due })
    }

    /// The terminal was asked and did not answer in time.
    pub(super) fn expect_late(&self) {
        self.due.store(true, Ordering::Relaxed);
    }

    /// Stops reading from the terminal until [`Ear::resume`].
    pub(super) fn rest(&mut self) {
        self.exchange();
    }

    /// Reads again.
    pub(super) fn resume(&mut self) {
        self.exchange();
    }

    /// An ear that is gone reads nothing anyway.
    fn exchange(&mut self) {
        use std::io::{Read, Write};
        let _ = self.ask.write_all(&[0]).and_then(|()| self.ask.read_exact(&mut [0]));
    }
}

/// Until the terminal hangs up or the other end of `asked` is gone.
#[cfg(unix)]
fn listen(send: &Sender<Event>, asked: &mut std::os::unix::net::UnixStream, due: &AtomicBool) {
    use std::io::{Read, Write};

    use rustix::event::{PollFd, PollFlags, poll};
    let terminal = io::stdin();
    // What came while widths were measured lies in the reader's buffer already.
    let mut late = Late::default();
    while pass_on(send, &mut late, due) {
        let (keys, rest) = {
            let mut waited =
                [PollFd::new(&terminal, PollFlags::IN), PollFd::from_borrowed_fd(fd(asked), PollFlags::IN)];
            while poll(&mut waited, None) == Err(rustix::io::Errno::INTR) {}
            let [keys, rest] = &waited;
            (keys.revents(), rest.revents())
        };
        if !rest.is_empty() {
            // Asked, told; asked again, told again.
            for _ in 0..2 {
                if asked.read_exact(&mut [0]).and_then(|()| asked.write_all(&[0])).is_err() {
                    return;
                }
            }
        } else if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return;
        }
    }
}

#[cfg(unix)]
fn fd(stream: &std::os::unix::net::UnixStream) -> std::os::fd::BorrowedFd<'_> {
    use std::os::fd::AsFd;
    stream.as_fd()
}

/// Listens to the terminal in a thread of its own; elsewhere it cannot be told to rest.
#[cfg(not(unix))]
#[derive(Debug)]
pub(super) struct Ear;

#[cfg(not(unix))]
impl Ear {
    /// Begins to listen.
    ///
    /// # Errors
    /// None.
    pub(super) fn open(send: Sender<Event>) -> io::Result<Self> {
        std::thread::spawn(move || {
            let (mut late, due) = (Late::default(), AtomicBool::new(false));
            while crossterm::event::poll(std::time::Duration::MAX).is_ok() && pass_on(&send, &mut late, &due)
            {
            }
            let _ = send.send(Event::Ended);
        });
        Ok(Self)
    }

    /// Nothing is asked here.
    pub(super) fn expect_late(&self) {}

    /// Nothing can be asked of it.
    pub(super) fn rest(&mut self) {}

    /// Nothing can be asked of it.
    pub(super) fn resume(&mut self) {}
}
