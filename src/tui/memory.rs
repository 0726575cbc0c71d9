//! What the reader remembers, as the store keeps it.

use crate::app::{Memory, Spot};
use crate::store::{Position, Reading};
use crate::words::ArticleId;

/// Keys of what only the screen wants to find again.
const PANE: &str = "pane";
const MEASURE: &str = "measure";
const THEME: &str = "theme";
const HINT: &str = "hint ";
const QUERY: &str = "query ";
const BYTE: &str = "byte ";
const FOLD: &str = "fold ";

/// The memory that a store holds.
pub(super) fn recall(kept: &Reading) -> Memory {
    let text = |key: &str| kept.screen.get(key).cloned().unwrap_or_default();
    let below = |prefix: &'static str| {
        kept.screen.iter().filter_map(move |(key, value)| Some((key.strip_prefix(prefix)?.to_owned(), value)))
    };
    let byte = |id: &str| text(&format!("{BYTE}{id}")).parse().unwrap_or(0);
    Memory {
        places: kept
            .positions
            .iter()
            .filter_map(|(id, position)| Some((ArticleId::new(id)?, (position.para, byte(id)))))
            .collect(),
        last: kept.last_article(),
        bookmarks: kept
            .bookmarks
            .iter()
            .filter_map(|(name, (id, ordinal))| {
                Some((*name, Spot { article: ArticleId::new(id)?, ordinal: *ordinal, byte: 0 }))
            })
            .collect(),
        stars: kept.stars.iter().filter_map(|id| ArticleId::new(id)).collect(),
        hints: below(HINT).filter_map(|(name, uses)| Some((name, uses.parse().ok()?))).collect(),
        queries: below(QUERY).map(|(name, query)| (name, query.clone())).collect(),
        folds: below(FOLD).map(|(zone, _)| zone).collect(),
        pane: text(PANE),
        measure_cells: text(MEASURE).parse().unwrap_or(0),
        theme: text(THEME),
    }
}

/// Puts a memory over what a store holds.
pub(super) fn keep(memory: &Memory, kept: &mut Reading) {
    kept.last = memory.last.as_ref().map(ToString::to_string);
    for (id, (para, byte)) in &memory.places {
        let position =
            Position { para: *para, ..kept.positions.get(id.as_str()).copied().unwrap_or_default() };
        kept.positions.insert(id.to_string(), position);
        let key = format!("{BYTE}{id}");
        if *byte > 0 {
            kept.screen.insert(key, byte.to_string());
        } else {
            kept.screen.remove(&key);
        }
    }
    kept.stars = memory.stars.iter().map(ToString::to_string).collect();
    kept.bookmarks = memory
        .bookmarks
        .iter()
        .map(|(name, spot)| (*name, (spot.article.to_string(), spot.ordinal)))
        .collect();
    kept.screen.retain(|key, _| ![HINT, QUERY, FOLD].iter().any(|prefix| key.starts_with(prefix)));
    kept.screen.extend(memory.folds.iter().map(|zone| (format!("{FOLD}{zone}"), String::new())));
    kept.screen.extend(memory.hints.iter().map(|(name, uses)| (format!("{HINT}{name}"), uses.to_string())));
    kept.screen.extend(memory.queries.iter().map(|(name, query)| (format!("{QUERY}{name}"), query.clone())));
    kept.screen.insert(PANE.to_owned(), memory.pane.clone());
    kept.screen.insert(MEASURE.to_owned(), memory.measure_cells.to_string());
    kept.screen.insert(THEME.to_owned(), memory.theme.clone());
}
