//! Which pane takes the keys, what the lists beside the article say of themselves, and what stays in the hint line.

use pizhu::app::panes::Focus;
use pizhu::app::{Effect, Event, Job, Memory};
use pizhu::keymap::Key;
use ratatui::buffer::Cell;

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
        desk.effects
            .iter()
            .any(|effect| matches!(effect, Effect::Work(_, Job::PreviewTag(query, _)) if query == "审批"))
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

#[test]
fn a_key_of_the_article_pressed_elsewhere_tells_the_way_there() {
    let told = |keys: &str| Desk::new().press(keys).footer();
    for (keys, said) in [
        ("h 1", "先按 l 到正文，再按 1（标签 待核实）"),
        ("h t", "先按 l 到正文，再按 t（标签）"),
        ("h v", "先按 l 到正文，再按 v（选字）"),
        ("h <Delete>", "先按 l 到正文，再按 Delete（删除批注）"),
        ("h h a", "先按 l l 到正文，再按 a（写批注）"),
        ("c", "先按 h 到稿目，再按 c（收起、展开专区）"),
        ("g x", "g x 在这里没有作用"),
        ("? 1", "先按 Esc 关闭，再按 1（标签 待核实）"),
        ("? t", "先按 Esc 关闭，再按 t（标签）"),
        ("? a", "先按 Esc 关闭，再按 a（写批注）"),
    ] {
        assert!(told(keys).contains(said), "{keys}: {}", told(keys));
    }
    let moved = Desk::with(100, 24, Memory::default(), |_| {});
    let mut map = pizhu::keymap::Keymap::layered(
        &[(
            pizhu::keymap::Layer::User,
            "keymap.toml",
            "[keys.global]\n\"l\" = \"unbind\"\n\"<Right>\" = \"unbind\"\n\"p\" = \"pane next\"\n",
        )],
        pizhu::messages::Lang::Zh,
    )
    .0;
    map.set_codebook(&moved.app.catalogue.codebook);
    let moved = moved.give(Event::KeymapLoaded(Box::new(map), Vec::new())).press("h 1");
    assert!(moved.footer().contains("先按 p 到正文"), "{}", moved.footer());
}

#[test]
fn a_key_of_a_pane_moves_what_lies_over_it_and_changes_nothing_below() {
    let desk = Desk::sized(100, 12).press("J ? J J");
    let top = |desk: &Desk| match desk.app.overlays.last() {
        Some(pizhu::app::Overlay::Help(help)) => help.top,
        _ => usize::MAX,
    };
    assert_eq!(top(&desk), 2);
    for keys in ["1", "a", "A", "d d", "<Delete>", "r", ".", "t x", "T", "<F8>", "v", "V"] {
        let desk = Desk::new().press("J ?").press(keys);
        assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Save(..))), "{keys}");
        assert_eq!(desk.app.overlays.len(), 1, "{keys}");
        assert!(desk.app.reading.as_ref().is_some_and(|reading| reading.selection.is_none()), "{keys}");
    }
}

#[test]
fn all_hits_of_the_list_are_tagged_from_the_list() {
    let desk = Desk::new().press("h g /").type_text("审批").press("<Enter> <leader> a");
    shows(&desk, &[":tag hits"]);
}

#[test]
fn no_fragments_of_the_text_stand_beside_a_popup() {
    for (width, height) in [(240, 50), (120, 40), (100, 24), (80, 24), (60, 20), (30, 8)] {
        for widths in [pizhu::text::Widths::narrow(), pizhu::text::Widths::wide()] {
            let desk = Desk::with(width, height, Memory::default(), |settings| settings.widths = widths);
            let report = Event::ReportBuilt(Ok("一行\n".repeat(60)));
            let help = desk.app.help_area();
            let page = desk.app.panel((width - 4).min(96), height - 4);
            let other = Desk::sized(width, height).press("e e").give(report);
            for (desk, panel) in [(desk.press("?"), help), (other, page)] {
                let (buffer, _) = desk.frame();
                for y in panel.y..panel.bottom() {
                    let beside = |from: u16, to: u16| {
                        let cells = (from..to).filter_map(|x| buffer.cell((x, y)).map(Cell::symbol));
                        cells.filter(|symbol| !symbol.trim().is_empty()).count()
                    };
                    // Nothing at all where little is left, else two blank cells.
                    let left = if panel.x < 22 { 0 } else { panel.x - 2 };
                    let right = if width - panel.right() < 22 { width } else { panel.right() + 2 };
                    let fragments = beside(left, panel.x) + beside(panel.right(), right);
                    assert_eq!(fragments, 0, "{width}x{height} {y}\n{}", desk.screen());
                }
            }
        }
    }
}

#[test]
fn a_menu_that_has_no_room_for_all_its_keys_says_how_many_are_left_out() {
    let desk = Desk::sized(30, 8).press("J t").wait(300);
    shows(&desk, &["标签  另有", "项"]);
    assert!(!Desk::new().press("J t").wait(300).screen().contains("另有"));
}
