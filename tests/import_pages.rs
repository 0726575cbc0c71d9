//! Generated pages in every variant: the gates of import.md.

#[path = "generated/pages.rs"]
mod pages;
#[path = "generated/score.rs"]
mod score;
#[path = "generated/variants.rs"]
mod variants;

use pizhu::import::{Options, parse};

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
        // Without blank lines a last line that fills the measure by chance parts nothing: no text tells it.
        let (least, fields) = if variant.starts_with("bare") { (0.88, 0.95) } else { (0.95, 0.97) };
        assert!(score.starts.f1() >= 0.95 && score.paragraphs.f1() >= least, "{line}");
        assert!(score.fields.f1() >= fields, "{line}");
    }
}
