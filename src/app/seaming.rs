//! The break between two paragraphs of a doubt, set by hand: joined, parted where it was, or parted elsewhere.
//!
//! Plain state: what comes of it is an answer like any other.

use crate::import::answering::{self, Case};
use crate::text::clusters;

/// What no paragraph begins with.
const CLOSING: [char; 16] =
    ['，', '。', '、', '；', '：', '！', '？', '…', '”', '’', '』', '」', '）', '》', '】', '%'];

/// A break being set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seam {
    /// Both blocks as one text.
    pub text: String,
    /// Before which character the second paragraph begins, or would begin.
    pub at_chars: usize,
    /// Whether there are two paragraphs.
    pub is_parted: bool,
    /// Where a break may stand, in characters.
    places: Vec<usize>,
}

impl Seam {
    /// The break of a doubt as it is now; `None` when the doubt is about no seam.
    pub fn of(case: &Case) -> Option<Self> {
        let (text, place) = answering::seam(case)?;
        let mut chars = 0;
        let mut places = Vec::new();
        for (_, cluster) in clusters(&text) {
            // Blanks at a break belong to neither side, and no paragraph begins with what closes another.
            if chars > 0 && !cluster.trim().is_empty() && !cluster.starts_with(CLOSING) {
                places.push(chars);
            }
            chars += cluster.chars().count();
        }
        let (at_chars, is_parted) = (place.unwrap_or(case.found.at_chars), place.is_some());
        (!places.is_empty()).then_some(Self { text, at_chars, is_parted, places })
    }

    /// Moves the place by so many characters a reader counts.
    pub fn by_clusters(&mut self, by: isize) {
        let here = self.places.partition_point(|place| *place < self.at_chars);
        let to = here.saturating_add_signed(by).min(self.places.len() - 1);
        self.at_chars = self.places.get(to).copied().unwrap_or(self.at_chars);
    }

    /// Moves the place to where another sentence begins.
    pub fn by_sentences(&mut self, by: isize) {
        let chars: Vec<char> = self.text.chars().collect();
        let is_stop = |c: char| matches!(c, '。' | '！' | '？' | '；' | '…');
        let begins = |place: usize| {
            let before = chars.get(..place).unwrap_or(&[]).iter().rev();
            before.copied().find(|c| is_stop(*c) || !CLOSING.contains(c)).is_some_and(is_stop)
        };
        for _ in 0..by.unsigned_abs().min(self.places.len()) {
            let mut ahead = self.places.iter().copied().filter(|place| begins(*place));
            let next = if by > 0 {
                ahead.find(|place| *place > self.at_chars)
            } else {
                ahead.rfind(|place| *place < self.at_chars)
            };
            self.at_chars = next.unwrap_or(self.at_chars);
        }
    }

    /// The answer that it comes to.
    pub fn place(&self) -> Option<usize> {
        self.is_parted.then_some(self.at_chars)
    }

    /// The text as it would stand, paragraphs parted by LF, and the characters to be shown as the place.
    pub fn shown(&self) -> (String, (usize, usize)) {
        if !self.is_parted {
            return (self.text.clone(), (self.at_chars, self.at_chars + 1));
        }
        let mut chars = self.text.chars();
        let left: String = chars.by_ref().take(self.at_chars).collect();
        let right = chars.as_str();
        (format!("{left}\n{right}"), (self.at_chars + 1, self.at_chars + 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seam(text: &str, at_chars: usize) -> Seam {
        let begins = |(at, c): (usize, char)| (at > 0 && !CLOSING.contains(&c)).then_some(at);
        let places = text.chars().enumerate().filter_map(begins).collect();
        Seam { text: text.into(), at_chars, is_parted: false, places }
    }

    #[test]
    fn the_place_moves_within_the_text() {
        let mut seam = seam("一二三四", 2);
        seam.by_clusters(9);
        assert_eq!(seam.at_chars, 3);
        seam.by_clusters(-9);
        assert_eq!((seam.at_chars, seam.place()), (1, None));
        seam.is_parted = true;
        assert_eq!((seam.place(), seam.shown()), (Some(1), ("一\n二三四".into(), (2, 3))));
    }

    #[test]
    fn sentences_begin_behind_stops_and_closing_quotes() {
        let mut seam = seam("甲说：“好。”乙来了！丙", 1);
        seam.by_sentences(1);
        assert_eq!(seam.at_chars, 7);
        seam.by_sentences(1);
        assert_eq!(seam.at_chars, 11);
        seam.by_sentences(1);
        assert_eq!(seam.at_chars, 11, "nothing begins behind the last");
        seam.by_sentences(-1);
        assert_eq!(seam.at_chars, 7);
    }
}
