//! Mending: salvaged copies of files that cannot be read, one's own files that vanished, old schemas.

use std::path::{Path, PathBuf};

use super::files::{self, Named};
use super::private::{self, Keep};
use super::{Consent, Scope, Store, save};
use crate::formats::annotations::salvage::{salvage, text_of};
use crate::formats::annotations::{self, FILE_LIMIT_BYTES};
use crate::formats::hash::digest;
use crate::messages::store as say;
use crate::words::{Annotations, Annotator, ArticleId, Change, Fault, FaultKind, Moment, Problem, Severity};

/// Whether mended files take their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mend {
    /// A copy is written beside the file.
    Beside,
    /// The copy takes its place; the old version is kept among the backups.
    InPlace,
}

/// One file that needed help.
#[derive(Debug, Clone, PartialEq)]
pub struct Mended {
    /// The file, as shown.
    pub file: String,
    /// Where its mended version lies, as shown; `None` when nothing was written.
    pub copy: Option<String>,
    /// How many marks were saved.
    pub records: usize,
    /// How many lines could not be read.
    pub damaged_lines: usize,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

/// One annotator's file, or a copy of one.
struct StoreFile {
    article: ArticleId,
    author: Annotator,
    path: PathBuf,
}

impl Store {
    /// Looks at every store file and helps those that cannot be read.
    ///
    /// # Errors
    /// As [`save::replace`].
    pub fn doctor(&self, mend: Mend, now: Moment) -> Result<Vec<Mended>, Fault> {
        let (store_files, unread) = self.store_files();
        let mut mended: Vec<Mended> = unread.into_iter().map(unlisted).collect();
        for file in store_files {
            mended.extend(self.help(&file, mend)?);
        }
        mended.extend(self.vanished(mend)?);
        if mend == Mend::InPlace {
            self.fold_copies(now)?;
        }
        Ok(mended)
    }

    /// Every annotator's file in the library, copies by sync tools among them; and what could not be listed.
    fn store_files(&self) -> (Vec<StoreFile>, Vec<Problem>) {
        let (mut found, mut unread) = (Vec::new(), Vec::new());
        let articles = self.articles().unwrap_or_else(|fault| {
            unread.extend(fault.problems);
            Vec::new()
        });
        for article in articles {
            let folder = files::folder(&self.root, &article);
            let names = files::names(&self.root, &folder, self.lang).unwrap_or_else(|fault| {
                unread.extend(fault.problems);
                Vec::new()
            });
            for name in names {
                let Some(Named::Own(author) | Named::Copy(author)) = files::named(&name) else { continue };
                if self.scope == Scope::All || author == self.annotator {
                    found.push(StoreFile { article: article.clone(), author, path: folder.join(&name) });
                }
            }
        }
        (found, unread)
    }

    fn help(&self, file: &StoreFile, mend: Mend) -> Result<Option<Mended>, Fault> {
        let disk = match self.read_file(&file.path, &file.article, &file.author) {
            Ok(disk) if disk.parsed.is_corrupt() => disk,
            Ok(_) => return Ok(None),
            Err(fault) => return Ok(fault.problems.into_iter().next().map(unlisted)),
        };
        let bytes = disk.bytes.unwrap_or_default();
        let salvaged = salvage(&text_of(&bytes).0, &file.article, &file.author);
        let target = match mend {
            Mend::Beside => beside(&file.path),
            Mend::InPlace => {
                let name = format!(
                    "{}-{}",
                    digest(&bytes),
                    file.path.file_name().unwrap_or_default().to_string_lossy()
                );
                let kept = self.private.join("backups").join(file.article.as_str()).join("doctor").join(name);
                private::write(&kept, &bytes, Keep::Durable).map_err(|error| self.state_fault(&error))?;
                file.path.clone()
            }
        };
        save::replace(&self.root, &target, salvaged.text.as_bytes(), self.lang)?;
        if mend == Mend::InPlace {
            // The copy of an earlier visit has served.
            let _ = std::fs::remove_file(beside(&file.path));
        }
        Ok(Some(Mended {
            file: self.shown(&file.path),
            copy: Some(self.shown(&target)),
            records: salvaged.annotations.marks.len(),
            damaged_lines: salvaged.damaged_lines,
            problems: disk.parsed.problems,
        }))
    }

    /// One's own files that are gone or empty though there are backups of them.
    fn vanished(&self, mend: Mend) -> Result<Vec<Mended>, Fault> {
        let folders =
            private::list(&self.private.join("backups")).map_err(|error| self.state_fault(&error))?;
        let mut mended = Vec::new();
        for article in folders.iter().filter_map(|folder| ArticleId::new(folder.file_name()?.to_str()?)) {
            let versions = self.backup_versions(&article);
            let Some(newest) = versions.first().filter(|version| !version.marks.is_empty()) else { continue };
            let path = self.file(&article, &self.annotator);
            let is_empty = |bytes: &Vec<u8>| bytes.iter().all(u8::is_ascii_whitespace);
            // What cannot be read was said above.
            let there = files::read(&self.root, &path, FILE_LIMIT_BYTES, self.lang);
            if !there.is_ok_and(|there| there.as_ref().is_none_or(is_empty)) {
                continue;
            }
            let copy = match mend {
                Mend::Beside => None,
                Mend::InPlace => Some(self.restore_backup(&article).map(|_| self.shown(&path))?),
            };
            let problem = Problem::error(
                self.shown(&path),
                0,
                0,
                "store.vanished",
                say::vanished(self.lang, newest.marks.len()),
            )
            .with_hint(say::restore_backup(self.lang));
            let (file, records) = (self.shown(&path), newest.marks.len());
            mended.push(Mended { file, copy, records, damaged_lines: 0, problems: vec![problem] });
        }
        Ok(mended)
    }

    /// Folds the copies of one's own files in.
    fn fold_copies(&self, now: Moment) -> Result<(), Fault> {
        let nothing = |_: &Annotations| Vec::<Change>::new();
        for file in self.store_files().0 {
            let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_copy = matches!(files::named(&name), Some(Named::Copy(_)));
            if is_copy && file.author == self.annotator {
                self.change(&[file.article].into(), Consent::NotAsked, now, &nothing)?;
            }
        }
        Ok(())
    }

    /// The files whose schema is older than this program's, or missing; `mend` in place writes it, after a backup.
    ///
    /// # Errors
    /// As [`save::replace`].
    pub fn migrate(&self, mend: Mend) -> Result<Vec<String>, Fault> {
        let mut old = Vec::new();
        let (store_files, unread) = self.store_files();
        if !unread.is_empty() {
            return Err(Fault { kind: FaultKind::Io, problems: unread });
        }
        for file in store_files {
            let Ok(disk) = self.read_file(&file.path, &file.article, &file.author) else { continue };
            let Some(bytes) =
                disk.bytes.filter(|_| !disk.parsed.is_corrupt() && disk.parsed.schema.is_none())
            else {
                continue;
            };
            old.push(self.shown(&file.path));
            if mend == Mend::InPlace {
                let name = format!("{}-{}.toml", digest(&bytes), file.author);
                let kept =
                    self.private.join("backups").join(file.article.as_str()).join("migrate").join(name);
                private::write(&kept, &bytes, Keep::Durable).map_err(|error| self.state_fault(&error))?;
                let text = format!("schema = {}\n{}", annotations::SCHEMA, disk.source);
                save::replace_if(&self.root, &file.path, Some(&bytes), text.as_bytes(), self.lang)?;
            }
        }
        Ok(old)
    }

    /// Every problem of every store file, and marks on articles that are not there. Writes nothing.
    pub fn check(&self, is_article: &dyn Fn(&ArticleId) -> bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        let folder = self.root.join("annotations");
        let names = match files::names(&self.root, &folder, self.lang) {
            Ok(names) => names,
            Err(fault) => return fault.problems,
        };
        for name in names {
            if name.starts_with('.') {
                continue;
            }
            let shown = format!("annotations/{name}");
            let Some(article) = ArticleId::new(&name) else {
                problems.push(
                    Problem::error(shown, 0, 0, "store.not-a-slug", say::not_a_slug(self.lang, &name))
                        .at(Severity::Warning)
                        .with_hint(say::rename_it(self.lang)),
                );
                continue;
            };
            if !is_article(&article) {
                let message = say::no_article(self.lang, &article);
                problems.push(
                    Problem::error(shown, 0, 0, "store.no-article", message)
                        .at(Severity::Warning)
                        .with_hint(say::keep_or_move(self.lang)),
                );
            }
            for name in files::names(&self.root, &folder.join(&name), self.lang).unwrap_or_default() {
                let is_toml = Path::new(&name).extension().is_some_and(|ending| ending == "toml");
                if files::named(&name).is_none() && is_toml && !name.starts_with('.') {
                    let shown = format!("annotations/{article}/{name}");
                    problems.push(
                        Problem::error(shown, 0, 0, "store.not-a-slug", say::not_a_slug(self.lang, &name))
                            .at(Severity::Warning)
                            .with_hint(say::rename_it(self.lang)),
                    );
                }
            }
            match self.load(&article) {
                Ok((_, found)) => problems.extend(found),
                Err(fault) => problems.extend(fault.problems),
            }
        }
        problems
    }
}

/// A file or folder that cannot even be read.
fn unlisted(problem: Problem) -> Mended {
    Mended { file: problem.file.clone(), copy: None, records: 0, damaged_lines: 0, problems: vec![problem] }
}

/// The name of a salvaged copy: no annotator's file.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!("{name}.salvaged"))
}
