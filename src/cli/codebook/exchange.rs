//! `pizhu codebook import` and `export`: the tags as `codebook.toml` or as a REFI-QDA codebook.

use std::path::Path;

use super::super::args::{CodebookExportArgs, CodebookImportArgs};
use super::super::context::{Context, Done, Outcome, working_folder};
use crate::formats::{codebook, refi};
use crate::library::export;
use crate::messages::{Lang, cli as say, report, system};
use crate::words::{Codebook, Fault, FaultKind, Problem, Severity, Tag, TagPath};

/// The largest file that is read for tags, in bytes.
const LIMIT_BYTES: u64 = 64 << 20;

/// Adds the tags of a file that the codebook lacks; those that it has stay as they are.
pub(in crate::cli) fn import(context: &mut Context<'_>, args: &CodebookImportArgs) -> Outcome {
    let lang = context.lang;
    let opened = context.open()?;
    let (tags, lost) = read(context, &args.file)?;
    let missing: Vec<Tag> = missing(&opened.codebook, tags);
    if !args.dry_run && !missing.is_empty() {
        opened.store.change_codebook(&|text, book, errors| {
            if !errors.is_empty() {
                return Err(Fault { kind: FaultKind::Corrupt, problems: errors.to_vec() });
            }
            let tags: Vec<Tag> = self::missing(book, missing.clone());
            let failed = || Fault::new(FaultKind::Corrupt, "codebook.change", say::codebook_stays(lang));
            if tags.is_empty() {
                Ok(None)
            } else {
                codebook::add_tags(text, &tags).map(Some).ok_or_else(failed)
            }
        })?;
    }
    context.remarks(&lost);
    for tag in &missing {
        context.print_line(&format!("+ {}", tag.path()))?;
    }
    let said = if args.dry_run {
        say::tags_would_come(lang, missing.len())
    } else {
        say::tags_came(lang, missing.len())
    };
    context.print_line(&said)?;
    Ok(Done::Fine)
}

/// Writes all tags to a new file; its ending decides how.
pub(in crate::cli) fn export(context: &mut Context<'_>, args: &CodebookExportArgs) -> Outcome {
    let lang = context.lang;
    let opened = context.open()?;
    let book = &opened.codebook;
    let is_toml = match args.file.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => true,
        Some("qdc") => false,
        _ => return Err(bad_ending(&args.file, lang)),
    };
    let paths: Vec<String> = book.tags.iter().map(Tag::path).collect();
    let text = if is_toml { Some(codebook::render(book)) } else { refi::codebook(book, &paths) };
    let text = text.ok_or_else(|| Fault::new(FaultKind::Refused, "codebook.empty", say::no_tags(lang)))?;
    let path = working_folder(context.lang)?.join(&args.file);
    export::write(&path, text.as_bytes(), args.force, lang)?;
    if !is_toml {
        let lost = Problem::error("", 0, 0, "codebook.lost", say::lost_in_qdc(lang)).at(Severity::Advice);
        context.remark(&lost);
    }
    context.print_line(&report::written(lang, path.display()))?;
    Ok(Done::Fine)
}

fn bad_ending(file: &Path, lang: Lang) -> Fault {
    Fault::new(FaultKind::Usage, "codebook.ending", say::bad_ending(lang, file.display()))
        .with_hint(say::known_endings(lang))
}

/// The tags of a file, and what of it has no place here.
fn read(context: &Context<'_>, file: &Path) -> Result<(Vec<Tag>, Vec<Problem>), Fault> {
    let lang = context.lang;
    let shown = file.display().to_string();
    let unreadable = |error| {
        Fault::new(
            FaultKind::Io,
            "codebook.read",
            report::cannot_read(lang, &shown, system::why(lang, &error)),
        )
    };
    let path = working_folder(context.lang)?.join(file);
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| std::io::Read::read_to_end(&mut std::io::Read::take(file, LIMIT_BYTES), &mut bytes))
        .map_err(unreadable)?;
    if let Some(codes) = refi::codes(&bytes) {
        let (sound, bad): (Vec<_>, Vec<_>) =
            codes.iter().map(refi::Code::to_tag).partition(|tag| TagPath::new(&tag.path()).is_some());
        let name = |tag: &Tag| {
            Problem::error(&shown, 0, 0, "codebook.name", crate::messages::store::bad_tag(lang, tag.path()))
                .at(Severity::Warning)
        };
        return Ok((sound, bad.iter().map(name).collect()));
    }
    let text = String::from_utf8(bytes).ok().filter(|text| text.contains("[[tag]]")).ok_or_else(|| {
        Fault::new(FaultKind::Corrupt, "codebook.unknown", say::no_codebook(lang, &shown))
            .with_hint(say::known_endings(lang))
    })?;
    let (book, problems) = codebook::parse(&text, &shown, lang);
    if book.tags.is_empty() && !problems.is_empty() {
        return Err(Fault { kind: FaultKind::Corrupt, problems });
    }
    Ok((book.tags, problems))
}

/// The tags that a codebook lacks, with those parents that it lacks, too; keys and digits that are taken stay behind.
pub(in crate::cli) fn missing(book: &Codebook, tags: Vec<Tag>) -> Vec<Tag> {
    let mut added: Vec<Tag> = Vec::new();
    for tag in tags {
        let mut wanted = vec![tag];
        while let Some(parent) =
            wanted.last().map(|tag| tag.parent.clone()).filter(|parent| !parent.is_empty())
        {
            let (above, name) = parent.rsplit_once('/').unwrap_or(("", &parent));
            wanted.push(Tag { name: name.to_owned(), parent: above.to_owned(), ..Tag::default() });
        }
        for mut tag in wanted.into_iter().rev() {
            let path = tag.path();
            let is_known = book.tag(&path).is_some() || added.iter().any(|one| one.path() == path);
            let leads_elsewhere = book.tags.iter().any(|one| one.aliases.contains(&path));
            if is_known || leads_elsewhere {
                continue;
            }
            let mut all = book.tags.iter().chain(&added);
            tag.key = tag.key.filter(|key| !all.any(|other| other.key == Some(*key)));
            let mut all = book.tags.iter().chain(&added);
            tag.favourite = tag.favourite.filter(|digit| !all.any(|other| other.favourite == Some(*digit)));
            added.push(tag);
        }
    }
    added
}
