//! What the part `text` says.

crate::messages::sentences! {
    block_head() "Headline" "标题";
    block_caption() "Caption" "图片说明";
    not_counted(done, what) "{what}, which is not counted: {done}" "{what}（不计入段数）{done}";
    unknown_level(name) "no level “{name}”" "没有级别“{name}”";
    known_levels(names) "levels are {names}" "级别有：{names}";
    cannot_read(name, why) "{name} cannot be read: {why}" "读不了{name}：{why}";
    check_path() "check the path, or leave it out to read standard input" "请核对路径；不写路径则读标准输入";
    no_answer(term) "there is no terminal that can be asked (TERM={term})" "没有可以询问的终端（TERM={term}）";
    set_ambiguous() "say it yourself: --ambiguous narrow or --ambiguous wide" "可自行指定：--ambiguous narrow 或 --ambiguous wide";
    probe_title() "This terminal's widths" "终端字宽";
    probe_narrow() "narrow: this terminal draws ambiguous characters in one cell" "窄：本终端用一格显示宽度不定的字符";
    probe_wide() "wide: this terminal draws ambiguous characters in two cells" "宽：本终端用两格显示宽度不定的字符";
    probe_mixed() "mixed: this terminal draws some ambiguous characters in one cell, some in two" "不一：宽度不定的字符在本终端有的占一格，有的占两格";
    probe_unknown() "unknown: the terminal did not say; two cells are reserved" "未知：终端没有回答，按两格预留";
    probe_multiplexer() "tmux or screen answered for itself; the terminal outside may draw otherwise" "回答来自 tmux 或 screen 本身，外层终端可能不同";
    probe_background(color) "background {color}" "背景色 {color}";
    probe_time(milliseconds) "answered within {milliseconds} ms" "用时 {milliseconds} 毫秒";
}
