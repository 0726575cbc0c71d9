//! The default keys, the layers, and every error with its place.

use super::*;
use crate::words::action::{Action, COMMANDS};

mod codebook;

fn nothing(_: Condition) -> bool {
    false
}

fn press(keymap: &Keymap, contexts: &[Context], keys: &str) -> String {
    let steps = parse_sequence(keys).expect(keys);
    let keys: Vec<Key> = steps
        .into_iter()
        .map(|step| match step {
            Step::Key(key) => key,
            Step::Leader => keymap.leader(),
            Step::Any => Key::char('x'),
        })
        .collect();
    match keymap.lookup(contexts, &keys, &nothing) {
        Lookup::Run { action, .. } => Run::Action(action).notation(),
        Lookup::Pending(pending) => {
            pending.continuations.iter().map(|one| one.key.as_str()).collect::<Vec<_>>().join("|")
        }
        Lookup::Nop => "nop".to_owned(),
        Lookup::Unbound => "unbound".to_owned(),
    }
}

#[test]
fn the_default_is_sound() {
    let (_, problems) = Keymap::layered(&[], Lang::En);
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{told:#?}");
}

/// Lays one user file over the default and lists its problems as `line:column code`.
fn faults(text: &str) -> Vec<String> {
    let (_, problems) = Keymap::layered(&[(Layer::User, "k.toml", text)], Lang::En);
    problems.iter().map(|one| format!("{}:{} {}", one.line, one.column, one.code)).collect()
}

#[test]
fn one_place_that_is_no_toml_is_told_once() {
    assert_eq!(faults("leader =\n"), ["1:9 keymap.not-toml"]);
}

fn user(text: &str) -> Keymap {
    let (keymap, problems) = Keymap::layered(&[(Layer::User, "k.toml", text)], Lang::En);
    assert!(problems.is_empty(), "{problems:#?}");
    keymap
}

const READER: [Context; 2] = [Context::Reader, Context::Global];
const INPUT: [Context; 3] = [Context::Input, Context::Reader, Context::Global];

#[test]
fn every_default_binding_runs_when_it_is_pressed() {
    let keymap = Keymap::built_in(Lang::En);
    let mut count = 0;
    for context in Context::ALL {
        for (steps, binding) in keymap.bindings(context) {
            let keys: Vec<Key> = steps
                .iter()
                .map(|step| match step {
                    Step::Key(key) => *key,
                    Step::Leader => keymap.leader(),
                    Step::Any => Key::char('批'),
                })
                .collect();
            for end in 1..keys.len() {
                let begun = keymap.lookup(&[context], &keys[..end], &|_| true);
                assert!(matches!(begun, Lookup::Pending(_)), "{} in {}", shown(steps), context.name());
            }
            let expected = match &binding.run {
                Run::Action(Action::Menu(_)) => Some(Action::TagPick),
                Run::Action(action) => Some(action.clone()),
                Run::WithCharacter(name) => Action::build(name, "批"),
                Run::Nop | Run::Unbind => None,
            };
            let found = match keymap.lookup(&[context], &keys, &|_| true) {
                Lookup::Run { action, desc, .. } => {
                    assert!(!desc.is_empty());
                    Some(action)
                }
                Lookup::Nop => None,
                other @ (Lookup::Pending(_) | Lookup::Unbound) => panic!("{}: {other:?}", shown(steps)),
            };
            assert_eq!(found, expected, "{} in {}", shown(steps), context.name());
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
}

/// Commands that have no key by default; the palette holds them.
const PALETTE_ONLY: [&str; 3] = ["draft discard", "encoding accept", "tutor"];

#[test]
fn every_command_is_bound_or_listed() {
    let keymap = Keymap::built_in(Lang::En);
    let bound: Vec<String> = Context::ALL
        .into_iter()
        .flat_map(|context| {
            keymap.bindings(context).map(|(_, binding)| binding.run.notation()).collect::<Vec<_>>()
        })
        .map(|run| run.trim_start_matches("prompt '").to_owned())
        .collect();
    for command in COMMANDS {
        let has_key = bound.iter().any(|run| run.starts_with(command.name));
        assert_eq!(has_key, !PALETTE_ONLY.contains(&command.name), "{}", command.name);
    }
}

#[test]
fn the_example_of_the_format_is_sound() {
    let keymap = user(
        r#"
version = 1
leader = ","
hint_delay_ms = 250
[ime]
fold_fullwidth = true
[menu.t]
title = "标签"
[keys.global]            # contexts
":" = "palette"
[keys.reader]
"1"   = { run = "tag toggle 1", desc = "标签 1" }     # the favourite
"t"   = "menu tags"
"t s" = "tag toggle 事实"
"e e" = { run = "report --kind review --scope article", when = "has-marks", desc = "导出本篇" }
"="   = "prompt 'filter '"
"x"   = "unbind"
"#,
    );
    assert_eq!(press(&keymap, &READER, "t s"), "tag toggle 事实");
    assert_eq!(press(&keymap, &READER, "="), "prompt 'filter '");
}

#[test]
fn contexts_are_asked_from_the_inside_out() {
    let keymap = user(
        r#"
[keys.reader]
"j" = "nop"
"k" = "unbind"
"J" = "unbind"
"q q" = "quit"
[keys.global]
"J" = "go bottom"
"#,
    );
    assert_eq!(press(&keymap, &READER, "j"), "nop");
    assert_eq!(press(&keymap, &READER, "k"), "line up");
    assert_eq!(press(&keymap, &READER, "J"), "go bottom");
    assert_eq!(press(&keymap, &[Context::Notes, Context::Global], "J"), "paragraph next");
    assert_eq!(press(&keymap, &READER, "q"), "q");
    assert_eq!(press(&keymap, &[Context::List, Context::Global], "q"), "leave");
    assert_eq!(press(&keymap, &READER, "m <any>"), "bookmark set x");
    assert_eq!(press(&keymap, &READER, "g x"), "unbound");
    assert_eq!(press(&keymap, &READER, "g"), "/|g|i");
}

#[test]
fn in_an_input_text_is_text() {
    let keymap = user("[keys.global]\n\"<C-x> a\" = \"quit\"\n\"<C-x> <C-q>\" = \"quit\"\n");
    for text in ["a", "q", "1", "/", "<Space>", "g g", "，"] {
        assert_eq!(press(&keymap, &INPUT, text), "unbound", "{text}");
    }
    assert_eq!(press(&keymap, &INPUT, "<C-x> a"), "unbound");
    assert_eq!(press(&keymap, &INPUT, "<C-x>"), "C-e|C-q");
    assert_eq!(press(&keymap, &INPUT, "<C-u>"), "delete to-start");
    assert_eq!(press(&keymap, &INPUT, "<F1>"), "help");
    assert_eq!(press(&keymap, &INPUT, "<Esc>"), "input cancel");
}

#[test]
fn a_condition_decides_between_inner_and_outer() {
    let keymap = Keymap::built_in(Lang::En);
    let run =
        |facts: &dyn Fn(Condition) -> bool| match keymap.lookup(&READER, &[Key::plain(Code::F(9))], facts) {
            Lookup::Run { action, .. } => action.argument().to_owned(),
            Lookup::Pending(_) | Lookup::Nop | Lookup::Unbound => String::new(),
        };
    assert_eq!(run(&|fact| fact == Condition::HasMarks), "--kind review --scope article");
    assert_eq!(run(&|_| false), "--kind review --scope list");
}

#[test]
fn layers_win_sequence_by_sequence() {
    let files = [
        (Layer::Library, "lib.toml", "[keys.reader]\n\"1\" = \"tag toggle 9\"\n\"2\" = \"tag toggle 8\"\n"),
        (Layer::User, "user.toml", "leader = \";\"\n[keys.reader]\n\"2\" = \"tag toggle 7\"\n"),
        (Layer::Argument, "arg.toml", "[keys.reader]\n\"3\" = \"unbind\"\n"),
    ];
    let (keymap, problems) = Keymap::layered(&files, Lang::Zh);
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(press(&keymap, &READER, "1"), "tag toggle 9");
    assert_eq!(press(&keymap, &READER, "2"), "tag toggle 7");
    assert_eq!(press(&keymap, &READER, "3"), "unbound");
    assert_eq!(press(&keymap, &READER, "; f"), "jump");
    assert_eq!(press(&keymap, &READER, ", f"), "unbound");
}

#[test]
fn all_errors_are_reported_at_once_and_cost_only_themselves() {
    let text = r#"version = 2
lader = ","
[keys.raeder]
"j" = "qiut"
[keys.reader]
"批" = { run = "tag togle 1" }
"标签" = "quit"
"<Dwon>" = "quit"
"C" = "report --kind reviw"
"<C-i>" = "quit"
"<C-m>" = "quit"
"<C-[>" = "quit"
"<S-a>" = "quit"
"D" = "draft discard"
"g" = "quit"
"y y y" = "quit"
"，" = "quit"
"W" = { run = "quit", when = "has-mark" }
"E" = { rum = "quit" }
"m <any>" = "quit"
"P" = "prompt filter"
"M" = "menu zzz"
"H" = 3
"L" = "quit"
[keys.input]
"a" = "quit"
"<Space>" = "quit"
"#;
    let expected = [
        "1:11 keymap.version",
        "2:1 keymap.unknown-setting",
        "3:7 keymap.unknown-context",
        "4:8 keymap.unknown-command",
        "6:16 keymap.unknown-command",
        "7:2 keymap.unknown-key",
        "8:2 keymap.unknown-key",
        "9:22 keymap.argument",
        "10:2 keymap.unsendable",
        "11:2 keymap.unsendable",
        "12:2 keymap.unsendable",
        "13:2 keymap.unsendable",
        "14:8 keymap.destructive",
        "16:2 keymap.leaf-prefix",
        "17:2 keymap.unreachable",
        "18:31 keymap.unknown-condition",
        "19:9 keymap.unknown-setting",
        "20:14 keymap.argument",
        "21:15 keymap.argument",
        "22:13 keymap.argument",
        "23:7 keymap.type",
        "26:2 keymap.text-in-input",
        "27:2 keymap.text-in-input",
    ];
    assert_eq!(faults(text), expected);
    let (keymap, _) = Keymap::layered(&[(Layer::User, "k.toml", text)], Lang::En);
    assert_eq!(press(&keymap, &READER, "L"), "quit");
    assert_eq!(press(&keymap, &READER, "y y"), "copy");
}

#[test]
fn a_clash_is_named_in_the_same_file_and_across_layers() {
    assert_eq!(faults("[keys.global]\n\"g\" = \"quit\"\n"), ["2:2 keymap.leaf-prefix"]);
    assert_eq!(faults("[keys.list]\n\"x\" = \"quit\"\n\"x y\" = \"quit\"\n"), ["3:2 keymap.leaf-prefix"]);
    assert_eq!(faults("[keys.list]\n\"x y\" = \"quit\"\n\"x\" = \"nop\"\n"), ["3:2 keymap.leaf-prefix"]);
    assert_eq!(faults("[keys.reader]\n\"m\" = \"quit\"\n"), ["2:2 keymap.leaf-prefix"]);
    let freed = "[keys.reader]\n\"d\" = \"quit\"\n\"d d\" = \"unbind\"\n";
    assert_eq!(press(&user(freed), &READER, "d"), "quit");
}

#[test]
fn a_leader_that_clashes_is_told_once_where_it_is_set() {
    assert_eq!(faults("version = 1\nleader = \"a\"\n"), ["2:10 keymap.leaf-prefix"]);
    let freed = "leader = \"a\"\n[keys.reader]\n\"a\" = \"unbind\"\n[keys.notes]\n\"a\" = \"unbind\"\n[keys.global]\n\"a\" = \"unbind\"\n";
    let keymap = user(freed);
    assert_eq!(press(&keymap, &READER, "a f"), "jump");
    let own = "leader = \";\"\n[keys.list]\n\"<leader>\" = \"quit\"\n\"<leader> y\" = \"quit\"\n";
    assert_eq!(faults(own), ["4:2 keymap.leaf-prefix"], "their own lines are named themselves");
    let (_, problems) = Keymap::layered(&[(Layer::User, "k.toml", "leader = \"a\"\n")], Lang::En);
    assert!(problems[0].file == "k.toml" && problems[0].message.contains("“a k”"), "{problems:?}");
}

#[test]
fn a_delay_that_is_no_delay_is_told_with_its_range() {
    for number in ["-5", "100000000000"] {
        let text = format!("hint_delay_ms = {number}\n");
        let (_, problems) = Keymap::layered(&[(Layer::User, "k.toml", &text)], Lang::Zh);
        assert!(problems[0].message.starts_with("这里要写0到"), "{}", problems[0]);
    }
}

#[test]
fn duplicates_cost_one_line_and_broken_toml_the_file() {
    assert_eq!(
        faults(
            "[keys.list]\n\"x\" = \"quit\"\n\"x\" = \"open\"\n\"<leader> z\" = \"zen\"\n\", z\" = \"quit\"\n"
        ),
        ["3:1 keymap.duplicate", "5:2 keymap.duplicate"]
    );
    let good = [(Layer::User, "k.toml", "[keys.reader]\n\"L\" = \"quit\"\n")];
    let bad = [(Layer::User, "k.toml", "[keys.reader\n\"L\" = \"open\"\n")];
    let (first, _) = Keymap::layered(&good, Lang::En);
    let (second, problems) = first.reloaded(&bad, &[]);
    assert!(problems.iter().all(|one| one.code == NOT_TOML) && !problems.is_empty(), "{problems:?}");
    assert_eq!(problems[0].line, 1);
    assert_eq!(press(&second, &READER, "L"), "quit");
    let (third, _) = second.reloaded(&[], &[Layer::User]);
    assert_eq!(press(&third, &READER, "L"), "quit");
    let (fourth, _) = third.reloaded(&[], &[]);
    assert_eq!(press(&fourth, &READER, "L"), "unbound");
}

#[test]
fn a_query_in_a_binding_is_read_too() {
    let at = |run: &str| faults(&format!("[keys.list]\n\"x\" = '{run}'\n")).concat();
    assert!(at("filter tga:广告").starts_with("2:15 query."), "{}", at("filter tga:广告"));
    assert!(
        at("report --scope list tga:广告").starts_with("2:28 query."),
        "{}",
        at("report --scope list tga:广告")
    );
    assert_eq!(at("filter 招商 -tag:广告 zone:晋城"), "");
}

#[test]
fn a_library_binds_built_in_commands_only() {
    let lay = |layer| {
        let text = "[keys.list]\n\"x\" = \"import /etc/passwd\"\n\"X\" = \"prompt 'import ../a'\"\n\"i\" = \"import\"\n";
        Keymap::layered(&[(layer, "k.toml", text)], Lang::En).1.len()
    };
    assert_eq!((lay(Layer::Library), lay(Layer::User)), (2, 0));
}

#[test]
fn problems_speak_both_languages_and_name_the_line() {
    let (_, problems) =
        Keymap::layered(&[(Layer::User, "k.toml", "[keys.reader]\n\"x\" = \"qiut\"\n")], Lang::Zh);
    let one = &problems[0];
    assert_eq!(one.to_string(), "k.toml:2:8: 没有命令“qiut”");
    assert_eq!(one.hint.as_deref(), Some("是不是“quit”？"));
    assert_eq!(one.source_line.as_deref(), Some("\"x\" = \"qiut\""));
}

proptest::proptest! {
    #[test]
    fn no_text_stops_the_parser(text in "([\\[\\]\"=a-z0-9{}<> \n批-]|keys|reader|version|run|unbind){0,60}") {
        let _ = Keymap::layered(&[(Layer::User, "k.toml", &text)], Lang::En);
    }

    #[test]
    fn no_binding_stops_the_parser(key in "\\PC{0,8}", run in "\\PC{0,24}") {
        let text = format!("[keys.reader]\n{key:?} = {run:?}\n");
        let _ = Keymap::layered(&[(Layer::User, "k.toml", &text)], Lang::En);
    }
}
