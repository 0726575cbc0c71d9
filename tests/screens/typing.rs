//! What is typed into lists, the command line, the filter and the help: it finds what is shown, and is not lost.

use std::sync::Arc;

use super::desk::Desk;
use super::shows;
use pizhu::app::Event;
use pizhu::formats::codebook;
use pizhu::words::ArticleCard;

/// The desk whose first zone has a name that the list shows for short.
fn zoned() -> Desk {
    let mut desk = Desk::sized(120, 24);
    let mut cards: Vec<ArticleCard> = desk.app.catalogue.cards.to_vec();
    cards[0].zone = "晋城经济技术开发区".into();
    desk.event(Event::Listed(cards.into(), Arc::new(codebook::built_in()), None));
    desk
}

#[test]
fn a_zone_is_jumped_to_by_its_short_name_and_its_pinyin() {
    shows(&zoned(), &["晋城经开区"]);
    for typed in ["晋城经开区", "jcjkq", "晋城经济技术", "jincheng"] {
        let desk = zoned().press("<F7>").type_text(typed);
        shows(&desk, &["窗口开到车间门口"]);
        assert!(!desk.screen().contains("没有相符"), "{typed}");
        assert!(desk.press("<Enter>").app.reading.is_some(), "{typed}");
    }
}
