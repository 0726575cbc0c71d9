//! Which language is spoken: the screen follows the locale, reports only what was named.

use super::desk::Desk;

/// The first line of the report that the reader writes under these words and this locale.
fn head(words: &[&str], locale: &str) -> String {
    let desk = Desk::new();
    let mut command = desk.command();
    command.env("LANG", locale).args(words).args(["--exec", "report --scope article; report write"]);
    let output = command.output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let files = std::fs::read_dir(desk.path("")).expect("a folder").flatten();
    let report = files.map(|entry| entry.path()).find(|path| path.extension().is_some_and(|end| end == "md"));
    let text = std::fs::read_to_string(report.expect("a report")).expect("text");
    text.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_readers_report_is_english_only_when_english_was_named() {
    assert_eq!(head(&["--lang", "en"], "zh_CN.UTF-8"), "# Review report");
    assert_eq!(head(&["--lang", "zh"], "en_US.UTF-8"), "# 审读报告");
    assert_eq!(head(&[], "en_US.UTF-8"), "# 审读报告");
}
