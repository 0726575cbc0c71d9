//! Moving: each motion goes to what has the focus, an overlay's list, the zones, the list or the article.

use super::panes::{Focus, Step};
use super::reading::{Place, Reading};
use super::{App, Spot};
use crate::messages::{Lang, reader as say};
use crate::words::Action;

/// Jumps remembered.
const TRAIL: usize = 100;

impl App {
    /// By lines: of a list, or of the article.
    pub(super) fn by_lines(&mut self, by: isize) {
        if let Some(overlay) = self.top_overlay() {
            overlay.step(by);
            return;
        }
        match self.panes.focus {
            Focus::Zones => self.choose_folder(self.catalogue.folder.saturating_add_signed(by)),
            Focus::List => self.catalogue.step(by),
            Focus::Notes => self.by_notes(by),
            Focus::Reader => self.in_article(|reading, settings| match reading.selection {
                Some(_) => {
                    let action = if by > 0 { Action::CaretDown } else { Action::CaretUp };
                    reading.caret_act(&action, settings);
                }
                None => reading.by_lines(by, settings),
            }),
        }
    }

    /// By paragraphs of the article, whichever pane has the focus.
    pub(super) fn by_blocks(&mut self, by: isize) {
        if self.top_overlay().is_some() {
            return self.by_lines(by);
        }
        self.in_article(|reading, settings| reading.by_blocks(by, settings));
        self.stick();
    }

    /// By pages or parts of one.
    pub(super) fn by_pages(&mut self, by: isize, part: usize) {
        let list_rows = self.shape.list.map_or(10, super::listing::list_page).max(2);
        let height = self.reading.as_ref().map_or(10, Reading::height);
        // Two lines of the old page stay, so that the eye finds its place.
        let page = if part == 1 { height.saturating_sub(2).max(1) } else { (height / part).max(1) };
        let covered = usize::from(self.shape.screen.height / 2).max(1);
        if self.top_overlay().is_some() {
            self.by_lines(by * (covered / part).max(1).cast_signed());
        } else if self.panes.focus == Focus::Notes {
            self.by_notes(by * page.cast_signed());
        } else if self.reads() {
            let rows = by * page.cast_signed();
            self.in_article(|reading, settings| reading.by_rows(rows, settings));
        } else {
            self.by_lines(by * (list_rows / part).max(1).cast_signed());
        }
    }

    /// To the top or the bottom.
    pub(super) fn go_end(&mut self, bottom: bool) {
        let far = if bottom { isize::MAX / 4 } else { isize::MIN / 4 };
        if self.top_overlay().is_some() || !self.reads() {
            return self.by_lines(far);
        }
        if self.panes.focus == Focus::Notes {
            return self.notes_end(bottom);
        }
        self.leave_trace();
        self.in_article(|reading, settings| {
            if bottom {
                reading.go_bottom(settings);
            } else {
                reading.go(Place::default(), settings);
            }
        });
    }

    /// Does something with the open article.
    pub(super) fn in_article(&mut self, change: impl FnOnce(&mut Reading, &super::Settings)) {
        if let Some(reading) = &mut self.reading {
            change(reading, &self.settings);
        }
    }

    /// To the next or previous block that a test accepts.
    pub(super) fn seek_block(
        &mut self,
        forward: bool,
        nothing: fn(Lang) -> String,
        accepts: impl Fn(&Reading, usize) -> bool,
    ) {
        let Some(reading) = &self.reading else { return };
        let at = reading.cursor.ordinal;
        let found = if forward {
            (at + 1..=reading.last()).find(|ordinal| accepts(reading, *ordinal))
        } else {
            (0..at).rev().find(|ordinal| accepts(reading, *ordinal))
        };
        if let Some(ordinal) = found {
            self.leave_trace();
            self.in_article(|reading, settings| reading.go(Place { ordinal, byte: 0 }, settings));
        } else {
            self.decline(nothing(self.settings.lang));
        }
    }

    /// To the next or previous article of the list.
    pub(super) fn by_articles(&mut self, forward: bool) {
        let from = self.reading.as_ref().map(|reading| reading.article.id.clone());
        let next = from.and_then(|id| self.catalogue.neighbour(&id, forward)).map(|card| card.id.clone());
        self.open_or_say(next, if forward { say::no_article_after } else { say::no_article_before });
    }

    /// To the first article of the next or previous zone.
    pub(super) fn by_zones(&mut self, forward: bool) {
        let from = self.reading.as_ref().map(|reading| reading.article.id.clone());
        let next =
            from.and_then(|id| self.catalogue.neighbour_zone(&id, forward)).map(|card| card.id.clone());
        if let Some(id) = &next
            && !self.catalogue.choose(id)
        {
            self.choose_folder(0);
        }
        self.open_or_say(next, if forward { say::no_zone_after } else { say::no_zone_before });
    }

    fn open_or_say(&mut self, next: Option<crate::words::ArticleId>, nothing: fn(Lang) -> String) {
        match next {
            Some(id) => {
                self.leave_trace();
                self.open(&id, None);
            }
            None => self.decline(nothing(self.settings.lang)),
        }
    }

    /// Remembers the place before a jump.
    pub(super) fn leave_trace(&mut self) {
        if let Some(spot) = self.spot()
            && self.trail.back.last() != Some(&spot)
        {
            self.trail.back.push(spot);
            if self.trail.back.len() > TRAIL {
                self.trail.back.remove(0);
            }
            self.trail.forward.clear();
        }
    }

    /// Back to where the last jump began, or forward again.
    pub(super) fn jump(&mut self, back: bool) {
        let here = self.spot();
        let (from, to) = if back {
            (&mut self.trail.back, &mut self.trail.forward)
        } else {
            (&mut self.trail.forward, &mut self.trail.back)
        };
        let Some(spot) = from.pop() else {
            let lang = self.settings.lang;
            return self.decline(if back { say::no_more_places(lang) } else { say::no_later_places(lang) });
        };
        to.extend(here);
        self.go_spot(&spot);
    }

    /// Goes to a spot, opening its article when needed.
    pub(super) fn go_spot(&mut self, spot: &Spot) {
        let place = Place { ordinal: spot.ordinal, byte: spot.byte };
        if self.catalogue.card(&spot.article).is_none() {
            return self.decline(say::article_gone(self.settings.lang));
        }
        self.panes.focus = Focus::Reader;
        self.open(&spot.article.clone(), Some(place));
    }

    /// Sets a bookmark on the reader's line.
    pub(super) fn set_bookmark(&mut self, name: &str) {
        let (Some(name), Some(spot)) = (name.chars().next(), self.spot()) else { return };
        self.memory.bookmarks.insert(name, spot);
        self.remember();
        self.say(say::bookmark_set(self.settings.lang, name));
    }

    /// Goes to a bookmark.
    pub(super) fn go_bookmark(&mut self, name: &str) {
        let Some(name) = name.chars().next() else { return };
        let Some(spot) = self.memory.bookmarks.get(&name).cloned() else {
            return self.decline(say::no_bookmark(self.settings.lang, name));
        };
        self.leave_trace();
        self.go_spot(&spot);
    }

    /// Steps to the next pane, or moves the caret of a selection.
    pub(super) fn pane(&mut self, step: Step) {
        if self.move_seam(if step == Step::Previous { -1 } else { 1 }) {
            return;
        }
        if let Some(overlay) = self.top_overlay() {
            // The answers of a question stand side by side.
            return overlay.turn(if step == Step::Previous { -1 } else { 1 });
        }
        let has_notes = self.reading.as_ref().is_some_and(|reading| !reading.notes_here().is_empty());
        self.panes.step(step, has_notes);
        if self.panes.focus == Focus::Notes {
            self.in_article(|reading, settings| reading.show_note(false, settings));
        }
    }

    /// Whether the article or its notes have the focus.
    fn reads(&self) -> bool {
        matches!(self.panes.focus, Focus::Reader | Focus::Notes)
    }

    /// Widens or narrows the measure.
    pub(super) fn widen(&mut self, cells: i16) {
        let shown = self.shape.text.width;
        // From what is shown, so that the first press does something.
        self.panes.measure_cells = self.panes.measure_cells.min(shown.max(20));
        self.panes.widen(cells);
        self.remember();
        self.say(say::measure(self.settings.lang, self.panes.measure_cells / 2));
    }
}
