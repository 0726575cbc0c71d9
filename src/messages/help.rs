//! The Chinese help of the command line; its English stands at the arguments themselves.

crate::messages::sentences! {
    man_name() "NAME" "名称";
    man_synopsis() "SYNOPSIS" "用法";
    man_options() "OPTIONS" "选项";
    man_commands() "COMMANDS" "命令";
    man_exit() "EXIT STATUS" "退出码";
    man_environment() "ENVIRONMENT" "环境变量";
    exit_fine() "fine" "正常";
    exit_findings() "a check found something" "检查有发现";
    exit_usage() "usage: unknown command, article, paragraph, tag, query, or no terminal" "用法有误：没有这个命令、稿件、段、标签，查询写错，或没有终端";
    exit_io() "reading or writing failed" "读写失败";
    exit_corrupt() "a file that is needed is corrupt" "所需的文件已损坏";
    exit_busy() "busy: somebody else is writing" "正忙：别人正在写";
    exit_schema() "a newer schema" "文件格式比本程序新";
    exit_refused() "refused: exists, a link, nothing to undo, a conflict" "拒绝：文件已存在、是链接、没有可撤销的、有冲突";
    env_library() "the library, when -C does not name it" "稿库，未用 -C 指明时";
    env_annotator() "who annotates, when --as does not say" "读者，未用 --as 指明时";
    env_ambiguous() "narrow or wide: how the terminal draws “ ” — …" "narrow 或 wide：终端把“ ” — …画成几格";
    env_no_color() "no colours, unless --color always" "不用颜色，除非 --color always";
}

/// What a command does; `""` is the program.
pub fn about(verb: &str) -> Option<&'static str> {
    Some(match verb {
        "" => "批注：在终端里读中文新闻、加标签、写批注、出审读报告。不写命令则打开阅读器。",
        "list" => "按专区列出稿件",
        "show" => "排好版打印一篇稿件和它的批注",
        "search" => "查找段落",
        "tag" => "给一段贴标签或取下标签",
        "note" => "添一条批注",
        "edit" => "改一条批注",
        "rm" => "删除批注",
        "undo" => "撤销最近的改动",
        "redo" => "重做撤销了的改动",
        "log" => "改动记录，最近的在前",
        "import" => "把报纸版面导入成稿件",
        "relink" => "给失锚的批注重新定位",
        "trash" => "已删除的批注",
        "trash list" => "列出已删除的批注",
        "trash restore" => "取回一条",
        "report" => "写报告",
        "stats" => "统计：数目、交叉表、进度",
        "codebook" => "编码表（标签）",
        "codebook list" => "列出标签",
        "codebook rename" => "给标签连同下级改路径，原路径仍可用",
        "codebook merge" => "把一个标签并入另一个，原名都指向后者",
        "codebook import" => "把文件里有而这里没有的标签加进来",
        "codebook export" => "把标签写成文件",
        "codebook check" => "检查未用、未定义、重叠的标签",
        "agree" => "读者之间的一致性",
        "sign" => "签发一篇稿件",
        "check" => "列出稿库里的全部问题",
        "doctor" => "抢救损坏的批注文件",
        "init" => "在这里新建稿库",
        "migrate" => "把旧格式的批注文件升级",
        "merge-driver" => "供 git 合并批注文件",
        "keymap" => "检查、打印、查询按键",
        "keymap check" => "列出按键文件里的全部错误",
        "keymap print" => "打印现行按键",
        "keymap which" => "说明按键在各处做什么",
        "wrap" => "把中文文本折成行",
        "probe" => "测量本终端的字宽",
        "completions" => "打印命令补全脚本",
        "man" => "打印手册页",
        _ => return None,
    })
}

/// What an argument of a command means.
pub fn argument(verb: &str, id: &str) -> Option<&'static str> {
    special(verb, id).or_else(|| common(id))
}

/// Arguments that mean something of their own in one command.
fn special(verb: &str, id: &str) -> Option<&'static str> {
    Some(match (verb, id) {
        ("show", "width") => "行宽（格）",
        ("wrap", "width") => "行宽（格）；不写则用终端宽度或 80",
        ("wrap", "file") => "文件；不写则读标准输入",
        ("import" | "codebook rename" | "codebook merge" | "codebook import", "dry_run") => {
            "只预览，不写文件"
        }
        ("migrate", "dry_run") => "只说要做什么",
        ("doctor", "apply") => "备份后换上抢救出的文件",
        ("codebook rename" | "codebook merge", "from") => "现在的标签",
        ("codebook rename", "to") => "新路径",
        ("codebook merge", "to") => "并入的标签",
        ("report", "json") => "输出 JSON，同 --format json；与 --verify 同用则列出已不成立的引文",
        ("codebook import", "file") => "codebook.toml、REFI-QDA 编码表（.qdc）或项目（.qdpx）",
        ("codebook export", "file") => "写到哪里：.qdc（REFI-QDA）或 .toml",
        ("migrate", "apply") => "备份后执行",
        ("relink", "para") => "它该在第几段",
        ("relink", "orphan") => "仍留作失锚",
        ("merge-driver", "path") => "树中的路径",
        ("keymap print", "default") => "打印内置按键",
        _ => return None,
    })
}

/// Arguments that mean the same everywhere.
fn common(id: &str) -> Option<&'static str> {
    Some(match id {
        "library" => "稿库目录",
        "annotator" => "读者（谁在批注）",
        "lang" => "界面语言",
        "keymap" => "再加一个按键文件，优先于其他",
        "ambiguous" => "终端把“ ” — … 画成几格",
        "color" => "何时用颜色，优先于 NO_COLOR 和 config.toml",
        "blind" => "只看自己的批注",
        "plain" => "不用控制码，不重绘",
        "exec" => "不开界面，执行阅读器命令，用“;”隔开，遇错即停",
        "says_yes" => "--exec 里要先问的，都答“好”",
        "json" => "输出 JSON",
        "advice" => "也列出对稿件的建议，不影响退出码",
        "stage" => "环节：初审 复审 终审 一校 二校 三校，或 review-1 … proof-3",
        "query" => "查询，写法同阅读器",
        "article" => "稿件编号，或能认出它的开头几位",
        "para" => "第几段",
        "change" => "+标签 贴上，-标签 取下，标签 反转",
        "create" => "编码表里没有时新建标签",
        "file" => "从文件读批注，- 为标准输入",
        "text" => "批注文字",
        "mark" => "批注编号，或能认出它的末几位",
        "marks" => "批注编号，或能认出它们的末几位",
        "yes" => "超过 20 条也不再问",
        "steps" => "几步",
        "zone" => "全部归入这个专区",
        "date" => "版面日期，YYYY-MM-DD",
        "encoding" => "按这种编码读文件",
        "files" => "文件或目录，- 为标准输入",
        "kind" => "报告种类",
        "format" => "报告格式",
        "output" => "写到哪里；不写则打印",
        "force" => "覆盖已有文件",
        "bom" => "CSV 开头加 BOM，给 Excel 用",
        "template" => "自己的模板",
        "verify" => "把写好的报告里每处引文和今天的稿件核对",
        "folder" => "目录；不写则为当前目录",
        "base" => "共同祖先",
        "ours" => "我方，结果写在这里",
        "theirs" => "对方",
        "diff" => "只打印与内置不同的",
        "keys" => "按键，如 g g",
        "level" => "禁则：none、basic、gb、strict",
        "indent" => "首行缩进（格）",
        "shell" => "哪种 shell",
        "help" => "显示帮助",
        "version" => "显示版本",
        _ => return None,
    })
}
