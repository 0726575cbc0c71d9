//! What the loop is told from outside: signals, a terminal that hangs up, changes in the library. A thread each.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::desk::lock;
use super::session;
use crate::app::Event;
use crate::store::Watch;
use crate::words::ArticleId;

/// How long changes of others are gathered before they are looked at.
const GATHERED: Duration = Duration::from_millis(300);

/// Ends the reader when its terminal is gone although nobody said so: sleeps until then.
#[cfg(unix)]
pub(super) fn hang_up(send: &Sender<Event>) {
    use rustix::event::{PollFd, PollFlags, poll};
    let send = send.clone();
    thread::spawn(move || {
        let terminal = io::stdin();
        // Nothing is asked for but what is always told: that the other side hung up.
        let mut wanted = [PollFd::new(&terminal, PollFlags::empty())];
        while poll(&mut wanted, None) == Err(rustix::io::Errno::INTR) {}
        let _ = send.send(Event::Ended);
    });
}

/// Other systems end a program whose terminal is closed.
#[cfg(not(unix))]
pub(super) fn hang_up(_send: &Sender<Event>) {}

/// Listens to signals from here on; to be called before the terminal is taken, so that none ends the reader unseen.
///
/// # Errors
/// What the system says.
pub(super) fn signals(send: &Sender<Event>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let send = send.clone();
    thread::spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => match crossterm::terminal::size() {
                    Ok((width, height)) => Event::Resized(width, height),
                    Err(_) => continue,
                },
                SIGCONT if session::is_taken() => Event::Continued,
                SIGCONT => continue,
                // An editor has the terminal: there is nothing to give back, and the shell waits for us, too.
                SIGTSTP if !session::is_taken() => {
                    let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                    continue;
                }
                SIGTSTP => Event::Stopped,
                _end => Event::Ended,
            };
            if send.send(event).is_err() {
                return;
            }
        }
    });
    Ok(())
}

/// Is told of what others do below a library, in the folder for settings, and to the keymap that was named; a little
/// later and once for many changes.
pub(super) fn library(
    root: &Path,
    config: Option<&Path>,
    keymap: Option<&Path>,
    send: &Sender<Event>,
) -> Option<Watch> {
    let waiting = || Arc::new(AtomicBool::new(false));
    let (files, settings) = (waiting(), waiting());
    // Without an article: the folder of them all was made or taken away.
    let written: Arc<Mutex<BTreeSet<Option<ArticleId>>>> = Arc::default();
    let config = config.map(Path::to_owned);
    let keymap = keymap.map(Path::to_owned);
    let (root, annotations) = (root.to_owned(), root.join("annotations"));
    let send = send.clone();
    Watch::start(&root.clone(), move |path| {
        if let Ok(within) = path.strip_prefix(&annotations) {
            let name = within.components().next();
            let article = name.and_then(|name| ArticleId::new(name.as_os_str().to_str()?));
            if name.is_some() && article.is_none() {
                return;
            }
            let mut gathered = lock(&written);
            if gathered.is_empty() {
                let (send, written) = (send.clone(), written.clone());
                later(move || {
                    let articles: Option<Vec<_>> = std::mem::take(&mut *lock(&written)).into_iter().collect();
                    let _ = send.send(Event::MarksChanged(articles.unwrap_or_default()));
                });
            }
            gathered.insert(article);
            return;
        }
        let of_config = config.as_ref().is_some_and(|config| path.starts_with(config));
        let (told, event) = if of_config || keymap.as_ref() == Some(&path) {
            (&settings, Event::ConfigChanged)
        } else if path.starts_with(&root) {
            (&files, Event::LibraryChanged)
        } else {
            // What else lies beside the keymap is nobody's business.
            return;
        };
        if !told.swap(true, Ordering::SeqCst) {
            let (send, told) = (send.clone(), told.clone());
            later(move || {
                told.store(false, Ordering::SeqCst);
                let _ = send.send(event);
            });
        }
    })
}

/// Does something when the changes that come together have come.
fn later(work: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        thread::sleep(GATHERED);
        work();
    });
}
