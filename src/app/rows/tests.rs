//! What is laid out is what is looked at, whatever the article's length; and paging shows every line once.

use std::sync::Arc;

use super::super::event::Marks;
use super::super::geometry::{Shape, shape};
use super::super::lines::BlockLines;
use super::super::panes::Panes;
use super::*;
use crate::messages::Lang;
use crate::text::{Level, layout, prepare};
use crate::words::{Annotations, Annotator, Article, ArticleId, Meta};

const NEWS: &str = "“手续要跑多少趟？”他问。全年新签项目48个，总投资约35.6亿元——比上年多两成……第13届展会上，他说don’t worry。";

fn settings() -> Settings {
    Settings::new(Lang::Zh, Annotator::new("li").unwrap(), "李".into())
}

fn open(body: &[&str]) -> Reading {
    let id = ArticleId::new("a").unwrap();
    let meta = Meta { title: "题".into(), ..Meta::default() };
    let blocks = body.iter().map(|text| (BlockKind::Body, *text));
    let article = Arc::new(Article::assemble(id.clone(), meta, blocks));
    let own = Annotations::empty(id, Annotator::new("li").unwrap(), "李".into());
    let marks = Marks { own, placed: Vec::new(), problems: Vec::new(), read_only: None, doubt: None };
    Reading::open(article, marks, Place::default())
}

fn screen(width: u16) -> Shape {
    shape(width, 40, &Panes::default())
}

fn laid_bytes(reading: &Reading) -> usize {
    reading
        .texts
        .iter()
        .map(|(ordinal, lines)| match lines {
            BlockLines::Whole(_) => reading.article.block_text(*ordinal).unwrap().len(),
            BlockLines::Windowed(wrapped) => wrapped.laid_bytes(),
        })
        .sum()
}

/// Bytes laid out by a step, at most: a few screens of 40 rows and 72 cells, and the way to a place.
const FEW_BYTES: usize = 300_000;

#[test]
fn a_long_paragraph_is_laid_out_where_it_is_looked_at() {
    let text = NEWS.repeat(3_000_000 / NEWS.len());
    let settings = settings();
    let mut reading = open(&[&text]);
    let mut before = 0;
    let mut check = |reading: &mut Reading, width: u16, what: &str| {
        reading.lay_out(&screen(width), &settings);
        assert!(reading.rows.len() <= 38, "{what}");
        assert!(
            reading
                .rows
                .iter()
                .any(|row| matches!(&row.kind, RowKind::Text(line) if reading.is_here(row.ordinal, line))),
            "{what}: the reader's line is on the screen"
        );
        let laid = laid_bytes(reading);
        assert!(laid - before < FEW_BYTES, "{what}: {} bytes", laid - before);
        before = laid;
    };
    check(&mut reading, 120, "open");
    reading.by_rows(36, &settings);
    check(&mut reading, 120, "page");
    reading.go(Place { ordinal: 1, byte: text.floor_char_boundary(2_000_000) }, &settings);
    check(&mut reading, 120, "jump");
    reading.by_rows(-36, &settings);
    check(&mut reading, 120, "page back");
    let top = reading.top.byte;
    check(&mut reading, 90, "resize");
    let line = reading.line_at(1, reading.top.byte, &settings).unwrap();
    assert!(top.abs_diff(line.start) < 40 * 72 * 3, "a resize keeps the place");
    reading.go_bottom(&settings);
    check(&mut reading, 90, "end");
}

#[test]
fn many_paragraphs_cost_what_is_visible() {
    let body = vec![NEWS; 20_000];
    let settings = settings();
    let mut reading = open(&body);
    reading.lay_out(&screen(120), &settings);
    reading.go(Place { ordinal: 10_000, byte: 0 }, &settings);
    for width in [120, 100, 80, 140] {
        reading.lay_out(&screen(width), &settings);
        assert!(laid_bytes(&reading) < FEW_BYTES, "{width}: {}", laid_bytes(&reading));
        assert_eq!(reading.cursor.ordinal, 10_000);
    }
    for _ in 0..200 {
        reading.by_rows(36, &settings);
        reading.lay_out(&screen(140), &settings);
    }
    assert!(reading.texts.len() <= KEPT_BLOCKS + 100);
}

#[test]
fn pages_show_every_line_once() {
    for text in [NEWS.repeat(20), NEWS.repeat(900)] {
        let settings = settings();
        let mut reading = open(&[&text, "末段。"]);
        reading.lay_out(&screen(120), &settings);
        let measure = reading.measure();
        let whole = layout(&prepare(&text, &settings.widths, Level::Gb), measure, 4);
        let mut seen = Vec::new();
        loop {
            for row in &reading.rows {
                if let (1, RowKind::Text(line)) = (row.ordinal, row.kind)
                    && seen.last().is_none_or(|last: &Line| last.end <= line.line.start)
                {
                    seen.push(line.line);
                }
            }
            let top = reading.top;
            reading.by_rows(30, &settings);
            reading.lay_out(&screen(120), &settings);
            if reading.top == top {
                break;
            }
        }
        assert_eq!(seen, whole);
        // And back to the head, rows only ever moving up.
        while reading.top > Place::default() {
            let top = reading.top;
            reading.by_rows(-30, &settings);
            reading.lay_out(&screen(120), &settings);
            assert!(reading.top < top);
        }
    }
}
