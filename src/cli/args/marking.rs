//! The words of the commands that change marks.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::reading::JsonArgs;

/// `tag`
#[derive(Debug, Args)]
pub struct TagArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Add a tag to the codebook when it has none of that name
    #[arg(long)]
    pub create: bool,
    /// An id or a unique prefix of one
    pub article: String,
    /// The paragraph's number
    pub para: usize,
    /// `+TAG` adds, `-TAG` removes, `TAG` toggles
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
    pub change: Vec<String>,
}

/// `note`
#[derive(Debug, Args)]
pub struct NoteArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Read the note from a file, `-` for standard input
    #[arg(long, value_name = "F")]
    pub file: Option<PathBuf>,
    /// An id or a unique prefix of one
    pub article: String,
    /// The paragraph's number
    pub para: usize,
    /// The note
    pub text: Option<String>,
}

/// `edit`
#[derive(Debug, Args)]
pub struct EditArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Read the note from a file, `-` for standard input
    #[arg(long, value_name = "F")]
    pub file: Option<PathBuf>,
    /// A mark's id or a unique suffix of one
    pub mark: String,
    /// The note
    pub text: Option<String>,
}

/// `rm`
#[derive(Debug, Args)]
pub struct RmArgs {
    /// Delete more than 20 without asking
    #[arg(long)]
    pub yes: bool,
    /// Ids or unique suffixes
    #[arg(required = true)]
    pub marks: Vec<String>,
}

/// `undo`, `redo`
#[derive(Debug, Args)]
pub struct StepsArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// How many steps
    #[arg(default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..))]
    pub steps: u16,
}

/// `log`
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `sign`
#[derive(Debug, Args)]
pub struct SignArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// An id or a unique prefix of one
    pub article: String,
    /// `review-1` to `review-3` (初审 复审 终审), `proof-1` to `proof-3` (一校 二校 三校)
    pub stage: String,
}

/// `relink`
#[derive(Debug, Args)]
pub struct RelinkArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Keep it as an orphan
    #[arg(long, conflicts_with = "para")]
    pub orphan: bool,
    /// A mark's id or a unique suffix of one
    pub mark: String,
    /// The paragraph it belongs to
    #[arg(required_unless_present = "orphan")]
    pub para: Option<usize>,
}

/// `trash`
#[derive(Debug, Args)]
pub struct TrashArgs {
    /// What to do with it
    #[command(subcommand)]
    pub verb: TrashVerb,
}

/// What to do with deleted marks.
#[derive(Debug, Subcommand)]
pub enum TrashVerb {
    /// List deleted marks
    List(JsonArgs),
    /// Take one back
    Restore {
        /// A mark's id or a unique suffix of one
        mark: String,
    },
}
