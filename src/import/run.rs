//! Characters that know where they came from: the only stuff that articles are made of.
//!
//! A run is never copied, only cut and joined, so no character of a page can land in two places.

/// A character offset that stands for "nowhere": a space that joining put in.
const NOWHERE: u32 = u32::MAX;

/// A character range of the decoded page, end exclusive.
pub type Span = (usize, usize);

/// Characters with their offsets in the decoded page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    chars: Vec<char>,
    at: Vec<u32>,
}

impl Run {
    /// The characters of a range of the page.
    pub(super) fn of(page: &[char], start: usize, end: usize) -> Self {
        let chars = page.get(start..end).unwrap_or(&[]).to_vec();
        let at = (start..start + chars.len()).map(offset).collect();
        Self { chars, at }
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    /// Cuts at a character index: the run keeps what stands before it.
    pub(super) fn split_off(&mut self, index: usize) -> Self {
        let index = index.min(self.len());
        Self { chars: self.chars.split_off(index), at: self.at.split_off(index) }
    }

    /// Takes the characters before an index off the head.
    pub(super) fn take_head(&mut self, index: usize) -> Self {
        let rest = self.split_off(index);
        std::mem::replace(self, rest)
    }

    /// Drops white space at both ends; it belongs to nothing.
    pub(super) fn trim(&mut self) {
        let end = self.chars.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        self.chars.truncate(end);
        self.at.truncate(end);
        let start = self.chars.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
        self.chars.drain(..start);
        self.at.drain(..start);
    }

    /// Puts another run behind this one.
    pub(super) fn append(&mut self, mut other: Self) {
        self.chars.append(&mut other.chars);
        self.at.append(&mut other.at);
    }

    /// Puts a space behind this run that the page does not have.
    pub(super) fn push_space(&mut self) {
        self.chars.push(' ');
        self.at.push(NOWHERE);
    }

    /// Where it came from: the ranges of the page, in order of the text.
    pub(super) fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for at in self.at.iter().filter(|&&at| at != NOWHERE).map(|&at| at as usize) {
            match spans.last_mut() {
                Some((_, end)) if *end == at => *end += 1,
                _ => spans.push((at, at + 1)),
            }
        }
        spans
    }

    /// The index of the character that stands at an offset of the page.
    pub(super) fn index_of(&self, offset: usize) -> Option<usize> {
        self.at.iter().position(|&at| at != NOWHERE && at as usize == offset)
    }

    /// The page's offset of the character at an index, or of the end past the last.
    pub(super) fn offset(&self, index: usize) -> usize {
        let known = |at: &u32| *at != NOWHERE;
        let before = || self.at.iter().rfind(|at| known(at)).map_or(0, |&at| at as usize + 1);
        self.at
            .get(index..)
            .and_then(|tail| tail.iter().find(|at| known(at)))
            .map_or_else(before, |&at| at as usize)
    }
}

/// Pages are far below four thousand million characters; one past that would be refused on reading.
fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(NOWHERE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cutting_and_joining_keeps_offsets() {
        let page: Vec<char> = "甲乙 丙丁".chars().collect();
        let mut run = Run::of(&page, 0, 5);
        let mut tail = run.split_off(2);
        tail.trim();
        assert_eq!((run.spans(), tail.spans(), tail.text().as_str()), (vec![(0, 2)], vec![(3, 5)], "丙丁"));
        run.push_space();
        run.append(tail);
        assert_eq!((run.text().as_str(), run.spans(), run.offset(2)), ("甲乙 丙丁", vec![(0, 2), (3, 5)], 3));
    }
}
