//! E-paper pages: their articles by the `enpproperty` and `enpcontent` comments.

use super::{WebPage, text_of};

/// A page of the e-paper system that most dailies use.
pub(super) fn epaper(html: &str) -> Option<WebPage> {
    const CLOSE: &str = "<!--/enpcontent-->";
    let mut pages = Vec::new();
    let mut rest = html;
    while let Some(content) = between(rest, "<!--enpcontent-->", CLOSE) {
        let behind = rest.find(CLOSE).map_or(rest.len(), |at| at + CLOSE.len());
        let (own, tail) = rest.split_at_checked(behind).unwrap_or((rest, ""));
        // A lone article may have its fields behind it.
        let around = if pages.is_empty() && !own.contains("<!--enpproperty") { html } else { own };
        pages.push(epaper_article(
            between(around, "<!--enpproperty", "enpproperty-->").unwrap_or(""),
            content,
        ));
        rest = tail;
    }
    if pages.len() < 2 {
        return pages.pop().map(|(page, _)| page);
    }
    // A page of several articles: their headlines are told, so that none runs into the one before.
    let mut whole = WebPage::default();
    let mut texts = Vec::new();
    for (page, headings) in pages {
        texts.push(page.text);
        whole.headings.extend(headings);
        whole.date = whole.date.or(page.date);
        whole.page_no = whole.page_no.or(page.page_no);
        whole.page_name = whole.page_name.or(page.page_name);
    }
    Some(WebPage { text: texts.join("\n\n"), ..whole })
}

/// One article of an e-paper by its fields and its text, and the lines of its headline.
fn epaper_article(fields: &str, content: &str) -> (WebPage, Vec<String>) {
    let field = |name: &str| {
        let value = between(fields, &format!("<{name}>"), &format!("</{name}>"))?;
        let value = text_of(value);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    let kicker = field("introtitle");
    let headings: Vec<String> = [kicker.clone(), field("title")].into_iter().flatten().collect();
    let mut blocks = headings.clone();
    if let Some(deck) = field("subtitle") {
        blocks.push(if deck.starts_with('—') { deck } else { format!("——{deck}") });
    }
    blocks.extend(field("author"));
    blocks.push(text_of(content));
    let date: Option<String> = field("date").map(|date| date.chars().take(10).collect());
    let (page_no, page_name) = field("nodename").map_or((None, None), |name| page_of(&name));
    let page = WebPage { text: blocks.join("\n\n"), date, page_no, page_name, kicker, headings: Vec::new() };
    (page, headings)
}

/// `05版：开发区` → 05 and 开发区; `第05版:开发区` and `A3 开发区`, too.
fn page_of(name: &str) -> (Option<String>, Option<String>) {
    let name = name.trim().trim_start_matches('第');
    let number: String = name.chars().take_while(char::is_ascii_alphanumeric).collect();
    let rest = name.get(number.len()..).unwrap_or("");
    let rest = rest.trim_start_matches(|c: char| matches!(c, '版' | '：' | ':' | '-') || c.is_whitespace());
    ((!number.is_empty()).then_some(number), (!rest.is_empty()).then(|| rest.to_owned()))
}

/// What stands between two marks, the first of each.
pub(super) fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let start = text.find(open)? + open.len();
    let tail = text.get(start..)?;
    tail.get(..tail.find(close)?)
}
