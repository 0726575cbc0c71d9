//! The user's settings as the reader takes them: at the start, and again whenever config.toml is saved.
//!
//! What the command line said counts more than the file; who annotates is settled before and never changed here.

use crate::app::{NotesAt, Settings, ThemeName};
use crate::config::{self, Ambiguous, Colour, Language, NotesPlace, SaveKey};
use crate::messages::Lang;
use crate::text::{Level, Widths};

/// What the command line and the environment said: it counts more than config.toml.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Given {
    /// What `--color` comes to.
    pub colour: Option<bool>,
    /// `NO_COLOR`.
    pub no_color: bool,
    /// The language, when it was named.
    pub lang: Option<Lang>,
    /// Whether the width of ambiguous characters was named.
    pub has_widths: bool,
}

/// The reader's settings with what config.toml says.
#[must_use]
pub fn taken(mut settings: Settings, told: &config::Settings, given: Given) -> Settings {
    settings.level = Level::parse(told.level.name()).unwrap_or(Level::Gb);
    settings.colour = given.colour.unwrap_or(match told.color {
        Colour::Never => false,
        Colour::Always | Colour::Auto => !given.no_color,
    });
    if let Some(theme) = ThemeName::parse(told.theme.name()) {
        settings.theme = theme;
        settings.theme_follows = false;
    }
    match told.lang {
        Language::Zh if given.lang.is_none() => settings.lang = Lang::Zh,
        Language::En if given.lang.is_none() => settings.lang = Lang::En,
        Language::Zh | Language::En | Language::Auto => {}
    }
    match told.ambiguous {
        Ambiguous::Narrow if !given.has_widths => settings.widths = Widths::narrow(),
        Ambiguous::Wide if !given.has_widths => settings.widths = Widths::wide(),
        Ambiguous::Narrow | Ambiguous::Wide | Ambiguous::Auto => {}
    }
    settings.notes = match told.notes {
        NotesPlace::Auto => NotesAt::Auto,
        NotesPlace::Margin => NotesAt::Margin,
        NotesPlace::Inline => NotesAt::Inline,
    };
    settings.auto_advance = told.auto_advance;
    settings.sticky_tag = told.sticky_tag;
    settings.different_signers = told.different_signers;
    settings.enter_saves = told.save_key == SaveKey::Enter;
    settings.hangs_stops = told.hang_punctuation;
    settings.avoids_single_last = told.avoid_single_last_char;
    settings.gap_rows = usize::try_from(told.paragraph_gap.get()).unwrap_or(1);
    settings.measure_cells = u16::try_from(told.measure.get() * 2).unwrap_or(76);
    settings.mouse = told.mouse;
    settings.hints = told.hints;
    settings.advice = told.advice;
    settings.toast_millis = u64::from(told.toast_ms.get());
    settings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Annotator;

    fn check(config: &str, given: Given, holds: impl Fn(&Settings) -> bool) {
        let (told, problems) = config::Settings::parse(config, "config.toml", Lang::Zh);
        assert_eq!(problems, []);
        let me = Annotator::new("li").expect("slug");
        let start = Settings::new(Lang::Zh, me, "李审读".into());
        let settings = taken(start, &told.expect("TOML"), given);
        assert!(holds(&settings), "{config}: {settings:?}");
    }

    #[test]
    fn every_setting_of_the_reader_reaches_it() {
        let none = Given::default();
        check("", none, |s| s.different_signers && !s.sticky_tag && s.notes == NotesAt::Auto && s.colour);
        check("sticky_tag = true", none, |s| s.sticky_tag);
        check("hang_punctuation = true", none, |s| s.hangs_stops && !s.avoids_single_last);
        check("different_signers = false", none, |s| !s.different_signers);
        check("notes = \"inline\"", none, |s| s.notes == NotesAt::Inline);
        check("notes = \"margin\"", none, |s| s.notes == NotesAt::Margin);
        check("theme = \"contrast\"", none, |s| s.theme == ThemeName::Contrast && !s.theme_follows);
        check("measure = 34\nparagraph_gap = 0", none, |s| s.measure_cells == 68 && s.gap_rows == 0);
        check("auto_advance = true\nsave_key = \"enter\"", none, |s| s.auto_advance && s.enter_saves);
        check("advice = false", none, |s| !s.advice);
        check("mouse = false\nhints = false\ntoast_ms = 900", none, |s| {
            !s.mouse && !s.hints && s.toast_millis == 900
        });
    }

    #[test]
    fn the_command_line_counts_more() {
        let none = Given::default();
        check("lang = \"en\"", none, |s| s.lang == Lang::En);
        check("lang = \"en\"", Given { lang: Some(Lang::Zh), ..none }, |s| s.lang == Lang::Zh);
        check("color = \"never\"", none, |s| !s.colour);
        check("color = \"never\"", Given { colour: Some(true), ..none }, |s| s.colour);
        check("color = \"always\"", none, |s| s.colour);
        check("color = \"always\"", Given { no_color: true, ..none }, |s| !s.colour);
        check("", Given { colour: Some(true), no_color: true, ..none }, |s| s.colour);
        check("", Given { no_color: true, ..none }, |s| !s.colour);
        check("ambiguous = \"wide\"", none, |s| s.widths == Widths::wide());
        check("ambiguous = \"wide\"", Given { has_widths: true, ..none }, |s| s.widths != Widths::wide());
    }
}
