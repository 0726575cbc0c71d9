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
            "repair" => "修复",
            other => other,
        },
    )
}

/// What of an article's file was repaired, by its proof-mark name (GB/T 14706) where there is one.
pub fn repair(lang: Lang, name: &str) -> &str {
    lang.pick(
        match name {
            "join" => "接排 (joined)",
            "split" => "另起段 (split)",
            "truncated_start" => "栏首缺失 (head lost)",
            "article_start" => "start of an article",
            other => other,
        },
        match name {
            "join" => "接排",
            "split" => "另起段",
            "truncated_start" => "栏首缺失",
            "zone" => "专区",
            "article_start" => "另起一篇",
            other => other,
        },
    )
}

/// How a repair came about.
pub fn verdict(lang: Lang, name: &str) -> &str {
    lang.pick(
        match name {
            "made" => "repair",
            "accepted" => "acceptance",
            "rejected" => "refusal",
            "edited" => "correction",
            other => other,
        },
        match name {
            "made" => "修复",
            "accepted" => "确认",
            "rejected" => "退回",
            "edited" => "手改",
            other => other,
        },
    )
}
