//! `pizhu probe`: what this terminal says about widths, asked on a screen of its own.

use std::io::Write;

use serde::Serialize;

use super::args::JsonArgs;
use super::context::{Context, Done, Outcome, stdout_fault};
use crate::formats::json;
use crate::messages::text as say;
use crate::text::Group;
use crate::tui::probe::{self, Asked};
use crate::words::{Fault, FaultKind};

/// What is printed.
#[derive(Serialize)]
struct Report {
    ambiguous: &'static str,
    glyphs: Vec<Glyph>,
    grapheme_clusters: Option<bool>,
    background: Option<String>,
    answered: bool,
    term: String,
    multiplexer: bool,
    ssh: bool,
    milliseconds: u64,
}

/// One glyph that was measured.
#[derive(Serialize)]
struct Glyph {
    glyph: char,
    cells: Option<u16>,
}

/// Asks, remembers the answer for the next start, and says it.
pub(super) fn run(context: &mut Context<'_>, args: &JsonArgs) -> Outcome {
    let no_terminal = || {
        let message = say::no_answer(context.lang, &context.environment.term);
        Fault::new(FaultKind::Usage, "probe.terminal", message).with_hint(say::set_ambiguous(context.lang))
    };
    let asked = ask_aside(context).ok_or_else(no_terminal)?;
    if let Err(fault) = probe::remember(context.environment, &asked.answers, context.lang) {
        fault.problems.iter().for_each(|problem| context.remark(problem));
    }
    let report = report(context, &asked);
    let text = if args.json {
        json::render(&report).map(|text| text + "\n").map_err(std::io::Error::other)
    } else {
        Ok(probe::sentences(&asked, context.environment, context.lang).join("\n") + "\n")
    };
    let written = text.and_then(|text| context.out.write_all(text.as_bytes()));
    written.map_err(|error| stdout_fault(context.lang, &error))?;
    Ok(Done::Fine)
}

/// Asks on the alternate screen, so that nothing of the user's is overwritten.
fn ask_aside(context: &Context<'_>) -> Option<Asked> {
    let aside = |codes: &[u8]| {
        let terminal = std::fs::File::options().write(true).open("/dev/tty");
        terminal.and_then(|mut terminal| terminal.write_all(codes)).ok()
    };
    if !probe::can_answer(context.environment) {
        return None;
    }
    aside(b"\x1b[?1049h")?;
    let asked = probe::ask(context.environment);
    aside(b"\x1b[?1049l")?;
    asked
}

fn report(context: &Context<'_>, asked: &Asked) -> Report {
    let answers = &asked.answers;
    let glyphs = Group::ALL.iter().enumerate();
    Report {
        ambiguous: probe::name(answers.widths()),
        glyphs: glyphs
            .map(|(at, group)| Glyph { glyph: group.glyph(), cells: answers.cells.get(at).copied() })
            .collect(),
        grapheme_clusters: answers.clustering.map(|mode| matches!(mode, 1 | 3)),
        background: answers.background.map(|(red, green, blue)| format!("#{red:02x}{green:02x}{blue:02x}")),
        answered: !answers.is_silent(),
        term: context.environment.term.clone(),
        multiplexer: context.environment.multiplexer.is_some(),
        ssh: context.environment.over_ssh,
        milliseconds: u64::try_from(asked.waited.as_millis()).unwrap_or(u64::MAX),
    }
}
