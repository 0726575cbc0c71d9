//! What is typed into lists, the command line, the filter and the help: it finds what is shown, and is not lost.

use std::sync::Arc;

use super::desk::Desk;
use super::shows;
use pizhu::app::{Effect, Event};
use pizhu::formats::codebook;
use pizhu::keymap::{Keymap, Layer};
use pizhu::messages::Lang;
use pizhu::words::{ArticleCard, Problem};

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

fn command(line: &str) -> Desk {
    Desk::sized(120, 24).press("J :").type_text(line).press("<Enter>")
}

#[test]
fn a_wrong_command_stays_in_its_line_with_the_nearest_right_name() {
    for (line, told) in [
        ("tag toggle 待核石", "没有标签“待核石”，相近的有：价值/待核实"),
        ("tag togle 待核实", "没有命令“tag togle 待核实”  是不是“tag toggle”？"),
        ("theme drak", "“theme”不认识“drak”  是不是“dark”？"),
        ("line", "可用：line down, line up"),
        ("quti", "是不是“quit”？"),
    ] {
        let desk = command(line);
        shows(&desk, &[told, &format!(":{line}")]);
        assert!(desk.press("<C-u>").type_text("quit").footer().contains(":quit"), "{line}");
    }
    let desk = Desk::sized(40, 24).press("J :").type_text("tag toggle 待核石").press("<Enter>");
    shows(&desk, &["没有标签“待核石”", ":tag toggle 待核石"]);
    let words: String = desk.screen().split_whitespace().collect();
    assert!(words.contains("价值/待核实"), "{}", desk.screen());
    assert!(command("tag toggle 待核").app.overlays.is_empty(), "the only one found is meant");
    assert!(command("tag toggle 待核实").app.overlays.is_empty(), "what is right closes the line");
}

#[test]
fn a_filter_for_an_unknown_tag_stays_in_its_line() {
    for desk in [
        Desk::sized(80, 24).press("h f").type_text("晋城 tag:待核").press("<Enter>"),
        Desk::sized(80, 24).press(":").type_text("filter 晋城 tag:待核").press("<Enter>"),
    ] {
        let ticket = desk.effects.iter().rev().find_map(|effect| match effect {
            Effect::Filter(ticket, _) => Some(*ticket),
            _elsewhere => None,
        });
        let problem =
            Problem::error("", 1, 8, "query.no-tag", "没有标签“待核”").with_hint("相近的有：待核实");
        let desk = desk.give(Event::Filtered(ticket.expect("a filter"), Err(problem)));
        shows(&desk, &["没有标签“待核”", "待核实", "晋城 tag:待核"]);
        assert_eq!(desk.app.overlays.len(), 1);
    }
}

#[test]
fn a_wrong_query_in_a_narrow_line_says_its_way_out() {
    let line = "招商引资与“管运分离” 的改革方案 -tag:待核实 /[abc/ 后";
    for width in [40, 60, 80] {
        let desk = Desk::sized(width, 24).press("h f").type_text(line).press("<Enter>");
        let screen = desk.screen().replace(['\n', ' '], "");
        assert!(screen.contains("没有结束的“[”") || screen.contains("正则有误"), "{screen}");
        assert!(screen.contains("查询的写法"), "{screen}");
    }
}

#[test]
fn the_values_of_an_option_are_offered_before_a_letter_of_them() {
    shows(&Desk::sized(120, 40).press(":").type_text("report --kind "), &["review", "crosstab"]);
    let first = |typed: &str| {
        let desk = Desk::sized(120, 40).press(":").type_text(typed).press("<Tab>");
        desk.footer().trim().to_owned()
    };
    assert_eq!(first("report --scope l"), ":report --scope list");
    assert_eq!(first("report --format x"), ":report --format xlsx");
}

#[test]
fn an_article_that_pinyin_alone_found_says_so_in_the_list() {
    let desk = Desk::sized(120, 24).press("h f").type_text("ck").press("<Enter>");
    let ticket = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Filter(ticket, _) => Some(*ticket),
        _elsewhere => None,
    });
    let ids: Vec<_> = desk.app.catalogue.cards.iter().map(|card| card.id.clone()).collect();
    let kept = [(ids[0].clone(), true), (ids[1].clone(), false)].into_iter().collect();
    let desk = desk.give(Event::Filtered(ticket.expect("a filter"), Ok(kept)));
    assert_eq!(desk.screen().matches("（拼音）").count(), 1, "{}", desk.screen());
    let all = desk.press("f <C-u> <Enter>");
    assert!(!all.screen().contains("（拼音）"));
    assert!(!all.footer().contains("筛出"), "{}", all.footer());
}

#[test]
fn the_filter_of_the_help_names_its_keys_and_enter_keeps_what_it_found() {
    let desk = Desk::sized(120, 40).press("? /").type_text("撤销");
    assert_eq!(desk.footer().trim(), "Enter 完成  Esc 关闭");
    let kept = desk.press("<Enter>");
    shows(&kept, &["/ 撤销", "撤销输入"]);
    assert!(!kept.screen().contains("只看正文"), "{}", kept.screen());
    assert_eq!(kept.footer().trim(), "/ 查找  Esc 关闭");
    assert!(kept.press("j j <Esc>").app.overlays.is_empty());
    let status = Desk::sized(120, 40).press("? /").type_text("批注状态").press("<Enter>");
    shows(&status, &["设批注状态：已处理"]);
}

#[test]
fn the_menu_of_bookmarks_lists_those_there_are() {
    let none = Desk::sized(120, 24).press("'").wait(300);
    shows(&none, &["还没有书签，m加任意字可设"]);
    assert!(!none.screen().contains("x 到书签"));
    shows(&Desk::sized(120, 24).press("m").wait(300), &["任意字 设书签"]);
    let some = Desk::sized(120, 24).press("J J m b g g").press("m").type_text("批").press("'").wait(300);
    shows(&some, &["b 窗口开到车间门口  第 2 段", "批 窗口开到车间门口"]);
    assert!(some.press("b").app.reading.is_some_and(|reading| reading.cursor.ordinal == 2));
}

#[test]
fn a_keymap_that_folds_otherwise_or_renames_a_menu_is_told() {
    for text in
        ["[ime]\nfold_fullwidth = false\n", "[ime.fold]\n\"？\" = \"\"\n", "[menu.t]\ntitle = \"栏目\"\n"]
    {
        let (map, problems) = Keymap::layered(&[(Layer::User, "k.toml", text)], Lang::Zh);
        assert!(problems.is_empty(), "{problems:?}");
        let desk = Desk::sized(120, 24).give(Event::KeymapLoaded(Box::new(map), Vec::new()));
        assert!(desk.footer().contains("键位已重新载入"), "{text}: {}", desk.footer());
    }
}
