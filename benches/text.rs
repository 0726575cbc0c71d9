//! Prepare and layout against the parts that others are made of, on the same 20 MB of Chinese prose, in one run.
//!
//! `cargo bench --bench text`; figures are the best of many rounds. A window over one line of 10 MB is timed as well.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a bench prints rounded figures")]

use std::hint::black_box;
use std::time::Instant;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use pizhu::text::{Level, Prepared, Widths, Wrapped, layout};

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

/// Sentences full of figures, ranges, percentages and units.
const FIGURES: &[&str] = &[
    "2025年1—10月，全区完成工业总产值1,286.4亿元，同比增长7.8%；规上工业增加值增长9.2%，比上年同期高1.3个百分点。",
    "新建标准厂房4.2万㎡，其中3号、5号楼已于11月22日封顶，累计浇筑混凝土2.6万立方米，投入劳力13.5万人次。",
    "今年前3季度签约项目48个、开工36个、投产17个，总投资约235.6亿元，到位资金68.9亿元，到位率29.2%。",
    "3～5月，全市用电量同比增长6.1%，10千伏以上线路新增128公里；第13届交易会吸引1,500多家企业、2.3万人参加。",
    "气温由-3℃升到12℃，降水量为25毫米，比常年同期少4成；空气质量优良天数比例达86.7%，PM2.5平均浓度为32微克。",
];

/// Sentences with Latin names, ASCII brackets, hyphens and full stops between Han.
const MIXED: &[&str] = &[
    "这家企业与德国Nordwerk、日本Kitahara Corporation签订协议，引进MES系统和AGV小车，车间数据通过5G网络上传到ERP平台。",
    "项目负责人John Fielding说，新建的R&D中心(Research Center)将在年内投用,届时可容纳200名工程师.",
    "展厅里陈列着CNC-800型机床、IPX-7防水电机和Type-C接口的充电桩(最大功率120 kW)，吸引了不少客商驻足。",
    "他在邮件里写道:Thank you for your help. 我们将按ISO 9001标准组织验收;如有疑问,请联系技术部(内线8021).",
    "分析师[Fielding & Sons]说，该公司股价上涨3.5%，市值达到US$ 1,200 million；报告维持“Overweight”评级。",
];

const BYTES: usize = 20_000_000;

/// Paragraphs of four sentences, so many bytes of them.
fn paragraphs_of(sentences: &[&str], most_bytes: usize) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let (mut bytes, mut next) = (0, 0);
    while bytes < most_bytes {
        let paragraph: String = (0..4).map(|step| sentences[(next + step * 3) % sentences.len()]).collect();
        next += 1;
        bytes += paragraph.len();
        paragraphs.push(paragraph);
    }
    paragraphs
}

/// What is timed: a name, and work that returns how much it made.
type Work<'t> = (&'t str, Box<dyn FnMut() -> usize + 't>);

/// MB a second of each, best of so many rounds; they take turns, so that other load meets all of them alike.
fn rates(bytes: usize, rounds: usize, works: &mut [Work<'_>]) -> Vec<f64> {
    let mut best = vec![(f64::MAX, 0); works.len()];
    for _ in 0..rounds {
        for ((_, work), best) in works.iter_mut().zip(&mut best) {
            let start = Instant::now();
            let made = black_box(work());
            *best = (best.0.min(start.elapsed().as_secs_f64()), made);
        }
    }
    let rate = |seconds: f64| bytes as f64 / seconds / 1e6;
    for ((name, _), (seconds, made)) in works.iter().zip(&best) {
        println!("{name:<44} {:>8.0} MB/s   ({made})", rate(*seconds));
    }
    best.iter().map(|(seconds, _)| rate(*seconds)).collect()
}

fn main() {
    let prose = paragraphs_of(SENTENCES, BYTES);
    let bytes: usize = prose.iter().map(String::len).sum();
    let mut room = Prepared::default();
    let lay_out = |widths: Widths| {
        let prose = &prose;
        let mut room = Prepared::default();
        Box::new(move || {
            let each = prose.iter().map(|text| {
                room.refill(text, &widths, Level::Gb);
                layout(&room, 72, 4).len()
            });
            each.sum()
        })
    };
    let icu = LineSegmenter::new_for_non_complex_scripts(LineBreakOptions::default());
    let options = textwrap::Options::new(72).wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    let mut works: Vec<Work<'_>> = vec![
        ("prepare + layout, all rules, 72 cells", lay_out(Widths::narrow())),
        ("the same, ambiguous characters wide", lay_out(Widths::wide())),
        (
            "prepare alone, in the same memory",
            Box::new(|| {
                let each = prose.iter().map(|text| {
                    room.refill(text, &Widths::narrow(), Level::Gb);
                    room.clusters()
                });
                each.sum()
            }),
        ),
        (
            "unicode-linebreak alone",
            Box::new(|| prose.iter().map(|text| unicode_linebreak::linebreaks(text).count()).sum()),
        ),
        (
            "icu_segmenter alone, without LSTM",
            Box::new(|| prose.iter().map(|text| icu.segment_str(text).count()).sum()),
        ),
    ];
    let measured = rates(bytes, 15, &mut works);
    drop(works);
    let mut slow: Vec<Work<'_>> = vec![(
        "textwrap first-fit",
        Box::new(|| prose.iter().map(|text| textwrap::wrap(text, &options).len()).sum()),
    )];
    rates(bytes, 2, &mut slow);
    println!("against unicode-linebreak alone: {:.2}", measured[0] / measured[3]);
    mixed("figures and units", &paragraphs_of(FIGURES, BYTES / 10));
    mixed("Latin names and ASCII marks", &paragraphs_of(MIXED, BYTES / 10));
    long_line(&prose.concat());
}

/// Text that is not plain Han, against unicode-linebreak on the same.
fn mixed(name: &str, paragraphs: &[String]) {
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let mut room = Prepared::default();
    let mut works: Vec<Work<'_>> = vec![
        (
            "prepare + layout",
            Box::new(|| {
                let each = paragraphs.iter().map(|text| {
                    room.refill(text, &Widths::narrow(), Level::Gb);
                    layout(&room, 72, 4).len()
                });
                each.sum()
            }),
        ),
        (
            "unicode-linebreak alone",
            Box::new(|| paragraphs.iter().map(|text| unicode_linebreak::linebreaks(text).count()).sum()),
        ),
    ];
    println!("{name}:");
    let measured = rates(bytes, 60, &mut works);
    println!("{name}, against unicode-linebreak alone: {:.2}", measured[0] / measured[1]);
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
