//! What was changed, last first, as a person reads it: when, in which article and paragraph, what stood there and what
//! stands there now.

use std::collections::HashMap;

use super::Desk;
use crate::messages::{Lang, reader as say, store, terms, undo};
use crate::store::{Entry, EntryKind};
use crate::words::{Annotations, Article, ArticleId, Change, Fault, Mark, Record, TagPath, Value};

/// Steps shown.
const STEPS: usize = 200;
/// Changes shown of one step; a tag on all hits may have thousands.
const CHANGES: usize = 5;
/// Characters shown of a paragraph, a title and a note.
const WORDS_CHARS: usize = 12;
const TITLE_CHARS: usize = 14;
const NOTE_CHARS: usize = 60;

/// What is known of the articles that steps speak of.
type Seen = HashMap<ArticleId, (Option<Article>, Option<Annotations>)>;

impl Desk {
    /// The journal's steps, last first.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub(in crate::tui) fn log(&self) -> Result<Vec<String>, Fault> {
        let entries = self.store.log()?;
        let (mut lines, mut seen) = (Vec::new(), Seen::new());
        for entry in entries.iter().rev().filter(|entry| entry.kind != EntryKind::Skip).take(STEPS) {
            self.log_step(entry, &mut seen, &mut lines);
        }
        if lines.is_empty() {
            lines.push(say::log_empty(self.lang));
        }
        Ok(lines)
    }

    /// Two lines a change: when and where, then the words there and what was changed.
    fn log_step(&self, entry: &Entry, seen: &mut Seen, lines: &mut Vec<String>) {
        let lang = self.lang;
        let at = entry.at.to_string();
        // 2026-03-18T14:03:07+08:00
        let at = at.replacen('T', " ", 1).chars().take(16).collect::<String>();
        let kind = kind_name(entry.kind, lang);
        if let Some(rewrite) = &entry.rewrite {
            let title = self.article(&rewrite.article).map(|(article, _)| article.meta.title);
            let title = title.unwrap_or_else(|_| rewrite.article.to_string());
            let name = terms::repair(lang, rewrite.kind.name());
            let verdict = terms::verdict(lang, rewrite.verdict.name());
            let (old, new) = (short(&rewrite.words.0, NOTE_CHARS), short(&rewrite.words.1, NOTE_CHARS));
            lines.push(format!("{at}  {kind}  {title}  {name}  {verdict}"));
            lines.push(format!("    {old} -> {new}"));
        }
        for tag in &entry.tags {
            lines.push(format!("{at}  {kind}  {}", store::tag_made(lang, tag)));
        }
        for change in entry.changes.iter().take(CHANGES) {
            let (article, own) = seen.entry(change.article.clone()).or_insert_with(|| {
                let (written, _) = self.store.load(&change.article).unwrap_or_default();
                let own = written.into_iter().find(|file| file.author == *self.store.annotator());
                (self.article(&change.article).ok().map(|(article, _)| article), own)
            });
            let (place, words) = place(change, article.as_ref(), own.as_ref(), lang);
            lines.push(format!("{at}  {kind}  {place}"));
            lines.push(format!("    {}", [words, what(change, lang)].join("  ").trim()));
        }
        if let Some(more) = entry.changes.len().checked_sub(CHANGES).filter(|more| *more > 0) {
            lines.push(format!("    {}", say::log_more(lang, more)));
        }
        lines.push(String::new());
    }
}

/// A step of the journal in words.
fn kind_name(kind: EntryKind, lang: Lang) -> String {
    match kind {
        EntryKind::Do => say::log_done(lang),
        EntryKind::Undo => say::hint_undo(lang),
        EntryKind::Redo => say::log_again(lang),
        EntryKind::Skip => say::log_skipped(lang),
    }
}

/// The article with the paragraph, and the paragraph's first words.
fn place(
    change: &Change,
    article: Option<&Article>,
    own: Option<&Annotations>,
    lang: Lang,
) -> (String, String) {
    let title = article.map_or(change.article.as_str(), |article| &article.meta.title);
    let title = short(title, TITLE_CHARS);
    let found = match &change.record {
        Record::Mark(id) => mark_of(change)
            .or_else(|| own.and_then(|own| own.mark(*id)))
            .map(|mark| (mark.para, short(&mark.quote, WORDS_CHARS))),
        Record::Read(hash) => article.and_then(|article| {
            let mut blocks = article.iter_blocks();
            let block = blocks.find(|(_, _, text)| crate::formats::hash(text) == *hash);
            block.map(|(ordinal, _, text)| (ordinal, short(text, WORDS_CHARS)))
        }),
        Record::Sign(_) | Record::Dismissed(_) => None,
    };
    match found {
        Some((ordinal, words)) => (say::hit_place(lang, title, ordinal), words),
        None => (title, String::new()),
    }
}

/// The whole mark that a change makes or takes away.
fn mark_of(change: &Change) -> Option<&Mark> {
    [&change.new, &change.old].into_iter().find_map(|value| match value {
        Value::Mark(mark) => Some(&**mark),
        Value::Absent
        | Value::Tags(_)
        | Value::Note(_)
        | Value::Status(_)
        | Value::Place(_)
        | Value::When(_)
        | Value::Signed(_) => None,
    })
}

/// What was changed: what stood there, and what stands there now.
fn what(change: &Change, lang: Lang) -> String {
    let gone = change.new == Value::Absent;
    match &change.record {
        Record::Read(_) => {
            if gone {
                say::log_unread(lang)
            } else {
                say::log_read(lang)
            }
        }
        Record::Sign(stage) => {
            let stage = say::stage(lang, stage);
            if gone { say::log_unsigned(lang, stage) } else { say::log_signed(lang, stage) }
        }
        Record::Dismissed(code) => format!("{} {code}", terms::logged(lang, "dismissed")),
        Record::Mark(_) => {
            let (old, new) = (said(&change.old, lang), said(&change.new, lang));
            match (&change.old, &change.new) {
                (Value::Absent, _) => say::log_new(lang, new),
                (_, Value::Absent) => say::log_gone(lang, old),
                _changed => say::log_field(lang, field(&change.new, lang), old, new),
            }
        }
    }
}

/// What changes of one mark were about: its tags or the first words of its note, and its paragraph; `None` for those of
/// several marks, or of none.
pub(super) fn about(changes: &[Change], written: &[Annotations], lang: Lang) -> Option<String> {
    let (first, rest) = changes.split_first()?;
    let Record::Mark(id) = &first.record else { return None };
    if rest.iter().any(|change| (&change.article, &change.record) != (&first.article, &first.record)) {
        return None;
    }
    let own = written.iter().find(|own| own.article == first.article);
    let mark = own.and_then(|own| own.mark(*id)).or_else(|| mark_of(first))?;
    let words = changes.iter().find_map(|change| match (&change.old, &change.new) {
        (Value::Tags(old), Value::Tags(new)) => {
            let (more, fewer) = if old.len() > new.len() { (old, new) } else { (new, old) };
            let moved: Vec<TagPath> = more.iter().filter(|tag| !fewer.contains(tag)).cloned().collect();
            Some(Value::Tags(moved))
        }
        (Value::Note(old), Value::Note(new)) => {
            Some(Value::Note(if new.is_empty() { old.clone() } else { new.clone() }))
        }
        _other => None,
    });
    let words = words.unwrap_or_else(|| {
        if mark.note.is_empty() { Value::Tags(mark.tags.clone()) } else { Value::Note(mark.note.clone()) }
    });
    let words = if let Value::Note(note) = &words {
        format!("“{}”", short(note, WORDS_CHARS))
    } else {
        said(&words, lang)
    };
    Some(undo::about(lang, words, mark.para))
}

/// The name of a mark's field.
fn field(value: &Value, lang: Lang) -> String {
    match value {
        Value::Tags(_) => say::hint_tag(lang),
        Value::Status(_) => say::log_status(lang),
        Value::Place(_) => say::log_place(lang),
        Value::Note(_) | Value::Mark(_) | Value::Absent | Value::When(_) | Value::Signed(_) => {
            say::hint_note(lang)
        }
    }
}

fn said(value: &Value, lang: Lang) -> String {
    let tags = |tags: &[TagPath]| tags.iter().flat_map(|tag| ["【", tag.leaf(), "】"]).collect::<String>();
    let text = match value {
        Value::Absent => String::new(),
        Value::Mark(mark) => tags(&mark.tags) + &short(&mark.note, NOTE_CHARS),
        Value::Tags(all) => tags(all),
        Value::Note(note) => short(note, NOTE_CHARS),
        Value::Status(status) => terms::status(lang, status.name()).to_owned(),
        Value::Place(place) => say::log_paragraph(lang, place.para),
        Value::When(when) => when.to_string(),
        Value::Signed(signed) => signed.at.to_string(),
    };
    if text.is_empty() { say::log_none(lang) } else { text }
}

/// The first characters of a text on one line.
fn short(text: &str, most_chars: usize) -> String {
    let line = text.replace('\n', " / ");
    let mut short: String = line.chars().take(most_chars).collect();
    if short.len() < line.len() {
        short.push_str("……");
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Annotator, MarkId, Status};

    #[test]
    fn a_step_of_one_mark_is_told_by_its_words() {
        let article = ArticleId::new("a").expect("slug");
        let tag = |path: &str| TagPath::new(path).expect("a path");
        let mut mark = Mark::blank(MarkId(uuid::Uuid::from_u128(1)));
        (mark.para, mark.tags) = (3, vec![tag("价值/待核实")]);
        let mut own = Annotations::empty(article.clone(), Annotator::new("li").expect("slug"), String::new());
        own.marks.push(mark.clone());
        let change = |old, new| Change { article: article.clone(), record: Record::Mark(mark.id), old, new };
        let check = |changes: &[Change], expected: Option<&str>| {
            assert_eq!(about(changes, std::slice::from_ref(&own), Lang::Zh).as_deref(), expected);
        };
        let status = change(Value::Status(Status::Open), Value::Status(Status::Deleted));
        check(std::slice::from_ref(&status), Some("【待核实】（第 3 段）"));
        let tags = |old: &[&str], new: &[&str]| {
            let all = |paths: &[&str]| Value::Tags(paths.iter().map(|path| tag(path)).collect());
            change(all(old), all(new))
        };
        check(&[tags(&["甲", "乙"], &["甲"])], Some("【乙】（第 3 段）"));
        let note = |old: &str, new: &str| change(Value::Note(old.into()), Value::Note(new.into()));
        check(&[note("口径待核", ""), status.clone()], Some("“口径待核”（第 3 段）"));
        let other = Change { article: ArticleId::new("b").expect("slug"), ..status.clone() };
        check(&[status, other], None);
        check(&[], None);
    }
}
