//! Notes: opening the box, typing, saving, giving up, deleting.

use super::input::Input;
use super::marking::own_mark;
use super::overlay::{Answer, NoteBox, Overlay};
use super::pin::Pin;
use super::selection::Target;
use super::{App, Effect};
use crate::messages::{reader as say, terms};
use crate::text::truncate;
use crate::words::{ArticleId, Change, Fault, Mark, Placed, Record, Status, TagPath, Value};

/// How much of a note is said when it is deleted.
const NOTE_CELLS: usize = 32;

impl App {
    /// Opens the note of what is chosen; `another` always adds one. A draft that waits for this very place is offered
    /// first.
    pub(super) fn note(&mut self, another: bool) {
        if self.may_write() && (another || !self.offer_draft_here()) {
            self.note_here(another);
        }
    }

    /// Opens the note of what is chosen, whatever drafts wait for it.
    pub(super) fn note_here(&mut self, another: bool) {
        if let Some(meant) = self.note_meant().filter(|_| !another) {
            if meant.author != self.settings.annotator {
                return self.decline(say::not_your_note(self.settings.lang));
            }
            let (mark, text) = (meant.mark.id, meant.mark.note.clone());
            let target = Target { ordinal: meant.ordinal.unwrap_or_default(), span: meant.span };
            return self.open_note(&[target], Some(mark), text.clone(), &text);
        }
        let Some(reading) = &self.reading else { return };
        let targets = reading.targets();
        let Some((target, others)) = targets.split_first() else { return };
        // Several paragraphs get a note of their own each; what stands there already is another matter.
        let own = self.own_under(*target).filter(|_| !another && others.is_empty());
        let (mark, text) =
            own.map_or((None, String::new()), |own| (Some(own.mark.id), own.mark.note.clone()));
        let targets = own.map_or_else(|| targets.clone(), |own| vec![Target { span: own.span, ..*target }]);
        self.open_note(&targets, mark, text.clone(), &text);
    }

    /// The annotator's own mark that a note here means: on exactly this place, else a span's that touches the
    /// reader's line.
    fn own_under(&self, target: Target) -> Option<&Placed> {
        let reading = self.reading.as_ref()?;
        own_mark(reading, target, &self.settings).or_else(|| {
            let line = reading.line_here().filter(|_| target.span.is_none())?;
            let text = reading.article.block_text(target.ordinal)?;
            let own = reading.marks_on(target.ordinal).filter(|placed| self.is_own(placed));
            let touches = |span: (usize, usize)| {
                let spans = super::find::bytes_of(text, &[span]);
                spans.iter().any(|(start, end)| *start < line.1 && line.0 < *end)
            };
            own.filter(|placed| placed.span.is_some_and(touches)).max_by_key(|placed| placed.mark.updated)
        })
    }

    fn is_own(&self, placed: &Placed) -> bool {
        placed.author == self.settings.annotator
    }

    /// `open` on a paragraph: its note.
    pub(super) fn note_or_nothing(&mut self) {
        if self.reading.is_some() {
            self.note(false);
        }
    }

    pub(super) fn open_note(
        &mut self,
        targets: &[Target],
        mark: Option<crate::words::MarkId>,
        original: String,
        text: &str,
    ) {
        let id = self.fresh_id().to_string();
        let Some(reading) = &self.reading else { return };
        let changed = (text != original).then_some(self.now.millis);
        self.overlays.push(Overlay::Note(NoteBox {
            input: Input::page(text),
            id,
            pins: targets.iter().map(|target| Pin::new(&reading.article, *target)).collect(),
            article: reading.article.id.clone(),
            mark,
            original,
            area: super::geometry::Area::default(),
            changed,
        }));
    }

    /// The text on top changed.
    pub(super) fn typed(&mut self) {
        let now = self.now.millis;
        match self.top_overlay() {
            Some(Overlay::Note(note)) => note.changed = note.changed.or(Some(now)),
            Some(Overlay::Line(_)) => self.line_changed(),
            Some(_) | None => {}
        }
    }

    /// Saves the note on top. Where its file is not believed the question comes first, over the box: the text stays.
    pub(super) fn save_note(&mut self) {
        let Some(article) = self.overlays.last().and_then(Overlay::note).map(|note| note.article.clone())
        else {
            return;
        };
        let is_here = self.reading.as_ref().is_some_and(|reading| reading.article.id == article);
        if is_here && !self.may_write() {
            return;
        }
        let Some(Overlay::Note(mut note)) = self.overlays.pop() else { return };
        let text = note.input.text().trim_end().to_owned();
        let draft = note.draft();
        if text == note.original {
            self.ask_for(Effect::DropDraft(draft));
            return;
        }
        let lang = self.settings.lang;
        let edited =
            note.mark.map(|id| self.note_change(id, &note.original, &text)).filter(|all| !all.is_empty());
        // A mark that somebody took away while its note was being written is made again: text is never dropped.
        let changes = edited.unwrap_or_else(|| {
            let places = note.pins.iter().map(|pin| pin.place.clone());
            places.map(|place| self.mark_at(&note.article, &place, text.clone())).collect()
        });
        self.in_article(|reading, _| reading.selection = None);
        let is_gone = self.reading.as_ref().is_some_and(|reading| is_here && reading.is_gone);
        let done = if is_gone {
            say::note_saved_without_article(lang, &note.article)
        } else if note.is_lost() && note.mark.is_none() {
            say::note_saved_lost(lang)
        } else {
            say::note_saved(lang)
        };
        note.changed = None;
        self.save_drafted(changes, done, Some((draft, Box::new(note))));
    }

    /// The change that makes a mark of a note at a place that was kept.
    fn mark_at(&mut self, article: &ArticleId, place: &crate::words::Place, note: String) -> Change {
        let mark = crate::anchor::new_mark_at(place, self.birth());
        Change::makes(article, Mark { note, ..mark })
    }

    /// The changes that give a mark this note; one without note and tags is deleted. `original` is what the box
    /// began with: whatever was written elsewhere meanwhile is not taken for it, the save keeps both.
    fn note_change(&self, id: crate::words::MarkId, original: &str, text: &str) -> Vec<Change> {
        let Some(reading) = &self.reading else { return Vec::new() };
        let Some(placed) = reading.placed.iter().find(|placed| placed.mark.id == id) else {
            return Vec::new();
        };
        let change =
            |old, new| Change { article: reading.article.id.clone(), record: Record::Mark(id), old, new };
        let gone = text.is_empty() && placed.mark.tags.is_empty() && placed.mark.note == original;
        let mut changes = vec![change(Value::Note(original.to_owned()), Value::Note(text.to_owned()))];
        if gone {
            changes.push(change(Value::Status(placed.mark.status), Value::Status(Status::Deleted)));
        }
        changes
    }

    /// Esc in an input: asks before text is lost.
    pub(super) fn cancel(&mut self) {
        let lang = self.settings.lang;
        if self.leave_seam() {
            return;
        }
        match self.overlays.last() {
            Some(Overlay::Note(note)) if note.input.text().trim_end() != note.original => {
                self.ask(
                    say::note_unsaved(lang),
                    vec![
                        (say::answer_keep_writing(lang), Answer::Stay),
                        (say::answer_save(lang), Answer::SaveNote),
                        (say::answer_discard(lang), Answer::Discard),
                    ],
                );
            }
            Some(Overlay::Line(line)) => {
                let (purpose, before) = (line.purpose, line.before.clone());
                let text = line.input.text().to_owned();
                self.overlays.pop();
                // What was typed is not lost: the line's history has it.
                self.keep_history(purpose, &text);
                self.line_cancelled(purpose, &before);
            }
            Some(Overlay::Note(_)) => self.discard(),
            Some(Overlay::Palette(palette)) => {
                let text = palette.input.text().to_owned();
                self.overlays.pop();
                self.keep_command(&text);
            }
            Some(Overlay::Choice(_)) => {
                // What was found before the search was stopped stays; the next Esc closes the list.
                let stopped = self.stop_search();
                if !stopped {
                    self.overlays.pop();
                }
            }
            Some(
                Overlay::Ask(_)
                | Overlay::Page(_)
                | Overlay::Stats(_)
                | Overlay::Pick(_)
                | Overlay::Help(_)
                | Overlay::Doubts(_)
                | Overlay::Relink(_),
            ) => {
                self.overlays.pop();
            }
            None => {}
        }
    }

    /// Gives up the text on top.
    pub(super) fn discard(&mut self) {
        if let Some(Overlay::Note(note)) = self.overlays.last() {
            let draft = note.draft();
            self.overlays.pop();
            self.ask_for(Effect::DropDraft(draft));
        }
    }

    /// Writes the note in the user's editor.
    pub(super) fn note_editor(&mut self) {
        if !matches!(self.overlays.last(), Some(Overlay::Note(_))) {
            self.note(false);
        }
        if let Some(Overlay::Note(note)) = self.overlays.last() {
            let text = note.input.text().to_owned();
            self.ask_for(Effect::Edit(text));
        }
    }

    /// The editor gave the text back.
    pub(super) fn edited(&mut self, result: Result<String, Fault>) {
        match result {
            Ok(text) => {
                if let Some(Overlay::Note(note)) = self.overlays.last_mut() {
                    note.input = Input::page(text.trim_end());
                }
                self.typed();
            }
            Err(fault) => self.fault(&fault),
        }
    }

    /// Deletes the annotator's own mark here.
    pub(super) fn delete_mark(&mut self) {
        if !self.may_write() {
            return;
        }
        let lang = self.settings.lang;
        let Some(mark) = self.own_here() else { return self.decline(say::no_own_mark(lang)) };
        let changes = self.status_change(&mark, Status::Deleted);
        let tags: Vec<&str> = mark.tags.iter().map(TagPath::leaf).collect();
        let tags = tags.join(lang.pick("] [", "】【"));
        let line = mark.note.lines().next().unwrap_or_default();
        let note = truncate(line, NOTE_CELLS, &self.settings.widths);
        let done = match (mark.note.is_empty(), tags.is_empty()) {
            (true, _) => say::tags_deleted(lang, tags),
            (false, true) => say::mark_deleted(lang, note.as_str()),
            (false, false) => say::all_deleted(lang, note.as_str(), tags),
        };
        self.save(changes, done);
    }

    /// Sets the status of the annotator's own mark here.
    pub(super) fn set_status(&mut self, name: &str) {
        if !self.may_write() {
            return;
        }
        let lang = self.settings.lang;
        let Some(mark) = self.own_here() else { return self.decline(say::no_own_mark(lang)) };
        let Some(status) = Status::parse(name).filter(|status| *status != Status::Deleted) else {
            return self.trouble(say::no_status(lang, name));
        };
        let changes = self.status_change(&mark, status);
        self.save(changes, say::status_set(lang, terms::status(lang, name)));
    }

    /// The annotator's own mark that is meant: the chosen note, else the one written last on the focused paragraph, a
    /// span's or the whole one's.
    fn own_here(&self) -> Option<Mark> {
        if self.panes.focus == super::panes::Focus::Notes {
            let own = self.note_meant().filter(|placed| placed.author == self.settings.annotator);
            return own.map(|placed| placed.mark.clone());
        }
        let reading = self.reading.as_ref()?;
        let target = reading.targets().first().copied()?;
        let own = reading.marks_on(target.ordinal).filter(|placed| self.is_own(placed));
        own.max_by_key(|placed| (placed.mark.updated, placed.mark.id)).map(|placed| placed.mark.clone())
    }

    fn status_change(&self, mark: &Mark, status: Status) -> Vec<Change> {
        let Some(reading) = &self.reading else { return Vec::new() };
        if mark.status == status {
            return Vec::new();
        }
        vec![Change {
            article: reading.article.id.clone(),
            record: Record::Mark(mark.id),
            old: Value::Status(mark.status),
            new: Value::Status(status),
        }]
    }
}
