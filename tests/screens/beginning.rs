//! A long article of which only the beginning is here: it can be read, and what means all of it waits for the rest.

use std::sync::Arc;

use pizhu::app::{Effect, Event};
use pizhu::words::{Article, ArticleId, BlockKind, Fault, FaultKind, Meta};

use super::desk::Desk;
use super::shows;

const ID: &str = "xiangyuan-long";

/// The paragraphs of a long article.
fn body() -> Vec<String> {
    (1..=2_000)
        .map(|n| format!("第{n}段：园区把办事窗口搬到车间门口，工人下了夜班就能交材料，全年少跑{n}趟路。"))
        .collect()
}

fn article(body: &[&str]) -> Article {
    let meta = Meta {
        title: "夜班工人的四十个早晨".into(), zone: "襄垣经开区".into(), ..Meta::default()
    };
    Article::assemble(
        ArticleId::new(ID).expect("a slug"),
        meta,
        body.iter().map(|text| (BlockKind::Body, *text)),
    )
}

/// The reader at the beginning of the article, the last of its paragraphs cut; and the whole.
fn begun(paragraphs: usize) -> (Desk, Arc<Article>) {
    let body = body();
    let all: Vec<&str> = body.iter().map(String::as_str).collect();
    let mut some = all.get(..paragraphs).expect("so many").to_vec();
    some.push("第一千二");
    let mut beginning = article(&some);
    beginning.is_beginning = true;
    beginning.read_only = Some("全文还在读入".into());
    let mut desk = Desk::sized(100, 24);
    desk.slow = true;
    let desk = desk.press("] ]").give(Event::ArticleBegun(Arc::new(beginning)));
    (desk, Arc::new(article(&all)))
}

/// The rest arrives.
fn rest(mut desk: Desk, whole: &Arc<Article>) -> Desk {
    desk.slow = false;
    desk.put_article(whole);
    let marks = desk.marks(&whole.id);
    desk.give(Event::ArticleLoaded(whole.clone(), marks))
}

/// How often something was to be saved.
fn saves(desk: &Desk) -> usize {
    desk.effects.iter().filter(|effect| matches!(effect, Effect::Save(..))).count()
}

#[test]
fn the_beginning_is_read_before_the_rest_is_there() {
    let (desk, whole) = begun(1_000);
    shows(&desk, &["第1段：", "..."]);
    assert!(!desk.screen().contains("批 0/"), "the number of paragraphs is not known:\n{}", desk.screen());
    let desk = desk.press("<Space> <Space> j J");
    let before = desk.screen();
    let cursor = desk.app.reading.as_ref().expect("an article").cursor;
    assert!(cursor.ordinal > 5);
    let desk = rest(desk, &whole);
    assert_eq!(desk.app.reading.as_ref().expect("an article").cursor, cursor);
    shows(&desk, &["批 0/2000"]);
    // Nothing but the top line has changed.
    let below = |screen: &str| screen.lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(below(&desk.screen()), below(&before));
}

#[test]
fn what_changes_marks_waits_and_lands_where_it_was_meant() {
    let (desk, whole) = begun(1_000);
    let desk = desk.press("J J J 1 J 2").press("a").type_text("重要").press("<C-s>");
    assert_eq!(saves(&desk), 0);
    assert_eq!(
        desk.app.reading.as_ref().expect("an article").cursor.ordinal,
        3,
        "what came behind waits, too"
    );
    let desk = rest(desk, &whole);
    let reading = desk.app.reading.as_ref().expect("an article");
    let on = |ordinal: usize| reading.marks_on(ordinal).map(|placed| placed.mark.tags.len()).sum::<usize>();
    assert_eq!((on(3), on(4)), (1, 1));
    let notes: Vec<&str> = reading.marks_on(4).map(|placed| placed.mark.note.as_str()).collect();
    assert!(notes.contains(&"重要"), "{notes:?}");
}

#[test]
fn keys_in_one_burst_end_where_they_end_one_by_one() {
    let keys = ["<Space>"; 60].join(" ");
    let (desk, whole) = begun(200);
    let early = rest(desk.press(&keys).press("G k"), &whole);
    let (desk, whole) = begun(200);
    let late = rest(desk, &whole).press(&keys).press("G k");
    assert_eq!(early.screen(), late.screen());
    let (desk, whole) = begun(200);
    let early = rest(desk.press(&keys), &whole);
    let (desk, whole) = begun(200);
    let late = rest(desk, &whole).press(&keys);
    assert_eq!(early.screen(), late.screen());
}

#[test]
fn c_c_gives_up_what_waits_and_quitting_needs_no_rest() {
    let (desk, whole) = begun(1_000);
    let desk = rest(desk.press("1 <C-c> J"), &whole);
    assert_eq!(saves(&desk), 0);
    assert_eq!(desk.app.reading.as_ref().expect("an article").cursor.ordinal, 1);
    let (desk, _) = begun(1_000);
    assert!(desk.press("Q").effects.contains(&Effect::Quit));
}

#[test]
fn a_rest_that_cannot_be_read_leaves_no_half_article() {
    let (desk, whole) = begun(1_000);
    let fault = Fault::new(FaultKind::Io, "library.unreadable", "磁盘坏了");
    let desk = desk.press("1").give(Event::ArticleFailed(whole.id.clone(), fault));
    assert!(desk.app.reading.is_none());
    shows(&desk, &["磁盘坏了"]);
    assert_eq!(saves(&desk.press("1")), 0);
}

#[test]
fn a_place_asked_for_meanwhile_is_gone_to_in_the_whole() {
    let (desk, whole) = begun(1_000);
    let desk = rest(desk.press("J J G"), &whole);
    assert_eq!(desk.app.reading.as_ref().expect("an article").cursor.ordinal, 2_000);
}
