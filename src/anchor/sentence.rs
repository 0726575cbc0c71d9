//! Where sentences end: after 。！？…； and their half-width kin, with the closing marks that follow.

/// Whether a sentence may end after this character.
fn is_stop(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '…' | '；' | '．' | '｡' | '!' | '?' | ';' | '\n')
}

/// Whether it still belongs to the sentence before it.
fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '）' | '》' | '】' | ')' | '"')
}

/// The byte offsets at which sentences end, the text's end always the last.
pub(super) fn ends(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, c) in text.char_indices() {
        if stopped && !is_stop(c) && !is_closer(c) {
            ends.push(at);
            stopped = false;
        }
        stopped |= is_stop(c);
    }
    ends.push(text.len());
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let mut start = 0;
        let found: Vec<&str> = ends(text)
            .into_iter()
            .map(|end| text.get(std::mem::replace(&mut start, end)..end).expect("bounds"))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sentences_end_after_their_closing_marks() {
        check("他说：“好。”大家笑了……散会", &["他说：“好。”", "大家笑了……", "散会"]);
        check("没有句号", &["没有句号"]);
        check("", &[""]);
        check("完。", &["完。"]);
    }
}
