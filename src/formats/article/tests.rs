//! Article files: what opens, what is named as broken, and that nothing is lost between text and article.

use proptest::prelude::*;

use super::*;
use crate::words::Caption;

fn source(file: &str) -> Source<'_> {
    Source { zone: "晋城", file, lang: Lang::En }
}

fn id() -> ArticleId {
    ArticleId::new("a").expect("slug")
}

/// Title, zone, blocks as `kind:text`, problems as `line:column:code`.
fn check(file: &str, text: &str, expected: &str, problems: &[&str]) {
    let (article, found) = parse(id(), text, source(file));
    let blocks: Vec<String> =
        article.iter_blocks().map(|(_, kind, text)| format!("{}:{text}", kind.name())).collect();
    assert_eq!(format!("{}|{}", article.meta.zone, blocks.join("|")), expected, "{text:?}");
    let found: Vec<String> = found.iter().map(|p| format!("{}:{}:{}", p.line, p.column, p.code)).collect();
    assert_eq!(found, problems, "{text:?}");
}

#[test]
fn front_matter_blocks_and_subheads() {
    check(
        "a.md",
        "+++\ntitle = \"题\"\nzone = \"长治\"\ndeck = \"——副\"\nkicker=\"引\"\n+++\n\n一。\n续\n \u{3000}\n## 小标题\n\n\n二。\n",
        "长治|head:引\n题\n——副|body:一。\n续|subhead:小标题|body:二。",
        &[],
    );
    check(
        "a.md",
        "\u{feff}+++\r\ntitle = \"题\"\r\n+++\r\n一。\r\n\r\n二。",
        "晋城|head:题|body:一。|body:二。",
        &[],
    );
    check("a.md", "+++\rtitle = \"题\"\r+++\r一。\r\r二。", "晋城|head:题|body:一。|body:二。", &[]);
}

#[test]
fn files_without_front_matter_open_too() {
    check("x/稿.txt", "\n题目\n一。\n\n二。", "晋城|head:题目|body:一。|body:二。", &[]);
    check("x/稿.md", "# 题目\n\n一。", "晋城|head:题目|body:一。", &[]);
    check("x/稿.md", "一。\n\n二。", "晋城|head:稿|body:一。|body:二。", &[]);
    check("x/稿.TXT", "", "晋城|head:稿", &[]);
}

#[test]
fn a_broken_front_matter_is_named_and_costs_only_its_lines() {
    check(
        "a.md",
        "+++\ntitle = \"题\"\nzone = \"晋城经开区\ndate = \"2026-03-18\"\n+++\n一。",
        "晋城|head:题|body:一。",
        &["3:14:article.front-matter"],
    );
    check(
        "a.md",
        "+++\ntitle = \"题\"\n\n一。",
        "晋城|head:题|body:一。",
        &["1:1:article.front-matter-open"],
    );
    check("b.md", "+++\nzone = \"长治\"\n+++\n一。", "长治|head:b|body:一。", &["1:1:article.no-title"]);
    check(
        "b.md",
        "+++\ntitle = \"题\"\nreporters = 3\n+++\n一。",
        "晋城|head:题|body:一。",
        &["3:13:article.field"],
    );
}

#[test]
fn captions_come_last_and_unknown_keys_stay() {
    let text = "+++\ntitle = \"题\" # 注\nwind = \"北\"\npage_no = 3\ndate = 2026-03-18\n\n[[captions]]\ntext = \"图为车间。\"\ncredit = \"何某\"\nafter = 1\n\n[import]\npage = \"p.txt\"\n+++\n\n一。\n";
    let (article, problems) = parse(id(), text, source("a.md"));
    assert_eq!(problems, []);
    assert_eq!(article.meta.date.as_deref(), Some("2026-03-18"));
    assert_eq!(article.meta.page_no.as_deref(), Some("3"));
    assert_eq!(article.block_text(2), Some("图为车间。"));
    let front = text.split("+++\n").nth(1).expect("front");
    let again = render(&article, front);
    for kept in ["# 注", "wind = \"北\"", "[import]\npage = \"p.txt\""] {
        assert!(again.contains(kept), "{again}");
    }
    assert_eq!(parse(id(), &again, source("a.md")).0, article);
}

#[test]
fn many_paragraphs_are_cut_one_by_one() {
    let body = "今年以来，开发区新签约项目十二个，总投资三十五亿元。\n\n".repeat(200_000);
    let (article, _) = parse(id(), &format!("+++\ntitle = \"长\"\n+++\n{body}"), source("a.md"));
    assert_eq!(article.blocks.len(), 200_001);
}

fn words() -> impl Strategy<Value = String> {
    "[一-龥a-z“”——《》0-9%\\\\\"'+# \u{3000}\u{200b}\u{7f}]{1,12}"
        .prop_filter("visible, no marker", |text| !text.trim().is_empty() && !text.starts_with("## "))
}

fn article() -> impl Strategy<Value = Article> {
    let caption = (words(), prop::option::of(words()), prop::option::of(0_usize..9))
        .prop_map(|(text, credit, after)| Caption { text, credit, after });
    let block = (any::<bool>(), words())
        .prop_map(|(is_body, text)| (if is_body { BlockKind::Body } else { BlockKind::Subhead }, text));
    (
        words(),
        prop::option::of(words()),
        prop::option::of(words()),
        prop::collection::vec(words(), 0..3),
        prop::collection::vec(caption, 0..3),
        prop::collection::vec(block, 0..6),
    )
        .prop_map(|(title, kicker, deck, reporters, captions, body)| {
            let meta =
                Meta { title, zone: "晋城".into(), kicker, deck, reporters, captions, ..Meta::default() };
            Article::assemble(id(), meta, body.iter().map(|(kind, text)| (*kind, text.as_str())))
        })
}

proptest! {
    #[test]
    fn what_is_rendered_parses_to_the_same(article in article()) {
        let (again, problems) = parse(id(), &render(&article, ""), source("a.md"));
        prop_assert_eq!(problems, vec![]);
        prop_assert_eq!(again, article);
    }

    #[test]
    fn no_text_makes_it_panic(text in "(\\PC|[\n\r+\t \"=\\[\\]]){0,200}", opened in any::<bool>()) {
        let text = if opened { format!("+++\n{text}") } else { text };
        let _ = parse(id(), &text, source("a.md"));
    }
}

/// Lines of which plain and less plain front matters are made.
fn front_line() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "title = \"题\"",
        "zone = \"晋城\"",
        "page_no = 2",
        "page_no = 02",
        "date = 2026-03-18",
        "date = \"2026-03-18\"",
        "reporters = [\"甲\", \"乙\"]",
        "reporters = [\"甲\", ]",
        "authors = \"丙\"",
        "authors = []",
        "authors = [1, 2]",
        "deck = \"a\\\"b\"",
        "deck = \"\"",
        "deck = \"\"\"x\"\"\"",
        "deck = \"一\" # 注",
        "kicker = 3.50",
        "genre = true",
        "更多 = 1",
        "more = [[1, 2], [3]]",
        "more = [1, \"a\"]",
        "more.x = 1",
        "[import]",
        "[import.x]",
        "[[import.repairs]]",
        "[[captions]]",
        "[captions]",
        "[title]",
        "[more]",
        "text = \"图\"",
        "credit = \"丁\"",
        "after = 1",
        "after = \"一\"",
        "repairs = 1",
        "x = 1",
        "",
        "= 1",
        "title",
    ])
}

proptest! {
    #[test]
    fn what_is_read_without_a_parser_is_what_the_parser_reads(
        lines in prop::collection::vec(front_line(), 0..9)
    ) {
        let front = format!("title = \"题\"\n{}\n", lines.join("\n"));
        for front in [front.as_str(), front.split_once('\n').map_or("", |(_, rest)| rest)] {
            if let Some(meta) = plain::read(front) {
                let told = front::by_parser(front, source("a.md"));
                prop_assert_eq!(&meta, &told.meta, "{}", front);
                prop_assert!(told.problems.is_empty(), "{}: {:?}", front, told.problems);
            }
        }
    }
}

#[test]
fn what_import_writes_is_plain() {
    let front = "title = \"题\"\nzone = \"晋城\"\nreporters = [\"甲\"]\n[import]\npage = \"p\"\nsure = 0.8\n\
                 spans = [[[13, 31]], [[45, 163]]]\n\n[[import.repairs]]\nname = \"接排\"\nat = [1, 2]\n\n\
                 [[import.repairs]]\nname = \"接排\"\n\n[[captions]]\ntext = \"图\"\nafter = 2\n";
    assert!(plain::read(front).is_some_and(|meta| meta.captions.len() == 1));
}

#[test]
fn a_paragraph_that_begins_like_a_subhead_comes_back_as_it_was() {
    for text in ["## 一。", "\\## 一。", "\\一。", "##一。"] {
        let body = [(BlockKind::Body, text), (BlockKind::Subhead, "二")];
        let article = Article::assemble(ArticleId::new("a").expect("slug"), Meta::default(), body);
        let file = render(&article, "");
        let (back, _) = parse(article.id.clone(), &file, Source { zone: "", file: "a.md", lang: Lang::En });
        let blocks: Vec<(BlockKind, &str)> =
            back.iter_blocks().skip(1).map(|(_, kind, text)| (kind, text)).collect();
        assert_eq!(blocks, body);
    }
}
