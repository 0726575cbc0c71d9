//! The reader without its screen: `--exec` runs commands and prints what they say, `--plain` prints the article.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc;

use super::desk::Desk;
use super::memory;
use super::shell::{Start, Times};
use super::workers::do_now;
use crate::app::overlay::Overlay;
use crate::app::toast::Tone;
use crate::app::{App, Effect, Event};
use crate::config::KeymapFiles;
use crate::text::Clean;
use crate::words::{Action, Fault, FaultKind};

/// A reader that draws nothing: every effect is done before the next event is taken.
struct Headless {
    app: App,
    times: Times,
    desk: Arc<Desk>,
    events: mpsc::Receiver<Event>,
    send: mpsc::Sender<Event>,
    done: bool,
}

impl Headless {
    fn open(start: Start) -> Result<Self, Fault> {
        let lang = start.settings.lang;
        let files =
            KeymapFiles::read(&start.environment, Some(&start.library), start.keymap.as_deref(), lang)?;
        let (keymap, _) = files.lay(None, lang);
        let mut times = Times::begin();
        let kept = memory::recall(&start.store.reading());
        let app = App::new(start.settings, Box::new(keymap), kept, times.now());
        let desk = Arc::new(Desk::new(start.library, start.store, lang, start.folder, start.told.pass_line));
        let (send, events) = mpsc::channel();
        let mut headless = Self { app, times, desk, events, send, done: false };
        headless.take(Event::Resized(100, 40));
        let listed = headless.desk.list();
        headless.take(listed);
        Ok(headless)
    }

    fn take(&mut self, event: Event) {
        let mut next = Some(event);
        while let Some(event) = next.take() {
            let now = self.times.now();
            for effect in self.app.update(event, now) {
                if effect == Effect::Quit {
                    self.done = true;
                } else {
                    do_now(&self.desk, effect, &self.send);
                }
            }
            next = self.events.try_recv().ok().or(self.app.is_looking().then_some(Event::Woke));
        }
    }
}

/// Runs commands and prints what each says; what went wrong ends it.
///
/// # Errors
/// The first command that could not be done, or what printing says.
pub fn exec(start: Start, actions: Vec<Action>, out: &mut dyn Write) -> Result<(), Fault> {
    let mut headless = Headless::open(start)?;
    for action in actions {
        headless.app.notices = crate::app::toast::Notices::default();
        headless.take(Event::Command(action));
        told(&headless.app, out).map_err(|error| broken(&error))?;
        if let Some(toast) = headless.app.notices.current() {
            if toast.tone == Tone::Trouble {
                return Err(Fault::new(FaultKind::Usage, "tui.exec", toast.text.clone()));
            }
            line(out, &toast.text).map_err(|error| broken(&error))?;
        }
        if headless.done {
            return Ok(());
        }
    }
    headless.take(Event::Ended);
    Ok(())
}

/// Prints the open article, paragraph by paragraph, with its tags and notes.
///
/// # Errors
/// What printing says.
pub fn plain(start: Start, out: &mut dyn Write) -> Result<(), Fault> {
    let headless = Headless::open(start)?;
    article(&headless.app, out).map_err(|error| broken(&error))
}

fn article(app: &App, out: &mut dyn Write) -> io::Result<()> {
    let Some(reading) = &app.reading else { return Ok(()) };
    line(out, &reading.article.meta.zone)?;
    for (ordinal, _, text) in reading.article.iter_blocks() {
        let number = if ordinal == 0 { String::new() } else { format!("{ordinal}  ") };
        line(out, &format!("{number}{}", text.replace('\n', "  ")))?;
        for placed in reading.marks_on(ordinal) {
            let tags: String = placed.mark.tags.iter().flat_map(|tag| ["【", tag.leaf(), "】"]).collect();
            let note = placed.mark.note.replace('\n', " ");
            line(out, &format!("    {}  {tags}{note}", placed.author_name))?;
        }
    }
    Ok(())
}

/// What an overlay would show, printed; the overlay is then closed by the next command or the end.
fn told(app: &App, out: &mut dyn Write) -> io::Result<()> {
    match app.overlays.last() {
        Some(Overlay::Page(page)) => page.lines.iter().try_for_each(|text| line(out, text)),
        Some(Overlay::Choice(choice)) => {
            choice.rows.iter().try_for_each(|row| line(out, &format!("{}\t{}", row.detail, row.text)))
        }
        Some(Overlay::Ask(ask)) => line(out, &ask.question),
        Some(Overlay::Doubts(doubts)) => doubts.cases.iter().try_for_each(|case| {
            let words = case.doubt.key.replace('|', " | ");
            line(out, &format!("{}\t{}\t{words}", case.title, case.doubt.kind.name()))
        }),
        Some(Overlay::Relink(relink)) => relink.waiting.iter().try_for_each(|waiting| {
            line(out, &format!("{}\t“{}”\t{}", waiting.why, waiting.old, waiting.words))
        }),
        Some(Overlay::Stats(table)) => table.tags.iter().enumerate().try_for_each(|(at, tag)| {
            let counts: Vec<String> =
                table.counts.get(at).into_iter().flatten().map(ToString::to_string).collect();
            line(out, &format!("{tag}\t{}\t{}", counts.join("\t"), table.total(at)))
        }),
        Some(
            Overlay::Note(_) | Overlay::Line(_) | Overlay::Palette(_) | Overlay::Pick(_) | Overlay::Help(_),
        )
        | None => Ok(()),
    }
}

fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out, "{}", Clean::new(text).as_str())
}

fn broken(error: &io::Error) -> Fault {
    Fault::new(FaultKind::Io, "cli.stdout", error.to_string())
}
