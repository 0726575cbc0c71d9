//! What serves the shell and the reader's start: completions, the manual page, the reader itself.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::context::{Context, Done, Outcome};
use crate::messages::cli as say;
use crate::words::{Fault, FaultKind};

/// Opens the reader, or runs `--exec`.
pub(super) fn reader(context: &mut Context<'_>) -> Outcome {
    Err(Fault::new(FaultKind::Usage, "cli.not-yet", say::not_yet(context.lang, "reader")))
}

/// Prints completions.
#[expect(clippy::unnecessary_wraps, reason = "every verb has this shape")]
pub(super) fn completions(context: &mut Context<'_>, args: &CompletionsArgs) -> Outcome {
    clap_complete::generate(args.shell, &mut Cli::command(), "pizhu", &mut context.out);
    Ok(Done::Fine)
}

/// Prints the manual page in roff.
pub(super) fn man(context: &mut Context<'_>) -> Outcome {
    clap_mangen::Man::new(Cli::command())
        .render(&mut context.out)
        .map_err(|error| Fault::new(FaultKind::Io, "cli.stdout", error.to_string()))?;
    Ok(Done::Fine)
}
