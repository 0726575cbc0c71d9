//! The command line's own words in Chinese: help, headings, what is wrong with the arguments.
//!
//! clap speaks English and wraps at spaces only; so the Chinese help is laid over its description, in short lines.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use crate::config::Environment;
use crate::messages::{Lang, cli as say, help};
use crate::text::Clean;

/// The language that the words (`--lang`) or the locale ask for, before anything is parsed.
pub(super) fn lang_of(words: &[OsString], environment: &Environment) -> Lang {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let pairs = words.windows(2).filter_map(|pair| match pair {
        ["--lang", lang] => Some(*lang),
        _ => None,
    });
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    match pairs.chain(joined).next() {
        Some("zh") => Lang::Zh,
        Some("en") => Lang::En,
        _ => Lang::of_locale(&environment.locale),
    }
}

/// The same command with Chinese help.
pub(super) fn in_chinese(mut command: Command) -> Command {
    command.build();
    spoken(command, "")
}

fn spoken(command: Command, verb: &str) -> Command {
    let about = help::about(verb).unwrap_or_default();
    let mut command = command;
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    let usage =
        usage.replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]").replace("<COMMAND>", "<命令>");
    let mut command = command
        .override_usage(usage)
        .about(about)
        .long_about(about)
        .subcommand_help_heading("命令")
        .help_template("{about}\n\n用法：{usage}\n\n{all-args}\n")
        .term_width(0)
        .mut_args(|arg| spoken_arg(arg, verb));
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        let path = if verb.is_empty() { name.clone() } else { format!("{verb} {name}") };
        command = command.mut_subcommand(name, |sub| spoken(sub, &path));
    }
    command
}

fn spoken_arg(arg: Arg, verb: &str) -> Arg {
    let heading = if arg.is_positional() { "参数" } else { "选项" };
    let words = help::argument(verb, arg.get_id().as_str());
    let arg = arg.help_heading(heading).hide_possible_values(true);
    match words {
        Some(words) => arg.help(words).long_help(words),
        None => arg,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "clap's own list, which grows: the rest stays English")]
/// What is wrong with the arguments, in Chinese; `None` for what is not an error of the common kinds.
pub(super) fn complaint(error: &clap::Error) -> Option<String> {
    let found = |kind| {
        let words = match error.get(kind) {
            Some(ContextValue::String(text)) => text.clone(),
            Some(ContextValue::Strings(texts)) => texts.join(" "),
            _ => String::new(),
        };
        Clean::new(&words).as_str().to_owned()
    };
    let lang = Lang::Zh;
    let message = match error.kind() {
        ErrorKind::UnknownArgument => say::unknown_argument(lang, found(ContextKind::InvalidArg)),
        ErrorKind::InvalidSubcommand => say::unknown_command(lang, found(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => say::missing_argument(lang, found(ContextKind::InvalidArg)),
        ErrorKind::MissingSubcommand => say::missing_command(lang),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say::bad_argument(lang, found(ContextKind::InvalidArg), found(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => {
            say::conflicting(lang, found(ContextKind::InvalidArg), found(ContextKind::PriorArg))
        }
        _ => return None,
    };
    let mut text = format!("pizhu: {message}\n");
    let near = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::ValidValue]
        .map(found)
        .join(" ");
    // Writing to a String cannot fail.
    let _ = match near.trim() {
        "" => writeln!(text, "  = {}", say::see_help(lang)),
        near => writeln!(text, "  = {}", say::choices(lang, near)),
    };
    Some(text)
}
