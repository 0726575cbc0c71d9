//! Pages imported beside the loop: read for a preview, then filed page by page; each page whole or not at all.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use super::desk::Desk;
use crate::app::{Event, ImportDone, ImportPreview, Pages, Unsure};
use crate::clock;
use crate::formats::{encoding, hash};
use crate::import::{Options, preview};
use crate::library::intake::{self, Input, Intake};
use crate::library::pages::{Change, Filed, Shelf};
use crate::messages::Lang;
use crate::words::Fault;

/// How often a file that takes long is asked whether it is still wanted.
const LOOKED_EACH: Duration = Duration::from_millis(20);

/// Reads a file or folder and says what would be made of it; nothing is written. `None` when it was stopped.
pub(super) fn read(desk: &Desk, pages: Pages, send: &Sender<Event>) -> Result<Option<ImportPreview>, Fault> {
    desk.importing.store(true, Ordering::Relaxed);
    let (inputs, faults) = intake::inputs(&[PathBuf::from(&pages.path)], desk.lang);
    let mut options = options(desk, &pages);
    let (mut lines, mut unsure) = (Vec::new(), Vec::new());
    let mut faults: Vec<Fault> = faults;
    for (index, input) in inputs.iter().enumerate() {
        if !desk.importing.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let _ = send.send(Event::ImportStep(index + 1, inputs.len(), input.name.clone()));
        let Some(taken) = taken(desk, input, &options) else { return Ok(None) };
        match taken {
            Ok(taken) => {
                options.zones.extend(taken.page.articles.iter().map(|draft| draft.zone.clone()));
                let encoding = taken.extracted.encoding;
                unsure.extend(asked(&taken, &options, &pages, desk.lang));
                lines.extend(preview::lines(desk.lang, &taken.name, encoding, &taken.page, &[]));
                lines.extend(taken.remarks.iter().map(|problem| format!("  {problem}")));
            }
            Err(fault) => {
                lines.push(fault.to_string());
                faults.push(fault);
            }
        }
    }
    if faults.len() >= inputs.len().max(1)
        && let Some(first) = faults.into_iter().next()
    {
        return Err(first);
    }
    Ok(Some(ImportPreview { pages, lines, unsure }))
}

/// Reads one file and makes articles of it, beside; `None` when the import was stopped meanwhile. Nothing of it is written
/// yet, so that what goes on for a moment is left to itself.
fn taken(desk: &Desk, input: &Input, options: &Options) -> Option<Result<Intake, Fault>> {
    let (send, made) = mpsc::channel();
    let (input, options, lang) = (input.clone(), options.clone(), desk.lang);
    thread::spawn(move || {
        let _ = send.send(input.take(&options, None, lang));
    });
    loop {
        match made.recv_timeout(LOOKED_EACH) {
            Ok(taken) => return Some(taken),
            Err(RecvTimeoutError::Timeout) if desk.importing.load(Ordering::Relaxed) => {}
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// What pages are read with: the library's own, and the encodings that were chosen for these.
fn options(desk: &Desk, pages: &Pages) -> Options {
    let (mut options, _) = desk.library.import_options();
    for (file, name) in &pages.encodings {
        if let Some(encoding) = name.as_deref().and_then(encoding::by_name) {
            options.encodings.choose(*file, encoding);
        }
    }
    options
}

/// A file to be asked about: its bytes do not tell its encoding, and nobody said anything of it.
fn asked(taken: &Intake, options: &Options, pages: &Pages, lang: Lang) -> Option<Unsure> {
    let hash = hash::digest(&taken.bytes);
    let is_told = options.encodings.of(&taken.bytes).is_some();
    if taken.sure(is_told, lang).is_ok() || pages.encodings.iter().any(|(file, _)| *file == hash) {
        return None;
    }
    let candidates: Vec<(String, String)> =
        taken.candidates().into_iter().map(|one| (one.encoding.to_owned(), one.lines)).collect();
    (!candidates.is_empty()).then(|| Unsure { file: taken.name.clone(), hash, candidates })
}

/// How many doubts of a page that was filed can still be answered, as the list of doubts shows them.
fn open_doubts(desk: &Desk, filed: &[Filed]) -> usize {
    let cases = filed.first().and_then(|first| desk.library.cases(Some(&first.id)).ok()).unwrap_or_default();
    cases.iter().filter(|case| filed.iter().any(|one| one.id == case.article)).count()
}

/// Files a file or folder.
pub(super) fn file(desk: &Desk, pages: &Pages, send: &Sender<Event>) -> ImportDone {
    desk.importing.store(true, Ordering::Relaxed);
    let (inputs, faults) = intake::inputs(&[PathBuf::from(&pages.path)], desk.lang);
    let mut options = options(desk, pages);
    let mut shelf = Shelf::default();
    let mut done = ImportDone { fault: faults.into_iter().next(), ..ImportDone::default() };
    for (index, input) in inputs.iter().enumerate() {
        if !desk.importing.load(Ordering::Relaxed) {
            done.is_stopped = true;
            break;
        }
        let _ = send.send(Event::ImportStep(index + 1, inputs.len(), input.name.clone()));
        let Some(taken) = taken(desk, input, &options) else {
            done.is_stopped = true;
            break;
        };
        let filed = taken.and_then(|taken| {
            taken.sure(options.encodings.of(&taken.bytes).is_some(), desk.lang)?;
            options.zones.extend(taken.page.articles.iter().map(|draft| draft.zone.clone()));
            let Intake { name, bytes, extracted, page, .. } = &taken;
            let filed = desk.library.file_page(&mut shelf, name, bytes, extracted, page, None)?;
            let notes = taken.notes(&filed);
            if !notes.is_empty() {
                let load = |one: &Filed| desk.library.load(&one.id);
                let articles = filed.iter().map(load).collect::<Result<Vec<_>, Fault>>()?;
                desk.store.keep_remarks(&articles, &notes, clock::now())?;
            }
            let hash = hash::digest(&taken.bytes);
            let chosen = pages.encodings.iter().find(|(file, _)| *file == hash);
            if let Some((_, Some(encoding))) = chosen {
                desk.library.remember_encoding(&taken.bytes, encoding)?;
            }
            // What stays as it was raises no new doubts.
            let is_same = filed.iter().all(|one| matches!(one.change, Change::Unchanged | Change::Left));
            let is_sure = is_same || taken.page.doubts.is_empty();
            let doubts = if is_sure { 0 } else { open_doubts(desk, &filed) };
            Ok((filed, doubts))
        });
        match filed {
            Ok((filed, doubts)) => {
                done.files += 1;
                done.doubts += doubts;
                for one in filed {
                    match one.change {
                        Change::New => done.new += 1,
                        Change::Updated | Change::Replaced(_) => done.updated += 1,
                        Change::Unchanged | Change::Elsewhere(_) => done.unchanged += 1,
                        Change::Left => done.left += 1,
                    }
                }
            }
            Err(fault) => done.fault = done.fault.or(Some(fault)),
        }
    }
    done
}
