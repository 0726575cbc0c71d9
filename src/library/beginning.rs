//! The beginning of a long article: enough for a first screen, while the rest of its file is still being read.

use std::io::{Seek, SeekFrom};

use super::scan::Entry;
use super::{Library, MOST_ARTICLE_BYTES, read};
use crate::formats::article;
use crate::words::Article;

/// Files from this length on are shown before they are read to their end.
const LONG_BYTES: u64 = 1 << 20;
/// How much of one is read at first.
const WINDOW_BYTES: usize = 256 << 10;
/// How much text there is to be behind the place that is shown: more than any screen holds.
const AHEAD_BYTES: usize = 64 << 10;
/// A place farther in than this waits for the whole article.
const MOST_BYTES: usize = 4 << 20;

impl Library {
    /// The beginning of a long article, far enough to show a place of it: a block and a byte. `None` when the article
    /// is short or the place lies deep in it, and when the beginning does not tell how the whole is read.
    pub fn load_beginning(&self, entry: &Entry, place: (usize, usize)) -> Option<Article> {
        let shown = entry.shown();
        let (mut file, length) = read::open(&self.real_root, &self.path(entry), &shown, self.lang()).ok()?;
        if !(LONG_BYTES..=MOST_ARTICLE_BYTES).contains(&length) {
            return None;
        }
        let mut window = WINDOW_BYTES;
        loop {
            file.seek(SeekFrom::Start(0)).ok()?;
            let (bytes, is_whole) = read::beginning(&mut file, window).ok()?;
            let begun = self.begun(entry, &shown, bytes).filter(|_| !is_whole)?;
            match lacking(&begun, place) {
                0 => return Some(begun),
                lacking => window += lacking,
            }
            if window > MOST_BYTES {
                return None;
            }
        }
    }

    /// An article from the first bytes of its file; `None` when they are not surely UTF-8.
    fn begun(&self, entry: &Entry, shown: &str, mut bytes: Vec<u8>) -> Option<Article> {
        if let Err(error) = std::str::from_utf8(&bytes) {
            // The window may end within a character.
            error.error_len().is_none().then(|| bytes.truncate(error.valid_up_to()))?;
        }
        // A CR at the end may be half a line end.
        let text = String::from_utf8(bytes).ok().filter(|text| !text.contains('\0'))?;
        let text = article::with_plain_line_ends(text.strip_suffix('\r').unwrap_or(&text));
        let begun = article::beginning(entry.id.clone(), &text, self.source(entry, shown));
        begun.filter(|_| !entry.is_second)
    }
}

/// About how many bytes more must be read to have enough text behind a place; 0 when there is enough.
fn lacking(begun: &Article, (ordinal, byte): (usize, usize)) -> usize {
    let held = begun.text.len();
    let wanted = match begun.blocks.get(ordinal) {
        Some(block) => block.range_bytes.start + byte + AHEAD_BYTES,
        // As long as those before it, and a little longer.
        None => held / begun.blocks.len() * (ordinal + 1) / 4 * 5 + AHEAD_BYTES,
    };
    wanted.saturating_sub(held)
}
