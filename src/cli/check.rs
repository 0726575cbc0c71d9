//! `pizhu check`: every problem in articles, store, codebook, keymap, settings and anchors. Writes nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::args::CheckArgs;
use super::context::{Context, Done, Outcome};
use super::ink::Ink;
use super::mark::Desk;
use crate::anchor;
use crate::checks::{self, HouseRules};
use crate::config::{KeymapFiles, Settings};
use crate::formats::json::shapes::ProblemShape;
use crate::library::Entry;
use crate::messages::{Lang, store as say, terms};
use crate::store::Store;
use crate::text::Clean;
use crate::words::problem::line_column;
use crate::words::{Annotations, Article, ArticleId, BlockKind, Fault, Placement, Problem, Severity, Status};

/// Names every problem.
pub(super) fn run(context: &mut Context<'_>, args: &CheckArgs) -> Outcome {
    let desk = Desk::open(context)?;
    let lang = context.lang;
    let scan = desk.library.scan();
    let ids: BTreeSet<ArticleId> = scan.entries.iter().map(|entry| entry.id.clone()).collect();
    let mut problems = scan.problems.clone();
    let (house, found) = desk.library.house_rules();
    problems.extend(found);
    let mut advice = Vec::new();
    for entry in &scan.entries {
        match desk.library.load_entry(entry) {
            Ok((article, found)) => {
                problems.extend(found);
                problems.extend(hidden(&article, entry, lang));
                problems.extend(anchors(&article, entry, &desk.store, lang));
                if args.advice {
                    advice.extend(remarks(&article, entry, &desk, &house, lang));
                }
            }
            Err(fault) => problems.extend(fault.problems),
        }
    }
    problems.extend(desk.store.check(&|id| ids.contains(id)));
    problems.extend(desk.library.codebook().1);
    let files =
        KeymapFiles::read(context.environment, Some(&desk.library), context.cli.keymap.as_deref(), lang)?;
    let (mut keymap, found) = files.lay(None, lang);
    keymap.set_codebook(&desk.library.codebook().0);
    problems.extend(found.into_iter().chain(keymap.unknown_tags()));
    problems.extend(Settings::load(context.environment, None, lang).1);
    problems.sort_by(|a, b| (&a.file, a.line, a.column, a.code).cmp(&(&b.file, b.line, b.column, b.code)));
    problems.dedup();
    // Advice is no problem: it comes after them and says nothing of how the library is.
    let done = if problems.is_empty() { Done::Fine } else { Done::Findings };
    problems.extend(advice);
    if args.json {
        let rows: Vec<_> = problems.iter().map(ProblemShape::new).collect();
        context.print_rows(&rows)?;
    } else {
        problems.iter().try_for_each(|problem| print(context, problem))?;
    }
    Ok(done)
}

/// One problem, its severity in its colour, and the way out below it.
fn print(context: &mut Context<'_>, problem: &Problem) -> Result<(), Fault> {
    let (lang, has_color) = (context.lang, context.has_color());
    let ink = match problem.severity {
        Severity::Error => Ink::Red,
        Severity::Warning => Ink::Yellow,
        Severity::Advice => Ink::Cyan,
    };
    let severity = ink.paint(terms::severity(lang, problem.severity.name()), has_color);
    let told = Clean::new(&problem.to_string()).to_string();
    context.print(&format!("{severity}{}{told}\n", lang.pick(": ", "：")))?;
    if let Some(hint) = &problem.hint {
        context.print_line(&format!("  {hint}"))?;
    }
    Ok(())
}

/// Characters of an article that control or hide text, one finding an article, at the first of them.
fn hidden(article: &Article, entry: &Entry, lang: Lang) -> Option<Problem> {
    let clean = Clean::new(&article.text);
    let first = clean.hidden().first()?;
    let before = article.text.get(..first.offset_bytes).unwrap_or("");
    let ordinal = article.blocks.iter().take_while(|block| block.range_bytes.end < before.len()).count();
    let message = say::hidden_characters(lang, clean.hidden().len());
    Some(
        Problem::error(entry.shown(), 0, 0, "article.hidden-characters", message)
            .at(Severity::Warning)
            .with_hint(say::first_in_paragraph(lang, ordinal)),
    )
}

/// What the program remarks on an article and its annotator neither took nor dismissed.
fn remarks(article: &Article, entry: &Entry, desk: &Desk, house: &HouseRules, lang: Lang) -> Vec<Problem> {
    if entry.is_second {
        return Vec::new();
    }
    let (written, _) = desk.store.load(&article.id).unwrap_or_default();
    let own = written.iter().find(|own| own.author == *desk.store.annotator());
    // A file in another encoding has no lines to name.
    let file = desk.library.settings_file(&entry.shown()).ok().flatten().unwrap_or_default();
    let starts = starts(article, &file);
    let waits = |advice: &checks::Advice| {
        let is_taken = |own: &Annotations| {
            let mut marks = own.marks.iter().filter(|mark| mark.status != Status::Deleted);
            marks.any(|mark| mark.para_hash == advice.para_hash && mark.span == Some(advice.span_chars))
        };
        own.is_none_or(|own| !own.dismissed.contains_key(&advice.key()) && !is_taken(own))
    };
    let all = checks::look(article, house, lang).into_iter().filter(waits);
    all.map(|advice| {
        let code = match &advice.code {
            Cow::Borrowed(code) => code,
            Cow::Owned(_) => "house",
        };
        let message = say::advice_in_paragraph(lang, advice.ordinal, advice.note(lang));
        let start = starts.get(advice.ordinal).copied().flatten();
        let (line, column) = start.map_or((0, 0), |start| line_column(&file, start + advice.span_bytes.0));
        Problem::error(entry.shown(), line, column, code, message).at(advice.severity)
    })
    .collect()
}

/// The byte at which each block begins in its file, as far as it stands there word for word.
fn starts(article: &Article, file: &str) -> Vec<Option<usize>> {
    let front =
        file.strip_prefix("+++").and_then(|rest| rest.find("\n+++")).map_or(0, |at| at + "+++\n+++".len());
    let mut from = front;
    let mut start = |kind: BlockKind, text: &str| match kind {
        BlockKind::Head | BlockKind::Caption => file.get(..front)?.find(text),
        BlockKind::Body | BlockKind::Subhead => {
            let at = from + file.get(from..)?.find(text)?;
            from = at + text.len();
            Some(at)
        }
    };
    article.iter_blocks().map(|(_, kind, text)| start(kind, text)).collect()
}

/// Marks that wait for a word about their place. What cannot be read of them is the store's to name.
fn anchors(article: &Article, entry: &Entry, store: &Store, lang: Lang) -> Vec<Problem> {
    if entry.is_second {
        return Vec::new();
    }
    let (written, _) = store.load(&article.id).unwrap_or_default();
    let decided = |placed: &crate::words::Placed| {
        written.iter().any(|own| own.author == placed.author && own.is_kept_orphan(placed.mark.id))
    };
    let unsure = |placed: &crate::words::Placed| match placed.placement {
        Placement::Edited | Placement::Ambiguous | Placement::Orphan => !decided(placed),
        Placement::Exact | Placement::Moved | Placement::Split | Placement::Merged => false,
    };
    let placed = anchor::place(article, &written);
    placed
        .iter()
        .filter(|placed| unsure(placed))
        .map(|placed| {
            let file = format!("annotations/{}/{}.toml", article.id, placed.author);
            let message =
                say::unsure_anchor(lang, placed.mark.id, terms::placement(lang, placed.placement.name()));
            Problem::error(file, 0, 0, "anchor.unsure", message)
                .at(Severity::Warning)
                .with_hint(say::relink_it(lang))
        })
        .collect()
}
