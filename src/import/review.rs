//! A page under review: its doubts, and what answering them makes of it.
//!
//! An answer becomes a rule and the page is parsed again, so what is shown is always what an import gives.

use super::doubts::{Answer, Doubt, Rule};
use super::page::{Page, Span};
use super::parse::{Options, parse};

/// A page, its text, and the answers so far.
#[derive(Debug, Clone)]
pub struct Review {
    text: String,
    options: Options,
    page: Page,
    /// Answers of this review with what a rule for the same question said before.
    given: Vec<(Rule, Option<Rule>)>,
}

/// A piece of the raw page around some ranges, for showing side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// The raw text of the window, line ends as they are.
    pub text: String,
    /// The ranges within [`Raw::text`], in characters.
    pub marked: Vec<Span>,
    /// Whether the page goes on before and behind it.
    pub goes_on: (bool, bool),
}

impl Review {
    /// Parses a page for review.
    pub fn new(text: String, options: Options) -> Self {
        let page = parse(&text, &options);
        Self { text, options, page, given: Vec::new() }
    }

    /// What an import would give now.
    pub fn page(&self) -> &Page {
        &self.page
    }

    /// What is not sure and not answered.
    pub fn doubts(&self) -> &[Doubt] {
        &self.page.doubts
    }

    /// Answers a doubt by its index; the rule is to be kept by the library. `None` past the last doubt.
    pub fn answer(&mut self, index: usize, answer: &Answer) -> Option<Rule> {
        let rule = self.page.doubts.get(index)?.rule(self.page.paper.as_deref(), answer);
        let is_same =
            |known: &&Rule| (&known.paper, known.kind, &known.when) == (&rule.paper, rule.kind, &rule.when);
        let before = self.options.rules.rules.iter().find(is_same).cloned();
        self.options.rules.remember(rule.clone());
        self.given.push((rule.clone(), before));
        self.page = parse(&self.text, &self.options);
        Some(rule)
    }

    /// The proposal is right.
    pub fn accept(&mut self, index: usize) -> Option<Rule> {
        self.answer(index, &Answer::Accept)
    }

    /// The proposal is wrong.
    pub fn reject(&mut self, index: usize) -> Option<Rule> {
        self.answer(index, &Answer::Reject)
    }

    /// Something else is right: a zone's name.
    pub fn edit(&mut self, index: usize, text: &str) -> Option<Rule> {
        self.answer(index, &Answer::Edit(text.to_owned()))
    }

    /// Takes the last answer back; gives the rule to forget and the one to remember in its place.
    pub fn undo(&mut self) -> Option<(Rule, Option<Rule>)> {
        let (rule, before) = self.given.pop()?;
        self.options.rules.forget(&rule);
        if let Some(before) = &before {
            self.options.rules.remember(before.clone());
        }
        self.page = parse(&self.text, &self.options);
        Some((rule, before))
    }

    /// The raw text around some ranges, with so many characters before and behind.
    pub fn raw(&self, spans: &[Span], margin_chars: usize) -> Raw {
        raw(&self.text, spans, margin_chars)
    }
}

/// The raw text of a page around some ranges of it.
pub fn raw(page_text: &str, spans: &[Span], margin_chars: usize) -> Raw {
    let first = spans.iter().map(|span| span.0).min().unwrap_or(0);
    let last = spans.iter().map(|span| span.1).max().unwrap_or(0);
    let start = first.saturating_sub(margin_chars);
    let mut rest = page_text.chars().skip(start);
    let text: String = rest.by_ref().take(last + margin_chars - start).collect();
    let marked = spans.iter().map(|&(from, to)| (from - start, to - start)).collect();
    Raw { text, marked, goes_on: (start > 0, rest.next().is_some()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::DoubtKind;

    const PAGE: &str = "平定经济技术开发区\n\n园区办好三件实事\n\n山西科技报讯 园区三条新路通车。\n\n管委会请来工程师，他们带着图纸和仪器，驻点半年，帮忙办理\n\n各项手续，企业少跑了路。\n\n阳泉经开区党工委办实事 走访企业解难题\n\n山西科技报讯 三月里走访了十家企业。\n";

    fn at(review: &Review, kind: DoubtKind) -> usize {
        review.doubts().iter().position(|doubt| doubt.kind == kind).expect("a doubt")
    }

    #[test]
    fn a_rejected_join_is_two_paragraphs_and_can_be_taken_back() {
        let mut review = Review::new(PAGE.to_owned(), Options::default());
        let join = at(&review, DoubtKind::Join);
        assert_eq!(review.page().articles[0].paragraphs.len(), 2);
        let rule = review.reject(join).expect("a rule");
        assert_eq!((rule.paper.as_str(), rule.answer.as_str()), ("山西科技报", "no"));
        assert_eq!(review.page().articles[0].paragraphs.len(), 3);
        assert_eq!(review.undo(), Some((rule, None)));
        assert_eq!(review.page().articles[0].paragraphs.len(), 2);
    }

    #[test]
    fn an_accepted_join_is_no_doubt_any_more() {
        let mut review = Review::new(PAGE.to_owned(), Options::default());
        let join = at(&review, DoubtKind::Join);
        review.accept(join);
        assert!(review.doubts().iter().all(|doubt| doubt.kind != DoubtKind::Join));
        assert!(review.page().articles[0].paragraphs[1].repairs[0].is_accepted);
    }

    #[test]
    fn the_raw_text_is_shown_with_its_marks() {
        let raw = raw("甲乙丙丁戊", &[(2, 3)], 1);
        assert_eq!(raw, Raw { text: "乙丙丁".into(), marked: vec![(1, 2)], goes_on: (true, true) });
    }
}
