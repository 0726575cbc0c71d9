//! The words of the command line, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads and annotates Chinese news in a terminal; without a command, opens the reader.
#[derive(Debug, Parser)]
#[command(name = "pizhu", version, disable_help_subcommand = true)]
pub struct Cli {
    /// The library (稿库) to work in
    #[arg(short = 'C', value_name = "LIBRARY", global = true)]
    pub library: Option<PathBuf>,
    /// Who annotates
    #[arg(long = "as", value_name = "NAME", global = true)]
    pub annotator: Option<String>,
    /// Language of the screen
    #[arg(long, value_name = "zh|en", global = true)]
    pub lang: Option<LangArg>,
    /// One more keymap, over all others
    #[arg(long, value_name = "FILE", global = true)]
    pub keymap: Option<PathBuf>,
    /// How wide the terminal draws “ ” — …
    #[arg(long, value_name = "narrow|wide|auto", global = true)]
    pub ambiguous: Option<AmbiguousArg>,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub color: ColorArg,
    /// Only one's own marks
    #[arg(long, global = true)]
    pub blind: bool,
    /// Print without escape codes or redraw
    #[arg(long, global = true)]
    pub plain: bool,
    /// Run commands of the reader without the screen, joined by `;`
    #[arg(long, value_name = "COMMANDS")]
    pub exec: Option<String>,
    /// What to do
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// How wide ambiguous characters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AmbiguousArg {
    /// One cell
    Narrow,
    /// Two cells
    Wide,
    /// Ask the terminal
    Auto,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal, without `NO_COLOR`
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// List articles by zone
    List(ListArgs),
    /// Print one article, laid out, with its marks
    Show(ShowArgs),
    /// Find paragraphs
    Search(SearchArgs),
    /// Put tags on a paragraph or take them off
    Tag(TagArgs),
    /// Add a mark with a note
    Note(NoteArgs),
    /// Change a mark's note
    Edit(EditArgs),
    /// Delete marks
    Rm(RmArgs),
    /// Take back the last changes
    Undo(StepsArgs),
    /// Do again what was taken back
    Redo(StepsArgs),
    /// What was changed, last first
    Log(LogArgs),
    /// Turn pages into articles
    Import(ImportArgs),
    /// Place a mark that lost its paragraph
    Relink(RelinkArgs),
    /// Deleted marks
    Trash(TrashArgs),
    /// Write a report
    Report(ReportArgs),
    /// Counts, crosstab, coverage
    Stats(StatsArgs),
    /// The tags
    Codebook(CodebookArgs),
    /// Name every problem in the library
    Check(JsonArgs),
    /// Salvage what can be read of broken store files
    Doctor(DoctorArgs),
    /// Make a library here
    Init(InitArgs),
    /// Bring old store files to this version's schema
    Migrate(MigrateArgs),
    /// Merge store files for git
    MergeDriver(MergeDriverArgs),
    /// Check, print or explain the keys
    Keymap(KeymapArgs),
    /// Break Chinese text into lines
    Wrap(WrapArgs),
    /// What this terminal says about widths
    Probe(JsonArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

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
    #[arg(default_value_t = 1)]
    pub steps: usize,
}

/// `log`
#[derive(Debug, Args)]
pub struct LogArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// `import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Show what would be made, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Put every article into this zone
    #[arg(long, value_name = "Z")]
    pub zone: Option<String>,
    /// The page's date, YYYY-MM-DD
    #[arg(long, value_name = "D")]
    pub date: Option<String>,
    /// Read the files in this encoding
    #[arg(long, value_name = "E")]
    pub encoding: Option<String>,
    /// Files or folders, `-` for standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
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

/// `report`
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// What the report is about
    #[arg(long, value_name = "K")]
    pub kind: Option<String>,
    /// How it is written
    #[arg(long, value_name = "F")]
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

/// `codebook`
#[derive(Debug, Args)]
pub struct CodebookArgs {
    /// What to do with it
    #[command(subcommand)]
    pub verb: CodebookVerb,
}

/// What to do with the tags.
#[derive(Debug, Subcommand)]
pub enum CodebookVerb {
    /// List the tags
    List(JsonArgs),
    /// Name unused, undefined and overlapping tags
    Check(JsonArgs),
}

/// `doctor`
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Put the salvaged copies in place, after a backup
    #[arg(long)]
    pub apply: bool,
}

/// `init`
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Where; the current folder without
    pub folder: Option<PathBuf>,
}

/// `migrate`
#[derive(Debug, Args)]
pub struct MigrateArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Say what would be done
    #[arg(long, required_unless_present = "apply")]
    pub dry_run: bool,
    /// Do it, after a backup
    #[arg(long, conflicts_with = "dry_run")]
    pub apply: bool,
}

/// `merge-driver`
#[derive(Debug, Args)]
pub struct MergeDriverArgs {
    /// The common ancestor
    pub base: PathBuf,
    /// Ours, overwritten with the result
    pub ours: PathBuf,
    /// Theirs
    pub theirs: PathBuf,
    /// The path in the tree
    pub path: PathBuf,
}

/// `keymap`
#[derive(Debug, Args)]
pub struct KeymapArgs {
    /// What to do
    #[command(subcommand)]
    pub verb: KeymapVerb,
}

/// What to do with the keys.
#[derive(Debug, Subcommand)]
pub enum KeymapVerb {
    /// Name every error in the keymap files
    Check(JsonArgs),
    /// Print the keys in force
    Print {
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Print the built-in keys instead
        #[arg(long, conflicts_with = "diff")]
        default: bool,
        /// Print only what differs from the built-in keys
        #[arg(long)]
        diff: bool,
    },
    /// Say what keys do, context by context
    Which {
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// The keys, such as `g g`
        #[arg(required = true, allow_hyphen_values = true)]
        keys: Vec<String>,
    },
}

/// `wrap`
#[derive(Debug, Args)]
pub struct WrapArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// Line width in cells; the terminal's, or 80, without
    #[arg(short = 'w', value_name = "N")]
    pub width: Option<usize>,
    /// How strict: none, basic, gb or strict
    #[arg(long, value_name = "L", default_value = "gb")]
    pub level: String,
    /// First lines' indent in cells
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub indent: usize,
    /// A file; standard input without
    pub file: Option<PathBuf>,
}

/// `completions`
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// Which shell
    pub shell: clap_complete::Shell,
}
