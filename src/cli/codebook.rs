//! `pizhu codebook`: lists the tags, names the unused, undefined and overlapping ones, changes and exchanges them.

pub(super) mod exchange;

use std::collections::BTreeMap;

use serde::Serialize;

use super::args::{CodebookArgs, CodebookVerb, TwoTagsArgs};
use super::context::{Context, Done, Opened, Outcome};
use crate::formats::codebook;
use crate::formats::json::shapes::ProblemShape;
use crate::library::Reach;
use crate::messages::cli as say;
use crate::query::Query;
use crate::text::{Clean, cells, pad};
use crate::words::{Codebook, Fault, FaultKind, Problem, Severity, Tag, TagLookup, TagPath};

/// Lists or checks.
pub(super) fn run(context: &mut Context<'_>, args: &CodebookArgs) -> Outcome {
    match &args.verb {
        CodebookVerb::List(args) => list(context, args.json),
        CodebookVerb::Check(args) => check(context, args.json),
        CodebookVerb::Rename(args) => change(context, args, true),
        CodebookVerb::Merge(args) => change(context, args, false),
        CodebookVerb::Import(args) => exchange::import(context, args),
        CodebookVerb::Export(args) => exchange::export(context, args),
    }
}

/// A row of `codebook list --json`.
#[derive(Serialize)]
struct TagShape<'a> {
    path: String,
    name: &'a str,
    parent: &'a str,
    key: Option<char>,
    favourite: Option<u8>,
    color: Option<&'a str>,
    weight: Option<f64>,
    definition: &'a str,
    use_when: &'a str,
    not_when: &'a str,
    aliases: &'a [String],
    retired: bool,
    marks: usize,
}

fn list(context: &mut Context<'_>, is_json: bool) -> Outcome {
    let opened = context.open()?;
    let used = used(context, &opened);
    let shapes: Vec<TagShape<'_>> = opened
        .codebook
        .tags
        .iter()
        .map(|tag| TagShape {
            path: tag.path(),
            name: &tag.name,
            parent: &tag.parent,
            key: tag.key,
            favourite: tag.favourite,
            color: tag.color.as_deref(),
            weight: tag.weight,
            definition: &tag.definition,
            use_when: &tag.use_when,
            not_when: &tag.not_when,
            aliases: &tag.aliases,
            retired: tag.retired,
            marks: used.get(&tag.path()).copied().unwrap_or(0),
        })
        .collect();
    if is_json {
        context.print_rows(&shapes)?;
        return Ok(Done::Fine);
    }
    let widths = context.widths();
    let indented = |shape: &TagShape<'_>| {
        format!("{}{}", "  ".repeat(shape.path.matches('/').count()), Clean::new(shape.name).as_str())
    };
    let name_cells = shapes.iter().map(|shape| cells(&indented(shape), &widths)).max().unwrap_or(0);
    for shape in &shapes {
        let digit = shape.favourite.map_or(' ', |digit| char::from(b'0' + digit));
        let key =
            shape.key.map_or_else(|| " ".to_owned(), |key| Clean::new(&key.to_string()).as_str().to_owned());
        let weight = shape.weight.map_or_else(String::new, |weight| weight.to_string());
        let line = format!(
            "{digit} {key} {} {weight:>4} {:>5}  {}",
            pad(&indented(shape), name_cells, &widths),
            shape.marks,
            Clean::new(shape.definition).as_str(),
        );
        context.print(&format!("{}\n", line.trim_end()))?;
    }
    Ok(Done::Fine)
}

/// How many marks carry each tag.
fn used(context: &mut Context<'_>, opened: &Opened) -> BTreeMap<String, usize> {
    let tags = |dossier: &crate::query::Dossier| {
        let tags = dossier.marks.iter().flat_map(|placed| &placed.mark.tags);
        Some(tags.map(ToString::to_string).collect::<Vec<_>>())
    };
    let (found, problems) = opened.survey().collect(&Query::all(), Reach::Written, tags);
    context.remarks(&problems);
    let mut used = BTreeMap::new();
    for tag in found.into_iter().flatten() {
        *used.entry(tag).or_default() += 1;
    }
    used
}

/// The tag that a name leads to.
fn found(book: &Codebook, name: &str, lang: crate::messages::Lang) -> Result<TagPath, Fault> {
    match book.find(name) {
        TagLookup::Found(path) => Ok(path),
        TagLookup::Several(near) | TagLookup::Unknown(near) => {
            let near: Vec<&str> = near.iter().map(TagPath::as_str).collect();
            let fault = Fault::new(
                FaultKind::Usage,
                "codebook.no-such-tag",
                crate::messages::store::no_such_tag(lang, name),
            );
            Err(if near.is_empty() { fault } else { fault.with_hint(say::choices(lang, near.join(" "))) })
        }
    }
}

/// Renames a tag or merges it into another: only the codebook is written; marks follow by their aliases.
fn change(context: &mut Context<'_>, args: &TwoTagsArgs, is_rename: bool) -> Outcome {
    let lang = context.lang;
    let opened = context.open()?;
    let from = found(&opened.codebook, &args.from, lang)?;
    let to = if is_rename {
        let path = TagPath::new(&args.to).filter(|path| opened.codebook.tag(path.as_str()).is_none());
        path.ok_or_else(|| Fault::new(FaultKind::Usage, "codebook.name", say::tag_taken(lang, &args.to)))?
    } else {
        found(&opened.codebook, &args.to, lang)?
    };
    let used = used(context, &opened);
    let below = format!("{from}/");
    let marks: usize = used
        .iter()
        .filter(|(tag, _)| tag.as_str() == from.as_str() || tag.starts_with(&below))
        .map(|(_, marks)| marks)
        .sum();
    if !args.dry_run {
        opened.store.change_codebook(&|text, _, errors| {
            let refused = || Fault::new(FaultKind::Refused, "codebook.change", say::tag_stays(lang, &from));
            if !errors.is_empty() {
                return Err(Fault { kind: FaultKind::Corrupt, problems: errors.to_vec() });
            }
            let new = if is_rename {
                codebook::rename(text, &from, &to)
            } else if from == to {
                None
            } else {
                codebook::merge(text, &from, &to)
            };
            new.map(Some).ok_or_else(refused)
        })?;
    }
    let said = if args.dry_run {
        say::tag_would_become(lang, &from, &to, marks)
    } else {
        say::tag_became(lang, &from, &to, marks)
    };
    context.print_line(&said)?;
    Ok(Done::Fine)
}

fn check(context: &mut Context<'_>, is_json: bool) -> Outcome {
    let library = context.library()?;
    let (book, mut problems) = library.codebook();
    let store = context.store(&library)?;
    let opened = Opened { library, store, codebook: book };
    let used = used(context, &opened);
    let has_own = matches!(opened.library.settings_file("codebook.toml"), Ok(Some(_)));
    problems.extend(findings(&opened.codebook, &used, has_own, context.lang));
    if is_json {
        let shapes: Vec<ProblemShape<'_>> = problems.iter().map(ProblemShape::new).collect();
        context.print_rows(&shapes)?;
    } else if problems.is_empty() {
        context.print(&format!("{}\n", say::sound_codebook(context.lang)))?;
    } else {
        for problem in &problems {
            let text = super::problem::render(problem, context.widths());
            context.print(&format!("{text}\n"))?;
        }
    }
    Ok(if problems.is_empty() { Done::Fine } else { Done::Findings })
}

/// What is unused (only in a codebook of the library's own), undefined, or reached by a name that another tag has, too.
fn findings(
    book: &Codebook,
    used: &BTreeMap<String, usize>,
    has_own: bool,
    lang: crate::messages::Lang,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut add = |code, message, severity| {
        problems.push(Problem::error("codebook.toml", 0, 0, code, message).at(severity));
    };
    for tag in used.keys().filter(|tag| book.tag(tag).is_none()) {
        add("codebook.undefined", say::tag_undefined(lang, tag), Severity::Warning);
    }
    for tag in &book.tags {
        let path = tag.path();
        let below = format!("{path}/");
        let is_used = used.keys().any(|used| *used == path || used.starts_with(&below));
        if has_own && !is_used && !tag.retired {
            add("codebook.unused", say::tag_unused(lang, &path), Severity::Advice);
        }
        if tag.definition.trim().is_empty() {
            add("codebook.no-definition", say::tag_without_definition(lang, &path), Severity::Advice);
        }
    }
    for (name, tags) in names(book).into_iter().filter(|(_, tags)| tags.len() > 1) {
        add("codebook.overlap", say::tags_overlap(lang, name, tags.join(" ")), Severity::Warning);
    }
    problems
}

/// Every short name and alias with the tags that it leads to.
fn names(book: &Codebook) -> BTreeMap<&str, Vec<String>> {
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let own = |tag: &Tag| tag.path();
    for tag in &book.tags {
        for name in std::iter::once(&tag.name).chain(&tag.aliases) {
            let tags = names.entry(name).or_default();
            if !tags.contains(&own(tag)) {
                tags.push(own(tag));
            }
        }
    }
    names
}
