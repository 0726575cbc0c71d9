//! `punctuation.ascii` and `punctuation.doubled`: half-width marks between Chinese characters, a mark twice in a row.

use super::page::{Block, Find, Page, is_han};
use super::tag;
use crate::messages::checks as say;
use crate::words::Severity;

/// Half-width marks and what stands in Chinese text for them.
const HALF: [(char, char); 6] =
    [(',', '，'), (';', '；'), (':', '：'), ('!', '！'), ('?', '？'), ('.', '。')];

/// Marks that never stand twice in a row.
const SINGLE: &str = "，。、；：";

pub(super) fn look(page: &mut Page<'_>) {
    let mut half = Vec::new();
    let mut doubled = Vec::new();
    for block in &page.blocks {
        half.extend(half_width(page, block));
        doubled.extend(twice(page, block));
    }
    page.add_thinned(half);
    page.add_thinned(doubled);
}

/// The first half-width mark of a block, with how many there are.
fn half_width(page: &Page<'_>, block: &Block<'_>) -> Option<Find> {
    let full = |at: usize| {
        let (half, full) = HALF.iter().find(|(half, _)| block.at(at) == Some(*half))?;
        let (before, after) = (block.before(at)?, block.at(at + 1));
        let ends_clause = after.is_none_or(|c| is_han(c) || "“《（「”』」".contains(c));
        // 阿.古丽 is a name; only where a sentence ends a point is a full stop.
        let is_stop = *half != '.' || after.is_none_or(|c| "”』」“".contains(c));
        (is_han(before) || "”》）」』".contains(before)).then_some(())?;
        (ends_clause && is_stop).then_some(*full)
    };
    let found: Vec<(usize, char)> =
        (0..block.chars.len()).filter_map(|at| full(at).map(|full| (at, full))).collect();
    let (at, full) = *found.first()?;
    let around = block.words((at.saturating_sub(4), (at + 5).min(block.chars.len())));
    let message = match found.len() {
        1 => say::half_width(page.lang, around),
        many => say::half_widths(page.lang, around, many),
    };
    Some(Find {
        code: "punctuation.ascii",
        tag: tag::PUNCTUATION,
        severity: Severity::Advice,
        ordinal: block.ordinal,
        span_chars: (at, at + 1),
        message,
        wording: (found.len() == 1).then(|| full.to_string()),
    })
}

/// Marks that stand twice.
fn twice(page: &Page<'_>, block: &Block<'_>) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut at = 0;
    while at < block.chars.len() {
        let mark = block.chars[at];
        let run = block.chars[at..].iter().take_while(|c| **c == mark).count();
        if run >= 2 && SINGLE.contains(mark) {
            let span = (at, at + run);
            // A row of full stops is how some type an ellipsis.
            let wording = if mark == '。' && run >= 3 { "……".to_owned() } else { mark.to_string() };
            finds.push(Find {
                code: "punctuation.doubled",
                tag: tag::PUNCTUATION,
                severity: Severity::Warning,
                ordinal: block.ordinal,
                span_chars: span,
                message: say::doubled(page.lang, block.words(span)),
                wording: Some(wording),
            });
        }
        at += run;
    }
    finds
}
