//! A generated library looked through from the disk: a phrase, pinyin, the list, titles; beside what reading every file on
//! all cores costs.
//!
//! `cargo bench --bench search`; `PIZHU_ARTICLES=100000` for another size. Each figure is the best of five, the ratio one to
//! reading and `memmem` alone in the same run.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints rounded figures and may stop")]
#![expect(
    clippy::disallowed_methods,
    reason = "a generated library needs no durable writes; its size is asked for"
)]

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use memchr::memmem;
use pizhu::formats::codebook;
use pizhu::library::{Library, Reach, Survey};
use pizhu::messages::Lang;
use pizhu::query::{Query, Scope};
use pizhu::store::Store;
use pizhu::words::Annotator;

/// Sentences of our own, as news has them.
const SENTENCES: [&str; 4] = [
    "清晨的雾还没有散尽，开发区北门外的工地上已经传来塔吊转动的声音。",
    "“把麻烦留给自己，把方便留给企业。”他一边翻看登记簿，一边回答记者的提问。",
    "全年新开工项目48个，完成投资35.6亿元，同比增长12.4%——其中制造业占到六成以上。",
    "园区把办事窗口搬到车间门口，工人下了夜班就能交材料，全年少跑三十趟路。",
];

/// Articles of about 2.7 KB in zones of 2,000; one in 10,000 holds the phrase.
fn generate(root: &Path, articles: usize) {
    fs::create_dir_all(root.join("annotations")).expect("a folder");
    for at in 0..articles {
        let folder = root.join(format!("articles/专区{:03}", at / 2_000));
        if at % 2_000 == 0 {
            fs::create_dir_all(&folder).expect("a folder");
        }
        let mut text =
            format!("+++\ntitle = \"园区{at}号来信\"\ndate = \"2026-{:02}-18\"\n+++\n", at % 12 + 1);
        for paragraph in 0..8 {
            text.push('\n');
            (0..3).for_each(|nth| text.push_str(SENTENCES[(at + paragraph + nth) % 4]));
            text.push('\n');
        }
        if at % 10_000 == 0 {
            text.push_str("\n这里藏着独角兽咖啡馆。\n");
        }
        fs::write(folder.join(format!("a{at:06}.md")), text).expect("a file");
    }
}

/// Milliseconds of the best of five.
fn best(mut work: impl FnMut() -> usize, expected: usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..5 {
        let begun = Instant::now();
        assert_eq!(work(), expected, "a faster answer must be the same one");
        best = best.min(begun.elapsed().as_secs_f64() * 1e3);
    }
    best
}

/// How many files hold a phrase, each read whole, on all cores.
fn floor(paths: &[std::path::PathBuf], phrase: &str) -> usize {
    let (next, found) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let finder = memmem::Finder::new(phrase);
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let holds = finder.find(&fs::read(path).expect("a file")).is_some();
                    found.fetch_add(usize::from(holds), Ordering::Relaxed);
                }
            });
        }
    });
    found.into_inner()
}

fn main() {
    let wanted = std::env::var("PIZHU_ARTICLES").ok().and_then(|number| number.parse().ok());
    let articles: usize = wanted.unwrap_or(20_000);
    let home = tempfile::tempdir().expect("a folder");
    let root = home.path().join("library");
    generate(&root, articles);
    let library = Library::open(root.clone(), Lang::En).expect("a library");
    let me = Annotator::new("li").expect("a slug");
    let store = Store::open(&root, me, "li".into(), &home.path().join("state"), Lang::En).expect("a store");
    let book = codebook::built_in();
    let survey = Survey { library: &library, store: &store, codebook: &book };
    let entries = library.scan().entries;
    let paths: Vec<_> = entries.iter().map(|entry| library.path(entry)).collect();
    let rare = articles.div_ceil(10_000);

    let floor = best(|| floor(&paths, "独角兽咖啡馆"), rare);
    println!("{articles} articles");
    println!("{:<28} {floor:>8.1} ms", "read all, memmem");
    let tell = |name: &str, took: f64| println!("{name:<28} {took:>8.1} ms {:>6.2}x", took / floor);
    tell("names alone (scan)", best(|| library.scan().entries.len(), articles));
    for (name, query, expected) in [
        ("phrase", "独角兽咖啡馆", rare),
        ("phrase, traditional", "獨角獸", rare),
        ("pinyin", "djskfg", rare),
        ("zone and phrase", "zone:专区000 独角兽", rare.min(1)),
    ] {
        let query = Query::parse(query, Lang::En).expect("a query");
        let count = || {
            let mut found = 0;
            survey.stream(
                &query,
                Reach::Texts,
                || false,
                |dossier| query.holds(dossier, Scope::Article),
                |batch| {
                    found += batch.made.into_iter().filter(|holds| *holds).count();
                    ControlFlow::Continue(())
                },
            );
            found
        };
        tell(name, best(count, expected));
    }
    let titles: Vec<String> = (0..articles).map(|at| format!("园区{at}号来信")).collect();
    for (name, query) in [("titles, a letter of text", "园区1号"), ("titles, pinyin", "yqyh")] {
        let query = Query::parse(query, Lang::En).expect("a query");
        let keeps = || titles.iter().filter(|title| query.surely_holds_of(title, "", None)).count();
        let expected = keeps();
        tell(name, best(keeps, expected));
    }
}
