//! What the verbs that change marks share: the open library and store, a mark found, a mark printed.

use std::io::Read;
use std::path::Path;

use super::context::Context;
use crate::formats::annotations::NOTE_LIMIT_BYTES;
use crate::formats::json::shapes::MarkShape;
use crate::library::Library;
use crate::messages::{Lang, cli, store as say, system, terms};
use crate::store::{FoundMark, Saved, Store};
use crate::words::{
    Annotations, Article, ArticleId, Fault, FaultKind, MarkId, Placed, Placement, Severity, Status,
};
use crate::{anchor, clock};

/// A library and its store, open.
pub(super) struct Desk {
    pub(super) library: Library,
    pub(super) store: Store,
}

impl Desk {
    /// Opens both.
    pub(super) fn open(context: &Context<'_>) -> Result<Self, Fault> {
        let library = context.library()?;
        let store = context.store(&library)?;
        Ok(Self { library, store })
    }

    /// The article that is named, if it may be annotated.
    pub(super) fn article(&self, context: &mut Context<'_>, name: &str) -> Result<Article, Fault> {
        let entry = self.library.resolve(name)?;
        let (mut article, problems) = self.library.load_entry(&entry)?;
        if article.is_encoding_asked && self.store.trusts_encoding(&article) {
            article.accept_encoding();
        }
        for problem in &problems {
            context.remark(problem);
        }
        if let Some(reason) = &article.read_only {
            let message = cli::read_only(context.lang, &article.id, reason);
            let broken = problems.iter().any(|problem| problem.severity == Severity::Error);
            let kind = if broken { FaultKind::Corrupt } else { FaultKind::Refused };
            let hint = if article.is_encoding_asked {
                cli::accept_encoding(context.lang, &article.id)
            } else {
                cli::run_check(context.lang)
            };
            return Err(Fault::new(kind, "cli.read-only", message).with_hint(hint));
        }
        Ok(article)
    }

    /// One's own mark with this id or end of an id.
    fn own_mark(&self, context: &Context<'_>, suffix: &str) -> Result<FoundMark, Fault> {
        let found = self.store.find_mark(suffix)?;
        if found.author == *self.store.annotator() {
            return Ok(found);
        }
        let message = say::others_mark(context.lang, found.mark.id, &found.author);
        Err(Fault::new(FaultKind::Refused, "cli.others-mark", message).with_hint(say::only_own(context.lang)))
    }

    /// One's own mark with this id or end of an id, unless it was deleted.
    pub(super) fn living_mark(&self, context: &Context<'_>, suffix: &str) -> Result<FoundMark, Fault> {
        let found = self.own_mark(context, suffix)?;
        if found.mark.status != Status::Deleted {
            return Ok(found);
        }
        let message = say::no_such_mark(context.lang, suffix);
        Err(Fault::new(FaultKind::Usage, "store.no-such-mark", message)
            .with_hint(say::in_the_trash(context.lang)))
    }

    /// The article a mark is about, as far as it can be read: printing a mark does not need it.
    pub(super) fn article_of(&self, id: &ArticleId) -> Option<Article> {
        self.library.load(id).ok()
    }
}

/// A new id, greater than all of one's own on the article.
pub(super) fn mint(own: &Annotations) -> MarkId {
    MarkId::mint(clock::unix_ms(), clock::random(), own.marks.last().map(|mark| mark.id))
}

/// Prints a mark after it was saved, and what the save has to say.
pub(super) fn print(
    context: &mut Context<'_>,
    article: &Article,
    saved: &Saved,
    id: Option<MarkId>,
    as_json: bool,
) -> Result<(), Fault> {
    saved.remarks.iter().for_each(|remark| context.remark(remark));
    let own = saved.annotations.iter().find(|own| own.article == article.id);
    let placed = own.zip(id).and_then(|(own, id)| placed(Some(article), own, id));
    match placed {
        _ if as_json => context.print_json(&placed.as_ref().map(MarkShape::new)),
        Some(placed) => print_line(context, &article.id, &placed),
        None => Ok(()),
    }
}

/// A mark with its place; a tombstone or a mark whose article is gone stands where it was written.
pub(super) fn placed(article: Option<&Article>, own: &Annotations, id: MarkId) -> Option<Placed> {
    let mark = own.mark(id)?.clone();
    let mut one = own.clone();
    one.marks = vec![mark.clone()];
    let found = article.and_then(|article| anchor::place(article, &[one]).pop());
    Some(found.unwrap_or_else(|| Placed {
        author: own.author.clone(),
        author_name: own.author_name.clone(),
        placement: if article.is_some() { Placement::Exact } else { Placement::Orphan },
        ordinal: article.map(|_| mark.para),
        span: mark.span,
        score: if article.is_some() { 1.0 } else { 0.0 },
        candidates: Vec::new(),
        drift: Vec::new(),
        mark,
    }))
}

/// A mark on one line for a person: id, place, tags, note.
pub(super) fn print_line(
    context: &mut Context<'_>,
    article: &ArticleId,
    placed: &Placed,
) -> Result<(), Fault> {
    let mark = &placed.mark;
    let tags = mark.tags.iter().fold(String::new(), |line, tag| line + "【" + tag.leaf() + "】");
    let note = mark.note.replace('\n', " / ");
    let status =
        if mark.status == Status::Open { "" } else { terms::status(context.lang, mark.status.name()) };
    let line =
        format!("{}  {article} {}  {tags}{note} {status}", mark.id, placed.ordinal.unwrap_or(mark.para));
    context.print_line(line.trim_end())
}

/// The note that is given as text, in a file or on standard input; line ends LF, the last one taken off.
pub(super) fn note_text(
    context: &Context<'_>,
    text: Option<&str>,
    file: Option<&Path>,
) -> Result<String, Fault> {
    let raw = match (text, file) {
        (Some(_), Some(_)) | (None, None) => {
            return Err(Fault::new(FaultKind::Usage, "cli.note-text", say::one_note(context.lang)));
        }
        (Some(text), None) => text.to_owned(),
        (None, Some(path)) => read_note(path, context.lang)?,
    };
    let text = crate::formats::article::with_plain_line_ends(&raw);
    Ok(text.trim_end_matches('\n').to_owned())
}

/// Far more than the store takes, so that the refusal tells the length.
const MOST_READ_BYTES: u64 = 16 << 20;

fn read_note(path: &Path, lang: Lang) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(MOST_READ_BYTES).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(MOST_READ_BYTES).read_to_end(&mut bytes))
    };
    let fault = |message: String| Fault::new(FaultKind::Io, "cli.note-file", message);
    let length =
        read.map_err(|error| fault(say::io_failed(lang, path.display(), system::why(lang, &error))))?;
    if length > NOTE_LIMIT_BYTES + 1 {
        let message = say::note_too_long(lang, length, NOTE_LIMIT_BYTES / 1024);
        return Err(
            Fault::new(FaultKind::Refused, "store.note-too-long", message).with_hint(say::split_it(lang))
        );
    }
    String::from_utf8(bytes).map_err(|_| fault(say::io_failed(lang, path.display(), say::not_utf8(lang))))
}
