//! `pizhu undo`.

use super::args::StepsArgs;
use super::context::{Context, Outcome};
use crate::messages::cli as say;
use crate::words::{Fault, FaultKind};

/// Not built yet.
pub(super) fn undo(context: &mut Context<'_>, _args: &StepsArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "undo")))
}

/// Not built yet.
pub(super) fn redo(context: &mut Context<'_>, _args: &StepsArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "undo")))
}
