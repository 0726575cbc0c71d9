//! Lines → blocks: takes back a hard wrap, when there is one, before anything looks at roles.
//!
//! A page is wrapped when most of its long lines share one length, in characters or in cells, and go on in
//! the next line. Without this step a wrap at 36 columns turned six articles into fifty.

use super::caption;
use super::lines::{Line, lines};
use super::names;
use super::opening;
use super::run::Run;
use super::seams;
use super::shape;
use super::wrap::Wrap;
use super::zones;

/// A block of the page: what one paragraph, headline, caption … of the layout was.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) run: Run,
    /// Blank lines before it.
    pub(super) gap: usize,
}

/// Cuts a page into blocks.
pub(super) fn blocks(page: &[char]) -> Vec<Block> {
    let lines = lines(page);
    let wrap = Wrap::find(page, &lines);
    let habits = Habits::of(page, &lines, wrap);
    let mut blocks: Vec<Block> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut run = Run::of(page, line.start, line.end);
        let place = wrap.map(|wrap| Place { wrap, lines: &lines, at });
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let goes_on = place.is_some_and(|place| goes_on(page, place, &blocks, habits));
        if let (true, Some(place), Some(block), Some(before)) = (goes_on, place, blocks.last_mut(), before) {
            let was_full = place.wrap.is_full(page, *before, *line);
            join(page, block, *before, *line, (&mut run, was_full));
        } else {
            blocks.push(Block { run, gap: line.gap });
        }
    }
    blocks
}

/// Appends a wrapped line; a space that stood at the seam, or must have stood between two words, stays.
fn join(page: &[char], block: &mut Block, before: Line, line: Line, (run, was_full): (&mut Run, bool)) {
    let trailing = Run::of(page, before.end, before.tail.min(before.end + 1));
    let had_space = !trailing.is_empty();
    if had_space {
        block.run.append(trailing);
    } else if line.start == line.lead + 1 {
        block.run.append(Run::of(page, line.lead, line.start));
    } else if !was_full {
        // A wrapper leaves a line short only to break it at a space, and drops the space.
        block.run.push_space();
    }
    block.run.append(std::mem::take(run));
}

/// Whether an author's name stands at the end, set apart by a space.
fn is_signed(chars: &[char]) -> bool {
    opening::closing(chars).is_some_and(|people| chars.get(people.start).is_some_and(|c| c.is_whitespace()))
        || opening::closing(chars).is_some_and(|people| {
            people.start.checked_sub(1).and_then(|at| chars.get(at)).is_some_and(|c| c.is_whitespace())
        })
}

/// How a page sets its paragraphs off.
#[derive(Debug, Clone, Copy)]
struct Habits {
    /// Blank lines stand between blocks.
    has_blanks: bool,
    /// Nearly every line that is not full has a blank one behind it: blocks never touch.
    has_only_blanks: bool,
    /// First lines are set in.
    has_indents: bool,
}

impl Habits {
    fn of(page: &[char], lines: &[Line], wrap: Option<Wrap>) -> Self {
        let count = lines.len().max(1);
        let gaps = lines.iter().skip(1).filter(|line| line.gap > 0).count();
        let indents = lines.iter().filter(|line| line.is_indented(page)).count();
        let short = |pair: &&[Line]| matches!((pair, wrap), ([line, next], Some(wrap)) if next.gap > 0 || !wrap.is_full(page, *line, *next));
        let (mut all, mut apart) = (0, 0);
        for pair in lines.windows(2).filter(short) {
            all += 1;
            apart += usize::from(pair.last().is_some_and(|next| next.gap > 0));
        }
        Self {
            has_blanks: gaps >= 2 && gaps * 25 >= count,
            has_only_blanks: gaps >= 4 && apart * 100 >= all * 80,
            has_indents: indents >= 2 && indents * 25 >= count,
        }
    }
}

/// Whether a line continues the block that the line before it ended.
fn goes_on(page: &[char], place: Place<'_>, blocks: &[Block], habits: Habits) -> bool {
    let Place { wrap, lines, at } = place;
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let (Some(before), Some(line), [others @ .., block]) = (before, lines.get(at), blocks) else {
        return false;
    };
    if line.gap > 0 || habits.has_indents && line.is_indented(page) {
        return false;
    }
    let here = page.get(line.start..line.end).unwrap_or(&[]);
    if shape::opens_deck(here) || shape::opens_with_dateline(here) {
        return false;
    }
    let is_zone_line = |block: &Block| zones::in_line(block.run.chars(), |_| false).is_some();
    let (is_zone, is_headed) = (is_zone_line(block), others.last().is_some_and(is_zone_line));
    if habits.has_only_blanks && !is_zone {
        return true;
    }
    if !wrap.is_full(page, *before, *line) {
        // A word that did not fit leaves a line short in the middle of a sentence.
        let is_prose = block.run.chars().iter().any(|&c| matches!(c, '，' | '。'));
        return is_prose && !shape::ends_with_stop(block.run.chars()) && habits.has_blanks;
    }
    if habits.has_blanks || habits.has_indents {
        return true;
    }
    !is_zone && !place.parts(page, block, is_headed)
}

/// A line among the lines of a wrapped page.
#[derive(Clone, Copy)]
struct Place<'a> {
    wrap: Wrap,
    lines: &'a [Line],
    at: usize,
}

impl Place<'_> {
    /// Whether a block ends with the full line before this place, which may fill the measure by chance; `is_headed`
    /// says that it stands below a zone's line.
    fn parts(self, page: &[char], block: &Block, is_headed: bool) -> bool {
        const MOST_CHARS: usize = 130;
        let before = block.run.chars();
        let ahead = self.ahead(page, MOST_CHARS);
        let is_whole = ahead.len() < MOST_CHARS;
        let ahead_caption = caption::parse(&ahead).filter(|_| is_whole);
        if ahead_caption.as_ref().is_some_and(|parts| parts.text_end == 0) {
            return false;
        }
        let is_caption = caption::parse(before).is_some_and(|parts| parts.credit.is_some());
        if is_signed(before) || is_caption && before.len() >= 8 && before.contains(&' ') {
            return ahead.len() > 2;
        }
        if shape::ends_with_stop(before) {
            let is_head = is_whole && is_title(&ahead) && !shape::ends_sentence(&ahead);
            return is_head
                || ahead_caption.is_some()
                || opening::people_only(&ahead).is_some()
                || seams::opens_anew(&ahead)
                || zones::in_line(&ahead, |_| false).is_some();
        }
        // A picture below a headline says again what it says.
        if let (true, Some(parts)) = (is_title(before), &ahead_caption)
            && parts.credit.is_some()
            && ahead.get(..parts.text_end).is_some_and(is_title)
        {
            return repeats(before, &ahead);
        }
        // A headline that fills its line, with the text behind it.
        if is_title(before) && opening::reporters(&ahead).is_some() {
            return true;
        }
        let is_head = shape::opens_deck(before) && before.len() >= 12 || is_headed && is_title(before);
        let opens = if is_head {
            names::opens_text(&ahead) || seams::opens_text(&ahead)
        } else {
            is_title(before) && names::opens_text(&ahead) && !names::opens_loosely(&ahead)
        };
        opens && ahead.contains(&'，')
    }

    /// The text from this line to the end of the block that it begins or goes on with, as far as that is sure.
    fn ahead(self, page: &[char], most_chars: usize) -> Vec<char> {
        let mut chars = Vec::new();
        for (index, line) in self.lines.iter().enumerate().skip(self.at) {
            if chars.len() >= most_chars || index > self.at && line.gap > 0 {
                break;
            }
            chars.extend_from_slice(page.get(line.start..line.end).unwrap_or(&[]));
            let is_last = self.lines.get(index + 1).is_none_or(|next| !self.wrap.is_full(page, *line, *next));
            if is_last {
                break;
            }
        }
        chars.truncate(most_chars);
        chars
    }
}

/// Whether a text has at least three pairs of neighbours of another.
fn repeats(one: &[char], other: &[char]) -> bool {
    one.windows(2).filter(|pair| other.windows(2).any(|known| known == *pair)).count() >= 3
}

/// Whether words may be a headline's line.
fn is_title(chars: &[char]) -> bool {
    (4..=40).contains(&chars.len()) && !chars.iter().any(|c| matches!(c, '。' | '；' | '，' | '：'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let chars: Vec<char> = page.chars().collect();
        let found: Vec<String> = blocks(&chars).iter().map(|block| block.run.text()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_wrap_is_taken_back() {
        check(
            "园区三条新路通车企业\n出门就是大道货车少跑\n十里路。\n\n管委会请来九位工程师\n驻点帮忙办理手续只用\n三天。\n",
            &[
                "园区三条新路通车企业出门就是大道货车少跑十里路。",
                "管委会请来九位工程师驻点帮忙办理手续只用三天。",
            ],
        );
    }

    #[test]
    fn lines_of_prose_without_a_wrap_stay() {
        check(
            "平定经开区\n园区办好三件实事\n园区三条新路通车。\n管委会请来工程师，驻点帮忙。\n",
            &["平定经开区", "园区办好三件实事", "园区三条新路通车。", "管委会请来工程师，驻点帮忙。"],
        );
    }
}
