//! Keys to actions: the grammar of keymap.toml, its layers, and looking sequences up.
//!
//! Pure: files are handed in as text. Knows no terminal, and not what an action does.

use std::collections::{BTreeMap, BTreeSet};

pub mod binding;
pub mod command;
pub mod condition;
pub mod file;
pub mod fold;
pub mod key;
mod layers;
mod lookup;
pub mod nearest;
mod print;
pub mod reference;
mod run;
pub mod sendable;
pub mod source;
mod tags;

pub use binding::{Binding, Layer, Run};
pub use command::{CommandError, Given, command, parse_command, parse_commands, parse_report};
pub use condition::{Condition, When};
pub use file::{NOT_TOML, cannot_be_sent, key_error};
pub use fold::{FoldTable, Folder};
pub use key::{Code, Key, Step, notation, parse_sequence, shown};
pub use lookup::{Continuation, Lookup, Pending};
pub use tags::unknown_tag;

use crate::messages::{Lang, keymap as say};
use crate::words::action::Action;
pub use crate::words::action::Context;
use crate::words::codebook::Codebook;
use crate::words::problem::Problem;

/// The keymap.toml at the top of the repository: the default, built in.
pub const DEFAULT: &str = include_str!("../keymap.toml");

/// The name the built-in keymap is shown by in problems.
pub const DEFAULT_FILE: &str = "keymap.toml";

/// The keys in force, all layers laid over each other.
#[derive(Debug, Clone)]
pub struct Keymap {
    lang: Lang,
    leader: Key,
    hint_delay_ms: u32,
    folds: FoldTable,
    menus: BTreeMap<Vec<Step>, String>,
    bindings: BTreeMap<Context, BTreeMap<Vec<Step>, Binding>>,
    /// Sequences that files take away: no tag of the codebook comes there.
    unbound: BTreeSet<(Context, Vec<Step>)>,
    /// The files as last read well, so that one that breaks keeps its last good state.
    files: Vec<binding::ParsedFile>,
    codebook: Codebook,
}

impl Keymap {
    /// What a binding does, in words; a favourite by its tag's name, a menu by its title.
    pub fn describe(&self, binding: &Binding) -> String {
        if let (None, Run::Action(Action::Menu(name))) = (&binding.desc, &binding.run) {
            let title = self.menu_prefix(name).and_then(|prefix| self.menu_title(&prefix).map(str::to_owned));
            return title.unwrap_or_else(|| binding.describe(self.lang));
        }
        let digit = match (&binding.desc, &binding.run) {
            (None, Run::Action(Action::TagToggle(tag))) => tag.parse().ok(),
            (None, Run::Action(_) | Run::WithCharacter(_) | Run::Nop | Run::Unbind) | (Some(_), _) => None,
        };
        let tag = digit.and_then(|digit| self.codebook.favourite(digit));
        tag.map_or_else(|| binding.describe(self.lang), |tag| say::favourite_tag(self.lang, &tag.name))
    }

    /// The built-in keys alone.
    pub fn built_in(lang: Lang) -> Self {
        Self::layered(&[], lang).0
    }

    /// Lays files over the built-in keys, in the order given (library, user, `--keymap`); each is its layer,
    /// the file's name as shown, and its text. Reports **every** line that cannot be used and leaves only
    /// those out; a file that is not TOML is left out as a whole (its problems have the code [`NOT_TOML`]).
    pub fn layered(files: &[(Layer, &str, &str)], lang: Lang) -> (Self, Vec<Problem>) {
        layers::lay(files, layers::Last::default(), &Codebook::default(), lang)
    }

    /// Reads the files again; one that is no longer TOML, or whose layer is among the `unreadable`, keeps what
    /// it last said.
    pub fn reloaded(&self, files: &[(Layer, &str, &str)], unreadable: &[Layer]) -> (Self, Vec<Problem>) {
        let last = layers::Last { files: &self.files, unreadable };
        layers::lay(files, last, &self.codebook, self.lang)
    }

    /// Fills the menu `tags` with the tags that have a key; what a file binds below the menu stays.
    pub fn set_codebook(&mut self, codebook: &Codebook) {
        codebook.clone_into(&mut self.codebook);
        tags::fill_tag_menus(self);
    }

    /// The language descriptions are given in.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether another map has the same keys, menus, folding and times.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.leader, self.hint_delay_ms, &self.folds, &self.menus, &self.bindings)
            == (other.leader, other.hint_delay_ms, &other.folds, &other.menus, &other.bindings)
    }

    /// What `<leader>` stands for.
    pub fn leader(&self) -> Key {
        self.leader
    }

    /// How long a pending sequence waits before its continuations are shown, in milliseconds.
    pub fn hint_delay_ms(&self) -> u32 {
        self.hint_delay_ms
    }

    /// What an input method's characters are folded to outside inputs.
    pub fn folds(&self) -> &FoldTable {
        &self.folds
    }

    /// The bindings of one context, by sequence.
    pub fn bindings(&self, context: Context) -> impl Iterator<Item = (&[Step], &Binding)> {
        self.bindings.get(&context).into_iter().flatten().map(|(steps, binding)| (steps.as_slice(), binding))
    }

    /// The title of the menu that opens at a prefix.
    pub fn menu_title(&self, prefix: &[Step]) -> Option<&str> {
        self.menus.get(prefix).map(String::as_str)
    }

    /// The sequences that run a command line such as `tag pick`, first the shortest; contexts innermost first,
    /// a sequence that an inner context binds otherwise left out.
    pub fn keys_for(&self, contexts: &[Context], command: &str) -> Vec<Vec<Step>> {
        let mut found: Vec<Vec<Step>> = Vec::new();
        for (index, context) in contexts.iter().enumerate() {
            for (steps, binding) in self.bindings(*context) {
                let hidden = contexts
                    .get(..index)
                    .unwrap_or(&[])
                    .iter()
                    .any(|inner| self.bindings.get(inner).is_some_and(|bound| bound.contains_key(steps)));
                if !hidden && binding.run.notation() == command {
                    found.push(steps.to_vec());
                }
            }
        }
        found.sort_by_key(Vec::len);
        found
    }
}

#[cfg(test)]
mod tests;
