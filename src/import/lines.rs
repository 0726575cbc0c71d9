//! Lines of a page, whatever ends them, with the white space that stands around them.

use unicode_width::UnicodeWidthChar;

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins, its indent included.
    pub(super) lead: usize,
    /// Where its first character that is not blank stands.
    pub(super) start: usize,
    /// The end of its last character that is not blank.
    pub(super) end: usize,
    /// Where its line end begins.
    pub(super) tail: usize,
    /// How many blank lines stand before it.
    pub(super) gap: usize,
}

impl Line {
    /// Whether it is set in, as a paragraph's first line is.
    pub(super) fn is_indented(&self, page: &[char]) -> bool {
        let indent = page.get(self.lead..self.start).unwrap_or(&[]);
        indent.contains(&'\u{3000}') || indent.contains(&'\t') || indent.len() >= 2
    }
}

/// Cuts a page into its lines; LF, CRLF, CR, FF, NEL and the Unicode separators end one.
pub(super) fn lines(page: &[char]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut lead, mut gap) = (0, 0);
    let mut at = 0;
    while at <= page.len() {
        let is_end = page.get(at).is_none_or(|c| ends_line(*c));
        if !is_end {
            at += 1;
            continue;
        }
        match trimmed(page, lead, at) {
            Some((start, end)) => {
                lines.push(Line { lead, start, end, tail: at, gap });
                gap = 0;
            }
            None => gap += 1,
        }
        at += if page.get(at) == Some(&'\r') && page.get(at + 1) == Some(&'\n') { 2 } else { 1 };
        lead = at;
    }
    lines
}

fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn trimmed(page: &[char], lead: usize, tail: usize) -> Option<(usize, usize)> {
    let line = page.get(lead..tail)?;
    let first = line.iter().position(|c| !c.is_whitespace())?;
    let last = line.iter().rposition(|c| !c.is_whitespace())?;
    Some((lead + first, lead + last + 1))
}

/// How line lengths are counted when a page was wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Every character is one.
    Chars,
    /// Cells, ambiguous characters narrow.
    Cells,
    /// Cells, ambiguous characters wide.
    WideCells,
}

impl Measure {
    pub(super) const ALL: [Self; 3] = [Self::Chars, Self::Cells, Self::WideCells];

    /// The length of one character.
    pub(super) fn of(self, c: char) -> usize {
        match self {
            Self::Chars => 1,
            Self::Cells => c.width().unwrap_or(0),
            Self::WideCells => c.width_cjk().unwrap_or(0),
        }
    }

    /// The length of a piece of the page.
    pub(super) fn length(self, chars: &[char]) -> usize {
        chars.iter().map(|&c| self.of(c)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_line_end_counts_once() {
        let page: Vec<char> = "甲 \r\n\r\n\u{3000}乙\r丙\n\n\n丁".chars().collect();
        let found: Vec<(usize, usize, usize)> =
            lines(&page).iter().map(|line| (line.start, line.end, line.gap)).collect();
        assert_eq!(found, [(0, 1, 0), (7, 8, 1), (9, 10, 0), (13, 14, 2)]);
    }
}
