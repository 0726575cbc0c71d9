//! 建议: what the program itself remarks on an article. Advice only: each names its rule and place, and its reader takes or
//! dismisses it.
//!
//! A rule that cries wolf is worse than none: whatever is not sure is left alone. Pure: one article and the house rules in,
//! values out. Knows nothing of what was dismissed.

mod about;
mod dates;
mod doubled;
mod fewer;
mod figures;
mod headline;
mod house;
mod page;
mod pairs;
mod people;
mod punctuation;
mod spaces;
mod units;

pub use house::{HouseRule, HouseRules, Pattern};

use std::borrow::Cow;

use crate::messages::{Lang, checks as say};
use crate::words::{Article, Hash16, Severity};
use page::Page;

/// The largest article that is looked at, in bytes: what is longer is no piece of a newspaper.
pub const MOST_BYTES: usize = 1 << 20;

/// The most pieces of advice on one article.
const MOST_ADVICE: usize = 500;

/// The tag of advice by class.
mod tag {
    pub(super) const PUNCTUATION: &str = "差错/标点";
    pub(super) const STYLE: &str = "差错/体例格式";
    pub(super) const MISSPELT: &str = "差错/错别字";
    pub(super) const UNITS: &str = "差错/数据单位";
    pub(super) const NUMBERS: &str = "差错/数字用法";
    pub(super) const NAMES: &str = "差错/名称职务";
    pub(super) const FACTS: &str = "差错/事实";
}

/// The tag of advice by house rules that name none.
pub const HOUSE_TAG: &str = tag::STYLE;

/// A remark on some words of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The rule, an ASCII name: `units.mixed`, `house.qita`.
    pub code: Cow<'static, str>,
    /// The block.
    pub ordinal: usize,
    /// The hash of its text.
    pub para_hash: Hash16,
    /// Characters of the block, end exclusive.
    pub span_chars: (usize, usize),
    /// The same in bytes.
    pub span_bytes: (usize, usize),
    /// How grave it is.
    pub severity: Severity,
    /// What is remarked, in the language asked for.
    pub message: String,
    /// The full path of the tag that taking it puts on.
    pub tag: Cow<'static, str>,
    /// What is to stand there instead; empty where the words are to go.
    pub wording: Option<String>,
}

impl Advice {
    /// Its name under `[dismissed]`: `code:paragraph hash`.
    pub fn key(&self) -> String {
        format!("{}:{}", self.code, self.para_hash)
    }

    /// The remark with its wording: what is shown, and the note of whoever takes it.
    pub fn note(&self, lang: Lang) -> String {
        match self.wording.as_deref() {
            None => self.message.clone(),
            Some("") => say::leave_out(lang, &self.message),
            Some(wording) => say::instead(lang, &self.message, wording),
        }
    }
}

/// One rule: looks at the whole page.
type Rule = fn(&mut Page<'_>);

const RULES: [Rule; 10] = [
    pairs::look,
    punctuation::look,
    spaces::look,
    doubled::look,
    units::look,
    about::look,
    fewer::look,
    dates::look,
    headline::look,
    people::look,
];

/// All advice on an article, by place; none on one above [`MOST_BYTES`].
pub fn look(article: &Article, house: &HouseRules, lang: Lang) -> Vec<Advice> {
    if article.text.len() > MOST_BYTES {
        return Vec::new();
    }
    let mut page = Page::new(article, lang);
    for rule in RULES {
        rule(&mut page);
    }
    house::look(&mut page, house);
    let mut found = page.into_advice();
    // Where the house says how a unit is spelt, that is said once.
    let house: Vec<(usize, (usize, usize))> =
        found.iter().filter(|a| a.code.starts_with("house.")).map(|a| (a.ordinal, a.span_chars)).collect();
    found.retain(|advice| {
        let overlaps = |(ordinal, (start, end)): &(usize, (usize, usize))| {
            *ordinal == advice.ordinal && *start < advice.span_chars.1 && advice.span_chars.0 < *end
        };
        advice.code != "units.mixed" || !house.iter().any(overlaps)
    });
    found.sort_by(|a, b| (a.ordinal, a.span_chars, &a.code).cmp(&(b.ordinal, b.span_chars, &b.code)));
    found.truncate(MOST_ADVICE);
    found
}

#[cfg(test)]
mod tests;
