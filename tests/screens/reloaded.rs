//! The article changes outside while something is under way: whatever is under way stays with its paragraph.

use pizhu::app::Event;
use pizhu::words::{Fault, FaultKind, Placed, Placement};

use super::desk::Desk;
use super::shows;

const GIFT: &str = "今年前两个月，晋城经开区签下十二个项目，总投资约35.6亿元，其中七个与煤机有关。";
const KNOW: &str = "“三懂”是什么？懂政策、懂企业、懂流程——一位干部扳着手指说，少一样都不行……";
const PRESS: &str = "审批从9个工作日压到1.5个，压减83%；材料从二十三份减到七份。";
const NEW: &str = "渡口的船停航两天，岸边的人改走大桥。";

/// The marks with the paragraph that each stands on.
fn placed(desk: &Desk) -> Vec<(Placed, String)> {
    let reading = desk.app.reading.as_ref().expect("an article");
    let on =
        |placed: &Placed| placed.ordinal.and_then(|at| reading.article.block_text(at)).map(str::to_owned);
    reading.placed.iter().map(|placed| (placed.clone(), on(placed).unwrap_or_default())).collect()
}

#[test]
fn a_half_typed_note_stays_with_its_paragraph() {
    for (body, number) in
        [(&[GIFT, NEW, KNOW, PRESS][..], 4), (&[GIFT, PRESS][..], 2), (&[PRESS, KNOW][..], 1)]
    {
        for key in ["a", "A", "v l l l a"] {
            let desk = Desk::new().press("J J J").press(key).type_text("写到一半").rewritten(body);
            if !key.starts_with('v') {
                shows(&desk, &["写到一半", &format!("批注 第 {number} 段")]);
            }
            let desk = desk.press("<C-s>");
            assert!(desk.footer().contains("已保存"), "{}", desk.footer());
            let marks = placed(&desk);
            assert_eq!(marks.len(), 1);
            let (mark, on) = &marks[0];
            assert_eq!(
                (on.as_str(), mark.placement, mark.mark.para),
                (PRESS, Placement::Exact, number),
                "{key}"
            );
            assert!(PRESS.contains(&mark.mark.quote) && !mark.mark.quote.is_empty(), "{}", mark.mark.quote);
            assert_eq!(mark.span, key.starts_with('v').then_some((0, 4)));
        }
    }
}

#[test]
fn an_article_that_is_empty_for_a_moment_is_not_believed() {
    let desk = Desk::new().press("J J J").rewritten(&[]);
    shows(&desk, &["压减83%", "批 0/3"]);
    assert!(desk.footer().contains("变成了空的"), "{}", desk.footer());
    let desk = desk.press("1").rewritten(&[GIFT, KNOW, PRESS]);
    let (mark, on) = placed(&desk).remove(0);
    assert_eq!((on.as_str(), mark.placement), (PRESS, Placement::Exact));
}

#[test]
fn the_reader_comes_back_to_a_paragraph_that_was_written_late() {
    let focused = |desk: &Desk| {
        let reading = desk.app.reading.as_ref().expect("an article");
        reading.article.block_text(reading.cursor.ordinal).unwrap_or_default().to_owned()
    };
    // A program that writes piece by piece: half of it, then the whole.
    let half = Desk::new().press("J J J").rewritten(&[GIFT]);
    assert_eq!(focused(&half.rewritten(&[GIFT, NEW, KNOW, PRESS])), PRESS);
    // Whoever went on reading elsewhere stays there.
    let half = Desk::new().press("J J J").rewritten(&[GIFT, NEW]).press("g g");
    assert_ne!(focused(&half.rewritten(&[GIFT, KNOW, PRESS])), PRESS);
}

#[test]
fn an_article_that_cannot_be_opened_says_why_instead_of_being_waited_for() {
    let mut desk = Desk::new();
    let id = desk.app.reading.take().expect("an article").article.id.clone();
    let fault = Fault::new(FaultKind::Corrupt, "article.not-text", "含空字符，不是文本");
    let desk = desk.give(Event::ArticleFailed(id, fault));
    shows(&desk, &["含空字符"]);
    assert!(!desk.screen().contains("正在打开"), "{}", desk.screen());
}

#[test]
fn a_note_on_several_paragraphs_stays_with_each() {
    let desk = Desk::new().press("J J V J a").type_text("两段同看").rewritten(&[NEW, GIFT, KNOW, NEW, PRESS]);
    let on: Vec<String> = placed(&desk.press("<C-s>")).into_iter().map(|(_, on)| on).collect();
    assert_eq!(on, [KNOW, PRESS]);
}

#[test]
fn a_note_whose_paragraph_is_gone_is_kept_as_an_orphan_with_its_words() {
    for body in [&[GIFT, KNOW][..], &[GIFT][..], &[GIFT, KNOW, NEW][..]] {
        let desk = Desk::new().press("J J J a").type_text("不能丢").rewritten(body);
        shows(&desk, &["不能丢", "原段已不在"]);
        let desk = desk.press("<C-s>");
        assert!(desk.footer().contains("失锚"), "{}", desk.footer());
        let marks = placed(&desk);
        assert_eq!(marks.len(), 1);
        let mark = &marks[0].0;
        assert_eq!((mark.placement, mark.ordinal), (Placement::Orphan, None));
        assert!(mark.mark.quote.starts_with("审批从9个工作日"), "{}", mark.mark.quote);
        // The paragraph comes back, the note with it.
        let desk = desk.rewritten(&[NEW, GIFT, PRESS]);
        assert_eq!(placed(&desk)[0].1, PRESS);
    }
}

#[test]
fn a_note_whose_paragraph_was_changed_waits_for_a_word() {
    let changed = PRESS.replace("七份", "八份");
    let desk = Desk::new().press("J J J a").type_text("看数字").rewritten(&[NEW, GIFT, KNOW, &changed]);
    let desk = desk.press("<C-s>");
    let (mark, on) = &placed(&desk)[0];
    assert_eq!((on.as_str(), mark.placement), (changed.as_str(), Placement::Edited));
    assert!(desk.screen().contains("待复核 1"), "{}", desk.screen());
}

#[test]
fn an_edited_note_that_vanished_outside_is_not_lost() {
    let desk = Desk::new().press("J 1 a").type_text("补上的字").press("<Esc> <Enter>");
    let mut marks = desk.marks(&desk.app.reading.as_ref().expect("open").article.id);
    marks.own.marks.clear();
    marks.placed.clear();
    let id = desk.app.reading.as_ref().expect("open").article.id.clone();
    let desk = desk.give(pizhu::app::Event::MarksLoaded(id, marks)).press("<C-s>");
    let marks = placed(&desk);
    assert!(marks.iter().any(|(mark, on)| mark.mark.note == "补上的字" && on == GIFT), "{marks:?}");
}

#[test]
fn the_focus_follows_its_paragraph_and_a_digit_means_what_is_seen() {
    let changed = PRESS.replace("七份", "八份");
    let desk = Desk::new().press("J J J").rewritten(&[NEW, GIFT, KNOW, &changed]).press("1");
    assert_eq!(placed(&desk)[0].1, changed);
    let twins = Desk::reading(100, &[GIFT, KNOW, GIFT, PRESS], |_| {}).press("J J J");
    let desk = twins.rewritten(&[KNOW, GIFT, PRESS]).press("1");
    let reading = desk.app.reading.as_ref().expect("open");
    assert_eq!(reading.cursor.ordinal, 2);
}

#[test]
fn what_is_chosen_follows_its_paragraphs() {
    let desk = Desk::new().press("J J V J").rewritten(&[NEW, GIFT, KNOW, PRESS]).press("2");
    let on: Vec<String> = placed(&desk).into_iter().map(|(_, on)| on).collect();
    assert_eq!(on, [KNOW, PRESS]);
    let desk = Desk::new().press("J J v l l").rewritten(&[NEW, GIFT, KNOW, PRESS]).press("2");
    let marks = placed(&desk);
    assert_eq!((marks[0].0.span, marks[0].1.as_str()), (Some((0, 3)), KNOW));
}

#[test]
fn a_tag_is_never_put_on_another_paragraph_than_it_was_asked_for() {
    let desk = Desk::new()
        .press("J J <F8>")
        .rewritten(&[NEW, GIFT, KNOW, PRESS])
        .type_text("待核实")
        .press("<Enter>");
    assert_eq!(placed(&desk)[0].1, KNOW);
    let desk = Desk::new().press("J J <F8>").rewritten(&[GIFT, PRESS]).type_text("待核实").press("<Enter>");
    assert!(placed(&desk).is_empty(), "the paragraph it was for is gone");
}

#[test]
fn a_question_about_another_text_goes() {
    let desk = Desk::new().press("J 1").press("/").type_text("十二").press("<Enter>");
    let desk = desk.press(":").type_text("tag hits 数据单位").press("<Enter>");
    shows(&desk, &["给有命中的"]);
    let desk = desk.rewritten(&[NEW, GIFT, KNOW, PRESS]);
    assert!(!desk.screen().contains("给有命中的"), "{}", desk.screen());
    let desk = Desk::new().press("S").rewritten(&[NEW, GIFT]).press("<Enter>");
    assert!(desk.app.reading.as_ref().is_some_and(|reading| reading.own.signs.is_empty()));
}

#[test]
fn lost_and_changed_are_counted_apart() {
    let desk = Desk::new().press("J 1 J 2 J 3");
    let changed = PRESS.replace("七份", "八份");
    let desk = desk.rewritten(&[GIFT, NEW, &changed]);
    let header = desk.rows().first().cloned().unwrap_or_default();
    assert!(header.contains("失锚 1") && header.contains("待复核 1"), "{header}");
    let id = desk.app.reading.as_ref().expect("open").article.id.clone();
    assert_eq!(desk.app.catalogue.summary(&id).map(|summary| summary.orphans), Some(1));
}

#[test]
fn marks_that_wait_are_offered_the_paragraphs_of_today() {
    let desk = Desk::with_orphans();
    let reading = desk.app.reading.as_ref().expect("open");
    let texts: Vec<String> =
        (1..=3).filter_map(|at| reading.article.block_text(at)).map(str::to_owned).collect();
    let body: Vec<&str> = std::iter::once(NEW).chain(texts.iter().map(String::as_str)).collect();
    let offered = |desk: &Desk| match desk.app.overlays.last() {
        Some(pizhu::app::Overlay::Relink(relink)) => {
            let offer = relink.waiting.iter().find_map(|waiting| waiting.offers.first());
            offer.map(|offer| (offer.ordinal, offer.text.clone()))
        }
        _ => None,
    };
    let before = offered(&desk).expect("an offer");
    let after = offered(&desk.rewritten(&body)).expect("an offer");
    assert_eq!(after, (before.0 + 1, before.1));
}

#[test]
fn a_draft_that_was_put_off_is_offered_where_it_belongs_and_kept_until_its_own_text_is_saved() {
    let kept = Desk::new().press("J J a").type_text("二十分钟的意见").wait(2_000);
    let draft = kept.effects.iter().rev().find_map(|effect| match effect {
        pizhu::app::Effect::KeepDraft(draft) => Some(draft.clone()),
        _ => None,
    });
    let draft = draft.expect("a draft");
    let dropped = |desk: &Desk| {
        desk.effects
            .iter()
            .any(|effect| matches!(effect, pizhu::app::Effect::DropDraft(gone) if gone.id == draft.id))
    };
    // Found again after the text changed outside, and put off.
    let desk = Desk::reading(100, &[NEW, GIFT, KNOW, PRESS], |_| {});
    let desk = desk.give(pizhu::app::Event::DraftFound(draft.clone()));
    shows(&desk, &["二十分钟的意见", "以后再说"]);
    let desk = desk.press("<Esc> J J J a");
    shows(&desk, &["二十分钟的意见", "另写一条"]);
    let desk = desk.press("<Down> <Down> <Enter>").type_text("新的").press("<C-s>");
    assert!(desk.footer().contains("已保存"), "{}", desk.footer());
    assert!(!dropped(&desk), "only another text was saved");
    let desk = desk.press("a <Enter> <C-s>");
    let marks = placed(&desk);
    assert!(dropped(&desk));
    assert!(marks.iter().any(|(mark, on)| mark.mark.note == "二十分钟的意见" && on == KNOW), "{marks:?}");
}

#[test]
fn undo_in_the_view_of_waiting_marks_takes_back_only_what_was_done_there() {
    let undone =
        |desk: &Desk| desk.effects.iter().any(|effect| matches!(effect, pizhu::app::Effect::Undo(_)));
    let desk = Desk::with_orphans().press("u");
    assert!(!undone(&desk));
    assert!(desk.footer().contains("没有做过可撤销的事"), "{}", desk.footer());
    assert!(undone(&desk.press("n u")));
    assert!(!undone(&Desk::new().press("J 1 ? u")));
}
