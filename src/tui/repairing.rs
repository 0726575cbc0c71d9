//! Repairs that the reader asks for, done in order with reading and saving: the library says what they make of a file,
//! the store writes it as a step that can be undone.

use super::desk::Desk;
use crate::app::{Effect, Event};
use crate::clock;
use crate::words::{Fault, Rewrite};

/// Does a repair; `None` for any other effect.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other effect is no repair")]
pub(super) fn perform(desk: &Desk, effect: Effect) -> Option<Event> {
    let made = match effect {
        Effect::FindDoubts(open) => return Some(Event::DoubtsFound(desk.library.cases(open.as_ref()))),
        Effect::AnswerDoubt(case, answer) => desk.library.answer_case(&case, &answer),
        Effect::Split(id, ordinal, at) => desk.library.split_paragraph(&id, ordinal, at),
        Effect::Join(id, ordinal) => desk.library.join_paragraph(&id, ordinal),
        _ => return None,
    };
    Some(Event::Repaired(made.and_then(|rewrite| write(desk, rewrite))))
}

/// Writes a repair; what is listed may have moved.
fn write(desk: &Desk, rewrite: Rewrite) -> Result<Box<Rewrite>, Fault> {
    desk.store.rewrite(&rewrite, clock::now())?;
    desk.look_again(&rewrite.article);
    Ok(Box::new(rewrite))
}
