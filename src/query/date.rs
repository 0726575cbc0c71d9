//! Dates of a query: a day, a month or a year, or a range between two of them.

use std::fmt;

/// A range of dates; both ends count, a month or year as a whole. An end left out is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRange {
    from: Option<String>,
    to: Option<String>,
    is_range: bool,
}

impl DateRange {
    /// Reads `2026-01..2026-03`, `2026-03-18`, `2026`, `..2026-03`, `2026-03..`; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (from, to, is_range) = match text.split_once("..") {
            Some((from, to)) => (from, to, true),
            None => (text, text, false),
        };
        if from.is_empty() && to.is_empty() {
            return None;
        }
        let end = |text: &str| -> Option<Option<String>> {
            if text.is_empty() { Some(None) } else { is_date(text).then(|| Some(text.to_owned())) }
        };
        Some(Self { from: end(from)?, to: end(to)?, is_range })
    }

    /// Both ends when the last day of the range comes before its first.
    pub(super) fn backwards(&self) -> Option<(&str, &str)> {
        let (from, to) = (self.from.as_deref()?, self.to.as_deref()?);
        // `2026-03..2026` ends with the year.
        let is_backwards = from.get(..to.len()).unwrap_or(from) > to;
        is_backwards.then_some((from, to))
    }

    /// Whether a date as an article gives it (`2026-03-18`, or less) lies within.
    pub fn holds(&self, date: &str) -> bool {
        let date: String = date.chars().take(10).collect();
        if !is_date(&date) {
            return false;
        }
        let after = self.from.as_ref().is_none_or(|from| date >= *from);
        let before = self.to.as_ref().is_none_or(|to| {
            let shortened: String = date.chars().take(to.len()).collect();
            shortened <= *to
        });
        after && before
    }
}

impl fmt::Display for DateRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (from, to) = (self.from.as_deref().unwrap_or(""), self.to.as_deref().unwrap_or(""));
        if self.is_range { write!(f, "{from}..{to}") } else { f.write_str(from) }
    }
}

/// Whether a text is `YYYY`, `YYYY-MM` or `YYYY-MM-DD` with a month and day that exist.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |part: &str, digits: usize| {
        (part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    };
    let two = |part: &str| number(part, 2).and_then(|n| i8::try_from(n).ok());
    match parts.as_slice() {
        [year] => number(year, 4).is_some(),
        [year, month] => number(year, 4).is_some() && two(month).is_some_and(|m| (1..=12).contains(&m)),
        [year, month, day] => {
            let date = number(year, 4).zip(two(month)).zip(two(day));
            date.is_some_and(|((year, month), day)| jiff::civil::Date::new(year, month, day).is_ok())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_whole_months() {
        let check = |range: &str, date: &str, expected: bool| {
            assert_eq!(DateRange::parse(range).map(|r| r.holds(date)), Some(expected), "{range} {date}");
        };
        check("2026-01..2026-03", "2026-03-31", true);
        check("2026-01..2026-03", "2026-04-01", false);
        check("2026-01..2026-03", "2025-12-31", false);
        check("2026-03", "2026-03-18", true);
        check("2026", "2026-03-18", true);
        check("2026-03-18", "2026-03-18", true);
        check("2026-03-18", "2026-03-19", false);
        check("..2026-03-18", "2026-03-18", true);
        check("2026-03..", "2027-01-01", true);
        check("2026-03..", "三月", false);
        for bad in ["", "..", "2026-13", "2026-02-30", "26-01", "2026-3", "三月", "2026..x"] {
            assert_eq!(DateRange::parse(bad), None, "{bad}");
        }
    }
}
