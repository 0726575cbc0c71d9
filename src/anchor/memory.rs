//! What a mark still knows of the text it was written on: the old paragraph, whole where the stored context reaches,
//! proven by its hash, and the neighbours' nearest words.
//!
//! Knows nothing of today's text.

use crate::formats::hash;
use crate::words::Mark;

/// Cuts tried on either side before the paragraph counts as known in part only.
const MOST_CUTS: usize = 6;

/// The old text around a mark.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Memory {
    /// The old paragraph's words as far as they are known, from `quote_at` on the quote.
    pub(super) own: String,
    /// Byte of `own` at which the quote begins.
    pub(super) quote_at: usize,
    /// Whether `own` is the whole paragraph: its hash says so.
    pub(super) is_whole: bool,
    /// The nearest words before the paragraph; `None` when unknown, empty at the article's start.
    pub(super) before: Option<String>,
    /// The nearest words after it, likewise.
    pub(super) after: Option<String>,
}

impl Memory {
    /// Puts the old paragraph together from a mark's quote and context.
    pub(super) fn of(mark: &Mark) -> Self {
        let lefts = cuts(&mark.prefix, true);
        let rights = cuts(&mark.suffix, false);
        for (own_before, before) in &lefts {
            for (own_after, after) in &rights {
                let own = [*own_before, &mark.quote, own_after].concat();
                if hash(&own) == mark.para_hash {
                    let quote_at = own_before.len();
                    let (before, after) = (Some((*before).to_owned()), Some((*after).to_owned()));
                    return Self { own, quote_at, is_whole: true, before, after }.at_the_edges(mark);
                }
            }
        }
        Self::in_part(mark)
    }

    /// The same when no cut gives the paragraph's hash: lines are taken for its ends.
    fn in_part(mark: &Mark) -> Self {
        let (before, own_before) = match (mark.span, mark.prefix.rsplit_once('\n')) {
            (_, Some((before, own))) => (Some(before.to_owned()), own),
            (Some(_), None) => (None, mark.prefix.as_str()),
            (None, None) => (Some(mark.prefix.clone()).filter(|p| !p.is_empty()), ""),
        };
        let (own_after, after) = match mark.suffix.split_once('\n') {
            Some((own, after)) => (own, Some(after.to_owned())),
            None => (mark.suffix.as_str(), None),
        };
        let own = [own_before, &mark.quote, own_after].concat();
        Self { own, quote_at: own_before.len(), is_whole: false, before, after }
    }

    /// An empty neighbour means the article's edge only when our own context would have been empty there.
    fn at_the_edges(mut self, mark: &Mark) -> Self {
        if mark.para != 0 && self.before.as_deref() == Some("") {
            self.before = None;
        }
        self
    }

    /// Whether the paragraph stood in its article more than once: more of its neighbours was kept then.
    pub(super) fn was_repeated(&self) -> bool {
        let long = |side: &Option<String>| {
            side.as_ref().is_some_and(|words| words.chars().count() > super::quote::NEIGHBOUR_CHARS + 1)
        };
        let own = self.own.trim();
        let beside =
            |side: &Option<String>| !own.is_empty() && side.as_ref().is_some_and(|words| words.contains(own));
        long(&self.before) || long(&self.after) || beside(&self.before) || beside(&self.after)
    }
}

/// Ways to part a context into the paragraph's own words and the neighbours': at its line ends, own words first.
/// The own words of a prefix are its tail, those of a suffix its head.
fn cuts(context: &str, is_prefix: bool) -> Vec<(&str, &str)> {
    let mut all: Vec<(&str, &str)> = Vec::new();
    let mut breaks: Vec<usize> = context.match_indices('\n').map(|(at, _)| at).collect();
    if is_prefix {
        breaks.reverse();
        for at in breaks.into_iter().take(MOST_CUTS) {
            all.push((context.get(at + 1..).unwrap_or(""), context.get(..at).unwrap_or("")));
        }
        all.push((context, ""));
        all.push(("", context));
    } else {
        for at in breaks.into_iter().take(MOST_CUTS) {
            all.push((context.get(..at).unwrap_or(""), context.get(at + 1..).unwrap_or("")));
        }
        all.push((context, ""));
        all.push(("", context));
    }
    all
}
