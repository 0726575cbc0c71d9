//! What the right side of a binding may say: a command, `prompt '…'`, `unbind`, `nop`; and what it may not.

use super::binding::{Layer, Run};
use super::command::{self, CommandError};
use crate::messages::{Lang, keymap as say};
use crate::words::action::{Action, Argument, Effectful};

/// Reads `unbind`, `nop`, `prompt '…'` or a command.
pub(super) fn parse_run(text: &str, takes_any: bool, lang: Lang) -> Result<Run, CommandError> {
    let trimmed = text.trim();
    match trimmed {
        "unbind" => return Ok(Run::Unbind),
        "nop" => return Ok(Run::Nop),
        _ => {}
    }
    if let Some(rest) = trimmed.strip_prefix("prompt").filter(|rest| rest.is_empty() || rest.starts_with(' '))
    {
        return parse_prompt(text, rest.trim(), lang);
    }
    match command::split_command(trimmed) {
        Some((command, "", _)) if takes_any && command.argument == Argument::Character => {
            Ok(Run::WithCharacter(command.name))
        }
        Some((command, _, _)) if takes_any => Err(CommandError {
            offset_bytes: 0,
            code: "keymap.argument",
            message: say::any_for_character(lang, command.name),
            hint: Some(say::drop_any(lang)),
        }),
        _ => command::parse_command(text, lang).map(Run::Action),
    }
}

/// Reads the quoted text of a prompt and checks that a command can come of it.
fn parse_prompt(text: &str, quoted: &str, lang: Lang) -> Result<Run, CommandError> {
    let inner = ['\'', '"'].iter().find_map(|quote| {
        quoted.strip_prefix(*quote)?.strip_suffix(*quote).filter(|inner| !inner.contains(*quote))
    });
    let Some(inner) = inner else {
        let at = text.find(quoted).filter(|_| !quoted.is_empty()).unwrap_or(0);
        let message = say::prompt_quotes(lang);
        let hint = Some(say::prompt_example(lang));
        return Err(CommandError { offset_bytes: at, code: "keymap.argument", message, hint });
    };
    let begins = crate::words::action::COMMANDS.iter().any(|command| command.name.starts_with(inner.trim()));
    if begins || command::split_command(inner.trim()).is_some() {
        return Ok(Run::Action(Action::Palette(inner.to_owned())));
    }
    let error = command::unknown(inner.trim(), lang);
    let at = text.find(inner).unwrap_or(0) + (inner.len() - inner.trim_start().len());
    Err(CommandError { offset_bytes: at, ..error })
}

/// Refuses what no key, or no library, may do.
pub(super) fn allowed(run: Run, text: &str, layer: Layer, lang: Lang) -> Result<Run, CommandError> {
    let refusal = |code, message, hint| CommandError { offset_bytes: 0, code, message, hint: Some(hint) };
    let Run::Action(action) = &run else { return Ok(run) };
    if action.command().effect == Effectful::Destructive {
        let message = say::destructive(lang, action.command().name);
        return Err(refusal("keymap.destructive", message, say::prompt_instead(lang, action.command().name)));
    }
    let typed = if let Action::Palette(line) = action {
        command::split_command(line)
    } else {
        Some((action.command(), action.argument(), 0))
    };
    let names_path = typed
        .is_some_and(|(command, argument, _)| command.argument == Argument::Path && !argument.is_empty());
    if layer == Layer::Library && names_path {
        return Err(refusal("keymap.library-path", say::library_path(lang, text), say::own_keymap(lang)));
    }
    Ok(run)
}
