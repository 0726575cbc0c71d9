//! config.toml: its document is itself one, and every error has its place and way out.

use proptest::prelude::*;

use super::*;

fn check(text: &str, expected: &[&str]) -> Settings {
    let (settings, problems) = Settings::parse(text, "config.toml", Lang::En);
    let told: Vec<String> = problems
        .iter()
        .map(|one| {
            let hint = one.hint.as_deref().unwrap_or("");
            format!("{}:{} {} {} / {hint}", one.line, one.column, one.code, one.message)
        })
        .collect();
    assert_eq!(told, expected, "{text}");
    settings.unwrap_or_default()
}

#[test]
fn the_document_is_a_file_of_defaults() {
    let text = reference();
    assert_eq!(check(&text, &[]), Settings::default());
    let loud = text.replace("# hit = ", "hit = ");
    let hit = check(&loud, &[]).styles["hit"];
    assert_eq!((hit.fg, hit.bg), (Some(Paint::Indexed(0)), Some(Paint::Rgb(255, 215, 95))));
    for row in KNOWN {
        assert!(!row.english.is_empty() && !row.chinese.is_empty(), "{}", row.name);
    }
}

#[test]
fn what_is_set_is_read() {
    let settings = check(
        "lang = \"zh\"\nannotator_name = \"李审读\"\nmeasure = 36\npass_line = 2\nmouse = false\nsave_key = \"enter\"\n",
        &[],
    );
    assert_eq!((settings.lang, settings.measure.get()), (Language::Zh, 36));
    assert_eq!(settings.annotator_name.as_deref(), Some("李审读"));
    assert_eq!((settings.pass_line.to_string().as_str(), settings.save_key), ("2", SaveKey::Enter));
    assert!(!settings.mouse && settings.hints);
}

#[test]
fn every_error_is_told_and_costs_only_itself() {
    let settings = check(
        "them = \"dark\"\ntheme = \"drak\"\nmeasure = 99\nmouse = \"no\" # “批注”\nauto_advance = true\n\
         auto_advance = false\n[style]\nhitt = {}\nhit = { fg = \"rde\", bold = 1, blink = true }\n",
        &[
            "1:1 config.unknown-setting unknown setting “them” / did you mean `theme`?",
            "2:10 config.value “\"drak\"” does not fit here / did you mean `dark`?",
            "3:11 config.value “99” does not fit here / allowed: 20 … 60",
            "4:10 config.value “\"no\"” does not fit here / allowed: true | false",
            "6:1 config.duplicate this name stands here twice / keep one of the two",
            "8:1 config.unknown-style unknown setting “hitt” / did you mean `hit`?",
            "9:15 config.value “\"rde\"” does not fit here / did you mean `red`?",
            "9:28 config.type “1” does not fit here / allowed: true | false",
            "9:31 config.unknown-setting unknown setting “blink” / one of: fg, bg, bold, dim, italic, underline, reverse",
        ],
    );
    assert_eq!(settings.theme, Theme::Auto);
}

#[test]
fn what_is_no_toml_keeps_the_last_state() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(FILE);
    let save = |text: &str| {
        use std::io::Write as _;
        std::fs::File::create(&path).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
    };
    assert_eq!(Settings::load_from(&path, None, Lang::En), (Settings::default(), Vec::new()));
    save("measure = 35\n");
    let (good, problems) = Settings::load_from(&path, None, Lang::En);
    assert!(problems.is_empty());
    save("measure = \n");
    let (kept, problems) = Settings::load_from(&path, Some(&good), Lang::En);
    assert_eq!((kept, problems[0].code, problems[0].line), (good, "config.not-toml", 1));
}

proptest! {
    #[test]
    fn no_text_stops_the_reader(text in "([a-z_=\"\\[\\]{}0-9. \n批#]|theme|style|fg){0,50}") {
        let _ = Settings::parse(&text, "config.toml", Lang::Zh);
    }
}
