//! The one hash of the store: how a text is named by 16 hex digits.
//!
//! Knows nothing of what is hashed: a paragraph, an article's text, a file.

use sha2::{Digest, Sha256};

use crate::words::Hash16;

/// The first 16 hex digits of SHA-256 over the UTF-8 text, CRLF turned into LF and Unicode
/// `White_Space` trimmed at both ends.
pub fn hash(text: &str) -> Hash16 {
    let trimmed = text.trim();
    if trimmed.contains("\r\n") {
        digest(trimmed.replace("\r\n", "\n").as_bytes())
    } else {
        digest(trimmed.as_bytes())
    }
}

/// The first 16 hex digits of SHA-256 over bytes as they are.
pub fn digest(bytes: &[u8]) -> Hash16 {
    let whole = Sha256::digest(bytes);
    let mut first = [0_u8; 8];
    first.iter_mut().zip(whole.iter()).for_each(|(to, from)| *to = *from);
    Hash16(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(hash(text).to_string(), expected, "{text:?}");
    }

    #[test]
    fn the_hash_of_the_specification() {
        check("今天天气很好。", "071d14eb91d972e9");
    }

    #[test]
    fn line_ends_and_outer_white_space_do_not_count() {
        check("\u{3000}\u{feff}今天", &hash("\u{feff}今天").to_string());
        check("\u{3000}\u{a0}\t今天天气很好。\r\n", "071d14eb91d972e9");
        assert_eq!(hash("一\r\n二"), hash("一\n二"));
        assert_ne!(hash("一\r二"), hash("一\n二"));
        assert_ne!(hash("一  二"), hash("一 二"));
    }
}
