//! Two versions of one annotator's file become one, per record and field; nothing anybody wrote is dropped.
//!
//! Deterministic: the same versions give the same result on every machine, and merging again changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use crate::formats::hash::digest;
use crate::words::{Annotations, Change, Hash16, Mark, MarkId, Mismatch, Status, TagPath, Value};

/// A note that was written on both sides: the disk's stayed, the other lives on as a record of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Conflict {
    /// The mark whose note stayed.
    pub kept: MarkId,
    /// The new mark with the other note.
    pub other: MarkId,
}

/// What a merge ends with.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// The one version.
    pub annotations: Annotations,
    /// Notes that were written on both sides.
    pub conflicts: Vec<Conflict>,
}

/// Merges `mine` into `disk`; `base` is what both came from, `None` when it is not known.
pub fn merge(base: Option<&Annotations>, disk: &Annotations, mine: &Annotations) -> Merged {
    let mut merged = Merged { annotations: disk.clone(), conflicts: Vec::new() };
    let ids: BTreeSet<MarkId> = disk.marks.iter().chain(&mine.marks).map(|mark| mark.id).collect();
    merged.annotations.marks.clear();
    let mut extra = Vec::new();
    for id in ids {
        let base_mark = base.and_then(|base| base.mark(id));
        match (disk.mark(id), mine.mark(id)) {
            (Some(disk), Some(mine)) => {
                let (mark, other) = merge_mark(base_mark, disk, mine);
                merged.annotations.marks.push(mark);
                extra.extend(other);
            }
            // Gone on one side: by its user's hand when the other side left it as it was, else it stays.
            (Some(one), None) | (None, Some(one)) if base_mark != Some(one) => {
                merged.annotations.marks.push(one.clone());
            }
            _ => {}
        }
    }
    for other in extra {
        add_other(&mut merged, other);
    }
    merge_maps(base, disk, mine, &mut merged.annotations);
    merged
}

/// Adds the record for a note that lost, once.
fn add_other(merged: &mut Merged, other: Mark) {
    let marks = &mut merged.annotations.marks;
    if let Err(index) = marks.binary_search_by_key(&other.id, |mark| mark.id) {
        if let Some(kept) = other.conflict_of {
            merged.conflicts.push(Conflict { kept, other: other.id });
        }
        marks.insert(index, other);
    }
}

fn merge_maps(base: Option<&Annotations>, disk: &Annotations, mine: &Annotations, merged: &mut Annotations) {
    merged.read = merge_map(base.map(|base| &base.read), &disk.read, &mine.read, Ord::max);
    merged.dismissed =
        merge_map(base.map(|base| &base.dismissed), &disk.dismissed, &mine.dismissed, Ord::max);
    merged.signs = merge_map(base.map(|base| &base.signs), &disk.signs, &mine.signs, |a, b| {
        if (b.at, b.text, b.marks) > (a.at, a.text, a.marks) { b } else { a }
    });
    if base.is_some_and(|base| base.author_name == disk.author_name) {
        merged.author_name.clone_from(&mine.author_name);
    }
}

fn merge_map<K: Ord + Clone, V: Copy + PartialEq>(
    base: Option<&BTreeMap<K, V>>,
    disk: &BTreeMap<K, V>,
    mine: &BTreeMap<K, V>,
    later: impl Fn(V, V) -> V,
) -> BTreeMap<K, V> {
    let mut merged = BTreeMap::new();
    for key in disk.keys().chain(mine.keys()) {
        let before = base.and_then(|base| base.get(key)).copied();
        let value = match (disk.get(key).copied(), mine.get(key).copied()) {
            (Some(a), Some(b)) if before == Some(a) => Some(b),
            (Some(a), Some(b)) if before == Some(b) => Some(a),
            (Some(a), Some(b)) => Some(later(a, b)),
            (one, other) => one.or(other).filter(|value| before != Some(*value)),
        };
        if let Some(value) = value {
            merged.insert(key.clone(), value);
        }
    }
    merged
}

/// Merges one record; the second is the note that lost, if both sides wrote one.
pub fn merge_mark(base: Option<&Mark>, disk: &Mark, mine: &Mark) -> (Mark, Option<Mark>) {
    if disk == mine || base == Some(mine) {
        return (disk.clone(), None);
    }
    if base == Some(disk) {
        return (mine.clone(), None);
    }
    let later = if (mine.updated.unix_seconds, edits(&mine.rev), &mine.rev)
        > (disk.updated.unix_seconds, edits(&disk.rev), &disk.rev)
    {
        mine
    } else {
        disk
    };
    let mut merged = later.clone();
    merged.tags = merge_tags(base.map(|base| base.tags.as_slice()), &disk.tags, &mine.tags);
    merged.stand_at(&three(base.map(Mark::place), disk.place(), mine.place(), later.place()));
    merged.status = merge_status(base, disk, mine, later);
    merged.target =
        three(base.map(|b| b.target.clone()), disk.target.clone(), mine.target.clone(), later.target.clone());
    let (note, lost) = merge_note(base.map(|base| base.note.as_str()), &disk.note, &mine.note);
    note.clone_into(&mut merged.note);
    merged.created = disk.created.min(mine.created);
    merged.updated = disk.updated.max(mine.updated);
    merged.codebook = disk.codebook.max(mine.codebook);
    let other = lost.then(|| other_record(mine));
    merged.rev = if merged.says_the_same(disk) {
        disk.rev.clone()
    } else if merged.says_the_same(mine) {
        mine.rev.clone()
    } else {
        next_rev(&later.rev, random_of(&[&disk.rev, &mine.rev, &disk.note, &mine.note]))
    };
    (merged, other)
}

/// The three-way rule for a value that is one whole: who changed it wins, `later` when both did.
fn three<T: PartialEq>(base: Option<T>, disk: T, mine: T, later: T) -> T {
    match base {
        Some(base) if base == disk => mine,
        Some(base) if base == mine => disk,
        _ => later,
    }
}

fn merge_tags(base: Option<&[TagPath]>, disk: &[TagPath], mine: &[TagPath]) -> Vec<TagPath> {
    let removed = |tag: &TagPath| {
        base.is_some_and(|base| base.contains(tag)) && !(disk.contains(tag) && mine.contains(tag))
    };
    let all: BTreeSet<TagPath> = disk.iter().chain(mine).filter(|tag| !removed(tag)).cloned().collect();
    all.into_iter().collect()
}

/// The note that stays, and whether mine has to live on elsewhere.
fn merge_note<'a>(base: Option<&str>, disk: &'a str, mine: &'a str) -> (&'a str, bool) {
    match base {
        _ if disk == mine => (disk, false),
        Some(base) if base == disk => (mine, false),
        Some(base) if base == mine => (disk, false),
        _ if mine.is_empty() => (disk, false),
        _ if disk.is_empty() => (mine, false),
        _ => (disk, true),
    }
}

/// Deleting loses against writing: what one side wrote on is not taken away by the other.
fn merge_status(base: Option<&Mark>, disk: &Mark, mine: &Mark, later: &Mark) -> Status {
    let wrote = |side: &Mark, base: &Mark| side.tags != base.tags || side.note != base.note;
    if let Some(base) = base {
        let disk_buried = disk.status == Status::Deleted && wrote(mine, base) && mine.status == base.status;
        let mine_buried = mine.status == Status::Deleted && wrote(disk, base) && disk.status == base.status;
        if (disk_buried || mine_buried) && base.status != Status::Deleted {
            return base.status;
        }
    }
    three(base.map(|base| base.status), disk.status, mine.status, later.status)
}

/// A record of its own for a note that lost.
fn other_record(mine: &Mark) -> Mark {
    let mut other = mine.clone();
    let ms = u64::try_from(mine.updated.unix_seconds).unwrap_or_default() * 1000;
    let Hash16(low) = digest(format!("{}\n{}", mine.id, mine.note).as_bytes());
    let low = u128::from(u64::from_be_bytes(low));
    other.id = MarkId::mint(ms, (low << 64) | low, None);
    other.conflict_of = Some(mine.id);
    other.tags.clear();
    other.status = Status::Open;
    other.created = mine.updated;
    other.rev = next_rev("", random_of(&[&mine.rev, &mine.note]));
    other
}

fn random_of(parts: &[&str]) -> u32 {
    let Hash16(bytes) = digest(parts.join("\n").as_bytes());
    u32::try_from(u64::from_be_bytes(bytes) >> 32).unwrap_or_default()
}

/// How often a record was edited, as its revision says.
pub fn edits(rev: &str) -> u64 {
    rev.split('-').next().and_then(|count| count.parse().ok()).unwrap_or_default()
}

/// The revision behind this one.
pub fn next_rev(rev: &str, random: u32) -> String {
    format!("{}-{random:08x}", edits(rev).saturating_add(1))
}

/// Puts a change made against an older state onto what the disk holds now.
///
/// # Errors
/// [`Mismatch`] when its record is no longer there.
pub fn rebase(change: &Change, disk: &mut Annotations) -> Result<Option<Conflict>, Mismatch> {
    let found = change.found(disk);
    let crate::words::Record::Mark(id) = change.record else {
        change.put(disk);
        return Ok(None);
    };
    if found.says_the_same(&change.old) || found.says_the_same(&change.new) {
        change.put(disk);
        reopen(change, id, disk);
        return Ok(None);
    }
    let Some(current) = disk.mark(id).cloned() else { return Err(Mismatch { found: Value::Absent }) };
    let with = |value: &Value| {
        let mut one = Annotations::empty(disk.article.clone(), disk.author.clone(), String::new());
        one.marks.push(current.clone());
        Change { new: value.clone(), ..change.clone() }.put(&mut one);
        one.marks.pop()
    };
    let (Some(base), Some(mut mine)) = (with(&change.old), with(&change.new)) else {
        return Err(Mismatch { found });
    };
    mine.rev = next_rev(&mine.rev, 0);
    let (merged, other) = merge_mark(Some(&base), &current, &mine);
    let mut result = Merged {
        annotations: std::mem::replace(
            disk,
            Annotations::empty(disk.article.clone(), disk.author.clone(), String::new()),
        ),
        conflicts: Vec::new(),
    };
    if let Ok(index) = result.annotations.marks.binary_search_by_key(&id, |mark| mark.id)
        && let Some(mark) = result.annotations.marks.get_mut(index)
    {
        *mark = merged;
    }
    if let Some(other) = other {
        add_other(&mut result, other);
    }
    *disk = result.annotations;
    reopen(change, id, disk);
    Ok(result.conflicts.pop())
}

/// Writing on a mark that was deleted meanwhile takes it back: nothing that was just written is hidden.
fn reopen(change: &Change, id: MarkId, disk: &mut Annotations) {
    let wrote = match &change.new {
        Value::Tags(tags) => !tags.is_empty(),
        Value::Note(note) => !note.is_empty(),
        Value::Absent
        | Value::Mark(_)
        | Value::Status(_)
        | Value::Place(_)
        | Value::When(_)
        | Value::Signed(_) => false,
    };
    if wrote
        && let Some(mark) = disk.marks.iter_mut().find(|mark| mark.id == id && mark.status == Status::Deleted)
    {
        mark.status = Status::Open;
    }
}
