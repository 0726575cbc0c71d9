//! Over whole texts, at every width: no line breaks a rule, nothing is lost, and no more lines than plain UAX #14.
//!
//! The lists of characters are written out once more on purpose: they must not come from the code they judge.

#![expect(clippy::unwrap_used, reason = "a pattern that does not compile fails the test")]

use pizhu::text::{Clean, Level, Line, Widths, cells, clusters, layout, prepare};
use regex::Regex;

const NOT_FIRST: &str = "，、。．；：？！､｡,.;:?!‼⁇⁈⁉”’）〉》」』】〕〗〙〛］｝｠｣〞〟)]}»›…⋯‥%％‰‱℃℉°′″々〻ゝゞヽヾー\
    ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ·‧・･～〜‐";
const NOT_LAST: &str = "“‘（〈《「『【〔〖〘〚［｛｟｢〝([{«‹￥＄¥$£€№";
const UNITS: &str = "元|美元|平方米|㎡|公里|公顷|亩|吨|人次|人|户|家|个|项|件|年|月|日|天|小时|届|份|趟|条";

type Ranges = Vec<std::ops::Range<usize>>;

/// What a text counts up over all widths.
#[derive(Debug, Default, PartialEq, Eq)]
struct Faults {
    first: Vec<String>,
    last: Vec<String>,
    parted: Vec<String>,
    wide: Vec<String>,
    lost: Vec<String>,
}

/// The byte ranges that no line may end inside.
fn wholes(text: &str) -> Ranges {
    let number = r"[0-9０-９]+(?:[.,．][0-9０-９]+)*";
    [
        format!(r"第?{number}[十百千万亿兆余多]*(?:{UNITS})"),
        format!(r"[+−±￥$＄¥-]?{number}[%％‰℃]?"),
        format!("第{number}"),
        "——".into(),
        "……".into(),
        "⋯⋯".into(),
        "[①-⑳].".into(),
    ]
    .iter()
    .flat_map(|pattern| Regex::new(pattern).unwrap().find_iter(text).map(|m| m.range()).collect::<Vec<_>>())
    .collect()
}

/// The ranges of addresses, in which a slash is free.
fn addresses(text: &str) -> Ranges {
    let pattern = Regex::new(r"[a-z]+://[!-~]+|[\w.]+@[\w.]+").unwrap();
    pattern.find_iter(text).map(|m| m.range()).collect()
}

fn judge(
    text: &str,
    lines: &[Line],
    measure: usize,
    widths: Widths,
    ranges: &[Ranges; 2],
    faults: &mut Faults,
) {
    let clean = Clean::new(text);
    let [wholes, addresses] = ranges;
    let in_address = |at: usize| addresses.iter().any(|range| range.contains(&at));
    let mut at = 0;
    for (index, line) in lines.iter().enumerate() {
        let drawn = clean.drawn(line.text());
        let say = || format!("{measure} {drawn}");
        if line.start != at || line.end < line.start {
            faults.lost.push(say());
        }
        at = line.end;
        if line.cells != cells(drawn, &widths) || line.indent + line.cells > measure {
            faults.wide.push(say());
        }
        let single_dash = ["—", "–"].iter().any(|d| drawn.starts_with(d) && !drawn.starts_with(&d.repeat(2)));
        if index > 0
            && (drawn.starts_with(|c| NOT_FIRST.contains(c)) || single_dash || drawn.starts_with(' '))
        {
            faults.first.push(say());
        }
        if index > 0 && drawn.starts_with(['/', '／']) {
            faults.first.push(say());
        }
        if index + 1 < lines.len() {
            let slash = drawn.ends_with(['/', '／']) && !in_address(line.text_end - 1);
            if drawn.ends_with(|c| NOT_LAST.contains(c)) || slash {
                faults.last.push(say());
            }
            if wholes.iter().any(|whole| whole.start < line.end && line.end < whole.end) {
                faults.parted.push(say());
            }
        }
    }
    if at != text.len() {
        faults.lost.push(text.into());
    }
}

/// The number of lines that UAX #14 alone makes, greedily, with the same widths.
fn plain_lines(text: &str, measure: usize, widths: Widths) -> usize {
    let breaks: Vec<usize> = unicode_linebreak::linebreaks(text).map(|(at, _)| at).collect();
    let all: Vec<(usize, &str, usize)> = clusters(text).map(|(at, c)| (at, c, cells(c, &widths))).collect();
    let (mut lines, mut index, mut start, mut last, mut used) = (1, 0, 0, None, 0);
    while let Some(&(at, cluster, wide)) = all.get(index) {
        if index > start && breaks.binary_search(&at).is_ok() {
            last = Some(index);
        }
        if used + wide > measure && !cluster.trim().is_empty() {
            lines += 1;
            index = last.unwrap_or(index);
            (start, last, used) = (index, None, 0);
        } else {
            used += wide;
            index += 1;
        }
    }
    lines
}

/// Lays every paragraph out at every width, fails at any fault, and returns our lines and those of plain UAX #14, with
/// ambiguous characters narrow and wide.
fn run<'t>(paragraphs: impl Iterator<Item = &'t str>) -> [(usize, usize); 2] {
    let mut counts = [(0, 0); 2];
    let mut faults = Faults::default();
    for text in paragraphs {
        let ranges = [wholes(text), addresses(text)];
        for (counts, widths) in counts.iter_mut().zip([Widths::narrow(), Widths::wide()]) {
            let prepared = prepare(text, &widths, Level::Gb);
            for measure in 20..=120 {
                let lines = layout(&prepared, measure, 0);
                judge(text, &lines, measure, widths, &ranges, &mut faults);
                counts.0 += lines.len();
                counts.1 += plain_lines(text.trim_start_matches('　'), measure, widths);
            }
        }
    }
    assert_eq!(faults, Faults::default());
    counts
}

#[test]
fn our_own_news() {
    // The fixture is far denser in numbers than news: what their units cost stays below one in a hundred.
    for (ours, plain) in run(include_str!("fixtures/wrapping.txt").lines()) {
        assert!(ours * 100 <= plain * 101, "{ours} {plain}");
    }
}

#[test]
fn the_articles_take_no_more_lines_than_plain_breaking() {
    let (mut texts, mut waiting) = (Vec::new(), vec![std::path::PathBuf::from("articles")]);
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                texts.push(std::fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(texts.len() > 10, "{}", texts.len());
    let bodies = texts.iter().filter_map(|text| text.rsplit("+++\n").next());
    for (ours, plain) in run(bodies.flat_map(str::lines).filter(|line| !line.is_empty())) {
        assert!(ours <= plain, "{ours} {plain}");
    }
}

/// How bad it is to end a line at a byte: 0 not at all, 1 between a number and its unit, 2 inside a number, 3 against
/// a mark, 4 inside a dash or an ellipsis.
fn badness(text: &str, at: usize, wholes: &[(u8, Ranges)], addresses: &Ranges) -> u8 {
    let (before, after) = text.split_at(at);
    let trimmed = before.trim_end_matches([' ', '　']);
    let inside = |ranges: &Ranges| ranges.iter().any(|whole| whole.start < at && at < whole.end);
    let solidus = ['/', '／'];
    let in_address = addresses.iter().any(|range| range.contains(&(trimmed.len().saturating_sub(1))));
    let single = ["—", "–"].iter().any(|d| after.starts_with(d) && !after.starts_with(&d.repeat(2)));
    let doubled = before.ends_with(['—', '–', '…', '⋯']);
    let marks = after.starts_with(|c| NOT_FIRST.contains(c))
        || trimmed.ends_with(|c| NOT_LAST.contains(c))
        || (single && !doubled)
        || after.starts_with(solidus)
        || (trimmed.ends_with(solidus) && !in_address);
    let parted = wholes.iter().filter(|(_, ranges)| inside(ranges)).map(|(bad, _)| *bad).max();
    parted.unwrap_or(0).max(if marks { 3 } else { 0 })
}

/// The ranges of [`wholes`] by how bad it is to break inside.
fn graded(text: &str) -> Vec<(u8, Ranges)> {
    let number = r"(?:[0-9０-９]+(?:[.,．][0-9０-９]+|(?:，[０-９]+))*)";
    [
        (1, format!(r"第?{number}[十百千万亿兆余多]*(?:{UNITS})")),
        (1, format!("第{number}|[①-⑳].")),
        (2, format!("[+−±＋－￥$＄¥-]?{number}")),
        (4, "——|……|⋯⋯".to_owned()),
    ]
    .into_iter()
    .map(|(bad, pattern)| (bad, Regex::new(&pattern).unwrap().find_iter(text).map(|m| m.range()).collect()))
    .collect()
}

/// At small measures a rule is broken only where every break that fits breaks one at least as strong.
#[test]
fn small_measures_force_every_bad_break() {
    let mut forced = [0_usize; 5];
    for text in include_str!("fixtures/wrapping.txt").lines() {
        let (grades, addresses) = (graded(text), addresses(text));
        let free: Vec<usize> = unicode_linebreak::linebreaks(text).map(|(at, _)| at).collect();
        for widths in [Widths::narrow(), Widths::wide()] {
            let prepared = prepare(text, &widths, Level::Gb);
            for measure in 8..=19 {
                let lines = layout(&prepared, measure, 0);
                assert_eq!(lines.last().map(|line| line.end), Some(text.len()));
                for line in lines.iter().take(lines.len() - 1) {
                    assert!(line.cells <= measure && !line.clipped, "{measure} {text}");
                    let bad = badness(text, line.end, &grades, &addresses);
                    forced[usize::from(bad)] += 1;
                    let mut used = 0;
                    for (at, cluster) in clusters(text.get(line.text_start..).unwrap_or_default()) {
                        let at = line.text_start + at;
                        let is_better = || {
                            let other = badness(text, at, &grades, &addresses);
                            // Where a word may be cut is not told here: only against marks it always may.
                            other < bad && (free.binary_search(&at).is_ok() || bad >= 3)
                        };
                        assert!(
                            used == 0 || cluster.trim().is_empty() || !is_better(),
                            "{measure}: {} could end at {}",
                            text.get(line.start..line.end).unwrap_or_default(),
                            text.get(line.start..at).unwrap_or_default(),
                        );
                        used += cells(cluster, &widths);
                        if used > measure {
                            break;
                        }
                    }
                }
            }
        }
    }
    assert!(forced[0] > 1_000 && forced[1] > 0, "{forced:?}");
}
