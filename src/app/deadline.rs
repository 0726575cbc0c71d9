//! The next moment at which something happens without a key: a hint, a toast's end, a draft to be kept.

use super::App;

impl App {
    /// When `Event::Woke` is wanted, in milliseconds of the program; `None` when nothing waits.
    pub fn deadline(&self) -> Option<u64> {
        if self.is_looking() {
            // At once, but after every key that waits.
            return Some(self.now.millis);
        }
        [self.keys.deadline(), self.notices.deadline(), self.draft_deadline(), self.busy_deadline()]
            .into_iter()
            .flatten()
            .min()
    }

    /// A deadline passed.
    pub(super) fn wake(&mut self) {
        let now = self.now.millis;
        if self.is_looking() {
            self.look_on();
        }
        self.notices.expire(now);
        if self.keys.deadline().is_some_and(|at| at <= now) {
            self.keys.hinting = true;
        }
        if self.draft_deadline().is_some_and(|at| at <= now) {
            self.keep_draft();
        }
    }
}
