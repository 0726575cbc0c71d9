//! Repairs of article files on the reader's word: paragraphs split and joined, doubts of a page answered, taken back.
//!
//! Each repair is one whole file written through the store's save; what a repair means is `import`'s.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Entry, Library};
use crate::formats::{article, encoding, extract};
use crate::import::answering::{self, Case};
use crate::import::repair::{self, Provenance};
use crate::import::{Answer, Review, Rule, filing};
use crate::messages::import as say;
use crate::store::save;
use crate::words::{Article, ArticleId, Fault, FaultKind, Problem};

/// A repair that was written, with what it takes to take it back.
#[derive(Debug, Clone)]
pub struct Rewrite {
    /// The article.
    pub article: ArticleId,
    from: PathBuf,
    to: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
    rule: Option<(Rule, Option<Rule>)>,
}

/// An article file with all that a repair looks at.
struct File {
    entry: Entry,
    bytes: Vec<u8>,
    text: String,
    article: Article,
    provenance: Option<Provenance>,
}

impl Library {
    /// Splits a paragraph (its ordinal) before a character of it.
    ///
    /// # Errors
    /// `Usage` when one side would be empty, `Refused` for a file that cannot be kept whole, and as [`save::replace_if`].
    pub fn split_paragraph(&self, id: &ArticleId, ordinal: usize, at_chars: usize) -> Result<Rewrite, Fault> {
        let file = self.repairable(id)?;
        let text = repair::split(&file.text, id, &file.entry.folder, ordinal, at_chars, self.lang());
        self.rewrite(file, text.map_err(usage)?, None)
    }

    /// Joins a paragraph (its ordinal) with the next.
    ///
    /// # Errors
    /// As [`Library::split_paragraph`].
    pub fn join_paragraph(&self, id: &ArticleId, ordinal: usize) -> Result<Rewrite, Fault> {
        let file = self.repairable(id)?;
        let text = repair::join(&file.text, id, &file.entry.folder, ordinal, self.lang());
        self.rewrite(file, text.map_err(usage)?, None)
    }

    /// The open doubts of the page that an article came from; of every page when it has none, or none is named.
    ///
    /// # Errors
    /// `Io` when the original of the named article is gone.
    pub fn cases(&self, open: Option<&ArticleId>) -> Result<Vec<Case>, Fault> {
        if let Some(id) = open
            && let Ok(file) = self.article_file(self.entry(id)?)
            && let Some(from) = &file.provenance
        {
            let page = from.page_file.clone();
            let files = self.files_of(&page, from, file.entry.folder.as_ref())?;
            let cases = self.cases_of(&page, &files)?;
            if !cases.is_empty() {
                return Ok(cases);
            }
        }
        let mut pages: BTreeMap<String, Vec<File>> = BTreeMap::new();
        for entry in self.scan().entries.into_iter().filter(|entry| !entry.is_second) {
            let Ok(file) = self.article_file(entry) else { continue };
            if let Some(from) = &file.provenance {
                pages.entry(from.page_file.clone()).or_default().push(file);
            }
        }
        // A page whose original is gone has no doubts that could be shown.
        Ok(pages.iter().flat_map(|(page, files)| self.cases_of(page, files).unwrap_or_default()).collect())
    }

    /// Answers a doubt: the article file first, then the rule for the paper.
    ///
    /// # Errors
    /// As [`Library::split_paragraph`] and [`Library::remember_rule`].
    pub fn answer_case(&self, case: &Case, answer: &Answer) -> Result<Rewrite, Fault> {
        let file = self.repairable(&case.article)?;
        let (options, _) = self.import_options();
        let rule = case.doubt.rule(case.paper.as_deref(), answer);
        let is_same =
            |known: &&Rule| (&known.paper, known.kind, &known.when) == (&rule.paper, rule.kind, &rule.when);
        let known = options.rules.rules.iter().find(is_same).cloned();
        let text =
            answering::answer(&file.text, &file.entry.folder, case, answer, self.lang()).map_err(usage)?;
        let text = text.unwrap_or_else(|| file.text.clone());
        let rewrite = self.rewrite(file, text, Some((rule.clone(), known)))?;
        if let Err(fault) = self.remember_rule(&rule) {
            // Neither or both: a repair without its rule would come back at the next import.
            self.put(&rewrite.to, &rewrite.after, &rewrite.from, &rewrite.before)?;
            return Err(fault);
        }
        Ok(rewrite)
    }

    /// Takes a repair back.
    ///
    /// # Errors
    /// `Refused` when the file was changed since.
    pub fn take_back(&self, done: &Rewrite) -> Result<(), Fault> {
        self.put(&done.to, &done.after, &done.from, &done.before)?;
        match &done.rule {
            Some((rule, None)) => self.forget_rule(rule),
            Some((_, Some(before))) => self.remember_rule(before),
            None => Ok(()),
        }
    }

    /// Puts a new version into a file, or in another folder in its place.
    fn put(&self, from: &PathBuf, before: &[u8], to: &PathBuf, after: &[u8]) -> Result<(), Fault> {
        if from == to {
            return if before == after {
                Ok(())
            } else {
                save::replace_if(self.root(), from, Some(before), after, self.lang())
            };
        }
        let io = |error: std::io::Error| Fault::new(FaultKind::Io, "import.move", error.to_string());
        if std::fs::read(from).map_err(io)? != before {
            let fault = Fault::new(FaultKind::Refused, "import.changed", say::changed_since(self.lang()));
            return Err(fault.with_hint(say::answer_again(self.lang())));
        }
        save::create_new(self.root(), to, after, self.lang())?;
        // Only now, with the new one durable: at no moment is the article without a file.
        std::fs::remove_file(from).map_err(io)
    }

    fn rewrite(
        &self,
        file: File,
        text: String,
        rule: Option<(Rule, Option<Rule>)>,
    ) -> Result<Rewrite, Fault> {
        let lang = self.lang();
        let source = article::Source { zone: &file.entry.folder, file: &file.entry.file_name, lang };
        let (after, _) = article::parse(file.entry.id.clone(), &text, source);
        let words = |article: &Article| -> String {
            let blocks = article.iter_blocks().map(|(_, _, text)| text);
            blocks.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
        };
        if words(&after) != words(&file.article) {
            let fault = Fault::new(FaultKind::Refused, "import.not-kept", say::not_kept(lang));
            return Err(fault.with_hint(say::edit_by_hand(lang)));
        }
        let from = self.path(&file.entry);
        let is_moved = after.meta.zone != file.article.meta.zone;
        let to = if is_moved {
            let folder = filing::zone_folder(&after.meta.zone);
            self.root().join("articles").join(folder).join(&*file.entry.file_name)
        } else {
            from.clone()
        };
        self.put(&from, &file.bytes, &to, text.as_bytes())?;
        Ok(Rewrite { article: file.entry.id, from, to, before: file.bytes, after: text.into_bytes(), rule })
    }

    /// The file of an article that may be written: one of ours, in UTF-8.
    fn repairable(&self, id: &ArticleId) -> Result<File, Fault> {
        let file = self.article_file(self.entry(id)?)?;
        if file.bytes.as_slice() == file.text.as_bytes() && file.text.starts_with("+++") {
            return Ok(file);
        }
        let fault = Fault::new(FaultKind::Refused, "import.not-ours", say::not_ours(self.lang()));
        Err(fault.with_hint(say::import_first(self.lang())))
    }

    fn article_file(&self, entry: Entry) -> Result<File, Fault> {
        let path = self.path(&entry);
        let bytes = super::read::regular(
            &self.real_root,
            &path,
            &entry.shown(),
            super::MOST_ARTICLE_BYTES,
            self.lang(),
        )
        .map_err(|problem| Fault::from_problem(FaultKind::Io, problem))?;
        let decoded = encoding::decode(&bytes, None)
            .map_err(|_| Fault::new(FaultKind::Corrupt, "import.not-ours", say::not_ours(self.lang())))?;
        let source = article::Source { zone: &entry.folder, file: &entry.file_name, lang: self.lang() };
        let (article, _) = article::parse(entry.id.clone(), &decoded.text, source);
        let provenance = repair::provenance(&decoded.text);
        Ok(File { entry, bytes, text: decoded.text, article, provenance })
    }

    /// The article files of a page: looked for in the zones that the page names, and in one more folder.
    fn files_of(&self, page: &str, from: &Provenance, folder: &str) -> Result<Vec<File>, Fault> {
        let review = self.review(page, from)?;
        let mut folders: Vec<String> =
            review.page().articles.iter().map(|draft| filing::zone_folder(&draft.zone)).collect();
        folders.push(folder.to_owned());
        folders.sort();
        folders.dedup();
        let entries = folders.iter().flat_map(|folder| self.scan_zone(folder).entries);
        Ok(entries
            .filter(|entry| !entry.is_second)
            .filter_map(|entry| self.article_file(entry).ok())
            .filter(|file| file.provenance.as_ref().is_some_and(|from| from.page_file == page))
            .collect())
    }

    fn review(&self, page: &str, from: &Provenance) -> Result<Review, Fault> {
        let bytes = self.page_bytes(page)?;
        let gone = |_| Fault::new(FaultKind::Io, "import.no-page", say::no_page(self.lang(), page));
        let read = extract::extract(&bytes, page, encoding::by_name(&from.encoding)).map_err(gone)?;
        let options = super::intake::with_what_it_tells(self.import_options().0, &read);
        Ok(Review::new(read.text, options))
    }

    /// The open doubts of one page, each with the article it is found in.
    fn cases_of(&self, page: &str, files: &[File]) -> Result<Vec<Case>, Fault> {
        let Some(from) = files.iter().find_map(|file| file.provenance.as_ref()) else {
            return Ok(Vec::new());
        };
        let review = self.review(page, from)?;
        let mut cases = Vec::new();
        for doubt in review.doubts() {
            let found = files.iter().find_map(|file| {
                let spans = &file.provenance.as_ref()?.spans;
                answering::find(doubt, &file.article, spans).map(|found| (file, found))
            });
            let Some((file, found)) = found else { continue };
            cases.push(Case {
                article: file.entry.id.clone(),
                title: file.article.meta.title.clone(),
                paper: review.page().paper.clone(),
                doubt: doubt.clone(),
                raw: review.raw(&answering::raw_spans(doubt), 60),
                found,
            });
        }
        Ok(cases)
    }
}

fn usage(problem: Problem) -> Fault {
    Fault::from_problem(FaultKind::Usage, problem)
}
