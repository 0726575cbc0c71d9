//! The laws of reading, writing and merging, over generated files.

use proptest::prelude::*;
use uuid::Uuid;

use super::merge::merge;
use super::{edit, edit_whole, parse, render};
use crate::messages::Lang;
use crate::words::{
    Annotations, Annotator, ArticleId, Hash16, Mark, MarkId, Moment, Signed, Status, TagPath, difference,
};

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[今天天气很好。“”——\n\"\\\\#='\\[\\]]{0,12}",
        "\\PC{0,8}",
        Just("\u{1b}[2J\u{202e}\u{feff}\u{e0041}\"\"\"\\".to_owned()),
    ]
    .prop_map(|text: String| text.replace('\r', ""))
}

fn tags() -> impl Strategy<Value = Vec<TagPath>> {
    proptest::sample::subsequence(vec!["价值/待核实", "价值/亮点", "差错/事实", "主题"], 0..=4).prop_map(
        |tags| {
            let mut tags: Vec<TagPath> = tags.into_iter().filter_map(TagPath::new).collect();
            tags.sort();
            tags
        },
    )
}

fn moment() -> impl Strategy<Value = Moment> {
    (0_i64..4_000_000_000, -12_i32..=14)
        .prop_map(|(unix_seconds, hours)| Moment { unix_seconds, offset_seconds: hours * 3600 })
}

prop_compose! {
    fn mark(number: u128)(
        para in 0_usize..9, span in proptest::option::of((0_usize..5, 5_usize..9)),
        quote in text(), note in text(), tags in tags(), status in 0_usize..4,
        created in moment(), edits in 1_u8..9, random in any::<u32>(), answers in any::<bool>(),
    ) -> Mark {
        let mut mark = Mark::blank(MarkId(Uuid::from_u128(number)));
        (mark.para, mark.span, mark.quote, mark.note, mark.tags) = (para, span, quote, note, tags);
        (mark.status, mark.created, mark.updated) = (Status::ALL[status], created, created);
        mark.rev = format!("{edits}-{random:08x}");
        mark.target = answers.then(|| "wang/x".to_owned());
        mark
    }
}

fn ids() -> (ArticleId, Annotator) {
    (ArticleId::new("a").expect("slug"), Annotator::new("li").expect("slug"))
}

prop_compose! {
    fn file()(
        marks in proptest::collection::vec((1_u128..6).prop_flat_map(mark), 0..5),
        read in proptest::collection::btree_map(0_u8..4, moment(), 0..3),
        stage in proptest::option::of(moment()), name in text(),
    ) -> Annotations {
        let (article, author) = ids();
        let mut file = Annotations::empty(article, author, name);
        file.marks = marks;
        file.marks.sort_by_key(|mark| mark.id);
        file.marks.dedup_by_key(|mark| mark.id);
        file.read = read.into_iter().map(|(byte, when)| (Hash16([byte; 8]), when)).collect();
        if let Some(at) = stage {
            file.signs.insert("review-1".into(), Signed { at, text: Hash16([1; 8]), marks: Hash16([2; 8]) });
            file.dismissed.insert("units:x".into(), at);
        }
        file
    }
}

fn read(text: &str) -> Annotations {
    let (article, author) = ids();
    let parsed = parse("", text, &article, &author, Lang::En);
    assert!(!parsed.is_corrupt(), "{:?}\n{text}", parsed.problems);
    parsed.annotations
}

/// Every note and every tag that the file shows.
fn notes(file: &Annotations) -> Vec<&str> {
    file.marks.iter().map(|mark| mark.note.as_str()).filter(|note| !note.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(file in file()) {
        prop_assert_eq!(read(&render(&file)), file);
    }

    #[test]
    fn an_edit_leads_from_any_file_to_any_other(from in file(), to in file()) {
        let written = edit(&render(&from), &from, &to).expect("TOML");
        prop_assert_eq!(read(&written), to);
    }

    #[test]
    fn the_short_way_writes_what_the_long_one_does(from in file(), note in text(), at in 0_usize..6, new in mark(9)) {
        let source = format!("# 注\n{}# 末尾\n", render(&from).replace("\nrev = ", "\nown = [1, \"]\", # x\n 2]\nrev = "));
        let mut to = from.clone();
        if let Some(mark) = to.marks.get_mut(at) {
            mark.note = note;
        } else {
            to.marks.push(new);
        }
        if let Some(short) = super::splice::edit(&source, &from, &to) {
            prop_assert_eq!(&short, &edit_whole(&source, &from, &to).expect("TOML"));
            prop_assert_eq!(read(&short), to);
        } else {
            prop_assert!(from == to || from.marks.is_empty());
        }
    }

    #[test]
    fn the_difference_leads_from_one_to_the_other_and_back(from in file(), to in file()) {
        let mut here = from.clone();
        let mut to = to;
        // Marks are never taken out, only buried: the later state knows all of the earlier.
        for mark in &from.marks {
            if to.mark(mark.id).is_none() {
                to.marks.push(mark.clone());
            }
        }
        to.marks.sort_by_key(|mark| mark.id);
        for mark in &mut to.marks {
            match from.mark(mark.id) {
                // What a change does not carry stays as it was.
                Some(old) => mark.target.clone_from(&old.target),
                // Nobody makes a tombstone.
                None if mark.status == Status::Deleted => mark.status = Status::Open,
                None => {}
            }
        }
        let changes = difference(&from, &to);
        for change in &changes {
            prop_assert!(change.apply(&mut here).is_ok(), "{change:?}");
        }
        prop_assert_eq!(difference(&here, &to), vec![]);
        for change in changes.iter().rev() {
            prop_assert!(change.inverse().apply(&mut here).is_ok(), "{change:?}");
        }
        for mark in &from.marks {
            prop_assert!(here.mark(mark.id).is_some_and(|there| there.says_the_same(mark)));
        }
    }

    #[test]
    fn merging_with_oneself_changes_nothing(base in file(), mine in file()) {
        prop_assert_eq!(merge(Some(&base), &mine, &mine).annotations, mine.clone());
        prop_assert_eq!(merge(None, &mine, &mine).annotations, mine);
    }

    #[test]
    fn who_changed_nothing_gives_way(base in file(), mine in file()) {
        prop_assert_eq!(merge(Some(&base), &base, &mine).annotations, mine.clone());
        prop_assert_eq!(merge(Some(&base), &mine, &base).annotations, mine);
    }

    #[test]
    fn no_record_and_no_note_is_dropped(disk in file(), mine in file()) {
        let merged = merge(None, &disk, &mine).annotations;
        for mark in disk.marks.iter().chain(&mine.marks) {
            let there = merged.mark(mark.id);
            prop_assert!(there.is_some());
            prop_assert!(mark.tags.iter().all(|tag| there.is_some_and(|there| there.tags.contains(tag))));
        }
        for note in notes(&disk).into_iter().chain(notes(&mine)) {
            prop_assert!(notes(&merged).contains(&note), "{note:?} is gone");
        }
        prop_assert!(merged.marks.is_sorted_by_key(|mark| mark.id));
        prop_assert_eq!(read(&render(&merged)), merged);
    }

    #[test]
    fn no_note_is_dropped_with_a_base_either(base in file(), disk in file(), mine in file()) {
        let merged = merge(Some(&base), &disk, &mine).annotations;
        for mark in disk.marks.iter().chain(&mine.marks) {
            let old = base.mark(mark.id);
            let written = !mark.note.is_empty() && old.is_none_or(|old| old.note != mark.note);
            prop_assert!(!written || notes(&merged).contains(&mark.note.as_str()), "{:?} is gone", mark.note);
        }
    }

    #[test]
    fn merging_again_adds_nothing(disk in file(), mine in file()) {
        let once = merge(None, &disk, &mine).annotations;
        let twice = merge(None, &once, &mine).annotations;
        prop_assert_eq!(twice.marks.len(), once.marks.len());
        prop_assert_eq!(notes(&twice), notes(&once));
    }

    #[test]
    fn both_orders_keep_the_same_words(disk in file(), mine in file()) {
        let words = |file: &Annotations| {
            let mut all: Vec<String> = notes(file).into_iter().map(ToOwned::to_owned).collect();
            all.sort();
            all.dedup();
            all
        };
        let (ab, ba) = (merge(None, &disk, &mine).annotations, merge(None, &mine, &disk).annotations);
        prop_assert_eq!(words(&ab), words(&ba));
    }
}
