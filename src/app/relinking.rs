//! Marks that wait for their place: what each was written on beside the paragraphs that may be it, one key each.

use super::catalogue::Folder;
use super::overlay::Overlay;
use super::panes::Focus;
use super::{App, Effect};
use crate::anchor::{self, Fate, Piece};
use crate::messages::{Lang, reader as say};
use crate::words::{Annotations, Article, Change, MarkId, Placed, Placement, Record, Value};

/// The marks that wait, and which one is shown.
#[derive(Debug)]
pub struct Relink {
    /// All of them: one's own first, those kept as orphans after the others; then those of others.
    pub waiting: Vec<Waiting>,
    /// Which one is shown.
    pub chosen: usize,
}

/// A mark that waits for its place.
#[derive(Debug)]
pub struct Waiting {
    /// The mark.
    pub mark: MarkId,
    /// Its tags, its note, and who wrote it.
    pub words: String,
    /// Why it waits.
    pub why: String,
    /// The old paragraph, as far as it is remembered.
    pub old: String,
    /// The paragraphs that may be it, the likeliest first.
    pub offers: Vec<Offer>,
    /// Which of them is shown.
    pub offer: usize,
    is_kept: bool,
    is_own: bool,
}

/// A paragraph that may be a mark's.
#[derive(Debug)]
pub struct Offer {
    /// Its ordinal.
    pub ordinal: usize,
    /// How alike it is, in per cent.
    pub percent: usize,
    /// Its text.
    pub text: String,
    /// Characters of the old text that it lacks.
    pub gone: Ranges,
    /// Characters of its text that the old one lacked.
    pub new: Ranges,
    /// Figures, names and quotations that changed: old and new.
    pub changes: Vec<String>,
}

/// Ranges of characters, end exclusive.
pub type Ranges = Vec<(usize, usize)>;

/// The candidates offered at most.
const MOST_OFFERS: usize = 9;

impl Relink {
    /// The mark that is shown.
    pub fn current(&self) -> Option<&Waiting> {
        self.waiting.get(self.chosen)
    }

    fn new(article: &Article, orphans: &[&Placed], own: &Annotations, lang: Lang) -> Self {
        let mut waiting: Vec<Waiting> =
            orphans.iter().map(|placed| Waiting::new(article, placed, own, lang)).collect();
        waiting.sort_by_key(|waiting| (!waiting.is_own, waiting.is_kept));
        Self { waiting, chosen: 0 }
    }
}

impl Waiting {
    fn new(article: &Article, placed: &Placed, own: &Annotations, lang: Lang) -> Self {
        let remembered = anchor::remembered(&placed.mark);
        let near = anchor::candidates(article, &placed.mark);
        let mut ordinals: Vec<usize> = placed.ordinal.into_iter().collect();
        ordinals.extend(placed.candidates.iter().map(|(ordinal, _)| *ordinal));
        ordinals.extend(near.iter().map(|candidate| candidate.ordinal));
        let mut seen = std::collections::BTreeSet::new();
        ordinals.retain(|ordinal| seen.insert(*ordinal));
        let offer = |ordinal: &usize| {
            let known = near.iter().find(|candidate| candidate.ordinal == *ordinal);
            let listed = placed.candidates.iter().find(|(at, _)| at == ordinal).map(|(_, score)| *score);
            let score = known.map(|candidate| candidate.score).or(listed).unwrap_or(placed.score);
            let text = article.block_text(*ordinal).unwrap_or_default();
            let (gone, new) = differences(&anchor::diff(&remembered.text, text), remembered.is_whole);
            let changes = known.map_or(&[][..], |candidate| candidate.differences.as_slice());
            Offer {
                ordinal: *ordinal,
                percent: percent(score),
                text: text.to_owned(),
                gone,
                new,
                changes: changes.iter().map(|change| format!("{} -> {}", change.old, change.new)).collect(),
            }
        };
        let is_kept = own.is_kept_orphan(placed.mark.id);
        let why = match placed.placement {
            _ if placed.author != own.author => say::placed_by_another(lang, &placed.author_name),
            _ if is_kept => say::placed_kept(lang),
            Placement::Ambiguous => say::placed_ambiguous(lang),
            Placement::Orphan => say::placed_orphan(lang),
            Placement::Edited
            | Placement::Exact
            | Placement::Moved
            | Placement::Split
            | Placement::Merged => say::placed_edited(lang),
        };
        let tags: Vec<String> = placed.mark.tags.iter().map(|tag| format!("【{}】", tag.leaf())).collect();
        Self {
            mark: placed.mark.id,
            words: format!(
                "{}{}  {}",
                tags.concat(),
                placed.mark.note.replace('\n', " "),
                placed.author_name
            ),
            why,
            old: remembered.text.clone(),
            offers: ordinals.iter().take(MOST_OFFERS).map(offer).collect(),
            offer: 0,
            is_kept,
            is_own: placed.author == own.author,
        }
    }
}

/// Where an old text and a new one differ, in characters of each. Of an old text that is only a part of its paragraph
/// the new words before and behind it say nothing.
fn differences(pieces: &[Piece], is_whole: bool) -> (Ranges, Ranges) {
    let (mut gone, mut new, mut at_old, mut at_new) = (Vec::new(), Vec::new(), 0, 0);
    let last = pieces.len().saturating_sub(1);
    for (index, piece) in pieces.iter().enumerate() {
        let length = piece.text.chars().count();
        match piece.fate {
            Fate::Same => {
                at_old += length;
                at_new += length;
            }
            Fate::Gone => {
                gone.push((at_old, at_old + length));
                at_old += length;
            }
            Fate::New => {
                if is_whole || (index > 0 && index < last) {
                    new.push((at_new, at_new + length));
                }
                at_new += length;
            }
        }
    }
    (gone, new)
}

/// A share for people.
fn percent(share: f32) -> usize {
    (0..=100_u16).rev().find(|whole| f32::from(*whole) <= share * 100.0 + 0.5).map_or(0, usize::from)
}

impl App {
    /// Shows the marks without one place, each beside the paragraphs that may be it.
    pub(super) fn show_orphans(&mut self) {
        let lang = self.settings.lang;
        let Some(reading) = &self.reading else { return };
        let orphans: Vec<&Placed> = reading.waiting_marks().collect();
        if orphans.is_empty() {
            return self.lead_to_orphans();
        }
        self.work.steps_here = 0;
        let relink = Relink::new(&reading.article, &orphans, &reading.own, lang);
        self.show(Overlay::Relink(Box::new(relink)));
    }

    /// The open article has no mark that waits: shows the articles that have lost ones, if any.
    fn lead_to_orphans(&mut self) {
        let lang = self.settings.lang;
        let at = self.catalogue.folders.iter().position(|folder| *folder == Folder::Orphans);
        let lost = |at: usize| self.catalogue.counts.get(at).copied().flatten().map_or(0, |count| count.of);
        let Some((at, lost)) = at.map(|at| (at, lost(at))).filter(|(_, lost)| *lost > 0) else {
            return self.notice(say::no_orphans(lang));
        };
        self.choose_folder(at);
        self.panes.zen = false;
        self.panes.focus = Focus::List;
        self.notice(say::orphans_elsewhere(lang, lost));
    }

    /// Gives the open view the marks that wait now, each with the paragraphs of today; the one that is shown stays.
    pub(super) fn list_waiting_again(&mut self) {
        let lang = self.settings.lang;
        let Some(at) = self.overlays.iter().position(|overlay| matches!(overlay, Overlay::Relink(_))) else {
            return;
        };
        let Some(reading) = &self.reading else { return };
        let waiting: Vec<&Placed> = reading.waiting_marks().collect();
        let mut relink = Relink::new(&reading.article, &waiting, &reading.own, lang);
        if relink.waiting.is_empty() {
            self.overlays.remove(at);
        } else if let Some(Overlay::Relink(old)) = self.overlays.get_mut(at) {
            let shown = old.current().map(|waiting| waiting.mark);
            let found = relink.waiting.iter().position(|waiting| Some(waiting.mark) == shown);
            relink.chosen = found.unwrap_or(old.chosen).min(relink.waiting.len() - 1);
            **old = relink;
        }
    }

    /// Shows the next paragraph that may be it.
    pub(super) fn relink_choose(&mut self) {
        if let Some(Overlay::Relink(relink)) = self.overlays.last_mut() {
            let chosen = relink.chosen;
            if let Some(waiting) = relink.waiting.get_mut(chosen) {
                if waiting.offers.len() < 2 {
                    return self.decline(say::no_other_candidate(self.settings.lang));
                }
                waiting.offer = (waiting.offer + 1) % waiting.offers.len();
            }
        }
    }

    /// Puts the mark on the paragraph that is shown.
    pub(super) fn relink_accept(&mut self) {
        let lang = self.settings.lang;
        let Some(Overlay::Relink(relink)) = self.overlays.last() else { return self.show_orphans() };
        let Some(waiting) = relink.current() else { return };
        let Some(ordinal) = waiting.offers.get(waiting.offer).map(|offer| offer.ordinal) else {
            return self.decline(say::no_candidate(lang));
        };
        let mark = waiting.mark;
        let Some(placed) = self.own_waiting(mark) else { return };
        let Some(reading) = &self.reading else { return };
        let new = anchor::relink(&reading.article, &placed.mark, ordinal);
        let change = |record, old, new| Change { article: reading.article.id.clone(), record, old, new };
        let old = Value::Place(Box::new(placed.mark.place()));
        let mut changes = vec![change(Record::Mark(mark), old, Value::Place(Box::new(new)))];
        let key = Annotations::orphan_key(mark);
        if let Some(since) = reading.own.dismissed.get(&key) {
            changes.push(change(Record::Dismissed(key), Value::When(*since), Value::Absent));
        }
        self.relinked(changes, say::relinked(lang, ordinal));
    }

    /// Keeps the mark without a place.
    pub(super) fn relink_orphan(&mut self) {
        let lang = self.settings.lang;
        let Some(Overlay::Relink(relink)) = self.overlays.last() else { return self.show_orphans() };
        let Some(mark) = relink.current().map(|waiting| waiting.mark) else { return };
        if self.own_waiting(mark).is_none() {
            return;
        }
        let Some(reading) = &self.reading else { return };
        let key = Annotations::orphan_key(mark);
        if reading.own.dismissed.contains_key(&key) {
            return self.notice(say::kept_orphan(lang));
        }
        let change = Change {
            article: reading.article.id.clone(),
            record: Record::Dismissed(key),
            old: Value::Absent,
            new: Value::When(self.now.moment),
        };
        self.relinked(vec![change], say::kept_orphan(lang));
    }

    /// A mark of the annotator's own that waits; says why it cannot be placed.
    fn own_waiting(&mut self, mark: MarkId) -> Option<Placed> {
        if !self.may_write() {
            return None;
        }
        let placed = self.reading.as_ref()?.placed.iter().find(|placed| placed.mark.id == mark)?.clone();
        if placed.author == self.settings.annotator {
            return Some(placed);
        }
        self.decline(say::not_your_mark(self.settings.lang, &placed.author_name));
        None
    }

    /// Saves an answer and shows the next mark that waits.
    fn relinked(&mut self, changes: Vec<Change>, done: String) {
        let answered = changes.first().map(|change| change.record.clone());
        self.save(changes, done);
        self.work.steps_here += 1;
        if let Some(reading) = &self.reading {
            let id = reading.article.id.clone();
            self.ask_for(Effect::Load(id));
        }
        let Some(Overlay::Relink(relink)) = self.overlays.last_mut() else { return };
        let is_answered = |waiting: &Waiting| {
            let kept = Record::Dismissed(Annotations::orphan_key(waiting.mark));
            answered == Some(Record::Mark(waiting.mark)) || answered == Some(kept)
        };
        relink.waiting.retain(|waiting| !is_answered(waiting));
        relink.chosen = relink.chosen.min(relink.waiting.len().saturating_sub(1));
        if relink.waiting.is_empty() {
            self.overlays.pop();
        }
    }
}
