//! From the process to a verb and back: arguments, environment, streams, exit codes.

use std::io;
use std::process::ExitCode;

use clap::Parser;

use super::args::{Cli, LangArg, Verb};
use super::context::{Context, Done, Outcome};
use crate::config::Environment;
use crate::messages::Lang;
use crate::words::{Fault, FaultKind};

/// The program from arguments to exit code.
pub(super) fn run() -> ExitCode {
    let environment = Environment::read();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let lang = match cli.lang {
        Some(LangArg::Zh) => Lang::Zh,
        Some(LangArg::En) => Lang::En,
        None => Lang::of_locale(&environment.locale),
    };
    let (mut out, mut err) = (io::BufWriter::new(io::stdout().lock()), io::stderr().lock());
    let mut context = Context { cli: &cli, environment: &environment, lang, out: &mut out, err: &mut err };
    let outcome = dispatch(&mut context).and_then(|done| match context.out.flush() {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Fault::new(FaultKind::Io, "cli.stdout", error.to_string()))
        }
        _ => Ok(done),
    });
    match outcome {
        Ok(Done::Fine) => ExitCode::SUCCESS,
        Ok(Done::Findings) => ExitCode::from(1),
        Err(fault) => {
            for problem in &fault.problems {
                context.remark(problem);
            }
            ExitCode::from(fault.kind.exit_code())
        }
    }
}

/// One arm a verb.
fn dispatch(context: &mut Context<'_>) -> Outcome {
    let cli = context.cli;
    let Some(verb) = &cli.verb else { return super::shell::reader(context) };
    match verb {
        Verb::List(args) => super::list::run(context, args),
        Verb::Show(args) => super::show::run(context, args),
        Verb::Search(args) => super::search::run(context, args),
        Verb::Tag(args) => super::tag::run(context, args),
        Verb::Note(args) => super::note::add(context, args),
        Verb::Edit(args) => super::note::edit(context, args),
        Verb::Rm(args) => super::note::remove(context, args),
        Verb::Undo(args) => super::undo::undo(context, args),
        Verb::Redo(args) => super::undo::redo(context, args),
        Verb::Log(args) => super::log::run(context, args),
        Verb::Import(args) => super::import::run(context, args),
        Verb::Relink(args) => super::relink::run(context, args),
        Verb::Trash(args) => super::trash::run(context, args),
        Verb::Report(args) => super::report::run(context, args),
        Verb::Stats(args) => super::stats::run(context, args),
        Verb::Codebook(args) => super::codebook::run(context, args),
        Verb::Check(args) => super::check::run(context, args),
        Verb::Doctor(args) => super::doctor::run(context, args),
        Verb::Init(args) => super::init::run(context, args),
        Verb::Migrate(args) => super::migrate::run(context, args),
        Verb::MergeDriver(args) => super::merge_driver::run(context, args),
        Verb::Keymap(args) => super::keymap::run(context, args),
        Verb::Wrap(args) => super::wrap::run(context, args),
        Verb::Probe(args) => super::probe::run(context, args),
        Verb::Completions(args) => super::shell::completions(context, args),
        Verb::Man => super::shell::man(context),
    }
}
