//! 编校差错率 (《报纸编校差错率计算方法》): errors per 10,000 checked characters, weighed by the codebook.
//!
//! An error whose mark has lost its place is not counted: nobody can look it up, and it stands in no row of the table.
//! Doubled in headlines; the same error counts at most three times; two readers who mark one error count once.

use std::collections::{BTreeMap, BTreeSet};

use super::sheet::{Item, Sheet};
use crate::words::{BlockKind, Codebook, Status};

/// A newspaper passes with at most so many errors in 10,000 characters.
pub const PASS_PER_10_000: f64 = 3.0;

/// The group whose tags are errors.
pub(super) const ERRORS: &str = "差错";

/// Counts by its length: one character 1, up to five 2, more 4.
const BY_LENGTH: &str = "差错/错别字";

/// Counts at most 1 in one issue of the paper.
const ONCE_AN_ISSUE: &str = "差错/数字用法";

/// The same error counts so often at most.
const SAME_AT_MOST: usize = 3;

/// What the errors come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Rate {
    /// What each error counts, by mark id and tag; 0 where a limit was reached.
    pub counted: BTreeMap<(String, String), f64>,
    /// Their sum.
    pub errors: f64,
    /// Characters checked.
    pub chars: usize,
    /// Errors in 10,000 characters that still pass.
    pub pass_per_10_000: f64,
}

impl Default for Rate {
    fn default() -> Self {
        Self { counted: BTreeMap::new(), errors: 0.0, chars: 0, pass_per_10_000: PASS_PER_10_000 }
    }
}

impl Rate {
    /// Counts the errors of these articles.
    pub fn of<'a>(sheets: impl Iterator<Item = &'a Sheet>, codebook: &Codebook) -> Self {
        let mut rate = Self::default();
        let mut seen = BTreeSet::new();
        let mut same: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut in_issue: BTreeMap<(String, String), f64> = BTreeMap::new();
        for sheet in sheets {
            rate.chars += sheet.chars;
            for item in &sheet.items {
                for tag in item.tags.iter().map(crate::words::TagPath::as_str).filter(|tag| is_error(tag)) {
                    if item.status == Status::Rejected || item.para.is_none() {
                        continue;
                    }
                    let place = (sheet.article_id.clone(), item.para, item.span, tag.to_owned());
                    let is_new = seen.insert(place);
                    let mut weight = if is_new { weight(tag, item, codebook) } else { 0.0 };
                    if item.is_span {
                        let times = same.entry((tag.to_owned(), item.quote.clone())).or_default();
                        *times += usize::from(is_new);
                        weight = if *times > SAME_AT_MOST { 0.0 } else { weight };
                    }
                    if tag == ONCE_AN_ISSUE {
                        let used = in_issue.entry((sheet.paper.clone(), sheet.date.clone())).or_default();
                        weight = weight.min(1.0 - *used).max(0.0);
                        *used += weight;
                    }
                    rate.errors += weight;
                    rate.counted.insert((item.mark_id.clone(), tag.to_owned()), weight);
                }
            }
        }
        rate
    }

    /// Errors in 10,000 characters; `None` when nothing was checked.
    pub fn per_10_000(&self) -> Option<f64> {
        let chars = u32::try_from(self.chars).ok().filter(|chars| *chars > 0)?;
        Some(self.errors * 10_000.0 / f64::from(chars))
    }

    /// Whether the paper passes; `None` when nothing was checked.
    pub fn passes(&self) -> Option<bool> {
        self.per_10_000().map(|rate| rate <= self.pass_per_10_000)
    }

    /// What a mark's errors count together.
    pub fn of_mark(&self, item: &Item) -> f64 {
        item.tags.iter().filter_map(|tag| self.counted.get(&(item.mark_id.clone(), tag.to_string()))).sum()
    }
}

/// Whether a tag stands in the group of errors.
pub(super) fn is_error(tag: &str) -> bool {
    tag.strip_prefix(ERRORS).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The class of an error: its path below the group.
pub(super) fn class(tag: &str) -> &str {
    tag.strip_prefix(ERRORS).and_then(|rest| rest.strip_prefix('/')).unwrap_or(tag)
}

/// What one error counts: the weight of its tag or of the nearest tag above that has one.
fn weight(tag: &str, item: &Item, codebook: &Codebook) -> f64 {
    let above = std::iter::successors(Some(tag), |path| path.rsplit_once('/').map(|(parent, _)| parent));
    let base = above.filter_map(|path| codebook.tag(path)).find_map(|tag| tag.weight).unwrap_or(0.0);
    let length = if tag == BY_LENGTH && item.is_span {
        match item.quote.chars().filter(|c| !c.is_whitespace()).count() {
            0 | 1 => 1.0,
            2..=5 => 2.0,
            _ => 4.0,
        }
    } else {
        1.0
    };
    let place = if item.block == Some(BlockKind::Head) { 2.0 } else { 1.0 };
    base * length * place
}
