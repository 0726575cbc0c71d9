//! Repairs of article files on the reader's word: what splitting, joining or answering a doubt makes of a file.
//!
//! Nothing is written here: each repair is a plain value that the store writes as one step, and takes back.

use std::collections::BTreeMap;

use super::{Entry, Library};
use crate::formats::{article, encoding, extract, hash};
use crate::import::answering::{self, Case};
use crate::import::repair::{self, Provenance};
use crate::import::{Answer, DoubtKind, Review, Rule, filing};
use crate::messages::import as say;
use crate::words::rewrite::hunks;
use crate::words::{Article, ArticleId, Fault, FaultKind, Problem, RepairKind, Rewrite, RuleChange, Verdict};

/// Characters of the text shown on each side of a seam.
const SEAM_CHARS: usize = 8;

/// An article file with all that a repair looks at.
struct File {
    entry: Entry,
    bytes: Vec<u8>,
    text: String,
    article: Article,
    provenance: Option<Provenance>,
}

impl Library {
    /// What splitting a paragraph (its ordinal) before a character of it makes of its file.
    ///
    /// # Errors
    /// `Usage` when one side would be empty, `Refused` for a file that cannot be kept whole.
    pub fn split_paragraph(&self, id: &ArticleId, ordinal: usize, at_chars: usize) -> Result<Rewrite, Fault> {
        let file = self.repairable(id)?;
        let text = repair::split(&file.text, id, &file.entry.folder, ordinal, at_chars, self.lang());
        let text = text.map_err(usage)?;
        let whole = file.article.block_text(ordinal).unwrap_or_default();
        let (left, right): (String, String) =
            (whole.chars().take(at_chars).collect(), whole.chars().skip(at_chars).collect());
        let words = seam_words(&left, &right);
        self.rewrite(&file, &text, (RepairKind::Split, Verdict::Made), words)
    }

    /// What joining a paragraph (its ordinal) with the next makes of its file.
    ///
    /// # Errors
    /// As [`Library::split_paragraph`].
    pub fn join_paragraph(&self, id: &ArticleId, ordinal: usize) -> Result<Rewrite, Fault> {
        let file = self.repairable(id)?;
        let text = repair::join(&file.text, id, &file.entry.folder, ordinal, self.lang()).map_err(usage)?;
        let block = |ordinal| file.article.block_text(ordinal).unwrap_or_default();
        let (joined, apart) = seam_words(block(ordinal), block(ordinal + 1));
        self.rewrite(&file, &text, (RepairKind::Joined, Verdict::Made), (apart, joined))
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

    /// What answering a doubt makes of the article's file, and of the paper's rules.
    ///
    /// # Errors
    /// As [`Library::split_paragraph`].
    pub fn answer_case(&self, case: &Case, answer: &Answer) -> Result<Rewrite, Fault> {
        let file = self.repairable(&case.article)?;
        let known = self.import_rules().0;
        let rules =
            answering::rules(case, answer).into_iter().map(|rule| changed(&known.rules, rule)).collect();
        let text =
            answering::answer(&file.text, &file.entry.folder, case, answer, self.lang()).map_err(usage)?;
        let text = text.unwrap_or_else(|| file.text.clone());
        let verdict = match answer {
            Answer::Accept => Verdict::Accepted,
            Answer::Reject => Verdict::Rejected,
            Answer::Edit(_) | Answer::Break(_) => Verdict::Edited,
        };
        let words = match (case.doubt.kind, answer) {
            (DoubtKind::Zone, _) => (file.article.meta.zone.clone(), case.doubt.rule(None, answer).answer),
            (_, Answer::Reject) => (case.doubt.proposed.clone(), case.doubt.alternative.clone()),
            (_, Answer::Break(Some(at))) => {
                let whole = answering::seam(case).unwrap_or_default().0;
                let (left, right): (String, String) =
                    (whole.chars().take(*at).collect(), whole.chars().skip(*at).collect());
                (case.doubt.proposed.clone(), seam_words(&left, &right).1)
            }
            (_, Answer::Break(None)) => (case.doubt.proposed.clone(), case.doubt.key.replace('|', "")),
            (_, Answer::Accept | Answer::Edit(_)) => {
                (case.doubt.proposed.clone(), case.doubt.proposed.clone())
            }
        };
        let what = (answering::repair_kind(case.doubt.kind), verdict);
        Ok(Rewrite { rules, ..self.rewrite(&file, &text, what, words)? })
    }

    fn rewrite(
        &self,
        file: &File,
        text: &str,
        (kind, verdict): (RepairKind, Verdict),
        words: (String, String),
    ) -> Result<Rewrite, Fault> {
        let lang = self.lang();
        let source = article::Source { zone: &file.entry.folder, file: &file.entry.file_name, lang };
        let (after, _) = article::parse(file.entry.id.clone(), text, source);
        let kept = |article: &Article| -> String {
            let blocks = article.iter_blocks().map(|(_, _, text)| text);
            blocks.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
        };
        if kept(&after) != kept(&file.article) {
            let fault = Fault::new(FaultKind::Refused, "import.not-kept", say::not_kept(lang));
            return Err(fault.with_hint(say::edit_by_hand(lang)));
        }
        let is_moved = after.meta.zone != file.article.meta.zone;
        let from = file.entry.shown();
        let to = if is_moved {
            format!("articles/{}/{}", filing::zone_folder(&after.meta.zone), file.entry.file_name)
        } else {
            from.clone()
        };
        Ok(Rewrite {
            article: file.entry.id.clone(),
            kind,
            verdict,
            words,
            from,
            to,
            old: hash::digest(file.text.as_bytes()),
            new: hash::digest(text.as_bytes()),
            hunks: hunks(&file.text, text),
            rules: Vec::new(),
        })
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
                raw: review.raw(&answering::raw_spans(doubt), RAW_CHARS),
                found,
            });
        }
        Ok(cases)
    }
}

/// Characters of the page that are kept before and behind a doubt: more than a screen shows.
const RAW_CHARS: usize = 1_500;

/// The words around a seam: as one paragraph, and as two.
fn seam_words(left: &str, right: &str) -> (String, String) {
    let skipped = left.chars().count().saturating_sub(SEAM_CHARS);
    let left: String = left.chars().skip(skipped).collect();
    let right: String = right.chars().take(SEAM_CHARS).collect();
    (format!("{left}{right}"), format!("{left}\n{right}"))
}

/// A rule as a change of those that are known.
fn changed(known: &[Rule], rule: Rule) -> RuleChange {
    let is_same =
        |known: &&Rule| (&known.paper, known.kind, &known.when) == (&rule.paper, rule.kind, &rule.when);
    let old = known.iter().find(is_same).map(|known| known.answer.clone());
    RuleChange {
        paper: rule.paper,
        kind: rule.kind.name().to_owned(),
        when: rule.when,
        old,
        new: Some(rule.answer),
    }
}

fn usage(problem: Problem) -> Fault {
    Fault::from_problem(FaultKind::Usage, problem)
}
