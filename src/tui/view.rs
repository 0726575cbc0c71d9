//! Drawing: `draw(&App, &mut Buffer)` looks at the reader and never changes it.

mod article;
mod canvas;
mod choosing;
mod doubting;
mod frame;
mod notes;
mod panels;
mod relinking;
mod side;
mod typing;

use ratatui::buffer::Buffer;

use super::theme::Theme;
use crate::app::App;
use crate::config;
use crate::messages::reader as say;
use canvas::Canvas;

/// What the user changed of the themes.
#[derive(Debug, Clone, Default)]
pub struct Looks(std::collections::BTreeMap<String, config::StyleChange>);

impl Looks {
    /// The changes that config.toml asks for.
    pub fn new(told: &config::Settings) -> Self {
        Self(told.styles.clone())
    }
}

/// Draws the reader in the theme as it is; returns where the caret stands, when an input has the focus.
pub fn draw(app: &App, buffer: &mut Buffer) -> Caret {
    draw_as(app, &Looks::default(), buffer)
}

/// Draws the reader with the user's changes of the theme; returns where the caret stands.
pub fn draw_as(app: &App, looks: &Looks, buffer: &mut Buffer) -> Caret {
    let theme = Theme::of(app.settings.theme, app.settings.colour).with(&looks.0);
    let mut canvas = Canvas::new(buffer, &app.settings);
    canvas.fill(app.shape.screen, theme.text);
    if app.shape.too_small {
        let lang = app.settings.lang;
        let text = if app.writes_unseen() { say::too_small_for_note(lang) } else { say::too_small(lang) };
        canvas.put(0, 0, &text, theme.text, app.shape.screen.width);
        return Caret { column: 0, row: 0, shown: false };
    }
    side::draw(app, &mut canvas, &theme);
    let mut caret = article::draw(app, &mut canvas, &theme);
    frame::draw(app, &mut canvas, &theme);
    if let Some(at) = panels::draw(app, &mut canvas, &theme) {
        caret = at;
    }
    frame::say(app, caret, &mut canvas, &theme);
    caret
}

/// Where the terminal's cursor is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Caret {
    /// Column from the left.
    pub column: u16,
    /// Row from the top.
    pub row: u16,
    /// Whether it is visible: an input has the focus.
    pub shown: bool,
}
