//! What serves the shell and the reader's start: completions, the manual page, the reader itself.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::context::{Context, Done, Outcome};

/// Opens the reader, or runs `--exec`.
pub(super) fn reader(context: &mut Context<'_>) -> Outcome {
    super::reader::open(context)
}

/// Prints completions.
pub(super) fn completions(context: &mut Context<'_>, args: &CompletionsArgs) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "pizhu", &mut script);
    context.print_bytes(&script)?;
    Ok(Done::Fine)
}

/// Prints the manual page in roff, in the language of the screen.
pub(super) fn man(context: &mut Context<'_>) -> Outcome {
    let page = super::manual::render(super::face::command(context.lang), context.lang);
    context.print(&page)?;
    Ok(Done::Fine)
}
