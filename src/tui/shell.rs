//! The loop: events in, effects out, one frame after all events that wait were taken. No ticks: it sleeps until an
//! event or the next deadline the reader knows.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::layout::Position;

use super::backend::CellBackend;
use super::desk::Desk;
use super::listen;
use super::workers::Workers;
use super::{input, memory, probe, session, view};
use crate::app::{App, Draft, Effect, Event, Now, Settings};
use crate::clock;
use crate::config::{Environment, KeymapFiles};
use crate::library::Library;
use crate::messages::reader as say;
use crate::store::{Store, Watch};
use crate::words::{Fault, FaultKind, MarkId, Problem};

/// What the reader begins with.
#[derive(Debug)]
pub struct Start {
    /// The library.
    pub library: Library,
    /// The store of the annotator.
    pub store: Store,
    /// What the reader was told.
    pub settings: Settings,
    /// Whether the terminal is asked how wide it draws.
    pub ask_widths: bool,
    /// What the environment says.
    pub environment: Environment,
    /// The keymap named on the command line.
    pub keymap: Option<PathBuf>,
    /// The editor for long notes.
    pub editor: Option<String>,
    /// Where reports are written.
    pub folder: PathBuf,
    /// What is to be told at once, such as errors in the settings.
    pub problems: Vec<Problem>,
}

/// Moments and ids, made here and nowhere below.
#[derive(Debug)]
pub(super) struct Times {
    started: Instant,
    last: Option<MarkId>,
}

impl Times {
    /// Begins to count.
    pub(super) fn begin() -> Self {
        Self { started: Instant::now(), last: None }
    }

    /// This moment, and a fresh id.
    pub(super) fn now(&mut self) -> Now {
        let fresh = MarkId::mint(clock::unix_ms(), clock::random(), self.last);
        // Ids of one event count up from the first; the next event's begin behind them.
        self.last = Some(MarkId(uuid::Uuid::from_u128(fresh.0.as_u128().wrapping_add(1 << 20))));
        let millis = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        Now { millis, moment: clock::now(), fresh }
    }
}

/// Runs the reader until it is left.
///
/// # Errors
/// `Io` when the terminal cannot be taken or written to.
pub fn run(start: Start) -> Result<(), Fault> {
    let lang = start.settings.lang;
    let broken = |error: io::Error| Fault::new(FaultKind::Io, "tui.terminal", error.to_string());
    let (send, events) = mpsc::channel();
    let mut times = Times::begin();
    let kept = memory::recall(&start.store.reading());
    let mut settings = start.settings.clone();
    if settings.theme_follows
        && let Some(theme) = crate::app::ThemeName::parse(&kept.theme)
    {
        settings.theme = theme;
        settings.theme_follows = false;
    }
    let files = KeymapFiles::read(&start.environment, Some(&start.library), start.keymap.as_deref(), lang)?;
    let (keymap, mut problems) = files.lay(None, lang);
    problems.extend(start.problems);
    let mouse = settings.mouse;
    let app = App::new(settings, Box::new(keymap), kept, times.now());
    session::guard_panics();
    let session = session::Session::take(mouse).map_err(broken)?;
    let terminal = Terminal::new(CellBackend::new(io::stdout())).map_err(broken)?;
    let drafts = start.store.drafts().unwrap_or_default();
    let outside = Outside {
        library: start.library.clone(),
        environment: start.environment,
        editor: start.editor,
        keymap: start.keymap,
        ask_widths: start.ask_widths,
    };
    let desk = Arc::new(Desk::new(start.library, start.store, lang, start.folder));
    let workers = Workers::start(desk, send.clone());
    let mut shell = Shell { app, terminal, times, workers, events, send, outside, watch: None, done: false };
    let ended = shell.begin(&problems, drafts).and_then(|()| shell.run());
    drop(session);
    shell.workers.finish();
    ended.map_err(broken)
}

/// What lies outside the program.
#[derive(Debug)]
struct Outside {
    library: Library,
    environment: Environment,
    editor: Option<String>,
    keymap: Option<PathBuf>,
    ask_widths: bool,
}

/// The reader and everything around it.
struct Shell {
    app: App,
    terminal: Terminal<CellBackend<io::Stdout>>,
    times: Times,
    workers: Workers,
    events: Receiver<Event>,
    send: Sender<Event>,
    outside: Outside,
    watch: Option<Watch>,
    done: bool,
}

impl Shell {
    /// The first frame, then what fills it.
    fn begin(&mut self, problems: &[Problem], drafts: Vec<crate::store::Draft>) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.take(Event::Resized(size.width, size.height));
        self.workers.list();
        if let Ok(event) = self.events.recv_timeout(Duration::from_millis(15)) {
            self.take(event);
        }
        self.draw()?;
        if self.outside.ask_widths {
            self.measure();
        }
        listen::terminal(&self.send);
        listen::hang_up(&self.send);
        listen::signals(&self.send)?;
        self.watch = self.watch_library();
        if let Some(first) = problems.first() {
            self.take(Event::Told(first.to_string()));
        }
        if let Some(draft) = drafts.into_iter().next_back() {
            let draft = Draft {
                article: draft.article,
                ordinal: draft.para,
                span: draft.span,
                mark: draft.mark,
                text: draft.text,
            };
            self.take(Event::DraftFound(draft));
        }
        Ok(())
    }

    /// Asks the terminal how wide it draws, before anything else reads from it; what was typed meanwhile is
    /// taken afterwards, in order.
    fn measure(&mut self) {
        let environment = &self.outside.environment;
        if probe::recall(environment).is_some_and(|known| known.silent) {
            return;
        }
        let Some(asked) = probe::ask(environment) else { return };
        // An answer that cannot be kept is asked for again the next time.
        let _ = probe::remember(environment, &asked.answers, self.app.settings.lang);
        let light = asked.answers.background.map(is_light);
        self.terminal.backend_mut().forget();
        let _ = self.terminal.clear();
        self.take(Event::Measured(asked.answers.widths(), light));
        for event in probe::events(&asked.typed).into_iter().filter_map(input::event) {
            self.take(event);
        }
        let _ = self.draw();
    }

    /// Takes events until the reader is left.
    fn run(&mut self) -> io::Result<()> {
        while !self.done {
            let event = match self.app.deadline() {
                None => self.events.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => {
                    let now = self.times.started.elapsed();
                    self.events.recv_timeout(Duration::from_millis(at).saturating_sub(now))
                }
            };
            match event {
                Ok(event) => self.take(event),
                Err(RecvTimeoutError::Timeout) => self.take(Event::Woke),
                Err(RecvTimeoutError::Disconnected) => break,
            }
            // Everything that waits is taken before anything is painted.
            while !self.done
                && let Ok(event) = self.events.try_recv()
            {
                self.take(event);
            }
            if !self.done
                && let Err(error) = self.draw()
            {
                // The terminal is gone: what was typed is kept all the same.
                self.take(Event::Ended);
                return Err(error);
            }
        }
        Ok(())
    }

    /// Has the reader take an event, and does what it asks for.
    fn take(&mut self, event: Event) {
        let now = self.times.now();
        for effect in self.app.update(event, now) {
            self.perform(effect);
        }
    }

    /// Does one effect; long ones beside the loop.
    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Load(_)
            | Effect::Save(..)
            | Effect::Undo(_)
            | Effect::Redo(_)
            | Effect::ReadLog
            | Effect::MakeTag(_)
            | Effect::Remember(_)
            | Effect::KeepDraft(_)
            | Effect::DropDraft => self.workers.queue(effect),
            Effect::Search(ticket, text) => self.workers.search(ticket, text),
            Effect::CancelSearch => self.workers.stop_search(),
            Effect::Filter(ticket, text) => self.workers.filter(ticket, text),
            Effect::BuildReport(..) | Effect::WriteReport(..) | Effect::BuildStats(_) | Effect::Import(_) => {
                super::jobs::begin(&self.workers, effect);
            }
            Effect::Copy(text) => self.copy(&text),
            Effect::Edit(text) => self.edit(&text),
            Effect::Mouse(on) => {
                // A terminal without a mouse has nothing to give back.
                let _ = session::mouse(on);
            }
            Effect::Reload => {
                self.workers.list();
                if let Some(reading) = &self.app.reading {
                    self.workers.queue(Effect::Load(reading.article.id.clone()));
                }
            }
            Effect::ReloadKeymap => self.reload_keymap(),
            Effect::Probe => {
                let _ = self.send.send(Event::Told(say::use_probe(self.app.settings.lang)));
            }
            Effect::Suspend => self.suspend(),
            Effect::Quit => self.done = true,
        }
    }

    /// Reads the keymap files again.
    fn reload_keymap(&mut self) {
        let (outside, lang) = (&self.outside, self.app.settings.lang);
        let library = Some(&outside.library);
        if let Ok(files) = KeymapFiles::read(&outside.environment, library, outside.keymap.as_deref(), lang) {
            let (map, problems) = files.lay(Some(&self.app.keys.map), lang);
            self.take(Event::KeymapLoaded(Box::new(map), problems));
        }
    }

    /// Paints one frame.
    fn draw(&mut self) -> io::Result<()> {
        let app = &self.app;
        let mut caret = view::Caret::default();
        self.terminal.draw(|frame| {
            caret = view::draw(app, frame.buffer_mut());
            if caret.shown {
                frame.set_cursor_position(Position::new(caret.column, caret.row));
            }
        })?;
        Ok(())
    }

    /// Puts text on the clipboard by the terminal's own way.
    fn copy(&mut self, text: &str) {
        let lang = self.app.settings.lang;
        let told = match super::clipboard::copy(text, self.outside.environment.in_multiplexer) {
            Ok(()) => say::copied(
                lang,
                if self.outside.environment.in_multiplexer { "OSC 52, tmux" } else { "OSC 52" },
            ),
            Err(error) => error.to_string(),
        };
        let _ = self.send.send(Event::Told(told));
    }

    /// Is told of what others do to the library.
    fn watch_library(&self) -> Option<Watch> {
        let library = &self.outside.library;
        let mut watch = listen::library(library.root(), &self.send)?;
        let articles = library.root().join("articles");
        let zones = library.zone_folders().into_iter().take(512).map(|zone| articles.join(zone));
        let annotations = self.app.memory().last.iter().flat_map(|id| self.workers.watched(id));
        watch.follow(
            zones.chain([library.root().to_owned(), articles.clone()]).chain(annotations).collect::<Vec<_>>(),
        );
        Some(watch)
    }

    /// Gives the terminal to an editor and comes back with its text.
    fn edit(&mut self, text: &str) {
        let lang = self.app.settings.lang;
        session::give_back();
        let edited = super::editor::edit(self.outside.editor.as_deref(), text, lang);
        self.come_back();
        let _ = self.send.send(Event::Edited(edited));
    }

    /// Stops the process; goes on when it is continued.
    fn suspend(&mut self) {
        session::give_back();
        let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
        self.come_back();
    }

    /// Takes the terminal again and paints everything.
    fn come_back(&mut self) {
        if let Ok(session) = session::Session::take(self.app.settings.mouse) {
            // The first one gives the terminal back at the end.
            std::mem::forget(session);
        }
        self.terminal.backend_mut().forget();
        let _ = self.terminal.clear();
        let _ = io::stdout().flush();
        if let Ok(size) = self.terminal.size() {
            let _ = self.send.send(Event::Resized(size.width, size.height));
        }
    }
}

/// Whether a background is light: its luma is above the middle.
fn is_light((red, green, blue): (u8, u8, u8)) -> bool {
    u32::from(red) * 299 + u32::from(green) * 587 + u32::from(blue) * 114 > 127_500
}
