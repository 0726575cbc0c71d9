//! What makes words of others harmless: in a spreadsheet, in Markdown, on a terminal.

use std::borrow::Cow;

use crate::text::Clean;

/// Words whose invisible characters show, as pictures or not at all; line ends stay.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let is_plain = |line: &str| Clean::new(line).as_str() == line;
    if text.split('\n').all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.split('\n').map(|line| Clean::new(line).as_str().to_owned()).collect::<Vec<_>>().join("\n"),
    )
}

/// A CSV cell: what a spreadsheet would take for a formula gets `'` in front.
pub(super) fn csv_cell(text: &str) -> String {
    let shown = shown(text);
    if is_formula(text) || is_formula(&shown) { format!("'{shown}") } else { shown.into_owned() }
}

/// The cell as it was before [`csv_cell`] guarded it.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if is_formula(rest) || rest.starts_with([' ', '␍']) => rest,
        _ => cell,
    }
}

/// Whether a cell begins, after spaces and zero-width characters, with a sign that starts a formula.
fn is_formula(text: &str) -> bool {
    for c in text.chars() {
        if matches!(c, '=' | '+' | '-' | '@' | '|' | '\t' | '\r' | '＝' | '＋' | '－' | '＠') {
            return true;
        }
        let is_passed_over = c.is_whitespace() || crate::formats::toml_text::is_spelt_out(c);
        if !is_passed_over {
            return false;
        }
    }
    false
}

/// Words for Markdown: its own signs escaped, line ends as `<br>`.
pub(super) fn markdown(text: &str) -> String {
    let shown = shown(text);
    let mut out = String::with_capacity(shown.len());
    for (index, c) in shown.chars().enumerate() {
        match c {
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' | '$'
            | '!' => {
                out.extend(['\\', c]);
            }
            '+' | '-' | '=' | ':' if index == 0 => out.extend(['\\', c]),
            '.' | ')' if !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit()) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    // A bare address must not become a link.
    out.replace("://", ":\\//").replace("www.", "www\\.").replace('@', "\\@")
}

/// The words that [`markdown`] wrote, as they are shown.
pub(super) fn from_markdown(text: &str) -> String {
    let text = text.replace("<br>", "\n");
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match (c, chars.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded() {
        for bad in
            ["=1+1", " =1", "\u{200b}=1", "+1", "-1", "@a", "|a", "\ta", "\ra", "＝1", "＠a", "\u{feff} －1"]
        {
            let cell = csv_cell(bad);
            assert!(cell.starts_with('\''), "{bad:?} {cell:?}");
            assert_eq!(unguarded(&cell), shown(bad), "{bad:?}");
        }
        for good in ["晋城", "1-2", "'a", "", "——副题"] {
            assert_eq!(csv_cell(good), good);
            assert_eq!(unguarded(good), good);
        }
    }

    #[test]
    fn markdown_signs_stand_for_themselves() {
        assert_eq!(markdown("a|b*c*\n# <b>"), "a\\|b\\*c\\*<br>\\# \\<b\\>");
        assert_eq!(markdown("- 1"), "\\- 1");
        assert_eq!(markdown("12. 三"), "12\\. 三");
        assert_eq!(markdown("https://a.cn"), "https:\\//a.cn");
        assert!(!markdown("\u{1b}[31m\u{202e}").contains(['\u{1b}', '\u{202e}']));
    }

    proptest! {
        #[test]
        fn markdown_comes_back(text in "[a-z一。\\\\`*_|<>#:/.@!&\n \\-+=0-9]{0,30}") {
            prop_assert_eq!(from_markdown(&markdown(&text)), shown(&text));
        }
    }
}
