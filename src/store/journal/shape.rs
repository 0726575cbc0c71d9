//! How changes are written into the journal and the trash: JSON, one line an entry.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::words::{
    ArticleId, Change, Hash16, Mark, MarkId, Moment, Place, Record, Signed, Status, TagPath, Value,
};

#[derive(Serialize, Deserialize)]
pub(super) struct ChangeShape {
    article: String,
    record: RecordShape,
    old: ValueShape,
    new: ValueShape,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RecordShape {
    Mark(Uuid),
    Read(String),
    Sign(String),
    Dismissed(String),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ValueShape {
    Absent,
    Mark(Box<MarkShape>),
    Tags(Vec<String>),
    Note(String),
    Status(String),
    Place(PlaceShape),
    When(String),
    Signed { at: String, text: String, marks: String },
}

/// A place as JSON.
#[derive(Serialize, Deserialize)]
pub(in crate::store) struct PlaceShape {
    para: usize,
    para_hash: String,
    span: Option<(usize, usize)>,
    quote: String,
    prefix: String,
    suffix: String,
}

/// A mark as JSON.
#[derive(Serialize, Deserialize)]
pub(in crate::store) struct MarkShape {
    id: Uuid,
    #[serde(flatten)]
    place: PlaceShape,
    tags: Vec<String>,
    note: String,
    status: String,
    created: String,
    updated: String,
    codebook: u64,
    rev: String,
    target: Option<String>,
    conflict_of: Option<Uuid>,
}

impl From<&Place> for PlaceShape {
    fn from(place: &Place) -> Self {
        Self {
            para: place.para,
            para_hash: place.para_hash.to_string(),
            span: place.span,
            quote: place.quote.clone(),
            prefix: place.prefix.clone(),
            suffix: place.suffix.clone(),
        }
    }
}

impl PlaceShape {
    pub(in crate::store) fn place(self) -> Option<Place> {
        Some(Place {
            para: self.para,
            para_hash: Hash16::parse(&self.para_hash)?,
            span: self.span,
            quote: self.quote,
            prefix: self.prefix,
            suffix: self.suffix,
        })
    }
}

impl From<&Mark> for MarkShape {
    fn from(mark: &Mark) -> Self {
        Self {
            id: mark.id.0,
            place: PlaceShape::from(&mark.place()),
            tags: mark.tags.iter().map(ToString::to_string).collect(),
            note: mark.note.clone(),
            status: mark.status.name().to_owned(),
            created: mark.created.to_string(),
            updated: mark.updated.to_string(),
            codebook: mark.codebook,
            rev: mark.rev.clone(),
            target: mark.target.clone(),
            conflict_of: mark.conflict_of.map(|id| id.0),
        }
    }
}

impl MarkShape {
    pub(in crate::store) fn mark(self) -> Option<Mark> {
        let mut mark = Mark::blank(MarkId(self.id));
        mark.stand_at(&self.place.place()?);
        mark.tags = self.tags.iter().map(|tag| TagPath::new(tag)).collect::<Option<_>>()?;
        mark.note = self.note;
        mark.status = Status::parse(&self.status)?;
        mark.created = Moment::parse(&self.created)?;
        mark.updated = Moment::parse(&self.updated)?;
        mark.codebook = self.codebook;
        mark.rev = self.rev;
        mark.target = self.target;
        mark.conflict_of = self.conflict_of.map(MarkId);
        Some(mark)
    }
}

impl From<&Value> for ValueShape {
    fn from(value: &Value) -> Self {
        match value {
            Value::Absent => Self::Absent,
            Value::Mark(mark) => Self::Mark(Box::new(MarkShape::from(&**mark))),
            Value::Tags(tags) => Self::Tags(tags.iter().map(ToString::to_string).collect()),
            Value::Note(note) => Self::Note(note.clone()),
            Value::Status(status) => Self::Status(status.name().to_owned()),
            Value::Place(place) => Self::Place(PlaceShape::from(&**place)),
            Value::When(when) => Self::When(when.to_string()),
            Value::Signed(signed) => Self::Signed {
                at: signed.at.to_string(),
                text: signed.text.to_string(),
                marks: signed.marks.to_string(),
            },
        }
    }
}

impl ValueShape {
    fn value(self) -> Option<Value> {
        Some(match self {
            Self::Absent => Value::Absent,
            Self::Mark(mark) => Value::Mark(Box::new(mark.mark()?)),
            Self::Tags(tags) => Value::Tags(tags.iter().map(|tag| TagPath::new(tag)).collect::<Option<_>>()?),
            Self::Note(note) => Value::Note(note),
            Self::Status(name) => Value::Status(Status::parse(&name)?),
            Self::Place(place) => Value::Place(Box::new(place.place()?)),
            Self::When(when) => Value::When(Moment::parse(&when)?),
            Self::Signed { at, text, marks } => Value::Signed(Signed {
                at: Moment::parse(&at)?,
                text: Hash16::parse(&text)?,
                marks: Hash16::parse(&marks)?,
            }),
        })
    }
}

impl From<&Change> for ChangeShape {
    fn from(change: &Change) -> Self {
        let record = match &change.record {
            Record::Mark(id) => RecordShape::Mark(id.0),
            Record::Read(hash) => RecordShape::Read(hash.to_string()),
            Record::Sign(stage) => RecordShape::Sign(stage.clone()),
            Record::Dismissed(key) => RecordShape::Dismissed(key.clone()),
        };
        Self {
            article: change.article.to_string(),
            record,
            old: ValueShape::from(&change.old),
            new: ValueShape::from(&change.new),
        }
    }
}

impl ChangeShape {
    pub(super) fn change(self) -> Option<Change> {
        Some(Change {
            article: ArticleId::new(&self.article)?,
            record: match self.record {
                RecordShape::Mark(id) => Record::Mark(MarkId(id)),
                RecordShape::Read(hash) => Record::Read(Hash16::parse(&hash)?),
                RecordShape::Sign(stage) => Record::Sign(stage),
                RecordShape::Dismissed(key) => Record::Dismissed(key),
            },
            old: self.old.value()?,
            new: self.new.value()?,
        })
    }
}
