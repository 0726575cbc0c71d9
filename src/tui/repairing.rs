//! Repairs that the reader asks for, done in order with reading and saving; what was repaired in this run can be taken
//! back.

use std::sync::PoisonError;

use super::desk::Desk;
use crate::app::{Effect, Event, Repair};
use crate::import::{Answer, DoubtKind};
use crate::library::Rewrite;
use crate::messages::reader as say;
use crate::words::{ArticleId, Fault, FaultKind};

/// Does a repair; `None` for any other effect.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other effect is no repair")]
pub(super) fn perform(desk: &Desk, effect: Effect) -> Option<Event> {
    Some(match effect {
        Effect::FindDoubts(open) => Event::DoubtsFound(desk.library.cases(open.as_ref())),
        Effect::AnswerDoubt(case, answer) => {
            let repair = match (case.doubt.kind, &answer) {
                (DoubtKind::Zone, _) => Repair::ZoneGiven,
                (DoubtKind::ArticleStart, _) => Repair::StartKept,
                (_, Answer::Reject) => Repair::Rejected,
                (_, Answer::Accept | Answer::Edit(_)) => Repair::Accepted,
            };
            Event::Repaired(repair, keep(desk, desk.library.answer_case(&case, &answer)))
        }
        Effect::Split(id, ordinal, at) => {
            Event::Repaired(Repair::Split, keep(desk, desk.library.split_paragraph(&id, ordinal, at)))
        }
        Effect::Join(id, ordinal) => {
            Event::Repaired(Repair::Joined, keep(desk, desk.library.join_paragraph(&id, ordinal)))
        }
        Effect::TakeBack => Event::Repaired(Repair::TakenBack, take_back(desk)),
        _ => return None,
    })
}

/// Keeps a repair for taking it back; what is listed may have moved.
fn keep(desk: &Desk, done: Result<Rewrite, Fault>) -> Result<ArticleId, Fault> {
    let rewrite = done?;
    let id = rewrite.article.clone();
    desk.look_again(&id);
    desk.repairs.lock().unwrap_or_else(PoisonError::into_inner).push(rewrite);
    Ok(id)
}

/// Takes the last repair back.
fn take_back(desk: &Desk) -> Result<ArticleId, Fault> {
    let last = desk.repairs.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let Some(last) = last else {
        return Err(Fault::new(FaultKind::Refused, "tui.repair", say::nothing_repaired(desk.lang)));
    };
    desk.library.take_back(&last)?;
    desk.look_again(&last.article);
    Ok(last.article)
}
