//! What the texts on both sides of a full line are to each other, as far as words and marks tell.

use super::caption;
use super::opening;
use super::shape;
use super::zones;

/// No more than so much of the text ahead is looked at.
pub(super) const MOST_CHARS: usize = 130;

/// Whether a picture's credit is cut in two: 平定经 at the end of one line, 开区供图 alone in the next.
pub(super) fn completes_credit(before: &[char], ahead: &[char]) -> bool {
    const MOST_CREDIT_CHARS: usize = 12;
    let is_near = ahead.len() <= MOST_CREDIT_CHARS && before.len() <= MOST_CHARS;
    is_near
        && caption::ending(&[before, ahead].concat())
            .is_some_and(|parts| parts.credit.is_some() && (1..before.len()).contains(&parts.text_end))
}

/// Whether a 电头 is cut in two: 山西科技 at the end of one line, 报讯 at the head of the next.
pub(super) fn cuts_dateline(before: &[char], here: &[char]) -> bool {
    let is_rest = opening::dateline(here).is_some_and(|(start, end, _)| end - start <= 3);
    is_rest && !shape::starts_with(here, "本报") && before.len() <= 12 && !shape::ends_sentence(before)
}

/// Whether what follows a finished sentence is a headline, a picture, a name or a zone, and no sentence.
pub(super) fn begins_other(ahead: &[char], is_whole: bool) -> bool {
    is_whole && is_title(ahead) && !shape::ends_sentence(ahead)
        || is_whole && caption::ending(ahead).is_some()
        || opening::people_only(ahead).is_some()
        || zones::in_line(ahead, |_| false).is_some()
}

/// Whether a text has at least three pairs of neighbours of another.
pub(super) fn repeats(one: &[char], other: &[char]) -> bool {
    one.windows(2).filter(|pair| other.windows(2).any(|known| known == *pair)).count() >= 3
}

/// Whether words may be a headline's line.
pub(super) fn is_title(chars: &[char]) -> bool {
    (4..=40).contains(&chars.len()) && !chars.iter().any(|c| matches!(c, '。' | '；' | '，' | '：'))
}
