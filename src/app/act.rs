//! What is neither motion nor mark: copy, reports, views, themes, signs.

use super::laid::Laid;
use super::overlay::{Answer, Overlay, Page, PageKind};
use super::reading::Reading;
use super::settings::ThemeName;
use super::stats::Table;
use super::{App, Effect, Job};
use crate::messages::reader as say;
use crate::query::signoff;
use crate::words::{ArticleId, Fault, FaultKind, STAGES, Signed, signed_marks, stages_beside};

impl App {
    /// Copies the chosen paragraphs or words, with their notes when asked.
    pub(super) fn copy(&mut self, with_notes: bool) {
        if let Some(Overlay::Page(page)) = self.overlays.last() {
            let text = page.lines.join("\n");
            return self.ask_for(Effect::Copy(text));
        }
        let Some(reading) = &self.reading else { return };
        let mut parts = Vec::new();
        for target in reading.targets() {
            let text = reading.article.block_text(target.ordinal).unwrap_or_default();
            let words: String = match target.span {
                Some((start, end)) => text.chars().skip(start).take(end - start).collect(),
                None => text.to_owned(),
            };
            parts.push(crate::text::Clean::new(&words).as_str().to_owned());
            if with_notes {
                for placed in reading.marks_on(target.ordinal) {
                    let tags: Vec<String> =
                        placed.mark.tags.iter().map(|tag| format!("【{}】", tag.leaf())).collect();
                    let line = format!("{}{} ({})", tags.join(""), placed.mark.note, placed.author_name);
                    parts.push(crate::text::Clean::new(&line).as_str().to_owned());
                }
            }
        }
        self.ask_for(Effect::Copy(parts.join("\n")));
        self.in_article(|reading, _| reading.selection = None);
    }

    /// Builds a report for its preview.
    pub(super) fn report(&mut self, words: &str) {
        let article = self.reading.as_ref().map(|reading| reading.article.id.clone());
        let filter = self.catalogue.filter.as_ref().map(|(query, _)| query.clone());
        // A report on the list is one on what the filter keeps.
        let words = match filter {
            Some(query) if words.contains("--scope list") => format!("{words} {query}"),
            Some(_) | None => words.to_owned(),
        };
        self.work.report = Some((words.clone(), article.clone()));
        self.begin_job(Job::BuildReport(words, article));
    }

    /// A report was built: shows it before it is written.
    pub(super) fn report_built(&mut self, result: Result<String, Fault>) {
        let Some((words, article)) = self.work.report.take() else { return };
        self.notices.done();
        match result {
            Ok(text) => self.show_made(Overlay::Page(Page {
                title: say::report_title(self.settings.lang),
                lines: text.lines().map(readable).collect(),
                top: 0,
                kind: PageKind::Preview(words, article),
            })),
            Err(fault) => self.fault(&fault),
        }
    }

    /// Changes the theme, to the next one without a name.
    pub(super) fn theme(&mut self, name: &str) {
        let lang = self.settings.lang;
        let theme = if name.is_empty() { Some(self.settings.theme.next()) } else { ThemeName::parse(name) };
        let Some(theme) = theme else { return self.trouble(say::no_theme(lang, name)) };
        self.settings.theme = theme;
        self.settings.theme_follows = false;
        theme.name().clone_into(&mut self.memory.theme);
        self.remember();
        self.say(say::theme_is(lang, say::theme_name(lang, theme.name())));
    }

    /// Signs the article off, after asking.
    pub(super) fn sign(&mut self, stage: &str) {
        if !self.may_write() {
            return;
        }
        let lang = self.settings.lang;
        let signed =
            |stage: &str| self.reading.as_ref().is_some_and(|reading| reading.own.signs.contains_key(stage));
        let stage = if stage.is_empty() {
            STAGES.into_iter().take(3).find(|stage| !signed(stage)).unwrap_or("review-3")
        } else {
            stage
        };
        if !STAGES.contains(&stage) {
            return self.trouble(say::no_stage(lang, stage, STAGES.join("  ")));
        }
        if let Some(before) = self.signed_beside(stage) {
            let (stage, before) = (say::stage(lang, stage), say::stage(lang, before));
            self.trouble(say::sign_by_another(lang, stage, before));
            return self.notices.is_fault(FaultKind::Refused);
        }
        let unread =
            |reading: &Reading| reading.article.counted().len().saturating_sub(reading.read_blocks());
        let unread = self.reading.as_ref().map_or(0, unread);
        let question = if unread == 0 {
            say::sign_question(lang, say::stage(lang, stage))
        } else {
            say::sign_unread(lang, say::stage(lang, stage), unread)
        };
        self.ask(
            question,
            vec![
                (say::answer_sign(lang), Answer::Sign(stage.to_owned())),
                (say::answer_no(lang), Answer::Stay),
            ],
        );
    }

    /// The stage before or after this one, when the annotator signed today's text there and stages must be signed
    /// by different people.
    fn signed_beside(&self, stage: &str) -> Option<&'static str> {
        let reading = self.reading.as_ref().filter(|_| self.settings.different_signers)?;
        let text = reading.text_hash();
        stages_beside(stage)
            .find(|name| reading.own.signs.get(*name).is_some_and(|signed| signed.text == text))
    }

    /// Signs the article off.
    pub(super) fn sign_now(&mut self, stage: &str) {
        let Some(reading) = &self.reading else { return };
        let marks = signed_marks(reading.shown_marks().map(|placed| (&placed.author, &placed.mark)));
        let signed =
            Signed { at: self.now.moment, text: reading.text_hash(), marks: crate::formats::hash(&marks) };
        let changes = signoff::changes(&reading.article, &reading.own, stage, signed);
        let lang = self.settings.lang;
        self.save(changes, say::signed(lang, say::stage(lang, stage)));
    }

    /// Shows the paragraph as it is in the file; of a doubt, the page around it, from the doubtful place on.
    pub(super) fn raw_text(&mut self) {
        let lang = self.settings.lang;
        if let Some(Overlay::Doubts(doubts)) = self.overlays.last() {
            let Some(case) = doubts.case() else { return };
            let raw = &case.raw;
            let mark = crate::text::cut_mark(&self.settings.widths);
            let sign = |goes_on: bool| goes_on.then(|| mark.to_owned());
            let at = raw.marked.iter().map(|span| span.0).min().unwrap_or(0);
            let before: String = raw.text.chars().take(at).collect();
            let top = self.page_lines(&before).len().saturating_sub(4);
            let lines = sign(raw.goes_on.0).into_iter().chain(self.page_lines(&raw.text));
            let lines = lines.chain(sign(raw.goes_on.1)).collect();
            let title = say::doubt_raw(lang);
            return self.overlays.push(Overlay::Page(Page { title, lines, top, kind: PageKind::Text }));
        }
        let Some(reading) = &self.reading else { return };
        let at = reading.cursor.ordinal;
        let lines = self.page_lines(reading.article.block_text(at).unwrap_or_default());
        self.overlays.push(Overlay::Page(Page {
            title: say::raw_title(lang, at),
            lines,
            top: 0,
            kind: PageKind::Text,
        }));
    }

    /// A text in lines as wide as a page, so that every one of them can be scrolled to.
    fn page_lines(&self, text: &str) -> Vec<String> {
        let width = usize::from(self.page_area().content().width);
        let lay = |line: &str| Laid::new(line, width, 0, &self.settings.widths, self.settings.level);
        let each = text.lines().map(lay);
        each.flat_map(|laid| (0..laid.lines.len()).map(|at| laid.words(at).to_owned()).collect::<Vec<_>>())
            .collect()
    }

    /// Asks for the counts of tags by zone.
    pub(super) fn stats(&mut self, query: &str) {
        self.begin_job(Job::BuildStats(query.to_owned()));
    }

    /// Shows them.
    pub(super) fn show_stats(&mut self, table: Table) {
        self.show_made(Overlay::Stats(table));
    }

    /// Asks for the journal.
    pub(super) fn log(&mut self) {
        self.ask_for(Effect::ReadLog);
    }

    /// Shows it, and before it what was said in this run.
    pub(super) fn show_log(&mut self, changes: Vec<String>) {
        let mut lines: Vec<String> = Vec::new();
        if self.notices.said().next().is_some() {
            lines.push(say::log_said(self.settings.lang));
            lines.extend(self.notices.said().map(|text| format!("  {text}")));
            lines.push(String::new());
        }
        lines.extend(changes);
        let title = say::log_title(self.settings.lang);
        self.overlays.push(Overlay::Page(Page { title, lines, top: 0, kind: PageKind::Text }));
    }

    /// Shows what the terminal said of its widths.
    pub(super) fn show_probe(&mut self, lines: Vec<String>) {
        let title = crate::messages::text::probe_title(self.settings.lang);
        self.overlays.push(Overlay::Page(Page { title, lines, top: 0, kind: PageKind::Text }));
    }

    /// Reads the library and the keys again.
    pub(super) fn reload(&mut self) {
        self.ask_for(Effect::Reload);
        self.ask_for(Effect::ReloadKeymap);
        self.notice(say::reloading(self.settings.lang));
    }

    /// Opens the practice article.
    pub(super) fn tutor(&mut self) {
        match ArticleId::new("tutor").filter(|id| self.catalogue.card(id).is_some()) {
            Some(id) => {
                self.leave_trace();
                self.panes.focus = super::panes::Focus::Reader;
                self.open(&id, None);
            }
            None => self.ask_for(Effect::Practise),
        }
    }

    /// Writes the report that is shown.
    pub(super) fn write_report(&mut self) {
        if matches!(self.overlays.last(), Some(Overlay::Page(_))) {
            self.submit();
        }
    }

    /// Opens a menu by its name.
    pub(super) fn menu(&mut self, name: &str) {
        if let Some(keys) = self.keys.map.menu_keys(name) {
            let (contexts, map) = (self.mode(), &self.keys.map);
            if let crate::keymap::Lookup::Pending(pending) =
                map.lookup(&contexts, &keys, &|condition| self.holds(condition))
            {
                self.keys.pending = Some(pending);
                self.keys.hinting = true;
            }
        }
    }
}

/// A line of Markdown as it reads: without the signs that keep it from meaning something else.
fn readable(line: &str) -> String {
    let mut read = String::with_capacity(line.len());
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = characters.next_if(|next| character == '\\' && next.is_ascii_punctuation());
        read.push(escaped.unwrap_or(character));
    }
    read.replace("<br>", "  ")
}
