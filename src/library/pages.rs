//! Imported pages on disk: the original in `pages/`, its articles in `articles/`, each written whole.
//!
//! Decides nothing about a page's text; that is `import`'s.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::Library;
use crate::formats::extract::Extracted;
use crate::formats::{article, encoding, hash, import_rules};
use crate::import::filing::{self, Origin};
use crate::import::{Draft, Evidence, Options, Page, Rules};
use crate::messages::{Lang, import as say};
use crate::store::{Store, save};
use crate::words::{Article, ArticleId, Fault, FaultKind, Problem, Severity};

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

/// An article of the library that may be an older version of one of the page.
struct Known {
    article: Article,
    path: PathBuf,
    shown: String,
    bytes: Vec<u8>,
    front: String,
    page_file: Option<String>,
    is_corrected: bool,
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
        let mut taken: HashSet<ArticleId> = HashSet::new();
        let mut ids: HashSet<ArticleId> = self.scan().entries.into_iter().map(|entry| entry.id).collect();
        let mut cache: Vec<(String, Vec<Known>)> = Vec::new();
        let moved: OnceCell<Vec<Known>> = OnceCell::new();
        let mut filed = Vec::new();
        for draft in &page.articles {
            let folder = filing::zone_folder(&draft.zone);
            if !cache.iter().any(|(known, _)| *known == folder) {
                let known = self.known_articles(&folder);
                cache.push((folder.clone(), known));
            }
            let candidates =
                cache.iter().find(|(known, _)| *known == folder).map_or(&[][..], |(_, known)| known);
            let known = best(candidates, draft, page, &taken).or_else(|| {
                best(
                    moved.get_or_init(|| self.of_earlier_pages(&page_file, came_before)),
                    draft,
                    page,
                    &taken,
                )
            });
            let one = match known {
                Some(known) => self.file_again(known, draft, page, origin, over)?,
                None => self.file_new(&folder, draft, page, origin, &mut ids)?,
            };
            taken.insert(one.id.clone());
            filed.push(one);
        }
        Ok(filed)
    }

    /// The articles of this page, when it came before, and of earlier ones of its name, whichever folder they are in:
    /// a correction may have changed their zone, and their files stay where they are.
    fn of_earlier_pages(&self, page_file: &str, came_before: bool) -> Vec<Known> {
        let stem = page_file.rsplit_once('-').map_or(page_file, |(stem, _)| stem);
        let is_earlier = |other: &str| {
            (came_before || other != page_file)
                && other.rsplit_once('-').is_some_and(|(known, _)| known == stem)
        };
        let pages = fs::read_dir(self.root().join("pages")).into_iter().flatten().flatten();
        let has_earlier = pages
            .filter_map(|entry| entry.file_name().into_string().ok())
            .any(|file| is_earlier(&format!("pages/{file}")));
        if !has_earlier {
            return Vec::new();
        }
        self.of_pages(is_earlier)
    }

    /// The articles of some pages, whichever folder they are in.
    fn of_pages(&self, is_meant: impl Fn(&str) -> bool) -> Vec<Known> {
        let known = self.zone_folders().into_iter().flat_map(|folder| self.known_articles(&folder));
        known.filter(|known| known.page_file.as_deref().is_some_and(&is_meant)).collect()
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

    /// The articles of a zone's folder, with the files they are in.
    fn known_articles(&self, folder: &str) -> Vec<Known> {
        let entries = self.scan_zone(folder).entries;
        entries
            .into_iter()
            .filter(|entry| !entry.is_second)
            .filter_map(|entry| {
                let path = self.path(&entry);
                let bytes = super::read::regular(
                    &self.real_root,
                    &path,
                    &entry.shown(),
                    super::MOST_ARTICLE_BYTES,
                    self.lang,
                )
                .ok()?;
                let text = encoding::decode(&bytes, None).ok()?.text;
                let source = article::Source { zone: folder, file: &entry.file_name, lang: self.lang };
                let (article, _) = article::parse(entry.id.clone(), &text, source);
                let front = front_of(&text);
                let page_file = imported(&front, "page");
                let is_corrected = imported(&front, "written") != Some(filing::fingerprint(&article));
                Some(Known { article, path, shown: entry.shown(), bytes, front, page_file, is_corrected })
            })
            .collect()
    }

    fn file_again(
        &self,
        known: &Known,
        draft: &Draft,
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
        if is_known || filing::written(draft, page, id.clone()) == filing::fingerprint(&known.article) {
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
        fs::remove_file(&known.path)
            .map_err(|error| Fault::new(FaultKind::Io, "import.move", error.to_string()))?;
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

/// The article that a draft is a version of: the most alike that no other draft of the page took.
fn best<'a>(
    candidates: &'a [Known],
    draft: &Draft,
    page: &Page,
    taken: &HashSet<ArticleId>,
) -> Option<&'a Known> {
    let body: String = draft.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect();
    candidates
        .iter()
        .filter(|known| {
            !taken.contains(&known.article.id) && filing::is_version_of(&known.article, draft, page)
        })
        .map(|known| (filing::likeness(&known.article.text, &body), known))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, known)| known)
}

/// The front matter of an article file without its fences.
fn front_of(text: &str) -> String {
    let text = article::with_plain_line_ends(text);
    let mut lines = text.split_inclusive('\n');
    if lines.next().is_none_or(|line| line.trim_end() != "+++") {
        return String::new();
    }
    lines.take_while(|line| line.trim_end() != "+++").collect()
}

/// What a front matter's `[import]` says under a key.
fn imported(front: &str, key: &str) -> Option<String> {
    let document: toml_edit::DocumentMut = front.parse().ok()?;
    Some(document.get("import")?.get(key)?.as_str()?.to_owned())
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
