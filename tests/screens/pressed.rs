//! Every default binding, pressed in the reader itself: its command runs, and something comes of it.

use std::sync::Arc;

use pizhu::app::panes::Focus;
use pizhu::app::stats::Table;
use pizhu::app::{Event, Memory, SearchHit, Spot};
use pizhu::import::answering::{Case, Found};

use pizhu::import::{Doubt, DoubtKind, Raw};
use pizhu::keymap::binding::Run;
use pizhu::keymap::{Condition, Context, Key, Keymap, Step};
use pizhu::messages::Lang;
use pizhu::query::Excerpt;
use pizhu::tui::view::Caret;
use pizhu::words::{Action, ArticleId};
use ratatui::buffer::Buffer;

use super::desk::Desk;

/// In the middle of the middle article: something before and after it, marked, undone, searched and jumped.
fn busy() -> Desk {
    let article = ArticleId::new("xiangyuan-long").expect("a slug");
    let mut memory = Memory::default();
    memory.bookmarks.insert('x', Spot { article, ordinal: 3, byte: 0 });
    let desk = Desk::with(120, 24, memory, |_| {}).press("] ] J J a").type_text("再核").press("<C-s>");
    let desk = desk.press("J J 1 r J J J J J 2 a").type_text("口径").press("<C-s> 3 u");
    desk.press("/")
        .type_text("夜班")
        .press("<Enter> J G g g C-o".replace("C-o", "<C-o>").as_str())
        .press("n n")
}

/// The cells with their styles, the caret, and how often the shell was asked for something.
fn seen(desk: &Desk) -> (Buffer, Caret, usize) {
    let (buffer, caret) = desk.frame();
    (buffer, caret, desk.effects.len())
}

fn note() -> Desk {
    let desk = busy().press("a").give(Event::Paste("第一行\n第二 word 行\n第三行".to_owned()));
    let desk = desk.press("x").type_text("y").press("<C-_>");
    desk.press("<Up> <Home> <Right> <Right> <Right>")
}

fn line() -> Desk {
    busy().press("/").give(Event::Paste("夜班 word 工人".to_owned())).press("<Left> <Left> <Left>")
}

fn palette() -> Desk {
    busy().press(":").type_text("go top").press("<Enter> :").type_text("the")
}

fn doubts() -> Desk {
    doubts_of(DoubtKind::Zone)
}

fn doubts_of(kind: DoubtKind) -> Desk {
    let case = |title: &str| Case {
        article: ArticleId::new("xiangyuan-long").expect("a slug"),
        title: title.to_owned(),
        paper: None,
        doubt: Doubt {
            kind,
            article: 0,
            paragraph: None,
            source: vec![(0, 4)],
            proposed: "襄垣经开区".to_owned(),
            alternative: "长治高新区".to_owned(),
            confidence: 0.7,
            key: "襄垣".to_owned(),
        },
        raw: Raw {
            text: "襄垣经开区\n夜班工人".to_owned(), marked: vec![(0, 5)], goes_on: (false, false)
        },
        found: Found { ordinal: 0, result: "襄垣经开区\n夜班".to_owned(), seam: (0, 5), at_chars: 0 },
    };
    busy().give(Event::DoubtsFound(Ok(vec![case("甲"), case("乙")])))
}

/// Where a context is the innermost one.
fn places(context: Context) -> Vec<Desk> {
    let focused = |focus: Focus| {
        let mut desk = busy();
        desk.app.panes.focus = focus;
        desk
    };
    let hit = |ordinal| SearchHit {
        article: ArticleId::new("xiangyuan-long").expect("a slug"),
        title: Arc::from("夜班工人"),
        ordinal,
        excerpt: Excerpt::new("夜班工人", &[(0, 6)]),
        by_pinyin: false,
    };
    match context {
        Context::Global | Context::List => vec![focused(Focus::List)],
        Context::Zones => vec![focused(Focus::Zones)],
        Context::Reader => vec![busy()],
        Context::Notes => vec![busy().press("g g ] a ] a <Tab>")],
        Context::Visual => {
            let within = "J v <Right> <Right> <Right> <Right> <Right> <Right>";
            let second = "<Down> <Right> <Right>";
            vec![busy().press(within), busy().press(within).press(second), busy().press("V J")]
        }
        Context::Doubts => vec![doubts()],
        Context::Relink => vec![Desk::with_orphans()],
        Context::Preview => {
            vec![busy().press("e e").give(Event::ReportBuilt(Ok("# 审读报告\n一\n二".to_owned())))]
        }
        Context::Popup => {
            let table = Table {
                zones: vec!["甲区".into()],
                tags: vec!["亮点".into(), "待核实".into()],
                counts: vec![vec![2], vec![1]],
                top: 0,
                left: 0,
            };
            let searched = busy().press("g /").type_text("夜班").press("<Enter>");
            let ticket = searched.app.work.searching.map_or(0, |(ticket, ..)| ticket);
            vec![
                busy().press("?"),
                busy().press("? j j j"),
                searched.give(Event::Found(ticket, vec![hit(3), hit(4)], 2, 3)).press("j"),
                busy().give(Event::StatsBuilt(Ok(table))),
            ]
        }
        Context::Input => vec![note(), line(), palette()],
    }
}

/// Presses a sequence, `x` for any character.
fn press(desk: Desk, steps: &[Step]) -> Desk {
    steps.iter().fold(desk, |mut desk, step| {
        let key = match step {
            Step::Key(key) => *key,
            Step::Leader => desk.app.keys.map.leader(),
            Step::Any => Key::char('x'),
        };
        desk.event(Event::Key(key));
        desk
    })
}

#[test]
fn every_default_binding_runs_and_something_comes_of_it() {
    let keymap = Keymap::built_in(Lang::Zh);
    let mut pressed = 0;
    for context in Context::ALL {
        for (steps, binding) in keymap.bindings(context) {
            let keys = pizhu::keymap::shown(steps);
            let mut changed = false;
            for desk in places(context) {
                let innermost = if context == Context::Global { Context::List } else { context };
                assert_eq!(desk.app.mode().first(), Some(&innermost), "{context:?}\n{}", desk.screen());
                if binding.when.is_some_and(|when| !when.holds(&|fact| desk.app.holds(fact))) {
                    continue;
                }
                let (before, ran) = (seen(&desk), desk.ran.len());
                let desk = press(desk, steps);
                let ran: Vec<&str> = desk.ran.iter().skip(ran).copied().collect();
                let what = format!("{} {keys}: {ran:?}\n{}", context.name(), desk.screen());
                changed |= seen(&desk) != before;
                match &binding.run {
                    Run::Action(Action::Menu(_)) => assert!(desk.app.keys.pending.is_some(), "{what}"),
                    Run::Action(action) => assert_eq!(ran.first(), Some(&action.command().name), "{what}"),
                    Run::WithCharacter(name) => assert_eq!(ran.first(), Some(name), "{what}"),
                    Run::Nop => assert!(ran.is_empty() && seen(&desk) == before, "{what}"),
                    Run::Unbind => panic!("nothing of the default is unbound: {what}"),
                }
                pressed += 1;
            }
            // The digits of a list are pressed where an import asks for an encoding (`tests/import_whole.rs`).
            let elsewhere = binding.when.is_some_and(|when| when.condition == Condition::HasChoices);
            let waits = elsewhere || matches!(&binding.run, Run::Nop | Run::Action(Action::Menu(_)));
            assert!(changed || waits, "{} {keys}: nothing came of {:?}", context.name(), binding.run);
        }
    }
    assert!(pressed > 300, "{pressed}");
}

/// The table of the design: what is done, by which keys, and by which without letters; a row a line.
const TABLE: &[(&str, &str, &str)] = &[
    ("line down", "j", "<Down>"),
    ("line up", "k", "<Up>"),
    ("paragraph next", "J | }", "<A-Down>"),
    ("paragraph previous", "K | {", "<A-Up>"),
    ("half-page down", "<C-d>", ""),
    ("half-page up", "<C-u>", ""),
    ("page down", "<Space>", "<PgDn>"),
    ("page up", "<C-b>", "<PgUp>"),
    ("go top", "g g", "<Home>"),
    ("go bottom", "G", "<End>"),
    ("pane previous", "h", "<S-Tab>"),
    ("pane next", "l", ""),
    ("pane cycle", "", "<Tab>"),
    ("open", "o", "<Enter>"),
    ("leave", "q", ""),
    ("back", "", "<Esc>"),
    ("quit", "Q", ""),
    ("interrupt", "", "<C-c>"),
    ("article next", "] ]", "<C-Right>"),
    ("article previous", "[ [", "<C-Left>"),
    ("unread next", "] u", "<S-Down>"),
    ("unread previous", "[ u", "<S-Up>"),
    ("mark next", "] a", "<C-Down>"),
    ("mark previous", "[ a", "<C-Up>"),
    ("zone next", "] z", "<S-Right>"),
    ("zone previous", "[ z", "<S-Left>"),
    ("find", "/", ""),
    ("find next", "n", "<F3>"),
    ("find previous", "N", "<F4>"),
    ("search", "g /", "<F5>"),
    ("filter", "f", "<F6>"),
    ("jump", ", f", "<F7>"),
    ("tag toggle", "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9", "１ | ９"),
    ("tag pick", "", "<F8>"),
    ("tag edit", "T", ""),
    ("tag repeat", ".", ""),
    ("note edit", "a", "<Insert>"),
    ("note add", "A", ""),
    ("mark delete", "d d", "<Delete>"),
    ("undo", "u", "<F10>"),
    ("redo", "U", ""),
    ("select span", "v", ""),
    ("select paragraphs", "V", ""),
    ("read toggle", "r", ""),
    ("sign", "S", ""),
    ("star toggle", "*", ""),
    ("copy", "y y", ""),
    ("copy notes", "y a", ""),
    ("report", "e e", "<F9>"),
    ("bookmark set", "m x", ""),
    ("bookmark go", "' x", ""),
    ("jump back", "<C-o>", "<A-Left>"),
    ("jump forward", "g i", "<A-Right>"),
    ("zen", "z", ""),
    ("pane narrower", "<lt>", ""),
    ("pane wider", ">", ""),
    ("theme", ", t", ""),
    ("suggestion take", "+", ""),
    ("suggestion dismiss", "-", ""),
    ("help", "?", "<F1>"),
    ("palette", ":", "<F2>"),
];

#[test]
fn the_keys_of_the_design_do_what_its_table_says_in_both_columns() {
    for (command, keys, without_letters) in TABLE {
        for sequence in [keys, without_letters].into_iter().flat_map(|keys| keys.split(" | ")) {
            let desk = busy();
            let ran = desk.ran.len();
            let desk = sequence.split(' ').filter(|step| !step.is_empty()).fold(desk, |desk, step| {
                if step.starts_with('<') { desk.press(step) } else { desk.type_text(step) }
            });
            let did = desk.ran.get(ran);
            assert!(sequence.is_empty() || did == Some(command), "{sequence}: {did:?} instead of {command}");
        }
    }
}

#[test]
fn a_tag_is_reached_by_its_key_in_the_menu() {
    let desk = Desk::new().press("J t").wait(300);
    let screen = desk.screen();
    assert!(screen.contains("数据单位"), "{screen}");
    let desk = desk.press("d");
    assert!(desk.footer().contains("已标【数据单位】"), "{}", desk.footer());
}

#[test]
fn the_hints_of_a_doubt_name_what_can_be_said_of_it() {
    let keys = |kind| -> String {
        let hints = doubts_of(kind).app.hints().into_iter();
        hints.map(|hint| hint.key).filter(|key| key.chars().count() == 1).collect()
    };
    assert_eq!(keys(DoubtKind::Zone), "newu");
    for kind in [DoubtKind::Join, DoubtKind::Apart, DoubtKind::Split] {
        assert_eq!(keys(kind), "nsJewu");
    }
    assert_eq!(keys(DoubtKind::TruncatedStart), "newu");
    let shown = doubts_of(DoubtKind::Join).press("w").rows().concat();
    assert!(shown.contains("版面原文"), "{shown}");
}
