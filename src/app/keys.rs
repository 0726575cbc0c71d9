//! Keys to actions: the sequence pressed so far, where it is looked up, and what an input method typed.

use super::App;
use super::overlay::Overlay;
use super::panes::Focus;
use super::reading::Reading;
use crate::keymap::{Condition, Folder, Key, Keymap, Lookup, Pending};
use crate::messages::reader as say;
use crate::words::Context;

/// The keys in force, and those pressed so far.
#[derive(Debug)]
pub struct Keys {
    /// The keys in force.
    pub map: Box<Keymap>,
    /// What may follow the keys pressed so far.
    pub pending: Option<Pending>,
    /// When the first of them was pressed, in milliseconds.
    since: u64,
    /// Whether the box of what may follow is shown.
    pub hinting: bool,
    folder: Folder,
    /// When a toast about the input method was shown last; a committed sentence is one toast.
    stray: Option<u64>,
}

impl Keys {
    pub(super) fn new(map: Box<Keymap>) -> Self {
        Self { map, pending: None, since: 0, hinting: false, folder: Folder::default(), stray: None }
    }

    /// Whether another keymap binds the same.
    pub(super) fn same(&self, map: &Keymap) -> bool {
        Context::ALL.into_iter().all(|context| self.map.bindings(context).eq(map.bindings(context)))
    }

    /// Takes another keymap; what is pending is dropped.
    pub(super) fn take_map(&mut self, map: Box<Keymap>) {
        self.map = map;
        self.drop_pending();
    }

    /// When the box of what may follow is to be shown.
    pub(super) fn deadline(&self) -> Option<u64> {
        (self.pending.is_some() && !self.hinting).then(|| self.since + u64::from(self.map.hint_delay_ms()))
    }

    pub(super) fn drop_pending(&mut self) {
        self.pending = None;
        self.hinting = false;
    }
}

impl App {
    /// Where keys are looked up now, innermost first.
    pub fn mode(&self) -> Vec<Context> {
        let inner = match self.overlays.last() {
            Some(overlay) => overlay.context(),
            None if self.reading.as_ref().is_some_and(|r| r.selection.is_some()) => Context::Visual,
            None => match self.panes.focus {
                Focus::Zones => Context::Zones,
                Focus::List => Context::List,
                Focus::Reader => Context::Reader,
                Focus::Notes => Context::Notes,
            },
        };
        match inner {
            Context::Input => vec![Context::Input, Context::Global],
            Context::Visual => vec![Context::Visual, Context::Reader, Context::Global],
            Context::Global
            | Context::Zones
            | Context::List
            | Context::Reader
            | Context::Notes
            | Context::Doubts
            | Context::Relink
            | Context::Preview
            | Context::Popup => vec![inner, Context::Global],
        }
    }

    /// Whether keys of text go into an input.
    pub fn is_typing(&self) -> bool {
        self.mode().first() == Some(&Context::Input)
    }

    /// Whether a condition of a binding holds.
    pub fn holds(&self, condition: Condition) -> bool {
        let reading = self.reading.as_ref();
        let focused = |test: fn(&Reading) -> bool| reading.is_some_and(test);
        match condition {
            Condition::HasArticle => reading.is_some(),
            Condition::HasMarks => focused(|reading| reading.marked_blocks().next().is_some()),
            Condition::HasNote => focused(|reading| {
                reading.marks_on(reading.cursor.ordinal).any(|placed| !placed.mark.note.is_empty())
            }),
            Condition::HasHits => !self.finding.is_empty(),
            Condition::HasFilter => self.catalogue.filter.is_some(),
            Condition::HasSelection => focused(|reading| reading.selection.is_some()),
            Condition::HasSuggestion | Condition::HasDoubts => false,
            Condition::HasOrphans => focused(|reading| reading.orphans().next().is_some()),
            Condition::CanWrite => focused(|reading| {
                let article = &reading.article;
                (reading.read_only.is_none() || reading.doubt.is_some())
                    && (article.read_only.is_none() || article.is_encoding_asked)
            }),
            Condition::MultiLine => matches!(self.overlays.last(), Some(Overlay::Note(_))),
        }
    }

    /// A key was pressed.
    pub(super) fn key(&mut self, key: Key) {
        self.notices.key_pressed();
        // Whoever goes on does not want to be taken to a hit that is found later.
        self.finding.wanted = None;
        if self.shape.too_small {
            // What was typed could not be seen: the one line says `q`.
            if matches!(key.notation().as_str(), "q" | "ｑ" | "<C-c>") {
                self.quit();
            }
            return;
        }
        let contexts = self.mode();
        let input = self.is_typing();
        let key = if input {
            key
        } else {
            match self.keys.folder.fold(self.keys.map.folds(), key) {
                Some(key) => key,
                None => return,
            }
        };
        let mut pressed = self.keys.pending.take().map(|pending| pending.keys).unwrap_or_default();
        let began = pressed.is_empty();
        pressed.push(key);
        let found = self.keys.map.lookup(&contexts, &pressed, &|condition| self.holds(condition));
        match found {
            Lookup::Run { action, .. } => {
                self.keys.drop_pending();
                if !self.is_in_place(&action) {
                    return self.notice(say::answer_first(self.settings.lang));
                }
                self.count_hint(&action);
                self.act(&action);
            }
            Lookup::Pending(pending) => {
                if began {
                    self.keys.since = self.now.millis;
                }
                self.keys.pending = Some(pending);
            }
            Lookup::Nop => self.keys.drop_pending(),
            Lookup::Unbound => {
                self.keys.drop_pending();
                self.unbound(key, began, input);
            }
        }
    }

    /// A key that is bound to nothing: text in an input, a word about the input method elsewhere.
    fn unbound(&mut self, key: Key, began: bool, input: bool) {
        let lang = self.settings.lang;
        if let (true, Some(character)) = (input, key.printable())
            && self.insert_text(character.encode_utf8(&mut [0; 4]))
        {
            return;
        }
        if input {
            return;
        }
        if key.is_stray_text() {
            let said = self.keys.stray.replace(self.now.millis);
            if said.is_none_or(|at| self.now.millis.saturating_sub(at) > 1_000) {
                self.notice(say::input_method_on(lang));
            }
        } else if key == Key::plain(crate::keymap::Code::Esc) && !began {
            // Esc only ends the sequence.
        } else {
            self.notice(say::not_bound(lang, key.notation()));
        }
    }

    /// Text was pasted: into the input on top; elsewhere a word about it.
    pub(super) fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        if !self.insert_text(&text) {
            self.notice(say::paste_nowhere(self.settings.lang));
        }
    }

    /// Counts the use of a key that the hint line names; after three the hint goes out.
    fn count_hint(&mut self, action: &crate::words::Action) {
        let name = action.command().name;
        if super::hints::HINTED.contains(&name) {
            let uses = self.memory.hints.entry(name.to_owned()).or_default();
            *uses = uses.saturating_add(1);
        }
    }
}
