//! A mark that waits for its place: the old words beside a paragraph of today, the differences shown in both.

use super::super::theme::Theme;
use super::canvas::Canvas;
use super::doubting::{halves, passage};
use super::panels::panel;
use crate::app::App;
use crate::app::geometry::Area;
use crate::app::relinking::Relink;
use crate::messages::reader as say;

/// Draws the mark that is shown.
pub(super) fn draw(app: &App, relink: &Relink, canvas: &mut Canvas<'_>, theme: &Theme) {
    let Some(waiting) = relink.current() else { return };
    let (lang, screen) = (app.settings.lang, app.shape.screen);
    let title = say::relink_title(lang, relink.chosen + 1, relink.waiting.len(), &waiting.why);
    let width = screen.width.saturating_sub(4).min(120);
    let area = panel(&title, app.panel(width, screen.height.saturating_sub(4)), canvas, theme);
    canvas.put_cut(area.x, area.y, &waiting.words, theme.panel, area.width);
    let body = Area::new(area.x, area.y + 2, area.width, area.height.saturating_sub(4));
    let (left, right) = halves(body);
    let dim = theme.panel.patch(theme.dim);
    let offer = waiting.offers.get(waiting.offer);
    let gone = offer.map_or(&[][..], |offer| offer.gone.as_slice());
    passage(
        app,
        canvas,
        left,
        (&say::relink_old(lang), dim),
        (&waiting.old, gone, (false, false)),
        theme.hit,
        theme,
    );
    let Some(offer) = offer else {
        canvas.put_cut(right.x, right.y, &say::no_candidate(lang), theme.panel, right.width);
        return;
    };
    let (at, all) = (waiting.offer + 1, waiting.offers.len());
    let heading = say::relink_new(lang, offer.ordinal, at, all, offer.percent);
    passage(app, canvas, right, (&heading, dim), (&offer.text, &offer.new, (false, false)), theme.hit, theme);
    if !offer.changes.is_empty() {
        let changes = say::relink_changes(lang, offer.changes.join("  "));
        let foot = area.bottom().saturating_sub(2);
        canvas.put_cut(area.x, foot, &changes, theme.panel, area.width);
    }
}
