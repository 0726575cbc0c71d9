//! The few colours of what is printed: they help the eye and mean nothing alone.

/// How some words are printed where colour may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Where something was found, and errors.
    Red,
    /// Warnings.
    Yellow,
    /// Tags.
    Cyan,
    /// Headings.
    Bold,
    /// What stands aside.
    Dim,
}

impl Ink {
    /// The words in this ink; as they are without colour. They are clean, and nothing else is added.
    pub(super) fn paint(self, words: &str, has_color: bool) -> String {
        if !has_color || words.is_empty() {
            return words.to_owned();
        }
        let code = match self {
            Self::Red => "1;31",
            Self::Yellow => "33",
            Self::Cyan => "36",
            Self::Bold => "1",
            Self::Dim => "2",
        };
        format!("\u{1b}[{code}m{words}\u{1b}[0m")
    }
}
