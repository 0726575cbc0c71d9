//! What the part `config` says.

crate::messages::sentences! {
    wrong_value(found) "“{found}” does not fit here" "这里不能写“{found}”";
    allowed(what) "allowed: {what}" "可写：{what}";
    not_there() "this file is not there" "没有这个文件";
    give_a_file() "name a text file" "请指明一个文本文件";
    no_file() "this is not a regular file" "这不是普通文件";
    too_large() "more than 4 MiB: this is no file of settings" "超过4MiB，不像是设置文件";
    unreadable(error) "cannot be read: {error}" "读不出来：{error}";
    not_utf8() "not UTF-8 from here on" "从这里起不是UTF-8编码";
    save_as_utf8() "save the file as UTF-8" "请另存为UTF-8编码";
    layer_embedded() "built in" "内置";
    layer_library() "library" "稿库";
    layer_user() "your own" "自己的";
    layer_argument() "--keymap" "--keymap";
    file_bindings(count) [count: "binding"] "{count}" "{count}个按键";
    file_absent() "not there" "没有此文件";
    file_lost() "not used" "未采用";
    findings(count) [count: "finding"] "{count}" "发现{count}个问题";
    no_findings() "no findings" "没有问题";
    in_context(context, from) "{context} (from {from})" "{context}（来自{from}）";
    begins(count) [count: "sequence"] "begins {count}" "是{count}组按键的开头";
    swallowed() "does nothing, on purpose" "有意不起作用";
    bound_nowhere(keys) "“{keys}” is not bound anywhere" "“{keys}”没有绑定";
    text_in_input() "is text" "是文字";
    only_when(condition) "only when {condition}" "仅当{condition}";
    only_unless(condition) "unless {condition}" "除非{condition}";
    codebook_layer() "codebook" "编码表";
    arrives_as(keys) "(arrives as {keys})" "（收到的是{keys}）";
}
