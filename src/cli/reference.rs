//! The command line's reference in Markdown, `docs/cli.md`: written from clap's tables, checked fresh by a test.

use std::fmt::Write;

use clap::{Arg, Command, CommandFactory};

use super::args::Cli;

/// What `--exec` does with a line of commands.
const EXEC: &str = "
## `--exec`: commands without the screen

`pizhu --exec 'jump 苹果; paragraph next; tag toggle 亮点'` runs commands of the reader ([keys.md](keys.md) has them all), in
order, from where the reader was left, and prints what each says and shows. Each does its whole work or is refused; the first
that fails ends the line with a caret below it, and nothing after it is done. Exit codes are those above: 2 for words that are
no command, or of which it is not clear what they mean, 7 where there was nothing to do or yes was not said.

- What only a screen can do (notes and other typing, pickers, copying, `zen`, `probe`, …) is refused before anything is done.
- `jump WORDS` goes to the article that is meant: the only one found, the one of that very name or id, or the only one in
  which the words stand together. Else it names the candidates.
- `search QUERY` prints the paragraphs. `choose N` goes to one; a command about a place (`tag toggle`, `sign`, …) takes the only
  one, and is refused where there are several.
- A search, filter or step (`article next`) that finds nothing has failed.
- What asks first (`sign`, `tag hits`, `query delete`, `report`, `import`) is done with `--yes`, and refused without; the
  question and what it is about are printed. After `report` and `import`, `report write` and `open` say yes as well, `back` no.
- `--exec` and a command of the command line exclude each other.
";

/// Renders the whole reference.
pub(super) fn render() -> String {
    let mut out = String::from(
        "<!-- Generated from the command line's tables; `UPDATE=1 cargo test --test keymap` writes it. -->\n\
         # Command line\n\n\
         Data on standard output, remarks on standard error. Exit codes: 0 fine · 1 findings · 2 usage · 3 reading or \
         writing failed · 4 a file that is needed is corrupt · 5 busy · 6 a newer schema · 7 refused. What `--json` \
         prints stands in [formats.md](formats.md).\n",
    );
    let mut command = Cli::command();
    command.build();
    section(&mut out, &command, "pizhu", 2);
    out.push_str(EXEC);
    out
}

fn section(out: &mut String, command: &Command, path: &str, level: usize) {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = write!(out, "\n{} `{path}`\n\n{about}.\n", "#".repeat(level));
    let _ = write!(out, "\n```\n{}\n```\n", usage(command, path));
    let mut arguments: Vec<&Arg> = command.get_arguments().filter(|one| is_shown(one, path)).collect();
    arguments.sort_by_key(|one| one.is_positional());
    if !arguments.is_empty() {
        out.push_str("\n| | |\n|---|---|\n");
    }
    for one in arguments {
        let help = one.get_help().map(ToString::to_string).unwrap_or_default();
        let values: Vec<String> = one
            .get_possible_values()
            .iter()
            .filter(|value| !value.is_hide_set())
            .map(|value| format!("`{}`", value.get_name()))
            .collect();
        let takes = one.get_action().takes_values() && !values.is_empty();
        let values = if takes { format!(" ({})", values.join(", ")) } else { String::new() };
        let _ = writeln!(
            out,
            "| `{}` | {}{values} |",
            spelling(one).replace('|', "\\|"),
            help.replace('|', "\\|")
        );
    }
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        section(out, below, &format!("{path} {}", below.get_name()), level + 1);
    }
}

/// Words before the verb stand once, at the top; clap's own `help` and `version` nowhere.
pub(super) fn is_shown(argument: &Arg, path: &str) -> bool {
    let own = argument.get_id() == "help" || argument.get_id() == "version";
    !own && !argument.is_hide_set() && (path == "pizhu" || !argument.is_global_set())
}

pub(super) fn usage(command: &Command, path: &str) -> String {
    let mut words = vec![path.to_owned()];
    for one in command.get_arguments().filter(|one| is_shown(one, path)) {
        let spelling = spelling(one);
        words.push(if one.is_required_set() { spelling } else { format!("[{spelling}]") });
    }
    if command.get_subcommands().next().is_some() {
        words.push(if command.is_subcommand_required_set() { "COMMAND" } else { "[COMMAND]" }.to_owned());
    }
    words.join(" ")
}

/// How an argument is written.
pub(super) fn spelling(argument: &Arg) -> String {
    let takes_value = argument.get_action().takes_values();
    let value = argument
        .get_value_names()
        .filter(|_| takes_value)
        .map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
    let many = argument.get_num_args().is_some_and(|count| count.max_values() > 1);
    let value = value.map(|value| if many { format!("{value}…") } else { value });
    let name = match (argument.get_short(), argument.get_long()) {
        (Some(short), None) => format!("-{short}"),
        (Some(short), Some(long)) => format!("-{short}, --{long}"),
        (None, Some(long)) => format!("--{long}"),
        (None, None) => return value.unwrap_or_else(|| argument.get_id().to_string().to_uppercase()),
    };
    match value {
        Some(value) => format!("{name} {value}"),
        None => name,
    }
}
