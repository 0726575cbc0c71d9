//! Classes of UAX #14 for ASCII and plain signs, and the rank between two of them, the overlay included.
//!
//! Knows no text: what no pair decides is left to the exact path.

use super::breaks::Rank;
use super::signs::Sign;

/// What a cluster is to what stands beside it; the line break classes in brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Nothing: the text begins.
    Start,
    /// A plain sign or an ellipsis behind which a line may end (ID, NS, CL, EX, IN).
    Free,
    /// A dash (B2).
    Dash,
    /// An opening sign or bracket (OP), not at a line's end (K2).
    Opens,
    /// A letter, or a sign that counts as one (AL).
    Letter,
    /// A digit (NU).
    Digit,
    /// `)` `]` (CP).
    Closes,
    /// `}` (CL).
    Brace,
    /// `, . : ;` (IS).
    Stop,
    /// `! ?` (EX).
    Exclaims,
    /// `/` (SY) outside addresses, neither at a line's start nor its end (K4).
    Solidus,
    /// `|` (BA).
    Bar,
    /// `%` and its like (PO).
    Percent,
    /// `+` `\` (PR).
    Plus,
    /// `$` (PR), not at a line's end (K2).
    Currency,
    /// `-` (HY).
    Hyphen,
    /// The same at the start or behind a space.
    HyphenFirst,
}

impl Class {
    /// The class of a plain sign.
    #[inline]
    pub(super) fn of_sign(sign: Sign) -> Self {
        if sign.opens() { Self::Opens } else { Self::Free }
    }

    /// The class of a mark of ASCII; `None` for straight quotes.
    pub(super) fn of_ascii(byte: u8) -> Option<Self> {
        Some(match byte {
            b'(' | b'[' | b'{' => Self::Opens,
            b')' | b']' => Self::Closes,
            b'}' => Self::Brace,
            b',' | b'.' | b':' | b';' => Self::Stop,
            b'!' | b'?' => Self::Exclaims,
            b'/' => Self::Solidus,
            b'|' => Self::Bar,
            b'%' => Self::Percent,
            b'+' | b'\\' => Self::Plus,
            b'$' => Self::Currency,
            b'-' => Self::Hyphen,
            b'"' | b'\'' => return None,
            _ => Self::Letter,
        })
    }

    /// Whether no line ends behind it (K2, K4).
    pub(super) fn forbids_end(self) -> bool {
        matches!(self, Self::Opens | Self::Currency | Self::Solidus)
    }

    /// Whether no line starts with it (K1, K3, K4).
    fn forbids_start(self) -> bool {
        matches!(
            self,
            Self::Closes | Self::Brace | Self::Stop | Self::Exclaims | Self::Solidus | Self::Percent
        )
    }
}

/// The rank between two clusters with spaces between them or none; `None` when more than the two decides.
pub(super) fn between(before: Class, is_spaced: bool, after: Class) -> Option<Rank> {
    use Class as C;
    if before.forbids_end() || after.forbids_start() {
        return Some(Rank::Against);
    }
    if is_spaced {
        return Some(Rank::Allowed);
    }
    let is_word = matches!(before, C::Letter | C::Digit);
    let (is_affix, is_closed) =
        (matches!(before, C::Percent | C::Plus), matches!(before, C::Closes | C::Stop));
    let is_joined = match after {
        // LB25 looks at what follows.
        C::Opens if is_affix => return None,
        // LB25 looks at what was before.
        C::Plus | C::Currency if is_closed || before == C::Brace => return None,
        // LB24, LB30
        C::Opens | C::Plus | C::Currency => is_word,
        // LB21
        C::Hyphen | C::HyphenFirst | C::Bar => before != C::Start,
        // LB20a, LB24, LB28–LB30
        C::Letter => is_word || is_affix || is_closed || before == C::HyphenFirst,
        // LB23, LB25, LB30
        C::Digit => is_word || is_affix || is_closed || matches!(before, C::Hyphen | C::HyphenFirst),
        C::Start
        | C::Free
        | C::Dash
        | C::Closes
        | C::Brace
        | C::Stop
        | C::Exclaims
        | C::Solidus
        | C::Percent => false,
    };
    Some(if is_joined { Rank::Word } else { Rank::Allowed })
}
