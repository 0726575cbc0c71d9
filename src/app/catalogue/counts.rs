//! The numbers beside the folders: counted over all articles when many change, moved by the difference when one does.

use std::collections::HashMap;

use super::{Catalogue, Folder, FolderCount, TO_VERIFY};
use crate::app::event::{Memory, Summary};
use crate::words::ArticleId;

impl Catalogue {
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

    /// Puts what is known of one article's marks in place; costs the same however many articles there are, once they
    /// are counted.
    pub fn set_summary(&mut self, id: ArticleId, summary: &Summary, memory: &Memory) {
        let zone = self.card(&id).map(|card| card.zone.clone());
        let Some(old) = self.summaries.insert(id, summary.clone()) else { return self.tally(memory) };
        let moved = |count: usize, of: fn(&Summary) -> usize| (count + of(summary)).saturating_sub(of(&old));
        for (folder, count) in self.folders.iter().zip(&mut self.counts) {
            let Some(count) = count else { continue };
            match folder {
                Folder::Zone(name) if Some(name) == zone.as_ref() => {
                    count.marks = moved(count.marks, |summary| summary.marks);
                    count.unread = moved(count.unread, Summary::unread);
                }
                Folder::Unread => count.of = moved(count.of, Summary::unread),
                Folder::Unmarked => count.of = moved(count.of, unmarked),
                Folder::ToVerify => count.of = moved(count.of, to_verify),
                Folder::Orphans => count.of = moved(count.of, |summary| summary.orphans),
                Folder::All | Folder::Zone(_) | Folder::Starred | Folder::Saved(..) => {}
            }
        }
    }

    /// Counts for every folder again.
    pub(in crate::app) fn tally(&mut self, memory: &Memory) {
        let mut zones: HashMap<&str, FolderCount> = HashMap::new();
        for card in self.cards.iter() {
            let count = zones.entry(&card.zone).or_default();
            count.of += 1;
            if let Some(summary) = self.summaries.get(&card.id) {
                count.marks += summary.marks;
                count.unread += summary.unread();
            }
        }
        let known = !self.summaries.is_empty();
        let only = |of: usize| FolderCount { of, ..FolderCount::default() };
        let sum = |of: &dyn Fn(&Summary) -> usize| known.then(|| only(self.summaries.values().map(of).sum()));
        self.counts = self
            .folders
            .iter()
            .map(|folder| match folder {
                Folder::All => Some(only(self.cards.len())),
                Folder::Zone(zone) => zones.get(&**zone).copied(),
                Folder::Unread => sum(&Summary::unread),
                Folder::Unmarked => sum(&unmarked),
                Folder::ToVerify => sum(&to_verify),
                Folder::Orphans => sum(&|s| s.orphans),
                Folder::Starred => Some(only(memory.stars.len())),
                Folder::Saved(_, query) => self.answered.get(query).map(|kept| only(kept.len())),
            })
            .collect();
    }
}

fn unmarked(summary: &Summary) -> usize {
    summary.paragraphs.saturating_sub(summary.marked)
}

fn to_verify(summary: &Summary) -> usize {
    summary.tags.iter().filter(|(tag, _)| tag.leaf() == TO_VERIFY).map(|(_, count)| *count).sum()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::words::{ArticleCard, TagPath};

    fn catalogue() -> Catalogue {
        let card = |at: usize| ArticleCard {
            id: ArticleId::new(&format!("a{at}")).expect("slug"),
            zone: Arc::from(["晋城", "长治"][at % 2]),
            title: "题".into(),
            date: None,
        };
        let mut catalogue = Catalogue::default();
        catalogue.list((0..4).map(card).collect(), Arc::default(), &Memory::default());
        catalogue
    }

    proptest! {
        #[test]
        fn counts_moved_are_counts_made(
            steps in prop::collection::vec((0..4_usize, 0..5_usize, 0..5_usize, 0..3_usize), 1..20)
        ) {
            let (mut catalogue, memory) = (catalogue(), Memory::default());
            for (at, read, marked, marks) in steps {
                let tag = TagPath::new("价值/待核实").expect("a tag");
                let summary = Summary {
                    paragraphs: 5,
                    read,
                    marked,
                    marks,
                    orphans: marks / 2,
                    tags: [(tag, marks)].into(),
                };
                let id = ArticleId::new(&format!("a{at}")).expect("slug");
                catalogue.set_summary(id, &summary, &memory);
                let moved = catalogue.counts.clone();
                catalogue.tally(&memory);
                prop_assert_eq!(moved, catalogue.counts.clone());
            }
        }
    }
}
