//! 一致性 as a table: for each tag the figures of every pair of annotators and of all of them, then for the tag sets.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::table::{Cell, Table, text};
use crate::agree::{self, Figure, Undefined};
use crate::messages::{Lang, report as say};

/// What stands for a tag where the sets of all tags are compared.
const ALL_TAGS: &str = "*";

/// A unit: what each annotator who coded a paragraph put on it, by name.
type Unit<'a> = BTreeMap<&'a str, &'a BTreeSet<String>>;

/// A row for each tag and pair, one for each tag and all annotators, and the same for the sets of tags.
pub(super) fn table(report: &Report, lang: Lang) -> Table {
    let mut table = Table::new(&[
        "tag_path",
        "readers",
        "units",
        "percent",
        "cohen_kappa",
        "fleiss_kappa",
        "krippendorff_alpha",
        "masi_alpha",
        "remark",
    ]);
    let units = units(report);
    let authors: BTreeSet<&str> = units.iter().flat_map(|unit| unit.keys().copied()).collect();
    let tags: BTreeSet<&str> =
        units.iter().flat_map(BTreeMap::values).flat_map(|tags| tags.iter()).map(String::as_str).collect();
    if authors.len() < 2 {
        return table;
    }
    let rows = Rows { authors: authors.into_iter().collect(), units: &units, lang };
    for tag in tags {
        table.rows.extend(rows.of(tag, |tags| tags.contains(tag), agree::nominal, false));
    }
    table.rows.extend(rows.of(ALL_TAGS, Clone::clone, agree::masi, true));
    table
}

/// The paragraphs of all articles that somebody has coded.
fn units(report: &Report) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    for sheet in &report.sheets {
        let mut blocks: BTreeMap<usize, Unit<'_>> = BTreeMap::new();
        for coder in &sheet.coders {
            for (block, tags) in &coder.blocks {
                blocks.entry(*block).or_default().insert(&coder.author, tags);
            }
        }
        units.extend(blocks.into_values());
    }
    units
}

struct Rows<'a> {
    authors: Vec<&'a str>,
    units: &'a [Unit<'a>],
    lang: Lang,
}

impl Rows<'_> {
    /// The rows of one tag: every pair, then all. With `is_sets`, `distance` is that of sets.
    fn of<T: Ord + Clone>(
        &self,
        tag: &str,
        value: impl Fn(&BTreeSet<String>) -> T,
        distance: impl Fn(&T, &T) -> f64,
        is_sets: bool,
    ) -> Vec<Vec<Cell>> {
        let mut rows = Vec::new();
        let mut shares = Vec::new();
        for (index, first) in self.authors.iter().enumerate() {
            for second in self.authors.iter().skip(index + 1) {
                let both = |unit: &Unit<'_>| Some((value(unit.get(first)?), value(unit.get(second)?)));
                let pairs: Vec<(T, T)> = self.units.iter().filter_map(both).collect();
                let of_two: Vec<Vec<T>> = pairs.iter().map(|(a, b)| vec![a.clone(), b.clone()]).collect();
                let masi = is_sets.then(|| agree::krippendorff(&of_two, &distance));
                let figures = Figures {
                    percent: Some(agree::percent(&pairs)),
                    cohen: Some(agree::cohen(&pairs)),
                    alpha: Some(agree::krippendorff(&of_two, agree::nominal)),
                    masi,
                    ..Figures::default()
                };
                shares.extend(figures.percent.and_then(Result::ok).map(|share| (share, pairs.len())));
                rows.push(self.row(tag, &format!("{first} {second}"), pairs.len(), &figures));
            }
        }
        let any: Vec<Vec<T>> =
            self.units.iter().map(|unit| unit.values().map(|tags| value(tags)).collect()).collect();
        let paired = any.iter().filter(|unit| unit.len() > 1).count();
        let full: Vec<Vec<T>> = any.iter().filter(|unit| unit.len() == self.authors.len()).cloned().collect();
        let masi = is_sets.then(|| agree::krippendorff(&any, &distance));
        let figures = Figures {
            percent: Some(mean(&shares)),
            fleiss: Some(agree::fleiss(&full)),
            alpha: Some(agree::krippendorff(&any, agree::nominal)),
            masi,
            ..Figures::default()
        };
        rows.push(self.row(tag, &say::all_readers(self.lang), paired, &figures));
        rows
    }

    fn row(&self, tag: &str, readers: &str, units: usize, figures: &Figures) -> Vec<Cell> {
        let cell = |figure: &Option<Figure>| match figure {
            Some(Ok(value)) => Cell::Number((value * 1000.0).round() / 1000.0),
            Some(Err(_)) | None => Cell::Empty,
        };
        vec![
            text(tag),
            text(readers),
            Cell::Count(units),
            cell(&figures.percent),
            cell(&figures.cohen),
            cell(&figures.fleiss),
            cell(&figures.alpha),
            cell(&figures.masi),
            text(&figures.remark(self.lang)),
        ]
    }
}

/// The mean of shares, each weighed by its units.
fn mean(shares: &[(f64, usize)]) -> Figure {
    let weight = |units: usize| u32::try_from(units).map_or(f64::from(u32::MAX), f64::from);
    let all: f64 = shares.iter().map(|(_, units)| weight(*units)).sum();
    if all <= 0.0 {
        return Err(Undefined::NoUnits);
    }
    Ok(shares.iter().map(|(share, units)| share * weight(*units)).sum::<f64>() / all)
}

/// The figures of a row; `None` where a figure does not belong.
#[derive(Default)]
struct Figures {
    percent: Option<Figure>,
    cohen: Option<Figure>,
    fleiss: Option<Figure>,
    alpha: Option<Figure>,
    masi: Option<Figure>,
}

impl Figures {
    /// Why figures are missing.
    fn remark(&self, lang: Lang) -> String {
        let reasons: BTreeSet<String> = [self.percent, self.cohen, self.fleiss, self.alpha, self.masi]
            .into_iter()
            .flatten()
            .filter_map(Result::err)
            .map(|why| match why {
                Undefined::NoUnits => say::no_units(lang),
                Undefined::NoVariation => say::no_variation(lang),
            })
            .collect();
        reasons.into_iter().collect::<Vec<_>>().join(say::semicolon(lang).as_str())
    }
}
