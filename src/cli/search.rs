//! `pizhu search`: paragraphs that match, as they are found.

use std::ops::ControlFlow;

use super::args::SearchArgs;
use super::context::{Context, Done, Outcome};
use super::ink::Ink;
use crate::formats::json::{self, shapes::SearchShape};
use crate::library::Reach;
use crate::messages::cli as say;
use crate::query::{Dossier, Query, Scope};
use crate::text::Clean;
use crate::words::Fault;

/// Prints every paragraph that the query holds of.
pub(super) fn run(context: &mut Context<'_>, args: &SearchArgs) -> Outcome {
    let opened = context.open()?;
    let query = context.query(&args.query, &opened)?;
    let mut printer = Printer { is_json: args.json, has_color: context.has_color(), printed: 0 };
    let mut failed = None;
    if args.json {
        context.print("[")?;
    }
    opened.survey().stream(
        &query,
        Reach::Texts,
        || false,
        |dossier| matches(&query, dossier),
        |batch| {
            context.remarks(&batch.problems);
            let result = batch.made.into_iter().flatten().try_for_each(|row| printer.row(context, &row));
            match result {
                Ok(()) => ControlFlow::Continue(()),
                Err(fault) => {
                    failed = Some(fault);
                    ControlFlow::Break(())
                }
            }
        },
    );
    if let Some(fault) = failed {
        return Err(fault);
    }
    if args.json {
        context.print(if printer.printed == 0 { "]\n" } else { "\n]\n" })?;
    }
    Ok(Done::Fine)
}

/// The paragraphs of an article that match.
pub(super) fn matches(query: &Query, dossier: &Dossier) -> Vec<SearchShape> {
    let article = &dossier.article;
    article
        .iter_blocks()
        .filter(|(ordinal, _, _)| query.holds(dossier, Scope::Paragraph(*ordinal)))
        .map(|(para, _, text)| {
            let hits = query.hits_in(article, para);
            SearchShape {
                article: article.id.to_string(),
                zone: article.meta.zone.clone(),
                title: article.meta.title.clone(),
                para,
                text: text.to_owned(),
                by_pinyin: !hits.is_empty() && hits.iter().all(|hit| hit.by_pinyin),
                hits: hits.iter().map(|hit| crate::query::char_range(text, &hit.bytes)).collect(),
            }
        })
        .collect()
}

/// How rows are printed.
struct Printer {
    is_json: bool,
    has_color: bool,
    printed: usize,
}

impl Printer {
    fn row(&mut self, context: &mut Context<'_>, row: &SearchShape) -> Result<(), Fault> {
        self.printed += 1;
        if self.is_json {
            let line = json::render(row)
                .map_err(|error| Fault::new(crate::words::FaultKind::Io, "cli.json", error.to_string()))?;
            return context.print(&format!("{}{line}", if self.printed == 1 { "\n" } else { ",\n" }));
        }
        let how = if row.by_pinyin { format!(" ({})", say::by_pinyin(context.lang)) } else { String::new() };
        let line = format!("{}:{}:{how} {}\n", row.article, row.para, self.drawn(row));
        context.print(&line)
    }

    /// The paragraph on one line, its hits in colour where that may be.
    fn drawn(&self, row: &SearchShape) -> String {
        let one_line = row.text.replace('\n', " ");
        let chars: Vec<char> = one_line.chars().collect();
        let piece = |from: usize, to: usize| -> String {
            let piece: String = chars.get(from..to).unwrap_or(&[]).iter().collect();
            Clean::new(&piece).as_str().to_owned()
        };
        if !self.has_color {
            return piece(0, chars.len());
        }
        let (mut out, mut at) = (String::new(), 0);
        for (start, end) in &row.hits {
            out.push_str(&piece(at, *start));
            out.push_str(&Ink::Red.paint(&piece(*start, *end), true));
            at = *end;
        }
        out + &piece(at, chars.len())
    }
}
