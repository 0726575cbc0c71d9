//! The loop: events in, effects out, one frame after all events that wait were taken. No ticks: it sleeps until an
//! event or the next deadline the reader knows.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Position;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::iterator::Signals;

use super::desk::{Desk, Workers};
use super::{input, memory, session, view};
use crate::app::{App, Draft, Effect, Event, Now, Settings};
use crate::clock;
use crate::keymap::{Keymap, Layer};
use crate::library::Library;
use crate::messages::{Lang, reader as say};
use crate::store::Store;
use crate::words::{Fault, FaultKind, MarkId};

/// What the reader begins with.
#[derive(Debug)]
pub struct Start {
    /// The library.
    pub library: Library,
    /// The store of the annotator.
    pub store: Store,
    /// What the reader was told.
    pub settings: Settings,
    /// The keymap files: layer, name as shown, path.
    pub keymaps: Vec<(Layer, String, PathBuf)>,
    /// Whether the program runs over ssh.
    pub over_ssh: bool,
    /// Whether it runs inside tmux or screen.
    pub in_multiplexer: bool,
    /// The editor for long notes.
    pub editor: Option<String>,
    /// Where reports are written.
    pub folder: PathBuf,
    /// The line that puts text on the terminal's clipboard may be this long, in bytes.
    pub theme_given: bool,
}

/// Moments and ids, made here and nowhere below.
#[derive(Debug)]
struct Times {
    started: Instant,
    last: Option<MarkId>,
}

impl Times {
    fn now(&mut self) -> Now {
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
    let mut times = Times { started: Instant::now(), last: None };
    let kept = memory::recall(&start.store.reading());
    let mut settings = start.settings.clone();
    if !start.theme_given
        && let Some(theme) = crate::app::ThemeName::parse(&kept.theme)
    {
        settings.theme = theme;
    }
    let (keymap, problems) = keymap(&start.keymaps, lang);
    let mouse = settings.mouse;
    let app = App::new(settings, Box::new(keymap), kept, times.now());
    session::guard_panics();
    let session = session::Session::take(mouse).map_err(broken)?;
    let terminal = Terminal::new(CrosstermBackend::new(io::stdout())).map_err(broken)?;
    let drafts = start.store.drafts().unwrap_or_default();
    let outside = Outside {
        over_ssh: start.over_ssh,
        in_multiplexer: start.in_multiplexer,
        editor: start.editor,
        keymaps: start.keymaps,
    };
    let desk = Arc::new(Desk::new(start.library, start.store, lang, start.folder));
    let workers = Workers::start(desk, send.clone());
    let mut shell = Shell { app, terminal, times, workers, events, send, outside, done: false };
    shell.begin(problems, drafts).map_err(broken)?;
    let ended = shell.run();
    drop(session);
    shell.workers.finish();
    ended.map_err(broken)
}

/// Reads the keymap files; one that is not there says nothing.
fn keymap(files: &[(Layer, String, PathBuf)], lang: Lang) -> (Keymap, Vec<crate::words::Problem>) {
    let read: Vec<(Layer, &String, String)> = files
        .iter()
        .filter_map(|(layer, name, path)| Some((*layer, name, std::fs::read_to_string(path).ok()?)))
        .collect();
    let layers: Vec<(Layer, &str, &str)> =
        read.iter().map(|(layer, name, text)| (*layer, name.as_str(), text.as_str())).collect();
    Keymap::layered(&layers, lang)
}

/// What lies outside the program and its library.
#[derive(Debug)]
struct Outside {
    over_ssh: bool,
    in_multiplexer: bool,
    editor: Option<String>,
    keymaps: Vec<(Layer, String, PathBuf)>,
}

/// The reader and everything around it.
struct Shell {
    app: App,
    terminal: Terminal<CrosstermBackend<io::Stdout>>,
    times: Times,
    workers: Workers,
    events: Receiver<Event>,
    send: Sender<Event>,
    outside: Outside,
    done: bool,
}

impl Shell {
    /// The first frame, then what fills it.
    fn begin(&mut self, problems: Vec<crate::words::Problem>, drafts: Vec<crate::store::Draft>) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.take(Event::Resized(size.width, size.height));
        if !problems.is_empty() {
            let (map, problems) = keymap(&self.outside.keymaps, self.app.settings.lang);
            self.take(Event::KeymapLoaded(Box::new(map), problems));
        }
        self.workers.list();
        self.draw()?;
        self.listen();
        self.watch_signals()?;
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
            if !self.done {
                self.draw()?;
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
            Effect::Edit(text) => self.edit(text),
            Effect::Mouse(on) => {
                // A terminal without a mouse has nothing to give back.
                let _ = session::mouse(on);
            }
            Effect::Reload => self.workers.list(),
            Effect::ReloadKeymap => {
                let (map, problems) = keymap(&self.outside.keymaps, self.app.settings.lang);
                let _ = self.send.send(Event::KeymapLoaded(Box::new(map), problems));
            }
            Effect::Probe => {}
            Effect::Suspend => self.suspend(),
            Effect::Quit => self.done = true,
        }
    }

    /// Paints one frame.
    fn draw(&mut self) -> io::Result<()> {
        let app = &self.app;
        self.terminal.draw(|frame| {
            let caret = view::draw(app, frame.buffer_mut());
            if caret.shown {
                frame.set_cursor_position(Position::new(caret.column, caret.row));
            }
        })?;
        Ok(())
    }

    /// Listens to the terminal, on a thread of its own.
    fn listen(&self) {
        let send = self.send.clone();
        thread::spawn(move || {
            while let Ok(sent) = crossterm::event::read() {
                let Some(event) = input::event(sent) else { continue };
                if send.send(event).is_err() {
                    return;
                }
            }
            // The terminal is gone.
            let _ = send.send(Event::Ended);
        });
    }

    /// Listens to signals, on a thread of its own.
    fn watch_signals(&self) -> io::Result<()> {
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT])?;
        let send = self.send.clone();
        thread::spawn(move || {
            for signal in signals.forever() {
                let event = if signal == SIGCONT { Event::Woke } else { Event::Ended };
                if send.send(event).is_err() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Puts text on the clipboard by the terminal's own way.
    fn copy(&mut self, text: &str) {
        let lang = self.app.settings.lang;
        let told = match super::clipboard::copy(text, self.outside.in_multiplexer) {
            Ok(()) => say::copied(lang, if self.outside.in_multiplexer { "OSC 52, tmux" } else { "OSC 52" }),
            Err(error) => error.to_string(),
        };
        let _ = self.send.send(Event::Told(told));
    }

    /// Gives the terminal to an editor and comes back with its text.
    fn edit(&mut self, text: String) {
        let lang = self.app.settings.lang;
        session::give_back();
        let edited = super::editor::edit(self.outside.editor.as_deref(), &text, lang);
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
        let _ = self.terminal.clear();
        let _ = io::stdout().flush();
        if let Ok(size) = self.terminal.size() {
            let _ = self.send.send(Event::Resized(size.width, size.height));
        }
    }
}
