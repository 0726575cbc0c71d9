//! From the terminal to the first frames: the text as soon as it is there, then the question how the terminal draws.

use std::io;
use std::time::{Duration, Instant};

use super::super::ear::Ear;
use super::super::{input, listen, probe};
use super::{Shell, outside};
use crate::app::{Draft, Event};
use crate::words::Problem;

/// How long the first frame waits for the text.
const FIRST_FRAME: Duration = Duration::from_millis(15);
/// How long the question to the terminal waits for it.
const FIRST_TEXT: Duration = Duration::from_millis(500);

impl Shell {
    /// The first frame, then what fills it.
    pub(super) fn begin(&mut self, problems: &[Problem], drafts: Vec<crate::store::Draft>) -> io::Result<()> {
        let size = self.terminal.size()?;
        self.take(Event::Resized(size.width, size.height));
        self.await_text(FIRST_FRAME);
        self.draw()?;
        self.workers.list_rest();
        let is_late = !self.done && self.measure();
        let ear = Ear::open(self.send.clone())?;
        if is_late {
            ear.expect_late();
        }
        self.ear = Some(ear);
        listen::hang_up(&self.send);
        self.watch = self.watch_library();
        self.follow();
        if !problems.is_empty() {
            self.take(Event::Wrong(problems.to_vec()));
        }
        // The newest is asked about first.
        for draft in drafts {
            let draft = Draft {
                id: draft.id,
                article: draft.article,
                ordinal: draft.para,
                span: draft.span,
                places: draft.places,
                mark: draft.mark,
                text: draft.text,
            };
            self.take(Event::DraftFound(draft));
        }
        // Nothing else may come for a long time, and what was just said waits to be seen.
        self.draw()
    }

    /// Takes events until an article is on the screen, so long at most; whether there were any.
    fn await_text(&mut self, at_most: Duration) -> bool {
        let (began, mut is_changed) = (Instant::now(), false);
        while !self.done && self.app.is_coming() {
            let left = at_most.saturating_sub(began.elapsed());
            let Ok(event) = self.events.recv_timeout(left) else { break };
            self.take(event);
            is_changed = true;
        }
        is_changed
    }

    /// Asks the terminal how wide it draws and whether it is light, before anything else reads from it; what was typed
    /// meanwhile is taken afterwards, in order. True when it owes an answer still.
    fn measure(&mut self) -> bool {
        let known = probe::recall(&self.outside.environment);
        let is_silent = known.is_some_and(|known| known.silent);
        let asks_widths = self.outside.ask_widths;
        let asks_background = self.app.settings.theme_follows && self.app.settings.colour;
        if is_silent || !(asks_widths || asks_background) {
            return false;
        }
        // A terminal that answers late, or never, does not keep the article from its reader.
        if self.await_text(FIRST_TEXT) {
            let _ = self.draw();
        }
        let (environment, settings) = (&self.outside.environment, &self.app.settings);
        let asked = if asks_widths { probe::ask(environment) } else { probe::ask_background(environment) };
        let Some(asked) = asked else { return false };
        if self.outside.ask_widths {
            // An answer that cannot be kept is asked for again the next time.
            let _ = probe::remember(environment, &asked.answers, settings.lang);
            self.terminal.backend_mut().forget();
            let _ = self.terminal.clear();
        }
        let event = outside::measured(&asked.answers, (!self.outside.ask_widths).then_some(settings.widths));
        self.take(event);
        // What came from elsewhere in the meantime, such as the article, is there before the keys that mean it.
        while let Ok(event) = self.events.try_recv() {
            self.take(event);
        }
        for event in probe::events(&asked.typed).into_iter().filter_map(input::event) {
            self.take(event);
        }
        let _ = self.draw();
        !asked.answers.complete
    }
}
