//! The looks: a handful of named styles for each theme. Colours never carry meaning alone.

use ratatui::style::{Color, Modifier, Style};

use std::collections::BTreeMap;

use crate::app::ThemeName;
use crate::config::{Paint, StyleChange};

const PLAIN: Style = Style::new();
const BOLD: Style = PLAIN.add_modifier(Modifier::BOLD);
const DIM: Style = PLAIN.add_modifier(Modifier::DIM);
const UNDER: Style = PLAIN.add_modifier(Modifier::UNDERLINED);
const REVERSE: Style = PLAIN.add_modifier(Modifier::REVERSED);
// Not the first of the sixteen: terminals that brighten bold text draw that one grey.
const BLACK: Color = Color::Indexed(16);
const WHITE: Color = Color::White;
const RED: Color = Color::Red;
const YELLOW: Color = Color::LightYellow;
const GREEN: Color = Color::LightGreen;
const CYAN: Color = Color::LightCyan;

/// An ink of the 256, on the terminal's own paper.
fn ink(ink: u8) -> Style {
    PLAIN.fg(Color::Indexed(ink))
}

/// An ink and a paper of the 256.
fn on(ink: u8, paper: u8) -> Style {
    PLAIN.fg(Color::Indexed(ink)).bg(Color::Indexed(paper))
}

/// An ink and a paper of the terminal's sixteen.
fn thin(ink: Color, paper: Color) -> Style {
    PLAIN.fg(ink).bg(paper)
}

/// The same, bold.
fn thick(ink: Color, paper: Color) -> Style {
    thin(ink, paper).bold()
}

macro_rules! styles {
    ($( $name:ident $doc:literal { $dark:expr, $light:expr, $mono:expr, $contrast:expr } )*) => {
        /// The named styles of a theme.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct Theme {
            $( #[doc = $doc] pub(super) $name: Style, )*
            /// Whether colours may be used.
            pub(super) colour: bool,
            light: bool,
        }

        impl Theme {
            /// A theme by name; without colours every one of them is `mono`.
            pub(super) fn of(name: ThemeName, colour: bool) -> Self {
                let name = if colour { name } else { ThemeName::Mono };
                let pick = |[dark, light, mono, contrast]: [Style; 4]| match name {
                    ThemeName::Dark => dark,
                    ThemeName::Light => light,
                    ThemeName::Mono => mono,
                    ThemeName::Contrast => contrast,
                };
                Self {
                    $( $name: pick([$dark, $light, $mono, $contrast]), )*
                    colour: name != ThemeName::Mono,
                    light: name == ThemeName::Light,
                }
            }

            /// A style by its name in config.toml.
            fn named(&mut self, name: &str) -> Option<&mut Style> {
                match name {
                    $( stringify!($name) => Some(&mut self.$name), )*
                    _unknown => None,
                }
            }
        }
    };
}

// Each style, what it is for, and how it looks: dark, light, mono, contrast.
styles! {
    text "Ordinary text." { ink(252), ink(235), PLAIN, thin(WHITE, BLACK) }
    dim "What matters less." { ink(244), ink(242), DIM, thin(WHITE, BLACK) }
    title "Headlines." { ink(230).bold(), ink(232).bold(), BOLD, thick(YELLOW, BLACK) }
    subhead "小标题." { ink(180).bold(), ink(94).bold(), BOLD, thick(CYAN, BLACK) }
    side "The panes beside the article." { on(248, 235), on(238, 254), PLAIN, thin(WHITE, BLACK) }
    heading "Their headings." { on(245, 235), on(242, 254), DIM, thick(CYAN, BLACK) }
    chosen "The chosen row of the pane that has the focus." { on(255, 24).bold(), on(231, 25).bold(), REVERSE.bold(), thick(BLACK, YELLOW) }
    chosen_away "The chosen row of a pane that has not." { on(254, 238), on(235, 251), BOLD, thick(BLACK, WHITE) }
    header "The top line." { on(250, 236), on(237, 253), REVERSE, thick(BLACK, WHITE) }
    footer "The bottom line." { on(246, 236), on(240, 253), PLAIN, thick(WHITE, BLACK) }
    key "A key in the hints." { on(222, 236).bold(), on(25, 253).bold(), BOLD, thick(YELLOW, BLACK) }
    bar "The bar at the focused paragraph." { ink(67), ink(110), BOLD, thick(CYAN, BLACK) }
    bar_line "The bar at the reader's line." { ink(222).bold(), ink(166).bold(), REVERSE.bold(), thick(BLACK, YELLOW) }
    hit "A hit of a search." { on(234, 180), on(232, 223), UNDER.bold(), thick(BLACK, CYAN) }
    hit_here "The hit that the reader stands on." { on(232, 220).bold(), on(232, 214).bold(), REVERSE.underlined().bold(), thick(BLACK, YELLOW).underlined() }
    selection "What is chosen in the text." { on(255, 60), on(232, 153), REVERSE, thick(BLACK, GREEN) }
    marked "Words that bear a mark of their own." { UNDER, UNDER, UNDER, UNDER }
    advice "Words that the program remarks on." { ink(246).underlined(), ink(241).underlined(), DIM.underlined().italic(), thin(WHITE, BLACK).underlined() }
    note "The words of a note." { ink(151), ink(23), PLAIN.italic(), thin(GREEN, BLACK) }
    sign "Who wrote it." { ink(244), ink(243), DIM, thin(WHITE, BLACK) }
    panel "A panel over the panes." { on(253, 237), on(235, 255), PLAIN, thin(WHITE, BLACK) }
    panel_title "Its heading." { on(222, 237).bold(), on(25, 255).bold(), REVERSE.bold(), thick(BLACK, CYAN) }
    done "A message: something was done." { on(157, 236).bold(), on(22, 253).bold(), BOLD, thick(GREEN, BLACK) }
    notice "A message: something to know." { on(223, 236), on(94, 253), PLAIN, thick(WHITE, BLACK) }
    trouble "A message: something went wrong." { on(255, 124).bold(), on(231, 124).bold(), REVERSE.bold(), thick(WHITE, RED) }
}

impl Theme {
    /// The theme with the user's changes; colours stay away where none may be used.
    pub(super) fn with(mut self, changes: &BTreeMap<String, StyleChange>) -> Self {
        for (name, change) in changes {
            let colour = self.colour;
            if let Some(style) = self.named(name) {
                *style = changed(*style, *change, colour);
            }
        }
        self
    }

    /// The style of a tag of this colour: a name, or `#rrggbb`.
    pub(super) fn tag(&self, color: Option<&str>) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        if !self.colour {
            return bold;
        }
        let named = |dark, light| Some(Color::Indexed(if self.light { light } else { dark }));
        let found = match color.unwrap_or("") {
            "red" | "红" => named(210, 124),
            "orange" | "橙" => named(215, 166),
            "yellow" | "黄" => named(222, 136),
            "green" | "绿" => named(114, 28),
            "cyan" | "青" => named(80, 30),
            "blue" | "蓝" => named(111, 26),
            "purple" | "magenta" | "紫" => named(176, 90),
            "gray" | "grey" | "灰" => named(247, 242),
            hex => hex.strip_prefix('#').and_then(rgb),
        };
        found.map_or(bold, |color| bold.fg(color))
    }

    /// The style of a cell of a heat map, 0.0 to 1.0.
    pub(super) fn heat(&self, share: f64) -> Style {
        const DARK: [u8; 6] = [236, 23, 29, 35, 106, 178];
        const LIGHT: [u8; 6] = [254, 194, 157, 114, 71, 28];
        if !self.colour || share <= 0.0 {
            return self.panel;
        }
        let steps = if self.light { LIGHT } else { DARK };
        let at =
            steps.iter().enumerate().skip(1).find(|(at, _)| share <= Self::step(*at)).map_or(5, |(at, _)| at);
        let bg = steps.get(at).copied().unwrap_or(235);
        let fg = if self.light || at >= 4 { 232 } else { 255 };
        Style::new().fg(Color::Indexed(fg)).bg(Color::Indexed(bg))
    }

    fn step(at: usize) -> f64 {
        [0.0, 0.2, 0.4, 0.6, 0.8, 1.0].get(at).copied().unwrap_or(1.0)
    }
}

/// A style with a user's change.
fn changed(mut style: Style, change: StyleChange, colour: bool) -> Style {
    let paint = |paint| match paint {
        Paint::Indexed(index) => Color::Indexed(index),
        Paint::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
        Paint::Default => Color::Reset,
    };
    if colour {
        style.fg = change.fg.map(paint).or(style.fg);
        style.bg = change.bg.map(paint).or(style.bg);
    }
    for (switch, modifier) in [
        (change.bold, Modifier::BOLD),
        (change.dim, Modifier::DIM),
        (change.italic, Modifier::ITALIC),
        (change.underline, Modifier::UNDERLINED),
        (change.reverse, Modifier::REVERSED),
    ] {
        style = match switch {
            Some(true) => style.add_modifier(modifier),
            Some(false) => style.remove_modifier(modifier),
            None => style,
        };
    }
    style
}

/// `rrggbb`.
fn rgb(hex: &str) -> Option<Color> {
    let value = u32::from_str_radix(hex, 16).ok().filter(|_| hex.len() == 6)?;
    let [_, red, green, blue] = value.to_be_bytes();
    Some(Color::Rgb(red, green, blue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{STYLES, Settings};
    use crate::messages::Lang;

    #[test]
    fn every_style_can_be_changed() {
        for name in STYLES {
            let text = format!("[style]\n{name} = {{ fg = \"#010203\", reverse = true }}\n");
            let told = Settings::parse(&text, "config.toml", Lang::En).0.expect("TOML");
            let mut theme = Theme::of(ThemeName::Dark, true).with(&told.styles);
            let style = theme.named(name).copied().expect("a style");
            assert_eq!(style.fg, Some(Color::Rgb(1, 2, 3)), "{name}");
            assert!(style.add_modifier.contains(Modifier::REVERSED), "{name}");
            let mut plain = Theme::of(ThemeName::Dark, false).with(&told.styles);
            assert_eq!(plain.named(name).and_then(|style| style.fg), None, "{name}");
        }
    }
}
