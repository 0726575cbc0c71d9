//! What stands left of the text: tags, the sign of a note, the sign of advice.

use std::sync::Arc;

use pizhu::app::{Event, Memory};
use pizhu::messages::Lang;
use pizhu::text::Widths;
use pizhu::words::{Article, ArticleId, BlockKind, Meta};

use super::desk::Desk;

/// A headline as wide as the measure, a subhead, a paragraph and a caption, all with something to remark on.
fn article(headline: &str) -> Arc<Article> {
    let meta = Meta { title: headline.into(), zone: "晋城经开区".into(), ..Meta::default() };
    let blocks = [
        (BlockKind::Subhead, "“约60余天的账，窗口是怎么算的"),
        (BlockKind::Body, "“约60余天的账，窗口是怎么算的。"),
        (BlockKind::Caption, "“约60余天里，工人们在窗口前排队。"),
    ];
    Arc::new(Article::assemble(ArticleId::new("jincheng-1").expect("a slug"), meta, blocks))
}

#[test]
fn the_sign_of_a_note_never_touches_the_words() {
    for width in [240, 120, 100, 80, 60, 40, 30] {
        for widths in [Widths::narrow(), Widths::wide()] {
            for lang in [Lang::Zh, Lang::En] {
                let desk = Desk::with(width, 24, Memory::default(), |settings| {
                    (settings.widths, settings.lang) = (widths, lang);
                });
                let article = article(&"字".repeat(usize::from(desk.app.shape.text.width / 2)));
                let marks = desk.marks(&article.id);
                let mut desk = desk.give(Event::ArticleLoaded(article, marks));
                for keys in ["g g", "J", "J", "J"] {
                    desk = desk.press(keys).press("1 2 a").type_text("核").press("<C-s>");
                }
                let desk = desk.press("g g");
                let (buffer, _) = desk.frame();
                let (gutter, text) = (desk.app.shape.gutter, desk.app.shape.text);
                let symbol = |x: u16, y: u16| buffer.cell((x, y)).map_or("", |cell| cell.symbol());
                let mut signs = 0;
                for y in gutter.y..gutter.bottom() {
                    let is_indented = [" ", "?"].contains(&symbol(text.x, y));
                    signs += (gutter.x..text.x).filter(|x| ["批", "n"].contains(&symbol(*x, y))).count();
                    let beside = symbol(text.x - 1, y);
                    let is_free = beside == " " || gutter.width < 8 && beside == "?";
                    assert!(is_indented || is_free, "{width}\n{}", desk.screen());
                }
                assert_eq!(signs, 4, "{width} {lang:?}\n{}", desk.screen());
            }
        }
    }
}

#[test]
fn a_note_does_not_hide_that_there_is_advice() {
    for width in [120, 80, 60, 40] {
        let desk = Desk::with(width, 24, Memory::default(), |_| {});
        let article = article("窗口的账");
        let marks = desk.marks(&article.id);
        let mut desk = desk.give(Event::ArticleLoaded(article, marks));
        for keys in ["J", "J", "J"] {
            desk = desk.press(keys).press("1 2 a").type_text("核").press("<C-s>");
        }
        let (buffer, _) = desk.frame();
        let (gutter, text) = (desk.app.shape.gutter, desk.app.shape.text);
        let asked = (gutter.y..gutter.bottom())
            .filter(|y| (gutter.x..=text.x).any(|x| buffer.cell((x, *y)).is_some_and(|c| c.symbol() == "?")));
        assert_eq!(asked.count(), 3, "{width}\n{}", desk.screen());
    }
}
