//! Sixteen writers at once on one library, and a reader that never stops looking.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use crate::desk::{Desk, FIRST};
use crate::judge::{ids, parse, said};
use crate::tree::Tree;

const WRITERS: usize = 16;
/// So many of them write as one annotator.
const AS_ONE: usize = 8;
const TAGS: [&str; 3] = ["差错/数据单位", "差错/事实", "差错/名称职务"];

/// Who the nth writer writes as.
fn annotator(writer: usize) -> String {
    if writer < AS_ONE { "li".to_owned() } else { format!("reader-{writer}") }
}

fn note(writer: usize, round: usize) -> String {
    format!("写者{writer:02}第{round:02}条")
}

/// What a crowd's work ended with.
#[derive(Debug)]
pub(crate) struct Crowd {
    pub(crate) commands: usize,
    pub(crate) busy: usize,
    pub(crate) looks: usize,
}

/// Lets the crowd work, looks on, and counts afterwards.
///
/// # Errors
/// What went wrong.
pub(crate) fn work(rounds: usize) -> Result<Crowd, String> {
    let desk = Desk::new();
    let (done, busy) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (problems, looks) = thread::scope(|scope| {
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| {
                let (desk, busy) = (&desk, &busy);
                scope.spawn(move || write(desk, writer, rounds, busy))
            })
            .collect();
        let reader = scope.spawn(|| look(&desk, &done));
        let mut problems: Vec<String> =
            writers.into_iter().filter_map(|writer| writer.join().expect("a writer").err()).collect();
        done.store(true, Ordering::Release);
        let (looks, seen) = reader.join().expect("the reader");
        problems.extend(seen);
        (problems, looks)
    });
    if !problems.is_empty() {
        return Err(problems.join("\n"));
    }
    all_is_there(&desk, rounds)?;
    Ok(Crowd { commands: WRITERS * rounds * 2, busy: busy.into_inner(), looks })
}

fn write(desk: &Desk, writer: usize, rounds: usize, busy: &AtomicUsize) -> Result<(), String> {
    let (name, tag) = (annotator(writer), format!("+{}", TAGS[writer % TAGS.len()]));
    for round in 0..rounds {
        let (para, text) = ((2 + round % 3).to_string(), note(writer, round));
        for words in [vec!["note", FIRST, &para, &text], vec!["tag", FIRST, "1", &tag]] {
            loop {
                let ran = desk.pizhu(&[&["--as", name.as_str()], words.as_slice()].concat());
                match ran.code {
                    Some(0) => break,
                    Some(5) => busy.fetch_add(1, Ordering::Relaxed),
                    _ => return Err(format!("writer {writer}: {words:?}: {}", ran.told())),
                };
            }
        }
    }
    Ok(())
}

/// Looks at all store files until the writers are done: each is whole, and none loses a record.
fn look(desk: &Desk, done: &AtomicBool) -> (usize, Option<String>) {
    let folder = desk.library().join("annotations").join(FIRST);
    let (mut looks, mut most) = (0, BTreeMap::new());
    while !done.load(Ordering::Acquire) {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            let Ok(bytes) = std::fs::read(&path) else { return (looks, Some(format!("{name} vanished"))) };
            looks += 1;
            let marks = match parse(&path, &bytes) {
                Ok(table) => table.get("mark").and_then(toml::Value::as_table).map_or(0, toml::Table::len),
                Err(why) => return (looks, Some(why)),
            };
            let before = most.insert(name.clone(), marks).unwrap_or_default();
            if marks < before {
                return (looks, Some(format!("{name} held {before} marks, then {marks}")));
            }
        }
        thread::yield_now();
    }
    (looks, None)
}

/// Every note once, every tag on the one mark it belongs to.
fn all_is_there(desk: &Desk, rounds: usize) -> Result<(), String> {
    let tree = desk.tree();
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for (_, _, note) in said(&tree, FIRST)?.into_values().filter(|mark| !mark.2.is_empty()) {
        *notes.entry(note).or_default() += 1;
    }
    let wanted = (0..WRITERS).flat_map(|writer| (0..rounds).map(move |round| (note(writer, round), 1)));
    if notes != wanted.collect() {
        return Err(format!("not each note once: {notes:?}"));
    }
    let writers = 1 + WRITERS - AS_ONE;
    let tagged: Vec<_> = said(&tree, FIRST)?.into_values().filter(|mark| !mark.1.is_empty()).collect();
    if tagged.len() != writers {
        return Err(format!(
            "{writers} annotators tagged a paragraph, {} marks came of it: {tagged:?}",
            tagged.len()
        ));
    }
    let of_all: usize = tagged.iter().map(|(_, tags, _)| tags.len()).sum();
    if of_all != TAGS.len() + WRITERS - AS_ONE {
        return Err(format!("tags were lost: {tagged:?}"));
    }
    if ids(&tree).len() != notes.len() + writers {
        return Err("there are more records than were made".to_owned());
    }
    nothing_else(&tree)
}

fn nothing_else(tree: &Tree) -> Result<(), String> {
    match tree.nodes.keys().find(|path| crate::judge::is_temp(path)) {
        Some(path) => Err(format!("{} stayed behind", path.display())),
        None => Ok(()),
    }
}
