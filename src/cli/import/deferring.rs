//! Signals that ask for an end: at once between pages, and after the page that is being filed, so that none is left half
//! done; either way it is said how far the import came.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use crate::messages::Lang;

/// How far an import came; held for as long as a page is being filed.
pub(super) struct Deferring {
    done: Arc<Mutex<usize>>,
}

impl Deferring {
    /// Takes the signals over, for an import of so many files.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn begin(all: usize, lang: Lang) -> io::Result<Self> {
        let done = Arc::new(Mutex::new(0));
        listen(done.clone(), all, lang)?;
        Ok(Self { done })
    }

    /// Does something that is not to be interrupted: a file more is done.
    pub(super) fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let made = work();
        *done += 1;
        made
    }
}

/// Ends the program on a signal, when nothing is being filed.
#[cfg(unix)]
fn listen(done: Arc<Mutex<usize>>, all: usize, lang: Lang) -> io::Result<()> {
    use std::io::Write;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use crate::messages::import as say;

    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            // Never given back: nothing new is begun.
            let done = done.lock().unwrap_or_else(PoisonError::into_inner);
            // A terminal that is gone is no reason to stay.
            let _ = writeln!(io::stderr(), "\r{}", say::cancelled(lang, *done, all));
            let _ = signal_hook::low_level::emulate_default_handler(signal);
        }
    });
    Ok(())
}

/// Other systems end the program as they do; each file is whole at every moment.
#[cfg(not(unix))]
fn listen(_done: Arc<Mutex<usize>>, _all: usize, _lang: Lang) -> io::Result<()> {
    Ok(())
}
