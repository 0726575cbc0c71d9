//! What just happened, said in one line for a few seconds, and the hints that go out once they are known.

use crate::words::FaultKind;

/// How serious a toast is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to know.
    Notice,
    /// Something went wrong; stays until the next key.
    Trouble,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// What is said.
    pub text: String,
    /// How serious it is.
    pub tone: Tone,
    /// When it goes, in milliseconds of the program; `None` stays until the next key.
    pub until: Option<u64>,
    /// The kind of what went wrong, where that is known: the exit code of `--exec`.
    pub fault: Option<FaultKind>,
}

/// The message shown, and those said before it.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    current: Option<Toast>,
}

impl Notices {
    /// Says something; it takes the place of what was said before.
    pub fn say(&mut self, text: String, tone: Tone, now_millis: u64, stay_millis: u64) {
        let until = (tone != Tone::Trouble).then_some(now_millis + stay_millis);
        self.current = Some(Toast { text, tone, until, fault: None });
    }

    /// Says of what kind the trouble is that is said now.
    pub fn is_fault(&mut self, kind: FaultKind) {
        if let Some(toast) = &mut self.current {
            toast.fault = Some(kind);
        }
    }

    /// What is said now.
    pub fn current(&self) -> Option<&Toast> {
        self.current.as_ref()
    }

    /// When the toast goes.
    pub fn deadline(&self) -> Option<u64> {
        self.current.as_ref().and_then(|toast| toast.until)
    }

    /// Takes a toast away whose time has come; true when one went.
    pub fn expire(&mut self, now_millis: u64) -> bool {
        let gone = self.deadline().is_some_and(|until| until <= now_millis);
        if gone {
            self.current = None;
        }
        gone
    }

    /// Takes away what was said of work that has come to its end.
    pub fn done(&mut self) {
        self.current = None;
    }

    /// Takes a message away that waits for a key.
    pub fn key_pressed(&mut self) {
        if self.current.as_ref().is_some_and(|toast| toast.until.is_none()) {
            self.current = None;
        }
    }
}
