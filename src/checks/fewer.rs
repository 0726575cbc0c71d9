//! `number.fewer`: what is reduced cannot be so by times: 减少3倍.

use std::sync::LazyLock;

use regex::Regex;

use super::page::{Find, Page};
use super::tag;
use crate::messages::checks as say;
use crate::words::Severity;

static FEWER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:降低|减少|缩短|下降|缩小|压缩|压减|减轻|下滑|减小|降|减)了?(?:大约|约|将近|近|超过|逾|整整)?(?:[0-9０-９][0-9０-９.]*|[一二三四五六七八九十百千两几数]+)多?倍",
    )
    .ok()
});

pub(super) fn look(page: &mut Page<'_>) {
    let Some(rule) = FEWER.as_ref() else { return };
    let mut finds = Vec::new();
    for block in &page.blocks {
        let mut ruler = block.ruler();
        for found in rule.find_iter(block.text) {
            let span = ruler.span(&found.range());
            if block.is_quoted(span.0) {
                continue;
            }
            finds.push(Find {
                code: "number.fewer",
                tag: tag::NUMBERS,
                severity: Severity::Warning,
                ordinal: block.ordinal,
                span_chars: span,
                message: say::fewer_times(page.lang, block.words(span)),
                wording: None,
            });
        }
    }
    page.add_thinned(finds);
}
