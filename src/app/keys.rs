//! Keys to actions: the sequence pressed so far, where it is looked up, and what an input method typed.

use super::App;
use super::overlay::Overlay;
use super::panes::Focus;
use super::reading::Reading;
use crate::keymap::{Condition, Folder, Key, Keymap, Lookup, Pending, Step, shown};
use crate::messages::reader as say;
use crate::words::action::Effectful;
use crate::words::{Action, Context};

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
    /// The first of them in the box.
    pub(super) menu_from: usize,
    folder: Folder,
    /// When a toast about the input method was shown last; a committed sentence is one toast.
    stray: Option<u64>,
}

impl Keys {
    pub(super) fn new(map: Box<Keymap>) -> Self {
        Self {
            map,
            pending: None,
            since: 0,
            hinting: false,
            menu_from: 0,
            folder: Folder::default(),
            stray: None,
        }
    }

    /// Whether another keymap binds the same.
    pub(super) fn same(&self, map: &Keymap) -> bool {
        self.map.says_the_same(map)
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
        self.menu_from = 0;
    }
}

impl App {
    /// Where keys are looked up now, innermost first.
    pub fn mode(&self) -> Vec<Context> {
        let pane = match self.panes.focus {
            Focus::Zones => Context::Zones,
            Focus::List => Context::List,
            Focus::Reader => Context::Reader,
            Focus::Notes => Context::Notes,
        };
        let selects = self.reading.as_ref().is_some_and(|reading| reading.selection.is_some());
        match self.overlays.last().map(|overlay| (overlay, overlay.context())) {
            Some((_, Context::Input)) => vec![Context::Input, Context::Global],
            // A question is answered before anything else.
            Some((Overlay::Ask(_), popup)) => vec![popup, Context::Global],
            Some((_, popup)) => vec![popup, pane, Context::Global],
            None if selects => vec![Context::Visual, Context::Reader, Context::Global],
            None => vec![pane, Context::Global],
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
            Condition::HasSuggestion => {
                focused(|reading| reading.advice_on(reading.cursor.ordinal).next().is_some())
            }
            Condition::HasDoubts => false,
            Condition::HasOrphans => focused(|reading| reading.waiting_marks().next().is_some()),
            Condition::CanWrite => focused(|reading| {
                let article = &reading.article;
                (reading.read_only.is_none() || reading.doubt.is_some())
                    && (article.read_only.is_none() || article.is_encoding_asked)
            }),
            Condition::HasChoices => matches!(self.overlays.last(), Some(Overlay::Choice(_))),
            Condition::MultiLine => matches!(self.overlays.last(), Some(Overlay::Note(_))),
        }
    }

    /// A key was pressed.
    pub(super) fn key(&mut self, key: Key) {
        self.notices.key_pressed();
        // Whoever goes on does not want to be taken to a hit that is found later.
        self.finding.wanted = None;
        if self.shape.too_small {
            // A note takes text, unseen as it is; else the one line says `q`.
            if self.writes_unseen() && key.notation() != "<C-c>" {
                if let Some(character) = key.printable() {
                    self.insert_text(character.encode_utf8(&mut [0; 4]));
                }
            } else if matches!(key.notation().as_str(), "q" | "ｑ" | "<C-c>") {
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
        if self.turn_menu(key) {
            return;
        }
        self.keys.menu_from = 0;
        let mut pressed = self.keys.pending.take().map(|pending| pending.keys).unwrap_or_default();
        let began = pressed.is_empty();
        pressed.push(key);
        let found = self.keys.map.lookup(&contexts, &pressed, &|condition| self.holds(condition));
        match found {
            found if self.is_hidden(&found) => {
                self.keys.drop_pending();
                self.unbound(&pressed, false);
            }
            Lookup::Run { action, .. } => {
                self.keys.drop_pending();
                if !self.is_in_place(&action) {
                    return self.notice(say::answer_first(self.settings.lang));
                }
                self.count_hint(&action);
                self.act(&action);
            }
            Lookup::Pending(_) if matches!(self.overlays.last(), Some(Overlay::Ask(_))) => {
                self.keys.drop_pending();
                self.notice(say::answer_first(self.settings.lang));
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
                self.unbound(&pressed, input);
            }
        }
    }

    /// Whether a note is being written on a screen that is too small to show it.
    pub fn writes_unseen(&self) -> bool {
        self.shape.too_small && self.overlays.last().is_some_and(|overlay| overlay.note().is_some())
    }

    /// Whether keys are a pane's that something lies over, and would change there what nobody sees.
    fn is_hidden(&self, found: &Lookup) -> bool {
        if self.overlays.is_empty() {
            return false;
        }
        let changes = |action: &Action| {
            action.command().effect == Effectful::Undoable
                || matches!(action, Action::SelectSpan | Action::SelectParagraphs)
        };
        match found {
            Lookup::Run { action, context, .. } => {
                matches!(context, Context::Zones | Context::List | Context::Reader | Context::Notes)
                    && changes(action)
            }
            Lookup::Pending(pending) => {
                let mode = self.mode();
                let own: Vec<Context> = [mode.first(), mode.last()].into_iter().flatten().copied().collect();
                let leads = self.keys.map.lookup(&own, &pending.keys, &|condition| self.holds(condition));
                leads == Lookup::Unbound
                    && pending.continuations.iter().all(|next| next.action.as_ref().is_some_and(changes))
            }
            Lookup::Nop | Lookup::Unbound => false,
        }
    }

    /// Keys that are bound to nothing: text in an input, a word about the input method or the way elsewhere.
    pub(super) fn unbound(&mut self, pressed: &[Key], input: bool) {
        let lang = self.settings.lang;
        let Some(key) = pressed.last().copied() else { return };
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
        } else if key == Key::plain(crate::keymap::Code::Esc) && pressed.len() > 1 {
            // Esc only ends the sequence.
        } else {
            let steps: Vec<Step> = pressed.iter().map(|key| Step::Key(*key)).collect();
            let text = self.elsewhere(pressed, &shown(&steps));
            self.decline(text.unwrap_or_else(|| say::not_bound(lang, shown(&steps))));
        }
    }

    /// What keys do where they are bound, and the way there from here.
    fn elsewhere(&self, pressed: &[Key], keys: &str) -> Option<String> {
        let lang = self.settings.lang;
        let means = |context: Context| match self
            .keys
            .map
            .lookup(&[context], pressed, &|condition| self.holds(condition))
        {
            Lookup::Run { desc, .. } => Some(desc),
            Lookup::Pending(pending) => Some(pending.title.unwrap_or_default()),
            Lookup::Nop | Lookup::Unbound => None,
        };
        let (target, does) = [(Focus::Reader, Context::Reader), (Focus::List, Context::List)]
            .into_iter()
            .find_map(|(focus, context)| means(context).map(|does| (focus, does)))?;
        let what = if does.is_empty() { keys.to_owned() } else { say::key_for(lang, keys, does) };
        if !self.overlays.is_empty() {
            return Some(say::close_first(lang, self.key_of("back").unwrap_or_default(), what));
        }
        let (command, times) = match (self.panes.focus, target) {
            (Focus::List, Focus::Reader) | (Focus::Zones, Focus::List) => ("pane next", 1),
            (Focus::Zones, _) => ("pane next", 2),
            (Focus::Notes, Focus::Reader) | (Focus::Reader, _) => ("pane previous", 1),
            (Focus::Notes | Focus::List, _) => ("pane previous", 2),
        };
        let way = vec![self.key_of(command)?; times].join(" ");
        Some(match target {
            Focus::List => say::in_the_list(lang, way, what),
            Focus::Zones | Focus::Reader | Focus::Notes => say::in_the_article(lang, way, what),
        })
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
