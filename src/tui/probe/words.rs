//! What a terminal answered, said to a person.

use super::Asked;
use crate::config::Environment;
use crate::messages::{Lang, text as say};
use crate::text::{Group, Widths};

/// The word for a policy: `narrow`, `wide`, `mixed` or `unknown`.
pub fn name(widths: Widths) -> &'static str {
    if !widths.is_known() {
        "unknown"
    } else if widths.all_narrow() {
        "narrow"
    } else if widths == Widths::wide() {
        "wide"
    } else {
        "mixed"
    }
}

/// The policy, each glyph's cells, and what else came back, a sentence a line.
pub fn sentences(asked: &Asked, environment: &Environment, lang: Lang) -> Vec<String> {
    let answers = &asked.answers;
    let mut lines = vec![match name(answers.widths()) {
        "narrow" => say::probe_narrow(lang),
        "wide" => say::probe_wide(lang),
        "mixed" => say::probe_mixed(lang),
        _ => say::probe_unknown(lang),
    }];
    let glyphs = Group::ALL.iter().enumerate().map(|(at, group)| {
        let cells = answers.cells.get(at).map_or("?".into(), ToString::to_string);
        format!("{} {cells}", group.glyph())
    });
    lines.push(format!("  {}", glyphs.collect::<Vec<_>>().join("   ")));
    if environment.multiplexer.is_some() {
        lines.push(say::probe_multiplexer(lang));
    }
    if let Some((red, green, blue)) = answers.background {
        lines.push(say::probe_background(lang, format!("#{red:02x}{green:02x}{blue:02x}")));
    }
    lines.push(say::probe_time(lang, asked.waited.as_millis()));
    lines
}
