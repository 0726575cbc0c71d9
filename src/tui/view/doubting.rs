//! A doubt: the raw page beside the article, the doubtful place shown in both, and what each answer means.

use ratatui::style::Style;

use super::super::theme::Theme;
use super::canvas::Canvas;
use super::panels::panel;
use crate::app::App;
use crate::app::doubting::Doubts;
use crate::app::find::bytes_of;
use crate::app::geometry::Area;
use crate::app::laid::Laid;
use crate::app::seaming::Seam;
use crate::import::DoubtKind;
use crate::import::answering::{Case, repair_kind};
use crate::messages::{Lang, reader as say};

/// From this many cells on two texts stand side by side.
const TWO_COLUMNS: u16 = 56;

/// From this height on, in rows, blank lines part texts and answers.
const AIR_FROM: u16 = 16;

/// Draws the doubt that is shown.
pub(super) fn draw(app: &App, doubts: &Doubts, canvas: &mut Canvas<'_>, theme: &Theme) {
    let Some(case) = doubts.case() else { return };
    let (lang, screen) = (app.settings.lang, app.shape.screen);
    let what = match case.doubt.kind {
        DoubtKind::Zone => say::doubt_zone(lang),
        DoubtKind::ArticleStart => say::doubt_start(lang),
        DoubtKind::Apart => say::doubt_apart(lang),
        DoubtKind::Join | DoubtKind::Split | DoubtKind::TruncatedStart => {
            repair_kind(case.doubt.kind).proof_mark().unwrap_or_default().to_owned()
        }
    };
    let sure = (0..=100_u16).rev().find(|whole| f32::from(*whole) <= case.doubt.confidence * 100.0 + 0.5);
    let title = say::doubts_title(lang, doubts.place(), doubts.all, what, sure.unwrap_or(0));
    let title = format!("{title}   {}", case.title);
    let width = screen.width.saturating_sub(4).min(120);
    // On a low screen every row is for words.
    let air = u16::from(screen.height >= AIR_FROM);
    let area = panel(&title, app.panel(width, screen.height.saturating_sub(2 + 2 * air)), canvas, theme);
    let (yes, no) = answers(case, lang);
    let foot = Area::new(area.x, area.bottom().saturating_sub(2 + air), area.width, 2);
    let body = Area::new(area.x, area.y + air, area.width, area.height.saturating_sub(2 + 3 * air));
    let (left, right) = halves(body);
    let key = theme.panel.patch(theme.dim);
    passage(
        app,
        canvas,
        left,
        (&say::doubt_raw(lang), key),
        (&case.raw.text, &case.raw.marked, case.raw.goes_on),
        theme.hit,
        theme,
    );
    let result = match &doubts.seam {
        Some(seam) => seam.shown(),
        None => (case.found.result.clone(), case.found.seam),
    };
    passage(
        app,
        canvas,
        right,
        (&say::doubt_result(lang), key),
        (&result.0, &[result.1], (false, false)),
        theme.hit,
        theme,
    );
    if let Some(seam) = &doubts.seam {
        canvas.put_cut(foot.x, foot.y, &seam_words(seam, lang), theme.panel, foot.width);
        return;
    }
    let rows = [("doubt accept", say::doubt_yes(lang, yes)), ("doubt reject", say::doubt_no(lang, no))];
    let style = theme.panel.patch(theme.key).bg(theme.panel.bg.unwrap_or_default());
    for (y, (command, meaning)) in (foot.y..).zip(rows) {
        let key = app.key_of(command).unwrap_or_default();
        let x = canvas.put(foot.x, y, &key, style, foot.width);
        canvas.put_cut(x + 2, y, &meaning, theme.panel, foot.right().saturating_sub(x + 2));
    }
}

/// What Enter makes of the break that is being set.
fn seam_words(seam: &Seam, lang: Lang) -> String {
    const CHARS: usize = 6;
    let Some(at) = seam.place() else { return say::seam_joined(lang) };
    let left: String = seam.text.chars().take(at).skip(at.saturating_sub(CHARS)).collect();
    let right: String = seam.text.chars().skip(at).take(CHARS).collect();
    say::seam_parted(lang, left, right)
}

/// What yes and no make of the article, in words.
fn answers(case: &Case, lang: Lang) -> (String, String) {
    match case.doubt.kind {
        DoubtKind::Join => (say::stays_joined(lang), say::two_paragraphs(lang)),
        DoubtKind::Apart | DoubtKind::Split => (say::two_paragraphs(lang), say::stays_joined(lang)),
        DoubtKind::TruncatedStart => (say::head_lost(lang), say::head_whole(lang)),
        DoubtKind::Zone => (case.doubt.proposed.clone(), case.doubt.alternative.clone()),
        DoubtKind::ArticleStart => (say::one_article(lang), say::no_article_start(lang)),
    }
}

/// Two areas for two texts: side by side, or one above the other where that is too narrow.
pub(super) fn halves(body: Area) -> (Area, Area) {
    if body.width >= TWO_COLUMNS {
        let half = body.width / 2 - 2;
        let x = body.x + half + 4;
        return (
            Area::new(body.x, body.y, half, body.height),
            Area::new(x, body.y, body.right().saturating_sub(x), body.height),
        );
    }
    let half = body.height / 2;
    (
        Area::new(body.x, body.y, body.width, half),
        Area::new(body.x, body.y + half, body.width, body.height - half),
    )
}

/// A text with a heading, some of its characters marked; the first of those is always on the screen. A sign tells
/// where words are left out above or below, or the text itself goes on.
pub(super) fn passage(
    app: &App,
    canvas: &mut Canvas<'_>,
    area: Area,
    (heading, heading_style): (&str, Style),
    (text, marks, goes_on): (&str, &[(usize, usize)], (bool, bool)),
    mark_style: Style,
    theme: &Theme,
) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let laid = Laid::new(text, usize::from(area.width), 0, canvas.widths, app.settings.level);
    let marked = bytes_of(text, marks);
    // Where there is one row only, it is for the words.
    let head = u16::from(area.height > 1);
    let rows = usize::from(area.height - head);
    let first = marked.first().map_or(0, |(start, _)| laid.line_of(*start));
    let most = laid.lines.len().saturating_sub(rows);
    let top = first.saturating_sub(rows / 3).min(most);
    let mark = canvas.chrome.cut;
    let above = if goes_on.0 || top > 0 { format!("{heading}  {mark}") } else { heading.to_owned() };
    if head > 0 {
        canvas.put_cut(area.x, area.y, &above, heading_style, area.width);
    }
    let end = laid.lines.len().min(top + rows);
    for (y, line) in (area.y + head..).zip(top..end) {
        let is_cut = line + 1 == end && (goes_on.1 || end < laid.lines.len());
        if is_cut {
            canvas.put_cut(area.x, y, &format!("{}{mark}", laid.words(line)), theme.panel, area.width);
        } else {
            canvas.put(area.x, y, laid.words(line), theme.panel, area.width);
        }
        for &(start, end) in &marked {
            if let Some(cells) = laid.covered(line, start..end) {
                let at = |cell: usize| u16::try_from(cell).unwrap_or(u16::MAX).min(area.width);
                let (from, to) = (at(cells.start), at(cells.end));
                canvas.restyle(area.x + from, y, to.saturating_sub(from), mark_style);
            }
        }
    }
}
