//! Generated pages in every variant: the gates of import.md.

#[path = "generated/pages.rs"]
mod pages;
#[path = "generated/score.rs"]
mod score;
#[path = "generated/variants.rs"]
mod variants;

use pizhu::import::{DoubtKind, Options, Rule, parse};

fn score_of(variant: &str, seeds: std::ops::Range<u64>) -> score::Score {
    let mut score = score::Score::default();
    for seed in seeds {
        let sheet = pages::sheet(seed, 6);
        let page = parse(&variants::text(&sheet, variant), &Options::default());
        score.add(&sheet, &page);
    }
    score
}

#[test]
fn every_variant_passes_its_gate() {
    for variant in variants::VARIANTS {
        let score = score_of(variant, 0..24);
        let line = format!(
            "{variant}: starts {:.3}, paragraphs {:.3} (precision {:.3}, recall {:.3}), fields {:.3}",
            score.starts.f1(),
            score.paragraphs.f1(),
            score.paragraphs.precision(),
            score.paragraphs.recall(),
            score.fields.f1()
        );
        println!("{line}");
        // With neither blank lines nor indents a last line that fills the measure by chance is a guess: the test below
        // holds that it is a doubt.
        let (least, fields) = if variant.starts_with("bare") { (0.9, 0.97) } else { (0.95, 0.97) };
        assert!(score.starts.f1() >= 0.95 && score.paragraphs.f1() >= least, "{line}");
        assert!(score.fields.f1() >= fields, "{line}");
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Of the paragraphs of pages in a variant: right, wrong, and wrong without a doubt about them.
fn count(variant: &str) -> (usize, usize, usize) {
    let (mut right, mut wrong, mut silent) = (0, 0, 0);
    for seed in 0..24 {
        let sheet = pages::sheet(seed, 6);
        let page = parse(&variants::text(&sheet, variant), &Options::default());
        let truths: Vec<String> =
            sheet.truths.iter().flat_map(|truth| truth.paragraphs.iter().map(|text| plain(text))).collect();
        for (article, draft) in page.articles.iter().enumerate() {
            for (index, paragraph) in draft.paragraphs.iter().enumerate() {
                if truths.contains(&plain(&paragraph.text)) {
                    right += 1;
                    continue;
                }
                wrong += 1;
                // A break that is none may be told at the paragraph before.
                let is_about = |at: Option<usize>| at == Some(index) || at.map(|at| at + 1) == Some(index);
                let is_doubted =
                    page.doubts.iter().any(|one| one.article == article && is_about(one.paragraph));
                silent += usize::from(!is_doubted);
            }
        }
    }
    (right, wrong, silent)
}

#[test]
fn what_a_wrap_does_not_tell_is_a_doubt() {
    for variant in ["bare chars 12", "bare chars 20", "bare chars 33", "bare cells 38", "bare cells 25"] {
        let (right, wrong, silent) = count(variant);
        println!("{variant}: right {right}, wrong {wrong}, of which silent {silent}");
        assert!(silent * 40 <= right, "{variant}: right {right}, wrong {wrong}, silent {silent}");
    }
}

/// Paragraphs of like lengths, of which the second fills its last line.
const PAGE: &str = "平定经济技术开发区\n园区办好三件实事\n山西科技报讯 园区三条新路通车，\n企业出门就是大道，货车少跑十里路\n，一年省下不少油钱，大家都说好。\n管委会请来工程师，他们带着图纸来\n驻点半年，帮忙办手续，还教会工人\n看图纸，企业少跑路，人人都高兴。\n夜班工人下班就能交材料，全年少跑\n二十趟，窗口晚上也亮着灯，有热茶\n。\n";

#[test]
fn an_answer_to_such_a_doubt_is_replayed() {
    let mut options = Options::default();
    let page = parse(PAGE, &options);
    let texts = |options: &Options| -> Vec<String> {
        let page = parse(PAGE, options);
        page.articles.iter().flat_map(|draft| draft.paragraphs.iter().map(|one| one.text.clone())).collect()
    };
    let doubt = page.doubts.iter().find(|doubt| doubt.kind == DoubtKind::Join).expect("a doubt");
    let together = texts(&options);
    let rule = |answer: &str| Rule {
        paper: page.paper.clone().unwrap_or_default(),
        kind: doubt.kind,
        when: doubt.key.clone(),
        answer: answer.to_owned(),
    };
    options.rules.remember(rule("no"));
    assert_eq!(texts(&options).len(), together.len() + 1);
    options.rules.remember(rule("yes"));
    assert_eq!(texts(&options), together);
    assert!(parse(PAGE, &options).doubts.iter().all(|open| open.key != doubt.key));
}

/// The paragraphs of a page, as they come out.
fn paragraphs(page: &str) -> Vec<String> {
    let page = parse(page, &Options::default());
    page.articles.iter().flat_map(|draft| draft.paragraphs.iter().map(|one| one.text.clone())).collect()
}

#[test]
fn one_or_two_full_lines_are_a_wrap_where_blank_lines_part_the_blocks() {
    let head = "平定经济技术开发区\n\n园区办好三件实事\n\n";
    let one = "山西科技报讯 园区三条新路通车，企业出门就是\n大道，货车少跑十里路。\n\n夜班工人交了材料。\n";
    assert_eq!(
        paragraphs(&format!("{head}{one}")),
        ["园区三条新路通车，企业出门就是大道，货车少跑十里路。", "夜班工人交了材料。"]
    );
    let flags = parse(&format!("{head}{one}"), &Options::default()).articles[0].paragraphs[0].flags.clone();
    assert_eq!(flags, [], "a wrap is no repair");
    // A stop at the end of the full line parts nothing either.
    let stop = "山西科技报讯 园区三条新路通车，企业少跑路。\n大家都说好，货车省油。\n\n夜班工人交了材料。\n";
    assert_eq!(
        paragraphs(&format!("{head}{stop}")),
        ["园区三条新路通车，企业少跑路。大家都说好，货车省油。", "夜班工人交了材料。"]
    );
    // Lines that were not full stay two.
    let short = "山西科技报讯 园区修路。\n货车少跑十里路，企业出门就是大道。\n\n夜班工人交了材料。\n";
    assert_eq!(paragraphs(&format!("{head}{short}")).len(), 3);
}
