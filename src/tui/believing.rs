//! The marks on the open article, and what is remembered of them: a file that vanished, shrank to nothing or no longer
//! parses is not believed, and its user is asked.

use std::sync::mpsc::Sender;

use super::desk::{Desk, lock};
use crate::app::{Doubt, Effect, Event, Marks};
use crate::messages::reader as say;
use crate::store::{Fingerprint, Saved};
use crate::words::{Annotations, Article, ArticleId, Fault, Problem, Severity};

/// The files on an article as they were read or saved last.
#[derive(Debug)]
pub(super) struct Held {
    article: ArticleId,
    files: Vec<Annotations>,
    /// What the folder looked like before they were read.
    seen: Fingerprint,
}

impl Desk {
    /// Reads the marks of an article and places them.
    pub(super) fn marks(&self, article: &Article) -> Marks {
        let seen = self.store.fingerprint(&article.id);
        let before = lock(&self.held).take().filter(|held| held.article == article.id);
        let before = before.map(|held| held.files).unwrap_or_default();
        let (files, mut problems, doubts) = match self.store.reload(&article.id, &before) {
            Ok(reloaded) => (reloaded.files, reloaded.problems, reloaded.doubts),
            Err(fault) => (before, fault.problems, Vec::new()),
        };
        let placed = crate::anchor::place(article, &files);
        let own = files.iter().find(|file| file.author == *self.store.annotator()).cloned();
        let own = own.unwrap_or_else(|| {
            let (author, name) = (self.store.annotator().clone(), self.store.author_name().to_owned());
            Annotations::empty(article.id.clone(), author, name)
        });
        *lock(&self.held) = Some(Held { article: article.id.clone(), files, seen });
        let (doubted, others): (Vec<_>, Vec<_>) =
            doubts.into_iter().partition(|doubt| doubt.annotator == *self.store.annotator());
        problems.extend(others.into_iter().map(|doubt| doubt.problem));
        let doubt = doubted.into_iter().next().map(|doubt| Doubt {
            is_readable: doubt.problem.code == "store.not-believed",
            has_backup: doubt.backup.is_some(),
            why: doubt.problem.to_string(),
        });
        let read_only = self.cannot_write(&article.id, &problems);
        let read_only = read_only.or_else(|| doubt.as_ref().map(|doubt| doubt.why.clone()));
        Marks { own, placed, problems, read_only, doubt }
    }

    /// Why one's own file of an article must not be written: it or its folder cannot be read, or is of a newer schema.
    pub(super) fn cannot_write(&self, id: &ArticleId, problems: &[Problem]) -> Option<String> {
        let (folder, own) = (format!("annotations/{id}"), format!("{id}/{}.toml", self.store.annotator()));
        let broken = problems.iter().find(|problem| {
            let file = problem.file.replace('\\', "/");
            let is_own = file.ends_with(&own) || file == folder || file == "annotations";
            is_own && (problem.severity == Severity::Error || problem.code == "store.schema-too-new")
        });
        broken.map(|problem| {
            let hint = problem.hint.as_deref().map(|hint| format!("  {hint}")).unwrap_or_default();
            format!("{problem}{hint}")
        })
    }

    /// What was just saved is what the disk holds.
    pub(super) fn remember_saved(&self, saved: &Saved) {
        let mut held = lock(&self.held);
        let Some(held) = held.as_mut() else { return };
        for own in saved.annotations.iter().filter(|own| own.article == held.article) {
            held.files.retain(|file| file.author != own.author);
            held.files.push(own.clone());
        }
    }

    /// Whether the files on an article look otherwise than when they were read.
    pub(super) fn has_changed(&self, id: &ArticleId) -> bool {
        let now = self.store.fingerprint(id);
        lock(&self.held).as_ref().is_some_and(|held| held.article == *id && held.seen != now)
    }
}

/// Does what the user answered about a file that was doubted, and reads it again.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other effect is no answer")]
pub(super) fn perform(desk: &Desk, effect: Effect, send: &Sender<Event>) {
    let told: Result<String, Fault> = match effect {
        Effect::RestoreBackup(id) => desk.store.restore_backup(&id).map(|path| {
            desk.send_marks(&id, send);
            say::backup_restored(desk.lang, path.display())
        }),
        Effect::Believe(id) => {
            desk.store.believe(&id);
            *lock(&desk.held) = None;
            desk.send_marks(&id, send);
            return;
        }
        Effect::TrustEncoding(id) => {
            desk.article(&id).and_then(|(article, _)| desk.store.trust_encoding(&article)).map(|()| {
                let _ = send.send(desk.load(&id));
                say::encoding_kept(desk.lang, &id)
            })
        }
        _ => return,
    };
    let _ = send.send(Event::Told(told.unwrap_or_else(|fault| fault.to_string())));
}
