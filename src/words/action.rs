//! Everything a reader can ask for, in one table: it feeds key bindings, palette, menus, help, `--exec` and docs.
//!
//! A new ability is one row here, one arm in `App::update` and one test.

/// Where a key is looked up; `Global` is asked last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere but inputs, after the pane's own bindings.
    Global,
    /// 专区 pane.
    Zones,
    /// 稿目 pane.
    List,
    /// The article.
    Reader,
    /// The notes of the focused paragraph.
    Notes,
    /// While a span or several paragraphs are being chosen.
    Visual,
    /// The doubts of an import.
    Doubts,
    /// Placing marks that lost their paragraph.
    Relink,
    /// A report before it is written.
    Preview,
    /// Any other overlay: help, picker, statistics, a question.
    Popup,
    /// A line or box of text being typed.
    Input,
}

impl Context {
    /// All of them, in the order of the key reference.
    pub const ALL: [Self; 11] = [
        Self::Global,
        Self::Zones,
        Self::List,
        Self::Reader,
        Self::Notes,
        Self::Visual,
        Self::Doubts,
        Self::Relink,
        Self::Preview,
        Self::Popup,
        Self::Input,
    ];

    /// Its name in keymap.toml.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::Zones => "zones",
            Self::List => "list",
            Self::Reader => "reader",
            Self::Notes => "notes",
            Self::Visual => "visual",
            Self::Doubts => "doubts",
            Self::Relink => "relink",
            Self::Preview => "preview",
            Self::Popup => "popup",
            Self::Input => "input",
        }
    }

    /// Reads [`Context::name`].
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|context| context.name() == name)
    }
}

/// What a command's argument is, for completion and checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Argument {
    /// None.
    No,
    /// A tag's path, leaf, alias, or a favourite's digit.
    Tag,
    /// A query; may be empty.
    Query,
    /// One character, such as a bookmark's name.
    Character,
    /// A whole number; may be left out.
    Number,
    /// `--kind K --format F --scope article|list|library`, a query; may be empty.
    Report,
    /// A menu's name in keymap.toml.
    Menu,
    /// A theme's name; may be left out for the next one.
    Theme,
    /// A sign-off stage; may be left out.
    Stage,
    /// Where a mark stands: `open`, `resolved`, `rejected`.
    Status,
    /// A path; may be left out.
    Path,
    /// A saved query's name; may be left out for the chosen one.
    Saved,
    /// A saved query's name and its new one; may be left out.
    Renaming,
    /// Any text, such as what the command line opens with.
    Text,
}

/// What the program must know of a command beyond its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effectful {
    /// Changes nothing stored.
    Harmless,
    /// Changes stored things and can be undone.
    Undoable,
    /// Changes or writes something after asking.
    Confirmed,
    /// Throws something away for good without asking: typed in full only, never bound to a key.
    Destructive,
}

/// A row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Command {
    /// What is typed for it, such as `tag toggle`.
    pub name: &'static str,
    /// Its argument.
    pub argument: Argument,
    /// Whether it touches what is stored.
    pub effect: Effectful,
    /// What it does, in English.
    pub english: &'static str,
    /// What it does, in Chinese.
    pub chinese: &'static str,
}

macro_rules! actions {
    ($( $variant:ident $(($argument:ident))? $name:literal $effect:ident $english:literal $chinese:literal; )*) => {
        /// Something a reader asked for.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum Action {
            $( #[doc = $english] $variant $((actions!(@type $argument)))?, )*
        }

        /// The table, in the order of the help screen.
        pub static COMMANDS: &[Command] = &[
            $( Command {
                name: $name,
                argument: actions!(@argument $($argument)?),
                effect: Effectful::$effect,
                english: $english,
                chinese: $chinese,
            }, )*
        ];

        impl Action {
            /// Its row of the table.
            pub fn command(&self) -> &'static Command {
                let name = match self { $( Self::$variant { .. } => $name, )* };
                COMMANDS.iter().find(|command| command.name == name).unwrap_or(&COMMANDS[0])
            }

            /// The action that a command's name and argument mean; the argument is not looked into.
            pub fn build(name: &str, argument: &str) -> Option<Self> {
                match name {
                    $( $name => Some(actions!(@build $variant argument $($argument)?)), )*
                    _ => None,
                }
            }

            /// The argument it carries, empty when it takes none.
            pub fn argument(&self) -> &str {
                match self { $( actions!(@pattern $variant text $($argument)?) => actions!(@text text $($argument)?), )* }
            }
        }
    };
    (@type $argument:ident) => { String };
    (@argument) => { Argument::No };
    (@argument $argument:ident) => { Argument::$argument };
    (@build $variant:ident $text:ident) => { Self::$variant };
    (@build $variant:ident $text:ident $argument:ident) => { Self::$variant($text.to_owned()) };
    (@pattern $variant:ident $text:ident) => { Self::$variant };
    (@pattern $variant:ident $text:ident $argument:ident) => { Self::$variant($text) };
    (@text $text:ident) => { "" };
    (@text $text:ident $argument:ident) => { $text.as_str() };
}

actions! {
    LineDown "line down" Harmless "Move a line down" "下移一行";
    LineUp "line up" Harmless "Move a line up" "上移一行";
    ParagraphNext "paragraph next" Harmless "Focus the next paragraph" "下一段";
    ParagraphPrevious "paragraph previous" Harmless "Focus the previous paragraph" "上一段";
    HalfPageDown "half-page down" Harmless "Half a page down" "下移半页";
    HalfPageUp "half-page up" Harmless "Half a page up" "上移半页";
    PageDown "page down" Harmless "A page down" "下一页";
    PageUp "page up" Harmless "A page up" "上一页";
    GoTop "go top" Harmless "Go to the top" "到开头";
    GoBottom "go bottom" Harmless "Go to the bottom" "到末尾";
    PaneNext "pane next" Harmless "Go to the next pane" "下一栏";
    PaneCycle "pane cycle" Harmless "Go to the next pane, from the last to the first" "下一栏，循环";
    PanePrevious "pane previous" Harmless "Go to the previous pane" "上一栏";
    Open "open" Harmless "Open what is selected" "打开";
    Choose(Number) "choose" Harmless "Choose the nth entry of a list" "选第几项";
    Back "back" Harmless "Close or go back one level" "返回";
    Leave "leave" Harmless "Go back one level; quits at the last" "退一级，到顶则退出";
    Quit "quit" Harmless "Quit, keeping the place" "退出";
    Interrupt "interrupt" Harmless "Cancel what runs; twice quits" "取消，连按两次退出";
    Suspend "suspend" Harmless "Back to the shell; fg returns" "挂起，回到命令行";
    ArticleNext "article next" Harmless "Next article" "下一篇";
    ArticlePrevious "article previous" Harmless "Previous article" "上一篇";
    UnreadNext "unread next" Harmless "Next unread paragraph" "下一未读段";
    UnreadPrevious "unread previous" Harmless "Previous unread paragraph" "上一未读段";
    MarkNext "mark next" Harmless "Next marked paragraph" "下一批注";
    MarkPrevious "mark previous" Harmless "Previous marked paragraph" "上一批注";
    AdviceNext "advice next" Harmless "Next advice, with its words" "下一条建议";
    AdvicePrevious "advice previous" Harmless "Previous advice, with its words" "上一条建议";
    ZoneNext "zone next" Harmless "Next zone" "下一专区";
    ZonePrevious "zone previous" Harmless "Previous zone" "上一专区";
    Find(Query) "find" Harmless "Search in the article" "篇内查找";
    FindNext "find next" Harmless "Next hit" "下一处";
    FindPrevious "find previous" Harmless "Previous hit" "上一处";
    Search(Query) "search" Harmless "Search everything" "全库查找";
    Filter(Query) "filter" Harmless "Filter the list" "筛选稿目";
    Jump(Query) "jump" Harmless "Jump to any article" "跳到任意稿件";
    QuerySave(Text) "query save" Harmless "Keep the filter as a folder" "把筛选存为文件夹";
    QueryDelete(Saved) "query delete" Confirmed "Take a saved folder away" "删除存下的文件夹";
    QueryRename(Renaming) "query rename" Harmless "Give a saved folder another name" "给存下的文件夹改名";
    TagToggle(Tag) "tag toggle" Undoable "Put a tag on, or take it off" "贴上或取下标签";
    TagPick "tag pick" Undoable "Choose a tag by name" "按名字选标签";
    TagEdit "tag edit" Undoable "Edit all tags of the paragraph" "编辑本段全部标签";
    TagRepeat "tag repeat" Undoable "Put the last tag on again" "重复上一个标签";
    TagHits(Tag) "tag hits" Confirmed "Tag all hits after a preview" "给全部命中贴标签（先预览）";
    TagSticky "tag sticky" Harmless "Keep the last tag for every paragraph stepped on" "连续贴标签";
    NoteEdit "note edit" Undoable "Edit the note here, or add one" "写批注";
    NoteAdd "note add" Undoable "Add another note" "另加批注";
    NoteEditor "note editor" Undoable "Write the note in $EDITOR" "用外部编辑器写批注";
    MarkDelete "mark delete" Undoable "Delete the mark here" "删除批注";
    MarkStatus(Status) "mark status" Undoable "Set a mark's status: open, resolved, rejected" "设批注状态";
    Undo "undo" Harmless "Undo" "撤销";
    Redo "redo" Harmless "Redo" "重做";
    SelectSpan "select span" Harmless "Mark a span of words" "选字";
    SelectParagraphs "select paragraphs" Harmless "Choose several paragraphs" "选段";
    ReadToggle "read toggle" Undoable "Mark the paragraph read or unread" "已读、未读";
    Sign(Stage) "sign" Confirmed "Sign the article off" "签发";
    StarToggle "star toggle" Harmless "Put a star on the article, or take it off" "加星、去星";
    Copy "copy" Harmless "Copy the paragraph" "复制本段";
    CopyNotes "copy notes" Harmless "Copy the paragraph with its notes" "复制本段和批注";
    Report(Report) "report" Confirmed "Preview a report and write it" "导出报告（先预览）";
    ReportWrite "report write" Confirmed "Write the report shown" "写出这份报告";
    BookmarkSet(Character) "bookmark set" Harmless "Set a bookmark" "设书签";
    BookmarkGo(Character) "bookmark go" Harmless "Go to a bookmark" "到书签";
    JumpBack "jump back" Harmless "Back to where you were" "回到前一处";
    JumpForward "jump forward" Harmless "Forward again" "再往前";
    Zen "zen" Harmless "Only the article" "只看正文";
    ListToggle "list toggle" Harmless "Hide the list, or show it" "显示、隐藏稿目";
    FoldToggle "fold toggle" Harmless "Fold a zone of the list, or unfold it" "收起、展开专区";
    PaneNarrower "pane narrower" Harmless "Narrower lines" "版心变窄";
    PaneWider "pane wider" Harmless "Wider lines" "版心变宽";
    Theme(Theme) "theme" Harmless "Change the theme" "换主题";
    SuggestionTake "suggestion take" Undoable "Take the advice: make it a note" "采纳建议，记为批注";
    SuggestionDismiss "suggestion dismiss" Undoable "Dismiss the advice for good" "不采纳建议，不再提";
    Orphans "orphans" Harmless "List the marks that lost their place" "失锚批注";
    RelinkAccept "relink accept" Undoable "Accept the place offered" "接受这一处";
    RelinkChoose "relink choose" Harmless "Look at the next candidate" "看下一个候选";
    RelinkOrphan "relink orphan" Undoable "Keep it as an orphan" "留作失锚";
    Doubts "doubts" Harmless "List the doubts of the import" "导入存疑";
    DoubtAccept "doubt accept" Undoable "The repair is right" "修复正确";
    DoubtReject "doubt reject" Undoable "The repair is wrong: take it back" "修复有误，退回";
    DoubtEdit "doubt edit" Undoable "Set the repair right by hand" "手工改正修复";
    ParagraphSplit "paragraph split" Undoable "Split the paragraph at the selection" "在所选处另起段";
    ParagraphJoin "paragraph join" Undoable "Join with the next paragraph" "与下段接排";
    RawText "raw text" Harmless "Show the raw text of the paragraph" "看本段原文";
    Import(Path) "import" Confirmed "Import a page after a preview" "导入版面（先预览）";
    Stats(Query) "stats" Harmless "Tags by zone, as a table and bars" "统计";
    Help "help" Harmless "Show every key" "帮助";
    Palette(Text) "palette" Harmless "Open the command line" "命令";
    Menu(Menu) "menu" Harmless "Open a menu" "菜单";
    Log "log" Harmless "Show what was changed" "改动记录";
    Mouse "mouse" Harmless "Give the mouse to the terminal, or take it back" "鼠标开关";
    Probe "probe" Harmless "Measure this terminal's widths" "测量终端字宽";
    EncodingAccept(Query) "encoding accept" Harmless "Take the guessed encoding for right" "认定所猜编码无误";
    Tutor "tutor" Harmless "Open the practice article" "入门练习";
    Reload "reload" Harmless "Read the library again" "重新载入";
    InputSubmit "input submit" Harmless "Done with the text" "完成输入";
    InputNewline "input newline" Harmless "New line" "换行";
    InputEnter "input enter" Harmless "New line in a note, done in a line; a setting turns it round" "批注里换行，单行里完成（可设置）";
    InputOther "input other-enter" Harmless "What Enter does not do" "与回车键相反";
    InputCancel "input cancel" Harmless "Leave, asking before text is lost" "取消输入";
    DraftDiscard "draft discard" Destructive "Throw the kept draft away" "丢弃草稿";
    CaretLeft "caret left" Harmless "Caret left" "光标左移";
    CaretRight "caret right" Harmless "Caret right" "光标右移";
    CaretUp "caret up" Harmless "Caret up" "光标上移";
    CaretDown "caret down" Harmless "Caret down" "光标下移";
    CaretWordLeft "caret word-left" Harmless "Caret a word left" "光标左移一词";
    CaretWordRight "caret word-right" Harmless "Caret a word right" "光标右移一词";
    CaretHome "caret home" Harmless "Caret to the line's start" "光标到行首";
    CaretEnd "caret end" Harmless "Caret to the line's end" "光标到行末";
    DeleteBack "delete back" Harmless "Delete the character before" "删前一字";
    DeleteForward "delete forward" Harmless "Delete the character after" "删后一字";
    DeleteWordBack "delete word-back" Harmless "Delete the word before" "删前一词";
    DeleteWordForward "delete word-forward" Harmless "Delete the word after" "删后一词";
    DeleteToStart "delete to-start" Harmless "Delete to the line's start" "删到行首";
    DeleteToEnd "delete to-end" Harmless "Delete to the line's end" "删到行末";
    InputUndo "input undo" Harmless "Undo typing" "撤销输入";
    InputRedo "input redo" Harmless "Type again what was undone" "重做输入";
    Complete "complete" Harmless "Complete the word" "补全";
    HistoryPrevious "history previous" Harmless "Earlier entry" "前一条";
    HistoryNext "history next" Harmless "Later entry" "后一条";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_builds_its_action() {
        for command in COMMANDS {
            let action = Action::build(command.name, "x").expect(command.name);
            assert_eq!(action.command(), command);
            assert_eq!(action.argument().is_empty(), command.argument == Argument::No);
        }
    }
}
