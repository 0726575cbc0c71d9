//! Slips of the keys: nothing is made, changed or lost by them.

use std::sync::Arc;

use super::{Desk, shows};
use pizhu::app::{Effect, Event, ImportDone, Memory, Undone};
use pizhu::messages::Lang;
use pizhu::words::{Codebook, Problem, TagFate, TagPath};

fn makes_tags(desk: &Desk) -> usize {
    desk.effects.iter().filter(|effect| matches!(effect, Effect::MakeTag(_))).count()
}

#[test]
fn a_mistyped_tag_is_not_made_but_asked_about() {
    let typed = || Desk::sized(120, 24).press("J <F8>").type_text("ddsj").press("<Enter>");
    shows(&typed(), &["编码表里没有【ddsj】", "[继续查找]", "新建“ddsj”"]);
    let twice = typed().press("<Enter>");
    assert_eq!(makes_tags(&twice), 0);
    shows(&twice, &["ddsj", "新建“ddsj”"]);
    let wanted = typed().press("<Right> <Enter>");
    assert_eq!(makes_tags(&wanted), 1);
    shows(&wanted, &["已新建标签【ddsj】并标上  u 一并撤销"]);
}

#[test]
fn an_undo_says_what_became_of_the_tag_that_was_made() {
    let tag = |path: &str| TagPath::new(path).expect("a tag");
    for (undo, fate, told) in [
        (true, TagFate::Gone, "已撤销 1 处，连同新建的标签【补拍】  U 重做"),
        (true, TagFate::Stays, "已撤销 1 处；新建的标签【补拍】另有用处，留在编码表"),
        (false, TagFate::Back, "已重做 1 处，连同新建的标签【补拍】"),
    ] {
        let desk = Desk::sized(120, 24);
        let codebook = Arc::new(Codebook { revision: 7, tags: Vec::new() });
        let tags = vec![(tag("现场/补拍"), fate), (tag("现场"), fate)];
        let undone = Undone { changes: 1, tags, codebook: Some(codebook), ..Undone::default() };
        let desk = desk.give(Event::Undone(undo, Ok(undone)));
        let footer = desk.footer();
        assert!(footer.contains(told), "{footer}");
        assert_eq!(desk.app.catalogue.codebook.revision, 7);
    }
}

#[test]
fn the_row_of_a_new_tag_that_was_gone_to_makes_it() {
    let desk = Desk::new().press("J <F8>").type_text("sj");
    assert_eq!(makes_tags(&desk.press("<End> <Down> <Down> <Down> <Down> <Down> <Down> <Enter>")), 1);
}

#[test]
fn a_wrong_query_stays_to_be_mended() {
    for keys in ["g /", "/", "f"] {
        let desk = Desk::sized(120, 24).press(keys).type_text("园区 /[甲/").press("<Enter>");
        assert!(desk.footer().contains("园区 /[甲/"), "{keys}: {}", desk.footer());
        shows(&desk, &["没有配对的“]”"]);
    }
}

#[test]
fn a_tag_unknown_to_a_search_is_said_beside_the_search() {
    let desk = Desk::sized(120, 24).press("g /").type_text("tag:待合实").press("<Enter>");
    let ticket = desk.effects.iter().find_map(|effect| match effect {
        Effect::Search(ticket, _) => Some(*ticket),
        _elsewhere => None,
    });
    let mut problem = Problem::error("", 0, 5, "query.tag", "没有标签“待合实”");
    problem.hint = Some("相近的有：待核实".into());
    let desk = desk.give(Event::SearchFailed(ticket.expect("a search"), problem));
    assert!(desk.footer().contains("tag:待合实"), "{}", desk.footer());
    shows(&desk, &["相近的有：待核实"]);
}

#[test]
fn what_lies_behind_the_hits_is_not_filtered() {
    for keys in ["f", "/"] {
        let desk = Desk::sized(120, 24).press("g /").type_text("园区").press("<Enter>").press(keys);
        let footer = desk.footer();
        assert!(footer.contains("先按 Esc 关闭，再按"), "{keys}: {footer}");
    }
}

#[test]
fn a_note_on_a_screen_too_small_takes_what_is_typed() {
    let desk = Desk::sized(120, 24).press("J a").type_text("先写").resize(29, 7).type_text("再q写");
    assert_eq!(desk.screen().trim(), "不足 30x8：写的都在");
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Quit)));
    shows(&desk.resize(120, 24), &["先写再q写"]);
}

#[test]
fn beside_a_note_stand_its_keys_not_what_was_done_before() {
    let footer = Desk::sized(30, 8).press("J 1 a").footer();
    assert!(footer.contains("C-s 保存") && !footer.contains("已标"), "{footer}");
}

#[test]
fn a_saved_query_is_listed_under_its_name() {
    let memory = Memory { queries: vec![("晋城的".into(), "zone:晋城".into())], ..Memory::default() };
    let desk = Desk::with(120, 40, memory, |_| {}).press("h h").press("<End>");
    let screen = desk.screen();
    assert!(screen.contains("晋城的") && !screen.contains("筛选：zone"), "{screen}");
}

#[test]
fn zones_carry_their_marks_wherever_the_columns_fit() {
    let desk = Desk::sized(80, 24).press("J 1 h h");
    assert!(desk.rows().iter().any(|row| row.contains("篇") && row.contains("未") && row.contains("批 ")));
    let english = Desk::with(120, 24, Memory::default(), |settings| settings.lang = Lang::En);
    shows(&english, &["art new tag"]);
}

#[test]
fn a_report_is_previewed_as_it_reads() {
    let desk = Desk::new().press("e e").give(Event::ReportBuilt(Ok("一段<br>二段 \\\\e\\[31m".to_owned())));
    shows(&desk, &["一段  二段 \\e[31m"]);
}

#[test]
fn an_import_names_its_doubts_and_the_key_to_them() {
    let done = ImportDone { new: 6, doubts: 9, ..ImportDone::default() };
    shows(&Desk::sized(120, 24).give(Event::Imported(done)), &["新增6篇", "9处存疑  , d 查看"]);
}
