//! Which of the encodings without a signature a text is in, by how common its characters are.
//!
//! Big5 bytes nearly always decode as GB18030 too, so "no error" proves nothing: news is written in a few
//! hundred characters, and a wrong decoding hits them by chance only.

use std::collections::HashMap;
use std::sync::LazyLock;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::Decoded;
use super::frequent::{SIMPLIFIED, TRADITIONAL};

/// No more than so many bytes are looked at to choose; the rest is of the same file.
const SAMPLE_BYTES: usize = 256 * 1024;

/// How much each character of news speaks for the decoding that shows it.
static WEIGHTS: LazyLock<HashMap<char, f32>> = LazyLock::new(|| {
    let mut weights = HashMap::new();
    for list in [SIMPLIFIED, TRADITIONAL] {
        for (rank, character) in list.chars().enumerate() {
            let weight = match rank {
                0..150 => 2.0,
                150..400 => 1.6,
                400..650 => 1.2,
                _ => 0.9,
            };
            weights
                .entry(character)
                .and_modify(|known: &mut f32| *known = known.max(weight))
                .or_insert(weight);
        }
    }
    weights
});

/// What one decoding is worth: per character, and how many characters said so.
#[derive(Debug, Clone, Copy)]
struct Score {
    mean: f32,
    total: f32,
}

/// Decodes as the likeliest of GB18030, Big5 and the two UTF-16s; the confidence grows with the distance to
/// the runner-up and with the length.
pub(super) fn best(bytes: &[u8]) -> Decoded {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let mut tried: Vec<(&'static Encoding, Score)> = [GB18030, BIG5, UTF_16LE, UTF_16BE]
        .into_iter()
        // Without a NUL, UTF-16 takes more than a handful of characters to believe.
        .filter(|encoding| (bytes.len().is_multiple_of(2) && bytes.len() >= 16) || !is_wide(encoding))
        .map(|encoding| (encoding, rate(&encoding.decode_without_bom_handling(sample).0)))
        .collect();
    tried.sort_by(|a, b| b.1.mean.total_cmp(&a.1.mean));
    let (encoding, first) = tried.first().copied().unwrap_or((GB18030, Score { mean: 0.0, total: 0.0 }));
    let second = tried.get(1).map_or(-3.0, |(_, score)| score.mean);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    // The evidence in all: the distance a character times the characters that were looked at.
    let count = if first.mean.abs() < f32::EPSILON { 0.0 } else { (first.total / first.mean).min(400.0) };
    let evidence = (first.mean - second).max(0.0) * count;
    let mut confidence = (1.0 - 0.75 * (-evidence / 5.0).exp()).clamp(0.0, 0.99);
    if first.mean < 0.3 {
        confidence = confidence.min(0.4);
    }
    if had_errors {
        confidence = confidence.min(0.7);
    }
    Decoded { text: text.into_owned(), encoding: super::shown(encoding), confidence }
}

/// The encodings that bytes may be in, the likeliest first: those that decode them all, or nearly all.
pub(super) fn candidates(bytes: &[u8]) -> Vec<&'static Encoding> {
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let mut tried: Vec<(&'static Encoding, f32)> = [GB18030, BIG5, UTF_8, UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(|encoding| bytes.len().is_multiple_of(2) || !is_wide(encoding))
        .map(|encoding| (encoding, encoding.decode_without_bom_handling(sample).0))
        .filter(|(_, text)| {
            let lost = text.chars().filter(|c| matches!(c, '\u{fffd}' | '\0')).count();
            lost * 8 <= text.chars().count()
        })
        .map(|(encoding, text)| (encoding, rate(&text).mean))
        .collect();
    tried.sort_by(|a, b| b.1.total_cmp(&a.1));
    tried.into_iter().map(|(encoding, _)| encoding).collect()
}

/// The UTF-16 in which bytes with NULs at both parities are writing: 一 (U+4E00) has one where a line's end has none.
/// Without a single NUL in the text, and far from what the other order makes of it.
pub(super) fn byte_order(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = bytes.get(..SAMPLE_BYTES).unwrap_or(bytes);
    let read = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        if text.contains('\0') { f32::MIN } else { rate(&text).mean }
    };
    let (little, big) = (read(UTF_16LE), read(UTF_16BE));
    let (encoding, mean, other) =
        if little >= big { (UTF_16LE, little, big) } else { (UTF_16BE, big, little) };
    (mean >= 0.3 && mean > other + 0.5).then_some(encoding)
}

/// Whether a text may be writing at all: not rarer than chance would have it.
pub(super) fn is_plausible(text: &str) -> bool {
    rate(text).mean >= 0.0
}

fn is_wide(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

/// Common characters speak for a decoding, rare ones a little against it, impossible ones much.
#[expect(clippy::cast_precision_loss, reason = "counts of a sample of 256 KiB fit")]
fn rate(text: &str) -> Score {
    let (mut total, mut count) = (0.0_f32, 0_usize);
    for character in text.chars() {
        let weight = match character {
            '\u{0}'..='\u{1f}' => {
                if matches!(character, '\n' | '\r' | '\t') {
                    continue;
                }
                -2.0
            }
            '\u{20}'..='\u{7e}' => continue,
            '，' | '。' | '、' | '“' | '”' | '：' | '；' | '（' | '）' | '《' | '》' | '\u{3000}' | '「'
            | '」' | '！' | '？' => 1.6,
            '\u{4e00}'..='\u{9fff}' => WEIGHTS.get(&character).copied().unwrap_or(-0.4),
            '\u{fffd}' => -3.0,
            '\u{e000}'..='\u{f8ff}' | '\u{80}'..='\u{9f}' => -2.5,
            '\u{ff01}'..='\u{ff5e}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3011}' => 0.3,
            _ => -1.5,
        };
        total += weight;
        count += 1;
    }
    Score { mean: if count == 0 { 0.0 } else { total / count as f32 }, total }
}
