//! Every state of a mark, on small articles: `check(marked, old blocks, new blocks, expected)`.

use std::fmt::Write as _;

use super::*;
use crate::words::{ArticleId, BlockKind, Hash16, MarkId, Meta, Moment};

const A: &str = "今年一季度，晋城经开区签约项目8个，总投资35.6亿元。其中制造业项目5个。";
const B: &str = "上党经开区把会议室搬到工地，干部每周三到现场办公，当天的问题当天答复。";
const C: &str = "企业负责人说，材料少了，来回跑的趟数也少了，心里踏实得多。";
const D: &str = "下一步，园区还要把夜间窗口延长到晚上九点，方便倒班的职工办事。";

fn article(blocks: &[&str]) -> Article {
    let meta = Meta { title: "园区新闻一束".into(), ..Meta::default() };
    let id = ArticleId::new("a").expect("slug");
    Article::assemble(id, meta, blocks.iter().map(|text| (BlockKind::Body, *text)))
}

fn mark_at(place: Place) -> Mark {
    let moment = Moment { unix_seconds: 0, offset_seconds: 0 };
    Mark {
        id: MarkId(uuid::Uuid::nil()),
        para: place.para,
        para_hash: place.para_hash,
        span: place.span,
        quote: place.quote,
        prefix: place.prefix,
        suffix: place.suffix,
        tags: Vec::new(),
        note: String::new(),
        status: Status::Open,
        created: moment,
        updated: moment,
        codebook: 1,
        rev: "1-00000000".into(),
        target: None,
        conflict_of: None,
    }
}

fn marked(old: &[&str], ordinal: usize, span: Option<(usize, usize)>) -> Mark {
    mark_at(quote(&article(old), ordinal, span))
}

fn placed_in(mark: &Mark, new: &[&str]) -> Placed {
    let li = Annotator::new("li").expect("slug");
    Index::new(&article(new)).place_one(&li, "李", mark)
}

/// `state ordinal start..end | old→new`, as far as there is any.
fn said(placed: &Placed) -> String {
    let mut said = placed.placement.name().to_owned();
    if let Some(ordinal) = placed.ordinal {
        write!(said, " {ordinal}").expect("string");
    }
    if let Some((start, end)) = placed.span {
        write!(said, " {start}..{end}").expect("string");
    }
    for (old, new) in &placed.drift {
        write!(said, " | {old}→{new}").expect("string");
    }
    said
}

#[track_caller]
fn check(old: &[&str], ordinal: usize, new: &[&str], expected: &str) {
    assert_eq!(said(&placed_in(&marked(old, ordinal, None), new)), expected);
}

#[track_caller]
fn check_words(old: &[&str], ordinal: usize, words: &str, new: &[&str], expected: &str) {
    let start = old[ordinal - 1].split_once(words).map(|(before, _)| before.chars().count()).expect("words");
    let mark = marked(old, ordinal, Some((start, start + words.chars().count())));
    assert_eq!(mark.quote, words);
    assert_eq!(said(&placed_in(&mark, new)), expected);
}

#[test]
fn a_mark_remembers_one_piece_of_the_article() {
    let article = article(&[A, B, C]);
    for span in [None, Some((3, 9)), Some((0, 1))] {
        let place = quote(&article, 2, span);
        assert!(article.text.contains(&[place.prefix.as_str(), &place.quote, &place.suffix].concat()));
        let memory = Memory::of(&mark_at(place));
        assert_eq!((memory.own.as_str(), memory.is_whole), (B, true));
        assert_eq!(memory.after.as_deref(), C.get(.."企".len() * 23));
    }
    assert_eq!(quote(&article, 1, None).quote, "今年一季度，晋城经开区签约项目8个，总投资35.6亿元。");
    assert_eq!(quote(&article, 9, None).quote, "");
}

#[test]
fn a_quote_is_as_long_as_it_must_be_and_no_longer_than_a_page() {
    let quoted = |blocks: &[&str]| quote(&article(blocks), 1, None).quote;
    // Two sentences that stand twice, a third that does not.
    let twice = "今年签约项目八个。其中制造业五个。";
    assert_eq!(
        quoted(&[&format!("{twice}余下的明年再议。散会。"), twice]),
        format!("{twice}余下的明年再议。")
    );
    assert_eq!(quoted(&["好。再看下一个专区的情况。", "好。"]), "好。再看下一个专区的情况。");
    // Never unique, or without an end: still found, by its hash.
    let endless = "一二三四五六七八九十。".repeat(30_000);
    assert_eq!(quoted(&[&endless]).chars().count(), 2000);
    assert_eq!(quoted(&[&"一二三四五六七八九十".repeat(3_000)]).chars().count(), 2000);
    check(&[A, &endless, B], 2, &[B, A, &endless], "moved 3");
}

#[test]
fn an_unchanged_paragraph_is_found_wherever_it_stands() {
    check(&[A, B, C], 2, &[A, B, C], "exact 2");
    check(&[A, B, C], 2, &[A, C, B], "moved 3");
    check(&[A, B, C], 2, &[D, A, B, C], "moved 3");
    check(
        &[A, B, C],
        2,
        &[A, "　　上党经开区把会议室搬到工地，干部每周三到现场办公，当天的问题当天答复。 ", C],
        "exact 2",
    );
    check(&[A, B, C], 0, &[A, B, C], "exact 0");
}

#[test]
fn twins_are_told_apart_by_their_neighbours_or_not_at_all() {
    check(&[A, B, C], 2, &[A, B, C, B, D], "exact 2");
    check(&[A, B, C], 2, &[A, B, B, C], "ambiguous");
    check(&[A, B, C, B, D], 4, &[A, B, C, B, D], "exact 4");
    check(&[A, B, C, B, D], 4, &[A, B, C, D], "ambiguous");
    check(&[A, B, C, B, D], 4, &[D, A, B, C, B, D], "moved 5");
    // The text stands once, but at the old place there is what may be the marked one, edited.
    let edited = B.replace("当天答复", "当天就答复");
    check(&[A, B, C, D], 2, &[A, &edited, C, D, B], "ambiguous");
}

#[test]
fn an_unchanged_article_places_all_its_marks() {
    let blocks: Vec<&str> = std::iter::repeat_n([A, B], 40).flatten().collect();
    for ordinal in 1..=blocks.len() {
        check(&blocks, ordinal, &blocks, &format!("exact {ordinal}"));
    }
}

#[test]
fn an_edited_paragraph_waits() {
    check(&[A, B, C], 2, &[A, &B.replace("答复", "回复"), C], "edited 2");
    check(&[A, B, C], 2, &[A, &format!("{B}群众都说方便。"), C], "edited 2");
    check(&[A, B, C], 2, &[C, A, &B.replace("答复", "回复")], "edited 3");
    check(&[A, B, C], 2, &[A, C, D], "orphan");
}

#[test]
fn figures_and_names_must_match() {
    check(&[A, B, C], 1, &[&A.replace("8个", "9个"), B, C], "edited 1 | 8个→9个");
    check(&[A, B, C], 1, &[&A.replace("5个", "6个"), B, C], "edited 1 | 5个→6个");
    let two = A.replace("8个", "9个").replace("35.6", "53.6");
    check(&[A, B, C], 1, &[&two, B, C], "orphan | 8个→9个 | 35.6亿元→53.6亿元");
    let elsewhere = A.replace("晋城", "长治");
    check(&[A, B, C], 1, &[&elsewhere, B, C], "orphan | 晋城→长治 | 晋城经开区→长治经开区");
    // The look-alike is not taken even when it is all that is left, and it does not hide the right one.
    check(&[A, B, C], 1, &[B, C, &elsewhere], "orphan | 晋城→长治 | 晋城经开区→长治经开区");
    check(&[A, B, C], 1, &[&elsewhere, B, C, &A.replace("签约", "签下")], "edited 4");
}

#[test]
fn cut_and_joined_paragraphs_keep_their_marks() {
    let (first, second) = ("上党经开区把会议室搬到工地，干部每周三到现场办公，", "当天的问题当天答复。");
    check(&[A, B, C], 2, &[A, first, second, C], "split 2");
    check_words(&[A, B, C], 2, "当天的问题", &[A, first, second, C], "split 3 0..5");
    check_words(&[A, B, C], 2, "现场办公，当天", &[A, first, second, C], "edited 2 20..25");
    check(&[A, B, C], 2, &[&[A, B].concat(), C], "merged 1");
    check(&[A, B, C], 2, &[A, &[B, C].concat()], "merged 2");
    let at = A.chars().count();
    check_words(&[A, B, C], 2, "会议室", &[&[A, B].concat(), C], &format!("merged 1 {}..{}", at + 6, at + 9));
    // Words that were never its neighbours make it an edit.
    check(&[A, B, C], 2, &[A, &[B, D].concat(), C], "edited 2");
}

#[test]
fn long_paragraphs_are_proven_by_their_hash() {
    let long =
        (0..160).fold(String::new(), |long, n| long + &format!("第{n}件事写在这里，谁也没有想到会这么长。"));
    let cut = long.char_indices().nth(1500).map(|(at, _)| at).expect("long");
    let (head, tail) = long.split_at(cut);
    check(&[A, &long, C], 2, &[A, head, tail, C], "split 2");
    check(&[A, &long, C], 2, &[&[A, &long].concat(), C], "merged 1");
    check(&[A, &long, C], 2, &[A, &long.replace("第158件", "第185件"), C], "edited 2");
    check(&[A, &long, C], 2, &[A, &long.replace("第1件事写", "第1件事情写"), C], "edited 2");
}

#[test]
fn spans_survive_edits_around_them() {
    check_words(&[A, B, C], 2, "会议室", &[A, B, C], "exact 2 6..9");
    check_words(&[A, B, C], 2, "会议室", &[A, &["近日，", B].concat(), C], "edited 2 9..12");
    check_words(&[A, B, C], 2, "会议室", &[A, &B.replace("当天答复", "答复"), C], "edited 2 6..9");
    check_words(&[A, B, C], 2, "会议室", &[A, &["　　", B].concat(), C], "exact 2 8..11");
    check_words(&[A, B, C], 2, "会议室", &[A, &B.replace("会议室", "办公室"), C], "orphan");
    let twice = "会议室里有人，会议室外也有人，走廊里一个人都没有，大家都去了工地。";
    let mark = marked(&[twice], 1, Some((7, 10)));
    assert_eq!(said(&placed_in(&mark, &[&["那天", twice].concat()])), "edited 1 9..12");
}

#[test]
fn a_record_that_contradicts_itself_waits() {
    let mut mark = marked(&[A, B], 2, Some((6, 9)));
    mark.quote = "别的词".into();
    assert_eq!(said(&placed_in(&mark, &[A, B])), "edited 2");
    let mut mark = marked(&[A, B], 2, Some((6, 9)));
    mark.span = Some((usize::MAX, 0));
    assert_eq!(said(&placed_in(&mark, &[A, B])), "exact 2 6..9");
    let mut mark = marked(&[A, B], 2, None);
    mark.para = usize::MAX;
    assert_eq!(said(&placed_in(&mark, &[A, B])), "moved 2");
    mark.para_hash = Hash16([0; 8]);
    assert_eq!(said(&placed_in(&mark, &[A, B])), "edited 2");
    mark.quote.clear();
    mark.prefix.clear();
    mark.suffix.clear();
    assert_eq!(said(&placed_in(&mark, &[A, B])), "orphan");
}

#[test]
fn what_was_lost_is_offered_with_its_differences() {
    let mark = marked(&[A, B, C], 1, None);
    let changed = article(&[B, C, &A.replace("晋城", "长治")]);
    let offered = candidates(&changed, &mark);
    assert_eq!(offered.first().map(|c| c.ordinal), Some(3));
    assert!(offered[0].differences.iter().any(|d| d.old == "晋城" && d.new == "长治"));
    assert_eq!(remembered(&mark), Remembered { text: A.into(), is_whole: true });
    let place = relink(&changed, &mark, 3);
    assert_eq!((place.para, place.span), (3, None));
    let words = marked(&[A, B, C], 2, Some((6, 9)));
    assert_eq!(relink(&changed, &words, 1).span, Some((6, 9)));
}
