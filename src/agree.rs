//! 一致性: how far annotators agree beyond chance. Percent, Cohen's κ, Fleiss' κ, Krippendorff's α, the MASI distance.
//!
//! Values are whatever two annotators can give one unit: yes or no for one tag, a set of tags for all of them. What has
//! no value is told with its reason ([`Undefined`]); no figure is ever NaN. Knows nothing of marks and articles.

use std::collections::{BTreeMap, BTreeSet};

/// Why there is no figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Undefined {
    /// No unit was coded by two annotators.
    NoUnits,
    /// Everybody gave every unit the same value: chance alone would agree as well.
    NoVariation,
}

/// A figure, or why there is none.
pub type Figure = Result<f64, Undefined>;

/// A count as a number.
fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// How often each value was given.
fn counts<'a, T: Ord + 'a>(values: impl Iterator<Item = &'a T>) -> BTreeMap<&'a T, usize> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}

/// 1 − missed ÷ expected; without anything to expect there is no figure.
fn beyond_chance(missed: f64, expected: f64) -> Figure {
    if expected <= f64::EPSILON { Err(Undefined::NoVariation) } else { Ok(1.0 - missed / expected) }
}

/// The share of units on which two annotators agree, 0 to 1.
///
/// # Errors
/// No unit at all.
pub fn percent<T: Ord>(pairs: &[(T, T)]) -> Figure {
    if pairs.is_empty() {
        return Err(Undefined::NoUnits);
    }
    Ok(number(pairs.iter().filter(|(a, b)| a == b).count()) / number(pairs.len()))
}

/// Cohen's κ of two annotators.
///
/// # Errors
/// No unit at all, or no variation.
pub fn cohen<T: Ord>(pairs: &[(T, T)]) -> Figure {
    let observed = percent(pairs)?;
    let (first, second) = (counts(pairs.iter().map(|(a, _)| a)), counts(pairs.iter().map(|(_, b)| b)));
    let both = number(pairs.len()).powi(2);
    let by_chance: f64 = first
        .iter()
        .filter_map(|(value, count)| Some(number(*count) * number(*second.get(value)?) / both))
        .sum();
    beyond_chance(1.0 - observed, 1.0 - by_chance)
}

/// Fleiss' κ of several annotators; each unit has a value of each of them.
///
/// # Errors
/// No unit with two values or more, or no variation.
pub fn fleiss<T: Ord>(units: &[Vec<T>]) -> Figure {
    let annotators = units.first().map_or(0, Vec::len);
    if annotators < 2 {
        return Err(Undefined::NoUnits);
    }
    let raters = number(annotators);
    let squares =
        |counts: &BTreeMap<&T, usize>| counts.values().map(|count| number(*count).powi(2)).sum::<f64>();
    let observed: f64 = units
        .iter()
        .map(|unit| (squares(&counts(unit.iter())) - raters) / (raters * (raters - 1.0)))
        .sum::<f64>()
        / number(units.len());
    let by_chance = squares(&counts(units.iter().flatten())) / (number(units.len()) * raters).powi(2);
    beyond_chance(1.0 - observed, 1.0 - by_chance)
}

/// Krippendorff's α with a distance between values, 0 to 1; units may lack annotators, and those with a single value do not
/// count.
///
/// # Errors
/// No unit with two values, or no variation.
pub fn krippendorff<T: Ord>(units: &[Vec<T>], distance: impl Fn(&T, &T) -> f64) -> Figure {
    let paired: Vec<&Vec<T>> = units.iter().filter(|unit| unit.len() > 1).collect();
    let all = counts(paired.iter().flat_map(|unit| unit.iter()));
    let total = number(all.values().sum());
    if paired.is_empty() {
        return Err(Undefined::NoUnits);
    }
    let apart = |counts: &BTreeMap<&T, usize>| -> f64 {
        let pairs = counts.iter().flat_map(|one| counts.iter().map(move |other| (one, other)));
        pairs.map(|((a, n), (b, m))| number(*n) * number(*m) * distance(a, b)).sum()
    };
    let missed: f64 =
        paired.iter().map(|unit| apart(&counts(unit.iter())) / (number(unit.len()) - 1.0)).sum::<f64>()
            / total;
    beyond_chance(missed, apart(&all) / (total * (total - 1.0)))
}

/// The nominal distance: another value is another value.
pub fn nominal<T: Ord>(a: &T, b: &T) -> f64 {
    f64::from(u8::from(a != b))
}

/// The MASI distance of two sets (Passonneau 2006): 1 − Jaccard × monotonicity; two empty sets are the same.
pub fn masi<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let (shared, all) = (a.intersection(b).count(), a.union(b).count());
    if all == 0 {
        return 0.0;
    }
    let monotonicity = if a == b {
        1.0
    } else if shared == a.len() || shared == b.len() {
        2.0 / 3.0
    } else if shared > 0 {
        1.0 / 3.0
    } else {
        0.0
    };
    // An empty set is a part of every other, and shares nothing with it.
    1.0 - number(shared) / number(all) * monotonicity
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(figure: Figure, expected: f64) {
        let value = figure.expect("a figure");
        assert!((value - expected).abs() < 0.0005, "{value} for {expected}");
    }

    /// Krippendorff's sample of four observers and twelve units; 0 is a missing value.
    #[test]
    fn krippendorffs_sample_gives_his_figure() {
        let rows = [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, 0, 0, 0],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, 0, 3],
            [0, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 0],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, 0],
        ];
        let units: Vec<Vec<u8>> = (0..12)
            .map(|unit| rows.iter().map(|row| row[unit]).filter(|value| *value > 0).collect())
            .collect();
        close(krippendorff(&units, nominal), 0.743);
        let sets: Vec<Vec<BTreeSet<u8>>> =
            units.iter().map(|unit| unit.iter().map(|value| BTreeSet::from([*value])).collect()).collect();
        close(krippendorff(&sets, masi), 0.743);
    }

    #[test]
    fn the_table_of_two_annotators_gives_its_kappa() {
        let cells = [(true, true, 20), (true, false, 5), (false, true, 10), (false, false, 15)];
        let pairs: Vec<(bool, bool)> =
            cells.iter().flat_map(|(a, b, count)| std::iter::repeat_n((*a, *b), *count)).collect();
        close(percent(&pairs), 0.7);
        close(cohen(&pairs), 0.4);
        let units: Vec<Vec<bool>> = pairs.iter().map(|(a, b)| vec![*a, *b]).collect();
        // Both see one chance for all annotators: Scott's π, and α with its small-sample correction.
        close(fleiss(&units), 0.3939);
        close(krippendorff(&units, nominal), 0.4);
    }

    /// Fleiss' sample of 1971: 10 subjects, 14 raters, 5 categories.
    #[test]
    fn fleiss_sample_gives_his_figure() {
        let rows = [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ];
        let unit = |row: &[usize; 5]| {
            row.iter().enumerate().flat_map(|(value, count)| std::iter::repeat_n(value, *count)).collect()
        };
        close(fleiss(&rows.iter().map(unit).collect::<Vec<Vec<usize>>>()), 0.210);
    }

    #[test]
    fn sets_are_as_far_apart_as_masi_says() {
        let set = |text: &str| text.chars().collect::<BTreeSet<char>>();
        for (a, b, expected) in [
            ("", "", 0.0),
            ("ab", "ab", 0.0),
            ("a", "ab", 2.0 / 3.0),
            ("ab", "bc", 8.0 / 9.0),
            ("a", "b", 1.0),
            ("", "a", 1.0),
        ] {
            close(Ok(masi(&set(a), &set(b))), expected);
        }
    }

    #[test]
    fn what_has_no_value_says_why() {
        assert_eq!(cohen::<bool>(&[]), Err(Undefined::NoUnits));
        assert_eq!(cohen(&[(false, false), (false, false)]), Err(Undefined::NoVariation));
        assert_eq!(fleiss(&[vec![1], vec![2]]), Err(Undefined::NoUnits));
        assert_eq!(fleiss(&[vec![1, 1], vec![1, 1]]), Err(Undefined::NoVariation));
        assert_eq!(krippendorff(&[vec![1], vec![2]], nominal), Err(Undefined::NoUnits));
        assert_eq!(krippendorff(&[vec![1, 1], vec![1, 1, 1]], nominal), Err(Undefined::NoVariation));
    }
}
