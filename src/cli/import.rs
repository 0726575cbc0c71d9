//! `pizhu import`: files in, a preview or articles out; one bad file does not stop the others.

mod deferring;

use std::io::IsTerminal;

use deferring::Deferring;

use super::args::ImportArgs;
use super::context::{Context, Done, Outcome, stdout_fault};
use crate::clock;
use crate::formats::{encoding, import_json};
use crate::import::{filing, preview};
use crate::library::Library;
use crate::library::intake::{self, Intake};
use crate::library::pages::{Change, Filed, Shelf};
use crate::messages::{Lang, import as say};
use crate::store::Store;
use crate::words::{Fault, FaultKind, Problem, Severity};

/// Imports files, folders and standard input.
pub(super) fn run(context: &mut Context<'_>, args: &ImportArgs) -> Outcome {
    let settings = Settings::of(args, context.lang)?;
    let library = library(context, args.dry_run)?;
    let (mut options, problems) = library.as_ref().map(Library::import_options).unwrap_or_default();
    for problem in &problems {
        context.remark(problem);
    }
    options.zone.clone_from(&args.zone);
    options.date.clone_from(&settings.date);
    let (inputs, mut faults) = intake::inputs(&args.files, context.lang);
    let target = library.as_ref().filter(|_| !args.dry_run);
    let over = target.filter(|_| args.force).map(|library| context.store(library)).transpose()?;
    let deferring =
        Deferring::begin(inputs.len(), context.lang).map_err(|error| stdout_fault(context.lang, &error))?;
    let mut results = Vec::new();
    let (mut tally, mut shelf) = (Tally::default(), Shelf::default());
    for (index, input) in inputs.iter().enumerate() {
        progress(context, index, inputs.len(), &input.shown);
        let taken = input.take(&options, settings.encoding, context.lang).and_then(|taken| {
            for remark in &taken.remarks {
                context.remark(remark);
            }
            // A page that is being filed is filed whole, whatever signal comes.
            let filed = deferring.during(|| match target {
                Some(library) => {
                    file(context, (library, &mut shelf), &taken, settings.encoding, over.as_ref())
                }
                None => Ok(Vec::new()),
            });
            Ok((taken, filed?))
        });
        match taken {
            Ok((taken, filed)) => {
                tally.add(&filed);
                for one in &filed {
                    tell_corrected(context, one);
                }
                options.zones.extend(taken.page.articles.iter().map(|draft| draft.zone.clone()));
                options.zones.sort();
                options.zones.dedup();
                if args.json {
                    results.push(to_json(&taken, &filed));
                } else {
                    print(context, &taken, &filed)?;
                }
            }
            Err(fault) => faults.push(fault),
        }
    }
    clear_progress(context, inputs.len());
    if args.json {
        print_json(context, &results, inputs.len() > 1)?;
    } else if !inputs.is_empty() {
        print_end(context, args.dry_run, &tally)?;
    }
    worst(faults).map_or(Ok(Done::Fine), Err)
}

/// Files a page whose encoding is sure or named; a name that the file's bytes did not tell is remembered.
fn file(
    context: &Context<'_>,
    (library, shelf): (&Library, &mut Shelf),
    taken: &Intake,
    named: Option<&'static encoding_rs::Encoding>,
    over: Option<&Store>,
) -> Result<Vec<Filed>, Fault> {
    let lang = context.lang;
    let is_remembered = library.import_options().0.encodings.of(&taken.bytes).is_some();
    taken.sure(named.is_some() || is_remembered, lang)?;
    let filed = library.file_page(shelf, &taken.name, &taken.bytes, &taken.extracted, &taken.page, over)?;
    let notes = taken.notes(&filed);
    if !notes.is_empty() {
        let articles = filed.iter().map(|one| library.load(&one.id)).collect::<Result<Vec<_>, Fault>>()?;
        context.store(library)?.keep_remarks(&articles, &notes, clock::now())?;
    }
    let is_told = || {
        encoding::decode(&taken.bytes, None).is_ok_and(|found| {
            found.encoding == taken.extracted.encoding && found.confidence >= encoding::SURE
        })
    };
    if named.is_some() && !taken.extracted.is_packed && !is_told() {
        library.remember_encoding(&taken.bytes, taken.extracted.encoding)?;
    }
    Ok(filed)
}

/// Says what became of an article that was corrected by hand.
fn tell_corrected(context: &mut Context<'_>, one: &Filed) {
    let lang = context.lang;
    let (message, hint) = match &one.change {
        Change::New | Change::Updated | Change::Unchanged => return,
        Change::Elsewhere(zone) => (say::in_another_zone(lang, zone), say::move_there(lang)),
        Change::Left => (say::left_corrected(lang), say::take_new(lang)),
        Change::Replaced(kept) => (say::replaced_corrected(lang, kept.display()), String::new()),
    };
    let problem = Problem::error(&one.path, 0, 0, "import.corrected", message).at(Severity::Warning);
    context.remark(&if hint.is_empty() { problem } else { problem.with_hint(hint) });
}

fn print(context: &mut Context<'_>, taken: &Intake, filed: &[Filed]) -> Result<(), Fault> {
    let paths: Vec<String> = filed.iter().map(|one| one.path.clone()).collect();
    for line in preview::lines(context.lang, &taken.shown, taken.extracted.encoding, &taken.page, &paths) {
        context.print(&(line + "\n"))?;
    }
    Ok(())
}

/// What the options say, checked.
struct Settings {
    encoding: Option<&'static encoding_rs::Encoding>,
    date: Option<String>,
}

impl Settings {
    fn of(args: &ImportArgs, lang: Lang) -> Result<Self, Fault> {
        let usage =
            |code, message: String, hint: String| Fault::new(FaultKind::Usage, code, message).with_hint(hint);
        let named = |name: &String| {
            encoding::by_name(name).ok_or_else(|| {
                usage("import.encoding", say::unknown_encoding(lang, name), say::known_encodings(lang))
            })
        };
        let dated = |date: &String| {
            let is_date = date.len() == 10 && date.parse::<jiff::civil::Date>().is_ok();
            if is_date {
                Ok(date.clone())
            } else {
                Err(usage("import.date", say::bad_date(lang, date), say::date_shape(lang)))
            }
        };
        if args.zone.as_ref().is_some_and(|zone| zone.trim().is_empty()) {
            return Err(usage("import.zone", say::empty_zone(lang), say::zone_shape(lang)));
        }
        Ok(Self {
            encoding: args.encoding.as_ref().map(named).transpose()?,
            date: args.date.as_ref().map(dated).transpose()?,
        })
    }
}

/// The library to write to, made when it is not there; for a dry run only one that is there.
pub(super) fn library(context: &Context<'_>, dry_run: bool) -> Result<Option<Library>, Fault> {
    let cwd = std::env::current_dir().unwrap_or_default();
    let Some((root, _)) = Library::choose(context.cli.library.as_deref(), context.environment, &cwd) else {
        return if dry_run {
            Ok(None)
        } else {
            Library::locate(None, context.environment, &cwd, context.lang).map(Some)
        };
    };
    if dry_run {
        let is_library = root.join("articles").is_dir();
        return Ok(is_library.then(|| Library::open(root, context.lang)).and_then(Result::ok));
    }
    if root.join("articles").is_dir() {
        return Library::open(root, context.lang).map(Some);
    }
    Library::create(root, context.lang).map(Some)
}

fn to_json(taken: &Intake, filed: &[Filed]) -> import_json::FileJson {
    let page = &taken.page;
    let names: Vec<(String, Option<String>)> = if filed.is_empty() {
        page.articles.iter().map(|draft| (filing::new_id(draft, page).to_string(), None)).collect()
    } else {
        filed.iter().map(|one| (one.id.to_string(), Some(one.path.clone()))).collect()
    };
    import_json::file(&taken.shown, (taken.extracted.encoding, taken.extracted.confidence), page, &names)
}

fn print_json(
    context: &mut Context<'_>,
    results: &[import_json::FileJson],
    is_many: bool,
) -> Result<(), Fault> {
    let printed = match results {
        [one] if !is_many => serde_json::to_writer_pretty(&mut context.out, one),
        [] if !is_many => return Ok(()),
        _ => serde_json::to_writer_pretty(&mut context.out, results),
    };
    printed
        .map_err(std::io::Error::from)
        .and_then(|()| writeln!(context.out))
        .map_err(|error| stdout_fault(context.lang, &error))
}

/// How many articles were new, updated, unchanged, left for their corrections.
#[derive(Debug, Default)]
struct Tally {
    new: usize,
    updated: usize,
    unchanged: usize,
    left: usize,
}

impl Tally {
    fn add(&mut self, filed: &[Filed]) {
        for one in filed {
            match one.change {
                Change::New => self.new += 1,
                Change::Updated | Change::Replaced(_) => self.updated += 1,
                Change::Unchanged | Change::Elsewhere(_) => self.unchanged += 1,
                Change::Left => self.left += 1,
            }
        }
    }
}

fn print_end(context: &mut Context<'_>, dry_run: bool, tally: &Tally) -> Result<(), Fault> {
    let lang = context.lang;
    let line = match tally {
        _ if dry_run => say::dry_run(lang),
        Tally { new: 0, updated: 0, unchanged, left: 0 } if *unchanged > 0 => say::nothing_changed(lang),
        Tally { new, updated, unchanged, left: 0 } => say::written(lang, new, updated, unchanged),
        Tally { new, updated, unchanged, left } => say::written_but_left(lang, new, updated, unchanged, left),
    };
    context.print(&(line + "\n"))
}

/// One line that is written over, and only on a terminal.
fn progress(context: &mut Context<'_>, done: usize, all: usize, shown: &str) {
    if all > 1 && std::io::stderr().is_terminal() {
        let clean = crate::text::Clean::new(shown);
        // Progress that cannot be shown is no reason to stop.
        let _ =
            write!(context.err, "\r\u{1b}[K{}", say::progress(context.lang, done + 1, all, clean.as_str()));
        let _ = context.err.flush();
    }
}

fn clear_progress(context: &mut Context<'_>, all: usize) {
    if all > 1 && std::io::stderr().is_terminal() {
        let _ = write!(context.err, "\r\u{1b}[K");
    }
}

/// All problems under the gravest kind: reading and writing before what a file holds.
fn worst(faults: Vec<Fault>) -> Option<Fault> {
    let kind = |kind: FaultKind| faults.iter().any(|fault| fault.kind == kind).then_some(kind);
    let gravest =
        [FaultKind::Busy, FaultKind::Refused, FaultKind::Io, FaultKind::Corrupt].into_iter().find_map(kind);
    let first = gravest.or_else(|| faults.first().map(|fault| fault.kind))?;
    Some(Fault { kind: first, problems: faults.into_iter().flat_map(|fault| fault.problems).collect() })
}
