//! config.toml: every setting, its default, what it may hold, what it does in both languages.
//!
//! A line that cannot be used is reported with its place and costs only itself.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Environment;
use super::keymap_files::read_text;
use super::setting::{
    Ambiguous, COLOURS, Clipboard, Colour, Language, LineBreaks, LogLevel, NotesPlace, Paint, SaveKey,
    Setting, StyleChange, Theme, Within,
};
use crate::keymap::nearest::nearest;
use crate::keymap::source::{Row, Source, integer, rows};
use crate::messages::{Lang, config as say};
use crate::words::Problem;

/// The name of the file in the user's folder for settings.
pub(super) const FILE: &str = "config.toml";

/// The named styles that `[style]` can change.
pub const STYLES: [&str; 25] = [
    "text",
    "dim",
    "title",
    "subhead",
    "side",
    "heading",
    "chosen",
    "chosen_away",
    "header",
    "footer",
    "key",
    "bar",
    "bar_line",
    "hit",
    "hit_here",
    "selection",
    "marked",
    "advice",
    "note",
    "sign",
    "panel",
    "panel_title",
    "done",
    "notice",
    "trouble",
];

/// One row of the table.
pub(super) struct Known {
    name: &'static str,
    english: &'static str,
    chinese: &'static str,
    default: fn() -> String,
    allowed: fn() -> String,
    choices: fn() -> &'static [&'static str],
}

macro_rules! settings {
    ($( $field:ident: $type:ty = $default:expr, $english:literal, $chinese:literal; )*) => {
        /// Every setting.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Settings {
            $( #[doc = $english] pub $field: $type, )*
            /// Changes to named styles, by name.
            pub styles: BTreeMap<String, StyleChange>,
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $( $field: $default, )* styles: BTreeMap::new() }
            }
        }

        /// The table, in the order of the document.
        pub(super) static KNOWN: &[Known] = &[
            $( Known {
                name: stringify!($field),
                english: $english,
                chinese: $chinese,
                default: || <$type as Setting>::show(&$default),
                allowed: <$type as Setting>::allowed,
                choices: <$type as Setting>::choices,
            }, )*
        ];

        impl Settings {
            /// Sets one by name; `None` when there is none of that name, `Some(false)` when the value does not fit.
            fn set(&mut self, name: &str, value: &DeValue<'_>) -> Option<bool> {
                match name {
                    $( stringify!($field) => Some(match <$type as Setting>::read(value) {
                        Some(read) => { self.$field = read; true }
                        None => false,
                    }), )*
                    _ => None,
                }
            }
        }
    };
}

settings! {
    lang: Language = Language::Auto, "Language of the screen.", "界面语言";
    annotator: Option<String> = None, "Who annotates; the login name when empty.", "批注人，空着则用登录名";
    annotator_name: Option<String> = None, "The name shown for the annotator.", "批注人显示的姓名";
    theme: Theme = Theme::Auto, "The looks.", "主题";
    color: Colour = Colour::Auto, "When colours are used.", "何时用颜色";
    ambiguous: Ambiguous = Ambiguous::Auto, "How wide the terminal draws “ ” — … and their like.", "终端里“ ” — …等字符的宽度";
    level: LineBreaks = LineBreaks::Gb, "Which rules hold for line breaks.", "避头尾规则";
    measure: Within<20, 60> = Within::new(38), "Han characters in a line of the article, at most.", "正文每行最多几个汉字";
    paragraph_gap: Within<0, 3> = Within::new(1), "Blank rows between paragraphs.", "段间空几行";
    hang_punctuation: bool = false, "Let one ，。、 hang in a reserved gutter.", "允许一个，。、悬挂在行尾之外";
    avoid_single_last_char: bool = false, "No last line of a single Han character.", "末行不留单字";
    notes: NotesPlace = NotesPlace::Auto, "Where notes stand.", "批注放在哪里";
    auto_advance: bool = false, "After a tag, go on to the next paragraph.", "贴标签后自动到下一段";
    sticky_tag: bool = false, "Start with the last tag kept for every paragraph stepped on.", "启动时即连续贴标签";
    save_key: SaveKey = SaveKey::CtrlS, "What saves a note.", "用什么键保存批注";
    editor: Option<String> = None, "The editor for long notes; VISUAL or EDITOR when empty.", "长批注用的编辑器，空着则用VISUAL或EDITOR";
    mouse: bool = true, "Whether the mouse is the program's.", "是否接管鼠标";
    clipboard: Clipboard = Clipboard::Auto, "How text reaches the clipboard.", "如何复制到剪贴板";
    hints: bool = true, "Show the hint line; each hint goes out after its key was used three times.", "显示提示行，用过三次的提示自动隐去";
    advice: bool = true, "A dim sign beside paragraphs that the program remarks on; its words on demand.", "程序有建议的段落旁显示一个暗记号，要看才显示文字";
    toast_ms: Within<500, 60_000> = Within::new(4_000), "How long a message stays, in milliseconds.", "提示停留的毫秒数";
    pass_line: f64 = 3.0, "Errors per 10,000 characters at which a page passes.", "编校差错率的合格线（每万字）";
    different_signers: bool = true, "Consecutive stages must be signed by different people.", "相邻审校环节须由不同的人签发";
    report_dir: Option<String> = None, "Where reports are written; the working folder when empty.", "报告写到哪里，空着则为当前文件夹";
    log: LogLevel = LogLevel::Off, "What is written to the log, which never holds text of an article.", "日志级别，日志从不含稿件文字";
}

impl Settings {
    /// Where the file is, or would be.
    pub fn path(environment: &Environment) -> Option<PathBuf> {
        environment.config_dir.as_ref().map(|folder| folder.join(FILE))
    }

    /// Reads the user's file; with none, every default. With `last`, a file that broke since keeps what it said.
    pub fn load(environment: &Environment, last: Option<&Self>, lang: Lang) -> (Self, Vec<Problem>) {
        let Some(path) = Self::path(environment) else { return (Self::default(), Vec::new()) };
        Self::load_from(&path, last, lang)
    }

    /// Reads a file.
    pub fn load_from(path: &Path, last: Option<&Self>, lang: Lang) -> (Self, Vec<Problem>) {
        let kept = || last.cloned().unwrap_or_default();
        match read_text(path, lang) {
            Ok(None) => (Self::default(), Vec::new()),
            Ok(Some(text)) => {
                let (read, problems) = Self::parse(&text, &path.display().to_string(), lang);
                (read.unwrap_or_else(kept), problems)
            }
            Err(problem) => (kept(), vec![problem]),
        }
    }

    /// Reads the text of config.toml; `None` when it is not TOML.
    pub fn parse(text: &str, file: &str, lang: Lang) -> (Option<Self>, Vec<Problem>) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let source = Source { file, text, lang };
        let (table, mut problems) = source.parse(("config.not-toml", "config.duplicate"));
        let Some(table) = table else { return (None, problems) };
        let mut settings = Self::default();
        for row in rows(&table) {
            settings.row(&source, row, &mut problems);
        }
        problems.sort_by_key(|problem| (problem.line, problem.column));
        (Some(settings), problems)
    }

    fn row(&mut self, source: &Source<'_>, (key, value): Row<'_, '_>, problems: &mut Vec<Problem>) {
        let name = key.get_ref().as_ref();
        match (name, value.get_ref().as_table()) {
            ("version", _) if integer(value.get_ref()) == Some(1) => {}
            ("version", _) => problems.push(wrong(source, value, "config.version", "1", None)),
            ("style", Some(styles)) => self.styles(source, styles, problems),
            ("style", None) => problems.push(wrong(source, value, "config.type", "[style]", None)),
            _ => match self.set(name, value.get_ref()) {
                Some(true) => {}
                Some(false) => {
                    let row = KNOWN.iter().find(|row| row.name == name);
                    let allowed = row.map_or_else(String::new, |row| (row.allowed)());
                    let choices = row.map_or(&[][..], |row| (row.choices)());
                    let near =
                        value.get_ref().as_str().and_then(|word| nearest(word, choices.iter().copied()));
                    problems.push(wrong(source, value, "config.value", &allowed, near));
                }
                None => {
                    let known: Vec<&str> =
                        KNOWN.iter().map(|row| row.name).chain(["version", "style"]).collect();
                    problems.push(source.unknown(key, "config.unknown-setting", &known));
                }
            },
        }
    }

    fn styles(&mut self, source: &Source<'_>, table: &DeTable<'_>, problems: &mut Vec<Problem>) {
        for (key, value) in rows(table) {
            if !STYLES.contains(&key.get_ref().as_ref()) {
                problems.push(source.unknown(key, "config.unknown-style", &STYLES));
                continue;
            }
            let Some(fields) = value.get_ref().as_table() else {
                let example = "{ fg = \"yellow\", bold = true }";
                problems.push(wrong(source, value, "config.type", example, None));
                continue;
            };
            let change = style(source, fields, problems);
            self.styles.insert(key.get_ref().clone().into_owned(), change);
        }
    }
}

fn style(source: &Source<'_>, fields: &DeTable<'_>, problems: &mut Vec<Problem>) -> StyleChange {
    const FIELDS: [&str; 7] = ["fg", "bg", "bold", "dim", "italic", "underline", "reverse"];
    let mut change = StyleChange::default();
    for (key, value) in rows(fields) {
        let name = key.get_ref().as_ref();
        let switch = match name {
            "fg" | "bg" => {
                let paint = Paint::read(value.get_ref());
                if paint.is_none() {
                    let near =
                        value.get_ref().as_str().and_then(|word| nearest(word, COLOURS.iter().copied()));
                    let allowed = "\"red\" … \"bright-white\" | \"#rrggbb\" | 0 … 255 | \"default\"";
                    problems.push(wrong(source, value, "config.value", allowed, near));
                }
                *if name == "fg" { &mut change.fg } else { &mut change.bg } = paint;
                continue;
            }
            "bold" => &mut change.bold,
            "dim" => &mut change.dim,
            "italic" => &mut change.italic,
            "underline" => &mut change.underline,
            "reverse" => &mut change.reverse,
            _ => {
                problems.push(source.unknown(key, "config.unknown-setting", &FIELDS));
                continue;
            }
        };
        *switch = value.get_ref().as_bool();
        if switch.is_none() {
            problems.push(wrong(source, value, "config.type", "true | false", None));
        }
    }
    change
}

/// A value that does not fit, with what does, or the nearest of it.
fn wrong(
    source: &Source<'_>,
    value: &Spanned<DeValue<'_>>,
    code: &'static str,
    allowed: &str,
    near: Option<&str>,
) -> Problem {
    let text = value.get_ref().as_str();
    let at = text.map_or(value.span().start, |text| source.inside(&value.span(), text, 0));
    let written = source.text.get(value.span()).unwrap_or("").lines().next().unwrap_or("");
    let hint = match near {
        Some(near) => crate::messages::keymap::did_you_mean(source.lang, near),
        None => say::allowed(source.lang, allowed),
    };
    source.problem(at, code, say::wrong_value(source.lang, written)).with_hint(hint)
}

/// The whole file with every default, each explained in both languages: what docs/formats.md prints.
pub fn reference() -> String {
    let mut out = String::from("version = 1\n");
    for row in KNOWN {
        let english = row.english.trim_end_matches('.');
        let line = format!("{} = {}", row.name, (row.default)());
        let allowed = (row.allowed)();
        let _ = write!(out, "\n# {english}. {}。\n{line}    # {allowed}\n", row.chinese);
    }
    out.push_str("\n[style]    # changes to named styles of the theme 改动主题里的样式\n");
    let _ = writeln!(out, "# {}", STYLES.join(" "));
    out.push_str("# hit = { fg = \"black\", bg = \"#ffd75f\", bold = true }\n");
    out
}

#[cfg(test)]
mod tests;
