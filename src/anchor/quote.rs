//! What a new mark remembers of its place: the words marked and what stands around them.
//!
//! `prefix`, `quote` and `suffix` are one unbroken piece of the article's text, so a later reader can put the old
//! paragraph together again and check it against its hash.

use memchr::memmem;

use super::index::Index;
use super::sentence;
use crate::formats::hash;
use crate::words::Place;

/// How much of the marked paragraph itself is kept beside the quote, on either side.
const OWN_CHARS: usize = 1000;
/// How much of the neighbouring blocks is kept on either side.
pub(super) const NEIGHBOUR_CHARS: usize = 24;
/// The same for a paragraph that stands more than once: at least this, and on until the whole is unique.
const TWIN_CHARS: [usize; 3] = [48, 120, 300];
/// Fewer characters than this tell nothing apart.
const FEWEST_CHARS: usize = 8;
/// The most of a whole block that is quoted, where its sentences are very long or never unique: its hash tells it then.
const QUOTE_CHARS: usize = 2000;
/// How far a quote is tried for uniqueness on either side of its place, so that the time a tag takes does not grow
/// with the article.
const SEARCH_BYTES: usize = 512 * 1024;

/// The place of a new mark; see [`super::quote()`].
pub(super) fn quote(index: &Index, ordinal: usize, span: Option<(usize, usize)>) -> Place {
    let block = index.block(ordinal);
    let (from, to) = match span {
        Some((start, end)) => (byte_of(block, start), byte_of(block, end.max(start))),
        None => whole(index, ordinal),
    };
    let words = block.get(from..to).unwrap_or("");
    let (before, after) = index.around(ordinal);
    let own_before = block.get(..from).unwrap_or("");
    let own_after = block.get(to..).unwrap_or("");
    let chars = neighbour_chars(index, ordinal);
    Place {
        para: ordinal,
        para_hash: hash(block),
        span: span.map(|(start, end)| (start, end.max(start))),
        quote: words.to_owned(),
        prefix: context_before(before, own_before, chars),
        suffix: context_after(own_after, after, chars),
    }
}

/// The first sentences of a block, in bytes of it, as many as stand only once in the article and no more than
/// [`QUOTE_CHARS`], without the white space around them.
fn whole(index: &Index, ordinal: usize) -> (usize, usize) {
    let block = index.block(ordinal);
    let start = block.len() - block.trim_start().len();
    let trimmed = first_chars(block.trim(), QUOTE_CHARS);
    let near = near(index, index.start_of(ordinal), block.len());
    let words = |end: usize| trimmed.get(..end).unwrap_or(trimmed).trim_end();
    let is_short = |words: &str| words.chars().nth(FEWEST_CHARS - 1).is_none();
    let ends = sentence::ends(trimmed);
    // What stands more than once does so in each of its beginnings: most often the first sentence is enough.
    let tells = |end: &usize| !is_short(words(*end)) && !is_repeated(near, words(*end));
    let first = ends.iter().take_while(|end| is_short(words(**end))).count();
    let enough =
        if ends.get(first).is_none_or(tells) { first } else { ends.partition_point(|end| !tells(end)) };
    (start, start + words(ends.get(enough).copied().unwrap_or(trimmed.len())).len())
}

/// Whether words stand more than once in a text.
fn is_repeated(text: &str, words: &str) -> bool {
    memmem::find_iter(text.as_bytes(), words.as_bytes()).nth(1).is_some()
}

/// The article's text around a block within which things are tried for uniqueness.
fn near(index: &Index, start: usize, len: usize) -> &str {
    let text = index.text();
    let from = text.ceil_char_boundary(start.saturating_sub(SEARCH_BYTES));
    let to = text.floor_char_boundary((start + len).saturating_add(SEARCH_BYTES).min(text.len()));
    text.get(from..to).unwrap_or(text)
}

/// How much of the neighbours is kept: little, unless the block stands more than once nearby.
fn neighbour_chars(index: &Index, ordinal: usize) -> usize {
    let block = index.block(ordinal);
    let near = near(index, index.start_of(ordinal), block.len());
    let (before, after) = index.around(ordinal);
    if block.trim().is_empty() || !is_repeated(near, block.trim()) {
        return NEIGHBOUR_CHARS;
    }
    for chars in TWIN_CHARS {
        let left = last_chars(before, chars);
        let right = first_chars(after, chars);
        if !is_repeated(near, &[left, block, right].concat()) {
            return chars;
        }
    }
    TWIN_CHARS[TWIN_CHARS.len() - 1]
}

/// What stands before the quote: the block's own words, and the neighbours' when all of the own ones are kept.
fn context_before(before: &str, own: &str, chars: usize) -> String {
    let kept = last_chars(own, OWN_CHARS);
    if kept.len() < own.len() { kept.to_owned() } else { [last_chars(before, chars), kept].concat() }
}

/// What stands after the quote, in the same way.
fn context_after(own: &str, after: &str, chars: usize) -> String {
    let kept = first_chars(own, OWN_CHARS);
    if kept.len() < own.len() { kept.to_owned() } else { [kept, first_chars(after, chars)].concat() }
}

/// The byte at which the `chars`-th character begins, the text's end when it has fewer.
pub(super) fn byte_of(text: &str, chars: usize) -> usize {
    text.char_indices().nth(chars).map_or(text.len(), |(at, _)| at)
}

/// The first characters of a text.
pub(super) fn first_chars(text: &str, chars: usize) -> &str {
    text.get(..byte_of(text, chars)).unwrap_or(text)
}

/// The last characters of a text.
pub(super) fn last_chars(text: &str, chars: usize) -> &str {
    if chars == 0 {
        return "";
    }
    let start = text.char_indices().rev().nth(chars - 1).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}
