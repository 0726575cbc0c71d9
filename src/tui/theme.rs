//! The looks: a handful of named styles for each theme. Colours never carry meaning alone.

use ratatui::style::{Color, Modifier, Style};

use std::collections::BTreeMap;

use crate::app::ThemeName;
use crate::config::{Paint, StyleChange};

/// The named styles of a theme.
#[derive(Debug, Clone, Copy)]
pub(super) struct Theme {
    /// Ordinary text.
    pub(super) text: Style,
    /// What matters less.
    pub(super) dim: Style,
    /// Headlines.
    pub(super) title: Style,
    /// 小标题.
    pub(super) subhead: Style,
    /// The panes beside the article.
    pub(super) side: Style,
    /// Their headings.
    pub(super) heading: Style,
    /// The chosen row of the pane that has the focus.
    pub(super) chosen: Style,
    /// The chosen row of a pane that has not.
    pub(super) chosen_away: Style,
    /// The top line.
    pub(super) header: Style,
    /// The bottom line.
    pub(super) footer: Style,
    /// A key in the hints.
    pub(super) key: Style,
    /// The bar at the focused paragraph.
    pub(super) bar: Style,
    /// The bar at the reader's line.
    pub(super) bar_line: Style,
    /// A hit of a search.
    pub(super) hit: Style,
    /// The hit that the reader stands on.
    pub(super) hit_here: Style,
    /// What is chosen in the text.
    pub(super) selection: Style,
    /// Words that bear a mark of their own.
    pub(super) marked: Style,
    /// The words of a note.
    pub(super) note: Style,
    /// Who wrote it.
    pub(super) sign: Style,
    /// A panel over the panes.
    pub(super) panel: Style,
    /// Its heading.
    pub(super) panel_title: Style,
    /// A message: something was done.
    pub(super) done: Style,
    /// A message: something to know.
    pub(super) notice: Style,
    /// A message: something went wrong.
    pub(super) trouble: Style,
    /// Whether colours may be used.
    pub(super) colour: bool,
    light: bool,
}

impl Theme {
    /// A theme by name; without colours every one of them is `mono`.
    pub(super) fn of(name: ThemeName, colour: bool) -> Self {
        match (name, colour) {
            (_, false) | (ThemeName::Mono, _) => Self::mono(),
            (ThemeName::Dark, true) => Self::dark(),
            (ThemeName::Light, true) => Self::light(),
            (ThemeName::Contrast, true) => Self::contrast(),
        }
    }

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

    /// A style by its name in config.toml.
    fn named(&mut self, name: &str) -> Option<&mut Style> {
        Some(match name {
            "text" => &mut self.text,
            "dim" => &mut self.dim,
            "title" => &mut self.title,
            "subhead" => &mut self.subhead,
            "side" => &mut self.side,
            "heading" => &mut self.heading,
            "chosen" => &mut self.chosen,
            "chosen_away" => &mut self.chosen_away,
            "header" => &mut self.header,
            "footer" => &mut self.footer,
            "key" => &mut self.key,
            "bar" => &mut self.bar,
            "bar_line" => &mut self.bar_line,
            "hit" => &mut self.hit,
            "hit_here" => &mut self.hit_here,
            "selection" => &mut self.selection,
            "marked" => &mut self.marked,
            "note" => &mut self.note,
            "sign" => &mut self.sign,
            "panel" => &mut self.panel,
            "panel_title" => &mut self.panel_title,
            "done" => &mut self.done,
            "notice" => &mut self.notice,
            "trouble" => &mut self.trouble,
            _unknown => return None,
        })
    }

    fn dark() -> Self {
        let c = Color::Indexed;
        let on = |fg, bg| Style::new().fg(c(fg)).bg(c(bg));
        let fg = |fg| Style::new().fg(c(fg));
        Self {
            text: fg(252),
            dim: fg(244),
            title: fg(230).add_modifier(Modifier::BOLD),
            subhead: fg(180).add_modifier(Modifier::BOLD),
            side: on(248, 235),
            heading: on(244, 235),
            chosen: on(255, 24).add_modifier(Modifier::BOLD),
            chosen_away: on(254, 238),
            header: on(250, 236),
            footer: on(246, 236),
            key: on(222, 236).add_modifier(Modifier::BOLD),
            bar: fg(67),
            bar_line: fg(222).add_modifier(Modifier::BOLD),
            hit: on(234, 180),
            hit_here: on(232, 220).add_modifier(Modifier::BOLD),
            selection: on(255, 60),
            marked: Style::new().add_modifier(Modifier::UNDERLINED),
            note: fg(151),
            sign: fg(242),
            panel: on(253, 237),
            panel_title: on(222, 237).add_modifier(Modifier::BOLD),
            done: on(157, 236).add_modifier(Modifier::BOLD),
            notice: on(223, 236),
            trouble: on(255, 124).add_modifier(Modifier::BOLD),
            colour: true,
            light: false,
        }
    }

    fn light() -> Self {
        let c = Color::Indexed;
        let on = |fg, bg| Style::new().fg(c(fg)).bg(c(bg));
        let fg = |fg| Style::new().fg(c(fg));
        Self {
            text: fg(235),
            dim: fg(244),
            title: fg(232).add_modifier(Modifier::BOLD),
            subhead: fg(94).add_modifier(Modifier::BOLD),
            side: on(238, 254),
            heading: on(244, 254),
            chosen: on(231, 25).add_modifier(Modifier::BOLD),
            chosen_away: on(235, 251),
            header: on(237, 253),
            footer: on(240, 253),
            key: on(25, 253).add_modifier(Modifier::BOLD),
            bar: fg(110),
            bar_line: fg(166).add_modifier(Modifier::BOLD),
            hit: on(232, 223),
            hit_here: on(232, 214).add_modifier(Modifier::BOLD),
            selection: on(232, 153),
            marked: Style::new().add_modifier(Modifier::UNDERLINED),
            note: fg(23),
            sign: fg(246),
            panel: on(235, 255),
            panel_title: on(25, 255).add_modifier(Modifier::BOLD),
            done: on(22, 253).add_modifier(Modifier::BOLD),
            notice: on(94, 253),
            trouble: on(231, 124).add_modifier(Modifier::BOLD),
            colour: true,
            light: true,
        }
    }

    fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        let reverse = plain.add_modifier(Modifier::REVERSED);
        let dim = plain.add_modifier(Modifier::DIM);
        Self {
            text: plain,
            dim,
            title: bold,
            subhead: bold,
            side: plain,
            heading: dim,
            chosen: reverse.add_modifier(Modifier::BOLD),
            chosen_away: bold,
            header: reverse,
            footer: plain,
            key: bold,
            bar: bold,
            bar_line: reverse.add_modifier(Modifier::BOLD),
            hit: plain.add_modifier(Modifier::UNDERLINED).add_modifier(Modifier::BOLD),
            hit_here: reverse.add_modifier(Modifier::UNDERLINED).add_modifier(Modifier::BOLD),
            selection: reverse,
            marked: plain.add_modifier(Modifier::UNDERLINED),
            note: plain.add_modifier(Modifier::ITALIC),
            sign: dim,
            panel: plain,
            panel_title: reverse.add_modifier(Modifier::BOLD),
            done: bold,
            notice: plain,
            trouble: reverse.add_modifier(Modifier::BOLD),
            colour: false,
            light: false,
        }
    }

    fn contrast() -> Self {
        let on = |fg, bg| Style::new().fg(fg).bg(bg).add_modifier(Modifier::BOLD);
        let (black, white, yellow) = (Color::Black, Color::White, Color::LightYellow);
        Self {
            text: Style::new().fg(white).bg(black),
            dim: Style::new().fg(white).bg(black),
            title: on(yellow, black),
            subhead: on(Color::LightCyan, black),
            side: Style::new().fg(white).bg(black),
            heading: on(Color::LightCyan, black),
            chosen: on(black, yellow),
            chosen_away: on(black, white),
            header: on(black, white),
            footer: on(white, black),
            key: on(yellow, black),
            bar: on(Color::LightCyan, black),
            bar_line: on(black, yellow),
            hit: on(black, Color::LightCyan),
            hit_here: on(black, yellow).add_modifier(Modifier::UNDERLINED),
            selection: on(black, Color::LightGreen),
            marked: Style::new().add_modifier(Modifier::UNDERLINED),
            note: Style::new().fg(Color::LightGreen).bg(black),
            sign: Style::new().fg(white).bg(black),
            panel: Style::new().fg(white).bg(black),
            panel_title: on(black, Color::LightCyan),
            done: on(Color::LightGreen, black),
            notice: on(white, black),
            trouble: on(white, Color::Red),
            colour: true,
            light: false,
        }
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
