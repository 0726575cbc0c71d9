//! What a key is bound to, and where that was written.

use super::command::parse_report;
use super::condition::When;
use super::key::{Key, Step};
use crate::messages::{Lang, keymap as say};
use crate::words::action::{Action, Argument, COMMANDS, Context};
use crate::words::problem::Problem;

/// Where a keymap file comes from; later ones win, sequence by sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// Built in.
    Embedded,
    /// The library's own.
    Library,
    /// The user's own.
    User,
    /// Named by `--keymap`.
    Argument,
}

impl Layer {
    /// The word for it in JSON and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Library => "library",
            Self::User => "user",
            Self::Argument => "--keymap",
        }
    }
}

/// What a binding does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Run {
    /// Runs an action.
    Action(Action),
    /// Runs the command of this name with the character typed for `<any>`.
    WithCharacter(&'static str),
    /// Swallows the keys.
    Nop,
    /// Takes a binding of an earlier layer away.
    Unbind,
}

impl Run {
    /// How it is written in keymap.toml.
    pub fn notation(&self) -> String {
        match self {
            Self::Action(Action::Palette(text)) if !text.is_empty() => format!("prompt '{text}'"),
            Self::Action(action) => {
                format!("{} {}", action.command().name, action.argument()).trim().to_owned()
            }
            Self::WithCharacter(name) => (*name).to_owned(),
            Self::Nop => "nop".to_owned(),
            Self::Unbind => "unbind".to_owned(),
        }
    }

    /// What it does, in words: the command's help, and its argument.
    pub fn describe(&self, lang: Lang) -> String {
        match self {
            Self::Action(Action::TagToggle(tag)) if tag.parse::<u8>().is_ok() => say::favourite(lang, tag),
            Self::Action(Action::TagToggle(tag)) => tag.clone(),
            Self::Action(Action::Palette(text)) if !text.is_empty() => describe_prompt(text, lang),
            Self::Action(Action::Report(argument)) => describe_report(argument, lang),
            Self::Action(action) => {
                let command = action.command();
                let help = lang.pick(command.english, command.chinese);
                let argument = match command.argument {
                    Argument::Status => crate::messages::terms::status(lang, action.argument()),
                    Argument::No
                    | Argument::Tag
                    | Argument::Query
                    | Argument::Character
                    | Argument::Number
                    | Argument::Report
                    | Argument::Menu
                    | Argument::Theme
                    | Argument::Stage
                    | Argument::Path
                    | Argument::Saved
                    | Argument::Renaming
                    | Argument::Text => action.argument(),
                };
                let told = argument.is_empty() || command.argument == Argument::Menu;
                if told { help.to_owned() } else { say::with_argument(lang, help, argument) }
            }
            Self::WithCharacter(name) => COMMANDS
                .iter()
                .find(|command| command.name == *name)
                .map_or_else(String::new, |command| lang.pick(command.english, command.chinese).to_owned()),
            Self::Nop => say::nothing(lang),
            Self::Unbind => say::unbound(lang),
        }
    }
}

/// What a command line that opens filled in is for: the help of its command, with what is filled in beyond its name.
fn describe_prompt(text: &str, lang: Lang) -> String {
    let text = text.trim();
    let Some((command, argument, _)) = super::command::split_command(text) else {
        return say::then_typed(lang, text);
    };
    let help = lang.pick(command.english, command.chinese);
    let argument = argument.trim();
    let help = if argument.is_empty() { help.to_owned() } else { say::with_argument(lang, help, argument) };
    say::then_typed(lang, help)
}

/// A report's command in words: what it is about, and which kind and format when they are not the usual ones.
fn describe_report(argument: &str, lang: Lang) -> String {
    let Ok(told) = parse_report(argument, lang) else { return argument.to_owned() };
    let about = match told.scope.as_deref() {
        Some("article") => say::report_article(lang),
        Some("list") => say::report_list(lang),
        Some(_) | None => say::report_library(lang),
    };
    let kind = told.kind.filter(|kind| kind != "review");
    let extra: Vec<String> = kind.into_iter().chain(told.format).chain(Some(told.query)).collect();
    let extra = extra.join(" ");
    if extra.trim().is_empty() { about } else { say::with_argument(lang, about, extra.trim()) }
}

/// One line of a keymap file, before the layers are laid over each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its context.
    pub(super) context: Context,
    /// Its keys as written.
    pub(super) steps: Vec<Step>,
    /// What it does.
    pub(super) run: Run,
    /// Its own description.
    pub(super) desc: Option<String>,
    /// What it waits for.
    pub(super) when: Option<When>,
    /// A problem without words, for its place.
    pub(super) place: Problem,
    /// The same for the menu, tag or query that it names.
    pub(super) argument: Option<Box<Problem>>,
}

impl Entry {
    /// A line of which only the place is known.
    pub(super) fn new(context: Context, place: Problem) -> Self {
        Self { context, steps: Vec::new(), run: Run::Unbind, desc: None, when: None, place, argument: None }
    }
}

/// What one file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ParsedFile {
    pub(super) layer: Layer,
    pub(super) entries: Vec<Entry>,
    pub(super) leader: Option<Key>,
    pub(super) leader_place: Option<Problem>,
    pub(super) hint_delay_ms: Option<u32>,
    pub(super) fold_fullwidth: Option<bool>,
    pub(super) folds: Vec<(String, Option<char>)>,
    pub(super) menus: Vec<(Vec<Step>, String)>,
}

impl ParsedFile {
    /// A file that says nothing.
    pub(super) fn new(layer: Layer) -> Self {
        Self {
            layer,
            entries: Vec::new(),
            leader: None,
            leader_place: None,
            hint_delay_ms: None,
            fold_fullwidth: None,
            folds: Vec::new(),
            menus: Vec::new(),
        }
    }
}

/// A binding in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// What it does; never [`Run::Unbind`].
    pub run: Run,
    /// The description its author gave it.
    pub desc: Option<String>,
    /// What it waits for.
    pub when: Option<When>,
    /// The layer it comes from.
    pub layer: Layer,
    /// Where it is written: file and 1-based line; empty and 0 when it was made from the codebook.
    pub place: (String, usize),
}

impl Binding {
    /// What it does, in words.
    pub fn describe(&self, lang: Lang) -> String {
        self.desc.clone().unwrap_or_else(|| self.run.describe(lang))
    }
}
