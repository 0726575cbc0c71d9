//! The hint line: the few keys worth knowing here, each going out after it was used three times.

use super::App;
use super::doubting::Doubts;
use super::menu::Menu;
use super::overlay::{Overlay, PageKind, PickKind};
use crate::import::DoubtKind;
use crate::keymap::{Code, Step, shown};
use crate::messages::{Lang, reader as say};
use crate::text::{Widths, cells};
use crate::words::Context;

/// The commands that the hint line of the article names.
pub(super) const HINTED: [&str; 10] = [
    "tag toggle",
    "note edit",
    "find",
    "report",
    "undo",
    "help",
    "palette",
    "paragraph next",
    "article next",
    "read toggle",
];

/// Uses after which a hint goes out.
const KNOWN_AFTER: u32 = 3;

/// What can be said of the doubt that is shown, and no more.
fn doubt_hints(doubts: &Doubts, lang: Lang) -> Vec<(&'static str, String)> {
    if doubts.seam.is_some() {
        return vec![
            ("doubt accept", say::hint_so(lang)),
            ("pane next", say::hint_place(lang)),
            ("line down", say::hint_sentence(lang)),
            ("paragraph split", say::hint_part(lang)),
            ("paragraph join", say::hint_join(lang)),
            ("back", say::hint_cancel(lang)),
        ];
    }
    let mut rows = vec![("doubt accept", say::hint_right(lang)), ("doubt reject", say::hint_wrong(lang))];
    match doubts.case().map(|case| case.doubt.kind) {
        Some(DoubtKind::Join | DoubtKind::Apart | DoubtKind::Split) => rows.extend([
            ("paragraph split", say::two_paragraphs(lang)),
            ("paragraph join", say::stays_joined(lang)),
        ]),
        Some(DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart) | None => {}
    }
    rows.extend([
        ("doubt edit", say::hint_mend(lang)),
        ("raw text", say::hint_raw(lang)),
        ("undo", say::hint_undo(lang)),
        ("back", say::hint_close(lang)),
    ]);
    rows
}

/// The keys that a box of keys itself takes.
fn menu_hints(menu: &Menu, lang: Lang) -> Vec<Hint> {
    let turn = Hint::new("page down", "PgDn".into(), say::hint_more(lang));
    let back = Hint::new("back", "Esc".into(), say::hint_cancel(lang));
    (menu.left_out > 0).then_some(turn).into_iter().chain([back]).collect()
}

/// A key and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key as people read it.
    pub key: String,
    /// What it does.
    pub does: String,
    /// Whether it is a way out or to everything else, which no narrow screen may leave out.
    pub stays: bool,
}

impl Hint {
    fn new(command: &str, key: String, does: String) -> Self {
        let stays = matches!(command, "back" | "input cancel" | "help" | "palette");
        Self { key, does, stays }
    }

    /// Its cells: the key, what it does, a blank between and two after.
    pub fn cells(&self, widths: &Widths) -> usize {
        cells(&self.key, widths) + 1 + cells(&self.does, widths) + 2
    }
}

/// The hints that a line has room for, in order: first those that stay, then the others from the first on.
pub fn fitting(hints: Vec<Hint>, room_cells: usize, widths: &Widths) -> Vec<Hint> {
    // The blanks after the last one may be cut.
    let mut left = room_cells + 2;
    let mut taken = vec![false; hints.len()];
    for stays in [true, false] {
        for (hint, taken) in hints.iter().zip(&mut taken).filter(|(hint, _)| hint.stays == stays) {
            let Some(rest) = left.checked_sub(hint.cells(widths)) else { break };
            (left, *taken) = (rest, true);
        }
    }
    hints.into_iter().zip(taken).filter_map(|(hint, taken)| taken.then_some(hint)).collect()
}

impl App {
    /// The hints for what has the focus, the most useful first.
    pub fn hints(&self) -> Vec<Hint> {
        match self.menu_shown() {
            Some(menu) => menu_hints(&menu, self.settings.lang),
            None => self.focus_hints(),
        }
    }

    fn focus_hints(&self) -> Vec<Hint> {
        let lang = self.settings.lang;
        let mode = self.mode();
        let named = |rows: &[(&str, String)]| {
            rows.iter()
                .filter_map(|(command, does)| {
                    Some(Hint::new(command, self.key_for(&mode, command)?, does.clone()))
                })
                .collect::<Vec<_>>()
        };
        match self.overlays.last() {
            Some(Overlay::Note(_)) => named(&[
                (
                    if self.settings.enter_saves { "input enter" } else { "input submit" },
                    say::hint_save(lang),
                ),
                (
                    if self.settings.enter_saves { "input other-enter" } else { "input enter" },
                    say::hint_newline(lang),
                ),
                ("input cancel", say::hint_cancel(lang)),
            ]),
            Some(Overlay::Pick(pick)) if pick.kind == PickKind::TagEdit => {
                named(&[("input enter", say::hint_tick(lang)), ("input cancel", say::hint_done(lang))])
            }
            Some(Overlay::Line(_) | Overlay::Palette(_) | Overlay::Pick(_)) => {
                named(&[("input enter", say::hint_done(lang)), ("input cancel", say::hint_cancel(lang))])
            }
            Some(Overlay::Ask(_)) => {
                named(&[("open", say::hint_choose(lang)), ("back", say::hint_cancel(lang))])
            }
            Some(Overlay::Page(page)) => match page.kind {
                PageKind::Preview(..) => {
                    named(&[("report write", say::hint_write(lang)), ("back", say::hint_cancel(lang))])
                }
                PageKind::Import(_) => {
                    named(&[("open", say::hint_import(lang)), ("back", say::hint_cancel(lang))])
                }
                PageKind::Text => named(&[("back", say::hint_close(lang))]),
            },
            Some(Overlay::Choice(_)) => named(&[
                ("open", say::hint_open(lang)),
                ("prompt 'tag hits '", say::hint_tag_all(lang)),
                ("back", say::hint_close(lang)),
            ]),
            Some(Overlay::Doubts(doubts)) => named(&doubt_hints(doubts, lang)),
            Some(Overlay::Relink(_)) => named(&[
                ("relink accept", say::hint_accept(lang)),
                ("relink choose", say::hint_candidate(lang)),
                ("relink orphan", say::hint_keep_orphan(lang)),
                ("back", say::hint_close(lang)),
            ]),
            Some(Overlay::Help(help)) if help.is_filtering => {
                named(&[("input enter", say::hint_done(lang)), ("input cancel", say::hint_close(lang))])
            }
            Some(Overlay::Help(_)) => {
                named(&[("filter", say::hint_find(lang)), ("back", say::hint_close(lang))])
            }
            Some(Overlay::Stats(_)) => named(&[("back", say::hint_close(lang))]),
            None => self.pane_hints(&mode),
        }
    }

    /// The key to name for a command where the focus is.
    pub fn key_of(&self, command: &str) -> Option<String> {
        self.key_for(&self.mode(), command)
    }

    /// The key to name for a command: in an overlay Enter, else one of characters before a function key.
    fn key_for(&self, mode: &[Context], command: &str) -> Option<String> {
        let typed = |steps: &&Vec<Step>| {
            steps.iter().all(|step| matches!(step, Step::Key(key) if key.printable().is_some()))
        };
        let enter =
            |steps: &&Vec<Step>| matches!(steps.as_slice(), [Step::Key(key)] if key.code == Code::Enter);
        let keys = self.keys.map.keys_for(mode, command);
        let entered = keys.iter().find(enter).filter(|_| !self.overlays.is_empty());
        entered.or_else(|| keys.iter().find(typed)).or(keys.first()).map(|steps| shown(steps))
    }

    /// The hints of the panes: those not known yet, then help and the command line.
    fn pane_hints(&self, mode: &[Context]) -> Vec<Hint> {
        let lang = self.settings.lang;
        let reader = matches!(mode.first(), Some(Context::Reader | Context::Visual));
        let notes = mode.first() == Some(&Context::Notes);
        // What is not there yet is neither exported nor undone.
        let marked = self.reading.as_ref().is_some_and(|reading| reading.marked_blocks().next().is_some());
        if !self.settings.hints {
            return Vec::new();
        }
        if let Some(reading) =
            self.reading.as_ref().filter(|reading| reader && reading.shown_advice().is_some())
            && reading.selection.is_none()
        {
            let rows = [
                ("suggestion take", say::hint_take(lang)),
                ("suggestion dismiss", say::hint_dismiss(lang)),
                ("advice next", say::hint_next_advice(lang)),
            ];
            let known = rows
                .into_iter()
                .filter_map(|(command, does)| Some(Hint::new(command, self.key_for(mode, command)?, does)));
            return known.collect();
        }
        let unknown = |name: &str| self.memory.hints.get(name).is_none_or(|uses| *uses < KNOWN_AFTER);
        let key = |command: &str| self.key_for(mode, command);
        let mut hints = Vec::new();
        let mut add = |name: &str, key: Option<String>, does: String| {
            if let (true, Some(key)) = (unknown(name), key) {
                hints.push(Hint::new(name, key, does));
            }
        };
        if reader {
            let digits = key("tag toggle 1").map(|first| if first == "1" { "1-9".to_owned() } else { first });
            add("tag toggle", digits, say::hint_tag(lang));
            add("note edit", key("note edit"), say::hint_note(lang));
        } else if notes {
            add("note edit", key("note edit"), say::hint_edit(lang));
            add("mark delete", key("mark delete"), say::hint_delete(lang));
            add("pane previous", key("pane previous"), say::hint_back(lang));
        } else {
            add("open", key("open"), say::hint_open(lang));
            add("filter", key("filter"), say::hint_filter(lang));
            if mode.first() == Some(&Context::Zones) && self.chosen_query().is_some() {
                add("query delete", key("query delete"), say::hint_delete(lang));
            }
        }
        add("find", key("find"), say::hint_find(lang));
        let here =
            self.reading.as_ref().map_or(0, |reading| reading.advice_on(reading.cursor.ordinal).count());
        if reader && here > 0 {
            add("suggestion take", key("suggestion take"), say::hint_advice(lang, here));
        }
        if (reader || notes) && marked {
            let report = key("report --kind review --scope article");
            add("report", report, say::hint_export(lang));
            add("undo", key("undo"), say::hint_undo(lang));
        }
        // These two never go out: they lead to everything else.
        let always = [("help", say::hint_help(lang)), ("palette", say::hint_command(lang))];
        let always = always.into_iter().filter_map(|(name, does)| Some(Hint::new(name, key(name)?, does)));
        hints.extend(always);
        hints
    }
}
