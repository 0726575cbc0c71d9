//! Reports: what errors weigh, and that quotations stand until the text changes.

use uuid::Uuid;

use super::verify::{Standing, quotations, standing};
use super::*;
use crate::formats::{codebook, hash};
use crate::query::Dossier;
use crate::words::{
    Annotator, Article, ArticleId, BlockKind, Mark, MarkId, Meta, Moment, Placed, Placement, Status, TagPath,
};

const BODY: &str = "去年新增学位三万个，|坏*字*。#同比[增长]百分之八。";

/// An article of a headline and the same paragraph five times, `chars` characters checked with white space aside.
fn article() -> Article {
    let meta = Meta {
        title: "晋城新增学位".into(),
        zone: "晋城".into(),
        date: Some("2026-03-18".into()),
        ..Meta::default()
    };
    Article::assemble(ArticleId::new("a").expect("slug"), meta, [(BlockKind::Body, BODY); 5])
}

/// A mark on some characters of a paragraph (`None`: all of it).
fn mark(number: u128, ordinal: usize, span: Option<(usize, usize)>, tag: &str) -> Placed {
    let article = article();
    let text = article.block_text(ordinal).expect("block");
    let moment = Moment { unix_seconds: 1_773_800_000, offset_seconds: 28_800 };
    let quote = span.map_or(text, |span| crate::query::dossier::chars(text, span).expect("span"));
    Placed {
        author: Annotator::new("li").expect("slug"),
        author_name: "李".into(),
        mark: Mark {
            id: MarkId(Uuid::from_u128(number)),
            para: ordinal,
            para_hash: hash(text),
            span,
            quote: quote.into(),
            prefix: String::new(),
            suffix: String::new(),
            tags: vec![TagPath::new(tag).expect("tag")],
            note: "意见|一".into(),
            status: Status::Open,
            created: moment,
            updated: moment,
            codebook: 1,
            rev: "1-00000000".into(),
            target: None,
            conflict_of: None,
        },
        placement: Placement::Exact,
        ordinal: Some(ordinal),
        span,
        score: 1.0,
        candidates: Vec::new(),
        drift: Vec::new(),
    }
}

fn report(marks: Vec<Placed>) -> Report {
    let mut dossier = Dossier::bare(article());
    dossier.marks = marks;
    let sheets = vec![Sheet::new(&dossier, &Query::all())];
    build(Snapshot { sheets, codebook: codebook::built_in() }, &Query::all(), Some(Kind::Review))
}

/// What these marks count as errors, to two digits.
fn counts(marks: Vec<Placed>, expected: f64) {
    let errors = report(marks).rate.errors;
    assert!((errors - expected).abs() < 1e-9, "{errors} for {expected}");
}

#[test]
fn errors_weigh_what_the_rule_says() {
    counts(vec![mark(1, 1, None, "差错/事实")], 1.0);
    counts(vec![mark(1, 1, None, "差错/标点")], 0.1);
    counts(vec![mark(1, 1, None, "差错/名称职务")], 1.0);
    counts(vec![mark(1, 1, None, "差错/名称职务/重要")], 2.0);
    counts(vec![mark(1, 1, None, "差错/体例格式")], 0.0);
    counts(vec![mark(1, 1, None, "价值/亮点")], 0.0);
    // Doubled in headlines.
    counts(vec![mark(1, 0, None, "差错/事实")], 2.0);
    // Wrong characters by length.
    counts(vec![mark(1, 1, Some((0, 1)), "差错/错别字")], 1.0);
    counts(vec![mark(1, 1, Some((0, 4)), "差错/错别字")], 2.0);
    counts(vec![mark(1, 1, Some((0, 8)), "差错/错别字")], 4.0);
    // The same error three times at most.
    counts((1..=5).map(|n| mark(n as u128, n, Some((0, 1)), "差错/错别字")).collect(), 3.0);
    // Two readers, one error.
    counts(vec![mark(1, 1, Some((2, 4)), "差错/事实"), mark(2, 1, Some((2, 4)), "差错/事实")], 1.0);
    // A tag below takes the weight of the nearest above.
    counts(vec![mark(1, 1, None, "差错/事实/时间")], 1.0);
    let mut rejected = mark(1, 1, None, "差错/事实");
    rejected.mark.status = Status::Rejected;
    counts(vec![rejected], 0.0);
}

#[test]
fn figures_count_one_an_issue_at_most() {
    let mut book = codebook::built_in();
    for tag in book.tags.iter_mut().filter(|tag| tag.name == "数字用法") {
        tag.weight = Some(0.6);
    }
    let mut dossier = Dossier::bare(article());
    dossier.marks = (1..=3).map(|n| mark(n as u128, n, None, "差错/数字用法")).collect();
    let sheet = Sheet::new(&dossier, &Query::all());
    assert!((Rate::of(std::iter::once(&sheet), &book).errors - 1.0).abs() < 1e-9);
}

#[test]
fn the_rate_is_per_ten_thousand() {
    let mut rate = Rate { errors: 3.0, chars: 10_000, ..Rate::default() };
    assert_eq!((rate.per_10_000(), rate.passes()), (Some(3.0), Some(true)));
    let strict = Rate { pass_per_10_000: 2.0, ..rate.clone() };
    assert_eq!(strict.passes(), Some(false), "a desk may set a stricter line");
    rate.errors = 3.01;
    assert_eq!(rate.passes(), Some(false));
    rate.chars = 0;
    assert_eq!((rate.per_10_000(), rate.passes()), (None, None));
}

/// Every quotation of a report stands in the text it was made from, and none in another.
#[test]
fn quotations_stand_until_the_text_changes() {
    let marks = vec![
        mark(1, 0, None, "差错/事实"),
        mark(2, 1, Some((10, 16)), "差错/错别字"),
        mark(3, 2, None, "价值/亮点"),
    ];
    let report = report(marks);
    let changed = Article::assemble(
        ArticleId::new("a").expect("slug"),
        Meta { title: "别".into(), ..Meta::default() },
        [(BlockKind::Body, "全不一样了。")],
    );
    for (kind, format) in [
        (Some(Kind::Review), Format::Md),
        (Some(Kind::Tags), Format::Md),
        (None, Format::Csv),
        (None, Format::Json),
        (None, Format::Jsonl),
        (None, Format::W3c),
        (None, Format::Xlsx),
        (Some(Kind::Zones), Format::Xlsx),
        (Some(Kind::Review), Format::Html),
        (Some(Kind::Tags), Format::Html),
        (Some(Kind::Review), Format::Docx),
        (Some(Kind::Tags), Format::Docx),
    ] {
        let report = Report { kind, ..report.clone() };
        let bytes = render(&report, format, Style::default()).expect("built");
        let found = quotations(&bytes).expect("a report");
        assert_eq!(found.len(), 3, "{format:?}");
        for quotation in &found {
            assert_eq!(standing(quotation, &article()), Standing::Stands, "{quotation:?}");
            assert_eq!(standing(quotation, &changed), Standing::Gone, "{quotation:?}");
        }
    }
}

#[test]
fn a_forged_quotation_does_not_stand() {
    let bytes = render(&report(vec![mark(1, 1, Some((0, 9)), "差错/事实")]), Format::Md, Style::default());
    let text = String::from_utf8(bytes.expect("built")).expect("UTF-8").replace("学位三万个", "学位五万个");
    let found = quotations(text.as_bytes()).expect("a report");
    assert!(found.iter().all(|quotation| standing(quotation, &article()) == Standing::Gone));
    assert_eq!(quotations("# 别的文件\n".as_bytes()), None);
    assert_eq!(quotations(b"{\"a\":1}"), None);
}

#[test]
fn an_orphan_stands_in_every_report_with_its_words() {
    let mut lost = mark(1, 1, None, "价值/亮点");
    (lost.placement, lost.ordinal) = (Placement::Orphan, None);
    lost.mark.quote = "失去的话。".into();
    let report = report(vec![lost]);
    for kind in Kind::ALL {
        let report = Report { kind: Some(*kind), ..report.clone() };
        for format in [Format::Md, Format::Html, Format::Docx, Format::Json] {
            let bytes = render(&report, format, Style::default()).expect("built");
            let text = if format == Format::Docx {
                crate::formats::docx::read(&bytes).expect("a document").text
            } else {
                String::from_utf8(bytes).expect("UTF-8")
            };
            assert!(text.contains("失去的话。"), "{kind:?} {format:?}");
        }
    }
}

#[test]
fn an_error_that_lost_its_place_is_in_no_total() {
    let mut lost = mark(1, 1, None, "差错/事实");
    (lost.placement, lost.ordinal) = (Placement::Orphan, None);
    let report = report(vec![lost, mark(2, 1, None, "差错/事实")]);
    assert!((report.rate.errors - 1.0).abs() < 1e-9, "{}", report.rate.errors);
    let bytes = render(&report, Format::Md, Style::default()).expect("built");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.contains("其中差错 1 处，计 1 个差错"), "{text}");
    assert!(text.contains("其中差错 1 处，未计入"), "{text}");
}

#[test]
fn a_stage_is_no_figure() {
    assert_eq!(crate::anchor::figures("二期项目投资3亿元，一期、第三期已有8家"), ["3亿元", "8家"]);
}

/// How often prefix, quotation and suffix stand together in the article.
fn whole_text_twice(selector: &serde_json::Value) -> usize {
    let part = |key: &str| selector[key].as_str().expect("text");
    let wanted = [part("prefix"), part("exact"), part("suffix")].concat();
    let text = article().text;
    text.char_indices()
        .filter(|(at, _)| text.get(*at..).is_some_and(|rest| rest.starts_with(&wanted)))
        .count()
}

#[test]
fn w3c_positions_count_characters_of_the_articles_text() {
    let bytes = render(&report(vec![mark(1, 2, Some((2, 4)), "差错/事实")]), Format::W3c, Style::default());
    let whole_of: serde_json::Value = serde_json::from_slice(&bytes.expect("built")).expect("JSON");
    let target = &whole_of["first"]["items"][0]["target"];
    let position = &target["selector"][1];
    let number = |key: &str| position[key].as_u64().and_then(|n| usize::try_from(n).ok()).expect("number");
    let text: Vec<char> = article().text.chars().collect();
    let words: String = text.get(number("start")..number("end")).expect("range").iter().collect();
    assert_eq!((words.as_str(), &target["selector"][0]["exact"]), ("新增", &"新增".into()));
    let whole = format!(
        "{}{words}{}",
        target["selector"][0]["prefix"].as_str().expect("prefix"),
        target["selector"][0]["suffix"].as_str().expect("suffix")
    );
    assert!(article().text.contains(&whole), "{whole}");
    assert!(target["source"].as_str().is_some_and(|source| source.ends_with(":a")));
    assert_eq!(whole_text_twice(&target["selector"][0]), 1, "the context makes it unique");
    let created = whole_of["first"]["items"][0]["created"].as_str().expect("created");
    assert!(created.ends_with('Z'), "the model wants UTC: {created}");
    let empty = render(&report(Vec::new()), Format::W3c, Style::default()).expect("built");
    let empty: serde_json::Value = serde_json::from_slice(&empty).expect("JSON");
    assert!(empty.get("first").is_none());
}
