//! What an import shows to people before and after: each article's zone and headline, what was inferred, what was
//! repaired.

use super::page::{Draft, Evidence, Flag, Page};
use crate::messages::{Lang, import as say};
use crate::text::Clean;

/// One file's articles, a line each thing; `paths` are those of the articles that were filed.
pub fn lines(lang: Lang, shown: &str, encoding: &str, page: &Page, paths: &[String]) -> Vec<String> {
    let paragraphs: usize = page.articles.iter().map(|draft| draft.paragraphs.len()).sum();
    let shown = Clean::new(shown);
    let mut lines = vec![say::file_line(lang, shown.as_str(), encoding, page.articles.len(), paragraphs)];
    for (index, draft) in page.articles.iter().enumerate() {
        article(&mut lines, lang, draft);
        if let Some(path) = paths.get(index) {
            lines.push(format!("    {}", Clean::new(path).as_str()));
        }
    }
    if !page.left_over.is_empty() {
        lines.push(say::left_over(lang, page.left_over.len()));
    }
    if !page.doubts.is_empty() {
        lines.push(say::doubts(lang, page.doubts.len()));
    }
    lines
}

fn article(lines: &mut Vec<String>, lang: Lang, draft: &Draft) {
    let title = if draft.title.is_empty() { say::untitled(lang) } else { draft.title.clone() };
    let (zone, title) = (Clean::new(&draft.zone), Clean::new(&title));
    lines.push(say::article_line(lang, zone.as_str(), title.as_str(), draft.paragraphs.len()));
    if !matches!(draft.zone_evidence, Evidence::ZoneLine | Evidence::Given) {
        let evidence = evidence(lang, draft.zone_evidence);
        lines.push(say::zone_inferred(lang, evidence, percent(draft.zone_confidence)));
    }
    let count = |flag: Flag| {
        let repairs = draft.paragraphs.iter().flat_map(|paragraph| &paragraph.repairs);
        repairs.filter(|repair| repair.flag == flag).count()
    };
    let (joined, split, lost) =
        (count(Flag::Joined), count(Flag::SplitAtSubhead), count(Flag::TruncatedStart));
    if joined + split + lost > 0 {
        lines.push(say::repairs(lang, joined, split, lost));
    }
}

/// A confidence for people.
pub fn percent(confidence: f32) -> u32 {
    (0..=100).rev().find(|&whole| f64::from(whole) <= f64::from(confidence) * 100.0 + 0.5).unwrap_or(0)
}

fn evidence(lang: Lang, evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::ZoneLine => lang.pick("zone line", "专区行"),
        Evidence::Headline => lang.pick("headline", "标题"),
        Evidence::Deck => lang.pick("deck", "副题"),
        Evidence::Dateline => lang.pick("dateline", "电头"),
        Evidence::Body => lang.pick("first sentence", "首句"),
        Evidence::Frequent => lang.pick("most frequent name", "最常见的名称"),
        Evidence::Previous => lang.pick("article before", "前一篇"),
        Evidence::Given => lang.pick("command", "命令"),
    }
}
