//! Tests of reading and writing one store file.

use super::*;
use crate::messages::Lang;
use crate::words::{Annotator, ArticleId, Hash16, Mark, MarkId, Moment, Signed, Status, TagPath};

/// The example of the specification.
pub(crate) const EXAMPLE: &str = r#"schema = 1
article = "jincheng-2026-03-18-1"      # equals the folder
author = "li"                          # equals the file's stem
author_name = "李审读"

[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b07]   # by hand
para = 3                               # ordinal when written: a hint
para_hash = "9f2c4e1ab07d55c8"
span = [14, 23]
quote = "去年新增学位三万个"
prefix = "教育局负责人介绍，"
suffix = "，同比增长百分之八"
mood = "doubt"
tags = ["价值/待核实", "差错/数据单位"]   # full paths
note = """
数字与年报不一致，
请核对。"""
status = "open"
created = 2026-03-18T14:03:07+08:00
updated = 2026-03-18T14:05:41+08:00
codebook = 3
rev = "2-4f7a90c2"

[read]                                 # read by r
"9f2c4e1ab07d55c8" = 2026-03-18T14:02:00+08:00

[sign.review-1]
at = 2026-03-18T15:00:00+08:00
text = "071d14eb91d972e9"
marks = "9f2c4e1ab07d55c8"

[dismissed]
"units.mixed:9f2c4e1ab07d55c8" = 2026-03-18T15:00:00+08:00
# the last line
"#;

fn ids() -> (ArticleId, Annotator) {
    (ArticleId::new("jincheng-2026-03-18-1").expect("slug"), Annotator::new("li").expect("slug"))
}

fn read(source: &str) -> Parsed {
    let (article, author) = ids();
    parse("li.toml", source, &article, &author, Lang::En)
}

fn sound(source: &str) -> crate::words::Annotations {
    let parsed = read(source);
    assert_eq!(parsed.problems, Vec::new(), "{source}");
    parsed.annotations
}

fn mark(number: u128) -> Mark {
    let mut mark = Mark::blank(MarkId(uuid::Uuid::from_u128(number)));
    mark.quote = "今天天气很好。".into();
    mark.rev = "1-00000000".into();
    mark
}

#[test]
fn the_example_is_read() {
    let annotations = sound(EXAMPLE);
    let mark = &annotations.marks[0];
    assert_eq!((mark.para, mark.span, mark.codebook), (3, Some((14, 23)), 3));
    assert_eq!(mark.note, "数字与年报不一致，\n请核对。");
    assert_eq!(mark.tags.iter().map(TagPath::as_str).collect::<Vec<_>>(), ["价值/待核实", "差错/数据单位"]);
    assert_eq!(annotations.author_name, "李审读");
    assert_eq!((annotations.read.len(), annotations.signs.len(), annotations.dismissed.len()), (1, 1, 1));
}

#[test]
fn p6_unknown_fields_and_hand_written_comments_survive() {
    let from = sound(EXAMPLE);
    let mut to = from.clone();
    to.marks[0].tags.remove(0);
    to.marks[0].note.clear();
    to.marks[0].span = None;
    to.read.clear();
    to.marks.push(mark(u128::MAX));
    let written = edit(EXAMPLE, &from, &to).expect("TOML");
    assert_eq!(sound(&written), to);
    for kept in [
        "# equals the folder",
        "mood = \"doubt\"",
        "# full paths",
        "# by hand",
        "# read by r",
        "# the last line",
    ] {
        assert!(written.contains(kept), "{kept} lost in\n{written}");
    }
}

#[test]
fn one_added_mark_adds_only_its_own_lines() {
    let mut from = sound(EXAMPLE);
    let mut source = EXAMPLE.to_owned();
    for number in [u128::MAX, 1, 0x0195_a1c5 << 96, 2] {
        let mut to = from.clone();
        to.marks.push(mark(number));
        to.marks.sort_by_key(|mark| mark.id);
        let written = edit(&source, &from, &to).expect("TOML");
        let (before, after): (Vec<&str>, Vec<&str>) = (source.lines().collect(), written.lines().collect());
        let head = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
        let tail = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
        assert!(head + tail >= before.len(), "{number}: lines changed\n{written}");
        assert_eq!(after.len() - before.len(), 12 + 1 + 1 - 1, "{written}");
        assert_eq!(sound(&written), to);
        let order: Vec<usize> =
            to.marks.iter().map(|m| written.find(&m.id.to_string()).expect("there")).collect();
        assert!(order.is_sorted(), "{written}");
        (from, source) = (to, written);
    }
}

#[test]
fn a_fresh_file_has_its_keys_in_order_and_rev_last() {
    let (article, author) = ids();
    let mut annotations = crate::words::Annotations::empty(article, author, "李审读".into());
    let mut full = mark(7);
    full.span = Some((1, 2));
    full.note = "一\n二".into();
    full.target = Some("wang/1".into());
    full.conflict_of = Some(MarkId(uuid::Uuid::from_u128(1)));
    annotations.marks.push(full);
    let when = Moment::parse("2026-03-18T14:03:07+08:00").expect("moment");
    annotations.read.insert(Hash16([1; 8]), when);
    annotations.dismissed.insert("a:b".into(), when);
    annotations
        .signs
        .insert("proof-1".into(), Signed { at: when, text: Hash16([0; 8]), marks: Hash16([1; 8]) });
    let written = render(&annotations);
    assert_eq!(sound(&written), annotations);
    let keys: Vec<&str> =
        written.lines().filter_map(|line| line.split_once(" = ").map(|(key, _)| key)).collect();
    assert_eq!(keys.get(4..19), Some(super::write::MARK_KEYS.as_slice()), "{written}");
    let sections: Vec<&str> = written.lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(sections.get(1..), Some(["[read]", "[sign.proof-1]", "[dismissed]"].as_slice()));
}

#[test]
fn a_field_added_later_goes_to_its_place() {
    let from = sound(EXAMPLE);
    let mut to = from.clone();
    to.marks[0].target = Some("wang/x".into());
    let written = edit(EXAMPLE, &from, &to).expect("TOML");
    assert!(written.contains("codebook = 3\ntarget = \"wang/x\"\nrev = "), "{written}");
}

#[test]
fn p7_a_bad_file_is_reported_with_line_and_column() {
    for (source, place, code) in [
        ("schema = 1\nauthor_name = “李”\n", (2, 15), "store.not-toml"),
        ("schema = 1\n[mark.x]\npara = 1\n", (2, 7), "store.not-an-id"),
        (
            "schema = 1\n[mark.0195a1c4-7e30-7b52-9d4e-3f60a2c81b07]\npara = \"三\"\n",
            (3, 8),
            "store.wrong-type",
        ),
        ("schema = 1\n<<<<<<< HEAD\na = 1\n=======\n", (2, 1), "store.conflict-markers"),
        ("schema = 1\n[mark.a]\n[mark.a]\n", (3, 7), "store.not-toml"),
    ] {
        let parsed = read(source);
        assert!(parsed.is_corrupt(), "{source}");
        let first = &parsed.problems[0];
        assert_eq!(((first.line, first.column), first.code), (place, code), "{source}: {first}");
        assert!(first.hint.is_some());
    }
}

#[test]
fn other_editors_leave_their_marks_and_they_are_taken_off() {
    let theirs = format!("\u{feff}{}", EXAMPLE.replace('\n', "\r\n"));
    assert_eq!(sound(&normalise(&theirs)), sound(EXAMPLE));
}

#[test]
fn a_newer_schema_is_read_as_far_as_it_goes() {
    let parsed = read(&EXAMPLE.replace("schema = 1", "schema = 2"));
    assert!(parsed.is_too_new() && !parsed.is_corrupt());
    assert_eq!(parsed.annotations.marks.len(), 1);
}

#[test]
fn grafting_brings_what_we_do_not_know() {
    let (start, _) = EXAMPLE.split_once("[mark").expect("marks");
    let written = graft(&format!("{start}[read]\n"), EXAMPLE, None);
    assert!(written.contains("mood = \"doubt\"") && written.contains("# full paths"), "{written}");
    assert_eq!(sound(&written).marks, sound(EXAMPLE).marks);
    let without = EXAMPLE.replace("mood = \"doubt\"\n", "");
    assert!(graft(&without, EXAMPLE, None).contains("mood"));
    assert!(!graft(&without, EXAMPLE, Some(EXAMPLE)).contains("mood"), "deleting a key is a change, too");
}

#[test]
fn statuses_are_always_written() {
    let (article, author) = ids();
    let mut annotations = crate::words::Annotations::empty(article, author, String::new());
    annotations.marks.push(mark(1));
    assert_eq!(annotations.marks[0].status, Status::Open);
    assert!(render(&annotations).contains("status = \"open\""));
}

#[test]
fn many_warnings_do_not_make_a_file_unreadable() {
    let marks = |bad: &str| {
        (0..300).fold("schema = 1\n".to_owned(), |text, n| {
            text + &format!("[mark.00000000-0000-0000-0000-{n:012}]\npara = {bad}\nnote = \"甲\"\n")
        })
    };
    let parsed = read(&marks("1"));
    assert!(!parsed.is_corrupt() && parsed.annotations.marks.len() == 300);
    assert!(read(&marks("\"一\"")).is_corrupt());
}
