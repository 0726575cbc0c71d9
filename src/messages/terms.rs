//! Our words for states and kinds, as a person reads them; files and JSON keep the English names.

use super::Lang;

/// Where a mark stands in today's text.
pub fn placement(lang: Lang, name: &str) -> &str {
    lang.pick(
        name,
        match name {
            "exact" => "原位",
            "moved" => "移位",
            "edited" => "已改",
            "split" => "拆分",
            "merged" => "合并",
            "ambiguous" => "歧义",
            "orphan" => "失锚",
            other => other,
        },
    )
}

/// What became of a mark.
pub fn status(lang: Lang, name: &str) -> &str {
    lang.pick(
        name,
        match name {
            "open" => "待处理",
            "resolved" => "已处理",
            "rejected" => "不采纳",
            "deleted" => "已删除",
            other => other,
        },
    )
}

/// How grave a finding is.
pub fn severity(lang: Lang, name: &str) -> &str {
    lang.pick(
        name,
        match name {
            "advice" => "建议",
            "warning" => "警告",
            "error" => "错误",
            other => other,
        },
    )
}

/// What the log records: what was done, and to what.
pub fn logged(lang: Lang, name: &str) -> &str {
    lang.pick(
        name,
        match name {
            "do" => "操作",
            "undo" => "撤销",
            "redo" => "重做",
            "skip" => "跳过",
            "mark" => "批注",
            "read" => "已读",
            "sign" => "签发",
            "dismissed" => "忽略",
            other => other,
        },
    )
}
