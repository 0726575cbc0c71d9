//! `pizhu doctor`.

use serde_json::json;

use super::args::DoctorArgs;
use super::context::{Context, Done, Outcome};
use super::mark::Desk;
use crate::clock;
use crate::formats::json::shapes::ProblemShape;
use crate::messages::store as say;
use crate::store::Mend;

/// Saves what can be read of broken store files, beside them or, with `--apply`, in their place.
pub(super) fn run(context: &mut Context<'_>, args: &DoctorArgs) -> Outcome {
    let mend = if args.apply { Mend::InPlace } else { Mend::Beside };
    let mended = Desk::open(context)?.store.doctor(mend, clock::now())?;
    if args.json {
        let rows: Vec<_> = mended
            .iter()
            .map(|one| {
                let problems: Vec<_> = one.problems.iter().map(ProblemShape::new).collect();
                json!({
                    "file": one.file, "copy": one.copy, "records": one.records,
                    "damaged_lines": one.damaged_lines, "problems": problems,
                })
            })
            .collect();
        context.print_rows(&rows)?;
    } else {
        for one in &mended {
            one.problems.iter().for_each(|problem| context.remark(problem));
            let line = match &one.copy {
                Some(copy) => say::salvaged(context.lang, &one.file, copy, one.records, one.damaged_lines),
                None => say::not_salvaged(context.lang, &one.file),
            };
            context.print_line(&line)?;
        }
        if mended.is_empty() {
            context.print_line(&say::all_sound(context.lang))?;
        }
    }
    let is_mended = mended.iter().all(|one| args.apply && one.copy.is_some());
    Ok(if is_mended { Done::Fine } else { Done::Findings })
}
