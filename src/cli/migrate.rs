//! `pizhu migrate`.

use serde_json::json;

use super::args::MigrateArgs;
use super::context::{Context, Done, Outcome};
use super::mark::Desk;
use crate::formats::annotations::SCHEMA;
use crate::messages::store as say;
use crate::store::Mend;

/// Writes this version's schema into older store files, or says which those are.
pub(super) fn run(context: &mut Context<'_>, args: &MigrateArgs) -> Outcome {
    let mend = if args.apply { Mend::InPlace } else { Mend::Beside };
    let files = Desk::open(context)?.store.migrate(mend)?;
    if args.json {
        let rows: Vec<_> =
            files.iter().map(|file| json!({ "file": file, "to": SCHEMA, "done": args.apply })).collect();
        context.print_rows(&rows)?;
        return Ok(Done::Fine);
    }
    for file in &files {
        let line = if args.apply {
            say::migrated(context.lang, file)
        } else {
            say::would_migrate(context.lang, file)
        };
        context.print_line(&line)?;
    }
    if files.is_empty() {
        context.print_line(&say::nothing_to_migrate(context.lang))?;
    }
    Ok(Done::Fine)
}
