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
    let row = |dossier: &crate::query::Dossier| {
        query.holds(dossier, Scope::Article).then(|| ListShape::new(dossier))
    };
    let (mut rows, problems) = opened.survey().collect(&query, Reach::Texts, row);
    context.remarks(&problems);
    rows.sort_by(|a, b| (&a.zone, &a.id).cmp(&(&b.zone, &b.id)));
    if args.json {
        context.print_rows(&rows)?;
    } else {
        print_zones(context, &rows)?;
    }
    Ok(Done::Fine)
}

/// A heading for each zone, a line for each article.
fn print_zones(context: &mut Context<'_>, rows: &[ListShape]) -> Result<(), crate::words::Fault> {
    let (lang, widths, has_color) = (context.lang, context.widths(), context.has_color());
    let id_cells = rows.iter().map(|row| row.id.len()).max().unwrap_or(0);
    let title_cells = rows.iter().map(|row| cells(&row.title, &widths)).max().unwrap_or(0).min(60);
    for zone in rows.chunk_by(|a, b| a.zone == b.zone) {
        let name = zone.first().map_or("", |row| row.zone.as_str());
        let name = Ink::Bold.paint(Clean::new(name).as_str(), has_color);
        let heading = format!("{name}  {}\n", say::articles(lang, zone.len()));
        context.print(&heading)?;
        for row in zone {
            let tags: Vec<String> = row.tags.iter().map(|(tag, count)| format!("{tag} {count}")).collect();
            let line = format!(
                "  {:id_cells$}  {}  {}  {}  {}  {}",
                row.id,
                pad(&row.title, title_cells, &widths),
                row.date.as_deref().map_or_else(|| " ".repeat(10), |date| pad(date, 10, &widths)),
                say::paragraphs(lang, format!("{:>3}", row.paragraphs)),
                say::marks(lang, format!("{:>3}", row.marks)),
                Ink::Cyan.paint(Clean::new(&tags.join(", ")).as_str(), has_color),
            );
            context.print(line.trim_end())?;
            context.print("\n")?;
        }
    }
    Ok(())
}
