//! The key reference in Markdown, `docs/keys.md`: written from the tables, checked fresh by a test.

use std::fmt::Write;

use super::binding::{Binding, Run};
use super::command::{REPORT_FORMATS, REPORT_KINDS, STATUSES, THEMES, usage};
use super::condition::Condition;
use super::key::Step;
use super::{Keymap, shown};
use crate::messages::Lang;
use crate::words::STAGES;
use crate::words::action::{Argument, COMMANDS, Context, Effectful};

/// Renders the whole reference, in both languages.
pub fn render(keymap: &Keymap) -> String {
    let mut out = String::from(
        "<!-- Generated from keymap.toml and the action table; `UPDATE=1 cargo test --test keymap` writes it. -->\n\
         # Keys 按键\n\n\
         Keys are looked up in the innermost context first, then in `global`. `leader` is `,`; `x` is any one character.\n\
         按键先在最里层的场合查找，再到 `global`。`leader` 是 `,`；`x` 代表任意一个字符。\n",
    );
    for context in Context::ALL {
        let name = context.name();
        let _ = write!(out, "\n## {name}\n\n| keys | command | does | 作用 |\n|---|---|---|---|\n");
        for (binding, sequences) in grouped(keymap, context) {
            let keys: Vec<String> = sequences.iter().map(|steps| code(&shown(steps))).collect();
            let mut run = code(&binding.run.notation());
            if let Some(when) = binding.when {
                let _ = write!(run, " when `{when}`");
            }
            let told = |lang| cell(&binding.run.describe(lang));
            let _ = writeln!(out, "| {} | {run} | {} | {} |", keys.join(" "), told(Lang::En), told(Lang::Zh));
        }
    }
    commands(&mut out);
    lists(&mut out);
    folds(&mut out, keymap);
    out
}

/// The bindings of a context in the order of the command table, sequences of the same meaning together.
fn grouped(keymap: &Keymap, context: Context) -> Vec<(&Binding, Vec<Vec<Step>>)> {
    let mut groups: Vec<(&Binding, Vec<Vec<Step>>)> = Vec::new();
    for (steps, binding) in keymap.bindings(context) {
        let same = |other: &Binding| (&other.run, other.when) == (&binding.run, binding.when);
        match groups.iter_mut().find(|(other, _)| same(other)) {
            Some((_, sequences)) => sequences.push(steps.to_vec()),
            None => groups.push((binding, vec![steps.to_vec()])),
        }
    }
    groups.sort_by_key(|(binding, _)| {
        let name = match &binding.run {
            Run::Action(action) => action.command().name,
            Run::WithCharacter(name) => name,
            Run::Nop | Run::Unbind => "",
        };
        COMMANDS.iter().position(|command| command.name == name).unwrap_or(COMMANDS.len())
    });
    groups
}

fn commands(out: &mut String) {
    out.push_str("\n## Commands 命令\n\n| command | undo | does | 作用 |\n|---|---|---|---|\n");
    for command in COMMANDS {
        let line = format!("{} {}", command.name, usage(command.argument));
        let undo = match command.effect {
            Effectful::Harmless => "",
            Effectful::Undoable => "undoable 可撤销",
            Effectful::Confirmed => "asks first 先询问",
            Effectful::Destructive => "for good, never on a key 不可恢复，不能绑定",
        };
        let _ = writeln!(
            out,
            "| {} | {undo} | {} | {} |",
            code(line.trim()),
            cell(command.english),
            cell(command.chinese)
        );
    }
}

fn lists(out: &mut String) {
    out.push_str("\n## Arguments 参数\n\n");
    for (argument, known) in
        [(Argument::Theme, &THEMES[..]), (Argument::Stage, &STAGES), (Argument::Status, &STATUSES)]
    {
        let _ = writeln!(out, "- {}: {}", usage(argument).trim_matches(['[', ']']), known.join(", "));
    }
    let _ = writeln!(out, "- K: {}", REPORT_KINDS.join(", "));
    let _ = writeln!(out, "- F: {}", REPORT_FORMATS.join(", "));
    out.push_str("\n## Conditions 条件\n\n| `when` | true while | 何时成立 |\n|---|---|---|\n");
    for condition in Condition::ALL {
        let _ = writeln!(
            out,
            "| `{}` | {} | {} |",
            condition.name(),
            condition.describe(Lang::En),
            condition.describe(Lang::Zh)
        );
    }
}

fn folds(out: &mut String, keymap: &Keymap) {
    out.push_str(
        "\n## Input method 输入法\n\nOutside inputs these characters are the key beside them, and U+FF01–FF5E their \
         ASCII forms; a pair is one key.\n在输入框之外，下列字符等同于右边的键，全角ASCII等同于半角；成对的算一个键。\n\n",
    );
    let rows = keymap.folds().rows();
    let told: Vec<String> = rows
        .iter()
        .map(|(from, to)| {
            let from = if from == "\u{3000}" { "U+3000" } else { from };
            let to = if *to == ' ' { "Space".to_owned() } else { to.to_string() };
            format!("{from} {}", code(&to))
        })
        .collect();
    let _ = writeln!(out, "{}", told.join(" · "));
}

/// Text between backticks, safe in a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
