//! The official tests of UAX #14 and UAX #29 on the crates that layout stands on, our overlay off.
//!
//! The files name their origin; each line holds code points between `÷` (a boundary) and `×` (none).

#![expect(clippy::expect_used, reason = "a malformed test file fails the test")]

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, LineBreak};
use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use pizhu::text::clusters;

/// Runs every line of a test file; `found` returns the boundaries of a text, its start left out.
fn run(file: &str, at_least: usize, found: impl Fn(&str) -> Vec<usize>) {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for word in line.split_whitespace() {
            match word {
                "÷" if !text.is_empty() => expected.push(text.len()),
                "÷" | "×" => {}
                code => {
                    let code = u32::from_str_radix(code, 16).expect("a code point");
                    text.push(char::from_u32(code).expect("a character"));
                }
            }
        }
        count += 1;
        if found(&text) != expected {
            wrong.push(line);
        }
    }
    assert!(count >= at_least, "only {count} lines");
    assert!(wrong.is_empty(), "{} of {count}: {:?}", wrong.len(), wrong.iter().take(9).collect::<Vec<_>>());
}

/// LB1 leaves Thai, Lao, Khmer and Burmese to dictionaries, which we do without: they become letters and marks.
fn resolve_complex(text: &str) -> String {
    let (breaks, categories) =
        (CodePointMapData::<LineBreak>::new(), CodePointMapData::<GeneralCategory>::new());
    let resolve = |c: char| {
        if breaks.get(c) != LineBreak::ComplexContext {
            return c;
        }
        let mark =
            matches!(categories.get(c), GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark);
        // A letter and a mark as long as the characters they stand for.
        if mark { '\u{81C}' } else { '\u{800}' }
    };
    text.chars().map(resolve).collect()
}

#[test]
fn line_breaks_of_unicode_17() {
    let segmenter = LineSegmenter::new_17_for_non_complex_scripts(LineBreakOptions::default());
    let found = |text: &str| segmenter.segment_str(&resolve_complex(text)).filter(|&at| at > 0).collect();
    run(include_str!("data/LineBreakTest-17.0.0.txt"), 19_000, found);
}

#[test]
fn clusters_of_unicode_17() {
    let found = |text: &str| clusters(text).map(|(at, cluster)| at + cluster.len()).collect();
    run(include_str!("data/GraphemeBreakTest-17.0.0.txt"), 700, found);
}
