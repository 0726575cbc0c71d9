//! Versions of one's own files, and of articles corrected by hand: the last ten, and one a day for thirty days.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Store;
use super::private::{self, Keep};
use crate::formats::annotations;
use crate::formats::hash::digest;
use crate::words::{Annotations, ArticleId, Fault, Moment};

const NEWEST: usize = 10;
const DAYS: i64 = 30;
const DAY_SECONDS: i64 = 24 * 60 * 60;

impl Store {
    fn backup_folder(&self, article: &ArticleId) -> PathBuf {
        self.private.join("backups").join(article.as_str())
    }

    /// Keeps a version: before it is replaced, unless it is the one kept last, and when it was saved.
    pub(super) fn back_up(&self, article: &ArticleId, bytes: &[u8], now: Moment) -> io::Result<()> {
        keep_version(&self.backup_folder(article), bytes, "toml", Keep::Lightly, now).map(drop)
    }

    /// Keeps an article's file before a new version of it takes the place of what was written by hand; tells where.
    ///
    /// # Errors
    /// I/O: the file must then not be replaced.
    pub fn keep_article(&self, article: &ArticleId, bytes: &[u8], now: Moment) -> Result<PathBuf, Fault> {
        let folder = self.private.join("articles").join(article.as_str());
        keep_version(&folder, bytes, "md", Keep::Durable, now).map_err(|error| self.state_fault(&error))
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
        let read = |path: PathBuf| self.version(article, &private::read(&path).ok()??);
        paths.into_iter().filter_map(read).collect()
    }

    /// What a backup holds; `None` when it is not whole.
    pub(super) fn version(&self, article: &ArticleId, bytes: &[u8]) -> Option<Annotations> {
        let source = annotations::normalise(str::from_utf8(bytes).ok().filter(|text| !text.is_empty())?);
        let parsed = annotations::parse("", &source, article, &self.annotator, self.lang);
        (!parsed.is_corrupt()).then_some(parsed.annotations)
    }
}

/// Puts a version among those in a folder, unless it is the one kept last, and lets go of those that are too old.
fn keep_version(
    folder: &Path,
    bytes: &[u8],
    extension: &str,
    keep: Keep,
    now: Moment,
) -> io::Result<PathBuf> {
    let mut old = private::list(folder)?;
    let ending = format!("-{}.{extension}", digest(bytes));
    if let Some(last) = old.last().filter(|last| last.to_string_lossy().ends_with(&ending)) {
        return Ok(last.clone());
    }
    private::sweep(folder);
    // Their names stand in the order in which they were made, several of one second and after a clock that went
    // back, too.
    let (last, nth) = old.last().and_then(|last| made(last)).unwrap_or_default();
    let seconds = now.unix_seconds.max(last);
    let nth = if seconds == last { nth + 1 } else { 0 };
    let path = folder.join(format!("{seconds:012}-{nth:06}{ending}"));
    private::write(&path, bytes, keep)?;
    old.push(path.clone());
    old.sort();
    for gone in superfluous(&old, now.unix_seconds) {
        // An old version too many does no harm.
        let _ = fs::remove_file(gone);
    }
    Ok(path)
}

fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// When a backup was made, by its name, and the how manieth of that second it is.
fn made(path: &Path) -> Option<(i64, u32)> {
    let mut parts = name(path).split('-');
    let seconds = parts.next()?.parse().ok()?;
    // Earlier versions did not count.
    let nth = parts.next().filter(|_| parts.next().is_some()).and_then(|nth| nth.parse().ok());
    Some((seconds, nth.unwrap_or_default()))
}

/// Those of the sorted backups that are neither among the newest nor the last of one of the last days.
fn superfluous(sorted: &[PathBuf], now: i64) -> Vec<&PathBuf> {
    let old = sorted.len().saturating_sub(NEWEST);
    let day = |path: &PathBuf| made(path).map(|(at, _)| at.div_euclid(DAY_SECONDS));
    sorted
        .iter()
        .take(old)
        .enumerate()
        .filter(|(index, path)| {
            let too_old = made(path).is_none_or(|(at, _)| at < now - DAYS * DAY_SECONDS);
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
        let name = |at: i64| PathBuf::from(format!("{at:012}-000000-0000000000000000.toml"));
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
