//! The articles that a page may be a new version of, each read once while pages are filed.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::PathBuf;

use super::Filed;
use crate::formats::{article, encoding};
use crate::import::filing::{self, Sketch};
use crate::import::{Draft, Page};
use crate::library::{self, Library};
use crate::words::{Article, ArticleId};

/// An article of the library that may be an older version of one of the page.
pub(super) struct Known {
    pub(super) article: Article,
    pub(super) path: PathBuf,
    pub(super) shown: String,
    pub(super) bytes: Vec<u8>,
    pub(super) front: String,
    pub(super) page_file: Option<String>,
    /// What it says: the hash of its fields and blocks.
    pub(super) fingerprint: String,
    pub(super) is_corrected: bool,
    /// Of its body.
    sketch: OnceCell<Sketch>,
}

impl Known {
    fn alike(&self, body: &Sketch) -> f32 {
        self.sketch.get_or_init(|| Sketch::of(&filing::known_body(&self.article))).likeness(body)
    }
}

/// What is known of the library while pages are filed, so that each article is read once in a run.
#[derive(Default)]
pub struct Shelf {
    pub(super) ids: Option<HashSet<ArticleId>>,
    pub(super) folders: HashMap<String, Vec<Known>>,
}

impl Library {
    /// Puts an article that was just written on the shelf, in the stead of what was there.
    pub(super) fn shelve(&self, seen: &mut Shelf, one: &Filed) {
        let Some((folder, file)) = one.path.strip_prefix("articles/").and_then(|path| path.split_once('/'))
        else {
            return;
        };
        for known in seen.folders.values_mut() {
            known.retain(|known| known.article.id != one.id);
        }
        if let Some(known) = seen.folders.get_mut(folder) {
            known.extend(self.known(&one.id, folder, file));
        }
    }

    /// The articles of this page, when it came before, and of earlier ones of its name, whichever folder they are in:
    /// a correction may have changed their zone, and their files stay where they are.
    pub(super) fn of_earlier_pages(&self, page_file: &str, came_before: bool) -> Vec<Known> {
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

    /// The articles of a zone's folder, with the files they are in.
    pub(super) fn known_articles(&self, folder: &str) -> Vec<Known> {
        let entries = self.scan_zone(folder).entries.into_iter().filter(|entry| !entry.is_second);
        entries.filter_map(|entry| self.known(&entry.id, folder, &entry.file_name)).collect()
    }

    /// An article of a zone's folder, by its file's name.
    fn known(&self, id: &ArticleId, folder: &str, file: &str) -> Option<Known> {
        let shown = format!("articles/{folder}/{file}");
        let path = self.root().join(&shown);
        let most = library::MOST_ARTICLE_BYTES;
        let bytes = library::read::regular(&self.real_root, &path, &shown, most, self.lang).ok()?;
        let text = encoding::decode(&bytes, None).ok()?.text;
        let source = article::Source { zone: folder, file, lang: self.lang };
        let (article, _) = article::parse(id.clone(), &text, source);
        let front = front_of(&text);
        let page_file = imported(&front, "page");
        let fingerprint = filing::fingerprint(&article);
        let is_corrected = imported(&front, "written").as_ref() != Some(&fingerprint);
        let sketch = OnceCell::new();
        Some(Known { article, path, shown, bytes, front, page_file, fingerprint, is_corrected, sketch })
    }
}

/// A draft that is looked for among the articles: what it is compared by is worked out once.
pub(super) struct Sought<'a> {
    draft: &'a Draft,
    page: &'a Page,
    /// The fingerprint that its file would have.
    pub(super) written: String,
    sketch: OnceCell<Sketch>,
}

impl<'a> Sought<'a> {
    pub(super) fn new(draft: &'a Draft, page: &'a Page) -> Self {
        let written = filing::written(draft, page, filing::new_id(draft, page));
        Self { draft, page, written, sketch: OnceCell::new() }
    }

    /// The article that it is a version of: the one that says the same, else the most alike; none that another draft
    /// of the page took.
    pub(super) fn best<'k>(&self, candidates: &'k [Known], taken: &HashSet<ArticleId>) -> Option<&'k Known> {
        let free = || candidates.iter().filter(|known| !taken.contains(&known.article.id));
        if let Some(same) = free().find(|known| known.fingerprint == self.written) {
            return Some(same);
        }
        let body = || self.sketch.get_or_init(|| Sketch::of(&filing::body(self.draft)));
        free()
            .map(|known| (known.alike(body()), known))
            .filter(|(alike, known)| filing::is_version_of(&known.article, self.draft, self.page, *alike))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, known)| known)
    }
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
