//! `pizhu report`: writes a report, or checks a written one.

use std::collections::HashMap;
use std::path::Path;

use super::args::{LangArg, ReportArgs};
use super::context::{Context, Done, Outcome, working_folder};
use crate::config::Settings;
use crate::formats::json::shapes::ProblemShape;
use crate::library::Reach;
use crate::library::export;
use crate::messages::{Lang, report as say, system};
use crate::report::verify::{self, Place, Quotation, Standing};
use crate::report::{Format, Kind, Report, Sheet, Snapshot, Style, build, loss, render, render_template};
use crate::words::{Article, ArticleId, Fault, FaultKind, Problem, Severity};

/// How much of a quotation is shown when it no longer stands, in characters.
const SHOWN_CHARS: usize = 30;

/// Writes a report of the query's marks, or checks a file.
pub(super) fn run(context: &mut Context<'_>, args: &ReportArgs) -> Outcome {
    if let Some(file) = &args.verify {
        return check(context, file, args.json);
    }
    let (kind, format) = chosen(context, args)?;
    let opened = context.open()?;
    let query = context.query(&args.query, &opened)?;
    let sheet = |dossier: &crate::query::Dossier| Some(Sheet::new(dossier, &query));
    let (sheets, problems) = opened.survey().collect(&query, Reach::Marks, sheet);
    context.remarks(&problems);
    let (told, _) = Settings::load(context.environment, None, context.lang);
    let report =
        build(Snapshot { sheets, codebook: opened.codebook }, &query, kind).with_pass_line(told.pass_line);
    // Reports are Chinese whatever the locale.
    let lang = if context.cli.lang == Some(LangArg::En) { Lang::En } else { Lang::Zh };
    let bytes = match &args.template {
        Some(file) => by_template(context, &report, file, lang)?,
        None => render(&report, format, Style { lang, has_bom: args.bom }).ok_or_else(|| {
            Fault::new(FaultKind::Refused, "report.empty", say::nothing_to_write(context.lang))
        })?,
    };
    if let Some(lost) = loss(&report, format, context.lang) {
        context.remark(&Problem::error("", 0, 0, "report.lost", lost).at(Severity::Advice));
    }
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => context.print_bytes(&bytes)?,
        Some(path) => {
            let path = working_folder(context.lang)?.join(path);
            export::write(&path, &bytes, args.force, context.lang)?;
            let said = say::written(context.lang, path.display());
            // The file is there; where it is is only a remark.
            let _ = writeln!(context.err, "{}", crate::text::Clean::new(&said).as_str());
        }
    }
    Ok(Done::Fine)
}

/// Kind and format: as named; the format by the output's ending when only that tells; Markdown for people.
fn chosen(context: &Context<'_>, args: &ReportArgs) -> Result<(Option<Kind>, Format), Fault> {
    let lang = context.lang;
    let kinds: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
    let formats: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    let kind = match args.kind.as_deref() {
        None => None,
        Some(name) => Some(Kind::parse(name).ok_or_else(|| {
            Fault::new(FaultKind::Usage, "report.kind", say::no_kind(lang, name))
                .with_hint(say::known(lang, kinds.join(" ")))
        })?),
    };
    let ending = args.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let format = match args.format.as_deref().or(args.json.then_some("json")) {
        Some(name) => Format::parse(name).ok_or_else(|| {
            Fault::new(FaultKind::Usage, "report.format", say::no_format(lang, name))
                .with_hint(say::known(lang, formats.join(" ")))
        })?,
        None => ending.and_then(Format::parse).unwrap_or(Format::Md),
    };
    let format = if args.template.is_some() { Format::Template } else { format };
    if format == Format::Template && args.template.is_none() {
        return Err(Fault::new(FaultKind::Usage, "report.template", say::need_template(lang)));
    }
    let kind = if format == Format::Md { kind.or(Some(Kind::Review)) } else { kind };
    Ok((kind, format))
}

/// The largest template, in bytes.
const TEMPLATE_BYTES: u64 = 1 << 20;

/// The report by a template of the user's own.
fn by_template(context: &Context<'_>, report: &Report, file: &Path, lang: Lang) -> Result<Vec<u8>, Fault> {
    let shown = file.display().to_string();
    let mut text = String::new();
    std::fs::File::open(working_folder(context.lang)?.join(file))
        .and_then(|file| {
            std::io::Read::read_to_string(&mut std::io::Read::take(file, TEMPLATE_BYTES), &mut text)
        })
        .map_err(|error| {
            let why = system::why(context.lang, &error);
            Fault::new(FaultKind::Io, "report.read", say::cannot_read(context.lang, &shown, why))
        })?;
    render_template(report, (&shown, &text), lang)
        .map_err(|problem| Fault::from_problem(FaultKind::Usage, problem))
}

/// Checks every quotation of a file against today's text.
fn check(context: &mut Context<'_>, file: &Path, as_json: bool) -> Outcome {
    let lang = context.lang;
    let shown = file.display().to_string();
    let bytes = std::fs::read(working_folder(context.lang)?.join(file)).map_err(|error| {
        Fault::new(FaultKind::Io, "report.read", say::cannot_read(lang, &shown, system::why(lang, &error)))
    })?;
    let quotations = verify::quotations(&bytes).ok_or_else(|| {
        Fault::new(FaultKind::Corrupt, "report.unknown", say::no_report(lang, &shown))
            .with_hint(say::make_one(lang))
    })?;
    let library = context.library()?;
    let mut articles: HashMap<&str, Option<Article>> = HashMap::new();
    let mut failed = Vec::new();
    for quotation in &quotations {
        let load = || ArticleId::new(&quotation.article_id).and_then(|id| library.load(&id).ok());
        let article = articles.entry(quotation.article_id.as_str()).or_insert_with(load);
        if let Some(message) = complaint(quotation, article.as_ref(), lang) {
            failed.push(Problem::error(&shown, quotation.line, 0, "report.quotation", message));
        }
    }
    if as_json {
        let rows: Vec<_> = failed.iter().map(ProblemShape::new).collect();
        context.print_rows(&rows)?;
    } else {
        for problem in &failed {
            context.print_line(&problem.to_string())?;
        }
        context.print_line(&match failed.len() {
            0 => say::stand(lang, quotations.len()),
            some => say::quotations_failed(lang, some, quotations.len()),
        })?;
    }
    Ok(if failed.is_empty() { Done::Fine } else { Done::Findings })
}

/// Why a quotation no longer stands; `None` when it does.
fn complaint(quotation: &Quotation, article: Option<&Article>, lang: Lang) -> Option<String> {
    let words: String = quotation.words.chars().take(SHOWN_CHARS).collect();
    let id = &quotation.article_id;
    let Some(article) = article else { return Some(say::no_article(lang, id)) };
    match (verify::standing(quotation, article), quotation.place) {
        (Standing::Stands, _) => None,
        (Standing::Elsewhere(now), Place::Para(para, _)) => Some(say::elsewhere(lang, id, para, now, words)),
        (Standing::Gone, Place::Para(para, _)) => Some(say::gone(lang, id, para, words)),
        (Standing::Elsewhere(now), Place::Text(start, _)) => {
            Some(say::elsewhere_at(lang, id, start, now, words))
        }
        (Standing::Gone, Place::Text(..)) => Some(say::gone_from(lang, id, words)),
    }
}
