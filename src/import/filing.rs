//! Drafts → article files: ids, folders, front matter with `[import]`, and finding the article that a
//! corrected page is about.

use std::collections::HashMap;

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::page::{Draft, Page, Span};
use super::places;
use crate::anchor;
use crate::formats::{article, hash, slug};
use crate::messages::Lang;
use crate::words::{Article, ArticleId, BlockKind, Caption, Meta};

/// Where a draft came from.
#[derive(Debug, Clone, Copy)]
pub struct Origin<'a> {
    /// The original in the library, `pages/…`.
    pub page_file: &'a str,
    /// The encoding it was read in.
    pub encoding: &'a str,
}

/// The id that an article gets when it has none yet: the place and the date, or the headline's first words where the
/// page has no date, and six digits of a hash of zone, date and headline.
pub fn new_id(draft: &Draft, page: &Page) -> ArticleId {
    slug::short_id(&shown(draft, page), &whole(draft, page))
}

/// A further id when the first is taken by another article.
pub fn other_id(draft: &Draft, page: &Page, number: usize) -> ArticleId {
    let opening: String =
        draft.paragraphs.first().map(|first| first.text.chars().take(60).collect()).unwrap_or_default();
    slug::short_id(&shown(draft, page), &format!("{} {opening} {number}", whole(draft, page)))
}

fn shown(draft: &Draft, page: &Page) -> String {
    const TITLE_CHARS: usize = 4;
    let zone: Vec<char> = draft.zone.chars().collect();
    let place = places::at_head(&zone).unwrap_or(2).min(zone.len());
    let place: String = zone.iter().take(place).collect();
    let words: String = headline(draft).chars().filter(|c| c.is_alphanumeric()).take(TITLE_CHARS).collect();
    format!("{place} {}", page.date.as_deref().unwrap_or(&words))
}

fn whole(draft: &Draft, page: &Page) -> String {
    format!("{} {} {}", draft.zone, page.date.as_deref().unwrap_or(""), headline(draft))
}

fn headline(draft: &Draft) -> &str {
    if !draft.title.is_empty() {
        return &draft.title;
    }
    draft.paragraphs.first().map_or("", |first| &first.text)
}

/// The folder of a zone: its display name, without what no file system takes.
pub fn zone_folder(zone: &str) -> String {
    let name: String = zone
        .chars()
        .map(|c| {
            if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '-'
            } else {
                c
            }
        })
        .take(60)
        .collect();
    let name = name.trim().trim_matches('.').trim();
    if name.is_empty() { super::UNDECIDED.to_owned() } else { name.to_owned() }
}

/// The article that a draft becomes.
pub fn to_article(draft: &Draft, page: &Page, id: ArticleId) -> Article {
    let untitled: String = headline(draft).chars().take(20).collect();
    let meta = Meta {
        title: if draft.title.is_empty() { untitled } else { draft.title.clone() },
        zone: draft.zone.clone(),
        kicker: draft.kicker.clone(),
        deck: draft.deck.clone(),
        date: page.date.clone(),
        paper: page.paper.clone(),
        page_no: page.page_no.clone(),
        page_name: page.page_name.clone(),
        dateline: draft.dateline.clone(),
        reporters: draft.reporters.clone(),
        authors: draft.authors.clone(),
        genre: draft.genre.clone(),
        source: None,
        repairs: Vec::new(),
        captions: draft
            .captions
            .iter()
            .map(|caption| Caption {
                text: caption.text.clone(),
                credit: caption.credit.clone(),
                after: Some(caption.after),
            })
            .collect(),
    };
    let body = draft.paragraphs.iter().map(|paragraph| {
        (if paragraph.is_subhead { BlockKind::Subhead } else { BlockKind::Body }, paragraph.text.as_str())
    });
    Article::assemble(id, meta, body)
}

/// The text of an article file; what an older file had beside the known fields survives (`old` is its front
/// matter without the fences, "" for a new file).
pub fn render(draft: &Draft, page: &Page, id: ArticleId, origin: Origin<'_>, old: &str) -> String {
    let mut front: DocumentMut = old.parse().unwrap_or_default();
    front.remove("import");
    let mut table = import_table(draft, origin);
    table.insert("written", value(written(draft, page, id.clone())));
    front.insert("import", Item::Table(table));
    article::render(&to_article(draft, page, id), &front.to_string())
}

/// What an article says, whatever stands beside it in its file: a hash of its fields and blocks.
pub fn fingerprint(article: &Article) -> String {
    hash::digest(article::render(article, "").as_bytes()).to_string()
}

/// The fingerprint that a draft's file has when it is read back.
pub fn written(draft: &Draft, page: &Page, id: ArticleId) -> String {
    let text = article::render(&to_article(draft, page, id.clone()), "");
    let source = article::Source { zone: "", file: "", lang: Lang::Zh };
    fingerprint(&article::parse(id, &text, source).0)
}

/// `[import]`: page, encoding, evidence, spans by ordinal, repairs.
fn import_table(draft: &Draft, origin: Origin<'_>) -> Table {
    let mut table = Table::new();
    table.insert("page", value(origin.page_file));
    table.insert("encoding", value(origin.encoding));
    table.insert("zone_evidence", value(draft.zone_evidence.name()));
    table.insert("zone_confidence", value((f64::from(draft.zone_confidence) * 100.0).round() / 100.0));
    let sources = &draft.sources;
    let head: Vec<Span> = sources.kicker.iter().chain(&sources.title).chain(&sources.deck).copied().collect();
    let all = std::iter::once(&head)
        .chain(draft.paragraphs.iter().map(|paragraph| &paragraph.source))
        .chain(draft.captions.iter().map(|caption| &caption.source));
    table.insert("spans", value(all.map(|spans| span_list(spans)).collect::<Array>()));
    let mut repairs = ArrayOfTables::new();
    for (index, paragraph) in draft.paragraphs.iter().enumerate() {
        for repair in &paragraph.repairs {
            let Some(name) = repair.flag.repair() else { continue };
            let mut one = Table::new();
            one.insert("name", value(name));
            one.insert("para", value(number(index + 1)));
            one.insert("at", value(pair(repair.at)));
            one.insert("state", value(if repair.is_accepted { "accepted" } else { "proposed" }));
            repairs.push(one);
        }
    }
    if !repairs.is_empty() {
        table.insert("repairs", Item::ArrayOfTables(repairs));
    }
    table
}

fn span_list(spans: &[Span]) -> Value {
    Value::Array(spans.iter().map(|&span| pair(span)).collect())
}

fn pair((start, end): Span) -> Value {
    Value::Array([number(start), number(end)].into_iter().collect())
}

fn number(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The two-character pieces of a text's first characters, counted: made once, compared with many.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    pieces: HashMap<(char, char), u32>,
    count: u32,
}

impl Sketch {
    /// Counts the pieces of a text; blanks do not count.
    pub fn of(text: &str) -> Self {
        const MOST_CHARS: usize = 3000;
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).take(MOST_CHARS).collect();
        let mut sketch = Self::default();
        for pair in chars.windows(2) {
            if let &[a, b] = pair {
                *sketch.pieces.entry((a, b)).or_default() += 1;
                sketch.count += 1;
            }
        }
        sketch
    }

    /// How much of two texts is the same, 0.0..=1.0: the share of pieces they have in common.
    pub fn likeness(&self, other: &Self) -> f32 {
        let (few, many) = if self.pieces.len() <= other.pieces.len() { (self, other) } else { (other, self) };
        let known = |piece| many.pieces.get(piece).copied().unwrap_or(0);
        let same: u32 = few.pieces.iter().map(|(piece, count)| (*count).min(known(piece))).sum();
        let all = self.count + other.count;
        if all == 0 { 1.0 } else { ratio(2 * same, all) }
    }
}

/// How much of two texts is the same, 0.0..=1.0.
pub fn likeness(one: &str, other: &str) -> f32 {
    Sketch::of(one).likeness(&Sketch::of(other))
}

/// Counts of one article fit in a float.
#[expect(clippy::cast_precision_loss, reason = "at most 6,000 pieces")]
fn ratio(part: u32, all: u32) -> f32 {
    part as f32 / all as f32
}

/// What a draft says, without head and captions.
pub fn body(draft: &Draft) -> String {
    draft.paragraphs.iter().map(|paragraph| paragraph.text.as_str()).collect()
}

/// The same of an article of the library.
pub fn known_body(article: &Article) -> String {
    article
        .iter_blocks()
        .filter(|(_, kind, _)| matches!(kind, BlockKind::Body | BlockKind::Subhead))
        .map(|(_, _, text)| text)
        .collect()
}

/// Whether an article of the library is this draft in another version: same paper and day, and either the same
/// headline and half the text, or most of the text. `alike` is how much of their bodies is the same.
pub fn is_version_of(article: &Article, draft: &Draft, page: &Page, alike: f32) -> bool {
    let same =
        |known: &Option<String>, new: &Option<String>| known.is_none() || new.is_none() || known == new;
    if alike < 0.5 || !same(&article.meta.paper, &page.paper) || !same(&article.meta.date, &page.date) {
        return false;
    }
    if alike < 0.75 && likeness(&article.meta.title, &draft.title) <= 0.9 {
        return false;
    }
    let is_dated = article.meta.date.is_some() && page.date.is_some();
    is_dated || !is_another_time(&known_body(article), &body(draft))
}

/// Whether two texts in the same words tell of different times, as the news of one week and the next do: a day and
/// something else differ, or more than half of all figures.
fn is_another_time(one: &str, other: &str) -> bool {
    let (one, other) = (anchor::figures(one), anchor::figures(other));
    let without = |mine: &[String], theirs: &[String]| {
        let mut left = theirs.to_vec();
        let mut missing = mine.to_vec();
        missing.retain(|figure| match left.iter().position(|known| known == figure) {
            Some(at) => {
                left.swap_remove(at);
                false
            }
            None => true,
        });
        missing
    };
    let (lost, gained) = (without(&one, &other), without(&other, &one));
    let differ = lost.len().max(gained.len());
    let has_day =
        |figures: &[String]| figures.iter().any(|figure| figure.ends_with(['日', '号', '月', '年']));
    differ > 1 && (has_day(&lost) && has_day(&gained) || differ * 2 > one.len().max(other.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Options, parse};

    const PAGE: &str = "平定经济技术开发区\n\n园区办好三件实事\n\n本报讯 记者赵小川 园区三条新路通车。\n\n管委会请来工程师，驻点帮\n\n忙半年。\n";

    fn is_version(article: &Article, draft: &Draft, page: &Page) -> bool {
        is_version_of(article, draft, page, likeness(&known_body(article), &body(draft)))
    }

    #[test]
    fn an_article_file_tells_where_it_came_from() {
        let page = parse(PAGE, &Options::default());
        let draft = &page.articles[0];
        let id = new_id(draft, &page);
        assert!(id.as_str().starts_with("pingding-yuanqubanhao-") && id.as_str().len() <= 30, "{id}");
        let origin = Origin { page_file: "pages/a.txt", encoding: "UTF-8" };
        let text = render(draft, &page, id.clone(), origin, "# 手写\nmine = 1\n");
        let source = article::Source { zone: "", file: "a.md", lang: crate::messages::Lang::Zh };
        let (article, problems) = article::parse(id, &text, source);
        assert_eq!(problems, []);
        assert_eq!(article.meta.reporters, ["赵小川"]);
        assert_eq!(article.block_text(2), Some("管委会请来工程师，驻点帮忙半年。"));
        assert!(text.contains("mine = 1") && text.contains("name = \"接排\"\npara = 2"), "{text}");
        assert!(is_version(&article, draft, &page));
    }

    #[test]
    fn folders_are_safe() {
        assert_eq!(zone_folder("../a/b"), "-a-b");
        assert_eq!(zone_folder(".."), super::super::UNDECIDED);
        assert_eq!(zone_folder("晋城经济技术开发区"), "晋城经济技术开发区");
    }

    #[test]
    fn other_articles_are_not_versions() {
        assert!(likeness("园区三条新路通车。", "园区三条新路通车了。") > 0.8);
        assert!(likeness("园区三条新路通车。", "管委会请来工程师。") < 0.2);
    }

    #[test]
    fn the_news_of_another_week_is_no_version() {
        let week = |day: u32, count: u32, sum: &str| {
            let text = format!(
                "平定经济技术开发区\n\n一周进展\n\n本报讯 3月{day}日，园区开工项目{count}个，完成投资{sum}亿元，走访企业20家，办结诉求9件。\n"
            );
            parse(&text, &Options::default())
        };
        let (old, next) = (week(11, 3, "1.4"), week(18, 4, "2.4"));
        let article = to_article(&old.articles[0], &old, new_id(&old.articles[0], &old));
        assert!(!is_version(&article, &next.articles[0], &next));
        for corrected in [week(12, 3, "1.4"), week(11, 3, "1.5"), week(11, 4, "1.5")] {
            assert!(is_version(&article, &corrected.articles[0], &corrected));
        }
    }
}
