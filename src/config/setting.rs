//! What one setting may hold: switches, choices, numbers within bounds, words, colours.

use toml::de::DeValue;

use crate::formats::toml_text;
use crate::keymap::source::integer;

/// A kind of value in config.toml.
pub(super) trait Setting: Sized {
    /// Reads it; `None` when the value is of another kind or out of bounds.
    fn read(value: &DeValue<'_>) -> Option<Self>;

    /// How it is written.
    fn show(&self) -> String;

    /// What is allowed, for hints and documents.
    fn allowed() -> String;

    /// The words allowed, when there are a few.
    fn choices() -> &'static [&'static str] {
        &[]
    }
}

impl Setting for bool {
    fn read(value: &DeValue<'_>) -> Option<Self> {
        value.as_bool()
    }

    fn show(&self) -> String {
        self.to_string()
    }

    fn allowed() -> String {
        "true | false".to_owned()
    }
}

impl Setting for Option<String> {
    fn read(value: &DeValue<'_>) -> Option<Self> {
        let text = value.as_str()?;
        let sound = !text.chars().any(char::is_control);
        sound.then(|| (!text.trim().is_empty()).then(|| text.to_owned()))
    }

    fn show(&self) -> String {
        toml_text::line(self.as_deref().unwrap_or(""))
    }

    fn allowed() -> String {
        "\"…\"".to_owned()
    }
}

/// A whole number within bounds, both of them allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Within<const LOW: u32, const HIGH: u32>(u32);

impl<const LOW: u32, const HIGH: u32> Within<LOW, HIGH> {
    /// The number, brought within the bounds.
    pub const fn new(number: u32) -> Self {
        Self(if number < LOW {
            LOW
        } else if number > HIGH {
            HIGH
        } else {
            number
        })
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl<const LOW: u32, const HIGH: u32> Setting for Within<LOW, HIGH> {
    fn read(value: &DeValue<'_>) -> Option<Self> {
        let number = u32::try_from(integer(value)?).ok()?;
        (LOW..=HIGH).contains(&number).then_some(Self(number))
    }

    fn show(&self) -> String {
        self.0.to_string()
    }

    fn allowed() -> String {
        format!("{LOW} … {HIGH}")
    }
}

impl Setting for f64 {
    fn read(value: &DeValue<'_>) -> Option<Self> {
        let number = match integer(value) {
            Some(whole) => i32::try_from(whole).ok().map(Self::from)?,
            None => value.as_float()?.as_str().replace('_', "").parse().ok()?,
        };
        (number.is_finite() && number >= 0.0).then_some(number)
    }

    fn show(&self) -> String {
        format!("{self:?}")
    }

    fn allowed() -> String {
        "0.0 …".to_owned()
    }
}

/// Makes an enum of words.
macro_rules! choice {
    ($( #[doc = $about:literal] $name:ident: $first:ident $first_word:literal $first_doc:literal
        $(, $variant:ident $word:literal $doc:literal )* ; )*) => {
        $(
            #[doc = $about]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
            pub enum $name {
                #[doc = $first_doc]
                #[default]
                $first,
                $( #[doc = $doc] $variant, )*
            }

            impl $name {
                /// Its word in config.toml.
                pub fn name(self) -> &'static str {
                    match self { Self::$first => $first_word, $( Self::$variant => $word, )* }
                }

                /// Reads its word.
                pub fn parse(word: &str) -> Option<Self> {
                    match word {
                        $first_word => Some(Self::$first),
                        $( $word => Some(Self::$variant), )*
                        _ => None,
                    }
                }
            }

            impl Setting for $name {
                fn read(value: &DeValue<'_>) -> Option<Self> {
                    value.as_str().and_then(Self::parse)
                }

                fn show(&self) -> String {
                    format!("\"{}\"", self.name())
                }

                fn allowed() -> String {
                    Self::choices().iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" | ")
                }

                fn choices() -> &'static [&'static str] {
                    &[$first_word $(, $word)*]
                }
            }
        )*
    };
}

choice! {
    /// The language of the screen.
    Language: Auto "auto" "As the locale says.", Zh "zh" "中文.", En "en" "English.";
    /// How wide ambiguous characters are.
    Ambiguous: Auto "auto" "As the terminal says.", Narrow "narrow" "One cell.", Wide "wide" "Two cells.";
    /// Which rules hold for line breaks.
    LineBreaks: Gb "gb" "GB/T 15834 and CLREQ gb.", Strict "strict" "Also no dash at a line's start.",
        Basic "basic" "Stops and brackets only.", None "none" "None.";
    /// The looks.
    Theme: Auto "auto" "Dark or light as the terminal says.", Dark "dark" "For a dark background.",
        Light "light" "For a light background.", Mono "mono" "Without colours.",
        Contrast "contrast" "As strong as the terminal can.";
    /// When colours are used.
    Colour: Auto "auto" "On a terminal, without `NO_COLOR`.", Always "always" "Always.", Never "never" "Never.";
    /// Where notes stand.
    NotesPlace: Auto "auto" "Beside the text where there is room, else below.", Margin "margin" "Beside the text.",
        Inline "inline" "Below their paragraph.";
    /// What saves a note.
    SaveKey: CtrlS "ctrl-s" "C-s or A-Enter; Enter is a new line.", Enter "enter" "Enter; A-Enter is a new line.";
    /// How text reaches the clipboard.
    Clipboard: Auto "auto" "By the terminal, or a local program when not over ssh.", Osc52 "osc52" "By the terminal.",
        Local "local" "By a local program.", Off "off" "Not at all.";
    /// What is written to the log, which never holds text of an article.
    LogLevel: Off "off" "Nothing.", Error "error" "Failures.", Info "info" "Failures, and what the program did.";
}

/// A colour of a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// One of the terminal's 256.
    Indexed(u8),
    /// Red, green, blue.
    Rgb(u8, u8, u8),
    /// The terminal's own.
    Default,
}

/// The sixteen names of the terminal's first colours, in their order.
pub(super) const COLOURS: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

impl Paint {
    /// Reads a name, `#rrggbb`, or a number from 0 to 255.
    pub(super) fn read(value: &DeValue<'_>) -> Option<Self> {
        if let Some(number) = integer(value) {
            return u8::try_from(number).ok().map(Self::Indexed);
        }
        let word = value.as_str()?;
        if word == "default" {
            return Some(Self::Default);
        }
        if let Some(index) = COLOURS.iter().position(|name| *name == word) {
            return u8::try_from(index).ok().map(Self::Indexed);
        }
        let hex = word.strip_prefix('#').filter(|hex| hex.len() == 6)?;
        let number = u32::from_str_radix(hex, 16).ok().filter(|_| !hex.starts_with('+'))?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self::Rgb(red, green, blue))
    }
}

/// What the user changes of a named style; what is `None` stays as the theme has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StyleChange {
    /// The colour of the text.
    pub fg: Option<Paint>,
    /// The colour behind it.
    pub bg: Option<Paint>,
    /// Bold.
    pub bold: Option<bool>,
    /// Dim.
    pub dim: Option<bool>,
    /// Italic.
    pub italic: Option<bool>,
    /// Underlined.
    pub underline: Option<bool>,
    /// Both colours exchanged.
    pub reverse: Option<bool>,
}
