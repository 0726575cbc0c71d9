//! Reports as one HTML file: no script, no link, nothing loaded; charts as inline SVG; light, dark and on paper.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use super::Report;
use super::guard::shown;
use super::page::{self, Cited, Grid, Lost, Part, Piece, Quote};
use crate::formats::xml;
use crate::messages::{Lang, report as say};

/// By it a file is known as a report of ours.
pub(super) const SIGNATURE: &str = "<meta name=\"generator\" content=\"pizhu report 1\">";

/// The whole style; its hash is the only one that the policy lets through.
const STYLE: &str = include_str!("html/style.css");

/// What a bar's row takes, in pixels.
const ROW: usize = 26;
/// Where bars begin, in pixels.
const NAMES: usize = 240;
/// The longest bar, in pixels.
const BAR: usize = 360;

/// Writes any kind.
pub(super) fn render(report: &Report, lang: Lang) -> String {
    let parts = page::of(report, lang);
    let title =
        parts.iter().find_map(|part| if let Part::Title(title) = part { Some(title.as_str()) } else { None });
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        base64(&Sha256::digest(STYLE.as_bytes()))
    );
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n{SIGNATURE}\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n",
        lang.pick("en", "zh-CN"),
        text(title.unwrap_or_default()),
    );
    for part in &parts {
        out.push_str(&self::part(part, lang));
        out.push('\n');
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// Words of others, harmless, line ends kept.
fn text(words: &str) -> String {
    xml::escaped(&shown(words)).replace('\n', "<br>")
}

/// The words that [`text`] wrote.
pub(super) fn unescaped(html: &str) -> String {
    xml::unescaped(&html.replace("<br>", "\n"))
}

fn part(part: &Part, lang: Lang) -> String {
    match part {
        Part::Title(title) => format!("<h1>{}</h1>", text(title)),
        Part::Heading(title) => format!("<h2>{}</h2>", text(title)),
        Part::Words(words) => format!("<p>{}</p>", text(words)),
        Part::Fields(fields) => {
            let field = |(name, value): &(String, String)| {
                format!("<dt>{}</dt><dd>{}</dd>\n", text(name), text(value))
            };
            format!("<dl>\n{}</dl>", fields.iter().map(field).collect::<String>())
        }
        Part::Table(grid) => table(grid),
        Part::Quote(quote) => quoted(quote, lang),
        Part::Lost(lost) => {
            let rows = lost.iter().map(|one| orphan(one, lang)).collect::<String>();
            format!("<ul>\n{rows}</ul>")
        }
        Part::Bars(rows) => bars(rows),
    }
}

fn table(grid: &Grid) -> String {
    let head = grid.columns.iter().map(|column| format!("<th scope=\"col\">{}</th>", text(column)));
    let head = head.collect::<String>();
    let cell = |piece: &Piece| match piece {
        Piece::Words(words) => format!("<td>{}</td>", text(words)),
        Piece::Number(number) => format!("<td class=\"number\">{}</td>", text(number)),
        Piece::Quote(quote) => format!("<td>{}</td>", cited(quote)),
    };
    let row = |row: &Vec<Piece>| format!("<tr>{}</tr>\n", row.iter().map(cell).collect::<String>());
    let rows = grid.rows.iter().map(row).collect::<String>();
    format!(
        "<div class=\"wide\"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>"
    )
}

/// `<q>words</q><code>reference</code>`, which [`super::verify`] reads.
fn cited(quote: &Cited) -> String {
    let reference = quote
        .reference
        .as_ref()
        .map_or_else(String::new, |reference| format!("<code>{}</code>", text(reference)));
    format!("<q>{}</q>{reference}", text(&quote.words))
}

fn quoted(quote: &Quote, lang: Lang) -> String {
    let mut out = format!("<figure>\n<blockquote>{}</blockquote>\n<figcaption>", cited(&quote.cited));
    // Writing to a String cannot fail.
    let _ = write!(out, "{}{} {}", say::dash(lang), text(&quote.place), tags(&quote.tags));
    let mut line = |name: String, words: String| {
        let _ = write!(out, "\n<p><b>{}</b>{}{words}</p>", text(&name), say::colon(lang));
    };
    if !quote.note.is_empty() {
        line(say::remark(lang), text(&quote.note));
    }
    for (old, new) in &quote.drift {
        line(say::changed(lang), format!("<del>{}</del> → <ins>{}</ins>", text(old), text(new)));
    }
    if let Some(context) = &quote.context {
        line(say::context(lang), text(context));
    }
    let _ = write!(out, "\n<p><small>{}</small></p></figcaption>\n</figure>", text(&quote.sign));
    out
}

fn orphan(lost: &Lost, lang: Lang) -> String {
    format!(
        "<li><q>{}</q> {}《{}》({}) {} {} <small>{}</small></li>\n",
        text(&lost.words),
        say::dash(lang),
        text(&lost.title),
        text(&lost.state),
        text(&lost.note),
        tags(&lost.tags),
        text(&lost.sign)
    )
}

fn tags(tags: &[String]) -> String {
    tags.iter().map(|tag| format!("<span class=\"tag\">{}</span>", text(tag))).collect::<Vec<_>>().concat()
}

/// Bars with their names before and their counts behind them; nothing when all are nought.
fn bars(rows: &[(String, usize)]) -> String {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most == 0 {
        return String::new();
    }
    let (width, height) = (NAMES + BAR + 60, rows.len() * ROW);
    let mut out = format!(
        "<svg role=\"img\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\n"
    );
    for (index, (name, count)) in rows.iter().enumerate() {
        let (top, long) = (index * ROW, (count * BAR).div_ceil(most));
        let baseline = top + ROW - 9;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{baseline}\" text-anchor=\"end\">{}</text>\
             <rect x=\"{NAMES}\" y=\"{}\" width=\"{long}\" height=\"{}\"/>\
             <text x=\"{}\" y=\"{baseline}\">{count}</text>",
            NAMES - 8,
            text(&cut(name)),
            top + 5,
            ROW - 10,
            NAMES + long + 6,
        );
    }
    out + "</svg>"
}

/// A name as long as there is room for.
fn cut(name: &str) -> String {
    const ROOM_CHARS: usize = 15;
    let name = name.replace('\n', " ");
    if name.chars().count() <= ROOM_CHARS {
        return name;
    }
    name.chars().take(ROOM_CHARS - 1).collect::<String>() + "…"
}

/// Bytes as base64 (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sign in 0..4_u32 {
            let index = usize::try_from(bits >> (18 - 6 * sign) & 63).unwrap_or(0);
            let is_there = usize::try_from(sign).is_ok_and(|sign| sign <= three.len());
            out.push(SIGNS.get(index).filter(|_| is_there).map_or('=', |sign| char::from(*sign)));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        for (text, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(text.as_bytes()), expected);
        }
    }

    #[test]
    fn nothing_of_others_is_markup() {
        assert_eq!(
            text("<script>alert('x')</script>\n\u{1b}[31m"),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;<br>␛[31m"
        );
        assert_eq!(unescaped(&text("甲\n<&>")), "甲\n<&>");
        assert!(bars(&[("\"/><script>".to_owned(), 2)]).contains("&quot;/&gt;&lt;script&gt;"));
    }
}
