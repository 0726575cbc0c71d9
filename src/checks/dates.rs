//! `date.impossible`, `date.weekday`, `date.relative`: dates that cannot be, alone or beside the article's own date.
//!
//! 今天 alone is right in a newspaper; only beside a date that it is not is it remarked on.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

use super::page::{Block, Find, Page};
use super::tag;
use crate::messages::checks as say;
use crate::words::Severity;

/// A month and a day, with the year where it is named.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:\s?[（(，]?(?:星期|周|礼拜)([一二三四五六日天]))?")
        .ok()
});
/// A word for a day beside the day: 昨日（15日）, 3月15日（昨日）.
static WORD_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(今天|今日|昨天|昨日|前天|明天|明日|后天)[（(](?:(\d{1,2})月)?(\d{1,2})日").ok()
});
static DATE_FIRST: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:(\d{1,2})月)?(\d{1,2})日[（(](今天|今日|昨天|昨日|前天|明天|明日|后天)").ok()
});
/// A word for a year beside the year: 去年（2024年）.
static YEAR: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(今年|去年|明年|前年)[（(](\d{4})年?[）)]").ok());
/// The day of a dispatch: 3月17日电.
static DISPATCH: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\d{1,2})月(\d{1,2})日[电讯]").ok());

/// The most days that 今天 may mean.
const MOST_BASES: usize = 12;

/// Words that say that a date is one of the moon's.
const MOON: [&str; 4] = ["农历", "阴历", "旧历", "夏历"];

/// How far before a date the year is looked for that it may belong to, in bytes.
const YEAR_WITHIN_BYTES: usize = 600;

/// Seven days by the characters that name them.
const WEEK: [(char, Weekday); 8] = [
    ('一', Weekday::Monday),
    ('二', Weekday::Tuesday),
    ('三', Weekday::Wednesday),
    ('四', Weekday::Thursday),
    ('五', Weekday::Friday),
    ('六', Weekday::Saturday),
    ('日', Weekday::Sunday),
    ('天', Weekday::Sunday),
];

pub(super) fn look(page: &mut Page<'_>) {
    let bases = bases(page);
    let mut finds = Vec::new();
    for block in &page.blocks {
        let mut ruler = block.ruler();
        let mut add = |code, bytes: std::ops::Range<usize>, message: String| {
            finds.push(Find {
                code,
                tag: tag::FACTS,
                severity: Severity::Warning,
                ordinal: block.ordinal,
                span_chars: ruler.span(&bytes),
                message,
                wording: None,
            });
        };
        for found in DATE.iter().flat_map(|rule| rule.captures_iter(block.text)) {
            let Some(whole) = found.get(0) else { continue };
            if let Some((code, message)) = date(page, block, &found) {
                add(code, whole.range(), message);
            }
        }
        for found in WORD_FIRST.iter().flat_map(|rule| rule.captures_iter(block.text)) {
            relative(page, &bases, &found, (1, 2, 3), &mut add);
        }
        for found in DATE_FIRST.iter().flat_map(|rule| rule.captures_iter(block.text)) {
            relative(page, &bases, &found, (3, 1, 2), &mut add);
        }
        years(page, &bases, block, &mut add);
    }
    page.add_thinned(finds);
}

/// The days that 今天 may mean: the paper's, the day before it, and those of dispatches.
fn bases(page: &Page<'_>) -> Vec<Date> {
    let Some(date) = page.date else { return Vec::new() };
    let mut bases = vec![date];
    bases.extend(date.checked_sub(1.day()));
    for block in page.body() {
        for found in DISPATCH.iter().flat_map(|rule| rule.captures_iter(block.text)) {
            bases.extend(day(&found, None, 1, 2, Some(date)).filter(|_| bases.len() < MOST_BASES));
        }
    }
    bases
}

/// The date that captures name: without a year the one nearest to the article's date.
fn day(
    found: &Captures<'_>,
    year: Option<usize>,
    month: usize,
    day: usize,
    near: Option<Date>,
) -> Option<Date> {
    let number = |group: usize| found.get(group).and_then(|text| text.as_str().parse::<i16>().ok());
    let small = |group: usize| number(group).and_then(|number| i8::try_from(number).ok());
    let (month, day) = (small(month)?, small(day)?);
    if let Some(year) = year.and_then(number) {
        return Date::new(year, month, day).ok();
    }
    let near = near?;
    let around = (near.year() - 1..=near.year() + 1).filter_map(|year| Date::new(year, month, day).ok());
    around.min_by_key(|date| date.since(near).map_or(i32::MAX, |span| span.get_days().abs()))
}

/// Whether a year that was named before, or a word such as 去年, is what a date without its year belongs to.
fn is_of_another_year(page: &Page<'_>, block: &Block<'_>, found: &Captures<'_>) -> bool {
    let start = found.get(0).map_or(0, |whole| whole.start());
    let from = block.text.floor_char_boundary(start.saturating_sub(YEAR_WITHIN_BYTES));
    let before = block.text.get(from..start).unwrap_or_default();
    let Some(at) = before.rfind('年') else { return false };
    let led = before.get(..at).unwrap_or_default();
    let this_year = page.date.map(|date| date.year().to_string()).unwrap_or_default();
    !led.ends_with('今') && !led.ends_with(&this_year)
}

/// What is wrong with a date by itself.
fn date(page: &Page<'_>, block: &Block<'_>, found: &Captures<'_>) -> Option<(&'static str, String)> {
    let lang = page.lang;
    let words = found.get(0)?.as_str();
    let number = |group: usize| found.get(group).and_then(|text| text.as_str().parse::<i8>().ok());
    let (month, day_of_month) = (number(2)?, number(3)?);
    let year = found.get(1).and_then(|year| year.as_str().parse::<i16>().ok());
    // The months of the moon have other days.
    let start = found.get(0).map_or(0, |whole| whole.start());
    if block.text.get(..start).is_some_and(|before| MOON.iter().any(|moon| before.ends_with(moon))) {
        return None;
    }
    // Any leap year knows every day that a month can have.
    if Date::new(year.unwrap_or(2024), month, day_of_month).is_err() {
        return Some(("date.impossible", say::no_such_day(lang, words)));
    }
    let said = found.get(4)?.as_str().chars().next()?;
    let date = day(found, Some(1), 2, 3, page.date)?;
    let (_, weekday) = WEEK.iter().find(|(name, _)| *name == said)?;
    if date.weekday() == *weekday || (found.get(1).is_none() && is_of_another_year(page, block, found)) {
        return None;
    }
    let (right, _) = WEEK.iter().find(|(_, weekday)| *weekday == date.weekday())?;
    Some(("date.weekday", say::other_weekday(lang, words, date, right)))
}

/// A word for a day beside a day that it is not; `groups` are those of word, month and day.
fn relative(
    page: &Page<'_>,
    bases: &[Date],
    found: &Captures<'_>,
    groups: (usize, usize, usize),
    add: &mut impl FnMut(&'static str, std::ops::Range<usize>, String),
) {
    let (Some(whole), Some(word), Some(date)) = (found.get(0), found.get(groups.0), page.date) else {
        return;
    };
    let shift = match word.as_str() {
        "前天" => -2,
        "昨天" | "昨日" => -1,
        "明天" | "明日" => 1,
        "后天" => 2,
        _today => 0,
    };
    let number = |group: usize| found.get(group).and_then(|text| text.as_str().parse::<i8>().ok());
    let Some(said) = number(groups.2) else { return };
    let month = number(groups.1);
    let fits = |base: &Date| {
        let meant = base.checked_add(i64::from(shift).days());
        meant.is_ok_and(|meant| meant.day() == said && month.is_none_or(|month| meant.month() == month))
    };
    if !bases.iter().any(fits) {
        add("date.relative", whole.range(), say::not_that_day(page.lang, whole.as_str(), date));
    }
}

/// A word for a year beside a year that it is not.
fn years(
    page: &Page<'_>,
    bases: &[Date],
    block: &Block<'_>,
    add: &mut impl FnMut(&'static str, std::ops::Range<usize>, String),
) {
    let Some(date) = page.date else { return };
    for found in YEAR.iter().flat_map(|rule| rule.captures_iter(block.text)) {
        let (Some(whole), Some(word), Some(said)) = (found.get(0), found.get(1), found.get(2)) else {
            continue;
        };
        let shift = match word.as_str() {
            "前年" => -2,
            "去年" => -1,
            "明年" => 1,
            _this_year => 0,
        };
        let fits = |said: i16| bases.iter().any(|base| said == base.year() + shift);
        if said.as_str().parse::<i16>().is_ok_and(|said| !fits(said)) {
            add("date.relative", whole.range(), say::not_that_day(page.lang, whole.as_str(), date));
        }
    }
}
