//! `headline.figure`: a figure of the headline that the body gives with one digit changed, two exchanged, or a power of ten
//! more or less.
//!
//! A figure that the body does not give at all may be a sum or a rounding: nothing is said of it.

use super::figures::{Figure, figures};
use super::page::{Block, Find, Page};
use super::tag;
use crate::keymap::nearest::distance;
use crate::messages::checks as say;
use crate::words::{BlockKind, Severity};

/// The most figures that a headline has.
const MOST_FIGURES: usize = 12;
/// How far before a figure what it is about is looked for, in characters.
const ABOUT_CHARS: usize = 8;

pub(super) fn look(page: &mut Page<'_>) {
    let Some(head) = page.blocks.first().filter(|block| block.kind == BlockKind::Head) else { return };
    let all: Vec<(&Block<'_>, Figure)> = page
        .blocks
        .iter()
        .skip(1)
        .flat_map(|block| figures(block).into_iter().map(move |figure| (block, figure)))
        .filter(|(_, figure)| figure.unit.is_some())
        .collect();
    let mut finds = Vec::new();
    let told = |figure: &Figure| figure.unit.is_some() && figure.digits.len() >= 2;
    for figure in figures(head).into_iter().filter(told).take(MOST_FIGURES) {
        let same_unit = |(_, other): &&(&Block<'_>, Figure)| {
            other.unit.map(|unit| unit.family) == figure.unit.map(|unit| unit.family)
        };
        if all.iter().filter(same_unit).any(|(_, other)| is_rounded(&figure, other)) {
            continue;
        }
        let near: Vec<_> = all
            .iter()
            .filter(same_unit)
            .filter(|(block, other)| {
                is_slip(&figure, other) && is_about_the_same(head, &figure, block, other)
            })
            .collect();
        let [(block, other)] = near.as_slice() else { continue };
        let span = (figure.start, figure.unit_end);
        let body = block.words((other.start, other.unit_end));
        finds.push(Find {
            code: "headline.figure",
            tag: tag::FACTS,
            severity: Severity::Warning,
            ordinal: head.ordinal,
            span_chars: span,
            message: say::headline_differs(page.lang, head.words(span), body, block.ordinal),
            wording: None,
        });
    }
    for find in finds {
        page.add(find);
    }
}

/// Whether a headline's figure is the body's, or what is left of it when it is rounded.
fn is_rounded(head: &Figure, body: &Figure) -> bool {
    let (one, two) = (head.value, body.value);
    if (one - two).abs() <= f64::EPSILON * one.abs() {
        return true;
    }
    // 35亿 for 35.6亿, 近2万 for 1.98万: within one of the last digit that the headline gives.
    let places = f64::from(u32::try_from(head.digits.len()).unwrap_or(1));
    let step = 10_f64.powf(one.abs().log10().floor() + 1.0 - places);
    head.digits.len() < body.digits.len() && (one - two).abs() <= step
}

/// Whether one figure is the other with a digit changed, two exchanged, or powers of ten apart.
fn is_slip(head: &Figure, body: &Figure) -> bool {
    let same_size = head.digits.len() == body.digits.len();
    let one_slip = same_size && head.digits.len() >= 3 && distance(&head.digits, &body.digits) == 1;
    let scale = (head.value / body.value).log10().abs();
    let tenfold = head.digits == body.digits && scale > 0.5;
    (one_slip && scale < 1.0) || tenfold
}

/// Whether the two characters before or behind the headline's figure stand near the body's as well.
fn is_about_the_same(head: &Block<'_>, figure: &Figure, block: &Block<'_>, other: &Figure) -> bool {
    let clause = |block: &Block<'_>, from: usize, until: usize| -> String {
        block.chars.iter().skip(from).take(until - from).collect()
    };
    let before = clause(block, other.start.saturating_sub(ABOUT_CHARS), other.start);
    let after = clause(block, other.unit_end, (other.unit_end + ABOUT_CHARS).min(block.chars.len()));
    let lead = clause(head, figure.start.saturating_sub(2), figure.start);
    let tail = clause(head, figure.unit_end, figure.unit_end + 2);
    let holds = |words: &str| words.chars().count() == 2 && (before.contains(words) || after.contains(words));
    holds(&lead) || holds(&tail)
}
