//! A line of commands without the screen: each does its whole work or is refused, and the first that fails ends the line.

use std::io::Write;

use super::kinds::{acts_on_place, answers_page, is_yes, needs_screen};
use super::{Headless, broken, line, told};
use crate::app::overlay::{Choice, Overlay, PageKind, PickKind};
use crate::app::toast::{Notices, Tone};
use crate::app::{App, Event};
use crate::keymap::Given;
use crate::messages::{Lang, cli as say};
use crate::tui::Start;
use crate::words::action::Effectful;
use crate::words::{Action, Fault, FaultKind, Problem};

/// Names of candidates that are told, at most.
const NAMES: usize = 5;

/// A line of commands.
#[derive(Debug, Clone, Copy)]
pub struct Script<'a> {
    /// As it was typed.
    pub line: &'a str,
    /// Its commands, in order.
    pub given: &'a [Given],
    /// Whether what asks first is answered with yes.
    pub says_yes: bool,
}

/// Why a command was not done.
struct Refusal {
    kind: FaultKind,
    message: String,
    hint: Option<String>,
}

impl Refusal {
    fn new(kind: FaultKind, message: String) -> Self {
        Self { kind, message, hint: None }
    }

    fn screen(lang: Lang, action: &Action) -> Self {
        let line = format!("{} {}", action.command().name, action.argument());
        Self::new(FaultKind::Usage, say::exec_needs_screen(lang, line.trim_end()))
    }
}

impl Script<'_> {
    /// A fault that points at a command of the line.
    fn fault(&self, given: &Given, refusal: Refusal) -> Fault {
        let problem = Problem::in_text("", self.line, given.offset_bytes, "tui.exec", refusal.message);
        Fault::from_problem(refusal.kind, Problem { hint: refusal.hint, ..problem })
    }

    /// Whether the command after this one says what becomes of a page that is shown before it is written.
    fn goes_on(&self, given: &Given) -> bool {
        let next = self.given.iter().find(|next| next.offset_bytes > given.offset_bytes);
        next.is_some_and(|next| answers_page(&next.action))
    }
}

/// Runs commands and prints what each says and what it shows.
///
/// # Errors
/// The first command that could not be done whole, with its place in the line, or what printing says. What only a
/// screen can do is refused before anything is done.
pub fn exec(start: Start, script: &Script<'_>, out: &mut dyn Write) -> Result<(), Fault> {
    let lang = start.settings.lang;
    if let Some(given) = script.given.iter().find(|given| needs_screen(&given.action)) {
        return Err(script.fault(given, Refusal::screen(lang, &given.action)));
    }
    let mut headless = Headless::open(start)?;
    let mut shown = Vec::new();
    for given in script.given {
        headless.may_begin(&given.action).map_err(|refusal| script.fault(given, refusal))?;
        let before = (top(&headless.app), headless.app.overlays.len());
        headless.begin(given);
        let lines = told(&headless.app);
        // A step inside a view shows itself; a view that only opened is nothing done.
        let is_shown = lines != shown && headless.app.overlays.len() == before.1;
        // What still stands there from the command before was printed then.
        if lines != shown {
            lines.iter().try_for_each(|text| line(out, text)).map_err(|error| broken(lang, &error))?;
        }
        let finished = headless.finish(given, script, before.0.as_deref());
        finished
            .and_then(|()| headless.is_done(given, is_shown))
            .map_err(|refusal| script.fault(given, refusal))?;
        shown = told(&headless.app);
        if let Some(toast) = headless.app.notices.current() {
            line(out, &toast.text).map_err(|error| broken(lang, &error))?;
        }
    }
    headless.take(Event::Ended);
    Ok(())
}

impl Headless {
    /// Whether a command finds what it acts on: of a list of places that is open, the only one is gone to.
    fn may_begin(&mut self, action: &Action) -> Result<(), Refusal> {
        let lang = self.app.settings.lang;
        if self.done {
            return Err(Refusal::new(FaultKind::Usage, say::exec_has_quit(lang)));
        }
        let Some(Overlay::Choice(choice)) = self.app.overlays.last() else { return Ok(()) };
        if !acts_on_place(action) {
            return Ok(());
        }
        if let [_] = choice.rows.as_slice() {
            self.take(Event::Command(Action::Open));
            return Ok(());
        }
        let message = say::exec_which_row(lang, action.command().name, rows(lang, choice));
        Err(Refusal::new(FaultKind::Usage, message))
    }

    /// Does a command as far as it goes without an answer.
    fn begin(&mut self, given: &Given) {
        self.app.notices = Notices::default();
        self.asked = 0;
        self.take(Event::Command(given.action.clone()));
    }

    /// Gives the answers that the line gives, and finds what was left undone.
    fn finish(&mut self, given: &Given, script: &Script<'_>, before: Option<&str>) -> Result<(), Refusal> {
        self.failed()?;
        if matches!(self.app.overlays.last(), Some(Overlay::Pick(pick)) if pick.kind == PickKind::Jump) {
            self.jump()?;
        }
        let now = top(&self.app);
        if now.is_some() && now.as_deref() != before {
            self.answer(given, script)?;
        }
        self.failed()
    }

    /// Refuses a command that changes something and asked for nothing.
    fn is_done(&self, given: &Given, is_shown: bool) -> Result<(), Refusal> {
        let lang = self.app.settings.lang;
        let is_silent = self.asked == 0 && !is_shown && self.app.notices.current().is_none();
        if is_silent && given.action.command().effect != Effectful::Harmless {
            let message = say::exec_nothing(lang, given.action.command().name);
            return Err(Refusal::new(FaultKind::Refused, message));
        }
        Ok(())
    }

    /// What went wrong, or was declined.
    fn failed(&self) -> Result<(), Refusal> {
        let Some(toast) = self.app.notices.current() else { return Ok(()) };
        match (toast.tone, toast.fault) {
            (_, Some(kind)) => Err(Refusal::new(kind, toast.text.clone())),
            (Tone::Trouble, None) => Err(Refusal::new(FaultKind::Usage, toast.text.clone())),
            (Tone::Done | Tone::Notice, None) => Ok(()),
        }
    }

    /// Goes to the one article that is meant.
    fn jump(&mut self) -> Result<(), Refusal> {
        let lang = self.app.settings.lang;
        let Some(Overlay::Pick(pick)) = self.app.overlays.last_mut() else { return Ok(()) };
        let picker = &mut pick.picker;
        if let Some(at) = picker.one_meant() {
            picker.chosen = at;
            self.take(Event::Command(Action::InputSubmit));
            return Ok(());
        }
        let words = picker.input.text().trim().to_owned();
        let names: Vec<String> = picker.shown.iter().map(|shown| picker.text_of(shown)).collect();
        let message = if names.is_empty() {
            say::exec_no_article(lang, words)
        } else {
            say::exec_which_article(lang, words, listed(lang, names))
        };
        Err(Refusal::new(FaultKind::Usage, message))
    }

    /// Answers with yes what a command asks, when the line says so.
    fn answer(&mut self, given: &Given, script: &Script<'_>) -> Result<(), Refusal> {
        let lang = self.app.settings.lang;
        let is_harmless = given.action.command().effect == Effectful::Harmless;
        let (question, can_be_yes) = match self.app.overlays.last_mut() {
            Some(Overlay::Ask(ask)) => {
                let yes = ask.answers.iter().position(|(_, answer)| is_yes(answer));
                ask.chosen = yes.unwrap_or(ask.chosen);
                // Of a file that is not believed is only told where it is opened.
                if yes.is_none() && is_harmless {
                    return Ok(());
                }
                (ask.question.clone(), yes.is_some())
            }
            Some(Overlay::Page(page)) if page.kind != PageKind::Text => {
                if !script.says_yes && script.goes_on(given) {
                    return Ok(());
                }
                (page.title.clone(), true)
            }
            Some(Overlay::Note(_) | Overlay::Line(_) | Overlay::Palette(_) | Overlay::Pick(_)) => {
                return Err(Refusal::screen(lang, &given.action));
            }
            Some(
                Overlay::Page(_)
                | Overlay::Choice(_)
                | Overlay::Stats(_)
                | Overlay::Help(_)
                | Overlay::Doubts(_)
                | Overlay::Relink(_),
            )
            | None => return Ok(()),
        };
        if can_be_yes && script.says_yes {
            self.take(Event::Command(Action::InputSubmit));
            return Ok(());
        }
        let message = say::exec_asks(lang, given.action.command().name, question);
        let hint = can_be_yes.then(|| say::exec_say_yes(lang));
        Err(Refusal { kind: FaultKind::Refused, message, hint })
    }
}

/// What lies on top, told from what lay there before: what it asks, what it is called, or that it takes words.
fn top(app: &App) -> Option<String> {
    match app.overlays.last()? {
        Overlay::Ask(ask) => Some(ask.question.clone()),
        Overlay::Page(page) => Some(page.title.clone()),
        Overlay::Note(_) | Overlay::Line(_) | Overlay::Palette(_) | Overlay::Pick(_) => Some(String::new()),
        Overlay::Choice(_)
        | Overlay::Stats(_)
        | Overlay::Help(_)
        | Overlay::Doubts(_)
        | Overlay::Relink(_) => None,
    }
}

/// Names, a few of them.
fn listed(lang: Lang, names: Vec<String>) -> String {
    let more = names.len().saturating_sub(NAMES);
    let names: Vec<String> = names.into_iter().take(NAMES).collect();
    let names = names.join(lang.pick(", ", "、"));
    if more == 0 { names } else { say::exec_and_more(lang, names, more) }
}

/// The places of a list.
fn rows(lang: Lang, choice: &Choice) -> String {
    listed(lang, choice.rows.iter().map(|row| row.detail.clone()).collect())
}
