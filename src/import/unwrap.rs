//! Lines → blocks: takes back a hard wrap, when there is one, before anything looks at roles.
//!
//! A page is wrapped when most of its long lines share one length, in characters or in cells, and go on in
//! the next line. Without this step a wrap at 36 columns turned six articles into fifty.

use super::lines::{Line, Measure, lines};
use super::opening;
use super::run::Run;
use super::seams;
use super::shape;
use super::zones;

/// A block of the page: what one paragraph, headline, caption … of the layout was.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) run: Run,
    /// Blank lines before it.
    pub(super) gap: usize,
}

/// A hard wrap: how lines were measured, and how long they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Wrap {
    measure: Measure,
    limit: usize,
}

/// Cuts a page into blocks.
pub(super) fn blocks(page: &[char]) -> Vec<Block> {
    let lines = lines(page);
    let wrap = find_wrap(page, &lines);
    let habits = Habits::of(page, &lines, wrap);
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<Line> = None;
    for line in lines {
        let mut run = Run::of(page, line.start, line.end);
        let goes_on = match (previous, wrap, blocks.last()) {
            (Some(before), Some(wrap), Some(block)) if line.gap == 0 => {
                wrap.goes_on(page, before, line, block, habits)
            }
            _ => false,
        };
        if let (true, Some(block), Some(before)) = (goes_on, blocks.last_mut(), previous) {
            let was_full = wrap.is_none_or(|wrap| wrap.is_full(page, before, line));
            join(page, block, before, line, (&mut run, was_full));
        } else {
            blocks.push(Block { run, gap: line.gap });
        }
        previous = Some(line);
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

impl Wrap {
    /// Whether a line continues the block that the line before it ended.
    fn goes_on(self, page: &[char], before: Line, line: Line, block: &Block, habits: Habits) -> bool {
        if habits.has_indents && line.is_indented(page) {
            return false;
        }
        let here = page.get(line.start..line.end).unwrap_or(&[]);
        if shape::opens_deck(here) || shape::opens_with_dateline(here) {
            return false;
        }
        let ends_sentence = shape::ends_sentence(block.run.chars());
        let is_zone = zones::in_line(block.run.chars(), |_| false).is_some();
        if habits.has_only_blanks && !is_zone {
            return true;
        }
        if !self.is_full(page, before, line) {
            // A word that did not fit leaves a line short in the middle of a sentence.
            let is_prose = block.run.chars().iter().any(|&c| matches!(c, '，' | '。'));
            return is_prose && !ends_sentence && habits.has_blanks;
        }
        let is_over = (is_zone || (is_signed(block.run.chars()) && here.len() > 2)) && !habits.has_blanks;
        if !ends_sentence || habits.has_blanks || habits.has_indents {
            return !is_over;
        }
        // The sentence may end the paragraph in a full line: what opens anew, or is short and has no stop, is
        // no part of it.
        let ahead: Vec<char> =
            page.iter().skip(line.start).take(60).copied().filter(|c| !c.is_whitespace()).collect();
        if seams::opens_anew(&ahead) {
            return false;
        }
        self.fills(page, line) || shape::ends_sentence(here)
    }

    /// Whether a line was broken because what follows did not fit any more.
    fn is_full(self, page: &[char], line: Line, next: Line) -> bool {
        let length = self.measure.length(page.get(line.lead..line.tail).unwrap_or(&[]));
        let text = self.measure.length(page.get(line.start..line.end).unwrap_or(&[]));
        let unit = first_unit(page.get(next.start..next.end).unwrap_or(&[]));
        let more = self.measure.length(unit);
        length + more > self.limit || text + more > self.limit || text + more + self.slack() > self.limit
    }

    /// Whether a line is as long as lines get.
    fn fills(self, page: &[char], line: Line) -> bool {
        let text = self.measure.length(page.get(line.lead..line.end).unwrap_or(&[]));
        text + 1 + self.slack() > self.limit
    }

    /// One full-width character, in this measure.
    fn slack(self) -> usize {
        match self.measure {
            Measure::Chars => 0,
            Measure::Cells | Measure::WideCells => 1,
        }
    }
}

/// What a wrapper moves to the next line as one: a word of ASCII, or a character with the marks that may not
/// begin a line.
fn first_unit(chars: &[char]) -> &[char] {
    let is_word = |c: &&char| c.is_ascii_graphic();
    let words = chars.iter().take_while(is_word).count();
    let first = words.max(1).min(chars.len());
    let marks = chars.iter().skip(first).take_while(|&&c| shape::cannot_begin(c)).count();
    chars.get(..first + marks.min(2)).unwrap_or(chars)
}

/// The wrap that a page was given, if any: the measure under which most full lines share one length.
fn find_wrap(page: &[char], lines: &[Line]) -> Option<Wrap> {
    let mut best: Option<(usize, Wrap)> = None;
    for measure in Measure::ALL {
        let Some((share, limit)) = common_limit(page, lines, measure) else { continue };
        if best.is_none_or(|(known, _)| share > known) {
            best = Some((share, Wrap { measure, limit }));
        }
    }
    best.map(|(_, wrap)| wrap)
}

/// The length that full lines share under a measure, with the lines in a thousand that have exactly it.
fn common_limit(page: &[char], lines: &[Line], measure: Measure) -> Option<(usize, usize)> {
    const LONGEST: usize = 200;
    let lengths: Vec<usize> = lines
        .iter()
        .map(|line| measure.length(page.get(line.lead..line.tail).unwrap_or(&[])).min(LONGEST))
        .collect();
    let mut counts = vec![0_usize; LONGEST + 1];
    for &length in &lengths {
        if let Some(count) = counts.get_mut(length) {
            *count += 1;
        }
    }
    let outliers = lines.len() / 33 + 2;
    let mut above = 0;
    for limit in (8..=LONGEST).rev() {
        let here = counts.get(limit).copied().unwrap_or(0);
        if above > outliers {
            return None;
        }
        let exact =
            if measure == Measure::Chars { here } else { here + counts.get(limit - 1).copied().unwrap_or(0) };
        if limit < LONGEST
            && exact >= 3
            && here >= 2
            && here * 100 >= lines.len()
            && exact * 100 >= lines.len() * 22
        {
            let near = |&length: &usize| length <= limit && length + 2 > limit;
            return runs_on(page, lines, &lengths, near)
                .then_some((exact * 1000 / lines.len().max(1), limit));
        }
        above += here;
    }
    None
}

/// Whether most of the full lines stop in the middle of a sentence and are followed at once by another line.
fn runs_on(page: &[char], lines: &[Line], lengths: &[usize], is_full: impl Fn(&usize) -> bool) -> bool {
    let (mut full, mut open) = (0_usize, 0_usize);
    for (index, line) in lines.iter().enumerate() {
        if !lengths.get(index).is_some_and(&is_full) {
            continue;
        }
        full += 1;
        let text = page.get(line.start..line.end).unwrap_or(&[]);
        let is_followed = lines.get(index + 1).is_some_and(|next| next.gap == 0);
        open += usize::from(is_followed && !shape::ends_sentence(text));
    }
    full > 0 && open * 10 >= full * 6
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
