//! What each block of a page is, by its shape and its neighbours.

use super::caption;
use super::furniture;
use super::headlines;
use super::opening;
use super::shape::{self, find, is_han};
use super::unwrap::Block;
use super::zones::{self, Zones};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Masthead, footer, rule.
    Furniture,
    /// A zone's line.
    Zone,
    /// 副题.
    Deck,
    /// 图片说明.
    Caption,
    /// Names alone: 记者 X, or a bare name.
    People,
    /// A headline's line or a subhead.
    Heading,
    /// 引题, named as one.
    Kicker,
    /// 体裁 alone: 【通讯】.
    Genre,
    /// A row of a table or a line of verse: text that nothing joins.
    Row,
    /// Everything else.
    Body,
}

/// The longest headline line, 副题 and zone line, in characters.
const LONGEST_HEADING: usize = 40;
const LONGEST_DECK: usize = 60;

/// The roles of all blocks.
pub(super) fn roles(blocks: &[Block], zones: &Zones, kicker: Option<&str>, headings: &[String]) -> Vec<Role> {
    let mut roles: Vec<Role> = blocks.iter().map(|block| by_shape(block.run.chars(), zones)).collect();
    name_the_page(blocks, &mut roles);
    for index in 0..roles.len() {
        if roles.get(index) == Some(&Role::Heading)
            && is_fragment(blocks, &roles, index)
            && let Some(role) = roles.get_mut(index)
        {
            *role = Role::Body;
        }
    }
    headlines::find_loose_captions(blocks, &mut roles);
    headlines::find(blocks, &mut roles);
    find_questions(blocks, &mut roles);
    headlines::find_signed_text(blocks, &mut roles);
    find_bare_captions(blocks, &mut roles);
    find_verse(blocks, &mut roles);
    find_rows(blocks, &mut roles);
    for (block, role) in blocks.iter().zip(&mut roles) {
        if matches!(role, Role::Body | Role::Row | Role::People | Role::Caption)
            && headings.iter().any(|heading| block.run.text().trim() == heading)
        {
            *role = Role::Heading;
        }
    }
    if let Some(kicker) = kicker
        && let Some(at) = blocks.iter().position(|block| block.run.text() == kicker)
        && let Some(role) =
            roles.get_mut(at).filter(|role| matches!(role, Role::Heading | Role::Body | Role::Deck))
    {
        *role = Role::Kicker;
    }
    roles
}

fn by_shape(chars: &[char], zones: &Zones) -> Role {
    if furniture::is_furniture(chars) {
        Role::Furniture
    } else if shape::opens_deck(chars) && chars.len() <= LONGEST_DECK && !chars.contains(&'。') {
        Role::Deck
    } else if zones::in_line(chars, |name| zones.is_known(name)).is_some() {
        Role::Zone
    } else if kicker(chars).is_some() {
        Role::Kicker
    } else if genre(chars).is_some() {
        Role::Genre
    } else if is_row(chars) {
        Role::Row
    } else if opening::people_only(chars).is_some() {
        Role::People
    } else if opening::dateline(chars).is_none() && caption::parse(chars).is_some() {
        Role::Caption
    } else if is_heading(chars) {
        Role::Heading
    } else {
        Role::Body
    }
}

/// Where the words begin behind a label that says 引题.
pub(super) fn kicker(chars: &[char]) -> Option<usize> {
    const LABELS: [&str; 6] = ["引题：", "引题:", "【引题】", "肩题：", "肩题:", "【肩题】"];
    let label = LABELS.iter().find(|label| shape::starts_with(chars, label))?;
    (chars.len() <= LONGEST_DECK + 4).then(|| label.chars().count())
}

/// What a line between marks names as a kind of text, as an index range: 【通讯】, ■特写.
pub(super) fn genre(chars: &[char]) -> Option<(usize, usize)> {
    const GENRES: &str = "消息 通讯 特写 新闻特写 侧记 专访 访谈 综述 述评 评论 短评 时评 社论 言论 简讯 快讯 调查 调查报告 新闻调查 \
                          人物 人物通讯 报告文学 纪实 观察 图片新闻 组图 散文 诗歌 随笔 杂文 书评 来信 读者来信 理论 解读 深度报道";
    let is_mark = |c: &char| {
        matches!(c, '【' | '】' | '■' | '□' | '◆' | '◇' | '●' | '〖' | '〗' | '▲' | '★' | '[' | ']')
            || c.is_whitespace()
    };
    let (start, end) =
        (chars.iter().position(|c| !is_mark(c))?, chars.iter().rposition(|c| !is_mark(c))? + 1);
    let word: String = chars.get(start..end)?.iter().collect();
    let is_marked = chars.len() > end - start || word == "图片新闻";
    (is_marked && GENRES.split_whitespace().any(|genre| genre == word)).then_some((start, end))
}

/// A table's row: three cells, or two with a figure.
fn is_row(chars: &[char]) -> bool {
    let cells: Vec<&[char]> = chars.split(|c| *c == '\t').collect();
    let is_figure = |cell: &[char]| {
        let is_plain = cell.iter().all(|c| !c.is_alphabetic());
        cell.iter().any(char::is_ascii_digit) && is_plain
            || cell.first().is_some_and(char::is_ascii_digit) && cell.len() <= 12
    };
    cells.len() >= 3 || cells.len() == 2 && cells.iter().any(|cell| is_figure(cell))
}

/// A headline's shape: short, no stop at the end or inside, nothing left hanging.
fn is_heading(chars: &[char]) -> bool {
    const HANGING: &[char] = &[
        '的', '了', '和', '与', '及', '对', '将', '把', '被', '为', '以', '从', '向', '是', '，', '、', '。',
        '；', '：', '！', '？', '“',
    ];
    if !chars.iter().any(|&c| is_han(c)) {
        let words =
            chars.split(|c| c.is_whitespace()).filter(|word| word.iter().any(|c| c.is_alphabetic())).count();
        let is_ended = chars.last().is_some_and(|c| matches!(c, '.' | '!' | '?' | ';' | ',' | ':'));
        return (2..=10).contains(&words) && !is_ended && chars.first().is_some_and(|c| c.is_uppercase());
    }
    chars.len() <= LONGEST_HEADING
        && !chars.iter().any(|c| matches!(c, '。' | '；'))
        && (!chars.last().is_some_and(|c| HANGING.contains(c)) || is_zone_and_colon(chars))
        && !chars.first().is_some_and(|&c| shape::cannot_begin(c))
        && opening::dateline(chars).is_none()
        && (chars.len() >= 4 || chars.first().is_some_and(|c| "一二三四五六七八九十（".contains(*c)))
}

/// `长治经开区：`, the first line of a headline.
fn is_zone_and_colon(chars: &[char]) -> bool {
    chars.len() <= 16
        && chars
            .split_last()
            .is_some_and(|(last, zone)| matches!(last, '：' | ':') && zones::ends_in_zone(zone))
}

/// The paper's name, and the page's name beside other furniture at its head.
fn name_the_page(blocks: &[Block], roles: &mut [Role]) {
    for index in 0..roles.len() {
        let is_open = matches!(roles.get(index), Some(Role::Heading | Role::Body | Role::People));
        let Some(block) = blocks.get(index).filter(|_| is_open) else { continue };
        let is_beside = |other: Option<usize>| other.and_then(|at| roles.get(at)) == Some(&Role::Furniture);
        let beside = is_beside(index.checked_sub(1)) || is_beside(Some(index + 1));
        let followed = roles.get(index + 1..).unwrap_or(&[]).iter().find(|role| **role != Role::Furniture);
        let heads = matches!(followed, Some(Role::Zone | Role::Heading));
        let chars = block.run.chars();
        let is_page_name = chars.len() <= 8 && beside && heads && index <= 4;
        if ((furniture::is_paper(chars) && (index <= 3 || beside)) || is_page_name)
            && let Some(role) = roles.get_mut(index)
        {
            *role = Role::Furniture;
        }
    }
}

/// Whether a heading's shape is the short half of a paragraph that a column's end broke.
fn is_fragment(blocks: &[Block], roles: &[Role], index: usize) -> bool {
    let Some(chars) = blocks.get(index).map(|block| block.run.chars()) else { return false };
    if shape::unbalanced(chars).1 > 0
        && roles.get(index + 1) == Some(&Role::Body)
        && has_other_half(blocks, index)
    {
        return true;
    }
    // Pictures stand anywhere in a column: they are looked past.
    let is_text = |at: &usize| !matches!(roles.get(*at), Some(Role::Caption | Role::Furniture));
    let Some(before) = (0..index).rev().find(is_text) else { return false };
    let Some(after) = (index + 1..roles.len()).find(is_text) else { return false };
    if roles.get(before) != Some(&Role::Body) || roles.get(after) != Some(&Role::Body) {
        return false;
    }
    let next = blocks.get(after).map_or(&[][..], |block| block.run.chars());
    let previous = blocks.get(before).map_or(&[][..], |block| block.run.chars());
    if opening::dateline(next).is_some()
        || opening::closing(previous).is_some()
        || !shape::ends_sentence(previous)
    {
        return false;
    }
    let has_space = chars.iter().any(|c| c.is_whitespace());
    let commas = chars.iter().filter(|c| **c == '，').count();
    let score = 2 * usize::from(commas > 0 && !are_balanced_clauses(chars))
        + usize::from(chars.contains(&'、'))
        + usize::from(chars.len() > 24)
        + usize::from(chars.len() > 32)
        + 2 * usize::from(next.first().is_some_and(|&c| shape::cannot_begin(c)))
        + usize::from(commas > 1);
    score >= 3 || (score >= 2 && !has_space)
}

/// Two clauses of nearly one length, as headlines and subheads have.
pub(super) fn are_balanced_clauses(chars: &[char]) -> bool {
    let lengths: Vec<usize> = chars.split(|c| *c == '，').map(<[char]>::len).collect();
    matches!(lengths.as_slice(), [a, b] if a.abs_diff(*b) <= 3 && *a >= 4)
}

/// Whether the next block closes a mark that this one leaves open.
fn has_other_half(blocks: &[Block], index: usize) -> bool {
    blocks.get(index + 1).is_some_and(|next| shape::unbalanced(next.run.chars()).0 > 0)
}

/// A short question or exclamation among headlines is one of them.
fn find_questions(blocks: &[Block], roles: &mut [Role]) {
    for index in 0..roles.len() {
        let Some(chars) = blocks.get(index).map(|block| block.run.chars()) else { continue };
        let is_question = chars.len() <= 30
            && matches!(chars.last(), Some('？' | '！'))
            && !chars.iter().any(|c| matches!(c, '。' | '；'));
        let is_headed =
            index == 0 || matches!(roles.get(index - 1), Some(Role::Zone | Role::Heading | Role::Furniture));
        let is_followed =
            matches!(roles.get(index + 1), Some(Role::Body | Role::Deck | Role::Caption | Role::People));
        if roles.get(index) == Some(&Role::Body)
            && is_question
            && is_headed
            && is_followed
            && let Some(role) = roles.get_mut(index)
        {
            *role = Role::Heading;
        }
    }
}

/// Many short lines below a headline, with no text between them, are verse: each stays a line.
fn find_verse(blocks: &[Block], roles: &mut [Role]) {
    const LEAST: usize = 5;
    let mut at = 0;
    while at < roles.len() {
        let is_short = |at: usize| {
            blocks
                .get(at)
                .is_some_and(|block| block.run.len() <= 20 && block.run.chars().iter().all(|&c| is_han(c)))
        };
        let is_line = |at: &usize| {
            roles.get(*at) == Some(&Role::Heading) || roles.get(*at) == Some(&Role::Body) && is_short(*at)
        };
        let count = (at..roles.len()).take_while(is_line).count();
        let next = roles.get(at + count);
        // What text follows keeps its headline.
        let heads = if matches!(next, Some(Role::Body | Role::Deck | Role::Caption)) { 2 } else { 0 };
        if count >= LEAST + heads {
            for role in roles.iter_mut().skip(at + 1).take(count - 1 - heads) {
                *role = Role::Row;
            }
        }
        at += count.max(1);
    }
}

/// A line with cells beside a row is a row, whatever its cells are.
fn find_rows(blocks: &[Block], roles: &mut [Role]) {
    let mut order: Vec<usize> = (0..roles.len()).collect();
    order.extend((0..roles.len()).rev());
    for at in order {
        let is_row = |at: Option<usize>| at.and_then(|at| roles.get(at)) == Some(&Role::Row);
        let is_beside = is_row(at.checked_sub(1)) || is_row(Some(at + 1));
        let has_cells = blocks.get(at).is_some_and(|block| block.run.chars().contains(&'\t'));
        // A zone's line and what else says what it is stay that.
        let has_cells = has_cells && !matches!(roles.get(at), Some(Role::Zone | Role::Furniture));
        if is_beside
            && has_cells
            && let Some(role) = roles.get_mut(at)
        {
            *role = Role::Row;
        }
    }
}

/// A line with the picture's place before it, in the middle of a text, is a caption without a credit.
fn find_bare_captions(blocks: &[Block], roles: &mut [Role]) {
    let mut gaps: Vec<usize> = blocks.iter().skip(1).map(|block| block.gap).collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    for index in 1..roles.len() {
        let is_set_apart = blocks.get(index).is_some_and(|block| block.gap >= usual + 2);
        let is_within =
            roles.get(index - 1) == Some(&Role::Body) && roles.get(index + 1) == Some(&Role::Body);
        let next_opens =
            blocks.get(index + 1).is_some_and(|next| opening::dateline(next.run.chars()).is_some());
        let ends = blocks.get(index - 1).is_some_and(|before| opening::closing(before.run.chars()).is_some());
        if roles.get(index) == Some(&Role::Heading)
            && is_set_apart
            && is_within
            && !next_opens
            && !ends
            && let Some(role) = roles.get_mut(index)
        {
            *role = Role::Caption;
        }
    }
}

/// Whether a heading is numbered as subheads are: 一、 （一） 1.
pub(super) fn is_numbered(chars: &[char]) -> bool {
    let numerals = |c: &&char| "一二三四五六七八九十".contains(**c) || c.is_ascii_digit();
    let open = usize::from(matches!(chars.first(), Some('（' | '(')));
    let digits = chars.iter().skip(open).take_while(numerals).count();
    digits > 0 && matches!(chars.get(open + digits), Some('、' | '）' | ')' | '.' | '．'))
        || find(chars, "之一") == Some(0)
}
