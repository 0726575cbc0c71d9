//! An article with all that is written about it: what queries ask and reports are made of.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use super::seen::Seen;
use super::signoff::{self, SignOff};
use crate::formats::hash;
use crate::words::{Annotations, Annotator, Article, Codebook, Hash16, Placed, Status, TagPath};

/// An article, its marks placed in today's text, and what the annotator at the desk has read of it.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The article.
    pub article: Arc<Article>,
    text_hash: OnceLock<Hash16>,
    /// The marks that stand, by place and id; tombstones and bare changes of status are not among them.
    pub marks: Vec<Placed>,
    /// What the annotator has read.
    pub seen: Seen,
    /// Everybody who has written about it, by name.
    pub coders: Vec<Coder>,
    /// 签发: who signed which stage, and whether that still stands.
    pub sign_offs: Vec<SignOff>,
    /// The article has a star on this machine.
    pub is_starred: bool,
}

/// What one annotator's file says beside its marks.
#[derive(Debug, Clone)]
pub struct Coder {
    /// Who.
    pub author: Annotator,
    /// The name shown.
    pub author_name: String,
    /// What was read.
    pub seen: Seen,
}

impl Dossier {
    /// An article nobody has written about.
    pub fn bare(article: impl Into<Arc<Article>>) -> Self {
        Self {
            article: article.into(),
            text_hash: OnceLock::new(),
            marks: Vec::new(),
            seen: Seen::default(),
            coders: Vec::new(),
            sign_offs: Vec::new(),
            is_starred: false,
        }
    }

    /// The hash of the article's text, made when it is first asked for.
    pub fn text_hash(&self) -> Hash16 {
        *self.text_hash.get_or_init(|| hash(&self.article.text))
    }

    /// Puts a dossier together: `written` is what the store holds, `placed` the same marks placed. Statuses set by
    /// others are applied, tags that were renamed bear their new paths. `own` is the annotator at the desk.
    pub fn new(
        article: impl Into<Arc<Article>>,
        written: &[Annotations],
        mut placed: Vec<Placed>,
        codebook: &Codebook,
        own: &Annotator,
    ) -> Self {
        let mut dossier = Self::bare(article);
        apply_answers(&mut placed);
        let aliases = aliases(codebook);
        for mark in &mut placed {
            rename_tags(&mut mark.mark.tags, codebook, &aliases);
        }
        placed.retain(|placed| placed.mark.status != Status::Deleted && !is_bare_answer(placed));
        placed.sort_by_key(order);
        dossier.marks = placed;
        let coder = |file: &Annotations| Coder {
            author: file.author.clone(),
            author_name: file.author_name.clone(),
            seen: Seen::of(file, || dossier.text_hash()),
        };
        dossier.coders = written.iter().map(coder).collect();
        if written.iter().any(|file| !file.signs.is_empty()) {
            dossier.sign_offs = signoff::sign_offs(written, dossier.text_hash());
        }
        for file in written.iter().filter(|file| file.author == *own) {
            let text = dossier.text_hash.get_or_init(|| hash(&dossier.article.text));
            dossier.seen.add(file, || *text);
        }
        dossier
    }

    /// The marks that have a place on this paragraph.
    pub fn marks_on(&self, ordinal: usize) -> impl Iterator<Item = &Placed> {
        self.marks
            .iter()
            .filter(move |placed| placed.ordinal == Some(ordinal) && placed.placement.has_place())
    }

    /// The marks without one place in today's text.
    pub fn orphans(&self) -> impl Iterator<Item = &Placed> {
        self.marks.iter().filter(|placed| !placed.placement.has_place())
    }

    /// Whether the annotator has read a paragraph.
    pub fn is_read(&self, ordinal: usize) -> bool {
        self.seen.has_block(&self.article, ordinal)
    }

    /// Whether the annotator has read every paragraph that counts.
    pub fn is_all_read(&self) -> bool {
        !self.seen.is_nothing() && self.article.counted().all(|ordinal| self.is_read(ordinal))
    }

    /// The words that a mark stands for in today's text, with their place in characters of the paragraph; the words
    /// it was made on when it has no place.
    pub fn words_of<'a>(&'a self, placed: &'a Placed) -> (&'a str, Option<(usize, usize)>) {
        let text =
            placed.ordinal.filter(|_| placed.placement.has_place()).and_then(|n| self.article.block_text(n));
        let Some(text) = text else { return (&placed.mark.quote, None) };
        match placed.span.and_then(|span| chars(text, span).map(|words| (words, span))) {
            Some((words, span)) => (words, Some(span)),
            None => (text, Some((0, text.chars().count()))),
        }
    }
}

/// The characters of a text between two counts; `None` when it has fewer.
pub fn chars(text: &str, (start, end): (usize, usize)) -> Option<&str> {
    let byte =
        |count: usize| text.char_indices().map(|(at, _)| at).chain(std::iter::once(text.len())).nth(count);
    text.get(byte(start)?..byte(end)?)
}

/// By place, then by time of making; what has no place last.
fn order(placed: &Placed) -> (usize, usize, crate::words::MarkId) {
    let ordinal = placed.ordinal.filter(|_| placed.placement.has_place()).unwrap_or(usize::MAX);
    (ordinal, placed.span.map_or(0, |span| span.0), placed.mark.id)
}

/// A change of status about somebody else's mark, without words.
fn is_bare_answer(placed: &Placed) -> bool {
    placed.mark.target.is_some() && placed.mark.note.is_empty() && placed.mark.tags.is_empty()
}

/// Gives each mark the status that the latest record about it sets; nobody can delete another's mark.
fn apply_answers(placed: &mut [Placed]) {
    let mut latest: HashMap<String, (crate::words::Moment, Status)> = HashMap::new();
    for answer in placed.iter().filter(|placed| placed.mark.status != Status::Deleted) {
        let Some(target) = &answer.mark.target else { continue };
        let now = (answer.mark.updated, answer.mark.status);
        let kept = latest.entry(target.clone()).or_insert(now);
        if now.0 > kept.0 {
            *kept = now;
        }
    }
    for mark in placed.iter_mut().filter(|placed| placed.mark.status != Status::Deleted) {
        let name = format!("{}/{}", mark.author, mark.mark.id);
        if let Some((at, status)) = latest.get(&name).filter(|(at, _)| *at > mark.mark.updated) {
            mark.mark.status = *status;
            mark.mark.updated = *at;
        }
    }
}

/// Former paths of tags and the paths they have now.
fn aliases(codebook: &Codebook) -> HashMap<&str, String> {
    let pairs =
        codebook.tags.iter().flat_map(|tag| tag.aliases.iter().map(|alias| (alias.as_str(), tag.path())));
    pairs.collect()
}

fn rename_tags(tags: &mut Vec<TagPath>, codebook: &Codebook, aliases: &HashMap<&str, String>) {
    for tag in tags.iter_mut() {
        if codebook.tag(tag.as_str()).is_none()
            && let Some(path) = aliases.get(tag.as_str()).and_then(|path| TagPath::new(path))
        {
            *tag = path;
        }
    }
    tags.sort();
    tags.dedup();
}
