//! Prepare and layout against the parts that others are made of, on the same 20 MB of Chinese prose, in one run.
//!
//! `cargo bench --bench text`; figures are best of five. A window over one line of 10 MB is timed as well.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints rounded figures")]

use std::hint::black_box;
use std::time::Instant;

use pizhu::text::{Level, Prepared, Widths, Wrapped, layout, prepare};

/// Sentences of our own, as news has them: mostly Han, some numbers and quotations.
const SENTENCES: &[&str] = &[
    "清晨的雾还没有散尽，开发区北门外的建筑工地上已经传来塔吊转动的声音，运送钢筋的车队沿着新修的道路缓缓驶入。",
    "负责项目协调的干部说，过去企业办理一项手续要在几个部门之间来回奔波，如今只需在窗口递交一次材料，后面的流程由工作人员代为跑完。",
    "“把麻烦留给自己，把方便留给企业，这句话不能只挂在墙上。”他一边翻看登记簿，一边回答记者的提问。",
    "统计显示，全年新开工项目48个，完成投资35.6亿元，同比增长12.4%，其中制造业投资占到六成以上。",
    "车间里几乎看不到工人，机械手臂按照设定的节奏抓取、焊接、翻转，屏幕上跳动的数据实时传回调度中心。",
    "老人把自家的院子改成了小小的展室，墙上挂着不同年代的照片：荒滩、厂房、铁路、楼群，几十年的变化尽在其中。",
    "夜幕降临，园区的灯光依次亮起，食堂门口排起长队，年轻的技术员们谈论着即将到来的验收，也谈论着周末回家的火车票。",
    "专家建议，要把产业链上下游的需求摸清楚，再去谈招商，否则引来的项目就可能成为孤岛，既留不住人才，也带不动配套。",
];

const BYTES: usize = 20_000_000;

/// Paragraphs of four sentences, 20 MB of them.
fn prose() -> Vec<String> {
    let mut paragraphs = Vec::new();
    let (mut bytes, mut next) = (0, 0);
    while bytes < BYTES {
        let paragraph: String = (0..4).map(|step| SENTENCES[(next + step * 3) % SENTENCES.len()]).collect();
        next += 1;
        bytes += paragraph.len();
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// Best of five runs in MB a second.
fn rate(name: &str, bytes: usize, mut work: impl FnMut() -> usize) -> f64 {
    let mut best = f64::MAX;
    let mut made = 0;
    for _ in 0..5 {
        let start = Instant::now();
        made = black_box(work());
        best = best.min(start.elapsed().as_secs_f64());
    }
    let rate = bytes as f64 / best / 1e6;
    println!("{name:<44} {rate:>8.0} MB/s   ({made})");
    rate
}

fn main() {
    let prose = prose();
    let bytes: usize = prose.iter().map(String::len).sum();
    let widths = Widths::narrow();
    let mut room = Prepared::default();
    let ours = rate("prepare + layout, all rules, 72 cells", bytes, || {
        let each = prose.iter().map(|text| {
            room.refill(text, &widths, Level::Gb);
            layout(&room, 72, 4).len()
        });
        each.sum()
    });
    rate("prepare alone, a new one each", bytes, || {
        prose.iter().map(|text| prepare(text, &widths, Level::Gb).clusters()).sum()
    });
    let alone = rate("unicode-linebreak alone", bytes, || {
        prose.iter().map(|text| unicode_linebreak::linebreaks(text).count()).sum()
    });
    let icu = icu_segmenter::LineSegmenter::new_for_non_complex_scripts(
        icu_segmenter::options::LineBreakOptions::default(),
    );
    rate("icu_segmenter alone, without LSTM", bytes, || {
        prose.iter().map(|text| icu.segment_str(text).count()).sum()
    });
    let some = &prose[..prose.len() / 10];
    let options = textwrap::Options::new(72).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    rate("textwrap first-fit", bytes / 10, || {
        some.iter().map(|text| textwrap::wrap(text, &options).len()).sum()
    });
    println!("against unicode-linebreak alone: {:.2}", ours / alone);
    long_line(&prose.concat());
}

/// One line of 10 MB: a place in its middle, pages from there, a new measure.
fn long_line(text: &str) {
    let end = text.floor_char_boundary(10_000_000);
    let text = text.get(..end).unwrap_or(text);
    let time = |name: &str, work: &mut dyn FnMut()| {
        let start = Instant::now();
        work();
        println!("{name:<44} {:>8.3} ms", start.elapsed().as_secs_f64() * 1e3);
    };
    let mut wrapped = Wrapped::new(Widths::narrow(), Level::Gb, 72, 4);
    let mut top = 0;
    time("10 MB line: first page", &mut || top = wrapped.lines_from(text, 0, 40).len());
    time("10 MB line: a place in its middle", &mut || top = wrapped.line_at(text, 5_000_000).start);
    time("10 MB line: a page from there", &mut || {
        top = wrapped.lines_from(text, top, 40).last().map_or(0, |l| l.end);
    });
    time("10 MB line: the page before", &mut || {
        top = wrapped.lines_before(text, top, 40).first().map_or(0, |l| l.start);
    });
    time("10 MB line: resized", &mut || {
        wrapped = Wrapped::new(Widths::narrow(), Level::Gb, 60, 4);
        let start = wrapped.line_at(text, top).start;
        top = wrapped.lines_from(text, start, 40).len();
    });
    time("10 MB line: its end", &mut || top = wrapped.lines_before(text, text.len(), 40).len());
}
