//! What the part `keymap` says.

use super::Lang;

crate::messages::sentences! {
    not_toml(what) "this is not TOML: {what}" "这里不是合法的TOML：{what}";
    last_good_stays() "correct it; until then the last good state of this file stays in force" "请改正；在此之前，此文件沿用上次读通的内容";
    duplicate_key() "this name stands here twice" "此名在这里出现两次";
    keep_one() "keep one of the two" "两处留一处";
    did_you_mean(name) "did you mean `{name}`?" "是不是“{name}”？";
    one_of(names) "one of: {names}" "可用：{names}";
    unknown_setting(name) "unknown setting “{name}”" "没有设置项“{name}”";
    wrong_type(found) "a {found} cannot stand here" "这里不能是{found}";
    milliseconds(most) "a whole number of milliseconds from 0 to {most} stands here" "这里要写0到{most}之间的整数（毫秒）";
    write_it_as(example) "write it as: {example}" "应写作：{example}";
    keymap_version(found) "keymap version {found} is not known" "不认识第{found}版按键表";
    write_version() "this program reads version = 1" "本程序认识version = 1";
    one_key_leader() "the leader is one key" "leader是一个键";
    such_as_comma() "such as leader = \",\"" "例如leader = \",\"";
    fold_from() "one character, or the same one twice" "左边应是一个字符，或同一字符写两遍";
    fold_to() "one key, or \"\" to leave the character as it is" "右边应是一个键，或写\"\"表示不折叠";
    fold_example() "such as \"。\" = \".\"" "例如\"。\" = \".\"";
    unknown_context(name) "unknown context “{name}”" "没有场合“{name}”";
    no_run() "the binding does not say what to run" "没有写这个键做什么";
    add_run() "add run = \"…\", such as run = \"tag toggle 1\"" "请加run = \"…\"，例如run = \"tag toggle 1\"";
    unknown_condition(name) "unknown condition “{name}”" "没有条件“{name}”";
    unknown_command(name) "unknown command “{name}”" "没有命令“{name}”";
    see_commands() "F2 and `:` show every command" "F2或“:”列出全部命令";
    no_argument(name, found) "`{name}` takes no argument: “{found}”" "“{name}”不带参数：“{found}”";
    take_it_away() "take it away" "请去掉参数";
    needs_argument(name) "`{name}` needs an argument" "“{name}”要带参数";
    name_a_tag() "name a tag, or a favourite by its digit 1 to 9" "请写标签名，或常用标签的数字1到9";
    name_a_menu() "menus are `tags` and every beginning of longer sequences, such as `g`" "菜单有tags，以及各组合键的开头，例如g";
    unknown_menu(name) "no menu “{name}”" "没有菜单“{name}”";
    wrong_argument(name, found) "`{name}` does not know “{found}”" "“{name}”不认识“{found}”";
    needs_character(name) "`{name}` needs one character" "“{name}”要带一个字符";
    end_in_any() "end the keys in <any>, or name it" "按键末尾写<any>，或在命令后写明字符";
    give_a_number() "give a whole number" "请写整数";
    unknown_option(name) "unknown option “{name}”" "没有选项“{name}”";
    wrong_option(name, found) "`{name}` does not know “{found}”" "“{name}”不认识“{found}”";
    empty_step() "a key is missing here" "这里缺一个键";
    one_blank() "keys are parted by one blank, such as \"g g\"; the space bar is <Space>" "键与键之间空一格，例如\"g g\"；空格键写<Space>";
    not_a_step(name) "“{name}” is not one key" "“{name}”不是一个键";
    unknown_key(name) "unknown key “{name}”" "没有键“{name}”";
    key_form() "a key is a character, or a name as in <C-d> <Down> <F1> <lt>" "键写作单个字符，或<C-d> <Down> <F1> <lt>这样的名字";
    misplaced_any() "<any> stands for the last character only" "<any>只能放在最后，前面要有键";
    any_character() "any letter" "任意字";
    any_last() "such as \"m <any>\"" "例如\"m <any>\"";
    any_for_character(name) "`{name}` takes no character from <any>" "“{name}”不从<any>取字符";
    drop_any() "take <any> away, or bind a command such as `bookmark set`" "请去掉<any>，或改用bookmark set这样的命令";
    text_in_input(name) "{name} is text in an input and cannot be bound there" "在输入框里{name}是文字，不能绑定";
    use_ctrl() "take a key with Ctrl or Alt, or a named one such as <F3>" "请用带Ctrl、Alt的键，或<F3>这样的功能键";
    unsendable(name) "a terminal cannot send {name}" "终端发不出{name}";
    arrives_as(name) "it arrives as {name}" "按下时收到的是{name}";
    take_another() "take another key" "请换一个键";
    destructive(name) "`{name}` asks nothing and cannot be undone: no key may run it" "“{name}”不经询问也不能撤销，不能绑定到键上";
    prompt_instead(name) "write prompt '{name}', so that Enter decides" "可写prompt '{name}'，由回车确认";
    library_path(run) "a library's keymap may not name paths: “{run}”" "稿库自带的按键表不能写路径：“{run}”";
    own_keymap() "put it into your own keymap.toml" "请放进自己的keymap.toml";
    prompt_quotes() "what the command line opens with stands in quotes" "命令行里预填的内容要加引号";
    prompt_example() "such as \"prompt 'filter '\"" "例如\"prompt 'filter '\"";
    bound_twice(keys, line) "“{keys}” is bound already in line {line}" "“{keys}”在第{line}行已经绑定";
    folded_away(from, to) "{from} arrives as {to}, so this is never reached" "{from}会折叠成{to}，这一行永远用不到";
    write_key(to) "write {to}, or change [ime.fold]" "请写{to}，或改[ime.fold]";
    leaf_and_prefix(shorter, longer, place) "“{shorter}” is a binding and the beginning of “{longer}” ({place})" "“{shorter}”既是按键又是“{longer}”的开头（{place}）";
    unbind_first(keys) "unbind “{keys}” first, or choose other keys" "请先把“{keys}”设为unbind，或换别的键";
    favourite_tag(name) "tag {name}" "标签 {name}";
    favourite(digit) "tag {digit}" "标签{digit}";
    then_typed(help) "{help}..." "{help}……";
    with_argument(help, argument) "{help}: {argument}" "{help}：{argument}";
    report_article() "Report on this article" "导出本篇";
    report_list() "Report on the list" "导出所列稿件";
    report_library() "Report on the library" "导出全库";
    make_new(name) "make “{name}”" "新建“{name}”";
    context_global() "Everywhere" "处处";
    context_zones() "Zones" "专区";
    context_list() "Articles" "稿目";
    context_reader() "The article" "正文";
    context_notes() "Notes" "批注";
    context_visual() "While choosing text" "选取时";
    context_doubts() "Doubts of an import" "导入存疑";
    context_relink() "Marks without a place" "失锚批注";
    context_preview() "Preview of a report" "报告预览";
    context_popup() "Overlays" "弹出窗口";
    context_input() "Typing" "输入时";
    signs_title() "Signs" "记号";
    sign_articles() "articles of a zone" "专区的稿件数";
    sign_unread() "paragraphs not read yet" "未读的段数";
    sign_marks() "marks, notes and tags; at the top: paragraphs with some" "批注数，含标签；顶行是有批注的段数";
    sign_star() "a starred article" "加了星的稿件";
    sign_tag_shown() "1名称" "1名称";
    sign_tag() "a tag: the key that puts it on, and how its name begins" "标签：标它的键，加名称的头两个字";
    sign_more_tags() "more tags" "还有标签";
    sign_note() "the paragraph has a note" "本段有批注";
    sign_advice() "there is advice on this line" "这一行有建议";
    sign_read() "read" "已读";
    sign_unsaved() "not on disk yet" "还没有存进磁盘";
    sign_cut() "words that have no room are left out here" "没有地方了，后面还有字";
    nothing() "nothing" "无动作";
    unbound() "not bound" "未绑定";
}

/// What a command's argument is, as the command line names it.
pub fn wanted(lang: Lang, usage: &str) -> &str {
    let chinese = match usage {
        "TAG" => "标签",
        "[QUERY]" => "[查询]",
        "CHARACTER" => "字符",
        "[N]" => "[个数]",
        "[--kind K] [--format F] [--scope article|list|library] [QUERY]" => {
            "[--kind 种类] [--format 格式] [--scope article|list|library] [查询]"
        }
        "MENU" => "菜单",
        "[THEME]" => "[主题]",
        "[STAGE]" => "[环节]",
        "STATUS" => "状态",
        "[PATH]" => "[路径]",
        "[NAME]" => "[名字]",
        "[NAME NEW]" => "[名字 新名]",
        "[TEXT]" => "[文字]",
        other => other,
    };
    lang.pick(usage, chinese)
}

/// What TOML calls a kind of value, in words.
pub fn toml_type(lang: Lang, name: &str) -> &str {
    match name {
        "string" => lang.pick("string", "字符串"),
        "integer" => lang.pick("integer", "整数"),
        "float" => lang.pick("float", "小数"),
        "boolean" => lang.pick("boolean", "真假值"),
        "datetime" => lang.pick("datetime", "日期时间"),
        "array" => lang.pick("array", "数组"),
        "table" => lang.pick("table", "表"),
        other => other,
    }
}
