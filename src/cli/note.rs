//! `pizhu note`, `edit` and `rm`.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::args::{EditArgs, NoteArgs, RmArgs};
use super::context::{Context, Done, Outcome};
use super::mark::{self, Desk};
use crate::formats::json::shapes::MarkShape;
use crate::messages::store as say;
use crate::store::Consent;
use crate::words::{
    Annotations, ArticleId, Birth, Change, Fault, FaultKind, Mark, MarkId, Record, Status, Value,
};
use crate::{anchor, clock};

/// Adds a mark with a note.
pub(super) fn add(context: &mut Context<'_>, args: &NoteArgs) -> Outcome {
    let desk = Desk::open(context)?;
    let article = desk.article(context, &args.article)?;
    context.paragraph(&article, args.para)?;
    let note = mark::note_text(context, args.text.as_deref(), args.file.as_deref())?;
    if note.trim().is_empty() {
        return Err(Fault::new(FaultKind::Usage, "cli.empty-note", say::empty_note(context.lang)));
    }
    let revision = desk.library.codebook().0.revision;
    let added = Cell::new(None);
    let make = |own: &Annotations| {
        let birth = Birth { id: mark::mint(own), at: clock::now(), codebook: revision };
        added.set(Some(birth.id));
        let new = anchor::new_mark(&article, args.para, None, birth);
        vec![Change::makes(&article.id, Mark { note: note.clone(), ..new })]
    };
    let saved = desk.store.change(&[article.id.clone()].into(), Consent::Given, clock::now(), &make)?;
    mark::print(context, &article, &saved, added.get(), args.json)?;
    Ok(Done::Fine)
}

/// Changes a mark's note; a mark left with neither tag nor note is deleted.
pub(super) fn edit(context: &mut Context<'_>, args: &EditArgs) -> Outcome {
    let desk = Desk::open(context)?;
    let found = desk.living_mark(context, &args.mark)?;
    let note = mark::note_text(context, args.text.as_deref(), args.file.as_deref())?;
    let note = if note.trim().is_empty() { String::new() } else { note };
    let make = |own: &Annotations| {
        let Some(mark) = own.mark(found.mark.id) else { return Vec::new() };
        let change = |old: Value, new: Value| Change {
            article: found.article.clone(),
            record: Record::Mark(mark.id),
            old,
            new,
        };
        let mut changes = Vec::new();
        if mark.note != note {
            changes.push(change(Value::Note(mark.note.clone()), Value::Note(note.clone())));
        }
        if note.is_empty() && mark.tags.is_empty() && mark.status != Status::Deleted {
            changes.push(change(Value::Status(mark.status), Value::Status(Status::Deleted)));
        }
        changes
    };
    let saved = desk.store.change(&[found.article.clone()].into(), Consent::Given, clock::now(), &make)?;
    saved.remarks.iter().for_each(|remark| context.remark(remark));
    let article = desk.article_of(&found.article);
    let own = saved.annotations.iter().find(|own| own.article == found.article);
    if let Some(placed) = own.and_then(|own| mark::placed(article.as_ref(), own, found.mark.id)) {
        if args.json {
            context.print_json(&MarkShape::new(&placed))?;
        } else {
            mark::print_line(context, &found.article, &placed)?;
        }
    }
    Ok(Done::Fine)
}

/// Deletes marks, all in one step.
pub(super) fn remove(context: &mut Context<'_>, args: &RmArgs) -> Outcome {
    let desk = Desk::open(context)?;
    let mut doomed: BTreeMap<ArticleId, BTreeSet<MarkId>> = BTreeMap::new();
    for suffix in &args.marks {
        let found = desk.living_mark(context, suffix)?;
        doomed.entry(found.article).or_default().insert(found.mark.id);
    }
    let make = |own: &Annotations| {
        let ids = doomed.get(&own.article);
        let marks = own.marks.iter().filter(|mark| ids.is_some_and(|ids| ids.contains(&mark.id)));
        marks
            .filter(|mark| mark.status != Status::Deleted)
            .map(|mark| Change {
                article: own.article.clone(),
                record: Record::Mark(mark.id),
                old: Value::Status(mark.status),
                new: Value::Status(Status::Deleted),
            })
            .collect()
    };
    let consent = if args.yes { Consent::Given } else { Consent::NotAsked };
    let saved = desk.store.change(&doomed.keys().cloned().collect(), consent, clock::now(), &make)?;
    saved.remarks.iter().for_each(|remark| context.remark(remark));
    context.print_line(&say::deleted(context.lang, saved.changes.len()))?;
    Ok(Done::Fine)
}
