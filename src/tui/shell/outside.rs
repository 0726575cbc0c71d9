//! What the reader does outside its own state: files read again, clipboard, editor, the terminal given away and taken back.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::super::log::Log;
use super::super::settings::{Given, taken};
use super::super::{clipboard, input, listen, probe, session, view};
use super::Shell;
use crate::app::{Event, ThemeName};
use crate::config::{self, Environment, KeymapFiles};
use crate::library::Library;
use crate::messages::{reader as say, system, text as words};
use crate::store::{Store, Watch};
use crate::text::Widths;
use crate::words::ArticleId;

/// Folders of zones, and of annotations, that are watched at most.
const MOST_WATCHED: usize = 512;
/// How long a process that is to stop waits for what is on its way to the disk.
const BEFORE_STOPPING: std::time::Duration = std::time::Duration::from_secs(5);

/// What lies outside the program.
#[derive(Debug)]
pub(super) struct Outside {
    pub(super) library: Library,
    pub(super) environment: Environment,
    pub(super) keymap: Option<PathBuf>,
    pub(super) ask_widths: bool,
    /// What config.toml said last.
    pub(super) told: config::Settings,
    pub(super) given: Given,
    pub(super) looks: view::Looks,
    pub(super) log: Log,
}

impl Shell {
    /// Reads the keymap files again.
    pub(super) fn reload_keymap(&mut self) {
        let (outside, lang) = (&self.outside, self.app.settings.lang);
        let library = Some(&outside.library);
        match KeymapFiles::read(&outside.environment, library, outside.keymap.as_deref(), lang) {
            Ok(files) => {
                let (map, problems) = files.lay(Some(&self.app.keys.map), lang);
                self.take(Event::KeymapLoaded(Box::new(map), problems));
            }
            // The keys stay as they are.
            Err(fault) => self.take(Event::Wrong(fault.problems)),
        }
    }

    /// Reads config.toml again; a file that broke keeps what it said before.
    pub(super) fn reload_settings(&mut self) {
        let lang = self.app.settings.lang;
        let outside = &mut self.outside;
        let (told, problems) = config::Settings::load(&outside.environment, Some(&outside.told), lang);
        if told == outside.told && problems.is_empty() {
            return;
        }
        let before = &self.app.settings;
        let mut settings = taken(before.clone(), &told, outside.given);
        if told.theme == outside.told.theme {
            // Chosen with `theme`, or as the terminal said.
            settings.theme = before.theme;
            settings.theme_follows = before.theme_follows;
        }
        if told.log != outside.told.log {
            outside.log = Log::open(told.log, &outside.environment);
        }
        outside.looks = view::Looks::new(&told);
        self.workers.set_pass_line(told.pass_line);
        outside.told = told;
        self.take(Event::SettingsLoaded(Box::new(settings), problems));
    }

    /// Puts text on the clipboard; a program of this machine is waited for beside the loop.
    pub(super) fn copy(&mut self, text: String) {
        let lang = self.app.settings.lang;
        let environment = &self.outside.environment;
        let way = clipboard::way(self.outside.told.clipboard, environment);
        let inside = environment.multiplexer;
        let send = self.send.clone();
        let copy = move || {
            let _ = send.send(Event::Told(clipboard::copy(&text, way, inside, lang)));
        };
        match way {
            // What the terminal is sent must not meet a frame halfway.
            clipboard::Way::Terminal | clipboard::Way::Off => copy(),
            clipboard::Way::Program | clipboard::Way::ProgramElseTerminal => {
                std::thread::spawn(copy);
            }
        }
    }

    /// Is told of what others do to the library.
    pub(super) fn watch_library(&self) -> Option<Watch> {
        let library = &self.outside.library;
        let config = self.outside.environment.config_dir.clone();
        let keymap = self.outside.keymap.as_ref().and_then(|path| std::path::absolute(path).ok());
        let mut watch = listen::library(library.root(), config.as_deref(), keymap.as_deref(), &self.send)?;
        let articles = library.root().join("articles");
        let zones = library.zone_folders().into_iter().take(MOST_WATCHED).map(|zone| articles.join(zone));
        let annotations = self.app.memory().last.iter().flat_map(|id| self.workers.watched(id));
        watch.follow(
            zones
                .chain([library.root().to_owned(), articles.clone()])
                .chain(annotations)
                .chain(self.workers.watched_elsewhere(MOST_WATCHED))
                .chain(config)
                .chain(keymap.as_deref().and_then(Path::parent).map(Path::to_owned))
                .collect::<Vec<_>>(),
        );
        Some(watch)
    }

    /// Counts all marks again, and watches the folders in which others write that were not there before.
    pub(super) fn recount(&mut self) {
        let folder = self.outside.library.root().join("annotations");
        if let Some(watch) = &mut self.watch {
            watch.follow_also(std::iter::once(folder).chain(self.workers.watched_elsewhere(MOST_WATCHED)));
        }
        self.workers.recount();
    }

    /// Counts the marks of these articles again; who wrote first about one of them made its folder.
    pub(super) fn recount_some(&mut self, articles: Vec<ArticleId>) {
        if let Some(watch) = &mut self.watch {
            watch.follow_also(articles.iter().flat_map(|id| self.workers.watched(id)));
        }
        self.workers.recount_some(articles);
    }

    /// Asks the terminal again how wide it draws, on demand, and shows what it said; what was typed meanwhile is taken
    /// afterwards, in order.
    pub(super) fn measure_again(&mut self) {
        let lang = self.app.settings.lang;
        let environment = self.outside.environment.clone();
        self.alone(|shell| {
            let Some(asked) = probe::ask(&environment) else {
                let _ = shell.send.send(Event::Told(words::no_answer(lang, &environment.term)));
                return;
            };
            // An answer that cannot be kept is asked for again the next time.
            let _ = probe::remember(&environment, &asked.answers, lang);
            if let (false, Some(ear)) = (asked.answers.complete, &shell.ear) {
                ear.expect_late();
            }
            let policy = shell.outside.ask_widths.then(|| measured(&asked.answers, None));
            let answers = Event::Probed(probe::sentences(&asked, &environment, lang));
            let typed = probe::events(&asked.typed).into_iter().filter_map(input::event);
            for event in policy.into_iter().chain([answers]).chain(typed) {
                let _ = shell.send.send(event);
            }
        });
        self.terminal.backend_mut().forget();
        let _ = self.terminal.clear();
    }

    /// Does something while nobody else reads from the terminal.
    fn alone<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(ear) = &mut self.ear {
            ear.rest();
        }
        let done = work(self);
        if let Some(ear) = &mut self.ear {
            ear.resume();
        }
        done
    }

    /// Gives the terminal to an editor and comes back with its text.
    pub(super) fn edit(&mut self, text: &str) {
        let lang = self.app.settings.lang;
        let editor = self.outside.told.editor.clone().or_else(|| self.outside.environment.editor.clone());
        let edited = self.lend(|| super::super::editor::edit(editor.as_deref(), text, lang));
        let _ = self.send.send(Event::Edited(edited));
    }

    /// Lends the terminal to somebody, who alone reads from it meanwhile.
    fn lend<T>(&mut self, use_it: impl FnOnce() -> T) -> T {
        session::give_back();
        let used = self.alone(|_| use_it());
        self.come_back();
        used
    }

    /// Lends the terminal to a reader over the practice library, at the practice article.
    pub(super) fn practise(&mut self) {
        let settings = &self.app.settings;
        let (lang, annotator) = (settings.lang, settings.annotator.clone());
        let environment = &self.outside.environment;
        let ready = Library::practice(environment, lang).and_then(|library| {
            let state = environment.state_dir.as_deref().unwrap_or(library.root());
            let name = settings.annotator_name.clone();
            let store = Store::open(library.root(), annotator.clone(), name, state, lang)?;
            store.remember(|reading| reading.last = Some("tutor".to_owned()))?;
            Ok(library)
        });
        let library = match ready {
            Ok(library) => library,
            Err(fault) => return self.take(Event::Told(fault.to_string())),
        };
        let widths = self.app.settings.widths;
        let ambiguous = match (widths == Widths::narrow(), widths == Widths::wide()) {
            (true, _) => "narrow",
            (_, true) => "wide",
            (false, false) => "auto",
        };
        let ended = self.lend(|| {
            let program = std::env::current_exe()?;
            std::process::Command::new(program)
                .arg("-C")
                .arg(library.root())
                .args(["--as", annotator.as_str(), "--lang", lang.pick("en", "zh")])
                .args(["--ambiguous", ambiguous])
                .status()
        });
        let told = ended.map_or_else(|error| system::why(lang, &error), |_| say::back_from_practice(lang));
        self.take(Event::Told(told));
    }

    /// Stops the process, once all that was typed lies on the disk; goes on when it is continued.
    pub(super) fn suspend(&mut self) {
        self.workers.settles_within(BEFORE_STOPPING);
        session::give_back();
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
        self.come_back();
    }

    /// Takes the terminal again and paints everything.
    pub(super) fn come_back(&mut self) {
        // A terminal that cannot be taken is found gone by the next frame.
        let _ = session::Session::take_again(self.app.settings.mouse);
        self.terminal.backend_mut().forget();
        let _ = self.terminal.clear();
        let _ = io::stdout().flush();
        if let Ok(size) = self.terminal.size() {
            let _ = self.send.send(Event::Resized(size.width, size.height));
        }
    }
}

/// The policy that a terminal's answers make, unless it is told, and whether its background is light.
pub(super) fn measured(answers: &probe::Answers, told: Option<Widths>) -> Event {
    Event::Measured(told.unwrap_or_else(|| answers.widths()), answers.background.map(is_light))
}

/// The theme for a background.
pub(super) fn theme_on(background: (u8, u8, u8)) -> ThemeName {
    if is_light(background) { ThemeName::Light } else { ThemeName::Dark }
}

/// Whether a background is light: its luma is above the middle.
fn is_light((red, green, blue): (u8, u8, u8)) -> bool {
    u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 > 127_500
}
