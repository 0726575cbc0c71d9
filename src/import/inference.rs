//! Which zone an article belongs to, what told it, and how sure that is.

use super::doubts::{DoubtKind, Rules};
use super::page::{Draft, Evidence};
use super::run::Run;
use super::shape;
use super::whole::{self, Whole};
use super::zones::{self, Zones};

/// The zone of an article that nothing tells.
pub const UNDECIDED: &str = "专区待定";

/// A zone, and by what words it was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) zone: String,
    pub(super) evidence: Evidence,
    pub(super) confidence: f32,
    /// The words that told it, or the title: what a reader's rule is kept under.
    pub(super) key: String,
}

/// How sure a zone is at most whose place no list has.
const WHOLE: f32 = 0.75;

/// How often the text of an article names a zone by these words.
fn count(draft: &Draft, name: &[char]) -> usize {
    let name: String = name.iter().collect();
    draft.paragraphs.iter().map(|paragraph| paragraph.text.matches(&name).count()).sum()
}

/// Whether the words name a zone: those of a weak ending must be said twice, or something must be done in it.
fn is_named(draft: &Draft, sentence: &[char], whole: Whole) -> bool {
    let name = sentence.get(whole.start..whole.end).unwrap_or(&[]);
    let is_subject = sentence.get(whole.end).is_some_and(|c| shape::is_han(*c));
    !whole.is_weak || is_subject || count(draft, name) >= 2
}

/// What a page's articles are judged by.
pub(super) struct Judge<'a> {
    pub(super) zones: &'a Zones,
    pub(super) rules: &'a Rules,
    pub(super) paper: Option<&'a str>,
}

impl Judge<'_> {
    /// The zone by: its line, the headline, the deck, the 电头, the first sentence, the most frequent name,
    /// the article before.
    pub(super) fn zone(&self, draft: &Draft, lines: &[Run], previous: Option<&str>) -> Found {
        let mut found = self
            .by_line(lines)
            .or_else(|| self.by_head(&draft.title, Evidence::Headline, 0.9))
            .or_else(|| self.by_head(draft.deck.as_deref().unwrap_or(""), Evidence::Deck, 0.87))
            .or_else(|| self.by_head(draft.dateline.as_deref().unwrap_or(""), Evidence::Dateline, 0.85))
            .or_else(|| self.by_whole(draft, &draft.title, Evidence::Headline))
            .or_else(|| self.by_whole(draft, draft.deck.as_deref().unwrap_or(""), Evidence::Deck))
            .or_else(|| self.by_first_sentence(draft))
            .or_else(|| self.by_frequency(draft))
            .unwrap_or_else(|| Found {
                zone: previous.unwrap_or(UNDECIDED).to_owned(),
                evidence: Evidence::Previous,
                confidence: if previous.is_some() { 0.3 } else { 0.0 },
                key: draft.title.clone(),
            });
        if let Some(told) = self.rules.answer(self.paper, DoubtKind::Zone, &found.key) {
            told.clone_into(&mut found.zone);
            found.confidence = 1.0;
        }
        found
    }

    fn by_line(&self, lines: &[Run]) -> Option<Found> {
        lines.iter().find_map(|line| {
            let chars = line.chars();
            let (start, end, sure) = zones::in_line(chars, |name| self.zones.is_known(name))?;
            let name: String = chars.get(start..end)?.iter().collect();
            let (zone, full) = self.zones.full(&name);
            Some(Found { zone, evidence: Evidence::ZoneLine, confidence: sure.min(full.max(0.9)), key: name })
        })
    }

    fn by_head(&self, text: &str, evidence: Evidence, most: f32) -> Option<Found> {
        let chars: Vec<char> = text.chars().collect();
        let (start, end) = self.zones.mentions(&chars).into_iter().next()?;
        let at_front = zones::is_prefix(&chars, start);
        Some(self.named(chars.get(start..end)?, evidence, if at_front { most } else { most - 0.08 }))
    }

    fn by_first_sentence(&self, draft: &Draft) -> Option<Found> {
        let first = draft.paragraphs.iter().find(|paragraph| !paragraph.is_subhead)?;
        let chars: Vec<char> = first.text.chars().take(400).collect();
        let (_, end) = shape::sentences(&chars).first().copied()?;
        let sentence = chars.get(..end)?;
        let mention = self.zones.mentions(sentence).into_iter().next();
        let whole = whole::names(sentence).into_iter().find(|whole| is_named(draft, sentence, *whole));
        // What stands first is what the text is about.
        if let Some(whole) = whole.filter(|whole| mention.is_none_or(|(start, _)| whole.end <= start)) {
            return Some(self.named(sentence.get(whole.start..whole.end)?, Evidence::Body, WHOLE));
        }
        let (start, end) = mention?;
        Some(self.named(sentence.get(start..end)?, Evidence::Body, 0.82))
    }

    /// By a name in full whose place no list has.
    fn by_whole(&self, draft: &Draft, text: &str, evidence: Evidence) -> Option<Found> {
        let chars: Vec<char> = text.chars().collect();
        let whole = whole::names(&chars).into_iter().find(|whole| {
            !whole.is_weak || count(draft, chars.get(whole.start..whole.end).unwrap_or(&[])) > 0
        })?;
        Some(self.named(chars.get(whole.start..whole.end)?, evidence, WHOLE))
    }

    fn by_frequency(&self, draft: &Draft) -> Option<Found> {
        let mut counts: Vec<(String, usize)> = Vec::new();
        for paragraph in &draft.paragraphs {
            let chars: Vec<char> = paragraph.text.chars().collect();
            for (start, end) in self.zones.mentions(&chars) {
                let name: String = chars.get(start..end).unwrap_or(&[]).iter().collect();
                match counts.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((name, 1)),
                }
            }
        }
        let (name, count) =
            counts.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best })?;
        let chars: Vec<char> = name.chars().collect();
        Some(self.named(&chars, Evidence::Frequent, if count >= 2 { 0.75 } else { 0.6 }))
    }

    fn named(&self, name: &[char], evidence: Evidence, most: f32) -> Found {
        let key: String = name.iter().collect();
        let (zone, sure) = self.zones.full(&key);
        Found { zone, evidence, confidence: most.min(most * sure.max(0.5) + 0.02), key }
    }
}
