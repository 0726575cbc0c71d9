//! How much of it is tried, and the table of what came of it.

use std::collections::BTreeMap;
use std::io::Write;

/// Whether every place is tried (`PIZHU_FAULTS=full`) and not a sample.
#[expect(clippy::disallowed_methods, reason = "the tester's own switch; the program never sees it")]
pub(crate) fn in_full() -> bool {
    std::env::var("PIZHU_FAULTS").is_ok_and(|how| how == "full")
}

/// All of them in the long form; else `few`, evenly spread, beginning elsewhere for each `turn`.
pub(crate) fn sample<T: Clone>(all: &[T], few: usize, turn: usize) -> Vec<T> {
    if in_full() || all.len() <= few {
        return all.to_vec();
    }
    (0..few).map(|n| all[(n * all.len() / few + turn) % all.len()].clone()).collect()
}

/// Says something past the test harness's capture.
pub(crate) fn say(line: &str) {
    // Nobody may be listening.
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What came of an operation's places.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    rows: Vec<(String, usize, BTreeMap<String, usize>)>,
    pub(crate) failures: Vec<String>,
}

impl Tally {
    /// Counts an outcome at a place of an operation.
    pub(crate) fn count(&mut self, operation: &str, outcome: &str) {
        if self.rows.last().is_none_or(|(name, ..)| name != operation) {
            self.rows.push((operation.to_owned(), 0, BTreeMap::new()));
        }
        if let Some((_, places, outcomes)) = self.rows.last_mut() {
            *places += 1;
            *outcomes.entry(outcome.to_owned()).or_default() += 1;
        }
    }

    /// Counts a failure.
    pub(crate) fn fail(&mut self, operation: &str, what: String) {
        self.count(operation, "FAILED");
        if in_full() {
            say(&what);
        }
        self.failures.push(what);
    }

    /// Prints the table in the long form, and fails when anything failed.
    pub(crate) fn end(self, title: &str) {
        let mut table = format!("\n{title}\n{:<16} {:>7}  outcome\n", "operation", "places");
        for (operation, places, outcomes) in &self.rows {
            let outcomes: Vec<String> =
                outcomes.iter().map(|(outcome, n)| format!("{n} {outcome}")).collect();
            table +=
                &[format!("{operation:<16} {places:>7}  "), outcomes.join(", "), "\n".to_owned()].concat();
        }
        if in_full() {
            say(&table);
        }
        let first: Vec<&str> = self.failures.iter().take(40).map(String::as_str).collect();
        assert!(first.is_empty(), "{table}\n{} failures:\n{}", self.failures.len(), first.join("\n"));
    }
}
