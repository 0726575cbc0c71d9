//! `units.mixed` and `units.tenfold`: one unit spelt two ways, the same digits for the same thing powers of ten apart.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::figures::{Figure, Unit, figures};
use super::page::{Block, Find, Page, is_han};
use super::tag;
use crate::messages::checks as say;
use crate::words::Severity;

/// How far around a figure the thing it measures is looked for, in characters.
const THING_CHARS: usize = 10;

/// The most earlier figures that one is compared with.
const MOST_COMPARED: usize = 8;

/// A figure with its block.
type Placed<'p> = (&'p Block<'p>, Figure);

pub(super) fn look(page: &mut Page<'_>) {
    let all: Vec<Placed<'_>> = page
        .blocks
        .iter()
        .flat_map(|block| figures(block).into_iter().map(move |figure| (block, figure)))
        .collect();
    let mut finds = mixed(page, &all);
    finds.extend(tenfold(page, &all));
    for find in finds {
        page.add(find);
    }
}

/// A unit that stands in two spellings: one remark, at the first place of the rarer one.
fn mixed(page: &Page<'_>, all: &[Placed<'_>]) -> Vec<Find> {
    let mut families: BTreeMap<&str, Vec<&Placed<'_>>> = BTreeMap::new();
    for placed in all {
        if let Some(unit) = placed.1.unit {
            families.entry(unit.family).or_default().push(placed);
        }
    }
    let of_family = |(_, placed): (&str, Vec<&Placed<'_>>)| {
        // A percentage sign of either width is the same sign.
        let mut spellings: Vec<(usize, Unit)> = Vec::new();
        for unit in placed.iter().filter_map(|placed| placed.1.unit).filter(|unit| unit.family != "%") {
            match spellings.iter_mut().find(|(_, known)| known.spelling == unit.spelling) {
                Some((count, _)) => *count += 1,
                None => spellings.push((1, unit)),
            }
        }
        let common = spellings.iter().max_by_key(|(count, unit)| (*count, unit.spelling == unit.family))?.1;
        let (block, figure) =
            placed.iter().find(|placed| placed.1.unit.is_some_and(|unit| unit != common))?;
        let number = block.words((figure.start, figure.unit_end - figure.unit?.spelling.chars().count()));
        let span = (figure.start, figure.unit_end);
        Some(Find {
            code: "units.mixed",
            tag: tag::UNITS,
            severity: Severity::Advice,
            ordinal: block.ordinal,
            span_chars: span,
            message: say::mixed_units(page.lang, block.words(span), common.spelling),
            wording: Some(format!("{number}{}", common.spelling)),
        })
    };
    families.into_iter().filter_map(of_family).collect()
}

/// The same digits, unit and thing, but ten, a hundred … times as much: one remark, at the later of the two.
fn tenfold(page: &Page<'_>, all: &[Placed<'_>]) -> Option<Find> {
    // By unit and digits: only figures that agree in both are compared.
    let mut seen: HashMap<(&str, &str), Vec<&Placed<'_>>> = HashMap::new();
    // Two digits agree by chance unless one has a point. The headline has a rule of its own.
    let is_telling = |(block, figure): &&Placed<'_>| block.ordinal > 0 && figure.digits.len() >= 2;
    for placed in all.iter().filter(is_telling) {
        let (block, figure) = placed;
        let Some(unit) = figure.unit else { continue };
        let alike = seen.entry((unit.family, &figure.digits)).or_default();
        let twin = alike.iter().rev().take(MOST_COMPARED).find(|(other_block, other)| {
            let apart = (other.value / figure.value).log10().abs().round() >= 1.0;
            let telling = figure.digits.len() >= 3 || other.has_point || figure.has_point;
            apart && telling && !things(block, figure).is_disjoint(&things(other_block, other))
        });
        if let Some((other_block, other)) = twin {
            let span = (figure.start, figure.unit_end);
            let (here, there) = (block.words(span), other_block.words((other.start, other.unit_end)));
            return Some(Find {
                code: "units.tenfold",
                tag: tag::UNITS,
                severity: Severity::Advice,
                ordinal: block.ordinal,
                span_chars: span,
                message: say::tenfold(page.lang, here, there),
                wording: None,
            });
        }
        alike.push(placed);
    }
    None
}

/// What a figure may be about: the pairs of Chinese characters before it, back to another figure or the sentence's
/// start, and behind it in its clause.
fn things(block: &Block<'_>, figure: &Figure) -> HashSet<(char, char)> {
    const NO_THINGS: &str =
        "的了在从和与是有为到共达约近超余多零一二三四五六七八九十百千万亿两元米吨亩个家人名这那其中总";
    let ends = |c: &char| c.is_ascii_digit() || "。！？；".contains(*c);
    let before = block.chars.iter().take(figure.start).rev().take(THING_CHARS).take_while(|c| !ends(c));
    let before: Vec<char> = before.copied().collect::<Vec<_>>().into_iter().rev().collect();
    let after = block.chars.iter().skip(figure.unit_end).take(THING_CHARS);
    let after: Vec<char> = after.take_while(|c| !ends(c) && !"，、：”）".contains(**c)).copied().collect();
    let is_thing = |c: char| is_han(c) && !NO_THINGS.contains(c);
    let pairs = |chars: &[char]| {
        chars.windows(2).filter_map(|two| Some((*two.first()?, *two.last()?))).collect::<Vec<_>>()
    };
    let all = pairs(&before).into_iter().chain(pairs(&after));
    all.filter(|(a, b)| is_thing(*a) && is_thing(*b)).collect()
}
