//! Tags that a step makes: put into the codebook before it, gone when it is undone, back when it is done again. One that
//! something else uses by then stays.

use std::cell::RefCell;
use std::path::Path;

use memchr::memmem;

use super::{Scope, Store, files};
use crate::formats::annotations::FILE_LIMIT_BYTES;
use crate::formats::codebook;
use crate::messages::store as say;
use crate::words::{
    ArticleId, Change, Codebook, Fault, FaultKind, Problem, Severity, Status, Tag, TagFate, TagPath, Value,
};

/// Files of a library that may name tags, besides marks and codebook.
const NAMING: [&str; 2] = ["rules.toml", "keymap.toml"];

impl Store {
    /// Adds a tag to `codebook.toml`, which begins as the built-in one; one that is there already stays as it is
    /// and is made durable. The next step that uses it has made it: undo takes both back.
    ///
    /// # Errors
    /// Corrupt when the codebook cannot be read; else as [`super::save::replace`].
    pub fn create_tag(&self, path: &TagPath) -> Result<(), Fault> {
        let made = self.add_tags(std::slice::from_ref(path))?;
        self.made().extend(made);
        Ok(())
    }

    /// Adds the tags that the codebook lacks, and those of their parents; answers which these were, parents first.
    pub(super) fn add_tags(&self, paths: &[TagPath]) -> Result<Vec<TagPath>, Fault> {
        let made = RefCell::new(Vec::new());
        self.change_codebook(&|text, book, errors| {
            let missing = missing(paths, book);
            made.replace(missing.clone());
            if missing.is_empty() {
                return Ok(None);
            }
            let is_sound = errors.is_empty();
            let added = is_sound.then(|| missing.iter().try_fold(text.to_owned(), with_tag)).flatten();
            let unread = || Fault { kind: FaultKind::Corrupt, problems: self.unreadable(errors) };
            added.map(Some).ok_or_else(unread)
        })?;
        Ok(made.into_inner())
    }

    /// What cannot be read of the codebook.
    fn unreadable(&self, errors: &[Problem]) -> Vec<Problem> {
        if !errors.is_empty() {
            return errors.to_vec();
        }
        let message = say::codebook_unreadable(self.lang);
        vec![Problem::error("codebook.toml", 0, 0, "store.codebook", message)]
    }

    /// Of the tags made in this process those that these changes use, themselves or below: the step has made them.
    pub(super) fn made_for(&self, changes: &[Change]) -> Vec<TagPath> {
        let used = |made: &&TagPath| {
            let below = format!("{made}/");
            let is_it = |tag: &TagPath| tag == *made || tag.as_str().starts_with(&below);
            changes.iter().any(|change| tags_of(&change.new).iter().any(is_it))
        };
        self.made().iter().filter(used).cloned().collect()
    }

    /// Takes tags that a step had made out of the codebook, the last made first, but those that something else uses;
    /// the lock is held.
    ///
    /// # Errors
    /// Where the codebook cannot be written, or a file not be read that may name one: then all of them are there.
    pub(super) fn forget_tags(&self, tags: &[TagPath]) -> Result<Vec<(TagPath, TagFate)>, Fault> {
        let fates = RefCell::new(Vec::new());
        self.change_codebook_held(&|text, book, errors| {
            let mut fates = fates.borrow_mut();
            fates.clear();
            let mut left: Option<String> = None;
            for tag in tags.iter().rev() {
                let text = left.as_deref().unwrap_or(text);
                let is_free = errors.is_empty() && !self.is_used(tag)?;
                let taken = is_free.then(|| codebook::without(text, tag)).flatten();
                let is_gone = taken.is_some() || book.tag(tag.as_str()).is_none();
                fates.push((tag.clone(), if is_gone { TagFate::Gone } else { TagFate::Stays }));
                left = taken.or(left);
            }
            Ok(left)
        })?;
        Ok(fates.into_inner())
    }

    /// Whether anything but the codebook names a tag: a mark of anybody's, the house rules, the library's keys.
    fn is_used(&self, tag: &TagPath) -> Result<bool, Fault> {
        for file in NAMING {
            if self.may_name(&self.root.join(file), tag)? {
                return Ok(true);
            }
        }
        for article in self.articles()? {
            if self.is_used_on(&article, tag)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn is_used_on(&self, article: &ArticleId, tag: &TagPath) -> Result<bool, Fault> {
        let folder = files::folder(&self.root, article);
        let mut may = false;
        for name in files::names(&self.root, &folder, self.lang)? {
            let Some(files::Named::Own(annotator) | files::Named::Copy(annotator)) = files::named(&name)
            else {
                continue;
            };
            // Whoever must not look at others' marks cannot tell.
            if self.scope == Scope::Own && annotator != self.annotator {
                return Ok(true);
            }
            may |= self.may_name(&folder.join(name), tag)?;
        }
        if !may {
            return Ok(false);
        }
        let (written, mut problems) = self.load(article)?;
        problems.retain(|problem| problem.severity == Severity::Error);
        if !problems.is_empty() {
            return Err(Fault { kind: FaultKind::Corrupt, problems });
        }
        let mut marks = written.iter().flat_map(|file| &file.marks);
        Ok(marks.any(|mark| mark.status != Status::Deleted && mark.tags.contains(tag)))
    }

    /// Whether a TOML file may name a tag: it holds the words, or writes something in another way. Most do not, and need
    /// not be read as marks.
    fn may_name(&self, path: &Path, tag: &TagPath) -> Result<bool, Fault> {
        let bytes = files::read(&self.root, path, FILE_LIMIT_BYTES, self.lang)?.unwrap_or_default();
        let holds = |words: &str| memmem::find(&bytes, words.as_bytes()).is_some();
        let is_escaped = tag.as_str().contains(['"', '\\']);
        Ok(holds(tag.as_str()) || holds("\\u") || holds("\\U") || is_escaped)
    }
}

/// The tags that the codebook lacks, parents before what stands below them.
fn missing(paths: &[TagPath], book: &Codebook) -> Vec<TagPath> {
    let mut missing: Vec<TagPath> = Vec::new();
    for path in paths {
        let is_missing = |path: &TagPath| book.tag(path.as_str()).is_none() && !missing.contains(path);
        let mut above: Vec<TagPath> = Vec::new();
        let mut next = Some(path.clone());
        while let Some(path) = next.take().filter(is_missing) {
            next = path.parent().and_then(TagPath::new);
            above.push(path);
        }
        missing.extend(above.into_iter().rev());
    }
    missing
}

/// The codebook's text with one more tag; `None` when it is no codebook.
#[expect(clippy::needless_pass_by_value, reason = "a step of a fold")]
fn with_tag(text: String, path: &TagPath) -> Option<String> {
    let parent = path.parent().unwrap_or_default().to_owned();
    codebook::add_tag(&text, &Tag { name: path.leaf().to_owned(), parent, ..Tag::default() })
}

/// The tags that a value holds.
fn tags_of(value: &Value) -> &[TagPath] {
    match value {
        Value::Tags(tags) => tags,
        Value::Mark(mark) => &mark.tags,
        Value::Absent
        | Value::Note(_)
        | Value::Status(_)
        | Value::Place(_)
        | Value::When(_)
        | Value::Signed(_) => &[],
    }
}
