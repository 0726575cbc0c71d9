//! Signals that ask for an end wait while a page is being filed, so that no page is left half done; at any other moment
//! they end the program at once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};

/// The signals, held back or not.
pub(super) struct Deferring {
    /// Nothing is being filed.
    is_idle: Arc<AtomicBool>,
    is_asked: Arc<AtomicBool>,
}

impl Deferring {
    /// Takes the signals over.
    ///
    /// # Errors
    /// What the system says.
    pub(super) fn begin() -> io::Result<Self> {
        let deferring = Self { is_idle: Arc::new(AtomicBool::new(true)), is_asked: Arc::default() };
        let signals = [
            SIGINT,
            SIGTERM,
            #[cfg(unix)]
            SIGHUP,
        ];
        for signal in signals {
            signal_hook::flag::register_conditional_default(signal, deferring.is_idle.clone())?;
            signal_hook::flag::register(signal, deferring.is_asked.clone())?;
        }
        Ok(deferring)
    }

    /// Does something that is not to be interrupted.
    pub(super) fn during<T>(&self, work: impl FnOnce() -> T) -> T {
        self.is_idle.store(false, Ordering::SeqCst);
        let done = work();
        self.is_idle.store(true, Ordering::SeqCst);
        done
    }

    /// Whether a signal came meanwhile.
    pub(super) fn is_asked(&self) -> bool {
        self.is_asked.load(Ordering::SeqCst)
    }

    /// Ends as the signal would have.
    pub(super) fn end() {
        // Where it cannot, the import goes on: nothing is half done either way.
        let _ = signal_hook::low_level::emulate_default_handler(SIGINT);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_waits_for_the_page_that_is_filed() {
        let deferring = Deferring::begin().expect("handlers");
        let done = deferring.during(|| {
            signal_hook::low_level::raise(SIGINT).expect("raised");
            "whole"
        });
        assert_eq!((done, deferring.is_asked()), ("whole", true));
    }
}
