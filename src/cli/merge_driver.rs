//! `pizhu merge-driver`.

use super::args::MergeDriverArgs;
use super::context::{Context, Done, Outcome};
use crate::messages::store as say;
use crate::store;
use crate::words::{Problem, Severity};

/// Merges two versions of a store file for git. Needs no library.
pub(super) fn run(context: &mut Context<'_>, args: &MergeDriverArgs) -> Outcome {
    let conflicts = store::merge_files(&args.base, &args.ours, &args.theirs, &args.path, context.lang)?;
    for conflict in conflicts {
        let message = say::kept_twice(context.lang, conflict.kept, conflict.other);
        let problem = Problem::error(args.path.to_string_lossy(), 0, 0, "store.note-conflict", message)
            .at(Severity::Warning)
            .with_hint(say::choose_one(context.lang));
        context.remark(&problem);
    }
    Ok(Done::Fine)
}
