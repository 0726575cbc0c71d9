//! What the reader was told before it began: language, widths, looks, habits.

use crate::messages::Lang;
use crate::text::{Level, Widths};
use crate::words::Annotator;

/// A theme's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ThemeName {
    /// For a dark background.
    #[default]
    Dark,
    /// For a light background.
    Light,
    /// Without colours.
    Mono,
    /// As strong as the terminal can.
    Contrast,
}

impl ThemeName {
    /// All of them, in the order of `theme` without an argument.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::Mono, Self::Contrast];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Mono => "mono",
            Self::Contrast => "contrast",
        }
    }

    /// Reads [`ThemeName::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The one after it, the first after the last.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Contrast,
            Self::Contrast => Self::Dark,
        }
    }
}

/// Where notes stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum NotesAt {
    /// Beside the text where there is room, else below their paragraph.
    #[default]
    Auto,
    /// Beside the text on every screen that has cells for it.
    Margin,
    /// Below their paragraph on every screen.
    Inline,
}

/// What the reader was told.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of config.toml or the command line")]
pub struct Settings {
    /// The language of the screen.
    pub lang: Lang,
    /// How wide characters are on this terminal.
    pub widths: Widths,
    /// Which rules hold for line breaks.
    pub level: Level,
    /// The looks.
    pub theme: ThemeName,
    /// Whether colours may be used at all.
    pub colour: bool,
    /// Who annotates.
    pub annotator: Annotator,
    /// The name shown for the annotator.
    pub annotator_name: String,
    /// Whether a tag moves on to the next paragraph.
    pub auto_advance: bool,
    /// Whether a tag put on goes on every paragraph stepped on, from the start.
    pub sticky_tag: bool,
    /// Whether the stage before must have been signed by somebody else.
    pub different_signers: bool,
    /// Where notes stand.
    pub notes: NotesAt,
    /// Whether Enter saves a note and A-Enter makes a line.
    pub enter_saves: bool,
    /// The measure wanted, in cells.
    pub measure_cells: u16,
    /// Whether one 、，。 hangs beyond the measure (K7).
    pub hangs_stops: bool,
    /// Whether a paragraph's last line may not be one character alone (I2).
    pub avoids_single_last: bool,
    /// Blank rows between paragraphs.
    pub gap_rows: usize,
    /// Whether the mouse is the program's.
    pub mouse: bool,
    /// Milliseconds until a toast goes.
    pub toast_millis: u64,
    /// Only one's own marks.
    pub blind: bool,
    /// Whether the hint line is shown.
    pub hints: bool,
    /// Whether the program remarks on articles.
    pub advice: bool,
    /// Whether the theme follows the terminal's background.
    pub theme_follows: bool,
}

impl Settings {
    /// The settings of someone who set nothing.
    pub fn new(lang: Lang, annotator: Annotator, annotator_name: String) -> Self {
        Self {
            lang,
            widths: Widths::unknown(),
            level: Level::Gb,
            theme: ThemeName::Dark,
            colour: true,
            annotator,
            annotator_name,
            auto_advance: false,
            sticky_tag: false,
            different_signers: true,
            notes: NotesAt::Auto,
            enter_saves: false,
            measure_cells: 72,
            hangs_stops: false,
            avoids_single_last: false,
            gap_rows: 1,
            mouse: true,
            toast_millis: 4_000,
            blind: false,
            hints: true,
            advice: true,
            theme_follows: true,
        }
    }
}
