//! A list to choose from by typing: tags, articles, anything with a name. Arrows alone reach every entry.
//!
//! State only: what the chosen entry does is decided by whoever opened it.

use std::cmp::Reverse;

use super::input::{Acted, Input};
use super::matching::Sought;
use super::steps::steps;
use crate::messages::{Lang, keymap as say};
use crate::query::fold::fold_text;
use crate::words::{Action, Codebook, TagPath};

/// Rows that a page of the list moves by.
const PAGE_ROWS: usize = 10;

/// One entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is to whoever opened the list: a tag's path, an article's id.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// What is shown beside it, dimmed.
    pub detail: String,
    /// Other names that find it.
    pub others: Vec<String>,
    /// Whether it is switched on, when entries can be.
    pub on: Option<bool>,
}

/// An entry that fits what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Its index among all entries; `None` for 「新建」, which makes one of what was typed.
    pub index: Option<usize>,
    /// Characters of its text that were meant.
    pub hits: Vec<(usize, usize)>,
}

/// What is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen<'a> {
    /// An entry.
    Item(&'a Item),
    /// 「新建」 with this name.
    New(&'a str),
}

/// The list and what was typed.
#[derive(Debug, Clone)]
pub struct Picker {
    /// What stands above it.
    pub title: String,
    /// What was typed.
    pub input: Input,
    /// All entries, in their own order.
    pub items: Vec<Item>,
    /// Those that fit, best first.
    pub shown: Vec<Shown>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// Whether 「新建」 is offered.
    can_make: bool,
    lang: Lang,
    /// What `shown` was made for.
    sought: String,
    /// The names of each entry, folded once: of many articles every key would fold them all again.
    folded: Vec<Vec<String>>,
}

impl Picker {
    /// A list with nothing typed yet.
    pub fn new(title: impl Into<String>, items: Vec<Item>, can_make: bool, lang: Lang) -> Self {
        let mut picker = Self {
            title: title.into(),
            input: Input::line(""),
            items,
            shown: Vec::new(),
            chosen: 0,
            can_make,
            lang,
            sought: String::new(),
            folded: Vec::new(),
        };
        picker.seek(true);
        picker
    }

    /// The tags of a codebook that are offered, those in `on` switched on; what is typed may make a new one.
    pub fn tags(title: impl Into<String>, codebook: &Codebook, on: &[TagPath], lang: Lang) -> Self {
        let items = codebook.tags.iter().filter(|tag| !tag.retired).map(|tag| {
            let path = tag.path();
            let keys =
                tag.favourite.map(|digit| digit.to_string()).into_iter().chain(tag.key.map(String::from));
            let keys = keys.collect::<Vec<_>>().join(" ");
            let detail = [keys.as_str(), tag.definition.as_str()].join("  ").trim().to_owned();
            let is_on = on.iter().any(|other| other.as_str() == path);
            Item { value: path.clone(), text: path, detail, others: tag.aliases.clone(), on: Some(is_on) }
        });
        Self::new(title, items.collect(), true, lang)
    }

    /// Takes other entries; what was typed stays, and so does the choice where its entry is still there.
    pub fn take_items(&mut self, items: Vec<Item>) {
        let value = |picker: &Self| match picker.choice() {
            Some(Chosen::Item(item)) => Some(item.value.clone()),
            Some(Chosen::New(_)) | None => None,
        };
        let before = value(self);
        self.items = items;
        self.seek(true);
        let at = |shown: &Shown| shown.index.and_then(|index| self.items.get(index)).map(|item| &item.value);
        let kept = before.and_then(|value| self.shown.iter().position(|shown| at(shown) == Some(&value)));
        self.chosen = kept.unwrap_or(0);
    }

    /// Text was put in.
    pub fn insert(&mut self, text: &str) {
        self.input.insert(text);
        self.seek(false);
    }

    /// Does an action of an input or a list; `Foreign` when it is neither.
    pub fn act(&mut self, action: &Action) -> Acted {
        let listed = if matches!(action, Action::HistoryNext | Action::Complete) {
            Some(1)
        } else if *action == Action::HistoryPrevious {
            Some(-1)
        } else {
            steps(action, PAGE_ROWS)
        };
        let Some(step) = listed else {
            let acted = self.input.act(action);
            self.seek(false);
            return acted;
        };
        let before = self.chosen;
        self.step(step);
        if self.chosen == before { Acted::Still } else { Acted::Moved }
    }

    /// Moves the choice, stopping at both ends.
    pub fn step(&mut self, by: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    /// What is chosen; `None` when nothing fits.
    pub fn choice(&self) -> Option<Chosen<'_>> {
        match self.shown.get(self.chosen)?.index {
            Some(index) => self.items.get(index).map(Chosen::Item),
            None => Some(Chosen::New(self.input.text().trim())),
        }
    }

    /// The one row that what was typed can mean: the only one, the only one of that very name, or the only one where
    /// its letters stand together.
    pub fn one_meant(&self) -> Option<usize> {
        let typed = fold_text(self.input.text().trim());
        let called = |shown: &Shown| shown.index.and_then(|index| self.folded.get(index));
        let is_named = |shown: &Shown| called(shown).is_some_and(|names| names.contains(&typed));
        let mut sought = Sought::new(&typed);
        let mut is_sure = |shown: &Shown| {
            called(shown).and_then(|names| sought.fit_any_folded(names)).is_some_and(|fit| fit.is_sure())
        };
        let one = |found: Vec<usize>| if let [only] = found.as_slice() { Some(*only) } else { None };
        let all = self.shown.iter().enumerate();
        let named = all.clone().filter(|(_, shown)| is_named(shown)).map(|(at, _)| at).collect();
        let sure = all.filter(|(_, shown)| is_sure(shown)).map(|(at, _)| at).collect();
        one((0..self.shown.len()).collect()).or(one(named)).or(one(sure))
    }

    /// How a shown row reads: its text, or 「新建」 and the name.
    pub fn text_of(&self, shown: &Shown) -> String {
        match shown.index.and_then(|index| self.items.get(index)) {
            Some(item) => item.text.clone(),
            None => say::make_new(self.lang, self.input.text().trim()),
        }
    }

    /// Switches an entry on or off, as it was chosen again.
    pub fn toggle_chosen(&mut self) {
        let index = self.shown.get(self.chosen).and_then(|shown| shown.index);
        if let Some(item) = index.and_then(|index| self.items.get_mut(index)) {
            item.on = item.on.map(|on| !on);
        }
    }

    /// The rows of a window of this height that holds the choice, and the index of the first.
    pub fn window(&self, height_rows: usize) -> (usize, &[Shown]) {
        let last_start = self.shown.len().saturating_sub(height_rows);
        let start = self.chosen.saturating_sub(height_rows / 2).min(last_start);
        let end = (start + height_rows).min(self.shown.len());
        (start, self.shown.get(start..end).unwrap_or(&[]))
    }

    /// Finds what fits. When letters were only added, no entry that was left out can fit again.
    fn seek(&mut self, anew: bool) {
        let typed = self.input.text().trim();
        if !anew && typed == self.sought {
            return;
        }
        if anew {
            let names = |item: &Item| {
                std::iter::once(&item.text).chain(&item.others).map(|name| fold_text(name)).collect()
            };
            self.folded = self.items.iter().map(names).collect();
        }
        let mut sought = Sought::new(typed);
        let narrower = !anew && !self.sought.is_empty() && typed.starts_with(&self.sought);
        let candidates: Vec<usize> = if narrower {
            let mut before: Vec<usize> = self.shown.iter().filter_map(|shown| shown.index).collect();
            before.sort_unstable();
            before
        } else {
            (0..self.items.len()).collect()
        };
        let mut fits: Vec<(u32, Shown)> = Vec::new();
        for index in candidates {
            if let Some(fit) = self.folded.get(index).and_then(|names| sought.fit_any_folded(names)) {
                fits.push((fit.score, Shown { index: Some(index), hits: fit.hits }));
            }
        }
        fits.sort_by_key(|(score, shown)| (Reverse(*score), shown.index));
        let same = |item: &Item| item.text == typed || item.others.iter().any(|other| other == typed);
        let is_new = self.can_make && TagPath::new(typed).is_some() && !self.items.iter().any(same);
        self.shown = fits.into_iter().map(|(_, shown)| shown).collect();
        if is_new {
            self.shown.push(Shown { index: None, hits: Vec::new() });
        }
        self.sought = typed.to_owned();
        self.chosen = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Tag;

    fn picker() -> Picker {
        let tag = |parent: &str, name: &str, alias: &str| Tag {
            parent: parent.into(),
            name: name.into(),
            aliases: vec![alias.to_owned()],
            ..Tag::default()
        };
        let tags = vec![
            tag("差错", "数据单位", "量纲"),
            tag("价值", "亮点", "好词"),
            tag("主题", "招商引资", "招引"),
        ];
        let on = [TagPath::new("价值/亮点").expect("a path")];
        Picker::tags("标签", &Codebook { revision: 1, tags }, &on, Lang::Zh)
    }

    fn check(typed: &str, expected: &str) {
        let mut picker = picker();
        for character in typed.chars() {
            picker.insert(&character.to_string());
        }
        let shown: Vec<String> = picker.shown.iter().map(|one| picker.text_of(one)).collect();
        assert_eq!(shown.join(" "), expected, "{typed}");
    }

    #[test]
    fn tags_are_found_by_path_leaf_alias_and_initials() {
        check("", "差错/数据单位 价值/亮点 主题/招商引资");
        check("sj", "差错/数据单位 新建“sj”");
        check("亮点", "价值/亮点 新建“亮点”");
        check("价值/亮点", "价值/亮点");
        check("量纲", "差错/数据单位");
        check("zhaoyin", "主题/招商引资 新建“zhaoyin”");
        check("无此", "新建“无此”");
        check("/", "差错/数据单位 价值/亮点 主题/招商引资");
    }

    #[test]
    fn arrows_reach_everything_and_stop_at_the_ends() {
        let mut picker = picker();
        assert_eq!(picker.act(&Action::CaretUp), Acted::Still);
        picker.act(&Action::CaretDown);
        assert!(matches!(picker.choice(), Some(Chosen::Item(item)) if item.on == Some(true)));
        picker.toggle_chosen();
        assert!(matches!(picker.choice(), Some(Chosen::Item(item)) if item.on == Some(false)));
        picker.act(&Action::GoBottom);
        assert_eq!((picker.chosen, picker.window(2).0), (2, 1));
        picker.insert("新");
        assert_eq!(picker.choice(), Some(Chosen::New("新")));
        picker.act(&Action::DeleteBack);
        assert_eq!(picker.shown.len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn typing_on_finds_what_typing_at_once_finds(typed in "[a-z数据招引 ]{0,6}|shuju|zhaoyin|zhongguo") {
            let items = ["差错/数据单位", "价值/亮点", "主题/招商引资", "中国", "abc 招引", "长治重庆"];
            let items: Vec<Item> =
                items.iter().map(|text| Item { text: (*text).to_owned(), ..Item::default() }).collect();
            let mut slowly = Picker::new("", items.clone(), false, Lang::Zh);
            for character in typed.chars() {
                slowly.insert(&character.to_string());
            }
            let mut at_once = Picker::new("", items, false, Lang::Zh);
            at_once.insert(&typed);
            proptest::prop_assert_eq!(slowly.shown, at_once.shown);
        }
    }
}
