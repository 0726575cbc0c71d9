//! Which short lines head an article though their shape alone would make them text: those behind a zone's line, before a
//! 副题, and before a text that opens with its 电头.

use super::caption;
use super::names;
use super::opening;
use super::roles::{self, Role};
use super::shape;
use super::unwrap::Block;

/// The longest line of a headline in characters, and the longest where both a zone's line and a 电头 stand beside it.
const LONGEST: usize = 40;
const LONGEST_BETWEEN: usize = 80;

/// Gives the headlines their role.
pub(super) fn find(blocks: &[Block], roles: &mut [Role]) {
    for index in 0..roles.len() {
        let is_headline = match roles.get(index) {
            Some(Role::Body) => is_headline(blocks, roles, index),
            Some(Role::People) => is_name_like(blocks, roles, index),
            Some(Role::Heading) => {
                if is_text(blocks, roles, index)
                    && let Some(role) = roles.get_mut(index)
                {
                    *role = Role::Body;
                }
                false
            }
            Some(
                Role::Furniture
                | Role::Zone
                | Role::Deck
                | Role::Caption
                | Role::Kicker
                | Role::Genre
                | Role::Row,
            )
            | None => false,
        };
        if is_headline && let Some(role) = roles.get_mut(index) {
            *role = Role::Heading;
        }
    }
}

fn chars(blocks: &[Block], index: usize) -> &[char] {
    blocks.get(index).map_or(&[], |block| block.run.chars())
}

/// What stands behind a line, pictures and names aside.
fn next(roles: &[Role], index: usize) -> Option<usize> {
    (index + 1..roles.len()).find(|at| {
        !matches!(roles.get(*at), Some(Role::Caption | Role::Furniture | Role::People | Role::Genre))
    })
}

fn opens_article(chars: &[char]) -> bool {
    opening::dateline(chars).is_some() || opening::reporters(chars).is_some()
}

fn is_headline(blocks: &[Block], roles: &[Role], index: usize) -> bool {
    let line = chars(blocks, index);
    let (Some(last), Some(next)) = (line.last(), next(roles, index)) else { return false };
    let has_stop = line.iter().any(|c| matches!(c, '。' | '；')) || matches!(last, '；' | '：' | '，' | '、');
    if has_stop || opens_article(line) || shape::cannot_begin(line.first().copied().unwrap_or('。')) {
        return false;
    }
    let before = index.checked_sub(1).and_then(|at| roles.get(at));
    let text = chars(blocks, next);
    let is_deck = roles.get(next) == Some(&Role::Deck);
    let is_opened = is_deck || roles.get(next) == Some(&Role::Body) && opens_article(text);
    let is_headed = matches!(roles.get(next), Some(Role::Heading | Role::Body | Role::Deck));
    if before == Some(&Role::Zone) {
        let is_spaced = line.iter().any(|c| c.is_whitespace()) && !line.contains(&'，');
        return line.len() <= LONGEST && is_headed
            || line.len() <= LONGEST_BETWEEN && (is_opened || is_spaced);
    }
    if line.len() > LONGEST {
        return false;
    }
    match before {
        Some(Role::Heading) => {
            let is_below_zone = (0..index)
                .rev()
                .find(|at| roles.get(*at) != Some(&Role::Heading))
                .is_some_and(|at| roles.get(at) == Some(&Role::Zone));
            let is_whole = matches!(last, '了' | '！' | '？') || line.len() <= 3;
            is_opened || is_below_zone && is_whole && reads_as_text(line, text) < 2
        }
        Some(Role::Body) => {
            let above = chars(blocks, index - 1);
            is_opened && (shape::ends_sentence(above) || opening::closing(above).is_some())
        }
        None
        | Some(
            Role::Furniture
            | Role::Row
            | Role::Caption
            | Role::People
            | Role::Zone
            | Role::Deck
            | Role::Kicker
            | Role::Genre,
        ) => is_opened,
    }
}

/// 花正红 behind a zone's line is a headline and nobody.
fn is_name_like(blocks: &[Block], roles: &[Role], index: usize) -> bool {
    let is_below = |role: Role| index.checked_sub(1).and_then(|at| roles.get(at)) == Some(&role);
    let is_above_zone = index >= 2 && roles.get(index - 2) == Some(&Role::Heading);
    let is_bare = opening::reporters(chars(blocks, index)).is_none();
    is_bare && is_below(Role::Zone) && !is_above_zone && roles.get(index + 1) == Some(&Role::Body)
}

/// Whether a headline's last line is the first piece of the text, which a picture cuts off from the rest.
fn is_text(blocks: &[Block], roles: &[Role], index: usize) -> bool {
    let is_below =
        matches!(index.checked_sub(1).and_then(|at| roles.get(at)), Some(Role::Heading | Role::Deck));
    let Some(next) = next(roles, index).filter(|_| is_below) else { return false };
    let has_picture = (index + 1..next).any(|at| roles.get(at) == Some(&Role::Caption));
    let (line, text) = (chars(blocks, index), chars(blocks, next));
    has_picture
        && roles.get(next) == Some(&Role::Body)
        && !opens_article(text)
        && !roles::is_numbered(line)
        && caption::parse(line).is_none()
        && reads_as_text(line, text) >= 2
}

/// How much a line speaks for being the beginning of the text that stands below it.
fn reads_as_text(line: &[char], text: &[char]) -> usize {
    let commas = line.iter().filter(|c| **c == '，').count();
    2 * usize::from(commas > 0 && !roles::are_balanced_clauses(line))
        + usize::from(line.contains(&'、'))
        + usize::from(line.len() > 24)
        + usize::from(line.len() > 32)
        + 2 * usize::from(text.first().is_some_and(|&c| shape::cannot_begin(c)))
        + 2 * usize::from(names::opens_text(line) && !names::opens_loosely(line))
}

/// Takes pictures' words that stand at an article's end for text that is signed there: text runs up to them, no
/// picture's place stands before them, and they are a sentence.
pub(super) fn find_signed_text(blocks: &[Block], roles: &mut [Role]) {
    let usual = usual_gap(blocks);
    for index in 1..roles.len() {
        let line = chars(blocks, index);
        let is_last =
            !matches!(roles.get(index + 1), Some(Role::Body | Role::Row | Role::Caption | Role::People));
        let is_set_apart = blocks.get(index).is_some_and(|block| block.gap >= usual + 2);
        if roles.get(index) == Some(&Role::Caption)
            && roles.get(index - 1) == Some(&Role::Body)
            && is_last
            && (!is_set_apart || caption::names_writer(line))
            && caption::is_sentence_with_person(line)
            && (usual > 0 || caption::names_writer(line) || !has_sentences(line))
            && let Some(role) = roles.get_mut(index)
        {
            *role = Role::Body;
        }
    }
}

/// Whether a stop stands within: without blank lines text and picture may have been joined by mistake.
fn has_sentences(line: &[char]) -> bool {
    line.iter().filter(|c| **c == '。').count() > 1
}

/// A line with a credit whose name no list has is a caption where a picture's place sets it apart, or where the same
/// name signs a text.
pub(super) fn find_loose_captions(blocks: &[Block], roles: &mut [Role]) {
    let usual = usual_gap(blocks);
    let is_text = |at: &usize| roles.get(*at) == Some(&Role::Body);
    let signers: Vec<String> = (0..roles.len())
        .filter(is_text)
        .filter_map(|at| opening::closing(chars(blocks, at)))
        .flat_map(|people| people.names)
        .collect();
    for index in 1..roles.len() {
        let is_set_apart = blocks.get(index).is_some_and(|block| block.gap >= usual + 2);
        let credit = caption::parse_set_apart(chars(blocks, index)).and_then(|parts| parts.credit);
        if roles.get(index) == Some(&Role::Heading)
            && credit.is_some_and(|credit| is_set_apart || signers.contains(&credit))
            && let Some(role) = roles.get_mut(index)
        {
            *role = Role::Caption;
        }
    }
}

/// How many blank lines usually stand between blocks.
fn usual_gap(blocks: &[Block]) -> usize {
    let mut gaps: Vec<usize> = blocks.iter().skip(1).map(|block| block.gap).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied().unwrap_or(0)
}
