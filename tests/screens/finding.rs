//! Search in the article: the same query language as everywhere, asked of each paragraph.

use std::sync::Arc;

use pizhu::app::find::Finding;
use pizhu::messages::Lang;
use pizhu::query::{Dossier, Query, Scope};
use pizhu::words::{Article, ArticleId, BlockKind, Meta};
use ratatui::style::Color;

use super::desk::Desk;

/// The hits that the reader counts for a query in the open article.
fn hits(desk: Desk, query: &str) -> (Desk, usize) {
    let desk = desk.press("/ <C-u>").type_text(query).press("<Enter>");
    let count = desk.app.finding.len();
    (desk, count)
}

#[test]
fn what_is_found_in_the_article_is_what_the_whole_query_holds_of() {
    // Paragraph 1 has 亮点; 个 stands there three times, twice in paragraph 3.
    let mut desk = Desk::new().press("J 2");
    for (query, expected) in [
        ("个", 5),
        ("tag:亮点 个", 3),
        ("-tag:亮点 个", 2),
        ("个 -审批", 3),
        ("个 不在文中的词", 0),
        ("zone:长治 个", 0),
        ("zone:晋城 审批", 1),
        ("tag:亮点", 1),
        ("is:unmarked is:body", 2),
        ("tag:亮点 | 审批", 2),
        ("个 月 | 材料", 7),
        ("-个", 2),
    ] {
        let found;
        (desk, found) = hits(desk, query);
        assert_eq!(found, expected, "{query}");
    }
    let (desk, _) = hits(desk, "tag:没有的标签 个");
    assert!(desk.screen().contains("没有标签"), "{}", desk.screen());
    assert!(desk.screen().contains("tag:没有的标签"), "the line stays to be mended");
}

#[test]
fn a_query_without_words_goes_from_paragraph_to_paragraph_and_follows_the_marks() {
    let desk = Desk::new().press("J 2 J J 2 g g");
    let (desk, found) = hits(desk, "tag:亮点");
    let at = |desk: &Desk| desk.app.reading.as_ref().map(|reading| reading.cursor.ordinal);
    assert_eq!((found, at(&desk)), (2, Some(1)));
    assert!(desk.footer().contains("第 1 段，共 2"), "{}", desk.footer());
    let desk = desk.press("n");
    assert_eq!(at(&desk), Some(3));
    let desk = desk.press("n");
    assert_eq!(at(&desk), Some(1), "around the end");
    let desk = desk.press("N");
    assert_eq!(at(&desk), Some(3));
    // The tag taken off, the paragraph is none of the hits any more; put on another, that one is.
    let desk = desk.press("2");
    assert_eq!((desk.app.finding.len(), at(&desk)), (1, Some(3)));
    let desk = desk.press("K 2");
    assert_eq!(desk.app.finding.len(), 2);
    let desk = desk.press("n");
    assert_eq!(at(&desk), Some(1));
    let (desk, found) = hits(desk, "is:unread is:body");
    assert_eq!(found, 3);
    assert_eq!(desk.press("r").app.finding.len(), 2);
}

#[test]
fn a_hit_over_a_line_end_has_one_look_on_both_lines() {
    let desk = Desk::sized(40, 24).press("/").type_text("签下十二个项目，总投资约35.6亿元").press("<Enter>");
    let (buffer, _) = desk.frame();
    let cells = |index: u8| buffer.content().iter().filter(|cell| cell.bg == Color::Indexed(index)).count();
    assert_eq!(cells(180), 0, "no second look");
    let rows = (0..24u16).filter(|y| (0..40u16).any(|x| buffer[(x, *y)].bg == Color::Indexed(220)));
    assert!(rows.count() > 1, "{}", desk.screen());
}

#[test]
fn a_long_article_is_found_in_by_pieces_as_it_is_at_once() {
    let long = "扫帚摆在车间门口，GDP 不是唯一的指标。".repeat(40_000) + "末尾有一把钥匙。";
    let short = ["工人交材料，党员带头。", "扫帚、党员。", "管委会（jcjkq）开会。"];
    let body: Vec<&str> = short.into_iter().chain([long.as_str()]).chain(short).collect();
    let meta = Meta { title: "扫帚与钥匙".into(), zone: "晋城经开区".into(), ..Meta::default() };
    let id = ArticleId::new("long").expect("a slug");
    let article = Arc::new(Article::assemble(id, meta, body.iter().map(|text| (BlockKind::Body, *text))));
    let dossier = Dossier::bare(article.clone());
    for text in
        ["钥匙", "扫帚 -党员", "扫帚 钥匙", "-扫帚", "党员 | 钥匙", "扫帚 -钥匙", "/钥.。/ 扫帚", "is:head"]
    {
        let query = Query::parse(text, Lang::Zh).expect(text);
        let mut finding = Finding::default();
        finding.look(text, query.clone(), dossier.clone(), 3);
        finding.finish();
        for ordinal in 0..article.blocks.len() {
            let all = article.block_text(ordinal).unwrap_or_default().len();
            let mut expected: Vec<(usize, usize)> = Vec::new();
            if query.holds(&dossier, Scope::Paragraph(ordinal)) {
                let found = query.hits_in(&article, ordinal);
                expected = found.iter().map(|hit| (hit.bytes.start, hit.bytes.end)).collect();
                if expected.is_empty() {
                    expected.push((0, all));
                }
            }
            assert!(finding.in_block(ordinal) == expected.as_slice(), "{text}: block {ordinal}");
        }
    }
}
