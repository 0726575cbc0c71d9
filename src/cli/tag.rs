//! `pizhu tag`.

use std::cell::Cell;

use super::args::TagArgs;
use super::context::{Context, Done, Outcome};
use super::mark::{self, Desk};
use crate::anchor;
use crate::clock;
use crate::messages::store as say;
use crate::store::{Consent, Store};
use crate::words::{
    Annotations, Article, Birth, Change, Codebook, Fault, FaultKind, Mark, MarkId, Problem, Record, Status,
    TagLookup, TagPath, Value,
};

/// What is done to one tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    On,
    Off,
    Toggle,
}

/// Changes the tags of one's first mark on a whole paragraph, or makes one.
pub(super) fn run(context: &mut Context<'_>, args: &TagArgs) -> Outcome {
    let desk = Desk::open(context)?;
    let article = desk.article(context, &args.article)?;
    context.paragraph(&article, args.para)?;
    let (book, problems) = codebook(&desk)?;
    for problem in &problems {
        context.remark(problem);
    }
    let turns = args
        .change
        .iter()
        .map(|change| turn(context, (&desk.store, &article), &book, change, args))
        .collect::<Result<Vec<_>, _>>()?;
    if args.create {
        // What will be refused adds no tag to the codebook.
        let (changes, _) = changes(&article, args.para, &own(&desk.store, &article), &turns, book.revision);
        desk.store.tags_fit(changes.iter().map(tags_after).max().unwrap_or(0))?;
        // Whoever asked for a tag that is there may have been killed before it was safe.
        for (_, path) in turns.iter().filter(|(turn, _)| *turn != Turn::Off) {
            desk.store.create_tag(path)?;
        }
    }
    // A tag just added counts a revision of the codebook.
    let revision = if args.create { codebook(&desk)?.0.revision } else { book.revision };
    let touched = Cell::new(None);
    let make = |own: &Annotations| {
        let (changes, id) = changes(&article, args.para, own, &turns, revision);
        touched.set(id);
        changes
    };
    let saved = desk.store.change(&[article.id.clone()].into(), Consent::Given, clock::now(), &make)?;
    mark::print(context, &article, &saved, touched.get(), args.json)?;
    Ok(Done::Fine)
}

/// The tags, by which new ones are taken or refused: without a codebook that is there nothing is.
fn codebook(desk: &Desk) -> Result<(Codebook, Vec<Problem>), Fault> {
    let (book, problems) = desk.library.codebook();
    match problems.iter().find(|problem| problem.code == "library.unreadable") {
        Some(unread) => Err(Fault::from_problem(FaultKind::Io, unread.clone())),
        None => Ok((book, problems)),
    }
}

/// Reads `+TAG`, `-TAG` or `TAG`.
fn turn(
    context: &Context<'_>,
    (store, article): (&Store, &Article),
    book: &Codebook,
    change: &str,
    args: &TagArgs,
) -> Result<(Turn, TagPath), Fault> {
    let signed = |sign| change.strip_prefix(sign);
    let (turn, name) = match (signed(['+', '＋']), signed(['-', '－'])) {
        (Some(name), _) => (Turn::On, name),
        (None, Some(name)) => (Turn::Off, name),
        (None, None) => (Turn::Toggle, change),
    };
    let unknown = |message: String, hint: String| {
        Err(Fault::new(FaultKind::Usage, "cli.no-such-tag", message).with_hint(hint))
    };
    match book.find(name) {
        TagLookup::Found(path) => Ok((turn, path)),
        TagLookup::Several(paths) => {
            unknown(say::several_tags(context.lang, name, list(&paths)), say::full_path(context.lang))
        }
        TagLookup::Unknown(near) => match TagPath::new(name) {
            // A tag that the codebook lost can still be taken off where it stands.
            Some(path) if turn == Turn::Off && stands(store, article, &path) => Ok((turn, path)),
            Some(path) if turn != Turn::Off && args.create => Ok((turn, path)),
            Some(_) if near.is_empty() => {
                unknown(say::no_such_tag(context.lang, name), say::create_tag(context.lang))
            }
            Some(_) => {
                unknown(say::no_such_tag(context.lang, name), say::nearest_tags(context.lang, list(&near)))
            }
            None => unknown(say::bad_tag(context.lang, name), say::tag_rule(context.lang)),
        },
    }
}

/// What the reader has written about the article, as far as it can be read.
fn own(store: &Store, article: &Article) -> Annotations {
    let (written, _) = store.load(&article.id).unwrap_or_default();
    let own = written.into_iter().find(|file| file.author == *store.annotator());
    own.unwrap_or_else(|| Annotations::empty(article.id.clone(), store.annotator().clone(), String::new()))
}

/// Whether one of the reader's own marks on the article bears this tag.
fn stands(store: &Store, article: &Article, tag: &TagPath) -> bool {
    let own = own(store, article);
    own.marks.iter().any(|mark| mark.status != Status::Deleted && mark.tags.contains(tag))
}

/// How many tags a mark has after a change.
fn tags_after(change: &Change) -> usize {
    match &change.new {
        Value::Tags(tags) => tags.len(),
        Value::Mark(mark) => mark.tags.len(),
        Value::Absent
        | Value::Note(_)
        | Value::Status(_)
        | Value::Place(_)
        | Value::When(_)
        | Value::Signed(_) => 0,
    }
}

fn list(paths: &[TagPath]) -> String {
    paths.iter().map(TagPath::as_str).collect::<Vec<_>>().join(" ")
}

/// The changes, and the mark they are about.
fn changes(
    article: &Article,
    para: usize,
    own: &Annotations,
    turns: &[(Turn, TagPath)],
    revision: u64,
) -> (Vec<Change>, Option<MarkId>) {
    let placed = anchor::place(article, std::slice::from_ref(own));
    let here = |mark: &Mark| mark.span.is_none() && mark.target.is_none() && mark.status != Status::Deleted;
    let found = placed
        .into_iter()
        .filter(|one| one.ordinal == Some(para) && here(&one.mark))
        .map(|one| one.mark)
        .min_by_key(|mark| mark.id);
    let old = found.as_ref().map(|mark| mark.tags.clone()).unwrap_or_default();
    let mut tags = old.clone();
    for (turn, tag) in turns {
        let on = tags.contains(tag);
        match turn {
            Turn::On | Turn::Toggle if !on => tags.push(tag.clone()),
            Turn::Off | Turn::Toggle if on => tags.retain(|other| other != tag),
            Turn::On | Turn::Off | Turn::Toggle => {}
        }
    }
    tags.sort();
    let change = |id: MarkId, old: Value, new: Value| Change {
        article: article.id.clone(),
        record: Record::Mark(id),
        old,
        new,
    };
    match found {
        Some(mark) if tags == old => (Vec::new(), Some(mark.id)),
        Some(mark) => {
            let mut changes = vec![change(mark.id, Value::Tags(old), Value::Tags(tags.clone()))];
            if tags.is_empty() && mark.note.is_empty() {
                changes.push(change(mark.id, Value::Status(mark.status), Value::Status(Status::Deleted)));
            }
            (changes, Some(mark.id))
        }
        None if tags.is_empty() => (Vec::new(), None),
        None => {
            let birth = Birth { id: mark::mint(own), at: clock::now(), codebook: revision };
            let mark = Mark { tags, ..anchor::new_mark(article, para, None, birth) };
            (vec![Change::makes(&article.id, mark)], Some(birth.id))
        }
    }
}
