//! `pizhu trash`.

use serde_json::json;

use super::args::{TrashArgs, TrashVerb};
use super::context::{Context, Done, Outcome};
use super::mark::{self, Desk};
use crate::clock;
use crate::formats::json::shapes::MarkShape;
use crate::messages::store as say;
use crate::store::Trashed;
use crate::words::{Annotations, Fault, FaultKind, Placed};

/// Lists deleted marks, or takes one back.
pub(super) fn run(context: &mut Context<'_>, args: &TrashArgs) -> Outcome {
    let desk = Desk::open(context)?;
    match &args.verb {
        TrashVerb::List(list) => {
            let trashed = desk.store.trash()?;
            let placed: Vec<(&Trashed, Placed)> =
                trashed.iter().filter_map(|one| Some((one, placed(&desk, one)?))).collect();
            if list.json {
                let rows: Vec<_> = placed
                    .iter()
                    .map(|(one, placed)| json!({ "article": one.article.as_str(), "mark": MarkShape::new(placed) }))
                    .collect();
                context.print_rows(&rows)?;
            } else {
                for (one, placed) in &placed {
                    mark::print_line(context, &one.article, placed)?;
                }
            }
        }
        TrashVerb::Restore { mark: suffix } => {
            let suffix = suffix.to_ascii_lowercase();
            let mut fitting: Vec<Trashed> = desk
                .store
                .trash()?
                .into_iter()
                .filter(|one| one.mark.id.to_string().ends_with(&suffix))
                .collect();
            let (Some(one), true) = (fitting.pop(), fitting.is_empty()) else {
                return Err(Fault::new(
                    FaultKind::Usage,
                    "store.no-such-mark",
                    say::no_such_mark(context.lang, &suffix),
                )
                .with_hint(say::in_the_trash(context.lang)));
            };
            let saved = desk.store.restore(&one, clock::now())?;
            saved.remarks.iter().for_each(|remark| context.remark(remark));
            let own = saved.annotations.first();
            let article = desk.article_of(&one.article);
            if let Some(placed) = own.and_then(|own| mark::placed(article.as_ref(), own, one.mark.id)) {
                mark::print_line(context, &one.article, &placed)?;
            }
        }
    }
    Ok(Done::Fine)
}

fn placed(desk: &Desk, one: &Trashed) -> Option<Placed> {
    let mut own = Annotations::empty(
        one.article.clone(),
        desk.store.annotator().clone(),
        desk.store.author_name().to_owned(),
    );
    own.marks.push(one.mark.clone());
    mark::placed(None, &own, one.mark.id)
}
