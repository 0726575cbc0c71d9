//! A problem found in something read from outside: where, what, and the way out.

use std::fmt;

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth a look; nothing is lost or disabled.
    Advice,
    /// Something is not used as its author meant it.
    Warning,
    /// Something could not be read.
    Error,
}

impl Severity {
    /// The word for it in JSON: `advice`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding, with its place. `line` and `column` are 1-based; a column counts characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file as it is shown, or empty when there is none.
    pub file: String,
    /// 1-based line, 0 when the whole file is meant.
    pub line: usize,
    /// 1-based column in characters, 0 when the whole line is meant.
    pub column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the rule, such as `keymap.unknown-command`.
    pub code: &'static str,
    /// What is wrong, in the language of the screen.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
    /// The source line that the caret stands under, when it is at hand.
    pub source_line: Option<String>,
}

impl Problem {
    /// An error with a place and no hint.
    pub fn error(
        file: impl Into<String>,
        line: usize,
        column: usize,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            line,
            column,
            severity: Severity::Error,
            code,
            message: message.into(),
            hint: None,
            source_line: None,
        }
    }

    /// An error at a byte of a text, with the line that it stands in and no hint.
    pub fn in_text(
        file: impl Into<String>,
        text: &str,
        offset_bytes: usize,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        let (line, column) = line_column(text, offset_bytes);
        let shown = text.split('\n').nth(line - 1).unwrap_or_default();
        Self::error(file, line, column, code, message).in_line(shown.strip_suffix('\r').unwrap_or(shown))
    }

    /// The same problem with a way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same problem at another severity.
    #[must_use]
    pub fn at(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same problem with the line of source that it stands in.
    #[must_use]
    pub fn in_line(mut self, source_line: impl Into<String>) -> Self {
        self.source_line = Some(source_line.into());
        self
    }
}

impl fmt::Display for Problem {
    /// `file:line:column: message`, leaving out what is unknown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", self.file)?;
            if self.line > 0 {
                write!(f, "{}:", self.line)?;
                if self.column > 0 {
                    write!(f, "{}:", self.column)?;
                }
            }
            write!(f, " ")?;
        }
        write!(f, "{}", self.message)
    }
}

/// Why a command could not do what it was asked: decides its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// Exit 1: a check found something.
    Findings,
    /// Exit 2: the words of the command, or what they name.
    Usage,
    /// Exit 3: reading or writing failed.
    Io,
    /// Exit 4: a file that this command needs is corrupt.
    Corrupt,
    /// Exit 5: somebody else holds the lock.
    Busy,
    /// Exit 6: a store file of a newer program.
    SchemaTooNew,
    /// Exit 7: refused to protect something.
    Refused,
}

impl FaultKind {
    /// The exit code for it.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Io => 3,
            Self::Corrupt => 4,
            Self::Busy => 5,
            Self::SchemaTooNew => 6,
            Self::Refused => 7,
        }
    }
}

/// The error of every layer that can fail as a whole: a kind, and the problems that explain it (at least one).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What sort of failure it is.
    pub kind: FaultKind,
    /// Why, with places and ways out; the first says it in one sentence.
    pub problems: Vec<Problem>,
}

impl Fault {
    /// A fault of one sentence without a place.
    pub fn new(kind: FaultKind, code: &'static str, message: impl Into<String>) -> Self {
        Self { kind, problems: vec![Problem::error("", 0, 0, code, message)] }
    }

    /// A fault made of one problem.
    pub fn from_problem(kind: FaultKind, problem: Problem) -> Self {
        Self { kind, problems: vec![problem] }
    }

    /// The same fault, its first problem with a way out.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        if let Some(first) = self.problems.first_mut() {
            first.hint = Some(hint.into());
        }
        self
    }
}

impl fmt::Display for Fault {
    /// The first problem.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problems.first().map_or(Ok(()), |problem| problem.fmt(f))
    }
}

impl std::error::Error for Fault {}

/// The 1-based line and column (in characters) of a byte offset; an offset inside a character counts
/// as its start, one past the end as the end.
pub fn line_column(source: &str, offset_bytes: usize) -> (usize, usize) {
    let before = source.get(..source.floor_char_boundary(offset_bytes)).unwrap_or(source);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count()) + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_and_column_count_characters() {
        assert_eq!(line_column("开发区\n“三懂”", "开发区\n“".len()), (2, 2));
        assert_eq!(line_column("", 9), (1, 1));
    }
}
