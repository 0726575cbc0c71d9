//! `pizhu import` of marks and codes: W3C annotations, REFI-QDA projects and codebooks.
//!
//! Each annotator's marks go into a file of that annotator's own; a colleague who writes here already is left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::args::ImportArgs;
use super::codebook::exchange::missing;
use super::context::{Context, Done, Outcome, working_folder};
use crate::clock;
use crate::formats::exchange::{self, Incoming, IncomingMark, IncomingText, article_guid};
use crate::formats::extract::Extracted;
use crate::formats::{codebook, refi, slug};
use crate::import::{Draft, DraftParagraph, Evidence, Page, Sources, marks};
use crate::library::Library;
use crate::library::pages::Shelf;
use crate::messages::{Lang, import as say};
use crate::store::{Consent, Scope, Store};
use crate::words::{
    Annotations, Annotator, Article, Change, Fault, FaultKind, Mark, Problem, Record, Severity, Tag, TagPath,
    Value,
};

/// The largest file that is read, in bytes.
const LIMIT_BYTES: u64 = 256 << 20;

/// What became of one file.
#[derive(Serialize)]
struct ExchangeShape {
    file: String,
    kind: &'static str,
    tags: usize,
    marks: usize,
    known: usize,
    unplaced: usize,
    left_to_their_author: usize,
    left_out: usize,
    articles: Vec<ArticleShape>,
}

#[derive(Serialize)]
struct ArticleShape {
    id: String,
    new: bool,
    marks: usize,
}

/// Imports the files that hold marks or codes; the pages among them as ever.
pub(super) fn import(context: &mut Context<'_>, args: &ImportArgs) -> Outcome {
    let mut found: Vec<(PathBuf, Incoming)> = Vec::new();
    let mut pages = Vec::new();
    for file in &args.files {
        match incoming(file, context.lang)? {
            Some(incoming) => found.push((file.clone(), incoming)),
            None => pages.push(file.clone()),
        }
    }
    if found.is_empty() {
        return super::import::run(context, args);
    }
    if args.json && !pages.is_empty() {
        return Err(Fault::new(FaultKind::Usage, "import.mixed", say::import_apart(context.lang)));
    }
    let mut shapes = Vec::new();
    for (file, incoming) in &found {
        let shape = one(context, args, file, incoming)?;
        if !args.json {
            let marks = (shape.marks, shape.known);
            let said =
                say::marks_imported(context.lang, &shape.file, marks.0, shape.tags, marks.1, shape.unplaced);
            context.print_line(&said)?;
        }
        shapes.push(shape);
    }
    match shapes.as_slice() {
        [one] if args.json => context.print_json(one)?,
        several if args.json => context.print_rows(several)?,
        _ => {}
    }
    if pages.is_empty() {
        return Ok(Done::Fine);
    }
    super::import::run(context, &ImportArgs { files: pages, ..args.clone() })
}

/// What a file holds, by its content; `None` for pages, and for what cannot be read here, which import names.
fn incoming(file: &Path, lang: Lang) -> Result<Option<Incoming>, Fault> {
    let may_be = file.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| {
        ["qdpx", "qdc", "json", "jsonld", "w3c"].iter().any(|one| ending.eq_ignore_ascii_case(one))
    });
    if !may_be {
        return Ok(None);
    }
    let path = working_folder(lang)?.join(file);
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)
        .and_then(|file| std::io::Read::read_to_end(&mut std::io::Read::take(file, LIMIT_BYTES), &mut bytes));
    Ok(read.ok().and_then(|_| exchange::read(&bytes)))
}

/// Where everything goes.
struct Desk {
    library: Library,
    own: Annotator,
    is_dry: bool,
    lang: Lang,
}

fn one(
    context: &mut Context<'_>,
    args: &ImportArgs,
    file: &Path,
    incoming: &Incoming,
) -> Result<ExchangeShape, Fault> {
    let library = super::import::library(context, args.dry_run)?;
    let Some(library) = library else {
        // Nothing to compare with: all of it would come.
        return Ok(shape(file, incoming));
    };
    let desk = Desk { own: context.annotator()?.0, library, is_dry: args.dry_run, lang: context.lang };
    let mut shape = ExchangeShape { marks: 0, unplaced: 0, articles: Vec::new(), ..shape(file, incoming) };
    shape.tags = add_tags(context, &desk, incoming)?;
    for text in &incoming.texts {
        match target(&desk, args, text)? {
            Target::Article(article, is_new) => {
                let before = shape.marks;
                put_marks(context, &desk, &article, text, &mut shape)?;
                let marks = shape.marks - before;
                shape.articles.push(ArticleShape { id: article.id.to_string(), new: is_new, marks });
            }
            Target::WouldBe => {
                let marks = text.marks.len();
                shape.marks += marks;
                shape.articles.push(ArticleShape { id: text.name.clone(), new: true, marks });
            }
            Target::Unknown => {
                shape.left_out += text.marks.len();
                let message = say::no_article(desk.lang, &text.name);
                let problem = Problem::error(&shape.file, 0, 0, "import.no-article", message);
                context.remark(&problem.at(Severity::Warning));
            }
        }
    }
    if shape.left_out > 0 {
        let message = say::left_out(desk.lang, shape.left_out);
        context.remark(&Problem::error(&shape.file, 0, 0, "import.lost", message).at(Severity::Advice));
    }
    if shape.left_to_their_author > 0 {
        let message = say::left_to_author(desk.lang, shape.left_to_their_author);
        let problem = Problem::error(&shape.file, 0, 0, "import.others", message).at(Severity::Advice);
        context.remark(&problem.with_hint(say::as_them(desk.lang)));
    }
    Ok(shape)
}

/// What a text's marks are put on.
enum Target {
    /// An article of the library, perhaps filed just now.
    Article(Box<Article>, bool),
    /// An article that a dry run does not file.
    WouldBe,
    /// Nothing: the text did not come along.
    Unknown,
}

fn target(desk: &Desk, args: &ImportArgs, text: &IncomingText) -> Result<Target, Fault> {
    if let Some(article) = article(desk, text)? {
        return Ok(Target::Article(Box::new(article), false));
    }
    if text.text.is_none() {
        return Ok(Target::Unknown);
    }
    let filed = file_article(desk, args, text)?;
    Ok(filed.map_or(Target::WouldBe, |article| Target::Article(Box::new(article), true)))
}

/// A file of which all is new.
fn shape(file: &Path, incoming: &Incoming) -> ExchangeShape {
    ExchangeShape {
        file: file.display().to_string(),
        kind: incoming.kind.name(),
        tags: incoming.codes.len(),
        marks: incoming.texts.iter().map(|text| text.marks.len()).sum(),
        known: 0,
        unplaced: 0,
        left_to_their_author: 0,
        left_out: incoming.left_out,
        articles: Vec::new(),
    }
}

/// Adds the codes that the codebook lacks; tells how many.
fn add_tags(context: &mut Context<'_>, desk: &Desk, incoming: &Incoming) -> Result<usize, Fault> {
    let sound = |code: &&refi::Code| TagPath::new(&code.path).is_some();
    let tags: Vec<Tag> = incoming.codes.iter().filter(sound).map(refi::Code::to_tag).collect();
    let (book, _) = desk.library.codebook();
    let new = missing(&book, tags);
    if desk.is_dry || new.is_empty() {
        return Ok(new.len());
    }
    context.store(&desk.library)?.change_codebook(&|text, book, errors| {
        if !errors.is_empty() {
            return Err(Fault { kind: FaultKind::Corrupt, problems: errors.to_vec() });
        }
        let tags = missing(book, new.clone());
        Ok(if tags.is_empty() { None } else { codebook::add_tags(text, &tags) })
    })?;
    Ok(new.len())
}

/// The article that a text is: by its id, by its GUID, by its words.
fn article(desk: &Desk, text: &IncomingText) -> Result<Option<Article>, Fault> {
    let words = text.text.as_deref().map(squeezed);
    for entry in desk.library.scan().entries {
        let is_named = entry.id.as_str() == text.id || article_guid(entry.id.as_str()) == text.guid;
        if !is_named && words.is_none() {
            continue;
        }
        let Ok((article, _)) = desk.library.load_entry(&entry) else { continue };
        if is_named || words.as_ref().is_some_and(|words| squeezed(&article.text).contains(words.as_str())) {
            if let Some(reason) = &article.read_only {
                let message = crate::messages::cli::read_only(desk.lang, &article.id, reason);
                return Err(Fault::new(FaultKind::Refused, "cli.read-only", message));
            }
            return Ok(Some(article));
        }
    }
    Ok(None)
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Files a text that no article is; `None` in a dry run.
fn file_article(desk: &Desk, args: &ImportArgs, text: &IncomingText) -> Result<Option<Article>, Fault> {
    if desk.is_dry {
        return Ok(None);
    }
    let words = text.text.clone().unwrap_or_default();
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    let title = if text.name.trim().is_empty() { lines.next().unwrap_or_default() } else { text.name.trim() };
    lines.next_if(|line| *line == title);
    let paragraph = |line: &str| DraftParagraph {
        text: line.to_owned(),
        is_subhead: false,
        flags: Vec::new(),
        confidence: 1.0,
        source: Vec::new(),
        repairs: Vec::new(),
    };
    let draft = Draft {
        zone: args.zone.clone().unwrap_or_else(|| say::imported_zone(desk.lang)),
        zone_evidence: Evidence::Given,
        zone_confidence: 1.0,
        kicker: None,
        title: title.to_owned(),
        deck: None,
        dateline: None,
        reporters: Vec::new(),
        authors: Vec::new(),
        genre: None,
        sources: Sources::default(),
        captions: Vec::new(),
        paragraphs: lines.map(paragraph).collect(),
    };
    let page = Page { date: args.date.clone(), articles: vec![draft], ..Page::default() };
    let read = Extracted {
        text: words.clone(),
        encoding: "UTF-8",
        confidence: 1.0,
        date: None,
        page_no: None,
        page_name: None,
        kicker: None,
        headings: Vec::new(),
        is_packed: false,
        comments: Vec::new(),
    };
    let name = format!("{}.txt", title.chars().take(20).collect::<String>());
    let filed = desk.library.file_page(&mut Shelf::default(), &name, words.as_bytes(), &read, &page, None)?;
    filed.first().map(|one| desk.library.load(&one.id)).transpose()
}

/// Adds the marks of one text, annotator by annotator.
fn put_marks(
    context: &mut Context<'_>,
    desk: &Desk,
    article: &Article,
    text: &IncomingText,
    shape: &mut ExchangeShape,
) -> Result<(), Fault> {
    let mut by_author: BTreeMap<Annotator, Vec<&IncomingMark>> = BTreeMap::new();
    for mark in &text.marks {
        let author = slug::annotator(&mark.author.0).unwrap_or_else(|| desk.own.clone());
        by_author.entry(author).or_default().push(mark);
    }
    let everybody = context.store(&desk.library)?.with_scope(Scope::All);
    let (written, _) = everybody.load(&article.id)?;
    let now = clock::now();
    for (author, incoming) in by_author {
        let there = written.iter().find(|file| file.author == author);
        let is_there =
            |mark: &&&IncomingMark| there.is_some_and(|file| file.mark(marks::id(mark, now)).is_some());
        let known = incoming.iter().filter(is_there).count();
        shape.known += known;
        if known == incoming.len() {
            continue;
        }
        if author != desk.own && (there.is_some() || context.cli.blind) {
            shape.left_to_their_author += incoming.len() - known;
            continue;
        }
        let new: Vec<(Mark, bool)> = incoming
            .iter()
            .filter(|mark| !is_there(mark))
            .map(|mark| marks::to_mark(article, text.text.as_deref(), mark, now))
            .filter(|(mark, _)| !(mark.note.is_empty() && mark.tags.is_empty()))
            .collect();
        shape.marks += new.len();
        shape.unplaced += new.iter().filter(|(_, is_placed)| !is_placed).count();
        if !desk.is_dry && !new.is_empty() {
            let shown = incoming.first().map_or("", |mark| mark.author.1.as_str());
            let store = store_of(context, desk, &author, shown)?;
            let make = |own: &Annotations| added(article, own, &new);
            let saved = store.change(&BTreeSet::from([article.id.clone()]), Consent::Given, now, &make)?;
            context.remarks(&saved.remarks);
        }
    }
    Ok(())
}

/// The marks that a file lacks, as changes.
fn added(article: &Article, own: &Annotations, new: &[(Mark, bool)]) -> Vec<Change> {
    let missing = new.iter().filter(|(mark, _)| own.mark(mark.id).is_none());
    missing
        .map(|(mark, _)| Change {
            article: article.id.clone(),
            record: Record::Mark(mark.id),
            old: Value::Absent,
            new: Value::Mark(Box::new(mark.clone())),
        })
        .collect()
}

/// The store as one annotator writes it.
fn store_of(context: &Context<'_>, desk: &Desk, author: &Annotator, shown: &str) -> Result<Store, Fault> {
    if *author == desk.own {
        return context.store(&desk.library);
    }
    let Some(state) = &context.environment.state_dir else {
        let message = crate::messages::cli::no_state_folder(desk.lang);
        return Err(Fault::new(FaultKind::Io, "cli.no-state", message));
    };
    let name = if shown.is_empty() { author.as_str() } else { shown };
    Store::open(desk.library.root(), author.clone(), name.to_owned(), state, desk.lang)
}
