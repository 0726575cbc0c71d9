//! What serves the shell and the reader's start: completions, the manual page, the reader itself.

use clap::CommandFactory;

use super::args::{Cli, CompletionsArgs};
use super::context::{Context, Done, Outcome};
use crate::messages::cli as say;
use crate::words::{Fault, FaultKind};

/// Opens the reader, or runs `--exec`.
pub(super) fn reader(context: &mut Context<'_>) -> Outcome {
    super::reader::open(context)
}

/// Refuses `--exec` and its `--yes` beside a verb, which would be done instead.
pub(super) fn stands_alone(context: &Context<'_>) -> Result<(), Fault> {
    let lang = context.lang;
    let fault = |code, message| Fault::new(FaultKind::Usage, code, message);
    if context.cli.exec.is_some() {
        return Err(fault("cli.exec", say::exec_alone(lang)).with_hint(say::exec_quote(lang)));
    }
    if context.cli.says_yes {
        return Err(fault("cli.yes", say::yes_needs_exec(lang)));
    }
    Ok(())
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
