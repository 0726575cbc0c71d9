//! A command as it is typed, in a binding, in the palette or after `--exec`: its name, then its argument.

use super::nearest::nearest;
use crate::messages::{Lang, keymap as say};
use crate::query::Query;
use crate::words::action::{Action, Argument, COMMANDS, Command};
use crate::words::codebook::TagPath;
use crate::words::problem::Problem;

pub use crate::words::STAGES;

/// Why a command could not be read, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandError {
    /// Where the words at fault begin.
    pub offset_bytes: usize,
    /// A stable name for the rule.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
}

impl CommandError {
    /// The problem that it is in the text whose byte it names.
    pub fn problem_in(self, text: &str) -> Problem {
        let problem = Problem::in_text("", text, self.offset_bytes, self.code, self.message);
        Problem { hint: self.hint, ..problem }
    }
}

/// The kinds of report a command may name.
pub const REPORT_KINDS: [&str; 11] = [
    "review",
    "tags",
    "articles",
    "zones",
    "authors",
    "codebook",
    "crosstab",
    "notes",
    "orphans",
    "agreement",
    "signoff",
];
/// The formats of a report a command may name.
pub const REPORT_FORMATS: [&str; 11] =
    ["md", "html", "docx", "xlsx", "csv", "json", "jsonl", "w3c", "qdc", "qdpx", "template"];
/// What a report may be about.
pub const REPORT_SCOPES: [&str; 3] = ["article", "list", "library"];
/// The themes there are.
pub const THEMES: [&str; 5] = ["auto", "dark", "light", "mono", "contrast"];
/// Where a mark can be set to stand.
pub const STATUSES: [&str; 3] = ["open", "resolved", "rejected"];

/// What stands after `report`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportArguments {
    /// `--kind`.
    pub kind: Option<String>,
    /// `--format`.
    pub format: Option<String>,
    /// `--scope`.
    pub scope: Option<String>,
    /// The words after the options.
    pub query: String,
}

/// How a command's argument is named in help; empty when it takes none.
pub fn usage(argument: Argument) -> &'static str {
    match argument {
        Argument::No => "",
        Argument::Tag => "TAG",
        Argument::Query => "[QUERY]",
        Argument::Character => "CHARACTER",
        Argument::Number => "[N]",
        Argument::Report => "[--kind K] [--format F] [--scope article|list|library] [QUERY]",
        Argument::Menu => "MENU",
        Argument::Theme => "[THEME]",
        Argument::Stage => "[STAGE]",
        Argument::Status => "STATUS",
        Argument::Path => "[PATH]",
        Argument::Saved => "[NAME]",
        Argument::Renaming => "[NAME NEW]",
        Argument::Text => "[TEXT]",
    }
}

/// Cuts a line into a command of the table and its argument's text, with the argument's offset.
pub fn split_command(line: &str) -> Option<(&'static Command, &str, usize)> {
    COMMANDS
        .iter()
        .filter_map(|command| {
            let rest = line.strip_prefix(command.name)?;
            (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some((command, rest))
        })
        .max_by_key(|(command, _)| command.name.len())
        .map(|(command, rest)| {
            let argument = rest.trim();
            let lead = rest.len() - rest.trim_start().len();
            (command, argument, command.name.len() + lead)
        })
}

/// Reads a whole command and checks its argument.
///
/// # Errors
/// An unknown command or an argument that it does not take, with the nearest right name.
pub fn parse_command(line: &str, lang: Lang) -> Result<Action, CommandError> {
    let trimmed = line.trim_start();
    let lead = line.len() - trimmed.len();
    let shift = |error: CommandError| CommandError { offset_bytes: error.offset_bytes + lead, ..error };
    let Some((command, argument, offset_bytes)) = split_command(trimmed.trim_end()) else {
        return Err(shift(unknown(trimmed.trim_end(), lang)));
    };
    check_argument(command, argument, lang)
        .map_err(|error| shift(CommandError { offset_bytes: error.offset_bytes + offset_bytes, ..error }))?;
    Action::build(command.name, argument).ok_or_else(|| shift(unknown(trimmed, lang)))
}

/// Reads a whole command for the command line: what is wrong is a problem with its column and the line.
///
/// # Errors
/// As [`parse_command`].
pub fn command(line: &str, lang: Lang) -> Result<Action, Problem> {
    parse_command(line, lang).map_err(|error| error.problem_in(line))
}

/// A command of a line of commands, and where it begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// What it does.
    pub action: Action,
    /// Where its first word stands in the line.
    pub offset_bytes: usize,
}

/// Reads `command; command`; a `;` inside quotes parts nothing.
///
/// # Errors
/// The first command that cannot be read, with its place in the whole line.
pub fn parse_commands(line: &str, lang: Lang) -> Result<Vec<Given>, CommandError> {
    let mut given = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let ends = line.char_indices().filter(|(_, character)| {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(*character),
            (Some(open), close) if open == *close => quote = None,
            _ => {}
        }
        *character == ';' && quote.is_none()
    });
    for end in ends.map(|(index, _)| index).chain([line.len()]).collect::<Vec<_>>() {
        let piece = line.get(start..end).unwrap_or("");
        if !piece.trim().is_empty() {
            let shifted =
                |error: CommandError| CommandError { offset_bytes: error.offset_bytes + start, ..error };
            let action = parse_command(piece, lang).map_err(shifted)?;
            let lead = piece.len() - piece.trim_start().len();
            given.push(Given { action, offset_bytes: start + lead });
        }
        start = end + 1;
    }
    Ok(given)
}

/// An unknown command, with the nearest one.
pub(super) fn unknown(line: &str, lang: Lang) -> CommandError {
    let words: Vec<&str> = line.split_whitespace().collect();
    let near = |count: usize| {
        let wanted = words.get(..count)?.join(" ");
        let same_length = COMMANDS.iter().map(|command| command.name);
        nearest(&wanted, same_length.filter(|name| name.split(' ').count() == count)).map(ToOwned::to_owned)
    };
    let first = words.first().copied().unwrap_or("");
    let family = || {
        let below: Vec<&str> = COMMANDS
            .iter()
            .map(|command| command.name)
            .filter(|name| name.split(' ').next() == Some(first))
            .collect();
        (!below.is_empty()).then(|| below.join(", "))
    };
    CommandError {
        offset_bytes: 0,
        code: "keymap.unknown-command",
        message: say::unknown_command(lang, line),
        hint: Some(match (near(2), family(), near(1)) {
            (Some(near), _, _) | (None, None, Some(near)) => say::did_you_mean(lang, near),
            (None, Some(names), _) => say::one_of(lang, names),
            (None, None, None) => say::see_commands(lang),
        }),
    }
}

fn wrong(offset_bytes: usize, message: String, hint: Option<String>) -> CommandError {
    CommandError { offset_bytes, code: "keymap.argument", message, hint }
}

/// Checks an argument's text against what the command takes.
///
/// # Errors
/// What is wrong with it; the offset counts from the argument's start.
pub fn check_argument(command: &Command, argument: &str, lang: Lang) -> Result<(), CommandError> {
    let name = command.name;
    let one_of = |known: &[&str], may_be_empty: bool| {
        if known.contains(&argument) || (may_be_empty && argument.is_empty()) {
            return Ok(());
        }
        Err(wrong(0, say::wrong_argument(lang, name, argument), Some(choices(argument, known, lang))))
    };
    match command.argument {
        Argument::No if argument.is_empty() => Ok(()),
        Argument::No => Err(wrong(0, say::no_argument(lang, name, argument), Some(say::take_it_away(lang)))),
        Argument::Tag if argument.is_empty() => {
            Err(wrong(0, say::needs_argument(lang, name), Some(say::name_a_tag(lang))))
        }
        Argument::Tag => match (argument.parse::<u64>(), TagPath::new(argument)) {
            (Ok(1..=9), _) | (Err(_), Some(_)) => Ok(()),
            _ => Err(wrong(0, say::wrong_argument(lang, name, argument), Some(say::name_a_tag(lang)))),
        },
        Argument::Character if argument.chars().count() == 1 => Ok(()),
        Argument::Character => Err(wrong(0, say::needs_character(lang, name), Some(say::end_in_any(lang)))),
        Argument::Number if argument.is_empty() || argument.parse::<u32>().is_ok() => Ok(()),
        Argument::Number => {
            Err(wrong(0, say::wrong_argument(lang, name, argument), Some(say::give_a_number(lang))))
        }
        Argument::Report => parse_report(argument, lang).and_then(|found| {
            let start = argument.len() - found.query.len();
            check_query(&found.query, lang)
                .map_err(|error| CommandError { offset_bytes: error.offset_bytes + start, ..error })
        }),
        Argument::Menu if argument.is_empty() => {
            Err(wrong(0, say::needs_argument(lang, name), Some(say::name_a_menu(lang))))
        }
        Argument::Theme => one_of(&THEMES, true),
        Argument::Stage => one_of(&STAGES, true),
        Argument::Status => one_of(&STATUSES, false),
        // `jump` looks for names; whatever is typed is one.
        Argument::Query if name != "jump" => check_query(argument, lang),
        // Names of what is saved are the reader's to know.
        Argument::Menu
        | Argument::Path
        | Argument::Saved
        | Argument::Renaming
        | Argument::Text
        | Argument::Query => Ok(()),
    }
}

/// Checks that a query can be read; the offset counts from its start.
fn check_query(query: &str, lang: Lang) -> Result<(), CommandError> {
    Query::parse(query, lang).map(|_| ()).map_err(|problem| CommandError {
        offset_bytes: query.char_indices().nth(problem.column.saturating_sub(1)).map_or(0, |(at, _)| at),
        code: problem.code,
        message: problem.message,
        hint: problem.hint,
    })
}

/// The nearest of several words, or all of them.
fn choices(written: &str, known: &[&str], lang: Lang) -> String {
    match nearest(written, known.iter().copied()) {
        Some(near) => say::did_you_mean(lang, near),
        None => say::one_of(lang, known.join(", ")),
    }
}

/// Reads `--kind K --format F --scope S QUERY…`, options first.
///
/// # Errors
/// An unknown option or value, with its place in `argument`.
pub fn parse_report(argument: &str, lang: Lang) -> Result<ReportArguments, CommandError> {
    let mut found = ReportArguments::default();
    let mut rest = argument;
    loop {
        rest = rest.trim_start();
        let at = |tail: &str| argument.len() - tail.len();
        let (word, after) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        if !word.starts_with("--") {
            rest.trim_end().clone_into(&mut found.query);
            return Ok(found);
        }
        let (option, inline) = word.split_once('=').map_or((word, None), |(o, value)| (o, Some(value)));
        let (slot, known): (_, &[&str]) = match option {
            "--kind" => (&mut found.kind, &REPORT_KINDS),
            "--format" => (&mut found.format, &REPORT_FORMATS),
            "--scope" => (&mut found.scope, &REPORT_SCOPES),
            _ => {
                let hint = choices(option, &["--kind", "--format", "--scope"], lang);
                return Err(wrong(at(rest), say::unknown_option(lang, option), Some(hint)));
            }
        };
        let (value, value_at, next) = if let Some(value) = inline {
            (value, at(rest) + option.len() + 1, after)
        } else {
            let tail = after.trim_start();
            let (value, next) = tail.split_once(char::is_whitespace).unwrap_or((tail, ""));
            (value, at(tail), next)
        };
        if !known.contains(&value) {
            let message = say::wrong_option(lang, option, value);
            return Err(wrong(value_at.min(argument.len()), message, Some(choices(value, known, lang))));
        }
        *slot = Some(value.to_owned());
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let found = match parse_commands(line, Lang::En) {
            Ok(given) => given
                .iter()
                .map(|Given { action, .. }| format!("{}({})", action.command().name, action.argument()))
                .collect::<Vec<_>>()
                .join(" "),
            Err(error) => {
                format!("{} {} {}", error.offset_bytes, error.message, error.hint.unwrap_or_default())
            }
        };
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn commands_are_read() {
        check("tag toggle 1", "tag toggle(1)");
        check("tag toggle 差错/数据单位", "tag toggle(差错/数据单位)");
        check("find “三懂” -a; go bottom ;", "find(“三懂” -a) go bottom()");
        check("find 'a;b'; redo", "find('a;b') redo()");
        check("report --kind review --scope article", "report(--kind review --scope article)");
        check("bookmark set a", "bookmark set(a)");
        check("theme", "theme()");
        check("mark status resolved", "mark status(resolved)");
        check("", "");
    }

    #[test]
    fn what_is_wrong_names_the_place_and_the_nearest() {
        check("redo; tag togle 1", "6 unknown command “tag togle 1” did you mean `tag toggle`?");
        check("reprot", "0 unknown command “reprot” did you mean `report`?");
        check("line", "0 unknown command “line” one of: line down, line up");
        check("undo 3", "5 `undo` takes no argument: “3” take it away");
        check("report --kind reviw", "14 `--kind` does not know “reviw” did you mean `review`?");
        check("report --knd review", "7 unknown option “--knd” did you mean `--kind`?");
        check("theme drak", "6 `theme` does not know “drak” did you mean `dark`?");
        check(
            "tag toggle 0",
            "11 `tag toggle` does not know “0” name a tag, or a favourite by its digit 1 to 9",
        );
        check("bookmark set", "12 `bookmark set` needs one character end the keys in <any>, or name it");
    }

    #[test]
    fn a_report_line_is_taken_apart() {
        let found = parse_report("--kind=tags --scope list tag:亮点 -x", Lang::En).expect("sound");
        assert_eq!(found.kind.as_deref(), Some("tags"));
        assert_eq!((found.scope.as_deref(), found.query.as_str()), (Some("list"), "tag:亮点 -x"));
    }
}
