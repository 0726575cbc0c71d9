//! What a character means to the rules: the tables of K1–K4, N1, N2, S1, W2 and M1.
//!
//! Sources: GB/T 15834—2011 part 5, W3C CLREQ (line-start and line-end prohibitions), JIS X 4051 for kana.

/// What the base of a cluster means to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Nothing of what follows.
    Other,
    /// K1: a stop, never at a line's start.
    Stop,
    /// K1: a closer.
    Closer,
    /// K2: an opener, never at a line's end.
    Opener,
    /// K2: a currency sign or №, not at a line's end (gb).
    Currency,
    /// K1, P1: … ⋯ ‥
    Ellipsis,
    /// K1: % ℃ ° and other signs that follow a number (gb).
    Percent,
    /// K1: iteration marks and small kana (gb).
    Small,
    /// K3: an interpunct or connector (gb).
    Connector,
    /// P1, K3: —
    Dash,
    /// K3: –
    EnDash,
    /// K4: / ／
    Solidus,
    /// W2: hangs at a break.
    Space,
    /// M1: forces a break.
    Newline,
    /// Not drawn at all.
    Hidden,
    /// N1: an ASCII digit.
    Digit,
    /// N1: a full-width digit.
    WideDigit,
    /// N1: + − ± and their like before a number.
    Sign,
    /// K6: a Latin letter.
    Latin,
    /// S1: ① and its like.
    Circled,
    /// K6: Han, kana or another character that straight quotes may pair beside.
    Han,
    /// K6: " or ' as long as it is unresolved.
    Straight,
    /// K6: ’ as long as it is unresolved.
    RightSingle,
}

impl Kind {
    /// The kind of a character. `’ " '` come unresolved.
    pub(super) fn of(c: char) -> Self {
        match u32::from(c) {
            0x00..=0x7F => ascii(c),
            0x80..=0x1FFF => below_2000(c),
            0x2000..=0x2FFF => symbols(c),
            0x3000..=0x30FF | 0x31F0..=0x31FF => cjk_signs(c),
            0x3220..=0x3229 => Self::Circled,
            0xFE00..=0xFFEF => forms(c),
            0x3100..=0x9FFF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => Self::Han,
            _ if super::clean::is_hidden(c) => Self::Hidden,
            _ => Self::Other,
        }
    }
}

fn ascii(c: char) -> Kind {
    match c {
        '0'..='9' => Kind::Digit,
        'a'..='z' | 'A'..='Z' => Kind::Latin,
        ' ' | '\t' => Kind::Space,
        ',' | '.' | ':' | ';' | '?' | '!' => Kind::Stop,
        '(' | '[' | '{' => Kind::Opener,
        ')' | ']' | '}' => Kind::Closer,
        '%' => Kind::Percent,
        '$' => Kind::Currency,
        '/' => Kind::Solidus,
        '+' | '-' => Kind::Sign,
        '"' | '\'' => Kind::Straight,
        '\n' | '\u{B}' | '\u{C}' => Kind::Newline,
        _ => Kind::Other,
    }
}

fn below_2000(c: char) -> Kind {
    match c {
        '\u{85}' => Kind::Newline,
        '·' => Kind::Connector,
        '«' => Kind::Opener,
        '»' => Kind::Closer,
        '°' => Kind::Percent,
        '¥' | '£' => Kind::Currency,
        '±' => Kind::Sign,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => Kind::Latin,
        '\u{1100}'..='\u{11FF}' => Kind::Han,
        '\u{1680}' => Kind::Space,
        _ if super::clean::is_hidden(c) => Kind::Hidden,
        _ => Kind::Other,
    }
}

fn symbols(c: char) -> Kind {
    match c {
        '“' | '‘' | '‹' => Kind::Opener,
        '”' | '›' => Kind::Closer,
        '’' => Kind::RightSingle,
        '…' | '⋯' | '‥' => Kind::Ellipsis,
        '—' => Kind::Dash,
        '–' => Kind::EnDash,
        '‐' | '‧' => Kind::Connector,
        '‼' | '⁇' | '⁈' | '⁉' => Kind::Stop,
        '‰' | '‱' | '℃' | '℉' | '′' | '″' => Kind::Percent,
        '€' | '№' => Kind::Currency,
        '−' => Kind::Sign,
        '\u{2028}' | '\u{2029}' => Kind::Newline,
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200A}' | '\u{205F}' => Kind::Space,
        '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' => Kind::Circled,
        _ if super::clean::is_hidden(c) => Kind::Hidden,
        _ => Kind::Other,
    }
}

fn cjk_signs(c: char) -> Kind {
    match c {
        '\u{3000}' => Kind::Space,
        '、' | '。' => Kind::Stop,
        '〈' | '《' | '「' | '『' | '【' | '〔' | '〖' | '〘' | '〚' | '〝' => Kind::Opener,
        '〉' | '》' | '」' | '』' | '】' | '〕' | '〗' | '〙' | '〛' | '〞' | '〟' => Kind::Closer,
        '・' | '〜' => Kind::Connector,
        '々' | '〻' | 'ゝ' | 'ゞ' | 'ヽ' | 'ヾ' | 'ー' | '\u{31F0}'..='\u{31FF}' => Kind::Small,
        _ if "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ".contains(c) => {
            Kind::Small
        }
        _ => Kind::Han,
    }
}

fn forms(c: char) -> Kind {
    match c {
        '０'..='９' => Kind::WideDigit,
        'Ａ'..='Ｚ' | 'ａ'..='ｚ' => Kind::Han,
        '，' | '．' | '：' | '；' | '？' | '！' | '､' | '｡' => Kind::Stop,
        '（' | '［' | '｛' | '｟' | '｢' => Kind::Opener,
        '）' | '］' | '｝' | '｠' | '｣' => Kind::Closer,
        '％' => Kind::Percent,
        '￥' | '＄' => Kind::Currency,
        '／' => Kind::Solidus,
        '～' | '･' => Kind::Connector,
        '＋' | '－' => Kind::Sign,
        '\u{FF67}'..='\u{FF70}' => Kind::Small,
        _ if super::clean::is_hidden(c) => Kind::Hidden,
        '\u{FF00}'..='\u{FFDC}' => Kind::Han,
        _ => Kind::Other,
    }
}
