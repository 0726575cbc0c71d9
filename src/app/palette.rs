//! The command line: every command with its help and keys, completed with its arguments, chosen by letters or arrows.
//!
//! State only: the action that comes of it is run by the app.

use std::cmp::Reverse;

use super::input::{Acted, Input};
use super::matching::Sought;
use super::steps::steps;
use crate::keymap::command::{STAGES, STATUSES, THEMES, command, split_command, usage};
use crate::keymap::{Context, Keymap, shown};
use crate::messages::Lang;
use crate::words::action::{Action, Argument, COMMANDS, Command};
use crate::words::{Codebook, Problem, TagLookup};

pub(super) mod words;

/// Rows that a page of the list moves by.
const PAGE_ROWS: usize = 10;

/// What completion looks at.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The keys in force, to show them beside the commands.
    pub keymap: &'a Keymap,
    /// Where the palette was opened, innermost first, the palette itself left out.
    pub contexts: &'a [Context],
    /// The tags.
    pub codebook: &'a Codebook,
    /// Saved queries: name and query.
    pub saved: &'a [(String, String)],
    /// The zones, by their whole names.
    pub zones: &'a [&'a str],
    /// A folder, and what it holds that can be imported.
    pub paths: (&'a str, &'a [String]),
    /// The language to speak.
    pub lang: Lang,
}

/// One row offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The whole line when it is taken.
    pub line: String,
    /// What is shown: a command's name and argument, or an argument.
    pub text: String,
    /// Characters of `text` that were meant.
    pub hits: Vec<(usize, usize)>,
    /// What it does.
    pub help: String,
    /// The shortest keys that do the same.
    pub keys: String,
    /// Whether the line can run as it is.
    pub is_whole: bool,
}

/// What Enter came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Submitted {
    /// Run this, and close.
    Run(Action),
    /// The line was filled in; an argument is still missing.
    Wants,
    /// The line is no command.
    Wrong(Problem),
    /// Nothing was typed or chosen.
    Nothing,
}

/// The command line.
#[derive(Debug, Clone)]
pub struct Palette {
    /// What was typed.
    pub input: Input,
    /// What is offered.
    pub completions: Vec<Completion>,
    /// The row chosen by arrows; `None` while the line itself counts.
    pub chosen: Option<usize>,
    /// The character that the line is wrong at, from 0.
    pub wrong: Option<usize>,
    /// Lines run before, the oldest first.
    history: Vec<String>,
    /// The line of history shown, and what was typed before it was.
    recalled: Option<(usize, String)>,
}

impl Palette {
    /// Opens with a text in the line.
    pub fn new(text: &str, history: Vec<String>, known: &Known<'_>) -> Self {
        let input = Input::line(text);
        let mut palette =
            Self { input, completions: Vec::new(), chosen: None, wrong: None, history, recalled: None };
        palette.refresh(known);
        palette
    }

    /// Text was put in.
    pub fn insert(&mut self, text: &str, known: &Known<'_>) {
        self.input.insert(text);
        self.recalled = None;
        self.wrong = None;
        self.refresh(known);
    }

    /// Does an action of an input or a list; `Foreign` when it is neither.
    pub fn act(&mut self, action: &Action, known: &Known<'_>) -> Acted {
        if matches!(action, Action::HistoryPrevious | Action::HistoryNext) {
            return self.recall(*action == Action::HistoryPrevious, known);
        }
        if *action == Action::Complete {
            return self.complete(known);
        }
        if let Some(by) = steps(action, PAGE_ROWS) {
            return self.step(by);
        }
        let acted = self.input.act(action);
        if acted == Acted::Changed {
            self.recalled = None;
            self.wrong = None;
            self.refresh(known);
        }
        acted
    }

    fn step(&mut self, by: isize) -> Acted {
        let last = self.completions.len().checked_sub(1);
        let next = match (self.chosen, last) {
            (None | Some(0), _) if by < 0 => None,
            (_, None) => None,
            (None, Some(_)) => Some(0),
            (Some(at), Some(last)) => Some(at.saturating_add_signed(by).min(last)),
        };
        if std::mem::replace(&mut self.chosen, next) == next { Acted::Still } else { Acted::Moved }
    }

    /// Takes the chosen row into the line, or the first.
    fn complete(&mut self, known: &Known<'_>) -> Acted {
        let Some(row) = self.completions.get(self.chosen.unwrap_or(0)) else { return Acted::Still };
        let line = row.line.clone();
        if line == self.input.text() {
            return self.step(1);
        }
        self.input.replace(&line);
        self.wrong = None;
        self.refresh(known);
        Acted::Changed
    }

    /// Keeps a command that could not be done in the line: what it names is wrong.
    pub(super) fn keep(&mut self, action: &Action, known: &Known<'_>) {
        let name = action.command().name;
        self.input.replace(&format!("{name} {}", action.argument()));
        self.refresh(known);
        self.wrong = Some(name.chars().count() + 1);
    }

    fn recall(&mut self, earlier: bool, known: &Known<'_>) -> Acted {
        let (at, typed) = match (&self.recalled, earlier) {
            (None, false) => return Acted::Still,
            (None, true) => (self.history.len(), self.input.text().to_owned()),
            (Some((at, typed)), _) => (*at, typed.clone()),
        };
        let next = if earlier { at.checked_sub(1) } else { Some(at + 1) };
        let Some(next) = next else { return Acted::Still };
        let line = self.history.get(next).unwrap_or(&typed).clone();
        self.input.replace(&line);
        self.recalled = (next < self.history.len()).then_some((next, typed));
        self.wrong = None;
        self.refresh(known);
        Acted::Changed
    }

    /// Enter: runs the row chosen, or the line.
    pub fn submit(&mut self, known: &Known<'_>) -> Submitted {
        if let Some(row) = self.chosen.and_then(|chosen| self.completions.get(chosen)) {
            let (line, is_whole) = (row.line.clone(), row.is_whole);
            if !is_whole {
                self.input.replace(&line);
                self.refresh(known);
                return Submitted::Wants;
            }
            return run(&line, known.lang);
        }
        let line = self.input.text().trim().to_owned();
        if line.is_empty() {
            return Submitted::Nothing;
        }
        let done = run(&line, known.lang);
        match self.meant(&line, &done, known) {
            Some((only, true)) => run(&only, known.lang),
            Some((only, false)) => {
                self.input.replace(&only);
                self.refresh(known);
                Submitted::Wants
            }
            None => done,
        }
    }

    /// The one row that a line stands for which means nothing by itself, and whether it is a whole command: the only
    /// command found by its words, the only one that begins so, the only tag found.
    fn meant(&self, line: &str, done: &Submitted, known: &Known<'_>) -> Option<(String, bool)> {
        let command = split_command(line);
        let is_unknown = |tag: &str| matches!(known.codebook.find(tag), TagLookup::Unknown(_));
        let is_open = match (done, &command) {
            (Submitted::Wrong(_), _) => true,
            (Submitted::Run(_), Some((command, tag, _))) => {
                command.argument == Argument::Tag && !tag.trim().is_empty() && is_unknown(tag.trim())
            }
            (Submitted::Run(_) | Submitted::Wants | Submitted::Nothing, _) => false,
        };
        let only = |rows: Vec<&Completion>| match rows.as_slice() {
            [only] if is_open => Some((only.line.clone(), only.is_whole)),
            _ => None,
        };
        let begun = self.completions.iter().filter(|row| row.is_whole && row.line.starts_with(line));
        // Letters may be a slip that happens to be found; Han are meant.
        let is_loose = !line.is_ascii() && (command.is_none() || matches!(done, Submitted::Run(_)));
        only(begun.collect()).or_else(|| only(self.completions.iter().filter(|_| is_loose).collect()))
    }

    /// The rows of a window of this height that holds the choice, and the index of the first.
    pub fn window(&self, height_rows: usize) -> (usize, &[Completion]) {
        let last_start = self.completions.len().saturating_sub(height_rows);
        let start = self.chosen.unwrap_or(0).saturating_sub(height_rows / 2).min(last_start);
        let end = (start + height_rows).min(self.completions.len());
        (start, self.completions.get(start..end).unwrap_or(&[]))
    }

    /// The folder that the path in the line leads to, with `/` at its end; empty for the one the program runs in.
    pub fn folder(&self) -> Option<&str> {
        let line = self.input.text().trim_start();
        let (command, argument, _) = split_command(line)?;
        let is_path = command.argument == Argument::Path && line.len() > command.name.len();
        is_path.then(|| in_folder(argument).0)
    }

    /// Offers what completes the line now.
    pub(super) fn refresh(&mut self, known: &Known<'_>) {
        self.completions = complete(self.input.text(), known);
        self.chosen = None;
    }
}

fn run(line: &str, lang: Lang) -> Submitted {
    match command(line, lang) {
        Ok(action) => Submitted::Run(action),
        Err(problem) => Submitted::Wrong(problem),
    }
}

/// What can become of a line: commands by name, help and pinyin, or the arguments of the command it begins with.
pub fn complete(line: &str, known: &Known<'_>) -> Vec<Completion> {
    let line = line.trim_start();
    if let Some((command, _, offset)) = split_command(line)
        && line.len() > command.name.len()
    {
        let (before, raw) = line.split_at_checked(offset).unwrap_or((line, ""));
        return arguments(command, before, raw, known);
    }
    let mut sought = Sought::new(line);
    let mut found: Vec<(u32, usize, Completion)> = Vec::new();
    for (index, command) in COMMANDS.iter().enumerate() {
        if let Some(fit) = sought.fit_any(command.name, [command.english, command.chinese]) {
            found.push((fit.score, index, offered(command, fit.hits, known)));
        }
    }
    found.sort_by_key(|(score, index, _)| (Reverse(*score), *index));
    found.into_iter().map(|(_, _, row)| row).collect()
}

fn offered(command: &Command, hits: Vec<(usize, usize)>, known: &Known<'_>) -> Completion {
    let wants = usage(command.argument);
    let is_whole = wants.is_empty() || wants.starts_with('[');
    let wants = crate::messages::keymap::wanted(known.lang, wants);
    let keys = known.keymap.keys_for(known.contexts, command.name);
    Completion {
        line: if is_whole { command.name.to_owned() } else { format!("{} ", command.name) },
        text: format!("{} {wants}", command.name).trim().to_owned(),
        hits,
        help: known.lang.pick(command.english, command.chinese).to_owned(),
        keys: keys.first().map_or_else(String::new, |steps| shown(steps)),
        is_whole,
    }
}

fn arguments(command: &Command, before: &str, raw: &str, known: &Known<'_>) -> Vec<Completion> {
    let argument = raw.trim_end();
    let row = |value: &str, help: &str, hits: Vec<(usize, usize)>| Completion {
        line: format!("{before}{value}"),
        text: value.to_owned(),
        hits,
        help: help.to_owned(),
        keys: String::new(),
        is_whole: true,
    };
    let among = |values: &mut dyn Iterator<Item = (String, String, Vec<String>)>, typed: &str| {
        let mut sought = Sought::new(typed);
        let mut found: Vec<(u32, Completion)> = Vec::new();
        for (value, help, others) in values {
            if let Some(fit) = sought.fit_any(&value, others.iter().map(String::as_str)) {
                found.push((fit.score, row(&value, &help, fit.hits)));
            }
        }
        found.sort_by_key(|(score, _)| Reverse(*score));
        found.into_iter().map(|(_, row)| row).collect()
    };
    let plain = |values: &[&str]| {
        among(&mut values.iter().map(|value| ((*value).to_owned(), String::new(), Vec::new())), argument)
    };
    match command.argument {
        Argument::Tag => {
            let tags = known.codebook.tags.iter().filter(|tag| !tag.retired);
            among(&mut tags.map(|tag| (tag.path(), tag.definition.clone(), tag.aliases.clone())), argument)
        }
        Argument::Theme => plain(&THEMES),
        Argument::Stage => plain(&STAGES),
        Argument::Status => {
            let named = |name: &&str| {
                let said = crate::messages::terms::status(known.lang, name).to_owned();
                ((*name).to_owned(), said.clone(), vec![said])
            };
            among(&mut STATUSES.iter().map(named), argument)
        }
        Argument::Menu => {
            let menus = known.keymap.menu_names();
            among(&mut menus.into_iter().map(|(name, title)| (name, title, Vec::new())), argument)
        }
        // `jump` looks for names, `encoding accept` for one article.
        Argument::Query if matches!(command.name, "find" | "search" | "filter" | "stats") => {
            words::query(before, raw, known)
        }
        Argument::Saved | Argument::Renaming => {
            let saved = known.saved.iter().map(|(name, query)| (name.clone(), query.clone(), Vec::new()));
            let rows = among(&mut { saved }, argument).into_iter();
            // A new name is still missing then.
            let is_whole = command.argument == Argument::Saved;
            let end = if is_whole { "" } else { " " };
            rows.map(|row| Completion { line: row.line + end, is_whole, ..row }).collect()
        }
        Argument::Report => words::report(before, raw, known),
        Argument::Path => paths(before, argument, known),
        Argument::No | Argument::Character | Argument::Number | Argument::Text | Argument::Query => {
            Vec::new()
        }
    }
}

/// A path's folder, `/` included, and the name in it.
fn in_folder(path: &str) -> (&str, &str) {
    path.split_at_checked(path.rfind('/').map_or(0, |at| at + 1)).unwrap_or(("", path))
}

/// The names in the folder of a path; nothing while it is not known.
fn paths(before: &str, argument: &str, known: &Known<'_>) -> Vec<Completion> {
    let (folder, typed) = in_folder(argument);
    if known.paths.0 != folder {
        return Vec::new();
    }
    let mut sought = Sought::new(typed);
    let row = |name: &String| {
        let fit = sought.fit(name)?;
        Some((
            fit.score,
            Completion {
                line: format!("{before}{folder}{name}"),
                text: name.clone(),
                hits: fit.hits,
                help: String::new(),
                keys: String::new(),
                is_whole: !name.ends_with('/'),
            },
        ))
    };
    let mut found: Vec<(u32, Completion)> = known.paths.1.iter().filter_map(row).collect();
    found.sort_by_key(|(score, _)| Reverse(*score));
    found.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests;
