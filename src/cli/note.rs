//! `pizhu note`.

use super::args::{EditArgs, NoteArgs, RmArgs};
use super::context::{Context, Outcome};
use crate::messages::cli as say;
use crate::words::{Fault, FaultKind};

/// Not built yet.
pub(super) fn add(context: &mut Context<'_>, _args: &NoteArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "note")))
}

/// Not built yet.
pub(super) fn edit(context: &mut Context<'_>, _args: &EditArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "note")))
}

/// Not built yet.
pub(super) fn remove(context: &mut Context<'_>, _args: &RmArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "note")))
}
