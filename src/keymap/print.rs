//! The keys in force, written as keymap.toml again: all of them, or what differs from the built-in ones.

use std::fmt::Write;

use super::binding::{Binding, Layer, Run};
use super::key::{Step, notation};
use super::{Keymap, fold::FoldTable};
use crate::formats::toml_text;
use crate::words::action::Context;

impl Keymap {
    /// All keys in force, in the grammar of keymap.toml.
    pub fn render(&self) -> String {
        let mut out = String::from("version = 1\n");
        let _ = writeln!(out, "leader = {}", toml_text::line(&self.leader.notation()));
        let _ = writeln!(out, "hint_delay_ms = {}", self.hint_delay_ms);
        let _ = write!(out, "\n[ime]\nfold_fullwidth = {}\n", self.folds.is_on());
        render_folds(&mut out, self.folds.rows());
        for (steps, title) in &self.menus {
            let name = toml_text::key(&notation(steps));
            let _ = write!(out, "\n[menu.{name}]\ntitle = {}\n", toml_text::line(title));
        }
        for context in Context::ALL {
            let lines = self.bindings(context).filter(|(_, binding)| !binding.place.0.is_empty());
            render_context(&mut out, context, lines.map(|(steps, binding)| binding_line(steps, binding)));
        }
        out
    }

    /// What differs from the built-in keys, in the grammar of keymap.toml; laid over them it gives the same keys.
    pub fn render_diff(&self) -> String {
        let leader = toml_text::line(&self.leader.notation());
        let with_leader = format!("leader = {leader}\n");
        let base = Self::layered(&[(Layer::User, "", &with_leader)], self.lang).0;
        let mut out = String::new();
        if self.leader != Self::built_in(self.lang).leader {
            out.push_str(&with_leader);
        }
        if self.hint_delay_ms != base.hint_delay_ms {
            let _ = writeln!(out, "hint_delay_ms = {}", self.hint_delay_ms);
        }
        if self.folds != base.folds {
            let _ = write!(out, "\n[ime]\nfold_fullwidth = {}\n", self.folds.is_on());
            let known = base.folds.rows();
            let changed = self.folds.rows().into_iter().filter(|row| !known.contains(row));
            render_folds(&mut out, changed.collect());
        }
        for (steps, title) in self.menus.iter().filter(|(steps, title)| base.menus.get(*steps) != Some(title))
        {
            let name = toml_text::key(&notation(steps));
            let _ = write!(out, "\n[menu.{name}]\ntitle = {}\n", toml_text::line(title));
        }
        for context in Context::ALL {
            render_context(&mut out, context, self.changes(&base, context).into_iter());
        }
        out
    }

    fn changes(&self, base: &Self, context: Context) -> Vec<String> {
        let same = |a: &Binding, b: &Binding| (&a.run, &a.desc, &a.when) == (&b.run, &b.desc, &b.when);
        let bound = |keymap: &Self, steps: &[Step]| keymap.bindings.get(&context)?.get(steps).cloned();
        let gone = base.bindings(context).filter(|(steps, _)| bound(self, steps).is_none());
        let mut lines: Vec<String> =
            gone.map(|(steps, _)| format!("{} = \"unbind\"", toml_text::line(&notation(steps)))).collect();
        let menu = |steps: &[Step]| self.menu_prefix("tags").is_some_and(|menu| steps.starts_with(&menu));
        let made = self.unbound.iter().filter(|(other, steps)| *other == context && menu(steps));
        let made = made.filter(|(_, steps)| bound(self, steps).is_none() && bound(base, steps).is_none());
        lines.extend(made.map(|(_, steps)| format!("{} = \"unbind\"", toml_text::line(&notation(steps)))));
        let new = self.bindings(context).filter(|(steps, binding)| {
            let made = binding.place.0.is_empty();
            !made && !bound(base, steps).is_some_and(|old| same(&old, binding))
        });
        lines.extend(new.map(|(steps, binding)| binding_line(steps, binding)));
        lines
    }
}

fn render_folds(out: &mut String, rows: Vec<(String, char)>) {
    let built_in = FoldTable::default().rows();
    let own: Vec<_> = rows.into_iter().filter(|row| !built_in.contains(row)).collect();
    if own.is_empty() {
        return;
    }
    out.push_str("\n[ime.fold]\n");
    for (from, to) in own {
        let same = from.starts_with(to);
        let to = if same { String::new() } else { to.to_string() };
        let _ = writeln!(out, "{} = {}", toml_text::line(&from), toml_text::line(&to));
    }
}

fn render_context(out: &mut String, context: Context, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = write!(out, "\n[keys.{}]\n", context.name());
    for line in lines {
        out.push_str(&line);
        out.push('\n');
    }
}

/// One binding as a line of keymap.toml.
fn binding_line(steps: &[Step], binding: &Binding) -> String {
    let (keys, run) = (toml_text::line(&notation(steps)), toml_text::line(&binding.run.notation()));
    if binding.desc.is_none() && binding.when.is_none() {
        return format!("{keys} = {run}");
    }
    let mut fields = format!("run = {run}");
    if let Some(desc) = &binding.desc {
        let _ = write!(fields, ", desc = {}", toml_text::line(desc));
    }
    if let Some(when) = binding.when {
        let _ = write!(fields, ", when = \"{when}\"");
    }
    format!("{keys} = {{ {fields} }}")
}

impl Run {
    /// Whether it runs something.
    pub fn is_command(&self) -> bool {
        match self {
            Self::Action(_) | Self::WithCharacter(_) => true,
            Self::Nop | Self::Unbind => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::Lang;

    const USER: &str = r#"
leader = ";"
hint_delay_ms = 100
[ime.fold]
"。" = ""
"×" = "*"
[menu.x]
title = "“引号\\”"
[keys.reader]
"1" = { run = "tag toggle 差错/数据单位", desc = "错\"1\"", when = "!has-note" }
"d d" = "unbind"
"d" = "mark delete"
"\\" = "nop"
"<leader> z" = "prompt 'filter '"
"m <any>" = "unbind"
"#;

    fn same(left: &Keymap, right: &Keymap) {
        for context in Context::ALL {
            let rows = |keymap: &Keymap| -> Vec<_> {
                let told = |binding: &Binding| (binding.run.clone(), binding.desc.clone(), binding.when);
                keymap.bindings(context).map(|(steps, binding)| (steps.to_vec(), told(binding))).collect()
            };
            assert_eq!(rows(left), rows(right), "{}", context.name());
        }
        assert_eq!(left.folds, right.folds);
        assert_eq!(left.menus, right.menus);
        assert_eq!((left.leader, left.hint_delay_ms), (right.leader, right.hint_delay_ms));
    }

    #[test]
    fn what_differs_gives_the_same_keys_again() {
        let (mine, problems) = Keymap::layered(&[(Layer::User, "k.toml", USER)], Lang::En);
        assert!(problems.is_empty(), "{problems:?}");
        let diff = mine.render_diff();
        let (again, problems) = Keymap::layered(&[(Layer::User, "diff.toml", &diff)], Lang::En);
        assert!(problems.is_empty(), "{problems:?}\n{diff}");
        same(&mine, &again);
        assert!(!diff.contains("line down") && diff.contains("\"d d\" = \"unbind\""), "{diff}");
        assert_eq!(Keymap::built_in(Lang::En).render_diff(), "");
    }

    #[test]
    fn all_of_it_is_a_keymap() {
        let (mine, _) =
            Keymap::layered(&[(Layer::User, "k.toml", "[keys.list]\n\"x\" = \"quit\"\n")], Lang::En);
        let (again, problems) = Keymap::layered(&[(Layer::User, "all.toml", &mine.render())], Lang::En);
        assert!(problems.is_empty(), "{problems:?}");
        same(&mine, &again);
    }
}
