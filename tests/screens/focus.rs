//! Which pane takes the keys, what the lists beside the article say of themselves, and what stays in the hint line.

use pizhu::app::panes::Focus;
use pizhu::app::{Effect, Event, Memory};
use pizhu::keymap::Key;

use super::desk::Desk;
use super::shows;

#[test]
fn where_only_the_article_is_shown_the_keys_stay_in_it() {
    for keys in ["z h", "z <Left>", "h z", "h h z"] {
        let desk = Desk::new().press(keys);
        assert!(desk.app.panes.zen && desk.app.panes.focus == Focus::Reader, "{keys}");
        let open = desk.app.reading.as_ref().map(|reading| reading.article.id.clone());
        let desk = desk.press("j j <Enter>");
        assert_eq!(desk.app.reading.as_ref().map(|reading| reading.article.id.clone()), open, "{keys}");
    }
}

#[test]
fn two_hits_in_one_paragraph_are_one_paragraph_to_tag() {
    let desk = Desk::new().press("/").type_text("个项目").press("<Enter>").press("<leader> a");
    let desk = desk.type_text("待核实").press("<Enter>");
    shows(&desk, &["给有命中的 1 段都标上"]);
    let desk = desk.press("<Enter>");
    assert!(!desk.screen().contains("2 段"), "{}", desk.screen());
}

#[test]
fn what_was_found_everywhere_can_be_tagged_after_its_list_is_closed() {
    let desk = Desk::new().press("g /").type_text("审批").press("<Enter>").press("<Esc>");
    let desk = desk.press(":").type_text("tag hits 待核实").press("<Enter>");
    assert!(
        desk.effects.iter().any(|effect| matches!(effect, Effect::PreviewTag(query, _) if query == "审批"))
    );
}

#[test]
fn a_saved_folder_that_is_left_is_left_in_every_pane() {
    let memory = Memory { queries: vec![("我的待核".into(), "审批".into())], ..Memory::default() };
    let desk = Desk::with(100, 24, memory, |_| {}).press("h h G <Enter>");
    assert_eq!(desk.app.catalogue.filter.as_ref().map(|(query, _)| query.as_str()), Some("审批"));
    let desk = desk.press("<Esc>");
    assert_eq!((desk.app.catalogue.filter.is_some(), desk.app.catalogue.folder), (false, 0));
    shows(&desk, &["全部稿件"]);
}

#[test]
fn a_picker_shows_what_is_typed_as_wide_as_it_is() {
    let desk = Desk::new().press("<leader> f").type_text("abcdefghijklmnopqrstuvwxyz0123456789");
    shows(&desk, &["> abcdefghijklmnopqrstuvwxyz0123456789"]);
}

#[test]
fn the_ways_to_everything_else_stay_in_the_hint_line() {
    let mut memory = Memory::default();
    for name in ["tag toggle", "note edit", "find", "report", "undo", "help", "palette"] {
        memory.hints.insert(name.into(), 9);
    }
    let desk = Desk::with(100, 24, memory, |_| {});
    assert_eq!(desk.footer().trim(), "? 帮助  : 命令");
}

#[test]
fn text_that_came_key_by_key_is_whole_and_its_end_in_view() {
    let text = "园区的窗口开到车间门口，".repeat(500) + "末尾在此";
    let keys = text.chars().map(Key::char).collect();
    let desk = Desk::new().press("a").give(Event::Typed(keys));
    shows(&desk, &["末尾在此"]);
    let (_, caret) = desk.frame();
    assert!(caret.shown && caret.row < 23, "{caret:?}");
    let typed = desk.app.overlays.last().and_then(|overlay| overlay.note()).map(|note| note.input.text());
    assert_eq!(typed, Some(text.as_str()));
}

#[test]
fn counts_of_zones_have_headings_in_english_too() {
    let desk = Desk::with(120, 24, Memory::default(), |settings| settings.lang = pizhu::messages::Lang::En);
    shows(&desk, &["art"]);
}
