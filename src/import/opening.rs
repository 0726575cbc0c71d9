//! 电头 and 记者 at the head of a text, and 记者 or 作者 at its end, as index ranges of the text.

use super::credits;
use super::names;
use super::places;
use super::shape::{ends_with, is_han, starts_with};

/// Words that introduce a reporter, the longest first.
const LABELS: &[&str] = &[
    "本报特约记者",
    "本报首席记者",
    "本报全媒体记者",
    "本报融媒体记者",
    "本报特约通讯员",
    "本报见习记者",
    "本报实习记者",
    "本报记者",
    "本刊记者",
    "本网记者",
    "特约记者",
    "见习记者",
    "实习记者",
    "特约通讯员",
    "本报通讯员",
    "全媒体记者",
    "首席记者",
    "摄影记者",
    "实习生",
    "见习生",
    "融媒体记者",
    "通讯员",
    "记者",
];

/// Words that introduce an author at the end of a text.
const AUTHOR_LABELS: &[&str] = &["作者：", "作者:", "文：", "文:", "文/", "供稿："];

/// What sends news: the words before 讯 end, or those before 电 begin, in one of these.
const SENDERS: &[&str] =
    &["报", "社", "网", "台", "刊", "客户端", "融媒体", "融媒", "融媒体中心", "在线", "传媒", "周刊"];

/// A piece found at an end of a text: the characters it takes, and the people named in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct People {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) names: Vec<String>,
    /// Introduced as 记者 or 通讯员.
    pub(super) are_reporters: bool,
}

/// The words of a 电头 at the head of a text, such as 本报讯 or 新华社太原3月12日电: their range, brackets left out,
/// and where the text goes on.
pub(super) fn dateline(chars: &[char]) -> Option<(usize, usize, usize)> {
    let start = chars
        .iter()
        .take_while(|c| matches!(c, '【' | '（' | '[' | '(' | '▲' | '●' | '■') || c.is_whitespace())
        .count();
    let window = chars.get(start..chars.len().min(start + 30))?;
    let at = window.iter().position(|&c| matches!(c, '讯' | '电' | '，' | '。'))?;
    let words = window.get(..at)?;
    let is_right = match window.get(at) {
        Some('讯') => {
            sends(words) && !window.get(at + 1).is_some_and(|&c| matches!(c, '息' | '号' | '问' | '速'))
        }
        Some('电') => is_wire(words),
        _ => false,
    };
    if !is_right {
        return None;
    }
    let end = start + at + 1;
    let is_close = |c: &&char| matches!(**c, '】' | ']' | '：' | ':') || c.is_whitespace();
    let mut next = end + chars.iter().skip(end).take_while(is_close).count();
    if start > 0 && chars.get(next).is_some_and(|c| matches!(c, '）' | ')')) {
        next += 1;
    }
    Some((start, end, next))
}

/// Whether words before 讯 name a paper, an agency or a place.
fn sends(words: &[char]) -> bool {
    if words.is_empty() || words.len() > 16 || words.iter().any(|c| matches!(c, '“' | '、' | '的' | '；'))
    {
        return false;
    }
    SENDERS.iter().any(|sender| ends_with(words, sender))
        || is_wire(words)
        || ["本报", "本刊", "本网", "本台"].iter().any(|head| starts_with(words, head))
        || places::is_place(words)
        || super::zones::ends_in_zone(words) && words.len() <= 12
}

/// Whether words before 电 are an agency, perhaps a place and a date.
fn is_wire(words: &[char]) -> bool {
    let names_sender =
        words.iter().take(12).collect::<Vec<_>>().iter().any(|c| matches!(c, '社' | '报' | '网'));
    let is_dated = words.last().is_some_and(|&c| matches!(c, '日' | '社'));
    names_sender
        && (is_dated
            || (2..=4)
                .any(|n| words.len() > n && places::is_place(words.get(words.len() - n..).unwrap_or(&[]))))
}

/// The reporters at the head of a text, labels and brackets included: 记者X, （记者 X Y 通讯员 Z）, 记者X 报道.
pub(super) fn reporters(chars: &[char]) -> Option<People> {
    let start = chars.iter().take_while(|c| c.is_whitespace()).count();
    let bracket = chars.get(start).is_some_and(|c| matches!(c, '（' | '('));
    let mut at = start + usize::from(bracket);
    at += chars.iter().skip(at).take_while(|c| c.is_whitespace() || **c == '□').count();
    if let Some(people) = bracketed(chars, start) {
        return Some(people);
    }
    let mut people = People { start, end: at, names: Vec::new(), are_reporters: true };
    while let Some(after) = label(chars, at) {
        let known = people.names.len();
        at = read_names(chars, after, &mut people.names);
        if people.names.len() == known {
            break;
        }
        people.end = at;
        at += separators(chars, at);
    }
    if people.names.is_empty() {
        return None;
    }
    close(chars, bracket, &mut people);
    Some(people)
}

/// （记者 X Y 通讯员 Z）: in a bracket that a label opens every word is a name.
fn bracketed(chars: &[char], start: usize) -> Option<People> {
    const MOST_CHARS: usize = 60;
    chars.get(start).filter(|c| matches!(c, '（' | '('))?;
    let inner = chars.get(start + 1..)?;
    let length = inner.iter().take(MOST_CHARS).position(|c| matches!(c, '）' | ')'))?;
    let mut rest = inner.get(..length)?;
    let is_gap =
        |c: &char| c.is_whitespace() || matches!(c, '、' | '/' | '；' | '，' | '□' | '：' | ':' | '|');
    let mut names: Vec<String> = Vec::new();
    let mut is_labelled = false;
    while let Some(first) = rest.iter().position(|c| !is_gap(c)) {
        rest = rest.get(first..)?;
        if let Some(after) = label(rest, 0) {
            is_labelled = true;
            rest = rest.get(after..)?;
            continue;
        }
        let end = rest.iter().position(is_gap).unwrap_or(rest.len());
        let word = rest.get(..end)?;
        let gap = rest.get(end..)?.iter().take_while(|c| c.is_whitespace()).count();
        let second = rest.get(end + gap).filter(|_| word.len() == 1 && gap > 0);
        if let Some(second) = second {
            // 王 波
            names.push(word.iter().chain([second]).collect());
            rest = rest.get(end + gap + 1..)?;
            continue;
        }
        rest = rest.get(end..)?;
        let is_latin =
            |text: &str| text.chars().all(|c| c.is_alphabetic() && !is_han(c) || matches!(c, '.' | ' '));
        match names.last_mut().filter(|last| is_latin(last) && word.iter().all(|&c| !is_han(c))) {
            _ if ["报道", "摄影报道", "文/图", "文图", "摄影", "图", "文", "实习"]
                .iter()
                .any(|end| word.iter().copied().eq(end.chars())) => {}
            _ if !is_labelled || !names::may_be_name(word) => return None,
            Some(last) => {
                last.push(' ');
                last.extend(word);
            }
            None => names.push(word.iter().collect()),
        }
    }
    (!names.is_empty()).then_some(People { start, end: start + length + 2, names, are_reporters: true })
}

/// Takes 报道 and the closing bracket behind the names.
fn close(chars: &[char], bracket: bool, people: &mut People) {
    let blanks = |at: usize| chars.iter().skip(at).take_while(|c| c.is_whitespace()).count();
    for word in ["摄影报道", "报道", "文/图", "文图", "文"] {
        let at = people.end + blanks(people.end);
        let tail = chars.get(at..).unwrap_or(&[]);
        let is_whole = tail.get(word.chars().count()).is_none_or(|c| !is_han(*c) || *c == '：');
        if starts_with(tail, word) && is_whole {
            people.end = at + word.chars().count();
            break;
        }
    }
    let at = people.end + blanks(people.end);
    if bracket && chars.get(at).is_some_and(|c| matches!(c, '）' | ')')) {
        people.end = at + 1;
    }
    if chars.get(people.end).is_some_and(|c| matches!(c, '：' | ':')) {
        people.end += 1;
    }
}

/// The place behind a reporter's label that stands here.
fn label(chars: &[char], at: usize) -> Option<usize> {
    let tail = chars.get(at..)?;
    let sender = sender(tail);
    let tail = tail.get(sender..)?;
    let label = LABELS.iter().find(|label| starts_with(tail, label))?;
    let after = at + sender + label.chars().count();
    let is_gap = |c: &&char| c.is_whitespace() || matches!(**c, '：' | ':' | '/');
    Some(after + chars.iter().skip(after).take_while(is_gap).count())
}

/// How many characters a paper or an agency takes that stands before 记者: 温州商报记者, 新华社记者.
fn sender(chars: &[char]) -> usize {
    const MOST_CHARS: usize = 12;
    let at = (2..=MOST_CHARS.min(chars.len()))
        .find(|&at| chars.get(at..).is_some_and(|tail| starts_with(tail, "记者")));
    let words = at.and_then(|at| chars.get(..at)).unwrap_or(&[]);
    let is_sender = words.iter().all(|&c| is_han(c)) && SENDERS.iter().any(|sender| ends_with(words, sender));
    if is_sender { words.len() } else { 0 }
}

/// Spaces and 、 between two names.
fn separators(chars: &[char], at: usize) -> usize {
    chars.iter().skip(at).take_while(|c| c.is_whitespace() || matches!(c, '、' | '/' | '；')).count()
}

/// Reads names from here on; a word that ，or 。 follows at once is the text's, not a person's.
fn read_names(chars: &[char], mut at: usize, names: &mut Vec<String>) -> usize {
    let mut end = at;
    loop {
        let tail = chars.get(at..).unwrap_or(&[]);
        let Some((name, length)) = names::at_head(tail).or_else(|| apart(tail)) else { return end };
        let follower = tail.get(length);
        if follower.is_some_and(|c| matches!(c, '，' | '。' | '；' | ',' | '“' | '《')) {
            return end;
        }
        names.push(name);
        end = at + length;
        let gap = separators(chars, end);
        if gap == 0 {
            return end;
        }
        at = end + gap;
    }
}

/// A word between blanks behind a label whose surname no list has.
fn apart(chars: &[char]) -> Option<(String, usize)> {
    let word = chars.get(..chars.iter().position(|c| c.is_whitespace())?)?;
    ((2..=3).contains(&word.len()) && names::may_be_name(word)).then(|| (word.iter().collect(), word.len()))
}

/// The people at the end of a text: `。 王丽华`, `（记者 王波 李强）`, `（王丽华）`, `作者：王丽华`, `王波/文 李强/图`, and
/// behind a stop and a space names that no list has.
pub(super) fn closing(chars: &[char]) -> Option<People> {
    let stop = last_stop(chars)?;
    let tail = chars.get(stop + 1..)?;
    let is_stop = |c: &char| matches!(c, '。' | '！' | '？' | '…');
    let is_ended = chars.get(..=stop)?.iter().rev().take(2).any(is_stop);
    let bare = || is_ended.then(|| credits::bare(tail)).flatten();
    let found = people_only(tail).or_else(|| credits::signed(tail)).or_else(bare)?;
    Some(People { start: found.start + stop + 1, end: chars.len(), ..found })
}

/// The same of a line that may be cut in the middle of a word: only names of the list are told.
pub(super) fn closing_line(chars: &[char]) -> Option<People> {
    let stop = last_stop(chars)?;
    let found = people_only(chars.get(stop + 1..)?)?;
    Some(People { start: found.start + stop + 1, end: chars.len(), ..found })
}

/// The last mark that ends a sentence or a quotation, with few words behind it.
fn last_stop(chars: &[char]) -> Option<usize> {
    const MOST_BEHIND: usize = 40;
    let stop = chars.iter().rposition(|c| matches!(c, '。' | '！' | '？' | '…' | '”' | '』' | '」'))?;
    (chars.len() - stop <= MOST_BEHIND && stop + 1 < chars.len()).then_some(stop)
}

/// The people that a text is nothing but the names of.
pub(super) fn people_only(chars: &[char]) -> Option<People> {
    let is_edge = |c: &char| {
        c.is_whitespace() || matches!(c, '（' | '）' | '(' | ')' | '□' | '■' | '◎' | '●' | '/' | '—')
    };
    let start = chars.iter().position(|c| !is_edge(c))?;
    let end = chars.iter().rposition(|c| !is_edge(c))? + 1;
    let mut inner = chars.get(start..end)?;
    let outer = chars.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
    let whole = |names, are_reporters| Some(People { start: outer, end: chars.len(), names, are_reporters });
    if let Some(people) = reporters(inner) {
        return if people.end == inner.len() { whole(people.names, true) } else { None };
    }
    if let Some(label) = AUTHOR_LABELS.iter().find(|label| starts_with(inner, label)) {
        inner = inner.get(label.chars().count()..)?;
        inner = inner.get(inner.iter().take_while(|c| c.is_whitespace()).count()..)?;
    }
    for tail in ["供稿", "文/图", "文", "报道"] {
        let without = inner.len().saturating_sub(tail.chars().count());
        if ends_with(inner, tail) && inner.get(without.wrapping_sub(1)).is_some_and(|c| c.is_whitespace()) {
            inner = inner.get(..without)?;
        }
    }
    let inner_end = inner.iter().rposition(|c| !c.is_whitespace())? + 1;
    inner = inner.get(..inner_end)?;
    let mut names = Vec::new();
    let read = read_names(inner, 0, &mut names);
    if names.is_empty() || read != inner.len() { None } else { whole(names, false) }
}

/// The paper that a 电头 names: 科学导报 for 科学导报讯.
pub(super) fn paper_of(dateline: &str) -> Option<String> {
    let chars: Vec<char> = dateline.chars().collect();
    let words = chars.get(..chars.len().checked_sub(1)?)?;
    let end = words.iter().position(|c| *c == '报')? + 1;
    let paper = words.get(..end).filter(|paper| paper.len() >= 3 && !ends_with(paper, "本报"))?;
    Some(paper.iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn datelines() {
        for (text, expected) in [
            ("科学导报讯 3月12日，", Some("科学导报讯")),
            ("长江日报武汉讯 夜里", Some("长江日报武汉讯")),
            ("本报讯（记者 王波）近日，", Some("本报讯")),
            ("新华社太原3月12日电 近日，", Some("新华社太原3月12日电")),
            ("【本报讯】近日，", Some("本报讯")),
            ("通讯技术企业落户，", None),
            ("该厂用电量，", None),
            ("网讯息", None),
        ] {
            let text = chars(text);
            let found = dateline(&text).map(|(s, e, _)| text[s..e].iter().collect::<String>());
            assert_eq!(found.as_deref(), expected);
        }
    }

    fn check(text: &str, expected: &[&str], rest: &str) {
        let text = chars(text);
        let people = reporters(&text);
        let names = people.as_ref().map(|people| people.names.clone()).unwrap_or_default();
        assert_eq!(names, expected);
        let end = people.map_or(0, |people| people.end);
        assert_eq!(text[end..].iter().collect::<String>().trim(), rest);
    }

    #[test]
    fn reporters_at_the_head() {
        check("记者赵小川 今年，园区", &["赵小川"], "今年，园区");
        check("记者王波 近年来，园区", &["王波"], "近年来，园区");
        check("（记者 王波 赵小川 通讯员 李强）今年", &["王波", "赵小川", "李强"], "今年");
        check("记者王波、赵小川 报道 园区", &["王波", "赵小川"], "园区");
        check("本报记者 王 波 园区里", &["王波"], "园区里");
        check("记者从管委会获悉，", &[], "记者从管委会获悉，");
        check("（记者 阴晓燕 通讯员 Liu Yang）今年", &["阴晓燕", "Liu Yang"], "今年");
        check("温州商报记者 南宫羽 通讯员 项楠 园区", &["南宫羽", "项楠"], "园区");
        check("（记者在现场看到的是另一番景象）今年", &[], "（记者在现场看到的是另一番景象）今年");
    }

    #[test]
    fn people_at_the_end() {
        for (text, expected) in [
            ("迈上新台阶。 王丽华", vec!["王丽华"]),
            ("迈上新台阶。（王丽华 赵明）", vec!["王丽华", "赵明"]),
            ("迈上新台阶。（记者 王波）", vec!["王波"]),
            ("迈上新台阶。王 波", vec!["王波"]),
            ("迈上新台阶。", vec![]),
            ("他说：“好。”高新区", vec![]),
        ] {
            let names = closing(&chars(text)).map(|people| people.names).unwrap_or_default();
            assert_eq!(names, expected, "{text}");
        }
    }
}
