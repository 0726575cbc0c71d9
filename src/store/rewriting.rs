//! Repairs of article files, each one step of the journal: written, taken back and done again alike.
//!
//! What a repair means is `import`'s and `library`'s; here is only that the file still is what it expects, that the
//! new version is whole and durable, and that the rules an answer became go with it.

use std::path::{Path, PathBuf};

use super::journal::{EntryKind, Journal};
use super::lock::lock;
use super::save::{self, Placed, Prepared, prepare};
use super::{Store, files};
use crate::formats::{hash, import_rules};
use crate::messages::store as say;
use crate::words::rewrite::patched;
use crate::words::{Fault, FaultKind, Moment, Problem, Rewrite};

/// The largest article file, in bytes.
const MOST_ARTICLE_BYTES: u64 = 64 << 20;
/// The largest rules file, in bytes.
const MOST_RULES_BYTES: u64 = 4 << 20;

/// A file of the library as it is, and as it shall be.
struct Turn {
    path: PathBuf,
    old: Option<Vec<u8>>,
    new: String,
}

impl Store {
    /// Repairs an article's file as one step that can be undone. Returns only when all is durable: a remark where the
    /// file system has no locks.
    ///
    /// # Errors
    /// Refused when the file is not what the repair expects, busy, I/O; nothing is changed then.
    pub fn rewrite(&self, rewrite: &Rewrite, now: Moment) -> Result<Option<Problem>, Fault> {
        self.rewrite_as(rewrite, EntryKind::Do, now)
    }

    pub(super) fn rewrite_as(
        &self,
        rewrite: &Rewrite,
        kind: EntryKind,
        now: Moment,
    ) -> Result<Option<Problem>, Fault> {
        let lock = lock(&self.root, self.lang)?;
        let (mut journal, unsure) = self.open_journal()?;
        let marks = self.file(&rewrite.article, &self.annotator);
        if unsure && marks.exists() {
            save::settle(&self.root, &marks, self.lang)?;
        }
        let (from, article) = self.article_turn(rewrite)?;
        let rules = self.rules_turn(rewrite)?;
        let is_changed = from != article.path || article.old.as_deref() != Some(article.new.as_bytes());
        let article_ready = is_changed.then(|| self.prepared(&article)).transpose()?;
        let rules_ready = rules.as_ref().map(|rules| self.prepared(rules)).transpose()?;
        journal.begin(now, kind, rewrite).map_err(|error| {
            let _ = journal.withdraw();
            self.state_fault(&error)
        })?;
        let done = self.put_all((&from, &article, article_ready), (rules.as_ref(), rules_ready));
        if let Err(fault) = done {
            // Whatever lies there by now, the files tell.
            if !self.is_repaired(rewrite) {
                let _ = journal.withdraw();
            }
            return Err(fault);
        }
        // Unconfirmed it would be looked up in the files: no reason to fail.
        let _ = journal.confirm();
        let _ = journal.compact();
        Ok(lock.remark.clone())
    }

    /// The journal, its last step settled; and whether that step's confirmation was missing.
    pub(super) fn open_journal(&self) -> Result<(Journal, bool), Fault> {
        let fault = |error| self.state_fault(&error);
        let mut journal = Journal::open(&self.journal_path()).map_err(fault)?;
        let unsure = !journal.is_settled().map_err(fault)?;
        if unsure {
            let settled = journal.settle(self.looks(), |rewrite| self.is_kept(rewrite)).map_err(fault)?;
            // An undo that was cut short may have left what goes last.
            let undone = settled.filter(|entry| entry.kind == EntryKind::Undo && !entry.tags.is_empty());
            if let Some(entry) = undone {
                // A tag too many is no reason to refuse the next save.
                let _ = self.forget_tags(&entry.tags);
            }
        }
        Ok((journal, unsure))
    }

    /// Whether an article's file is what a repair made of it.
    pub(super) fn is_repaired(&self, rewrite: &Rewrite) -> bool {
        let Some(path) = self.inside(&rewrite.to) else { return false };
        let lies_there = files::read(&self.root, &path, MOST_ARTICLE_BYTES, self.lang)
            .is_ok_and(|bytes| bytes.is_some_and(|bytes| hash::digest(&bytes) == rewrite.new));
        // A verdict alone changes no file: its rule tells.
        let is_silent = rewrite.hunks.is_empty() && rewrite.from == rewrite.to;
        lies_there && (!is_silent || self.rules_turn(&rewrite.inverse()).is_ok_and(|turn| turn.is_some()))
    }

    /// The same, and durable from now on.
    fn is_kept(&self, rewrite: &Rewrite) -> bool {
        let settled = |path: PathBuf| !path.exists() || save::settle(&self.root, &path, self.lang).is_ok();
        self.is_repaired(rewrite) && self.inside(&rewrite.to).is_some_and(settled)
    }

    /// A path of the journal below the library; `None` when it leads out of it.
    fn inside(&self, below: &str) -> Option<PathBuf> {
        let is_plain = |part: &str| !part.is_empty() && part != ".." && part != ".";
        let is_article = below.starts_with("articles/") && below.split('/').all(is_plain);
        is_article.then(|| self.root.join(below))
    }

    /// Where the article's file is, and what shall lie where.
    fn article_turn(&self, rewrite: &Rewrite) -> Result<(PathBuf, Turn), Fault> {
        let changed = || self.repair_conflict(&rewrite.from);
        let from = self.inside(&rewrite.from).ok_or_else(changed)?;
        let to = self.inside(&rewrite.to).ok_or_else(changed)?;
        let bytes = files::read(&self.root, &from, MOST_ARTICLE_BYTES, self.lang)?.ok_or_else(changed)?;
        if hash::digest(&bytes) != rewrite.old {
            return Err(changed());
        }
        let new = str::from_utf8(&bytes).ok().and_then(|text| patched(text, &rewrite.hunks));
        let new = new.filter(|new| hash::digest(new.as_bytes()) == rewrite.new).ok_or_else(changed)?;
        let old = (from == to).then_some(bytes);
        Ok((from, Turn { path: to, old, new }))
    }

    /// The rules with the answers of a repair in them; `None` when they hold those already.
    fn rules_turn(&self, rewrite: &Rewrite) -> Result<Option<Turn>, Fault> {
        if rewrite.rules.is_empty() {
            return Ok(None);
        }
        let path = self.root.join(import_rules::FILE_NAME);
        let old = files::read(&self.root, &path, MOST_RULES_BYTES, self.lang)?;
        let text = String::from_utf8_lossy(old.as_deref().unwrap_or_default()).into_owned();
        let broken = import_rules::parse(&text, self.lang).1;
        if broken.iter().any(|problem| problem.line != 0) {
            return Err(Fault { kind: FaultKind::Corrupt, problems: broken });
        }
        let mut new = text.clone();
        for rule in &rewrite.rules {
            let found = import_rules::answer(&new, rule);
            if found != rule.old && found != rule.new {
                return Err(self.repair_conflict(import_rules::FILE_NAME));
            }
            new = import_rules::with_change(&new, rule);
        }
        Ok((new != text).then_some(Turn { path, old, new }))
    }

    fn prepared(&self, turn: &Turn) -> Result<Prepared, Fault> {
        prepare(&self.root, &turn.path, turn.new.as_bytes(), self.lang)
    }

    /// Puts the article's new version in place, then the rules; when those fail the article is as it was.
    fn put_all(
        &self,
        (from, article, ready): (&Path, &Turn, Option<Prepared>),
        (rules, rules_ready): (Option<&Turn>, Option<Prepared>),
    ) -> Result<(), Fault> {
        let is_moved = from != article.path;
        if let Some(ready) = ready {
            let placed = if is_moved {
                ready.put_new(self.lang)
            } else {
                ready.put(article.old.as_deref(), self.lang)
            };
            let placed = placed?;
            if is_moved && placed == Placed::Changed {
                let message = say::exists(self.lang, self.shown(&article.path));
                let fault = Fault::new(FaultKind::Refused, "store.exists", message);
                return Err(fault.with_hint(say::other_name(self.lang)));
            }
            self.placed(placed, &article.path)?;
        }
        if let (Some(rules), Some(ready)) = (rules, rules_ready) {
            let placed = ready.put(rules.old.as_deref(), self.lang);
            if let Err(fault) = placed.and_then(|placed| self.placed(placed, &rules.path)) {
                self.put_back(article, is_moved);
                return Err(fault);
            }
        }
        if is_moved {
            // Only now, with the new one durable: at no moment is the article without a file.
            std::fs::remove_file(from).map_err(|error| files::io_fault(self.lang, from, &error))?;
            save::sync_folder(from.parent().unwrap_or(&self.root))
                .map_err(|error| files::io_fault(self.lang, from, &error))?;
        }
        Ok(())
    }

    /// Takes the article's new version back: a repair without its rule would come back at the next import.
    fn put_back(&self, article: &Turn, is_moved: bool) {
        if is_moved {
            let _ = std::fs::remove_file(&article.path);
        } else if let Some(old) = &article.old {
            let _ = prepare(&self.root, &article.path, old, self.lang)
                .and_then(|ready| ready.put(Some(article.new.as_bytes()), self.lang));
        }
    }

    fn placed(&self, placed: Placed, path: &Path) -> Result<(), Fault> {
        match placed {
            Placed::Durable => Ok(()),
            Placed::Changed => Err(self.repair_conflict(&self.shown(path))),
        }
    }

    /// A file is not what a repair expects.
    fn repair_conflict(&self, below: &str) -> Fault {
        let problem = Problem::error(below, 0, 0, "store.conflict", say::article_changed(self.lang));
        Fault::from_problem(FaultKind::Refused, problem.with_hint(say::look_again(self.lang)))
    }
}
