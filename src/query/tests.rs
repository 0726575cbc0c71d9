//! The query language: what is read, what it holds of, and that no text makes it panic.

use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::formats::codebook;
use crate::words::{
    Annotations, Annotator, Article, ArticleId, BlockKind, Mark, MarkId, Meta, Moment, Placed, Placement,
    Status, TagPath,
};

/// The query as it is understood, or `column:code` of what is wrong with it.
fn check(text: &str, expected: &str) {
    let read = match Query::parse(text, Lang::En) {
        Ok(query) => query.to_string(),
        Err(problem) => format!("{}:{}", problem.column, problem.code),
    };
    assert_eq!(read, expected, "{text}");
}

#[test]
fn queries_are_read() {
    check("", "");
    check(" 招商　引资 ", "招商 引资");
    check("招商|引资 -广告", "招商 | 引资 -广告");
    check("标签：待核实 ｜ 专区:晋城", "tag:待核实 | zone:晋城");
    check("\"原文 照搬\" \"a\\\"b\\\\\" ", "\"原文 照搬\" \"a\\\"b\\\\\"");
    check("/第[0-9]+届\\/年/ exact:\"A b\" note:/x/", "/第[0-9]+届\\/年/ exact:\"A b\" note:/x/");
    check(
        "-tag:广告 -\"亮 点\" is:未读 has:note status:open",
        "-tag:广告 -\"亮 点\" is:unread has:note status:open",
    );
    check("date:2026-01..2026-03 https://a.cn/b 10:30", "date:2026-01..2026-03 \"https://a.cn/b\" \"10:30\"");
}

#[test]
fn what_an_input_method_writes_are_operators_too() {
    check("－tag：广告 “原文 照搬” ／第[0-9]+届／", "-tag:广告 \"原文 照搬\" /第[0-9]+届/");
    check("＂原文 照搬＂ -“亮 点” ”两 字“", "\"原文 照搬\" -\"亮 点\" \"两 字\"");
    check("note：“口 径” zone：／晋.城／ ／a/b／", "note:\"口 径\" zone:/晋.城/ /a\\/b/");
    check("TAG:亮点 Is:Unread ＴＡＧ：亮点 IS：ＲＥＡＤ", "tag:亮点 is:unread tag:亮点 is:read");
    check("Exact:GDP date:２０２６－０３", "exact:GDP date:2026-03");
    // Inside a word, and where every character counts, they are what they are.
    check("说“三懂”好 管－运 丁／戊", "说“三懂”好 管－运 丁／戊");
    check("exact:“三懂” exact:－5 exact:／", "exact:“三懂” exact:－5 exact:／");
    check("\"“三懂”\" \"－5\"", "\"“三懂”\" \"－5\"");
    let problem = Query::parse("tag:\"\"", Lang::Zh).expect_err("no tag");
    assert!(problem.hint.is_some_and(|hint| hint.contains("codebook list")));
    let problem = Query::parse("status:x", Lang::En).expect_err("no status");
    assert!(
        problem.hint.is_some_and(|hint| hint.contains("open resolved rejected") && !hint.contains("deleted"))
    );
}

#[test]
fn problems_point_at_the_place() {
    check("招商 －－广告", "4:query.not");
    check("招商 “原文", "4:query.open");
    check("招商 ／原文/", "4:query.open");
    check("tag:\"\"", "5:query.value");
    check("／／", "1:query.empty");
    check("招商 tga:广告", "4:query.field");
    check("招商 tag:", "4:query.value");
    check("招商 \"原文", "4:query.open");
    check("招商 /原文", "4:query.open");
    check("招商 | ", "4:query.or");
    check("| 招商", "1:query.or");
    check("招商 - 广告", "4:query.not");
    check("--jsno", "1:query.not");
    check("date:三月", "6:query.value");
    check("招商 is:什么", "7:query.value");
    check("date:2026-03..2026-01", "6:query.value");
    check("date:2026-03..2026", "date:2026-03..2026");
    check("招商　/晋城[/", "7:query.pattern");
    check("zone:/(/", "7:query.pattern");
    check("\"\"", "1:query.empty");
    let problem = Query::parse("tga:广告", Lang::Zh).expect_err("unknown field");
    assert!(problem.hint.is_some_and(|hint| hint.contains("tag:")));
}

fn placed(ordinal: usize, author: &str, tags: &[&str], note: &str) -> Placed {
    let moment = Moment { unix_seconds: 0, offset_seconds: 0 };
    let mark = Mark {
        id: MarkId(Uuid::from_u128(ordinal as u128 + 1)),
        para: ordinal,
        para_hash: crate::formats::hash(""),
        span: None,
        quote: "失去的话。".into(),
        prefix: String::new(),
        suffix: String::new(),
        tags: tags.iter().filter_map(|tag| TagPath::new(tag)).collect(),
        note: note.into(),
        status: Status::Open,
        created: moment,
        updated: moment,
        codebook: 1,
        rev: "1-00000000".into(),
        target: None,
        conflict_of: None,
    };
    let is_orphan = ordinal == 9;
    Placed {
        author: Annotator::new(author).expect("slug"),
        author_name: "李审读".into(),
        mark,
        placement: if is_orphan { Placement::Orphan } else { Placement::Exact },
        ordinal: (!is_orphan).then_some(ordinal),
        span: None,
        score: 1.0,
        candidates: Vec::new(),
        drift: Vec::new(),
    }
}

/// Two paragraphs; the first tagged, the second noted, one mark lost.
fn dossier() -> Dossier {
    let meta = Meta {
        title: "晋城经开区招商".into(),
        zone: "晋城经济技术开发区".into(),
        date: Some("2026-03-18".into()),
        ..Meta::default()
    };
    let body = [(BlockKind::Body, "去年招商引资四十亿元。"), (BlockKind::Body, "另有廣告。")];
    let mut dossier = Dossier::bare(Article::assemble(ArticleId::new("a").expect("slug"), meta, body));
    dossier.marks = vec![
        placed(1, "li", &["主题/招商引资"], ""),
        placed(2, "wang", &[], "口径不一"),
        placed(9, "li", &["价值/待核实"], ""),
    ];
    let id = dossier.article.id.clone();
    let mut own = Annotations::empty(id, Annotator::new("li").expect("slug"), String::new());
    for text in ["另有广告。", "去年招商引资四十亿元。"] {
        own.read.insert(crate::formats::hash(text), Moment { unix_seconds: 0, offset_seconds: 0 });
    }
    dossier.seen = Seen::of(&own, || dossier.text_hash());
    dossier
}

/// Whether a query holds of the article, of each paragraph, of each mark.
fn holds(query: &str, article: bool, paragraphs: &[usize], marks: &[usize]) {
    let (dossier, codebook) = (dossier(), codebook::built_in());
    let query = Query::parse(query, Lang::En).expect("parses").with_tags_of(&codebook, |_| false, Lang::En);
    let query = query.expect("tags");
    assert_eq!(query.holds(&dossier, Scope::Article), article, "{query}: article");
    let found: Vec<usize> = (0..3).filter(|n| query.holds(&dossier, Scope::Paragraph(*n))).collect();
    assert_eq!(found, paragraphs, "{query}: paragraphs");
    let on = |n: &usize| dossier.marks.get(*n).is_some_and(|mark| query.holds(&dossier, Scope::Mark(mark)));
    assert_eq!((0..3).filter(on).collect::<Vec<_>>(), marks, "{query}: marks");
}

#[test]
fn a_query_holds_of_articles_paragraphs_and_marks() {
    holds("", true, &[0, 1, 2], &[0, 1, 2]);
    holds("招商", true, &[0, 1], &[0]);
    holds("tag:招商引资", true, &[1], &[0]);
    holds("tag:主题 -note:口径", false, &[1], &[0]);
    holds("-tag:主题", false, &[0, 2], &[1, 2]);
    holds("author:李", true, &[1, 2], &[0, 1, 2]);
    holds("author:wang", true, &[2], &[1]);
    holds("is:orphan", true, &[], &[2]);
    holds("has:note | 失去", true, &[2], &[1, 2]);
    holds("zone:jincheng date:2026-01..2026-03", true, &[0, 1, 2], &[0, 1, 2]);
    holds("zone:长治", false, &[], &[]);
    holds("zone:晋城经开区", true, &[0, 1, 2], &[0, 1, 2]);
    holds("zone:jcjkq -zone:经济技术", false, &[], &[]);
    holds("-zone:经开区 | -zone:jcjkq", false, &[], &[]);
    holds("is:read", false, &[1], &[0]);
    holds("广告 is:unmarked", false, &[], &[]);
    holds("is:head", true, &[0], &[]);
}

#[test]
fn a_zone_is_found_by_what_it_is_shown_as() {
    holds("晋城经济技术开发区", true, &[], &[]);
    holds("jcjjjskfq", true, &[], &[]);
    holds("-晋城经济技术开发区", false, &[0, 1, 2], &[0, 1, 2]);
    holds("经济技术", false, &[], &[]);
    let meta = dossier().article.meta.clone();
    for (query, is_found) in [("晋城经开区", true), ("jcjkq", true), ("晋城开发区", false), ("jkq", false)]
    {
        let query = Query::parse(query, Lang::En).expect("parses");
        assert_eq!(query.surely_holds_of("另一篇", &meta.zone, None), is_found, "{query}");
        let other = Meta { title: "另一篇".into(), ..meta.clone() };
        assert_eq!(query.is_ruled_out_by_text(&other, "另一段。\n\n再一段。"), !is_found, "{query}");
    }
}

#[test]
fn tags_that_nobody_knows_are_refused_with_the_nearest() {
    let codebook = codebook::built_in();
    let ask = |query: &str, used: bool| {
        Query::parse(query, Lang::En).and_then(|query| query.with_tags_of(&codebook, |_| used, Lang::En))
    };
    let problem = ask("招商 tag:招商引", false).expect_err("unknown");
    assert_eq!((problem.column, problem.code), (8, "query.no-tag"));
    let problem = ask("　招商  标签：招商引", false).expect_err("unknown");
    assert_eq!(problem.column, 9, "where it was typed");
    assert_eq!(problem.source_line.as_deref(), Some("　招商  标签：招商引"));
    assert!(problem.hint.is_some_and(|hint| hint.contains("主题/招商引资")));
    assert!(ask("tag:旧标签", true).is_ok());
    assert!(ask("tag:单位", false).is_ok_and(|query| query.clauses().count() == 1));
}

#[test]
fn hits_that_overlap_are_joined() {
    let query = Query::parse("招商引 引资 -四十", Lang::En).expect("parses");
    let hits: Vec<_> = query.hits("去年招商引资四十").into_iter().map(|hit| hit.bytes).collect();
    assert_eq!(hits.first(), Some(&(6..18)));
    assert_eq!(hits.len(), 1);
}

#[test]
fn the_document_names_every_word() {
    let document = include_str!("../../docs/queries.md");
    let words = Has::ALL.iter().map(|has| has.name()).chain(Is::ALL.iter().map(|is| is.name()));
    for word in words.chain(["open", "resolved", "rejected"]) {
        assert!(document.contains(&format!("`{word}`")), "{word}");
    }
    for field in ["tag", "zone", "author", "note", "has", "is", "status", "date", "exact"] {
        assert!(document.contains(&format!("`{field}:")), "{field}");
    }
    let example: String =
        document.split("```").nth(1).expect("the example").split_whitespace().fold(
            String::new(),
            |line, word| if line.is_empty() { word.to_owned() } else { line + " " + word },
        );
    check(&example, &example.replace('"', ""));
}

fn typed() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "招商", " ", "|", "-", "\"", "/", "\\", "tag:", "zone：", "exact:", "is:", "unread", "date:",
        "2026-01", "..", "：", "(", "[", "*", "note:", "a", "status:", "open", "｜", "\u{3000}", "has:",
        "tag", ":", "“", "”", "／", "－", "＂", "TAG:",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_query_makes_it_panic(text in "\\PC{0,40}") {
        let _ = Query::parse(&text, Lang::En);
    }

    #[test]
    fn what_is_read_is_read_again_the_same(text in typed()) {
        if let Ok(query) = Query::parse(&text, Lang::En) {
            let again = Query::parse(&query.to_string(), Lang::En);
            prop_assert_eq!(again.as_ref(), Ok(&query), "{}", query);
        }
    }

    #[test]
    fn hits_lie_within_the_text(words in "[a-z一二國国 \n]{1,4}", text in "[a-z一二國国\n ]{0,40}") {
        let query = Query::parse(&format!("\"{words}\""), Lang::En).expect("parses");
        for hit in query.hits(&text) {
            prop_assert!(text.get(hit.bytes.clone()).is_some_and(|found| !found.is_empty()));
        }
    }
}
