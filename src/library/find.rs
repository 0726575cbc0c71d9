//! From an id to an article: its card, its text, and what a reader types for it.

use std::borrow::Cow;
use std::sync::Arc;

use super::scan::Entry;
use super::{Library, MOST_ARTICLE_BYTES, read};
use crate::formats::article::{self, Source};
use crate::formats::encoding::{self, NotText};
use crate::messages::{cli, library as say};
use crate::words::{Article, ArticleCard, ArticleId, Fault, FaultKind, Meta, Problem, Severity};

/// How much of a file is read for its head, in bytes; a longer head is read whole. Most articles end within it, so that
/// their paragraphs are counted in the same stroke.
const HEAD_BYTES: usize = 16 * 1024;

/// What a list needs of an article, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct CardRead {
    /// The card; its title is the file's name when the file cannot be read.
    pub card: ArticleCard,
    /// The whole head.
    pub meta: Meta,
    /// What is wrong; an error among them means that the article is broken.
    pub problems: Vec<Problem>,
}

/// What a list shows of an article.
#[derive(Debug, Clone)]
pub struct Glance {
    /// The card; its title is the file's name when the file cannot be read.
    pub card: ArticleCard,
    /// The folder it was read from.
    pub folder: Arc<str>,
    /// How many blocks follow the head, when the file is short enough for that to be seen in passing.
    pub paragraphs: Option<usize>,
}

fn card(entry: &Entry, meta: &Meta) -> ArticleCard {
    let is_folder = *meta.zone == *entry.folder;
    ArticleCard {
        id: entry.id.clone(),
        zone: if is_folder { entry.folder.clone() } else { Arc::from(meta.zone.as_str()) },
        title: Arc::from(meta.title.as_str()),
        date: meta.date.as_deref().map(Arc::from),
    }
}

/// What a file holds, decoded.
struct FileText {
    /// Its text, line ends LF.
    words: String,
    /// The encoding it was in.
    encoding: &'static str,
    /// How sure that is.
    confidence: f32,
}

impl Library {
    /// Reads the head of an article: the first 4 KiB of its file unless the head is longer. Never fails: a file
    /// that cannot be read has a card all the same, and its problem beside it.
    pub fn card(&self, entry: &Entry) -> CardRead {
        let shown = entry.shown();
        let head = match self.head(entry, &shown) {
            Ok((head, _)) => head,
            Err(problem) => article::Head {
                meta: article::parse_head("", self.source(entry, &shown)).meta,
                problems: vec![problem],
                ..article::Head::default()
            },
        };
        CardRead { card: card(entry, &head.meta), meta: head.meta, problems: head.problems }
    }

    /// Reads what a list shows of an article. Never fails, as [`Library::card`].
    pub fn glance(&self, entry: &Entry) -> Glance {
        let shown = entry.shown();
        let (meta, paragraphs) = match self.head(entry, &shown) {
            Ok((head, paragraphs)) => (head.meta, paragraphs),
            Err(_) => (article::parse_head("", self.source(entry, &shown)).meta, Some(0)),
        };
        Glance { card: card(entry, &meta), folder: entry.folder.clone(), paragraphs }
    }

    /// The head of an article, and how many blocks follow it when the whole file was read for it.
    fn head(&self, entry: &Entry, shown: &str) -> Result<(article::Head, Option<usize>), Problem> {
        let (mut file, _) = read::open(&self.real_root, &self.path(entry), shown, self.lang())?;
        let source = self.source(entry, shown);
        let unreadable = |error: std::io::Error| read::unreadable(shown, &error, self.lang());
        let (mut bytes, is_whole) = read::beginning(&mut file, HEAD_BYTES).map_err(unreadable)?;
        if !is_whole {
            // A window that ends within a line would end within a character, too.
            let cut = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |lf| lf + 1);
            let is_utf8 =
                bytes.get(..cut).is_some_and(|window| cut > 0 && std::str::from_utf8(window).is_ok());
            bytes.truncate(cut);
            let head = is_utf8
                .then(|| self.text(bytes, shown))
                .transpose()?
                .map(|(text, _, _)| article::parse_head(&article::with_plain_line_ends(&text), source));
            if let Some(head) = head.filter(|head| !head.is_cut) {
                return Ok((head, None));
            }
            bytes =
                read::regular(&self.real_root, &self.path(entry), shown, MOST_ARTICLE_BYTES, self.lang())?;
        }
        let (text, _, _) = self.text(bytes, shown)?;
        let text = article::with_plain_line_ends(&text);
        let head = article::parse_head(&text, source);
        let body = text.get(head.body_bytes..).unwrap_or("");
        let paragraphs = article::blocks(body).count().max(1);
        Ok((head, Some(paragraphs)))
    }

    /// Reads a whole article.
    ///
    /// # Errors
    /// `Usage` for an unknown id, `Io` when its file cannot be read, `Corrupt` when it is no text.
    pub fn load(&self, id: &ArticleId) -> Result<Article, Fault> {
        self.load_entry(&self.entry(id)?).map(|(article, _)| article)
    }

    /// Reads a whole article with what is wrong with it.
    ///
    /// # Errors
    /// As [`Library::load`].
    pub fn load_entry(&self, entry: &Entry) -> Result<(Article, Vec<Problem>), Fault> {
        let shown = entry.shown();
        let text = self.file_text(entry, &shown)?;
        let source = self.source(entry, &shown);
        let head = article::parse_head(&text.words, source);
        Ok(self.complete(entry, head, &text, source))
    }

    /// As [`Library::load_entry`], unless `is_ruled_out` says of the head and of the body as the file holds it that the
    /// article is of no interest: then only what is wrong with its head comes back.
    ///
    /// # Errors
    /// As [`Library::load`].
    pub fn load_unless(
        &self,
        entry: &Entry,
        is_ruled_out: impl FnOnce(&Meta, &str) -> bool,
    ) -> Result<(Option<Article>, Vec<Problem>), Fault> {
        let shown = entry.shown();
        let text = self.file_text(entry, &shown)?;
        let source = self.source(entry, &shown);
        let head = article::parse_head(&text.words, source);
        let body = text.words.get(head.body_bytes..).unwrap_or("");
        if text.confidence >= encoding::SURE && is_ruled_out(&head.meta, body) {
            return Ok((None, head.problems));
        }
        let (article, problems) = self.complete(entry, head, &text, source);
        Ok((Some(article), problems))
    }

    /// The text of an article's file, its line ends LF.
    fn file_text(&self, entry: &Entry, shown: &str) -> Result<FileText, Fault> {
        let path = self.path(entry);
        let bytes = read::regular(&self.real_root, &path, shown, MOST_ARTICLE_BYTES, self.lang())
            .map_err(|problem| Fault::from_problem(FaultKind::Io, problem))?;
        let (text, encoding, confidence) =
            self.text(bytes, shown).map_err(|problem| Fault::from_problem(FaultKind::Corrupt, problem))?;
        let plain = article::with_plain_line_ends(&text);
        let is_plain = matches!(&plain, Cow::Borrowed(same) if same.len() == text.len());
        let changed = if is_plain { None } else { Some(plain.into_owned()) };
        let words = changed.unwrap_or(text);
        Ok(FileText { words, encoding, confidence })
    }

    /// An article from its head and its file's text.
    fn complete(
        &self,
        entry: &Entry,
        head: article::Head,
        text: &FileText,
        source: Source<'_>,
    ) -> (Article, Vec<Problem>) {
        let (mut article, mut problems) = article::complete(entry.id.clone(), head, &text.words, source);
        article.encoding = (text.encoding.to_owned(), text.confidence);
        if entry.is_second {
            article.read_only.get_or_insert(say::second_file(self.lang(), &entry.id));
        }
        if text.confidence < encoding::SURE {
            let message = say::doubtful_encoding(self.lang(), text.encoding);
            problems.push(
                Problem::error(source.file, 0, 0, "article.encoding", &message)
                    .at(Severity::Warning)
                    .with_hint(say::mend_encoding(self.lang())),
            );
            article.is_encoding_asked = article.read_only.is_none();
            article.read_only.get_or_insert(message);
        }
        (article, problems)
    }

    /// The entry that an id names: the first by path when several files have it.
    ///
    /// # Errors
    /// `Usage` when no file has it; `Io` when that cannot be known.
    pub fn entry(&self, id: &ArticleId) -> Result<Entry, Fault> {
        for folder in std::iter::once(String::new()).chain(self.zone_folders()) {
            for extension in ["md", "txt"] {
                let entry = Entry {
                    id: id.clone(),
                    folder: folder.as_str().into(),
                    file_name: format!("{id}.{extension}").into(),
                    is_second: false,
                };
                if self.path(&entry).is_file() {
                    return Ok(entry);
                }
            }
        }
        // A stem that is no slug, or an extension in capitals.
        let mut scan = self.scan();
        let found =
            scan.entries.iter().position(|entry| entry.id == *id).map(|at| scan.entries.swap_remove(at));
        found.ok_or_else(|| scan.unread().unwrap_or_else(|| self.no_such_article(id.as_str())))
    }

    /// The article that an id or a unique prefix of one names.
    ///
    /// # Errors
    /// `Usage` when none or several begin so; `Io` when that cannot be known.
    pub fn resolve(&self, prefix: &str) -> Result<Entry, Fault> {
        let mut scan = self.scan();
        let entries = std::mem::take(&mut scan.entries);
        let mut begun =
            entries.iter().filter(|entry| !entry.is_second && entry.id.as_str().starts_with(prefix));
        if let Some(exact) = entries.iter().find(|entry| entry.id.as_str() == prefix) {
            return Ok(exact.clone());
        }
        // What could not be listed may begin so, too, or be the one.
        if let Some(fault) = scan.unread() {
            return Err(fault);
        }
        match (begun.next(), begun.next()) {
            (Some(one), None) if !prefix.is_empty() => Ok(one.clone()),
            (Some(one), Some(two)) if !prefix.is_empty() => {
                let mut names: Vec<&str> =
                    [one, two].into_iter().chain(begun).map(|e| e.id.as_str()).collect();
                let more = names.len().saturating_sub(8);
                names.truncate(8);
                let shown = names.join(", ") + if more > 0 { ", ..." } else { "" };
                Err(Fault::new(
                    FaultKind::Usage,
                    "library.several-articles",
                    cli::several_articles(self.lang(), prefix, shown),
                )
                .with_hint(say::more_letters(self.lang())))
            }
            _ => Err(self.no_such_article(prefix)),
        }
    }

    fn no_such_article(&self, name: &str) -> Fault {
        Fault::new(FaultKind::Usage, "library.no-article", cli::no_such_article(self.lang(), name))
            .with_hint(say::list_them(self.lang()))
    }

    pub(super) fn source<'a>(&self, entry: &'a Entry, shown: &'a str) -> Source<'a> {
        Source { zone: &entry.folder, file: shown, lang: self.lang() }
    }

    /// Decodes a file's bytes: text, the encoding's name, how sure it is.
    fn text(&self, bytes: Vec<u8>, shown: &str) -> Result<(String, &'static str, f32), Problem> {
        match String::from_utf8(bytes) {
            Ok(text) if !text.as_bytes().contains(&0) => Ok((text, "UTF-8", 1.0)),
            Ok(text) => self.decoded(text.as_bytes(), shown),
            Err(error) => self.decoded(error.as_bytes(), shown),
        }
    }

    fn decoded(&self, bytes: &[u8], shown: &str) -> Result<(String, &'static str, f32), Problem> {
        encoding::decode(bytes, None)
            .map(|decoded| (decoded.text, decoded.encoding, decoded.confidence))
            .map_err(|NotText { line, column, .. }| {
                Problem::error(shown, line, column, "article.not-text", say::not_text(self.lang()))
                    .with_hint(say::mend_encoding(self.lang()))
            })
    }
}
