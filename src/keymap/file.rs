//! One keymap file, line by line: what it binds, and every line that cannot be used.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::binding::{Entry, Layer, ParsedFile, Run};
use super::condition::{Condition, When};
use super::key::{Key, KeyError, KeyFault, Step, notation, parse_sequence};
use super::nearest::nearest;
use super::run::{allowed, parse_run};
use super::sendable::unsendable;
use super::source::{Row, Source, integer, rows};
use crate::messages::{Lang, keymap as say};
use crate::words::action::{Argument, Context};
use crate::words::problem::Problem;

/// The code of the problem of a file that is not TOML: its last good state stays in force.
pub const NOT_TOML: &str = "keymap.not-toml";

/// Reads one file. Lines at fault are reported and left out; a file that is not TOML yields nothing.
pub(super) fn parse(layer: Layer, file: &str, text: &str, lang: Lang) -> (Option<ParsedFile>, Vec<Problem>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let source = Source { file, text, lang };
    let (table, problems) = source.parse((NOT_TOML, "keymap.duplicate"));
    let Some(table) = table else { return (None, problems) };
    let line_starts = [0].into_iter().chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut reading = Reading { source, line_starts, layer, problems, parsed: ParsedFile::new(layer) };
    reading.top(&table);
    (Some(reading.parsed), reading.problems)
}

struct Reading<'a> {
    source: Source<'a>,
    /// Where each line starts: every binding remembers its line, and counting from the top each time adds up.
    line_starts: Vec<usize>,
    layer: Layer,
    problems: Vec<Problem>,
    parsed: ParsedFile,
}

impl Reading<'_> {
    fn report(
        &mut self,
        offset_bytes: usize,
        code: &'static str,
        message: String,
        hint: impl Into<Option<String>>,
    ) {
        let mut problem = self.source.problem(offset_bytes, code, message);
        problem.hint = hint.into();
        self.problems.push(problem);
    }

    /// A problem without words at a byte offset.
    fn place(&self, at: usize) -> Problem {
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let rest = self.source.text.get(start..).unwrap_or("");
        let column = self.source.text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
        Problem::error(self.source.file, line, column, "", "").in_line(rest.lines().next().unwrap_or(""))
    }

    fn wrong_type(&mut self, value: &Spanned<DeValue<'_>>, expected: &str) {
        let message =
            say::wrong_type(self.source.lang, say::toml_type(self.source.lang, value.get_ref().type_str()));
        self.report(value.span().start, "keymap.type", message, say::write_it_as(self.source.lang, expected));
    }

    fn top(&mut self, table: &DeTable<'_>) {
        const KNOWN: [&str; 6] = ["version", "leader", "hint_delay_ms", "ime", "menu", "keys"];
        for (key, value) in rows(table) {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("version", version) => match integer(version) {
                    Some(1) => {}
                    Some(_) => {
                        let lang = self.source.lang;
                        let message = say::keymap_version(lang, integer(version).unwrap_or(0));
                        self.report(value.span().start, "keymap.version", message, say::write_version(lang));
                    }
                    None => self.wrong_type(value, "version = 1"),
                },
                ("leader", DeValue::String(leader)) => self.leader(leader, value),
                ("leader", _) => self.wrong_type(value, "leader = \",\""),
                ("hint_delay_ms", number) => match integer(number).and_then(|n| u32::try_from(n).ok()) {
                    Some(milliseconds) => self.parsed.hint_delay_ms = Some(milliseconds),
                    None if number.as_integer().is_some() => {
                        let lang = self.source.lang;
                        let hint = say::write_it_as(lang, "hint_delay_ms = 250");
                        self.report(
                            value.span().start,
                            "keymap.type",
                            say::milliseconds(lang, u32::MAX),
                            hint,
                        );
                    }
                    None => self.wrong_type(value, "hint_delay_ms = 250"),
                },
                ("ime", DeValue::Table(ime)) => self.ime(ime),
                ("menu", DeValue::Table(menus)) => self.menus(menus),
                ("keys", DeValue::Table(contexts)) => self.contexts(contexts),
                ("ime" | "menu" | "keys", _) => self.wrong_type(value, "[ime], [menu.t], [keys.reader]"),
                _ => self.problems.push(self.source.unknown(key, "keymap.unknown-setting", &KNOWN)),
            }
        }
    }

    fn leader(&mut self, leader: &str, value: &Spanned<DeValue<'_>>) {
        let Some(steps) = self.sequence(leader, &value.span(), Context::Global) else { return };
        if let [Step::Key(key)] = steps.as_slice() {
            self.parsed.leader = Some(*key);
            self.parsed.leader_place = Some(self.place(value.span().start));
        } else {
            let lang = self.source.lang;
            self.report(
                value.span().start,
                "keymap.leader",
                say::one_key_leader(lang),
                say::such_as_comma(lang),
            );
        }
    }

    fn ime(&mut self, table: &DeTable<'_>) {
        for (key, value) in rows(table) {
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("fold_fullwidth", DeValue::Boolean(on)) => self.parsed.fold_fullwidth = Some(*on),
                ("fold_fullwidth", _) => self.wrong_type(value, "fold_fullwidth = true"),
                ("fold", DeValue::Table(folds)) => rows(folds).into_iter().for_each(|row| self.fold(row)),
                ("fold", _) => self.wrong_type(value, "[ime.fold]"),
                _ => {
                    let known = ["fold_fullwidth", "fold"];
                    self.problems.push(self.source.unknown(key, "keymap.unknown-setting", &known));
                }
            }
        }
    }

    /// `"。" = "."`, `"……" = "^"`; an empty value leaves the character as it is.
    fn fold(&mut self, (key, value): Row<'_, '_>) {
        let from: Vec<char> = key.get_ref().chars().collect();
        let lang = self.source.lang;
        let once_or_twice = matches!(from.as_slice(), [_]) || matches!(from.as_slice(), [a, b] if a == b);
        if !once_or_twice {
            self.report(key.span().start, "keymap.fold", say::fold_from(lang), say::fold_example(lang));
            return;
        }
        let to: Option<Vec<char>> = value.get_ref().as_str().map(|to| to.chars().collect());
        let to = match to.as_deref() {
            Some([]) => None,
            Some([one]) if !one.is_control() => Some(*one),
            _ => {
                self.report(value.span().start, "keymap.fold", say::fold_to(lang), say::fold_example(lang));
                return;
            }
        };
        self.parsed.folds.push((key.get_ref().clone().into_owned(), to));
    }

    fn menus(&mut self, table: &DeTable<'_>) {
        for (key, value) in rows(table) {
            let Some(steps) = self.sequence(key.get_ref(), &key.span(), Context::Global) else { continue };
            let DeValue::Table(menu) = value.get_ref() else {
                self.wrong_type(value, "[menu.t]\ntitle = \"…\"");
                continue;
            };
            let (mut title, mut english) = (None, None);
            for (name, value) in rows(menu) {
                match (name.get_ref().as_ref(), value.get_ref()) {
                    ("title", DeValue::String(words)) => title = Some(words.clone().into_owned()),
                    ("title_en", DeValue::String(words)) => english = Some(words.clone().into_owned()),
                    ("title" | "title_en", _) => self.wrong_type(value, "title = \"…\""),
                    _ => {
                        let known = &["title", "title_en"];
                        self.problems.push(self.source.unknown(name, "keymap.unknown-setting", known));
                    }
                }
            }
            let english = english.filter(|_| self.source.lang == Lang::En);
            self.parsed.menus.extend(english.or(title).map(|title| (steps, title)));
        }
    }

    fn contexts(&mut self, table: &DeTable<'_>) {
        for (key, value) in rows(table) {
            let Some(context) = Context::parse(key.get_ref()) else {
                let names: Vec<&str> = Context::ALL.iter().map(|context| context.name()).collect();
                let mut problem = self.source.unknown(key, "keymap.unknown-context", &names);
                problem.message = say::unknown_context(self.source.lang, key.get_ref());
                self.problems.push(problem);
                // What else is wrong in it is told as well, by the rules of any context.
                let kept = self.parsed.entries.len();
                for row in value.get_ref().as_table().map(rows).into_iter().flatten() {
                    self.binding(Context::Global, row);
                }
                self.parsed.entries.truncate(kept);
                continue;
            };
            let Some(bindings) = value.get_ref().as_table() else {
                self.wrong_type(value, "[keys.reader]");
                continue;
            };
            for row in rows(bindings) {
                self.binding(context, row);
            }
        }
    }

    fn binding(&mut self, context: Context, (key, value): Row<'_, '_>) {
        let steps = self.sequence(key.get_ref(), &key.span(), context);
        let takes_any = steps.as_ref().is_some_and(|steps| steps.last() == Some(&Step::Any));
        let at = self.source.inside(&key.span(), key.get_ref(), 0);
        let place = self.place(at);
        let mut entry = Entry::new(context, place);
        let run = if let Some(text) = value.get_ref().as_str() {
            self.run(text, value, takes_any, &mut entry)
        } else if let Some(table) = value.get_ref().as_table() {
            self.fields(table, value, takes_any, &mut entry)
        } else {
            self.wrong_type(
                value,
                "\"tag toggle 1\", { run = \"tag toggle 1\", desc = \"…\", when = \"…\" }",
            );
            None
        };
        if let (Some(steps), Some(run)) = (steps, run) {
            entry.steps = steps;
            entry.run = run;
            self.parsed.entries.push(entry);
        }
    }

    fn fields(
        &mut self,
        table: &DeTable<'_>,
        whole: &Spanned<DeValue<'_>>,
        takes_any: bool,
        entry: &mut Entry,
    ) -> Option<Run> {
        let (mut run, mut seen_run, mut sound) = (None, false, true);
        for (name, value) in rows(table) {
            match (name.get_ref().as_ref(), value.get_ref()) {
                ("run", DeValue::String(text)) => {
                    seen_run = true;
                    run = self.run(text, value, takes_any, entry);
                }
                ("desc", DeValue::String(text)) => entry.desc = Some(text.clone().into_owned()),
                ("when", DeValue::String(text)) => {
                    entry.when = self.when(text, value);
                    sound &= entry.when.is_some();
                }
                ("run" | "desc" | "when", _) => {
                    seen_run |= name.get_ref() == "run";
                    sound = false;
                    self.wrong_type(value, "\"…\"");
                }
                _ => {
                    let known = ["run", "desc", "when"];
                    self.problems.push(self.source.unknown(name, "keymap.unknown-setting", &known));
                    seen_run |= table.len() == 1;
                }
            }
        }
        if !seen_run {
            let lang = self.source.lang;
            self.report(whole.span().start, "keymap.no-run", say::no_run(lang), say::add_run(lang));
        }
        run.filter(|_| sound)
    }

    fn when(&mut self, text: &str, value: &Spanned<DeValue<'_>>) -> Option<When> {
        let when = When::parse(text);
        if when.is_none() {
            let lang = self.source.lang;
            let names: Vec<&str> = Condition::ALL.iter().map(|condition| condition.name()).collect();
            let hint = match nearest(text.trim_start_matches('!'), names.iter().copied()) {
                Some(near) => say::did_you_mean(lang, near),
                None => say::one_of(lang, names.join(", ")),
            };
            let at = self.source.inside(&value.span(), text, 0);
            self.report(at, "keymap.unknown-condition", say::unknown_condition(lang, text), hint);
        }
        when
    }

    /// Reads a sequence and checks that a terminal can send it and an input does not need it.
    fn sequence(&mut self, text: &str, span: &std::ops::Range<usize>, context: Context) -> Option<Vec<Step>> {
        let lang = self.source.lang;
        let steps = match parse_sequence(text) {
            Ok(steps) => steps,
            Err(error) => {
                let at = self.source.inside(span, text, error.offset_bytes);
                let (message, hint) = key_error(&error, lang);
                self.report(at, "keymap.unknown-key", message, hint);
                return None;
            }
        };
        let mut offset_bytes = 0;
        for step in &steps {
            let at = self.source.inside(span, text, offset_bytes);
            // A step's own text is at least as long as its notation only for `<` … `>`; blanks part the steps.
            let written =
                text.get(offset_bytes..).and_then(|rest| rest.split(' ').next()).map_or(0, str::len);
            offset_bytes += written + 1;
            if let Some((code, message, hint)) = step_fault(*step, context, lang) {
                self.report(at, code, message, hint);
                return None;
            }
        }
        Some(steps)
    }

    /// Reads what a binding runs, and keeps where the name in it stands.
    fn run(
        &mut self,
        text: &str,
        value: &Spanned<DeValue<'_>>,
        takes_any: bool,
        entry: &mut Entry,
    ) -> Option<Run> {
        match parse_run(text, takes_any, self.source.lang)
            .and_then(|run| allowed(run, text, self.layer, self.source.lang))
        {
            Ok(run) => {
                entry.argument = self.argument_place(&run, text, value).map(Box::new);
                Some(run)
            }
            Err(error) => {
                let at = self.source.inside(&value.span(), text, error.offset_bytes);
                self.report(at, error.code, error.message, error.hint);
                None
            }
        }
    }
}

impl Reading<'_> {
    /// Where a command's argument stands, of those whose names are looked up later.
    fn argument_place(&self, run: &Run, text: &str, value: &Spanned<DeValue<'_>>) -> Option<Problem> {
        let Run::Action(action) = run else { return None };
        let named = match action.command().argument {
            Argument::Tag | Argument::Query | Argument::Report | Argument::Menu => action.argument(),
            Argument::No
            | Argument::Character
            | Argument::Number
            | Argument::Theme
            | Argument::Stage
            | Argument::Status
            | Argument::Path
            | Argument::Saved
            | Argument::Renaming
            | Argument::Text => return None,
        };
        let at = text.trim_end().len().checked_sub(named.len())?;
        Some(self.place(self.source.inside(&value.span(), text, at)))
    }
}

/// What is wrong with a sequence, and the way out.
pub fn key_error(error: &KeyError, lang: Lang) -> (String, Option<String>) {
    let step = &error.step;
    match &error.fault {
        KeyFault::Empty => (say::empty_step(lang), Some(say::one_blank(lang))),
        KeyFault::NotAStep(near) => (
            say::not_a_step(lang, step),
            Some(near.as_ref().map_or_else(|| say::key_form(lang), |near| say::did_you_mean(lang, near))),
        ),
        KeyFault::UnknownName(near) => (
            say::unknown_key(lang, step),
            Some(near.as_ref().map_or_else(|| say::key_form(lang), |near| say::did_you_mean(lang, near))),
        ),
        KeyFault::MisplacedAny => (say::misplaced_any(lang), Some(say::any_last(lang))),
    }
}

/// Why a key never arrives, and what arrives instead; `None` for a key that does.
pub fn cannot_be_sent(key: Key, lang: Lang) -> Option<(String, String)> {
    let fault = unsendable(key)?;
    let hint =
        fault.instead.map_or_else(|| say::take_another(lang), |key| say::arrives_as(lang, key.notation()));
    Some((say::unsendable(lang, key.notation()), hint))
}

fn step_fault(step: Step, context: Context, lang: Lang) -> Option<(&'static str, String, String)> {
    let key = match step {
        Step::Key(key) => key,
        Step::Leader | Step::Any if context == Context::Input => {
            let message = say::text_in_input(lang, step.notation());
            return Some(("keymap.text-in-input", message, say::use_ctrl(lang)));
        }
        Step::Leader | Step::Any => return None,
    };
    if let Some((message, hint)) = cannot_be_sent(key, lang) {
        return Some(("keymap.unsendable", message, hint));
    }
    let text = context == Context::Input && key.printable().is_some();
    text.then(|| ("keymap.text-in-input", say::text_in_input(lang, notation(&[step])), say::use_ctrl(lang)))
}
