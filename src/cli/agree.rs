//! `pizhu agree`: how far annotators agree beyond chance, per tag and pair.

use super::args::AgreeArgs;
use super::context::{Context, Done, Outcome};
use super::grid;
use crate::library::Reach;
use crate::messages::report as say;
use crate::report::{Kind, Sheet, Snapshot, build, rows_of, table_of};

/// Prints the figures of the articles that the query keeps.
pub(super) fn run(context: &mut Context<'_>, args: &AgreeArgs) -> Outcome {
    let opened = context.open()?;
    let query = context.query(&args.query, &opened)?;
    let sheet = |dossier: &crate::query::Dossier| Some(Sheet::new(dossier, &query));
    let (sheets, problems) = opened.survey().collect(&query, Reach::Marks, sheet);
    context.remarks(&problems);
    let report = build(Snapshot { sheets, codebook: opened.codebook }, &query, Some(Kind::Agreement));
    let lang = context.lang;
    if args.json {
        let rows = rows_of(&table_of(&report, None, lang));
        context.print_rows(&rows)?;
        return Ok(Done::Fine);
    }
    let table = table_of(&report, Some(lang), lang);
    if table.rows.is_empty() {
        context.print_line(&say::no_agreement(lang))?;
    } else {
        let text = grid::draw(&table, context.widths());
        context.print(&text)?;
    }
    Ok(Done::Fine)
}
