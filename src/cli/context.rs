//! What every verb is given: the words before the verb, the environment, and where to print.

use std::io::Write;

use super::args::{AmbiguousArg, Cli};
use crate::config::Environment;
use crate::messages::Lang;
use crate::text::Widths;
use crate::words::{Fault, Problem};

/// What a verb ends with: `Ok` is exit 0, `Findings` exit 1, a fault its own code.
pub type Outcome = Result<Done, Fault>;

/// How a verb that did its work ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Exit 0.
    Fine,
    /// Exit 1: a check found something, and has printed it.
    Findings,
}

/// What every verb is given.
pub struct Context<'a> {
    /// The words before the verb.
    pub cli: &'a Cli,
    /// What the environment says, read once.
    pub environment: &'a Environment,
    /// The language to speak.
    pub lang: Lang,
    /// Data goes here.
    pub out: &'a mut dyn Write,
    /// Remarks go here.
    pub err: &'a mut dyn Write,
}

impl Context<'_> {
    /// Prints a remark with its place, its line and its way out.
    pub fn remark(&mut self, problem: &Problem) {
        // A remark that cannot be printed has nowhere else to go.
        let _ = writeln!(self.err, "pizhu: {}", super::problem::render(problem, self.widths()));
    }

    /// How wide ambiguous characters are taken to be: `--ambiguous`, else `PIZHU_AMBIGUOUS`, else narrow.
    pub fn widths(&self) -> Widths {
        let wide = match self.cli.ambiguous {
            Some(AmbiguousArg::Wide) => true,
            Some(AmbiguousArg::Narrow) => false,
            Some(AmbiguousArg::Auto) | None => self.environment.ambiguous.as_deref() == Some("wide"),
        };
        if wide { Widths::wide() } else { Widths::narrow() }
    }
}
