//! Text as XML and HTML hold it: their signs escaped, what they forbid made visible.

/// Escapes text for element content and for attributes in double quotes. Characters that XML 1.0 forbids become U+FFFD.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A reader would make a line feed of it.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// The text that [`escaped`] wrote.
pub fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let found = after.split_once(';').and_then(|(name, more)| Some((super::docx::entity(name)?, more)));
        if let Some((c, more)) = found {
            out.push(c);
            rest = more;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_xml_forbids_shows() {
        assert_eq!(escaped("一\u{0}\u{b}\u{ffff}二"), "一\u{fffd}\u{fffd}\u{fffd}二");
        assert_eq!(escaped("<a href=\"x\">&'"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
    }

    proptest! {
        #[test]
        fn text_comes_back(text in "[ -~\t\n\r一-龥“”&<>]{0,40}") {
            prop_assert_eq!(unescaped(&escaped(&text)), text);
        }
    }
}
