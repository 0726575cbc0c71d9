//! `pizhu tag`.

use super::args::TagArgs;
use super::context::{Context, Outcome};
use crate::messages::cli as say;
use crate::words::{Fault, FaultKind};

/// Not built yet.
pub(super) fn run(context: &mut Context<'_>, _args: &TagArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "tag")))
}
