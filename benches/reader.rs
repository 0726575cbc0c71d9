//! The reader from event to drawn cells over generated texts: open, page, paragraph, resize, find, at three sizes.
//!
//! `cargo bench --bench reader`; p50 and p99 in milliseconds of one run. No terminal takes part: what a frame costs
//! to write stands aside.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a bench prints rounded figures and may stop")]

use std::sync::Arc;
use std::time::Instant;

use pizhu::app::{App, Event, Marks, Memory, Now, Settings};
use pizhu::formats::codebook;
use pizhu::keymap::Keymap;
use pizhu::messages::Lang;
use pizhu::tui::view::draw;
use pizhu::words::{
    Action, Annotations, Annotator, Article, ArticleCard, ArticleId, BlockKind, MarkId, Meta, Moment,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Sentences of our own, as news has them.
const SENTENCES: &[&str] = &[
    "清晨的雾还没有散尽，开发区北门外的工地上已经传来塔吊转动的声音。",
    "“把麻烦留给自己，把方便留给企业。”他一边翻看登记簿，一边回答记者的提问。",
    "全年新开工项目48个，完成投资35.6亿元，同比增长12.4%——其中制造业占到六成以上……",
];

struct Bench {
    app: App,
    article: Arc<Article>,
    millis: u64,
    size: (u16, u16),
}

fn moment(millis: u64) -> Now {
    let moment = Moment::parse("2026-03-18T08:00:00+08:00").expect("a moment");
    Now { millis, moment, fresh: MarkId(uuid::Uuid::from_u128(u128::from(millis) + 1)) }
}

fn article(paragraphs: usize, bytes_each: usize) -> Arc<Article> {
    let meta = Meta { title: "窗口".into(), zone: "开发区".into(), ..Meta::default() };
    let body: Vec<String> = (0..paragraphs)
        .map(|at| {
            let mut text = String::with_capacity(bytes_each + 128);
            let mut next = at;
            while text.len() < bytes_each {
                text.push_str(SENTENCES[next % SENTENCES.len()]);
                next += 1;
            }
            text
        })
        .collect();
    let id = ArticleId::new("a").expect("a slug");
    Arc::new(Article::assemble(id, meta, body.iter().map(|text| (BlockKind::Body, text.as_str()))))
}

impl Bench {
    fn new(article: Arc<Article>) -> Self {
        let me = Annotator::new("li").expect("a slug");
        let settings = Settings::new(Lang::Zh, me, "李".into());
        let keymap = Box::new(Keymap::built_in(Lang::Zh));
        let app = App::new(settings, keymap, Memory::default(), moment(0));
        let mut bench = Self { app, article, millis: 0, size: (120, 40) };
        bench.take(Event::Resized(120, 40));
        let card = ArticleCard {
            id: bench.article.id.clone(),
            zone: "开发区".into(),
            title: "窗口".into(),
            date: None,
        };
        bench.take(Event::Listed(vec![card].into(), Arc::new(codebook::built_in()), None));
        bench
    }

    fn take(&mut self, event: Event) {
        self.millis += 10;
        let _ = self.app.update(event, moment(self.millis));
    }

    /// Milliseconds from an event to its cells.
    fn frame(&mut self, event: Event) -> f64 {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let start = Instant::now();
        self.take(event);
        let _ = draw(&self.app, &mut buffer);
        start.elapsed().as_secs_f64() * 1e3
    }

    fn open(&mut self) -> f64 {
        let own =
            Annotations::empty(self.article.id.clone(), self.app.settings.annotator.clone(), "李".into());
        let marks = Marks { own, placed: Vec::new(), problems: Vec::new(), read_only: None, doubt: None };
        self.frame(Event::ArticleLoaded(self.article.clone(), Box::new(marks)))
    }

    fn times(&mut self, name: &str, count: usize, mut event: impl FnMut(&mut Self, usize) -> Event) {
        let mut took: Vec<f64> = (0..count)
            .map(|at| {
                let event = event(self, at);
                self.frame(event)
            })
            .collect();
        took.sort_by(f64::total_cmp);
        let of = |percent: usize| took[(took.len() - 1) * percent / 100];
        println!("  {name:<28} p50 {:>8.3} ms   p99 {:>8.3} ms", of(50), of(99));
    }

    fn run(&mut self, name: &str) {
        println!("{name}: {} MB, {} blocks", self.article.text.len() / 1_000_000, self.article.blocks.len());
        println!("  {:<28}     {:>8.3} ms", "open", self.open());
        let command = |action: Action| move |_: &mut Self, _| Event::Command(action.clone());
        self.times("page down", 500, command(Action::PageDown));
        self.times("page up", 250, command(Action::PageUp));
        self.times("next paragraph", 500, command(Action::ParagraphNext));
        self.times("resize", 300, |bench, at| {
            bench.size = (80 + u16::try_from(at * 7 % 60).unwrap_or(0), 40);
            Event::Resized(bench.size.0, bench.size.1)
        });
        println!("  {:<28}     {:>8.3} ms", "to the end", self.frame(Event::Command(Action::GoBottom)));
        self.times("page up from the end", 250, command(Action::PageUp));
        let start = Instant::now();
        let find = pizhu::keymap::parse_command("find 没有这几个字", Lang::Zh).expect("a command");
        let first = self.frame(Event::Command(find));
        let mut worst: f64 = first;
        while self.app.is_looking() {
            worst = worst.max(self.frame(Event::Woke));
        }
        let whole = start.elapsed().as_secs_f64() * 1e3;
        println!("  {:<28}     {whole:>8.3} ms, at most {worst:.3} ms at once", "find what is not there");
    }
}

fn main() {
    Bench::new(article(20, 250)).run("an article");
    Bench::new(article(200_000, 250)).run("a long article");
    Bench::new(article(1, 10_000_000)).run("one paragraph on one line");
}
