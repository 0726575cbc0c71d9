//! Proper names: quoted terms, Latin words, places, zones, bodies and persons.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::everyday::{ByFirst, Common, by_first, longest};
use super::people::{
    CLEAR, COMMON, COMPOUND, FAMILIAR, NO_FAMILIAR, NO_NAMES, RARE, TITLES_BEFORE, WEAK_AFTER, WORDS_AFTER,
};
use super::places::{BODIES, LANDS, NO_LANDS, NO_ROADS, PLACES, ROADS, TRADES, ZONES};
use super::{Fact, FactKind, fact, stands_at};

/// Quoted words up to this length are a term, longer ones a quotation.
const TERM_CHARS: usize = 12;
/// How far the name of a body may reach before its ending.
const BODY_CHARS: usize = 10;
/// The same for a zone, and for a committee or an office that bears its place's name alone: 襄垣|县委.
const ZONE_CHARS: usize = 6;
const SEAT_CHARS: usize = 4;
/// Committees that are a name without their place's.
const RULERS: &[&str] = &["省委", "市委", "县委", "区委"];
const SEATS: &[&str] = &["省委", "市委", "县委", "区委", "党委", "纪委", "党工委"];

/// How far what bears a title may reach before it: a name and the office's own words, 王芳招商局|局长.
const TITLED_CHARS: usize = 8;

/// Characters that end a name to their left: particles, verbs, prepositions.
const STOPS: &str = "的了在从与和及或对向把被是由到将等至于该各其这那某我本并也都就又还而以让使给跟因但进访悉有个家名位年月日后前中里内为入来去往";

static PLACE_NAMES: LazyLock<ByFirst> = LazyLock::new(|| by_first([PLACES]));
static FALSE_LANDS: LazyLock<HashSet<&str>> = LazyLock::new(|| NO_LANDS.split_whitespace().collect());

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}' | '〇')
}

/// All names and quotations of a text.
pub(super) fn find(chars: &[char]) -> Vec<Fact> {
    let mut facts = quoted(chars);
    facts.extend(latin(chars));
    let common = Common::of(chars);
    facts.extend(places_and_bodies(chars, &common));
    facts.extend(persons(chars, &common));
    facts.extend(titled(chars, &common));
    facts.extend(familiar(chars, &common));
    facts
}

/// How neighbours call a person: 老韩, 小崔.
fn familiar(chars: &[char], common: &Common) -> Vec<Fact> {
    let names = |at: usize| {
        let &[first, surname] = chars.get(at..at + 2)? else { return None };
        let is_surname = CLEAR.contains(surname) || (first == '老' && COMMON.contains(surname));
        let is_word = NO_FAMILIAR.split_whitespace().any(|word| stands_at(chars, at, word));
        let is_name = FAMILIAR.contains(first) && is_surname && !is_word;
        (is_name && !common.holds(at) && !common.holds(at + 1))
            .then(|| fact(FactKind::Name, chars, at, at + 2))
    };
    (0..chars.len()).filter_map(names).collect()
}

/// The persons of a text.
pub(super) fn persons_of(chars: &[char]) -> Vec<Fact> {
    persons(chars, &Common::of(chars))
}

/// Whoever stands before a title, whatever their surname: 阿依古丽主任. What stands there and is no name is told from
/// another all the same.
fn titled(chars: &[char], common: &Common) -> Vec<Fact> {
    static TITLES: LazyLock<ByFirst> = LazyLock::new(|| by_first([TITLES_BEFORE]));
    let mut facts = Vec::new();
    for at in 0..chars.len() {
        let Some(len) = longest(&TITLES, chars, at) else { continue };
        let mut start = at;
        while start > 0
            && at - start < TITLED_CHARS
            && (is_han(chars[start - 1]) || chars[start - 1] == '·')
            && !STOPS.contains(chars[start - 1])
        {
            start -= 1;
        }
        let start = common.strict_floor(start, at);
        if at >= start + 2 {
            facts.push(fact(FactKind::Name, chars, start, at + len));
        }
    }
    facts
}

/// Words between quotation marks or title marks.
fn quoted(chars: &[char]) -> Vec<Fact> {
    const PAIRS: [(char, char); 5] = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》')];
    let mut facts = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        let Some((open, close)) = PAIRS.iter().find(|(open, _)| open == c) else { continue };
        let mut depth = 0_usize;
        let end = chars[at..].iter().position(|c| {
            depth += usize::from(c == open);
            depth -= usize::from(c == close);
            depth == 0
        });
        if let Some(len) = end.filter(|len| *len > 1) {
            let kind = if len - 1 <= TERM_CHARS { FactKind::Name } else { FactKind::Quotation };
            facts.push(fact(kind, chars, at + 1, at + len));
        }
    }
    facts
}

/// Latin words with the digits and hyphens inside them.
fn latin(chars: &[char]) -> Vec<Fact> {
    let is_letter = |c: char| c.is_alphabetic() && !is_han(c) && !('\u{3040}'..='\u{30FF}').contains(&c);
    let mut facts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        if !is_letter(chars[at]) {
            at += 1;
            continue;
        }
        let inner = |i: usize| {
            is_letter(chars[i]) || chars[i].is_ascii_digit() || matches!(chars[i], '-' | '’' | '\'')
        };
        let end = (at..chars.len()).find(|i| !inner(*i)).unwrap_or(chars.len());
        facts.push(fact(FactKind::Name, chars, at, end));
        at = end;
    }
    facts
}

/// Known places, and words that end like a place, a zone or a body.
fn places_and_bodies(chars: &[char], common: &Common) -> Vec<Fact> {
    let mut facts = Vec::new();
    // Where the body before begins and ends: 襄垣经济技术开发区|党工委 is one name.
    let (mut began, mut ended) = (0, 0);
    for at in 0..chars.len() {
        if let Some(len) = longest(&PLACE_NAMES, chars, at).filter(|len| !common.straddle(at, at + len)) {
            facts.push(fact(FactKind::Name, chars, at, at + len));
        }
        if let Some(start) = land(chars, common, at) {
            facts.push(fact(FactKind::Name, chars, start, at + 1));
        }
        facts.extend(
            firm_or_road(chars, common, at).map(|(start, end)| fact(FactKind::Name, chars, start, end)),
        );
        let ending = ZONES.iter().chain(BODIES).find(|ending| stands_at(chars, at, ending));
        if let Some(ending) = ending.filter(|_| at >= ended) {
            let earliest = ended.max(at.saturating_sub(reach(ending)));
            let start = if at == ended { began } else { body_start(chars, common, earliest, at) };
            let start = if *ending == "园区" { common.strict_floor(start, at) } else { start };
            let len = ending.chars().count();
            // 有限公司 is not 公司 once more.
            ended = at + len;
            let is_word =
                len == 1 && (at < start + 2 || "格布结当全大时政战变残棋饭客餐舞定".contains(chars[at - 1]));
            let is_name = at > start && !is_word || RULERS.contains(ending);
            began = if is_name { start } else { ended };
            if is_name {
                facts.push(fact(FactKind::Name, chars, start, at + len));
            }
        }
    }
    facts
}

/// How far a name may reach before this ending.
fn reach(ending: &str) -> usize {
    if SEATS.contains(&ending) {
        SEAT_CHARS
    } else if ZONES.contains(&ending) {
        ZONE_CHARS
    } else {
        BODY_CHARS
    }
}

/// Where a place of two characters and an ending such as 市 begins, when `at` is that ending.
fn land(chars: &[char], common: &Common, at: usize) -> Option<usize> {
    if !LANDS.contains(*chars.get(at)?) || at < 2 {
        return None;
    }
    let is_common = [1, 2].into_iter().any(|len| {
        let word: String = chars[at - len..=at].iter().collect();
        FALSE_LANDS.contains(word.as_str())
    });
    let is_name = chars[at - 2..at].iter().all(|c| is_han(*c) && !STOPS.contains(*c));
    let is_common = is_common || common.strict_floor(at - 2, at) > at - 2 || common.inside_word(at);
    (is_name && !is_common).then_some(at - 2)
}

/// A firm named by a brand of two characters and its trade, or a road of two characters or more, whose ending stands
/// here.
fn firm_or_road(chars: &[char], common: &Common, at: usize) -> Option<(usize, usize)> {
    let is_name = |start: usize| chars[start..at].iter().all(|c| is_han(*c) && !STOPS.contains(*c));
    if let Some(trade) = TRADES.iter().find(|trade| stands_at(chars, at, trade)) {
        let start = at.checked_sub(2)?;
        return (is_name(start) && common.strict_floor(start, at) == start)
            .then_some((start, at + trade.chars().count()));
    }
    let ending = ROADS.iter().find(|ending| stands_at(chars, at, ending))?;
    let start = body_start(chars, common, at.saturating_sub(BODY_CHARS), at);
    let is_word = ending.chars().count() == 1 && NO_ROADS.contains(*chars.get(at.checked_sub(1)?)?);
    (at >= start + 2 && !is_word).then_some((start, at + ending.chars().count()))
}

/// How far a name reaches to the left of its ending: not into the body before it, nor into a common word.
fn body_start(chars: &[char], common: &Common, earliest: usize, at: usize) -> usize {
    let mut start = at;
    while start > earliest && is_han(chars[start - 1]) && !STOPS.contains(chars[start - 1]) {
        start -= 1;
    }
    let start = common.floor(start, at);
    // A known place is where such a name begins: 来自山西远航公司.
    (start..at).find(|i| longest(&PLACE_NAMES, chars, *i).is_some()).unwrap_or(start)
}

/// Names of persons: a surname with one or two characters, beside a title or verb unless the surname is clear.
fn persons(chars: &[char], common: &Common) -> Vec<Fact> {
    static COMPOUNDS: LazyLock<ByFirst> = LazyLock::new(|| by_first([COMPOUND]));
    static FALSE_NAMES: LazyLock<ByFirst> = LazyLock::new(|| by_first([NO_NAMES]));
    static BEFORE: LazyLock<Vec<&str>> = LazyLock::new(|| TITLES_BEFORE.split_whitespace().collect());
    static AFTER: LazyLock<Vec<&str>> = LazyLock::new(|| WORDS_AFTER.split_whitespace().collect());
    static WEAK: LazyLock<Vec<&str>> = LazyLock::new(|| WEAK_AFTER.split_whitespace().collect());
    let mut facts: Vec<Fact> = Vec::new();
    for at in 0..chars.len() {
        let surname = longest(&COMPOUNDS, chars, at).unwrap_or(1);
        let is_clear = surname == 2 || CLEAR.contains(chars[at]);
        let is_rare = !is_clear && RARE.contains(chars[at]);
        if !(is_clear || is_rare || COMMON.contains(chars[at]))
            || longest(&FALSE_NAMES, chars, at).is_some()
            || common.holds(at)
        {
            continue;
        }
        let title_end = at - usize::from(at > 0 && is_gap(chars[at - 1]));
        let has_title =
            BEFORE.iter().any(|t| ends_at(chars, title_end, t)) || follows_a_name(chars, at, &facts);
        for given in [2, 1] {
            let end = at + surname + given;
            let is_given = chars.get(at + surname..end).is_some_and(|c| c.iter().all(|c| is_given(*c)));
            let next = end + usize::from(chars.get(end).copied().is_some_and(is_gap));
            let is_followed = !is_rare && AFTER.iter().any(|word| stands_at(chars, next, word))
                || (given == 2 && !is_rare && WEAK.iter().any(|word| stands_at(chars, next, word)));
            if is_given && (has_title || is_followed || (is_clear && given == 2)) {
                facts.push(fact(FactKind::Name, chars, at, end));
                break;
            }
        }
    }
    facts
}

/// Whether a list of names goes on here: 、 or a space after a name.
fn follows_a_name(chars: &[char], at: usize, facts: &[Fact]) -> bool {
    let gap =
        at.checked_sub(1).and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, '、' | ' ' | '\u{3000}'));
    gap && facts.last().is_some_and(|fact| fact.end + 1 == at)
}

/// Whether a character parts a title from a name.
fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '：')
}

/// Whether a character may stand in a given name.
fn is_given(c: char) -> bool {
    is_han(c)
        && !"的了在从与及或对向把被是由到将等至于该各其这那某我并也都就又还而以让使给跟因但说讲称率"
            .contains(c)
}

/// Whether the words end right before this place.
fn ends_at(chars: &[char], at: usize, words: &str) -> bool {
    at.checked_sub(words.chars().count()).is_some_and(|start| stands_at(chars, start, words))
}
