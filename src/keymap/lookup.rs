//! Looking a sequence up: innermost context first, inputs never losing a character.

use super::Keymap;
use super::binding::{Binding, Run};
use super::condition::Condition;
use super::key::{Key, Step};
use crate::messages::keymap as say;
use crate::words::action::{Action, Context};

/// What the keys pressed so far mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// They run an action.
    Run {
        /// The action.
        action: Action,
        /// What it does, in words.
        desc: String,
        /// Where they are bound.
        context: Context,
    },
    /// They begin longer sequences, or open a menu.
    Pending(Pending),
    /// They are bound to nothing, on purpose.
    Nop,
    /// They are not bound here.
    Unbound,
}

/// A sequence that is not finished; it waits as long as it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The keys to go on from; not what was pressed when a menu was opened from elsewhere.
    pub keys: Vec<Key>,
    /// The menu's title.
    pub title: Option<String>,
    /// What can follow, in the order of the table.
    pub continuations: Vec<Continuation>,
}

/// One key that can follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Continuation {
    /// The key as people read it; what any character is called for `<any>`.
    pub key: String,
    /// The key itself; `None` for any character.
    pub step: Option<Key>,
    /// What it does, or the title of the menu it opens.
    pub desc: String,
    /// What it runs; `None` when it only leads on.
    pub action: Option<Action>,
    /// The command that takes any character.
    pub takes_any: Option<&'static str>,
    /// Whether more keys follow.
    pub leads_on: bool,
}

impl Keymap {
    /// Looks up what `keys` mean in `contexts`, innermost first; `facts` answers the conditions of bindings.
    ///
    /// In an input a printable character is always text: it is [`Lookup::Unbound`] and never falls through.
    pub fn lookup(&self, contexts: &[Context], keys: &[Key], facts: &dyn Fn(Condition) -> bool) -> Lookup {
        let in_input = contexts.first() == Some(&Context::Input);
        if keys.is_empty() || (in_input && keys.iter().any(|key| key.printable().is_some())) {
            return Lookup::Unbound;
        }
        let mut continuations: Vec<Continuation> = Vec::new();
        for context in contexts {
            let exact = self.exact(*context, keys, facts);
            if let Some(binding) = exact
                && continuations.is_empty()
            {
                if let Some(found) = self.meaning((contexts, *context), binding, keys, facts) {
                    return found;
                }
            } else if exact.is_some_and(|binding| !self.opens_menu(binding, keys)) {
                break;
            }
            self.collect(*context, keys, in_input, facts, &mut continuations);
        }
        if continuations.is_empty() {
            return Lookup::Unbound;
        }
        let title = self.menu_title(&steps_of(keys)).map(ToOwned::to_owned);
        Lookup::Pending(Pending { keys: keys.to_vec(), title, continuations })
    }

    /// Whether a key sequence stands in one context, its condition true.
    fn exact(&self, context: Context, keys: &[Key], facts: &dyn Fn(Condition) -> bool) -> Option<&Binding> {
        let bound = self.bindings.get(&context)?;
        let holds = |binding: &&Binding| binding.when.is_none_or(|when| when.holds(facts));
        let mut steps = steps_of(keys);
        if let Some(binding) = bound.get(&steps).filter(holds) {
            return Some(binding);
        }
        keys.last()?.printable()?;
        *steps.last_mut()? = Step::Any;
        bound.get(&steps).filter(holds)
    }

    /// What a binding found by its whole sequence in one of the contexts means; `None` when it opens the menu below
    /// itself.
    fn meaning(
        &self,
        (contexts, context): (&[Context], Context),
        binding: &Binding,
        keys: &[Key],
        facts: &dyn Fn(Condition) -> bool,
    ) -> Option<Lookup> {
        let desc = self.describe(binding);
        match &binding.run {
            Run::Nop | Run::Unbind => Some(Lookup::Nop),
            Run::WithCharacter(name) => {
                let character = keys.last().and_then(Key::printable)?;
                let action = Action::build(name, &character.to_string())?;
                Some(Lookup::Run { action, desc, context })
            }
            Run::Action(Action::Menu(_)) if self.opens_menu(binding, keys) => {
                // Without a single tag on a key, the menu is the picker.
                let empty = !self.has_below(contexts, keys, facts);
                empty.then_some(Lookup::Run { action: Action::TagPick, desc, context })
            }
            Run::Action(Action::Menu(name)) => {
                let target = self.menu_keys(name)?;
                (target != keys).then(|| self.lookup(contexts, &target, facts))
            }
            Run::Action(action) => Some(Lookup::Run { action: action.clone(), desc, context }),
        }
    }

    /// The keys that open a menu by its name.
    pub fn menu_keys(&self, name: &str) -> Option<Vec<Key>> {
        let only_keys = |step: &Step| match step {
            Step::Key(key) => Some(*key),
            Step::Leader => Some(self.leader),
            Step::Any => None,
        };
        self.menu_prefix(name)?.iter().map(only_keys).collect()
    }

    fn opens_menu(&self, binding: &Binding, keys: &[Key]) -> bool {
        let Run::Action(Action::Menu(name)) = &binding.run else { return false };
        name == "tags" || self.menu_keys(name).as_deref() == Some(keys)
    }

    fn has_below(&self, contexts: &[Context], keys: &[Key], facts: &dyn Fn(Condition) -> bool) -> bool {
        let mut found = Vec::new();
        for context in contexts {
            self.collect(*context, keys, false, facts, &mut found);
        }
        !found.is_empty()
    }

    /// Adds the keys that can follow in one context, where no inner context has the same.
    fn collect(
        &self,
        context: Context,
        keys: &[Key],
        in_input: bool,
        facts: &dyn Fn(Condition) -> bool,
        found: &mut Vec<Continuation>,
    ) {
        let prefix = steps_of(keys);
        let Some(bound) = self.bindings.get(&context) else { return };
        let inner = found.len();
        for (steps, binding) in
            bound.range(prefix.clone()..).take_while(|(steps, _)| steps.starts_with(&prefix))
        {
            let Some(next) = steps.get(prefix.len()) else { continue };
            let text = |step: &Step| match step {
                Step::Key(key) => key.printable().is_some(),
                Step::Leader | Step::Any => true,
            };
            let waits = binding.when.is_some_and(|when| !when.holds(facts));
            let key = if *next == Step::Any { say::any_character(self.lang) } else { next.to_string() };
            let hidden = found.get(..inner).unwrap_or(&[]).iter().any(|one| one.key == key);
            if waits || hidden || (in_input && steps.iter().any(text)) {
                continue;
            }
            let last = steps.len() == prefix.len() + 1;
            if let Some(same) =
                found.get_mut(inner..).and_then(|own| own.iter_mut().find(|one| one.key == key))
            {
                same.leads_on |= !last;
                continue;
            }
            let title = steps.get(..=prefix.len()).and_then(|below| self.menu_title(below));
            let desc = match (last, title) {
                (false, Some(title)) => title.to_owned(),
                (false, None) => "+".to_owned(),
                (true, _) => self.describe(binding),
            };
            let step = match next {
                Step::Key(key) => Some(*key),
                Step::Leader | Step::Any => None,
            };
            let action = match &binding.run {
                Run::Action(action) if last => Some(action.clone()),
                Run::Action(_) | Run::WithCharacter(_) | Run::Nop | Run::Unbind => None,
            };
            let takes_any = match &binding.run {
                Run::WithCharacter(name) if last => Some(*name),
                Run::Action(_) | Run::WithCharacter(_) | Run::Nop | Run::Unbind => None,
            };
            found.push(Continuation { key, step, desc, action, takes_any, leads_on: !last });
        }
    }
}

fn steps_of(keys: &[Key]) -> Vec<Step> {
    keys.iter().map(|key| Step::Key(*key)).collect()
}
