//! Prints how marks survive generated edits of the sample articles, and what placing them costs.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::string_slice,
    reason = "a measurement that cannot start has nothing to say"
)]

#[path = "../tests/anchors/edits.rs"]
mod edits;
#[path = "../tests/anchors/measure.rs"]
mod measure;

use std::time::Instant;

use measure::{Count, article, mark, percent, table, written};

fn row(name: &str, counts: [Count; 2]) {
    print!("| {name:9} |");
    for count in counts {
        print!(
            " {:6} | {:6.2} | {:6.2} | {:6.2} | {:5} |",
            count.marks,
            count.right_percent(),
            percent(count.offered, count.marks),
            percent(count.unsure, count.marks),
            count.wrong
        );
    }
    println!();
}

fn main() {
    let rounds = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(40);
    println!(
        "| edit      | ≤ 10 % | right  | held   | unsure | wrong | ≤ 30 % | right  | held   | unsure | wrong |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|---|");
    let mut all = [Count::default(); 2];
    for (kind, counts) in table(rounds) {
        row(kind.name(), counts);
        all.iter_mut().zip(counts).for_each(|(sum, count)| sum.add(count));
    }
    row("all", all);
    costs();
}

/// What placing costs in an article of 200,000 paragraphs.
fn costs() {
    let body: Vec<String> = (0..200_000)
        .map(|n| {
            format!(
                "第{n}段写的是园区里的第{}件小事，说的人多，记的人少，留到今天的只有这一行。",
                n * 7 % 1013
            )
            .repeat(2)
        })
        .collect();
    let big = article(&body);
    let started = Instant::now();
    let marks: Vec<_> = (0..10).map(|n| mark(&big, 1 + n * 20_000, None, n as u128)).collect();
    println!("\nquote 10 paragraphs of 200,000 ({} MB): {:?}", big.text.len() / 1_000_000, started.elapsed());
    let files = written(&big, marks);
    let started = Instant::now();
    let placed = pizhu::anchor::place(&big, &files);
    println!(
        "place them, unchanged: {:?} ({} placed)",
        started.elapsed(),
        placed.iter().filter(|p| p.ordinal.is_some()).count()
    );
    let mut shifted = body;
    shifted.insert(1, "新来的一段。".to_owned());
    let big = article(&shifted);
    let started = Instant::now();
    let placed = pizhu::anchor::place(&big, &files);
    println!(
        "place them, a paragraph put in before: {:?} ({} placed)",
        started.elapsed(),
        placed.iter().filter(|p| p.ordinal.is_some()).count()
    );
    for n in 0..10 {
        shifted[n * 20_000 + 1] = shifted[n * 20_000 + 1].replace("小事", "大事");
    }
    let big = article(&shifted);
    let started = Instant::now();
    let placed = pizhu::anchor::place(&big, &files);
    println!(
        "place them, all edited: {:?} ({} placed)",
        started.elapsed(),
        placed.iter().filter(|p| p.ordinal.is_some()).count()
    );
}
