//! `pizhu init`.

use super::args::InitArgs;
use super::context::{Context, Done, Outcome, working_folder};
use crate::library::Library;
use crate::messages::store as say;
use crate::store::{self, MERGE_DRIVER, Registered};

/// Makes a folder a library and tells git and Syncthing about it.
pub(super) fn run(context: &mut Context<'_>, args: &InitArgs) -> Outcome {
    let cwd = working_folder(context.lang)?;
    let folder =
        args.folder.as_ref().or(context.cli.library.as_ref()).map_or(cwd.clone(), |folder| cwd.join(folder));
    let library = Library::create(folder, context.lang)?;
    let registered = store::init(library.root(), context.lang)?;
    context.print_line(&say::library_ready(context.lang, library.root().display()))?;
    let line = match registered {
        Registered::Yes => say::driver_registered(context.lang),
        Registered::NoRepository => say::driver_missing(context.lang),
        Registered::NoGit => {
            let command = format!("git config merge.pizhu.driver '{MERGE_DRIVER}'");
            say::driver_failed(context.lang, command)
        }
    };
    context.print_line(&line)?;
    Ok(Done::Fine)
}
