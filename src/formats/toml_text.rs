//! How strings are written into our TOML files: readable Chinese, every invisible character spelt out.
//!
//! TOML 1.0 only. Knows nothing of which file or key the string belongs to.

use std::fmt::Write as _;

/// A basic string on one line, quotes included.
pub fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    text.chars().for_each(|c| push(&mut out, c));
    out.push('"');
    out
}

/// A basic string that keeps its line feeds: `"""` and a line feed in front when it has any, else [`line()`].
pub fn block(text: &str) -> String {
    if !text.contains('\n') {
        return line(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    out.push_str("\"\"\"\n");
    for c in text.chars() {
        if c == '\n' { out.push('\n') } else { push(&mut out, c) }
    }
    out.push_str("\"\"\"");
    out
}

/// A key: bare where TOML allows it, else a basic string.
pub fn key(text: &str) -> String {
    let bare =
        !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
    if bare { text.to_owned() } else { line(text) }
}

/// An array of strings on one line.
pub fn array<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.into_iter().map(line).collect();
    format!("[{}]", items.join(", "))
}

/// One character of a basic string.
fn push(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        c if is_spelt_out(c) => {
            let code = u32::from(c);
            // Writing into a String cannot fail.
            let _ = if code > 0xFFFF { write!(out, "\\U{code:08X}") } else { write!(out, "\\u{code:04X}") };
        }
        c => out.push(c),
    }
}

/// Whether a character never stands raw in a file of ours: C0, DEL, C1, bidi controls, zero-width
/// characters, U+2028/9, BOM, interlinear and tag characters.
pub fn is_spelt_out(c: char) -> bool {
    matches!(u32::from(c),
        0x00..=0x1F | 0x7F..=0x9F | 0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5 | 0x180B..=0x180F
        | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB
        | 0xE0000..=0xE0FFF)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(block(text), expected);
        let parsed: toml::Table = toml::from_str(&format!("a = {}", block(text))).expect("TOML");
        assert_eq!(parsed.get("a").and_then(toml::Value::as_str), Some(text));
    }

    #[test]
    fn strings_are_readable_and_safe() {
        check("数字“35.6亿元”", "\"数字“35.6亿元”\"");
        check("一\n二", "\"\"\"\n一\n二\"\"\"");
        check("\n", "\"\"\"\n\n\"\"\"");
        check("\"\"\"\n\\", "\"\"\"\n\\\"\\\"\\\"\n\\\\\"\"\"");
        check("\u{1b}[2J\t\u{7f}\u{9b}", "\"\\u001B[2J\\u0009\\u007F\\u009B\"");
        check("\u{202e}\u{200d}\u{2028}\u{feff}\u{e0041}", "\"\\u202E\\u200D\\u2028\\uFEFF\\U000E0041\"");
        check("", "\"\"");
    }

    #[test]
    fn keys_are_bare_where_they_may() {
        assert_eq!(key("review-1"), "review-1");
        assert_eq!(key("a:b"), "\"a:b\"");
        assert_eq!(key(""), "\"\"");
    }

    proptest::proptest! {
        #[test]
        fn every_string_comes_back(text in "\\PC*|(?s).{0,40}") {
            let text = text.replace('\r', "");
            let parsed: toml::Table = toml::from_str(&format!("a = {}\nb = {}", block(&text), line(&text))).expect("TOML");
            proptest::prop_assert_eq!(parsed.get("a").and_then(toml::Value::as_str), Some(text.as_str()));
            proptest::prop_assert_eq!(parsed.get("b").and_then(toml::Value::as_str), Some(text.as_str()));
        }
    }
}
