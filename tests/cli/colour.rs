//! When what is printed is in colour: the flag, then `NO_COLOR`, then config.toml, then the terminal.

use super::desk::Desk;

const ESCAPE: char = '\u{1b}';

/// Whether what a command prints holds escape codes, with these settings and this environment.
fn is_coloured(desk: &Desk, config: &str, no_color: bool, words: &[&str]) -> bool {
    desk.put("config/pizhu/config.toml", config);
    let mut command = desk.command();
    if no_color {
        command.env("NO_COLOR", "1");
    }
    let output = command.env("TERM", "xterm-256color").args(words).output().expect("runs");
    String::from_utf8(output.stdout).expect("UTF-8").contains(ESCAPE)
}

#[test]
fn the_flag_counts_more_than_no_color_and_that_more_than_the_settings() {
    let desk = Desk::new();
    let (always, never) = ("color = \"always\"\n", "color = \"never\"\n");
    let search = ["search", "苹果"];
    assert!(is_coloured(&desk, always, false, &search));
    assert!(!is_coloured(&desk, always, true, &search));
    assert!(!is_coloured(&desk, "", false, &search), "no terminal");
    assert!(is_coloured(&desk, never, true, &["--color", "always", "search", "苹果"]));
    assert!(!is_coloured(&desk, always, false, &["--color", "never", "search", "苹果"]));
    assert!(!is_coloured(&desk, always, false, &["--color", "auto", "search", "苹果"]));
    assert!(!is_coloured(&desk, always, false, &["--plain", "search", "苹果"]));
    assert!(!is_coloured(&desk, always, false, &["search", "--json", "苹果"]));
}

#[test]
fn what_a_person_reads_is_in_colour_and_says_the_same_without() {
    let desk = Desk::new();
    desk.put("lib/articles/长治/esc.txt", "题\n\n文\u{1b}[31m苹果\n");
    for words in [vec!["list"], vec!["show", "jc-1"], vec!["check"]] {
        let print = |when: &str| {
            let output = desk.command().args(["--color", when]).args(&words).output().expect("runs");
            String::from_utf8(output.stdout).expect("UTF-8")
        };
        let (coloured, plain) = (print("always"), print("never"));
        assert!(coloured.contains(ESCAPE) && !plain.contains(ESCAPE), "{words:?}");
        let mut stripped = String::new();
        for (at, piece) in coloured.split(ESCAPE).enumerate() {
            stripped += if at == 0 { piece } else { piece.split_once('m').expect("ours").1 };
        }
        assert_eq!(stripped, plain, "{words:?}");
    }
}
