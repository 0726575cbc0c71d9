//! Starting the reader: the library, the annotator, the keys, the looks.

use std::io::IsTerminal;

use super::args::{AmbiguousArg, ColorArg};
use super::context::{Context, Done, Outcome};
use crate::app::Settings;
use crate::formats::slug;
use crate::keymap::Layer;
use crate::library::Library;
use crate::messages::{cli as say_cli, reader as say};
use crate::store::{Scope, Store};
use crate::text::Widths;
use crate::tui::{Start, run};
use crate::words::{Fault, FaultKind};

/// Opens the reader.
pub(super) fn open(context: &mut Context<'_>) -> Outcome {
    let lang = context.lang;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(Fault::new(FaultKind::Usage, "cli.no-terminal", say::no_terminal(lang)));
    }
    run(start(context)?)?;
    Ok(Done::Fine)
}

/// Everything the reader begins with.
fn start(context: &Context<'_>) -> Result<Start, Fault> {
    let (cli, environment, lang) = (context.cli, context.environment, context.lang);
    let cwd = std::env::current_dir()
        .map_err(|error| Fault::new(FaultKind::Io, "cli.folder", error.to_string()))?;
    let library = Library::locate(cli.library.as_deref(), environment, &cwd, lang)?;
    let name = [&cli.annotator, &environment.annotator, &environment.login].into_iter().flatten().next();
    let name = name.map_or("reader", String::as_str).to_owned();
    let annotator = slug::annotator(&name)
        .ok_or_else(|| Fault::new(FaultKind::Usage, "cli.annotator", say_cli::no_such_article(lang, &name)))?;
    let state = environment.state_dir.clone().unwrap_or_else(std::env::temp_dir);
    let (codebook, _) = library.codebook();
    let scope = if cli.blind { Scope::Own } else { Scope::All };
    let store = Store::open(library.root(), annotator.clone(), name.clone(), &state, lang)?
        .with_codebook(&codebook)
        .with_scope(scope);
    let mut settings = Settings::new(lang, annotator, name);
    let ambiguous = match cli.ambiguous {
        Some(AmbiguousArg::Narrow) => "narrow",
        Some(AmbiguousArg::Wide) => "wide",
        Some(AmbiguousArg::Auto) => "auto",
        None => environment.ambiguous.as_deref().unwrap_or("auto"),
    };
    settings.widths = if ambiguous == "narrow" { Widths::narrow() } else { Widths::wide() };
    settings.narrow_known = ambiguous == "narrow";
    settings.colour = match cli.color {
        ColorArg::Always => true,
        ColorArg::Never => false,
        ColorArg::Auto => !environment.no_color,
    };
    settings.blind = cli.blind;
    let mut keymaps = vec![(Layer::Library, "keymap.toml".to_owned(), library.root().join("keymap.toml"))];
    if let Some(folder) = &environment.config_dir {
        let path = folder.join("keymap.toml");
        keymaps.push((Layer::User, path.display().to_string(), path));
    }
    if let Some(path) = &cli.keymap {
        keymaps.push((Layer::Argument, path.display().to_string(), path.clone()));
    }
    Ok(Start {
        library,
        store,
        settings,
        keymaps,
        over_ssh: environment.over_ssh,
        in_multiplexer: environment.in_multiplexer,
        editor: environment.editor.clone(),
        folder: cwd,
        theme_given: false,
    })
}
