//! What is wrong with a regular expression, and at which of its characters.

use regex_syntax::ast::ErrorKind as Written;
use regex_syntax::hir::ErrorKind as Meant;
use regex_syntax::{Error, Parser};

use crate::messages::{Lang, query as say};

/// A pattern that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Which of its characters is the place, counted from 0.
    pub at_chars: usize,
    /// What is wrong there.
    pub why: String,
}

/// Reads a pattern for its faults; tells whether it asks where a text begins or ends.
///
/// # Errors
/// The first fault.
pub(crate) fn check(pattern: &str, lang: Lang) -> Result<bool, Wrong> {
    let (span, why) = match Parser::new().parse(pattern) {
        Ok(read) => return Ok(read.properties().look_set().contains_anchor()),
        Err(Error::Parse(error)) => (*error.span(), written(error.kind(), lang)),
        Err(Error::Translate(error)) => (*error.span(), meant(error.kind(), lang)),
        Err(error) => return Err(Wrong { at_chars: 0, why: say::pattern_other(lang, error) }),
    };
    let before = pattern.get(..span.start.offset).unwrap_or("");
    Err(Wrong { at_chars: before.chars().count(), why })
}

/// A pattern that is sound and too large to be run.
pub(crate) fn too_large(lang: Lang) -> Wrong {
    Wrong { at_chars: 0, why: say::pattern_too_large(lang) }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the crate may add kinds; it words the rare ones itself")]
fn written(kind: &Written, lang: Lang) -> String {
    match kind {
        Written::ClassUnclosed => say::pattern_class_open(lang),
        Written::ClassRangeInvalid | Written::ClassRangeLiteral | Written::ClassEscapeInvalid => {
            say::pattern_range(lang)
        }
        Written::EscapeUnexpectedEof => say::pattern_escape_end(lang),
        Written::EscapeUnrecognized
        | Written::EscapeHexEmpty
        | Written::EscapeHexInvalid
        | Written::EscapeHexInvalidDigit
        | Written::UnicodeClassInvalid => say::pattern_escape(lang),
        Written::GroupUnclosed | Written::GroupNameUnexpectedEof => say::pattern_group_open(lang),
        Written::GroupUnopened => say::pattern_group_shut(lang),
        Written::GroupNameDuplicate { .. } | Written::GroupNameEmpty | Written::GroupNameInvalid => {
            say::pattern_group_name(lang)
        }
        Written::FlagDanglingNegation
        | Written::FlagDuplicate { .. }
        | Written::FlagRepeatedNegation { .. }
        | Written::FlagUnexpectedEof
        | Written::FlagUnrecognized => say::pattern_flag(lang),
        Written::RepetitionMissing => say::pattern_repeats_nothing(lang),
        Written::RepetitionCountInvalid
        | Written::RepetitionCountDecimalEmpty
        | Written::RepetitionCountUnclosed
        | Written::DecimalEmpty
        | Written::DecimalInvalid => say::pattern_count(lang),
        Written::UnsupportedBackreference => say::pattern_backreference(lang),
        Written::UnsupportedLookAround => say::pattern_look_around(lang),
        Written::CaptureLimitExceeded | Written::NestLimitExceeded(_) => say::pattern_too_large(lang),
        other => say::pattern_other(lang, other),
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "the crate may add kinds; it words the rare ones itself")]
fn meant(kind: &Meant, lang: Lang) -> String {
    match kind {
        Meant::UnicodePropertyNotFound
        | Meant::UnicodePropertyValueNotFound
        | Meant::UnicodePerlClassNotFound => say::pattern_property(lang),
        other => say::pattern_other(lang, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_their_place_in_characters() {
        let check = |pattern: &str, expected: usize| {
            let wrong = check(pattern, Lang::Zh).expect_err(pattern);
            assert_eq!(wrong.at_chars, expected, "{pattern}: {}", wrong.why);
            assert!(!wrong.why.is_ascii(), "said in Chinese: {}", wrong.why);
        };
        check("晋城[一二", 2);
        check("第(\\d+届", 1);
        check("届)", 1);
        check("*届", 0);
        check("年{2,1}", 1);
        check("[z-a]", 1);
        check("晋\\q", 1);
        check("(?=晋)", 0);
        check("晋城\\p{Hanzi}", 2);
        assert_eq!(super::check("第[0-9]+\\/届", Lang::En), Ok(false));
        assert_eq!(super::check("一|(?:二\\b|三)$", Lang::En), Ok(true));
    }
}
