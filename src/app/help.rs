//! Every key, made from the keys in force: by context, the ones that work here first, filtered by letters or pinyin.
//!
//! State only: what a row says and which rows are to be seen.

use super::input::{Acted, Input};
use super::matching::Sought;
use super::steps::steps;
use crate::keymap::{Context, Keymap, shown};
use crate::messages::{Lang, keymap as say, reader};
use crate::words::Action;

/// One row: a heading, or keys and what they do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpRow {
    /// The name of a context.
    Heading(String),
    /// Keys and what they do, or a sign on the screen and what it means.
    Keys {
        /// All sequences that do it, parted by two blanks.
        keys: String,
        /// What it does, in the language of the screen.
        does: String,
        /// The command, as the command line takes it; empty where a sign on the screen is explained.
        command: String,
        /// Characters of `does` that the filter meant.
        hits: Vec<(usize, usize)>,
    },
}

/// One binding before it is filtered; sequences of the same meaning are together.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    context: Context,
    keys: Vec<String>,
    does: String,
    /// What it does in the other language, which finds it too.
    other: String,
    command: String,
}

/// The help screen.
#[derive(Debug, Clone)]
pub struct Help {
    /// What it is filtered by.
    pub input: Input,
    /// Whether the filter is being typed.
    pub is_filtering: bool,
    /// What is to be seen.
    pub rows: Vec<HelpRow>,
    /// The first row shown.
    pub top: usize,
    entries: Vec<Entry>,
    lang: Lang,
}

/// The name of a context on the screen.
pub fn context_title(context: Context, lang: Lang) -> String {
    match context {
        Context::Global => say::context_global(lang),
        Context::Zones => say::context_zones(lang),
        Context::List => say::context_list(lang),
        Context::Reader => say::context_reader(lang),
        Context::Notes => say::context_notes(lang),
        Context::Visual => say::context_visual(lang),
        Context::Doubts => say::context_doubts(lang),
        Context::Relink => say::context_relink(lang),
        Context::Preview => say::context_preview(lang),
        Context::Popup => say::context_popup(lang),
        Context::Input => say::context_input(lang),
    }
}

impl Help {
    /// The keys in force; `here` are the contexts help was asked in, innermost first.
    pub fn new(keymap: &Keymap, here: &[Context]) -> Self {
        let lang = keymap.lang();
        let elsewhere = Context::ALL.into_iter().filter(|context| !here.contains(context));
        let contexts: Vec<Context> = here.iter().copied().chain(elsewhere).collect();
        let entries = contexts.into_iter().flat_map(|context| entries(keymap, context)).collect();
        let mut help =
            Self { input: Input::line(""), is_filtering: false, rows: Vec::new(), top: 0, entries, lang };
        help.filter();
        help
    }

    /// Text was put into the filter.
    pub fn insert(&mut self, text: &str) {
        self.input.insert(text);
        self.filter();
    }

    /// Does an action of an input or a page; `Foreign` when it is neither.
    pub fn act(&mut self, action: &Action, height_rows: usize) -> Acted {
        let Some(step) = steps(action, height_rows) else {
            let acted = self.input.act(action);
            if acted == Acted::Changed {
                self.filter();
            }
            return acted;
        };
        let last = self.rows.len().saturating_sub(height_rows);
        let before = self.top;
        self.top = self.top.saturating_add_signed(step).min(last);
        if self.top == before { Acted::Still } else { Acted::Moved }
    }

    /// The rows of a window of this height.
    pub fn window(&self, height_rows: usize) -> &[HelpRow] {
        let start = self.top.min(self.rows.len());
        let end = (start + height_rows).min(self.rows.len());
        self.rows.get(start..end).unwrap_or(&[])
    }

    fn filter(&mut self) {
        let mut sought = Sought::new(self.input.text());
        self.rows.clear();
        self.top = 0;
        let mut heading = None;
        for entry in &self.entries {
            let keys = entry.keys.join("  ");
            let typed = self.input.text().trim();
            let by_key = entry.keys.iter().any(|key| key == typed);
            let fit = sought.fit_any(&entry.does, [entry.other.as_str(), entry.command.as_str()]);
            let sure = fit.filter(|fit| typed.is_empty() || fit.is_sure());
            let Some(hits) = sure.map(|fit| fit.hits).or(by_key.then(Vec::new)) else { continue };
            if heading.replace(entry.context) != Some(entry.context) {
                self.rows.push(HelpRow::Heading(context_title(entry.context, self.lang)));
            }
            let (does, command) = (entry.does.clone(), entry.command.clone());
            self.rows.push(HelpRow::Keys { keys, does, command, hits });
        }
        let typed = self.input.text().trim().to_owned();
        let other = signs(self.lang.pick(Lang::Zh, Lang::En));
        let mut is_first = true;
        for ((sign, means), (_, other)) in signs(self.lang).into_iter().zip(other) {
            let fit = sought.fit_any(&means, [other.as_str()]);
            let sure = fit.filter(|fit| typed.is_empty() || fit.is_sure());
            let Some(hits) = sure.map(|fit| fit.hits).or((sign == typed).then(Vec::new)) else { continue };
            if std::mem::take(&mut is_first) {
                self.rows.push(HelpRow::Heading(say::signs_title(self.lang)));
            }
            self.rows.push(HelpRow::Keys { keys: sign, does: means, command: String::new(), hits });
        }
    }
}

/// The signs on the screen, and what they mean.
fn signs(lang: Lang) -> [(String, String); 11] {
    [
        (reader::column_articles(lang), say::sign_articles(lang)),
        (reader::column_unread(lang), say::sign_unread(lang)),
        (reader::column_marks(lang), say::sign_marks(lang)),
        ("*".into(), say::sign_star(lang)),
        (say::sign_tag_shown(lang), say::sign_tag(lang)),
        ("+".into(), say::sign_more_tags(lang)),
        (lang.pick("n", "批").into(), say::sign_note(lang)),
        ("?".into(), say::sign_advice(lang)),
        ("v".into(), say::sign_read(lang)),
        ("!".into(), say::sign_unsaved(lang)),
        ("… >".into(), say::sign_cut(lang)),
    ]
}

fn entries(keymap: &Keymap, context: Context) -> Vec<Entry> {
    let lang = keymap.lang();
    let other_lang = lang.pick(Lang::Zh, Lang::En);
    let mut entries: Vec<Entry> = Vec::new();
    for (steps, binding) in keymap.bindings(context).filter(|(_, binding)| binding.run.is_command()) {
        let (does, command) = (keymap.describe(binding), binding.run.notation());
        let same = |entry: &&mut Entry| entry.command == command && entry.does == does;
        if let Some(entry) = entries.iter_mut().find(same) {
            entry.keys.push(shown(steps));
        } else {
            let keys = vec![shown(steps)];
            let other = binding.run.describe(other_lang);
            entries.push(Entry { context, keys, does, other, command });
        }
    }
    let place = |entry: &Entry| {
        let name = |command: &str| entry.command.starts_with(command);
        crate::words::action::COMMANDS.iter().position(|command| name(command.name)).unwrap_or(usize::MAX)
    };
    entries.sort_by_key(place);
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: &[&str]) {
        let mut help = Help::new(&Keymap::built_in(Lang::Zh), &[Context::List, Context::Global]);
        help.insert(typed);
        let told: Vec<String> = help
            .rows
            .iter()
            .map(|row| match row {
                HelpRow::Heading(title) => title.clone(),
                HelpRow::Keys { keys, does, .. } => format!("{keys} {does}"),
            })
            .take(expected.len().max(1))
            .collect();
        assert_eq!(told, expected, "{typed}");
    }

    #[test]
    fn rows_are_found_by_han_pinyin_english_and_key() {
        check("撤销", &["处处", "u  F10 撤销", "输入时", "C-_  F10 撤销输入"]);
        check("chexiao", &["处处", "u  F10 撤销", "输入时", "C-_  F10 撤销输入"]);
        check("zen", &["处处", "z 只看正文"]);
        check("g /", &["处处", "g /  F5 全库查找"]);
        check("没有存进", &["记号", "! 还没有存进磁盘"]);
    }

    #[test]
    fn every_binding_that_does_something_stands_in_it() {
        let keymap = Keymap::built_in(Lang::En);
        let help = Help::new(&keymap, &[Context::Reader, Context::Global]);
        let told: usize = help
            .rows
            .iter()
            .map(|row| match row {
                HelpRow::Keys { keys, command, .. } if !command.is_empty() => keys.split("  ").count(),
                HelpRow::Heading(_) | HelpRow::Keys { .. } => 0,
            })
            .sum();
        let bound = Context::ALL.into_iter().flat_map(|context| keymap.bindings(context));
        assert_eq!(told, bound.filter(|(_, binding)| binding.run.is_command()).count());
        assert!(matches!(&help.rows[0], HelpRow::Heading(title) if title == "The article"));
    }

    #[test]
    fn pages_stop_at_the_ends() {
        let mut help = Help::new(&Keymap::built_in(Lang::En), &[Context::Global]);
        assert_eq!(help.act(&Action::LineUp, 10), Acted::Still);
        assert_eq!(help.act(&Action::GoBottom, 10), Acted::Moved);
        assert_eq!((help.window(10).len(), help.act(&Action::PageDown, 10)), (10, Acted::Still));
    }
}
