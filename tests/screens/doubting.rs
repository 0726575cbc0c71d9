//! A doubt set right by hand: the break placed by the cursor, the others asked about.

use pizhu::app::{Effect, Event};
use pizhu::import::answering::{Case, Found};
use pizhu::import::{Answer, Doubt, DoubtKind, Raw};
use pizhu::words::ArticleId;

use super::desk::Desk;

const JOINED: &str = "管委会请来工程师，驻点半年。他们帮忙办理各项手续，企业少跑了路。";

fn doubt(kind: DoubtKind) -> Desk {
    Desk::sized(100, 30).give(Event::DoubtsFound(Ok(vec![case(kind)])))
}

fn case(kind: DoubtKind) -> Case {
    let (result, at_chars) = match kind {
        DoubtKind::Apart | DoubtKind::Split => (JOINED.replacen("办理", "办理\n", 1), 20),
        DoubtKind::Join | DoubtKind::Zone | DoubtKind::TruncatedStart | DoubtKind::ArticleStart => {
            (JOINED.to_owned(), 20)
        }
    };
    Case {
        article: ArticleId::new("xiangyuan-long").expect("a slug"),
        title: "甲".to_owned(),
        paper: None,
        doubt: Doubt {
            kind,
            article: 0,
            paragraph: None,
            source: vec![(0, 4)],
            proposed: "帮忙办理各项手续".to_owned(),
            alternative: "帮忙办理\n各项手续".to_owned(),
            confidence: 0.7,
            key: "他们帮忙办理|各项手续".to_owned(),
        },
        raw: Raw {
            text: "他们帮忙办理\n\n各项手续".to_owned(),
            marked: vec![(0, 5)],
            goes_on: (false, false),
        },
        found: Found { ordinal: 1, result, seam: (14, 26), at_chars },
    }
}

#[test]
fn a_page_that_goes_on_says_so_and_is_read_whole() {
    let page = (1..=300).map(|n| format!("第{n:03}句，企业少跑了路。")).collect::<Vec<_>>().concat();
    let at = page.chars().count() / 2;
    let raw = Raw { text: page, marked: vec![(at, at + 4)], goes_on: (false, true) };
    for (width, height) in [(120, 40), (40, 12), (30, 8)] {
        let mut case = case(DoubtKind::Join);
        case.raw = raw.clone();
        let desk = Desk::sized(width, height).give(Event::DoubtsFound(Ok(vec![case])));
        let screen = desk.screen();
        assert!(screen.contains('…') && screen.contains("企业"), "{width}\n{screen}");
        let mut desk = desk.press("w g g");
        let mut seen = desk.screen();
        for _ in 0..180 {
            desk = desk.press("<C-d>");
            seen.push_str(&desk.screen());
        }
        let words: String = seen.split_whitespace().collect();
        let lacking = (1..=300).filter(|n| !words.contains(&format!("{n:03}"))).count();
        assert_eq!(lacking, 0, "{width}");
    }
}

fn answer(desk: &Desk) -> Option<Answer> {
    desk.effects.iter().rev().find_map(|effect| match effect {
        Effect::AnswerDoubt(_, answer) => Some(answer.clone()),
        _ => None,
    })
}

#[test]
fn the_break_of_a_seam_is_placed_by_the_cursor() {
    for (kind, keys, expected) in [
        (DoubtKind::Join, "e s <Enter>", Some(20)),
        (DoubtKind::Join, "e l l s <Enter>", Some(22)),
        (DoubtKind::Join, "e k s y", Some(14)),
        (DoubtKind::Join, "e l y", None),
        (DoubtKind::Apart, "e J y", None),
        (DoubtKind::Apart, "e y", Some(20)),
        (DoubtKind::Split, "e <Left> <Left> y", Some(18)),
    ] {
        assert_eq!(answer(&doubt(kind).press(keys)), Some(Answer::Break(expected)), "{kind:?} {keys}");
    }
    for keys in ["e s <Esc>", "e s n", "e s u", "e q"] {
        let desk = doubt(DoubtKind::Join).press(keys);
        assert_eq!(answer(&desk), None, "{keys}");
        assert!(desk.screen().contains("存疑第 1 处，共 1 处"), "the doubt stays: {}", desk.screen());
    }
}

#[test]
fn what_enter_makes_of_the_break_is_on_the_screen() {
    let desk = doubt(DoubtKind::Join).press("e");
    assert!(desk.screen().contains("⏎ 一段"), "{}", desk.screen());
    assert!(desk.footer().contains("断开"), "{}", desk.footer());
    let parted = desk.press("k s");
    assert!(parted.screen().contains("⏎ 两段：……，驻点半年。｜他们帮忙办理……"), "{}", parted.screen());
}

#[test]
fn a_lost_head_and_a_start_are_asked_about() {
    for (kind, keys, expected) in [
        (DoubtKind::TruncatedStart, "e <Enter>", Some(Answer::Accept)),
        (DoubtKind::TruncatedStart, "e l <Enter>", Some(Answer::Reject)),
        (DoubtKind::TruncatedStart, "e <Esc>", None),
        (DoubtKind::ArticleStart, "e l <Enter>", Some(Answer::Reject)),
    ] {
        assert_eq!(answer(&doubt(kind).press(keys)), expected, "{kind:?} {keys}");
    }
}

#[test]
fn a_zones_name_is_typed() {
    let desk = doubt(DoubtKind::Zone).press("e <C-u>").type_text("平定经开区").press("<Enter>");
    assert_eq!(answer(&desk), Some(Answer::Edit("平定经开区".to_owned())));
}

#[test]
fn the_panel_names_the_keys_in_force() {
    let own = "[keys.doubts]\n\"n\" = \"unbind\"\n\"<Delete>\" = \"unbind\"\n\"b\" = \"doubt reject\"\n";
    let files = [(pizhu::keymap::Layer::User, "keymap.toml", own)];
    let map = pizhu::keymap::Keymap::layered(&files, pizhu::messages::Lang::Zh).0;
    let shown = doubt(DoubtKind::Join).give(Event::KeymapLoaded(Box::new(map), Vec::new())).screen();
    assert!(shown.contains("b  不对：") && !shown.contains("n  不对："), "{shown}");
}

#[test]
fn doubts_count_up_and_the_top_line_names_the_article_that_is_doubted() {
    let desk = doubt(DoubtKind::Join);
    let case = match desk.app.overlays.last() {
        Some(pizhu::app::overlay::Overlay::Doubts(doubts)) => doubts.case().cloned().expect("a doubt"),
        _ => panic!("the doubts are shown"),
    };
    let top = desk.rows().swap_remove(0);
    assert!(
        top.contains("襄垣经开区") && top.contains("夜班工人的四十个早晨") && !top.contains('读'),
        "{top}"
    );
    let fresh = Desk::sized(100, 30).give(Event::DoubtsFound(Ok(vec![case.clone(); 3])));
    super::shows(&fresh, &["存疑第 1 处，共 3 处"]);
    let answered = fresh.give(Event::DoubtsFound(Ok(vec![case; 2])));
    super::shows(&answered, &["存疑第 2 处，共 3 处"]);
}
