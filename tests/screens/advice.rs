//! Advice as it is seen: one sign, its words on demand, a mark or nothing of it.

use std::sync::Arc;

use pizhu::app::{Effect, Event};
use pizhu::checks::{HouseRule, HouseRules, Pattern, look};
use pizhu::messages::Lang;
use pizhu::words::{Problem, Record, Severity, TagPath, Value};
use ratatui::style::Modifier;

use super::desk::Desk;

const BODY: [&str; 3] = [
    "园区把办事窗口搬到车间门口，前后约60余天，工人下了夜班就能交材料，省、市、县下放的的事项都接住了，一样也不少。",
    "材料从二十三份减到七份。",
    "晚上也开门，成本降低了3倍。",
];

fn desk() -> Desk {
    Desk::reading(100, &BODY, |_| {})
}

/// The rows whose gutter holds the sign.
fn signs(desk: &Desk) -> Vec<u16> {
    let (buffer, _) = desk.frame();
    let gutter = desk.app.shape.gutter;
    let is_sign =
        |y: &u16| (gutter.x..gutter.right()).any(|x| buffer.cell((x, *y)).expect("a cell").symbol() == "?");
    (gutter.y..gutter.bottom()).filter(is_sign).collect()
}

/// The words of the article that are drawn as advice.
fn underlined(desk: &Desk) -> String {
    let (buffer, _) = desk.frame();
    let text = desk.app.shape.text;
    let cells = (text.y..text.bottom()).flat_map(|y| (text.x..text.right()).map(move |x| (x, y)));
    let cells = cells.map(|at| buffer.cell(at).expect("a cell"));
    cells
        .filter(|cell| cell.modifier.contains(Modifier::UNDERLINED))
        .map(ratatui::buffer::Cell::symbol)
        .collect()
}

#[test]
fn advice_is_a_sign_until_it_is_asked_for() {
    let desk = desk();
    assert_eq!(signs(&desk).len(), 3, "{}", desk.screen());
    assert_eq!(underlined(&desk), "");
    assert!(!desk.screen().contains("概数重复"));
    // The paragraph that has the focus says how many there are, beside the other keys.
    let desk = desk.press("J");
    assert!(desk.footer().contains("+ 建议2"), "{}", desk.footer());
    assert!(!desk.press("J").footer().contains("建议"));
}

#[test]
fn the_sign_moves_nothing() {
    for width in [30, 50, 60, 80, 100, 120, 180] {
        let with = Desk::reading(width, &BODY, |_| {});
        let without = Desk::reading(width, &BODY, |settings| settings.advice = false);
        let text = with.app.shape.text;
        assert_eq!(text, without.app.shape.text);
        assert!(!signs(&with).is_empty(), "{width}: {}", with.screen());
        assert!(signs(&without).is_empty());
        let cells = |desk: &Desk| {
            let (buffer, _) = desk.frame();
            let cells = (text.y..text.bottom()).flat_map(|y| (text.x..text.right()).map(move |x| (x, y)));
            cells.map(|at| buffer.cell(at).expect("a cell").symbol().to_owned()).collect::<String>()
        };
        assert_eq!(cells(&with), cells(&without), "{width}");
        // A tag and a note stand where they stood.
        with.press("J 1 a").type_text("再核").press("<C-s>").rows();
    }
}

#[test]
fn stepping_shows_the_words_and_the_keys() {
    let desk = desk().press("] d");
    assert!(desk.footer().contains("建议 1/3  概数重复：约60余"), "{}", desk.footer());
    assert!(desk.footer().contains("+ 记为批注  - 不再提"), "{}", desk.footer());
    assert_eq!(underlined(&desk), "约60余");
    let desk = desk.press("] d");
    assert!(desk.footer().contains("建议 2/3  重复：的的 → 的"), "{}", desk.footer());
    let desk = desk.press("] d");
    assert!(desk.footer().contains("建议 3/3  减少不能说倍数：降低了3倍"), "{}", desk.footer());
    let desk = desk.press("] d");
    assert!(desk.footer().contains("后面没有建议了"), "{}", desk.footer());
    let desk = desk.press("[ d [ d [ d");
    assert!(desk.footer().contains("前面没有建议了"), "{}", desk.footer());
    // Esc and going on hide the words.
    let desk = desk.press("<Esc>");
    assert_eq!(underlined(&desk), "");
    let desk = desk.press("] d J");
    assert_eq!(underlined(&desk), "");
    assert_eq!(underlined(&desk.press("K")), "");
}

#[test]
fn on_a_narrow_screen_the_advice_comes_before_the_keys() {
    let narrow = Desk::reading(44, &BODY, |_| {}).press("] d");
    assert!(narrow.footer().contains("建议 1/3  概数重复：约60余"), "{}", narrow.footer());
    let wider = Desk::reading(60, &BODY, |_| {}).press("] d");
    assert!(wider.footer().contains("概数重复：约60余  + 记为批注  - 不再提"), "{}", wider.footer());
    for width in 30..=130 {
        Desk::reading(width, &BODY, |_| {}).press("] d").rows();
    }
}

#[test]
fn nothing_is_taken_that_was_not_shown_then_it_is_an_ordinary_mark() {
    let desk = desk().press("J +");
    assert!(desk.footer().contains("建议 1/3"), "{}", desk.footer());
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Save(..))));
    let desk = desk.press("+");
    assert!(desk.footer().contains("已记为批注【数字用法】"), "{}", desk.footer());
    let saved = desk.effects.iter().find_map(|effect| match effect {
        Effect::Save(_, changes) => Some(changes.clone()),
        _ => None,
    });
    let changes = saved.expect("a save");
    let [change] = changes.as_slice() else { panic!("one change: {changes:?}") };
    let Value::Mark(mark) = &change.new else { panic!("a mark: {change:?}") };
    assert_eq!((mark.para, mark.span, mark.quote.as_str()), (1, Some((16, 20)), "约60余"));
    assert_eq!(mark.note, "概数重复：约60余");
    assert_eq!(mark.tags.iter().map(TagPath::as_str).collect::<Vec<_>>(), ["差错/数字用法"]);
    // What was taken is not proposed again; undone, it is.
    assert!(desk.footer().contains("+ 建议1") || desk.app.notices.current().is_some());
    let desk = desk.press("J K + [ d");
    assert!(desk.footer().contains("前面没有建议了"), "{}", desk.footer());
    let desk = desk.press("<Esc> u").wait(10_000);
    assert!(desk.footer().contains("+ 建议2"), "{}", desk.footer());
}

#[test]
fn dismissed_is_for_good_and_can_be_undone() {
    let desk = desk().press("J ] d ] d -");
    assert!(desk.footer().contains("不再提（1处）"), "{}", desk.footer());
    let dismissed = desk.effects.iter().find_map(|effect| match effect {
        Effect::Save(_, changes) => changes.first().map(|change| change.record.clone()),
        _ => None,
    });
    let hash = pizhu::formats::hash(BODY[0]);
    assert_eq!(dismissed, Some(Record::Dismissed(format!("words.doubled:{hash}"))));
    let desk = desk.wait(10_000);
    assert!(desk.footer().contains("+ 建议1"), "{}", desk.footer());
    // Not in another session either: the article is read anew with what the file holds.
    let id = desk.app.reading.as_ref().expect("an article").article.id.clone();
    let desk = desk.press("] ] [ [");
    assert_eq!(desk.app.reading.as_ref().map(|reading| reading.article.id.clone()), Some(id));
    let desk = desk.press("g g J").wait(10_000);
    assert!(desk.footer().contains("+ 建议1"), "{}", desk.footer());
    let desk = desk.press("u").wait(10_000);
    assert!(desk.footer().contains("+ 建议2"), "{}", desk.footer());
}

#[test]
fn where_there_is_nothing_it_says_so() {
    let desk = desk().press("J J +");
    assert!(desk.footer().contains("本段没有建议，全篇还有3条"), "{}", desk.footer());
    // What is wrong with the house rules is told with its place.
    let article = desk.app.reading.as_ref().expect("an article").article.clone();
    let problem = Problem::error("rules.toml", 3, 1, "rules.unknown-key", "没有设置项“advise”");
    let told = desk.give(Event::Advised(article, Vec::new(), vec![problem]));
    assert!(told.footer().contains("rules.toml:3:1: 没有设置项“advise”"), "{}", told.footer());
    let off = Desk::reading(100, &BODY, |settings| settings.advice = false);
    assert!(!off.effects.iter().any(|effect| matches!(effect, Effect::Advise(..))));
    assert!(off.press("] d").footer().contains("设置里关闭了建议"));
}

#[test]
fn a_long_article_pays_nothing() {
    let long = "园区把办事窗口搬到车间门口，的的。".repeat((1 << 20) / 45);
    let desk = Desk::reading(100, &["好。", &long], |_| {});
    let asked = |effect: &&Effect| matches!(effect, Effect::Advise(article, _) if article.blocks.len() == 3);
    assert_eq!(desk.effects.iter().filter(asked).count(), 0);
    assert!(desk.press("J J +").footer().contains("超过 1 MiB 的稿件不提建议"));
}

#[test]
fn without_colours_advice_differs_from_what_is_marked() {
    let style = |keys: &str| {
        let desk = Desk::reading(100, &BODY, |settings| settings.colour = false).press(keys);
        let (buffer, _) = desk.frame();
        let text = desk.app.shape.text;
        let mut cells = (text.y..text.bottom()).flat_map(|y| (text.x..text.right()).map(move |x| (x, y)));
        let found = cells.find(|at| buffer.cell(*at).expect("a cell").symbol() == "约");
        buffer.cell(found.expect("the words")).expect("a cell").modifier
    };
    let (plain, shown, marked) = (style("J"), style("] d"), style("] d +"));
    assert!(plain != shown && shown != marked && plain != marked, "{plain:?} {shown:?} {marked:?}");
}

#[test]
fn no_word_of_advice_reaches_the_screen_unclean() {
    let desk = Desk::reading(100, &["晚上\u{1b}[31m也\u{202e}开门，降低了3倍，按\u{9b}2J其它办。"], |_| {});
    let article = desk.app.reading.as_ref().expect("an article").article.clone();
    let rule = HouseRule {
        code: "house.x".into(),
        pattern: Pattern::Words("按\u{9b}2J其它".into()),
        advice: "其\u{1b}]52;c;AAAA\u{7}他".into(),
        why: Some("因\u{202e}为\u{200b}".into()),
        severity: Severity::Advice,
        tag: "差错/体例格式".into(),
    };
    let advice = look(&article, &HouseRules { rules: vec![rule] }, Lang::Zh);
    assert_eq!(advice.len(), 2);
    let desk = desk.give(Event::Advised(Arc::clone(&article), advice, Vec::new())).press("] d ] d");
    assert!(desk.footer().contains("建议 2/2"), "{}", desk.footer());
    let is_unclean = |c: char| c.is_control() || matches!(c, '\u{202e}' | '\u{200b}');
    assert!(!desk.rows().concat().chars().any(is_unclean));
    let desk = desk.press("+");
    let note = desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::Save(_, changes) => changes.first().map(|change| change.new.clone()),
        _ => None,
    });
    let Some(Value::Mark(mark)) = note else { panic!("a mark") };
    assert!(!mark.note.chars().any(is_unclean), "{:?}", mark.note);
    assert!(!desk.rows().concat().chars().any(is_unclean));
}

#[test]
fn an_article_without_advice_says_so() {
    let desk = Desk::new().press("J +");
    assert!(desk.footer().contains("本篇没有建议"), "{}", desk.footer());
}
