//! The ways a generated page may come: line ends, blanks, quotes, furniture, brackets, hard wraps.

use super::pages::{Sheet, ZONES};

/// The ways a page may come.
pub(crate) const VARIANTS: &[&str] = &[
    "plain",
    "crlf",
    "cr",
    "indents",
    "no blank lines",
    "three blank lines",
    "corner quotes",
    "furniture",
    "brackets",
    "chars 12",
    "chars 17",
    "chars 24",
    "chars 36",
    "chars 40",
    "cells 12",
    "cells 18",
    "cells 25",
    "cells 32",
    "cells 40",
    "indents chars 12",
    "indents chars 20",
    "indents cells 13",
    "indents cells 18",
    "hanging chars 16",
    "hanging chars 31",
    "pushing cells 24",
    "pushing cells 36",
    "bare chars 12",
    "bare chars 20",
    "bare chars 33",
    "bare cells 38",
];

/// The text of a page in one of the variants.
pub(crate) fn text(sheet: &Sheet, variant: &str) -> String {
    let blocks = &sheet.blocks;
    let plain = || blocks.join("\n\n");
    if let Some((how, columns)) =
        variant.rsplit_once(' ').and_then(|(how, n)| Some((how, n.parse::<usize>().ok()?)))
    {
        let indent = if how.starts_with("indents") { "\u{3000}\u{3000}" } else { "" };
        let wide = usize::from(how.ends_with("cells")) + 1;
        let manner = how.split(' ').next().unwrap_or("");
        let wrapped: Vec<String> = blocks
            .iter()
            .map(|block| wrap(&format!("{}{block}", indent_of(block, indent)), (columns, wide), manner))
            .collect();
        return wrapped.join(if manner == "bare" { "\n" } else { "\n\n" });
    }
    match variant {
        "crlf" => plain().replace('\n', "\r\n"),
        "cr" => plain().replace('\n', "\r"),
        "indents" => {
            let indent = |block: &str| indent_of(block, "\u{3000}\u{3000}").to_owned();
            blocks.iter().flat_map(|block| [indent(block), block.clone(), "\n".to_owned()]).collect()
        }
        "no blank lines" => blocks.join("\n"),
        "three blank lines" => blocks.join("\n\n\n\n"),
        "corner quotes" => plain().replace('“', "「").replace('”', "」"),
        "furniture" => format!(
            "山西科技报\n2026年3月18日 星期三\n第5版 开发区\n\n{}\n\n责编：李强 美编：韩梅\n",
            plain()
        ),
        "brackets" => {
            let is_zone = |block: &String| ZONES.iter().any(|(full, _)| full == block);
            blocks
                .iter()
                .map(|block| if is_zone(block) { format!("【{block}】\n\n") } else { format!("{block}\n\n") })
                .collect()
        }
        _ => plain(),
    }
}

fn indent_of(block: &str, indent: &'static str) -> &'static str {
    if block.contains('。') { indent } else { "" }
}

/// Breaks after so many columns; a Han is `wide` of them. Marks that may not begin a line hang behind it or take
/// their neighbour along, as the manner has it.
fn wrap(block: &str, (columns, wide): (usize, usize), manner: &str) -> String {
    let is_mark = |c: char| matches!(c, '，' | '。' | '、' | '；' | '：' | '！' | '？' | '”' | '）' | '》');
    let width = |c: char| if !c.is_ascii() && !matches!(c, '“' | '”' | '—' | '·') { wide } else { 1 };
    let chars: Vec<char> = block.chars().collect();
    let (mut out, mut used) = (String::new(), 0);
    for (at, &c) in chars.iter().enumerate() {
        let hangs = manner == "hanging" && is_mark(c);
        let next = chars.get(at + 1).filter(|c| manner == "pushing" && is_mark(**c));
        let unit = width(c) + next.map_or(0, |c| width(*c));
        if used + unit > columns && used > 0 && !hangs && !(manner == "pushing" && is_mark(c)) {
            out.push('\n');
            used = 0;
        }
        out.push(c);
        used += width(c);
    }
    out
}
