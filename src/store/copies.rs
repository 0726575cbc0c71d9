//! Further versions of an annotator's file that a sync tool left beside it: read, merged by id, folded in at
//! the owner's next save.

use std::path::PathBuf;

use super::files::{self, Named};
use super::{OnDisk, Store};
use crate::formats::annotations::merge::{self, edits};
use crate::messages::store as say;
use crate::words::{Annotations, Annotator, ArticleId, Mark, Problem, Severity};

/// One such version that could be read.
pub(super) struct Copy {
    pub(super) path: PathBuf,
    pub(super) source: String,
    pub(super) parsed: crate::formats::annotations::Parsed,
}

impl Store {
    /// The readable copies of an annotator's file; the others are reported and left alone.
    pub(super) fn copies(
        &self,
        article: &ArticleId,
        annotator: &Annotator,
        names: &[String],
        problems: &mut Vec<Problem>,
    ) -> Vec<Copy> {
        let mut copies = Vec::new();
        for name in names.iter().filter(|name| files::named(name) == Some(Named::Copy(annotator.clone()))) {
            let path = files::folder(&self.root, article).join(name);
            match self.read_file(&path, article, annotator) {
                Ok(OnDisk { parsed, .. }) if parsed.is_corrupt() || parsed.is_too_new() => {
                    problems.extend(parsed.problems);
                }
                Ok(OnDisk { parsed, source, .. }) => {
                    let remark = say::merged_copy(self.lang, parsed.annotations.marks.len());
                    problems.push(
                        Problem::error(self.shown(&path), 0, 0, "store.sync-conflict", remark)
                            .at(Severity::Advice)
                            .with_hint(say::folded_at_next_save(self.lang)),
                    );
                    copies.push(Copy { path, source, parsed });
                }
                Err(fault) => problems.extend(fault.problems),
            }
        }
        copies
    }

    /// Merges a copy in. What both came from is looked for, record by record, in this machine's backups.
    pub(super) fn merge_copy(
        &self,
        article: &ArticleId,
        ours: &Annotations,
        copy: &Annotations,
    ) -> Annotations {
        let differs = |mark: &&Mark| copy.mark(mark.id).is_some_and(|theirs| theirs != *mark);
        if ours.author != self.annotator || !ours.marks.iter().any(|mark| differs(&mark)) {
            return merge::merge(None, ours, copy).annotations;
        }
        let backups = self.backup_versions(article);
        let mut base =
            Annotations::empty(ours.article.clone(), ours.author.clone(), ours.author_name.clone());
        for mark in ours.marks.iter().filter(differs) {
            let Some(theirs) = copy.mark(mark.id) else { continue };
            let versions = || backups.iter().filter_map(|version| version.mark(mark.id));
            let was_ours = |one: &Mark| versions().any(|old| old.rev == one.rev && old.says_the_same(one));
            let ancestor = if edits(&theirs.rev) < edits(&mark.rev) && was_ours(theirs) {
                Some(theirs)
            } else if edits(&mark.rev) == 1 && edits(&theirs.rev) > 1 && was_ours(mark) {
                // Everything comes from a record's first version.
                Some(mark)
            } else {
                let fewest = edits(&mark.rev).min(edits(&theirs.rev));
                versions().find(|old| edits(&old.rev) < fewest)
            };
            base.marks.extend(ancestor.cloned());
        }
        merge::merge(Some(&base), ours, copy).annotations
    }
}
