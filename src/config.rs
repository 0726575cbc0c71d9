//! What the user's environment and settings say, read once at the start.

use std::path::PathBuf;

mod keymap_files;
mod setting;
mod settings;

pub use keymap_files::{KeymapFile, KeymapFiles};
pub use setting::{
    Ambiguous, Clipboard, Colour, Language, LineBreaks, LogLevel, NotesPlace, Paint, SaveKey, StyleChange,
    Theme, Within,
};
pub use settings::{STYLES, Settings, reference};

/// A program between this one and the terminal, which passes on only what is wrapped in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Multiplexer {
    /// tmux.
    Tmux,
    /// GNU screen.
    Screen,
}

/// The environment variables that matter here, read once; no other code asks for one.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `LC_ALL`, `LC_MESSAGES` or `LANG`, the first that is set and not empty.
    pub locale: String,
    /// `PIZHU_LIBRARY`.
    pub library: Option<PathBuf>,
    /// `PIZHU_ANNOTATOR`.
    pub annotator: Option<String>,
    /// The name shown for the annotator; only settings know one.
    pub annotator_name: Option<String>,
    /// `PIZHU_AMBIGUOUS`.
    pub ambiguous: Option<String>,
    /// The login name.
    pub login: Option<String>,
    /// Whether `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// When colours are used; only settings say so.
    pub color: Colour,
    /// `TERM`.
    pub term: String,
    /// Whether the program runs over ssh (`SSH_CONNECTION` or `SSH_TTY`).
    pub over_ssh: bool,
    /// What it runs inside (`TMUX`, `STY`).
    pub multiplexer: Option<Multiplexer>,
    /// `VISUAL`, else `EDITOR`.
    pub editor: Option<String>,
    /// The folder for settings, `…/pizhu`.
    pub config_dir: Option<PathBuf>,
    /// The folder for positions, drafts, journal, backups and trash, `…/pizhu`.
    pub state_dir: Option<PathBuf>,
    /// The folder for caches, `…/pizhu`.
    pub cache_dir: Option<PathBuf>,
    /// The folder for the library of those who named none, `…/pizhu`.
    pub data_dir: Option<PathBuf>,
}

impl Environment {
    /// Reads the process's environment. `XDG_*` are honoured on every system.
    #[expect(clippy::disallowed_methods, reason = "this is the one home of the environment")]
    pub fn read() -> Self {
        let text = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let dirs = directories::ProjectDirs::from("", "", "pizhu");
        let folder = |variable: &str, own: Option<PathBuf>| {
            let xdg = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
            xdg.map(|path| path.join("pizhu")).or(own)
        };
        let own = |pick: fn(&directories::ProjectDirs) -> PathBuf| dirs.as_ref().map(pick);
        Self {
            locale: ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(text).unwrap_or_default(),
            library: text("PIZHU_LIBRARY").map(PathBuf::from),
            annotator: text("PIZHU_ANNOTATOR"),
            annotator_name: None,
            ambiguous: text("PIZHU_AMBIGUOUS"),
            login: ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(text),
            no_color: text("NO_COLOR").is_some(),
            color: Colour::Auto,
            term: text("TERM").unwrap_or_default(),
            over_ssh: text("SSH_CONNECTION").or_else(|| text("SSH_TTY")).is_some(),
            multiplexer: [("TMUX", Multiplexer::Tmux), ("STY", Multiplexer::Screen)]
                .into_iter()
                .find_map(|(name, which)| text(name).map(|_| which)),
            editor: text("VISUAL").or_else(|| text("EDITOR")),
            config_dir: folder("XDG_CONFIG_HOME", own(|d| d.config_dir().to_owned())),
            state_dir: folder(
                "XDG_STATE_HOME",
                own(|d| d.state_dir().unwrap_or(d.data_local_dir()).to_owned()),
            ),
            cache_dir: folder("XDG_CACHE_HOME", own(|d| d.cache_dir().to_owned())),
            data_dir: folder("XDG_DATA_HOME", own(|d| d.data_dir().to_owned())),
        }
    }

    /// Lets the settings say what the environment leaves open: annotator, widths, language.
    #[must_use]
    pub fn with(mut self, settings: &Settings) -> Self {
        if self.annotator.is_none() {
            self.annotator.clone_from(&settings.annotator);
            self.annotator_name.clone_from(&settings.annotator_name);
        }
        if self.ambiguous.is_none() && settings.ambiguous != Ambiguous::Auto {
            self.ambiguous = Some(settings.ambiguous.name().to_owned());
        }
        self.color = settings.color;
        if settings.lang != Language::Auto {
            settings.lang.name().clone_into(&mut self.locale);
        }
        self
    }
}
