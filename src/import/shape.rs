//! What the look of a piece of text alone says: how it ends, how it opens, whether its marks are balanced.

/// Marks that end a sentence, or that a finished paragraph may end in.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '…'
            | '”'
            | '』'
            | '」'
            | '）'
            | ')'
            | '；'
            | '：'
            | '.'
            | '!'
            | '?'
            | ';'
            | ':'
            | '’'
            | '〗'
            | '】'
    )
}

/// Whether a text ends as a finished paragraph does.
pub(super) fn ends_sentence(chars: &[char]) -> bool {
    chars.iter().rev().find(|c| !c.is_whitespace()).is_some_and(|&c| is_terminator(c))
}

/// Whether a text ends as a sentence does: a quotation or a bracket that closes within one is no end.
pub(super) fn ends_with_stop(chars: &[char]) -> bool {
    let mut last = chars.iter().rev().filter(|c| !c.is_whitespace());
    last.by_ref()
        .take(3)
        .find(|c| !matches!(c, '”' | '’' | '』' | '」' | '）' | ')'))
        .is_some_and(|c| matches!(c, '。' | '！' | '？' | '…' | '；' | '.' | '!' | '?'))
}

/// Marks that no line and no text may begin with.
pub(super) fn cannot_begin(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '”'
            | '’'
            | '』'
            | '」'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '%'
            | '％'
            | '℃'
            | '·'
            | ','
            | ')'
            | ']'
    )
}

/// Marks that no line may end with: they go with what they open.
pub(super) fn cannot_end(c: char) -> bool {
    matches!(c, '“' | '‘' | '『' | '「' | '（' | '《' | '〈' | '【' | '(' | '[')
}

/// Whether a line begins as a 副题 does.
pub(super) fn opens_deck(chars: &[char]) -> bool {
    let dashes = chars.iter().take_while(|c| matches!(c, '—' | '─' | '－' | '–' | '―' | '-')).count();
    dashes >= 2 && chars.len() > dashes
}

/// Whether a line begins with what may be a 电头: `X讯` or `…电` within its first characters.
pub(super) fn opens_with_dateline(chars: &[char]) -> bool {
    super::opening::dateline(chars).is_some()
}

/// A pair of marks; quotes that look the same at both ends are not counted.
const PAIRS: &[(char, char)] = &[
    ('“', '”'),
    ('‘', '’'),
    ('（', '）'),
    ('《', '》'),
    ('「', '」'),
    ('『', '』'),
    ('【', '】'),
    ('(', ')'),
];

/// How many closing marks have no opening one before them, and how many opening ones are left open.
pub(super) fn unbalanced(chars: &[char]) -> (usize, usize) {
    let (mut closing, mut opening) = (0, 0);
    for &(open, close) in PAIRS {
        let mut depth = 0_usize;
        for &c in chars {
            if c == open {
                depth += 1;
            } else if c == close {
                match depth.checked_sub(1) {
                    Some(less) => depth = less,
                    None => closing += 1,
                }
            }
        }
        opening += depth;
    }
    (closing, opening)
}

/// Whether a character is written Chinese.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2fa1f}' | '\u{f900}'..='\u{faff}' | '〇')
}

/// Whether a text begins with a word.
pub(super) fn starts_with(chars: &[char], word: &str) -> bool {
    let mut at = chars.iter();
    word.chars().all(|c| at.next() == Some(&c))
}

/// Whether a text ends with a word.
pub(super) fn ends_with(chars: &[char], word: &str) -> bool {
    let mut at = chars.iter().rev();
    word.chars().rev().all(|c| at.next() == Some(&c))
}

/// The first index at which a word stands.
pub(super) fn find(chars: &[char], word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    (0..chars.len()).find(|&at| {
        chars.get(at) == Some(&first) && chars.get(at..).is_some_and(|tail| starts_with(tail, word))
    })
}

/// The words of a list that a text begins with, the longest first if the list is so ordered.
pub(super) fn opens_with_any(chars: &[char], words: &[&str]) -> bool {
    words.iter().any(|word| starts_with(chars, word))
}

/// The sentences of a text as index ranges: each ends after its stop and the closing quotes behind it.
pub(super) fn sentences(chars: &[char]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < chars.len() {
        let is_stop = |c: Option<&char>| c.is_some_and(|c| matches!(c, '。' | '！' | '？' | '…'));
        if !is_stop(chars.get(at)) {
            at += 1;
            continue;
        }
        at += 1;
        while chars
            .get(at)
            .is_some_and(|c| matches!(c, '。' | '！' | '？' | '…' | '”' | '』' | '」' | '’' | '）'))
        {
            at += 1;
        }
        found.push((start, at));
        start = at;
    }
    if start < chars.len() {
        found.push((start, chars.len()));
    }
    found
}
