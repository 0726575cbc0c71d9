//! Old versions of one's own files: the last ten, and one a day for thirty days.

use std::fs;
use std::io;
use std::path::PathBuf;

use super::Store;
use super::private::{self, Keep};
use crate::formats::annotations;
use crate::formats::hash::digest;
use crate::words::{Annotations, ArticleId, Moment};

const NEWEST: usize = 10;
const DAYS: i64 = 30;
const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Store {
    fn backup_folder(&self, article: &ArticleId) -> PathBuf {
        self.private.join("backups").join(article.as_str())
    }

    /// Keeps a version before it is replaced.
    pub(super) fn back_up(&self, article: &ArticleId, bytes: &[u8], now: Moment) -> io::Result<()> {
        let folder = self.backup_folder(article);
        private::sweep(&folder);
        let mut old = private::list(&folder)?;
        let name = format!("{:012}-{}.toml", now.unix_seconds.max(0), digest(bytes));
        let path = folder.join(name);
        private::write(&path, bytes, Keep::Lightly)?;
        if !old.contains(&path) {
            old.push(path);
            old.sort();
        }
        for gone in superfluous(&old, now.unix_seconds) {
            // An old version too many does no harm.
            let _ = fs::remove_file(gone);
        }
        Ok(())
    }

    /// The backups of one's own file on an article, newest first.
    ///
    /// # Errors
    /// I/O when they cannot be listed.
    pub fn backups(&self, article: &ArticleId) -> io::Result<Vec<PathBuf>> {
        let mut paths = private::list(&self.backup_folder(article))?;
        paths.reverse();
        Ok(paths)
    }

    /// The readable ones among them, newest first.
    pub(super) fn backup_versions(&self, article: &ArticleId) -> Vec<Annotations> {
        let paths = self.backups(article).unwrap_or_default();
        let read = |path: PathBuf| {
            let bytes = private::read(&path).ok().flatten()?;
            let source = annotations::normalise(str::from_utf8(&bytes).ok()?);
            let parsed = annotations::parse("", &source, article, &self.annotator, self.lang);
            (!parsed.is_corrupt()).then_some(parsed.annotations)
        };
        paths.into_iter().filter_map(read).collect()
    }
}

/// When a backup was made, by its name.
fn made(path: &std::path::Path) -> Option<i64> {
    path.file_name()?.to_str()?.split('-').next()?.parse().ok()
}

/// Those of the sorted backups that are neither among the newest nor the last of one of the last days.
fn superfluous(sorted: &[PathBuf], now: i64) -> Vec<&PathBuf> {
    let old = sorted.len().saturating_sub(NEWEST);
    let day = |path: &PathBuf| made(path).map(|at| at.div_euclid(DAY_SECONDS));
    sorted
        .iter()
        .take(old)
        .enumerate()
        .filter(|(index, path)| {
            let too_old = made(path).is_none_or(|at| at < now - DAYS * DAY_SECONDS);
            let later_that_day = sorted.get(index + 1).is_some_and(|next| day(next) == day(path));
            too_old || later_that_day
        })
        .map(|(_, path)| path)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_and_one_a_day_for_thirty_days_are_kept() {
        let name = |at: i64| PathBuf::from(format!("{at:012}-0000000000000000.toml"));
        let now = 1_000 * DAY_SECONDS;
        let mut all: Vec<PathBuf> =
            (0..40).flat_map(|d| [now - d * DAY_SECONDS, now - d * DAY_SECONDS + 60]).map(name).collect();
        all.sort();
        let gone = superfluous(&all, now);
        let kept: Vec<_> = all.iter().filter(|path| !gone.contains(path)).collect();
        // The ten newest cover five days; one a day for the others up to the thirtieth.
        assert_eq!(kept.len(), 10 + 26);
        assert!(superfluous(&all[..10], now).is_empty());
    }
}
