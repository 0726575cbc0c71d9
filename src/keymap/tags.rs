//! What keys have to do with the codebook: the menu made of its tags, and lines that name a tag it lacks.

use super::Keymap;
use super::binding::{Binding, Entry, Layer, Run};
use super::command::{CommandError, parse_report};
use super::key::{Key, Step};
use super::layers::resolved;
use crate::messages::{Lang, query as say};
use crate::query::{Query, TagWanted};
use crate::words::action::{Action, Argument};
use crate::words::codebook::{Codebook, TagLookup, TagPath};
use crate::words::problem::{Problem, Severity};

/// Puts the codebook's tags below every binding of the menu `tags`, leaving what files bind there, or take away.
pub(super) fn fill_tag_menus(keymap: &mut Keymap) {
    let leader = keymap.leader;
    for (context, bound) in &mut keymap.bindings {
        bound.retain(|_, binding| !binding.place.0.is_empty());
        let menus: Vec<Vec<Step>> = bound
            .iter()
            .filter(|(_, binding)| matches!(&binding.run, Run::Action(Action::Menu(name)) if name == "tags"))
            .map(|(steps, _)| resolved(steps, leader))
            .collect();
        for tag in keymap.codebook.tags.iter().filter(|tag| !tag.retired) {
            let Some(character) = tag.key.map(|key| keymap.folds.fold(key)) else { continue };
            for menu in &menus {
                let mut steps = menu.clone();
                steps.push(Step::Key(Key::char(character)));
                let taken = bound.keys().any(|other| other.starts_with(&steps));
                if !taken && !keymap.unbound.contains(&(*context, steps.clone())) {
                    let run = Run::Action(Action::TagToggle(tag.path()));
                    let place = (String::new(), 0);
                    let binding = Binding { run, desc: None, when: None, layer: Layer::Embedded, place };
                    bound.insert(steps, binding);
                }
            }
        }
    }
}

impl Keymap {
    /// Lines of the files that name a tag which the codebook lacks, with the nearest right names. Such a key stays in
    /// force: the tag may be made later.
    pub fn unknown_tags(&self) -> Vec<Problem> {
        let entries = self.files.iter().flat_map(|file| &file.entries);
        let mut found: Vec<Problem> = entries.filter_map(|entry| self.unknown_tag(entry)).collect();
        found.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        found
    }

    fn unknown_tag(&self, entry: &Entry) -> Option<Problem> {
        let (Run::Action(action), Some(place)) = (&entry.run, &entry.argument) else { return None };
        let wrong = unknown_tag(action, &self.codebook, |_| false, self.lang)?;
        let before = action.argument().get(..wrong.offset_bytes).unwrap_or("");
        let told = Problem {
            column: place.column + before.chars().count(),
            code: wrong.code,
            message: wrong.message,
            hint: wrong.hint,
            ..(**place).clone()
        };
        Some(told.at(Severity::Warning))
    }
}

/// The tag an action names, by itself or in its query, which neither the codebook has nor a mark bears; its place counts
/// from the start of the argument.
pub fn unknown_tag(
    action: &Action,
    codebook: &Codebook,
    is_used: impl Fn(&TagWanted) -> bool,
    lang: Lang,
) -> Option<CommandError> {
    let argument = action.argument();
    let query = match action.command().argument {
        Argument::Tag if argument.parse::<u8>().is_ok() => return None,
        Argument::Tag => return lacking(argument, codebook, lang),
        Argument::Query if action.command().name != "jump" => argument.to_owned(),
        Argument::Report => parse_report(argument, lang).ok()?.query,
        Argument::Query
        | Argument::No
        | Argument::Character
        | Argument::Number
        | Argument::Menu
        | Argument::Theme
        | Argument::Stage
        | Argument::Status
        | Argument::Path
        | Argument::Saved
        | Argument::Renaming
        | Argument::Text => return None,
    };
    let wrong = Query::parse(&query, lang).ok()?.with_tags_of(codebook, is_used, lang).err()?;
    // A query stands at the end of its argument.
    let start = argument.len().saturating_sub(query.len());
    let offset_bytes = start + byte_of(&query, wrong.column.saturating_sub(1));
    Some(CommandError { offset_bytes, code: wrong.code, message: wrong.message, hint: wrong.hint })
}

/// What is wrong with a tag's name.
fn lacking(name: &str, codebook: &Codebook, lang: Lang) -> Option<CommandError> {
    let (message, near) = match codebook.find(name) {
        TagLookup::Found(_) => return None,
        TagLookup::Several(paths) => (say::several_tags(lang, name), paths),
        TagLookup::Unknown(near) => (say::no_tag(lang, name), near),
    };
    let names: Vec<&str> = near.iter().map(TagPath::as_str).collect();
    let hint = if names.is_empty() { say::list_tags(lang) } else { say::nearest(lang, names.join(" ")) };
    Some(CommandError { offset_bytes: 0, code: "query.no-tag", message, hint: Some(hint) })
}

/// Where a character of a text begins.
pub(super) fn byte_of(text: &str, at_chars: usize) -> usize {
    text.char_indices().nth(at_chars).map_or(0, |(at, _)| at)
}
