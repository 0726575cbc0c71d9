//! What must stay in order is done by one thread; while it tags all that was found, which may take minutes, articles are
//! read and drafts kept all the same, and what writes waits its turn.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;

use super::desk::Desk;
use super::workers::in_order;
use crate::app::{Effect, Event};

/// What the thread is sent.
#[derive(Debug)]
pub(super) enum Ordered {
    /// To be done.
    Do(Effect),
    /// All that was found is tagged.
    Tagged,
    /// Somebody waits until all before is done.
    Tell(Sender<()>),
    /// Nothing comes any more.
    End,
}

impl Ordered {
    /// Whether it need not wait for what is being written.
    fn is_beside(&self) -> bool {
        matches!(
            self,
            Self::Tagged
                | Self::Do(
                    Effect::Open(..)
                        | Effect::Load(_)
                        | Effect::FindDoubts(_)
                        | Effect::Remember(_)
                        | Effect::KeepDraft(_)
                        | Effect::DropDraft(_)
                        | Effect::DropDrafts
                        | Effect::TrustEncoding(_)
                )
        )
    }
}

/// What the thread knows.
#[derive(Debug)]
pub(super) struct Order {
    desk: Arc<Desk>,
    events: Sender<Event>,
    /// How what runs beside it tells that it is done.
    back: Sender<Ordered>,
    /// What waits until the tags are on; `None` while none are being put on.
    held: Option<VecDeque<Ordered>>,
}

/// Tells that the tags are on, however it came to that.
struct Told(Sender<Ordered>);

impl Drop for Told {
    fn drop(&mut self) {
        // Nobody waits for it when the thread has ended.
        let _ = self.0.send(Ordered::Tagged);
    }
}

impl Order {
    /// Nothing is under way yet.
    pub(super) fn new(desk: Arc<Desk>, events: Sender<Event>, back: Sender<Ordered>) -> Self {
        Self { desk, events, back, held: None }
    }

    /// Does what comes, until the end.
    pub(super) fn keep(mut self, jobs: &Receiver<Ordered>) {
        while let Ok(job) = jobs.recv() {
            if self.take(job) {
                return;
            }
        }
    }

    /// Does one thing, or holds it back; true at the end.
    fn take(&mut self, job: Ordered) -> bool {
        if let Some(held) = self.held.as_mut().filter(|_| !job.is_beside()) {
            held.push_back(job);
            return false;
        }
        match job {
            Ordered::Do(Effect::TagHits(hits)) => {
                self.held = Some(VecDeque::new());
                let (desk, events, told) = (self.desk.clone(), self.events.clone(), Told(self.back.clone()));
                thread::spawn(move || {
                    let _told = told;
                    desk.tag_hits(*hits, &events);
                });
            }
            Ordered::Do(effect) => in_order(&self.desk, effect, &self.events),
            Ordered::Tell(waiting) => {
                let _ = waiting.send(());
            }
            Ordered::Tagged => {
                let held = self.held.take().unwrap_or_default();
                return held.into_iter().any(|job| self.take(job));
            }
            Ordered::End => return true,
        }
        false
    }
}
