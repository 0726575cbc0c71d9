//! `pizhu list`: articles by zone.

use super::args::ListArgs;
use super::context::{Context, Done, Outcome};
use super::ink::Ink;
use crate::formats::json::shapes::ListShape;
use crate::library::Reach;
use crate::messages::cli as say;
use crate::query::Scope;
use crate::text::{Clean, cells, pad};

/// Lists the articles that the query holds of, zone by zone.
pub(super) fn run(context: &mut Context<'_>, args: &ListArgs) -> Outcome {
    let opened = context.open()?;
    let query = context.query(&args.query, &opened)?;
    let written = query.as_written();
    let row = |dossier: &crate::query::Dossier| {
        let by_pinyin = || written.as_ref().is_some_and(|written| !written.holds(dossier, Scope::Article));
        query.holds(dossier, Scope::Article).then(|| (ListShape::new(dossier), by_pinyin()))
    };
    let (mut rows, problems) = opened.survey().collect(&query, Reach::Texts, row);
    context.remarks(&problems);
    rows.sort_by(|(a, _), (b, _)| (&a.zone, &a.id).cmp(&(&b.zone, &b.id)));
    if args.json {
        let rows: Vec<ListShape> = rows.into_iter().map(|(row, _)| row).collect();
        context.print_rows(&rows)?;
    } else {
        print_zones(context, &rows)?;
    }
    Ok(Done::Fine)
}

/// A heading for each zone, a line for each article; what pinyin alone found says so.
fn print_zones(context: &mut Context<'_>, rows: &[(ListShape, bool)]) -> Result<(), crate::words::Fault> {
    let (lang, widths, has_color) = (context.lang, context.widths(), context.has_color());
    let id_cells = rows.iter().map(|(row, _)| row.id.len()).max().unwrap_or(0);
    let title_cells = rows.iter().map(|(row, _)| cells(&row.title, &widths)).max().unwrap_or(0).min(60);
    for zone in rows.chunk_by(|(a, _), (b, _)| a.zone == b.zone) {
        let name = zone.first().map_or("", |(row, _)| row.zone.as_str());
        let name = Ink::Bold.paint(Clean::new(name).as_str(), has_color);
        let heading = format!("{name}  {}\n", say::articles(lang, zone.len()));
        context.print(&heading)?;
        for (row, by_pinyin) in zone {
            let tags: Vec<String> = row.tags.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
            let line = format!(
                "  {:id_cells$}  {}  {}  {}  {}  {}{}",
                row.id,
                pad(&row.title, title_cells, &widths),
                row.date.as_deref().map_or_else(|| " ".repeat(10), |date| pad(date, 10, &widths)),
                say::paragraphs(lang, format!("{:>3}", row.paragraphs)),
                say::marks(lang, format!("{:>3}", row.marks)),
                Ink::Cyan.paint(Clean::new(&tags.join(", ")).as_str(), has_color),
                if *by_pinyin { format!("  ({})", say::by_pinyin(lang)) } else { String::new() },
            );
            context.print(line.trim_end())?;
            context.print("\n")?;
        }
    }
    Ok(())
}
