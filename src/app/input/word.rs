//! Where words begin and end, for moving and deleting: runs of one kind of character, punctuation apart.
//!
//! Chinese has no blanks between words; without a dictionary a run of Han up to the next mark is the honest
//! unit (vim moves so too), and undo takes back what was too much.

use crate::text::clusters;

/// Kinds of characters that make runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Newline,
    Han,
    Kana,
    Hangul,
    Word,
    Mark,
}

/// The kind of a cluster where it stands: a mark between two digits belongs to their figure (12.5, 35,000, 8:30).
fn class_at(text: &str, start: usize, cluster: &str) -> Class {
    let before = text.get(..start).and_then(|text| text.chars().next_back());
    let after = text.get(start + cluster.len()..).and_then(|text| text.chars().next());
    let in_figure = [before, after].into_iter().all(|one| one.is_some_and(|one| one.is_ascii_digit()));
    if in_figure && matches!(cluster, "." | "," | ":") { Class::Word } else { class(cluster) }
}

fn class(cluster: &str) -> Class {
    let Some(base) = cluster.chars().next() else { return Class::Blank };
    match base {
        '\n' => Class::Newline,
        blank if blank.is_whitespace() => Class::Blank,
        '\u{3005}'
        | '\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => Class::Han,
        '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => Class::Kana,
        '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}' => Class::Hangul,
        letter if letter.is_alphanumeric() || letter == '_' => Class::Word,
        _ => Class::Mark,
    }
}

/// The start of the word before `caret`: blanks skipped, then one run; a line end is a word of its own.
pub(super) fn before(text: &str, caret: usize) -> usize {
    let mut at = caret;
    let mut run = None;
    for (start, cluster) in clusters(text.get(..caret).unwrap_or("")).rev() {
        let class = class_at(text, start, cluster);
        match run {
            None if class == Class::Blank => {}
            None if class == Class::Newline => return if at == caret { start } else { at },
            None => run = Some(class),
            Some(run) if run == class => {}
            Some(_) => break,
        }
        at = start;
    }
    at
}

/// The end of the word after `caret`: blanks skipped, then one run; a line end is a word of its own.
pub(super) fn after(text: &str, caret: usize) -> usize {
    let mut at = caret;
    let mut run = None;
    for (start, cluster) in clusters(text.get(caret..).unwrap_or("")) {
        let class = class_at(text, caret + start, cluster);
        let end = caret + start + cluster.len();
        match run {
            None if class == Class::Blank => {}
            None if class == Class::Newline => return if at == caret { end } else { at },
            None => run = Some(class),
            Some(run) if run == class => {}
            Some(_) => break,
        }
        at = end;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut found = String::new();
        let mut at = 0;
        while at < text.len() {
            let next = after(text, at);
            found.push_str(text.get(at..next).expect("a boundary"));
            found.push('|');
            at = next;
        }
        assert_eq!(found.trim_end_matches('|'), expected, "{text}");
        let mut back = Vec::new();
        let mut at = text.len();
        while at > 0 {
            let next = before(text, at);
            back.push(text.get(next..at).expect("a boundary"));
            at = next;
        }
        assert_eq!(back.concat().chars().count(), text.chars().count(), "{text} backwards");
    }

    #[test]
    fn han_letters_and_marks_are_apart() {
        check("数字与年报不一致，请核对。", "数字与年报不一致|，|请核对|。");
        check("约35.6亿元 of GDP", "约|35.6|亿元| of| GDP");
        check("35,000元，8:30开会。1.", "35,000|元|，|8:30|开会|。|1|.");
        assert_eq!(before("共12.5", "共12.5".len()), "共".len());
        assert_eq!(after("12.5亿", 2), 4);
        check("“三懂”——", "“|三懂|”——");
        check("一\n\n二", "一|\n|\n|二");
        check("👨‍👩‍👧家", "👨‍👩‍👧|家");
        assert_eq!(before("核对 ", 7), 0);
    }
}
