//! From what is typed to a query; what cannot be read is named with its column.

use super::atom::{Atom, Has, Is, TagWanted};
use super::date::DateRange;
use super::term::{Mode, Term};
use super::{Clause, Query};
use crate::keymap::nearest::nearest;
use crate::messages::{Lang, query as say};
use crate::query::fold::fold_text;
use crate::words::{Problem, Status};

/// The fields, each with its Chinese name.
pub(crate) const FIELDS: [(&str, &str); 9] = [
    ("tag", "标签"),
    ("zone", "专区"),
    ("author", "读者"),
    ("note", "批注"),
    ("has", "含"),
    ("is", "是"),
    ("status", "状态"),
    ("date", "日期"),
    ("exact", "原样"),
];

/// How a date may be written.
const DATES: &str = "2026-03-18, 2026-03, 2026, 2026-01..2026-03";

/// Reads a query.
pub(super) fn parse(text: &str, lang: Lang) -> Result<Query, Problem> {
    let mut reader = Reader { text, chars: text.chars().collect(), at: 0, lang };
    let mut alternatives = Vec::new();
    let mut clauses: Vec<Clause> = Vec::new();
    let mut last_or = None;
    loop {
        reader.skip_space();
        match reader.peek() {
            None => break,
            Some('|' | '｜') => {
                if clauses.is_empty() {
                    return Err(reader.problem(reader.at, "query.or", say::nothing_before_or(lang)));
                }
                alternatives.push(std::mem::take(&mut clauses));
                last_or = Some(reader.at);
                reader.at += 1;
            }
            Some(_) => clauses.push(reader.clause()?),
        }
    }
    if let (true, Some(at)) = (clauses.is_empty(), last_or) {
        return Err(reader.problem(at, "query.or", say::nothing_after_or(lang)));
    }
    if !clauses.is_empty() {
        alternatives.push(clauses);
    }
    Ok(Query { alternatives, source: text.to_owned() })
}

/// A word as it was written.
enum Word {
    Plain(String),
    Pattern(String),
}

/// A query being read, character by character.
struct Reader<'a> {
    text: &'a str,
    chars: Vec<char>,
    at: usize,
    lang: Lang,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// A problem at a character of the query.
    fn problem(&self, at: usize, code: &'static str, message: String) -> Problem {
        Problem::error("", 1, at + 1, code, message).in_line(self.text).with_hint(say::example(self.lang))
    }

    /// `-`, a field's name, a word.
    fn clause(&mut self) -> Result<Clause, Problem> {
        let begun = self.at;
        let is_minus = |c: char| matches!(c, '-' | '－');
        let is_not = self.peek().is_some_and(is_minus);
        self.at += usize::from(is_not);
        if is_not && self.peek().is_none_or(|c| c.is_whitespace() || is_minus(c)) {
            return Err(self.problem(begun, "query.not", say::nothing_to_rule_out(self.lang)));
        }
        let field = self.field()?;
        let column = self.at + 1;
        let atom = match field {
            Some(field) => self.field_atom(field, begun)?,
            None => Atom::Text(self.term(Mode::Folded)?),
        };
        Ok(Clause { is_not, atom, column })
    }

    /// A known field's name with its colon, taken; words such as `https://` and `10:30` are no fields.
    fn field(&mut self) -> Result<Option<&'static str>, Problem> {
        let rest = self.chars.get(self.at..).unwrap_or(&[]);
        let Some(length) = rest.iter().position(|c| matches!(c, ':' | '：')) else { return Ok(None) };
        let name: String = rest.iter().take(length).collect();
        let value = rest.get(length + 1..).unwrap_or(&[]);
        let folded = fold_text(&name);
        if let Some((field, _)) =
            FIELDS.iter().find(|(english, chinese)| folded == *english || folded == *chinese)
        {
            self.at += length + 1;
            return Ok(Some(field));
        }
        let could_be_field = !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase());
        if could_be_field && !matches!(value, ['/' | '／', '/' | '／', ..]) {
            let near = nearest(&name, FIELDS.iter().map(|(field, _)| *field)).unwrap_or("tag");
            let problem = self.problem(self.at, "query.field", say::no_field(self.lang, &name));
            return Err(problem.with_hint(say::fields(self.lang, near, name)));
        }
        Ok(None)
    }

    fn field_atom(&mut self, field: &str, begun: usize) -> Result<Atom, Problem> {
        if self.peek().is_none_or(|c| c.is_whitespace() || matches!(c, '|' | '｜')) {
            return Err(self.problem(begun, "query.value", say::no_value(self.lang, field)));
        }
        let at = self.at;
        match field {
            "exact" => return Ok(Atom::Text(self.term(Mode::Exact)?)),
            "zone" => return Ok(Atom::Zone(self.term(Mode::Folded)?)),
            "author" => return Ok(Atom::Author(self.term(Mode::Folded)?)),
            "note" => return Ok(Atom::Note(self.term(Mode::Folded)?)),
            _ => {}
        }
        let value = match self.word(true)? {
            Word::Plain(value) => value,
            Word::Pattern(pattern) => format!("/{pattern}/"),
        };
        let folded = fold_text(&value);
        let known = match field {
            "tag" => Some(Atom::Tag(TagWanted::new(value.trim_matches('/'))))
                .filter(|_| !value.trim_matches('/').is_empty()),
            "has" => Has::parse(&folded).map(Atom::Has),
            "is" => Is::parse(&folded).map(Atom::Is),
            "status" => status(&folded).map(Atom::Status),
            _ => return self.date(at, &folded),
        };
        known.ok_or_else(|| {
            if field == "tag" {
                let problem = self.problem(at, "query.value", say::no_value(self.lang, field));
                return problem.with_hint(say::list_tags(self.lang));
            }
            let choices: Vec<&str> = match field {
                "has" => Has::ALL.iter().map(|has| has.name()).collect(),
                "is" => Is::ALL.iter().map(|is| is.name()).collect(),
                // What is deleted is found by no query.
                _ => Status::ALL.map(Status::name).into_iter().filter(|name| *name != "deleted").collect(),
            };
            let hint = match nearest(&value, choices.iter().copied()) {
                Some(near) => say::did_you_mean(self.lang, near, choices.join(" ")),
                None => say::choices(self.lang, choices.join(" ")),
            };
            let problem = self.problem(at, "query.value", say::bad_value(self.lang, field, &value));
            problem.with_hint(hint)
        })
    }

    /// A day, month or year, or a range that does not end before it begins.
    fn date(&self, at: usize, value: &str) -> Result<Atom, Problem> {
        let Some(range) = DateRange::parse(value) else {
            let problem = self.problem(at, "query.value", say::bad_value(self.lang, "date", value));
            return Err(problem.with_hint(say::choices(self.lang, DATES)));
        };
        match range.backwards() {
            Some((from, to)) => {
                let problem = self.problem(at, "query.value", say::range_backwards(self.lang, from, to));
                Err(problem.with_hint(say::choices(self.lang, format!("{to}..{from}"))))
            }
            None => Ok(Atom::Date(range)),
        }
    }

    /// A word made ready to be looked for; slashes make it a pattern whatever the mode.
    fn term(&mut self, mode: Mode) -> Result<Term, Problem> {
        let at = self.at;
        let opens = self.peek();
        let (words, mode) = match self.word(mode != Mode::Exact)? {
            Word::Plain(words) => (words, mode),
            Word::Pattern(pattern) => (pattern, Mode::Pattern),
        };
        if words.is_empty() {
            let message = if matches!(opens, Some('/' | '／')) {
                say::empty_pattern(self.lang)
            } else {
                say::empty_word(self.lang)
            };
            return Err(self.problem(at, "query.empty", message));
        }
        Term::new(&words, mode, self.lang).map_err(|wrong| {
            // Behind the slash that opens it.
            let place = at + usize::from(mode == Mode::Pattern) + wrong.at_chars;
            self.problem(place, "query.pattern", say::bad_pattern(self.lang, wrong.why))
        })
    }

    /// `"…"` with `\"` and `\\`, `/…/` with `\/`, or characters up to a space or `|`. As an input method writes them,
    /// `“…”`, `＂…＂` and `／…／` are the same, unless every character counts.
    fn word(&mut self, folds: bool) -> Result<Word, Problem> {
        let begun = self.at;
        let closes: &[char] = match self.peek() {
            Some('"') => &['"'],
            Some('/') => &['/'],
            Some('“' | '”') if folds => &['”', '“'],
            Some('＂') if folds => &['＂'],
            Some('／') if folds => &['／'],
            _ => {
                let rest = self.chars.get(self.at..).unwrap_or(&[]);
                let is_inner = |c: &&char| !c.is_whitespace() && !matches!(c, '|' | '｜');
                let word: String = rest.iter().take_while(is_inner).collect();
                self.at += word.chars().count();
                return Ok(Word::Plain(word));
            }
        };
        self.at += 1;
        let is_pattern = matches!(closes, ['/' | '／']);
        let inner = self.until(closes, is_pattern).ok_or_else(|| {
            let message = if is_pattern { say::open_pattern(self.lang) } else { say::open_quote(self.lang) };
            self.problem(begun, "query.open", message)
        })?;
        Ok(match closes {
            // A slash may stand bare between those of another width.
            ['／'] => Word::Pattern(with_slashes_escaped(&inner)),
            ['/'] => Word::Pattern(inner),
            _ => Word::Plain(inner),
        })
    }

    /// The characters up to a closing one, which is taken; `None` when it does not come. A pattern keeps its
    /// backslashes: `\/` means a slash to it, too, and its characters stay where they were typed.
    fn until(&mut self, closes: &[char], is_pattern: bool) -> Option<String> {
        let mut inner = String::new();
        loop {
            let c = self.peek()?;
            self.at += 1;
            if closes.contains(&c) {
                return Some(inner);
            }
            match (c, self.peek()) {
                ('\\', Some(next))
                    if !is_pattern && (closes.contains(&next) || matches!(next, '"' | '\\')) =>
                {
                    inner.push(next);
                    self.at += 1;
                }
                ('\\', Some(next)) => {
                    inner.extend(['\\', next]);
                    self.at += 1;
                }
                _ => inner.push(c),
            }
        }
    }
}

/// A pattern with a backslash before every slash.
fn with_slashes_escaped(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut is_escaped = false;
    for c in pattern.chars() {
        if c == '/' && !is_escaped {
            out.push('\\');
        }
        is_escaped = c == '\\' && !is_escaped;
        out.push(c);
    }
    out
}

/// A status by either language's word.
fn status(word: &str) -> Option<Status> {
    let chinese = match word {
        "待处理" | "未处理" => Some(Status::Open),
        "已解决" | "已处理" => Some(Status::Resolved),
        "不采纳" => Some(Status::Rejected),
        "已删除" => Some(Status::Deleted),
        _ => None,
    };
    chinese.or_else(|| Status::parse(word))
}
