//! Bytes → text: which encoding, and how sure that is (store.md, Articles).
//!
//! Knows nothing of files or articles. Line ends stay as they are, so that offsets count what the file holds;
//! [`unify_line_ends`] is the separate step for those who want LF alone.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

mod frequent;
mod score;

/// Below this confidence a file is shown, but asks before it can be annotated.
pub const SURE: f32 = 0.8;

/// Text that was bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The text without a byte order mark, its line ends as they were.
    pub text: String,
    /// The encoding's name: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030`, `Big5`, or what the hint named.
    pub encoding: &'static str,
    /// How sure the encoding is, 0.0..=1.0; 1.0 when it was named or a byte order mark says it.
    pub confidence: f32,
}

/// Bytes that are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText {
    /// The 1-based line of the first byte that no text holds.
    pub line: usize,
    /// The 1-based column of it, in characters.
    pub column: usize,
    /// What stands there.
    pub found: Found,
}

/// What made bytes no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// A NUL character.
    Nul,
    /// So many control characters that it cannot be writing.
    Controls,
}

/// An encoding by one of its names (`gbk`, `GB18030`, `utf-16`, `big5` …); `None` for an unknown one.
pub fn by_name(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().to_ascii_lowercase();
    match name.as_str() {
        "utf8" | "utf-8-sig" | "utf8-sig" => Some(UTF_8),
        "gbk" | "gb2312" | "gb18030" | "cp936" | "936" | "gb" => Some(GB18030),
        "cp950" | "950" => Some(BIG5),
        "utf16" | "utf-16" | "utf16le" => Some(UTF_16LE),
        "utf16be" => Some(UTF_16BE),
        _ => Encoding::for_label(name.as_bytes()),
    }
}

/// Decodes a file: a byte order mark, then the hint, then strict UTF-8, then UTF-16 by the parity of its
/// NULs (by its characters where they stand at both), then GB18030 against Big5 (and UTF-16 without NULs) by how common their characters are.
///
/// # Errors
/// A NUL in the text, or control characters that no writing holds.
pub fn decode(bytes: &[u8], hint: Option<&'static Encoding>) -> Result<Decoded, NotText> {
    let decoded = match hint {
        Some(encoding) => named(bytes, encoding),
        None => detect(bytes),
    };
    refuse_binary(&decoded.text)?;
    Ok(decoded)
}

/// The encodings that a file whose bytes do not tell may be in, the likeliest first; four at most.
pub fn candidates(bytes: &[u8]) -> Vec<&'static Encoding> {
    const MOST: usize = 4;
    let mut found = score::candidates(bytes);
    found.truncate(MOST);
    found
}

/// An encoding's name as it is shown: the registry's, but GB18030 in capitals as its standard is.
pub fn shown(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 { "GB18030" } else { encoding.name() }
}

/// The text with every CRLF and CR turned into LF.
pub fn unify_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Decodes in an encoding that somebody named; a byte order mark of the UTF-16 family may turn it round.
fn named(bytes: &[u8], encoding: &'static Encoding) -> Decoded {
    let marked = Encoding::for_bom(bytes);
    let wide = |e: &'static Encoding| e == UTF_16LE || e == UTF_16BE;
    let encoding = match marked {
        Some((found, _)) if wide(found) && wide(encoding) => found,
        _ => encoding,
    };
    let skip = marked.filter(|(found, _)| *found == encoding).map_or(0, |(_, length)| length);
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes.get(skip..).unwrap_or(&[]));
    let confidence = if had_errors { 0.5 } else { 1.0 };
    Decoded { text: text.into_owned(), encoding: shown(encoding), confidence }
}

fn detect(bytes: &[u8]) -> Decoded {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return named(bytes, encoding);
    }
    let has_nul = memchr::memchr(0, bytes).is_some();
    if let Ok(text) = std::str::from_utf8(bytes)
        && !has_nul
    {
        return Decoded { text: text.to_owned(), encoding: shown(UTF_8), confidence: 1.0 };
    }
    if has_nul {
        if let Some(encoding) = nul_parity(bytes).or_else(|| score::byte_order(bytes)) {
            let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
            if !had_errors && score::is_plausible(&text) {
                return Decoded { text: text.into_owned(), encoding: shown(encoding), confidence: 0.97 };
            }
        }
        let text = String::from_utf8_lossy(bytes).into_owned();
        return Decoded { text, encoding: shown(UTF_8), confidence: 0.0 };
    }
    if let Some(broken) = nearly_utf8(bytes) {
        return broken;
    }
    score::best(bytes)
}

/// UTF-16 when the NULs (of ASCII and of line ends) stand at one parity only, or nearly so.
fn nul_parity(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (mut even, mut odd) = (0_usize, 0_usize);
    for at in memchr::memchr_iter(0, bytes) {
        if at % 2 == 0 { even += 1 } else { odd += 1 }
    }
    // 一 (U+4E00) and its like put a few NULs at the other parity.
    if odd > 2 * even {
        Some(UTF_16LE)
    } else if even > 2 * odd {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A UTF-8 file with a few broken bytes: four in five of its longer sequences are whole, which text in a double-byte
/// encoding all but never shows.
fn nearly_utf8(bytes: &[u8]) -> Option<Decoded> {
    let (mut whole, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (whole >= 3 && broken * 4 <= whole).then(|| Decoded {
        text: String::from_utf8_lossy(bytes).into_owned(),
        encoding: shown(UTF_8),
        confidence: 0.7,
    })
}

/// Refuses NUL, and text of which one character in twenty is a control that no writer types.
fn refuse_binary(text: &str) -> Result<(), NotText> {
    let control =
        |c: char| matches!(c, '\u{1}'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{1c}'..='\u{1f}' | '\u{7f}');
    let many = || {
        let controls = text.chars().filter(|&c| control(c)).count();
        controls >= 4 && controls * 20 > text.chars().count()
    };
    let nul = text.find('\0').map(|at| (at, Found::Nul));
    let at = nul.or_else(|| text.find(control).filter(|_| many()).map(|at| (at, Found::Controls)));
    let Some((at, found)) = at else { return Ok(()) };
    let before = text.get(..at).unwrap_or("");
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count()) + 1;
    Err(NotText { line, column, found })
}

#[cfg(test)]
mod tests;
