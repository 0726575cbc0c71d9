//! The words of the commands that only read.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};

use crate::report::{Format, Kind};

/// Only `--json`.
#[derive(Debug, Args)]
pub struct JsonArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `list`
#[derive(Debug, Args)]
pub struct ListArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// A query, as in the reader
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub query: Vec<String>,
}

/// `show`
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Line width in cells
    #[arg(long)]
    pub width: Option<usize>,
    /// An id or a unique prefix of one
    pub article: String,
}

/// `search`
#[derive(Debug, Args)]
pub struct SearchArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// A query, as in the reader
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    pub query: Vec<String>,
}

/// `report`
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Print JSON: the same as `--format json`; with `--verify`, what no longer stands
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// What the report is about
    #[arg(long, value_name = "K", value_parser = PossibleValuesParser::new(Kind::ALL.iter().map(|kind| kind.name())))]
    pub kind: Option<String>,
    /// How it is written
    #[arg(long, value_name = "F", value_parser = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name())))]
    pub format: Option<String>,
    /// Where to write it; standard output without
    #[arg(short = 'o', value_name = "OUT")]
    pub output: Option<PathBuf>,
    /// Overwrite
    #[arg(long)]
    pub force: bool,
    /// Begin CSV with a byte order mark, for Excel
    #[arg(long)]
    pub bom: bool,
    /// A template of one's own
    #[arg(long, value_name = "F")]
    pub template: Option<PathBuf>,
    /// Check every quotation of a written report against today's text
    #[arg(long, value_name = "FILE")]
    pub verify: Option<PathBuf>,
    /// A query, as in the reader
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub query: Vec<String>,
}

/// `stats`
#[derive(Debug, Args)]
pub struct StatsArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// A query, as in the reader
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub query: Vec<String>,
}

/// `agree`
#[derive(Debug, Args)]
pub struct AgreeArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// A query, as in the reader
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub query: Vec<String>,
}

/// `codebook`
#[derive(Debug, Args)]
pub struct CodebookArgs {
    /// What to do with it
    #[command(subcommand)]
    pub verb: CodebookVerb,
}

/// Two tags, and whether it is meant.
#[derive(Debug, Args)]
pub struct TwoTagsArgs {
    /// Show what would change, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The tag as it is
    pub from: String,
    /// The other path
    pub to: String,
}

/// `codebook import`
#[derive(Debug, Args)]
pub struct CodebookImportArgs {
    /// Show what would come, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// A codebook.toml, a REFI-QDA codebook (.qdc) or project (.qdpx)
    pub file: PathBuf,
}

/// `codebook export`
#[derive(Debug, Args)]
pub struct CodebookExportArgs {
    /// Overwrite
    #[arg(long)]
    pub force: bool,
    /// Where to; .qdc (REFI-QDA) or .toml
    pub file: PathBuf,
}

/// What to do with the tags.
#[derive(Debug, Subcommand)]
pub enum CodebookVerb {
    /// List the tags
    List(JsonArgs),
    /// Name unused, undefined and overlapping tags
    Check(JsonArgs),
    /// Give a tag, with all below it, another path; the former one still leads to it
    Rename(TwoTagsArgs),
    /// Let a tag be another one from now on; its names still lead there
    Merge(TwoTagsArgs),
    /// Add the tags of a file that are missing here
    Import(CodebookImportArgs),
    /// Write the tags to a file
    Export(CodebookExportArgs),
}
