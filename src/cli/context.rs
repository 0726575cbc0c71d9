//! What every verb is given: the words before the verb, the environment, and where to print.

use std::io::Write;

use serde::Serialize;

use super::args::{AmbiguousArg, Cli, ColorArg};
use crate::config::{Colour, Environment};
use crate::formats::{json, slug};
use crate::library::{Library, Survey};
use crate::messages::{Lang, cli as say, system};
use crate::query::Query;
use crate::store::{Scope, Store};
use crate::text::{Clean, Widths};
use crate::words::{Annotator, Article, Codebook, Fault, FaultKind, Problem};

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
    /// Whether data goes to a terminal.
    pub is_terminal: bool,
    /// Data goes here.
    pub out: &'a mut dyn Write,
    /// Remarks go here.
    pub err: &'a mut dyn Write,
}

/// A library with its store and its tags: what most verbs that read open first.
#[derive(Debug)]
pub struct Opened {
    /// The library.
    pub library: Library,
    /// What is written about it.
    pub store: Store,
    /// Its tags.
    pub codebook: Codebook,
}

impl Opened {
    /// The way through all of it.
    pub fn survey(&self) -> Survey<'_> {
        Survey { library: &self.library, store: &self.store, codebook: &self.codebook }
    }
}

impl Context<'_> {
    /// Prints a remark with its place, its line and its way out.
    pub fn remark(&mut self, problem: &Problem) {
        // A remark that cannot be printed has nowhere else to go.
        let _ = writeln!(self.err, "pizhu: {}", super::problem::render(problem, self.widths()));
    }

    /// Prints several remarks; the same one only once.
    pub fn remarks(&mut self, problems: &[Problem]) {
        for (index, problem) in problems.iter().enumerate() {
            if !problems.iter().take(index).any(|earlier| earlier == problem) {
                self.remark(problem);
            }
        }
    }

    /// Library, store and codebook; what is wrong with the codebook is said as remarks.
    ///
    /// # Errors
    /// As [`Context::library`] and [`Context::store`].
    pub fn open(&mut self) -> Result<Opened, Fault> {
        let library = self.library()?;
        let (codebook, problems) = library.codebook();
        self.remarks(&problems);
        let store = self.store(&library)?;
        Ok(Opened { library, store, codebook })
    }

    /// The query in the last words of a command, its tags settled.
    ///
    /// # Errors
    /// `Usage` when it cannot be read or names a tag that nobody knows.
    pub fn query(&self, words: &[String], opened: &Opened) -> Result<Query, Fault> {
        Query::parse_words(words, self.lang)
            .and_then(|query| opened.survey().settle(query))
            .map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))
    }

    /// Whether colour may be used: `--color`, else `NO_COLOR`, else `color` in config.toml, else on a terminal.
    pub fn has_color(&self) -> bool {
        let no_color = self.environment.no_color;
        let on_terminal =
            || self.is_terminal && !no_color && !matches!(self.environment.term.as_str(), "" | "dumb");
        !self.cli.plain
            && match (self.cli.color, self.environment.color) {
                (Some(ColorArg::Always), _) => true,
                (Some(ColorArg::Never), _) | (None, Colour::Never) => false,
                (None, Colour::Always) => !no_color,
                (Some(ColorArg::Auto), _) | (None, Colour::Auto) => on_terminal(),
            }
    }

    /// Prints data as it is: the caller has cleaned it.
    ///
    /// # Errors
    /// `Io` when standard output fails.
    pub fn print(&mut self, text: &str) -> Result<(), Fault> {
        self.print_bytes(text.as_bytes())
    }

    /// Prints bytes.
    ///
    /// # Errors
    /// `Io` when standard output fails.
    pub fn print_bytes(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.out.write_all(bytes).map_err(|error| stdout_fault(self.lang, &error))
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

    /// The library that `-C`, the environment or the working directory names.
    ///
    /// # Errors
    /// As [`Library::locate`].
    pub fn library(&self) -> Result<Library, Fault> {
        Library::locate(self.cli.library.as_deref(), self.environment, &working_folder(self.lang)?, self.lang)
    }

    /// Who annotates: `--as`, `PIZHU_ANNOTATOR`, the login name; the slug and the name shown.
    ///
    /// # Errors
    /// `Usage` when a name is given that no slug can be made of.
    pub fn annotator(&self) -> Result<(Annotator, String), Fault> {
        let given = self.cli.annotator.as_deref().or(self.environment.annotator.as_deref());
        let name = given.or(self.environment.login.as_deref()).unwrap_or("reader");
        let slug = slug::annotator(name).ok_or_else(|| {
            Fault::new(FaultKind::Usage, "cli.annotator", say::bad_annotator(self.lang, name))
                .with_hint(say::name_yourself(self.lang))
        })?;
        let own = self.environment.annotator_name.as_deref().filter(|_| self.cli.annotator.is_none());
        Ok((slug, own.unwrap_or(name).trim().to_owned()))
    }

    /// The store of a library for whoever annotates; only one's own marks under `--blind`.
    ///
    /// # Errors
    /// `Io` when there is no folder for state.
    pub fn store(&self, library: &Library) -> Result<Store, Fault> {
        let (annotator, name) = self.annotator()?;
        let Some(state) = &self.environment.state_dir else {
            return Err(Fault::new(FaultKind::Io, "cli.no-state", say::no_state_folder(self.lang)));
        };
        let scope = if self.cli.blind { Scope::Own } else { Scope::All };
        let (book, _) = library.codebook();
        Ok(Store::open(library.root(), annotator, name, state, self.lang)?
            .with_scope(scope)
            .with_codebook(&book))
    }

    /// The block that a paragraph's number names; 0 is the head.
    ///
    /// # Errors
    /// `Usage` past the last block.
    pub fn paragraph<'a>(&self, article: &'a Article, para: usize) -> Result<&'a str, Fault> {
        let last = article.blocks.len().saturating_sub(1);
        article.block_text(para).ok_or_else(|| {
            Fault::new(
                FaultKind::Usage,
                "cli.no-such-paragraph",
                say::no_such_paragraph(self.lang, &article.id, para, last),
            )
        })
    }

    /// Prints one JSON value and a line end.
    ///
    /// # Errors
    /// `Io` when standard output fails.
    pub fn print_json(&mut self, value: &impl Serialize) -> Result<(), Fault> {
        let text = json::render(value).map_err(|error| stdout_fault(self.lang, &error.into()))?;
        writeln!(self.out, "{text}").map_err(|error| stdout_fault(self.lang, &error))
    }

    /// Prints a JSON array, one element a line.
    ///
    /// # Errors
    /// `Io` when standard output fails.
    pub fn print_rows<T: Serialize>(&mut self, rows: &[T]) -> Result<(), Fault> {
        let text = json::render_rows(rows).map_err(|error| stdout_fault(self.lang, &error.into()))?;
        write!(self.out, "{text}").map_err(|error| stdout_fault(self.lang, &error))
    }

    /// Prints a line for a person, whatever stands in it.
    ///
    /// # Errors
    /// `Io` when standard output fails.
    pub fn print_line(&mut self, line: &str) -> Result<(), Fault> {
        writeln!(self.out, "{}", Clean::new(line).as_str()).map_err(|error| stdout_fault(self.lang, &error))
    }
}

/// The folder the process works in; relative paths count from it.
///
/// # Errors
/// `Io` when it is gone.
pub fn working_folder(lang: Lang) -> Result<std::path::PathBuf, Fault> {
    std::env::current_dir().map_err(|error| system::fault("cli.no-folder", lang, &error))
}

/// Why data could not be printed.
pub(super) fn stdout_fault(lang: Lang, error: &std::io::Error) -> Fault {
    system::fault("cli.stdout", lang, error)
}
