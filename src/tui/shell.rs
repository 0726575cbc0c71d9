//! The loop: events in, effects out, one frame after all events that wait were taken. No ticks: it sleeps until an
//! event or the next deadline the reader knows.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ratatui::Terminal;
use ratatui::layout::Position;

use super::backend::CellBackend;
use super::desk::Desk;
use super::ear::Ear;
use super::log::Log;
use super::settings::Given;
use super::workers::Workers;
use super::{listen, memory, probe, session, view};
use crate::app::{App, Effect, Event, Memory, Now, Settings, ThemeName};
use crate::clock;
use crate::config::{self, Environment, KeymapFiles};
use crate::library::Library;
use crate::messages::{reader as say, system};
use crate::store::{Store, Watch};
use crate::words::{ArticleId, Fault, FaultKind, MarkId, Problem};

mod opening;
mod outside;

use outside::Outside;

/// How long the end may take before a word is said about it.
const BEFORE_TELLING: Duration = Duration::from_millis(300);

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
    /// What config.toml says.
    pub told: config::Settings,
    /// What counts more than it.
    pub given: Given,
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
    let broken = |error: io::Error| system::fault("tui.terminal", lang, &error);
    let (send, events) = mpsc::channel();
    let mut times = Times::begin();
    let kept = memory::recall(&start.store.reading());
    let pass_line = start.told.pass_line;
    let (library, drafts) = (start.library.clone(), start.store.drafts().unwrap_or_default());
    let desk = Desk::new(start.library, start.store, lang, start.folder, pass_line);
    let desk = Arc::new(desk.reporting_in(start.given.lang));
    // The library is read while everything else is made ready.
    let mut workers = Workers::start(desk, send.clone());
    workers.begin(kept.last.clone());
    let settings = looked(start.settings.clone(), &kept, &start.environment);
    let files = KeymapFiles::read(&start.environment, Some(&library), start.keymap.as_deref(), lang)?;
    let (keymap, mut problems) = files.lay(None, lang);
    problems.extend(start.problems);
    let mouse = settings.mouse;
    let app = App::new(settings, Box::new(keymap), kept, times.now());
    session::guard_panics(&send);
    listen::signals(&send).map_err(broken)?;
    let session = session::Session::take(mouse).map_err(broken)?;
    let terminal = Terminal::new(CellBackend::new(io::stdout())).map_err(broken)?;
    let environment = start.environment.clone();
    let outside = Outside {
        library,
        environment: start.environment,
        keymap: start.keymap,
        ask_widths: start.ask_widths,
        given: start.given,
        looks: view::Looks::new(&start.told),
        log: Log::open(start.told.log, &environment),
        told: start.told,
    };
    let mut shell = Shell {
        app,
        terminal,
        times,
        workers,
        events,
        send,
        outside,
        watch: None,
        followed: None,
        ear: None,
        is_counted: false,
        done: false,
    };
    let ended = shell.begin(&problems, drafts).and_then(|()| shell.run());
    // A panic beside the loop gave it back.
    let lost = !session::is_taken();
    drop(session);
    if !shell.workers.settles_within(BEFORE_TELLING) {
        // Nobody may read it any more.
        let _ = writeln!(io::stderr(), "{}", say::finishing(lang));
    }
    shell.workers.finish();
    if lost {
        return Err(Fault::new(FaultKind::Io, "tui.lost", say::broke_off(lang)));
    }
    ended.map_err(broken)
}

/// The settings with the theme of the first frame: the one chosen last, else what this terminal's background asked for.
fn looked(mut settings: Settings, kept: &Memory, environment: &Environment) -> Settings {
    if !settings.theme_follows {
        return settings;
    }
    if let Some(theme) = ThemeName::parse(&kept.theme) {
        settings.theme = theme;
        settings.theme_follows = false;
    } else if let Some(background) = probe::recall(environment).and_then(|known| known.background()) {
        settings.theme = outside::theme_on(background);
    }
    settings
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
    /// The article whose folders are watched.
    followed: Option<ArticleId>,
    /// Whether the marks of the library are counted: not before the first article is there.
    is_counted: bool,
    ear: Option<Ear>,
    done: bool,
}

impl Shell {
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
            self.take_waiting();
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

    /// Takes everything that waits before anything is painted; text that a terminal pastes key by key as one.
    fn take_waiting(&mut self) {
        let mut typed = Vec::new();
        while !self.done {
            let event = self.events.try_recv();
            match event {
                Ok(Event::Key(key)) if key.printable().is_some() && self.app.is_typing() => typed.push(key),
                event if !typed.is_empty() => {
                    self.take(Event::Typed(std::mem::take(&mut typed)));
                    if let Ok(event) = event {
                        self.take(event);
                    }
                }
                Ok(event) => self.take(event),
                Err(_) => break,
            }
        }
    }

    /// Has the reader take an event, and does what it asks for.
    fn take(&mut self, event: Event) {
        let is_article = matches!(event, Event::ArticleLoaded(..) | Event::ArticleFailed(..));
        let now = self.times.now();
        self.outside.log.event(&event);
        let effects = self.app.update(event, now);
        self.outside.log.ran(&self.app.trail.ran);
        for effect in effects {
            self.outside.log.effect(&effect);
            self.perform(effect);
        }
        if is_article && !std::mem::replace(&mut self.is_counted, true) {
            self.workers.recount();
        }
        self.follow();
    }

    /// Watches the folders of the article that is read, whichever way it came to be, once its marks are there.
    fn follow(&mut self) {
        let (Some(watch), Some(reading)) = (&mut self.watch, &self.app.reading) else { return };
        let id = &reading.article.id;
        if reading.article.is_beginning {
            return;
        }
        if self.followed.as_ref() != Some(id) {
            watch.follow_also(self.workers.watched(id));
            self.workers.look_again(id.clone());
            self.followed = Some(id.clone());
        }
    }

    /// Does one effect; long ones beside the loop.
    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Open(ref id, _) | Effect::Load(ref id) => {
                if let Some(watch) = &mut self.watch {
                    watch.follow_also(self.workers.watched(id));
                }
                self.workers.queue(effect);
            }
            Effect::Save(..)
            | Effect::TagHits(_)
            | Effect::Undo(_)
            | Effect::Redo(_)
            | Effect::MakeTag(_)
            | Effect::Remember(_)
            | Effect::KeepDraft(_)
            | Effect::FindDoubts(_)
            | Effect::AnswerDoubt(..)
            | Effect::Split(..)
            | Effect::Join(..)
            | Effect::DropDraft(_)
            | Effect::DropDrafts
            | Effect::RestoreBackup(_)
            | Effect::Believe(_)
            | Effect::TrustEncoding(_) => self.workers.queue(effect),
            Effect::Search(ticket, text) => self.workers.search(ticket, text),
            Effect::CancelSearch => self.workers.stop_search(),
            Effect::Filter(ticket, text) => self.workers.filter(ticket, text),
            Effect::Advise(article, lang) => self.workers.advise(article, lang),
            Effect::Recount => self.recount(),
            Effect::RecountSome(articles) => self.recount_some(articles),
            Effect::ReadLog => self.workers.read_log(),
            Effect::AnswerQueries(queries, article) => self.workers.answer_queries(queries, article),
            Effect::Work(ticket, job) => self.workers.work(ticket, job),
            Effect::StopWork => self.workers.stop_work(),
            Effect::StopImport => self.workers.stop_import(),
            Effect::StopTagging => self.workers.stop_tagging(),
            Effect::ListPaths(folder) => self.workers.list_paths(folder),
            Effect::Copy(text) => self.copy(text),
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
            Effect::ReloadSettings => self.reload_settings(),
            Effect::Probe => self.measure_again(),
            Effect::Practise => self.practise(),
            Effect::Suspend => self.suspend(),
            Effect::TakeTerminal => self.come_back(),
            Effect::Quit => self.done = true,
        }
    }

    /// Paints one frame.
    fn draw(&mut self) -> io::Result<()> {
        let (app, looks) = (&self.app, &self.outside.looks);
        let parking = self.terminal.backend().parking();
        self.terminal.draw(|frame| {
            let caret = view::draw_as(app, looks, frame.buffer_mut());
            let place = Position::new(caret.column, caret.row);
            if caret.shown {
                frame.set_cursor_position(place);
            } else {
                parking.set(Some(place));
            }
        })?;
        Ok(())
    }
}
