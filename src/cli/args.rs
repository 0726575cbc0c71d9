//! The words of the command line, as clap reads them.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

mod keeping;
mod marking;
mod reading;

pub use keeping::{
    CheckArgs, CompletionsArgs, DoctorArgs, ImportArgs, InitArgs, KeymapArgs, KeymapVerb, MergeDriverArgs,
    MigrateArgs, WrapArgs,
};
pub use marking::{
    EditArgs, LogArgs, NoteArgs, RelinkArgs, RmArgs, SignArgs, StepsArgs, TagArgs, TrashArgs, TrashVerb,
};
pub use reading::{
    AgreeArgs, CodebookArgs, CodebookExportArgs, CodebookImportArgs, CodebookVerb, JsonArgs, ListArgs,
    ReportArgs, SearchArgs, ShowArgs, StatsArgs, TwoTagsArgs,
};

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
    /// When to use colour; counts more than `NO_COLOR` and config.toml
    #[arg(long, value_name = "WHEN", global = true)]
    pub color: Option<ColorArg>,
    /// Only one's own marks
    #[arg(long, global = true)]
    pub blind: bool,
    /// Print without escape codes or redraw
    #[arg(long, global = true)]
    pub plain: bool,
    /// Run commands of the reader without the screen, joined by `;`, up to the first that fails
    #[arg(long, value_name = "COMMANDS")]
    pub exec: Option<String>,
    /// Answer yes to what `--exec` asks
    #[arg(long = "yes")]
    pub says_yes: bool,
    /// What to do
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

impl Cli {
    /// The reader without further words, or with `-C` alone; `None` for anything else. That is what is asked for most,
    /// and telling `clap` all that there is takes a good part of the way to the first frame.
    pub fn plainly(words: &[OsString]) -> Option<Self> {
        let library = match words {
            [_] => None,
            [_, flag, folder]
                if flag == "-C" && !folder.is_empty() && !folder.as_encoded_bytes().starts_with(b"-") =>
            {
                Some(PathBuf::from(folder))
            }
            _ => return None,
        };
        Some(Self {
            library,
            annotator: None,
            lang: None,
            keymap: None,
            ambiguous: None,
            color: None,
            blind: false,
            plain: false,
            exec: None,
            says_yes: false,
            verb: None,
        })
    }
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
    /// How far readers agree
    Agree(AgreeArgs),
    /// Sign an article off
    Sign(SignArgs),
    /// Name every problem in the library
    Check(CheckArgs),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_mean_what_clap_takes_them_for() {
        let all: [&[&str]; 8] = [
            &["pizhu"],
            &["pizhu", "-C", "稿库"],
            &["pizhu", "-C", ""],
            &["pizhu", "-C", "-x"],
            &["pizhu", "-C", "--blind"],
            &["pizhu", "-C"],
            &["pizhu", "list"],
            &["pizhu", "-C", "a", "list"],
        ];
        let mut short = 0;
        for words in all {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            if let Some(plain) = Cli::plainly(&words) {
                let parsed = Cli::try_parse_from(&words).expect("clap takes it");
                assert_eq!(format!("{plain:?}"), format!("{parsed:?}"));
                short += 1;
            }
        }
        assert_eq!(short, 2);
    }
}
