//! What is not sure of one article, as doubts a reader can answer.

use super::doubts::{self, Doubt, DoubtKind};
use super::drafts::{self, Built};
use super::page::{DraftParagraph, Flag, Repair};
use super::run::Span;

/// The doubts of an article, its zone first, then paragraph by paragraph.
pub(super) fn doubts(built: &Built, article: usize, zone_key: &str) -> Vec<Doubt> {
    let mut found = of_the_whole(built, article, zone_key);
    for (index, paragraph) in built.draft.paragraphs.iter().enumerate() {
        let open = |repair: &&Repair| !repair.is_accepted && repair.confidence < line(repair.flag);
        for repair in paragraph.repairs.iter().filter(open) {
            found.push(Doubt { article, paragraph: Some(index), ..of_repair(paragraph, repair) });
        }
        for open in built.together.iter().filter(|open| open.paragraph == index) {
            const CHARS: usize = 16;
            found.push(Doubt {
                kind: DoubtKind::Join,
                article,
                paragraph: Some(index),
                source: vec![(open.at.0.saturating_sub(CHARS), open.at.0), (open.at.1, open.at.1 + CHARS)],
                proposed: open.key.replace('|', ""),
                alternative: open.key.replace('|', "\n"),
                confidence: open.confidence,
                key: open.key.clone(),
            });
        }
        if let Some(apart) = built.apart.iter().find(|apart| apart.open == index) {
            found.push(Doubt {
                kind: DoubtKind::Apart,
                article,
                paragraph: Some(index),
                source: paragraph.source.last().copied().into_iter().collect(),
                proposed: apart.key.replace('|', "\n"),
                alternative: apart.key.replace('|', ""),
                confidence: apart.confidence,
                key: apart.key.clone(),
            });
        }
    }
    found
}

/// A seam is looked at sooner than other things: a false join is the worst that can happen to a paragraph.
fn line(flag: Flag) -> f32 {
    match flag {
        Flag::Joined => 0.94,
        Flag::TruncatedStart | Flag::SplitAtSubhead | Flag::RunInSubhead => doubts::LINE,
    }
}

/// Doubts about zone and start.
fn of_the_whole(built: &Built, article: usize, zone_key: &str) -> Vec<Doubt> {
    let draft = &built.draft;
    let head = if draft.sources.title.is_empty() {
        draft.paragraphs.first().map(|first| first.source.clone()).unwrap_or_default()
    } else {
        draft.sources.title.clone()
    };
    let mut found = Vec::new();
    if draft.zone_confidence < doubts::LINE {
        found.push(Doubt {
            kind: DoubtKind::Zone,
            article,
            paragraph: None,
            source: head.clone(),
            proposed: draft.zone.clone(),
            alternative: super::inference::UNDECIDED.to_owned(),
            confidence: draft.zone_confidence,
            key: zone_key.to_owned(),
        });
    }
    if built.start < doubts::LINE && article > 0 {
        found.push(Doubt {
            kind: DoubtKind::ArticleStart,
            article,
            paragraph: None,
            source: head,
            proposed: draft.title.clone(),
            alternative: String::new(),
            confidence: built.start,
            key: draft.title.clone(),
        });
    }
    found
}

fn of_repair(paragraph: &DraftParagraph, repair: &Repair) -> Doubt {
    let chars: Vec<char> = paragraph.text.chars().collect();
    let (kind, key, proposed, alternative) = match repair.flag {
        Flag::Joined => {
            let (left, right) = halves(&chars, &paragraph.source, repair.at.1);
            let key = doubts::seam_key(left, right);
            (DoubtKind::Join, key.clone(), key.replace('|', ""), key.replace('|', "\n"))
        }
        Flag::SplitAtSubhead => {
            let sentence = drafts::sentence_at(&chars, 0);
            (DoubtKind::Split, sentence.clone(), sentence, String::new())
        }
        Flag::TruncatedStart | Flag::RunInSubhead => {
            let head = drafts::head_key(&chars);
            (DoubtKind::TruncatedStart, head.clone(), format!("【栏首缺失】{head}"), head)
        }
    };
    let source = around(repair.at, &paragraph.source);
    Doubt {
        kind,
        article: 0,
        paragraph: None,
        source,
        proposed,
        alternative,
        confidence: repair.confidence,
        key,
    }
}

/// The ranges of a paragraph that touch a place.
fn around(at: Span, source: &[Span]) -> Vec<Span> {
    let touching: Vec<Span> =
        source.iter().copied().filter(|&(start, end)| start <= at.1 && end >= at.0).collect();
    if touching.is_empty() { vec![at] } else { touching }
}

/// A paragraph's words before and after a raw offset.
fn halves<'a>(chars: &'a [char], source: &[Span], offset: usize) -> (&'a [char], &'a [char]) {
    let mut index = 0;
    for &(start, end) in source {
        if (start..end).contains(&offset) {
            index += offset - start;
            break;
        }
        index += end - start;
    }
    chars.split_at(index.min(chars.len()))
}
