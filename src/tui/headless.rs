//! The reader without its screen: `--exec` runs commands and prints what they say, `--plain` prints the article.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::mpsc;

mod kinds;
mod script;

use super::desk::Desk;
use super::memory;
use super::shell::{Start, Times};
use super::workers::do_now;
use crate::app::help::HelpRow;
use crate::app::overlay::{ChoiceRow, Overlay};
use crate::app::stats::Table;
use crate::app::{App, Effect, Event};
use crate::config::KeymapFiles;
use crate::messages::{Lang, reader as say, system};
use crate::text::Clean;
use crate::words::Fault;

pub use script::{Script, exec};

/// A reader that draws nothing: every effect is done before the next event is taken.
struct Headless {
    app: App,
    times: Times,
    desk: Arc<Desk>,
    events: mpsc::Receiver<Event>,
    send: mpsc::Sender<Event>,
    done: bool,
    /// How many effects were asked for since the last command began.
    asked: usize,
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
        let desk = Desk::new(start.library, start.store, lang, start.folder, start.told.pass_line);
        let desk = Arc::new(desk.reporting_in(start.given.lang));
        let (send, events) = mpsc::channel();
        let mut headless = Self { app, times, desk, events, send, done: false, asked: 0 };
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
                    self.asked += 1;
                    do_now(&self.desk, effect, &self.send);
                }
            }
            next = self.events.try_recv().ok().or(self.app.is_looking().then_some(Event::Woke));
        }
    }
}

/// Prints the open article, paragraph by paragraph, with its tags and notes.
///
/// # Errors
/// What printing says.
pub fn plain(start: Start, out: &mut dyn Write) -> Result<(), Fault> {
    let lang = start.settings.lang;
    let headless = Headless::open(start)?;
    article(&headless.app, out).map_err(|error| broken(lang, &error))
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

/// What the overlay on top would show, a line each; nothing for one that waits to be typed into.
fn told(app: &App) -> Vec<String> {
    match app.overlays.last() {
        Some(Overlay::Page(page)) => page.lines.clone(),
        Some(Overlay::Choice(choice)) => choice.rows.iter().map(row).collect(),
        Some(Overlay::Ask(ask)) => {
            std::iter::once(ask.question.clone()).chain(ask.shown.iter().map(row)).collect()
        }
        Some(Overlay::Doubts(doubts)) if doubts.seam.is_some() => {
            let seam = doubts.seam.iter().map(|seam| seam.shown().0);
            seam.flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
        }
        Some(Overlay::Doubts(doubts)) => {
            let words = |key: &str| key.replace('|', " | ");
            let cases = doubts.cases.iter();
            cases
                .map(|case| format!("{}\t{}\t{}", case.title, case.doubt.kind.name(), words(&case.doubt.key)))
                .collect()
        }
        Some(Overlay::Relink(relink)) => {
            let waiting = relink.waiting.iter();
            waiting.map(|one| format!("{}\t“{}”\t{}", one.why, one.old, one.words)).collect()
        }
        Some(Overlay::Stats(table)) => stats(table),
        Some(Overlay::Help(help)) => help
            .rows
            .iter()
            .map(|row| match row {
                HelpRow::Heading(name) => name.clone(),
                HelpRow::Keys { keys, does, command, .. } => format!("{keys}\t{does}\t{command}"),
            })
            .collect(),
        Some(Overlay::Note(_) | Overlay::Line(_) | Overlay::Palette(_) | Overlay::Pick(_)) => Vec::new(),
        None => {
            let shown = app.reading.as_ref().and_then(crate::app::reading::Reading::shown_advice);
            let lang = app.settings.lang;
            shown
                .map(|(at, all, advice)| say::advice_shown(lang, at, all, advice.note(lang)))
                .into_iter()
                .collect()
        }
    }
}

/// A row of a list: where it leads, and its words.
fn row(row: &ChoiceRow) -> String {
    format!("{}\t{}", row.detail, row.text)
}

/// Tags by zone, a heading first.
fn stats(table: &Table) -> Vec<String> {
    if table.tags.is_empty() {
        return Vec::new();
    }
    let heading = format!("\t{}\t", table.zones.join("\t"));
    let rows = table.tags.iter().enumerate().map(|(at, tag)| {
        let counts: Vec<String> =
            table.counts.get(at).into_iter().flatten().map(ToString::to_string).collect();
        format!("{tag}\t{}\t{}", counts.join("\t"), table.total(at))
    });
    std::iter::once(heading).chain(rows).collect()
}

/// Prints a line; its tabs part columns and stay.
fn line(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let columns: Vec<String> = text.split('\t').map(|words| Clean::new(words).as_str().to_owned()).collect();
    writeln!(out, "{}", columns.join("\t"))
}

fn broken(lang: Lang, error: &io::Error) -> Fault {
    system::fault("cli.stdout", lang, error)
}
