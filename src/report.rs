//! 报告: what was marked, gathered, counted and written down.
//!
//! A pure function of library and query: the same input gives the same bytes. The reader's export and `pizhu report`
//! call the same two functions, [`build`] and [`render`].

mod agreement;
mod docx;
mod guard;
mod html;
mod markdown;
mod page;
mod qdpx;
mod rate;
mod review;
mod rows;
mod sheet;
mod signoff;
mod table;
mod template;
pub mod verify;
mod w3c;
mod xlsx;

use crate::formats::refi;
use crate::messages::{Lang, cli, report as say};
use crate::query::Query;
use crate::words::{Codebook, Problem};

pub use rate::{PASS_PER_10_000, Rate};
pub use sheet::{Item, Sheet};
pub use table::{Cell, Table};

/// Makes an enum of names, as written on the command line.
macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $( $(#[$own:meta])* $variant:ident $name:literal; )* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $type { $( $(#[$own])* $variant, )* }

        impl $type {
            /// All of them, in the order of the design.
            pub const ALL: &[Self] = &[$( Self::$variant, )*];

            /// Its name on the command line.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )* }
            }

            /// Reads [`Self::name`].
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

names! {
    /// What a report is about.
    Kind {
        /// 审读报告.
        Review "review";
        /// Quotations by tag.
        Tags "tags";
        /// A row an article.
        Articles "articles";
        /// A row a zone.
        Zones "zones";
        /// A row an annotator.
        Authors "authors";
        /// A row a tag: own and subtree counts.
        Codebook "codebook";
        /// Tag by zone.
        Crosstab "crosstab";
        /// Notes by article.
        Notes "notes";
        /// Marks without a place.
        Orphans "orphans";
        /// Agreement between annotators.
        Agreement "agreement";
        /// Sign-offs.
        Signoff "signoff";
    }
}

names! {
    /// How a report is written.
    Format {
        /// Markdown.
        Md "md";
        /// One HTML file.
        Html "html";
        /// Word.
        Docx "docx";
        /// Excel.
        Xlsx "xlsx";
        /// Comma-separated rows.
        Csv "csv";
        /// JSON.
        Json "json";
        /// JSON Lines.
        Jsonl "jsonl";
        /// W3C Web Annotation.
        W3c "w3c";
        /// REFI-QDA codebook.
        Qdc "qdc";
        /// REFI-QDA project.
        Qdpx "qdpx";
        /// A template of one's own.
        Template "template";
    }
}

impl Format {
    /// Whether what it gives can be read as text.
    pub fn is_text(self) -> bool {
        !matches!(self, Self::Docx | Self::Xlsx | Self::Qdpx)
    }
}

/// What a report is made of: a sheet an article, in the order of the list, and the tags.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The articles that the query does not rule out by their heads.
    pub sheets: Vec<Sheet>,
    /// The tags.
    pub codebook: Codebook,
}

/// A report, counted and ready to be written in any format.
#[derive(Debug, Clone)]
pub struct Report {
    /// What it is about; `None` is plain rows, one a mark and tag.
    pub kind: Option<Kind>,
    /// The query it was made for, as typed.
    pub query: String,
    /// The articles in scope, in order.
    pub sheets: Vec<Sheet>,
    /// The tags.
    pub codebook: Codebook,
    /// The error rate over all of it.
    pub rate: Rate,
}

/// How a report is written beyond its format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Its language.
    pub lang: Lang,
    /// CSV begins with a byte order mark, for Excel.
    pub has_bom: bool,
}

impl Report {
    /// The same report, judged by another line: so many errors in 10,000 characters pass.
    #[must_use]
    pub fn with_pass_line(mut self, errors: f64) -> Self {
        self.rate.pass_per_10_000 = errors;
        self
    }
}

/// Gathers and counts. Which marks belong was decided when the sheets were made; the order is settled here.
pub fn build(snapshot: Snapshot, query: &Query, kind: Option<Kind>) -> Report {
    let Snapshot { mut sheets, codebook } = snapshot;
    sheets.sort_by(|a, b| (&a.zone, &a.article_id).cmp(&(&b.zone, &b.article_id)));
    let rate = Rate::of(sheets.iter(), &codebook);
    Report { kind, query: query.to_string(), sheets, codebook, rate }
}

/// Writes a report. A format that is not built yet gives `None`.
pub fn render(report: &Report, format: Format, style: Style) -> Option<Vec<u8>> {
    match format {
        Format::Md => Some(markdown::render(report, style.lang).into_bytes()),
        Format::Csv => rows::csv(&table::of(report, None, style.lang), style.has_bom),
        Format::Json => rows::json(report, &table::of(report, None, style.lang)),
        Format::Jsonl => rows::jsonl(&table::of(report, None, style.lang)),
        Format::W3c => w3c::render(report),
        Format::Html => Some(html::render(report, style.lang).into_bytes()),
        Format::Docx => docx::render(report, style.lang),
        Format::Xlsx => xlsx::render(report, style.lang),
        Format::Qdc => refi::codebook(&report.codebook, &table::paths(report)).map(String::into_bytes),
        Format::Qdpx => qdpx::render(report, style.lang),
        Format::Template => None,
    }
}

/// Writes a report by a template: its file's name as shown, and its text.
///
/// # Errors
/// What is wrong with the template, with its line.
pub fn render_template(report: &Report, (name, text): (&str, &str), lang: Lang) -> Result<Vec<u8>, Problem> {
    template::render(report, name, text, lang).map(String::into_bytes)
}

/// What a format has no place for, to be said when it is written; `None` when nothing is lost.
pub fn loss(report: &Report, format: Format, lang: Lang) -> Option<String> {
    match format {
        Format::Qdc => Some(cli::lost_in_qdc(lang)),
        Format::Qdpx => {
            let orphans = table::items(report).filter(|(_, item)| item.para.is_none()).count();
            Some(say::lost_in_qdpx(lang, orphans))
        }
        Format::Md
        | Format::Html
        | Format::Docx
        | Format::Xlsx
        | Format::Csv
        | Format::Json
        | Format::Jsonl
        | Format::W3c
        | Format::Template => None,
    }
}

/// A report's table: the rows of its kind, its columns named for people when a language is given.
pub fn table_of(report: &Report, columns: Option<Lang>, lang: Lang) -> Table {
    table::of(report, columns, lang)
}

/// A table's rows as JSON objects, keyed by column.
pub fn rows_of(table: &Table) -> Vec<serde_json::Value> {
    rows::objects(table)
}

#[cfg(test)]
mod tests;
