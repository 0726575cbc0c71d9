//! `space.han`: blanks inside a Chinese sentence.
//!
//! Headlines, subheads, bylines, datelines, lists and verse part their words by blanks, and so does a name of two characters
//! that is set wide, or a slogan in quotation marks: none of these is remarked on.

use super::page::{Block, Find, Page, is_han};
use super::tag;
use crate::messages::checks as say;
use crate::words::{BlockKind, Severity};

/// From here on a paragraph is prose, in characters.
const PROSE_CHARS: usize = 40;
/// How far a dateline and a byline reach into a paragraph, in characters.
const HEAD_CHARS: usize = 40;
/// How long a label before a blank may be, in characters: （四）辩才派　口才敏捷.
const LABEL_CHARS: usize = 12;
/// How far behind a word such as 记者 names may go on, in characters.
const NAMES_CHARS: usize = 14;
/// More blanks than this are a table, a list or verse.
const MOST: usize = 2;
/// Words beside which a name stands.
const BESIDE_NAMES: [&str; 10] = ["记者", "通讯员", "摄影", "摄", "文", "图", "讯", "电", "编辑", "供图"];

pub(super) fn look(page: &mut Page<'_>) {
    let mut finds = Vec::new();
    for block in &page.blocks {
        if block.kind != BlockKind::Body || block.chars.len() < PROSE_CHARS || !block.chars.contains(&'。') {
            continue;
        }
        let gaps = gaps(block);
        if gaps.len() > MOST {
            continue;
        }
        let lang = page.lang;
        finds.extend(gaps.into_iter().filter(|gap| !has_reason(block, *gap) && !block.is_quoted(gap.0)).map(
            |gap| {
                let around = (gap.0.saturating_sub(3), (gap.1 + 3).min(block.chars.len()));
                Find {
                    code: "space.han",
                    tag: tag::STYLE,
                    severity: Severity::Advice,
                    ordinal: block.ordinal,
                    span_chars: gap,
                    message: say::space(lang, block.words(around)),
                    wording: Some(String::new()),
                }
            },
        ));
    }
    page.add_thinned(finds);
}

/// The blanks between two Chinese characters.
fn gaps(block: &Block<'_>) -> Vec<(usize, usize)> {
    let blank = |at: usize| matches!(block.at(at), Some(' ' | '\u{3000}' | '\u{A0}'));
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < block.chars.len() {
        let end = (at..block.chars.len()).find(|at| !blank(*at)).unwrap_or(block.chars.len());
        let is_gap = end > at && block.before(at).is_some_and(is_han) && block.at(end).is_some_and(is_han);
        if is_gap {
            gaps.push((at, end));
        }
        at = end.max(at + 1);
    }
    gaps
}

/// Whether a blank parts something: a name, a byline, a name of two characters set wide.
fn has_reason(block: &Block<'_>, gap: (usize, usize)) -> bool {
    let in_head = gap.0 < HEAD_CHARS
        && block.chars.iter().take(HEAD_CHARS).collect::<String>().contains(['讯', '电', '者', '员', '摄']);
    let beside = |at: usize| {
        BESIDE_NAMES.iter().any(|word| {
            let start = at.checked_sub(word.chars().count());
            start.is_some_and(|start| block.stands_at(start, word))
        })
    };
    let after = BESIDE_NAMES.iter().any(|word| block.stands_at(gap.1, word));
    // 王 芳: one character on a side between marks or blanks.
    let alone = |at: Option<char>| at.is_none_or(|c| !is_han(c));
    let is_wide_name =
        gap.0.checked_sub(1).is_some_and(|at| alone(block.before(at))) || alone(block.at(gap.1 + 1));
    let is_label = gap.0 <= LABEL_CHARS && block.chars.iter().take(gap.0).all(|c| !"，。；：".contains(*c));
    // （本报记者 王芳 李明）: names go on.
    let before =
        block.chars.iter().take(gap.0).rev().take(NAMES_CHARS).take_while(|c| is_han(**c) || **c == ' ');
    let before: String = before.copied().collect::<Vec<char>>().into_iter().rev().collect();
    let goes_on = BESIDE_NAMES.iter().any(|word| word.chars().count() > 1 && before.contains(word));
    in_head || goes_on || is_label || beside(gap.0) || after || is_wide_name
}
