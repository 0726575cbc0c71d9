//! Markdown → plain text: headings, paragraphs, list items and table rows as blocks, signs taken off.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text of a Markdown file, blocks apart by blank lines, and the lines that it marks as headings.
pub fn read(source: &str) -> (String, Vec<String>) {
    let mut out = String::new();
    let (mut headings, mut heading_start) = (Vec::new(), 0);
    let end = |out: &mut String| {
        let trimmed = out.trim_end().len();
        out.truncate(trimmed);
        if !out.is_empty() {
            out.push_str("\n\n");
        }
    };
    for event in Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
                out.push_str(&text);
            }
            Event::SoftBreak => soft_break(&mut out),
            Event::HardBreak => out.push('\n'),
            Event::Html(html) | Event::InlineHtml(html) => out.push_str(&super::html::text_of(&html)),
            Event::Start(Tag::Heading { .. }) => {
                end(&mut out);
                heading_start = out.len();
            }
            Event::End(TagEnd::Heading(_)) => {
                let lines = out.get(heading_start..).unwrap_or("").lines().map(str::trim);
                headings.extend(lines.filter(|line| !line.is_empty()).map(ToOwned::to_owned));
                end(&mut out);
            }
            Event::Rule | Event::Start(Tag::Item) => end(&mut out),
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::Start(_) => {}
            Event::End(TagEnd::TableCell) => out.push('\t'),
            Event::End(tag) => {
                if !matches!(
                    tag,
                    TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
                ) {
                    end(&mut out);
                }
            }
        }
    }
    (out.trim().to_owned(), headings)
}

/// A line end inside a paragraph: nothing between Han, a space between words.
fn soft_break(out: &mut String) {
    if out.ends_with(|c: char| c.is_ascii_graphic()) {
        out.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_taken_off() {
        let source =
            "# 园区办实事\n\n三条**新路**\n通车。\n\n- 一\n- 二\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n";
        assert_eq!(read(source).0, "园区办实事\n\n三条新路通车。\n\n一\n\n二\n\n甲\t乙\n\n1\t2");
    }
}
