//! Lines → blocks: takes back a hard wrap, when there is one, before anything looks at roles.
//!
//! A page is wrapped when most of its long lines share one length, in characters or in cells, and go on in
//! the next line. Without this step a wrap at 36 columns turned six articles into fifty.

use super::ahead::{MOST_CHARS, begins_other, completes_credit, cuts_dateline, is_title, repeats};
use super::caption;
use super::lines::{Line, lines};
use super::names;
use super::opening;
use super::parting::{self, Lengths, Parting};
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

/// Blocks, and the places of the page where it was guessed whether two of them meet.
#[derive(Debug, Default)]
pub(super) struct Unwrapped {
    pub(super) blocks: Vec<Block>,
    /// Ascending.
    pub(super) guesses: Vec<Guess>,
}

/// A place of the page where nothing but likelihood told whether two paragraphs meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Guess {
    /// The offset of the first character behind it.
    pub(super) offset: usize,
    /// Whether it parts them.
    pub(super) is_break: bool,
    /// How sure that is.
    pub(super) confidence: f32,
}

/// A block being put together.
struct Growing {
    block: Block,
    /// Its first line is set in.
    is_indented: bool,
    /// Where a full line ends a sentence: indices of the characters behind.
    open: Vec<usize>,
}

/// What two lines are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seam {
    /// The second begins a block.
    Parts,
    /// It goes on.
    GoesOn,
    /// Its words do not tell.
    Open,
}

/// Cuts a page into blocks.
pub(super) fn blocks(page: &[char]) -> Unwrapped {
    let lines = lines(page);
    let wrap = Wrap::find(page, &lines);
    let habits = Habits::of(page, &lines, wrap);
    let mut grown: Vec<Growing> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let mut run = Run::of(page, line.start, line.end);
        let place = wrap.map(|wrap| Place { wrap, lines: &lines, at });
        let before = at.checked_sub(1).and_then(|at| lines.get(at));
        let seam = place.map_or(Seam::Parts, |place| seam(page, place, &grown, habits));
        if let (true, Some(place), Some(last), Some(before)) =
            (seam != Seam::Parts, place, grown.last_mut(), before)
        {
            let was_full = place.wrap.is_full(page, *before, *line);
            let own = run.len();
            join(page, &mut last.block, *before, *line, (&mut run, was_full));
            if seam == Seam::Open {
                last.open.push(last.block.run.len() - own);
            }
        } else {
            let block = Block { run, gap: line.gap };
            grown.push(Growing { block, is_indented: line.is_indented(page), open: Vec::new() });
        }
    }
    part(grown)
}

/// Parts blocks where that is likelier than not. What parting finds tells how long paragraphs are, and so what is
/// likely: it is done over until nothing changes, a few times at most.
fn part(grown: Vec<Growing>) -> Unwrapped {
    const ROUNDS: usize = 4;
    let mut found: Vec<Vec<Parting>> = grown.iter().map(|_| Vec::new()).collect();
    if grown.iter().any(|one| !one.open.is_empty()) {
        for _ in 0..ROUNDS {
            let next = decide(&grown, &found);
            let is_same = next == found;
            found = next;
            if is_same {
                break;
            }
        }
    }
    let mut unwrapped = Unwrapped::default();
    for (one, partings) in grown.into_iter().zip(found) {
        let Growing { block: Block { mut run, gap }, .. } = one;
        let guess = |one: &Parting| Guess {
            offset: run.offset(one.at),
            is_break: one.is_break,
            confidence: one.confidence,
        };
        unwrapped.guesses.extend(partings.iter().map(guess));
        let mut tails = Vec::new();
        for parting in partings.iter().rev().filter(|parting| parting.is_break) {
            let mut tail = run.split_off(parting.at);
            run.trim();
            tail.trim();
            tails.push(Block { run: tail, gap: 0 });
        }
        unwrapped.blocks.push(Block { run, gap });
        unwrapped.blocks.extend(tails.into_iter().rev());
    }
    unwrapped
}

/// Decides every open place by the lengths of the paragraphs as they are parted so far: those between the same two
/// headlines first, then those of the page.
fn decide(grown: &[Growing], found: &[Vec<Parting>]) -> Vec<Vec<Parting>> {
    let page = Lengths::of(&mut lengths(grown, found));
    let is_head =
        |one: &Growing| is_title(one.block.run.chars()) && caption::ending(one.block.run.chars()).is_none();
    let mut next = Vec::with_capacity(grown.len());
    while next.len() < grown.len() {
        let (rest, known) = (grown.get(next.len()..).unwrap_or(&[]), found.get(next.len()..).unwrap_or(&[]));
        let count = rest.iter().skip(1).position(is_head).map_or(rest.len(), |at| at + 1);
        let (part, known) = (rest.get(..count).unwrap_or(rest), known.get(..count).unwrap_or(known));
        let lengths = page.map(|page| page.drawn_to(&lengths(part, known)));
        next.extend(part.iter().map(|one| parting::decide(one.block.run.chars(), &one.open, lengths)));
    }
    next
}

/// The lengths of the paragraphs as they are parted so far.
fn lengths(grown: &[Growing], found: &[Vec<Parting>]) -> Vec<usize> {
    const LEAST_CHARS: usize = 20;
    let mut lengths = Vec::new();
    for (one, partings) in grown.iter().zip(found) {
        let chars = one.block.run.chars();
        if chars.len() < LEAST_CHARS || !shape::ends_with_stop(chars) && !is_signed(chars) {
            continue;
        }
        let mut from = 0;
        for at in partings.iter().filter(|one| one.is_break).map(|one| one.at).chain([chars.len()]) {
            lengths.push(at - from);
            from = at;
        }
    }
    lengths
}

/// Appends a wrapped line; a space that stood at the seam, or must have stood between two words, stays.
fn join(page: &[char], block: &mut Block, before: Line, line: Line, (run, was_full): (&mut Run, bool)) {
    let trailing = Run::of(page, before.end, before.tail.min(before.end + 1));
    let had_space = !trailing.is_empty();
    if had_space {
        block.run.append(trailing);
    } else if line.start == line.lead + 1 {
        block.run.append(Run::of(page, line.lead, line.start));
    } else if !was_full && parts_words(&block.run, run) {
        // A wrapper leaves a line short only to break it at a space, and drops the space.
        block.run.push_space();
    }
    block.run.append(std::mem::take(run));
}

/// Whether a space must have stood where a line was left short: between words of letters, before a name, behind a 电头
/// and in a headline. Han text has none.
fn parts_words(before: &Run, after: &Run) -> bool {
    let is_han_text = |c: Option<&char>| c.is_some_and(|c| !c.is_ascii_alphabetic());
    let (left, right) = (before.chars(), after.chars());
    let is_prose = left.iter().any(|c| matches!(c, '，' | '。'));
    let is_text = is_han_text(left.last()) && is_han_text(right.first());
    if !is_text || opening::people_only(right).is_some() {
        return true;
    }
    let (_, _, start) = opening::dateline(left).unwrap_or((0, 0, 0));
    let rest = left.get(start..).unwrap_or(&[]);
    let is_head = start > 0 && rest.is_empty()
        || opening::reporters(rest).is_some_and(|people| people.end == rest.len());
    is_head || !is_prose && start == 0 && is_title(left)
}

/// Whether an author's name stands at the end, set apart by a space.
fn is_signed(chars: &[char]) -> bool {
    opening::closing_line(chars)
        .is_some_and(|people| chars.get(people.start).is_some_and(|c| c.is_whitespace()))
        || opening::closing_line(chars).is_some_and(|people| {
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
            // Narrow lines make long paragraphs of sixty.
            has_indents: indents >= 2 && indents * 25 >= count || indents >= 4 && indents * 60 >= count,
        }
    }
}

/// Whether a line continues the block that the line before it ended.
fn seam(page: &[char], place: Place<'_>, grown: &[Growing], habits: Habits) -> Seam {
    let Place { wrap, lines, at } = place;
    let before = at.checked_sub(1).and_then(|at| lines.get(at));
    let (Some(before), Some(line), [others @ .., last]) = (before, lines.get(at), grown) else {
        return Seam::Parts;
    };
    if line.gap > 0 || habits.has_indents && line.is_indented(page) {
        return Seam::Parts;
    }
    let here = page.get(line.start..line.end).unwrap_or(&[]);
    let is_cut = || wrap.is_full(page, *before, *line) && cuts_dateline(last.block.run.chars(), here);
    if shape::opens_deck(here) || shape::opens_with_dateline(here) && !is_cut() {
        return Seam::Parts;
    }
    let goes_on = |goes_on: bool| if goes_on { Seam::GoesOn } else { Seam::Parts };
    let block = &last.block;
    let is_zone_line = |block: &Block| {
        !shape::opens_deck(block.run.chars()) && zones::in_line(block.run.chars(), |_| false).is_some()
    };
    let is_headed = others.last().is_some_and(|other| is_zone_line(&other.block));
    let is_zone = is_zone_line(block);
    if habits.has_only_blanks && !is_zone {
        return Seam::GoesOn;
    }
    if !wrap.is_full(page, *before, *line) {
        // A word that did not fit leaves a line short in the middle of a sentence.
        let is_prose = block.run.chars().iter().any(|&c| matches!(c, '，' | '。'));
        return goes_on(is_prose && !shape::ends_with_stop(block.run.chars()) && habits.has_blanks);
    }
    if habits.has_blanks {
        return Seam::GoesOn;
    }
    if habits.has_indents && last.is_indented {
        return goes_on(!place.leaves(page, block));
    }
    if is_zone { Seam::Parts } else { place.parts(page, block, is_headed) }
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
    fn parts(self, page: &[char], block: &Block, is_headed: bool) -> Seam {
        let before = block.run.chars();
        let ahead = self.ahead(page, MOST_CHARS);
        let is_whole = ahead.len() < MOST_CHARS;
        let parts = |parts: bool| if parts { Seam::Parts } else { Seam::GoesOn };
        let ahead_caption = caption::ending(&ahead).filter(|_| is_whole);
        if ahead_caption.as_ref().is_some_and(|parts| parts.text_end == 0)
            || is_whole && completes_credit(before, &ahead)
        {
            return Seam::GoesOn;
        }
        let is_caption = caption::ending(before).is_some_and(|parts| parts.credit.is_some());
        if is_signed(before) || is_caption && before.len() >= 8 && before.contains(&' ') {
            return parts(ahead.len() > 2);
        }
        if shape::ends_with_stop(before) {
            let is_end = before.iter().rfind(|c| !shape::cannot_begin(**c) || **c == '；') != Some(&'；');
            let goes_on = if is_end && before.contains(&'。') { Seam::Open } else { Seam::GoesOn };
            return if begins_other(&ahead, is_whole) { Seam::Parts } else { goes_on };
        }
        // A picture below a headline says again what it says.
        if let (true, Some(caption)) = (is_title(before), &ahead_caption)
            && caption.credit.is_some()
            && ahead.get(..caption.text_end).is_some_and(is_title)
        {
            return parts(repeats(before, &ahead));
        }
        // A headline that fills its line, with the text behind it.
        if is_title(before) && !shape::opens_with_dateline(before) && opening::reporters(&ahead).is_some() {
            return Seam::Parts;
        }
        let is_head = shape::opens_deck(before) && before.len() >= 12 || is_headed && is_title(before);
        let opens = if is_head {
            names::opens_text(&ahead) || seams::opens_text(&ahead)
        } else {
            is_title(before) && names::opens_text(&ahead) && !names::opens_loosely(&ahead)
        };
        parts(opens && ahead.contains(&'，'))
    }

    /// The same below a paragraph that is set in, where only what is no text is not.
    fn leaves(self, page: &[char], block: &Block) -> bool {
        let before = block.run.chars();
        let ahead = self.ahead(page, MOST_CHARS);
        let is_whole = ahead.len() < MOST_CHARS;
        if is_signed(before) {
            return ahead.len() > 2;
        }
        // A credit alone belongs to the picture above it.
        let is_credit = caption::ending(&ahead).is_some_and(|parts| parts.text_end == 0);
        !is_credit && shape::ends_with_stop(before) && begins_other(&ahead, is_whole)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, expected: &[&str]) {
        let chars: Vec<char> = page.chars().collect();
        let found: Vec<String> = blocks(&chars).blocks.iter().map(|block| block.run.text()).collect();
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
