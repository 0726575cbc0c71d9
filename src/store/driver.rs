//! The merge driver for git: three versions in, one sound version out, never a conflict marker.

use std::fs;
use std::io;
use std::path::Path;

use super::{files, save};
use crate::formats::annotations::merge::{Conflict, merge};
use crate::formats::annotations::salvage::{Salvaged, salvage};
use crate::formats::annotations::{self, edit, graft};
use crate::messages::Lang;
use crate::words::{Annotator, ArticleId, Fault};

/// Merges `theirs` into `ours` on the disk; `shown` is the path in the tree, which names article and annotator.
/// What cannot be read is salvaged, so that no side's records are lost. Works outside a library.
///
/// # Errors
/// I/O when a version cannot be read or the result cannot be written.
pub fn merge_files(
    base: &Path,
    ours: &Path,
    theirs: &Path,
    shown: &Path,
    lang: Lang,
) -> Result<Vec<Conflict>, Fault> {
    let (article, author) = named(shown);
    let read = |path: &Path| files::retry(|| fs::read(path));
    let fault = |path: &Path, error: io::Error| files::io_fault(lang, path, &error);
    let salvaged = |bytes: &[u8]| salvage(&String::from_utf8_lossy(bytes), &article, &author);
    let base_bytes = match read(base) {
        Ok(bytes) => bytes,
        // Two sides that share nothing.
        Err(error) if files::is_absent(&error) => Vec::new(),
        Err(error) => return Err(fault(base, error)),
    };
    let ours_bytes = read(ours).map_err(|error| fault(ours, error))?;
    let theirs_bytes = read(theirs).map_err(|error| fault(theirs, error))?;
    let (base, ours_side, theirs_side) =
        (salvaged(&base_bytes), salvaged(&ours_bytes), salvaged(&theirs_bytes));
    let (text, conflicts) = merged(&base, &ours_side, &theirs_side, &article, &author);
    if text.as_bytes() != ours_bytes {
        save::replace_alone(ours, text.as_bytes(), lang)?;
    }
    Ok(conflicts)
}

/// The one version of three.
fn merged(
    base: &Salvaged,
    ours: &Salvaged,
    theirs: &Salvaged,
    article: &ArticleId,
    author: &Annotator,
) -> (String, Vec<Conflict>) {
    let known = !base.text.trim().is_empty();
    let result = merge(known.then_some(&base.annotations), &ours.annotations, &theirs.annotations);
    if ours.text.trim().is_empty() {
        return (theirs.text.clone(), result.conflicts);
    }
    let grafted = graft(&ours.text, &theirs.text, known.then_some(base.text.as_str()));
    let from = annotations::parse("", &grafted, article, author, Lang::En).annotations;
    let text = edit(&grafted, &from, &result.annotations)
        .unwrap_or_else(|_| annotations::render(&result.annotations));
    (text, result.conflicts)
}

/// Article and annotator by the path `annotations/<article>/<annotator>.toml`.
fn named(shown: &Path) -> (ArticleId, Annotator) {
    let stem = shown.file_stem().and_then(|stem| stem.to_str()).and_then(Annotator::new);
    let folder =
        shown.parent().and_then(Path::file_name).and_then(|name| name.to_str()).and_then(ArticleId::new);
    let unknown = "unknown";
    let article = folder.or_else(|| ArticleId::new(unknown));
    let author = stem.or_else(|| Annotator::new(unknown));
    match (article, author) {
        (Some(article), Some(author)) => (article, author),
        _ => unreachable!("`unknown` is a slug"),
    }
}
