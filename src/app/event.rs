//! What reaches the reader, and what it asks for: events in, effects out, both plain values.
//!
//! Knows no thread, file or terminal: the shell turns effects into work and work into events.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::HitsToTag;
use super::importing::{ImportDone, ImportPreview};
use super::job::Job;
use crate::checks::Advice;
use crate::import::Answer;
use crate::import::answering::Case;
use crate::keymap::{Key, Keymap};
use crate::messages::Lang;
use crate::query::Excerpt;
use crate::words::{
    Annotations, Article, ArticleCard, ArticleId, Change, Codebook, Fault, MarkId, Moment, Place, Placed,
    Problem, Rewrite, TagFate, TagPath,
};

mod pointer;

pub use pointer::{Pointer, PointerKind};

/// The moment of an event, and fresh ids for what it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Now {
    /// Milliseconds since the program started; never goes back.
    pub millis: u64,
    /// The wall clock.
    pub moment: Moment,
    /// A fresh id; further ones of the same event count up from it.
    pub fresh: MarkId,
}

/// What the list shows of an article's marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Blocks of the body.
    pub paragraphs: usize,
    /// Blocks of the body with at least one mark.
    pub marked: usize,
    /// Blocks of the body read by the annotator.
    pub read: usize,
    /// Marks of all annotators, tombstones aside.
    pub marks: usize,
    /// Marks without one place.
    pub orphans: usize,
    /// How often each tag stands.
    pub tags: BTreeMap<TagPath, usize>,
}

impl Summary {
    /// Blocks of the body that the annotator has not read.
    pub fn unread(&self) -> usize {
        self.paragraphs.saturating_sub(self.read)
    }
}

/// A paragraph found by a search of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchHit {
    /// Where.
    pub article: ArticleId,
    /// Its title.
    pub title: Arc<str>,
    /// The block.
    pub ordinal: usize,
    /// The block's text, or its part around the first hit.
    pub excerpt: Excerpt,
    /// Whether all of them were found by reading (pinyin), not by writing.
    pub by_pinyin: bool,
}

/// Text being typed, kept outside the library until it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What tells it from any other, also of the same place.
    pub id: String,
    /// The article written about.
    pub article: ArticleId,
    /// The block.
    pub ordinal: usize,
    /// Characters of the block, when a span is meant.
    pub span: Option<(usize, usize)>,
    /// The same places by their words, the first and the others.
    pub places: Vec<Place>,
    /// The mark being edited, when it is not new.
    pub mark: Option<MarkId>,
    /// The text.
    pub text: String,
}

/// A place that can be come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The article.
    pub article: ArticleId,
    /// The block.
    pub ordinal: usize,
    /// The byte of the block's source that the reader's line holds.
    pub byte: usize,
}

/// All that is remembered from one run to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// Where each article was left: block and byte.
    pub places: BTreeMap<ArticleId, (usize, usize)>,
    /// The article that was open.
    pub last: Option<ArticleId>,
    /// 书签.
    pub bookmarks: BTreeMap<char, Spot>,
    /// Articles with a star.
    pub stars: std::collections::BTreeSet<ArticleId>,
    /// How often each hint's key was used.
    pub hints: BTreeMap<String, u32>,
    /// Zones whose articles are folded away in the list.
    pub folds: std::collections::BTreeSet<String>,
    /// Saved queries: name and query.
    pub queries: Vec<(String, String)>,
    /// Which pane had the focus: `zones`, `list` or `reader`.
    pub pane: String,
    /// The measure wanted, in cells; 0 when never set.
    pub measure_cells: u16,
    /// The theme chosen last; empty when never chosen.
    pub theme: String,
}

/// What reaches the reader.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Keys of text that waited while an input is open: laid out once, behind the last.
    Typed(Vec<Key>),
    /// A command, without a key.
    Command(crate::words::Action),
    /// Text was pasted.
    Paste(String),
    /// The mouse.
    Pointer(Pointer),
    /// The screen has this size now: columns, rows.
    Resized(u16, u16),
    /// A deadline passed.
    Woke,
    /// The articles and tags of the library, and what is wrong with `codebook.toml` when its tags are not these.
    Listed(Arc<[ArticleCard]>, Arc<Codebook>, Option<Problem>),
    /// The marks of all articles were counted.
    Counted(Vec<(ArticleId, Summary)>),
    /// The beginning of a long article was read; the whole follows.
    ArticleBegun(Arc<Article>),
    /// An article was read.
    ArticleLoaded(Arc<Article>, Box<Marks>),
    /// An article could not be read.
    ArticleFailed(ArticleId, Fault),
    /// The marks of an article were read again.
    MarksLoaded(ArticleId, Box<Marks>),
    /// A change is on disk, fsynced; its ticket.
    Saved(u64),
    /// A change could not be saved; its ticket.
    SaveFailed(u64, Fault),
    /// An undo (`true`) or redo is on disk.
    Undone(bool, Result<Undone, Fault>),
    /// Hits of a search of everything, its ticket, articles done and in all.
    Found(u64, Vec<SearchHit>, usize, usize),
    /// A search of everything could not be done; its ticket.
    SearchFailed(u64, Problem),
    /// The articles that a filter keeps, each with whether pinyin alone found it, and its ticket.
    Filtered(u64, Result<HashMap<ArticleId, bool>, Problem>),
    /// The articles that a saved query keeps; of this article alone, when there is one.
    QueryAnswered(String, Option<ArticleId>, HashSet<ArticleId>),
    /// What tagging all hits would change.
    HitsPreviewed(Result<HitsToTag, Fault>),
    /// Tagging all hits goes on: articles done and in all.
    HitsStep(usize, usize),
    /// All hits were tagged as one step, or as many as were done when it was stopped: paragraphs, of how many, articles.
    HitsTagged(TagPath, Result<(usize, usize, usize), Fault>),
    /// A long job goes on, its ticket: articles done and in all.
    WorkStep(u64, usize, usize),
    /// A long job came to its end, its ticket: what it answers.
    Worked(u64, Box<Event>),
    /// What the program remarks on this text, and what is wrong with the house rules.
    Advised(Arc<Article>, Vec<Advice>, Vec<Problem>),
    /// A report was built: the text of its preview.
    ReportBuilt(Result<String, Fault>),
    /// A report was written to this path.
    ReportWritten(Result<String, Fault>),
    /// Tags by zone for the statistics.
    StatsBuilt(Result<super::stats::Table, Fault>),
    /// The undo journal, last first.
    LogRead(Result<Vec<String>, Fault>),
    /// The keys were read again.
    KeymapLoaded(Box<Keymap>, Vec<Problem>),
    /// An editor gave this text back for the open note.
    Edited(Result<String, Fault>),
    /// A draft was found at the start.
    DraftFound(Draft),
    /// The terminal said how wide it draws, and whether its background is light.
    Measured(crate::text::Widths, Option<bool>),
    /// What the terminal said when it was asked on demand, in sentences.
    Probed(Vec<String>),
    /// Somebody changed marks on disk: those on these articles; on any where none is named.
    MarksChanged(Vec<ArticleId>),
    /// Articles, tags or keys changed on disk.
    LibraryChanged,
    /// A tag was added to the codebook.
    TagMade(Result<(Arc<Codebook>, TagPath), Fault>),
    /// The settings were read again.
    SettingsLoaded(Box<super::Settings>, Vec<Problem>),
    /// Somebody changed settings or keys on disk.
    ConfigChanged,
    /// The open doubts of imported pages.
    DoubtsFound(Result<Vec<Case>, Fault>),
    /// An article's file was repaired, or could not be.
    Repaired(Result<Box<Rewrite>, Fault>),
    /// Pages were read for a preview; nothing when it was stopped.
    ImportRead(Result<Option<ImportPreview>, Fault>),
    /// An import goes on: which file of how many.
    ImportStep(usize, usize, String),
    /// Pages were filed.
    Imported(ImportDone),
    /// What a folder holds that can be imported; folders have `/` behind their names.
    PathsListed(String, Vec<String>),
    /// Something to be told, as it is.
    Told(String),
    /// Something wrong with settings or keys at the start.
    Wrong(Vec<Problem>),
    /// The shell asks to stop (`TSTP`).
    Stopped,
    /// The process goes on after it was stopped (`CONT`): the terminal may be in any state.
    Continued,
    /// The terminal asks to end (`TERM`, `INT`, `HUP`, `QUIT`).
    Ended,
}

/// What an undo or redo changed.
#[derive(Debug, Clone, Default)]
pub struct Undone {
    /// How many changes of marks.
    pub changes: usize,
    /// Of how many articles.
    pub articles: usize,
    /// What they were about, in words, when it was one mark.
    pub about: Option<String>,
    /// Of which article, the first when there are several.
    pub article: Option<ArticleId>,
    /// The repair of an article's file that was taken back or made again, as it was made at first.
    pub repair: Option<Box<Rewrite>>,
    /// What became of the tags that the step had made.
    pub tags: Vec<(TagPath, TagFate)>,
    /// The codebook as it is since then, when the step had made tags.
    pub codebook: Option<Arc<Codebook>>,
}

/// All marks of one article.
#[derive(Debug, Clone)]
pub struct Marks {
    /// The annotator's own file.
    pub own: Annotations,
    /// Everybody's marks with their places.
    pub placed: Vec<Placed>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// Why the marks cannot be changed, when so.
    pub read_only: Option<String>,
    /// What is wrong with one's own file on the disk, when it is not believed.
    pub doubt: Option<Doubt>,
}

/// One's own file on the disk holds nothing or cannot be read, while the screen shows what it held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What is wrong.
    pub why: String,
    /// Whether there is a backup to put in its place.
    pub has_backup: bool,
    /// Whether it can be read as it is.
    pub is_readable: bool,
}

/// What the reader asks the shell for.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Read an article and its marks to show it at a block and a byte; of a long one the beginning comes first.
    Open(ArticleId, (usize, usize)),
    /// Read an article and its marks again.
    Load(ArticleId),
    /// Save these changes as one undo step; answered with the ticket.
    Save(u64, Vec<Change>),
    /// Undo this many steps.
    Undo(usize),
    /// Redo this many steps.
    Redo(usize),
    /// Search everything; answered with the ticket, hit by hit.
    Search(u64, String),
    /// Stop the search of everything.
    CancelSearch,
    /// Say which articles this query keeps.
    Filter(u64, String),
    /// Say which articles these saved queries keep; of this article alone, when there is one.
    AnswerQueries(Vec<String>, Option<ArticleId>),
    /// Say what is to be remarked on this text.
    Advise(Arc<Article>, Lang),
    /// Count the marks of all articles again.
    Recount,
    /// Count the marks of these articles again.
    RecountSome(Vec<ArticleId>),
    /// Put a tag on everything that was found.
    TagHits(Box<HitsToTag>),
    /// Stop tagging what was found; what is done stays.
    StopTagging,
    /// Do something long beside the loop; answered with the ticket.
    Work(u64, Job),
    /// Stop what was begun last of that.
    StopWork,
    /// Add a tag to the codebook, then put it on.
    MakeTag(crate::words::TagPath),
    /// Read the journal.
    ReadLog,
    /// Put text on the clipboard.
    Copy(String),
    /// Keep the memory.
    Remember(Box<Memory>),
    /// Keep what is being typed.
    KeepDraft(Draft),
    /// What was being typed at this place is saved or given up.
    DropDraft(Draft),
    /// Give up every draft.
    DropDrafts,
    /// Put the newest backup of one's own file on this article in its place.
    RestoreBackup(ArticleId),
    /// Take what one's own file on this article holds now for true.
    Believe(ArticleId),
    /// Keep that this article's guessed encoding is right.
    TrustEncoding(ArticleId),
    /// Let an editor write this text.
    Edit(String),
    /// Give the mouse to the program (`true`) or the terminal.
    Mouse(bool),
    /// Read the library again.
    Reload,
    /// Read the keymap files again.
    ReloadKeymap,
    /// Read the settings again.
    ReloadSettings,
    /// Measure the terminal's widths.
    Probe,
    /// Open the practice article in a library of its own, and come back from there.
    Practise,
    /// Stop the process until it is continued.
    Suspend,
    /// Take the terminal again and paint everything.
    TakeTerminal,
    /// Find the doubts of this article's page, or of every page.
    FindDoubts(Option<ArticleId>),
    /// Answer a doubt.
    AnswerDoubt(Box<Case>, Answer),
    /// Split this block before a character.
    Split(ArticleId, usize, usize),
    /// Join this block with the next.
    Join(ArticleId, usize),
    /// Stop the import that runs.
    StopImport,
    /// Say what this folder holds that can be imported.
    ListPaths(String),
    /// End the program.
    Quit,
}
