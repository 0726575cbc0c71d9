//! `Desk`: drives the real reader with keys and looks at the cells it draws; the disk is a value in memory.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use pizhu::app::{App, Effect, Event, Marks, Memory, Now, Settings, ThemeName, Undone};
use pizhu::formats::codebook;
use pizhu::keymap::{Key, Keymap, Step, parse_sequence};
use pizhu::messages::Lang;
use pizhu::text::{Widths, cells};
use pizhu::tui::view::{Caret, draw};
use pizhu::words::{
    Annotations, Annotator, Article, ArticleCard, ArticleId, BlockKind, Change, Fault, FaultKind, MarkId,
    Meta, Moment,
};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The reader at a desk of two short articles.
pub(crate) struct Desk {
    pub(crate) app: App,
    articles: Vec<Arc<Article>>,
    written: BTreeMap<ArticleId, Annotations>,
    steps: Vec<Vec<Change>>,
    undone: Vec<Vec<Change>>,
    pub(crate) effects: Vec<Effect>,
    /// The commands that ran, by their names.
    pub(crate) ran: Vec<&'static str>,
    size: (u16, u16),
    millis: u64,
    ids: u128,
    /// Whether what is to be saved stays on its way.
    pub(crate) holds: bool,
    /// Whether saving fails.
    pub(crate) broken: bool,
    /// Whether articles that are asked for do not come.
    pub(crate) slow: bool,
}

fn article(id: &str, zone: &str, title: &str, body: &[&str]) -> Arc<Article> {
    let meta = Meta {
        title: title.into(),
        zone: zone.into(),
        date: Some("2026-03-18".into()),
        reporters: vec!["田野".into()],
        ..Meta::default()
    };
    let id = ArticleId::new(id).expect("a slug");
    Arc::new(Article::assemble(id, meta, body.iter().map(|text| (BlockKind::Body, *text))))
}

/// Our own sentences, as the zones' news reads.
fn articles() -> Vec<Arc<Article>> {
    let long: Vec<String> = (1..=40)
        .map(|n| format!("第{n}段：园区把办事窗口搬到车间门口，工人下了夜班就能交材料，全年少跑{n}趟路。"))
        .collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    vec![
        article(
            "jincheng-1",
            "晋城经开区",
            "窗口开到车间门口",
            &[
                "今年前两个月，晋城经开区签下十二个项目，总投资约35.6亿元，其中七个与煤机有关。",
                "“三懂”是什么？懂政策、懂企业、懂流程——一位干部扳着手指说，少一样都不行……",
                "审批从9个工作日压到1.5个，压减83%；材料从二十三份减到七份。",
            ],
        ),
        article("xiangyuan-long", "襄垣经开区", "夜班工人的四十个早晨", &long),
        article("zhangzi-1", "长治高新区", "一张图审完一个项目", &["长治高新区把二十三张表并成一张图。"]),
    ]
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::sized(100, 24)
    }

    pub(crate) fn sized(width: u16, height: u16) -> Self {
        Self::with(width, height, Memory::default(), |_| {})
    }

    pub(crate) fn with(width: u16, height: u16, memory: Memory, change: impl FnOnce(&mut Settings)) -> Self {
        let me = Annotator::new("li").expect("a slug");
        let mut settings = Settings::new(Lang::Zh, me, "李审读".into());
        settings.widths = Widths::narrow();
        settings.theme = ThemeName::Dark;
        change(&mut settings);
        let lang = settings.lang;
        let mut desk = Self {
            app: App::new(settings, Box::new(Keymap::built_in(lang)), memory, now(0, 1)),
            articles: articles(),
            written: BTreeMap::new(),
            steps: Vec::new(),
            undone: Vec::new(),
            effects: Vec::new(),
            ran: Vec::new(),
            size: (width, height),
            millis: 0,
            ids: 1,
            holds: false,
            broken: false,
            slow: false,
        };
        desk.event(Event::Resized(width, height));
        let cards: Vec<ArticleCard> = desk
            .articles
            .iter()
            .map(|article| ArticleCard {
                id: article.id.clone(),
                zone: article.meta.zone.as_str().into(),
                title: article.meta.title.as_str().into(),
                date: article.meta.date.as_deref().map(Into::into),
            })
            .collect();
        desk.event(Event::Listed(cards.into(), Arc::new(codebook::built_in()), None));
        desk
    }

    /// The reader at marks that lost their place: their paragraphs were rewritten from outside.
    pub(crate) fn with_orphans() -> Self {
        let mut desk = Self::new().press("J 1 J 2 J 3");
        let first = desk.articles.first().expect("an article").clone();
        let other = [
            "审批从七个工作日压到两个，压减七成；材料从二十三份减到九份，盖章从五枚减到一枚。",
            "审批从九个工作日压到三个，压减六成；材料从二十八份减到七份，跑动从四趟减到零趟。",
            "渡口停航两天。",
        ];
        let rewritten = article(first.id.as_str(), &first.meta.zone, &first.meta.title, &other);
        desk.articles[0] = rewritten.clone();
        let marks = desk.marks(&first.id);
        desk.event(Event::ArticleLoaded(rewritten, marks));
        desk.press(":").type_text("orphans").press("<Enter>")
    }

    /// The reader at an article of these paragraphs.
    pub(crate) fn reading(width: u16, body: &[&str], change: impl FnOnce(&mut Settings)) -> Self {
        let mut desk = Self::with(width, 24, Memory::default(), change);
        let first = desk.articles.first().expect("an article").clone();
        let rewritten = article(first.id.as_str(), &first.meta.zone, &first.meta.title, body);
        desk.articles[0] = rewritten.clone();
        let marks = desk.marks(&first.id);
        desk.event(Event::ArticleLoaded(rewritten, marks));
        desk
    }

    /// The same reader when the first article was given these paragraphs from outside.
    pub(crate) fn rewritten(mut self, body: &[&str]) -> Self {
        let first = self.articles.first().expect("an article").clone();
        let rewritten = article(first.id.as_str(), &first.meta.zone, &first.meta.title, body);
        self.articles[0] = rewritten.clone();
        let marks = self.marks(&first.id);
        self.give(Event::ArticleLoaded(rewritten, marks))
    }

    /// Gives an event, and does what the reader asks for.
    pub(crate) fn event(&mut self, event: Event) {
        let mut waiting = VecDeque::from([event]);
        while let Some(event) = waiting.pop_front() {
            self.millis += 10;
            self.ids += 1 << 30;
            let effects = self.app.update(event, now(self.millis, self.ids));
            self.ran.extend(&self.app.trail.ran);
            for effect in effects {
                waiting.extend(self.answer(&effect));
                self.effects.push(effect);
            }
        }
    }

    pub(crate) fn marks(&self, id: &ArticleId) -> Box<Marks> {
        let me = self.app.settings.annotator.clone();
        let own = self.written.get(id).cloned();
        let own = own.unwrap_or_else(|| Annotations::empty(id.clone(), me, "李审读".into()));
        let article = self.articles.iter().find(|article| article.id == *id).expect("an article");
        let placed = pizhu::anchor::place(article, std::slice::from_ref(&own));
        Box::new(Marks { own, placed, problems: Vec::new(), read_only: None, doubt: None })
    }

    /// Puts another text in an article's place.
    pub(crate) fn put_article(&mut self, article: &Arc<Article>) {
        for old in self.articles.iter_mut().filter(|old| old.id == article.id) {
            *old = article.clone();
        }
    }

    fn put(&mut self, changes: &[Change]) {
        for change in changes {
            let (id, me) = (change.article.clone(), self.app.settings.annotator.clone());
            let own =
                self.written.entry(id.clone()).or_insert_with(|| Annotations::empty(id, me, "李审读".into()));
            change.apply(own).expect("the field holds what the change expects");
        }
    }

    fn answer(&mut self, effect: &Effect) -> Vec<Event> {
        match effect {
            Effect::Open(..) if self.slow => Vec::new(),
            Effect::Open(id, _) | Effect::Load(id) => {
                let article = self.articles.iter().find(|article| article.id == *id).expect("an article");
                vec![Event::ArticleLoaded(article.clone(), self.marks(id))]
            }
            Effect::Advise(article, lang) => {
                let advice = pizhu::checks::look(article, &pizhu::checks::HouseRules::default(), *lang);
                vec![Event::Advised(article.clone(), advice, Vec::new())]
            }
            Effect::MakeTag(tag) => {
                let mut codebook = (*self.app.catalogue.codebook).clone();
                let parent = tag.parent().unwrap_or_default().to_owned();
                let name = tag.leaf().to_owned();
                codebook.tags.push(pizhu::words::Tag { name, parent, ..pizhu::words::Tag::default() });
                vec![Event::TagMade(Ok((Arc::new(codebook), tag.clone())))]
            }
            Effect::Save(..) if self.holds => Vec::new(),
            Effect::Save(ticket, _) if self.broken => {
                let fault = Fault::new(FaultKind::Io, "test.full", "磁盘已满");
                vec![Event::SaveFailed(*ticket, fault)]
            }
            Effect::Save(ticket, changes) => {
                self.put(changes);
                self.steps.push(changes.clone());
                self.undone.clear();
                vec![Event::Saved(*ticket)]
            }
            Effect::Undo(_) | Effect::Redo(_) => {
                let undo = matches!(effect, Effect::Undo(_));
                let step = if undo { self.steps.pop() } else { self.undone.pop() };
                let Some(step) = step else {
                    let fault = Fault::new(FaultKind::Refused, "test.nothing", "没有可撤销的");
                    return vec![Event::Undone(undo, Err(fault))];
                };
                let id = step.first().expect("a change").article.clone();
                if undo {
                    let back: Vec<Change> = step.iter().rev().map(Change::inverse).collect();
                    self.put(&back);
                    self.undone.push(step);
                } else {
                    self.put(&step);
                    self.steps.push(step);
                }
                vec![
                    Event::MarksLoaded(id.clone(), self.marks(&id)),
                    Event::Undone(undo, Ok(Undone { changes: 1, article: Some(id), ..Undone::default() })),
                ]
            }
            _elsewhere => Vec::new(),
        }
    }

    /// Presses keys, written as in keymap.toml and parted by blanks.
    pub(crate) fn press(mut self, keys: &str) -> Self {
        for step in parse_sequence(keys).expect(keys) {
            let key = match step {
                Step::Key(key) => key,
                Step::Leader => self.app.keys.map.leader(),
                Step::Any => continue,
            };
            self.event(Event::Key(key));
        }
        self
    }

    /// Types text, a key a character.
    pub(crate) fn type_text(mut self, text: &str) -> Self {
        for character in text.chars() {
            self.event(Event::Key(Key::char(character)));
        }
        self
    }

    /// Gives an event.
    pub(crate) fn give(mut self, event: Event) -> Self {
        self.event(event);
        self
    }

    /// Lets time pass: whatever is due happens.
    pub(crate) fn wait(mut self, millis: u64) -> Self {
        self.millis += millis;
        self.event(Event::Woke);
        self
    }

    /// Changes the screen's size.
    pub(crate) fn resize(mut self, width: u16, height: u16) -> Self {
        self.size = (width, height);
        self.event(Event::Resized(width, height));
        self
    }

    /// The cells and the caret.
    pub(crate) fn frame(&self) -> (Buffer, Caret) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let caret = draw(&self.app, &mut buffer);
        (buffer, caret)
    }

    /// The rows of the screen as text; each is checked to be exactly as wide as the screen.
    pub(crate) fn rows(&self) -> Vec<String> {
        let (buffer, _) = self.frame();
        let widths = Widths::narrow();
        let mut rows = Vec::new();
        for y in 0..self.size.1 {
            let mut row = String::new();
            let mut x = 0;
            while x < self.size.0 {
                let symbol = buffer.cell((x, y)).expect("a cell").symbol();
                let width = cells(symbol, &widths).max(1);
                row.push_str(if symbol.is_empty() { " " } else { symbol });
                x += u16::try_from(width).expect("small");
            }
            assert_eq!(x, self.size.0, "row {y} is cut inside a wide cluster: {row}");
            rows.push(row);
        }
        rows
    }

    /// The screen as text.
    pub(crate) fn screen(&self) -> String {
        self.rows().iter().map(|row| row.trim_end()).collect::<Vec<_>>().join("\n")
    }

    /// The bottom line.
    pub(crate) fn footer(&self) -> String {
        self.rows().pop().unwrap_or_default()
    }
}

fn now(millis: u64, id: u128) -> Now {
    let moment = Moment::parse("2026-03-18T14:03:07+08:00").expect("a moment");
    Now {
        millis,
        moment,
        fresh: MarkId(uuid::Uuid::from_u128(0x0195_a1c4_7e30_7b52_8000_0000_0000_0000 + id)),
    }
}
