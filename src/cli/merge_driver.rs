//! `pizhu merge-driver`.

use super::args::MergeDriverArgs;
use super::context::{Context, Outcome};
use crate::messages::cli as say;
use crate::words::{Fault, FaultKind};

/// Not built yet.
pub(super) fn run(context: &mut Context<'_>, _args: &MergeDriverArgs) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "merge-driver")))
}
