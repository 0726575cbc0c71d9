//! `number.about`: a figure that is approximated twice, 约60余天.

use std::sync::LazyLock;

use regex::Regex;

use super::page::{Block, Find, Page};
use super::tag;
use crate::messages::checks as say;
use crate::words::Severity;

/// Digits or numerals, with what may stand between number and unit.
const NUMBER: &str = r"(?:[0-9０-９][0-9０-９,.]*[十百千万亿]*|[零〇一二三四五六七八九十百千万亿两几数]+)";
/// A unit or counted thing: up to four characters.
const UNIT: &str = r"[\p{Han}%㎡℃]{0,4}?";

/// What stands before a figure and says about, and what behind it says so again.
static BOTH_SIDES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(大约|约|将近|近|大概|接近|超过|逾)\s?{NUMBER}\s?(?:余|多)")).ok()
});
static AND_SO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"(大约|约|将近|近|大概|接近|超过|逾|至少|最多)\s?{NUMBER}\s?{UNIT}(?:左右|上下)"))
        .ok()
});
static BEHIND: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r"()[0-9一二三四五六七八九十百千万]\s?[余多]{UNIT}(?:左右|上下)")).ok()
});

/// Words that end in 约 or 近 and approximate nothing: 节约30多万元, 最近300多人.
const NO_ABOUT: [(&str, &str); 2] =
    [("约", "节签预合相履违邀制集条契特隐解公誓失赴守续婚简俭盟协租"), ("近", "最附靠临邻远毗贴亲走新切逼")];

pub(super) fn look(page: &mut Page<'_>) {
    let mut finds = Vec::new();
    for block in &page.blocks {
        let mut end = 0;
        let mut spans: Vec<(usize, usize)> = [&BOTH_SIDES, &AND_SO, &BEHIND]
            .into_iter()
            .filter_map(|rule| rule.as_ref())
            .flat_map(|rule| spans(block, rule))
            .collect();
        spans.sort_unstable();
        for span in spans.into_iter().filter(|span| !block.is_quoted(span.0)) {
            // 约60余天左右 is one place.
            if span.0 < end {
                continue;
            }
            end = span.1;
            finds.push(Find {
                code: "number.about",
                tag: tag::NUMBERS,
                severity: Severity::Advice,
                ordinal: block.ordinal,
                span_chars: span,
                message: say::about_twice(page.lang, block.words(span)),
                wording: None,
            });
        }
    }
    page.add_thinned(finds);
}

fn spans(block: &Block<'_>, rule: &Regex) -> Vec<(usize, usize)> {
    let mut ruler = block.ruler();
    let found = rule.captures_iter(block.text).filter_map(|captures| {
        let (whole, before) = (captures.get(0)?, captures.get(1)?.as_str());
        let span = ruler.span(&whole.range());
        let no_about = NO_ABOUT.iter().any(|(word, heads)| {
            *word == before && block.before(span.0).is_some_and(|head| heads.contains(head))
        });
        // 近二十多年 is the last twenty years and more.
        let rest: String = block.chars.iter().skip(span.1).take(2).collect();
        let is_span_of_time = before == "近"
            && (rest.starts_with(['年', '月', '天', '日', '周']) || rest == "个月" || rest == "世纪");
        // 约3多… where 多 begins another word, 近300余额.
        let goes_on = rest.starts_with(|c| "数少样额党功媒边两侧邻手摇逢脚各游班铺车楼联贯浮".contains(c));
        (!no_about && !is_span_of_time && !goes_on).then_some(span)
    });
    found.collect()
}
