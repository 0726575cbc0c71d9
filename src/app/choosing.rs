//! The overlays that choose by what is typed: command line, pickers, help.

use super::App;
use super::help::Help;
use super::overlay::{Answer, Overlay, PickBox, PickKind};
use super::palette::{Known, Palette, Submitted};
use super::picker::{Chosen, Item, Picker};
use crate::messages::reader as say;
use crate::words::{Action, ArticleId, TagPath, zone_names};

impl App {
    /// Opens the command line, filled in.
    pub(super) fn open_palette(&mut self, text: &str) {
        let history: Vec<String> = self.trail.commands.clone();
        let palette = self.with_known(|known| Palette::new(text, history, known));
        self.overlays.push(Overlay::Palette(Box::new(palette)));
        // A folder listed before may hold something else by now.
        self.work.paths_wanted = None;
        self.want_paths();
    }

    /// Has the folder listed that the path in the command line leads to, once for each.
    fn want_paths(&mut self) {
        let Some(Overlay::Palette(palette)) = self.overlays.last() else { return };
        let Some(folder) = palette.folder().map(str::to_owned) else { return };
        if self.work.paths_wanted.as_ref() != Some(&folder) {
            self.work.paths_wanted = Some(folder.clone());
            self.ask_for(super::Effect::ListPaths(folder));
        }
    }

    /// A folder was listed: what completes the path in the command line is known.
    pub(super) fn paths_listed(&mut self, folder: String, names: Vec<String>) {
        self.work.paths = (folder, names);
        if let Some(mut overlay) = self.overlays.pop() {
            if let Overlay::Palette(palette) = &mut overlay {
                self.with_known(|known| palette.refresh(known));
            }
            self.overlays.push(overlay);
        }
    }

    /// Does something with what completion looks at.
    fn with_known<T>(&self, work: impl FnOnce(&Known<'_>) -> T) -> T {
        let contexts = self.mode();
        let zones: Vec<&str> = self.catalogue.zones().map(|zone| &**zone).collect();
        work(&Known {
            keymap: &self.keys.map,
            contexts: &contexts,
            codebook: &self.catalogue.codebook,
            saved: &self.memory.queries,
            zones: &zones,
            paths: (&self.work.paths.0, &self.work.paths.1),
            lang: self.settings.lang,
        })
    }

    /// Opens the help on every key, those that count here first.
    pub(super) fn help(&mut self) {
        let help = Help::new(&self.keys.map, &self.mode());
        self.show(Overlay::Help(Box::new(help)));
    }

    /// Opens tags to choose one from, or to edit all of the paragraph.
    pub(super) fn open_tags(&mut self, kind: PickKind) {
        if !self.may_tag() {
            return;
        }
        let lang = self.settings.lang;
        let on: Vec<TagPath> = self
            .reading
            .as_ref()
            .and_then(|reading| {
                let target = reading.targets().first().copied()?;
                super::marking::own_mark(reading, target, &self.settings)
            })
            .map(|placed| placed.mark.tags.clone())
            .unwrap_or_default();
        let title =
            if kind == PickKind::TagPick { say::pick_title(lang) } else { say::edit_tags_title(lang) };
        let picker = Picker::tags(title, &self.catalogue.codebook, &on, lang);
        self.overlays.push(Overlay::Pick(Box::new(PickBox { picker, kind })));
    }

    /// All articles as entries to jump to.
    fn jump_items(&self) -> Vec<Item> {
        let item = |card: &crate::words::ArticleCard| Item {
            value: card.id.to_string(),
            text: card.title.to_string(),
            detail: card.zone.to_string(),
            others: zone_names(&card.zone).map(Into::into).chain([card.id.to_string()]).collect(),
            on: None,
        };
        self.catalogue.cards.iter().map(item).collect()
    }

    /// Gives an open list of articles those of the library as it is now.
    pub(super) fn list_jump_again(&mut self) {
        let is_jump =
            |overlay: &Overlay| matches!(overlay, Overlay::Pick(pick) if pick.kind == PickKind::Jump);
        // As a rule none is open: then a large library is not gone through for it.
        let Some(at) = self.overlays.iter().position(is_jump) else { return };
        let items = self.jump_items();
        if let Some(Overlay::Pick(pick)) = self.overlays.get_mut(at) {
            pick.picker.take_items(items);
        }
    }

    /// Opens all articles to jump to one.
    pub(super) fn open_jump(&mut self, text: &str) {
        let lang = self.settings.lang;
        let mut picker = Picker::new(say::jump_title(lang), self.jump_items(), false, lang);
        picker.insert(text);
        self.overlays.push(Overlay::Pick(Box::new(PickBox { picker, kind: PickKind::Jump })));
    }

    /// A caret, delete or list key in the input on top.
    pub(super) fn edit_text(&mut self, action: &Action) {
        let Some(mut overlay) = self.overlays.pop() else { return };
        let changed = match &mut overlay {
            Overlay::Palette(palette) => {
                self.with_known(|known| palette.act(action, known));
                false
            }
            Overlay::Pick(pick) => {
                pick.picker.act(action);
                false
            }
            Overlay::Help(help) => {
                help.act(action, usize::from(self.shape.screen.height / 2));
                false
            }
            Overlay::Note(note) => note.input.act(action) == super::input::Acted::Changed,
            Overlay::Line(line) => line.input.act(action) == super::input::Acted::Changed,
            Overlay::Ask(_)
            | Overlay::Page(_)
            | Overlay::Choice(_)
            | Overlay::Stats(_)
            | Overlay::Doubts(_)
            | Overlay::Relink(_) => false,
        };
        self.overlays.push(overlay);
        self.want_paths();
        if changed {
            self.typed();
        }
    }

    /// Text typed or pasted into the overlay on top; false when it takes none.
    pub(super) fn insert_text(&mut self, text: &str) -> bool {
        let Some(mut overlay) = self.overlays.pop() else { return false };
        let mut taken = true;
        let mut inserted = None;
        match &mut overlay {
            Overlay::Palette(palette) => self.with_known(|known| palette.insert(text, known)),
            Overlay::Pick(pick) => pick.picker.insert(text),
            Overlay::Help(help) if help.is_filtering => help.insert(text),
            Overlay::Note(note) => inserted = Some(note.input.insert(text)),
            Overlay::Line(line) => inserted = Some(line.input.insert(text)),
            Overlay::Help(_)
            | Overlay::Ask(_)
            | Overlay::Page(_)
            | Overlay::Choice(_)
            | Overlay::Stats(_)
            | Overlay::Doubts(_)
            | Overlay::Relink(_) => {
                taken = false;
            }
        }
        self.overlays.push(overlay);
        self.want_paths();
        match inserted {
            Some(super::input::Inserted::TooLong) => self.trouble(say::too_long(self.settings.lang)),
            Some(super::input::Inserted::Done { .. }) => self.typed(),
            None => {}
        }
        taken
    }

    /// Enter on the command line.
    pub(super) fn submit_palette(&mut self) {
        let Some(Overlay::Palette(mut palette)) = self.overlays.pop() else { return };
        let submitted = self.with_known(|known| palette.submit(known));
        match submitted {
            Submitted::Run(action) => {
                let line = format!("{} {}", action.command().name, action.argument());
                self.keep_command(&line);
                let below = self.overlays.len();
                self.act(&action);
                let is_wrong = self.notices.is_trouble() && self.overlays.len() == below;
                if is_wrong && !action.argument().is_empty() {
                    self.with_known(|known| palette.keep(&action, known));
                    self.overlays.push(Overlay::Palette(palette));
                }
            }
            Submitted::Wants => {
                self.overlays.push(Overlay::Palette(palette));
                self.want_paths();
            }
            Submitted::Wrong(problem) => {
                palette.wrong = problem.column.checked_sub(1);
                self.overlays.push(Overlay::Palette(palette));
                self.problems(&[problem]);
            }
            Submitted::Nothing => {}
        }
    }

    /// Keeps a command line, run or given up, for the line's history.
    pub(super) fn keep_command(&mut self, line: &str) {
        let line = line.trim().to_owned();
        if !line.is_empty() {
            self.trail.commands.retain(|old| *old != line);
            self.trail.commands.push(line);
        }
    }

    /// Enter in a picker.
    pub(super) fn submit_pick(&mut self) {
        let Some(Overlay::Pick(mut pick)) = self.overlays.pop() else { return };
        let chosen = match pick.picker.choice() {
            Some(Chosen::Item(item)) => Ok(item.value.clone()),
            Some(Chosen::New(name)) => Err(name.to_owned()),
            None => return self.overlays.push(Overlay::Pick(pick)),
        };
        match (pick.kind, chosen) {
            (PickKind::Jump, Ok(id)) => {
                if let Some(id) = ArticleId::new(&id) {
                    self.leave_trace();
                    self.panes.focus = super::panes::Focus::Reader;
                    self.catalogue.choose(&id);
                    self.open(&id, None);
                }
            }
            (PickKind::TagPick, Ok(tag)) => self.toggle_tag(&tag),
            (PickKind::TagEdit, Ok(tag)) => {
                self.toggle_tag(&tag);
                pick.picker.toggle_chosen();
                self.overlays.push(Overlay::Pick(pick));
            }
            (PickKind::TagPick | PickKind::TagEdit, Err(name)) => match TagPath::new(&name) {
                // The one row that was left was chosen by nobody: a slip of the keys makes no tag.
                Some(path) if pick.picker.chosen == 0 => {
                    self.overlays.push(Overlay::Pick(pick));
                    self.ask_for_new_tag(&path);
                }
                Some(path) => self.make_tag(path),
                None => self.trouble(say::no_tag(self.settings.lang, name)),
            },
            (PickKind::Jump, Err(_)) => {}
        }
    }

    /// Puts a new tag into the codebook, and then on what is chosen now.
    fn make_tag(&mut self, path: TagPath) {
        let Some(reading) = &self.reading else { return };
        let pins = reading.targets().into_iter().map(|target| super::pin::Pin::new(&reading.article, target));
        self.work.tagging = Some((reading.article.id.clone(), pins.collect()));
        self.ask_for(super::Effect::MakeTag(path));
    }

    /// Asks before a tag is made that was only typed; the list stays as it is until then.
    fn ask_for_new_tag(&mut self, tag: &TagPath) {
        let lang = self.settings.lang;
        let answers = vec![
            (say::answer_seek_on(lang), Answer::Stay),
            (crate::messages::keymap::make_new(lang, tag.as_str()), Answer::MakeTag(tag.clone())),
        ];
        self.ask(say::new_tag_question(lang, tag.as_str()), answers);
    }

    /// Makes the tag that was typed, and closes the list.
    pub(super) fn make_new_tag(&mut self, tag: TagPath) {
        if matches!(self.overlays.last(), Some(Overlay::Pick(_))) {
            self.overlays.pop();
        }
        self.make_tag(tag);
    }

    /// Enter in the help's filter: its rows stay as they are, to be gone through.
    pub(super) fn filter_help_done(&mut self) {
        if let Some(Overlay::Help(help)) = self.overlays.last_mut() {
            help.is_filtering = false;
        }
    }

    /// `filter` in the help begins to filter its rows.
    pub(super) fn filter_help(&mut self) -> bool {
        if let Some(Overlay::Help(help)) = self.overlays.last_mut() {
            help.is_filtering = true;
            return true;
        }
        false
    }
}
