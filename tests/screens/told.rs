//! What the settings change on the screen.

use pizhu::app::{Effect, Event, Memory, NotesAt};
use pizhu::words::{Fault, FaultKind};

use super::desk::Desk;

fn told(desk: &Desk, text: &str) {
    assert!(desk.footer().contains(text), "{}", desk.footer());
}

#[test]
fn a_way_out_is_a_key_of_the_reader_not_a_command_of_the_shell() {
    for (code, hint, own) in [
        ("library.no-article", "用 pizhu list 查看稿件编号", "按 , f 找稿件"),
        ("store.nothing-to-undo", "用 :log 或 pizhu log 查看记录", "按 , h 看改动记录"),
    ] {
        let fault = Fault::new(FaultKind::Usage, code, "没有").with_hint(hint);
        let footer = Desk::sized(120, 24).give(Event::Undone(true, Err(fault))).footer();
        assert!(footer.contains(own) && !footer.contains("pizhu"), "{footer}");
    }
}

#[test]
fn neighbouring_stages_are_signed_by_different_people() {
    let signed = Desk::new().press("S <Enter>");
    told(&Desk::new().press("S <Enter>").press("S"), "须由他人签发");
    assert!(signed.effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    let desk = Desk::with(100, 24, Memory::default(), |settings| settings.different_signers = false);
    let desk = desk.press("S <Enter> S <Enter>");
    assert_eq!(desk.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count(), 2);
}

#[test]
fn a_sticky_tag_of_the_settings_begins_with_the_first_tag() {
    let desk = Desk::with(100, 24, Memory::default(), |settings| settings.sticky_tag = true).press("J 1 J");
    assert_eq!(desk.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count(), 2);
    let desk = desk.press("<Esc> J");
    assert_eq!(desk.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count(), 2);
}

#[test]
fn a_keymap_read_again_is_told_whatever_changed_in_it() {
    let with = |text: &str| {
        let files = [(pizhu::keymap::Layer::User, "keymap.toml", text)];
        pizhu::keymap::Keymap::layered(&files, pizhu::messages::Lang::Zh).0
    };
    for text in [
        "[ime]\nfold_fullwidth = false\n",
        "[ime.fold]\n\"？\" = \"!\"\n",
        "[menu.g]\ntitle = \"去哪里\"\n",
        "hint_delay_ms = 900\n",
        "[keys.reader]\n\"x\" = \"help\"\n",
        "[keys.reader]\n\"t d\" = \"unbind\"\n",
    ] {
        let desk = Desk::new().give(Event::KeymapLoaded(Box::new(with(text)), Vec::new()));
        assert!(desk.footer().contains("键位已重新载入"), "{text}: {}", desk.footer());
        let again = desk.wait(10_000).give(Event::KeymapLoaded(Box::new(with(text)), Vec::new()));
        assert!(!again.footer().contains("键位已重新载入"), "{text}: {}", again.footer());
    }
}

#[test]
fn settings_read_again_change_the_screen_at_once() {
    let desk = Desk::sized(120, 24);
    assert!(desk.app.shape.margin.is_some());
    let mut settings = desk.app.settings.clone();
    settings.notes = NotesAt::Inline;
    settings.measure_cells = 60;
    settings.mouse = false;
    let desk = desk.give(Event::SettingsLoaded(Box::new(settings), Vec::new()));
    assert!(desk.app.shape.margin.is_none());
    assert_eq!(desk.app.shape.text.width, 60);
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Mouse(false))));
    told(&desk, "设置已重新载入");
}
