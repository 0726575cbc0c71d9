//! `pizhu show`: one article, laid out, with its marks.

use super::args::ShowArgs;
use super::context::{Context, Done, Outcome};
use super::ink::Ink;
use crate::formats::json::shapes::ShowShape;
use crate::messages::{cli as say, terms};
use crate::query::Dossier;
use crate::text::{Clean, Level, Widths, first_indent, layout, prepare};
use crate::words::{BlockKind, Placed};

/// The gutter that holds a paragraph's number.
const GUTTER_CELLS: usize = 5;

/// Prints one article.
pub(super) fn run(context: &mut Context<'_>, args: &ShowArgs) -> Outcome {
    let opened = context.open()?;
    let entry = opened.library.resolve(&args.article)?;
    let (dossier, problems) = opened.survey().dossier(&entry)?;
    context.remarks(&problems);
    if args.json {
        context.print_json(&ShowShape::new(&dossier))?;
        return Ok(Done::Fine);
    }
    let width = args.width.unwrap_or(80).max(GUTTER_CELLS + 2);
    let page = Page {
        widths: context.widths(),
        measure: width - GUTTER_CELLS,
        lang: context.lang,
        has_color: context.has_color(),
    };
    let text = page.article(&dossier);
    context.print(&text)?;
    Ok(Done::Fine)
}

/// A page being laid out.
struct Page {
    widths: Widths,
    measure: usize,
    lang: crate::messages::Lang,
    has_color: bool,
}

impl Page {
    fn article(&self, dossier: &Dossier) -> String {
        let meta = &dossier.article.meta;
        let mut out = String::new();
        for (ordinal, kind, text) in dossier.article.iter_blocks() {
            let number = if ordinal == 0 { String::new() } else { ordinal.to_string() };
            let indent = if kind == BlockKind::Body { first_indent(self.measure) } else { 0 };
            let ink = (ordinal == 0).then_some(Ink::Bold);
            self.block(&mut out, &number, text, indent, ink);
            if ordinal == 0 {
                let dates = [meta.date.as_deref(), meta.dateline.as_deref()];
                let people = meta.reporters.iter().chain(&meta.authors).map(String::as_str);
                let line: Vec<&str> = std::iter::once(meta.zone.as_str())
                    .chain(dates.into_iter().flatten())
                    .chain(people)
                    .collect();
                self.block(&mut out, "", &line.join("  "), 0, Some(Ink::Dim));
            }
            dossier.marks_on(ordinal).for_each(|placed| self.mark(&mut out, placed));
            out.push('\n');
        }
        let orphans: Vec<&Placed> = dossier.orphans().collect();
        if !orphans.is_empty() {
            self.block(&mut out, "", &say::orphans(self.lang), 0, Some(Ink::Bold));
            for placed in orphans {
                self.block(&mut out, "", &format!("“{}”", placed.mark.quote), 0, None);
                self.mark(&mut out, placed);
            }
        }
        out
    }

    /// One mark below its paragraph: tags, note, who and when.
    fn mark(&self, out: &mut String, placed: &Placed) {
        let mark = &placed.mark;
        let tags: Vec<String> = mark.tags.iter().map(|tag| format!("【{tag}】")).collect();
        let tags = tags.concat();
        let id: String =
            mark.id.to_string().chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
        let sign = format!(
            "({} {} {} {id})",
            placed.author_name,
            mark.updated.date(),
            terms::placement(self.lang, placed.placement.name())
        );
        let words: Vec<&str> = [tags.as_str(), mark.note.as_str(), sign.as_str()]
            .into_iter()
            .filter(|w| !w.is_empty())
            .collect();
        self.block(out, ">", &words.join(" "), 0, Some(Ink::Cyan));
    }

    /// Some text behind a gutter that holds a number or a sign.
    fn block(&self, out: &mut String, gutter: &str, text: &str, indent: usize, ink: Option<Ink>) {
        let mut gutter = format!("{gutter:>3}  ");
        for part in text.split('\n') {
            let clean = Clean::new(part);
            let prepared = prepare(clean.source(), &self.widths, Level::Gb);
            for line in layout(&prepared, self.measure, indent) {
                let words = clean.drawn(line.text());
                let words = words.trim_end();
                let words = ink.map_or_else(|| words.to_owned(), |ink| ink.paint(words, self.has_color));
                let drawn = format!("{gutter}{:indent$}{words}", "", indent = line.indent);
                out.push_str(drawn.trim_end());
                out.push('\n');
                gutter = " ".repeat(GUTTER_CELLS);
            }
        }
    }
}
