//! The numbers beside zones, folders and titles, and in the top line: they agree.

use pizhu::app::Event;
use pizhu::formats::hash;
use pizhu::words::{ArticleId, Moment, Signed};

use super::desk::Desk;

/// The top line.
fn header(desk: &Desk) -> String {
    desk.rows().swap_remove(0)
}

/// The row that begins with these words after its first cell.
fn row(desk: &Desk, words: &str) -> String {
    let rows = desk.rows();
    rows.into_iter().skip(1).find(|row| row.trim_start().starts_with(words)).unwrap_or_default()
}

/// The first article's marks as a file that holds nothing but a sign-off of today's text.
fn signed(desk: Desk) -> Desk {
    let id = ArticleId::new("jincheng-1").expect("a slug");
    let text = desk.app.reading.as_ref().map(|reading| hash(&reading.article.text)).expect("an article");
    let at = Moment { unix_seconds: 1, offset_seconds: 0 };
    let mut marks = desk.marks(&id);
    marks.own.signs.insert("review-1".into(), Signed { at, text, marks: hash("") });
    desk.give(Event::MarksLoaded(id, marks))
}

#[test]
fn a_sign_off_alone_reads_the_article_in_every_count() {
    let desk = signed(Desk::sized(120, 40));
    assert!(header(&desk).contains("读 100%"), "{}", header(&desk));
    let zone = row(&desk, "晋城经开区");
    assert_eq!(zone.get(..40).unwrap_or_default().matches('3').count(), 0, "{zone}");
    let desk = desk.press("] u");
    assert!(desk.footer().contains("后面没有未读段了"), "{}", desk.footer());
    let desk = desk.press("r");
    assert!(desk.footer().contains("已签初审"), "{}", desk.footer());
}
