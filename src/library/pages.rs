//! Imported pages on disk: the original in `pages/`, its articles in `articles/`, each written whole.
//!
//! Decides nothing about a page's text; that is `import`'s.

mod shelf;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

pub use self::shelf::Shelf;
use self::shelf::{Known, Sought};
use super::Library;
use crate::formats::extract::Extracted;
use crate::formats::{hash, import_rules};
use crate::import::filing::{self, Origin};
use crate::import::{Draft, Evidence, Options, Page, Rules};
use crate::messages::{Lang, import as say, system};
use crate::store::{Store, save};
use crate::words::{ArticleId, Fault, FaultKind, Problem, Severity};

/// The largest page, in bytes.
pub const MOST_PAGE_BYTES: u64 = 64 << 20;

/// What became of one article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was not there.
    New,
    /// An older version of it was replaced.
    Updated,
    /// It is there as it is.
    Unchanged,
    /// It is there as it is, in this zone, although another one was named.
    Elsewhere(String),
    /// A new version came, but the file was corrected since it was imported: it was left as it is.
    Left,
    /// The new version took the place of a corrected file, which was kept at this path.
    Replaced(PathBuf),
}

/// An article that was filed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filed {
    /// Its id.
    pub id: ArticleId,
    /// Its path in the library, with `/`.
    pub path: String,
    /// What became of it.
    pub change: Change,
}

impl Library {
    /// What a page is parsed with here: the library's zones and its import rules, and what is wrong with those.
    pub fn import_options(&self) -> (Options, Vec<Problem>) {
        let (rules, problems) = self.import_rules();
        let text = self.settings_file(import_rules::FILE_NAME).ok().flatten().unwrap_or_default();
        let encodings = import_rules::encodings(&text);
        (Options { zones: self.zone_folders(), rules, encodings, ..Options::default() }, problems)
    }

    /// The answers that readers gave before.
    pub fn import_rules(&self) -> (Rules, Vec<Problem>) {
        match self.settings_file(import_rules::FILE_NAME) {
            Ok(None) => (Rules::default(), Vec::new()),
            Ok(Some(text)) => import_rules::parse(&text, self.lang),
            Err(problem) => (Rules::default(), vec![problem.at(Severity::Warning)]),
        }
    }

    /// Keeps the encoding that the user named for a file of these bytes.
    ///
    /// # Errors
    /// As [`save::replace`].
    pub fn remember_encoding(&self, bytes: &[u8], name: &str) -> Result<(), Fault> {
        self.change_rules(|text| import_rules::with_encoding(text, bytes, name))
    }

    fn change_rules(&self, change: impl Fn(&str) -> String) -> Result<(), Fault> {
        let old = self.settings_file(import_rules::FILE_NAME);
        let old = old.map_err(|problem| Fault::from_problem(FaultKind::Io, problem))?.unwrap_or_default();
        if !import_rules::parse(&old, self.lang).1.iter().all(|problem| problem.line == 0) {
            let problems = import_rules::parse(&old, self.lang).1;
            return Err(Fault { kind: FaultKind::Corrupt, problems });
        }
        let path = self.root().join(import_rules::FILE_NAME);
        save::replace(self.root(), &path, change(&old).as_bytes(), self.lang)
    }

    /// The original of an article: the page that its `[import]` names.
    ///
    /// # Errors
    /// `Io` when the page is gone or cannot be read.
    pub fn page_bytes(&self, page_file: &str) -> Result<Vec<u8>, Fault> {
        let is_inside =
            page_file.strip_prefix("pages/").is_some_and(|name| !name.contains(['/', '\\']) && name != "..");
        let gone = || Fault::new(FaultKind::Io, "import.no-page", say::no_page(self.lang, page_file));
        if !is_inside {
            return Err(gone());
        }
        let bytes = super::read::regular(
            &self.real_root,
            &self.real_root.join(page_file),
            page_file,
            MOST_PAGE_BYTES,
            self.lang,
        );
        bytes.map_err(|problem| {
            if self.root().join(page_file).exists() {
                Fault::from_problem(FaultKind::Io, problem)
            } else {
                gone()
            }
        })
    }

    /// Files a page: the original first, then its articles; the same page twice changes nothing, a corrected one
    /// updates its articles under their ids. Files that were corrected since they were imported are left as they are,
    /// unless a store is given `over` them, which keeps what is replaced.
    ///
    /// # Errors
    /// As [`save::create_new`] and [`save::replace_if`]; what was written before stays whole.
    pub fn file_page(
        &self,
        seen: &mut Shelf,
        name: &str,
        bytes: &[u8],
        read: &Extracted,
        page: &Page,
        over: Option<&Store>,
    ) -> Result<Vec<Filed>, Fault> {
        if page.articles.is_empty() {
            return Ok(Vec::new());
        }
        let (page_file, came_before) = self.keep_original(name, bytes)?;
        let origin = Origin { page_file: &page_file, encoding: read.encoding };
        let mut ids = seen
            .ids
            .take()
            .unwrap_or_else(|| self.scan().entries.into_iter().map(|entry| entry.id).collect());
        let mut taken: HashSet<ArticleId> = HashSet::new();
        let moved: OnceCell<Vec<Known>> = OnceCell::new();
        let mut filed = Vec::new();
        for draft in &page.articles {
            let folder = filing::zone_folder(&draft.zone);
            let here = seen.folders.entry(folder.clone()).or_insert_with(|| self.known_articles(&folder));
            let sought = Sought::new(draft, page);
            let known = sought.best(here, &taken).or_else(|| {
                let earlier = moved.get_or_init(|| self.of_earlier_pages(&page_file, came_before));
                sought.best(earlier, &taken)
            });
            let one = match known {
                Some(known) => self.file_again(known, (draft, &sought.written), page, origin, over)?,
                None => self.file_new(&folder, draft, page, origin, &mut ids)?,
            };
            if !matches!(one.change, Change::Unchanged | Change::Left | Change::Elsewhere(_)) {
                self.shelve(seen, &one);
            }
            taken.insert(one.id.clone());
            filed.push(one);
        }
        seen.ids = Some(ids);
        Ok(filed)
    }

    /// Puts the original into `pages/` under a name made of its own and its content; one that is there by content
    /// stays under the name it has. Tells whether it was there.
    fn keep_original(&self, name: &str, bytes: &[u8]) -> Result<(String, bool), Fault> {
        let digits: String = hash::digest(bytes).to_string().chars().take(12).collect();
        let folder = self.root().join("pages");
        let marked = format!("-{digits}.");
        let there = fs::read_dir(&folder).into_iter().flatten().flatten().find_map(|entry| {
            let file = entry.file_name().into_string().ok()?;
            let is_same = file.contains(&marked) && fs::read(entry.path()).is_ok_and(|known| known == bytes);
            is_same.then_some(file)
        });
        if let Some(file) = there {
            return Ok((format!("pages/{file}"), true));
        }
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "txt"));
        let safe = |text: &str, most: usize| -> String {
            text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).take(most).collect()
        };
        let (stem, extension) = (safe(stem, 40), safe(extension, 8).to_lowercase());
        let stem = if stem.is_empty() { "page".to_owned() } else { stem };
        let file = format!("{stem}-{digits}.{}", if extension.is_empty() { "txt" } else { &extension });
        save::create_new(self.root(), &folder.join(&file), bytes, self.lang)?;
        Ok((format!("pages/{file}"), false))
    }

    fn file_again(
        &self,
        known: &Known,
        (draft, written): (&Draft, &str),
        page: &Page,
        origin: Origin<'_>,
        over: Option<&Store>,
    ) -> Result<Filed, Fault> {
        let id = known.article.id.clone();
        let filed = |change| Filed { id: id.clone(), path: known.shown.clone(), change };
        let is_known = known.page_file.as_deref() == Some(origin.page_file) && over.is_none();
        let zone = &known.article.meta.zone;
        let is_moved = draft.zone_evidence == Evidence::Given && *zone != draft.zone;
        if is_known && is_moved {
            return Ok(filed(Change::Elsewhere(zone.clone())));
        }
        if is_known || written == known.fingerprint {
            return Ok(filed(Change::Unchanged));
        }
        let change = match (known.is_corrected, over) {
            (false, _) => Change::Updated,
            (true, None) => return Ok(filed(Change::Left)),
            (true, Some(store)) => {
                Change::Replaced(store.keep_article(&id, &known.bytes, crate::clock::now())?)
            }
        };
        let text = filing::render(draft, page, id.clone(), origin, &known.front);
        let folder = filing::zone_folder(&draft.zone);
        let is_there = known.shown.starts_with(&format!("articles/{folder}/"));
        let Some(file_name) = known.path.file_name().filter(|_| is_moved && !is_there) else {
            save::replace_if(self.root(), &known.path, Some(&known.bytes), text.as_bytes(), self.lang)?;
            return Ok(filed(change));
        };
        let path = self.root().join("articles").join(folder).join(file_name);
        save::create_new(self.root(), &path, text.as_bytes(), self.lang)?;
        // Only now, with the new one durable: at no moment is the article without a file.
        fs::remove_file(&known.path).map_err(|error| system::fault("import.move", self.lang(), &error))?;
        let shown = path.strip_prefix(self.root()).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        Ok(Filed { path: shown, ..filed(change) })
    }

    fn file_new(
        &self,
        folder: &str,
        draft: &Draft,
        page: &Page,
        origin: Origin<'_>,
        ids: &mut HashSet<ArticleId>,
    ) -> Result<Filed, Fault> {
        let mut id = filing::new_id(draft, page);
        let mut number = 2;
        while !ids.insert(id.clone()) {
            id = filing::other_id(draft, page, number);
            number += 1;
        }
        let text = filing::render(draft, page, id.clone(), origin, "");
        let shown = format!("articles/{folder}/{id}.md");
        save::create_new(self.root(), &self.root().join(&shown), text.as_bytes(), self.lang)?;
        Ok(Filed { id, path: shown, change: Change::New })
    }
}

/// Whether a file's name is that of a page.
pub fn is_page(path: &Path) -> bool {
    const KINDS: [&str; 8] = ["txt", "md", "markdown", "docx", "html", "htm", "doc", "wps"];
    let extension = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    extension.is_some_and(|end| KINDS.contains(&end.as_str()))
}

/// Names the files that an import of a folder takes, sorted; hidden ones and links are left out.
///
/// # Errors
/// When a folder cannot be read.
pub fn importable(folder: &Path, _lang: Lang) -> std::io::Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![(folder.to_owned(), 0)]);
    while let Some((folder, depth)) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let (kind, path) = (entry.file_type()?, entry.path());
            let is_hidden = entry.file_name().to_string_lossy().starts_with(['.', '~']);
            if is_hidden {
                continue;
            }
            if kind.is_dir() && depth < 16 {
                open.push((path, depth + 1));
            } else if kind.is_file() && is_page(&path) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
