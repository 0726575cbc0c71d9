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
    "indents chars 20",
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
        let wrapped: Vec<String> = blocks
            .iter()
            .map(|block| wrap(&format!("{}{block}", indent_of(block, indent)), columns, wide))
            .collect();
        return wrapped.join("\n\n");
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

/// Breaks after so many columns; a Han is `wide` of them.
fn wrap(block: &str, columns: usize, wide: usize) -> String {
    let (mut out, mut used) = (String::new(), 0);
    for c in block.chars() {
        let is_wide = !c.is_ascii() && !matches!(c, '“' | '”' | '—' | '·');
        let width = if is_wide { wide } else { 1 };
        if used + width > columns {
            out.push('\n');
            used = 0;
        }
        out.push(c);
        used += width;
    }
    out
}
