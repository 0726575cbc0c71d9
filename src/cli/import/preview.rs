//! What an import shows to people: each article's zone and headline, what was inferred, what was repaired.

use std::io::{self, Write};

use crate::formats::extract::Extracted;
use crate::import::{Draft, Evidence, Flag, Page};
use crate::library::pages::Filed;
use crate::messages::{Lang, import as say};
use crate::text::Clean;

/// Prints one file's articles.
pub(super) fn print(
    out: &mut dyn Write,
    lang: Lang,
    shown: &str,
    read: &Extracted,
    page: &Page,
    filed: &[Filed],
) -> io::Result<()> {
    let paragraphs: usize = page.articles.iter().map(|draft| draft.paragraphs.len()).sum();
    let shown = Clean::new(shown);
    writeln!(
        out,
        "{}",
        say::file_line(lang, shown.as_str(), read.encoding, page.articles.len(), paragraphs)
    )?;
    for (index, draft) in page.articles.iter().enumerate() {
        article(out, lang, draft)?;
        if let Some(filed) = filed.get(index) {
            writeln!(out, "    {}", Clean::new(&filed.path).as_str())?;
        }
    }
    if !page.left_over.is_empty() {
        writeln!(out, "{}", say::left_over(lang, page.left_over.len()))?;
    }
    if !page.doubts.is_empty() {
        writeln!(out, "{}", say::doubts(lang, page.doubts.len()))?;
    }
    Ok(())
}

fn article(out: &mut dyn Write, lang: Lang, draft: &Draft) -> io::Result<()> {
    let title = if draft.title.is_empty() { say::untitled(lang) } else { draft.title.clone() };
    let (zone, title) = (Clean::new(&draft.zone), Clean::new(&title));
    writeln!(out, "{}", say::article_line(lang, zone.as_str(), title.as_str(), draft.paragraphs.len()))?;
    if !matches!(draft.zone_evidence, Evidence::ZoneLine | Evidence::Given) {
        let evidence = evidence(lang, draft.zone_evidence);
        writeln!(out, "{}", say::zone_inferred(lang, evidence, super::percent(draft.zone_confidence)))?;
    }
    let count = |flag: Flag| {
        draft
            .paragraphs
            .iter()
            .flat_map(|paragraph| &paragraph.repairs)
            .filter(|repair| repair.flag == flag)
            .count()
    };
    let (joined, split, lost) =
        (count(Flag::Joined), count(Flag::SplitAtSubhead), count(Flag::TruncatedStart));
    if joined + split + lost > 0 {
        writeln!(out, "{}", say::repairs(lang, joined, split, lost))?;
    }
    Ok(())
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
