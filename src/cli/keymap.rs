//! `pizhu keymap`: checks the keymap files, prints the keys in force, says what keys do.

use std::path::PathBuf;

use serde::Serialize;

use super::args::{KeymapArgs, KeymapVerb};
use super::context::{Context, Done, Outcome};
use crate::config::{KeymapFiles, Settings};
use crate::keymap::{self, Binding, Key, Keymap, Layer, Run, Step};
use crate::library::{Library, Origin};
use crate::messages::{Lang, config as say};
use crate::text::Clean;
use crate::words::action::Context as Pane;
use crate::words::{Fault, FaultKind, Problem};

/// Runs the verb.
pub(super) fn run(context: &mut Context<'_>, args: &KeymapArgs) -> Outcome {
    match &args.verb {
        KeymapVerb::Check(args) => check(context, args.json),
        KeymapVerb::Print { json, default, diff } => {
            let keymap = if *default { Keymap::built_in(context.lang) } else { in_force(context)? };
            match (json, default, diff) {
                (true, _, diff) => context.print_rows(&rows(&keymap, *diff)),
                (false, true, _) => context.print(keymap::DEFAULT),
                (false, false, true) => context.print(&keymap.render_diff()),
                (false, false, false) => context.print(&keymap.render()),
            }
            .map(|()| Done::Fine)
        }
        KeymapVerb::Which { json, keys } => which(context, *json, &keys.join(" ")),
    }
}

/// The library that the reader would open; none is made.
fn library(context: &Context<'_>) -> Result<Option<Library>, Fault> {
    let lang = context.lang;
    let cwd = std::env::current_dir().unwrap_or_else(|_| PathBuf::from("."));
    Ok(match Library::choose(context.cli.library.as_deref(), context.environment, &cwd) {
        Some((root, Origin::Given | Origin::Environment)) => Some(Library::open(root, lang)?),
        Some((root, Origin::Ancestor | Origin::Own)) => Library::open(root, lang).ok(),
        None => None,
    })
}

/// The keymap files that the reader would use.
fn files(context: &Context<'_>) -> Result<KeymapFiles, Fault> {
    let (lang, library) = (context.lang, library(context)?);
    KeymapFiles::read(context.environment, library.as_ref(), context.cli.keymap.as_deref(), lang)
}

/// The keys in force; lines that cannot be used are remarks.
fn in_force(context: &mut Context<'_>) -> Result<Keymap, Fault> {
    let (keymap, problems) = files(context)?.lay(None, context.lang);
    for problem in &problems {
        context.remark(problem);
    }
    Ok(keymap)
}

/// A problem as `check` prints it in JSON.
#[derive(Serialize)]
struct Finding<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    hint: Option<&'a str>,
}

fn check(context: &mut Context<'_>, as_json: bool) -> Outcome {
    let files = files(context)?;
    let (mut keymap, mut problems) = files.lay(None, context.lang);
    if let Some(library) = library(context)? {
        keymap.set_codebook(&library.codebook().0);
        problems.extend(keymap.unknown_tags());
    }
    problems.extend(Settings::load(context.environment, None, context.lang).1);
    if as_json {
        let findings: Vec<Finding<'_>> = problems.iter().map(finding).collect();
        context.print_rows(&findings)?;
    } else {
        let widths = context.widths();
        let mut told: Vec<String> =
            problems.iter().map(|problem| super::problem::render(problem, widths)).collect();
        told.extend(summary(&files, &keymap, context.lang));
        told.push(match problems.len() {
            0 => say::no_findings(context.lang),
            count => say::findings(context.lang, count),
        });
        context.print(&(told.join("\n") + "\n"))?;
    }
    Ok(if problems.is_empty() { Done::Fine } else { Done::Findings })
}

fn finding(problem: &Problem) -> Finding<'_> {
    Finding {
        file: &problem.file,
        line: problem.line,
        column: problem.column,
        severity: problem.severity.name(),
        code: problem.code,
        message: &problem.message,
        hint: problem.hint.as_deref(),
    }
}

/// One line a file looked for: its layer, its place, what of it is in force.
fn summary(files: &KeymapFiles, keymap: &Keymap, lang: Lang) -> Vec<String> {
    let told = files.files.iter().map(|file| {
        let shown = file.path.display().to_string();
        let count = Pane::ALL
            .into_iter()
            .flat_map(|pane| keymap.bindings(pane))
            .filter(|(_, binding)| binding.layer == file.layer)
            .count();
        let state = match &file.text {
            Some(_) => say::file_bindings(lang, count),
            None if files.is_unreadable(file) => say::file_lost(lang),
            None => say::file_absent(lang),
        };
        format!("{}  {}  {state}", layer_name(file.layer, lang), Clean::new(&shown))
    });
    told.collect()
}

fn layer_name(layer: Layer, lang: Lang) -> String {
    match layer {
        Layer::Embedded => say::layer_embedded(lang),
        Layer::Library => say::layer_library(lang),
        Layer::User => say::layer_user(lang),
        Layer::Argument => say::layer_argument(lang),
    }
}

/// One binding in JSON.
#[derive(Serialize)]
struct Row {
    context: &'static str,
    keys: String,
    run: String,
    desc: String,
    when: Option<String>,
    layer: &'static str,
    file: String,
    line: usize,
}

fn row(pane: Pane, steps: &[Step], binding: &Binding, lang: Lang) -> Row {
    Row {
        context: pane.name(),
        keys: keymap::notation(steps),
        run: binding.run.notation(),
        desc: binding.describe(lang),
        when: binding.when.map(|when| when.to_string()),
        layer: binding.layer.name(),
        file: binding.place.0.clone(),
        line: binding.place.1,
    }
}

/// All bindings, or those that no built-in line made.
fn rows(keymap: &Keymap, only_changed: bool) -> Vec<Row> {
    let all = Pane::ALL.into_iter().flat_map(|pane| {
        let rows = keymap.bindings(pane).map(move |(steps, binding)| (pane, steps, binding));
        rows.filter(|(_, _, binding)| !only_changed || binding.layer != Layer::Embedded)
    });
    all.map(|(pane, steps, binding)| row(pane, steps, binding, keymap.lang())).collect()
}

/// What keys do in one context, in JSON.
#[derive(Serialize)]
struct Answer {
    context: &'static str,
    /// `run`, `prefix`, `nop`, `text` or `unbound`.
    state: &'static str,
    /// The context that binds them; differs from `context` when they fall through.
    from: Option<&'static str>,
    run: Option<String>,
    desc: Option<String>,
    when: Option<String>,
    layer: Option<&'static str>,
    file: Option<String>,
    line: Option<usize>,
    /// For a prefix, what can follow.
    next: Vec<String>,
}

fn which(context: &mut Context<'_>, as_json: bool, written: &str) -> Outcome {
    let lang = context.lang;
    let mut keymap = in_force(context)?;
    if let Some(library) = library(context)? {
        // The keys of its tags count, too.
        keymap.set_codebook(&library.codebook().0);
    }
    let steps = parse_keys(written, &keymap, lang)?;
    let answers: Vec<Answer> = Pane::ALL.into_iter().map(|pane| answer(&keymap, pane, &steps)).collect();
    if as_json {
        return context.print_rows(&answers).map(|()| Done::Fine);
    }
    let mut told: Vec<String> = answers.iter().filter_map(|answer| sentence(answer, lang)).collect();
    if told.is_empty() {
        told.push(say::bound_nowhere(lang, keymap::shown(&steps)));
    }
    context.print(&(told.join("\n") + "\n")).map(|()| Done::Fine)
}

/// Reads keys from the command line, where `C-d` may stand for `<C-d>`, which shells would take for a redirection.
fn parse_keys(written: &str, keymap: &Keymap, lang: Lang) -> Result<Vec<Step>, Fault> {
    let bracketed: Vec<String> = written
        .split(' ')
        .map(|step| {
            let named = format!("<{step}>");
            let is_name = keymap::parse_sequence(step).is_err() && keymap::parse_sequence(&named).is_ok();
            if is_name { named } else { step.to_owned() }
        })
        .collect();
    let refused = |column, message, hint: Option<String>| {
        let mut problem = Problem::error("", 1, column, "keymap.unknown-key", message).in_line(written);
        problem.hint = hint;
        Fault::from_problem(FaultKind::Usage, problem)
    };
    let steps = keymap::parse_sequence(&bracketed.join(" ")).map_err(|_| {
        let strict = keymap::parse_sequence(written);
        let (column, (message, hint)) = match &strict {
            Err(error) => {
                let before = written.get(..error.offset_bytes).unwrap_or("");
                (before.chars().count() + 1, keymap::key_error(error, lang))
            }
            Ok(_) => (1, (String::new(), None)),
        };
        refused(column, message, hint)
    })?;
    let mut folder = keymap::Folder::default();
    let mut pressed = Vec::new();
    for step in steps {
        match step {
            Step::Leader => pressed.push(Step::Key(keymap.leader())),
            Step::Any => pressed.push(Step::Any),
            Step::Key(key) => {
                if let Some((message, hint)) = keymap::cannot_be_sent(key, lang) {
                    return Err(refused(1, message, Some(hint)));
                }
                pressed.extend(folder.fold(keymap.folds(), key).map(Step::Key));
            }
        }
    }
    Ok(pressed)
}

fn answer(keymap: &Keymap, pane: Pane, steps: &[Step]) -> Answer {
    let unbound = |state| Answer {
        context: pane.name(),
        state,
        from: None,
        run: None,
        desc: None,
        when: None,
        layer: None,
        file: None,
        line: None,
        next: Vec::new(),
    };
    let is_text = |step: &Step| match step {
        Step::Key(key) => key.printable().is_some(),
        Step::Leader | Step::Any => true,
    };
    if pane == Pane::Input && steps.iter().any(is_text) {
        return unbound("text");
    }
    let mut chain = vec![pane];
    chain.extend((pane == Pane::Visual).then_some(Pane::Reader));
    chain.extend((pane != Pane::Global).then_some(Pane::Global));
    for from in chain {
        if let Some((_, binding)) = keymap.bindings(from).find(|(bound, _)| matches(bound, steps)) {
            let row = row(from, steps, binding, keymap.lang());
            let state = if binding.run == Run::Nop { "nop" } else { "run" };
            return Answer {
                state,
                from: Some(from.name()),
                run: Some(row.run),
                desc: Some(row.desc),
                when: row.when,
                layer: Some(row.layer),
                file: Some(row.file),
                line: Some(row.line),
                ..unbound("")
            };
        }
        let below = keymap.bindings(from).filter(|(bound, _)| bound.starts_with(steps));
        let next: Vec<String> = below.map(|(bound, _)| keymap::shown(bound)).collect();
        if !next.is_empty() {
            return Answer { from: Some(from.name()), next, ..unbound("prefix") };
        }
    }
    unbound("unbound")
}

/// Whether a bound sequence is the one pressed; `<any>` takes any character.
fn matches(bound: &[Step], pressed: &[Step]) -> bool {
    let one = |(bound, pressed): (&Step, &Step)| match (bound, pressed) {
        (Step::Any, Step::Key(Key { ctrl: false, alt: false, .. })) => true,
        (bound, pressed) => bound == pressed,
    };
    bound.len() == pressed.len() && bound.iter().zip(pressed).all(one)
}

/// An answer as a line of text; `None` where nothing is bound, or only what `global` binds anyway.
fn sentence(answer: &Answer, lang: Lang) -> Option<String> {
    let from = answer.from?;
    if from != answer.context {
        return None;
    }
    let said = match answer.state {
        "prefix" => format!("{}: {}", say::begins(lang, answer.next.len()), answer.next.join(", ")),
        "nop" => say::swallowed(lang),
        _ => format!("{}  {}", answer.run.as_deref()?, answer.desc.as_deref()?),
    };
    let when = answer.when.as_ref().map_or_else(String::new, |when| format!("  [{when}]"));
    let place = match (&answer.file, answer.line) {
        (Some(_), Some(_)) if answer.layer == Some(Layer::Embedded.name()) => {
            format!("  ({})", say::layer_embedded(lang))
        }
        (Some(file), Some(line)) => format!("  ({file}:{line})"),
        _ => String::new(),
    };
    let line = format!("{from}  {said}{when}{place}");
    Some(Clean::new(&line).to_string())
}
