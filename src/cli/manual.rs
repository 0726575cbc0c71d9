//! The manual page in roff, in the language of the screen: written from clap's tables, every command with its options.
//!
//! Between Han characters a line may break (`\:`), for formatters break at spaces only.

use std::fmt::Write as _;

use clap::{Arg, Command};

use super::reference::{is_shown, spelling, usage};
use crate::messages::{Lang, help as say};
use crate::text::Clean;

/// Renders the whole page.
pub(super) fn render(mut command: Command, lang: Lang) -> String {
    command.build();
    let version = command.get_version().unwrap_or_default().to_owned();
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut out = format!(".TH PIZHU 1 \"\" \"pizhu {version}\"\n.nh\n");
    section(&mut out, &say::man_name(lang));
    line(&mut out, &format!("pizhu - {about}"));
    section(&mut out, &say::man_synopsis(lang));
    line(&mut out, &usage(&command, "pizhu"));
    section(&mut out, &say::man_options(lang));
    arguments(&mut out, &command, "pizhu");
    section(&mut out, &say::man_commands(lang));
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        verb(&mut out, below, below.get_name());
    }
    section(&mut out, &say::man_exit(lang));
    for (code, words) in [
        (0, say::exit_fine(lang)),
        (1, say::exit_findings(lang)),
        (2, say::exit_usage(lang)),
        (3, say::exit_io(lang)),
        (4, say::exit_corrupt(lang)),
        (5, say::exit_busy(lang)),
        (6, say::exit_schema(lang)),
        (7, say::exit_refused(lang)),
    ] {
        item(&mut out, &code.to_string(), &words);
    }
    section(&mut out, &say::man_environment(lang));
    for (name, words) in [
        ("PIZHU_LIBRARY", say::env_library(lang)),
        ("PIZHU_ANNOTATOR", say::env_annotator(lang)),
        ("PIZHU_AMBIGUOUS", say::env_ambiguous(lang)),
        ("NO_COLOR", say::env_no_color(lang)),
    ] {
        item(&mut out, name, &words);
    }
    out
}

fn section(out: &mut String, title: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, ".SH {}", escaped(title));
}

fn line(out: &mut String, words: &str) {
    let _ = writeln!(out, "{}", escaped(words));
}

fn item(out: &mut String, name: &str, words: &str) {
    let _ = writeln!(out, ".TP\n.B {}\n{}", escaped(name), escaped(words));
}

/// A command with what it takes, then the commands below it.
fn verb(out: &mut String, command: &Command, path: &str) {
    let _ = writeln!(out, ".SS {}", escaped(&usage(command, path)));
    line(out, &command.get_about().map(ToString::to_string).unwrap_or_default());
    arguments(out, command, path);
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        verb(out, below, &format!("{path} {}", below.get_name()));
    }
}

fn arguments(out: &mut String, command: &Command, path: &str) {
    let mut shown: Vec<&Arg> = command.get_arguments().filter(|one| is_shown(one, path)).collect();
    shown.sort_by_key(|one| one.is_positional());
    for one in shown {
        item(out, &spelling(one), &one.get_help().map(ToString::to_string).unwrap_or_default());
    }
}

/// Words in roff: its signs escaped, lines that may break between Han characters.
fn escaped(words: &str) -> String {
    let clean = Clean::new(words);
    let mut out = String::new();
    for c in clean.as_str().chars() {
        match c {
            '\\' => out.push_str("\\e"),
            '-' => out.push_str("\\-"),
            '.' | '\'' if out.is_empty() => out.extend(['\\', '&', c]),
            '"' => out.push_str("\\(dq"),
            '\u{2e80}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}' => out.extend([c, '\\', ':']),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roffs_signs_are_escaped_and_han_may_break() {
        assert_eq!(escaped(".so a-b\\n \"标签\""), "\\&.so a\\-b\\en \\(dq标\\:签\\:\\(dq");
    }
}
