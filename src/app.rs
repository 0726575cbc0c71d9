//! The reader as a state machine: `App::update(Event, now)` changes it and gives effects; drawing only looks at it.
//!
//! Knows no terminal, file, clock or thread. A new ability is a row in the action table and an arm in `dispatch`.

mod act;
mod advising;
mod ask;
mod asked;
mod asking;
mod beginning;
pub mod boxes;
pub mod catalogue;
mod choosing;
mod codebook;
mod deadline;
mod dispatch;
pub mod doubting;
mod drafting;
pub mod event;
pub mod find;
pub mod finding;
mod folders;
mod frames;
pub mod geometry;
pub mod help;
pub mod hints;
pub mod importing;
pub mod input;
pub mod job;
mod keys;
pub mod laid;
pub mod lines;
pub mod listing;
pub mod margin;
mod marked;
mod marking;
pub mod matching;
pub mod menu;
mod motion;
mod mouse;
mod notebox;
mod notepane;
pub mod notes;
pub mod overlay;
pub mod palette;
pub mod panes;
mod pending;
pub mod picker;
mod pin;
mod queries;
pub mod reading;
pub mod relinking;
mod rows;
mod saved;
mod saving;
mod scroll;
pub mod seaming;
pub mod selection;
pub mod settings;
pub mod stats;
mod steps;
mod tagging;
pub mod toast;
mod told;
mod typed;

use std::collections::BTreeMap;

pub use event::{
    Doubt, Draft, Effect, Event, Marks, Memory, Now, Pointer, PointerKind, SearchHit, Spot, Summary, Undone,
};
pub use importing::{ImportDone, ImportPreview, Pages, Unsure};
pub use job::Job;
pub use keys::Keys;
pub use overlay::Overlay;
pub use queries::HitsToTag;
pub use settings::{NotesAt, Settings, ThemeName};

use crate::keymap::Keymap;
use crate::words::{ArticleId, Change, FaultKind, MarkId, TagPath};
use catalogue::Catalogue;
use find::Finding;
use geometry::Shape;
use panes::Panes;
use reading::{Place, Reading};
use toast::{Notices, Tone};

/// The reader.
#[derive(Debug)]
pub struct App {
    /// What it was told before it began.
    pub settings: Settings,
    /// The library's articles.
    pub catalogue: Catalogue,
    /// The open article.
    pub reading: Option<Reading>,
    /// Which pane has the focus.
    pub panes: Panes,
    /// Where the panes stand.
    pub shape: Shape,
    /// What lies over the panes, the last on top.
    pub overlays: Vec<Overlay>,
    /// The keys in force, and those pressed so far.
    pub keys: Keys,
    /// The search in the open article.
    pub finding: Finding,
    /// What is said at the bottom.
    pub notices: Notices,
    /// What is kept from one run to the next.
    pub memory: Memory,
    /// Where the reader has been, and what was done last.
    pub trail: Trail,
    /// What was asked of the shell and has not come back.
    pub work: Work,
    now: Now,
    effects: Vec<Effect>,
}

/// Where the reader has been, and what was done last.
#[derive(Debug, Default)]
pub struct Trail {
    back: Vec<Spot>,
    forward: Vec<Spot>,
    /// The tag put on last.
    pub tag: Option<TagPath>,
    /// What was done since the shell last looked, by the names of commands.
    pub ran: Vec<&'static str>,
    /// Whether that tag goes on every paragraph stepped on.
    pub sticky: bool,
    /// When `interrupt` was pressed last.
    interrupted: Option<u64>,
    /// Lines typed before, the last at the end.
    typed: Vec<(finding::Purpose, String)>,
    /// Command lines run before, the last at the end.
    commands: Vec<String>,
    /// Where the mouse button went down.
    pressed: Option<Place>,
}

/// What was asked of the shell and has not come back.
#[derive(Debug, Default)]
pub struct Work {
    /// The article that is being read, and where to open it.
    pub opening: Option<(ArticleId, Option<Place>)>,
    /// Why the article asked for last could not be read.
    pub unread: Option<String>,
    /// Changes that are on their way to the disk.
    pub saving: BTreeMap<u64, Saving>,
    /// What else is on its way there: tags on many articles, steps undone.
    pub(super) writing: usize,
    /// Since when something has been on its way, in milliseconds.
    pub(super) busy_since: Option<u64>,
    /// Changes that could not be saved; they go along with the next ones.
    pub failed: Vec<Change>,
    /// The ticket of the search of everything that runs: articles done and in all.
    pub searching: Option<(u64, usize, usize)>,
    /// Everything that was found is being tagged: whether it goes on, or was stopped.
    tagging_all: Option<bool>,
    /// Pages are being read or filed.
    pub importing: bool,
    /// The folder whose names complete a path, and they.
    paths: (String, Vec<String>),
    /// The folder that was asked about last.
    paths_wanted: Option<String>,
    /// Pages of which some files are still to be asked about, the first of them on the screen.
    unsure: Option<(Pages, Vec<Unsure>)>,
    /// The query whose hits the list on the screen shows.
    pub results_of: String,
    /// The long job that runs.
    pub running: Option<job::Running>,
    /// What long jobs made while somebody was typing.
    made: Vec<Overlay>,
    /// The report that is being built: the words of its command and the article.
    report: Option<(String, Option<ArticleId>)>,
    /// What waits for the rest of the article, in order.
    waiting: Vec<Event>,
    /// A draft that waits for its article.
    draft: Option<Draft>,
    /// Drafts that were found at the start and not taken up.
    drafts: Vec<Draft>,
    /// Drafts of changes that could not be saved: they go when those are on disk.
    failed_drafts: Vec<Draft>,
    /// Where a tag goes that is being put into the codebook.
    tagging: Option<(ArticleId, Vec<pin::Pin>)>,
    /// How many steps were made in the view of marks that wait, or of doubts, that is open.
    pub(super) steps_here: usize,
    /// A note was just refused: its question may be asked over the box.
    is_refused: bool,
    /// What was said last to be wrong with one's own file on the open article.
    doubt: Option<event::Doubt>,
    /// What the search in the article was asked of last, beside the text.
    asked: Option<asked::Written>,
    filtering: u64,
    next_ticket: u64,
}

/// Changes on their way to the disk.
#[derive(Debug)]
pub struct Saving {
    changes: Vec<Change>,
    marks: Vec<MarkId>,
    done: String,
    drafts: Vec<Draft>,
    /// The box it was typed in, for the case that it cannot be saved.
    note: Option<Box<overlay::NoteBox>>,
}

impl App {
    /// A reader that has not seen its library yet.
    pub fn new(settings: Settings, keymap: Box<Keymap>, memory: Memory, now: Now) -> Self {
        let mut panes = Panes {
            measure_cells: settings.measure_cells,
            notes: settings.notes,
            hangs_stops: settings.hangs_stops,
            ..Panes::default()
        };
        if memory.measure_cells > 0 {
            panes.measure_cells = memory.measure_cells;
        }
        let trail = Trail { sticky: settings.sticky_tag, ..Trail::default() };
        Self {
            settings,
            catalogue: Catalogue::default(),
            reading: None,
            panes,
            shape: Shape::default(),
            overlays: Vec::new(),
            keys: Keys::new(keymap),
            finding: Finding::default(),
            notices: Notices::default(),
            memory,
            trail,
            work: Work::default(),
            now,
            effects: Vec::new(),
        }
    }

    /// Whether an article is about to be shown where none is.
    pub fn is_coming(&self) -> bool {
        self.reading.is_none() && (!self.catalogue.known || self.work.opening.is_some())
    }

    /// Takes an event and says what is to be done about it.
    pub fn update(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.now = now;
        self.trail.ran.clear();
        self.take(event);
        self.count_busy();
        self.show_waiting();
        self.lay_out();
        std::mem::take(&mut self.effects)
    }

    /// Brings panes and rows up to date with the screen.
    fn lay_out(&mut self) {
        self.settle_notes();
        self.settle_advice();
        self.follow_finding();
        self.panes.zone_lines = listing::zone_lines(self.catalogue.folders.len());
        let screen = self.shape.screen;
        self.shape = geometry::shape(screen.width, screen.height, &self.panes);
        if self.shape.reader.is_some()
            && let Some(reading) = &mut self.reading
        {
            reading.lay_out(&self.shape, &self.settings);
        }
        self.fit_inputs();
    }

    /// A ticket for work whose answer must be told from an older one's.
    fn ticket(&mut self) -> u64 {
        self.work.next_ticket += 1;
        self.work.next_ticket
    }

    /// Asks the shell for something.
    fn ask_for(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// Says that something was done.
    fn say(&mut self, text: String) {
        self.notices.say(text, Tone::Done, self.now.millis, self.settings.toast_millis);
    }

    /// Says something to know.
    fn notice(&mut self, text: String) {
        self.notices.say(text, Tone::Notice, self.now.millis, self.settings.toast_millis);
    }

    /// Says why nothing was done: something to know on the screen, the end of a line of commands without one.
    fn decline(&mut self, text: String) {
        self.notice(text);
        self.notices.is_fault(FaultKind::Refused);
    }

    /// Says that something went wrong; it stays until the next key.
    fn trouble(&mut self, text: String) {
        self.notices.say(text, Tone::Trouble, self.now.millis, self.settings.toast_millis);
    }

    /// Opens an article, at a place or where it was left.
    pub(crate) fn open(&mut self, id: &ArticleId, at: Option<Place>) {
        if let Some(reading) = &mut self.reading
            && reading.article.id == *id
        {
            match at {
                Some(at) if reading.article.is_beginning => self.work.opening = Some((id.clone(), Some(at))),
                Some(at) => reading.go(at, &self.settings),
                None => {}
            }
            return;
        }
        self.keep_place();
        self.work.unread = None;
        self.work.opening = Some((id.clone(), at));
        let place = self.place_to_open(id, at);
        self.ask_for(Effect::Open(id.clone(), (place.ordinal, place.byte)));
    }

    /// Writes down where the open article is being read.
    fn keep_place(&mut self) {
        if let Some(reading) = &self.reading {
            let id = reading.article.id.clone();
            self.memory.places.insert(id.clone(), (reading.cursor.ordinal, reading.cursor.byte));
            self.memory.last = Some(id);
        }
    }

    /// Hands the memory to the shell.
    fn remember(&mut self) {
        self.keep_place();
        let pane = match self.panes.focus {
            panes::Focus::Zones => "zones",
            panes::Focus::List => "list",
            panes::Focus::Reader | panes::Focus::Notes => "reader",
        };
        pane.clone_into(&mut self.memory.pane);
        // A measure that nobody changed here stays the settings' to say.
        let own = self.panes.measure_cells != self.settings.measure_cells;
        self.memory.measure_cells = if own { self.panes.measure_cells } else { 0 };
        self.ask_for(Effect::Remember(Box::new(self.memory.clone())));
    }

    /// Where the reader is, as a spot to come back to.
    fn spot(&self) -> Option<Spot> {
        self.reading.as_ref().map(|reading| Spot {
            article: reading.article.id.clone(),
            ordinal: reading.cursor.ordinal,
            byte: reading.cursor.byte,
        })
    }
}
