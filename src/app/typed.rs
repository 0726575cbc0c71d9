//! A typed line opens, ends, or stays with what is wrong in it.

use super::App;
use super::finding::Purpose;
use super::input::Input;
use super::overlay::{LineBox, Overlay};
use crate::messages::reader as say;
use crate::query::Query;
use crate::words::Problem;

impl App {
    /// Opens a line with this text.
    pub(super) fn open_line(&mut self, purpose: Purpose, text: &str) {
        let (input, before) = (Input::line(text), String::new());
        self.overlays.push(Overlay::Line(LineBox { purpose, input, before, history: None, wrong: None }));
    }

    /// Whether what a line is for lies behind something else, where nobody would see what it does; says so.
    pub(super) fn is_behind(&mut self, purpose: Purpose) -> bool {
        let lang = self.settings.lang;
        let (command, does) = match purpose {
            Purpose::Find => ("find", say::hint_find(lang)),
            Purpose::Filter => ("filter", say::hint_filter(lang)),
            Purpose::Search | Purpose::Zone => return false,
        };
        if self.overlays.is_empty() {
            return false;
        }
        let key = |command: &str| self.key_of(command).unwrap_or_default();
        let (back, what) = (key("back"), say::key_for(lang, key(command), does));
        self.decline(say::close_first(lang, back, what));
        true
    }

    /// Enter in a line: a query that is none stays to be mended.
    pub(super) fn submit_line(&mut self) {
        let Some(Overlay::Line(line)) = self.overlays.last() else { return };
        let (purpose, text) = (line.purpose, line.input.text().to_owned());
        let read = match purpose {
            Purpose::Find => self.query_here(&text).map(drop),
            Purpose::Search | Purpose::Filter => Query::parse(&text, self.settings.lang).map(drop),
            Purpose::Zone => Ok(()),
        };
        if let Err(problem) = read {
            return self.wrong_query(&problem);
        }
        self.overlays.pop();
        self.keep_history(purpose, &text);
        self.line_done(purpose, &text);
    }

    /// Says what is wrong with a query and how it is mended, and marks the place in the line it is typed in.
    pub(super) fn wrong_query(&mut self, problem: &Problem) {
        if let Some(Overlay::Line(line)) = self.overlays.last_mut() {
            line.wrong = problem.column.checked_sub(1);
        }
        match &problem.hint {
            Some(hint) => self.trouble(format!("{problem}  {hint}")),
            None => self.problems(std::slice::from_ref(problem)),
        }
    }
}
