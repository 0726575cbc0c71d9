//! Scores and speed of import: a table of precision, recall and F1 by variant, then how time grows with size.
//!
//! `cargo bench --bench import`.

#[path = "../tests/generated/pages.rs"]
mod pages;
#[path = "../tests/generated/score.rs"]
mod score;
#[path = "../tests/generated/variants.rs"]
mod variants;

use std::time::Instant;

use pizhu::import::{Options, parse};

fn main() {
    table();
    growth();
}

#[expect(clippy::print_stdout, reason = "a bench prints its table")]
fn table() {
    println!("{:<20} {:^23} {:^23} {:^23}", "variant", "article starts", "paragraph seams", "fields");
    println!("{:<20} {}", "", "    P      R      F1   ".repeat(3));
    for variant in variants::VARIANTS {
        let mut score = score::Score::default();
        for seed in 0..60 {
            let sheet = pages::sheet(seed, 6);
            score.add(&sheet, &parse(&variants::text(&sheet, variant), &Options::default()));
        }
        let cells: Vec<String> = [score.starts, score.paragraphs, score.fields]
            .iter()
            .map(|count| format!("{:>7.3}{:>7.3}{:>7.3}  ", count.precision(), count.recall(), count.f1()))
            .collect();
        println!("{variant:<20} {}", cells.concat());
    }
}

#[expect(clippy::print_stdout, reason = "a bench prints its table")]
fn growth() {
    println!("\n{:>10} {:>10} {:>10} {:>10}", "bytes", "articles", "ms", "ns/byte");
    for pages in [10_u64, 20, 40, 80, 160, 320] {
        let text: Vec<String> =
            (0..pages).map(|seed| variants::text(&pages::sheet(seed, 6), "plain")).collect();
        let text = text.join("\n\n").repeat(3);
        let start = Instant::now();
        let page = parse(&text, &Options::default());
        let spent = start.elapsed();
        let per_byte = spent.as_nanos() / text.len().max(1) as u128;
        println!("{:>10} {:>10} {:>10} {:>10}", text.len(), page.articles.len(), spent.as_millis(), per_byte);
    }
}
