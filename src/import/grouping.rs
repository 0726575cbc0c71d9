//! Blocks with roles → articles: where one ends and the next begins.

use super::doubts::{DoubtKind, Rules};
use super::opening;
use super::roles::{Role, is_numbered};
use super::shape;
use super::unwrap::Block;
use super::zones::Zones;

/// An article's blocks by part, each in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) zones: Vec<Block>,
    pub(super) headings: Vec<Block>,
    pub(super) decks: Vec<Block>,
    pub(super) kickers: Vec<Block>,
    pub(super) genres: Vec<Block>,
    /// Body, subheads, captions and people in their order.
    pub(super) parts: Vec<(Role, Block)>,
    /// How sure the start is.
    pub(super) confidence: f32,
    has_body: bool,
}

/// The articles of a page, and its furniture.
pub(super) fn group(
    blocks: Vec<Block>,
    roles: &[Role],
    zones: &Zones,
    told: &Rules,
) -> (Vec<Group>, Vec<Block>) {
    let found = starts(&blocks, roles, zones, told);
    let mut groups: Vec<Group> = Vec::new();
    let mut furniture = Vec::new();
    for (index, block) in blocks.into_iter().enumerate() {
        let Some(&role) = roles.get(index) else { continue };
        if role == Role::Furniture {
            furniture.push(block);
            continue;
        }
        if let Some(&Some(confidence)) = found.get(index) {
            groups.push(Group { confidence, ..Group::default() });
        }
        if groups.is_empty() {
            groups.push(Group { confidence: 0.8, ..Group::default() });
        }
        let is_stray = matches!(role, Role::Heading | Role::Deck)
            && groups.last().is_some_and(|group| group.has_body)
            && !roles
                .get(index + 1..)
                .unwrap_or(&[])
                .iter()
                .zip(found.iter().skip(index + 1))
                .take_while(|(_, start)| start.is_none())
                .any(|(role, _)| matches!(role, Role::Body | Role::Row));
        if is_stray {
            // A line behind an article's last text heads nothing.
            furniture.push(block);
            continue;
        }
        if let Some(group) = groups.last_mut() {
            group.put(role, block);
        }
    }
    (groups, furniture)
}

impl Group {
    /// 一、… below a headline that is not numbered.
    fn is_subhead(&self, block: &Block) -> bool {
        let is_numbered = |block: &Block| is_numbered(block.run.chars());
        is_numbered(block) && self.headings.first().is_some_and(|first| !is_numbered(first))
    }

    fn put(&mut self, role: Role, block: Block) {
        match role {
            Role::Zone => self.zones.push(block),
            Role::Kicker if !self.has_body => self.kickers.push(block),
            Role::Genre if !self.has_body => self.genres.push(block),
            Role::Heading if !self.has_body && !self.is_subhead(&block) => self.headings.push(block),
            Role::Deck if !self.has_body => self.decks.push(block),
            Role::Body | Role::Row => {
                self.has_body = true;
                self.parts.push((role, block));
            }
            Role::Heading
            | Role::Kicker
            | Role::Genre
            | Role::Deck
            | Role::Caption
            | Role::People
            | Role::Furniture => {
                self.parts.push((role, block));
            }
        }
    }
}

/// For each block, how sure it is that an article starts there, when one does.
fn starts(blocks: &[Block], roles: &[Role], zones: &Zones, told: &Rules) -> Vec<Option<f32>> {
    let mut starts = vec![None; roles.len()];
    let mut article = State::default();
    let mut index = 0;
    while index < roles.len() {
        match roles.get(index) {
            Some(Role::Body) => {
                let chars = blocks.get(index).map_or(&[][..], |block| block.run.chars());
                if article.has_body && article.is_finished && opening::dateline(chars).is_some() {
                    if let Some(slot) = starts.get_mut(index) {
                        *slot = Some(0.6);
                    }
                    article = State::default();
                }
                article.take_body(chars, zones);
                index += 1;
            }
            Some(Role::Row) => {
                article.has_body = true;
                article.is_finished = true;
                index += 1;
            }
            Some(Role::Zone | Role::Heading | Role::Kicker | Role::Genre | Role::Deck) => {
                let run = HeadRun::of(blocks, roles, index);
                if let Some((at, confidence)) = run
                    .start(blocks, roles, zones, &article)
                    .and_then(|start| run.told(blocks, roles, told, start))
                {
                    if let Some(slot) = starts.get_mut(at) {
                        *slot = Some(confidence);
                    }
                    article = State { zone: run.zone(blocks, zones), ..State::default() };
                }
                index = run.end;
            }
            Some(Role::People) => {
                article.has_author |= article.has_body;
                index += 1;
            }
            Some(Role::Caption | Role::Furniture) | None => index += 1,
        }
    }
    starts
}

/// What is known of the article being read.
#[derive(Debug, Default)]
struct State {
    has_body: bool,
    /// The last block of the body ended a sentence.
    is_finished: bool,
    /// A name stood at its end.
    has_author: bool,
    zone: Option<String>,
}

impl State {
    fn take_body(&mut self, chars: &[char], zones: &Zones) {
        self.has_author = opening::closing(chars).is_some();
        self.is_finished = self.has_author || shape::ends_sentence(chars);
        self.has_body = true;
        if self.zone.is_none() {
            self.zone = first_zone(chars, zones);
        }
    }
}

/// The zone that the beginning of a text names.
fn first_zone(chars: &[char], zones: &Zones) -> Option<String> {
    let window = chars.get(..chars.len().min(160))?;
    let (start, end) = zones.mentions(window).into_iter().next()?;
    let name: String = window.get(start..end)?.iter().collect();
    Some(zones.full(&name).0)
}

/// A run of blocks without body: zone, headlines, deck, people, captions.
#[derive(Debug)]
struct HeadRun {
    start: usize,
    end: usize,
}

impl HeadRun {
    fn of(blocks: &[Block], roles: &[Role], start: usize) -> Self {
        let is_head = |at: &usize| {
            roles.get(*at).is_some_and(|role| !matches!(role, Role::Body | Role::Row))
                && blocks.get(*at).is_some()
        };
        Self {
            start,
            end: (start..roles.len()).take_while(is_head).last().map_or(start + 1, |last| last + 1),
        }
    }

    fn having<'a>(&self, roles: &'a [Role], role: Role) -> impl Iterator<Item = usize> + use<'a> {
        (self.start..self.end).filter(move |&at| roles.get(at) == Some(&role))
    }

    /// The zone that the run itself or the text behind it names.
    fn zone(&self, blocks: &[Block], zones: &Zones) -> Option<String> {
        (self.start..=self.end)
            .find_map(|at| blocks.get(at).and_then(|block| first_zone(block.run.chars(), zones)))
    }

    /// Whether a new article starts in this run, where, and how sure that is.
    fn start(&self, blocks: &[Block], roles: &[Role], zones: &Zones, state: &State) -> Option<(usize, f32)> {
        if let Some(zone) = self.having(roles, Role::Zone).next() {
            // A headline above the zone's line belongs to it when none stands below.
            let heads: Vec<usize> = self.having(roles, Role::Heading).collect();
            let below = heads.iter().any(|&at| at > zone);
            let at = heads.first().copied().filter(|&at| at < zone && !below).unwrap_or(zone);
            return (state.has_body || at == self.start).then_some((at, 1.0));
        }
        let heads = |at: &usize| {
            matches!(roles.get(*at), Some(Role::Heading | Role::Deck | Role::Kicker | Role::Genre))
        };
        let first = (self.start..self.end).find(heads)?;
        if !state.has_body {
            return Some((first, 1.0)).filter(|_| state.zone.is_none() && self.start == 0);
        }
        let score = self.newness(blocks, roles, zones, state);
        (score >= 2.0).then_some((first, (0.5 + score / 12.0).min(0.98)))
    }

    /// What a reader said of this start: confirmed ones are sure, others are none.
    fn told(
        &self,
        blocks: &[Block],
        roles: &[Role],
        told: &Rules,
        (at, confidence): (usize, f32),
    ) -> Option<(usize, f32)> {
        let lines: Vec<String> = self
            .having(roles, Role::Heading)
            .filter_map(|at| blocks.get(at))
            .map(|block| block.run.text())
            .collect();
        match told.verdict(None, DoubtKind::ArticleStart, &lines.join(" ")) {
            Some(true) => Some((at, 1.0)),
            Some(false) => None,
            None => Some((at, confidence)),
        }
    }

    /// What speaks for a new article, less what speaks for a subhead.
    fn newness(&self, blocks: &[Block], roles: &[Role], zones: &Zones, state: &State) -> f32 {
        let chars = |at: usize| blocks.get(at).map_or(&[][..], |block| block.run.chars());
        let heads: Vec<usize> = self.having(roles, Role::Heading).collect();
        let Some(&first) = heads.first() else { return -5.0 };
        if !matches!(roles.get(self.end), Some(Role::Body | Role::Row)) {
            return -5.0;
        }
        let text = chars(first);
        let body = chars(self.end);
        let mut score = 0.0;
        let mut weigh = |holds: bool, weight: f32| score += if holds { weight } else { 0.0 };
        weigh(is_numbered(text), -6.0);
        weigh(opening::dateline(body).is_some(), 4.0);
        weigh(opening::reporters(body).is_some(), 3.0);
        // A 副题 right behind the line proves that it is a headline.
        let is_headed = |at: usize| at.checked_sub(1).and_then(|at| roles.get(at)) == Some(&Role::Heading);
        let deck = self.having(roles, Role::Deck).next();
        weigh(deck.is_some(), if deck.is_some_and(is_headed) { 6.0 } else { 3.0 });
        weigh(self.having(roles, Role::Genre).chain(self.having(roles, Role::Kicker)).next().is_some(), 3.0);
        weigh(self.having(roles, Role::People).next().is_some(), 2.0);
        weigh(state.has_author, 2.5);
        weigh(!state.is_finished, -2.0);
        weigh(heads.len() >= 2, 1.0);
        weigh(text.len() >= 14, 0.5);
        weigh(text.len() <= 10, -1.0);
        weigh(text.iter().any(|c| c.is_whitespace()), 1.5);
        let own = heads.iter().find_map(|&at| first_zone(chars(at), zones));
        weigh(own.is_some(), 0.5);
        match (own.or_else(|| first_zone(body, zones)), &state.zone) {
            (Some(zone), Some(known)) => weigh(true, if zone == *known { -0.5 } else { 3.0 }),
            (Some(_), None) => weigh(true, 1.0),
            (None, _) => weigh(true, -0.5),
        }
        score
    }
}
