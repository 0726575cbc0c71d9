//! 稿目: the library's articles as zones, folders and a list; holds 100,000 of them and builds only what is shown.

use std::collections::HashMap;
use std::sync::Arc;

use super::event::{Memory, Summary};
use crate::words::{ArticleCard, ArticleId, Codebook};

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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderCount {
    /// Articles of a zone, paragraphs or marks of a smart folder.
    pub of: usize,
    /// Marks in a zone.
    pub marks: usize,
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
    /// The rows of the zones pane.
    pub folders: Vec<Folder>,
    /// The chosen folder.
    pub folder: usize,
    /// Indices into `cards` of the articles listed.
    pub listed: Vec<usize>,
    /// The chosen row of the list.
    pub chosen: usize,
    /// The filter in force: its words, and what it keeps once that is known.
    pub filter: Option<(String, Option<std::collections::HashSet<ArticleId>>)>,
    /// The numbers beside the folders, once they are known.
    pub counts: Vec<Option<FolderCount>>,
    /// Whether the library has been listed at all.
    pub known: bool,
    summaries: HashMap<ArticleId, Summary>,
    positions: HashMap<ArticleId, usize>,
}

impl Catalogue {
    /// Takes a listing of the library; keeps what is chosen by id and by folder.
    pub fn list(&mut self, cards: Arc<[ArticleCard]>, codebook: Arc<Codebook>, memory: &Memory) {
        let chosen = self.chosen_card().map(|card| card.id.clone());
        self.positions = cards.iter().enumerate().map(|(at, card)| (card.id.clone(), at)).collect();
        self.cards = cards;
        self.codebook = codebook;
        self.known = true;
        self.fold(memory);
        if let Some(id) = chosen {
            self.choose(&id);
        }
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

    /// Takes the counts of marks.
    pub fn count(&mut self, counts: Vec<(ArticleId, Summary)>, memory: &Memory) {
        self.summaries.extend(counts);
        self.tally(memory);
        if !matches!(self.folders.get(self.folder), Some(Folder::All | Folder::Zone(_)) | None) {
            self.refresh(memory);
        }
    }

    /// What is known of an article's marks.
    pub fn summary(&self, id: &ArticleId) -> Option<&Summary> {
        self.summaries.get(id)
    }

    /// Puts what is known of one article's marks in place.
    pub fn set_summary(&mut self, id: ArticleId, summary: Summary, memory: &Memory) {
        if self.summaries.get(&id) != Some(&summary) {
            self.summaries.insert(id, summary);
            self.tally(memory);
        }
    }

    /// Makes the list again from folder and filter; keeps the chosen article when it is still there.
    pub fn refresh(&mut self, memory: &Memory) {
        let chosen = self.chosen_card().map(|card| card.id.clone());
        let folder = self.folders.get(self.folder).cloned().unwrap_or(Folder::All);
        self.listed = (0..self.cards.len())
            .filter(|at| self.cards.get(*at).is_some_and(|card| self.belongs(&folder, card, memory)))
            .collect();
        self.chosen = 0;
        if let Some(id) = chosen {
            self.choose(&id);
        }
    }

    /// Whether an article belongs to a folder and passes the filter.
    fn belongs(&self, folder: &Folder, card: &ArticleCard, memory: &Memory) -> bool {
        let kept = match &self.filter {
            Some((_, Some(kept))) => kept.contains(&card.id),
            Some((_, None)) | None => true,
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

    /// Counts for every folder again.
    fn tally(&mut self, memory: &Memory) {
        let mut zones: HashMap<&str, FolderCount> = HashMap::new();
        for card in self.cards.iter() {
            let count = zones.entry(&card.zone).or_insert(FolderCount { of: 0, marks: 0 });
            count.of += 1;
            count.marks += self.summaries.get(&card.id).map_or(0, |summary| summary.marks);
        }
        let known = !self.summaries.is_empty();
        let sum = |of: &dyn Fn(&Summary) -> usize| {
            known.then(|| FolderCount { of: self.summaries.values().map(of).sum(), marks: 0 })
        };
        let verify = |summary: &Summary| -> usize {
            summary.tags.iter().filter(|(tag, _)| tag.leaf() == TO_VERIFY).map(|(_, n)| *n).sum()
        };
        self.counts = self
            .folders
            .iter()
            .map(|folder| match folder {
                Folder::All => Some(FolderCount { of: self.cards.len(), marks: 0 }),
                Folder::Zone(zone) => zones.get(&**zone).copied(),
                Folder::Unread => sum(&|s| s.paragraphs.saturating_sub(s.read)),
                Folder::Unmarked => sum(&|s| s.paragraphs.saturating_sub(s.marked)),
                Folder::ToVerify => sum(&verify),
                Folder::Orphans => sum(&|s| s.orphans),
                Folder::Starred => Some(FolderCount { of: memory.stars.len(), marks: 0 }),
                Folder::Saved(..) => None,
            })
            .collect();
    }

    /// The row of an article in the list.
    pub fn row_of(&self, id: &ArticleId) -> Option<usize> {
        self.listed.binary_search(self.positions.get(id)?).ok()
    }

    /// The article chosen in the list.
    pub fn chosen_card(&self) -> Option<&ArticleCard> {
        self.listed.get(self.chosen).and_then(|at| self.cards.get(*at))
    }

    /// The card of an article.
    pub fn card(&self, id: &ArticleId) -> Option<&ArticleCard> {
        self.positions.get(id).and_then(|at| self.cards.get(*at))
    }

    /// Chooses an article in the list; false when it is not listed.
    pub fn choose(&mut self, id: &ArticleId) -> bool {
        let Some(at) = self.positions.get(id) else { return false };
        match self.listed.binary_search(at) {
            Ok(row) => {
                self.chosen = row;
                true
            }
            Err(_) => false,
        }
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
        let zones: Vec<&Arc<str>> = self
            .folders
            .iter()
            .filter_map(|folder| match folder {
                Folder::Zone(zone) => Some(zone),
                Folder::All
                | Folder::Unread
                | Folder::Unmarked
                | Folder::ToVerify
                | Folder::Orphans
                | Folder::Starred
                | Folder::Saved(..) => None,
            })
            .collect();
        let zone = &self.card(id)?.zone;
        let at = zones.iter().position(|z| *z == zone)?;
        let next = if forward { at + 1 } else { at.checked_sub(1)? };
        let wanted = zones.get(next)?;
        self.cards.iter().find(|card| card.zone == **wanted)
    }
}
