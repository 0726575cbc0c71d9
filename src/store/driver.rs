//! The merge driver for git: three versions in, one sound version out, never a conflict marker.

use std::fs;
use std::io;
use std::path::Path;

use super::apply::must_ask;
use super::{files, save};
use crate::formats::annotations::merge::{Conflict, merge};
use crate::formats::annotations::salvage::{Salvaged, salvage, text_of};
use crate::formats::annotations::{self, edit, graft};
use crate::messages::Lang;
use crate::words::{Annotations, Annotator, ArticleId, Fault, FaultKind, Mark};

/// Merges `theirs` into `ours` on the disk; `shown` is the path in the tree, which names article and annotator.
/// What cannot be read is salvaged, and a record that is missing from a broken or emptied version is not taken for
/// deleted, so that no side's records are lost. Works outside a library.
///
/// # Errors
/// I/O when a version cannot be read or the result cannot be written; a version of a newer schema. `ours` is then
/// as it was.
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
    let base_bytes = match read(base) {
        Ok(bytes) => bytes,
        // Two sides that share nothing.
        Err(error) if files::is_absent(&error) => Vec::new(),
        Err(error) => return Err(fault(base, error)),
    };
    let ours_bytes = read(ours).map_err(|error| fault(ours, error))?;
    let theirs_bytes = read(theirs).map_err(|error| fault(theirs, error))?;
    let version = |bytes: &[u8]| {
        let (text, is_whole) = text_of(bytes);
        let salvaged = salvage(&text, &article, &author);
        let parsed = annotations::parse(&files::shown(shown), &salvaged.text, &article, &author, lang);
        if parsed.is_too_new() {
            return Err(Fault { kind: FaultKind::SchemaTooNew, problems: parsed.problems });
        }
        Ok(Version { is_whole: is_whole && salvaged.damaged_lines == 0, salvaged })
    };
    let (text, conflicts) = merged(&version(&base_bytes)?, version(&ours_bytes)?, version(&theirs_bytes)?);
    if text.as_bytes() != ours_bytes {
        save::replace_alone(ours, text.as_bytes(), lang)?;
    }
    Ok(conflicts)
}

/// One of the three versions.
struct Version {
    salvaged: Salvaged,
    /// Whether all of it could be read.
    is_whole: bool,
}

impl Version {
    fn is_empty(&self) -> bool {
        self.salvaged.text.trim().is_empty()
    }

    /// Gives a version back what it lacks of the base, where that cannot have been its user's will: it is broken or
    /// empty, or lacks so much that the store would have asked.
    fn believed(&mut self, base: &Annotations) {
        let mine = &mut self.salvaged.annotations;
        let lacking: Vec<Mark> =
            base.marks.iter().filter(|mark| mine.mark(mark.id).is_none()).cloned().collect();
        let is_emptied = mine.marks.is_empty() && !base.marks.is_empty();
        if self.is_whole && !is_emptied && !must_ask(lacking.len(), base.marks.len()) {
            return;
        }
        mine.marks.extend(lacking);
        mine.marks.sort_by_key(|mark| mark.id);
        for (hash, when) in &base.read {
            mine.read.entry(*hash).or_insert(*when);
        }
        for (stage, signed) in &base.signs {
            mine.signs.entry(stage.clone()).or_insert(*signed);
        }
        for (key, when) in &base.dismissed {
            mine.dismissed.entry(key.clone()).or_insert(*when);
        }
    }
}

/// The one version of three.
fn merged(base: &Version, mut ours: Version, mut theirs: Version) -> (String, Vec<Conflict>) {
    let known = (!base.is_empty()).then_some(&base.salvaged);
    if let Some(base) = known {
        ours.believed(&base.annotations);
        theirs.believed(&base.annotations);
    }
    let (mine, other) = (&ours.salvaged.annotations, &theirs.salvaged.annotations);
    let result = merge(known.map(|base| &base.annotations), mine, other);
    // What carries the comments and the unknown keys: ours, where there is any.
    let text = match (ours.is_empty(), theirs.is_empty(), known) {
        (true, true, Some(base)) => base.text.clone(),
        (true, ..) => theirs.salvaged.text,
        (false, ..) => {
            graft(&ours.salvaged.text, &theirs.salvaged.text, known.map(|base| base.text.as_str()))
        }
    };
    let from = annotations::parse("", &text, &mine.article, &mine.author, Lang::En).annotations;
    let text =
        edit(&text, &from, &result.annotations).unwrap_or_else(|_| annotations::render(&result.annotations));
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
