//! `pizhu undo` and `redo`.

use serde_json::json;

use super::args::StepsArgs;
use super::context::{Context, Done, Outcome};
use super::log;
use super::mark::Desk;
use crate::clock;
use crate::messages::store as say;
use crate::words::{TagFate, TagPath};

/// Takes back the last steps.
pub(super) fn undo(context: &mut Context<'_>, args: &StepsArgs) -> Outcome {
    let undone = Desk::open(context)?.store.undo(usize::from(args.steps), clock::now())?;
    let said = say::undone(context.lang, undone.steps);
    print(context, &undone, &said, args.json)
}

/// Does again what was taken back.
pub(super) fn redo(context: &mut Context<'_>, args: &StepsArgs) -> Outcome {
    let redone = Desk::open(context)?.store.redo(usize::from(args.steps), clock::now())?;
    let said = say::redone(context.lang, redone.steps);
    print(context, &redone, &said, args.json)
}

fn print(context: &mut Context<'_>, undone: &crate::store::Undone, said: &str, as_json: bool) -> Outcome {
    undone.saved.remarks.iter().for_each(|remark| context.remark(remark));
    if as_json {
        let changes = undone.saved.changes.iter().map(log::change);
        let changes: Vec<_> = changes.chain(undone.rewrites.iter().map(log::repair)).collect();
        let tag = |(tag, fate): &(TagPath, TagFate)| json!({ "path": tag.as_str(), "fate": fate.name() });
        let tags: Vec<_> = undone.saved.tags.iter().map(tag).collect();
        context.print_json(&json!({ "steps": undone.steps, "changes": changes, "tags": tags }))?;
        return Ok(Done::Fine);
    }
    context.print_line(said)?;
    for change in &undone.saved.changes {
        context.print_line(&format!("  {}", log::line(context.lang, change)))?;
    }
    for rewrite in &undone.rewrites {
        context.print_line(&format!("  {}", log::repair_line(context.lang, rewrite)))?;
    }
    for (tag, fate) in &undone.saved.tags {
        let told = match fate {
            TagFate::Gone => say::tag_gone(context.lang, tag),
            TagFate::Stays => say::tag_stays(context.lang, tag),
            TagFate::Back => say::tag_back(context.lang, tag),
        };
        context.print_line(&format!("  {told}"))?;
    }
    Ok(Done::Fine)
}
