//! Saved queries below the zones: taken away after a question, called otherwise, named where a name is wrong.

use super::desk::Desk;
use super::shows;
use pizhu::app::panes::Focus;
use pizhu::app::{Effect, Memory};
use pizhu::messages::Lang;

fn saved(queries: &[(&str, &str)]) -> Desk {
    let queries = queries.iter().map(|(name, query)| ((*name).into(), (*query).into())).collect();
    Desk::with(120, 40, Memory { queries, ..Memory::default() }, |_| {})
}

fn two() -> Desk {
    saved(&[("招商 晋城", "招商 zone:晋城"), ("审批", "审批")])
}

fn names(desk: &Desk) -> Vec<&str> {
    desk.app.memory.queries.iter().map(|(name, _)| name.as_str()).collect()
}

/// The names that were handed to the shell last.
fn kept(desk: &Desk) -> Vec<String> {
    let memories = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Remember(memory) => Some(memory.queries.clone()),
        _elsewhere => None,
    });
    memories.unwrap_or_default().into_iter().map(|(name, _)| name).collect()
}

fn command(desk: Desk, line: &str) -> Desk {
    desk.press(":").type_text(line).press("<Enter>")
}

#[test]
fn a_saved_folder_is_taken_away_by_its_name_after_a_question() {
    let desk = command(two(), "query delete 审批");
    shows(&desk, &["删除文件夹“审批”？它的查询是：审批", "[保留]"]);
    assert_eq!(names(&command(two(), "query delete 审批").press("<Enter>")), ["招商 晋城", "审批"]);
    let gone = desk.press("<Right> <Enter>");
    assert_eq!((names(&gone), kept(&gone)), (vec!["招商 晋城"], vec!["招商 晋城".to_owned()]));
    shows(&gone, &["已删除文件夹 审批"]);
}

#[test]
fn delete_on_the_folder_takes_it_away_and_the_list_shows_all() {
    for keys in ["<Delete>", "d d"] {
        let desk = two().press("h h G").press(keys);
        shows(&desk, &["删除文件夹“审批”"]);
        let desk = desk.press("<Right> <Enter>");
        assert_eq!((names(&desk), desk.app.catalogue.filter.is_none()), (vec!["招商 晋城"], true));
        assert_eq!((desk.app.catalogue.folder, desk.app.panes.focus), (0, Focus::Zones), "{keys}");
    }
}

#[test]
fn what_is_no_saved_folder_is_not_taken_away() {
    shows(&two().press("h h <Delete>"), &["只有自己存下的文件夹可以删除"]);
    shows(&Desk::sized(120, 24).press("h h <Delete>"), &["还没有存下的查询"]);
    assert_eq!(names(&two().press("h h <Delete> <Enter>")).len(), 2);
}

#[test]
fn a_wrong_name_is_answered_with_the_nearest_right_one() {
    for line in ["query delete 审匹", "query rename 审匹 核准"] {
        let desk = command(two(), line);
        shows(&desk, &["没有文件夹 审匹，现有：审批"]);
        assert_eq!(names(&desk), ["招商 晋城", "审批"], "{line}");
    }
    shows(&command(two(), "query delete 全不相干"), &["招商 晋城  审批", ":query delete 全不相干"]);
}

#[test]
fn a_saved_folder_gets_another_name_and_stays_chosen() {
    let desk = two().press("h h G").press("R");
    shows(&desk, &["query rename 审批"]);
    let desk = desk.type_text("核准").press("<Enter>");
    assert_eq!(
        (names(&desk), kept(&desk)),
        (vec!["招商 晋城", "核准"], vec!["招商 晋城".into(), "核准".into()])
    );
    shows(&desk, &["文件夹已改名为 核准"]);
    assert_eq!(desk.app.catalogue.filter.as_ref().map(|(query, _)| query.as_str()), Some("审批"));
    assert_eq!(desk.app.catalogue.folder + 1, desk.app.catalogue.folders.len());
}

#[test]
fn a_name_with_blanks_is_told_from_the_new_one() {
    let desk = command(two(), "query rename 招商 晋城 晋城的招商");
    assert_eq!(names(&desk), ["晋城的招商", "审批"]);
    let desk = command(saved(&[("招商", "招商"), ("招商 晋城", "晋城")]), "query rename 招商 晋城 甲 乙");
    assert_eq!(names(&desk), ["招商", "甲 乙"]);
    let taken = command(two(), "query rename 审批 招商 晋城");
    shows(&taken, &["已有文件夹 招商 晋城"]);
    assert_eq!(names(&taken), ["招商 晋城", "审批"]);
}

#[test]
fn the_palette_completes_saved_names_by_pinyin() {
    let desk = two().press(":").type_text("query delete sp");
    shows(&desk, &["审批"]);
    shows(&desk.press("<Down> <Enter>"), &["删除文件夹“审批”"]);
    let desk = two().press(":").type_text("query rename zs").press("<Down> <Enter>");
    shows(&desk, &["query rename 招商 晋城"]);
    assert_eq!(names(&desk.type_text("招引").press("<Enter>")), ["招引", "审批"]);
    // Without a name they are offered.
    shows(&command(two(), "query delete"), &["query delete", "招商 zone:晋城"]);
}

#[test]
fn the_question_speaks_english_too() {
    let memory = Memory { queries: vec![("grants".into(), "招商".into())], ..Memory::default() };
    let desk = Desk::with(120, 24, memory, |settings| settings.lang = Lang::En);
    shows(&command(desk, "query delete grants"), &["Take the folder grants away?", "[Keep it]"]);
}
