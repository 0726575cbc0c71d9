//! Reports by a user's own template (minijinja): the report's figures and rows as values, nothing else within reach.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};
use serde_json::json;

use super::guard;
use super::page;
use super::table::{self, rounded};
use super::{Kind, Report, rows};
use crate::messages::{Lang, report as say};
use crate::words::Problem;

/// Steps that a template may take.
const FUEL: u64 = 50_000_000;

/// Writes the report; names that end in `.html` or `.xml` (before `.j2`) have their values escaped.
///
/// # Errors
/// What is wrong with the template, with its line.
pub(super) fn render(report: &Report, name: &str, source: &str, lang: Lang) -> Result<String, Problem> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.add_filter("markdown", |text: String| guard::markdown(&text));
    environment.add_filter("csv", |text: String| guard::csv_cell(&text));
    if let Ok(syntax) = SyntaxConfig::builder().keep_trailing_newline(true).build() {
        environment.set_syntax(syntax);
    }
    let failed = |error: minijinja::Error| {
        let line = error.line().unwrap_or(0);
        let detail = error
            .detail()
            .map_or_else(|| error.kind().to_string(), |detail| format!("{}: {detail}", error.kind()));
        let source_line = source.lines().nth(line.saturating_sub(1)).unwrap_or("");
        let problem = Problem::error(name, line, 0, "report.template", say::bad_template(lang, detail));
        problem.in_line(source_line).with_hint(say::see_template(lang))
    };
    environment.add_template(name, source).map_err(failed)?;
    let template = environment.get_template(name).map_err(failed)?;
    template.render(minijinja::value::Serde(values(report, lang))).map_err(failed)
}

/// What a template may name; docs/formats.md lists it.
fn values(report: &Report, lang: Lang) -> serde_json::Value {
    let of = |kind: Option<Kind>| rows::objects(&table::of(&Report { kind, ..report.clone() }, None, lang));
    let rate = &report.rate;
    json!({
        "schema": 1,
        "kind": report.kind.map_or("marks", Kind::name),
        "query": report.query,
        "lang": lang.pick("en", "zh"),
        "title": report.kind.map_or_else(|| say::review(lang), |kind| say::kind(lang, kind.name())),
        "summary": {
            "articles": report.sheets.len(),
            "marks": table::items(report).count(),
            "chars": rate.chars,
            "errors": rounded(rate.errors),
            "errors_per_10000": rate.per_10_000().map(rounded),
            "pass_per_10000": rate.pass_per_10_000,
            "passes": rate.passes(),
        },
        "rows": rows::objects(&table::of(report, None, lang)),
        "marks": of(None),
        "articles": of(Some(Kind::Articles)),
        "zones": of(Some(Kind::Zones)),
        "authors": of(Some(Kind::Authors)),
        "codebook": of(Some(Kind::Codebook)),
        "orphans": rows::objects(&table::orphans(report)),
        "signoff": of(Some(Kind::Signoff)),
        "agreement": of(Some(Kind::Agreement)),
        "quotations": table::items(report).filter(|(_, item)| item.para.is_some()).map(|(sheet, item)| json!({
            "words": item.excerpt,
            "reference": page::cited(sheet, item).reference,
            "zone": sheet.zone, "title": sheet.title, "article_id": sheet.article_id, "para_no": item.para,
            "tags": item.tags.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "note": item.note, "author": item.author, "author_name": item.author_name,
            "modified": item.modified.date(), "count": report.rate.of_mark(item),
            "drift": item.drift,
        })).collect::<Vec<_>>(),
    })
}
