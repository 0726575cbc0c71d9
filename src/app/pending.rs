//! What may follow the keys pressed so far, with what only the reader knows: the bookmarks there are.

use super::App;
use super::event::Spot;
use crate::keymap::{Continuation, Key, Pending};
use crate::messages::reader as say;
use crate::text::truncate;

/// The most cells of a bookmark's title.
const TITLE_CELLS: usize = 32;

impl App {
    /// The keys that may follow, as they are shown: a bookmark by its letter and its place.
    pub fn pending_shown(&self, pending: &Pending) -> Pending {
        let shown = |next: &Continuation| match next.takes_any {
            Some("bookmark go") => self.bookmarks_shown(next),
            Some(_) | None => vec![next.clone()],
        };
        Pending { continuations: pending.continuations.iter().flat_map(shown).collect(), ..pending.clone() }
    }

    fn bookmarks_shown(&self, next: &Continuation) -> Vec<Continuation> {
        let bookmarks = &self.memory.bookmarks;
        if bookmarks.is_empty() {
            let key = self.begins("bookmark set");
            return vec![Continuation {
                key: String::new(),
                desc: say::no_bookmarks(self.settings.lang, key),
                ..next.clone()
            }];
        }
        let one = |(letter, spot): (&char, &Spot)| Continuation {
            key: letter.to_string(),
            step: Some(Key::char(*letter)),
            desc: self.spot_shown(spot),
            ..next.clone()
        };
        bookmarks.iter().map(one).collect()
    }

    /// A place in words: its article's title, and which paragraph.
    fn spot_shown(&self, spot: &Spot) -> String {
        let card = self.catalogue.card(&spot.article);
        let title = card.map_or_else(|| spot.article.to_string(), |card| card.title.to_string());
        let title = truncate(&title, TITLE_CELLS, &self.settings.widths);
        if spot.ordinal == 0 {
            return title.as_str().to_owned();
        }
        say::bookmark_at(self.settings.lang, title.as_str(), spot.ordinal)
    }

    /// The keys that a command begins with, which then takes any character.
    fn begins(&self, command: &str) -> String {
        let keys = self.keys.map.keys_for(&self.mode(), command);
        let steps = keys.first().map(|steps| steps.get(..steps.len().saturating_sub(1)).unwrap_or(&[]));
        steps.map_or_else(String::new, crate::keymap::shown)
    }
}
