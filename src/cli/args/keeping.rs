//! The words of the commands that keep the library, the keys and the text tools.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::reading::JsonArgs;

/// `import`
#[derive(Debug, Clone, Args)]
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
    /// Replace articles that were corrected by hand, too; what is replaced is kept
    #[arg(long)]
    pub force: bool,
    /// Files or folders, `-` for standard input
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
    /// List advice on the articles, too; it changes no exit code
    #[arg(long)]
    pub advice: bool,
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
    /// Name every error in the keymap files and in config.toml
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
