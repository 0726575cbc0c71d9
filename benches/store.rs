//! Tag → durable, beside a raw temp + fsync + rename + fsync of the same bytes, in one run on one disk.
//!
//! `cargo bench --bench store`. The figures of speed.md: at most three times raw with 10 marks in the file, at
//! most 20 ms with 1,000, whatever the library holds. The journal and the backup are included.
//! `PIZHU_BENCH_DIR` names the disk; the working folder's without.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a measurement that cannot start has nothing to say"
)]

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pizhu::messages::Lang;
use pizhu::store::{Consent, Store};
use pizhu::words::{Annotations, Annotator, ArticleId, Change, MarkId, Moment, Record, TagPath, Value};

const ROUNDS: usize = 200;

fn main() {
    let base = option_env!("PIZHU_BENCH_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from);
    for (marks, others) in [(10, 0), (10, 2_000), (100, 0), (1_000, 0)] {
        let folder = tempfile::tempdir_in(&base).expect("folder");
        let desk = Desk::new(folder.path(), marks, others);
        let bytes = fs::read(desk.file()).expect("file");
        let (mut raw, mut ours) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            raw.push(time(|| raw_save(&desk.folder, &bytes)));
            ours.push(time(|| desk.tag(round)));
        }
        let (raw, ours) = (summary(&mut raw), summary(&mut ours));
        println!(
            "{marks:>5} marks, {others:>5} other articles, {:>6} bytes: raw p50 {:.2} p99 {:.2} ms, tag p50 {:.2} p99 {:.2} ms, ratio {:.2} / {:.2}",
            bytes.len(),
            raw.0,
            raw.1,
            ours.0,
            ours.1,
            ours.0 / raw.0,
            ours.1 / raw.1
        );
    }
}

/// Median and 99th percentile in milliseconds.
fn summary(times: &mut [Duration]) -> (f64, f64) {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    (at(50), at(99))
}

fn time(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// The least that is durable: temp, fsync, rename, fsync of the folder.
fn raw_save(folder: &Path, bytes: &[u8]) {
    let (temp, path) = (folder.join("raw.tmp"), folder.join("raw"));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&temp).expect("temp");
    file.write_all(bytes).expect("written");
    file.sync_all().expect("durable");
    fs::rename(&temp, &path).expect("renamed");
    File::open(folder).expect("folder").sync_all().expect("durable");
}

struct Desk {
    folder: PathBuf,
    store: Store,
    article: ArticleId,
    marks: Vec<MarkId>,
}

fn now() -> Moment {
    Moment { unix_seconds: 1_773_813_787, offset_seconds: 28_800 }
}

impl Desk {
    fn new(folder: &Path, marks: u64, others: usize) -> Self {
        let root = folder.join("library");
        fs::create_dir(&root).expect("library");
        let open = || {
            let li = Annotator::new("li").expect("slug");
            Store::open(&root, li, "李审读".into(), &folder.join("state"), Lang::Zh).expect("store")
        };
        let store = open();
        let article = ArticleId::new("jincheng-2026-03-18-1").expect("slug");
        let ids: Vec<MarkId> = (0..marks).map(|n| MarkId::mint(1_773_813_787_000 + n, 7, None)).collect();
        let adds: Vec<Change> = ids.iter().map(|id| add(&article, *id)).collect();
        store.apply(&adds, Consent::NotAsked, now()).expect("saved");
        for n in 0..others {
            let path = root.join("annotations").join(format!("other-{n}"));
            fs::create_dir(&path).expect("folder");
            fs::copy(store.file(&article, store.annotator()), path.join("li.toml")).expect("copied");
        }
        Self { folder: folder.to_owned(), store, article, marks: ids }
    }

    fn file(&self) -> PathBuf {
        self.store.file(&self.article, self.store.annotator())
    }

    /// Puts a tag on one of the marks, or takes it off.
    fn tag(&self, round: usize) {
        let id = self.marks[round % self.marks.len()];
        let make = |own: &Annotations| {
            let old = own.mark(id).expect("mark").tags.clone();
            let mut new = old.clone();
            let tag = TagPath::new("价值/亮点").expect("tag");
            if new.contains(&tag) {
                new.retain(|other| *other != tag);
            } else {
                new.push(tag);
            }
            new.sort();
            let record = Record::Mark(id);
            vec![Change {
                article: own.article.clone(),
                record,
                old: Value::Tags(old),
                new: Value::Tags(new),
            }]
        };
        self.store.change(&[self.article.clone()].into(), Consent::NotAsked, now(), &make).expect("saved");
    }
}

fn add(article: &ArticleId, id: MarkId) -> Change {
    let mut mark = pizhu::words::Mark::blank(id);
    mark.quote = "晋城经开区去年新增学位三万个，比上年多一成".into();
    mark.prefix = "教育局负责人介绍，".into();
    mark.suffix = "，同比增长百分之八，其中三成在新城".into();
    mark.tags = vec![TagPath::new("价值/待核实").expect("tag")];
    mark.created = now();
    Change {
        article: article.clone(),
        record: Record::Mark(id),
        old: Value::Absent,
        new: Value::Mark(Box::new(mark)),
    }
}
