//! The reader as it is seen: keys in, cells out.

#![expect(clippy::expect_used, reason = "a test that cannot go on ends")]
#![expect(clippy::wildcard_enum_match_arm, reason = "a test looks at the effects it is about")]

#[path = "screens/advice.rs"]
mod advice;
#[path = "screens/beginning.rs"]
mod beginning;
#[path = "screens/beside.rs"]
mod beside;
#[path = "screens/caret.rs"]
mod caret;
#[path = "screens/counts.rs"]
mod counts;
#[path = "screens/desk.rs"]
mod desk;
#[path = "screens/doubting.rs"]
mod doubting;
#[path = "screens/finding.rs"]
mod finding;
#[path = "screens/focus.rs"]
mod focus;
#[path = "screens/folders.rs"]
mod folders;
#[path = "screens/gutter.rs"]
mod gutter;
#[path = "screens/jobs.rs"]
mod jobs;
#[path = "screens/marks.rs"]
mod marks;
#[path = "screens/notes.rs"]
mod notes;
#[path = "screens/pointing.rs"]
mod pointing;
#[path = "screens/pressed.rs"]
mod pressed;
#[path = "screens/reloaded.rs"]
mod reloaded;
#[path = "screens/slips.rs"]
mod slips;
#[path = "screens/toasts.rs"]
mod toasts;
#[path = "screens/told.rs"]
mod told;
#[path = "screens/typing.rs"]
mod typing;

use desk::Desk;
use pizhu::app::panes::Focus;
use pizhu::app::{Doubt, Effect, Event, Memory, Pointer, PointerKind};

#[track_caller]
fn shows(desk: &Desk, parts: &[&str]) {
    let screen = desk.screen();
    for part in parts {
        assert!(screen.contains(part), "“{part}” is not on the screen:\n{screen}");
    }
}

#[test]
fn the_first_screen_shows_an_article_and_the_hints() {
    let desk = Desk::new();
    shows(&desk, &["窗口开到车间门口", "签下十二个项目", "读 0%", "批 0/3"]);
    let footer = desk.footer();
    assert_eq!(footer.trim(), "1-9 标签  a 批注  / 查找  ? 帮助  : 命令");
    let marked = desk.press("J 1").wait(10_000).footer();
    assert!(marked.contains("e e 导出  u 撤销"), "{marked}");
}

#[test]
fn every_width_draws_whole_rows() {
    for width in [8, 29, 30, 31, 40, 59, 60, 79, 80, 99, 100, 119, 120, 121, 180, 240] {
        for height in [7, 8, 24, 40] {
            for keys in ["", "a", "/", "h", "h h", "?", "j j 1", "F8", "T", "v", ":", ", t"] {
                let keys = keys.replace("F8", "<F8>").replace(", t", "<leader> t");
                let desk = Desk::sized(width, height).press(if keys.is_empty() { "j" } else { &keys });
                desk.rows();
            }
        }
    }
}

#[test]
fn a_screen_too_small_says_so_in_one_line_and_q_quits_at_once() {
    for (width, height) in [(29, 24), (120, 7), (17, 1)] {
        for keys in ["", "?", "h"] {
            let desk = Desk::sized(120, 24).press(if keys.is_empty() { "j" } else { keys });
            let desk = desk.resize(width, height);
            assert_eq!(desk.screen().trim(), "q 退出：不足 30x8");
            assert!(matches!(desk.press("q").effects.last(), Some(Effect::Quit)), "{keys}");
        }
    }
}

#[test]
fn one_key_is_one_tag_and_moves_nothing() {
    let before = Desk::new().press("J");
    let text = |desk: &Desk| {
        let (buffer, _) = desk.frame();
        let area = desk.app.shape.text;
        let cells = (area.y..area.bottom()).flat_map(|y| (area.x..area.right()).map(move |x| (x, y)));
        cells.map(|at| buffer.cell(at).expect("a cell").symbol().to_owned()).collect::<String>()
    };
    let unmoved = text(&before);
    let desk = before.press("1");
    assert!(desk.footer().contains("已标【待核实】  u 撤销"), "{}", desk.footer());
    shows(&desk, &["1待核", "批 1/3"]);
    assert_eq!(unmoved, text(&desk), "the text moved");
    let off = desk.press("1");
    assert!(off.footer().contains("已取下【待核实】"), "{}", off.footer());
    assert!(!off.screen().contains("1待核"));
}

#[test]
fn a_note_is_typed_in_chinese_and_said_saved_only_when_it_is() {
    let desk = Desk::new().press("J a").type_text("与年报不一致jk1q?");
    let (_, caret) = desk.frame();
    assert!(caret.shown);
    shows(&desk, &["批注 第 1 段", "与年报不一致jk1q?"]);
    assert!(!desk.footer().contains("已保存"));
    let desk = desk.press("<C-s>");
    assert!(desk.footer().contains("已保存"), "{}", desk.footer());
    shows(&desk, &["与年报不一致jk1q?"]);
    let (_, caret) = desk.frame();
    assert!(!caret.shown, "with no input focused the cursor is hidden");
}

#[test]
fn a_save_that_fails_is_said_as_it_is_and_goes_along_with_the_next() {
    let mut desk = Desk::new();
    desk.broken = true;
    let mut desk = desk.press("J 1");
    assert!(desk.footer().contains("没有保存"), "{}", desk.footer());
    assert!(!desk.footer().contains("已标"));
    desk.broken = false;
    let desk = desk.press("J 2");
    let saved = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(_, changes) => Some(changes.len()),
        _ => None,
    });
    assert_eq!(saved, Some(2), "the first change goes along");
    assert!(desk.app.reading.as_ref().is_some_and(|reading| reading.unsaved.is_empty()));
}

#[test]
fn esc_asks_before_text_is_lost_and_never_saves() {
    let desk = Desk::new().press("J a").type_text("半句").press("<Esc>");
    shows(&desk, &["批注还没有保存", "[继续写]", "保存", "丢弃"]);
    let desk = desk.press("<Enter>");
    shows(&desk, &["半句"]);
    let desk = desk.press("<Esc> <Down> <Down> <Enter>");
    assert!(desk.app.overlays.is_empty());
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    let empty = Desk::new().press("J a <Esc>");
    assert!(empty.app.overlays.is_empty(), "nothing typed, nothing asked");
}

#[test]
fn undo_and_redo_bring_marks_back() {
    let desk = Desk::new().press("J 1 u");
    assert!(!desk.screen().contains("1待核"), "{}", desk.screen());
    assert!(desk.footer().contains("已撤销"));
    let desk = desk.press("U");
    shows(&desk, &["1待核"]);
}

#[test]
fn search_shows_hits_and_walks_them() {
    let desk = Desk::new().press("] ] /").type_text("夜班");
    shows(&desk, &["查找：夜班", "41 处"]);
    let desk = desk.press("<Enter>");
    assert!(desk.footer().contains("第 1 处，共 41 处"), "{}", desk.footer());
    let desk = desk.press("n n N");
    assert!(desk.footer().contains("第 2 处，共 41 处"), "{}", desk.footer());
    let none = desk.press("/ <C-u>").type_text("没有的话").press("<Enter>");
    assert!(none.footer().contains("没有找到"), "{}", none.footer());
}

#[test]
fn a_hit_is_seen_across_a_soft_wrap() {
    let desk = Desk::sized(40, 24).press("/").type_text("总投资约35.6亿元").press("<Enter>");
    let (buffer, _) = desk.frame();
    let lit = |y: u16| {
        (0..40)
            .filter(|x| buffer.cell((*x, y)).is_some_and(|c| c.bg == ratatui::style::Color::Indexed(220)))
            .count()
    };
    let rows: Vec<usize> = (0..24).map(lit).filter(|n| *n > 0).collect();
    assert_eq!(rows.iter().sum::<usize>(), 16, "all cells of the hit: {rows:?}");
}

#[test]
fn the_input_method_is_met_kindly() {
    let desk = Desk::new().type_text("ｊ").press("J").type_text("１");
    shows(&desk, &["1待核"]);
    let desk = desk.type_text("汉");
    assert!(desk.footer().contains("输入法"), "{}", desk.footer());
    let desk = Desk::new().type_text("、");
    shows(&desk, &["查找："]);
}

#[test]
fn everything_goes_without_letters() {
    let desk = Desk::new().press("<A-Down> 1 <Insert>").type_text("好").press("<C-s>");
    shows(&desk, &["1待核", "好"]);
    let desk = desk.press("<F10>").press("<F3>").type_text("项目").press("<Enter>");
    assert!(desk.footer().contains("第 1 处"), "{}", desk.footer());
}

#[test]
fn a_resize_keeps_the_line_that_is_read() {
    let mut desk = Desk::sized(120, 24).press("] ] <PgDn> <PgDn> j j");
    let at = desk.app.reading.as_ref().map(|reading| reading.cursor);
    for width in [60, 40, 240, 31, 100] {
        desk = desk.resize(width, 24);
        let reading = desk.app.reading.as_ref().expect("open");
        assert_eq!(Some(reading.cursor), at);
        assert!(reading.rows.iter().any(|row| Some(row.ordinal) == at.map(|at| at.ordinal)), "{width}");
        desk.rows();
    }
}

#[test]
fn the_place_comes_back_at_any_width() {
    let desk = Desk::sized(120, 24).press("] ] <PgDn> J J Q");
    let memory = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some((**memory).clone()),
        _ => None,
    });
    assert!(matches!(desk.effects.last(), Some(Effect::Quit)));
    let at = desk.app.reading.as_ref().map(|reading| reading.cursor);
    let again = Desk::with(50, 30, memory.expect("remembered"), |_| {});
    assert_eq!(again.app.reading.as_ref().map(|reading| reading.cursor), at);
}

#[test]
fn drafts_are_kept_within_two_seconds() {
    let desk = Desk::new().press("J a").type_text("半");
    let due = desk.app.deadline().expect("a draft is due");
    let desk = desk.wait(2_000);
    assert!(due <= 2_200, "{due}");
    assert!(
        desk.effects.iter().any(|effect| matches!(effect, Effect::KeepDraft(draft) if draft.text == "半"))
    );
}

#[test]
fn a_pending_key_shows_what_may_follow_and_never_times_out() {
    let desk = Desk::new().press("g");
    assert!(!desk.screen().contains("到开头"));
    let desk = desk.wait(300);
    shows(&desk, &["到开头"]);
    let desk = desk.wait(60_000).press("g");
    assert!(!desk.screen().contains("到开头"));
}

#[test]
fn a_span_and_several_paragraphs_can_be_marked() {
    let desk = Desk::new().press("J v l l l 1");
    let reading = desk.app.reading.as_ref().expect("open");
    assert_eq!(reading.placed.iter().map(|placed| placed.span).collect::<Vec<_>>(), [Some((0, 4))]);
    let desk = desk.press("V J J 2");
    let reading = desk.app.reading.as_ref().expect("open");
    assert_eq!(reading.placed.len(), 4);
    assert!(desk.footer().contains("3 段"), "{}", desk.footer());
}

#[test]
fn a_span_begins_anywhere_and_takes_the_hit() {
    let spans = |desk: &Desk| -> Vec<Option<(usize, usize)>> {
        let reading = desk.app.reading.as_ref().expect("open");
        reading.placed.iter().map(|placed| placed.span).collect()
    };
    let desk = Desk::new().press("J v l l l v l 1");
    assert_eq!(spans(&desk), [Some((3, 5))]);
    let desk = Desk::new().press("J v l v v").press("1");
    assert_eq!(spans(&desk), [None], "with nothing more chosen, v ends");
    let desk = Desk::new().press("/").type_text("签下").press("<Enter> v 1");
    assert_eq!(spans(&desk), [Some((12, 14))]);
}

#[test]
fn a_note_on_several_paragraphs_is_one_on_each_and_one_step() {
    let desk = Desk::new().press("J V J a");
    shows(&desk, &["批注 第 1 至 2 段"]);
    let desk = desk.type_text("口径不一").press("<C-s>");
    let reading = desk.app.reading.as_ref().expect("open");
    let notes: Vec<_> =
        reading.placed.iter().map(|placed| (placed.ordinal, placed.mark.note.as_str())).collect();
    assert_eq!(notes, [(Some(1), "口径不一"), (Some(2), "口径不一")]);
    let desk = desk.press("u");
    assert!(!desk.screen().contains("口径不一"), "one step");
}

#[test]
fn a_note_written_elsewhere_meanwhile_is_not_taken_for_the_one_that_was_opened() {
    let desk = Desk::new().press("J a").type_text("原来").press("<C-s> a").type_text("，改过");
    let id = desk.app.reading.as_ref().expect("open").article.id.clone();
    let mut marks = desk.marks(&id);
    for mark in &mut marks.own.marks {
        mark.note = "别处写的".into();
    }
    marks.placed.iter_mut().for_each(|placed| placed.mark.note = "别处写的".into());
    let desk = desk.give(Event::MarksLoaded(id, marks)).press("<C-s>");
    let old = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(_, changes) => changes.first().map(|change| change.old.clone()),
        _ => None,
    });
    assert_eq!(old, Some(pizhu::words::Value::Note("原来".into())));
}

#[test]
fn a_question_lets_no_key_through_to_what_lies_behind() {
    let desk = Desk::new().press("J 1 a").type_text("写到一半").press("<Esc>");
    let before = desk.effects.len();
    let desk = desk.press("u 1 r , h :");
    shows(&desk, &["还没有保存", "请先回答"]);
    assert_eq!(desk.effects.len(), before, "nothing was asked of the shell");
}

#[test]
fn the_question_about_a_broken_file_is_harmless_and_goes_when_the_file_is_whole() {
    let desk = Desk::new();
    let id = desk.app.reading.as_ref().expect("open").article.id.clone();
    let mut broken = desk.marks(&id);
    broken.doubt = Some(Doubt { why: "读不懂".into(), has_backup: true, is_readable: false });
    let desk = desk.give(Event::MarksLoaded(id.clone(), broken.clone())).press("<Enter>");
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::RestoreBackup(_))));
    let whole = desk.marks(&id);
    let desk = desk.give(Event::MarksLoaded(id.clone(), whole.clone()));
    let desk = desk.give(Event::MarksLoaded(id.clone(), broken));
    shows(&desk, &["读不懂"]);
    let desk = desk.give(Event::MarksLoaded(id, whole));
    assert!(!desk.screen().contains("读不懂"), "{}", desk.screen());
}

#[test]
fn the_list_of_lost_marks_opened_again_is_one_list() {
    let desk = Desk::with_orphans().press(", o");
    assert_eq!(desk.app.overlays.len(), 1);
}

#[test]
fn panes_take_the_focus_and_q_goes_up() {
    let desk = Desk::new().press("h");
    assert_eq!(desk.app.panes.focus, Focus::List);
    let desk = desk.press("j <Enter>");
    shows(&desk, &["夜班工人的四十个早晨"]);
    let desk = desk.press("q q");
    assert!(matches!(desk.effects.last(), Some(Effect::Quit)));
    let kept = Desk::new().press("<Esc> <Esc> <Esc>");
    assert!(!kept.effects.iter().any(|effect| matches!(effect, Effect::Quit)), "Esc never quits");
}

#[test]
fn the_wheel_and_a_click_work_on_text() {
    let pointer = |column, row, kind| Event::Pointer(Pointer { column, row, kind });
    let desk = Desk::sized(100, 24).press("] ]").give(pointer(50, 10, PointerKind::WheelDown));
    let top = desk.app.reading.as_ref().and_then(|reading| reading.rows.first().copied());
    assert!(top.is_some_and(|row| row.ordinal > 0), "{top:?}");
    let text = desk.app.shape.text;
    let desk = desk
        .give(pointer(text.x + 8, 6, PointerKind::Press))
        .give(pointer(text.x + 14, 6, PointerKind::Drag))
        .give(pointer(text.x + 14, 6, PointerKind::Release));
    let chosen = desk.app.reading.as_ref().and_then(pizhu::app::reading::Reading::span_bytes);
    assert!(chosen.is_some_and(|(start, end)| end - start >= 4), "{chosen:?}");
}

#[test]
fn without_colour_focus_hits_and_tags_still_differ() {
    let desk = Desk::with(100, 24, Memory::default(), |settings| settings.colour = false)
        .press("J 1 /")
        .type_text("项目")
        .press("<Enter>");
    let (buffer, _) = desk.frame();
    for cell in buffer.content() {
        assert_eq!(cell.bg, ratatui::style::Color::Reset);
        assert_eq!(cell.fg, ratatui::style::Color::Reset);
    }
    shows(&desk, &[">1待核"]);
    let underlined = ratatui::style::Modifier::UNDERLINED;
    assert!(buffer.content().iter().filter(|cell| cell.modifier.contains(underlined)).count() >= 4);
}

#[test]
fn hints_go_out_after_three_uses() {
    let desk = Desk::new().press("J 1 1 1").wait(10_000);
    let footer = desk.footer();
    assert!(!footer.contains("1-9 标签") && footer.contains("a 批注"), "{footer}");
}

#[test]
fn the_preview_names_enter_and_no_longer_says_that_it_is_being_built() {
    let desk = Desk::new().press("J 1 e e").give(Event::ReportBuilt(Ok("# 审读报告".to_owned())));
    shows(&desk, &["报告预览", "# 审读报告"]);
    let footer = desk.footer();
    assert!(footer.contains("Enter 写出") && !footer.contains("正在"), "{footer}");
}

#[test]
fn a_save_that_failed_on_one_article_does_not_hold_back_another() {
    let mut desk = Desk::new();
    desk.broken = true;
    let mut desk = desk.press("J 1");
    assert!(desk.footer().contains("没有保存"), "{}", desk.footer());
    desk.broken = false;
    desk.effects.clear();
    let desk = desk.press("] ] J 1");
    let saved: Vec<_> = desk
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Save(_, changes) => Some(changes),
            _ => None,
        })
        .flatten()
        .map(|change| change.article.as_str())
        .collect();
    assert_eq!(saved, ["xiangyuan-long"]);
}

#[test]
fn a_list_opened_before_the_library_is_known_gets_the_rest() {
    let desk = Desk::new();
    let (all, codebook) = (desk.app.catalogue.cards.clone(), desk.app.catalogue.codebook.clone());
    let first: std::sync::Arc<[_]> = all.iter().take(1).cloned().collect();
    let desk = desk.give(Event::Listed(first, codebook.clone(), None)).press(", f").type_text("夜班");
    assert!(!desk.screen().contains("夜班工人的四十个早晨"), "not listed yet");
    let desk = desk.give(Event::Listed(all, codebook, None));
    shows(&desk, &["> 夜班", "夜班工人的四十个早晨"]);
    shows(&desk.press("<Enter>"), &["第1段：园区把办事窗口搬到车间门口"]);
}

#[test]
fn a_filter_is_asked_anew_when_the_library_is_another_one() {
    let desk = Desk::new().press("f").type_text("夜班").press("<Enter>");
    let asked = |desk: &Desk| desk.effects.iter().filter(|e| matches!(e, Effect::Filter(..))).count();
    let before = asked(&desk);
    let (all, codebook) = (desk.app.catalogue.cards.clone(), desk.app.catalogue.codebook.clone());
    let desk = desk.give(Event::Listed(all, codebook, None));
    assert_eq!(asked(&desk), before + 1);
}
