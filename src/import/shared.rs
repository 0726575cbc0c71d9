//! What the articles of a page share while they are made: rules, habits, breaks set by hand, and what the taking back of
//! a hard wrap left open.

use super::breaks::Breaks;
use super::doubts::{self, DoubtKind, Rules};
use super::heads::Habits;
use super::run::{Run, Span};
use super::shape;
use super::unwrap::Guess;

/// What all articles of a page share.
pub(super) struct Shared<'a> {
    pub(super) rules: &'a Rules,
    pub(super) paper: Option<&'a str>,
    pub(super) habits: &'a Habits,
    /// Breaks that readers set by hand.
    pub(super) breaks: &'a Breaks,
    /// Where the taking back of a hard wrap guessed, by offset.
    pub(super) guesses: &'a [Guess],
}

impl Shared<'_> {
    pub(super) fn verdict(&self, kind: DoubtKind, key: &str) -> Option<bool> {
        self.rules.verdict(self.paper, kind, key)
    }

    /// What a reader said of a seam: whether it is one paragraph.
    pub(super) fn told_of(&self, key: &str) -> Option<bool> {
        let apart = self.verdict(DoubtKind::Apart, key).map(|apart| !apart);
        self.verdict(DoubtKind::Join, key).or(apart)
    }

    /// How sure it is that two blocks are two paragraphs, where that is a doubt.
    pub(super) fn parting(&self, before: &Run, after: &Run) -> Option<f32> {
        let at = after.offset(0);
        let guessed = self.guesses_in((at, at + 1)).find(|guess| guess.is_break);
        let is_unfinished = !shape::ends_sentence(before.chars());
        let sure = guessed.map(|guess| guess.confidence).or(is_unfinished.then_some(UNFINISHED));
        sure.filter(|sure| *sure < GUESS_LINE)
    }

    /// The places within a paragraph where a hard wrap left it open whether another begins, with their keys.
    fn open_places<'p>(&'p self, run: &'p Run) -> impl Iterator<Item = (usize, String, f32)> + 'p {
        let guesses = run.spans().into_iter().flat_map(|span| self.guesses_in(span));
        guesses.filter(|guess| !guess.is_break).filter_map(|guess| {
            let at = run.index_of(guess.offset).filter(|at| *at > 0)?;
            let (left, right) = run.chars().split_at_checked(at)?;
            Some((at, doubts::seam_key(left, right), guess.confidence))
        })
    }

    /// Where a reader said that a paragraph is two.
    pub(super) fn told_apart(&self, run: &Run) -> Option<usize> {
        self.open_places(run).find(|(_, key, _)| self.told_of(key) == Some(false)).map(|(at, ..)| at)
    }

    /// The doubtful places of a paragraph of which nobody said anything.
    pub(super) fn together(&self, run: &Run, paragraph: usize) -> Vec<Together> {
        let is_doubt = |sure: f32, key: &str| sure < GUESS_LINE && self.told_of(key).is_none();
        let found = self.open_places(run).filter(|(_, key, sure)| is_doubt(*sure, key));
        let doubt = |(at, key, confidence): (usize, String, f32)| {
            let at = (run.offset(at - 1) + 1, run.offset(at));
            Together { paragraph, key, at, confidence }
        };
        found.map(doubt).collect()
    }

    /// The guesses within a range of the page.
    fn guesses_in(&self, (start, end): Span) -> impl Iterator<Item = &Guess> {
        let from = self.guesses.partition_point(|guess| guess.offset < start);
        self.guesses.iter().skip(from).take_while(move |guess| guess.offset < end)
    }
}

/// A paragraph that may go on in the next: it ends unfinished, or a hard wrap did not tell.
pub(super) struct Apart {
    /// The paragraph's index.
    pub(super) open: usize,
    /// What a rule is found by.
    pub(super) key: String,
    /// How sure it is that there are two.
    pub(super) confidence: f32,
}

/// A place within a paragraph at which another may begin: a hard wrap did not tell.
pub(super) struct Together {
    pub(super) paragraph: usize,
    /// What a rule is found by.
    pub(super) key: String,
    /// Where the first ends and the second begins in the page.
    pub(super) at: Span,
    pub(super) confidence: f32,
}

/// How sure it is that an unfinished block and the next are two paragraphs.
const UNFINISHED: f32 = 0.6;

/// Below this a guess is a doubt: as with other seams, sooner than elsewhere.
const GUESS_LINE: f32 = 0.95;
