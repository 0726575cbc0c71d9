//! The other half of a broken paragraph where order does not give it: every fragment of the page is ranked.
//!
//! Only fragments that have lost their head are taken, and only a clear winner; it is always a doubt.

use super::doubts::{self, DoubtKind};
use super::drafts::Built;
use super::heads::{self, Habits};
use super::page::{DraftParagraph, Flag, Repair};
use super::shape;
use super::shared::Shared;

/// A fragment is taken from this score on, when it is so much better than the next.
const LEAST: f32 = 3.0;
const MARGIN: f32 = 1.5;

/// How sure such a join is: never enough to go unasked.
const CONFIDENCE: f32 = 0.7;

/// Words that ask for others in the same sentence.
const PAIRS: &[(&str, &str)] = &[
    ("不仅", "还"),
    ("不仅", "而且"),
    ("既", "又"),
    ("一方面", "另一方面"),
    ("对内", "对外"),
    ("虽然", "但"),
    ("如果", "就"),
    ("只有", "才"),
    ("从", "到"),
    ("由", "变为"),
    ("将", "纳入"),
    ("以", "为"),
];

/// A paragraph by its article and its place in it.
type At = (usize, usize);

/// Joins what belongs together and was torn apart by the order of the blocks.
pub(super) fn rejoin(built: &mut [Built], shared: &Shared<'_>) {
    const MOST_ENDS: usize = 200;
    let ends: Vec<At> = open_ends(built).into_iter().take(MOST_ENDS).collect();
    // From the last on, so that what is taken away moves nobody that is still to be asked.
    for end in ends.into_iter().rev() {
        if let Some(fragment) = best(built, end, shared) {
            join(built, end, fragment);
        }
    }
}

/// Paragraphs that stop in the middle of a sentence.
fn open_ends(built: &[Built]) -> Vec<At> {
    let mut ends = Vec::new();
    for (article, one) in built.iter().enumerate() {
        let last = one.draft.paragraphs.len().saturating_sub(1);
        for (index, paragraph) in one.draft.paragraphs.iter().enumerate() {
            let is_open = one.apart.iter().any(|apart| apart.open == index) || index == last;
            let text: Vec<char> = paragraph.text.chars().collect();
            if is_open && !paragraph.is_subhead && text.len() >= 20 && !shape::ends_sentence(&text) {
                ends.push((article, index));
            }
        }
    }
    ends
}

fn best(built: &[Built], end: At, shared: &Shared<'_>) -> Option<At> {
    let before: Vec<char> = paragraph(built, end)?.text.chars().collect();
    let mut ranked: Vec<(f32, At)> = Vec::new();
    for (article, one) in built.iter().enumerate() {
        for (index, fragment) in one.draft.paragraphs.iter().enumerate() {
            let at = (article, index);
            if at == end
                || index == 0
                || fragment.is_subhead
                || fragment.flags.contains(&Flag::SplitAtSubhead)
            {
                continue;
            }
            let after: Vec<char> = fragment.text.chars().collect();
            let told = shared.verdict(DoubtKind::Join, &doubts::seam_key(&before, &after));
            if told == Some(false) || told.is_none() && !is_fragment(fragment, &after, shared.habits) {
                continue;
            }
            let near = if article == end.0 { 1.5 } else { 0.0 };
            ranked.push((near + score(&before, &after, shared.habits), at));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (first, at) = ranked.first().copied()?;
    let second = ranked.get(1).map_or(f32::MIN, |(score, _)| *score);
    (first >= LEAST && first - second >= MARGIN).then_some(at)
}

/// Whether a paragraph has lost its head.
fn is_fragment(paragraph: &DraftParagraph, chars: &[char], habits: &Habits) -> bool {
    paragraph.flags.contains(&Flag::TruncatedStart)
        || chars.first().is_some_and(|&c| shape::cannot_begin(c))
        || shape::unbalanced(chars).0 > 0
        || heads::missing_head(chars, &[], habits) >= 0.3
}

/// How well a fragment goes on with a text: balanced marks, pairs of words, and which characters follow which here.
fn score(before: &[char], after: &[char], habits: &Habits) -> f32 {
    let (opens, closes) = (shape::unbalanced(before).1, shape::unbalanced(after).0);
    let mut score = match (opens > 0, closes > 0) {
        (true, true) => 3.0,
        (false, false) => 0.0,
        (true, false) | (false, true) => -3.0,
    };
    if after.first().is_some_and(|&c| shape::cannot_begin(c)) {
        score += 2.0;
    }
    let sentence = |chars: &[char]| {
        let start = chars.iter().rposition(|c| matches!(c, '。' | '！' | '？')).map_or(0, |stop| stop + 1);
        chars.get(start..).unwrap_or(&[]).to_vec()
    };
    let head: Vec<char> = after.iter().take_while(|c| !matches!(c, '。' | '！' | '？')).copied().collect();
    let tail = sentence(before);
    let is_pair = |(one, other): &&(&str, &str)| {
        shape::find(&tail, one).is_some()
            && shape::find(&tail, other).is_none()
            && shape::find(&head, other).is_some()
    };
    if PAIRS.iter().any(|pair| is_pair(&pair)) {
        score += 1.5;
    }
    if let (Some(&last), Some(&first)) = (before.last(), after.first()) {
        score += match habits.follows(last, first) {
            0 => 0.0,
            1 => 1.5,
            2..=4 => 2.0,
            _ => 2.5,
        };
    }
    score
}

fn paragraph(built: &[Built], (article, index): At) -> Option<&DraftParagraph> {
    built.get(article)?.draft.paragraphs.get(index)
}

/// Puts a fragment behind an open end.
fn join(built: &mut [Built], end: At, (article, index): At) {
    let Some(one) = built.get_mut(article) else { return };
    if index >= one.draft.paragraphs.len() {
        return;
    }
    let fragment = one.draft.paragraphs.remove(index);
    for caption in one.draft.captions.iter_mut().filter(|caption| caption.after > index) {
        caption.after -= 1;
    }
    one.apart.retain(|apart| apart.open != index);
    for apart in one.apart.iter_mut().filter(|apart| apart.open > index) {
        apart.open -= 1;
    }
    one.together.retain(|open| open.paragraph != index);
    for open in one.together.iter_mut().filter(|open| open.paragraph > index) {
        open.paragraph -= 1;
    }
    let moved = if article == end.0 && index < end.1 { end.1 - 1 } else { end.1 };
    let Some(target) = built.get_mut(end.0) else { return };
    target.apart.retain(|apart| apart.open != moved);
    let Some(head) = target.draft.paragraphs.get_mut(moved) else { return };
    let at = (head.source.last().map_or(0, |span| span.1), fragment.source.first().map_or(0, |span| span.0));
    head.text.push_str(&fragment.text);
    head.source.extend(fragment.source);
    head.repairs.push(Repair { flag: Flag::Joined, at, confidence: CONFIDENCE, is_accepted: false });
    head.repairs.extend(fragment.repairs.into_iter().filter(|repair| repair.flag != Flag::TruncatedStart));
    head.confidence = head.confidence.min(CONFIDENCE);
    if !head.flags.contains(&Flag::Joined) {
        head.flags.push(Flag::Joined);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Flag, Options, parse};

    #[test]
    fn a_half_that_stands_elsewhere_is_found_by_its_marks() {
        let page = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 园区三条新路通车，企业出门就是大道。\n\n\
            管委会请来九位工程师驻点半年，把窗口搬到厂门口，推行“一窗受理\n\n\
            近年来，园区还修了公园和夜校，工人下班以后有了去处。\n\n\
            、一次办好”的服务，企业少跑了许多路。\n\n\
            下一步，园区将继续努力。\n";
        let page = parse(page, &Options::default());
        let texts: Vec<&str> = page.articles[0].paragraphs.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(texts.len(), 4, "{texts:?}");
        assert!(texts[1].ends_with("推行“一窗受理、一次办好”的服务，企业少跑了许多路。"), "{texts:?}");
        assert_eq!(page.articles[0].paragraphs[1].flags, [Flag::Joined]);
        assert!(page.doubts.iter().any(|doubt| doubt.paragraph == Some(1)), "it is asked about");
    }

    #[test]
    fn an_open_end_without_a_clear_other_half_stays() {
        let page = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 园区三条新路通车，企业出门就是大道。\n\n\
            管委会请来九位工程师驻点半年，把窗口搬到厂门口，推行\n\n\
            近年来，园区还修了公园和夜校，工人下班以后有了去处。\n";
        assert_eq!(parse(page, &Options::default()).articles[0].paragraphs.len(), 3);
    }
}
