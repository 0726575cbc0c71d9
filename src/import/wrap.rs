//! Whether a page was hard-wrapped, and how: by which measure, at which length, and what may not stand at a seam.
//!
//! Every way of wrapping is a guess that predicts which lines are full; the guess that leaves the fewest lines
//! broken for no reason is taken, or none.

use super::lines::{Line, Measure};
use super::shape;

/// The longest wrap that is looked for, and the shortest.
const LONGEST: usize = 200;
const SHORTEST: usize = 8;

/// No more lines than so many are looked at: the rest of a dump is wrapped as its beginning.
const SAMPLE_LINES: usize = 4000;

/// What a wrapper keeps together at a line's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// Nothing: it cuts at the limit.
    Cuts,
    /// ASCII words.
    Words,
    /// Words, and marks that may not begin or end a line go with their neighbour to the next one.
    Pushes,
    /// Words, and marks that may not begin a line stay behind the limit.
    Hangs,
    /// As `Hangs`, but words are cut.
    HangsAndCuts,
    /// Lines are set to a measure: one full-width character more or less.
    Loose,
}

impl Manner {
    /// From the one that explains least to the one that explains most.
    const ALL: [Self; 6] =
        [Self::Cuts, Self::HangsAndCuts, Self::Words, Self::Hangs, Self::Pushes, Self::Loose];

    fn hangs(self) -> bool {
        matches!(self, Self::Hangs | Self::HangsAndCuts)
    }

    fn keeps_words(self) -> bool {
        matches!(self, Self::Words | Self::Pushes | Self::Hangs | Self::Loose)
    }

    /// What a line is charged for being explained by much.
    fn price(self) -> usize {
        match self {
            Self::Cuts => 0,
            Self::HangsAndCuts | Self::Words => 1,
            Self::Hangs => 2,
            Self::Pushes => 3,
            Self::Loose => 12,
        }
    }
}

/// A hard wrap: how lines were measured, and how long they may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Wrap {
    measure: Measure,
    limit: usize,
    manner: Manner,
}

impl Wrap {
    /// The wrap that a page was given, if any.
    pub(super) fn find(page: &[char], lines: &[Line]) -> Option<Self> {
        let sample = lines.get(..SAMPLE_LINES).unwrap_or(lines);
        let mut best: Option<(usize, Self)> = None;
        for measure in Measure::ALL {
            for limit in limits(page, sample, measure) {
                for manner in Manner::ALL {
                    let wrap = Self { measure, limit, manner };
                    let Some(cost) = wrap.cost(page, sample) else { continue };
                    if best.is_none_or(|(known, _)| cost < known) {
                        best = Some((cost, wrap));
                    }
                }
            }
        }
        best.map(|(_, wrap)| wrap).or_else(|| Self::small(page, sample))
    }

    /// The wrap of a page of a line or two too many: blank lines part its blocks, and all that touches is explained.
    fn small(page: &[char], lines: &[Line]) -> Option<Self> {
        const LEAST_CHARS: usize = 12;
        let gaps = lines.iter().skip(1).filter(|line| line.gap > 0).count();
        let touching: Vec<(&Line, &Line)> =
            lines.iter().zip(lines.iter().skip(1)).filter(|(_, next)| next.gap == 0).collect();
        let is_prose =
            |line: &Line| text(page, *line).len() >= LEAST_CHARS && text(page, *line).contains(&'，');
        if gaps < 2 || touching.is_empty() || !touching.iter().all(|(line, _)| is_prose(line)) {
            return None;
        }
        Measure::ALL.into_iter().find_map(|measure| {
            let of = |line: &Line| measure.length(page.get(line.lead..line.end).unwrap_or(&[]));
            let limit = touching.iter().map(|(line, _)| of(line)).max()?;
            let explains = |wrap: &Self| {
                touching.iter().all(|(line, next)| wrap.is_full(page, **line, **next))
                    && !lines.iter().any(|line| wrap.is_over(page, *line))
            };
            let strict = Manner::ALL.into_iter().filter(|manner| *manner != Manner::Loose);
            strict.map(|manner| Self { measure, limit, manner }).find(explains)
        })
    }

    /// How badly this wrap explains the lines; `None` when it is out of the question.
    fn cost(self, page: &[char], lines: &[Line]) -> Option<usize> {
        let (mut over, mut full, mut open, mut short, mut stopped) =
            (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
        for (index, line) in lines.iter().enumerate() {
            over += usize::from(self.is_over(page, *line));
            if over > lines.len() / 33 + 2 {
                return None;
            }
            let Some(next) = lines.get(index + 1).filter(|next| next.gap == 0) else { continue };
            let is_open = !shape::ends_with_stop(text(page, *line));
            if self.is_full(page, *line, *next) {
                full += 1;
                open += usize::from(is_open);
                stopped += usize::from(!is_open);
            } else {
                short += usize::from(is_open);
            }
        }
        // A way that explains much must explain much of the page.
        let share = if self.manner == Manner::Loose { 50 } else { 20 };
        let is_wrap = full >= 3 && full * 100 >= lines.len() * share && open * 10 >= full * 6;
        is_wrap.then(|| over * 40 + short * 10 + stopped * 2 + self.manner.price() * (1 + lines.len() / 40))
    }

    /// Whether a line is longer than this wrap lets it be.
    fn is_over(self, page: &[char], line: Line) -> bool {
        let mut chars = text(page, line);
        if self.manner.hangs() {
            let hanging = chars.iter().rev().take(2).take_while(|c| shape::cannot_begin(**c)).count();
            chars = chars.get(..chars.len() - hanging).unwrap_or(chars);
        }
        let indent = page.get(line.lead..line.start).unwrap_or(&[]);
        self.measure.length(chars) + self.measure.length(indent) > self.limit + self.slack()
            // An indent may have been put before a line that was wrapped without it.
            && self.measure.length(chars) > self.limit + self.slack()
    }

    /// Whether a line was broken because what follows did not fit any more.
    pub(super) fn is_full(self, page: &[char], line: Line, next: Line) -> bool {
        let unit = self.first_unit(text(page, next));
        let more = self.measure.length(unit);
        let drawn = self.measure.length(page.get(line.lead..line.tail).unwrap_or(&[]));
        let bare = self.measure.length(text(page, line));
        (drawn + more > self.limit.saturating_sub(self.slack()))
            || bare + more > self.limit.saturating_sub(self.slack())
    }

    /// One full-width character, where lines are set to a measure.
    fn slack(self) -> usize {
        match (self.manner, self.measure) {
            (Manner::Loose, Measure::Chars) => 1,
            (Manner::Loose, Measure::Cells | Measure::WideCells) => 2,
            (Manner::Cuts | Manner::Words | Manner::Pushes | Manner::Hangs | Manner::HangsAndCuts, _) => 0,
        }
    }

    /// What would have had to fit: a character, a word of ASCII, or one with the marks that belong to it.
    fn first_unit(self, chars: &[char]) -> &[char] {
        let mut end = 0;
        if matches!(self.manner, Manner::Pushes | Manner::Loose) {
            end += chars.iter().take(2).take_while(|c| shape::cannot_end(**c)).count();
        }
        let tail = chars.get(end..).unwrap_or(&[]);
        let word = if self.manner.keeps_words() {
            tail.iter().take_while(|c| c.is_ascii_graphic()).count()
        } else {
            0
        };
        end += word.max(1);
        if matches!(self.manner, Manner::Pushes | Manner::Loose) {
            let tail = chars.get(end..).unwrap_or(&[]);
            end += tail.iter().take(2).take_while(|c| shape::cannot_begin(**c)).count();
        }
        chars.get(..end).unwrap_or(chars)
    }
}

fn text(page: &[char], line: Line) -> &[char] {
    page.get(line.start..line.end).unwrap_or(&[])
}

/// The lengths that enough lines have to be a wrap's limit.
fn limits(page: &[char], lines: &[Line], measure: Measure) -> Vec<usize> {
    let mut counts = vec![0_usize; LONGEST + 2];
    for line in lines {
        let length = measure.length(page.get(line.lead..line.end).unwrap_or(&[]));
        if let Some(count) = counts.get_mut(length) {
            *count += 1;
        }
    }
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    (SHORTEST..LONGEST)
        .filter(|&limit| {
            let near = count(limit - 1) + count(limit) + count(limit + 1);
            count(limit) >= 2 && near >= 3 && near * 100 >= lines.len() * 15
        })
        .collect()
}
