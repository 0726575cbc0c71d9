//! Tags, notes and read paragraphs: each command becomes changes, shown at once and sent to be saved.

use std::cell::OnceCell;
use std::sync::Arc;

use super::reading::Reading;
use super::selection::Target;
use super::{App, Undone};
use crate::messages::{reader as say, text as blocks, undo as undo_say};
use crate::words::{
    Birth, Change, FaultKind, Mark, MarkId, Place, Placed, Placement, Record, Status, TagFate, TagLookup,
    TagPath, Value,
};

impl App {
    /// Whether the open article may be written about; says why not.
    pub(super) fn may_write(&mut self) -> bool {
        let Some(reading) = &self.reading else { return false };
        if reading.doubt.is_some() {
            return !self.ask_about_doubt();
        }
        if reading.read_only.is_none() && reading.article.is_encoding_asked {
            self.ask_about_encoding();
            return false;
        }
        let reason = reading.read_only.clone().or_else(|| reading.article.read_only.clone());
        if let Some(reason) = reason {
            self.trouble(reason);
            self.notices.is_fault(FaultKind::Refused);
            return false;
        }
        true
    }

    /// The tag that a name or a favourite's digit means; says what is wrong.
    pub(super) fn tag_named(&mut self, name: &str) -> Option<TagPath> {
        let lang = self.settings.lang;
        let digit = name.parse::<u8>().ok().filter(|digit| (1..=9).contains(digit));
        if let Some(digit) = digit {
            let path = self.catalogue.codebook.favourite(digit).map(crate::words::Tag::path);
            let path = path.as_deref().and_then(TagPath::new);
            if path.is_none() {
                self.decline(say::no_favourite(lang, digit));
            }
            return path;
        }
        match self.catalogue.codebook.find(name) {
            TagLookup::Found(path) => Some(path),
            TagLookup::Several(paths) => {
                self.trouble(say::several_tags(lang, name, names(&paths)));
                None
            }
            TagLookup::Unknown(near) if near.is_empty() => {
                self.trouble(say::no_tag(lang, name));
                None
            }
            TagLookup::Unknown(near) => {
                self.trouble(say::no_tag_but(lang, name, names(&near)));
                None
            }
        }
    }

    /// Puts a tag on what is chosen, or takes it off where all have it.
    pub(super) fn toggle_tag(&mut self, name: &str) {
        let targets = self.reading.as_ref().map(super::reading::Reading::targets).unwrap_or_default();
        self.toggle_tag_on(name, &targets);
    }

    /// The same for these places of the open article.
    pub(super) fn toggle_tag_on(&mut self, name: &str, targets: &[Target]) {
        if targets.is_empty() || !self.may_tag() {
            return;
        }
        let Some(tag) = self.tag_named(name) else { return };
        self.trail.tag = Some(tag.clone());
        let Some(reading) = &self.reading else { return };
        let has = |target: &Target| has_tag(reading, *target, &tag, &self.settings);
        let off = targets.iter().all(has);
        let wanted: Vec<Target> = targets.iter().copied().filter(|target| has(target) == off).collect();
        let several = targets.len();
        self.set_tag(&wanted, &tag, !off, several);
        let advance = self.settings.auto_advance && !off && several == 1;
        self.in_article(|reading, settings| {
            reading.selection = None;
            if advance {
                reading.by_blocks(1, settings);
            }
        });
    }

    /// Puts a tag on these places or takes it off; one undo step.
    pub(super) fn set_tag(&mut self, targets: &[Target], tag: &TagPath, on: bool, several: usize) {
        let mut changes = Vec::new();
        for target in targets {
            let Some(reading) = &self.reading else { return };
            let own = own_mark(reading, *target, &self.settings).map(|placed| placed.mark.clone());
            let mut tags = own.as_ref().map(|mark| mark.tags.clone()).unwrap_or_default();
            if on {
                tags.push(tag.clone());
            } else {
                tags.retain(|old| old != tag);
            }
            changes.extend(self.tags_change(*target, own, tags));
        }
        let lang = self.settings.lang;
        let done = match (on, several) {
            (true, 0 | 1) => self.uncounted(targets, say::tagged(lang, tag.leaf())),
            (true, n) => say::tagged_many(lang, tag.leaf(), n),
            (false, _) => say::untagged(lang, tag.leaf()),
        };
        self.save(changes, done);
    }

    /// The changes that give a place exactly these tags.
    pub(super) fn tags_change(
        &mut self,
        target: Target,
        own: Option<Mark>,
        mut tags: Vec<TagPath>,
    ) -> Vec<Change> {
        tags.sort();
        tags.dedup();
        let Some(article) = self.reading.as_ref().map(|reading| reading.article.id.clone()) else {
            return Vec::new();
        };
        match own {
            None if tags.is_empty() => Vec::new(),
            None => self.new_mark(target, tags, String::new()).into_iter().collect(),
            Some(mark) if mark.tags == tags => Vec::new(),
            Some(mark) => {
                let record = Record::Mark(mark.id);
                let gone = tags.is_empty() && mark.note.is_empty();
                let mut changes = vec![Change {
                    article: article.clone(),
                    record: record.clone(),
                    old: Value::Tags(mark.tags),
                    new: Value::Tags(tags),
                }];
                if gone {
                    let (old, new) = (Value::Status(mark.status), Value::Status(Status::Deleted));
                    changes.push(Change { article, record, old, new });
                }
                changes
            }
        }
    }

    /// The change that makes a mark.
    pub(super) fn new_mark(&mut self, target: Target, tags: Vec<TagPath>, note: String) -> Option<Change> {
        let birth = self.birth();
        let reading = self.reading.as_ref()?;
        let mark = crate::anchor::new_mark(&reading.article, target.ordinal, target.span, birth);
        Some(Change::makes(&reading.article.id, Mark { tags, note, ..mark }))
    }

    /// What a mark made now is born with.
    pub(super) fn birth(&mut self) -> Birth {
        Birth { id: self.fresh_id(), at: self.now.moment, codebook: self.catalogue.codebook.revision }
    }

    /// A fresh id; ids of one event count up.
    pub(super) fn fresh_id(&mut self) -> MarkId {
        let id = self.now.fresh;
        self.now.fresh = MarkId(uuid::Uuid::from_u128(id.0.as_u128().wrapping_add(1)));
        id
    }

    /// Shows changes in the open article that are not on the disk yet; a sign-off of a long one has thousands.
    pub(super) fn apply(&mut self, changes: &[Change]) {
        let settings = &self.settings;
        let Some(reading) = &mut self.reading else { return };
        let article = Arc::clone(&reading.article);
        let index = OnceCell::new();
        let place = |mark: &Mark| {
            let index = index.get_or_init(|| crate::anchor::Index::new(&article));
            index.place_one(&settings.annotator, &settings.annotator_name, mark)
        };
        let mut is_read_changed = false;
        for change in changes.iter().filter(|change| change.article == article.id) {
            put(reading, change, place);
            is_read_changed |= matches!(change.record, Record::Read(_) | Record::Sign(_));
        }
        reading.index_marks();
        if is_read_changed {
            reading.count_read();
        }
    }

    /// Marks the chosen paragraphs read, or unread where all are read.
    pub(super) fn toggle_read(&mut self) {
        if !self.may_write() {
            return;
        }
        let moment = self.now.moment;
        let lang = self.settings.lang;
        let Some(reading) = &self.reading else { return };
        let targets = reading.targets();
        let off = targets.iter().all(|target| reading.is_read(target.ordinal));
        if let Some(stage) = reading.signed_stage().filter(|_| off) {
            return self.notice(say::signed_is_read(lang, say::stage(lang, stage)));
        }
        let mut changes = Vec::new();
        for target in &targets {
            let hash = crate::formats::hash(reading.article.block_text(target.ordinal).unwrap_or_default());
            let old = reading.own.read.get(&hash).map_or(Value::Absent, |moment| Value::When(*moment));
            let new = if off { Value::Absent } else { Value::When(moment) };
            if (old == Value::Absent) != (new == Value::Absent) {
                let article = reading.article.id.clone();
                changes.push(Change { article, record: Record::Read(hash), old, new });
            }
        }
        let done = self.uncounted(&targets, if off { say::now_unread(lang) } else { say::now_read(lang) });
        self.save(changes, done);
        self.in_article(|reading, settings| {
            let one = reading.selection.take().is_none();
            if !off && one && settings.auto_advance {
                reading.by_blocks(1, settings);
            }
        });
    }

    /// What was done, with the place in front when it is one that no count shows: the head, a caption.
    fn uncounted(&self, targets: &[Target], done: String) -> String {
        let lang = self.settings.lang;
        let (Some(reading), [target]) = (&self.reading, targets) else { return done };
        if reading.article.counted().contains(&target.ordinal) {
            return done;
        }
        let what = if target.ordinal == 0 { blocks::block_head(lang) } else { blocks::block_caption(lang) };
        blocks::not_counted(lang, done, what)
    }

    /// Undo or redo is on disk; the marks come with their own event.
    pub(super) fn undone(&mut self, undo: bool, done: Undone) {
        let lang = self.settings.lang;
        let Undone { changes, articles, about, article, repair, tags, codebook } = done;
        if let Some(codebook) = codebook {
            self.take_codebook(codebook);
        }
        if let Some(rewrite) = repair {
            return self.repair_undone(undo, &rewrite);
        }
        if changes > 1 {
            // A tag on all hits of a search: the open article may be one of several.
            self.ask_for_marks();
            self.answer_queries(None);
            self.ask_for(super::Effect::Recount);
        } else if let Some(article) = &article {
            self.answer_queries(Some(article.clone()));
        }
        let elsewhere = article
            .filter(|id| self.reading.as_ref().is_none_or(|reading| reading.article.id != *id))
            .and_then(|id| self.catalogue.card(&id).map(|card| card.title.to_string()));
        // The tag itself, not what was made above it, which went the same way.
        let tag = tags.iter().max_by_key(|(tag, _)| tag.as_str().len());
        let with = match tag {
            Some((tag, TagFate::Gone | TagFate::Back)) => undo_say::with_its_tag(lang, tag.leaf()),
            Some((tag, TagFate::Stays)) => undo_say::without_its_tag(lang, tag.leaf()),
            None => String::new(),
        };
        let text = match (undo, elsewhere, about) {
            (true, ..) if articles > 1 => undo_say::undone_many(lang, articles, changes, with),
            (false, ..) if articles > 1 => undo_say::redone_many(lang, articles, changes, with),
            (true, None, Some(about)) => undo_say::undone_about(lang, about, with),
            (false, None, Some(about)) => undo_say::redone_about(lang, about, with),
            (true, None, None) => undo_say::undone(lang, changes, with),
            (false, None, None) => undo_say::redone(lang, changes, with),
            (true, Some(title), _) => undo_say::undone_in(lang, title, with),
            (false, Some(title), _) => undo_say::redone_in(lang, title, with),
        };
        self.say(text);
    }

    /// Puts the last tag on what is chosen, too; where it is already it stays.
    pub(super) fn repeat_tag(&mut self) {
        let lang = self.settings.lang;
        let Some(tag) = self.trail.tag.clone() else { return self.decline(say::no_last_tag(lang)) };
        let Some(reading) = &self.reading else { return };
        let targets = reading.targets();
        if targets.iter().all(|target| has_tag(reading, *target, &tag, &self.settings)) {
            return self.notice(say::has_tag_already(lang, tag.leaf()));
        }
        self.toggle_tag(tag.as_str());
    }

    /// Switches the tag that goes on every paragraph stepped on.
    pub(super) fn sticky(&mut self) {
        let lang = self.settings.lang;
        let Some(tag) = self.trail.tag.clone() else {
            self.trail.sticky = false;
            return self.decline(say::no_last_tag(lang));
        };
        self.trail.sticky = !self.trail.sticky;
        self.say(if self.trail.sticky { say::sticky_on(lang, tag.leaf()) } else { say::sticky_off(lang) });
    }

    /// Puts the sticky tag on the paragraph stepped on, unless it has it.
    pub(super) fn stick(&mut self) {
        let Some(tag) = self.trail.tag.clone().filter(|_| self.trail.sticky) else { return };
        if self.may_tag()
            && let Some(reading) = &self.reading
        {
            let targets: Vec<Target> = reading
                .targets()
                .into_iter()
                .filter(|target| !has_tag(reading, *target, &tag, &self.settings))
                .collect();
            if !targets.is_empty() {
                self.set_tag(&targets, &tag, true, targets.len());
            }
        }
    }
}

/// The annotator's own first mark on exactly this place.
pub(super) fn own_mark<'a>(
    reading: &'a Reading,
    target: Target,
    settings: &super::Settings,
) -> Option<&'a Placed> {
    reading
        .marks_on(target.ordinal)
        .find(|placed| placed.author == settings.annotator && placed.span == target.span)
}

/// Whether the annotator's own mark on this place bears a tag.
fn has_tag(reading: &Reading, target: Target, tag: &TagPath, settings: &super::Settings) -> bool {
    own_mark(reading, target, settings).is_some_and(|placed| placed.mark.tags.contains(tag))
}

/// The paths, joined for a sentence.
fn names(paths: &[TagPath]) -> String {
    paths.iter().map(TagPath::as_str).collect::<Vec<_>>().join("  ")
}

/// The mark that a record is.
pub(super) fn mark_of(record: &Record) -> Option<MarkId> {
    match record {
        Record::Mark(id) => Some(*id),
        Record::Read(_) | Record::Sign(_) | Record::Dismissed(_) => None,
    }
}

/// Puts a change into the open article.
fn put(reading: &mut Reading, change: &Change, place: impl Fn(&Mark) -> Placed) {
    match (&change.record, &change.new) {
        (Record::Mark(id), Value::Mark(mark)) => {
            reading.placed.push(place(mark));
            reading.unsaved.insert(*id);
        }
        (Record::Mark(id), Value::Absent) => reading.placed.retain(|placed| placed.mark.id != *id),
        (Record::Mark(id), value) => {
            if let Some(placed) = reading.placed.iter_mut().find(|placed| placed.mark.id == *id) {
                set_field(placed, value);
                reading.unsaved.insert(*id);
            }
        }
        (Record::Read(hash), Value::When(moment)) => {
            reading.own.read.insert(*hash, *moment);
        }
        (Record::Read(hash), _) => {
            reading.own.read.remove(hash);
        }
        (Record::Sign(stage), Value::Signed(signed)) => {
            reading.own.signs.insert(stage.clone(), *signed);
        }
        (Record::Sign(stage), _) => {
            reading.own.signs.remove(stage);
        }
        (Record::Dismissed(key), Value::When(moment)) => {
            reading.own.dismissed.insert(key.clone(), *moment);
        }
        (Record::Dismissed(key), _) => {
            reading.own.dismissed.remove(key);
        }
    }
}

/// Puts one field of a mark in place.
fn set_field(placed: &mut Placed, value: &Value) {
    match value {
        Value::Tags(tags) => placed.mark.tags.clone_from(tags),
        Value::Note(note) => placed.mark.note.clone_from(note),
        Value::Status(status) => placed.mark.status = *status,
        Value::Place(place) => set_place(placed, place),
        Value::Absent | Value::Mark(_) | Value::When(_) | Value::Signed(_) => {}
    }
}

/// Puts a mark at a place.
fn set_place(placed: &mut Placed, place: &Place) {
    placed.mark.stand_at(place);
    placed.ordinal = Some(place.para);
    placed.span = place.span;
    placed.placement = Placement::Exact;
    placed.score = 1.0;
}
