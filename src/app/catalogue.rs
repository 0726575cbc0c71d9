//! 稿目: the library's articles as zones, folders and a list; holds 100,000 of them and builds only what is shown.

mod counts;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::event::{Memory, Summary};
use crate::words::{ArticleCard, ArticleId, Codebook, Problem, TagPath};

/// A row of the zones pane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Folder {
    /// Every article.
    All,
    /// One zone.
    Zone(Arc<str>),
    /// 未读: articles with a paragraph that was not read.
    Unread,
    /// 未批注的段落: articles with a paragraph that has no mark.
    Unmarked,
    /// 待核实: articles with a mark of that tag.
    ToVerify,
    /// 失锚: articles with a mark that lost its place.
    Orphans,
    /// Articles with a star.
    Starred,
    /// A saved query, by its name.
    Saved(String, String),
}

/// What stands beside a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FolderCount {
    /// Articles of a zone, paragraphs or marks of a smart folder.
    pub of: usize,
    /// Unread paragraphs in a zone.
    pub unread: usize,
    /// Marks in a zone.
    pub marks: usize,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListRow {
    /// The heading of a zone that the list shows besides others.
    Zone {
        /// The zone.
        zone: Arc<str>,
        /// Its articles that are listed.
        articles: usize,
        /// Whether they are folded away.
        folded: bool,
        /// The index of the first of them in `cards`.
        first: usize,
    },
    /// An article, by its index in `cards`.
    Article(usize),
}

impl ListRow {
    /// The zone that it is the heading of.
    pub fn zone(&self) -> Option<&Arc<str>> {
        match self {
            Self::Zone { zone, .. } => Some(zone),
            Self::Article(_) => None,
        }
    }

    /// What rows are sorted by: a heading stands before the first article of its zone.
    fn place(&self) -> (usize, bool) {
        match self {
            Self::Zone { first, .. } => (*first, false),
            Self::Article(at) => (*at, true),
        }
    }
}

/// The leaf of the tag that the folder 待核实 collects.
pub const TO_VERIFY: &str = "待核实";

/// Articles, folders, and what is chosen among them.
#[derive(Debug, Default)]
pub struct Catalogue {
    /// All articles in the library's order.
    pub cards: Arc<[ArticleCard]>,
    /// The tags.
    pub codebook: Arc<Codebook>,
    /// What is wrong with `codebook.toml`, while its tags are not those in force.
    pub codebook_trouble: Option<Problem>,
    /// The rows of the zones pane.
    pub folders: Vec<Folder>,
    /// The chosen folder.
    pub folder: usize,
    /// Indices into `cards` of the articles listed, folded away or not.
    pub listed: Vec<usize>,
    /// The rows of the list: its articles, below their zones' headings when there are several zones.
    pub rows: Vec<ListRow>,
    /// The chosen row of the list.
    pub chosen: usize,
    /// The filter in force: its words, and what it keeps once that is known.
    pub filter: Option<(String, Option<std::collections::HashSet<ArticleId>>)>,
    /// The numbers beside the folders, once they are known.
    pub counts: Vec<Option<FolderCount>>,
    /// Whether the library has been listed at all.
    pub known: bool,
    /// What of the filter in force was found by pinyin alone.
    pub by_pinyin: HashSet<ArticleId>,
    /// What a filter surely keeps while it is being answered.
    pub(super) sure: Option<HashSet<ArticleId>>,
    /// What saved queries keep, by their words.
    pub(super) answered: HashMap<String, HashSet<ArticleId>>,
    summaries: HashMap<ArticleId, Summary>,
    positions: HashMap<ArticleId, usize>,
}

impl Catalogue {
    /// Takes a listing of the library; keeps what is chosen by id and by folder.
    pub fn list(&mut self, cards: Arc<[ArticleCard]>, codebook: Arc<Codebook>, memory: &Memory) {
        let chosen = self.chosen_card().map(|card| card.id.clone());
        self.positions = cards.iter().enumerate().map(|(at, card)| (card.id.clone(), at)).collect();
        self.summaries.retain(|id, _| self.positions.contains_key(id));
        self.cards = cards;
        self.codebook = codebook;
        self.known = true;
        self.fold(memory);
        if let Some(id) = chosen {
            self.choose(&id);
        }
    }

    /// The tags that some mark of the library bears, as far as that is known.
    pub fn tags_used(&self) -> impl Iterator<Item = &TagPath> {
        self.summaries.values().flat_map(|summary| summary.tags.keys())
    }

    /// The zones there are, in the list's order.
    pub fn zones(&self) -> impl Iterator<Item = &Arc<str>> {
        self.folders.iter().filter_map(|folder| match folder {
            Folder::Zone(zone) => Some(zone),
            Folder::All
            | Folder::Unread
            | Folder::Unmarked
            | Folder::ToVerify
            | Folder::Orphans
            | Folder::Starred
            | Folder::Saved(..) => None,
        })
    }

    /// Makes the rows of the zones pane again; keeps the chosen folder.
    pub fn fold(&mut self, memory: &Memory) {
        let old = self.folders.get(self.folder).cloned();
        let mut zones: Vec<Arc<str>> = Vec::new();
        for card in self.cards.iter() {
            if zones.last() != Some(&card.zone) && !zones.contains(&card.zone) {
                zones.push(card.zone.clone());
            }
        }
        self.folders = vec![Folder::All];
        self.folders.extend(zones.into_iter().map(Folder::Zone));
        self.folders.extend([Folder::Unread, Folder::Unmarked, Folder::ToVerify, Folder::Orphans]);
        if !memory.stars.is_empty() {
            self.folders.push(Folder::Starred);
        }
        self.folders
            .extend(memory.queries.iter().map(|(name, query)| Folder::Saved(name.clone(), query.clone())));
        self.folder = old.and_then(|old| self.folders.iter().position(|f| *f == old)).unwrap_or(0);
        self.tally(memory);
        self.refresh(memory);
    }

    /// Makes the list again from folder and filter; keeps the chosen article when it is still there.
    pub fn refresh(&mut self, memory: &Memory) {
        let chosen = self.chosen_card().map(|card| card.id.clone());
        let heading = self.chosen_heading();
        let folder = self.folders.get(self.folder).cloned().unwrap_or(Folder::All);
        self.listed = (0..self.cards.len())
            .filter(|at| self.cards.get(*at).is_some_and(|card| self.belongs(&folder, card, memory)))
            .collect();
        self.set_rows(memory);
        // The first article, not the heading above it.
        let article = || self.rows.iter().position(|row| matches!(row, ListRow::Article(_)));
        let same = |row: &ListRow| heading.is_some() && row.zone() == heading.as_ref();
        self.chosen = self.rows.iter().position(same).or_else(article).unwrap_or(0);
        if let Some(id) = chosen {
            self.choose(&id);
        }
    }

    /// The zone whose heading is chosen.
    fn chosen_heading(&self) -> Option<Arc<str>> {
        self.rows.get(self.chosen).and_then(ListRow::zone).cloned()
    }

    /// Makes the rows of the list from its articles and what is folded away.
    fn set_rows(&mut self, memory: &Memory) {
        let zone = |at: &usize| self.cards.get(*at).map(|card| card.zone.clone());
        let mut rows = Vec::with_capacity(self.listed.len());
        let groups: Vec<&[usize]> = self.listed.chunk_by(|a, b| zone(a) == zone(b)).collect();
        for group in &groups {
            let named = group.first().and_then(|first| Some((*first, zone(first)?)));
            let heading = named.filter(|_| groups.len() > 1);
            let folded = heading.as_ref().is_some_and(|(_, zone)| memory.folds.contains(&**zone));
            rows.extend(heading.map(|(first, zone)| ListRow::Zone {
                zone,
                articles: group.len(),
                folded,
                first,
            }));
            if !folded {
                rows.extend(group.iter().copied().map(ListRow::Article));
            }
        }
        self.rows = rows;
    }

    /// Chooses the row this many rows away; only headings whose articles are folded away are stopped at.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        let to = self.chosen.saturating_add_signed(by).min(last);
        let stops = |row: &usize| match self.rows.get(*row) {
            Some(ListRow::Zone { folded, .. }) => *folded,
            Some(ListRow::Article(_)) => true,
            None => false,
        };
        let (up, down) = ((0..=to).rev().find(stops), (to..=last).find(stops));
        let row = if by < 0 { up.or(down) } else { down.or(up) };
        self.chosen = row.unwrap_or(self.chosen);
    }

    /// Folds the zone of the chosen row away, its heading chosen then, or shows its articles again, the first of
    /// them chosen. False when the list has no headings.
    pub fn toggle_fold(&mut self, memory: &mut Memory) -> bool {
        let heading = |row: &&ListRow| matches!(row, ListRow::Zone { .. });
        let Some(ListRow::Zone { zone, first, .. }) =
            self.rows.iter().take(self.chosen + 1).rev().find(heading).cloned()
        else {
            return false;
        };
        let unfolds = memory.folds.remove(&*zone);
        if !unfolds {
            memory.folds.insert(zone.to_string());
        }
        self.set_rows(memory);
        self.chosen = self.rows.partition_point(|row| row.place() < (first, unfolds));
        true
    }

    /// Whether an article belongs to a folder and passes the filter.
    fn belongs(&self, folder: &Folder, card: &ArticleCard, memory: &Memory) -> bool {
        let kept = match &self.filter {
            Some((_, Some(kept))) => kept.contains(&card.id),
            Some((_, None)) => self.sure.as_ref().is_none_or(|sure| sure.contains(&card.id)),
            None => true,
        };
        kept && self.in_folder(folder, card, memory)
    }

    /// Whether an article belongs to a folder.
    fn in_folder(&self, folder: &Folder, card: &ArticleCard, memory: &Memory) -> bool {
        let summary = self.summaries.get(&card.id);
        match folder {
            // A saved query is a filter: the shell says what it keeps.
            Folder::All | Folder::Saved(..) => true,
            Folder::Zone(zone) => card.zone == *zone,
            Folder::Unread => summary.is_none_or(|s| s.read < s.paragraphs),
            Folder::Unmarked => summary.is_none_or(|s| s.marked < s.paragraphs),
            Folder::ToVerify => summary.is_some_and(|s| s.tags.keys().any(|tag| tag.leaf() == TO_VERIFY)),
            Folder::Orphans => summary.is_some_and(|s| s.orphans > 0),
            Folder::Starred => memory.stars.contains(&card.id),
        }
    }

    /// The row of an article in the list.
    pub fn row_of(&self, id: &ArticleId) -> Option<usize> {
        self.listed.binary_search(self.positions.get(id)?).ok()
    }

    /// The article chosen in the list; `None` on a zone's heading.
    pub fn chosen_card(&self) -> Option<&ArticleCard> {
        match self.rows.get(self.chosen)? {
            ListRow::Article(at) => self.cards.get(*at),
            ListRow::Zone { .. } => None,
        }
    }

    /// Where the chosen row stands among the articles listed, from 1: its own place, or that of its zone's first.
    pub fn chosen_place(&self) -> usize {
        let at = self.rows.get(self.chosen).map(|row| row.place().0);
        at.map_or(0, |at| self.listed.partition_point(|listed| *listed < at) + 1)
    }

    /// The card of an article.
    pub fn card(&self, id: &ArticleId) -> Option<&ArticleCard> {
        self.positions.get(id).and_then(|at| self.cards.get(*at))
    }

    /// Chooses an article in the list, or its zone's heading when it is folded away; false when it is not listed.
    pub fn choose(&mut self, id: &ArticleId) -> bool {
        let at = self.positions.get(id).copied();
        let Some(at) = at.filter(|at| self.listed.binary_search(at).is_ok()) else { return false };
        let row = self.rows.binary_search_by_key(&(at, true), ListRow::place);
        self.chosen = row.unwrap_or_else(|next| next.saturating_sub(1));
        true
    }

    /// The article this many rows from the given one in the list.
    pub fn neighbour(&self, id: &ArticleId, forward: bool) -> Option<&ArticleCard> {
        let at = *self.positions.get(id)?;
        let row = match (self.listed.binary_search(&at), forward) {
            (Ok(row), true) => row + 1,
            (Ok(row) | Err(row), false) => row.checked_sub(1)?,
            (Err(row), true) => row,
        };
        self.listed.get(row).and_then(|at| self.cards.get(*at))
    }

    /// The first article of the next or previous zone.
    pub fn neighbour_zone(&self, id: &ArticleId, forward: bool) -> Option<&ArticleCard> {
        let zones: Vec<&Arc<str>> = self.zones().collect();
        let zone = &self.card(id)?.zone;
        let at = zones.iter().position(|z| *z == zone)?;
        let next = if forward { at + 1 } else { at.checked_sub(1)? };
        let wanted = zones.get(next)?;
        self.cards.iter().find(|card| card.zone == **wanted)
    }
}
