//! Pages imported beside the loop: read for a preview, then filed page by page; each page whole or not at all.

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;

use super::desk::Desk;
use crate::app::{Event, ImportDone, ImportPreview};
use crate::clock;
use crate::import::preview;
use crate::library::intake;
use crate::library::pages::{Change, Filed};
use crate::words::Fault;

/// Reads a file or folder and says what would be made of it; nothing is written. `None` when it was stopped.
pub(super) fn read(desk: &Desk, path: &str, send: &Sender<Event>) -> Result<Option<ImportPreview>, Fault> {
    desk.importing.store(true, Ordering::Relaxed);
    let (inputs, faults) = intake::inputs(&[PathBuf::from(path)], desk.lang);
    let (mut options, _) = desk.library.import_options();
    let mut lines = Vec::new();
    let mut faults: Vec<Fault> = faults;
    for (index, input) in inputs.iter().enumerate() {
        if !desk.importing.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let _ = send.send(Event::ImportStep(index + 1, inputs.len(), input.name.clone()));
        match input.take(&options, None, desk.lang) {
            Ok(taken) => {
                options.zones.extend(taken.page.articles.iter().map(|draft| draft.zone.clone()));
                let encoding = taken.extracted.encoding;
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
    Ok(Some(ImportPreview { path: path.to_owned(), lines }))
}

/// Files a file or folder.
pub(super) fn file(desk: &Desk, path: &str, send: &Sender<Event>) -> ImportDone {
    desk.importing.store(true, Ordering::Relaxed);
    let (inputs, faults) = intake::inputs(&[PathBuf::from(path)], desk.lang);
    let (mut options, _) = desk.library.import_options();
    let mut done = ImportDone { fault: faults.into_iter().next(), ..ImportDone::default() };
    for (index, input) in inputs.iter().enumerate() {
        if !desk.importing.load(Ordering::Relaxed) {
            done.is_stopped = true;
            break;
        }
        let _ = send.send(Event::ImportStep(index + 1, inputs.len(), input.name.clone()));
        let filed = input.take(&options, None, desk.lang).and_then(|taken| {
            taken.sure(options.encodings.of(&taken.bytes).is_some(), desk.lang)?;
            options.zones.extend(taken.page.articles.iter().map(|draft| draft.zone.clone()));
            let filed =
                desk.library.file_page(&taken.name, &taken.bytes, &taken.extracted, &taken.page, None)?;
            let notes = taken.notes(&filed);
            if !notes.is_empty() {
                let load = |one: &Filed| desk.library.load(&one.id);
                let articles = filed.iter().map(load).collect::<Result<Vec<_>, Fault>>()?;
                desk.store.keep_remarks(&articles, &notes, clock::now())?;
            }
            Ok(filed)
        });
        match filed {
            Ok(filed) => {
                done.files += 1;
                for one in filed {
                    match one.change {
                        Change::New => done.new += 1,
                        Change::Updated | Change::Replaced(_) => done.updated += 1,
                        Change::Unchanged => done.unchanged += 1,
                        Change::Left => done.left += 1,
                    }
                }
            }
            Err(fault) => done.fault = done.fault.or(Some(fault)),
        }
    }
    done
}
