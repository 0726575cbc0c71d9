//! A change to what one annotator has written about one article: the unit of saving, journal and undo.

use super::article::ArticleId;
use super::codebook::TagPath;
use super::mark::{Annotations, Hash16, Mark, MarkId, Moment, Status};
use super::sign::Signed;

/// Which record of an annotator's file changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Record {
    /// A mark.
    Mark(MarkId),
    /// The paragraph with this hash, in `[read]`.
    Read(Hash16),
    /// A stage in `[sign.…]`, such as `review-1`.
    Sign(String),
    /// A piece of advice in `[dismissed]`, as `code:paragraph hash`.
    Dismissed(String),
}

/// What a record or one of its fields holds before or after a change.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The record is not there.
    Absent,
    /// A whole mark.
    Mark(Box<Mark>),
    /// A mark's tags, sorted and unique.
    Tags(Vec<TagPath>),
    /// A mark's note.
    Note(String),
    /// A mark's status.
    Status(Status),
    /// A mark's place: ordinal, hash, span, quote, prefix, suffix.
    Place(Box<Place>),
    /// When (read, dismissed).
    When(Moment),
    /// A sign-off: when, hash of the text, hash of the marks.
    Signed(Signed),
}

/// The fields of a mark that say where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The block's ordinal.
    pub para: usize,
    /// The block's hash.
    pub para_hash: Hash16,
    /// Characters within the block, end exclusive.
    pub span: Option<(usize, usize)>,
    /// The words marked.
    pub quote: String,
    /// What stands before them.
    pub prefix: String,
    /// What stands after them.
    pub suffix: String,
}

/// One change of one field: `old` is what it expects to find, so the inverse is the same with both exchanged.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The article written about.
    pub article: ArticleId,
    /// The record.
    pub record: Record,
    /// What was there.
    pub old: Value,
    /// What is there now.
    pub new: Value,
}

impl Change {
    /// The change that makes a mark.
    pub fn makes(article: &ArticleId, mark: Mark) -> Self {
        Self {
            article: article.clone(),
            record: Record::Mark(mark.id),
            old: Value::Absent,
            new: Value::Mark(Box::new(mark)),
        }
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            article: self.article.clone(),
            record: self.record.clone(),
            old: self.new.clone(),
            new: self.old.clone(),
        }
    }
}

/// What a change found instead of what it expects: it was not applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Mismatch {
    /// What is there.
    pub found: Value,
}

impl Change {
    /// Applies the change to what is in memory. A mark taken away stays as a tombstone, and a tombstone
    /// counts as [`Value::Absent`] to a change that makes the mark again.
    ///
    /// # Errors
    /// [`Mismatch`] when the field does not hold [`Change::old`]; nothing is changed then.
    pub fn apply(&self, annotations: &mut Annotations) -> Result<(), Mismatch> {
        let found = self.found(annotations);
        if !found.says_the_same(&self.old) {
            return Err(Mismatch { found });
        }
        self.put(annotations);
        Ok(())
    }

    /// What stands in the field that this change is about, in the shape of its `old` and `new`.
    pub fn found(&self, annotations: &Annotations) -> Value {
        match &self.record {
            Record::Mark(id) => annotations.mark(*id).map_or(Value::Absent, |mark| self.found_in(mark)),
            Record::Read(hash) => annotations.read.get(hash).map_or(Value::Absent, |when| Value::When(*when)),
            Record::Sign(stage) => {
                annotations.signs.get(stage).map_or(Value::Absent, |signed| Value::Signed(*signed))
            }
            Record::Dismissed(key) => {
                annotations.dismissed.get(key).map_or(Value::Absent, |when| Value::When(*when))
            }
        }
    }

    fn found_in(&self, mark: &Mark) -> Value {
        let shape = if self.new == Value::Absent { &self.old } else { &self.new };
        match shape {
            Value::Tags(_) => Value::Tags(mark.tags.clone()),
            Value::Note(_) => Value::Note(mark.note.clone()),
            Value::Status(_) => Value::Status(mark.status),
            Value::Place(_) => Value::Place(Box::new(mark.place())),
            Value::Mark(_) | Value::Absent | Value::When(_) | Value::Signed(_) => {
                if mark.status == Status::Deleted {
                    Value::Absent
                } else {
                    Value::Mark(Box::new(mark.clone()))
                }
            }
        }
    }

    /// Writes `new` without looking at what is there.
    pub fn put(&self, annotations: &mut Annotations) {
        match &self.record {
            Record::Mark(id) => self.put_mark(*id, annotations),
            Record::Read(hash) => put_in(&mut annotations.read, hash, self.when()),
            Record::Sign(stage) => {
                let signed = if let Value::Signed(signed) = self.new { Some(signed) } else { None };
                put_in(&mut annotations.signs, stage, signed);
            }
            Record::Dismissed(key) => put_in(&mut annotations.dismissed, key, self.when()),
        }
    }

    fn when(&self) -> Option<Moment> {
        if let Value::When(when) = self.new { Some(when) } else { None }
    }

    fn put_mark(&self, id: MarkId, annotations: &mut Annotations) {
        let at = annotations.marks.binary_search_by_key(&id, |mark| mark.id);
        if let Value::Mark(new) = &self.new {
            match at {
                Ok(index) => annotations.marks.splice(index..=index, [(**new).clone()]).for_each(drop),
                Err(index) => annotations.marks.insert(index, (**new).clone()),
            }
            return;
        }
        let Some(mark) = at.ok().and_then(|index| annotations.marks.get_mut(index)) else { return };
        match &self.new {
            Value::Absent => mark.status = Status::Deleted,
            Value::Tags(tags) => mark.tags.clone_from(tags),
            Value::Note(note) => mark.note.clone_from(note),
            Value::Status(status) => mark.status = *status,
            Value::Place(place) => mark.stand_at(place),
            Value::Mark(_) | Value::When(_) | Value::Signed(_) => {}
        }
    }
}

fn put_in<K: Ord + Clone, V>(map: &mut std::collections::BTreeMap<K, V>, key: &K, value: Option<V>) {
    match value {
        Some(value) => drop(map.insert(key.clone(), value)),
        None => drop(map.remove(key)),
    }
}

impl Value {
    /// Whether two values say the same: of a whole mark, its revision and dates do not count.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mark(a), Self::Mark(b)) => a.says_the_same(b),
            _ => self == other,
        }
    }
}

impl Mark {
    /// The fields that say where it stands.
    pub fn place(&self) -> Place {
        Place {
            para: self.para,
            para_hash: self.para_hash,
            span: self.span,
            quote: self.quote.clone(),
            prefix: self.prefix.clone(),
            suffix: self.suffix.clone(),
        }
    }

    /// Puts it elsewhere.
    pub fn stand_at(&mut self, place: &Place) {
        self.para = place.para;
        self.para_hash = place.para_hash;
        self.span = place.span;
        self.quote.clone_from(&place.quote);
        self.prefix.clone_from(&place.prefix);
        self.suffix.clone_from(&place.suffix);
    }

    /// Whether two marks agree in everything but revision and dates.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.tags == other.tags
            && self.note == other.note
            && self.status == other.status
            && self.place() == other.place()
            && self.target == other.target
            && self.conflict_of == other.conflict_of
    }
}

/// The changes that lead from one state to another, field by field, in the order of the records.
pub fn difference(before: &Annotations, after: &Annotations) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut push = |record: Record, old: Value, new: Value| {
        if !old.says_the_same(&new) {
            changes.push(Change { article: after.article.clone(), record, old, new });
        }
    };
    for mark in &after.marks {
        let record = Record::Mark(mark.id);
        let Some(old) = before.mark(mark.id) else {
            push(record, Value::Absent, Value::Mark(Box::new(mark.clone())));
            continue;
        };
        if old == mark {
            continue;
        }
        let (place, new_place) = (Box::new(old.place()), Box::new(mark.place()));
        push(record.clone(), Value::Place(place), Value::Place(new_place));
        push(record.clone(), Value::Tags(old.tags.clone()), Value::Tags(mark.tags.clone()));
        push(record.clone(), Value::Note(old.note.clone()), Value::Note(mark.note.clone()));
        push(record, Value::Status(old.status), Value::Status(mark.status));
    }
    let when = |moment: Option<&Moment>| moment.map_or(Value::Absent, |moment| Value::When(*moment));
    for hash in before.read.keys().chain(after.read.keys()).collect::<std::collections::BTreeSet<_>>() {
        push(Record::Read(*hash), when(before.read.get(hash)), when(after.read.get(hash)));
    }
    let signed = |signed: Option<&Signed>| signed.map_or(Value::Absent, |signed| Value::Signed(*signed));
    for stage in before.signs.keys().chain(after.signs.keys()).collect::<std::collections::BTreeSet<_>>() {
        push(Record::Sign(stage.clone()), signed(before.signs.get(stage)), signed(after.signs.get(stage)));
    }
    for key in
        before.dismissed.keys().chain(after.dismissed.keys()).collect::<std::collections::BTreeSet<_>>()
    {
        let (old, new) = (before.dismissed.get(key), after.dismissed.get(key));
        push(Record::Dismissed(key.clone()), when(old), when(new));
    }
    changes
}
