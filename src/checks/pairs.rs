//! `punctuation.pair`: quotation marks, brackets and title marks without their other half.
//!
//! A quotation may go on over paragraphs, each opening it anew or not; brackets close in the block they open in.

use super::page::{Block, Find, Page};
use super::tag;
use crate::messages::checks as say;
use crate::words::{BlockKind, Severity};

/// A kind of pair: what opens, what closes, and whether it may go on in the next paragraph.
struct Kind {
    open: char,
    close: char,
    is_quotation: bool,
}

const KINDS: [Kind; 8] = [
    Kind { open: '“', close: '”', is_quotation: true },
    Kind { open: '‘', close: '’', is_quotation: true },
    Kind { open: '「', close: '」', is_quotation: true },
    Kind { open: '『', close: '』', is_quotation: true },
    Kind { open: '（', close: '）', is_quotation: false },
    Kind { open: '《', close: '》', is_quotation: false },
    Kind { open: '【', close: '】', is_quotation: false },
    Kind { open: '〈', close: '〉', is_quotation: false },
];

/// How many characters around a mark a remark quotes.
const AROUND_CHARS: usize = 5;

/// What is wrong with a mark.
#[derive(Clone, Copy)]
enum Wrong {
    Unclosed,
    Unopened,
    Turned,
}

/// A mark in a block.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    opens: bool,
}

pub(super) fn look(page: &mut Page<'_>) {
    let mut finds = Vec::new();
    for kind in &KINDS {
        // Where a quotation was opened that is not closed yet: its block and place.
        let mut open: Option<(usize, usize)> = None;
        let mut wrong = Vec::new();
        for block in &page.blocks {
            if block.kind != BlockKind::Body {
                // What a quotation around a subhead or caption is about is not told from the marks.
                let mut alone = None;
                pass(kind, block, &mut alone, &mut wrong);
                wrong.extend(alone.map(|(ordinal, at)| (ordinal, at, Wrong::Unclosed)));
                continue;
            }
            pass(kind, block, &mut open, &mut wrong);
            if !kind.is_quotation {
                wrong.extend(open.take().map(|(ordinal, at)| (ordinal, at, Wrong::Unclosed)));
            }
        }
        wrong.extend(open.map(|(ordinal, at)| (ordinal, at, Wrong::Unclosed)));
        finds.extend(wrong.into_iter().filter_map(|(ordinal, at, what)| {
            let block = page.blocks.get(ordinal).filter(|block| !is_damaged(page, block, what))?;
            Some(find(page, block, kind, at, seen_in_place(kind, block, at, what)))
        }));
    }
    finds.sort_by_key(|find| (find.ordinal, find.span_chars));
    page.add_thinned(finds);
}

/// Goes through one block.
fn pass(
    kind: &Kind,
    block: &Block<'_>,
    open: &mut Option<(usize, usize)>,
    wrong: &mut Vec<(usize, usize, Wrong)>,
) {
    let marks = marks(kind, block);
    let mut depth = 0_usize;
    let mut skip = false;
    for (index, mark) in marks.iter().enumerate() {
        let next = marks.get(index + 1);
        if std::mem::take(&mut skip) {
            continue;
        }
        match (*open, mark.opens) {
            (None, true) => {
                *open = Some((block.ordinal, mark.at));
                depth = 1;
            }
            // Brackets within brackets.
            (Some(_), true) if !kind.is_quotation => depth += 1,
            (Some((ordinal, _)), true) if ordinal != block.ordinal => {
                // Each paragraph of a long quotation opens it anew; anywhere else the one before was never closed.
                let begins = block.chars.iter().take(mark.at).all(|c| c.is_whitespace());
                if !begins {
                    wrong.extend(open.map(|(ordinal, at)| (ordinal, at, Wrong::Unclosed)));
                }
                *open = Some((block.ordinal, mark.at));
            }
            (Some((ordinal, at)), true) => {
                if next.is_some_and(|next| !next.opens) {
                    wrong.push((ordinal, at, Wrong::Unclosed));
                    *open = Some((block.ordinal, mark.at));
                } else {
                    wrong.push((block.ordinal, mark.at, Wrong::Turned));
                    *open = None;
                }
            }
            (Some(_), false) => {
                depth = depth.saturating_sub(1);
                if depth == 0 || kind.is_quotation {
                    *open = None;
                }
            }
            (None, false) if is_no_pair(kind, block, mark.at) => {}
            (None, false) => {
                let turned =
                    kind.is_quotation && next.is_some_and(|next| !next.opens && next.at > mark.at + 1);
                wrong.push((block.ordinal, mark.at, if turned { Wrong::Turned } else { Wrong::Unopened }));
                skip = turned;
            }
        }
    }
}

/// The marks of a kind in a block; half-width brackets pair with full-width ones.
fn marks(kind: &Kind, block: &Block<'_>) -> Vec<Mark> {
    let (also_open, also_close) = if kind.open == '（' { ('(', ')') } else { (kind.open, kind.close) };
    let marks = block.chars.iter().enumerate().filter_map(|(at, c)| {
        let opens = *c == kind.open || *c == also_open;
        let closes = *c == kind.close || *c == also_close;
        (opens || closes).then_some(Mark { at, opens })
    });
    marks.collect()
}

/// Whether a closing mark stands alone with reason: an apostrophe, minutes and inches, the bracket of `1）`.
fn is_no_pair(kind: &Kind, block: &Block<'_>, at: usize) -> bool {
    let before = block.before(at);
    match kind.close {
        '’' => before.is_some_and(|c| c.is_ascii_alphanumeric()),
        '”' => before.is_some_and(|c| c.is_ascii_digit()),
        '）' => {
            let is_number = |c: &char| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(*c);
            let head: Vec<char> =
                block.chars.iter().take(at).rev().take_while(|c| is_number(c)).copied().collect();
            let bounded = block
                .before(at - head.len())
                .is_none_or(|c| c.is_whitespace() || "，。；：、,;:".contains(c));
            // Smileys and the like are no business of a proofreader's.
            (1..=2).contains(&head.len()) && bounded || block.at(at) == Some(')')
        }
        _other => false,
    }
}

/// A quotation mark that opens at the end of a block, or closes at its start, was turned.
fn seen_in_place(kind: &Kind, block: &Block<'_>, at: usize, what: Wrong) -> Wrong {
    let is_last = || block.chars.iter().skip(at + 1).all(|c| c.is_whitespace());
    let is_first = || block.chars.iter().take(at).all(|c| c.is_whitespace());
    match what {
        Wrong::Unclosed if kind.is_quotation && is_last() => Wrong::Turned,
        Wrong::Unopened if kind.is_quotation && is_first() => Wrong::Turned,
        Wrong::Unclosed | Wrong::Unopened | Wrong::Turned => what,
    }
}

/// Whether import itself says that the block lost its head or tail, and with it the other half.
fn is_damaged(page: &Page<'_>, block: &Block<'_>, what: Wrong) -> bool {
    let lost_head = |ordinal: usize| {
        let mut repairs = page.article.meta.repairs.iter();
        repairs
            .any(|repair| repair.name == "栏首缺失" && repair.para == ordinal && repair.state != "rejected")
    };
    match what {
        Wrong::Unopened | Wrong::Turned => lost_head(block.ordinal),
        Wrong::Unclosed => lost_head(block.ordinal + 1),
    }
}

fn find(page: &Page<'_>, block: &Block<'_>, kind: &Kind, at: usize, what: Wrong) -> Find {
    let lang = page.lang;
    let end = block.chars.len();
    let (right, left) = (at + 1 + AROUND_CHARS, at.saturating_sub(AROUND_CHARS));
    let after = block.words((at, right.min(end)));
    let until = block.words((left, at + 1));
    let is_close = block.at(at) == Some(kind.close);
    let (message, wording) = match what {
        Wrong::Unclosed => (say::pair_unclosed(lang, after), None),
        Wrong::Unopened => (say::pair_unopened(lang, until), None),
        Wrong::Turned if is_close => (say::pair_turned(lang, after), Some(kind.open.to_string())),
        Wrong::Turned => (say::pair_turned(lang, until), Some(kind.close.to_string())),
    };
    Find {
        code: "punctuation.pair",
        tag: tag::PUNCTUATION,
        severity: Severity::Warning,
        ordinal: block.ordinal,
        span_chars: (at, at + 1),
        message,
        wording,
    }
}
