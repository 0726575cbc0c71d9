//! Starting the reader: the library, the annotator, the keys, the looks.

use std::io::IsTerminal;

use super::args::{AmbiguousArg, ColorArg};
use super::context::{Context, Done, Outcome};
use crate::app::Settings;
use crate::config::{self, Ambiguous};
use crate::keymap::parse_commands;
use crate::messages::{cli, reader as say};
use crate::text::Widths;
use crate::tui::{Given, Script, Start, exec, plain, probe, run, taken};
use crate::words::{Fault, FaultKind};

/// Opens the reader.
pub(super) fn open(context: &mut Context<'_>) -> Outcome {
    let lang = context.lang;
    if let Some(commands) = &context.cli.exec {
        let given = parse_commands(commands, lang)
            .map_err(|error| Fault::from_problem(FaultKind::Usage, error.problem_in(commands)))?;
        let script = Script { line: commands, given: &given, says_yes: context.cli.says_yes };
        exec(start(context)?, &script, context.out)?;
        return Ok(Done::Fine);
    }
    if context.cli.says_yes {
        return Err(Fault::new(FaultKind::Usage, "cli.yes", cli::yes_needs_exec(lang)));
    }
    if context.cli.plain {
        plain(start(context)?, context.out)?;
        return Ok(Done::Fine);
    }
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Fault::new(FaultKind::Usage, "cli.no-terminal", say::no_terminal(lang)));
    }
    run(start(context)?)?;
    Ok(Done::Fine)
}

/// Everything the reader begins with.
fn start(context: &Context<'_>) -> Result<Start, Fault> {
    let (cli, environment, lang) = (context.cli, context.environment, context.lang);
    let library = context.library()?;
    let store = context.store(&library)?;
    let (annotator, name) = context.annotator()?;
    let (told, problems) = config::Settings::load(environment, None, lang);
    let mut settings = Settings::new(lang, annotator, name);
    let given = Given {
        colour: match cli.color {
            Some(ColorArg::Always) => Some(true),
            Some(ColorArg::Never) => Some(false),
            Some(ColorArg::Auto) => Some(!environment.no_color),
            None => None,
        },
        no_color: environment.no_color,
        lang: cli.lang.map(|_| lang),
        has_widths: cli.ambiguous.is_some() || environment.ambiguous.is_some(),
    };
    settings.blind = cli.blind;
    let mut settings = taken(settings, &told, given);
    let ask_widths = widths(context, &told, &mut settings);
    let working = super::context::working_folder(context.lang)?;
    Ok(Start {
        library,
        store,
        settings,
        ask_widths,
        environment: environment.clone(),
        keymap: cli.keymap.clone(),
        folder: told.report_dir.as_ref().map_or(working.clone(), |folder| working.join(folder)),
        told,
        given,
        problems,
    })
}

/// How wide ambiguous characters are: the words, the environment, the settings; else what this terminal said last,
/// and it is asked again.
fn widths(context: &Context<'_>, told: &config::Settings, settings: &mut Settings) -> bool {
    let given = match context.cli.ambiguous {
        Some(AmbiguousArg::Narrow) => Some("narrow"),
        Some(AmbiguousArg::Wide) => Some("wide"),
        Some(AmbiguousArg::Auto) => Some("auto"),
        None => context.environment.ambiguous.as_deref(),
    };
    let set = match told.ambiguous {
        Ambiguous::Auto => "auto",
        Ambiguous::Narrow => "narrow",
        Ambiguous::Wide => "wide",
    };
    match given.unwrap_or(set) {
        "narrow" => settings.widths = Widths::narrow(),
        "wide" => settings.widths = Widths::wide(),
        _ => {
            if let Some(known) = probe::recall(context.environment) {
                settings.widths = known.widths();
            }
            return true;
        }
    }
    false
}
