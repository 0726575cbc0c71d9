//! Marks of other programs on articles of ours: where the words stand that they were made on.

use uuid::Uuid;

use crate::anchor;
use crate::formats::exchange::IncomingMark;
use crate::formats::hash;
use crate::words::{Article, Mark, MarkId, Moment, Place, TagPath};

/// The mark that another program's becomes. Without a place its words are kept, and it waits for one.
pub fn to_mark(article: &Article, text: Option<&str>, incoming: &IncomingMark, now: Moment) -> (Mark, bool) {
    let found = place(article, text, incoming);
    let is_placed = found.is_some();
    let mut mark = Mark::blank(id(incoming, now));
    mark.stand_at(&found.unwrap_or_else(|| Place {
        para: 0,
        para_hash: hash(&incoming.quote),
        span: None,
        quote: incoming.quote.clone(),
        prefix: incoming.prefix.clone(),
        suffix: incoming.suffix.clone(),
    }));
    mark.tags = incoming.tags.iter().filter_map(|tag| TagPath::new(tag)).collect();
    mark.tags.sort();
    mark.tags.dedup();
    incoming.note.trim_end_matches('\n').clone_into(&mut mark.note);
    mark.created = incoming.created.unwrap_or(now);
    mark.updated = incoming.modified.unwrap_or(mark.created);
    mark.rev =
        format!("1-{}", hash::digest(incoming.id.as_bytes()).to_string().chars().take(8).collect::<String>());
    (mark, is_placed)
}

/// The id as it is when it is one of ours, else one made of it: the same file twice brings nothing twice.
pub fn id(incoming: &IncomingMark, now: Moment) -> MarkId {
    let own = Uuid::parse_str(&incoming.id).ok().filter(|id| id.get_version_num() == 7);
    own.map_or_else(
        || {
            let digits = hash::digest(incoming.id.as_bytes()).0;
            let random = u128::from(u64::from_be_bytes(digits)) << 64;
            let seconds = incoming.created.map_or(now.unix_seconds.min(0), |at| at.unix_seconds);
            MarkId::mint(u64::try_from(seconds).unwrap_or(0) * 1000, random, None)
        },
        MarkId,
    )
}

/// Where the words stand: at their place in the text that came along, else where they stand once, else where what is
/// around them agrees.
fn place(article: &Article, text: Option<&str>, incoming: &IncomingMark) -> Option<Place> {
    let words = squeezed(&incoming.quote);
    let whole = squeezed(&article.text);
    if words.is_empty() {
        return None;
    }
    let stands = |at: usize| whole.get(at..at + words.len()).is_some_and(|here| here == words);
    let by_place = incoming.place.and_then(|(start, _)| {
        let before = match text {
            Some(text) => {
                let shift = find(&whole, &squeezed(text)).first().copied()?;
                shift + count(text, start)
            }
            None => count(&article.text, start),
        };
        stands(before).then_some(before)
    });
    let at = by_place.or_else(|| {
        let places = find(&whole, &words);
        let (prefix, suffix) = (squeezed(&incoming.prefix), squeezed(&incoming.suffix));
        let agrees = |at: &&usize| {
            let before = whole.get(..**at).unwrap_or(&[]);
            let after = whole.get(**at + words.len()..).unwrap_or(&[]);
            before.ends_with(&prefix) && after.starts_with(&suffix)
        };
        match places.as_slice() {
            [one] => Some(*one),
            several => {
                let mut found = several.iter().filter(agrees);
                found.next().copied().filter(|_| found.next().is_none())
            }
        }
    })?;
    in_block(article, at, words.len())
}

/// The characters of a text that are no white space.
fn squeezed(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many of a text's first characters are no white space.
fn count(text: &str, first: usize) -> usize {
    text.chars().take(first).filter(|c| !c.is_whitespace()).count()
}

fn find(whole: &[char], words: &[char]) -> Vec<usize> {
    if words.is_empty() || words.len() > whole.len() {
        return Vec::new();
    }
    whole.windows(words.len()).enumerate().filter(|(_, here)| *here == words).map(|(at, _)| at).collect()
}

/// The block that holds the first of these characters (white space aside); the whole of it when they cover it.
fn in_block(article: &Article, at: usize, len: usize) -> Option<Place> {
    let mut before = 0;
    for (ordinal, _, text) in article.iter_blocks() {
        let inside: Vec<usize> =
            text.chars().enumerate().filter(|(_, c)| !c.is_whitespace()).map(|(index, _)| index).collect();
        if at < before + inside.len() {
            let first = at - before;
            let last = (first + len).min(inside.len()) - 1;
            let is_whole = first == 0 && last + 1 == inside.len();
            let span = inside.get(first).copied().zip(inside.get(last).map(|last| last + 1));
            return Some(anchor::quote(article, ordinal, span.filter(|_| !is_whole)));
        }
        before += inside.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{ArticleId, BlockKind, Meta};

    fn article() -> Article {
        let meta = Meta { title: "题".into(), ..Meta::default() };
        let body = [(BlockKind::Body, "甲 乙丙。"), (BlockKind::Body, "甲 乙丁。")];
        Article::assemble(ArticleId::new("a").expect("slug"), meta, body)
    }

    fn check(text: Option<&str>, incoming: &IncomingMark, expected: Option<(usize, Option<(usize, usize)>)>) {
        let found = place(&article(), text, incoming).map(|place| (place.para, place.span));
        assert_eq!(found, expected, "{incoming:?}");
    }

    #[test]
    fn words_are_found_by_place_then_by_what_is_around_them() {
        let mark =
            |quote: &str, place| IncomingMark { quote: quote.into(), place, ..IncomingMark::default() };
        // Another program's text has no title and blank lines.
        check(Some("甲 乙丙。\n\n甲 乙丁。"), &mark("乙丁", Some((9, 11))), Some((2, Some((2, 4)))));
        check(None, &mark("甲乙", Some((8, 11))), Some((2, Some((0, 3)))));
        check(None, &mark("乙丙", None), Some((1, Some((2, 4)))));
        check(None, &mark("甲乙丁。", None), Some((2, None)));
        check(None, &mark("甲乙", None), None);
        let with = IncomingMark { suffix: "丁".into(), ..mark("甲 乙", None) };
        check(None, &with, Some((2, Some((0, 3)))));
        check(None, &mark("戊", Some((0, 1))), None);
    }

    #[test]
    fn the_same_mark_has_the_same_id() {
        let now = Moment { unix_seconds: 9, offset_seconds: 0 };
        let foreign = IncomingMark { id: "anno7".into(), ..IncomingMark::default() };
        assert_eq!(id(&foreign, now), id(&foreign, now));
        let own =
            IncomingMark { id: "0195a1c4-7e30-7b52-9d4e-3f60a2c81b07".into(), ..IncomingMark::default() };
        assert_eq!(id(&own, now).to_string(), own.id);
        assert_eq!(id(&foreign, now).0.get_version_num(), 7);
    }
}
