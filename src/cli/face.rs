//! From the process to a verb and back: arguments, environment, streams, exit codes.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Command, CommandFactory, FromArgMatches};

use super::args::{Cli, KeymapArgs, KeymapVerb, LangArg, Verb};
use super::context::{Context, Done, Outcome, stdout_fault};
use crate::config::{Environment, Settings};
use crate::messages::Lang;
use crate::words::{FaultKind, Problem};

/// The program from arguments to exit code.
pub(super) fn run() -> ExitCode {
    let environment = Environment::read();
    let words: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let (environment, problems, lang) = told(environment, &words);
    let cli = match parse(&words, lang) {
        Ok(cli) => cli,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            // Help that nobody reads any more is no failure.
            let _ = match super::speech::complaint(&error) {
                Some(complaint) if lang == Lang::Zh => io::stderr().write_all(complaint.as_bytes()),
                _ => error.print(),
            };
            return ExitCode::from(code);
        }
    };
    let lang = match cli.lang {
        Some(LangArg::Zh) => Lang::Zh,
        Some(LangArg::En) => Lang::En,
        None => lang,
    };
    let stdout = io::stdout();
    let is_terminal = stdout.is_terminal();
    let is_closed = Cell::new(false);
    // Not locked: the reader runs below this, and its threads must reach the terminal, too.
    let mut out = Pipe { inner: io::BufWriter::with_capacity(1 << 16, stdout), is_closed: &is_closed };
    let mut err = io::stderr();
    let mut context =
        Context { cli: &cli, environment: &environment, lang, is_terminal, out: &mut out, err: &mut err };
    // The reader shows them on its own screen, a check among what it finds.
    if cli.verb.as_ref().is_some_and(|verb| !checks_settings(verb)) {
        context.remarks(&problems);
    }
    let outcome = dispatch(&mut context)
        .and_then(|done| context.out.flush().map(|()| done).map_err(|error| stdout_fault(lang, &error)));
    // What was printed before a failure still counts; a second failure changes nothing.
    let _ = context.out.flush();
    match outcome {
        Ok(Done::Fine) => ExitCode::SUCCESS,
        Ok(Done::Findings) => ExitCode::from(1),
        // Whoever read the output has seen enough.
        Err(fault) if is_closed.get() && fault.kind == FaultKind::Io => ExitCode::SUCCESS,
        Err(fault) => {
            context.remarks(&fault.problems);
            ExitCode::from(fault.kind.exit_code())
        }
    }
}

/// The environment with what the settings say beside it, what is wrong with them, and the language to speak.
fn told(environment: Environment, words: &[std::ffi::OsString]) -> (Environment, Vec<Problem>, Lang) {
    let asked = super::speech::lang_of(words, &environment);
    let (settings, problems) = Settings::load(&environment, None, asked);
    let environment = environment.with(&settings);
    let lang = super::speech::lang_of(words, &environment);
    let is_said = lang == asked || problems.is_empty();
    let problems = if is_said { problems } else { Settings::load(&environment, None, lang).1 };
    (environment, problems, lang)
}

/// Whether a verb names the mistakes of config.toml among its findings.
fn checks_settings(verb: &Verb) -> bool {
    matches!(verb, Verb::Check(_) | Verb::Keymap(KeymapArgs { verb: KeymapVerb::Check(_) }))
}

/// Standard output that remembers when nobody reads it any more.
struct Pipe<'a, W> {
    inner: W,
    is_closed: &'a Cell<bool>,
}

impl<W: Write> Pipe<'_, W> {
    fn watch<T>(&self, result: io::Result<T>) -> io::Result<T> {
        if result.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            self.is_closed.set(true);
        }
        result
    }
}

impl<W: Write> Write for Pipe<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.watch(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.watch(result)
    }
}

/// The words as a command, or what clap has to say about them, in the reader's language.
fn parse(words: &[std::ffi::OsString], lang: Lang) -> Result<Cli, clap::Error> {
    if let Some(cli) = Cli::plainly(words) {
        return Ok(cli);
    }
    let mut command = command(lang);
    let matches = command.try_get_matches_from_mut(words)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

/// The command line's own description, in the reader's language.
pub(super) fn command(lang: Lang) -> Command {
    match lang {
        Lang::En => Cli::command(),
        Lang::Zh => super::speech::in_chinese(Cli::command()),
    }
}

/// One arm a verb.
fn dispatch(context: &mut Context<'_>) -> Outcome {
    let cli = context.cli;
    let Some(verb) = &cli.verb else { return super::shell::reader(context) };
    super::shell::stands_alone(context)?;
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
        Verb::Import(args) => super::exchange::import(context, args),
        Verb::Relink(args) => super::relink::run(context, args),
        Verb::Trash(args) => super::trash::run(context, args),
        Verb::Report(args) => super::report::run(context, args),
        Verb::Stats(args) => super::stats::run(context, args),
        Verb::Codebook(args) => super::codebook::run(context, args),
        Verb::Agree(args) => super::agree::run(context, args),
        Verb::Sign(args) => super::sign::run(context, args),
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
