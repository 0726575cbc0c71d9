//! The clipboard, by the terminal's own escape sequence (OSC 52), wrapped where tmux stands between.

use std::io::{self, Write};

/// The longest text that terminals are known to take, in bytes.
const LIMIT_BYTES: usize = 74_000;

/// Puts clean text on the clipboard.
///
/// # Errors
/// What the terminal says; a text too long for it.
pub(super) fn copy(text: &str, in_multiplexer: bool) -> io::Result<()> {
    if text.len() > LIMIT_BYTES {
        return Err(io::Error::other("OSC 52: > 74000 B"));
    }
    let sequence = format!("\x1b]52;c;{}\x07", base64(text.as_bytes()));
    let wrapped = if in_multiplexer {
        format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
    } else {
        sequence
    };
    let mut out = io::stdout();
    out.write_all(wrapped.as_bytes())?;
    out.flush()
}

/// Base 64 of RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = (bits >> (18 - 6 * at)) & 0x3f;
            let shown = at <= chunk.len();
            let digit = DIGITS.get(usize::try_from(digit).unwrap_or(0)).copied().unwrap_or(b'=');
            text.push(if shown { char::from(digit) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_rfcs() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy"), ("批", "5om5")]
        {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }
}
